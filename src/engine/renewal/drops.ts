import type { Analysis } from "../analysis";
import { at } from "../at";
import type { Contract } from "../estate/estate";
import { doubtsOf, droppedIfComplete, unseenHolders } from "../evidence/certainty";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { firstYear, type SeatLine } from "./scenario-cost";
import type { Scenario } from "./scenarios";
import type { TrueDown } from "../seats/droppable";
import {
  least,
  minus,
  money,
  most,
  seats,
  sumKnown,
  times,
  total,
  type DayNumber,
  type Money,
  type Seats,
} from "../units";

/** Seats of a contract line that the recommended scenario does not renew. */
export interface Drop extends TrueDown {
  readonly seats: Seats;
  /** Those among them that go only if the exports are complete. */
  readonly ifComplete: Seats;
}

/**
 * The seats that the recommended scenario drops, by contract line; without one, the seats that may be dropped
 * whatever the use. Exports of too few days drop nothing.
 */
export const dropsOf = onceFor((analysis: Analysis): readonly Drop[] => {
  const { trueDowns, recommended, coverage } = analysis;
  if (coverage.tooShort) return [];
  const dropped = trueDowns.map((one) => ({
    ...one,
    seats: recommended === null ? (one.droppable ?? seats(0)) : notRenewed(one, recommended),
  }));
  const left = conditionalSeats(analysis, dropped);
  return dropped
    .filter((one) => one.seats > 0)
    .map((one) => {
      const ifComplete = hangsOnFloor(analysis, one)
        ? one.seats
        : least(one.seats, left.get(one.offering) ?? seats(0));
      left.set(one.offering, most(minus(left.get(one.offering) ?? seats(0), ifComplete), seats(0)));
      if (recommended === null) return { ...one, ifComplete };
      return { ...one, saving: one.price === null ? null : times(one.price, one.seats), ifComplete };
    });
});

/**
 * The part of a saving that is lost if the exports are not complete: at most all of it, also where the dropped seats
 * are worth more because tokens replace them. Null where a price is unknown.
 */
export function savedIfComplete(analysis: Analysis, saving: Money): Money | null {
  const worth = sumKnown([
    ...dropsOf(analysis).map(({ price, ifComplete }): Money | null => {
      if (ifComplete === 0) return money(0);
      return price === null ? null : times(price, ifComplete);
    }),
    tokensSavedIfComplete(analysis),
  ]);
  return worth === null ? null : least(worth, saving);
}

/** What fewer tokens save in the first year, where the exports may leave out use that draws tokens. */
function tokensSavedIfComplete(analysis: Analysis): Money {
  const { asIs, recommended } = analysis;
  if (recommended === null || !doubtsOf(analysis).includes("exports")) return money(0);
  return most(minus(firstYear(asIs).tokenCost, firstYear(recommended).tokenCost), money(0));
}

/** Whether a floor decides how many seats go, while the seats that fill it are in question. */
const hangsOnFloor = ({ coverage, estate }: Analysis, { contract }: TrueDown): boolean =>
  coverage.questions.length > 0 && contract !== null && floored(estate.contracts).has(contract);

const floored = onceFor(
  (contracts: readonly Contract[]) =>
    new Set(contracts.flatMap(({ contract, floor }) => (floor === undefined ? [] : [contract]))),
);

/** The seats of a line that a scenario does not pay for in the first year. */
const notRenewed = ({ bought, line }: TrueDown, { lines }: Scenario): Seats =>
  minus(bought, total((bySource(lines).get(line) ?? []).map((one) => at(one.seats, 0))));

const bySource = onceFor((lines: readonly SeatLine[]) => grouped(lines, ({ source }) => source?.id));

/**
 * The further seats that could be dropped at the first renewal if the vendor accepted notices whose date has
 * passed.
 */
export function lateDropsOf(analysis: Analysis): Drop[] {
  const { trueDowns, recommended, ifAgreed } = analysis;
  if (recommended === null || ifAgreed === null) return [];
  return trueDowns.filter(isLateDrop).flatMap((one): Drop[] => {
    const n = minus(notRenewed(one, ifAgreed), notRenewed(one, recommended));
    if (n <= 0) return [];
    const saving = one.price === null ? null : times(one.price, n);
    return [{ ...one, seats: n, saving, ifComplete: ifComplete(analysis, one.offering, n) }];
  });
}

/** The dropped seats whose holders no export shows; seats without a holder are dropped first. */
function ifComplete(analysis: Analysis, offering: string, dropped: Seats): Seats {
  const row = analysis.reconciliations.find((one) => one.offering === offering);
  const spare = row?.bought == null || row.assigned === null ? 0 : Math.max(row.bought - row.assigned, 0);
  return least(unseenHolders(analysis, offering), seats(Math.max(dropped - spare, 0)));
}

/** Whether the notice date has passed, while no table says whether the line renews by itself: it may have done so. */
export const mayHaveRenewed = (
  { noticeDeadline, autoRenews, renewalStated, ...line }: TrueDown,
  asOf: DayNumber,
): boolean =>
  noticeDeadline !== null &&
  noticeDeadline < asOf &&
  autoRenews === false &&
  !renewalStated &&
  !isLateDrop(line);

/** Whether the line goes on with all its seats, unless the vendor accepts a notice after its date. */
export const isLateDrop = ({
  changes,
  committedUntil,
}: Pick<TrueDown, "changes" | "committedUntil">): boolean => changes !== committedUntil;

/** Whether seats may go at an anniversary, before the term ends. */
export const isWithinTerm = ({ changes, renewal }: Pick<TrueDown, "changes" | "renewal">): boolean =>
  changes !== renewal;

/** By offering, over all of its lines. */
function conditionalSeats(
  analysis: Analysis,
  dropped: readonly { readonly offering: string; readonly seats: Seats }[],
): Map<string, Seats> {
  const byOffering = grouped(dropped, ({ offering }) => offering);
  return new Map(
    [...byOffering].map(([offering, own]) => {
      const all = total(own.map((one) => one.seats));
      return [offering, droppedIfComplete(analysis, offering, all)];
    }),
  );
}
