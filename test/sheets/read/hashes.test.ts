import { createHash } from "node:crypto";
import { openBytes } from "../../../src/hosts/open";
import { report } from "../../../src/sheets/report/report";
import { INPUTS } from "../../../src/sheets/report/tables";
import { runAnalysis } from "../../../src/sheets/run";
import type { SheetReader } from "../../../src/workbook/reader";
import { partsOf, rowsXml, sheetXml, zip } from "../../hosts/xlsx/packages";
import { day, readSheets, sheetsOf } from "./sheets-of";

const hashed = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

const USAGE = [
  ["product_name", "day_used", "access_option", "email", "tokens_used"],
  ["AutoCAD", "2025-11-01", "Tokens", "ann@x.example", 7],
  ["AutoCAD", "2026-10-31", "Tokens", "ann@x.example", 7],
];
const USERS = [
  ["email", "offering_name"],
  ["ann@x.example", "AutoCAD"],
];

const run = (...readers: readonly SheetReader[]) =>
  runAnalysis(readers, { today: day("2026-11-15"), set: [] });

it("a table from a file has the hash of the file's bytes, as other programs give it", async () => {
  const csv = new TextEncoder().encode(USAGE.map((row) => row.join(",")).join("\n"));
  const xlsx = zip(partsOf({ Users: sheetXml(rowsXml(USERS)) }));
  const result = await run(openBytes("usage.csv", csv), openBytes("people.xlsx", xlsx));
  expect(result.counts.map(({ file, hash }) => [file, hash])).toEqual([
    ["usage.csv", hashed(csv)],
    ["people.xlsx", hashed(xlsx)],
  ]);
  const inputs = report({ ...result, dateSystem: 1900 })
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === INPUTS.tableName)!;
  const column = inputs.columns.findIndex(({ header }) => header === "SHA-256");
  expect(inputs.rows.map((row) => row[column]?.value)).toEqual([hashed(csv), hashed(xlsx)]);
});

it("a sheet that is in no file has the hash of its cells, which documentation says how to make", async () => {
  const { hashes } = await readSheets({ Usage: USAGE, Users: USERS });
  const lines = (rows: readonly (readonly unknown[])[]) =>
    rows.map((cells, n) => `${JSON.stringify([n + 1, cells])}\n`).join("");
  expect(hashes).toEqual([hashed(lines(USAGE)), hashed(lines(USERS))]);
});

it("the hash of a sheet changes with a cell below its table, and with nothing on another sheet", async () => {
  const sheets = { Usage: USAGE, Users: USERS };
  const [usage, users] = (await readSheets(sheets)).hashes;
  const noted = (await readSheets({ ...sheets, Users: [...USERS, [], ["as of May"]] })).hashes;
  expect(noted[0]).toBe(usage);
  expect(noted[1]).not.toBe(users);
});

it("our own settings, which end before their sheet does, are hashed to the end", async () => {
  const settings = [
    ["Name", "Value", "Unit", "Value used in this run"],
    ["Growth", "10 %", "a year", "0 %"],
    [],
    ["Below", 1],
  ];
  const read = (rows: typeof settings) =>
    readSheets({ Usage: USAGE, Assumptions: rows }, { ours: { Assumptions: "assumptions" } });
  const { hashes } = await read(settings);
  expect(hashes).toHaveLength(2);
  expect((await read([...settings.slice(0, 3), ["Below", 2]])).hashes[1]).not.toBe(hashes[1]);
});

it("the same sheets give the same hashes in whatever blocks their rows come", async () => {
  const whole = sheetsOf({ Usage: USAGE });
  const single: SheetReader = {
    ...whole,
    async *rows(sheet) {
      for await (const block of whole.rows(sheet)) for (const row of block) yield [row];
    },
  };
  const [one, other] = await Promise.all([run(whole), run(single)]);
  expect(one.counts.map(({ hash }) => hash)).toEqual(other.counts.map(({ hash }) => hash));
});
