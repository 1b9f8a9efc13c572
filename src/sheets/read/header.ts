/**
 * A header as it is compared: lower case, with one space for each run of other characters than letters and digits, so
 * that `days_used`, `Days used` and `DAYS-USED` are one.
 */
export const headerKey = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
