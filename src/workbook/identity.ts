import type { SheetKey } from "./spec";

/** How every name of ours starts, in every host. */
export const NAME_PREFIX = "Seatwise.";

const SHEET_PREFIX = `${NAME_PREFIX}sheet.`;

/**
 * The hidden workbook-wide name by which a sheet of ours is found again. What names may not hold (the hyphen of a
 * template's key) is written as `_` and four hex digits.
 */
export const identityName = (key: SheetKey): string =>
  SHEET_PREFIX +
  key.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Which sheet of ours a name stands for; absent for every other name. */
export function keyOfName(name: string): SheetKey | undefined {
  if (!name.startsWith(SHEET_PREFIX)) return undefined;
  return name
    .slice(SHEET_PREFIX.length)
    .replace(/_([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) as SheetKey;
}

/** Whether a formula of a name of ours finds its value in a table of ours, and not in a cell of a sheet. */
export const findsInOurTable = (refersTo: string): boolean => /(?<![\w.])Seatwise\w*\[/.test(refersTo);
