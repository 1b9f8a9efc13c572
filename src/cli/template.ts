import { basename } from "node:path";
import { saveFiles } from "../hosts/files";
import { newXlsx } from "../hosts/xlsx/xlsx";
import { template } from "../sheets/template";
import type { CommandSession } from "./session";

/** Writes blank input tables into a new workbook. */
export async function writeTemplate(path: string, { out, signal }: CommandSession): Promise<void> {
  const workbook = newXlsx(basename(path));
  workbook.become(basename(path));
  await workbook.write(template());
  await saveFiles([{ path, pieces: workbook.toPieces() }], [], { signal, onlyNew: true });
  out.write(`Written: ${path}. Fill in the tables that you have, then run: seatwise analyze ${path}\n`);
}
