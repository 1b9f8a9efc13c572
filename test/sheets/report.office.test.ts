import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fraction, rate, tokens } from "../../src/engine/units";
import { presentValue, yearCosts } from "../../src/engine/renewal/scenario-cost";
import type { Cell } from "../../src/sheets/cells";
import type { SheetSpec, SpecCell } from "../../src/sheets/spec";
import { report } from "../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../src/sheets/run";
import { openFile } from "../../src/workbook/files";
import { newXlsx, openXlsx } from "../../src/workbook/xlsx/xlsx";
import { readAll } from "../workbook/contract";
import { unzip, zip } from "../workbook/packages";
import { day } from "../engine/estate-of";

let folder: string;
let run: Run;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "report-"));
  const sample = await openFile(join(__dirname, "../../examples/design-firm.xlsx"));
  run = await runAnalysis([sample], {
    today: day("2026-11-15"),
    set: [
      { name: "Price: Civil 3D", value: "2790" },
      { name: "Growth", value: "7 %" },
    ],
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The cells that LibreOffice computes from our formulas, with every stored value taken away first. */
async function recalculated(specs: readonly SheetSpec[]): Promise<Map<string, Cell>> {
  const workbook = newXlsx("report.xlsx");
  await workbook.write(specs);
  const parts = unzip(workbook.toBytes());
  for (const [name, xml] of Object.entries(parts)) parts[name] = xml.replace(/<\/f><v>[^<]*<\/v>/g, "</f>");
  writeFileSync(join(folder, "bare.xlsx"), zip(parts));
  execFileSync("soffice", [
    `-env:UserInstallation=file://${folder}/profile`,
    "--headless",
    "--convert-to",
    "xlsx:Calc MS Excel 2007 XML",
    "--outdir",
    join(folder, "out"),
    join(folder, "bare.xlsx"),
  ]);
  const computed = openXlsx("bare.xlsx", new Uint8Array(readFileSync(join(folder, "out", "bare.xlsx"))));
  const cells = new Map<string, Cell>();
  for (const { name } of await computed.sheets()) {
    for (const row of await readAll(computed, name)) {
      row.cells.forEach((cell, column) => cells.set(`${name} ${row.row} ${column}`, cell));
    }
  }
  return cells;
}

/** Every formula cell of a spec with its place. */
function formulas(spec: SheetSpec): { at: string; cell: SpecCell }[] {
  const found: { at: string; cell: SpecCell }[] = spec.cells.map((cell) => ({
    at: `${spec.name} ${cell.row} ${cell.column}`,
    cell,
  }));
  for (const { at, rows, columns, totals } of spec.tables) {
    rows.forEach((row, r) =>
      row.forEach((cell, c) => found.push({ at: `${spec.name} ${at.row + 1 + r} ${at.column + c}`, cell })),
    );
    columns.forEach(({ total }, c) => {
      if (!totals || !total || !("by" in total)) return;
      const place = `${spec.name} ${at.row + 1 + rows.length} ${at.column + c}`;
      found.push({ at: place, cell: { value: total.value, formula: "SUBTOTAL" } });
    });
  }
  return found.filter(({ cell }) => cell.formula !== undefined);
}

test("LibreOffice computes from every formula the value that the engine stored", async () => {
  const specs = report({ ...run, dateSystem: 1900 });
  const computed = await recalculated(specs);
  const all = specs.flatMap(formulas);
  expect(all.length).toBeGreaterThan(800);
  const wrong = all.filter(({ at, cell }) => {
    const got = computed.get(at);
    return !(typeof got === "number" && Math.abs(got - Number(cell.value)) <= 1e-6 * Math.max(1, Math.abs(got)));
  });
  expect(wrong.map(({ at, cell }) => `${at}: ${String(computed.get(at))}, not ${String(cell.value)}, from ${cell.formula ?? ""}`)).toEqual([]);
}); // prettier-ignore

test("with the assignment held, changed assumptions move the sheets as they move the engine, to a cent", async () => {
  const changes: Record<string, number | string> = {
    "Pool buffer": 0.2,
    "Pack size": 500,
    "Token price tiers": "incremental",
    "Seat price uplift": 0.05,
    "Token price uplift": 0.03,
    "Discount rate": 0.1,
    "Price: AEC Collection": 3111.5,
    "Price: Revit": 2500,
    "Token price from 0": 3.21,
    "Token price from 5000": 2.5,
  };
  const specs = report({ ...run, dateSystem: 1900 }).map((spec) => ({
    ...spec,
    tables: spec.tables.map((table) =>
      table.name !== "SeatwiseAssumptions"
        ? table
        : {
            ...table,
            rows: table.rows.map((row) => {
              const change = changes[String(row[0]?.value)];
              return change === undefined
                ? row
                : row.map((cell, c) => (c === 1 ? { ...cell, value: change } : cell));
            }),
          },
    ),
  }));
  const computed = await recalculated(specs);
  const { analysis } = run;
  const assumptions = {
    ...analysis.assumptions,
    poolBuffer: fraction(0.2),
    packSize: tokens(500),
    tierKind: "incremental" as const,
    seatUplift: fraction(0.05),
    tokenUplift: fraction(0.03),
    discountRate: fraction(0.1),
  };
  const newTierPrice: Record<number, number> = { 0: 3.21, 5000: 2.5 };
  const tiers = analysis.tiers.map((tier) => ({ ...tier, unitPrice: rate<never, never>(newTierPrice[tier.minimum] ?? tier.unitPrice) })); // prettier-ignore
  const scenarios = specs.find(({ key }) => key === "scenarios")!;
  const table = scenarios.tables[0]!;
  const column = (header: string) => table.columns.findIndex((one) => one.header === header);
  analysis.scenarios.forEach(({ id, lines, pool }, i) => {
    const asBefore = id === "as-is" || id === "true-down";
    const priced = lines.map((line) => {
      const price = line.listed ? changes[`Price: ${line.offering}`] : undefined;
      return price === undefined ? line : { ...line, unitPrice: rate<never, never>(Number(price)) };
    });
    const bought = asBefore ? pool : { ...pool, buffer: 0.2, pack: tokens(500) };
    const years = yearCosts(priced, bought, tiers, assumptions);
    const cell = (header: string) =>
      Number(computed.get(`Scenarios ${table.at.row + 1 + i} ${column(header)}`));
    years.forEach(({ year, tokens: n, cost }) => {
      expect(cell(`Tokens year ${year}`)).toBe(n);
      expect(cell(`Cost year ${year}`)).toBeCloseTo(cost, 2);
    });
    expect(cell("Total")).toBeCloseTo(
      years.reduce((sum, { cost }) => sum + cost, 0),
      2,
    );
    expect(cell("Present value")).toBeCloseTo(presentValue(years.map(({ cost }) => cost), 0.1), 2); // prettier-ignore
  });
});
