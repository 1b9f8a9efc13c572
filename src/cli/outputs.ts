import { listed } from "../engine/wording";
import { saveFiles, type Output } from "../hosts/files";
import { cancelled } from "../workbook/errors";
import { Turns } from "../workbook/turns";
import { WrongUsage, STANDARD_OUTPUT } from "./arguments";
import type { CommandSession, TextStream } from "./session";

/** A file of the answer. */
export interface AnswerFile extends Output {
  /** Whether a terminal can show it. */
  readonly isText: boolean;
  /** What the file leaves out, for the terminal. */
  readonly remarks?: readonly string[];
}

/**
 * Saves the files, and then writes the one that is called "-" to standard output. Returns the stream for messages:
 * standard error where standard output holds an answer for another program.
 */
export async function saveAll(
  outputs: readonly AnswerFile[],
  inputs: readonly string[],
  { out, err, signal }: CommandSession,
): Promise<TextStream> {
  const shown = outputs.find(({ path }) => path === STANDARD_OUTPUT);
  const files = outputs.filter((output) => output !== shown);
  if (shown && out.isTTY && !shown.isText)
    throw new WrongUsage("Standard output is a terminal, which shows no workbook. Name a file.");
  await saveFiles(files, inputs, { signal });
  if (shown === undefined) return out;
  const turns = new Turns();
  for (const piece of shown.pieces) {
    out.write(piece);
    await turns.give();
    if (signal.aborted) throw cancelled("standard output");
  }
  return err;
}

/** The names of outputs as a sentence lists them. */
export const listedNames = (outputs: readonly { readonly path: string }[]): string =>
  listed(outputs.map(({ path }) => (path === STANDARD_OUTPUT ? "standard output" : path)));
