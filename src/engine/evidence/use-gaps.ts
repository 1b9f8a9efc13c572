import { at } from "../at";
import { addDays, daysThrough } from "../calendar";
import { Access, NOBODY, type DailyUse, type Estate, type PersonIndex } from "../estate/estate";
import { tokens, type DayNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import { coveredDays, type DaySpan, type Window } from "../usage/windows";
import { holdsWholeMonth, workdaysOf, type Holidays } from "../usage/workday-gaps";
import type { GroupGap } from "./group-gaps";

/** Working days with use that a time without rows would hold if it were like the rest of the year. Ours. */
const EXPECTED_DAYS = 10;

/** Use with more long breaks is not steady: projects come and go. Ours. */
const MOST_BREAKS = 2;

/** What all rows of a product, or of one kind of access, show. */
interface UseOf {
  readonly group: "product" | "access";
  readonly name: string;
  readonly days: Set<DayNumber>;
  readonly people: Set<PersonIndex>;
}

interface GapFacts {
  readonly all: Window;
  readonly holidays: Holidays;
}

/**
 * Whole months without rows of a product, or of seats or tokens, between months that all have some, while other use is
 * shown: a filter of one of several exports may have left them out.
 */
export function useGaps(
  estate: Estate,
  rows: DailyUse,
  baseline: Baseline,
  { all, holidays }: GapFacts,
): GroupGap[] {
  const { seats, tokens: onTokens } = baseline.windows;
  const known = [all, seats, onTokens].flatMap((window) => [
    ...(window?.gaps ?? []),
    ...(window?.closed ?? []),
  ]);
  return usesIn(estate, rows, all).flatMap(({ group, name, days, people }) =>
    oddMonths(
      [...days].sort((a, b) => a - b),
      holidays,
    )
      .filter((gap) => !known.some(({ first, last }) => first <= gap.last && gap.first <= last))
      .map((gap) => {
        const isOf = (product: number): boolean => group === "access" || estate.products[product] === name;
        const drawn =
          name === "seats" && group === "access" ? tokens(0) : likelyDrawn(gap, isOf, baseline, all);
        return { ...gap, group, name, people, tokens: drawn };
      }),
  );
}

function usesIn({ products }: Estate, rows: DailyUse, { baselineFirst, last }: Window): UseOf[] {
  const newUse = (group: UseOf["group"], name: string): UseOf => ({
    group,
    name,
    days: new Set(),
    people: new Set(),
  });
  const byAccess = { seats: newUse("access", "seats"), tokens: newUse("access", "tokens") };
  const byProduct = products.map((name) => newUse("product", name));
  for (let row = 0; row < rows.length; row++) {
    const [person, day] = [rows.person[row]!, rows.day[row]! as DayNumber];
    if (person === NOBODY || day < baselineFirst || day > last) continue;
    const access = rows.access[row] === Access.tokens ? byAccess.tokens : byAccess.seats;
    for (const use of [access, at(byProduct, rows.product[row]!)]) {
      use.days.add(day);
      use.people.add(person);
    }
  }
  const used = Object.values(byAccess).filter(({ days }) => days.size > 0);
  // The only kind of access is missing together with all use, and a product of one person with a leave.
  return [...(used.length > 1 ? used : []), ...byProduct.filter(({ people }) => people.size > 1)];
}

/** The breaks of some use that hold a whole month, where it is steady on the other days. */
function oddMonths(days: readonly DayNumber[], holidays: Holidays): DaySpan[] {
  const breaks = days.flatMap((day, i): DaySpan[] => {
    const gap = { first: addDays(days[i - 1] ?? day, 1), last: addDays(day, -1) };
    return gap.last > gap.first && holdsWholeMonth(gap) ? [gap] : [];
  });
  if (breaks.length === 0 || breaks.length > MOST_BREAKS) return [];
  const workdays = (span: DaySpan): number => workdaysOf(span, holidays).length;
  const missing = breaks.reduce((sum, gap) => sum + workdays(gap), 0);
  const shown = workdays({ first: at(days, 0), last: at(days, days.length - 1) }) - missing;
  return breaks.filter((gap) => workdays(gap) * days.length >= EXPECTED_DAYS * shown);
}

/** The tokens drawn in a time that is like the rest of the baseline year. */
function likelyDrawn(
  gap: DaySpan,
  isOf: (product: number) => boolean,
  { pairs }: Baseline,
  all: Window,
): Tokens {
  const drawn = pairs.product.reduce(
    (sum, product, i) => (isOf(product) ? sum + at(pairs.tokens, i) : sum),
    0,
  );
  const missing = daysThrough(gap.first, gap.last);
  const shown = coveredDays(all) - missing;
  return tokens(shown <= 0 ? 0 : (Math.max(drawn, 0) * missing) / shown);
}
