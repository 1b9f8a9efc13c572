import { at } from "../at";
import type { Context } from "../estate/context";
import { isLate, type ContractLine } from "../estate/contract-lines";
import { seatTiers } from "../estate/offers";
import type { Stays } from "../evidence/stays";
import type { Budget } from "../mix/budget";
import { PROGRESS } from "../mix/progress";
import type { TokenPools } from "../pool/token-pools";
import { bufferedPrice } from "../rules/flex";
import { averagePrice } from "../rules/price-tiers";
import { presentValue } from "../rules/renewal-price";
import type { TrueDown } from "../seats/droppable";
import { ordersFor, ordersOf, type Needs, type Order } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import type { Steps } from "../steps";
import {
  minus,
  money,
  plus,
  rate,
  scale,
  seats,
  total,
  wholeDown,
  wholeUp,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
} from "../units";
import { asksOf, laterMoves, trueDownAsks, type Ask } from "../negotiation/asks";
import {
  drawnFromPools,
  firstMixInSteps,
  neededBy,
  yearlyMixesInSteps,
  type FirstMix,
  type YearMix,
} from "./best-mix";
import { bridgeOf, type Bridge } from "./bridge";
import { coversAfterDrop, coversToday } from "./covers-today";
import {
  fixedMaintenanceIn,
  planSeatsIn,
  refillsIn,
  seatTokensIn,
  uncoveredIn,
  unpricedIn,
  unpricedTokensIn,
  unreadIn,
  unreadUseIn,
} from "./left-out";
import { hasKnownCost } from "./known-cost";
import { liveFormulaInputsOf, type LiveFormulaInputs } from "./live-formula-inputs";
import { atLeastBought, needsByYear, withStaying } from "./needs";
import {
  allFlex,
  allSeats,
  cheapest,
  fixedPlan,
  keepCurrent,
  keepsUnknown,
  NO_COVER,
  type Member,
  type UserPlan,
} from "./plan";
import {
  firstYear,
  grownBy,
  isTokenPriced,
  listedSeats,
  priceInYear,
  yearCosts,
  type PriceLists,
  type SeatLine,
  type TokenLine,
  type YearCost,
} from "./scenario-cost";
import { seatLinesOf, withCheaperNumbers, type RenewalTerms } from "./seat-lines";
import type { Today } from "./today";

export type ScenarioId =
  | "as-is"
  | "as-is-renewal"
  | "true-down"
  | "all-seats"
  | "all-flex"
  | "cheapest-per-user"
  | "best-mix"
  | "best-mix-if-agreed";

export const SCENARIO_NAMES: Readonly<Record<ScenarioId, string>> = {
  "as-is": "As is",
  "as-is-renewal": "As is at renewal prices",
  "true-down": "True-down only",
  "all-seats": "All seats",
  "all-flex": "All Flex",
  "cheapest-per-user": "Cheapest per user",
  "best-mix": "Best mix",
  "best-mix-if-agreed": "Best mix if the vendor agrees",
};

/** One way to go on after the renewal; all scenarios cover the same years. */
export interface Scenario {
  /** `own` is a scenario of the analyst's, `quote` one in which a quote is signed, `term` one with a long term. */
  readonly id: ScenarioId | "own" | "quote" | "term";
  readonly name: string;
  readonly lines: readonly SeatLine[];
  readonly pools: readonly TokenLine[];
  readonly years: readonly YearCost[];
  readonly total: Money;
  readonly presentValue: Money;
  /** Over all years; negative if it costs more. Null if the two sums leave out different things. */
  readonly savingVsAsIs: Money | null;
  /**
   * Whether use that could not be read, or plan seats that go on, make the saving smaller: then `savingVsAsIs` is the
   * most that it can be.
   */
  readonly isSavingAtMost: boolean;
  /** Whether use that could not be read needs further tokens, which As is buys anyway. */
  readonly areTokensAtLeast: boolean;
  /** Requests for the negotiation. */
  readonly asks: readonly Ask[];
  /** Seats and products that are in no sum, in words; empty if the sums are complete. */
  readonly leftOut: readonly string[];
}

/** Whether a scenario leaves out all that another does and more, so that a lower sum does not say it costs less. */
const leavesOutMore = (one: Scenario, other: Scenario): boolean =>
  one.leftOut.length > other.leftOut.length && other.leftOut.every((text) => one.leftOut.includes(text));

/**
 * The scenarios that the best mix must not exceed: "As is" is at today's prices, and a scenario that leaves out more
 * than the best mix may cost more than its sum.
 */
export const comparedOnBasis = ({ scenarios }: Pick<Renewal, "scenarios">, best: Scenario): Scenario[] =>
  scenarios.filter((scenario) => scenario.id !== "as-is" && !leavesOutMore(scenario, best));

/** The facts from which the scenarios are built. */
export interface RenewalInput {
  readonly context: Context;
  /** The prices and contract lines from the renewal on. */
  readonly terms: RenewalTerms;
  readonly members: readonly Member[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  /** Seats needed if everybody keeps today's cover, without growth. */
  readonly needed: Needs;
  readonly pools: TokenPools;
  /** Whether the usage covers too few days to choose covers by. */
  readonly tooShort: boolean;
  /** The factor by which planned joiners raise needs. */
  readonly joiners: number;
  readonly today: Today;
  /** Operations that the best mixes of the run may take. */
  readonly budget: Budget;
}

/** Prices of a token: in each pool, and on average over all. */
export interface TokenPrices {
  readonly byPool: readonly TokenPrice[];
  readonly average: TokenPrice;
}

/** The scenarios, the best mix of each year, and every user's plan under some of the scenarios. */
export interface Renewal {
  /** `asIs` first, `recommended` last. */
  readonly scenarios: readonly Scenario[];
  readonly asIs: Scenario;
  /** Null without any known use or cost: then there is only `asIs`. */
  readonly recommended: Scenario | null;
  readonly ifAgreed: Scenario | null;
  /** The way from `asIs` to `recommended` in the first year; null without the latter. */
  readonly bridge: Bridge | null;
  /** One a year; empty without a recommended scenario. */
  readonly mixes: readonly YearMix[];
  readonly liveFormulaInputs: LiveFormulaInputs;
  readonly plans: {
    readonly best: readonly UserPlan[];
    readonly seats: readonly UserPlan[];
    readonly flex: readonly UserPlan[];
  };
  readonly prices: PriceLists;
  /**
   * Average list price of a seat of each offering, for the seats that the recommended scenario buys in year
   * 1.
   */
  readonly seatPrices: ReadonlyMap<string, SeatPrice>;
  /** What a token costs in the best mix, without the buffer; null is unknown, and then there is no best mix. */
  readonly tokenPrices: TokenPrices | null;
  /** The offerings that stay as they are, and whether any offering, user or token does because of what is unknown. */
  readonly stays: Stays;
  readonly isPartial: boolean;
  /** Whether the analyst decided on covers, so that every mix has those. */
  readonly isDecided: boolean;
}

export function* renewalScenariosInSteps(input: RenewalInput): Steps<Renewal> {
  const cheapestPerUser = cheapestCovers(input);
  yield PROGRESS;
  const chosen = isUsed(input) ? yield* yearlyMixesInSteps(mixInputOf(input)) : [];
  const chosenMix = chosen[0] ? bestMixOf(input, chosen, chosen[0]) : null;
  const asIs = asIsOf(input);
  const best = chosenMix !== null && [asIs, chosenMix].some(hasKnownCost) ? chosenMix : null;
  const mixes = best ? chosen : [];
  const [firstMix] = mixes;
  const agreed = best && (yield* agreedMixInSteps(input, best));
  const planned = (rule: typeof allSeats): UserPlan[] =>
    input.members.map((member) => rule(member, input.context.choosable));
  yield PROGRESS;
  const onSeats = planned(allSeats);
  yield PROGRESS;
  const onFlex = planned(allFlex);
  // Without use nobody needs anything, and every plan would cost nothing: there is only "as is".
  const makers =
    best && cheapestPerUser
      ? [
          () => asIsAtRenewal(input),
          () => trueDownOnly(input),
          () => sameEveryYear(input, "all-seats", onSeats),
          () => sameEveryYear(input, "all-flex", onFlex),
          () => cheapestPerUser,
          () => best,
        ]
      : [];
  const others: Scenario[] = [];
  for (const make of makers) {
    yield PROGRESS;
    others.push(make());
  }
  const compared = (one: Scenario): Scenario => comparedWith(asIs, one, input.context);
  const scenarios = [asIs, ...others].map(compared);
  const recommended = best && at(scenarios, scenarios.length - 1);
  return {
    scenarios,
    asIs: at(scenarios, 0),
    recommended,
    ifAgreed: agreed && compared(agreed),
    bridge:
      firstMix && recommended && [asIs, recommended].every(hasKnownCost)
        ? bridgeTo(input, scenarios, firstMix.plans)
        : null,
    mixes,
    liveFormulaInputs: liveFormulaInputsOf(input, input.terms, best?.lines ?? [], mixes),
    plans: {
      best: firstMix?.plans ?? (cheapestPerUser ? onSeats : input.members.map(keptWhileUsed)),
      seats: onSeats,
      flex: onFlex,
    },
    prices: input.terms.prices,
    seatPrices: seatPricesOf(input.context, (recommended ?? asIs).lines),
    tokenPrices: cheapestPerUser && tokenPricesOf(best ?? cheapestPerUser),
    stays: input.context.stays,
    isPartial: isPartial(input),
    isDecided: input.members.some(({ rule }) => rule === "decided"),
  };
}

/** A scenario with its saving against another one. */
export function comparedWith(asIs: Scenario, one: Scenario, context: Context): Scenario {
  const unreadUse = unreadUseIn(context);
  const lowering = [...unreadUse, ...planSeatsIn(context, one.lines)];
  // The saving is then at least what it shows, or at most.
  const ignored = [...lowering, ...seatTokensIn(context)];
  const lacks = (texts: readonly string[]): boolean =>
    one.leftOut.some((text) => texts.includes(text) && !asIs.leftOut.includes(text));
  return {
    ...one,
    savingVsAsIs: saving(asIs, one, ignored),
    isSavingAtMost: lacks(lowering),
    areTokensAtLeast: lacks(unreadUse),
  };
}

/** A scenario with other seats, and with its pools, at the prices of the run. */
export function withPurchases(
  scenario: Scenario,
  { context: { assumptions }, terms: { prices } }: RenewalInput,
  ordered: readonly SeatLine[],
): Scenario {
  const lines = ordered.map((line) => ({ ...line, unitPrice: priceInYear(line, 0, ordered, prices) }));
  const years = yearCosts(lines, scenario.pools, prices, assumptions);
  const costs = years.map(({ cost }) => cost);
  return {
    ...scenario,
    lines,
    years,
    total: total(costs),
    presentValue: presentValue(costs, assumptions.discountRate),
  };
}

/**
 * Whether rows that could not be read, use that the exports may leave out, or a rate that nobody knows fix a part of
 * every mix.
 */
const isPartial = ({ context: { stays }, members, pools }: RenewalInput): boolean =>
  stays.size > 0 || pools.kept > 0 || members.some((one) => keepsUnknown(one) || usesUnrated(one));

/** Whether tokens may be cheaper for somebody than the seat that this mix orders, and nobody can say. */
const usesUnrated = ({ demand }: Member): boolean =>
  demand.products.some(({ basis }) => basis === "rate unknown");

const bridgeTo = (
  { members, joiners, context, terms }: RenewalInput,
  scenarios: readonly Scenario[],
  plans: readonly UserPlan[],
): Bridge =>
  bridgeOf({
    asIs: at(scenarios, 0),
    renewed: at(scenarios, 1),
    best: at(scenarios, scenarios.length - 1),
    members,
    plans,
    prices: terms.prices,
    growth: joiners * grownBy(1, context.assumptions),
  });

/** What a token costs in a scenario that buys at the renewal's prices, which are known. */
function tokenPricesOf(scenario: Scenario): TokenPrices | null {
  const { pools, tokenPrice } = firstYear(scenario);
  if (tokenPrice === null) return null;
  const byPool = pools.map(({ tokens, cost }) =>
    tokens > 0 ? rate<Money, typeof tokens>(cost / tokens) : tokenPrice,
  );
  return { byPool, average: tokenPrice };
}

/** Without a token price no covers can be compared: everybody with use keeps today's cover. */
const keptWhileUsed = (member: Member): UserPlan =>
  fixedPlan(member) ?? (member.demand.products.length === 0 ? NO_COVER : keepCurrent(member));

const isUsed = ({ context, members, pools, tooShort }: RenewalInput): boolean =>
  !tooShort &&
  context.tiers.length > 0 &&
  (members.some(({ demand }) => demand.products.length > 0) || total(pools.withoutUsers) > 0);

const mixInputOf = ({ context, members, pools, joiners, terms, budget }: RenewalInput) => ({
  members,
  contractLines: terms.lines,
  offers: context.choosable,
  stays: context.stays,
  tiers: context.tiers,
  poolOf: pools.of,
  buffer: pools.buffer,
  withoutUsers: pools.withoutUsers,
  joiners,
  keepsPrice: terms.keepsPrice,
  assumptions: context.assumptions,
  budget,
});

/** What is paid now goes on: contracts whole, at today's prices. */
export function asIsOf(input: RenewalInput): Scenario {
  const { context, today } = input;
  const drawn = tokenLinesOf(input, everyYear(input, coversToday(input.members)));
  return scenarioOf(input, "as-is", {
    orders: wholeOrders(input, context.lines),
    pools: today.packs === null ? drawn : [today.packs],
    prices: "today",
    leftOut: [...today.unknownSeats, ...(today.packs === null ? today.unknownTokens : today.unreadPacks)],
  });
}

/** The same seats and covers at the renewal's prices, with as many tokens as bought or as the pool rule asks for. */
function asIsAtRenewal(input: RenewalInput): Scenario {
  const { terms, members } = input;
  return scenarioOf(input, "as-is-renewal", {
    orders: wholeOrders(input, terms.lines),
    pools: tokenLinesGoingOn(input, everyYear(input, coversToday(members))),
    prices: "renewal",
    leftOut: unknownToday(input),
  });
}

/** Orders for which no line falls. */
function wholeOrders(input: RenewalInput, lines: readonly ContractLine[]): Order[] {
  const whole = lines.map((line) => ({ ...line, feeFollows: false }));
  const lineOf = new Map(lines.map((line) => [line.id, line]));
  return ordersFor(needsToday(input), whole).map((order) => ({
    ...order,
    line: order.line && (lineOf.get(order.line.id) ?? null),
  }));
}

/** Seats that nobody used are not renewed; what their holders used in the year goes on tokens. */
function trueDownOnly(input: RenewalInput): Scenario {
  const { terms, members, trueDowns, needed, joiners, context } = input;
  const needs = needsByYear(needed, context);
  const orders = ordersFor(needs, terms.lines);
  const plans = needs.map((_, i) => {
    const growth = joiners * grownBy(i + 1, context.assumptions);
    return coversAfterDrop(members, paidPerPerson(orders, i, growth));
  });
  return scenarioOf(input, "true-down", {
    orders,
    pools: tokenLinesGoingOn(input, plans),
    prices: "renewal",
    leftOut: [...unknownToday(input), ...uncoveredIn(at(plans, 0))],
    asks: trueDownAsks(trueDowns),
  });
}

/** Seats of today that the seats of a year are, without growth and joiners. */
function paidPerPerson(orders: readonly Order[], i: number, growth: number): Needs {
  const paid = new Map<string, Seats>();
  for (const { offering, seats: n } of orders)
    paid.set(offering, plus(paid.get(offering) ?? seats(0), at(n, i)));
  return new Map([...paid].map(([offering, n]) => [offering, wholeDown(scale(n, 1 / growth))]));
}

const unknownToday = ({ today }: RenewalInput): string[] => [
  ...today.unknownSeats,
  ...today.unreadPacks,
  ...today.unknownTokens,
];

const everyYear = <Plans>({ context }: RenewalInput, plans: Plans): Plans[] =>
  Array.from({ length: context.assumptions.years }, () => plans);

/** Seats needed for today's covers, and never below those bought. */
const needsToday = ({ needed, context }: RenewalInput): Needs[] =>
  needsByYear(needed, context).map((needs) => atLeastBought(needs, context.lines));

/**
 * Every user's cheapest cover, chosen alone, at the token tier that makes the first year cheapest; null if no price of
 * tokens is known.
 */
function cheapestCovers(input: RenewalInput): Scenario | null {
  const { members, context, pools } = input;
  const atEachTier = context.tiers.map(({ unitPrice }) => {
    const price = bufferedPrice(unitPrice, pools.buffer);
    const plans = members.map((member) => cheapest(member, context.choosable, price));
    return sameEveryYear(input, "cheapest-per-user", plans);
  });
  return atEachTier.reduce<Scenario | null>(
    (least, one) => (least === null || firstYear(one).cost < firstYear(least).cost ? one : least),
    null,
  );
}

/**
 * The best mix if the vendor accepts a late notice on every line whose notice date has passed. Null where that
 * changes no cost.
 */
function* agreedMixInSteps(input: RenewalInput, best: Scenario): Steps<Scenario | null> {
  const { terms } = input;
  if (!terms.lines.some(isLate)) return null;
  const lines = terms.lines.map((line) => ({
    ...line,
    committedUntil: line.changes,
    committedYears: line.committedYearsIfAgreed,
  }));
  const agreed: RenewalInput = { ...input, terms: { ...terms, lines } };
  const scenario = yield* bestMixOnInSteps(agreed);
  const id: ScenarioId = "best-mix-if-agreed";
  return scenario !== null && scenario.total < best.total
    ? { ...scenario, id, name: SCENARIO_NAMES[id] }
    : null;
}

/** The best mix of every year on the terms of an input, compared with nothing; null without any year. */
export function* bestMixOnInSteps(input: RenewalInput): Steps<Scenario | null> {
  const mixes = yield* yearlyMixesInSteps(mixInputOf(input));
  const [first] = mixes;
  return first === undefined ? null : bestMixOf(input, mixes, first);
}

/** The best mix of the first year alone, if nothing but the members and pools of the input is another. */
export const firstMixOfInSteps = (input: RenewalInput): Steps<FirstMix> => firstMixInSteps(mixInputOf(input));

/** What the covers of plans cost in the first year, priced as every scenario is. */
export const pricedPlans = (input: RenewalInput, plans: readonly UserPlan[]): Scenario =>
  sameEveryYear(
    { ...input, context: { ...input.context, assumptions: { ...input.context.assumptions, years: 1 } } },
    "best-mix",
    plans,
  );

function bestMixOf(input: RenewalInput, mixes: readonly YearMix[], first: YearMix): Scenario {
  const orders = ordersOf(
    mixes.map(({ order }) => order),
    input.terms.lines,
  );
  const plans = mixes.map((mix) => mix.plans);
  const best = plannedScenario(input, "best-mix", { plans, orders, needed: first.needs });
  return { ...best, asks: [...best.asks, ...laterMoves(plans)] };
}

/** A scenario with the same plans in every year. */
const sameEveryYear = (input: RenewalInput, id: ScenarioId, plans: readonly UserPlan[]): Scenario =>
  heldPlans(input, id, everyYear(input, plans));

/** A scenario in which everybody has the given covers, one list for each year. */
export function heldPlans(
  input: RenewalInput,
  id: ScenarioId,
  plans: readonly (readonly UserPlan[])[],
): Scenario {
  const { context, joiners, terms } = input;
  const needs = plans.map((one, i) =>
    withStaying(neededBy(one, joiners * grownBy(i + 1, context.assumptions)), context),
  );
  const orders = ordersFor(needs, terms.lines);
  return plannedScenario(input, id, { plans, orders, needed: at(needs, 0) });
}

/** Every user's plan in each year, the seats ordered for them, and the seats needed in year 1. */
interface Planned {
  readonly plans: readonly (readonly UserPlan[])[];
  readonly orders: readonly Order[];
  readonly needed: Needs;
}

function plannedScenario(input: RenewalInput, id: ScenarioId, { plans, orders, needed }: Planned): Scenario {
  const scenario = scenarioOf(input, id, {
    orders,
    pools: tokenLinesOf(input, plans),
    prices: "renewal",
    leftOut: [...uncoveredIn(at(plans, 0)), ...unreadUseIn(input.context)],
  });
  return { ...scenario, asks: asksOf(scenario, needed, input.reconciliations, input.context) };
}

/** The tokens that the plans of each year draw, to be bought by the pool rule. */
function tokenLinesOf(
  { context, pools, joiners }: RenewalInput,
  plans: readonly (readonly UserPlan[])[],
): TokenLine[] {
  const drawn = plans.map((one) => drawnFromPools(one, { ...pools, poolOf: pools.of, joiners }));
  return pools.names.map((pool, i) => ({
    pool,
    needed: drawn.map((one) => at(one, i)),
    buffer: pools.buffer,
    pack: context.assumptions.packSize,
    asBefore: false,
  }));
}

/** The tokens that plans draw, and never fewer than are bought today; pools share those by what they draw. */
function tokenLinesGoingOn(
  input: RenewalInput,
  plans: readonly (readonly UserPlan[])[],
): readonly TokenLine[] {
  const lines = tokenLinesOf(input, plans);
  const { packs } = input.today;
  if (packs === null) return lines;
  const drawn = total(lines.map(({ needed }) => at(needed, 0)));
  return lines.map((line, i): TokenLine => {
    const share = drawn > 0 ? at(line.needed, 0) / drawn : Number(i === 0);
    return { ...line, atLeast: packs.needed.map((n) => wholeUp(scale(n, share))) };
  });
}

/** The purchases of a scenario, and the prices that hold for them. */
interface Purchases {
  readonly orders: readonly Order[];
  readonly pools: readonly TokenLine[];
  readonly prices: "today" | "renewal";
  readonly leftOut: readonly string[];
  readonly asks?: readonly Ask[];
}

function scenarioOf({ context, terms }: RenewalInput, id: ScenarioId, purchases: Purchases): Scenario {
  const { priced, assumptions } = context;
  const { orders, leftOut, asks = [] } = purchases;
  const pools = purchases.pools.filter((pool) => isTokenPriced(pool, terms.prices));
  const today = purchases.prices === "today";
  const keepsPrice = today ? ({ ownPrice }: { ownPrice: boolean }) => ownPrice : terms.keepsPrice;
  const ordered = orders.flatMap((order) => seatLinesOf(order, priced, keepsPrice));
  const numbered = today
    ? ordered
    : withCheaperNumbers(ordered, terms.prices, assumptions.years, context.stays);
  const lines = numbered.map((line) => ({
    ...line,
    unitPrice: priceInYear(line, 0, numbered, terms.prices),
  }));
  const years = yearCosts(lines, pools, terms.prices, assumptions);
  const costs = years.map(({ cost }) => cost);
  return {
    id,
    name: SCENARIO_NAMES[id],
    lines,
    pools,
    years,
    total: total(costs),
    presentValue: presentValue(costs, assumptions.discountRate),
    savingVsAsIs: money(0),
    isSavingAtMost: false,
    areTokensAtLeast: false,
    asks,
    leftOut: [
      ...unpricedIn(lines),
      ...unreadIn(context),
      ...fixedMaintenanceIn(context),
      ...planSeatsIn(context, lines),
      ...leftOut,
      ...unpricedTokensIn(purchases.pools, terms.prices),
      ...(pools.every(({ asBefore }) => asBefore) ? [] : [...seatTokensIn(context), ...refillsIn(context)]),
    ],
  };
}

const seatPricesOf = ({ priced, assumptions }: Context, lines: readonly SeatLine[]): Map<string, SeatPrice> =>
  new Map(
    priced.map((offer) => {
      const bought = listedSeats(lines, offer.offering, 0);
      return [offer.offering, averagePrice(bought, seatTiers(offer), assumptions.seatTierKind)];
    }),
  );

/**
 * The saving of a scenario; null if the sums leave out different things, other than `ignored`, or if nothing of either
 * is known. What both leave out is not in their difference.
 */
function saving(asIs: Scenario, scenario: Scenario, ignored: readonly string[]): Money | null {
  if (![asIs, scenario].some(hasKnownCost)) return null;
  const compared = ({ leftOut }: Scenario): string =>
    leftOut.filter((text) => !ignored.includes(text)).join("\n");
  return compared(asIs) === compared(scenario) ? minus(asIs.total, scenario.total) : null;
}
