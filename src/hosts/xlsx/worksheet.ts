import { at } from "../../engine/at";
import { cellText } from "../limits";
import { cellName, isError, type Cell } from "../../workbook/cells";
import {
  BLANK_CELL,
  numberFormatOf,
  type CellTarget,
  type ColumnSpec,
  type SheetSpec,
  type SpecCell,
  type TableSpec,
} from "../../workbook/spec";
import type { CellStyle, Styles } from "./styles";
import { placeOf, totalCell, type TablePlace } from "../../workbook/table-place";
import { APPEARANCE, headerLook } from "../../workbook/looks";
import { cellHeight, LINE_POINTS } from "../../workbook/row-heights";
import { conditionalFormatsXml } from "./conditional-formats";
import {
  columnsXml,
  NORMAL_WIDTH,
  pageBreaksXml,
  pageXml,
  sheetPropertiesXml,
  widthsForHeights,
} from "./page";
import { validationXml } from "./validation";
import { XML_DECLARATION, type Vocabulary } from "./vocabulary";
import { escaped, escapedText } from "./xml";

/** The workbook's data that a worksheet part depends on. */
export interface Surroundings {
  readonly vocabulary: Vocabulary;
  readonly styles: Styles;
  /** Whether the workbook opens on this sheet. */
  readonly selected: boolean;
  /** The ids of the relationships to its tables and its drawing. */
  readonly tables: readonly string[];
  readonly drawing: string | undefined;
  /** The id of the relationship to the shapes of people's notes. */
  readonly notes: string | undefined;
  /** The address of a link, such as `'Tab'!A1`; absent if the workbook has no such sheet. */
  readonly locationOf: (target: CellTarget) => string | undefined;
}

/** A cell with its place and with the look of its table. */
interface StandingCell extends SpecCell {
  readonly column: number;
  readonly style: CellStyle;
}

/** The part of our sheet, in pieces: the text of a long sheet never exists as a whole. */
export function* worksheetPieces(spec: SheetSpec, around: Surroundings): Generator<string> {
  const { vocabulary, drawing } = around;
  const links: string[] = [];
  const { lastRow, lastColumn } = lastCellOf(spec);
  yield (
    `${XML_DECLARATION}<worksheet xmlns="${vocabulary.main}" xmlns:r="${vocabulary.relationships}">` +
    sheetPropertiesXml(spec) +
    `<dimension ref="A1:${cellName(lastRow, lastColumn)}"/>` +
    viewXml(spec.frozenRows, around.selected) +
    `<sheetFormatPr defaultRowHeight="${LINE_POINTS}"${spec.folded?.length ? ` outlineLevelCol="1"` : ""}/>` +
    columnsXml(spec) +
    `<sheetData>`
  );
  const escapedFormula = rememberingFew(escaped);
  const widths = widthsForHeights(spec);
  for (const { row, cells } of standingRows(spec, lastRow)) {
    let xml = `<row r="${row}"${heightXml(cells, widths)}>`;
    for (const cell of cells) {
      const name = cellName(row, cell.column);
      xml += cellXml(name, cell, around.styles.index(cell.style), escapedFormula);
      const location = cell.link && around.locationOf(cell.link);
      if (location !== undefined) links.push(`<hyperlink ref="${name}" location="${escaped(location)}"/>`);
    }
    yield `${xml}</row>`;
  }
  const validations = (spec.inputs ?? []).flatMap(validationXml);
  yield (
    `</sheetData>` +
    conditionalFormatsXml(spec, around.styles) +
    elementList("dataValidations", validations, true) +
    elementList("hyperlinks", links) +
    pageXml(spec.page) +
    pageBreaksXml(spec.pageBreaks) +
    (drawing === undefined ? "" : `<drawing r:id="${drawing}"/>`) +
    (around.notes === undefined ? "" : `<legacyDrawing r:id="${around.notes}"/>`) +
    elementList(
      "tableParts",
      around.tables.map((id) => `<tablePart r:id="${id}"/>`),
      true,
    ) +
    `</worksheet>`
  );
}

/** An empty sheet, for a workbook that would otherwise have no visible sheet. */
export const blankWorksheetXml = ({ main }: Vocabulary): string =>
  `${XML_DECLARATION}<worksheet xmlns="${main}"><sheetData/></worksheet>`;

/** The last row and column that a sheet fills. */
function lastCellOf({ cells, tables }: SheetSpec): { readonly lastRow: number; readonly lastColumn: number } {
  const places = tables.map(placeOf);
  return {
    lastRow: Math.max(
      1,
      ...cells.map(({ row }) => row),
      ...places.map(({ totals, lastRow }) => totals ?? lastRow),
    ),
    lastColumn: Math.max(
      0,
      ...cells.map(({ column }) => column),
      ...places.map(({ lastColumn }) => lastColumn),
    ),
  };
}

/** The filled rows of a sheet from top to bottom. Tables are not copied, because they may be long. */
function* standingRows(spec: SheetSpec, lastRow: number): Generator<{ row: number; cells: StandingCell[] }> {
  const tables = spec.tables.map(rowsOfTable);
  const placed = new Map<number, StandingCell[]>();
  for (const cell of spec.cells) {
    const cells = placed.get(cell.row);
    const standing = { ...cell, style: styleOf(cell) };
    if (cells) cells.push(standing);
    else placed.set(cell.row, [standing]);
  }
  for (let row = 1; row <= lastRow; row++) {
    const cells = placed.get(row) ?? [];
    for (const cellsIn of tables) cells.push(...cellsIn(row));
    cells.sort((a, b) => a.column - b.column);
    if (cells.length > 0) yield { row, cells };
  }
}

/** Gives the cells that a table contributes to a row of the sheet. */
function rowsOfTable(table: TableSpec): (row: number) => StandingCell[] {
  const place = placeOf(table);
  const { columns, rows } = table;
  // Beside wrapped text, the other cells of the row begin at its first line.
  const top = columns.some(({ look }) => look !== undefined && APPEARANCE[look].wrap);
  // Most cells look as their column does, and share its style.
  const styles = columns.map((column): CellStyle => ({ ...styleOf(BLANK_CELL, column), top }));
  const header = columns.map((column, n): StandingCell => ({
    value: column.header,
    column: place.firstColumn + n,
    style: { ...styleOf(BLANK_CELL), look: headerLook(column), top: true },
  }));
  const styleIn = (cell: SpecCell, n: number): CellStyle => {
    const { format, numberFormat, look, link } = cell;
    const isPlain = (format ?? numberFormat ?? look ?? link) === undefined;
    return isPlain ? at(styles, n) : { ...styleOf(cell, columns[n]), top };
  };
  return (row) => {
    if (row < place.header || row > (place.totals ?? place.lastRow)) return [];
    if (row === place.header) return header;
    if (row === place.totals) return totalCells(table, place);
    const cells = rows[row - place.firstRow] ?? columns.map(() => BLANK_CELL);
    return cells.map((cell, n) => {
      const { value, formula, link } = cell;
      return {
        value,
        column: place.firstColumn + n,
        style: styleIn(cell, n),
        ...(formula === undefined ? {} : { formula }),
        ...(link === undefined ? {} : { link }),
      };
    });
  };
}

const totalCells = (table: TableSpec, place: TablePlace): StandingCell[] =>
  table.columns.map((column, n) => {
    const cell = totalCell(table, column) ?? BLANK_CELL;
    return { ...cell, column: place.firstColumn + n, style: { ...styleOf(cell), look: "total" } };
  });

const styleOf = (
  cell: SpecCell,
  column?: Pick<ColumnSpec, "format" | "numberFormat" | "look">,
): CellStyle => ({
  format: cell.format ?? column?.format ?? "general",
  code: numberFormatOf(cell, column),
  look: cell.look ?? column?.look ?? "plain",
  link: cell.link !== undefined,
  top: false,
});

/** The height that the cells of a row need. It is not called custom, so programs may fit the row anew. */
function heightXml(cells: readonly StandingCell[], widths: readonly number[]): string {
  let needed = LINE_POINTS;
  for (const { value, style, column } of cells) {
    const text = typeof value === "string" ? value : undefined;
    needed = Math.max(needed, cellHeight(style.look, text, widths[column] ?? NORMAL_WIDTH));
  }
  return needed > LINE_POINTS ? ` ht="${needed}"` : "";
}

function cellXml(
  name: string,
  { value, formula }: SpecCell,
  style: number,
  escapedFormula: (formula: string) => string,
): string {
  const start = `<c r="${name}"${style === 0 ? "" : ` s="${style}"`}`;
  if (formula !== undefined) {
    const type = typeOf(value);
    const stored = value === null ? "" : `<v>${storedValue(value)}</v>`;
    return `${start}${type === "n" ? "" : ` t="${type}"`}><f>${escapedFormula(formula)}</f>${stored}</c>`;
  }
  // As in Excel, where a cell without text is blank: COUNTA must not count it in one host only.
  if (value === null || value === "") return style === 0 ? "" : `${start}/>`;
  if (typeof value === "string") {
    const space = /^\s|\s$|\n/.test(value) ? ` xml:space="preserve"` : "";
    return `${start} t="inlineStr"><is><t${space}>${escapedText(cellText(value))}</t></is></c>`;
  }
  const type = typeOf(value);
  return `${start}${type === "n" ? "" : ` t="${type}"`}><v>${storedValue(value)}</v></c>`;
}

/** The formulas of a table are few, one a column. */
const FEW = 1_000;

/** The same function, which remembers its first results. */
function rememberingFew(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size < FEW) known.set(text, made);
    return made;
  };
}

function typeOf(value: Cell): "n" | "str" | "b" | "e" {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "b";
  return isError(value) || (typeof value === "number" && !Number.isFinite(value)) ? "e" : "n";
}

function storedValue(value: Exclude<Cell, null>): string {
  if (typeof value === "string") return escapedText(cellText(value));
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "#NUM!";
  return escaped(value.error);
}

function viewXml(frozenRows: number, selected: boolean): string {
  const pane =
    `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>` +
    `<selection pane="bottomLeft"/>`;
  return (
    `<sheetViews><sheetView${selected ? ` tabSelected="1"` : ""} workbookViewId="0">` +
    `${frozenRows > 0 ? pane : ""}</sheetView></sheetViews>`
  );
}

/** Elements inside their group element; nothing if there are none. */
function elementList(name: string, elements: readonly string[], counted = false): string {
  if (elements.length === 0) return "";
  return `<${name}${counted ? ` count="${elements.length}"` : ""}>${elements.join("")}</${name}>`;
}
