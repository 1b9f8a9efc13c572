import type { Analysis } from "./analysis";
import { isoDay } from "./calendar";
import type { TrueDown } from "./seats/droppable";
import { minus, times, total, type DayNumber, type Money, type Seats } from "./units";
import { counted, wholeNumber } from "./wording";

/** What to do now, in sentences without their full stop: seats to drop and by when, true-ups, what is paid for twice, idle seats. */
export function actions(analysis: Analysis): string[] {
  const { reconciliations, doubleCoverage, users, scenarios, assumptions } = analysis;
  const lines = dropped(analysis).flatMap((drop) => dropping(drop, analysis.asOf));
  for (const { offering, bought, assigned, trueUpCost } of reconciliations) {
    if (bought === null || assigned === null || assigned <= bought) continue;
    lines.push(
      `${counted(assigned - bought, `${offering} seat`)} assigned beyond those bought: a true-up of ${trueUpCost === null ? "unknown cost" : wholeNumber(trueUpCost)}`,
    );
  }
  const twice = total(doubleCoverage.map(({ money }) => money ?? (0 as Money)));
  if (twice > 0)
    lines.push(
      `${counted(new Set(doubleCoverage.map(({ person }) => person)).size, "user")} burned tokens on products they hold a seat for: ${wholeNumber(twice)}`,
    );
  const dormant = users.filter(({ segment, heldSeats }) => segment === "Dormant" && heldSeats.length > 0);
  const held = total(dormant.map(({ heldSeats }) => heldSeats.length as Seats));
  if (held > 0 && scenarios.length > 1)
    lines.push(
      `${counted(held, "seat")} ${held === 1 ? "is" : "are"} held by ${counted(dormant.length, "user")} who used nothing in ${assumptions.dormantDays} days`,
    );
  return lines;
}

/** Seats of a contract line that are not renewed. */
type Drop = Pick<TrueDown, "offering" | "contract" | "saving" | "noticeDeadline" | "autoRenews"> & {
  readonly seats: Seats;
};

/** What the recommended scenario drops; where nothing says who uses what, what may be dropped. */
function dropped({ trueDowns, scenarios }: Analysis): Drop[] {
  if (scenarios.length === 1) return trueDowns.map((one) => ({ ...one, seats: one.droppable }));
  const recommended = scenarios.at(-1)?.lines ?? [];
  return trueDowns.map((one) => {
    const own = recommended.filter(
      ({ source }) =>
        source?.offering === one.offering && source.contract === one.contract && source.end === one.renewal,
    );
    const seats = minus(one.bought, total(own.map((line) => line.seats[0] ?? (0 as Seats))));
    return { ...one, seats, saving: one.price === null ? null : times(one.price, seats) };
  });
}

function dropping(
  { seats, offering, contract, saving, noticeDeadline, autoRenews }: Drop,
  asOf: DayNumber,
): string[] {
  if (seats <= (0 as Seats)) return [];
  const late = noticeDeadline !== null && noticeDeadline < asOf;
  const tell = late
    ? `; the notice was due on ${isoDay(noticeDeadline)}`
    : `; tell them by ${isoDay(noticeDeadline ?? asOf)}${autoRenews ? ", or it renews by itself" : ""}`;
  return [
    `Drop ${counted(seats, `${offering} seat`)}${contract === null ? "" : ` from ${contract}`}, ${saving === null ? "at a price that is not known" : `${wholeNumber(saving)} a year`}${noticeDeadline === null ? "" : tell}`,
  ];
}
