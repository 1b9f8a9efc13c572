/** Characters in a cell: Excel refuses a request that has more, and calls a file with more damaged. */
const MAX_CELL_TEXT = 32_767;

const CUT = " … (cut: a cell holds no more text)";

/** Text as a cell can hold it. What is cut says so, and no character is cut in two. */
export const cellText = (text: string): string =>
  text.length <= MAX_CELL_TEXT
    ? text
    : text.slice(0, MAX_CELL_TEXT - CUT.length).replace(/[\uD800-\uDBFF]$/, "") + CUT;
