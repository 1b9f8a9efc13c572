import { basename, extname } from "node:path";
import { frozenOutcome, portableOutcome } from "../portable/outcome";
import { cancelled, notAWorkbook, nothingToDo } from "../workbook/errors";
import { openFile } from "../hosts/files";
import { XlsxWorkbook } from "../hosts/xlsx/xlsx";
import type { PortableCommand } from "./arguments";
import { listedNames, saveAll } from "./outputs";
import type { CommandSession } from "./session";

/** Writes a copy of a workbook that computes without the add-in, or that holds values instead of formulas. */
export async function portable(
  { input, out: wished, freeze: asValues }: PortableCommand,
  session: CommandSession,
): Promise<void> {
  const { signal, progress } = session;
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
    const messages = await saveAll([{ path, pieces: workbook.toPieces(), isText: false }], [input], session);
    progress.clear();
    messages.write(`${sentences.join("\n")}\n\nWritten: ${listedNames([{ path }])}\n`);
  } finally {
    progress.clear();
  }
}
