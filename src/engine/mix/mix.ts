import { addTo } from "../tally";
import { tierReached, tiersInOrder } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import type { TokenTier } from "../estate/estate";
import {
  fraction,
  minus,
  money,
  rate,
  scale,
  seats,
  tokens,
  type Fraction,
  type Money,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";
import { finish, type Steps } from "../steps";
import { Budget } from "./budget";
import { addUse, type Counts } from "./choices";
import { poolCurve, seatCurve, withoutPacks, type CostCurve } from "./cost-curves";
import { alikeInSteps, coversInSteps, type AlikeUsers, type Unmet, type UserGroups } from "./groups";
import { PROGRESS } from "./progress";
import { opens, type MixOffering, type MixProblem, type MixUser } from "./problem";
import { flooredSupplies, type FlooredSupply } from "./shared-floors";
import { solveInSteps, type Solved } from "./solve";
import { CurveSupply, type ResourceSupply } from "./supplies";

/** The cost of the best mix: seats and tokens, with a proven lower bound. */
export interface MixCost {
  /** The cost of seats and tokens a year. */
  readonly total: Money;
  /**
   * The move threshold for each user who changes from the present cover. It is part of the objective; nobody pays
   * it.
   */
  readonly moveThresholds: Money;
  /** Lower bound of total + move thresholds over all mixes. */
  readonly lowerBound: Money;
  /** (total + move thresholds − lower bound) ÷ (total + move thresholds). */
  readonly gap: Fraction;
  /** Every offering that has a price, in order of name. */
  readonly seats: readonly MixSeats[];
  /** In the order of the pools given. */
  readonly pools: readonly MixTokens[];
}

/** The best mix: its cost, and the cover of each user. */
export interface Mix extends MixCost {
  /** In the order of the input. */
  readonly users: readonly MixedUser[];
  /** Products that neither a seat nor tokens can open, in the order of the input. They are in no sum. */
  readonly unmet: readonly { readonly user: string; readonly product: string }[];
}

export interface MixSeats {
  readonly offering: string;
  readonly assigned: Seats;
  /** Including seats paid for elsewhere. May exceed those assigned, because of a floor or a volume price. */
  readonly paid: Seats;
  /**
   * The cost of one assigned seat more: 0 if a paid seat is unassigned; above the price if the seat leaves
   * another line below its floor.
   */
  readonly oneMore: Money;
  /** The saving of one assigned seat fewer. */
  readonly oneFewer: Money;
}

export interface MixTokens {
  readonly drawn: Tokens;
  /** Drawn tokens with the buffer, in whole packs. */
  readonly needed: Tokens;
  /** At least those needed; more because of the smallest purchase, or to reach a cheaper tier. */
  readonly bought: Tokens;
  readonly cost: Money;
  /** The tier that the purchase reaches. */
  readonly tier: TokenTier;
  /**
   * The marginal price of a token drawn, with its buffer and as if tokens were sold individually: a day of a
   * product costs its rate times this. 0 if more tokens are bought than needed.
   */
  readonly oneMore: TokenPrice;
}

/** How the products of a user are paid for. */
export interface MixCover {
  /** Offerings, in order of name. */
  readonly seats: readonly string[];
  /** Products on tokens, in the order of the needs. */
  readonly flex: readonly string[];
  readonly tokens: Tokens;
  /** Whether the move threshold applies: the user has another cover now. */
  readonly moves: boolean;
}

export interface MixedUser extends MixCover {
  readonly user: string;
  /**
   * The next best cover, move thresholds included, and the extra cost of seats and tokens if this user alone took
   * it; null if there is no other cover. Tokens are priced individually, unless that makes the change look
   * profitable; then whole packs are charged. Below 0 if only the move threshold makes the cover worse.
   */
  readonly runnerUp: (MixCover & { readonly more: Money }) | null;
}

/**
 * The least-cost mix for an organisation (DOMAIN §5). Each user gets one cover that opens all the products needed. The
 * objective is
 *
 *     Σ over offerings of cost(seats assigned) + Σ over pools of cost(tokens drawn) + move threshold × users moved
 *
 * Each cost is that of the cheapest purchase that serves the use: at least the floor, whole packs after the buffer, at
 * least the smallest purchase, and more than needed if the next tier makes that cheaper. A user is moved if the cover
 * differs from the seats held now with tokens for the rest. No move threshold applies to a user who holds nothing
 * known, or whose seats cannot serve any more. Ties go to fewer seats, then to today's cover, then to the
 * cheaper offerings, then by name.
 *
 * The answer depends neither on the machine nor on the order of the input. If the budget ends before the proof, the
 * mix is the best one found, and the gap says what is open.
 */
export const bestMix = (problem: MixProblem, budget = budgetFor(problem)): Mix =>
  finish(bestMixInSteps(problem, budget));

/** `bestMix` in steps, so that a caller can show progress or stop. */
export function* bestMixInSteps(problem: MixProblem, budget: Budget): Steps<Mix> {
  const settled = yield* settledInSteps(problem, budget);
  const { users, unmet } = settled;
  return {
    ...mixCost(settled),
    users: yield* mixedUsersInSteps(settled),
    unmet: unmet.map(({ person, product }) => ({ user: users[person]!.user, product })),
  };
}

/** The cost of the best mix alone. `people` are those of the problem, or of one with other prices of tokens. */
export function* mixCostInSteps(problem: MixProblem, budget: Budget, people?: MixPeople): Steps<MixCost> {
  return mixCost(yield* settledInSteps(problem, budget, people));
}

/** The budget of all answers about a problem: some seconds of work, and more for many users. */
export const budgetFor = ({ users }: { readonly users: readonly unknown[] }): Budget =>
  new Budget(1e9 + 2e5 * users.length);

/** A problem with its groups and cost curves, and its best mix. */
interface Settled {
  readonly problem: MixProblem;
  readonly users: readonly MixUser[];
  /** In order of name. */
  readonly offerings: readonly MixOffering[];
  readonly curves: readonly CostCurve[];
  readonly floored: readonly FlooredSupply[];
  readonly supplies: readonly ResourceSupply[];
  /** The cost of seats that are paid for whatever is used. */
  readonly sunk: number;
  readonly groups: UserGroups;
  readonly unmet: readonly Unmet[];
  readonly solved: Solved;
  /** The use of each resource in the mix. */
  readonly use: readonly number[];
}

/** The users of a problem by what their covers depend on, and the offerings that have a price, in order of name. */
export interface MixPeople {
  readonly users: readonly MixUser[];
  readonly offerings: readonly MixOffering[];
  readonly alike: AlikeUsers;
}

export function* mixPeopleInSteps(problem: MixProblem): Steps<MixPeople> {
  const offerings = problem.offerings
    .filter(({ steps }) => steps.length > 0)
    .sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const users = problem.pools.length > 0 ? problem.users : problem.users.map(onSeatsOnly);
  return { users, offerings, alike: yield* alikeInSteps(users, offerings) };
}

function* settledInSteps(problem: MixProblem, budget: Budget, people?: MixPeople): Steps<Settled> {
  const { users, offerings, alike } = people ?? (yield* mixPeopleInSteps(problem));
  const { growth, moveThreshold } = problem;
  const { supplies: floored, sunk } = flooredSupplies(problem.contracts, offerings, users.length, growth);
  const curves = curvesOf(problem, offerings, users, floored);
  const ranges = curves.map(({ linear, steepest }) => ({ least: linear ? steepest : 0, most: steepest }));
  const groups = yield* coversInSteps(alike, offerings, moveThreshold * growth, ranges);
  const solved = yield* solveInSteps(groups, { curves, shared: floored }, budget);
  const use = new Array<number>(curves.length).fill(0);
  for (const [cover, times] of solved.counts) addUse(groups, cover, times, use);
  const tied = new Set(floored.flatMap(({ resources }) => resources));
  const alone = curves.flatMap((curve, r) => (tied.has(r) ? [] : [new CurveSupply(r, curve)]));
  const supplies = [...alone, ...floored];
  return {
    problem,
    users,
    offerings,
    curves,
    floored,
    supplies,
    sunk,
    groups,
    unmet: alike.unmet,
    solved,
    use,
  };
}

function curvesOf(
  { pools, growth }: MixProblem,
  offerings: readonly MixOffering[],
  users: readonly MixUser[],
  floored: readonly FlooredSupply[],
): CostCurve[] {
  const shared = new Map(
    floored.flatMap((supply) => supply.offerings.map((one) => [one.resource, one.curve])),
  );
  const drawn = new Float64Array(pools.length);
  for (const { needs, pool = 0 } of users) for (const need of needs) drawn[pool]! += need.tokens ?? tokens(0);
  return [
    ...offerings.map((offering, place) => shared.get(place) ?? seatCurve(offering, users.length, growth)),
    // The last digits of a sum of fractions depend on the order of the input.
    ...pools.map((pool, i) => poolCurve(pool, Math.round(drawn[i]! * 1e3) / 1e3, growth)),
  ];
}

const onSeatsOnly = (user: MixUser): MixUser => ({
  ...user,
  needs: user.needs.map(({ product }) => ({ product, tokens: null })),
});

function mixCost(settled: Settled): MixCost {
  const { problem, offerings, curves, floored, sunk, groups, solved, use } = settled;
  const purchases = curves.map(({ buy }, r) => buy(use[r]!));
  const seatsPaid = offerings.map(({ free = seats(0) }, r) => seats(purchases[r]!.paid + free));
  const tied = new Set(floored.flatMap(({ resources }) => resources));
  let paid = purchases.reduce((sum, { cost }, r) => sum + (tied.has(r) ? 0 : cost), 0);
  for (const supply of floored) {
    const { cost, onLines, listed } = supply.purchase(supply.resources.map((r) => use[r]!));
    paid += cost;
    supply.resources.forEach((r, i) => {
      const { steps, kind, floor } = offerings[r]!;
      const bought = seatCurve({ steps, kind, floor }, 0, 1).buy(listed[i]!);
      seatsPaid[r] = seats(onLines[i]! + bought.paid);
      paid += bought.cost;
    });
  }
  const thresholds = scale(problem.moveThreshold, problem.growth * movesIn(groups, solved.counts));
  const sum = paid + thresholds;
  // The weights of ties may put the bound a millionth below 0.
  const least = Math.min(Math.max(solved.lowerBound - groups.forgone + sunk, 0), sum);
  return {
    total: money(paid),
    moveThresholds: thresholds,
    lowerBound: money(least),
    gap: fraction(sum > 0 ? (sum - least) / sum : 0),
    ...nextSteps(settled, purchases, seatsPaid),
  };
}

/** The use, the purchase and the marginal cost of each offering and pool. */
function nextSteps(
  { problem: { pools, growth }, offerings, curves, supplies, use }: Settled,
  purchases: readonly { readonly paid: number; readonly cost: number }[],
  seatsPaid: readonly Seats[],
): Pick<MixCost, "seats" | "pools"> {
  const smooth = costOfShift(withLooseTokens(supplies, curves, offerings.length, pools, growth), use);
  return {
    seats: offerings.map(({ offering }, r) => ({
      offering,
      assigned: seats(use[r]!),
      paid: seatsPaid[r]!,
      oneMore: smooth(new Map([[r, 1]])),
      oneFewer: use[r] === 0 ? money(0) : minus(money(0), smooth(new Map([[r, -1]]))),
    })),
    pools: pools.map((pool, i) => {
      const r = offerings.length + i;
      const drawn = tokens(use[r]!);
      const bought = tokens(purchases[r]!.paid);
      return {
        drawn,
        needed: tokensToBuy(tokens(drawn * growth + pool.others), pool.buffer, pool.pack),
        bought,
        cost: money(purchases[r]!.cost),
        tier: tierReached(bought, tiersInOrder(pool.tiers)),
        oneMore: rate(smooth(new Map([[r, 1]])) / growth),
      };
    }),
  };
}

/** The extra cost of all purchases if the use of some resources shifts. */
type CostOfShift = (shift: ReadonlyMap<number, number>) => Money;

function costOfShift(supplies: readonly ResourceSupply[], use: readonly number[]): CostOfShift {
  const supplyOf = new Map(supplies.flatMap((supply) => supply.resources.map((r) => [r, supply])));
  const costAt = (supply: ResourceSupply, shift: ReadonlyMap<number, number>): number =>
    supply.cost(supply.resources.map((r) => Math.max(use[r]! + (shift.get(r) ?? 0), 0)));
  const none = new Map<number, number>();
  const now = new Map(supplies.map((supply) => [supply, costAt(supply, none)]));
  return (shift) => {
    let more = 0;
    for (const supply of new Set([...shift.keys()].map((r) => supplyOf.get(r)!)))
      more += costAt(supply, shift) - now.get(supply)!;
    // Further digits of the difference of two large sums are noise.
    return money(Math.round(more * 1e6) / 1e6);
  };
}

/** The supplies as if tokens were sold individually: what one user draws seldom fills a pack. */
const withLooseTokens = (
  supplies: readonly ResourceSupply[],
  curves: readonly CostCurve[],
  offerings: number,
  pools: MixProblem["pools"],
  growth: number,
): ResourceSupply[] =>
  supplies.map((supply) => {
    const [r] = supply.resources as [number];
    if (r < offerings) return supply;
    return new CurveSupply(r, { ...curves[r]!, buy: withoutPacks(pools[r - offerings]!, growth) });
  });

/** The shift of use if a cover takes the place of another. */
function shiftOf(groups: UserGroups, from: number, to: number): Map<number, number> {
  const shift = new Map<number, number>();
  for (const [cover, sign] of [
    [from, -1],
    [to, 1],
  ] as const)
    for (let i = groups.useFirst[cover]!; i < groups.useFirst[cover + 1]!; i++) {
      const r = groups.resource[i]!;
      addTo(shift, r, sign * groups.amount[i]!);
    }
  return shift;
}

function movesIn({ moves }: UserGroups, counts: Counts): number {
  let moved = 0;
  for (const [cover, times] of counts) moved += times * moves[cover]!;
  return moved;
}

const ANSWER_GROUPS_BETWEEN_PAUSES = 200;

/** Within a group, covers in the order of ties go to users in the order of their names. */
function* mixedUsersInSteps(settled: Settled): Steps<MixedUser[]> {
  const { problem, users, offerings, curves, supplies, groups, solved, use } = settled;
  const { pools, growth } = problem;
  const smooth = costOfShift(withLooseTokens(supplies, curves, offerings.length, pools, growth), use);
  const inPacks = costOfShift(supplies, use);
  const answer = new Array<MixedUser>(users.length);
  for (const [group, members] of groups.members.entries()) {
    if (group % ANSWER_GROUPS_BETWEEN_PAUSES === 0) yield PROGRESS;
    let next = 0;
    for (let cover = groups.first[group]!; cover < groups.first[group + 1]!; cover++) {
      const times = solved.counts.get(cover) ?? 0;
      if (times === 0) continue;
      const second = runnerUp(groups, group, cover, smooth, inPacks);
      for (const place of members.slice(next, next + times)) {
        const user = users[place]!;
        answer[place] = {
          user: user.user,
          ...coverOf(user, offerings, groups, cover),
          runnerUp:
            second &&
            runnerUpWith(scale(second.more, 1 / growth), coverOf(user, offerings, groups, second.cover)),
        };
      }
      next += times;
    }
  }
  return answer;
}

/** Each field by its name: an object that a spread begins takes three times the memory, and there are many. */
const runnerUpWith = (more: Money, { seats, flex, tokens, moves }: MixCover): MixedUser["runnerUp"] => ({
  seats,
  flex,
  tokens,
  moves,
  more,
});

function coverOf(
  { needs }: MixUser,
  offerings: readonly MixOffering[],
  { useFirst, resource, tokens: drawn, moves }: UserGroups,
  cover: number,
): MixCover {
  const used = [...resource.subarray(useFirst[cover], useFirst[cover + 1])];
  const seated = used.filter((r) => r < offerings.length).map((seat) => offerings[seat]!);
  const flex = needs.filter(
    ({ product, tokens }) => tokens !== null && !seated.some((seat) => opens(seat, product)),
  );
  return {
    seats: seated.map(({ offering }) => offering),
    flex: flex.map(({ product }) => product),
    tokens: tokens(drawn[cover]!),
    moves: moves[cover] === 1,
  };
}

/** The next best cover in the place of a cover, move thresholds included, and the extra cost of seats and tokens. */
function runnerUp(
  groups: UserGroups,
  group: number,
  cover: number,
  smooth: CostOfShift,
  inPacks: CostOfShift,
): { readonly cover: number; readonly more: Money } | null {
  let [second, least, more] = [-1, Infinity, money(0)];
  for (let other = groups.first[group]!; other < groups.first[group + 1]!; other++) {
    if (other === cover) continue;
    const cost = smooth(shiftOf(groups, cover, other));
    const weighed = cost + groups.fixedCost[other]! - groups.fixedCost[cover]!;
    if (weighed < least) [second, least, more] = [other, weighed, cost];
  }
  if (second < 0) return null;
  return { cover: second, more: least < 0 ? inPacks(shiftOf(groups, cover, second)) : more };
}
