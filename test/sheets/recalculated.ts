import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell } from "../../src/workbook/cells";
import type { SheetSpec, SpecCell } from "../../src/workbook/spec";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";
import { report } from "../../src/sheets/report/report";
import type { Run } from "../../src/sheets/run";
import { readAll } from "../hosts/contract";
import { unzip, zip } from "../hosts/xlsx/packages";

/** The cells that LibreOffice computes from our formulas, with every stored value taken away first. */
export async function recalculatedIn(
  folder: string,
  specs: readonly SheetSpec[],
): Promise<Map<string, Cell>> {
  const [cells] = await recalculatedTogether(folder, [specs]);
  return cells!;
}

/** The same of several workbooks, in one go of LibreOffice. */
export async function recalculatedTogether(
  folder: string,
  workbooks: readonly (readonly SheetSpec[])[],
): Promise<Map<string, Cell>[]> {
  const names: string[] = [];
  for (const specs of workbooks) {
    const workbook = newXlsx("report.xlsx");
    await workbook.write(specs);
    const parts = unzip(workbook.toBytes());
    for (const [name, xml] of Object.entries(parts)) parts[name] = xml.replace(/<\/f><v>[^<]*<\/v>/g, "</f>");
    names.push(`bare${names.length}.xlsx`);
    writeFileSync(join(folder, names.at(-1)!), zip(parts));
  }
  execFileSync("soffice", [
    `-env:UserInstallation=file://${folder}/profile`,
    "--headless",
    "--convert-to",
    "xlsx:Calc MS Excel 2007 XML",
    "--outdir",
    join(folder, "out"),
    ...names.map((name) => join(folder, name)),
  ]);
  return Promise.all(names.map((name) => cellsOf(name, join(folder, "out", name))));
}

async function cellsOf(name: string, path: string): Promise<Map<string, Cell>> {
  const computed = openXlsx(name, new Uint8Array(readFileSync(path)));
  const cells = new Map<string, Cell>();
  for (const { name: sheet } of await computed.sheets()) {
    for (const row of await readAll(computed, sheet)) {
      row.cells.forEach((cell, column) => cells.set(`${sheet} ${row.row} ${column}`, cell));
    }
  }
  return cells;
}

/** The specs with other values typed into the Assumptions, and decisions by user. */
export function changedBy(
  run: Run,
  assumptions: Readonly<Record<string, number | string | null>>,
  decisions: Readonly<Record<string, string>> = {},
): SheetSpec[] {
  return report({ ...run, dateSystem: 1900 }).map((spec) => ({
    ...spec,
    tables: spec.tables.map((table) => {
      const at = (header: string): number => table.columns.findIndex((column) => column.header === header);
      const typed = (row: (typeof table.rows)[number], changes: Readonly<Record<string, Cell | undefined>>) =>
        row.map((cell, c): SpecCell => {
          const value = changes[table.columns[c]?.header ?? ""];
          return value === undefined ? cell : { value, ...(cell.format ? { format: cell.format } : {}) };
        });
      if (table.name === "SeatwiseAssumptions")
        return {
          ...table,
          rows: table.rows.map((row) => typed(row, { Value: assumptions[String(row[0]?.value)] })),
        };
      if (table.name !== "SeatwiseUsers") return table;
      return {
        ...table,
        rows: table.rows.map((row) => typed(row, { Decision: decisions[String(row[at("User")]?.value)] })),
      };
    }),
  }));
}

/** What LibreOffice makes of a column of a table, by the row's first cell. */
export function column(
  specs: readonly SheetSpec[],
  computed: ReadonlyMap<string, Cell>,
  name: string,
  header: string,
): Record<string, Cell> {
  const spec = specs.find(({ tables }) => tables.some((table) => table.name === name))!;
  const table = spec.tables.find((one) => one.name === name)!;
  const c = table.columns.findIndex((one) => one.header === header);
  return Object.fromEntries(
    table.rows.map((row, r) => [
      String(row[0]?.value),
      computed.get(`${spec.name} ${table.at.row + 1 + r} ${table.at.column + c}`) ?? null,
    ]),
  );
}
