import { DEFAULT_ASSUMPTIONS } from "../assumptions";
import { at } from "../at";
import type { Context } from "../estate/context";
import { because } from "../evidence/refusals";
import { averagePrice } from "../rules/price-tiers";
import type { TermedPack } from "../estate/pack-terms";
import { least, minus, most, scale, sumKnown, tokens, type Money, type Tokens } from "../units";
import type { Consumption } from "./consumption";
import type { TokenForecast } from "./forecast";
import { NOISE } from "./burn";
import { knownPacks, needIn, NO_SUPPLY, supplyLinesOf, type KnownPack } from "./known-supply";
import { tokensToCome, type Ledger, type TokensToCome } from "./ledger";
import { yearlyTokens } from "./packs";
import { purchasePlanOf, type PurchasePlan } from "./purchase-plan";
import {
  buysOften,
  cheapestTopUp,
  isSpendKnown,
  leastSpend,
  orderForCover,
  outcomeOf,
  soldFor,
  topUpFor,
  type PoolOutcome,
  type PoolTerms,
} from "./pool-spend";
import { atLoad, averageMonth, simulate, useAt, type SimulatedUse } from "./simulation";

/** How many tokens to buy now for the coming twelve months, by what that costs in simulated years (DOMAIN §6). */
export interface PoolRisk {
  /** The use that the forecast leads to. */
  readonly forecastUse: SimulatedUse;
  /** The same at the load that the analyst asks about, a share of the forecast. */
  readonly use: SimulatedUse;
  readonly load: number;
  readonly terms: PoolTerms;
  /** Whether what is left of today's packs is known; if not, the terms count none. */
  readonly isLeftKnown: boolean;
  /** Tokens that are known to come in the twelve months: orders and purchases count them from their days on. */
  readonly toCome: TokensToCome | null;
  /** Whether a top-up costs no more for a token than the order of a year. */
  readonly buysOften: boolean;
  readonly strategies: readonly Strategy[];
  /** Rising orders, including the order of each strategy. */
  readonly curve: readonly PoolOutcome[];
  /** Why no order has a known spend, in words without a full stop; null where all have. */
  readonly noSpend: string | null;
  /** What to buy when, beginning with the order of least expected spend; null where no spend is known. */
  readonly plan: PurchasePlan | null;
}

/**
 * A first order, and why. `prudent`: nine of ten years are covered; `balanced`: every other year; `least spend`: the
 * least expected spend; `discount`: the edge of the next price tier; `today`: as many tokens as a year has today;
 * `tokens` and `cover`: what the analyst asks about.
 */
export interface Strategy extends PoolOutcome {
  readonly strategy: "prudent" | "balanced" | "least spend" | "discount" | "today" | "tokens" | "cover";
}

/** The cover of the strategies that are named after one. */
export const COVER_OF = { prudent: 0.9, balanced: 0.5 } as const;

/** A pool, or all of them as if they were one. */
export interface RiskInput {
  readonly forecast: TokenForecast | null;
  /** Null if it is unknown what is left. */
  readonly ledger: Ledger | null;
  /** The packs bought for it. */
  readonly packs: readonly TermedPack[];
  readonly perUserDay: Consumption["perUserDay"];
}

/** Null without a forecast, or if it expects no use. */
export function poolRiskOf(context: Context, input: RiskInput): PoolRisk | null {
  const { forecast, ledger } = input;
  // Spend has no least where the price of a token is unknown.
  if (forecast === null || context.tiers.length === 0) return null;
  const { assumptions } = context;
  const forecastUse = simulate(forecast, assumptions.seed);
  const use = atLoad(forecastUse, assumptions.loadFactor);
  if (at(use.levels, use.levels.length - 1) <= 0) return null;
  const known = ledger === null ? [] : knownPacks(ledger, context.asOf);
  const terms = riskTermsOf(context, { ...input, forecast, known, use: forecastUse });
  const noSpend = whyNoSpend(context, terms);
  const cheapest = noSpend === null ? leastSpend(use, terms) : null;
  const strategies = strategiesOf(context, input.packs, { use, terms, cheapest });
  const isOften = buysOften(use, terms);
  return {
    forecastUse,
    use,
    load: assumptions.loadFactor,
    terms,
    isLeftKnown: ledger !== null,
    toCome: ledger && tokensToCome(ledger, context.asOf, forecast),
    buysOften: isOften,
    strategies,
    curve: outcomesOf({ forecastUse, use, terms }, strategies),
    noSpend,
    plan:
      cheapest === null
        ? null
        : purchasePlanOf({
            asOf: context.asOf,
            assumptions,
            forecast,
            use,
            terms,
            known,
            order: isOften ? firstOfMany(use, terms, cheapest) : cheapest,
          }),
  };
}

/** Where top-ups cost the same, the first order lasts a month, as they do: nobody orders twice on one day. */
function firstOfMany(use: SimulatedUse, terms: PoolTerms, cheapest: Tokens): Tokens {
  const lacks = needIn(useAt(use, COVER_OF.balanced), terms.supply);
  return cheapest === 0 ? cheapest : most(cheapest, topUpFor(least(averageMonth(use), lacks), terms));
}

/** A price that could not be read is no default, and a lock-out with a price and no days must not cost nothing. */
function whyNoSpend({ unknowns, estate }: Context, terms: PoolTerms): string | null {
  if (isSpendKnown(terms)) return null;
  const refused = [...unknowns.because("top-up price"), ...unknowns.because("lock-out price")];
  return refused.length > 0
    ? because(refused, estate)
    : "a day locked out has a price, and the tokens that a user draws on a day are unknown";
}

interface TermsInput extends RiskInput {
  readonly forecast: TokenForecast;
  readonly known: readonly KnownPack[];
  readonly use: SimulatedUse;
}

function riskTermsOf({ tiers, assumptions, asOf, unknowns }: Context, input: TermsInput): PoolTerms {
  const { forecast, ledger, known, use, perUserDay } = input;
  const { tierKind, packSize, smallestPurchase: smallest, topUpMonths, topUpPrice } = assumptions;
  const prices = { tiers, tierKind, packSize, smallest };
  const topUp = cheapestTopUp(use, prices, topUpMonths);
  return {
    ...prices,
    left: usableLeft(ledger),
    supply: ledger === null ? NO_SUPPLY : supplyLinesOf(known, forecast, asOf, mostUse(use)),
    topUp: {
      ...topUp,
      price: unknowns.because("top-up price").length > 0 ? null : (topUpPrice ?? topUp.price),
    },
    lockOut: {
      days: assumptions.topUpDays,
      each: topUpFor(averageMonth(use), { topUp, packSize }),
      price: assumptions.lockOutPrice,
      isRefused: unknowns.because("lock-out price").length > 0,
      perUserDay,
    },
  };
}

/** The tokens left in today's packs, without tokens that will end unused by the forecast. */
function usableLeft(ledger: Ledger | null): Tokens {
  if (ledger === null) return tokens(0);
  const running = ledger.packs.filter(({ left }) => left > 0);
  const ending = sumKnown(running.map(({ willExpire }) => willExpire)) ?? tokens(0);
  return tokens(Math.floor(most(minus(ledger.left, ending), tokens(0)) + NOISE));
}

interface Orders extends Pick<PoolRisk, "use" | "terms"> {
  /** The order of least expected spend; null where no spend is known. */
  readonly cheapest: Tokens | null;
}

function strategiesOf(
  { asOf, assumptions }: Context,
  packs: readonly TermedPack[],
  { use, terms, cheapest }: Orders,
): Strategy[] {
  const balanced = orderForCover(use, terms, COVER_OF.balanced);
  const orders = new Map<Strategy["strategy"], Tokens>([
    ["prudent", orderForCover(use, terms, COVER_OF.prudent)],
    ["balanced", balanced],
  ]);
  if (cheapest !== null) orders.set("least spend", cheapest);
  const edge = nextEdge(terms, most(cheapest ?? balanced, balanced));
  if (edge !== null) orders.set("discount", edge);
  const { bought } = yearlyTokens(packs, { asOf, assumptions });
  if (bought > 0) orders.set("today", tokens(Math.round(bought)));
  orders.set("tokens", soldFor(assumptions.whatIfTokens, terms));
  orders.set("cover", orderForCover(use, terms, assumptions.wantedCover));
  return [...orders].map(([strategy, tokensBought]) => ({
    strategy,
    ...outcomeOf(use, terms, tokensBought),
  }));
}

/** The fewest packs that reach a lower price than an order does; null if none does. */
function nextEdge({ tiers, tierKind, packSize }: PoolTerms, order: Tokens): Tokens | null {
  const price = averagePrice(order, tiers, tierKind);
  const next = tiers.find(({ minimum, unitPrice }) => minimum > order && unitPrice < price);
  return next ? tokens(Math.ceil(next.minimum / packSize) * packSize) : null;
}

/** Rows of the curve besides the strategies. */
const CURVE_STEPS = 28;

/** The highest load that the analyst can ask about: the curve reaches as far. */
const [, MOST_LOAD] = DEFAULT_ASSUMPTIONS.loadFactor.accepts.number;

/** No simulated year draws more, at any load. */
const mostUse = ({ levels }: SimulatedUse): Tokens => scale(at(levels, levels.length - 1), MOST_LOAD);

function outcomesOf(
  { forecastUse, use, terms }: Pick<PoolRisk, "forecastUse" | "use" | "terms">,
  strategies: readonly Strategy[],
): PoolOutcome[] {
  const { packSize, supply } = terms;
  const end = Math.max(needIn(scale(useAt(forecastUse, 0.99), MOST_LOAD), supply), packSize);
  const step = Math.ceil(end / CURVE_STEPS / packSize) * packSize;
  const orders = new Set<number>(strategies.map(({ bought }) => bought));
  for (let n = 0; n <= CURVE_STEPS; n++) orders.add(n * step);
  return [...orders].sort((a, b) => a - b).map((order) => outcomeOf(use, terms, tokens(order)));
}

/** What the order of least expected spend is expected to cost in the twelve months; null where no spend is known. */
export const expectedSpendOf = ({ strategies }: PoolRisk): Money | null =>
  strategies.find(({ strategy }) => strategy === "least spend")?.expectedSpend ?? null;

/** The pool of a whole year with the least expected spend, if nothing is left of today's packs; null where unknown. */
export const poolOfLeastSpend = ({ use, terms, noSpend }: PoolRisk): Tokens | null =>
  noSpend === null ? leastSpend(use, beginningEmpty(terms)) : null;

/** The terms of a pool that begins empty. */
export const beginningEmpty = (terms: PoolTerms): PoolTerms => ({
  ...terms,
  left: tokens(0),
  supply: NO_SUPPLY,
});
