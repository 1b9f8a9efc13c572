import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { newXlsx } from "../../../src/hosts/xlsx/xlsx";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import type { Abuse } from "./abuses";
import type { Figure, Result } from "./verdict";

/** The columns whose values no formula makes and that tell a table's rows from each other. */
function keysOf({ name, columns, rows, keys }: TableSpec): number[] {
  if (rows.length <= 1) return [];
  const fixed = columns.flatMap((_, c) => (rows.some((row) => row[c]?.formula !== undefined) ? [] : [c]));
  const chosen = keys?.map((key) => columns.findIndex(({ header }) => header === key)) ?? [];
  const distinct = (some: readonly number[]) =>
    new Set(rows.map((row) => JSON.stringify(some.map((c) => row[c]?.value ?? "")))).size === rows.length;
  for (const column of [undefined, ...fixed]) {
    if (column !== undefined) chosen.push(column);
    if (chosen.length > 0 && distinct(chosen)) return chosen;
  }
  throw new Error(`Two rows of ${name} are alike.`);
}

interface Answer {
  readonly before: readonly Figure[];
  readonly results: readonly (Result & { readonly fault?: string })[];
}

/** Programs of LibreOffice that share the cases. */
const OFFICES = 2;

/** What LibreOffice says of each abuse of the written workbook. */
export async function abused(
  folder: string,
  specs: readonly SheetSpec[],
  cases: readonly Abuse[],
): Promise<Answer> {
  const workbook = newXlsx("abused.xlsx");
  await workbook.write(specs);
  const plan = {
    tables: specs.flatMap(({ tables }) =>
      tables.map((table) => ({
        name: table.name,
        totals: table.totals,
        rows: table.rows.length,
        keys: keysOf(table),
      })),
    ),
    cells: specs.flatMap(({ name, cells }) =>
      cells
        .filter(({ formula }) => formula !== undefined)
        .map(({ row, column }) => ({ sheet: name, row, column })),
    ),
  };
  const answers = await Promise.all(
    Array.from({ length: OFFICES }, async (_, office): Promise<Answer> => {
      // An office locks its file, so each has its own.
      const [file, own] = [join(folder, `abused-${office}.xlsx`), join(folder, `plan-${office}.json`)];
      writeFileSync(file, workbook.toBytes());
      writeFileSync(
        own,
        JSON.stringify({ ...plan, file, cases: cases.filter((_case, i) => i % OFFICES === office) }),
      );
      const { stdout } = await promisify(execFile)("/usr/bin/python3", [join(__dirname, "abuse.py"), own], {
        maxBuffer: 2 ** 30,
      });
      return JSON.parse(stdout) as Answer;
    }),
  );
  return {
    before: answers[0]!.before,
    results: cases.map((_, i) => answers[i % OFFICES]!.results[Math.floor(i / OFFICES)]!),
  };
}
