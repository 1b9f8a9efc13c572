import { clauseTexts } from "../../engine/negotiation/clause-text";
import { lettersOf } from "../../engine/negotiation/letters";
import { folded } from "../../engine/wording";
import type { Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { textWidth } from "../../workbook/text-width";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet } from "./result-sheet";

const WIDTH = 96;

/** The letters to the vendor and the drafts of clauses, as text to copy. */
export function lettersSheet({ analysis }: ReportInput): SheetSpec {
  const cells: PlacedCell[] = [];
  let row = HEADER_ROWS.letters;
  const add = (text: string, look: Look): void => {
    for (const value of text.split("\n").flatMap((line) => folded(line, WIDTH, textWidth)))
      cells.push({ row: row++, column: 0, value, look });
  };
  const letters = lettersOf(analysis);
  if (letters.length === 0)
    add("No contract whose end is known drops seats, so there is no letter to write.", "plain");
  for (const { subject, paragraphs } of [...letters, ...clauseTexts(analysis)]) {
    add(subject, "heading");
    for (const paragraph of paragraphs) {
      add(paragraph, "plain");
      row++;
    }
    row++;
  }
  return resultSheet({
    key: "letters",
    title: "Letters",
    frozenRows: 1,
    widths: [WIDTH],
    notes: ["Of this run. Brackets hold what you fill in or check. Clauses are drafts for your lawyer."],
    tables: [],
    cells,
  });
}
