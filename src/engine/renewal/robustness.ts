import { at } from "../at";
import type { PersonIndex } from "../estate/estate";
import { PROGRESS } from "../mix/progress";
import { tokensWithoutUsers } from "../pool/consumption";
import type { TokenPools } from "../pool/token-pools";
import type { Context } from "../estate/context";
import { monthlySeatsFor } from "./monthly-seats";
import { covers } from "../estate/offers";
import { reportedAs, type Steps } from "../steps";
import { minus, money, plus, scale, seats, type Money, type Seats, type Tokens } from "../units";
import { monthsOfUse, type MonthsOfUse } from "../usage/months-of-use";
import { useOverInSteps, type Usage, type UseOver } from "../usage/usage";
import type { FirstMix } from "./best-mix";
import { fixedPlan, keepCurrent, planWith, type Member, type UserPlan } from "./plan";
import { firstYear, firstYearSeatCost, grownBy } from "./scenario-cost";
import { firstMixOfInSteps, pricedPlans, type Renewal, type RenewalInput, type Scenario } from "./scenarios";
import { useWindows, type UseWindow } from "./use-windows";

/** Whether the best mix depends on how many months of use it is chosen from (DOMAIN §5). */
export interface Robustness {
  readonly windows: readonly RobustWindow[];
  /** Users whose seats differ between the windows that are known, in the order of `Estate.people`. */
  readonly changes: readonly CoverChange[];
}

export interface RobustWindow extends UseWindow {
  /** Null where the window is unknown. */
  readonly best: WindowMix | null;
}

/** The best mix of the first year, if the use of a window goes on for a year. */
export interface WindowMix {
  readonly cost: Money;
  /** How far cost and move thresholds may be above the best possible mix. */
  readonly gap: Money;
  /** To order, by offering; offerings without any are not named. */
  readonly seats: ReadonlyMap<string, Seats>;
  readonly tokens: Tokens;
  /** Users with use. */
  readonly users: number;
  /** Users with use in the time of this run, but without use and so without a cover in this. */
  readonly idle: number;
  /** Users with other seats than in this run. */
  readonly changing: number;
  /**
   * What its seats cost more in each window, in their order, than the best mix of that window: everybody's seats stay,
   * and tokens pay for what they do not open. Move thresholds weigh in it as they do in the choice. Null if a window is
   * unknown, or if the two sums leave out different things.
   */
  readonly regrets: readonly (Money | null)[];
}

/** The covers of one user, in the order of the windows; null where a window is unknown. */
export interface CoverChange {
  readonly person: PersonIndex;
  readonly covers: readonly (WindowCover | null)[];
}

export interface WindowCover extends Pick<UserPlan, "seats" | "flex"> {
  readonly isUsed: boolean;
}

/** A window with the people, pools and best mix of its use. */
interface SolvedWindow {
  readonly window: UseWindow;
  readonly input: RenewalInput;
  readonly plans: readonly UserPlan[];
  /** What no mix costs less than. The mix itself is not kept: with many users it is large. */
  readonly lowerBound: Money;
}

/**
 * Chooses the first year's best mix again on each window of use, and prices its seats on the use of the other windows.
 * Only the use differs; prices, contract lines, pool rule and people stay as in this run. Null without a recommended
 * mix.
 */
export function* robustnessInSteps(
  input: RenewalInput,
  usage: Usage,
  { mixes: [first], recommended }: Renewal,
): Steps<Robustness | null> {
  if (first === undefined || recommended === null) return null;
  const windows = useWindows(usage, input.context.assumptions);
  const solved: (SolvedWindow | null)[] = [];
  for (const window of windows) {
    yield PROGRESS;
    if (window.unknown !== null) solved.push(null);
    else if (window.isOfRun)
      solved.push({ window, input: withUse(input, usage, usage), ...boundedPlans(first) });
    else {
      const use = yield* reportedAs(PROGRESS, useOverInSteps(input.context, usage, window.days));
      const own = withUse(input, usage, use);
      solved.push({ window, input: own, ...boundedPlans(yield* firstMixOfInSteps(own)) });
    }
  }
  const known = solved.filter((one) => one !== null);
  const bestOf = new Map<SolvedWindow, Priced>();
  for (const one of known) {
    yield PROGRESS;
    bestOf.set(one, pricedIn(one, one));
  }
  const ofRun = known.find(({ window }) => window.isOfRun) ?? null;
  const described: RobustWindow[] = [];
  for (const [i, window] of windows.entries()) {
    yield PROGRESS;
    const own = at(solved, i);
    const best = own === null ? null : windowMix(own, { solved, bestOf, ofRun });
    described.push({ ...window, best });
  }
  return { windows: described, changes: changesIn(solved) };
}

const boundedPlans = ({ plans, mix, sunk }: FirstMix): Pick<SolvedWindow, "plans" | "lowerBound"> => ({
  plans,
  lowerBound: plus(mix.lowerBound, sunk),
});

/** The facts of the run with other use: the same people, rules, seats and prices. */
function withUse(input: RenewalInput, usage: Usage, use: UseOver): RenewalInput {
  const { context, members, pools } = input;
  const own = tokensWithoutUsers(context, use);
  const monthsOf = monthsOfUse(context, use);
  const ofRun = tokensWithoutUsers(context, usage);
  return {
    ...input,
    members: members.map((member, i) => memberWith(input, member, at(use.demands, i).products, monthsOf)),
    pools: withoutUsers(pools, minus(own, ofRun)),
  };
}

/** Tokens without a stated user are in the last pool. */
const withoutUsers = (pools: TokenPools, more: Tokens): TokenPools => ({
  ...pools,
  withoutUsers: pools.withoutUsers.map((n, i) => (i === pools.withoutUsers.length - 1 ? plus(n, more) : n)),
});

/** A person with other use. What a seat can open for a critical user draws no tokens, as in the best mix. */
function memberWith(
  { context: { choosable } }: RenewalInput,
  member: Member,
  products: Member["demand"]["products"],
  monthsOf: MonthsOfUse,
): Member {
  const onSeat = (product: string): boolean =>
    member.rule === "critical" && choosable.some((offer) => covers(offer, product));
  const own: Member = {
    ...member,
    monthly: member.rule === "critical" ? [] : monthlySeatsFor(choosable, member.demand.person, monthsOf),
    demand: {
      ...member.demand,
      products: products.map((use) => (onSeat(use.product) ? { ...use, onFlex: null } : use)),
    },
  };
  const { decided } = member;
  if (decided?.plan == null) return own;
  return { ...own, decided: { ...decided, plan: planWith(own, decided.plan.seats) } };
}

/** The seats of a window's mix on the use of another window, tokens for what they do not open. */
const held = ({ plans }: SolvedWindow, { input: { members, context } }: SolvedWindow): UserPlan[] =>
  members.map(
    (member, i) => fixedPlan(member) ?? planWith(member, inWindow(member, at(plans, i).seats, context)),
  );

/** Seats on other use: one by the month is for the months of that use, and none where no such seat is on offer. */
function inWindow({ monthly }: Member, seats: readonly string[], { choosable }: Context): readonly string[] {
  const offeringOf = (seat: string) => choosable.find(({ offering }) => offering === seat)?.monthly?.of;
  return seats.flatMap((seat) => {
    const offering = offeringOf(seat);
    if (offering === undefined) return [seat];
    return monthly.filter((own) => offeringOf(own) === offering);
  });
}

/** The scenario of the seats of one window on the use of another, and the move thresholds that weigh in it. */
interface Priced {
  readonly scenario: Scenario;
  readonly weighed: Money;
}

function pricedIn(plan: SolvedWindow, use: SolvedWindow): Priced {
  const plans = held(plan, use);
  const scenario = pricedPlans(use.input, plans);
  return { scenario, weighed: plus(firstYear(scenario).cost, moveThresholds(use.input, plans)) };
}

/** The move thresholds of all who change seats, by the rule of the best mix. */
function moveThresholds({ members, context, joiners }: RenewalInput, plans: readonly UserPlan[]): Money {
  const { moveThreshold } = context.assumptions;
  const moved = members.filter((member, i) => {
    if (!member.heldKnown || fixedPlan(member) !== null) return false;
    const priced = (list: readonly string[]): string =>
      list
        .filter((seat) => !member.unpriced.includes(seat))
        .sort()
        .join("\n");
    return keepCurrent(member).uncovered.length === 0 && priced(member.held) !== priced(at(plans, i).seats);
  });
  return scale(moveThreshold, moved.length * joiners * grownBy(1, context.assumptions));
}

interface Compared {
  /** In the order of the windows. */
  readonly solved: readonly (SolvedWindow | null)[];
  readonly bestOf: ReadonlyMap<SolvedWindow, Priced>;
  readonly ofRun: SolvedWindow | null;
}

function windowMix(own: SolvedWindow, { solved, bestOf, ofRun }: Compared): WindowMix {
  const { scenario, weighed } = bestOf.get(own)!;
  const { members } = own.input;
  return {
    cost: firstYear(scenario).cost,
    gap: minus(weighed, boundOf(own, scenario, weighed)),
    seats: seatsOfWindow(scenario),
    tokens: firstYear(scenario).tokens,
    users: members.filter(({ demand }) => demand.products.length > 0).length,
    idle: members.filter((_, i) => isIdle(own, i) && ofRun !== null && !isIdle(ofRun, i)).length,
    changing: ofRun === null ? 0 : members.filter((_, i) => seatsAt(own, i) !== seatsAt(ofRun, i)).length,
    regrets: solved.map((use) => (use === null ? null : regretOf(own, use, bestOf.get(use)!))),
  };
}

function boundOf({ lowerBound, input }: SolvedWindow, { lines }: Scenario, weighed: Money): Money {
  const staying = firstYearSeatCost(lines.filter(({ offering }) => input.context.stays.has(offering)));
  return money(Math.min(plus(lowerBound, staying), weighed));
}

function regretOf(plan: SolvedWindow, use: SolvedWindow, best: Priced): Money | null {
  const { scenario, weighed } = plan === use ? best : pricedIn(plan, use);
  if (scenario.leftOut.join("\n") !== best.scenario.leftOut.join("\n")) return null;
  // Further digits of the difference of two large sums are noise.
  return money(Math.round(minus(weighed, best.weighed) * 1e6) / 1e6);
}

function seatsOfWindow({ lines }: Scenario): Map<string, Seats> {
  const count = new Map<string, Seats>();
  for (const { offering, seats: n } of lines)
    if (at(n, 0) > 0) count.set(offering, plus(count.get(offering) ?? seats(0), at(n, 0)));
  return new Map([...count].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a user has neither use nor a cover. */
function isIdle({ plans, input: { members } }: SolvedWindow, i: number): boolean {
  const { seats: own, flex } = at(plans, i);
  return at(members, i).demand.products.length === 0 && own.length + flex.length === 0;
}

const seatsAt = ({ plans }: SolvedWindow, i: number): string => [...at(plans, i).seats].sort().join("\n");

function changesIn(solved: readonly (SolvedWindow | null)[]): CoverChange[] {
  const known = solved.filter((one) => one !== null);
  const members = known[0]?.input.members ?? [];
  return members.flatMap(({ demand: { person } }, i) => {
    if (new Set(known.map((one) => seatsAt(one, i))).size < 2) return [];
    const coversOf = (one: SolvedWindow): WindowCover => ({
      seats: at(one.plans, i).seats,
      flex: at(one.plans, i).flex,
      isUsed: at(one.input.members, i).demand.products.length > 0,
    });
    return [{ person, covers: solved.map((one) => one && coversOf(one)) }];
  });
}
