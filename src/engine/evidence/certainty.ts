import type { Analysis, UserAnalysis } from "../analysis";
import { days, least, minus, most, seats, total, type Seats } from "../units";

/**
 * How far a recommendation rests on what the exports show (DOMAIN §14). `sure`: a whole year shows it.
 * `estimated`: the year's use is estimated from fewer days. `if complete`: it holds only if the exports leave
 * nobody and nothing out. `if the vendor agrees`: a notice date has passed.
 */
export type Certainty = "sure" | "estimated" | "if complete" | "if the vendor agrees";

/** A year without the weekends and holidays at either end, on which no row shows. */
const WHOLE_YEAR = days(350);

/** Whether the exports show a whole year, so that the season counts. */
export const showsWholeYear = ({ coverage, estate }: Analysis): boolean =>
  coverage.days === null
    ? estate.reportedUse.every(
        ({ from, to }) => from !== undefined && to !== undefined && to - from + 1 >= WHOLE_YEAR,
      )
    : coverage.days >= WHOLE_YEAR;

/** Whether no export shows any use of a person. */
const isUnseen = ({ lastUse, products, leaver }: UserAnalysis): boolean =>
  !leaver && lastUse === null && products.length === 0;

/**
 * The seats among `dropped` whose only reason is that no export shows their holders. Seats without a holder
 * go first, then those of leavers and of people whose use is seen.
 */
export function droppedIfComplete(analysis: Analysis, offering: string, dropped: Seats): Seats {
  if (analysis.assumptions.exportsComplete === "yes") return seats(0);
  const { users, reconciliations } = analysis;
  const holds = users.filter(({ heldSeats }) => heldSeats.includes(offering));
  const lost = holds.filter(({ recommended }) => !recommended.seats.includes(offering));
  const gained = users.filter(
    ({ heldSeats, recommended }) => !heldSeats.includes(offering) && recommended.seats.includes(offering),
  );
  const unseen = seats(lost.filter(isUnseen).length);
  const row = reconciliations.find((one) => one.offering === offering);
  const spare = row?.bought == null ? 0 : Math.max(row.bought - (row.assigned ?? 0), 0);
  const shown = seats(Math.max(spare + lost.length - unseen - gained.length, 0));
  return least(unseen, most(minus(dropped, shown), seats(0)));
}

/** How sure the recommended scenario is as a whole: as sure as the least sure of its parts. */
export function certaintyOf(analysis: Analysis, conditional: readonly Seats[]): Certainty {
  const isUnread = analysis.stays.size > 0 || analysis.users.some(({ unread }) => unread.length > 0);
  if (isUnread || analysis.coverage.questions.length > 0 || total(conditional) > seats(0))
    return "if complete";
  return showsWholeYear(analysis) ? "sure" : "estimated";
}
