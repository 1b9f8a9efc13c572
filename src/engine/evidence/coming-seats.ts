import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import { grouped } from "../grouped";
import { total, type DayNumber } from "../units";
import { counted, listed } from "../wording";

/**
 * "7 AEC Collection seats that begin on 2026-11-10", by offering: purchases that begin after the analysis. No table
 * says whether they renew running seats or come beside them, so no sum counts them.
 */
export function comingSeats({ estate, asOf }: Pick<Analysis, "estate" | "asOf">): string | null {
  const coming = estate.subscriptions.flatMap(({ offering, seats, start }) =>
    start !== undefined && start > asOf ? [{ offering, seats, start }] : [],
  );
  if (coming.length === 0) return null;
  const named = [...grouped(coming, ({ offering }) => offering)].map(([offering, lines]) => {
    const n = total(lines.map(({ seats }) => seats));
    const first = Math.min(...lines.map(({ start }) => start)) as DayNumber;
    const begin = n === 1 ? "begins" : "begin";
    return `${counted(n, `${offering} seat`)} that ${begin} on ${isoDay(first)}${lines.length > 1 ? " or later" : ""}`;
  });
  return listed(named);
}
