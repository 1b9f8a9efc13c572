import type { Analysis } from "./analysis";
import { at } from "./at";
import { droppedIfComplete } from "./evidence/certainty";
import type { TrueDown } from "./seats/droppable";
import { least, minus, seats, times, total, type Seats } from "./units";

/** Seats of a contract line that the recommended scenario does not renew. */
export interface Drop extends Pick<
  TrueDown,
  "offering" | "contract" | "price" | "saving" | "noticeDeadline" | "autoRenews"
> {
  readonly seats: Seats;
  /** Those among them that go only if the exports leave nobody out: no export shows their holders. */
  readonly ifComplete: Seats;
}

/**
 * The seats that the recommended scenario drops, by contract line; without one, the seats that may be dropped
 * whatever the use. Exports of too few days drop nothing.
 */
export function dropsOf(analysis: Analysis): Drop[] {
  const { trueDowns, recommended, coverage } = analysis;
  if (coverage.tooShort) return [];
  if (recommended === null)
    return trueDowns
      .filter(({ droppable }) => droppable > 0)
      .map((one) => ({ ...one, seats: one.droppable, ifComplete: seats(0) }));
  const dropped = trueDowns.map((one) => {
    const renewed = recommended.lines.filter(({ source }) => source?.id === one.line);
    return { ...one, seats: minus(one.bought, total(renewed.map((line) => at(line.seats, 0)))) };
  });
  const left = conditionalSeats(analysis, dropped);
  return dropped
    .filter((one) => one.seats > 0)
    .map((one) => {
      const ifComplete = least(one.seats, left.get(one.offering) ?? seats(0));
      left.set(one.offering, minus(left.get(one.offering) ?? seats(0), ifComplete));
      return { ...one, saving: one.price === null ? null : times(one.price, one.seats), ifComplete };
    });
}

/** By offering, over all of its lines. */
function conditionalSeats(
  analysis: Analysis,
  dropped: readonly { readonly offering: string; readonly seats: Seats }[],
): Map<string, Seats> {
  const offerings = [...new Set(dropped.map(({ offering }) => offering))];
  return new Map(
    offerings.map((offering) => {
      const all = total(dropped.filter((one) => one.offering === offering).map((one) => one.seats));
      return [offering, droppedIfComplete(analysis, offering, all)];
    }),
  );
}
