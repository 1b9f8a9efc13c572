import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import { ISSUES, type Issue } from "../issues";
import type { DayNumber } from "../units";
import type { Harvest } from "./harvest";

/** Decisions on seats that are not followed, and logs that are ahead of the day of the analysis. */
export function harvestFindings({ estate, asOf }: Context, { seats }: Harvest): Issue[] {
  const unused = seats.flatMap(({ typed, refused, offering }): Issue[] => {
    if (typed?.place == null || refused === null) return [];
    const code = "unused-harvest-decision";
    const message = ISSUES[code].message(typed.word ?? "", `${offering} of ${typed.user}`, refused);
    return [{ severity: ISSUES[code].severity, code, message, ...typed.place, column: "Decision", rows: 1 }];
  });
  const { decisions = [], reconciliations = [] } = estate.harvest ?? {};
  let last = asOf as number;
  for (const line of [...decisions, ...reconciliations]) last = Math.max(last, line.asOf);
  if (last === asOf) return unused;
  const message = ISSUES["log-ahead"].message(isoDay(last as DayNumber), isoDay(asOf));
  return [...unused, { severity: "info", code: "log-ahead", message, rows: 1 }];
}
