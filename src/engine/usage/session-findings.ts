import type { Context } from "../estate/context";
import type { Session } from "../estate/estate";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { sumKnown, total } from "../units";
import { WINDOW_MINUTES } from "./charge-windows";
import type { Charge } from "./charges";
import type { Usage } from "./usage";

/** Nobody works for a week without a break: such a session was left open, or its end is wrong. */
const LONG_DAYS = 7;

/** What is odd in a session log, and what was computed from it. */
export function sessionFindings({ estate }: Context, { charged }: Pick<Usage, "charged">): Issue[] {
  const say = (code: IssueCode, message: string, sessions: readonly Session[]): Issue[] =>
    sessions.length === 0
      ? []
      : [issueAt(estate, code, message, { rows: sessions.length, first: firstOrigin(sessions) })];
  const charges = charged.flatMap((one) => one.charges);
  const computed = charges.filter(({ basis, onSeat }) => basis === "computed from launches" && !onSeat);
  const own = [...new Set(computed.flatMap(({ window, sessions }) => [window.by, ...sessions]))];
  const tokens = total(computed.flatMap((charge) => charge.tokens ?? []));
  const long = charged.flatMap(({ sessions }) => sessions.filter(isLong));
  const afterwards = charges.filter(({ window }) => window.reason === "still open" && isLong(window.by));
  const repeats = charged.flatMap((one) => one.repeats);
  const overlapping = charged.flatMap(({ sessions }) => overlaps(sessions));
  return [
    ...say("computed-tokens", ISSUES["computed-tokens"].message(own.length, computed.length, tokens), own),
    ...say("repeated-sessions", ISSUES["repeated-sessions"].message(repeats.length), repeats),
    ...say("overlapping-sessions", ISSUES["overlapping-sessions"].message(overlapping.length), overlapping),
    ...say("long-sessions", longText(long, afterwards), long),
  ];
}

const isLong = ({ start, end }: Session): boolean => end - start > LONG_DAYS * WINDOW_MINUTES;

const longText = (long: readonly Session[], charges: readonly Charge[]): string =>
  ISSUES["long-sessions"].message(
    long.length,
    LONG_DAYS,
    charges.length,
    sumKnown(charges.map((charge) => charge.tokens)),
  );

/** The sessions that begin while an earlier one of the same user and product runs. */
function overlaps(sessions: readonly Session[]): Session[] {
  let end = -Infinity;
  return sessions.filter((session) => {
    const isInside = session.start < end;
    end = Math.max(end, session.end);
    return isInside;
  });
}

/** The first of the rows, by table and row. */
function firstOrigin(sessions: readonly Session[]): Session["origin"] | undefined {
  let first: Session["origin"] | undefined;
  for (const { origin } of sessions)
    if (
      first === undefined ||
      origin.source < first.source ||
      (origin.source === first.source && origin.row < first.row)
    )
      first = origin;
  return first;
}
