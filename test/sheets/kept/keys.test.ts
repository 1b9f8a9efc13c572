import fc from "fast-check";
import { at } from "../../../src/engine/at";
import { selfChecked } from "../../../src/engine/self-check/self-check";
import { report } from "../../../src/sheets/report/report";
import { runAnalysis, type Run } from "../../../src/sheets/run";
import type { TableSpec } from "../../../src/workbook/spec";
import { analysed, RANDOM_ESTATES } from "../../engine/renewal/random-estates";
import { day, sheetsOf } from "../read/sheets-of";
import { UNPRICED } from "../report/unpriced";

const tablesOf = (run: Run): TableSpec[] =>
  report({ ...run, dateSystem: 1900 })
    .flatMap(({ tables }) => tables)
    .filter(({ name }) => ![...TOLD_BY_ORDER, ...ONE_ROW].includes(name));

/** The keys of a table's rows, each as one text. */
function keysOf({ name, columns, rows, keys = [] }: TableSpec): string[] {
  const places = keys.map((key) => columns.findIndex(({ header }) => header === key));
  if (places.length === 0 || places.includes(-1)) throw new Error(`${name} has no keys`);
  return rows.map((row) => JSON.stringify(places.map((place) => at(row, place).value)));
}

/** New seats and lines without a contract share the words of their contract: such rows are told apart by their order. */
const TOLD_BY_ORDER = ["SeatwiseSeats", "SeatwiseFollow"];

/** Its only row needs no key. */
const ONE_ROW = ["SeatwiseFigures"];

function repeated(keys: readonly string[]): string[] {
  const met = new Set<string>();
  return keys.filter((key) => met.size === met.add(key).size);
}

it("rows of every result table have keys that tell them apart", () => {
  fc.assert(
    fc.property(RANDOM_ESTATES, (drawn) => {
      const run = selfChecked({
        analysis: analysed(drawn),
        issues: [],
        counts: [],
        references: new Map(),
        settingDoubts: [],
        statedAsOf: null,
        unrecognised: [],
      });
      for (const table of tablesOf(run))
        expect([table.name, repeated(keysOf(table))]).toEqual([table.name, []]);
    }),
    { numRuns: 25 },
  );
});

it("rows of tables about what is unknown have keys, too", async () => {
  const run = await runAnalysis([sheetsOf(UNPRICED)], { today: day("2026-11-15"), set: [] });
  for (const table of tablesOf(run)) expect([table.name, repeated(keysOf(table))]).toEqual([table.name, []]);
});
