import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { Baseline } from "../usage/baseline";
import { baselineDays, type Window } from "../usage/windows";
import { seats, total, type Days } from "../units";

/** Fewer holders than this without any use prove nothing about an export. */
const LEAST_HOLDERS = 3;

/** What the exports of use cover, so that an absent row is not taken for absent use (DOMAIN §14). */
export interface Coverage {
  /** The days that the daily exports cover together; null without daily exports. */
  readonly window: Window | null;
  readonly days: Days | null;
  /** Whether those are too few days to order or drop anything. A Usage Report speaks for its own period. */
  readonly tooShort: boolean;
  /** People who hold a seat now, and how many of them any export of use shows. */
  readonly holders: number;
  readonly seen: number;
  /** Offerings whose seats may look unused only because the exports leave their use out, and what the exports lack. */
  readonly notCovered: ReadonlyMap<string, Gap>;
}

/**
 * `holders`: three or more people hold the offering and none of them is seen, while other people are.
 * `products`: the exports show one product only, although three or more seats open only others, so they were
 * probably filtered by it.
 */
export type Gap = { readonly lacks: "holders" } | { readonly lacks: "products"; readonly shown: string };

/** The people and products of which the exports show any use, whatever the access. */
export interface Shown {
  readonly isSeen: (person: PersonIndex) => boolean;
  readonly products: ReadonlySet<string>;
}

export function coverageOf(context: Context, { windows }: Baseline, shown: Shown): Coverage {
  const { estate, holdings, assumptions } = context;
  const days = windows.all && baselineDays(windows.all);
  const holders = new Set(holdings.offerings.flatMap((offering) => holdings.holders(offering)));
  const seen = [...holders].filter(shown.isSeen).length;
  const gaps = seen > 0 && assumptions.exportsComplete === "no";
  return {
    window: windows.all,
    days,
    tooShort: days !== null && days < assumptions.leastDays && estate.reportedUse.length === 0,
    holders: holders.size,
    seen,
    notCovered: new Map(gaps ? [...unseenHolders(context, shown), ...unshownProducts(context, shown)] : []),
  };
}

const unseenHolders = ({ holdings }: Context, { isSeen }: Shown): [string, Gap][] =>
  holdings.offerings
    .map((offering) => ({ offering, own: holdings.holders(offering) }))
    .filter(({ own }) => own.length >= LEAST_HOLDERS && !own.some(isSeen))
    .map(({ offering }) => [offering, { lacks: "holders" }]);

function unshownProducts({ holdings }: Context, { products }: Shown): [string, Gap][] {
  const [shown] = products;
  if (shown === undefined || products.size > 1) return [];
  const others = holdings.offerings.filter((offering) => !holdings.opens(offering, shown));
  if (total(others.map((offering) => seats(holdings.holders(offering).length))) < LEAST_HOLDERS) return [];
  return holdings.offerings
    .filter((offering) => holdings.isCollection(offering) || !holdings.opens(offering, shown))
    .map((offering) => [offering, { lacks: "products", shown }]);
}
