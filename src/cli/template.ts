import { existsSync } from "node:fs";
import { basename } from "node:path";
import { saveFiles } from "../hosts/files";
import { newXlsx } from "../hosts/xlsx/xlsx";
import { template } from "../sheets/template";
import { unwritable } from "../workbook/errors";
import type { CliSession } from "./session";

/** Writes blank input tables into a new workbook. */
export async function writeTemplate(path: string, { out, signal }: CliSession): Promise<void> {
  const workbook = newXlsx(basename(path));
  workbook.become(basename(path));
  await workbook.write(template());
  if (existsSync(path)) throw unwritable(path, "a file of that name exists already; choose another name");
  await saveFiles([{ path, bytes: workbook.toBytes() }], [], signal);
  out.write(`Written: ${path}. Fill in the tables that you have, then run: seatwise analyze ${path}\n`);
}
