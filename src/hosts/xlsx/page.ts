import { columnLetters } from "../../workbook/cells";
import { TAB_COLORS } from "../../workbook/looks";
import type { PageSpec, SheetSpec } from "../../workbook/spec";
import { quotedTab } from "../../workbook/tabs";
import { FOOTER, footerLeft } from "../../workbook/footer";
import { LAST_COLUMN } from "./shared-formula";
import { escapedText } from "./xml";

/** The name of a sheet by which programs know the rows that each page repeats. */
export const PRINT_TITLES = "_xlnm.Print_Titles";
/** The name of a sheet by which programs know the part that prints. */
export const PRINT_AREA = "_xlnm.Print_Area";

/** The properties of a sheet that stand at its beginning: its colour, its outline, whether it fits pages. */
export function sheetPropertiesXml({ purpose, page, folded = [] }: SheetSpec): string {
  const parts =
    (purpose ? `<tabColor rgb="FF${TAB_COLORS[purpose]}"/>` : "") +
    (summaryIsLeft(folded) ? `<outlinePr summaryRight="0"/>` : "") +
    (page ? `<pageSetUpPr fitToPage="1"/>` : "");
  return parts === "" ? "" : `<sheetPr>${parts}</sheetPr>`;
}

type Folded = NonNullable<SheetSpec["folded"]>;

/** Whether the button of a group of columns stands over the column before it, which people see at once. */
const summaryIsLeft = (folded: Folded): boolean =>
  folded.length > 0 && folded.every(({ first }) => first > 0);

/** The columns at which the groups are opened. */
const summaryColumns = (folded: Folded): number[] =>
  folded.map(({ first, last }) => (summaryIsLeft(folded) ? first - 1 : last + 1));

/** Excel adds this to a width in characters, for the padding of a cell. */
const CELL_MARGIN = 0.7109375;
/** The width of a column that has none of its own, in characters. */
export const NORMAL_WIDTH = 8.43;

const isFoldedColumn = (folded: Folded, column: number): boolean =>
  folded.some(({ first, last }) => first <= column && column <= last);

/** The widths by which rows are high enough for what is seen: text in a column that is folded away needs no height. */
export const widthsForHeights = ({ widths, folded = [] }: SheetSpec): readonly number[] =>
  widths.map((width, column) => (isFoldedColumn(folded, column) ? Infinity : width));

/** The widths of the columns, and which of them are folded away. */
export function columnsXml({ widths, folded = [] }: SheetSpec): string {
  const summaries = summaryColumns(folded);
  const last = Math.max(widths.length - 1, ...folded.map((group) => group.last), ...summaries);
  if (last < 0) return "";
  let columns = "";
  for (let n = 0; n <= last; n++) {
    columns +=
      `<col min="${n + 1}" max="${n + 1}" width="${(widths[n] ?? NORMAL_WIDTH) + CELL_MARGIN}" customWidth="1"` +
      (isFoldedColumn(folded, n) ? ` hidden="1" outlineLevel="1"` : "") +
      (summaries.includes(n) ? ` collapsed="1"` : "") +
      `/>`;
  }
  return `<cols>${columns}</cols>`;
}

/**
 * Margins, the way of printing and the footer. The paper is the printer's own, since a size in the file would be wrong
 * in half of the world.
 */
export function pageXml(page: PageSpec | undefined): string {
  if (!page) {
    return `<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>`;
  }
  const footer = `&L${footerLeft(page.footer)}&C${FOOTER.center}&R${FOOTER.right}`;
  return (
    `<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.6" header="0.3" footer="0.3"/>` +
    `<pageSetup orientation="${page.orientation}" fitToHeight="${page.fit === "one page" ? 1 : 0}"/>` +
    `<headerFooter><oddFooter>${escapedText(footer)}</oddFooter></headerFooter>`
  );
}

/** The breaks before rows; a break is called by the row above it. */
export function pageBreaksXml(rows: readonly number[] = []): string {
  if (rows.length === 0) return "";
  const breaks = rows.map((row) => `<brk id="${row - 1}" max="${LAST_COLUMN}" man="1"/>`).join("");
  return `<rowBreaks count="${rows.length}" manualBreakCount="${rows.length}">${breaks}</rowBreaks>`;
}

/** The rows that each page of a sheet repeats, as a reference. */
export const printTitles = ({ page }: SheetSpec, tab: string): string | undefined =>
  page?.titleRows && `${quotedTab(tab)}!$${page.titleRows.first}:$${page.titleRows.last}`;

/** The part of a sheet that prints, as a reference. */
export const printArea = ({ page }: SheetSpec, tab: string): string | undefined =>
  page?.area && `${quotedTab(tab)}!$A$1:$${columnLetters(page.area.lastColumn)}$${page.area.lastRow}`;
