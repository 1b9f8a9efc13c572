import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { DAYS_PER_YEAR } from "../../engine/calendar";
import { COVER_OF, type PoolRisk, type Strategy } from "../../engine/pool/pool-risk";
import { fewestTokens, type PoolOutcome } from "../../engine/pool/pool-spend";
import type { PlannedPurchase } from "../../engine/pool/purchase-plan";
import { toComeText } from "../../engine/pool/purchase-texts";
import { meanOver, useAt } from "../../engine/pool/simulation";
import { purchaseCost, tierReached } from "../../engine/rules/price-tiers";
import { tokensToBuy } from "../../engine/rules/tokens-to-buy";
import { minus, most, plus, tokens, wholeUp, type Tokens } from "../../engine/units";
import { priceText } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { ChartSpec, FormulaNameSpec } from "../../workbook/spec";
import { orUnknown, quoted, tokenTierPrice } from "./formulas";
import { SMALLEST_ORDER, TOKENS_BY_TIER } from "./price-names";
import type { ReportInput } from "./report-input";
import { chartArea, type PlacedTable } from "./result-sheet";
import {
  DRY_TOKEN,
  FEWEST,
  LEFT_OVER,
  LOCK_OUT_STATED,
  LOCK_OUT_TOKEN,
  meanOfYears,
  TOP_UP_STATED,
  TOP_UP_TOKEN,
  USABLE_LEFT,
  USE_P10,
  USE_P50,
  USE_P90,
  useBelow,
  USER_DAY,
  YEARS_USE,
} from "./simulated-use";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import {
  assumptionCell,
  TOKEN_CURVE,
  TOKEN_PRICES,
  TOKEN_PURCHASES,
  TOKEN_STRATEGIES,
  TOKEN_TERMS,
  type ResultTable,
  type TableColumn,
} from "./tables";

/** What to buy when, and the orders to choose from; none without a simulation. */
export function orderTables(run: ReportInput): PlacedTable[] {
  const { risk } = run.analysis.tokenPlan;
  if (risk === null) return [];
  const purchases = risk.isLeftKnown ? (risk.plan?.purchases ?? []) : [];
  const uncounted = notCounted(run, risk);
  return [
    ...(purchases.length > 0
      ? [(at: ReportTable["at"]) => purchaseTable(run, { purchases, uncounted }, at)]
      : []),
    (at) => strategyTable(run, risk, at),
  ];
}

/** Where an order now knows less than the ledger: pools apart, and tokens that come later. */
const notCounted = ({ analysis: { tokenPlan } }: ReportInput, { toCome }: PoolRisk): string =>
  (tokenPlan.pools.length > 0 ? "; all pools are taken as one" : "") +
  (toCome === null ? "" : `; ${toComeText(toCome)} are not counted`);

/** What the simulation rests on, and the curve of spend against tokens bought. */
export function curveTables(run: ReportInput): PlacedTable[] {
  const { risk } = run.analysis.tokenPlan;
  if (risk === null) return [];
  return [
    (at) => termsTable(risk, at),
    (at) => reportTable(TOKEN_CURVE, at, curveColumns(risk), risk.curve, "Spend against tokens bought"),
  ];
}

/** The least order of the curve whose expected spend is the least. */
const LEAST_ORDER = "Seatwise.least_order";

export const curveNames = ({ analysis }: ReportInput): FormulaNameSpec[] => {
  const { spend, tokens: order } = TOKEN_CURVE;
  // 0 is added so that text, which is greater than every number, becomes an error.
  const isMore = `(${spend.all}+0>MIN(${spend.all})*(1+1E-9))`;
  return analysis.tokenPlan.risk === null
    ? []
    : [{ name: LEAST_ORDER, formula: `MAX(SUMPRODUCT(MIN(${isMore}*1E+99+${order.all})),${FEWEST}+0)` }];
};

type OrderTable = Omit<typeof TOKEN_CURVE, keyof ResultTable>;

/** What becomes of the order of each row. */
const orderColumns = (table: OrderTable, risk: PoolRisk): ReportColumn<PoolOutcome>[] => [
  ...orderCostColumns(table, risk),
  ...useColumns(table, risk),
  ...spendColumns(table),
];

function orderCostColumns(
  { tokens: order, tierPrice, offset, cost }: OrderTable,
  { terms }: PoolRisk,
): ReportColumn<PoolOutcome>[] {
  return [
    {
      column: tierPrice,
      format: "price",
      cell: ({ bought }) => ({
        value: tierReached(bought, terms.tiers).unitPrice,
        formula: tokenTierPrice(order.here),
      }),
    },
    {
      column: offset,
      format: "money",
      cell: ({ bought }) => ({
        value: offsetAt(bought, terms.tiers),
        formula: offsetOf(order.here),
      }),
    },
    {
      column: cost,
      format: "money",
      cell: ({ cost: value }) => ({
        value,
        formula: orUnknown(`${order.here}*${tierPrice.here}-${TOKENS_BY_TIER}*${offset.here}`),
      }),
    },
  ];
}

/** What an order costs less by the tiers' steps than at the price of its tier: nothing where that price is for all. */
const offsetAt = (bought: Tokens, tiers: PoolRisk["terms"]["tiers"]): number =>
  bought * tierReached(bought, tiers).unitPrice - purchaseCost(bought, tiers, "incremental");

const offsetOf = (order: string): string =>
  orUnknown(`SUMPRODUCT((${TOKEN_PRICES.from.all}+0<=${order}+0)*${TOKEN_PRICES.offset.all})`);

function useColumns(table: OrderTable, risk: PoolRisk): ReportColumn<PoolOutcome>[] {
  const { tokens: order, pool, cover, toppedUp, leftOver, expired } = table;
  const held = ({ bought }: PoolOutcome): Tokens => plus(bought, risk.terms.left);
  return [
    {
      column: pool,
      format: "whole",
      cell: (row) => ({ value: held(row), formula: orUnknown(`${order.here}+${USABLE_LEFT}`) }),
    },
    {
      column: cover,
      format: "percent",
      cell: ({ cover: value }) => ({
        value,
        formula: orUnknown(`1-${meanOfYears(`1*(${YEARS_USE}+0>${pool.here}+0)`)}`),
      }),
    },
    {
      column: toppedUp,
      format: "whole",
      cell: ({ toppedUp: value }) => ({
        value,
        formula: orUnknown(meanOfYears(`(${YEARS_USE}>${pool.here})*(${YEARS_USE}-${pool.here})`)),
      }),
    },
    {
      column: leftOver,
      format: "whole",
      cell: (row) => ({ value: leftOverOf(risk, held(row)), formula: leftOverIn(pool.here) }),
    },
    {
      column: expired,
      format: "whole",
      cell: ({ expired: value }) => ({ value, formula: orUnknown(`${leftOver.here}-${LEFT_OVER}`) }),
    },
    ...lockOutColumns(table, risk, held),
  ];
}

const leftOverOf = ({ use }: PoolRisk, pool: Tokens): number =>
  meanOver(use, (drawn) => Math.max(pool - drawn, 0));

const leftOverIn = (pool: string): string =>
  orUnknown(meanOfYears(`(${YEARS_USE}<${pool})*(${pool}-${YEARS_USE})`));

function lockOutColumns(
  { pool, dryUse, lockedOut }: OrderTable,
  { use }: PoolRisk,
  held: (order: PoolOutcome) => Tokens,
): ReportColumn<PoolOutcome>[] {
  return [
    {
      column: dryUse,
      format: "whole",
      cell: (row) => ({
        value: meanOver(use, (drawn) => (drawn > held(row) ? drawn : 0)),
        formula: orUnknown(meanOfYears(`(${YEARS_USE}+0>${pool.here}+0)*${YEARS_USE}`)),
      }),
    },
    {
      column: lockedOut,
      format: "decimal",
      cell: ({ lockedOut: value }) => ({
        value: knownCell(value),
        formula: orUnknown(`${dryUse.here}*${assumptionCell("topUpDays")}/${DAYS_PER_YEAR}/${USER_DAY}`),
      }),
    },
  ];
}

function spendColumns(table: OrderTable): ReportColumn<PoolOutcome>[] {
  const { cost, pool, toppedUp, dryUse, spend, p10, p50, p90 } = table;
  const inYear = (use: string): string =>
    orUnknown(`${cost.here}+(${use}+0>${pool.here}+0)*(${use}*${DRY_TOKEN}-${pool.here}*${TOP_UP_TOKEN})`);
  const spendAt = (
    column: TableColumn,
    use: string,
    of: (spend: NonNullable<PoolOutcome["spend"]>) => number,
  ): ReportColumn<PoolOutcome> => ({
    column,
    format: "money",
    cell: (order) => ({ value: knownCell(order.spend && of(order.spend)), formula: inYear(use) }),
  });
  return [
    {
      column: spend,
      format: "money",
      cell: ({ expectedSpend: value }) => ({
        value: knownCell(value),
        formula: orUnknown(`${cost.here}+${toppedUp.here}*${TOP_UP_TOKEN}+${dryUse.here}*${LOCK_OUT_TOKEN}`),
      }),
    },
    spendAt(p10, USE_P10, ({ p10: value }) => value),
    spendAt(p50, USE_P50, ({ p50: value }) => value),
    spendAt(p90, USE_P90, ({ p90: value }) => value),
  ];
}

const STRATEGY_NAMES: Readonly<Record<Strategy["strategy"], readonly [name: string, how: string]>> = {
  prudent: ["Prudent", "lasts in nine of ten years"],
  balanced: ["Balanced", "lasts in every other year"],
  "least spend": ["Least expected spend", "of all orders; after a change, of those of the curve"],
  discount: ["Largest discount", "reaches the next price tier"],
  today: ["As today", "as many tokens as a year has today"],
  tokens: ["What if I buy", `“${DEFAULT_ASSUMPTIONS.whatIfTokens.name}” in the Assumptions`],
  cover: ["What if I want cover", `“${DEFAULT_ASSUMPTIONS.wantedCover.name}” in the Assumptions`],
};

const FOLLOWS: Readonly<Partial<Record<Strategy["strategy"], "curve" | "tokens" | "cover">>> = {
  "least spend": "curve",
  tokens: "tokens",
  cover: "cover",
};

const isCovered = (strategy: Strategy["strategy"]): strategy is keyof typeof COVER_OF =>
  Object.hasOwn(COVER_OF, strategy);

function strategyTable(run: ReportInput, risk: PoolRisk, place: ReportTable["at"]): ReportTable {
  const { strategy, asks, ownTokens, ownCover, follows, followed } = TOKEN_STRATEGIES;
  const followedIn = (row: Strategy): number =>
    isCovered(row.strategy) || row.strategy === "cover" ? 0 : row.bought;
  const known = ["discount", "today"];
  const columns: ReportColumn<Strategy>[] = [
    { column: strategy, width: 44, format: "text", cell: (row) => STRATEGY_NAMES[row.strategy][0] },
    {
      column: TOKEN_STRATEGIES.tokens,
      format: "whole",
      cell: ({ bought }) => ({ value: bought, formula: strategyTokens() }),
    },
    ...orderColumns(TOKEN_STRATEGIES, risk),
    { column: asks, width: 40, format: "text", cell: (row) => STRATEGY_NAMES[row.strategy][1] },
    { column: ownTokens, format: "whole", cell: (row) => (known.includes(row.strategy) ? row.bought : null) },
    {
      column: ownCover,
      format: "percent",
      cell: (row) => (isCovered(row.strategy) ? COVER_OF[row.strategy] : null),
    },
    { column: follows, format: "text", cell: (row) => FOLLOWS[row.strategy] ?? null },
    {
      column: followed,
      format: "whole",
      cell: (row) => ({ value: followedIn(row), formula: followedTokens() }),
    },
    ...strategyColumns(run, risk),
  ];
  const left = risk.isLeftKnown ? "" : "; what is left of today's packs is not known, and not counted";
  const often = risk.buysOften
    ? `; a top-up costs no more for a token than an order for the year (${priceText(risk.terms.topUp.price)}): buy ` +
      `little and often`
    : "";
  return reportTable(
    TOKEN_STRATEGIES,
    place,
    columns,
    risk.strategies,
    `Tokens to buy now for the next twelve months, besides those left${left}${notCounted(run, risk)}${often}`,
  );
}

/** The tokens of a row without a cover: of the curve, as typed, or of this run. */
function followedTokens(): string {
  const { follows, ownTokens } = TOKEN_STRATEGIES;
  return orUnknown(
    `IF(${follows.here}="curve",${LEAST_ORDER},` +
      `IF(${follows.here}="tokens",${assumptionCell("whatIfTokens")},${ownTokens.here})+0)`,
  );
}

/** No order is smaller than the vendor sells. */
function strategyTokens(): string {
  const { coverAsked, inPacks, followed } = TOKEN_STRATEGIES;
  const sold = `(${inPacks.here}>0)*MAX(${inPacks.here}+0,${SMALLEST_ORDER}+0)`;
  return orUnknown(`IF(${coverAsked.here}="",${followed.here}+0,${sold})`);
}

/** The share of years that a row shall cover, and the tokens for that; blank for other rows. */
function strategyColumns({ analysis }: ReportInput, { use, terms }: PoolRisk): ReportColumn<Strategy>[] {
  const { strategy, coverAsked, need, inPacks, ownCover, follows } = TOKEN_STRATEGIES;
  const pack = assumptionCell("packSize");
  const askedBy = ({ strategy }: Strategy): number | null => {
    if (strategy === "cover") return analysis.assumptions.wantedCover;
    return isCovered(strategy) ? COVER_OF[strategy] : null;
  };
  const needed = (cover: number): number => wholeUp(most(minus(useAt(use, cover), terms.left), tokens(0)));
  return [
    {
      column: coverAsked,
      format: "percent",
      cell: (row) => ({
        value: askedBy(row) ?? "",
        formula:
          `IF(${strategy.here}="",${quoted(UNKNOWN)},IF(${follows.here}="cover",${assumptionCell("wantedCover")},` +
          `IF(${ownCover.here}="","",${ownCover.here})))`,
      }),
    },
    {
      column: need,
      format: "whole",
      cell: (row) => {
        const cover = askedBy(row);
        return {
          value: cover === null ? "" : needed(cover),
          formula: orUnknown(
            `IF(${coverAsked.here}="","",ROUNDUP(ROUND(MAX(${useBelow(coverAsked.here)}-${USABLE_LEFT},0),6),0))`,
          ),
        };
      },
    },
    {
      column: inPacks,
      format: "whole",
      cell: (row) => {
        const cover = askedBy(row);
        return {
          value: cover === null ? "" : tokensToBuy(tokens(needed(cover)), 0, terms.packSize),
          formula: orUnknown(`IF(${coverAsked.here}="","",ROUNDUP(ROUND(${need.here}/${pack},6),0)*${pack})`),
        };
      },
    },
  ];
}

type Terms = PoolRisk["terms"];

/** What every order meets, in one row. */
const termsTable = (risk: PoolRisk, place: ReportTable["at"]): ReportTable =>
  reportTable(
    TOKEN_TERMS,
    place,
    [...leftColumns(risk), ...topUpColumns(), ...lockOutTerms()],
    [risk.terms],
    "What every order meets: what is left, a year's use at the load of the forecast " +
      `(“${DEFAULT_ASSUMPTIONS.loadFactor.name}” in the Assumptions), top-ups and lock-outs`,
  );

function leftColumns(risk: PoolRisk): ReportColumn<Terms>[] {
  const { left, p10, p50, p90, leftOver, fewest } = TOKEN_TERMS;
  const useColumn = (column: TableColumn, share: number): ReportColumn<Terms> => ({
    column,
    format: "whole",
    cell: () => ({ value: useAt(risk.use, share), formula: orUnknown(useBelow(String(share))) }),
  });
  return [
    { column: left, width: 44, format: "whole", cell: (terms) => terms.left },
    useColumn(p10, 0.1),
    useColumn(p50, 0.5),
    useColumn(p90, 0.9),
    {
      column: leftOver,
      format: "whole",
      cell: (terms) => ({ value: leftOverOf(risk, terms.left), formula: leftOverIn(left.here) }),
    },
    { column: fewest, format: "whole", cell: (terms) => fewestTokens(risk.use, terms) },
  ];
}

function topUpColumns(): ReportColumn<Terms>[] {
  const { topUp: size, tierPrice, offset, byTier, price } = TOKEN_TERMS;
  const stated = assumptionCell("topUpPrice");
  const otherwise = ifUnstated(TOP_UP_STATED, byTier.here);
  return [
    { column: size, format: "whole", cell: ({ topUp }) => topUp.tokens },
    {
      column: tierPrice,
      format: "price",
      cell: ({ topUp, tiers }) => ({
        value: tierReached(topUp.tokens, tiers).unitPrice,
        formula: tokenTierPrice(size.here),
      }),
    },
    {
      column: offset,
      format: "money",
      cell: ({ topUp, tiers }) => ({ value: offsetAt(topUp.tokens, tiers), formula: offsetOf(size.here) }),
    },
    {
      column: byTier,
      format: "price",
      cell: ({ topUp, tiers, tierKind }) => ({
        value: purchaseCost(topUp.tokens, tiers, tierKind) / topUp.tokens,
        formula: orUnknown(`${tierPrice.here}-${TOKENS_BY_TIER}*${offset.here}/${size.here}`),
      }),
    },
    {
      column: price,
      format: "price",
      cell: ({ topUp }) => ({
        value: topUp.price,
        formula: `IF(ISNUMBER(${stated}),${stated},${otherwise})`,
      }),
    },
  ];
}

/** What holds where nobody stated a price; unknown where somebody typed what is none. */
const ifUnstated = (stated: string, otherwise: string): string =>
  `IF(${stated}="",${otherwise},${quoted(UNKNOWN)})`;

/** Nothing where a lock-out has no price; unknown where it has one and nobody knows what a user draws on a day. */
function lockOutByToken({ price, days, perUserDay }: Terms["lockOut"]): number | typeof UNKNOWN {
  if (price === null) return 0;
  return perUserDay === null ? UNKNOWN : (price * days) / DAYS_PER_YEAR / perUserDay;
}

function lockOutTerms(): ReportColumn<Terms>[] {
  const { userDay, lockOut } = TOKEN_TERMS;
  const cost = assumptionCell("lockOutPrice");
  return [
    { column: userDay, format: "decimal", cell: ({ lockOut: { perUserDay } }) => knownCell(perUserDay) },
    {
      column: lockOut,
      format: "price",
      cell: ({ lockOut: of }) => ({
        value: lockOutByToken(of),
        formula: orUnknown(
          `IF(ISNUMBER(${cost}),${cost}*${assumptionCell("topUpDays")}/${DAYS_PER_YEAR}/${userDay.here},` +
            `${ifUnstated(LOCK_OUT_STATED, "0")})`,
        ),
      }),
    },
  ];
}

const curveColumns = (risk: PoolRisk): ReportColumn<PoolOutcome>[] => [
  { column: TOKEN_CURVE.tokens, format: "whole", cell: (order) => order.bought },
  ...orderColumns(TOKEN_CURVE, risk),
];

export const curveChart = (row: number): ChartSpec => ({
  name: "Token curve",
  title: "Spend of the next twelve months against tokens bought now",
  alt:
    "Lines: the expected spend, and the spend that one, five and nine of ten years stay below, for each number of " +
    "tokens bought now. Points: the strategies, at their expected spend.",
  kind: "curve",
  ...chartArea(row, { from: 0, to: 7 }),
  table: TOKEN_CURVE.tableName,
  categories: TOKEN_CURVE.tokens.header,
  series: [TOKEN_CURVE.spend, TOKEN_CURVE.p10, TOKEN_CURVE.p50, TOKEN_CURVE.p90].map(({ header }) => header),
  format: "money",
  points: {
    table: TOKEN_STRATEGIES.tableName,
    x: TOKEN_STRATEGIES.tokens.header,
    y: TOKEN_STRATEGIES.spend.header,
  },
});

function purchaseTable(
  { dateSystem }: ReportInput,
  { purchases, uncounted }: { readonly purchases: readonly PlannedPurchase[]; readonly uncounted: string },
  place: ReportTable["at"],
): ReportTable {
  const { what, no, orderBy, packs, price, cost, approval, more, moreCosts } = TOKEN_PURCHASES;
  const columns: ReportColumn<PlannedPurchase>[] = [
    { column: what, width: 44, format: "text", cell: (row) => row.what },
    { column: no, format: "whole", cell: (row) => purchases.indexOf(row) + 1 },
    { column: orderBy, format: "date", cell: (row) => serial(dateSystem, row.orderBy) },
    { column: TOKEN_PURCHASES.tokens, format: "whole", cell: (row) => row.tokens },
    { column: packs, format: "whole", cell: (row) => row.packs },
    { column: price, format: "price", cell: (row) => row.price },
    { column: cost, format: "money", cell: (row) => row.cost },
    {
      column: approval,
      format: "text",
      cell: (row) => ({
        value: row.approval,
        formula: orUnknown(`IF(${cost.here}<${assumptionCell("approvalLimit")}+0,"manager","director")`),
      }),
    },
    { column: more, format: "whole", cell: ({ edge }) => edge?.more ?? null },
    { column: moreCosts, format: "money", cell: ({ edge }) => edge?.costs ?? null },
  ];
  return reportTable(
    TOKEN_PURCHASES,
    place,
    columns,
    purchases,
    "What to buy when, if the use comes as forecast; the first before tokens end in eight of ten years" +
      uncounted,
  );
}
