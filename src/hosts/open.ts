import type { SheetReader } from "../workbook/reader";
import { openCsv } from "./csv";
import { notAWorkbook, oldFormat } from "../workbook/errors";
import { openXlsx, type XlsxWorkbook } from "./xlsx/xlsx";

const TEXT_EXTENSIONS = [".csv", ".tsv", ".txt"];
const WORKBOOK_EXTENSIONS = [".xlsx", ".xlsm", ".xltx", ".xltm"];
const OTHER_FORMATS = [".xls", ".xlsb", ".ods", ".numbers"];

/**
 * Opens the bytes of a file by its name and content: a workbook with the extension of a text file is still a
 * workbook.
 */
export const openBytes = (file: string, bytes: Uint8Array): SheetReader | XlsxWorkbook =>
  isText(file, bytes) ? openCsv(file, bytes) : openXlsx(file, bytes);

/** Whether a file is text by its name and first bytes, and else a workbook; an error for any other file. */
export function isText(file: string, first: Uint8Array): boolean {
  const extension = /\.[^.]+$/.exec(file)?.[0].toLowerCase() ?? "";
  if (isPackage(first) || WORKBOOK_EXTENSIONS.includes(extension)) return false;
  if (TEXT_EXTENSIONS.includes(extension)) return true;
  if (OTHER_FORMATS.includes(extension)) throw oldFormat(file, extension);
  throw notAWorkbook(file, extension === "" ? "a file without an ending" : `a ${extension} file`);
}

const isPackage = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) ||
  (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0);
