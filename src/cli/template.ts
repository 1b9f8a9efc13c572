import { existsSync } from "node:fs";
import { basename } from "node:path";
import { template } from "../sheets/template";
import { unwritable } from "../workbook/errors";
import { saveFiles } from "../hosts/files";
import { newXlsx } from "../hosts/xlsx/xlsx";
import type { Session } from "./session";

/** Writes blank input tables into a new workbook. */
export async function writeTemplate(path: string, { out, signal }: Session): Promise<void> {
  const workbook = newXlsx(basename(path));
  await workbook.write(template());
  if (existsSync(path)) throw unwritable(path, "there is a file of that name already; name another");
  await saveFiles([{ path, bytes: workbook.toBytes() }], [], signal);
  out.write(`Written: ${path}. Fill the tables that you have, then: seatwise analyze ${path}\n`);
}
