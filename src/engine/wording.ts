/** Numbers and lists as the sentences of the engine write them: en-US, whatever machine writes them. */

/** A whole number with thousands separators: 1234.5 is "1,235". */
export const wholeNumber = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** "1 user", "2 users". */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${wholeNumber(n)} ${n === 1 ? one : many}`;

/** "A", "A and B", "A, B and C". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
