import { rmSync } from "node:fs";
import { basename } from "node:path";
import { answerPieces } from "../src/cli/json";
import { utf8 } from "../src/hosts/utf8";
import { analyse } from "../src/engine/analyse";
import { parseIsoDay } from "../src/engine/calendar";
import type { DayNumber } from "../src/engine/units";
import { report } from "../src/sheets/report/report";
import { runAnalysis } from "../src/sheets/run";
import { openFile, saveFiles } from "../src/hosts/files";
import { newXlsx, XlsxWorkbook } from "../src/hosts/xlsx/xlsx";
import type { Measured } from "./measured";

const LAST_DAY = parseIsoDay("2026-10-31") ?? (0 as DayNumber);

/** Passes over the cells of a file and makes nothing of them. */
async function plain(path: string): Promise<Measured> {
  const start = performance.now();
  const reader = await openFile(path);
  let rows = 0;
  for (const sheet of await reader.sheets()) {
    for await (const block of reader.rows(sheet)) rows += block.length;
  }
  return { milliseconds: { plain: performance.now() - start }, rows, peakMegabytes: peakMegabytes() };
}

/** Takes the steps of src/cli/analyze.ts, with a stopwatch. */
async function analyze(path: string, target: string): Promise<Measured> {
  const start = performance.now();
  const reader = await openFile(path);
  const run = await runAnalysis([reader], { today: LAST_DAY, set: [] });
  const analysed = performance.now();
  const workbook = reader instanceof XlsxWorkbook ? reader : newXlsx(basename(target));
  await workbook.write(report({ ...run, dateSystem: workbook.dateSystem }));
  await saveFiles([{ path: target, pieces: workbook.toPieces() }], [path]);
  await saveFiles([{ path: `${target}.json`, pieces: utf8(answerPieces(run)) }], [path]);
  const written = performance.now();
  const peak = peakMegabytes();
  rmSync(target);
  rmSync(`${target}.json`);

  // The engine is measured by doing its part again: what `runAnalysis` took beyond it was reading.
  analyse(run.analysis.estate, run.analysis.asOf, run.analysis.assumptions, { swings: true });
  const engine = performance.now() - written;
  return {
    milliseconds: { reading: analysed - start - engine, engine, writing: written - analysed },
    rows: run.counts.reduce((sum, { used }) => sum + used, 0),
    peakMegabytes: peak,
  };
}

/** Node gives maxRSS in kilobytes. */
const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;

const [mode, path = "", target = ""] = process.argv.slice(2);
void (mode === "plain" ? plain(path) : analyze(path, target)).then((result) =>
  process.stdout.write(JSON.stringify(result)),
);
