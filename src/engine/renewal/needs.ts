import type { Context } from "../estate/context";
import type { ContractLine } from "../estate/contract-lines";
import type { Coverage } from "../evidence/coverage";
import type { Needs } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import { most, plus, scale, seats, total, wholeUp, type Seats } from "../units";
import { neededBy } from "./best-mix";
import { coversToday } from "./covers-today";
import type { Member } from "./plan";
import { grownBy } from "./scenario-cost";

/** The facts that say how many seats are needed. */
interface Needing {
  readonly reconciliations: readonly Reconciliation[];
  readonly members: readonly Member[];
  readonly coverage: Coverage;
  /** The factor by which planned joiners raise needs. */
  readonly joiners: number;
}

/**
 * Seats needed if everybody keeps today's cover, by offering. Where the exports may leave the use of an offering out,
 * its holders keep their seats, and seats without a holder are not needed; where they say nothing of use, or no table
 * says who holds seats, the seats bought.
 */
export function neededSeats({ reconciliations, members, coverage, joiners }: Needing): Needs {
  const held = neededBy(coversToday(members), joiners);
  return new Map(
    reconciliations.map(({ offering, kept, bought, assigned }) => {
      if (kept !== null) return [offering, scale(kept, joiners)];
      const questioned = !coverage.tooShort && coverage.notCovered.has(offering);
      const holding = questioned && assigned !== null ? (held.get(offering) ?? seats(0)) : null;
      return [offering, holding ?? bought ?? assigned ?? seats(0)];
    }),
  );
}

/** A year's needs for each year, grown, in whole seats. */
export const needsByYear = (needed: Needs, { assumptions, lines, stays }: StayingContext): Needs[] =>
  Array.from({ length: assumptions.years }, (_, i) =>
    withStaying(
      new Map([...needed].map(([offering, n]) => [offering, wholeUp(scale(n, grownBy(i + 1, assumptions)))])),
      { lines, stays },
    ),
  );

/** The lines of today, and the offerings among them that stay as they are. */
type StayingContext = Pick<Context, "assumptions" | "lines" | "stays">;

/** The needs, with just the seats bought of each offering that stays as it is: none is dropped, none ordered. */
export function withStaying(needs: Needs, { lines, stays }: Pick<StayingContext, "lines" | "stays">): Needs {
  const kept = new Map<string, Seats>([...needs].filter(([offering]) => !stays.has(offering)));
  for (const { offering, bought } of lines)
    if (stays.has(offering)) kept.set(offering, plus(kept.get(offering) ?? seats(0), bought));
  return kept;
}

/** The needs, raised to the seats bought. */
export function atLeastBought(needed: Needs, lines: readonly ContractLine[]): Needs {
  const raised = new Map<string, Seats>(needed);
  for (const offering of new Set(lines.map((line) => line.offering))) {
    const bought = total(lines.filter((line) => line.offering === offering).map((line) => line.bought));
    raised.set(offering, most(bought, needed.get(offering) ?? seats(0)));
  }
  return raised;
}
