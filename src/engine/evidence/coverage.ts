import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { Baseline } from "../usage/baseline";
import { baselineDays, type Window } from "../usage/windows";
import type { Days } from "../units";

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
  /**
   * Offerings whose seats look unused only because the exports may leave them out: three or more people hold one, none of
   * them is seen, and other people are seen.
   */
  readonly notCovered: ReadonlySet<string>;
}

/** Whose use any export shows, whatever the product and access. */
export type IsSeen = (person: PersonIndex) => boolean;

export function coverageOf(
  { estate, holdings, assumptions }: Context,
  { windows }: Baseline,
  isSeen: IsSeen,
): Coverage {
  const days = windows.all && baselineDays(windows.all);
  const holders = new Set(holdings.offerings.flatMap((offering) => holdings.holders(offering)));
  const seen = [...holders].filter(isSeen).length;
  const unseen = holdings.offerings.filter((offering) => {
    const own = holdings.holders(offering);
    return own.length >= LEAST_HOLDERS && !own.some(isSeen);
  });
  return {
    window: windows.all,
    days,
    tooShort: days !== null && days < assumptions.leastDays && estate.reportedUse.length === 0,
    holders: holders.size,
    seen,
    notCovered: new Set(seen > 0 && assumptions.exportsComplete === "no" ? unseen : []),
  };
}
