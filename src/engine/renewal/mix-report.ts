import { at } from "../at";
import type { TokenTier } from "../estate/estate";
import type { Stays } from "../evidence/stays";
import type { Budget } from "../mix/budget";
import type { Steps } from "../steps";
import { mixCostInSteps, mixPeopleInSteps } from "../mix/mix";
import { forSeatPrice, forTokenPrice, tierEdges, type TierEdge } from "../mix/price-changes";
import { opens, type MixProblem } from "../mix/problem";
import type { Reconciliation } from "../seats/reconciliation";
import {
  fraction,
  minus,
  money,
  most,
  plus,
  rate,
  scale,
  seats,
  tokens,
  total,
  wholeUp,
  type Fraction,
  type Money,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";
import { wholeNumber } from "../wording";
import type { YearMix } from "./best-mix";
import type { PoolCover } from "./dry-pools";
import { firstYear, firstYearSeatCost, listedSeats } from "./scenario-cost";
import { comparedOnBasis, type Renewal, type Scenario, type TokenPrices } from "./scenarios";

/** How good the best mix of the first year is, what it buys, and what the next step is worth (DOMAIN §5). */
export interface MixReport {
  /** What it costs in the first year, as the scenario does. */
  readonly total: Money;
  /** The least saving asked for each person who is moved: it weighs in the choice, and nobody pays it. */
  readonly moveThresholds: Money;
  /** No mix has a total + thresholds below this. */
  readonly lowerBound: Money;
  /** Whether seats, users or tokens stay as they are because of what is unknown: the bound holds for the others. */
  readonly isPartial: boolean;
  /** Whether the analyst decided on covers: the bound holds for mixes with those. */
  readonly isDecided: boolean;
  /** How far the total + thresholds may be above the best there is, as a share of them. */
  readonly gap: Fraction;
  /**
   * The cheapest scenario on the same basis that costs less in the first year; null if none does. It leaves use
   * without a seat unpaid, or keeps what a rule or the move threshold forbids. Then this mix is never called least.
   */
  readonly beatenBy: { readonly name: string; readonly cost: Money } | null;
  readonly seats: readonly SeatReport[];
  readonly pools: readonly PoolReport[];
  /** What one pool for all would save a year; null where there is one. Below 0 it would cost more. */
  readonly merging: { readonly saving: Money; readonly tokens: Tokens } | null;
  /** The best mix at other token prices, the dearest last. */
  readonly priceSteps: readonly PriceStep[];
}

export interface SeatReport {
  readonly offering: string;
  /** Null where no Subscriptions table says. */
  readonly bought: Seats | null;
  /** To today's people, growth and joiners apart. */
  readonly assigned: Seats;
  readonly paid: Seats;
  /**
   * What one person more with a seat costs, and one fewer saves: its price, or less where seats are paid for
   * anyway.
   */
  readonly oneMore: Money;
  readonly oneFewer: Money;
  /** What 1 more on the list's price would cost if nobody changed. */
  readonly priceRise: Money;
  /** At the list's price: how many of them are paid for in any mix, and how many could be in one. */
  readonly listedLeast: Seats;
  readonly listedMost: Seats;
}

export interface PoolReport {
  /** Null where there is one pool, or where no table names the user's pool. */
  readonly pool: string | null;
  readonly users: number;
  /** With what is bought on top, in packs. */
  readonly needed: Tokens;
  readonly bought: Tokens;
  readonly cost: Money;
  readonly tokenPrice: TokenPrice;
  readonly tier: TokenTier;
  /** What one token drawn more costs, with what is bought on top of it; nothing where more are bought than needed. */
  readonly oneMore: TokenPrice;
  /** What 0.10 more on every token price would cost if nobody changed. */
  readonly tenthMore: Money;
  readonly edges: readonly TierEdge[];
  /** How sure it is that the pool lasts the coming year; null if too little is known of its months. */
  readonly cover: PoolCover | null;
}

/** The best mix when every token price is so many times what it is, and nothing else changes. */
export interface PriceStep {
  readonly factor: number;
  readonly tokenPrice: TokenPrice;
  /**
   * Of the mix that is best then; null where the search counts volume prices at their lowest, and this run's
   * mix costs more than that.
   */
  readonly cost: Money | null;
  /** What no mix costs less than, thresholds in it. */
  readonly lowerBound: Money;
  /** Of this run's best mix and the two extremes, if nobody changes. */
  readonly held: Money;
  readonly allFlex: Money;
  readonly allSeats: Money;
}

/**
 * "no mix costs less than 342,745"; where the bound includes move thresholds, it says so. Where another scenario costs
 * less, it names that instead.
 */
export function boundInWords(report: MixReport): string {
  const { total, moveThresholds, lowerBound, beatenBy } = report;
  if (beatenBy !== null)
    return `${beatenBy.name} costs less, ${wholeNumber(beatenBy.cost)}, so this mix is not called the least`;
  const bound = wholeNumber(lowerBound);
  const none = `no mix${conditionOf(report)}`;
  if (moveThresholds === 0) return `${none} costs less than ${bound}`;
  const [asked, sum] = [wholeNumber(moveThresholds), wholeNumber(plus(total, moveThresholds))];
  return `with the ${asked} that its moves must save it comes to ${sum}, and ${none} to less than ${bound}`;
}

/** What holds for every mix that is compared with the best one. */
function conditionOf({ isPartial, isDecided }: MixReport): string {
  const decided = isDecided ? " with your decisions" : "";
  return isPartial ? `${decided} that leaves what is unknown as it is` : decided;
}

const PRICE_FACTORS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5];
/** The shares of the operations left that a price step and the merged pool may take. */
const STEP_SHARE = 0.12;
const MERGED_SHARE = 0.3;

/** The first year's mix, and the scenarios that it is compared with. */
export interface Reported {
  readonly yearMix: YearMix;
  readonly scenarios: readonly Scenario[];
  readonly reconciliations: readonly Reconciliation[];
  readonly tokenPrices: TokenPrices;
  /** Of the pools of the first year, in their order. */
  readonly covers: readonly (PoolCover | null)[];
  readonly isPartial: boolean;
  readonly isDecided: boolean;
  readonly stays: Stays;
}

/** The report of the first year's mix: its proof, and what the next step is worth; null without a mix. */
export function* mixReportInSteps(
  renewal: Omit<Reported, "yearMix" | "tokenPrices"> & Pick<Renewal, "mixes" | "tokenPrices">,
  budget: Budget,
): Steps<MixReport | null> {
  const { tokenPrices } = renewal;
  const [yearMix] = renewal.mixes;
  if (!yearMix || tokenPrices === null) return null;
  return yield* yearReportInSteps(withStayingCost({ ...renewal, yearMix, tokenPrices }), budget);
}

function* yearReportInSteps(reported: Reported, budget: Budget): Steps<MixReport> {
  const { mix, problem, sunk } = reported.yearMix;
  const total = firstYear(scenarioIn(reported, "best-mix")).cost;
  const sum = plus(total, mix.moveThresholds);
  const lowerBound = money(Math.min(plus(mix.lowerBound, sunk), sum));
  const priceSteps = yield* priceStepsInSteps(reported, total, budget);
  return {
    total,
    moveThresholds: mix.moveThresholds,
    lowerBound,
    isPartial: reported.isPartial,
    isDecided: reported.isDecided,
    gap: fraction(sum > 0 ? minus(sum, lowerBound) / sum : 0),
    beatenBy: beatenBy(reported, total),
    seats: seatReports(reported),
    pools: poolReports(reported),
    merging:
      problem.pools.length > 1
        ? yield* mergedInSteps(problem, mix.total, budget.portion(MERGED_SHARE))
        : null,
    priceSteps,
  };
}

/** Amounts that differ by less than a cent are the same. */
export const CENT = 0.01;

function beatenBy(reported: Reported, cost: Money): MixReport["beatenBy"] {
  const cheaper = comparedOnBasis(reported, scenarioIn(reported, "best-mix"))
    .map((scenario) => ({ name: scenario.name, cost: firstYear(scenario).cost }))
    .filter((other) => other.cost < cost - CENT);
  return cheaper.reduce<MixReport["beatenBy"]>(
    (least, one) => (least === null || one.cost < least.cost ? one : least),
    null,
  );
}

/** With the cost of the seats that stay as they are: it is in every mix, and in no choice. */
function withStayingCost(reported: Reported): Reported {
  const { yearMix, stays } = reported;
  const lines = scenarioIn(reported, "best-mix").lines.filter(({ offering }) => stays.has(offering));
  const cost = firstYearSeatCost(lines);
  return { ...reported, yearMix: { ...yearMix, sunk: plus(yearMix.sunk, cost) } };
}

/** A scenario of the basis; where there is a mix, there are all. */
const scenarioIn = ({ scenarios }: Reported, wanted: Scenario["id"]): Scenario =>
  scenarios.find(({ id }) => id === wanted)!;

/** The best mix at other token prices, and what this run's covers and the two extremes cost then. */
function* priceStepsInSteps(reported: Reported, total: Money, budget: Budget): Steps<PriceStep[]> {
  const { mix, problem, sunk } = reported.yearMix;
  const exact = Math.abs(minus(plus(mix.total, sunk), total)) < 0.01;
  const unchanged = (id: Scenario["id"], factor: number): Money => {
    const { cost, tokenCost } = firstYear(scenarioIn(reported, id));
    return plus(cost, scale(tokenCost, factor - 1));
  };
  const people = yield* mixPeopleInSteps(problem);
  const steps: PriceStep[] = [];
  for (const factor of PRICE_FACTORS) {
    const step =
      factor === 1
        ? mix
        : yield* mixCostInSteps(atTokenPrice(problem, factor), budget.portion(STEP_SHARE), people);
    steps.push({
      factor,
      tokenPrice: scale(reported.tokenPrices.average, factor),
      cost: factor === 1 ? total : exact ? plus(step.total, sunk) : null,
      lowerBound: plus(step.lowerBound, sunk),
      held: unchanged("best-mix", factor),
      allFlex: unchanged("all-flex", factor),
      allSeats: unchanged("all-seats", factor),
    });
  }
  return steps;
}

function seatReports(reported: Reported): SeatReport[] {
  const { mix, problem, listedLeast } = reported.yearMix;
  return mix.seats.map((one) => {
    const listed = listedSeats(scenarioIn(reported, "best-mix").lines, one.offering, 0);
    const inAny = listedLeast.get(one.offering) ?? seats(0);
    return {
      ...one,
      bought: boughtToday(reported.reconciliations, one.offering),
      priceRise: forSeatPrice({ paid: listed }, rate(1)),
      listedLeast: inAny,
      listedMost: most(listedMost(problem, one.offering, inAny), listed),
    };
  });
}

function poolReports(reported: Reported): PoolReport[] {
  const { mix, problem } = reported.yearMix;
  const { pools } = scenarioIn(reported, "best-mix");
  return mix.pools.map((pool, i) => ({
    pool: at(pools, i).pool,
    users: mix.users.filter((user, n) => user.tokens > 0 && (at(problem.users, n).pool ?? 0) === i).length,
    needed: pool.needed,
    bought: pool.bought,
    cost: pool.cost,
    tokenPrice: at(reported.tokenPrices.byPool, i),
    tier: pool.tier,
    oneMore: pool.oneMore,
    tenthMore: forTokenPrice(pool, rate(0.1)),
    edges: tierEdges(pool, at(problem.pools, i)),
    cover: at(reported.covers, i),
  }));
}

/** None where only other offerings are bought; null where nothing says what is. */
function boughtToday(reconciliations: readonly Reconciliation[], offering: string): Seats | null {
  const own = reconciliations.find((one) => one.offering === offering);
  if (own) return own.bought;
  return reconciliations.some(({ bought }) => bought !== null) ? seats(0) : null;
}

/** The most seats of an offering that a mix could have at the list's price, when so many are in any. */
function listedMost(
  { users, offerings, contracts, growth }: MixProblem,
  offering: string,
  inAny: Seats,
): Seats {
  const offer = offerings.find((one) => one.offering === offering) as MixProblem["offerings"][number];
  const could = users.filter(
    ({ needs, held }) =>
      held?.includes(offering) === true || needs.some(({ product }) => opens(offer, product)),
  ).length;
  const onContracts = total(
    contracts.flatMap(({ lines }) =>
      lines.filter((line) => line.offering === offering).map(({ most: n }) => n),
    ),
  );
  return plus(most(wholeUp(seats(could * growth)), inAny), onContracts);
}

const atTokenPrice = (problem: MixProblem, factor: number): MixProblem => ({
  ...problem,
  pools: problem.pools.map((pool) => ({
    ...pool,
    tiers: pool.tiers.map((tier) => ({ ...tier, unitPrice: scale(tier.unitPrice, factor) })),
  })),
});

function* mergedInSteps(problem: MixProblem, apart: Money, budget: Budget): Steps<MixReport["merging"]> {
  const [first] = problem.pools as [MixProblem["pools"][number]];
  const one = yield* mixCostInSteps(
    {
      ...problem,
      users: problem.users.map((user) => ({ ...user, pool: 0 })),
      pools: [{ ...first, others: total(problem.pools.map(({ others }) => others)) }],
    },
    budget,
  );
  return { saving: minus(apart, one.total), tokens: one.pools[0]?.bought ?? tokens(0) };
}
