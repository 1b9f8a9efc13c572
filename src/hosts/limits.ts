/** Characters in a cell: Excel refuses a request that has more, and calls a file with more damaged. */
export const MAX_CELL_TEXT = 32_767;
