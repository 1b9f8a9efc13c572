import { basename, extname } from "node:path";
import { freeze, frozenSentences, makePortable, portableSentences } from "../portable/portable";
import { cancelled, notAWorkbook, nothingToDo } from "../workbook/errors";
import { openFile, saveFiles } from "../workbook/files";
import type { Workbook } from "../workbook/workbook";
import { XlsxWorkbook } from "../workbook/xlsx/xlsx";
import type { PortableCommand } from "./arguments";
import { Progress } from "./progress";
import type { Session } from "./session";

/** Writes a copy of a workbook that computes, or shows its values, without the add-in. */
export async function portable(
  { input, out: wished, freeze: asValues }: PortableCommand,
  { out, err, signal }: Session,
): Promise<void> {
  const progress = new Progress(err);
  try {
    const file = basename(input);
    const workbook = await openFile(input);
    if (!(workbook instanceof XlsxWorkbook)) throw notAWorkbook(file, "a text file");
    progress.say(`Looking for formulas in ${file}`);
    const { changed, sentences } = await (asValues ? frozen(workbook) : withTwins(workbook));
    if (!changed) throw nothingToDo(file, sentences);
    const path = wished ?? besides(input);
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw cancelled(file);
    await saveFiles([{ path, bytes: workbook.toBytes() }], [input], signal);
    progress.clear();
    out.write(`${sentences.join("\n")}\n\nWritten: ${path}\n`);
  } finally {
    progress.clear();
  }
}

/** A workbook with macros keeps its ending: Excel opens it under no other. */
function besides(input: string): string {
  const ending = extname(input);
  return `${basename(input, ending)}-portable${/^\.xlsm$/i.test(ending) ? ending : ".xlsx"}`;
}

interface Done {
  readonly changed: boolean;
  readonly sentences: readonly string[];
}

async function withTwins(workbook: Workbook): Promise<Done> {
  const done = await makePortable(workbook);
  return { changed: done.changed.length > 0, sentences: portableSentences(done) };
}

async function frozen(workbook: Workbook): Promise<Done> {
  const done = await freeze(workbook);
  return { changed: done.formulas.length > 0, sentences: frozenSentences(done) };
}
