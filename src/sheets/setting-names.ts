import { DEFAULT_ASSUMPTIONS, type AssumptionKey } from "../engine/assumptions";

/** A name of a setting for comparison. */
export const nameKey = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, " ");

/** The assumption of a name, as the sheet writes it or by its key. */
export const keyNamed = (name: string): AssumptionKey | undefined => BY_NAME.get(nameKey(name));

const BY_NAME: ReadonlyMap<string, AssumptionKey> = new Map(
  keys().flatMap((key) => [
    [nameKey(DEFAULT_ASSUMPTIONS[key].name), key],
    [key.toLowerCase(), key],
  ]),
);

/** The key of every assumption, in the order of the sheet. */
export function keys(): AssumptionKey[] {
  return Object.keys(DEFAULT_ASSUMPTIONS) as AssumptionKey[];
}

/** The number typed as 0.15, "0.15" or "15 %"; NaN for other text. */
export function typedNumber(typed: string | number | boolean): number {
  if (typeof typed !== "string") return typeof typed === "number" ? typed : NaN;
  const match = /^([+-]?\d+(?:\.\d+)?)\s*(%?)$/.exec(typed.trim());
  return match ? Number(match[1]) / (match[2] ? 100 : 1) : NaN;
}
