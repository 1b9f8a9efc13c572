import { plainText } from "./plain-text";

/**
 * A header for comparison: lower case, with one space for each run of signs other than letters and digits.
 * `days_used`, `Days used` and `DAYS-USED` are the same.
 */
export const headerKey = (text: string): string =>
  plainText(text)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * Whether two keys differ by one letter (missing, added, wrong, or swapped with its neighbour), or by words
 * after the shorter key.
 */
export function isAlmost(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < LEAST_LETTERS || short === long) return false;
  if (long.startsWith(`${short} `)) return true;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  const [rest, other] = [short.slice(start, short.length - end), long.slice(start, long.length - end)];
  return other.length <= 1 || (other.length === 2 && rest === [...other].reverse().join(""));
}

/** Shorter words too often differ by one letter. */
const LEAST_LETTERS = 4;
