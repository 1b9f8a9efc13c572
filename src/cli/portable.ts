import { basename, extname } from "node:path";
import { frozenOutcome, portableOutcome } from "../portable/outcome";
import { cancelled, notAWorkbook, nothingToDo } from "../workbook/errors";
import { openFile, saveFiles } from "../hosts/files";
import { XlsxWorkbook } from "../hosts/xlsx/xlsx";
import type { PortableCommand } from "./arguments";
import { ProgressLine } from "./progress";
import type { CliSession } from "./session";

/** Writes a copy of a workbook that computes without the add-in, or that holds values instead of formulas. */
export async function portable(
  { input, out: wished, freeze: asValues }: PortableCommand,
  { out, err, signal }: CliSession,
): Promise<void> {
  const progress = new ProgressLine(err);
  try {
    const file = basename(input);
    const workbook = await openFile(input);
    if (!(workbook instanceof XlsxWorkbook)) throw notAWorkbook(file, "a text file");
    const path = wished ?? `${basename(input, extname(input))}-portable${workbook.ending}`;
    workbook.become(basename(path));
    progress.say(`Looking for formulas in ${file}`);
    const { changed, sentences } = await (asValues ? frozenOutcome : portableOutcome)(workbook);
    if (!changed) throw nothingToDo(file, sentences);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelled(file);
    await saveFiles([{ path, bytes: workbook.toBytes() }], [input], signal);
    progress.clear();
    out.write(`${sentences.join("\n")}\n\nWritten: ${path}\n`);
  } finally {
    progress.clear();
  }
}
