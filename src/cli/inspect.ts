import { at } from "../engine/at";
import { counted } from "../engine/wording";
import { openFile } from "../hosts/files";
import { read } from "../sheets/read/read";
import type { CommandSession } from "./session";

/** Prints which table each sheet of each file was recognised as. */
export async function inspect(
  inputs: readonly string[],
  { out, today, signal, progress }: CommandSession,
): Promise<void> {
  try {
    const readers = await Promise.all(inputs.map((path) => openFile(path)));
    const reading = await read(readers, { latest: today, signal, onProgress: progress.show });
    progress.clear();
    for (const { source, rows, used, skipped } of reading.counts) {
      const { file, sheet, kind } = at(reading.estate.sources, source);
      out.write(`${file}, ${sheet}: ${kind}, ${counted(rows, "row")}, ${used} used, ${skipped} skipped\n`);
    }
    for (const { file, sheet, reason } of reading.unrecognised)
      out.write(`${file}, ${sheet}: not recognised. ${reason}\n`);
    for (const { severity, message, row, column } of reading.issues) {
      const place = [row === undefined ? undefined : `row ${row}`, column].filter(Boolean).join(", ");
      out.write(`  ${severity}: ${message}${place ? ` (${place})` : ""}\n`);
    }
  } finally {
    progress.clear();
  }
}
