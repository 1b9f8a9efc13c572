import { at } from "../at";
import { DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import { NOBODY, type PersonIndex } from "../estate/estate";
import { rateOn, tokensPerDay } from "../estate/rates";
import {
  fraction,
  ratio,
  sumKnown,
  tokens,
  total,
  days,
  type Days,
  type Fraction,
  type Tokens,
} from "../units";
import type { Usage } from "../usage/usage";
import { baselineDays } from "../usage/windows";

/** A product's share of the tokens against its share of the days on tokens, a year (DOMAIN §10, trap 4). */
export interface RateShare {
  readonly product: string;
  readonly people: ReadonlySet<PersonIndex>;
  readonly days: Days;
  readonly shareOfDays: Fraction;
  /** Null if the rate of blank days is unknown. */
  readonly tokens: Tokens | null;
  readonly shareOfTokens: Fraction | null;
  /** The product that the Rates name as cheaper; null without one. */
  readonly alternative: string | null;
  /** The tokens a year that the alternative would spare if it served on every day; null if a rate is unknown. */
  readonly atMost: Tokens | null;
}

/** The products that draw tokens by days, by falling tokens; none where no export gives days. */
export function rateShares(context: Context, { baseline }: Pick<Usage, "baseline">): RateShare[] {
  const { pairs, windows } = baseline;
  const window = windows.tokens ?? windows.nobody;
  if (window === null) return [];
  const factor = DAYS_PER_YEAR / Math.max(1, Math.min(baselineDays(window), DAYS_PER_YEAR));
  const sums = new Map<number, { days: number; tokens: number; blank: number; people: Set<PersonIndex> }>();
  pairs.product.forEach((product, i) => {
    const drawing = at(pairs.tokenDays, i) + at(pairs.blankDays, i);
    if (drawing === 0) return;
    const sum = sums.get(product) ?? { days: 0, tokens: 0, blank: 0, people: new Set() };
    sums.set(product, sum);
    sum.days += drawing;
    sum.tokens += at(pairs.tokens, i);
    sum.blank += at(pairs.blankDays, i);
    const person = at(pairs.person, i);
    if (person !== NOBODY) sum.people.add(person);
  });
  const found = [...sums].map(([index, sum]) => {
    const product = at(context.estate.products, index);
    const perDay = tokensPerDay(context.rates, product, context.asOf) ?? null;
    const drawn = sum.blank === 0 ? sum.tokens : perDay === null ? null : sum.tokens + sum.blank * perDay;
    return {
      product,
      people: sum.people,
      days: days(sum.days * factor),
      tokens: drawn === null ? null : tokens(drawn * factor),
      ...cheaper(context, product, {
        days: sum.days * factor,
        tokens: drawn === null ? null : drawn * factor,
      }),
    };
  });
  const allDays = total(found.map((one) => one.days));
  const allTokens = sumKnown(found.map((one) => one.tokens));
  return found
    .map((one) => ({
      ...one,
      shareOfDays: fraction(ratio(one.days, allDays)),
      shareOfTokens:
        one.tokens === null || allTokens === null || allTokens === 0
          ? null
          : fraction(ratio(one.tokens, allTokens)),
    }))
    .sort((a, b) => (b.tokens ?? 0) - (a.tokens ?? 0) || (a.product < b.product ? -1 : 1));
}

/** The cheaper product that the Rates name, and the tokens that it would spare; a dearer one is none. */
function cheaper(
  { rates, asOf }: Context,
  product: string,
  use: { readonly days: number; readonly tokens: number | null },
): Pick<RateShare, "alternative" | "atMost"> {
  const named = rateOn(rates, product, asOf)?.cheaperAlternative;
  if (named === undefined) return { alternative: null, atMost: null };
  const perDay = tokensPerDay(rates, named, asOf);
  if (perDay === undefined || use.tokens === null) return { alternative: named, atMost: null };
  const spared = use.tokens - use.days * perDay;
  return spared > 0 ? { alternative: named, atMost: tokens(spared) } : { alternative: null, atMost: null };
}
