import type { UserAnalysis, UserDecision } from "./analysis";
import { at } from "./at";
import type { Assumptions } from "./assumptions";
import type { Context } from "./estate/context";
import type { Coverage } from "./evidence/coverage";
import { daysOfKind } from "./evidence/covered-time";
import type { TokenPools } from "./pool/token-pools";
import type { MixReport } from "./renewal/mix-report";
import { insteadOf, marginsIn } from "./renewal/overruled";
import { fixedPlan, keepCurrent, type Member, type RunnerUp, type UserPlan } from "./renewal/plan";
import { reasonsFor, remarks, type Choice } from "./renewal/reasons";
import type { Renewal } from "./renewal/scenarios";
import { bufferedPrice, oneSeat } from "./rules/flex";
import type { UseWithoutSeat } from "./seats/use-without-seat";
import { spareSeats, type Reconciliation } from "./seats/reconciliation";
import {
  fraction,
  minus,
  money,
  scale,
  seats,
  sumKnown,
  times,
  total,
  type Fraction,
  type Money,
  type SeatPrice,
  type TokenPrice,
  type Tokens,
} from "./units";
import type { Progress, Steps } from "./steps";
import type { Usage } from "./usage/usage";
import { wholeNumber } from "./wording";
import { addTo } from "./tally";

export const USERS_STAGE: Progress = { stage: "users" };
const USERS_BETWEEN_PAUSES = 256;

/** The facts from which the rows of the users are made. */
export interface UsersInput {
  readonly context: Context;
  readonly members: readonly Member[];
  readonly renewal: Renewal;
  readonly mix: MixReport | null;
  readonly reconciliations: readonly Reconciliation[];
  readonly pools: TokenPools;
  readonly useWithoutSeat: readonly UseWithoutSeat[];
  readonly usage: Usage;
}

/** The prices at which the seats of users count, by offering; null is unknown. */
export interface SeatPricesOfUsers {
  readonly now: (offering: string) => SeatPrice | null;
  readonly next: (offering: string) => SeatPrice | null;
}

/** What is paid today, else the list; and the list at the renewal, else what is paid today. */
export function seatPricesOfUsers(
  { seatPrices }: Renewal,
  reconciliations: readonly Reconciliation[],
): SeatPricesOfUsers {
  const paid = new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));
  return {
    now: (offering) => paid.get(offering) ?? seatPrices.get(offering) ?? null,
    next: (offering) => seatPrices.get(offering) ?? paid.get(offering) ?? null,
  };
}

/** Prices of a seat by offering, and the seats that no user has today. */
interface SeatFacts extends SeatPricesOfUsers {
  /** What one seat fewer saves in the best mix. */
  readonly oneFewer: ReadonlyMap<string, Money>;
  /** Of the seats that users gain, the share that is paid for today without a holder. */
  readonly idle: ReadonlyMap<string, number>;
}

/**
 * Every user's use, seats, recommended and next best cover, costs and reasons, in the order of
 * `Estate.people`.
 */
export function* userAnalysesInSteps(input: UsersInput): Steps<UserAnalysis[]> {
  const { members, renewal, mix, reconciliations } = input;
  const withoutSeat = new Map<number, string[]>();
  for (const { person, product } of input.useWithoutSeat)
    withoutSeat.set(person, [...(withoutSeat.get(person) ?? []), product]);
  const seats: SeatFacts = {
    ...seatPricesOfUsers(renewal, reconciliations),
    oneFewer: new Map(mix?.seats.map(({ offering, oneFewer }) => [offering, oneFewer])),
    idle: idleSharesOf(members, renewal.plans.best, reconciliations),
  };
  const made: UserAnalysis[] = [];
  for (let i = 0; i < members.length; i++) {
    if (i % USERS_BETWEEN_PAUSES === 0) yield USERS_STAGE;
    made.push(userAnalysis(input, seats, i, withoutSeat.get(i) ?? []));
  }
  return made;
}

function userAnalysis(
  input: UsersInput,
  facts: SeatFacts,
  i: number,
  usedWithoutSeat: readonly string[],
): UserAnalysis {
  const { context, renewal, pools } = input;
  const member = at(input.members, i);
  const person = at(context.estate.people, i);
  const { demand } = member;
  const pool = at(pools.of, i);
  const plan = at(renewal.plans.best, i);
  const bySeats = at(renewal.plans.seats, i);
  const token = tokenPriceIn(input, pool);
  const costs = coverCosts(member, { plan, bySeats }, facts, token);
  const idleSeats = idleSeatsOf(member, plan, facts);
  const idleMoney = total(idleSeats.map(({ share, price }) => money(share * price)));
  const cost = costs.plan === null ? null : minus(costs.plan, idleMoney);
  const decision = userDecision(input, i);
  const choice = { ...choiceFor(input, facts, i, costs), instead: decision?.instead ?? null };
  const reasons = [...reasonsFor(context, member, plan, choice), ...remarks(idleSeats.map(sharedPart))];
  return {
    user: person.id,
    name: person.name ?? null,
    department: person.department ?? null,
    team: person.team ?? null,
    products: demand.products,
    daysPerMonth: demand.daysPerMonth,
    segment: segmentLabel(member, input.usage.coverage, context.assumptions),
    activity: demand.activity,
    lastUse: demand.lastUse,
    confidence: demand.confidence,
    leaver: demand.leaver,
    unread: member.rule === "unread" ? member.unread : [],
    heldSeats: member.held,
    kept: member.heldKnown ? keepCurrent(member) : null,
    usedWithoutSeat,
    drawnTokens: costs.drawnTokens,
    recommended: plan,
    pool: at(pools.names, pool),
    decision,
    runnerUp: choice.runnerUp,
    bySeats,
    flexTokens: costs.flexTokens,
    currentCost: costs.current,
    seatCost: costs.bySeats,
    flexCost: costs.onFlex,
    cost,
    idleSeats: idleSeats.map(({ offering, share }) => ({ offering, share })),
    saving: costs.current === null || cost === null ? null : minus(costs.current, cost),
    reasons: reasons.map(({ text }) => text),
    why: reasons.filter(({ decides }) => decides).map(({ text }) => text),
    remarks: reasons.filter(({ decides }) => !decides).map(({ text }) => text),
  };
}

/** What a token of a pool costs, buffer included; null is unknown. */
const tokenPriceIn = ({ renewal: { tokenPrices }, pools }: UsersInput, pool: number): TokenPrice | null =>
  tokenPrices && bufferedPrice(at(tokenPrices.byPool, pool), pools.buffer);

/** What the analyst decided for a user. Without a best mix, nothing says what a decision overrules. */
function userDecision(input: UsersInput, i: number): UserDecision | null {
  const { context, members, renewal, pools } = input;
  const member = at(members, i);
  if (member.decided === undefined) return null;
  const { decision, refused } = member.decided;
  const [yearMix] = renewal.mixes;
  const pool = at(pools.of, i);
  const token = tokenPriceIn(input, pool);
  const instead =
    member.rule === "decided" && yearMix && token !== null
      ? insteadOf(member, marginsIn(yearMix, pool, context.choosable, token))
      : null;
  return { text: decision.text, refused, instead };
}

/** "Dormant" is said only of people whom the exports cover, for as long as it takes to be dormant (DOMAIN §14). */
function segmentLabel(
  { demand, rule }: Member,
  coverage: Coverage,
  { dormantDays }: Assumptions,
): UserAnalysis["segment"] {
  if (demand.segment !== "Dormant") return demand.segment;
  if (rule === "not covered" || rule === "unseen") return "Not covered";
  const days = daysOfKind(coverage, "seats") ?? Infinity;
  return days < dormantDays ? "Not seen" : "Dormant";
}

/** A year's cost of each of a user's covers; null is unknown. */
interface UserCosts {
  readonly drawnTokens: Tokens | null;
  readonly flexTokens: Tokens | null;
  readonly current: Money | null;
  readonly bySeats: Money | null;
  readonly onFlex: Money | null;
  readonly plan: Money | null;
}

function coverCosts(
  { demand, held, heldKnown }: Member,
  { plan, bySeats }: { readonly plan: UserPlan; readonly bySeats: UserPlan },
  { now, next }: SeatFacts,
  token: TokenPrice | null,
): UserCosts {
  const ofTokens = (drawn: Tokens | null): Money | null =>
    drawn === 0 ? money(0) : drawn === null || token === null ? null : times(token, drawn);
  const cost = (
    seats: readonly string[],
    drawn: Tokens | null,
    priceOf: (seat: string) => SeatPrice | null,
  ): Money | null => {
    const prices = seats.map(priceOf).map((price) => (price === null ? null : oneSeat(price)));
    return sumKnown([...prices, ofTokens(drawn)]);
  };
  const planned = ({ seats, tokens, uncovered }: UserPlan): Money | null =>
    uncovered.length > 0 ? null : cost(seats, tokens, next);
  const drawnTokens = sumKnown(demand.products.map(({ drawn }) => drawn));
  const flexTokens = sumKnown(demand.products.map(({ onFlex }) => onFlex));
  return {
    drawnTokens,
    flexTokens,
    current: heldKnown ? cost(held, drawnTokens, now) : null,
    bySeats: planned(bySeats),
    onFlex: ofTokens(flexTokens),
    plan: planned(plan),
  };
}

/** Why a seat costs a user less than its price. */
const sharedPart = ({ offering, share }: IdleSeat): string =>
  `${wholeNumber(share * 100)} % of the price of the ${offering} seat is paid anyway: see the shared costs.`;

interface IdleSeat {
  readonly offering: string;
  readonly share: Fraction;
  readonly price: SeatPrice;
}

/**
 * Recommended seats that the user does not hold and that are paid for anyway, with the share that costs
 * nothing more.
 */
function idleSeatsOf({ held }: Member, { seats }: UserPlan, { next, oneFewer, idle }: SeatFacts): IdleSeat[] {
  return seats.flatMap((offering) => {
    const price = next(offering);
    if (price === null || price === 0 || held.includes(offering)) return [];
    const saved = Math.min(Math.max(oneFewer.get(offering) ?? price, 0), price);
    const share = (idle.get(offering) ?? 0) * (1 - saved / price);
    return share > 0 ? [{ offering, share: fraction(share), price }] : [];
  });
}

function choiceFor(
  { members, renewal }: UsersInput,
  { next, oneFewer }: SeatFacts,
  i: number,
  costs: UserCosts,
): Omit<Choice, "instead"> {
  const plan = at(renewal.plans.best, i);
  const bySeats = at(renewal.plans.seats, i);
  const chosen = renewal.mixes[0]?.mix.users[i];
  const second = fixedPlan(at(members, i)) === null ? (chosen?.runnerUp ?? null) : null;
  const runnerUp: RunnerUp | null = second && {
    seats: withUnpriced(second.seats, plan, chosen?.seats ?? []),
    flex: second.flex,
    tokens: second.tokens,
    more: second.more,
  };
  const stays = second?.moves === true && chosen?.moves === false && second.more < 0;
  return {
    flexCost: costs.onFlex,
    seatCost: bySeats.seats.length === 0 ? null : costs.bySeats,
    seats: bySeats.seats,
    cost: costs.plan,
    runnerUp,
    forgone: stays ? scale(second.more, -1) : null,
    tied: plan.seats.filter((seat) => (oneFewer.get(seat) ?? Infinity) < 0.99 * (next(seat) ?? -Infinity)),
  };
}

/**
 * Of the seats that users gain, the share that no user holds today: its cost is in no row today either. Where it is
 * unknown how many are assigned, those count that users are known to hold, as only their cost is in rows; the spare
 * seats are not known then, but the rows and the shared costs still add up to the scenario.
 */
function idleSharesOf(
  members: readonly Member[],
  plans: readonly UserPlan[],
  reconciliations: readonly Reconciliation[],
): ReadonlyMap<string, number> {
  const [gained, known] = [new Map<string, number>(), new Map<string, number>()];
  members.forEach(({ held }, i) => {
    for (const seat of held) addTo(known, seat);
    for (const seat of at(plans, i).seats) if (!held.includes(seat)) addTo(gained, seat);
  });
  return new Map(
    reconciliations.flatMap(({ offering, bought, assigned }) => {
      const users = gained.get(offering) ?? 0;
      const spare = spareSeats({ bought, assigned: assigned ?? seats(known.get(offering) ?? 0) });
      return users === 0 || spare === null ? [] : [[offering, Math.min(spare / users, 1)] as const];
    }),
  );
}

/** A cover plus the held seats of unknown price, which the user keeps under every cover. */
const withUnpriced = (seats: readonly string[], plan: UserPlan, chosen: readonly string[]): string[] =>
  [...new Set([...seats, ...plan.seats.filter((seat) => !chosen.includes(seat))])].sort();
