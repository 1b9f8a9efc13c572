import { at } from "../at";
import type { Context } from "../estate/context";
import { seatTiers } from "../estate/offers";
import type { Budget } from "../mix/budget";
import type { TokenPools } from "../pool/token-pools";
import { bufferedPrice } from "../rules/flex";
import { averagePrice } from "../rules/price-tiers";
import type { TrueDown } from "../seats/droppable";
import { ordersFor, ordersOf, type Needs, type Order } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import type { Steps } from "../steps";
import { minus, money, rate, total, type Money, type SeatPrice, type TokenPrice } from "../units";
import { asksOf, laterMoves, trueDownAsks } from "./asks";
import { drawnBy, neededBy, yearlyMixesInSteps, type YearMix } from "./best-mix";
import { uncoveredIn, unpricedIn } from "./left-out";
import { liveFormulaInputsOf, type LiveFormulaInputs } from "./live-formula-inputs";
import { isLate } from "../estate/contract-lines";
import { atLeastBought, neededSeats, needsByYear } from "./needs";
import { allFlex, allSeats, cheapest, type Member, type UserPlan } from "./plan";
import {
  grownBy,
  listedSeats,
  presentValue,
  priceInYear,
  yearCosts,
  type PriceLists,
  type SeatLine,
  type TokenLine,
  type YearCost,
} from "./scenario-cost";
import { seatLinesOf, termsOf, withCheaperNumbers, type RenewalTerms } from "./seat-lines";
import type { Today } from "./today";

export type ScenarioId =
  "as-is" | "true-down" | "all-seats" | "all-flex" | "cheapest-per-user" | "best-mix" | "best-mix-if-agreed";

export const SCENARIO_NAMES: Readonly<Record<ScenarioId, string>> = {
  "as-is": "As is",
  "true-down": "True-down only",
  "all-seats": "All seats",
  "all-flex": "All Flex",
  "cheapest-per-user": "Cheapest per user",
  "best-mix": "Best mix",
  "best-mix-if-agreed": "Best mix if the vendor agrees",
};

/** One way to go on after the renewal; all scenarios cover the same years. */
export interface Scenario {
  readonly id: ScenarioId;
  readonly name: string;
  readonly lines: readonly SeatLine[];
  readonly pools: readonly TokenLine[];
  readonly years: readonly YearCost[];
  readonly total: Money;
  readonly presentValue: Money;
  /** Over all years; negative if it costs more. Null if the two sums leave out different things. */
  readonly savingVsAsIs: Money | null;
  /** Requests for the negotiation, in sentences without a full stop. */
  readonly asks: readonly string[];
  /** Seats and products that are in no sum, in words; empty if the sums are complete. */
  readonly leftOut: readonly string[];
}

/** The facts from which the scenarios are built. */
export interface RenewalInput {
  readonly context: Context;
  readonly members: readonly Member[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  readonly pools: TokenPools;
  /** Whether the usage covers too few days to choose covers by. */
  readonly tooShort: boolean;
  /** The factor by which planned joiners raise needs. */
  readonly joiners: number;
  readonly today: Today;
  /** Operations that the best mixes of the run may take. */
  readonly budget: Budget;
}

/** The scenarios, the best mix of each year, and every user's plan under some of the scenarios. */
export interface Renewal {
  /** `asIs` first, `recommended` last. */
  readonly scenarios: readonly Scenario[];
  readonly asIs: Scenario;
  /** Null without any known use: then there is only `asIs`. */
  readonly recommended: Scenario | null;
  readonly ifAgreed: Scenario | null;
  /** One a year; empty without any known use. */
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
  /** Price of a token in each pool of the best mix, without the buffer. */
  readonly tokenPrices: readonly TokenPrice[];
  /** The average over all pools. */
  readonly tokenPrice: TokenPrice;
}

/** The input, with the terms from the renewal on. */
interface Renewing extends RenewalInput {
  readonly terms: RenewalTerms;
}

/** The scenarios as they are shown: after the recommended one, the mix that needs the vendor's consent. */
export const shownScenarios = ({
  scenarios,
  ifAgreed,
}: Pick<Renewal, "scenarios" | "ifAgreed">): readonly Scenario[] =>
  ifAgreed === null ? scenarios : [...scenarios, ifAgreed];

export function* renewalScenariosInSteps(input: RenewalInput): Steps<Renewal> {
  const renewing: Renewing = { ...input, terms: termsOf(input.context) };
  const cheapestPerUser = cheapestCovers(renewing);
  const mixes = isUsed(input) ? yield* yearlyMixesInSteps(mixInputOf(renewing)) : [];
  const [firstMix] = mixes;
  const best = firstMix ? bestMixOf(renewing, mixes, firstMix) : null;
  const agreed = best && (yield* agreedMixInSteps(renewing, best));
  const bought = firstYear(best ?? cheapestPerUser);
  const tokenPrices = bought.pools.map(({ tokens, cost }) =>
    tokens > 0 ? rate<Money, typeof tokens>(cost / tokens) : bought.tokenPrice,
  );
  const planned = (rule: typeof allSeats): UserPlan[] =>
    input.members.map((member, i) => {
      const price = at(tokenPrices, at(input.pools.of, i));
      return rule(member, input.context.priced, bufferedPrice(price, input.pools.buffer));
    });
  const [seats, flex] = [planned(allSeats), planned(allFlex)];
  const asIs = asIsOf(renewing);
  // Without use nobody needs anything, and every plan would cost nothing: there is only "as is".
  const others = best
    ? [
        trueDownOnly(renewing),
        sameEveryYear(renewing, "all-seats", seats),
        sameEveryYear(renewing, "all-flex", flex),
        cheapestPerUser,
        best,
      ]
    : [];
  const scenarios = [asIs, ...others].map((one) => ({ ...one, savingVsAsIs: saving(asIs, one) }));
  const recommended = best && at(scenarios, scenarios.length - 1);
  return {
    scenarios,
    asIs: at(scenarios, 0),
    recommended,
    ifAgreed: agreed && { ...agreed, savingVsAsIs: saving(asIs, agreed) },
    mixes,
    liveFormulaInputs: liveFormulaInputsOf(input, renewing.terms, best?.lines ?? [], mixes),
    plans: { best: firstMix?.plans ?? seats, seats, flex },
    prices: renewing.terms.prices,
    seatPrices: seatPricesOf(input.context, (recommended ?? asIs).lines),
    tokenPrices,
    tokenPrice: bought.tokenPrice,
  };
}

const isUsed = ({ members, pools, tooShort }: RenewalInput): boolean =>
  !tooShort && (members.some(({ demand }) => demand.products.length > 0) || total(pools.withoutUsers) > 0);

const mixInputOf = ({ context, members, pools, joiners, terms, budget }: Renewing) => ({
  members,
  contractLines: terms.lines,
  offers: context.priced,
  tiers: context.tiers,
  poolOf: pools.of,
  buffer: pools.buffer,
  withoutUsers: pools.withoutUsers,
  joiners,
  keepsPrice: terms.keepsPrice,
  assumptions: context.assumptions,
  budget,
});

/** Contracts that go on whole: nothing below the seats bought, and no line falls. */
function asIsOf(renewing: Renewing): Scenario {
  const { context, today } = renewing;
  const needs = goingOn(renewing).map((need) => atLeastBought(need, context.lines));
  const orders = ordersFor(
    needs,
    context.lines.map((line) => ({ ...line, feeFollows: false })),
  );
  return scenarioOf(renewing, "as-is", {
    orders,
    pools: [today.tokens],
    prices: "today",
    leftOut: today.unknown,
  });
}

function trueDownOnly(renewing: Renewing): Scenario {
  const { context, today, trueDowns } = renewing;
  const orders = ordersFor(goingOn(renewing), context.lines);
  const asks = trueDownAsks(trueDowns);
  return scenarioOf(renewing, "true-down", {
    orders,
    pools: [today.tokens],
    prices: "today",
    leftOut: today.unknown,
    asks,
  });
}

/** Needs if everybody keeps today's cover. */
const goingOn = ({ reconciliations, joiners, context }: RenewalInput): Needs[] =>
  needsByYear(neededSeats(reconciliations, joiners), context.assumptions);

/** Every user's cheapest cover, chosen alone, at the token tier that makes the first year cheapest. */
function cheapestCovers(renewing: Renewing): Scenario {
  const { members, context, pools } = renewing;
  return context.tiers
    .map(({ unitPrice }) => {
      const price = bufferedPrice(unitPrice, pools.buffer);
      const plans = members.map((member) => cheapest(member, context.priced, price));
      return sameEveryYear(renewing, "cheapest-per-user", plans);
    })
    .reduce((a, b) => (firstYear(b).cost < firstYear(a).cost ? b : a));
}

/**
 * The best mix if the vendor accepts a late notice on every line whose notice date has passed. Null where that
 * changes no cost.
 */
function* agreedMixInSteps(renewing: Renewing, best: Scenario): Steps<Scenario | null> {
  const { terms } = renewing;
  if (!terms.lines.some(isLate)) return null;
  const lines = terms.lines.map((line) => ({
    ...line,
    committedUntil: line.end,
    committedYears: line.committedYearsIfAgreed,
  }));
  const agreed: Renewing = { ...renewing, terms: { ...terms, lines } };
  const mixes = yield* yearlyMixesInSteps(mixInputOf(agreed));
  const [first] = mixes;
  if (first === undefined) return null;
  const scenario = bestMixOf(agreed, mixes, first);
  const id: ScenarioId = "best-mix-if-agreed";
  return scenario.total < best.total ? { ...scenario, id, name: SCENARIO_NAMES[id] } : null;
}

function bestMixOf(renewing: Renewing, mixes: readonly YearMix[], first: YearMix): Scenario {
  const orders = ordersOf(
    mixes.map(({ order }) => order),
    renewing.terms.lines,
  );
  const plans = mixes.map((mix) => mix.plans);
  const best = plannedScenario(renewing, "best-mix", { plans, orders, needed: first.needs });
  return { ...best, asks: [...best.asks, ...laterMoves(plans)] };
}

/** A scenario with the same plans in every year. */
function sameEveryYear(renewing: Renewing, id: ScenarioId, plans: readonly UserPlan[]): Scenario {
  const { context, joiners, terms } = renewing;
  const years = Array.from({ length: context.assumptions.years }, () => plans);
  const needs = years.map((one, i) => neededBy(one, joiners * grownBy(i + 1, context.assumptions)));
  const orders = ordersFor(needs, terms.lines);
  return plannedScenario(renewing, id, { plans: years, orders, needed: at(needs, 0) });
}

/** Every user's plan in each year, the seats ordered for them, and the seats needed in year 1. */
interface Planned {
  readonly plans: readonly (readonly UserPlan[])[];
  readonly orders: readonly Order[];
  readonly needed: Needs;
}

function plannedScenario(renewing: Renewing, id: ScenarioId, { plans, orders, needed }: Planned): Scenario {
  const { context, reconciliations, pools, joiners } = renewing;
  const drawn = plans.map((one) => drawnBy(one, { ...pools, poolOf: pools.of, joiners }));
  const tokenLines = pools.names.map((pool, i): TokenLine => ({
    pool,
    needed: drawn.map((one) => at(one, i)),
    buffer: pools.buffer,
    pack: context.assumptions.packSize,
    asBefore: false,
  }));
  const leftOut = uncoveredIn(at(plans, 0));
  const scenario = scenarioOf(renewing, id, { orders, pools: tokenLines, prices: "renewal", leftOut });
  return { ...scenario, asks: asksOf(scenario, needed, reconciliations, context.assumptions) };
}

/** The purchases of a scenario, and the prices that hold for them. */
interface Purchases {
  readonly orders: readonly Order[];
  readonly pools: readonly TokenLine[];
  readonly prices: "today" | "renewal";
  readonly leftOut: readonly string[];
  readonly asks?: readonly string[];
}

function scenarioOf({ context, terms }: Renewing, id: ScenarioId, purchases: Purchases): Scenario {
  const { priced, assumptions } = context;
  const { orders, pools, leftOut, asks = [] } = purchases;
  const today = purchases.prices === "today";
  const keepsPrice = today ? ({ ownPrice }: { ownPrice: boolean }) => ownPrice : terms.keepsPrice;
  const ordered = orders.flatMap((order) => seatLinesOf(order, priced, keepsPrice));
  const numbered = today ? ordered : withCheaperNumbers(ordered, terms.prices, assumptions.years);
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
    asks,
    leftOut: [...unpricedIn(lines), ...leftOut],
  };
}

const firstYear = (scenario: Scenario): YearCost => at(scenario.years, 0);

const seatPricesOf = ({ priced, assumptions }: Context, lines: readonly SeatLine[]): Map<string, SeatPrice> =>
  new Map(
    priced.map((offer) => {
      const bought = listedSeats(lines, offer.offering, 0);
      return [offer.offering, averagePrice(bought, seatTiers(offer), assumptions.seatTierKind)];
    }),
  );

function saving(asIs: Scenario, scenario: Scenario): Money | null {
  const same = asIs.leftOut.join("\n") === scenario.leftOut.join("\n");
  return same ? minus(asIs.total, scenario.total) : null;
}
