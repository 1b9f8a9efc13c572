import type { Context } from "../estate/context";
import type { Origin } from "../estate/estate";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { sumKnown, type Tokens } from "../units";
import type { Audit } from "./audit";

/** A charge that one of two records does not have. */
interface LoneCharge {
  readonly tokens: Tokens | null;
  readonly origin: Origin;
}

/** Metered charges without a session, and charges of the log that nobody metered; none without a session log. */
export function chargeFindings({ estate }: Context, { metered }: Pick<Audit, "metered">): Issue[] {
  if (metered === null || estate.sessions.length === 0) return [];
  const say = (
    code: Extract<IssueCode, "charge-without-session" | "session-without-charge">,
    found: readonly LoneCharge[],
  ): Issue[] => {
    const [first] = [...found].sort(({ origin: a }, { origin: b }) => a.source - b.source || a.row - b.row);
    if (first === undefined) return [];
    const message = ISSUES[code].message(found.length, sumKnown(found.map(({ tokens }) => tokens)));
    return [issueAt(estate, code, message, { rows: found.length, first: first.origin })];
  };
  const alone = metered.lines.filter(({ status, evidence }) => status === "unknown" && evidence.length === 0);
  return [
    ...say(
      "charge-without-session",
      alone.map(({ unknown, charge }) => ({ tokens: unknown, origin: charge.origin })),
    ),
    ...say(
      "session-without-charge",
      metered.unmetered.map(({ charge: { tokens, window } }) => ({ tokens, origin: window.by.origin })),
    ),
  ];
}
