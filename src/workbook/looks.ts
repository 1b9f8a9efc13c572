import { at } from "../engine/at";
import { isForNumbers, type ColumnSpec, type HighlightSpec, type Look, type Purpose } from "./spec";

/** The spec's looks, and the looks that come with a place in a table. */
export type LookName = Look | "header" | "number header" | "total";

/** What of a look differs from the workbook's normal cell. Colours are red, green and blue in six hex digits. */
export interface Appearance {
  readonly bold?: true;
  readonly italic?: true;
  readonly size?: number;
  readonly color?: string;
  readonly fill?: string;
  readonly box?: true;
  readonly wrap?: true;
  /** At the right, as far from the edge as the digits below. */
  readonly right?: true;
}

const HEADER_LOOK: Appearance = { bold: true, color: "1F3864", fill: "D9E2F3", wrap: true };

/** How each look shows, in every host. Inputs are blue on pale yellow, as financial models have them. */
export const APPEARANCE: Readonly<Record<LookName, Appearance>> = {
  plain: {},
  title: { bold: true, size: 16 },
  heading: { bold: true, size: 12 },
  note: { italic: true, color: "595959" },
  figure: { bold: true, size: 14 },
  input: { color: "0000FF", fill: "FFF2CC", box: true },
  warning: { color: "9C0006", fill: "FFC7CE" },
  alarm: { bold: true, color: "9C0006" },
  wrap: { wrap: true },
  header: HEADER_LOOK,
  "number header": { ...HEADER_LOOK, right: true },
  total: { bold: true },
};

/** The look of a heading, which stands as the cells of its column do. */
export const headerLook = ({ format }: ColumnSpec): LookName =>
  isForNumbers(format) ? "number header" : "header";

/** The style of every table, in black and grey: a colour of the workbook's theme could hide its text. */
export const TABLE_STYLE = "TableStyleLight1";

export type Mark = Exclude<HighlightSpec["look"], { bar: true }>["as"];

/** How a marked cell shows; its text says the same. A cell with "unknown" is marked as a failure. */
export const MARKS: Readonly<Record<Mark, { readonly color: string; readonly fill: string }>> = {
  failed: { color: "9C0006", fill: "FFC7CE" },
  unsure: { color: "7F4F00", fill: "FFEB9C" },
  fine: { color: "006100", fill: "C6EFCE" },
};

/** The colour of data bars, on which black figures stand. */
export const BAR_COLOR = "9DC3E6";

/** The colours of the tabs. */
export const TAB_COLORS: Readonly<Record<Purpose, string>> = {
  answer: "1F4E79",
  evidence: "7F7F7F",
  input: "FFC000",
  trust: "548235",
};

export const LINK_COLOR = "034F9E";
export const BOX_COLOR = "BFBFBF";
/**
 * Colours of the series of a chart, in turn, each at least 3 to 1 against white and of another lightness than the one
 * before. Without a theme, some programs give series no colour.
 */
export const SERIES_COLORS = ["1F4E79", "C55A11", "548235", "7030A0", "2E75B6", "7F7F7F"];

const SYMBOLS = ["circle", "square", "diamond", "triangle"] as const;

/** How the points of a curve show: two in a row differ in form and colour. */
export const markAt = (n: number): { readonly symbol: (typeof SYMBOLS)[number]; readonly color: string } => ({
  symbol: at(SYMBOLS, n % SYMBOLS.length),
  color: at(SERIES_COLORS, (n + 1) % SERIES_COLORS.length),
});
