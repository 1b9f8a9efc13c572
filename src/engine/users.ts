import type { UserAnalysis } from "./analysis";
import type { Assumptions } from "./assumptions";
import { bufferedPrice } from "./rules/flex";
import type { Estate } from "./estate/estate";
import type { TokenPools } from "./pool/token-pools";
import { fixedPlan, type Member, type UserPlan, type RunnerUp } from "./renewal/plan";
import type { MixReport } from "./renewal/mix-report";
import { reasonsFor } from "./renewal/reasons";
import type { Renewal } from "./renewal/scenarios";
import type { Reconciliation } from "./seats/reconciliation";
import {
  fraction,
  minus,
  sumKnown,
  money,
  plus,
  scale,
  times,
  total,
  type DayNumber,
  type Fraction,
  type Money,
  type Tokens,
} from "./units";

/** What the rows of the users are made from. */
export interface UsersInput {
  readonly estate: Estate;
  readonly members: readonly Member[];
  readonly renewal: Renewal;
  readonly proof: MixReport | null;
  readonly reconciliations: readonly Reconciliation[];
  readonly pools: TokenPools;
  readonly buffer: Fraction;
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
}

/** Everybody with what they use and have, what is recommended, what would be next best, and why. */
export function userAnalyses({
  estate,
  members,
  renewal,
  proof,
  reconciliations,
  pools,
  buffer: margin,
  asOf,
  assumptions,
}: UsersInput): UserAnalysis[] {
  const priceNow = new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));
  const priceNext = renewal.seatPrices;
  const spares = new Map(proof?.seats.map((one) => [one.offering, one.oneFewer]));
  const [mix] = renewal.mixes;
  const idle = idleShares(members, renewal.plans.best, reconciliations);

  return members.map((member, i): UserAnalysis => {
    const person = estate.people[i] as Estate["people"][number];
    const { demand } = member;
    const pool = pools.of[i] ?? 0;
    const token = bufferedPrice(renewal.tokenPrices[pool] ?? renewal.tokenPrice, margin);
    const cost = (
      seats: readonly string[],
      drawn: Tokens | null,
      ...lists: ReadonlyMap<string, number | null>[]
    ): Money | null => {
      const prices = seats.map(
        (seat) => lists.map((list) => list.get(seat)).find((price) => price != null) ?? null,
      );
      if (drawn === null || prices.includes(null)) return null;
      return plus(money(total(prices.map((price) => money(price ?? 0)))), times(token, drawn));
    };
    const planCost = (plan: UserPlan): Money | null =>
      plan.uncovered.length > 0 ? null : cost(plan.seats, plan.tokens, priceNext, priceNow);
    const plan = renewal.plans.best[i] as UserPlan;
    const bySeats = renewal.plans.seats[i] as UserPlan;
    const flexTokens = sumKnown(demand.products.map(({ onFlex }) => onFlex));
    const drawnTokens = sumKnown(demand.products.map(({ drawn }) => drawn));
    const currentCost = member.heldKnown ? cost(member.held, drawnTokens, priceNow, priceNext) : null;
    const seatCost = planCost(bySeats);
    const flexCost = flexTokens === null ? null : times(token, flexTokens);
    const planned = planCost(plan);
    const idleSeats = plan.seats.flatMap((seat) => {
      const price = priceNext.get(seat) ?? 0;
      const spared = Math.min(Math.max(spares.get(seat) ?? price, 0), price);
      const share =
        member.held.includes(seat) || price === 0 ? 0 : (idle.get(seat) ?? 0) * (1 - spared / price);
      return share > 0 ? [{ offering: seat, share: fraction(share) }] : [];
    });
    const ownCost =
      planned &&
      minus(
        planned,
        total(idleSeats.map(({ offering, share }) => money(share * (priceNext.get(offering) ?? 0)))),
      );
    const chosen = mix?.mix.users[i];
    const second = fixedPlan(member) === null ? (chosen?.runnerUp ?? null) : null;
    const runnerUp: RunnerUp | null = second && {
      seats: withKept(second.seats, plan, chosen?.seats ?? []),
      flex: second.flex,
      tokens: second.tokens,
      more: second.more,
    };
    const tied = plan.seats.filter(
      (seat) => (spares.get(seat) ?? Infinity) < 0.99 * (priceNext.get(seat) ?? 0),
    );
    const choice = {
      flexCost,
      seatCost: bySeats.seats.length === 0 ? null : seatCost,
      seats: bySeats.seats,
      cost: planned,
      runnerUp,
      held:
        second?.moves === true && chosen?.moves === false && second.more < money(0)
          ? scale(second.more, -1)
          : null,
      tied,
    };
    return {
      user: person.id,
      name: person.name ?? null,
      department: person.department ?? null,
      team: person.team ?? null,
      products: demand.products,
      daysPerMonth: demand.daysPerMonth,
      segment: demand.segment,
      activity: demand.activity,
      lastUse: demand.lastUse,
      confidence: demand.confidence,
      leaver: demand.leaver,
      heldSeats: member.held,
      drawnTokens,
      recommended: plan,
      pool: pools.names[pool] ?? null,
      runnerUp,
      bySeats,
      flexTokens,
      currentCost,
      seatCost,
      flexCost,
      cost: ownCost,
      idleSeats,
      saving: currentCost === null || ownCost === null ? null : minus(currentCost, ownCost),
      reasons: reasonsFor(member, person, plan, choice, asOf, assumptions),
    };
  });
}

/**
 * Of seats that people get who have none today, which share nobody has today. What such a seat costs is paid for today, too, and is in no
 * row then: where it must be paid for anyway, it may not be in one now.
 */
function idleShares(
  members: readonly Member[],
  plans: readonly UserPlan[],
  reconciliations: readonly Reconciliation[],
): ReadonlyMap<string, number> {
  const gained = new Map<string, number>();
  members.forEach(({ held }, i) => {
    for (const seat of plans[i]?.seats ?? [])
      if (!held.includes(seat)) gained.set(seat, (gained.get(seat) ?? 0) + 1);
  });
  return new Map(
    reconciliations.flatMap(({ offering, bought, assigned }) => {
      const people = gained.get(offering) ?? 0;
      const nobodys = Math.max((bought ?? 0) - (assigned ?? 0), 0);
      return people === 0 ? [] : [[offering, Math.min(nobodys / people, 1)] as const];
    }),
  );
}

/** A cover with the seats of unknown price that the person keeps whatever is chosen. */
const withKept = (seats: readonly string[], plan: UserPlan, chosen: readonly string[]): string[] =>
  [...new Set([...seats, ...plan.seats.filter((seat) => !chosen.includes(seat))])].sort();
