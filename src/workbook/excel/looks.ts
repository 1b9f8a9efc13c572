import type { Look } from "../../sheets/spec";

/** The spec's looks, and those that a place in a table brings. */
export type LookName = Look | "header" | "total";

/** What of a look differs from the workbook's normal cell; the same in every host. */
interface Appearance {
  readonly bold?: true;
  readonly italic?: true;
  readonly size?: number;
  readonly color?: string;
  readonly fill?: string;
  readonly box?: true;
  readonly wrap?: true;
}

const APPEARANCE: Readonly<Record<LookName, Appearance>> = {
  plain: {},
  title: { bold: true, size: 16 },
  heading: { bold: true, size: 12 },
  note: { italic: true, color: "#595959" },
  figure: { bold: true, size: 14 },
  input: { color: "#1F3864", fill: "#FFF2CC", box: true },
  warning: { color: "#9C0006", fill: "#FFC7CE" },
  wrap: { wrap: true },
  header: { bold: true, wrap: true },
  total: { bold: true },
};

const LINK_COLOR = "#0563C1";
const BOX_COLOR = "#BFBFBF";
const BOX_SIDES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideHorizontal"] as const;

/** How many operations a look takes at most. */
export const LOOK_OPERATIONS = 12;

/** Gives cells a look. A link keeps its colour and line under whatever the look says. */
export function applyLook(range: Excel.Range, look: LookName, isLink: boolean, rows: number): void {
  const { bold, italic, size, color, fill, box, wrap } = APPEARANCE[look];
  const { format } = range;
  if (bold) format.font.bold = true;
  if (italic) format.font.italic = true;
  if (size !== undefined) format.font.size = size;
  if (isLink) format.font.underline = "Single";
  if (isLink || color !== undefined) format.font.color = isLink ? LINK_COLOR : (color ?? "");
  if (fill !== undefined) format.fill.color = fill;
  if (wrap) {
    format.wrapText = true;
    format.verticalAlignment = "Top";
  }
  if (!box) return;
  for (const side of BOX_SIDES) {
    if (side === "InsideHorizontal" && rows === 1) continue;
    const border = format.borders.getItem(side);
    border.style = "Continuous";
    border.color = BOX_COLOR;
  }
}

/**
 * The width of a column for so many characters. Excel takes points; a character of the normal font is 7 pixels wide, a
 * column has 5 more for its margins, and a pixel is three quarters of a point.
 */
export const pointsOf = (characters: number): number => (characters * 7 + 5) * 0.75;
