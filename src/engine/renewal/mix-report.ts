import type { TokenTier } from "../estate/estate";
import type { Budget } from "../mix/budget";
import type { Steps } from "../steps";
import { mixCostInSteps } from "../mix/mix";
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
import { listedSeats } from "./scenario-cost";
import type { Scenario } from "./scenarios";

/** How good the best mix of the first year is, what it buys, and what the next step is worth (DOMAIN §5). */
export interface MixReport {
  /** What it costs in the first year, as the scenario does. */
  readonly total: Money;
  /** The least saving asked for each person who is moved: it weighs in the choice, and nobody pays it. */
  readonly moveThresholds: Money;
  /** No mix has a total + thresholds below this. */
  readonly lowerBound: Money;
  /** How far the total + thresholds may be above the best there is, as a share of them. */
  readonly gap: Fraction;
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
  /** What one person more with a seat costs, and one fewer saves: its price, or less where seats are paid for anyway. */
  readonly oneMore: Money;
  readonly oneFewer: Money;
  /** What 1 more on the list's price would cost if nobody changed. */
  readonly priceRise: Money;
  /** At the list's price: how many of them are paid for in any mix, and how many could be in one. */
  readonly listedLeast: Seats;
  readonly listedMost: Seats;
}

export interface PoolReport {
  /** Null where there is one pool, or for those of whom no table says which. */
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
}

/** The best mix when every token price is so many times what it is, and nothing else changes. */
export interface PriceStep {
  readonly factor: number;
  readonly tokenPrice: TokenPrice;
  /** Of the mix that is best then; null where the search counts volume prices at their lowest, and this run's mix costs more than that. */
  readonly cost: Money | null;
  /** What no mix costs less than, thresholds in it. */
  readonly lowerBound: Money;
  /** Of this run's best mix and the two extremes, if nobody changes. */
  readonly held: Money;
  readonly allFlex: Money;
  readonly allSeats: Money;
}

/** "no mix costs less than 342,745"; with what moves must save said, where the bound has it in it. */
export const boundInWords = ({ total, moveThresholds: thresholds, lowerBound }: MixReport): string =>
  thresholds > 0
    ? `with the ${wholeNumber(thresholds)} that its moves must save it comes to ${wholeNumber(plus(total, thresholds))}, and no mix to less than ${wholeNumber(lowerBound)}`
    : `no mix costs less than ${wholeNumber(lowerBound)}`;

const PRICE_FACTORS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5];
/** The shares of the operations left that a price step and the merged pool may take. */
const STEP_SHARE = 0.12;
const MERGED_SHARE = 0.3;

/** The proof of the first year's mix; `scenarios` are those of the renewal, `tokenPrices` what a token of each pool costs. */
export function* mixReportInSteps(
  { mix, problem, sunk, listedLeast }: YearMix,
  scenarios: readonly Scenario[],
  reconciliations: readonly Reconciliation[],
  tokenPrices: readonly TokenPrice[],
  tokenPrice: TokenPrice,
  budget: Budget,
): Steps<MixReport> {
  const firstYear = (id: Scenario["id"]) => scenarios.find((one) => one.id === id)?.years[0];
  const best = firstYear("best-mix");
  const recommended = scenarios.find(({ id }) => id === "best-mix");
  const names = recommended?.pools ?? [];
  const exact = Math.abs(minus(plus(mix.total, sunk), best?.cost ?? money(0))) < 0.01;
  const sum = plus(best?.cost ?? money(0), mix.moveThresholds);
  const bound = (of: Money): Money => money(Math.min(plus(of, sunk), sum));
  const lowerBound = bound(mix.lowerBound);
  const at = (id: Scenario["id"], factor: number): Money => {
    const { cost = money(0), tokenCost = money(0) } = firstYear(id) ?? {};
    return plus(cost, scale(tokenCost, factor - 1));
  };
  const priceSteps: PriceStep[] = [];
  for (const factor of PRICE_FACTORS) {
    const step =
      factor === 1 ? mix : yield* mixCostInSteps(atTokenPrice(problem, factor), budget.portion(STEP_SHARE));
    priceSteps.push({
      factor,
      tokenPrice: scale(tokenPrice, factor),
      cost: factor === 1 && best ? best.cost : exact ? plus(step.total, sunk) : null,
      lowerBound: plus(step.lowerBound, sunk),
      held: at("best-mix", factor),
      allFlex: at("all-flex", factor),
      allSeats: at("all-seats", factor),
    });
  }
  return {
    total: best?.cost ?? money(0),
    moveThresholds: mix.moveThresholds,
    lowerBound,
    gap: fraction(sum > 0 ? minus(sum, lowerBound) / sum : 0),
    seats: mix.seats.map((one): SeatReport => {
      const listed = listedSeats(recommended?.lines ?? [], one.offering, 0);
      const inAny = listedLeast.get(one.offering) ?? seats(0);
      return {
        ...one,
        bought: boughtToday(reconciliations, one.offering),
        priceRise: forSeatPrice({ paid: listed }, rate(1)),
        listedLeast: inAny,
        listedMost: most(listedMost(problem, one.offering, inAny), listed),
      };
    }),
    pools: mix.pools.map((pool, i) => ({
      pool: names[i]?.pool ?? null,
      users: mix.users.filter((user, n) => user.tokens > tokens(0) && (problem.users[n]?.pool ?? 0) === i)
        .length,
      needed: pool.needed,
      bought: pool.bought,
      cost: pool.cost,
      tokenPrice: tokenPrices[i] ?? tokenPrice,
      tier: pool.tier,
      oneMore: pool.oneMore,
      tenthMore: forTokenPrice(pool, rate(0.1)),
      edges: tierEdges(pool, problem.pools[i] as MixProblem["pools"][number]),
    })),
    merging:
      problem.pools.length > 1
        ? yield* mergedInSteps(problem, mix.total, budget.portion(MERGED_SHARE))
        : null,
    priceSteps,
  };
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
