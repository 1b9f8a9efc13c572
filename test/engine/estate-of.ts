import { firstDayOf, isoDay, monthOf, parseIsoDay } from "../../src/engine/calendar";
import {
  Access,
  NOBODY,
  type DailyUse,
  type Estate,
  type Person,
  type SourceKind,
} from "../../src/engine/estate/estate";
import { rate, seats, tokens, type DayNumber, type MonthNumber } from "../../src/engine/units";

/** A day number from ISO text. */
export const day = (iso: string): DayNumber => {
  const number = parseIsoDay(iso);
  if (number === null) throw new Error(`${iso} is no date`);
  return number;
};

/** One row of daily use: person ("" for nobody), product, day, access, tokens (null is blank). */
export type UseRow = readonly [
  person: string,
  product: string,
  iso: string,
  access: "seat" | "tokens",
  tokens: number | null,
  variant?: number,
  kind?: SourceKind,
  isByResult?: boolean,
];

export interface Given {
  readonly use?: readonly UseRow[];
  readonly people?: Readonly<Record<string, Partial<Person>>>;
  /** person, offering, since, until (given: taken back). */
  readonly seats?: readonly (readonly [person: string, offering: string, since?: string, until?: string])[];
  /** offering, seats, unit price, contract, end, start. */
  readonly bought?: readonly (readonly [
    offering: string,
    seats: number,
    price?: number | null,
    contract?: string | null,
    end?: string | null,
    start?: string | null,
  ])[];
  /** The dates that every export states. */
  readonly period?: readonly [from: string, to: string];
  readonly rest?: Partial<Estate>;
}

/** The price of a token in a table, where a test is not about default prices. */
export const QUOTED_TOKENS: Estate["tokenTiers"] = [
  { minimum: tokens(0), unitPrice: rate(3), reference: "a quote" },
];

/** An estate from rows that can be read at a glance. */
export function estateOf({
  use = [],
  people = {},
  seats: held = [],
  bought = [],
  period,
  rest = {},
}: Given): Estate {
  const names = [
    ...new Set([...Object.keys(people), ...use.map(([person]) => person), ...held.map(([person]) => person)]),
  ]
    .filter((name) => name !== "")
    .sort();
  const products = [...new Set(use.map(([, product]) => product))].sort();
  const kinds = [...new Set<SourceKind>(["Usage", ...use.map((row) => row[6] ?? "Usage")])];
  const origin = { source: 0, row: 1 };
  return {
    sources: kinds.map((kind) => ({
      file: "test",
      sheet: kind,
      kind,
      ...(period ? { from: day(period[0]), to: day(period[1]) } : {}),
    })),
    people: names.map((id) => ({ id, hashed: false, inactive: false, critical: false, ...people[id] })),
    products,
    use: dailyUse(use, names, products, kinds),
    reportedUse: [],
    assignments: held.map(([person, offering, since, until]) => ({
      person: names.indexOf(person),
      offering,
      assigned: until === undefined,
      ...(since === undefined ? {} : { since: day(since) }),
      ...(until === undefined ? {} : { until: day(until) }),
      origin,
    })),
    subscriptions: bought.map(([offering, n, price, contract, end, start]) => ({
      offering,
      seats: seats(n),
      ...(price == null ? {} : { unitPrice: rate(price) }),
      ...(contract == null ? {} : { contract }),
      ...(end == null ? {} : { end: day(end) }),
      ...(start == null ? {} : { start: day(start) }),
      origin,
    })),
    sessions: [],
    rates: [],
    offers: [],
    tokenTiers: [],
    packs: [],
    plannedUse: [],
    tokenEvents: [],
    chargedUse: [],
    tokenBudgets: [],
    quotes: [],
    ownScenarios: [],
    conversions: [],
    contracts: [],
    meteredCharges: [],
    refusals: [],
    ...rest,
  };
}

function dailyUse(
  rows: readonly UseRow[],
  names: readonly string[],
  products: readonly string[],
  kinds: readonly SourceKind[],
): DailyUse {
  return {
    length: rows.length,
    person: Int32Array.from(rows, ([person]) => (person === "" ? NOBODY : names.indexOf(person))),
    product: Int32Array.from(rows, ([, product]) => products.indexOf(product)),
    variant: Int32Array.from(rows, (row) => row[5] ?? 0),
    day: Int32Array.from(rows, ([, , iso]) => day(iso)),
    access: Uint8Array.from(rows, ([, , , access]) => Access[access === "seat" ? "seat" : "tokens"]),
    tokens: Float64Array.from(rows, ([, , , , n]) => n ?? NaN),
    source: Uint16Array.from(rows, (row) => kinds.indexOf(row[6] ?? "Usage")),
    row: Int32Array.from(rows, (_, i) => i + 2),
    byResult: Uint8Array.from(rows, (row) => (row[7] === true ? 1 : 0)),
  };
}

/** `count` rows of use, on consecutive days from `first` on. */
export const daysOfUse = (
  person: string,
  product: string,
  first: string,
  count: number,
  access: "seat" | "tokens" = "tokens",
  perDay: number | null = null,
): UseRow[] =>
  Array.from({ length: count }, (_, i): UseRow => {
    const iso = new Date((day(first) + i) * 86_400_000).toISOString().slice(0, 10);
    return [person, product, iso, access, perDay];
  });

/** Rows of a person who marks the covered days, with a row in each month so that no month is a gap. */
export function windowMarks(first: string, last: string): UseRow[] {
  const marks = new Set([first]);
  for (let month = monthOf(day(first)) + 1; month <= monthOf(day(last)); month++)
    marks.add(isoDay(firstDayOf(month as MonthNumber)));
  return [...marks.add(last)].map((iso): UseRow => ["window@x", "Marker", iso, "seat", null]);
}
