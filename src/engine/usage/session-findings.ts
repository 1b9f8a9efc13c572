import type { Context } from "../estate/context";
import type { Origin } from "../estate/estate";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { sumKnown, tokens, type Tokens } from "../units";
import { WINDOW_MINUTES } from "./charge-windows";
import type { SessionCharges } from "./charges";
import type { Usage } from "./usage";

/** Nobody works for a week without a break: such a session was left open, or its end is wrong. */
const LONG_DAYS = 7;

/** What is odd in a session log, and what was computed from it. */
export function sessionFindings({ estate }: Context, { charged }: Pick<Usage, "charged">): Issue[] {
  const say = (code: IssueCode, message: string, { rows, first }: FoundRows): Issue[] =>
    rows === 0 ? [] : [issueAt(estate, code, message, { rows, first })];
  const computed = computedCharges(charged);
  const [repeats, overlapping, long] = [new FoundRows(), new FoundRows(), new FoundRows()];
  const afterwards: (Tokens | null)[] = [];
  for (const one of charged) {
    const { store } = one;
    for (const { origin } of one.repeats) repeats.add(origin);
    for (const place of overlaps(one)) overlapping.add(store.origin(place));
    for (const place of one.places()) if (isLong(one, place)) long.add(store.origin(place));
    for (const charge of one.chargePlaces())
      if (charge.isStillOpen && isLong(one, charge.by)) afterwards.push(charge.tokens);
  }
  const { message } = ISSUES["computed-tokens"];
  return [
    ...say("computed-tokens", message(computed.from.rows, computed.charges, computed.tokens), computed.from),
    ...say("repeated-sessions", ISSUES["repeated-sessions"].message(repeats.rows), repeats),
    ...say("overlapping-sessions", ISSUES["overlapping-sessions"].message(overlapping.rows), overlapping),
    ...say(
      "long-sessions",
      ISSUES["long-sessions"].message(long.rows, LONG_DAYS, afterwards.length, sumKnown(afterwards)),
      long,
    ),
  ];
}

/** The charges on tokens that were computed from launches, their known tokens, and the sessions in them. */
function computedCharges(charged: readonly SessionCharges[]) {
  const from = new FoundRows();
  let [charges, known] = [0, 0];
  for (const one of charged) {
    const met = new Set<number>();
    for (const charge of one.chargePlaces()) {
      if (!charge.isComputed || charge.onSeat) continue;
      charges++;
      if (charge.tokens !== null) known += charge.tokens;
      for (const place of one.inside(charge)) met.add(place);
    }
    for (const place of met) from.add(one.store.origin(place));
  }
  return { from, charges, tokens: tokens(known) };
}

const isLong = ({ store }: SessionCharges, place: number): boolean =>
  store.end(place) - store.start(place) > LONG_DAYS * WINDOW_MINUTES;

/** The sessions that begin while an earlier one of the same user and product runs. */
function* overlaps(one: SessionCharges): Generator<number> {
  let end = -Infinity;
  for (const place of one.places()) {
    if (one.store.start(place) < end) yield place;
    end = Math.max(end, one.store.end(place));
  }
}

/** The number of rows that were found, and the first by table and row. */
class FoundRows {
  rows = 0;
  first: Origin | undefined;

  add(origin: Origin): void {
    this.rows += 1;
    const { first } = this;
    if (
      first === undefined ||
      origin.source < first.source ||
      (origin.source === first.source && origin.row < first.row)
    )
      this.first = origin;
  }
}
