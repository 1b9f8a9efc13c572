import { listed } from "../engine/wording";
import { saveFiles, type Output } from "../hosts/files";
import { WrongUsage, STANDARD_OUTPUT } from "./arguments";
import type { CommandSession, TextStream } from "./session";

/**
 * Saves the files, and then writes the one that is called "-" to standard output. Returns the stream for messages:
 * standard error where standard output holds an answer for another program.
 */
export async function saveAll(
  outputs: readonly Output[],
  inputs: readonly string[],
  { out, err, signal }: CommandSession,
): Promise<TextStream> {
  const shown = outputs.find(({ path }) => path === STANDARD_OUTPUT);
  const files = outputs.filter((output) => output !== shown);
  if (shown && out.isTTY && !isText(shown))
    throw new WrongUsage("Standard output is a terminal, which shows no workbook. Name a file.");
  await saveFiles(files, inputs, { signal });
  if (shown === undefined) return out;
  out.write(shown.bytes);
  return err;
}

/** No zip file is text. */
const isText = ({ bytes }: Output): boolean => !(bytes[0] === 0x50 && bytes[1] === 0x4b);

/** The names of outputs as a sentence lists them. */
export const listedNames = (outputs: readonly { readonly path: string }[]): string =>
  listed(outputs.map(({ path }) => (path === STANDARD_OUTPUT ? "standard output" : path)));
