import { strToU8, zipSync, type Zippable } from "fflate";
import { toSerial } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { cellName } from "../../src/workbook/cells";

/** The content of a cell of the sample. */
export type PlainCell = string | number | null | { readonly day: DayNumber };

export interface PlainSheet {
  readonly name: string;
  readonly widths: readonly number[];
  /** The header row, counted from 1: bold, and frozen. */
  readonly header: number;
  readonly rows: readonly (readonly PlainCell[])[];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const PLAIN = 0;
const HEADER = 1;
const DATE = 2;

/** A workbook as a spreadsheet program saves it, without anything of ours in it. */
export function plainWorkbook(sheets: readonly PlainSheet[]): Uint8Array {
  const strings = new Map<string, number>();
  const worksheets = sheets.map((sheet) => worksheet(sheet, strings));
  const parts: Record<string, string> = {
    "[Content_Types].xml":
      `${XML}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
      `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/>` +
      each(
        sheets,
        (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
      ) +
      `</Types>`,
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml":
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews><sheets>` +
      each(sheets, (n, { name }) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`) +
      `</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_, n) => ["worksheet", `worksheets/sheet${n + 1}.xml`] as const),
      ["styles", "styles.xml"],
      ["sharedStrings", "sharedStrings.xml"],
    ]),
    "xl/styles.xml": STYLES,
    ...Object.fromEntries(worksheets.map((xml, n) => [`xl/worksheets/sheet${n + 1}.xml`, xml])),
    "xl/sharedStrings.xml":
      `${XML}<sst xmlns="${MAIN}" uniqueCount="${strings.size}">` +
      [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("") +
      `</sst>`,
  };
  // A fixed time of writing, so that the same sheets give the same bytes.
  const files: Zippable = {};
  for (const [name, text] of Object.entries(parts))
    files[name] = [strToU8(text), { mtime: new Date(1980, 0, 1) }];
  return zipSync(files, { level: 9 });
}

const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}">` +
  `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
  `<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
  `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function worksheet({ widths, header, rows }: PlainSheet, strings: Map<string, number>): string {
  const cols = widths.map(
    (width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`,
  );
  const lines = rows.map((cells, n) => {
    const row = n + 1;
    const style = row === header ? HEADER : PLAIN;
    return `<row r="${row}">${cells.map((value, column) => cell(cellName(row, column), value, style, strings)).join("")}</row>`;
  });
  return (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${header}" topLeftCell="A${header + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${cols.join("")}</cols><sheetData>${lines.join("")}</sheetData></worksheet>`
  );
}

function cell(at: string, value: PlainCell, style: number, strings: Map<string, number>): string {
  if (value === null) return "";
  const s = typeof value === "object" ? DATE : style;
  const styled = s === PLAIN ? "" : ` s="${s}"`;
  if (typeof value === "object") return `<c r="${at}"${styled}><v>${toSerial(value.day, 1900)}</v></c>`;
  if (typeof value === "number") return `<c r="${at}"${styled}><v>${value}</v></c>`;
  const known = strings.get(value) ?? strings.size;
  strings.set(value, known);
  return `<c r="${at}"${styled} t="s"><v>${known}</v></c>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`;
}

const each = (sheets: readonly PlainSheet[], xml: (n: number, sheet: PlainSheet) => string): string =>
  sheets.map((sheet, at) => xml(at + 1, sheet)).join("");

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
