import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { needIn, type SupplyLine } from "../../engine/pool/known-supply";
import { COVER_OF, type PoolRisk, type Strategy } from "../../engine/pool/pool-risk";
import { fewestTokens, lateTokens, type PoolOutcome } from "../../engine/pool/pool-spend";
import type { PlannedPurchase } from "../../engine/pool/purchase-plan";
import { toComeText, topUpText } from "../../engine/pool/purchase-texts";
import { meanOver, useAt } from "../../engine/pool/simulation";
import { purchaseCost, tierReached } from "../../engine/rules/price-tiers";
import { tokensToBuy } from "../../engine/rules/tokens-to-buy";
import { tokens, wholeUp, type Tokens } from "../../engine/units";
import { percentText } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { ChartSpec, FormulaNameSpec } from "../../workbook/spec";
import { orUnknown, quoted, tokenTierPrice } from "./formulas";
import { SMALLEST_ORDER, TOKENS_BY_TIER } from "./price-names";
import type { ReportInput } from "./report-input";
import { chartArea, type PlacedTable } from "./result-sheet";
import {
  FEWEST,
  LOCK_OUT_P10,
  LOCK_OUT_P50,
  LOCK_OUT_P90,
  LOCK_OUT_STATED,
  LOCK_OUT_TOKEN,
  meanOfYears,
  needFor,
  NEED_P10,
  NEED_P50,
  NEED_P90,
  TOP_UP_STATED,
  TOP_UP_TOKEN,
  useBelow,
  timesEmpty,
  USER_DAY,
  YEARS_LATE,
  YEARS_NEED,
} from "./simulated-use";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import {
  assumptionCell,
  TOKEN_CURVE,
  TOKEN_PRICES,
  TOKEN_PURCHASES,
  TOKEN_STRATEGIES,
  TOKEN_SUPPLY,
  TOKEN_TERMS,
  type ResultTable,
  type TableColumn,
} from "./tables";

/** What to buy when, and the orders to choose from; none without a simulation. */
export function orderTables(run: ReportInput): PlacedTable[] {
  const { risk } = run.analysis.tokenPlan;
  if (risk === null) return [];
  const purchases = poolPurchases(run);
  return [
    ...(purchases.length > 0 ? [(at: ReportTable["at"]) => purchaseTable(run, purchases, at)] : []),
    (at) => strategyTable(run, risk, at),
  ];
}

/** A purchase of the plan of a pool. */
interface PoolPurchase extends PlannedPurchase {
  readonly pool: string;
  readonly no: number;
}

/** What to buy when: for each pool, or for the only one. None where it is unknown what is left. */
function poolPurchases({ analysis: { tokenPlan } }: ReportInput): PoolPurchase[] {
  const { pools, risk } = tokenPlan;
  const each = pools.length === 0 ? [{ pool: "All tokens", risk }] : pools;
  return each.flatMap(({ pool, risk: own }) =>
    (own?.isLeftKnown ? (own.plan?.purchases ?? []) : []).map((one, i) => ({ ...one, pool, no: i + 1 })),
  );
}

/** What every order counts, and for whom it is. */
const countedIn = ({ analysis: { tokenPlan } }: ReportInput, { toCome }: PoolRisk): string =>
  (tokenPlan.pools.length > 0 ? "; as if all pools were one from now on" : "") +
  (toCome === null ? "" : `; ${toComeText(toCome)} are counted`);

/** What the simulation rests on, and the curve of spend against tokens bought. */
export function curveTables(run: ReportInput): PlacedTable[] {
  const { risk } = run.analysis.tokenPlan;
  if (risk === null) return [];
  return [
    (at) => supplyTable(risk, at),
    (at) => termsTable(risk, at),
    (at) => reportTable(TOKEN_CURVE, at, curveColumns(risk), risk.curve, "Spend against tokens bought"),
  ];
}

/** The least order of the curve whose expected spend is the least. */
const LEAST_ORDER = "Seatwise.least_order";
/** What the vendor sells for the tokens that somebody asks about: whole packs, no fewer than it sells. */
const ASKED_ORDER = "Seatwise.asked_order";

export const curveNames = ({ analysis }: ReportInput): FormulaNameSpec[] => {
  const { spend, tokens: order } = TOKEN_CURVE;
  // 0 is added so that text, which is greater than every number, becomes an error.
  const isMore = `(${spend.all}+0>MIN(${spend.all})*(1+1E-9))`;
  const [asked, pack] = [assumptionCell("whatIfTokens"), assumptionCell("packSize")];
  const packed = `ROUNDUP(ROUND(${asked}/${pack},6),0)*${pack}`;
  return analysis.tokenPlan.risk === null
    ? []
    : [
        { name: LEAST_ORDER, formula: `MAX(SUMPRODUCT(MIN(${isMore}*1E+99+${order.all})),${FEWEST}+0)` },
        { name: ASKED_ORDER, formula: `(${asked}+0>0)*MAX(${packed},${SMALLEST_ORDER}+0)` },
      ];
};

type OrderTable = Omit<typeof TOKEN_CURVE, keyof ResultTable>;

/** What becomes of the order of each row. */
const orderColumns = (table: OrderTable, risk: PoolRisk): ReportColumn<PoolOutcome>[] => [
  ...orderCostColumns(table, risk),
  ...useColumns(table, risk),
  ...spendColumns(table, risk),
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
  const { tokens: order, cover, toppedUp, expired } = table;
  return [
    {
      column: cover,
      format: "percent",
      cell: ({ cover: value }) => ({
        value,
        formula: orUnknown(`1-${meanOfYears(`1*${isDry(order.here)}`)}`),
      }),
    },
    {
      column: toppedUp,
      format: "whole",
      cell: ({ toppedUp: value }) => ({
        value,
        formula: orUnknown(meanOfYears(shortOf(order.here))),
      }),
    },
    {
      column: expired,
      format: "whole",
      cell: ({ expired: value }) => ({
        value,
        formula: orUnknown(meanOfYears(`(${YEARS_NEED}<${order.here})*(${order.here}-${YEARS_NEED})`)),
      }),
    },
    ...lockOutColumns(table, risk),
  ];
}

/** What known packs and an order lack in each year. */
const shortOf = (order: string): string => `(${YEARS_NEED}>${order})*(${YEARS_NEED}-${order})`;

/** Whether known packs and an order do not last a year. */
const isDry = (order: string): string => `(${YEARS_NEED}+0>${order}+0)`;

function lockOutColumns(
  { tokens: order, late, lockedOut }: OrderTable,
  { use, terms }: PoolRisk,
): ReportColumn<PoolOutcome>[] {
  return [
    {
      column: late,
      format: "whole",
      cell: (row) => ({
        value: meanOver(use, (drawn) => lateTokens(drawn, terms, row.bought)),
        formula: orUnknown(meanOfYears(`${timesEmpty(shortOf(order.here))}*${YEARS_LATE}`)),
      }),
    },
    {
      column: lockedOut,
      format: "decimal",
      cell: ({ lockedOut: value }) => ({
        value: knownCell(value),
        formula: orUnknown(`${late.here}/${USER_DAY}`),
      }),
    },
  ];
}

function spendColumns(table: OrderTable, { use, terms }: PoolRisk): ReportColumn<PoolOutcome>[] {
  const { tokens: order, cost, toppedUp, late, spend, p10, p50, p90 } = table;
  const shortAt = (column: TableColumn, need: string, share: number): ReportColumn<PoolOutcome> => ({
    column,
    format: "whole",
    cell: ({ bought }) => ({
      value: Math.max(needIn(useAt(use, share), terms.supply) - bought, 0),
      formula: orUnknown(`MAX(0,${need}-${order.here})`),
    }),
  });
  const inYear = (short: string, lockOut: string): string =>
    orUnknown(`${cost.here}+${short}*${TOP_UP_TOKEN}+${timesEmpty(short)}*${lockOut}`);
  const spendAt = (
    column: TableColumn,
    [short, lockOut]: readonly [short: TableColumn, lockOut: string],
    of: (spend: NonNullable<PoolOutcome["spend"]>) => number,
  ): ReportColumn<PoolOutcome> => ({
    column,
    format: "money",
    cell: (order) => ({
      value: knownCell(order.spend && of(order.spend)),
      formula: inYear(short.here, lockOut),
    }),
  });
  return [
    {
      column: spend,
      format: "money",
      cell: ({ expectedSpend: value }) => ({
        value: knownCell(value),
        formula: orUnknown(`${cost.here}+${toppedUp.here}*${TOP_UP_TOKEN}+${late.here}*${LOCK_OUT_TOKEN}`),
      }),
    },
    shortAt(table.short10, NEED_P10, 0.1),
    shortAt(table.short50, NEED_P50, 0.5),
    shortAt(table.short90, NEED_P90, 0.9),
    spendAt(p10, [table.short10, LOCK_OUT_P10], ({ p10: value }) => value),
    spendAt(p50, [table.short50, LOCK_OUT_P50], ({ p50: value }) => value),
    spendAt(p90, [table.short90, LOCK_OUT_P90], ({ p90: value }) => value),
  ];
}

const STRATEGY_NAMES: Readonly<Record<Strategy["strategy"], readonly [name: string, how: string]>> = {
  prudent: ["Prudent", "lasts in at least nine of ten years"],
  balanced: ["Balanced", "lasts in at least half of the years"],
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

/** Steps on the way to the columns that are read: folded away, and not printed. */
const { offset, short10, short50, short90 } = TOKEN_STRATEGIES;
const isWorking = (column: TableColumn): boolean => [offset, short10, short50, short90].includes(column);

function strategyTable(run: ReportInput, risk: PoolRisk, place: ReportTable["at"]): ReportTable {
  const { strategy, asks, ownTokens, ownCover, follows, followed } = TOKEN_STRATEGIES;
  const followedIn = (row: Strategy): number =>
    isCovered(row.strategy) || row.strategy === "cover" ? 0 : row.bought;
  const known = ["discount", "today"];
  const steps = orderColumns(TOKEN_STRATEGIES, risk);
  const columns: ReportColumn<Strategy>[] = [
    { column: strategy, width: 44, format: "text", cell: (row) => STRATEGY_NAMES[row.strategy][0] },
    {
      column: TOKEN_STRATEGIES.tokens,
      format: "whole",
      cell: ({ bought }) => ({ value: bought, formula: strategyTokens() }),
    },
    ...steps.filter(({ column }) => !isWorking(column)),
    { column: asks, width: 40, format: "text", cell: (row) => STRATEGY_NAMES[row.strategy][1] },
    ...steps.filter(({ column }) => isWorking(column)),
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
    ? `; a top-up costs no more for a token than an order for the year (${topUpText(risk.terms.topUp)}): buy ` +
      `little and often`
    : "";
  return reportTable(
    TOKEN_STRATEGIES,
    place,
    columns,
    risk.strategies,
    `Tokens to buy now for the next twelve months, besides those left${left}${countedIn(run, risk)}${often}`,
  );
}

/** The tokens of a row without a cover: of the curve, as asked, or of this run. */
function followedTokens(): string {
  const { follows, ownTokens } = TOKEN_STRATEGIES;
  return orUnknown(
    `IF(${follows.here}="curve",${LEAST_ORDER},` +
      `IF(${follows.here}="tokens",${ASKED_ORDER},${ownTokens.here})+0)`,
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
  const { strategy, coverAsked, yearUse, need, inPacks, ownCover, follows } = TOKEN_STRATEGIES;
  const pack = assumptionCell("packSize");
  const askedBy = ({ strategy }: Strategy): number | null => {
    if (strategy === "cover") return analysis.assumptions.wantedCover;
    return isCovered(strategy) ? COVER_OF[strategy] : null;
  };
  const needed = (cover: number): number => wholeUp(needIn(useAt(use, cover), terms.supply));
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
      column: yearUse,
      format: "whole",
      cell: (row) => {
        const cover = askedBy(row);
        return {
          value: cover === null ? "" : useAt(use, cover),
          formula: orUnknown(`IF(${coverAsked.here}="","",${useBelow(coverAsked.here)})`),
        };
      },
    },
    {
      column: need,
      format: "whole",
      cell: (row) => {
        const cover = askedBy(row);
        return {
          value: cover === null ? "" : needed(cover),
          formula: orUnknown(`IF(${coverAsked.here}="","",ROUNDUP(${needFor(yearUse.here)},0))`),
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

/** What the known packs leave open of a year. */
function supplyTable({ terms }: PoolRisk, place: ReportTable["at"]): ReportTable {
  const { line, share, held, inUse } = TOKEN_SUPPLY;
  const columns: ReportColumn<SupplyLine>[] = [
    { column: line, width: 44, format: "whole", cell: (row) => terms.supply.indexOf(row) + 1 },
    { column: share, format: "general", cell: (row) => row.share },
    { column: held, format: "whole", cell: (row) => row.held },
    {
      column: inUse,
      format: "general",
      // A blank would count as 0: then the packs would suffice for any year.
      cell: (row) => ({
        value: row.share,
        formula: `IF(AND(ISNUMBER(${share.here}),ISNUMBER(${held.here})),${share.here},${quoted(UNKNOWN)})`,
      }),
    },
  ];
  return reportTable(
    TOKEN_SUPPLY,
    place,
    columns,
    terms.supply,
    "What the packs left and to come leave open: a year needs at least its share less the tokens held, by each line",
  );
}

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
  const { left, p10, p50, p90, need10, need50, need90, fewest } = TOKEN_TERMS;
  const useColumn = (column: TableColumn, share: number): ReportColumn<Terms> => ({
    column,
    format: "whole",
    cell: () => ({ value: useAt(risk.use, share), formula: orUnknown(useBelow(String(share))) }),
  });
  const needColumn = (column: TableColumn, use: TableColumn, share: number): ReportColumn<Terms> => ({
    column,
    format: "whole",
    cell: ({ supply }) => ({
      value: needIn(useAt(risk.use, share), supply),
      formula: orUnknown(needFor(use.here)),
    }),
  });
  return [
    { column: left, width: 44, format: "whole", cell: (terms) => terms.left },
    useColumn(p10, 0.1),
    useColumn(p50, 0.5),
    useColumn(p90, 0.9),
    needColumn(need10, p10, 0.1),
    needColumn(need50, p50, 0.5),
    needColumn(need90, p90, 0.9),
    { column: fewest, format: "whole", cell: (terms) => fewestTokens(risk.use, terms) },
  ];
}

function topUpColumns(): ReportColumn<Terms>[] {
  const { topUp: size, tierPrice, offset, byTier, topUpRefused, price } = TOKEN_TERMS;
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
    { column: topUpRefused, format: "text", cell: ({ topUp }) => (topUp.price === null ? "refused" : "") },
    {
      column: price,
      format: "price",
      cell: ({ topUp }) => ({
        value: knownCell(topUp.price),
        formula: `IF(ISNUMBER(${stated}),${stated},${otherwise})`,
      }),
    },
  ];
}

/** What holds where nobody stated a price; unknown where somebody typed what is none. */
const ifUnstated = (stated: string, otherwise: string): string =>
  `IF(${stated}="",${otherwise},${quoted(UNKNOWN)})`;

/** Nothing where a lock-out has no price; unknown where it has one and nobody knows what a user draws on a day. */
function lockOutByToken({ price, isRefused, perUserDay }: Terms["lockOut"]): number | typeof UNKNOWN {
  if (isRefused) return UNKNOWN;
  if (price === null) return 0;
  return perUserDay === null ? UNKNOWN : price / perUserDay;
}

function lockOutTerms(): ReportColumn<Terms>[] {
  const { userDay, each, lockOutRefused, lockOut } = TOKEN_TERMS;
  const cost = assumptionCell("lockOutPrice");
  return [
    { column: lockOutRefused, format: "text", cell: (of) => (of.lockOut.isRefused ? "refused" : "") },
    { column: userDay, format: "decimal", cell: ({ lockOut: { perUserDay } }) => knownCell(perUserDay) },
    { column: each, format: "whole", cell: ({ lockOut: of }) => of.each },
    {
      column: lockOut,
      format: "price",
      cell: ({ lockOut: of }) => ({
        value: lockOutByToken(of),
        formula: orUnknown(
          `IF(ISNUMBER(${cost}),${cost}/${userDay.here},${ifUnstated(LOCK_OUT_STATED, "0")})`,
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
  { dateSystem, analysis }: ReportInput,
  purchases: readonly PoolPurchase[],
  place: ReportTable["at"],
): ReportTable {
  const load = analysis.assumptions.loadFactor;
  const { what, pool, no, orderBy, packs, price, cost, approval, more, moreCosts } = TOKEN_PURCHASES;
  const columns: ReportColumn<PoolPurchase>[] = [
    { column: what, width: 44, format: "text", cell: (row) => row.what },
    { column: pool, format: "text", cell: (row) => row.pool },
    { column: no, format: "whole", cell: (row) => row.no },
    { column: orderBy, format: "date", cell: (row) => serial(dateSystem, row.orderBy) },
    { column: TOKEN_PURCHASES.tokens, format: "whole", cell: (row) => row.tokens },
    { column: packs, format: "whole", cell: (row) => row.packs },
    { column: price, format: "price", cell: (row) => row.price },
    { column: cost, format: "money", cell: (row) => row.cost },
    {
      column: approval,
      format: "text",
      cell: (row) => ({
        value: row.approval ?? UNKNOWN,
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
    "What to buy when, if the use comes as forecast; the first before tokens end in eight of ten years. " +
      "Packs left and to come are counted day by day. " +
      `Dates and tokens are of this run, at ${percentText(load)} of the forecast: another load needs a run`,
  );
}
