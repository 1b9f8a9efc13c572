import { basename } from "node:path";
import { template } from "../sheets/template";
import { saveFiles } from "../workbook/files";
import { newXlsx } from "../workbook/xlsx/xlsx";
import type { Session } from "./session";

/** Writes blank input tables into a new workbook. */
export async function writeTemplate(path: string, { out, signal }: Session): Promise<void> {
  const workbook = newXlsx(basename(path));
  await workbook.write(template());
  await saveFiles([{ path, bytes: workbook.toBytes() }], [path], signal);
  out.write(`Written: ${path}. Fill the tables that you have, then: seatwise analyze ${path}\n`);
}
