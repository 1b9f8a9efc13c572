import { APPEARANCE, BOX_COLOR, LINK_COLOR, type LookName } from "../../workbook/looks";

const BOX_SIDES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideHorizontal"] as const;

/** Upper bound of the operations for a look. */
export const LOOK_OPERATIONS = 12;

/** Applies a look to cells. A link keeps its colour and underline. */
export function applyLook(range: Excel.Range, look: LookName, isLink: boolean, rows: number): void {
  const { bold, italic, size, color, fill, box, wrap, right } = APPEARANCE[look];
  const { format } = range;
  if (bold) format.font.bold = true;
  if (italic) format.font.italic = true;
  if (size !== undefined) format.font.size = size;
  if (isLink) format.font.underline = "Single";
  if (isLink || color !== undefined) format.font.color = `#${isLink ? LINK_COLOR : (color ?? "")}`;
  if (fill !== undefined) format.fill.color = `#${fill}`;
  if (wrap) {
    format.wrapText = true;
    format.verticalAlignment = "Top";
  }
  if (right) {
    format.horizontalAlignment = "Right";
    format.indentLevel = 1;
  }
  if (!box) return;
  for (const side of BOX_SIDES) {
    if (side === "InsideHorizontal" && rows === 1) continue;
    const border = format.borders.getItem(side);
    border.style = "Continuous";
    border.color = `#${BOX_COLOR}`;
  }
}

/**
 * The width in points of a column for this many characters. A character of the normal font is 7 pixels wide, a
 * column has 5 pixels of padding, and a pixel is 0.75 points.
 */
export const pointsOf = (characters: number): number => (characters * 7 + 5) * 0.75;
