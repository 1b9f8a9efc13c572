import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseIsoDay } from "../src/engine/calendar";
import type { DayNumber } from "../src/engine/units";
import { report } from "../src/sheets/report/report";
import { runAnalysis } from "../src/sheets/run";
import { openXlsx } from "../src/hosts/xlsx/xlsx";
import { median } from "./statistics";

const ROUNDS = 3;
const LAST_DAY = parseIsoDay("2026-10-31") ?? (0 as DayNumber);
const LARGE = readFileSync(join(__dirname, "data", "usage-1000000x8.xlsx"));
const SAMPLE = readFileSync(join(__dirname, "..", "examples", "design-firm.xlsx"));

/** Reads the million rows and throws them away. */
async function reading(): Promise<number> {
  const start = performance.now();
  const workbook = openXlsx("large.xlsx", LARGE);
  let rows = 0;
  for (const sheet of await workbook.sheets()) {
    for await (const block of workbook.rows(sheet)) rows += block.length;
  }
  if (rows !== 1_000_001) throw new Error(`${rows} rows were read`);
  return performance.now() - start;
}

/** Adds the result sheets of the sample to it, up to the finished file. */
async function adding(specs: ReturnType<typeof report>): Promise<number> {
  const start = performance.now();
  const workbook = openXlsx("large.xlsx", LARGE);
  await workbook.write(specs);
  if (workbook.toBytes().length <= LARGE.length) throw new Error("nothing was added");
  return performance.now() - start;
}

async function measure(): Promise<void> {
  const run = await runAnalysis([openXlsx("sample.xlsx", SAMPLE)], { today: LAST_DAY, set: [] });
  const specs = report({ ...run, dateSystem: 1900 });
  await adding(specs);
  const rounds: { read: number; add: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ read: await reading(), add: await adding(specs) });
  console.log(
    `reading 1,000,000 rows of 8 columns  ${(median(rounds.map(({ read }) => read)) / 1000).toFixed(1)} s`,
  );
  console.log(
    `adding ${specs.length} sheets                      ${(median(rounds.map(({ add }) => add)) / 1000).toFixed(2)} s`,
  );
  console.log(
    `adding ÷ reading                     ${median(rounds.map(({ add, read }) => add / read)).toFixed(3)} (goal: under 0.1)`,
  );
}

void measure();
