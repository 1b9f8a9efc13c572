import { ISSUES, type Issue } from "../../engine/issues";
import { listed } from "../../engine/wording";
import { formulaPieces } from "../../workbook/formula-text";
import type { SheetInfo, SheetReader } from "../../workbook/reader";
import { resultTable } from "../report/tables";

/**
 * The formulas of the user's own sheets that refer to results of an earlier run. A run on a file calculates none of
 * them, so their stored values are those of the results before, until a program calculates.
 */
export async function formulasOverResults(
  reader: SheetReader,
  results: readonly SheetInfo[],
  signal?: AbortSignal,
): Promise<Issue[]> {
  // A host that writes in place calculates.
  if (reader.writesInPlace || reader.formulas === undefined || results.length === 0) return [];
  const names = new Set(results.map(({ name }) => sheetNamed(name)));
  const found = await reader.formulas((formula) => refersTo(formula, names), signal);
  const sheets = found
    .filter(({ cells }) => cells > 0)
    .map(({ place }) => place.slice(0, place.lastIndexOf("!")))
    .filter((sheet) => !names.has(sheetNamed(sheet)));
  if (sheets.length === 0) return [];
  const code = "formulas-over-results";
  const message = ISSUES[code].message(sheets.length, listed([...new Set(sheets)]));
  return [{ severity: ISSUES[code].severity, code, message, file: reader.file, rows: 0 }];
}

/** Whether a formula names one of our tables, or a cell of one of these sheets. */
function refersTo(formula: string, sheets: ReadonlySet<string>): boolean {
  const pieces = formulaPieces(formula);
  return pieces.some(
    ({ text }, i) =>
      resultTable(text) !== undefined || (pieces[i + 1]?.text === "!" && sheets.has(sheetNamed(text))),
  );
}

/** A sheet's name as two formulas may spell it differently. */
const sheetNamed = (name: string): string => name.replace(/^'|'$/g, "").replaceAll("''", "'").toLowerCase();
