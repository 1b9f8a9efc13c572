import type { Look } from "./spec";

/** The spec's looks, and those that a place in a table brings. */
export type LookName = Look | "header" | "total";

/** What of a look differs from the workbook's normal cell. Colours are red, green and blue in six hex digits. */
export interface Appearance {
  readonly bold?: true;
  readonly italic?: true;
  readonly size?: number;
  readonly color?: string;
  readonly fill?: string;
  readonly box?: true;
  readonly wrap?: true;
}

/** How each look shows, in every host. */
export const APPEARANCE: Readonly<Record<LookName, Appearance>> = {
  plain: {},
  title: { bold: true, size: 16 },
  heading: { bold: true, size: 12 },
  note: { italic: true, color: "595959" },
  figure: { bold: true, size: 14 },
  input: { color: "1F3864", fill: "FFF2CC", box: true },
  warning: { color: "9C0006", fill: "FFC7CE" },
  wrap: { wrap: true },
  header: { bold: true, wrap: true },
  total: { bold: true },
};

export const LINK_COLOR = "0563C1";
export const BOX_COLOR = "BFBFBF";
/** Colours of the series of a chart, in turn. Without a theme, some programs give series no colour. */
export const SERIES_COLORS = ["4472C4", "ED7D31", "70AD47", "FFC000", "5B9BD5", "7F7F7F"];
