import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import { at } from "../at";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { total } from "../units";
import { counted, listed } from "../wording";

/**
 * "7 AEC Collection seats that begin on 2026-11-10", by offering: purchases that begin after the analysis. No table
 * says whether they renew running seats or come beside them, so no sum counts them.
 */
export const comingSeats = onceFor(({ estate, asOf }: Pick<Analysis, "estate" | "asOf">): string | null => {
  const coming = estate.subscriptions.flatMap(({ offering, seats, start }) =>
    start !== undefined && start > asOf ? [{ offering, seats, start }] : [],
  );
  if (coming.length === 0) return null;
  const named = [...grouped(coming, ({ offering }) => offering)].map(([offering, lines]) => {
    const n = total(lines.map(({ seats }) => seats));
    const first = lines.reduce((least, { start }) => (start < least ? start : least), at(lines, 0).start);
    const begin = n === 1 ? "begins" : "begin";
    const later = lines.some(({ start }) => start > first) ? " or later" : "";
    return `${counted(n, `${offering} seat`)} that ${begin} on ${isoDay(first)}${later}`;
  });
  return listed(named);
});
