import { at } from "../at";
import { firstDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { ChargedUse, Person, PersonIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import {
  fraction,
  plus,
  scale,
  sumKnown,
  tokens,
  type Fraction,
  type MonthNumber,
  type Tokens,
} from "../units";
import type { Usage } from "../usage/usage";
import { countingOf, type Consumption } from "./consumption";
import { addTo } from "../tally";

/** The unit that pays for the tokens it drew from the pool (DOMAIN §13). */
export const DIMENSIONS = ["product", "department", "project", "costCentre"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The tokens of one product, department, project or cost centre. */
export interface ChargedTo {
  /** Null for tokens that no table assigns. */
  readonly name: string | null;
  readonly months: ReadonlyMap<MonthNumber, Tokens | null>;
  /** Of all months, and of the last twelve; null if a rate is unknown. */
  readonly tokens: Tokens | null;
  readonly lastYear: Tokens | null;
  /** The share of the tokens in the last whole months, at most twelve, without people who left; null if unknown. */
  readonly share: Fraction | null;
  /** The people who drew them in all months. */
  readonly users: number;
}

/** The tokens of all exported months, each time all of them. */
export interface Chargeback {
  /** The last twelve months that an export covers. */
  readonly lastYear: { readonly first: MonthNumber; readonly last: MonthNumber };
  /** The most first, tokens of nobody last. A dimension that no table states has only those. */
  readonly by: Readonly<Record<Dimension, readonly ChargedTo[]>>;
}

/**
 * Charges the tokens of each month. What a row of use states counts before what Users states of the person. Null if
 * an export gives no days, so that nobody knows the months of its tokens.
 */
export function chargebackOf(context: Context, usage: Usage, consumption: Consumption): Chargeback | null {
  const { estate, rates } = context;
  const { isDoubled, hasLeft, areDaily } = countingOf(usage);
  const { months, history } = consumption;
  if (!areDaily || months.length === 0) return null;
  const last = at(months, months.length - 1).month;
  const lastYear = { first: Math.max(last - 11, at(months, 0).month) as MonthNumber, last };
  const recent = new Set(history.slice(-12).map(({ month }) => month));
  const stated = statedParts(estate.chargedUse);
  const sums = {
    product: new SumsByName(),
    department: new SumsByName(),
    project: new SumsByName(),
    costCentre: new SumsByName(),
  };
  const charge = (person: PersonIndex, product: number, amount: Tokens | null, one: DrawnShare): void => {
    sums.product.add(at(estate.products, product), amount, one);
    const parts = stated.get(partKey(person, product, one.month));
    for (const dimension of ["department", "project", "costCentre"] as const)
      for (const [name, share] of sharesBy(dimension, parts, estate.people[person]))
        sums[dimension].add(name, amount === null ? null : scale(amount, share), one);
  };
  const draws = usage.baseline.months;
  draws.person.forEach((person, i) => {
    const [place, month, blank] = [at(draws.product, i), at(draws.month, i), at(draws.blankDays, i)];
    const product = at(estate.products, place);
    if (isDoubled(person, product)) return;
    const perDay = blank === 0 ? 0 : tokensPerDay(rates, product, firstDayOf(month));
    const amount = perDay === undefined ? null : tokens(at(draws.tokens, i) + blank * perDay);
    if (amount === 0) return;
    charge(person, place, amount, { month, person, isBasis: recent.has(month) && !hasLeft(person) });
  });
  for (const { person, product, day, tokens: amount } of usage.baseline.adjustments)
    charge(person, product, amount, { month: monthOf(day), person, isBasis: false });
  const of = (dimension: Dimension): readonly ChargedTo[] => sums[dimension].finish(lastYear.first);
  return {
    lastYear,
    by: {
      product: of("product"),
      department: of("department"),
      project: of("project"),
      costCentre: of("costCentre"),
    },
  };
}

const partKey = (person: PersonIndex, product: number, month: MonthNumber): string =>
  `${person} ${product} ${month}`;

function statedParts(rows: readonly ChargedUse[]): ReadonlyMap<string, readonly ChargedUse[]> {
  const parts = new Map<string, ChargedUse[]>();
  for (const row of rows) {
    const key = partKey(row.person, row.product, row.month);
    const own = parts.get(key);
    if (own) own.push(row);
    else parts.set(key, [row]);
  }
  return parts;
}

/** The shares of a person's tokens of a product and month: by tokens where all rows state them, else by rows. */
function sharesBy(
  dimension: "department" | "project" | "costCentre",
  parts: readonly ChargedUse[] | undefined,
  person: Person | undefined,
): readonly (readonly [name: string | null, share: Fraction])[] {
  const own = person?.[dimension] ?? null;
  if (parts === undefined) return [[own, fraction(1)]];
  const isStated = parts.every(({ blankRows, tokens: n }) => blankRows === 0 && n >= 0);
  const weights = new Map<string | null, number>();
  for (const part of parts) {
    const name = part[dimension] ?? own;
    addTo(weights, name, isStated ? part.tokens : part.rows);
  }
  const sum = [...weights.values()].reduce((a, b) => a + b, 0);
  return sum === 0
    ? [[own, fraction(1)]]
    : [...weights].map(([name, n]) => [name, fraction(n / sum)] as const);
}

interface DrawnShare {
  readonly month: MonthNumber;
  readonly person: PersonIndex;
  /** Whether it is of the months and people on which the forecast rests. */
  readonly isBasis: boolean;
}

interface ChargedSum {
  readonly months: Map<MonthNumber, Tokens | null>;
  readonly users: Set<PersonIndex>;
  basis: Tokens | null;
}

const emptySum = (): ChargedSum => ({
  months: new Map<MonthNumber, Tokens | null>(),
  users: new Set<PersonIndex>(),
  basis: tokens(0),
});

/** Tokens by name. */
class SumsByName {
  private readonly byName = new Map<string | null, ChargedSum>();

  add(name: string | null, amount: Tokens | null, { month, person, isBasis }: DrawnShare): void {
    const sum = this.byName.get(name) ?? emptySum();
    this.byName.set(name, sum);
    const before = sum.months.get(month);
    sum.months.set(month, before === undefined ? amount : sumKnown([before, amount]));
    if (person >= 0) sum.users.add(person);
    if (isBasis) sum.basis = sumKnown([sum.basis, amount]);
  }

  finish(firstOfYear: MonthNumber): ChargedTo[] {
    const basis = sumKnown([...this.byName.values()].map((one) => one.basis));
    const found = [...this.byName].map(([name, { months, users, basis: own }]): ChargedTo => ({
      name,
      months,
      tokens: sumKnown(months.values()),
      lastYear: sumKnown([...months].flatMap(([month, n]) => (month < firstOfYear ? [] : [n]))),
      share: basis === null || own === null || basis <= 0 ? null : fraction(own / basis),
      users: users.size,
    }));
    const size = (one: ChargedTo): number => one.lastYear ?? Infinity;
    return found.sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        size(b) - size(a) ||
        ((a.name ?? "") < (b.name ?? "") ? -1 : 1),
    );
  }
}

/** The tokens of some months together; null where one is unknown. */
export const inMonths = (
  { months }: Pick<ChargedTo, "months">,
  first: MonthNumber,
  last: MonthNumber,
): Tokens | null =>
  [...months].reduce<Tokens | null>(
    (sum, [month, n]) =>
      month < first || month > last ? sum : sum === null || n === null ? null : plus(sum, n),
    tokens(0),
  );
