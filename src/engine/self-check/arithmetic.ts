import { addTo } from "../tally";

/** The share by which a sum of many amounts may differ by rounding alone. */
const ROUNDING_SHARE = 1e-9;

const isSame = (a: number, b: number): boolean =>
  Math.abs(a - b) <= ROUNDING_SHARE * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether `a` is at most `b`, but for the noise of binary fractions. */
export const isAtMost = (a: number, b: number): boolean => a <= b || isSame(a, b);

/** How two amounts differ that should be equal; null if they do not, but for that noise. */
export const differ = (a: number, b: number): string | null => (isSame(a, b) ? null : `${a} is not ${b}`);

export const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;

/** The first answer that is not null. */
export function firstAnswer<Item>(
  items: readonly Item[],
  ask: (item: Item, place: number) => string | null,
): string | null {
  for (const [place, item] of items.entries()) {
    const answer = ask(item, place);
    if (answer !== null) return answer;
  }
  return null;
}

/** The sums of amounts by key. */
export function sumBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  amount: (item: Item) => number,
): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const item of items) addTo(sums, keyOf(item), amount(item));
  return sums;
}

/** Where a number in a value is NaN or infinite, such as "years.0.cost"; null where none is. */
export function notFinite(value: unknown, path = ""): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = notFinite(part, path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
