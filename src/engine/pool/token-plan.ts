import { at } from "../at";
import { isoDay, lastDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { PersonIndex } from "../estate/estate";
import { packsWithoutEnd, packTerms } from "../estate/pack-terms";
import { grouped } from "../grouped";
import { because } from "../evidence/refusals";
import { monthRule } from "../rules/pool-size";
import { minus, money, sumKnown, type Money, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { listed } from "../wording";
import { joinersFactor } from "../seats/reconciliation";
import { countingOf, type Consumption } from "./consumption";
import { burnOf, type BurnMonth } from "./burn-alert";
import { forecastOf, type PastMonth, type TokenForecast } from "./forecast";
import type { Ledger } from "./ledger";
import { ledgersOf, type Ledgers, type Merging, type PoolLedger } from "./pool-ledgers";
import { drawnByKey, type Drawn } from "./months";
import {
  planOf,
  withPlan,
  type Ending,
  type Plan,
  type PlanGap,
  type PlannedForecast,
  type Without,
} from "./planned-use";
import { ledgerPacks, poolOf } from "./ledger-packs";
import { expectedSpendOf, poolRiskOf, type PoolRisk } from "./pool-risk";
import { refilledPacks } from "./tokens-besides";

/** What will be drawn, what is left of the packs, and whether the last month came as expected (DOMAIN §6). */
export interface TokenPlan {
  /**
   * The months after the last whole one, to the twelfth after the as-of date, with what is planned; null if too few are
   * known.
   */
  readonly forecast: PlannedForecast | null;
  /** Rows of Planned use that the forecast leaves out. */
  readonly planGaps: readonly PlanGap[];
  /**
   * All packs. Null without a pack, without an export by days, or if packs, rates or the use of some people are
   * unknown: `noLedger` says why.
   */
  readonly ledger: Ledger | null;
  /** Why there are packs and no ledger; null where there is one, or no pack. */
  readonly noLedger: string | null;
  /** The pools, each with its own purchases, where packs and use name them; else none. */
  readonly pools: readonly PoolPlan[];
  /** Why packs of several pools are replayed as one; null where they are not, or are of one pool. */
  readonly together: string | null;
  /** What one pool would save against several. */
  readonly merging: Merging | null;
  /** The expected cost of the coming twelve months by the orders of least spend; null for one pool, or if unknown. */
  readonly mergedSpend: MergedSpend | null;
  /** The need of a month by the peak rule, where a contract fills its packs up again every month. */
  readonly monthlyNeed: Tokens | null;
  /** The last whole months against their forecasts, and the last of them; null where it cannot be judged. */
  readonly burn: readonly BurnMonth[];
  readonly lastMonth: BurnMonth | null;
  /**
   * All packs and all use, from now on as one pool where there are several. Null without a forecast of any use, and
   * where the price of a token is unknown.
   */
  readonly risk: PoolRisk | null;
}

/** A pool, and how many tokens to buy for it. */
export interface PoolPlan extends PoolLedger {
  /** Null if its forecast expects no use, or without one. */
  readonly risk: PoolRisk | null;
}

/** First orders, top-ups and priced lock-outs of the coming twelve months, of several pools and of one instead. */
export interface MergedSpend {
  readonly apart: Money;
  readonly merged: Money;
}

export function tokenPlanOf(context: Context, usage: Usage, consumption: Consumption): TokenPlan {
  const { asOf } = context;
  const { history } = consumption;
  const last = history.at(-1)?.month;
  const plan = planOf(context, last === undefined ? asOf : lastDayOf(last));
  const forecast = last === undefined ? null : plannedForecast(context, usage, consumption, plan);
  const why = whyNoLedger(context, usage, consumption);
  const { ledger, pools, together, merging } =
    why === null ? ledgersOf({ context, usage, consumption, forecast }) : NO_LEDGERS;
  const { perUserDay } = consumption;
  const risk = poolRiskOf(context, { forecast, ledger, packs: context.packs, perUserDay });
  const plans = pools.map((own): PoolPlan => {
    const packs = context.packs.filter((pack) => poolOf(pack) === own.pool);
    return { ...own, risk: poolRiskOf(context, { ...own, packs, perUserDay }) };
  });
  const hasPacks = context.estate.packs.length + context.estate.tokenEvents.length > 0;
  const burn = burnOf(context, usage, consumption);
  return {
    forecast,
    planGaps: plan.gaps,
    ledger,
    noLedger: ledger === null && hasPacks ? (why ?? whyUnreplayed(context, consumption)) : null,
    pools: plans,
    together,
    merging,
    mergedSpend: mergedSpendOf(plans, risk),
    monthlyNeed: monthlyNeed(context, consumption),
    burn,
    lastMonth: burn.find(({ month }) => month === last) ?? null,
    risk,
  };
}

/** A pool without a forecast of any use buys nothing. */
function mergedSpendOf(pools: readonly PoolPlan[], merged: PoolRisk | null): MergedSpend | null {
  if (pools.length === 0 || merged === null || pools.some(({ forecast }) => forecast === null)) return null;
  const spends = pools.map(({ risk }) => (risk === null ? money(0) : expectedSpendOf(risk)));
  const [apart, asOne] = [sumKnown(spends), expectedSpendOf(merged)];
  return apart === null || asOne === null ? null : { apart, merged: asOne };
}

/** The ledger of all packs as if each pack without an end of its own ended with its contract. */
export function ledgerWithContracts(
  context: Context,
  usage: Usage,
  consumption: Consumption,
  { forecast }: Pick<TokenPlan, "forecast">,
): Ledger | null {
  const contracts = context.estate.contracts.map((one) => ({
    tokensEnd: "with the contract" as const,
    ...one,
  }));
  const estate = { ...context.estate, contracts };
  return ledgersOf({
    context: { ...context, estate, packs: packTerms(estate) },
    usage,
    consumption,
    forecast,
  }).ledger;
}

const NO_LEDGERS: Ledgers = { ledger: null, pools: [], together: null, merging: null };

/** Why packs and days are known and there is no ledger: no pack has begun, or a day has no known tokens. */
function whyUnreplayed(context: Context, { draws, unknown }: Consumption): string {
  const first = draws?.first ?? context.asOf;
  const hasBegun = ledgerPacks(context).packs.some(
    ({ purchased, lastDay }) => purchased <= context.asOf && lastDay >= first,
  );
  if (!hasBegun) return "no pack has begun that runs in the time of the exports";
  if (unknown.length === 0) return "the tokens of some days are unknown";
  return `the tokens per day of ${listed(unknown.map(({ product }) => product))} are unknown`;
}

/** Why the packs cannot be replayed; null where nothing stands against it. */
function whyNoLedger(
  { estate, unknowns }: Context,
  { coverage }: Usage,
  { draws }: Consumption,
): string | null {
  const refused = [...unknowns.because("tokens bought"), ...unknowns.because("token events")];
  const [endless] = packsWithoutEnd(estate, unknowns);
  if (refused.length > 0) return because(refused, estate);
  if (endless !== undefined) return `the end of the pack bought on ${isoDay(endless.purchased)} is unknown`;
  if (draws === null) return "no export says on which days tokens were drawn";
  return coverage.tokensCovered ? null : "the exports may leave out users of tokens";
}

/** The packs that each month needs, where they are filled up again; null without, or where no peak is known. */
function monthlyNeed(context: Context, { peak }: Consumption): Tokens | null {
  const { assumptions } = context;
  return refilledPacks(context).length > 0 && peak !== null
    ? monthRule(peak, assumptions.peakBuffer, assumptions.packSize)
    : null;
}

function plannedForecast(
  context: Context,
  usage: Usage,
  { history }: Consumption,
  plan: Plan,
): PlannedForecast | null {
  const { asOf, assumptions } = context;
  const horizon = monthOf(asOf) + 12 - at(history, history.length - 1).month;
  const base = forecastOf(history, horizon);
  if (base === null) return null;
  const { demands } = usage;
  const factors = { joiners: joinersFactor(demands, assumptions), growth: 1 + assumptions.growth };
  const without = withoutEnded(context, usage, history, plan.endings, horizon);
  return withPlan(context, base, plan, factors, without);
}

/** The forecast of the months so far without the people whose use has ended, of each group of them once. */
function withoutEnded(
  context: Context,
  usage: Usage,
  history: Consumption["history"],
  endings: readonly Ending[],
  horizon: number,
): Without {
  const drawnIn = endedDraws(context, usage, endings);
  const found = new Map<string, TokenForecast | null>();
  return (ended) => {
    const key = ended.join();
    const known = found.get(key);
    if (known !== undefined) return known;
    const gone = [...new Set(ended.flatMap((place) => drawnIn.get(place) ?? []))];
    const rest = history.map(({ month, tokens: drawn }): PastMonth => {
      const taken = sumKnown(gone.flatMap((one) => one.get(month) ?? []));
      return { month, tokens: drawn === null || taken === null ? null : minus(drawn, taken) };
    });
    const forecast = forecastOf(rest, horizon);
    found.set(key, forecast);
    return forecast;
  };
}

/** What the persons and products of each ending have drawn; two endings may be of the same person and product. */
function endedDraws(
  context: Context,
  usage: Usage,
  endings: readonly Ending[],
): ReadonlyMap<number, readonly Drawn[]> {
  const { isDoubled, hasLeft } = countingOf(usage);
  const byPerson = grouped([...endings.entries()], ([, { person }]) => person);
  const placesOf = (person: PersonIndex, product: string): number[] =>
    (byPerson.get(person) ?? []).flatMap(([place, ending]) =>
      ending.product === undefined || ending.product === product ? [place] : [],
    );
  const drawnIn = new Map<number, Drawn[]>();
  const drawnByPair = drawnByKey(context, usage.baseline, (person, product) =>
    hasLeft(person) || isDoubled(person, product) || placesOf(person, product).length === 0
      ? undefined
      : `${person} ${product}`,
  );
  for (const [key, drawn] of drawnByPair) {
    const blank = key.indexOf(" ");
    for (const place of placesOf(Number(key.slice(0, blank)), key.slice(blank + 1))) {
      const own = drawnIn.get(place);
      if (own) own.push(drawn);
      else drawnIn.set(place, [drawn]);
    }
  }
  return drawnIn;
}
