import { at } from "../at";
import { monthOf, MONTHS_A_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { monthsAYear } from "../rules/monthly-seats";
import type { MonthNumber } from "../units";
import { hasUse } from "./baseline";
import type { UseOver } from "./usage";

/** A person's months of use a year of some of the products; null if they are not known, 0 without use. */
export type MonthsOfUse = (person: PersonIndex, isOne: (product: string) => boolean) => number | null;

/**
 * The months a year in which people use products, from the calendar months of the baseline year. A year that begins
 * within a month has that month once. Not known where a report gives days without dates, or the covered days are
 * unknown.
 */
export function monthsOfUse({ estate, assumptions }: Context, use: UseOver): MonthsOfUse {
  let known: ReturnType<typeof monthsByPerson> | undefined;
  return (person, isOne) => {
    const { dated, undated } = (known ??= monthsByPerson(use, estate.products));
    if (undated.get(person)?.some(isOne) === true) return null;
    const own = (dated.get(person) ?? []).filter(({ product }) => isOne(product));
    if (own.length === 0) return 0;
    const { observedDays } = at(use.demands, person);
    if (observedDays === null) return null;
    const seen = new Set(own.map(({ month }) => month % MONTHS_A_YEAR)).size;
    return monthsAYear(seen, observedDays, assumptions.wholeYearDays);
  };
}

/** Each person's months with use by product, and the products whose use has no dates. */
function monthsByPerson({ baseline: { months, windows }, seen }: UseOver, products: readonly string[]) {
  const firstMonth = windows.all === null ? Infinity : monthOf(windows.all.baselineFirst);
  const dated = new Map<PersonIndex, { readonly product: string; readonly month: MonthNumber }[]>();
  months.month.forEach((month, i) => {
    if (month < firstMonth || !hasUse(months, i)) return;
    const person = at(months.person, i);
    const own = dated.get(person) ?? [];
    own.push({ product: at(products, at(months.product, i)), month });
    dated.set(person, own);
  });
  const undated = new Map<PersonIndex, string[]>();
  for (const { person, product, daily } of seen.observed)
    if (!daily) undated.set(person, [...(undated.get(person) ?? []), product]);
  return { dated, undated };
}
