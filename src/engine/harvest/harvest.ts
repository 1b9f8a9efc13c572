import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import type { DecisionLine, HarvestAction, HarvestDecision } from "../estate/harvest-records";
import type { Member } from "../renewal/plan";
import { firstEnd, type Redeployment } from "../renewal/redeployment";
import type { Renewal } from "../renewal/scenarios";
import { oneSeat } from "../rules/flex";
import { reclaimDates, type ReclaimDates } from "../rules/harvest-dates";
import type { Reconciliation } from "../seats/reconciliation";
import type { UseWithoutSeat } from "../seats/use-without-seat";
import type { Steps } from "../steps";
import type { DayNumber, Money } from "../units";
import type { Usage } from "../usage/usage";
import { shortened } from "../wording";
import { seatPricesOfUsers, USERS_STAGE, type SeatPricesOfUsers } from "../users";
import { judgedSeat, type JudgedSeat, type SeatClass } from "./judged-seat";
import { isGone, linesBySeat, seatKey } from "./logged-seats";
import { nextHolders, type NextHolder } from "./next-holders";
import { seatUses, type SeatUse } from "./seat-use";

/** What a harvest does with one seat that somebody holds. */
export interface HarvestSeat {
  readonly person: PersonIndex;
  readonly offering: string;
  readonly use: SeatUse;
  readonly class: SeatClass;
  readonly action: HarvestAction;
  /** Sentences without a full stop. */
  readonly why: readonly string[];
  /** Who gets the seat when it comes back; null for nobody, or if it does not. */
  readonly next: NextHolder | null;
  /** The day of the notice: as typed, else this day; null for a seat that does not come back, like `reclaim`. */
  readonly notice: DayNumber | null;
  /** The day on which the notice of a seat that comes back went out; null if none is known. */
  readonly noticeSent: DayNumber | null;
  readonly reclaim: ReclaimDates | null;
  /** The price of the seat a year; null is unknown. */
  readonly price: Money | null;
  /** The end of the first line of the offering to end, from which the price is saved; null is unknown. */
  readonly until: DayNumber | null;
  /** What the analyst typed; null for nothing. */
  readonly typed: HarvestDecision | null;
  /** Why what is typed is not followed; null where it is. */
  readonly refused: string | null;
}

/** The seats that people hold, and what becomes of them. */
export interface Harvest {
  /** In the order of people and offerings. */
  readonly seats: readonly HarvestSeat[];
  /** Whether a table says who holds seats. */
  readonly areHoldersKnown: boolean;
}

/** The facts from which a harvest is made. */
export interface HarvestFacts {
  readonly usage: Usage;
  readonly members: readonly Member[];
  readonly reconciliations: readonly Reconciliation[];
  readonly useWithoutSeat: readonly UseWithoutSeat[];
  readonly redeployments: readonly Redeployment[];
  readonly renewal: Renewal;
}

/** The actions by which a seat comes back. */
const RETURNING: ReadonlySet<HarvestAction> = new Set(["grace", "reclaim", "redeploy"]);

/** Whether an action takes a seat back. */
export const isReturning = (action: HarvestAction): boolean => RETURNING.has(action);

interface SeatJudged extends JudgedSeat {
  readonly person: PersonIndex;
  readonly offering: string;
  readonly use: SeatUse;
  readonly typed: HarvestDecision | null;
}

const MEMBERS_BETWEEN_PAUSES = 512;

/** The class of every held seat, what becomes of it, and when. */
export function* harvestInSteps(context: Context, facts: HarvestFacts): Steps<Harvest> {
  const { estate } = context;
  const records = estate.harvest;
  const typed = new Map(records?.decided.map((one) => [seatKey(one.user, one.offering), one]));
  const logged = linesBySeat(records?.decisions ?? [], context.asOf);
  const useOf = seatUses(context, facts.usage);
  const { now: priceOf } = seatPricesOfUsers(facts.renewal, facts.reconciliations);
  const judgedOf = (member: Member, offering: string): SeatJudged => {
    const { person } = member.demand;
    const key = seatKey(at(estate.people, person).id, offering);
    const one = typed.get(key);
    const use = useOf(person, offering);
    const seat = { member, offering, use, typed: one, goneOn: goneOn(logged.get(key) ?? []) };
    return { person, offering, use, typed: one ?? null, ...judgedSeat(context, facts.usage, seat) };
  };
  const judged: SeatJudged[] = [];
  for (const [i, member] of facts.members.entries()) {
    if (i % MEMBERS_BETWEEN_PAUSES === 0) yield USERS_STAGE;
    for (const offering of member.held) judged.push(judgedOf(member, offering));
  }
  const next = nextHolders(
    context,
    judged.filter(({ action }) => isReturning(action)),
    facts,
  );
  yield USERS_STAGE;
  return {
    seats: judged.map((one) => {
      const lines = logged.get(seatKey(at(estate.people, one.person).id, one.offering)) ?? [];
      return harvestSeat(context, priceOf, one, { to: next.get(one) ?? null, found: foundOn(lines) });
    }),
    areHoldersKnown: estate.assignments.length > 0,
  };
}

/** The last day on which a seat came back or was given back; null for never. */
function goneOn(lines: readonly DecisionLine[]): DayNumber | null {
  return lines.reduce<DayNumber | null>((last, line) => (isGone(line) ? line.asOf : last), null);
}

/** The day since which the lines of a seat say that it is to come back; null if the last of them does not. */
function foundOn(lines: readonly DecisionLine[]): DayNumber | null {
  let found: DayNumber | null = null;
  for (const line of lines) found = isReturning(line.action) && !isGone(line) ? (found ?? line.asOf) : null;
  return found;
}

function harvestSeat(
  { asOf, assumptions, estate, lines }: Context,
  priceOf: SeatPricesOfUsers["now"],
  { person, offering, use, class: found, action, why, typed, refused, noticeSent: sent }: SeatJudged,
  { to, found: since }: { readonly to: NextHolder | null; readonly found: DayNumber | null },
): HarvestSeat {
  const returns = isReturning(action);
  const notice = returns ? (sent ?? asOf) : null;
  const price = priceOf(offering);
  const { harvestGraceDays: graceDays, harvestLatestDays: latestDays } = assumptions;
  return {
    person,
    offering,
    use,
    class: found,
    action: to === null ? action : "redeploy",
    why: to === null ? why : [givenTo(to, shortened(at(estate.people, to.person).id)), ...why],
    next: to,
    notice,
    noticeSent: returns ? sent : null,
    reclaim: notice === null ? null : reclaimDates(notice, since ?? asOf, { graceDays, latestDays }),
    price: price === null ? null : oneSeat(price),
    until: firstEnd(lines.filter((line) => line.offering === offering)),
    typed,
    refused,
  };
}

const givenTo = ({ isLent }: NextHolder, user: string): string =>
  isLent
    ? `goes to ${user}, who draws tokens for it, until its line ends`
    : `goes to ${user}, who uses it without a seat`;
