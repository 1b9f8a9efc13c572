import { APPEARANCE, type LookName } from "./looks";
import { textWidth } from "./text-width";

/** The height of a line of the normal font, in points. */
export const LINE_POINTS = 15;
/** The size of the normal font, in points. */
const NORMAL_SIZE = 11;
/** What the filter button of a heading hides, in characters. */
const BUTTON_CHARACTERS = 3;
const BLANK_WIDTH = textWidth(" ");
/** The height that Excel gives a row at most. */
const MOST_POINTS = 409;

/**
 * The height in points that a cell of a look needs, in a column of `width` characters. `text` is what may wrap,
 * undefined for anything else. Programs that fit rows on opening do so once more; the others show wrapped text by this.
 */
export function cellHeight(look: LookName, text: string | undefined, width: number): number {
  const { wrap, size = NORMAL_SIZE } = APPEARANCE[look];
  const line = Math.ceil((LINE_POINTS * size) / NORMAL_SIZE);
  return wrap && text !== undefined ? Math.min(MOST_POINTS, textLines(look, text, width) * line) : line;
}

/** Headings are bold, which takes so much more room. */
const BOLD = 1.07;

/**
 * The filter button of a heading stands at the bottom on the right. So a heading at the right has a free line below its
 * text, and one at the left where its last line reaches under the button.
 */
function textLines(look: LookName, text: string, width: number): number {
  if (look !== "header" && look !== "number header") return wrapped(text, width).lines;
  const { lines, last } = wrapped(text, width / BOLD);
  const isHidden = look === "number header" || last * BOLD > width - BUTTON_CHARACTERS;
  return isHidden ? lines + 1 : lines;
}

/** The lines of text that is broken at spaces, and within words that are wider than a line; how wide the last is. */
function wrapped(text: string, width: number): { readonly lines: number; readonly last: number } {
  const room = Math.max(1, width);
  let [lines, used] = [0, 0];
  for (const paragraph of text.split("\n")) {
    lines++;
    used = textWidth(paragraph);
    if (used <= room) continue;
    used = 0;
    for (const word of paragraph.split(" ")) {
      const needed = textWidth(word);
      if (used > 0 && used + BLANK_WIDTH + needed <= room) {
        used += BLANK_WIDTH + needed;
        continue;
      }
      if (used > 0) lines++;
      lines += Math.max(0, Math.ceil(needed / room) - 1);
      used = needed > room ? needed % room || room : needed;
    }
  }
  return { lines, last: used };
}
