import type { TableArea } from "../../../src/workbook/reader";
import { lookAt } from "../../../src/sheets/read/look";
import { kinds, LATEST, readSheets, sheetsOf, table } from "./sheets-of";

/** Rates at A2:B4 and token prices at D2:E3 side by side, with captions; offers below at A8:B9; a stray row in 11. */
const PRICES = table(`
  What things cost,,,,
  Product,Tokens per day,,Minimum tokens,Unit price
  Revit,10,,0,3
  AutoCAD,7,,5000,2.8
  Total,17,,,
  ,,,,
  ,,,,
  Offering,Price per year,,,
  Revit,2500,,,
  ,,,,
  AutoCAD,1900,,,
`);
const area = (
  name: string,
  firstRow: number,
  lastRow: number,
  firstColumn: number,
  lastColumn: number,
): TableArea => ({
  name,
  firstRow,
  lastRow,
  firstColumn,
  lastColumn,
});
const AREAS = [area("Rates", 2, 4, 0, 1), area("Tiers", 2, 4, 3, 4), area("Quote", 8, 9, 0, 1)];

const read = (areas: readonly TableArea[]) => readSheets({ Prices: PRICES }, { tables: { Prices: areas } });

test("each of several tables on a sheet is read as a table of its own", async () => {
  const reading = await read(AREAS);
  expect(kinds(reading)).toEqual(["Rates", "Token prices", "Offers"]);
  expect(reading.counts.map(({ used, skipped }) => [used, skipped])).toEqual([
    [2, 0],
    [2, 0],
    [1, 0],
  ]);
  expect(reading.estate.rates.map(({ product, tokensPerDay }) => [product, tokensPerDay])).toEqual([
    ["AutoCAD", 7],
    ["Revit", 10],
  ]);
  expect(reading.estate.tokenTiers.map(({ minimum }) => minimum)).toEqual([0, 5000]);
});

test("a row outside the tables is said, captions and totals are not", async () => {
  const { issues } = await read(AREAS);
  const [outside, ...others] = issues.filter(({ code }) => code === "outside-tables");
  expect(outside?.message).toContain("1 row in A11:B11, beside or below");
  expect(others).toEqual([]);
});

test("a table that is not known is named beside those that are", async () => {
  const { unrecognised } = await read([...AREAS, area("Notes", 10, 11, 3, 4)]);
  expect(unrecognised).toEqual([
    { file: "input.xlsx", sheet: "Prices", reason: "Table Notes: The sheet is empty." },
  ]);
});

test("where none of them is known, or there is one alone, the tables are found by their look", async () => {
  const all = ["Rates", "Token prices", "Offers"];
  expect(kinds(await read([area("A", 20, 22, 0, 1), area("B", 30, 31, 0, 1)]))).toEqual(all);
  expect(kinds(await read([area("Tiers", 2, 4, 3, 4)]))).toEqual(all);
});

test("looking at a sheet tells its tables apart too", async () => {
  const seen = await lookAt(sheetsOf({ Prices: PRICES }, { tables: { Prices: AREAS } }), { latest: LATEST });
  expect(seen.map(({ kind }) => kind)).toEqual(["Rates", "Token prices", "Offers"]);
});

test("the order in which the host lists the tables changes nothing", async () => {
  expect(await read([...AREAS].reverse())).toEqual(await read(AREAS));
});
