import type { Analysis } from "./analysis";
import type { Assumptions } from "./assumptions";
import { auditOf } from "./audit/audit";
import { contextOf, type Context } from "./estate/context";
import { withMonthlySeats } from "./renewal/monthly-seats";
import type { Estate } from "./estate/estate";
import { allRates } from "./estate/rates";
import { findings, type Findable } from "./findings";
import { focusFile } from "./focus/focus-file";
import { harvestInSteps } from "./harvest/harvest";
import { budgetFor } from "./mix/mix";
import { consumptionOf, type Consumption } from "./pool/consumption";
import { poolRules } from "./pool/sizing";
import { tokenPlanOf } from "./pool/token-plan";
import { tokenUseOf } from "./pool/token-use";
import { tokenPools, type TokenPools } from "./pool/token-pools";
import { breakEvensOf, type TokenCost } from "./renewal/break-even";
import { poolCovers } from "./renewal/dry-pools";
import { membersOf } from "./renewal/members";
import { mixReportInSteps } from "./renewal/mix-report";
import { negotiationInSteps } from "./negotiation/negotiation";
import { neededSeats, needsByYear } from "./renewal/needs";
import { redeployments } from "./renewal/redeployment";
import {
  renewalScenariosInSteps,
  type Renewal,
  type RenewalInput,
  type TokenPrices,
} from "./renewal/scenarios";
import { robustnessInSteps } from "./renewal/robustness";
import { termsOf } from "./renewal/seat-lines";
import { todayOf } from "./renewal/today";
import { transition } from "./renewal/transition";
import { whatIf } from "./renewal/what-if";
import { bufferedPrice } from "./rules/flex";
import { doubleCoverage } from "./seats/double-coverage";
import { trueDowns } from "./seats/droppable";
import { joinersFactor, reconcile, type Reconciliation } from "./seats/reconciliation";
import { untrackedProducts, untrackedUse } from "./seats/use-without-seat";
import { sharedCosts } from "./shared-costs";
import { finish, type Steps } from "./steps";
import type { DayNumber, TokenPrice } from "./units";
import { peopleByMonth } from "./usage/people-by-month";
import { USE_STAGE } from "./usage/progress";
import { usageInSteps, type Usage } from "./usage/usage";
import { userAnalysesInSteps, USERS_STAGE } from "./users";
import { wasteOf, type WasteInput } from "./waste/waste";

/** The whole analysis of an estate as of a day. The same estate, day and assumptions give the same answer. */
export const analyse = (
  estate: Estate,
  asOf: DayNumber,
  assumptions: Assumptions,
  further?: FurtherAnswers,
): Analysis => finish(analyseInSteps(estate, asOf, assumptions, further));

/** What only some callers ask for. */
export interface FurtherAnswers {
  /** The charges on tokens in the sense of FOCUS. */
  readonly focus?: boolean;
  /** Which assumptions move the saving most; each takes the best mix two times more. */
  readonly swings?: boolean;
}

/** What the exports show of use, and the context with the months in which people use monthly seats. */
function* useInSteps(stated: Context): Steps<UseAnswer> {
  yield USE_STAGE;
  const usage = yield* usageInSteps(stated);
  yield USE_STAGE;
  const context = withMonthlySeats(stated, usage);
  yield USE_STAGE;
  return { usage, context, consumption: consumptionOf(context, usage) };
}

interface UseAnswer {
  readonly usage: Usage;
  readonly context: Context;
  readonly consumption: ReturnType<typeof consumptionOf>;
}

/** `analyse` in steps, for a caller that shows progress or may stop it. */
export function* analyseInSteps(
  estate: Estate,
  asOf: DayNumber,
  assumptions: Assumptions,
  { focus = false, swings = false }: FurtherAnswers = {},
): Steps<Analysis> {
  const { usage, context, consumption } = yield* useInSteps(contextOf(estate, asOf, assumptions));
  yield USE_STAGE;
  const reconciliations = reconcile(context, usage);
  const useWithoutSeat = untrackedUse(context, usage);
  yield USE_STAGE;
  const pool = tokenAnswer(context, usage, consumption);
  yield USE_STAGE;
  const input = yield* renewalInputInSteps(context, usage, consumption, reconciliations);
  const { members, pools, budget } = input;
  const renewal = yield* renewalScenariosInSteps(input);
  const { recommended, plans, seatPrices, tokenPrices } = renewal;
  const covers = poolCovers(context, usage, pools.of, renewal.mixes);
  const mix = yield* mixReportInSteps({ ...renewal, reconciliations, covers }, budget);
  const robustness = yield* robustnessInSteps(input, usage, renewal);
  const negotiation = yield* negotiationInSteps(input, renewal, pool.tokenPlan, swings);
  yield USERS_STAGE;
  const seen = { context, usage, useWithoutSeat, reconciliations, members };
  const users = yield* userAnalysesInSteps({ ...seen, renewal, mix, pools });
  const token = tokenCostOf(tokenPrices, pools);
  const spares = recommended && token ? redeployments(context, members, plans.best, token.price) : [];
  const harvest = yield* harvestInSteps(context, { ...seen, redeployments: spares, renewal });
  yield USERS_STAGE;
  const wasted = wasteAnswer({ context, usage, users, ...pool }, focus);
  const audit = auditOf(context, usage, wasted.waste, pool.tokenUse, reconciliations);
  yield USERS_STAGE;
  const activePeople = peopleByMonth(usage.baseline);
  yield USERS_STAGE;
  return {
    ...factsOf(context),
    coverage: usage.coverage,
    users,
    sharedCosts: sharedCosts({ users, renewal, pools, reconciliations }),
    buffer: pools.buffer,
    keptTokens: pools.kept,
    consumption,
    ...pool,
    ...wasted,
    audit,
    harvest,
    ...breakEvensAt(token, context, seatPrices, mix),
    redeployments: spares,
    moves: recommended ? transition(context, members, plans.best, users, spares) : [],
    reconciliations,
    trueDowns: input.trueDowns,
    renewing: input.renewing,
    activePeople,
    ...besideSeats(seen, token?.price ?? null),
    ...scenariosOf(renewal),
    mix,
    robustness,
    ...negotiation,
    issues: findings({ ...seen, ...pool, ...negotiation, consumption, plans: plans.best, harvest, audit }),
  };
}

/** The use that seats do not pay for: tokens of their holders, and use without a seat. */
const besideSeats = (
  {
    context,
    usage,
    useWithoutSeat,
    reconciliations,
  }: Pick<Findable, "context" | "usage" | "useWithoutSeat" | "reconciliations">,
  tokenPrice: TokenPrice | null,
) => ({
  doubleCoverage: doubleCoverage(context, usage, tokenPrice),
  useWithoutSeat,
  untrackedProducts: untrackedProducts(context, useWithoutSeat, reconciliations),
});

/** The scenarios with their prices. */
const scenariosOf = ({
  scenarios,
  asIs,
  recommended,
  ifAgreed,
  bridge,
  prices,
  seatPrices,
  liveFormulaInputs,
}: Renewal) => ({
  scenarios,
  asIs,
  recommended,
  ifAgreed,
  bridge,
  priceLists: prices,
  seatPrices,
  liveFormulaInputs,
});

/** What is given: the estate, the assumptions and the prices. */
const factsOf = ({ asOf, assumptions, rates, offers, tiers, estate, stays }: Context) => ({
  asOf,
  assumptions,
  rates: allRates(rates),
  offers,
  tiers,
  estate,
  stays,
});

/** What is left of the tokens, what they will be, and how many each rule buys. */
function tokenAnswer(
  context: Context,
  usage: Usage,
  consumption: Consumption,
): Pick<Analysis, "pool" | "tokenPlan" | "tokenUse"> {
  const tokenPlan = tokenPlanOf(context, usage, consumption);
  return {
    pool: poolRules(consumption, context, tokenPlan.risk),
    tokenPlan,
    tokenUse: tokenUseOf(context, usage, consumption, tokenPlan),
  };
}

/** Where tokens go that nobody needed, and all charges on tokens where they are asked for. */
function wasteAnswer(input: WasteInput, hasFocus: boolean): Pick<Analysis, "waste" | "focus"> {
  const waste = wasteOf(input);
  const { context, usage, tokenPlan } = input;
  return { waste, focus: hasFocus ? focusFile(context, usage, tokenPlan, waste.judged) : null };
}

/** The price of a token, and what a product costs on tokens and on a seat; null and none where it is unknown. */
function breakEvensAt(
  token: TokenCost | null,
  context: Context,
  seatPrices: Analysis["seatPrices"],
  mix: Analysis["mix"],
): Pick<Analysis, "tokenPrice" | "bufferedTokenPrice" | "breakEvens" | "whatIfs"> {
  if (token === null) return { tokenPrice: null, bufferedTokenPrice: null, breakEvens: [], whatIfs: [] };
  const breakEvens = breakEvensOf(context, seatPrices, token, mix?.pools ?? []);
  return {
    tokenPrice: token.price,
    bufferedTokenPrice: token.buffered,
    breakEvens,
    whatIfs: breakEvens.flatMap((product) => whatIf(product, token.buffered, context.assumptions)),
  };
}

/** What a token costs, averaged over all pools; null is unknown. */
const tokenCostOf = (prices: TokenPrices | null, { buffer }: TokenPools): TokenCost | null =>
  prices && { price: prices.average, buffered: bufferedPrice(prices.average, buffer) };

/** The facts that the renewal is decided on. */
function* renewalInputInSteps(
  context: Context,
  usage: Usage,
  consumption: Consumption,
  reconciliations: readonly Reconciliation[],
): Steps<RenewalInput & Pick<Analysis, "renewing">> {
  const { demands, coverage } = usage;
  const joiners = joinersFactor(demands, context.assumptions);
  const terms = termsOf(context);
  const members = membersOf(context, usage);
  yield USE_STAGE;
  const needed = neededSeats({ reconciliations, members, coverage, joiners });
  const renewing = { lines: terms.lines, needs: needsByYear(needed, context) };
  yield USE_STAGE;
  return {
    context,
    terms,
    members,
    reconciliations,
    trueDowns: trueDowns(renewing.lines, renewing.needs),
    renewing,
    needed,
    pools: tokenPools(context, usage, consumption),
    tooShort: coverage.tooShort,
    joiners,
    today: todayOf(context, usage, consumption, joiners),
    budget: budgetFor({ users: members }),
  };
}
