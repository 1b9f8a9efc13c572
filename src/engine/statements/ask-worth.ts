import type { Analysis } from "../analysis";
import { at } from "../at";
import { savedBy, type RenewalLine } from "../renewal/renewal-lines";
import type { Ask } from "../negotiation/asks";
import { firstYear } from "../renewal/scenario-cost";
import { most, rate, scale, times, type Money, type Seats } from "../units";

/** What a request is worth a year: the money that it moves. Null is unknown, or nothing that has a price. */
export function worthOf({ about }: Ask, analysis: Analysis, lines: readonly RenewalLine[]): Money | null {
  if (about === null || analysis.recommended === null) return null;
  if ("tokensOf" in about) return at(firstYear(analysis.recommended).pools, about.tokensOf).cost;
  if ("seatsOf" in about) {
    const moved = savedBy(lines.filter(({ offering }) => offering === about.seatsOf));
    return moved === null ? null : most(moved, scale(moved, -1));
  }
  const prices = analysis.trueDowns.flatMap(({ offering, price }) => (offering === about.of ? [price] : []));
  const known = prices.filter((price) => price !== null);
  if (known.length === 0 || known.length < prices.length) return null;
  return times(rate<Money, Seats>(Math.min(...known)), about.kept);
}
