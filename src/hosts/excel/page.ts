import { cellName } from "../../workbook/cells";
import { FOOTER, footerLeft } from "../../workbook/footer";
import { TAB_COLORS } from "../../workbook/looks";
import type { PageSpec, SheetSpec } from "../../workbook/spec";
import { rangeAt } from "./area";
import { pointsOf } from "./looks";
import type { Outbox } from "./session";

/** The colour of the tab, widths, folded columns, and how the sheet prints. */
export async function arrangeSheet(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  spec: SheetSpec,
  isNew: boolean,
): Promise<void> {
  const { widths, purpose, page, folded = [], frozenRows } = spec;
  await outbox.room(20 + 2 * widths.length + 2 * folded.length);
  if (purpose) sheet.tabColor = `#${TAB_COLORS[purpose]}`;
  const isFolded = (column: number) => folded.some(({ first, last }) => first <= column && column <= last);
  widths.forEach((width, column) => {
    // A width would open a column that a person or we folded away.
    if (isNew || !isFolded(column)) columnsAt(sheet, column, column).format.columnWidth = pointsOf(width);
  });
  if (isNew) {
    // Grouped once: a second time, Excel would put one group into another.
    for (const { first, last } of folded) {
      columnsAt(sheet, first, last).group("ByColumns");
      columnsAt(sheet, first, last).hideGroupDetails("ByColumns");
    }
  }
  if (frozenRows > 0) sheet.freezePanes.freezeRows(frozenRows);
  if (page) setPage(sheet.pageLayout, page);
}

const columnsAt = (sheet: Excel.Worksheet, first: number, last: number): Excel.Range =>
  rangeAt(sheet, { row: 0, column: first, rows: 1, columns: last - first + 1 })
    .getEntireColumn()
    .untrack();

/** The paper is the printer's own, since a size would be wrong in half of the world. */
function setPage(layout: Excel.PageLayout, { orientation, fit, titleRows, area, footer }: PageSpec): void {
  layout.orientation = orientation === "landscape" ? "Landscape" : "Portrait";
  layout.zoom = { horizontalFitToPages: 1, ...(fit === "one page" ? { verticalFitToPages: 1 } : {}) };
  layout.setPrintMargins("Inches", { left: 0.4, right: 0.4, top: 0.4, bottom: 0.6 });
  if (area) layout.setPrintArea(`A1:${cellName(area.lastRow, area.lastColumn)}`);
  if (titleRows) layout.setPrintTitleRows(`$${titleRows.first}:$${titleRows.last}`);
  const texts = layout.headersFooters.defaultForAllPages;
  texts.leftFooter = footerLeft(footer);
  texts.centerFooter = FOOTER.center;
  texts.rightFooter = FOOTER.right;
}

/** Rows for which Excel finds the heights: on longer sheets it takes too long, and rows stay as they are. */
const MAX_FITTED_ROWS = 20_000;

/** Makes rows as high as their text needs. */
export async function fitRows(outbox: Outbox, sheet: Excel.Worksheet, rows: number): Promise<void> {
  if (rows === 0) return;
  await outbox.room(2);
  const area = { row: 0, column: 0, rows: Math.min(rows, MAX_FITTED_ROWS), columns: 1 };
  rangeAt(sheet, area).getEntireRow().untrack().format.autofitRows();
}
