import { basename, extname, join } from "node:path";
import { report } from "../sheets/report/report";
import { runAnalysis, type Run } from "../sheets/run";
import { cancelled } from "../workbook/errors";
import { openFile, saveFiles } from "../hosts/files";
import { newXlsx, XlsxWorkbook } from "../hosts/xlsx/xlsx";
import { answer } from "./answer";
import type { AnalyzeCommand } from "./arguments";
import { toJson } from "./json";
import { ProgressLine } from "./progress";
import type { Session } from "./session";

/** The sample that is analysed when no input is named. */
const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

/** Reads the inputs, prints the answer, and writes the workbook and the JSON. */
export async function analyze(command: AnalyzeCommand, { out, err, today, signal }: Session): Promise<void> {
  const progress = new ProgressLine(err);
  try {
    const inputs = command.inputs.length > 0 ? command.inputs : [SAMPLE];
    const readers = await Promise.all(inputs.map((path) => openFile(path)));
    const { asOf, set } = command;
    const run = await runAnalysis(readers, {
      today,
      set,
      signal,
      onProgress: progress.show,
      ...(asOf === undefined ? {} : { asOf }),
    });
    const [only, ...others] = readers.filter((reader) => reader instanceof XlsxWorkbook);
    const target = command.out ?? `${basename(inputs[0] ?? "", extname(inputs[0] ?? ""))}-seatwise.xlsx`;
    const workbook = only && others.length === 0 ? only : newXlsx(basename(target));
    progress.say("Writing the result");
    await workbook.write(report({ ...run, dateSystem: workbook.dateSystem }));
    const bytes = workbook.toBytes();
    await turn();
    if (signal.aborted) throw cancelled(basename(target));
    await saveFiles(
      [
        { path: target, bytes },
        ...(command.json === undefined
          ? []
          : [{ path: command.json, bytes: new TextEncoder().encode(toJson(run)) }]),
      ],
      inputs,
      signal,
    );
    progress.clear();
    out.write(`${answer(run)}\n\n${written(run, target, command.json)}\n`);
  } finally {
    progress.clear();
  }
}

/** Lets a Ctrl-C that came during the work be noticed. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function written(run: Run, target: string, json: string | undefined): string {
  const unread = run.unrecognised.length;
  return [
    `Written: ${target}${json ? ` and ${json}` : ""}`,
    ...(unread > 0
      ? [
          `${unread} ${unread === 1 ? "sheet was" : "sheets were"} not recognised as a table: seatwise inspect says why.`,
        ]
      : []),
  ].join("\n");
}
