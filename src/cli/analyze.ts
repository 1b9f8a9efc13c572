import { basename, extname, join } from "node:path";
import { at } from "../engine/at";
import { renewalCalendar } from "../engine/renewal/renewal-calendar";
import { clauseTexts } from "../engine/negotiation/clause-text";
import { lettersOf, lettersText } from "../engine/negotiation/letters";
import { counted } from "../engine/wording";
import { openFile } from "../hosts/files";
import { icsOf } from "../hosts/ics";

import { utf8 } from "../hosts/utf8";
import { newXlsx, XlsxWorkbook } from "../hosts/xlsx/xlsx";
import { drive } from "../sheets/drive";
import { bookOf } from "../sheets/report/report";
import { resultInSteps } from "../sheets/result";
import { runAnalysis, type Run } from "../sheets/run";
import type { SheetReader } from "../workbook/reader";
import { cancelled } from "../workbook/errors";
import type { Workbook } from "../workbook/workbook";
import { answer } from "./answer";
import { auditorCsv } from "./auditor-csv";
import { focusCsv } from "./focus-csv";
import { failuresOf } from "./failures";
import { STANDARD_OUTPUT, type AnalyzeCommand } from "./arguments";
import { listedNames, saveAll, type AnswerFile } from "./outputs";
import { shownJson } from "./shown-text";
import { answerPieces } from "./json";
import { nativeDeflater } from "./native-deflater";
import type { CommandSession } from "./session";

/** The workbook that is analysed if no input is named. */
const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

/** Reads the inputs, prints the answer, and writes the workbook and the JSON. Resolves with the exit code. */
export async function analyze(command: AnalyzeCommand, session: CommandSession): Promise<number> {
  const { err, today, signal, progress } = session;
  const { asOf, set } = command;
  try {
    const inputs = command.inputs.length > 0 ? command.inputs : [SAMPLE];
    const readers = await Promise.all(inputs.map((path) => openFile(path)));
    const { workbook, target } = outputOf(readers, inputs, command.out);
    const analysed = await runAnalysis(readers, {
      today,
      set,
      signal,
      onProgress: progress.show,
      ...(asOf === undefined ? {} : { asOf }),
      focus: command.focus !== undefined,
    });
    const steps = resultInSteps({ ...analysed, dateSystem: workbook.dateSystem });
    const { run, specs } = await drive(steps, { file: basename(target), signal, onProgress: progress.show });
    progress.say("Writing the result");
    const into: Workbook = workbook;
    await into.write(specs, bookOf(run), signal);
    const outputs: AnswerFile[] = [
      { path: target, pieces: workbook.toPieces(), isText: false },
      ...furtherOutputs(command, run),
    ];
    await signals();
    if (signal.aborted) throw cancelled(basename(target));
    const messages = await saveAll(outputs, inputs, session);
    progress.clear();
    const remarks = outputs.flatMap((output) => output.remarks ?? []);
    messages.write(`${[answer(run), "", written(run, outputs), ...remarks].join("\n")}\n`);
    const { messages: failures, exitCode } = failuresOf(run, command.strict);
    for (const message of failures) err.write(`seatwise: ${message}\n`);
    return exitCode;
  } finally {
    progress.clear();
  }
}

/** The text of a file, and what it leaves out. */
interface AnswerText extends Pick<AnswerFile, "remarks"> {
  readonly text: Iterable<string>;
}

/** The files besides the workbook that the command asks for. */
function furtherOutputs({ json, ics, letters, focus, auditor }: AnalyzeCommand, run: Run): AnswerFile[] {
  const { analysis } = run;
  const texts: readonly (readonly [path: string | undefined, made: () => AnswerText])[] = [
    [json, () => ({ text: json === STANDARD_OUTPUT ? shownPieces(answerPieces(run)) : answerPieces(run) })],
    [ics, () => ({ text: [icsOf(renewalCalendar(analysis), analysis.asOf)] })],
    [letters, () => ({ text: [lettersText(lettersOf(analysis), clauseTexts(analysis))] })],
    [focus, () => focusCsv(analysis)],
    [auditor, () => ({ text: auditorCsv(analysis) })],
  ];
  return texts.flatMap(([path, made]) => {
    if (path === undefined) return [];
    const { text, ...others } = made();
    return [{ path, pieces: utf8(text), isText: true, ...others }];
  });
}

function* shownPieces(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) yield shownJson(piece);
}

/**
 * The workbook into which the answer goes, and its path: a copy of the only workbook among the inputs, else a new
 * one. A copy with macros keeps them, and so its ending.
 */
function outputOf(
  readers: readonly SheetReader[],
  inputs: readonly string[],
  wished: string | undefined,
): { readonly workbook: XlsxWorkbook; readonly target: string } {
  const [only, ...others] = readers.filter((reader) => reader instanceof XlsxWorkbook);
  const copied = others.length === 0 ? only : undefined;
  const first = at(inputs, 0);
  const target = wished ?? `${basename(first, extname(first))}-seatwise${copied?.ending ?? ".xlsx"}`;
  const workbook = copied ?? newXlsx(basename(target));
  workbook.become(basename(target));
  workbook.packBy(nativeDeflater);
  return { workbook, target };
}

/** Lets a signal that came during the work be noticed. */
const signals = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function written({ unrecognised }: Run, outputs: readonly { readonly path: string }[]): string {
  const files = `Written: ${listedNames(outputs)}`;
  if (unrecognised.length === 0) return files;
  const verb = unrecognised.length === 1 ? "was" : "were";
  const sheets = `${counted(unrecognised.length, "sheet")} ${verb} not recognised as a table`;
  return `${files}\n${sheets}. To see why, run: seatwise inspect`;
}
