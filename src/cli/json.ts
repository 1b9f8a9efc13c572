import { leftUnknown, type TableCount } from "../engine/evidence/tables-read";
import { at } from "../engine/at";
import type { Analysis, UserAnalysis, UserDecision } from "../engine/analysis";
import type { AssumptionKey } from "../engine/assumptions";
import { isoDay, isoMonth, isoOrNull } from "../engine/calendar";
import type { Conversion, TokenTier } from "../engine/estate/estate";
import type { Issue } from "../engine/issues";
import type { TierEdge } from "../engine/mix/price-changes";
import type { Bridge } from "../engine/renewal/bridge";
import type { MixReport, PoolReport, PriceStep, SeatReport } from "../engine/renewal/mix-report";
import type { UserCover } from "../engine/renewal/plan";
import type { SeatLine, YearCost } from "../engine/renewal/scenario-cost";
import { knownCost, knownPresentValue, knownTotal } from "../engine/renewal/known-cost";
import type { Scenario } from "../engine/renewal/scenarios";
import type { Reconciliation } from "../engine/seats/reconciliation";
import { rulesWithout } from "../engine/pool/sizing";
import type { Headline } from "../engine/statements/headlines";
import { renewalCalendar, type CalendarEntry } from "../engine/renewal/renewal-calendar";
import { renewalLines, type RenewalLine } from "../engine/renewal/renewal-lines";
import { ofKind, statementsOf, type Statement } from "../engine/statements/statements";
import type { SharedCost } from "../engine/shared-costs";
import type { ProductDemand } from "../engine/usage/demand";
import { negotiationJson } from "./negotiation-json";
import { outcomeJson, poolRiskJson } from "./pool-risk-json";
import { rightsJson } from "./true-down-json";
import { tokenUseJson } from "./token-use-json";
import { auditJson } from "./audit-json";
import { harvestJson } from "./harvest-json";
import { JsonList, jsonPieces } from "./json-pieces";
import { wasteJson } from "./waste-json";
import { robustnessJson } from "./robustness-json";
import { plannedJson, tokenPlanJson } from "./token-plan-json";
import type { Run } from "../sheets/run";

/** The second number grows when a field is added, the first when a field changes its meaning. */
export const JSON_VERSION = "1.11";

/** The whole answer as JSON, as docs/json.md describes it. The same input gives the same bytes. */
export const toJson = (run: Run): string => [...answerPieces(run)].join("");

/** The same in pieces, for a file: the text of many users never exists as a whole. */
export function* answerPieces(run: Run): Generator<string> {
  yield* jsonPieces(answerJson(run));
  yield "\n";
}

/** Every field is named here, so that a rename in the engine cannot rename a field of the JSON. */
function answerJson(run: Run) {
  const { analysis, counts, issues } = run;
  const statements = statementsOf(run);
  return {
    version: JSON_VERSION,
    asOf: isoDay(analysis.asOf),
    currency: analysis.assumptions.currency,
    exchangeRates: analysis.estate.conversions.map(exchangeRateJson),
    window: windowJson(analysis),
    assumptions: assumptionsJson(analysis),
    sources: counts.map(sourceJson),
    issues: new JsonList(issues, issueJson),
    refusals: refusalsJson(analysis),
    users: new JsonList(analysis.users, userJson),
    sharedCosts: analysis.sharedCosts.map(sharedCostJson),
    pool: poolJson(analysis),
    evidence: ofKind(statements, "trust").map(({ text }) => text),
    statements: statements.map(statementJson),
    renewalLines: renewalLines(analysis).map(renewalLineJson),
    calendar: renewalCalendar(analysis).map(calendarJson),
    breakEven: breakEvenJson(analysis),
    reconciliation: analysis.reconciliations.map(reconciliationJson),
    trueDown: trueDownJson(analysis),
    rights: rightsJson(analysis),
    scenarios: analysis.scenarios.map(scenarioJson),
    ifVendorAgrees: analysis.ifAgreed && scenarioJson(analysis.ifAgreed),
    bridge: analysis.bridge && bridgeJson(analysis.bridge),
    mix: analysis.mix && mixJson(analysis.mix),
    robustness: robustnessJson(analysis),
    ...negotiationJson(analysis, scenarioJson),
    redeployments: redeploymentsJson(analysis),
    moves: movesJson(analysis),
    whatIf: whatIfJson(analysis),
    doubleCoverage: doubleCoverageJson(analysis),
    useWithoutSeat: useWithoutSeatJson(analysis),
    untrackedProducts: untrackedJson(analysis),
    audit: auditJson(analysis.audit, analysis.estate),
    waste: wasteJson(analysis.waste, analysis.estate),
    ...harvestJson(analysis),
  };
}

const exchangeRateJson = ({ from, to, rate, rows }: Conversion) => ({
  from,
  to,
  rate: rate?.rate ?? null,
  asOf: isoOrNull(rate?.asOf ?? null),
  reference: rate?.reference ?? null,
  rows,
});

const calendarJson = ({ day, kind, of, text, standing }: CalendarEntry) => ({
  day: isoOrNull(day),
  kind,
  of,
  text,
  standing,
});

/** The JSON's name of each assumption. */
const ASSUMPTION_NAMES: Readonly<Record<AssumptionKey, string>> = {
  currency: "currency",
  poolBuffer: "poolBuffer",
  packSize: "packSize",
  tierKind: "tierKind",
  smallestPurchase: "smallestPurchase",
  poolRule: "poolRule",
  tokenPools: "tokenPools",
  seatTierKind: "seatTierKind",
  moveThreshold: "leastSaving",
  keptSegments: "keptSegments",
  movesPerWeek: "movesPerWeek",
  seatUplift: "seatUplift",
  tokenUplift: "tokenUplift",
  growth: "growth",
  discountRate: "discountRate",
  seatsFall: "seatsFall",
  rightPremium: "rightPremium",
  years: "years",
  plannedJoiners: "plannedJoiners",
  peakBuffer: "peakBuffer",
  averageBuffer: "averageBuffer",
  season: "season",
  seasonBuffer: "seasonBuffer",
  offSeasonBuffer: "offSeasonBuffer",
  loadFactor: "loadFactor",
  whatIfTokens: "whatIfTokens",
  wantedCover: "wantedCover",
  topUpPrice: "topUpPrice",
  topUpMonths: "topUpMonths",
  topUpDays: "topUpDays",
  lockOutPrice: "lockOutPrice",
  seed: "seed",
  mostDryChance: "mostDryChance",
  mostExpiring: "mostExpiring",
  approvalLimit: "approvalLimit",
  quarterPointsLow: "quarterPointsLow",
  quarterPointsHigh: "quarterPointsHigh",
  discountInside: "discountInside",
  discountStandalone: "discountStandalone",
  usageReportDays: "usageReportDays",
  datesAre: "datesAre",
  leastDays: "leastDays",
  mostDays: "mostDays",
  exportsComplete: "exportsComplete",
  gapWorkdays: "gapWorkdays",
  wholeYearDays: "wholeYearDays",
  leastHolders: "leastHolders",
  leastSeen: "leastSeen",
  manyHolders: "manyHolders",
  filteredProducts: "filteredProducts",
  usualUnseen: "usualUnseen",
  lowConfidenceDays: "lowConfidenceDays",
  staleDays: "staleDays",
  newDays: "newDays",
  dormantDays: "dormantDays",
  powerDays: "powerDays",
  regularDays: "regularDays",
  occasionalDays: "occasionalDays",
  activeDays: "activeDays",
  occasionalActivityDays: "occasionalActivityDays",
  harvestLoginDays: "harvestLoginDays",
  harvestWindowDays: "harvestWindowDays",
  harvestGraceDays: "harvestGraceDays",
  harvestLatestDays: "harvestLatestDays",
  harvestLow: "harvestLow",
  harvestHigh: "harvestHigh",
  varianceFlag: "varianceFlag",
  trueUpMonths: "trueUpMonths",
  trueDownCap: "trueDownCap",
  noticeDays: "noticeDays",
  preparationDays: "preparationDays",
  reviewDays: "reviewDays",
  renewalOpensDays: "renewalOpensDays",
  accessDays: "accessDays",
  renewalClosesDays: "renewalClosesDays",
  timeZone: "timeZone",
  dayBegins: "dayBegins",
  dayEnds: "dayEnds",
  workingDays: "workingDays",
  shortMinutes: "shortMinutes",
  sharedDays: "sharedDays",
  auditLetter: "auditLetter",
  auditDays: "auditDays",
  discrepancyDays: "discrepancyDays",
  defenceCost: "defenceCost",
  billingAccount: "billingAccount",
  invoiceIssuer: "invoiceIssuer",
  extensionDays: "extensionDays",
};

/** A person's identifier; null for nobody. */
const userId = ({ estate }: Analysis, person: number | null): string | null =>
  person === null ? null : (estate.people[person]?.id ?? null);

/** The rows and cells that could not be read, and what that leaves unknown. */
const refusalsJson = (analysis: Analysis) =>
  new JsonList(analysis.estate.refusals, (refusal) => {
    const { file, sheet, kind } = at(analysis.estate.sources, refusal.origin.source);
    const { contract = null, offering = null, product = null, person = null } = refusal;
    return {
      file,
      sheet,
      table: kind,
      row: refusal.origin.row,
      rows: refusal.rows,
      columns: refusal.columns,
      contract,
      offering,
      product,
      user: userId(analysis, person),
      unknown: leftUnknown(refusal, analysis.estate),
    };
  });

const windowJson = ({ coverage: { window } }: Analysis) =>
  window && {
    first: isoDay(window.first),
    last: isoDay(window.last),
    baselineFirst: isoDay(window.baselineFirst),
  };

const assumptionsJson = ({ assumptions }: Analysis) =>
  Object.fromEntries(
    (Object.keys(assumptions) as AssumptionKey[]).map((key) => [ASSUMPTION_NAMES[key], assumptions[key]]),
  );

const sourceJson = ({ file, sheet, kind, rows, used, skipped, hash }: TableCount) => ({
  file,
  sheet,
  kind,
  rows,
  used,
  skipped,
  sha256: hash ?? null,
});

const statementJson = (one: Statement | Headline) => ({
  kind: one.kind,
  text: one.text,
  certainty: one.certainty,
  worth: one.kind === "headline" ? null : (one.worth ?? null),
  figure: one.kind === "headline" ? { id: one.id, value: one.value, unit: one.unit, note: one.note } : null,
});

const renewalLineJson = (line: RenewalLine) => ({
  kind: line.kind,
  contract: line.contract,
  offering: line.offering,
  ends: isoOrNull(line.ends),
  have: line.have,
  renew: line.renew,
  drop: line.drop,
  add: line.add,
  saving: line.money,
  tellBy: isoOrNull(line.tellBy),
  status: line.status,
  certainty: line.certainty,
  ifVendorAgrees: line.ifAgreed && { seats: line.ifAgreed.seats, saving: line.ifAgreed.money },
});

const issueJson = ({ severity, code, message, file, sheet, row, column, rows }: Issue) => ({
  severity,
  code,
  message,
  file: file ?? null,
  sheet: sheet ?? null,
  row: row ?? null,
  column: column ?? null,
  rows,
});

const userJson = (user: UserAnalysis) => ({
  user: user.user,
  name: user.name,
  department: user.department,
  team: user.team,
  products: user.products.map(productJson),
  daysPerMonth: user.daysPerMonth,
  segment: user.segment,
  activity: user.activity,
  lastUse: isoOrNull(user.lastUse),
  confidence: user.confidence,
  leaver: user.leaver,
  current: user.heldSeats,
  usedWithoutSeat: user.usedWithoutSeat,
  drawnTokens: user.drawnTokens,
  recommended: coverJson(user.recommended),
  bySeats: coverJson(user.bySeats),
  flexTokens: user.flexTokens,
  currentCost: user.currentCost,
  seatCost: user.seatCost,
  flexCost: user.flexCost,
  cost: user.cost,
  idleSeats: user.idleSeats.map(({ offering, share }) => ({ offering, share })),
  saving: user.saving,
  reasons: user.reasons,
  pool: user.pool,
  decision: user.decision && decisionJson(user.decision),
  runnerUp: user.runnerUp && { ...coverJson(user.runnerUp), more: user.runnerUp.more },
});

const decisionJson = ({ text, refused, instead }: UserDecision) => ({
  text,
  used: refused === null,
  refused,
  instead: instead && { ...coverJson(instead), more: instead.more },
});

const sharedCostJson = ({ kind, offering, pool, text, today, recommended }: SharedCost) => ({
  kind,
  offering,
  pool,
  text,
  today,
  recommended,
});

const productJson = ({ product, days, drawn, onFlex, onSeats, basis, lastDay }: ProductDemand) => ({
  product,
  days,
  drawn,
  onFlex,
  onSeats,
  basis,
  lastDay: isoOrNull(lastDay),
});

const coverJson = ({ seats, flex, tokens }: UserCover) => ({ seats, flex, tokens });

const poolJson = ({
  tokenPrice,
  bufferedTokenPrice,
  consumption,
  pool,
  tokenPlan,
  tokenUse,
  estate,
}: Analysis) => ({
  tokenPrice,
  effectiveTokenPrice: bufferedTokenPrice,
  year: consumption.year,
  leastYear: consumption.leastYear,
  adjusted: consumption.adjusted,
  estimated: consumption.estimated,
  rules: pool.map(({ rule, tokens, expectedExpired, runOutRisk, cost, simulated }) => ({
    rule,
    tokens,
    expectedExpired,
    runOutRisk,
    cost,
    simulated: simulated && outcomeJson(simulated),
  })),
  rulesWithout: rulesWithout(consumption, pool, tokenPlan.risk),
  monthly: consumption.months.map(({ month, tokens, covered }) => ({
    month: isoMonth(month),
    tokens,
    covered,
  })),
  byProduct: consumption.byProduct.map(({ product, tokens }) => ({ product, tokens })),
  ...tokenPlanJson(tokenPlan),
  plan: estate.plannedUse.map(plannedJson),
  risk: tokenPlan.risk && poolRiskJson(tokenPlan.risk),
  ...tokenUseJson(tokenUse),
});

const breakEvenJson = ({ breakEvens }: Analysis) =>
  breakEvens.map(({ product, tokensPerDay, seatPrice, dayMore, days, daysWithBuffer, lateSeat }) => ({
    product,
    tokensPerDay,
    seatPrice,
    dayMore,
    days,
    daysWithBuffer,
    lateSeat,
  }));

const reconciliationJson = (of: Reconciliation) => ({
  offering: of.offering,
  bought: of.bought,
  assigned: of.assigned,
  active: of.active,
  needed: of.needed,
  kept: of.kept,
  variance: of.variance,
  flagged: of.flagged,
  trueUpCost: of.trueUpCost,
  trueUpLow: of.trueUpLow,
  trueUpHigh: of.trueUpHigh,
  monthsOver: of.monthsOver,
  monthsOverLow: of.months.low,
  monthsOverHigh: of.months.high,
  owed: of.owed,
  idle: of.idle,
  unsettled: of.unsettled.map(({ why, seats, day }) => ({ why, seats, day: isoOrNull(day) })),
  overagePrice: of.overagePrice,
  overageBasis: of.overageBasis,
  overageCap: of.overageCap,
  proratedUntilRenewal: of.prorated,
  trueUps: of.trueUps.map(({ wording, isAgreed, seats, seatMonths, retroactive, forward, reason }) => ({
    wording,
    inContract: isAgreed,
    seatsLow: seats.low,
    seatsHigh: seats.high,
    seatMonthsLow: seatMonths.low,
    seatMonthsHigh: seatMonths.high,
    retroactiveLow: retroactive.low,
    retroactiveHigh: retroactive.high,
    forwardLow: forward.low,
    forwardHigh: forward.high,
    reason,
  })),
  shelfware: of.shelfware,
  shelfwareCost: of.shelfwareCost,
  contractPrice: of.contractPrice,
  unitPrice: of.unitPrice,
  listPrice: of.listPrice,
});

const trueDownJson = ({ trueDowns }: Analysis) =>
  trueDowns.map((line) => ({
    contract: line.contract,
    offering: line.offering,
    bought: line.bought,
    droppable: line.droppable,
    price: line.price,
    saving: line.saving,
    renewal: isoOrNull(line.renewal),
    changes: isoOrNull(line.changes),
    noticeDeadline: isoOrNull(line.noticeDeadline),
    noticeAssumed: line.noticeAssumed,
    autoRenews: line.autoRenews,
    committedUntil: isoOrNull(line.committedUntil),
    sureSaving: line.sureSaving,
    path: line.path,
  }));

const scenarioJson = (scenario: Scenario) => ({
  id: scenario.id,
  name: scenario.name,
  seats: scenario.lines.map(seatLineJson),
  tokensNeeded: scenario.pools.reduce((sum, { needed }) => sum + at(needed, 0), 0),
  years: scenario.years.map((year) => ({ ...yearJson(year), cost: knownCost(scenario, year) })),
  total: knownTotal(scenario),
  presentValue: knownPresentValue(scenario),
  savingVsAsIs: scenario.savingVsAsIs,
  asks: scenario.asks.map(({ text }) => text),
  leftOut: scenario.leftOut,
});

const bridgeJson = ({ from, to, steps }: Bridge) => ({
  from,
  to,
  steps: steps.map(({ id, name, amount, people, seats, tokens }) => ({
    id,
    name,
    amount,
    people,
    seats,
    tokens,
  })),
});

const seatLineJson = ({
  offering,
  contract,
  seats,
  unitPrice,
  listed,
  uplift,
  upliftCap,
  committed,
  source,
}: SeatLine) => ({
  offering,
  contract,
  seats,
  unitPrice,
  listed,
  uplift,
  upliftCap,
  committed,
  new: source === null,
});

const yearJson = ({ year, seats, tokens, tokenPrice, cost, tokenCost, pools }: YearCost) => ({
  year,
  seats,
  tokens,
  tokenPrice,
  cost,
  tokenCost,
  pools: pools.map((pool) => ({ needed: pool.needed, tokens: pool.tokens, cost: pool.cost })),
});

/** The best mix of the first year; `seats`, `tokens`, `tokenPrice` and `tier` summarise `offerings` and `pools`. */
const mixJson = ({
  total,
  moveThresholds,
  lowerBound,
  gap,
  beatenBy,
  seats,
  pools,
  merging,
  priceSteps,
}: MixReport) => {
  const onlyPool = pools.length === 1 ? at(pools, 0) : null;
  return {
    total,
    thresholds: moveThresholds,
    lowerBound,
    gap,
    beatenBy: beatenBy && { name: beatenBy.name, cost: beatenBy.cost },
    seats: Object.fromEntries(seats.map(({ offering, assigned }) => [offering, assigned])),
    tokens: pools.reduce((sum, { bought }) => sum + bought, 0),
    tokenPrice: onlyPool?.tokenPrice ?? null,
    tier: onlyPool?.tier.minimum ?? null,
    offerings: seats.map(mixSeatsJson),
    pools: pools.map(mixPoolJson),
    merging: merging && { saving: merging.saving, tokens: merging.tokens },
    priceSteps: priceSteps.map(priceStepJson),
  };
};

const mixSeatsJson = (seats: SeatReport) => ({
  offering: seats.offering,
  assigned: seats.assigned,
  paid: seats.paid,
  bought: seats.bought,
  oneMore: seats.oneMore,
  oneFewer: seats.oneFewer,
  priceRise: seats.priceRise,
  listedLeast: seats.listedLeast,
  listedMost: seats.listedMost,
});

const mixPoolJson = (pool: PoolReport) => ({
  pool: pool.pool,
  users: pool.users,
  needed: pool.needed,
  bought: pool.bought,
  cost: pool.cost,
  tokenPrice: pool.tokenPrice,
  tier: tierJson(pool.tier),
  oneMore: pool.oneMore,
  tenthMore: pool.tenthMore,
  edges: pool.edges.map(edgeJson),
  dryChance: pool.cover?.dryChance ?? null,
  use: pool.cover?.use ?? null,
});

const tierJson = ({ minimum, unitPrice, reference }: TokenTier) => ({ minimum, unitPrice, reference });

const edgeJson = ({ tier, more, costs }: TierEdge) => ({ tier: tierJson(tier), more, costs });

const priceStepJson = ({ factor, tokenPrice, cost, lowerBound, held, allFlex, allSeats }: PriceStep) => ({
  factor,
  tokenPrice,
  cost,
  lowerBound,
  held,
  allFlex,
  allSeats,
});

const redeploymentsJson = (analysis: Analysis) =>
  new JsonList(analysis.redeployments, ({ offering, from, to, tokens, until, tokensUntil, moneyUntil }) => ({
    offering,
    from: userId(analysis, from),
    to: userId(analysis, to),
    tokens,
    until: isoOrNull(until),
    tokensUntil,
    moneyUntil,
  }));

const movesJson = (analysis: Analysis) =>
  new JsonList(analysis.moves, ({ order, person, from, to, when, day, beginBy, saving }) => ({
    order,
    user: userId(analysis, person),
    from,
    to: { seats: to.seats, flex: to.flex },
    when,
    day: isoOrNull(day),
    beginBy: isoOrNull(beginBy),
    saving,
  }));

const whatIfJson = ({ whatIfs }: Analysis) =>
  whatIfs.map(({ product, daysPerMonth, use, tokensPerDay, tokens, onFlex, onSeat, crossing }) => ({
    product,
    daysPerMonth,
    use,
    tokensPerDay,
    tokens,
    onFlex,
    onSeat,
    crossing,
  }));

const doubleCoverageJson = (analysis: Analysis) =>
  new JsonList(analysis.doubleCoverage, ({ person, product, offering, days, tokens, money }) => ({
    user: userId(analysis, person),
    product,
    offering,
    days,
    tokens,
    money,
  }));

const useWithoutSeatJson = (analysis: Analysis) =>
  new JsonList(analysis.useWithoutSeat, ({ person, product, days, lastUse, recent, heldInstead }) => ({
    user: userId(analysis, person),
    product,
    days,
    lastUse: isoOrNull(lastUse),
    recent,
    heldInstead,
  }));

const untrackedJson = ({ untrackedProducts }: Analysis) =>
  untrackedProducts.map(({ product, users, recent, days, spare, price, basis, exposure }) => ({
    product,
    users,
    recent,
    days,
    spare,
    price,
    basis,
    exposure,
  }));
