import type { Analysis } from "./analysis";
import { isoDay } from "./calendar";
import { total, type Money, type Seats } from "./units";
import { counted, wholeNumber } from "./wording";

/** What to do now, in sentences without their full stop: seats to drop and by when, true-ups, what is paid for twice, idle seats. */
export function actions({ trueDowns, reconciliations, doubleCoverage, asOf, users, scenarios, assumptions }: Analysis): string[] {
  const lines: string[] = [];
  for (const { offering, contract, droppable, saving, noticeDeadline, autoRenews } of trueDowns) {
    if (droppable === 0) continue;
    const when =
      noticeDeadline === null
        ? ""
        : noticeDeadline < asOf
          ? `; the notice was due on ${isoDay(noticeDeadline)}`
          : `; tell them by ${isoDay(noticeDeadline)}${autoRenews ? ", or it renews by itself" : ""}`;
    lines.push(
      `${counted(droppable, `${offering} seat`)} can be dropped${contract === null ? "" : ` from ${contract}`}, ${saving === null ? "at a price that is not known" : `${wholeNumber(saving)} a year`}${when}`,
    );
  }
  for (const { offering, bought, assigned, trueUpCost } of reconciliations) {
    if (bought === null || assigned === null || assigned <= bought) continue;
    lines.push(`${counted(assigned - bought, `${offering} seat`)} assigned beyond those bought: a true-up of ${trueUpCost === null ? "unknown cost" : wholeNumber(trueUpCost)}`);
  }
  const twice = total(doubleCoverage.map(({ money }) => money ?? (0 as Money)));
  if (twice > 0) lines.push(`${counted(new Set(doubleCoverage.map(({ person }) => person)).size, "user")} burned tokens on products they hold a seat for: ${wholeNumber(twice)}`);
  const dormant = users.filter(({ segment, heldSeats }) => segment === "Dormant" && heldSeats.length > 0);
  const held = total(dormant.map(({ heldSeats }) => heldSeats.length as Seats));
  if (held > 0 && scenarios.length > 1) lines.push(`${counted(held, "seat")} ${held === 1 ? "is" : "are"} held by ${counted(dormant.length, "user")} who used nothing in ${assumptions.dormantDays} days`);
  return lines;
} // prettier-ignore
