import { APPEARANCE, BAR_COLOR, LINK_COLOR, MARKS, SERIES_COLORS } from "../../src/workbook/looks";

/** The relative luminance of a colour (WCAG 2.2): red, green and blue in six hex digits. */
function luminance(color: string): number {
  const [red, green, blue] = [0, 2, 4].map((from) => {
    const share = parseInt(color.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours (WCAG 2.2), from 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const [BLACK, WHITE] = ["000000", "FFFFFF"];
/** The grey bands of the table style, on which text stands in every second row: black at 15 %. */
const BAND = "D9D9D9";

test("contrast is 21 for black on white, and 4.54 for the grey 767676", () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 5);
  expect(contrast("767676", WHITE)).toBeCloseTo(4.54, 2);
});

const looks = Object.entries(APPEARANCE).map(
  ([name, { color = BLACK, fill = WHITE }]) => [name, color, fill] as const,
);
const marks = Object.entries(MARKS).map(([name, { color, fill }]) => [name, color, fill] as const);

test.each<readonly [string, string, string]>([
  ...looks,
  ...marks,
  ["link", LINK_COLOR, WHITE],
  ["link on a band", LINK_COLOR, BAND],
  ["figure on a data bar", BLACK, BAR_COLOR],
  ["note on a band", APPEARANCE.note.color ?? BLACK, BAND],
])("the text of the look %s is read easily on its ground: contrast 4.5 or more", (_name, color, fill) => {
  expect(contrast(color, fill)).toBeGreaterThanOrEqual(4.5);
});

test.each(SERIES_COLORS)("the series colour %s stands out from the paper: contrast 3 or more", (color) => {
  expect(contrast(color, WHITE)).toBeGreaterThanOrEqual(3);
});
