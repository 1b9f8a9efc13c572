import type { Assumptions } from "../assumptions";
import type { ContractLine } from "../estate/contract-lines";
import type { Needs } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import { most, scale, seats, total, wholeUp, type Seats } from "../units";
import { grownBy } from "./scenario-cost";

/**
 * Seats needed if everybody keeps today's cover, by offering; the seats bought where no usage says who is
 * active.
 */
export const neededSeats = (reconciliations: readonly Reconciliation[], joiners: number): Needs =>
  new Map(
    reconciliations.map(({ offering, kept, bought, assigned }) => [
      offering,
      kept === null ? (bought ?? assigned ?? seats(0)) : scale(kept, joiners),
    ]),
  );

/** A year's needs for each year, grown, in whole seats. */
export const needsByYear = (needed: Needs, assumptions: Assumptions): Needs[] =>
  Array.from(
    { length: assumptions.years },
    (_, i) =>
      new Map([...needed].map(([offering, n]) => [offering, wholeUp(scale(n, grownBy(i + 1, assumptions)))])),
  );

/** The needs, raised to the seats bought. */
export function atLeastBought(needed: Needs, lines: readonly ContractLine[]): Needs {
  const raised = new Map<string, Seats>(needed);
  for (const offering of new Set(lines.map((line) => line.offering))) {
    const bought = total(lines.filter((line) => line.offering === offering).map((line) => line.bought));
    raised.set(offering, most(bought, needed.get(offering) ?? seats(0)));
  }
  return raised;
}
