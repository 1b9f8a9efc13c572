import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import type { Estate } from "../estate/estate";
import { seats, times, type DayNumber } from "../units";
import { counted, wholeNumber } from "../wording";
import { unread } from "./unread";

/**
 * How far the answer can be trusted, in sentences without a full stop: the days and people that the exports
 * cover, then one question
 * for each offering that they may leave out. Every rendering of the answer begins with these.
 */
export const evidence = (analysis: Analysis): string[] => [
  ...covered(analysis),
  ...questions(analysis),
  ...unread(analysis),
];

/** Why no best mix is recommended; null where one is. */
export function whyNoBestMix({ recommended, coverage: { tooShort }, assumptions }: Analysis): string | null {
  if (recommended !== null) return null;
  return tooShort
    ? `The exports cover less than ${counted(assumptions.leastDays, "day")}, so nothing is ordered or dropped`
    : "No table shows use by user, so the best cover of each user is unknown";
}

function covered({ coverage, assumptions, estate }: Analysis): string[] {
  const { window, days, tooShort, holders, seen } = coverage;
  if (window === null || days === null)
    return [
      estate.reportedUse.length === 0
        ? "No table shows any use"
        : `Use is known from a Usage Report${reportedPeriod(estate)}`,
    ];
  const low = days < assumptions.lowConfidenceDays ? ": low confidence" : "";
  const people =
    holders === 0
      ? ""
      : `; ${seen} of ${counted(holders, "seat holder")} ${seen === 1 ? "was" : "were"} seen`;
  return [
    `Use is known for ${counted(days, "day")} (${isoDay(window.baselineFirst)} to ${isoDay(window.last)})` +
      (tooShort ? ": too short to order or drop anything" : low) +
      people,
  ];
}

/** The period that the rows of a Usage Report state together. */
function reportedPeriod({ reportedUse }: Estate): string {
  const first = Math.min(...reportedUse.map(({ from }) => from ?? Infinity));
  const last = Math.max(...reportedUse.map(({ to }) => to ?? -Infinity));
  if (!Number.isFinite(first) || !Number.isFinite(last)) return " that states no dates";
  return ` (${isoDay(first as DayNumber)} to ${isoDay(last as DayNumber)})`;
}

function questions({ coverage, reconciliations }: Analysis): string[] {
  return reconciliations.flatMap(({ offering, assigned, unitPrice }) => {
    const gap = coverage.notCovered.get(offering);
    if (gap === undefined) return [];
    const held = assigned ?? seats(0);
    const worth =
      unitPrice === null ? "an unknown amount" : `up to ${wholeNumber(times(unitPrice, held))} a year`;
    const named = counted(held, `${offering} seat`);
    const stay = held === 1 ? "it stays" : "they stay";
    return gap.lacks === "holders"
      ? [
          `No use of ${named} is in the exports, so they stay; if the exports are complete, ${worth} could be saved`,
        ]
      : [
          `The exports show ${gap.shown} only, so the use of ${named} is unknown and ${stay}; ` +
            `${worth} depends on it`,
        ];
  });
}
