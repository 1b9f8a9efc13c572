import { UNKNOWN } from "../../workbook/cells";
import { BAR_COLOR, MARKS } from "../../workbook/looks";
import type { HighlightSpec } from "../../workbook/spec";
import { rangeAt, type Rectangle } from "./area";
import type { Outbox } from "./session";

/** Looks that follow the values: those of the spec, and "unknown" as a failure wherever it stands in an area. */
export async function highlightCells(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  highlights: readonly HighlightSpec[],
  whole: Rectangle,
): Promise<void> {
  await outbox.room(6 * (1 + highlights.length), 300 * highlights.length);
  for (const { firstRow, lastRow, firstColumn, lastColumn, look } of highlights) {
    const range = rangeAt(sheet, {
      row: firstRow - 1,
      column: firstColumn,
      rows: lastRow - firstRow + 1,
      columns: lastColumn - firstColumn + 1,
    });
    if ("bar" in look) drawBars(range);
    else highlightText(range, look.text, look.as);
  }
  if (whole.rows > 0 && whole.columns > 0) highlightText(rangeAt(sheet, whole), UNKNOWN, "failed");
}

function drawBars(range: Excel.Range): void {
  const { dataBar } = range.conditionalFormats.add("DataBar");
  dataBar.lowerBoundRule = { type: "Number", formula: "=0" };
  dataBar.upperBoundRule = { type: "HighestValue" };
  dataBar.positiveFormat.fillColor = `#${BAR_COLOR}`;
  dataBar.positiveFormat.gradientFill = false;
}

function highlightText(range: Excel.Range, text: string, as: keyof typeof MARKS): void {
  const { cellValue } = range.conditionalFormats.add("CellValue");
  cellValue.format.font.color = `#${MARKS[as].color}`;
  cellValue.format.fill.color = `#${MARKS[as].fill}`;
  cellValue.rule = { formula1: `="${text.replaceAll('"', '""')}"`, operator: "EqualTo" };
}
