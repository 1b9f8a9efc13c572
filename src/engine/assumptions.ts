import type { TierKind } from "./rules/price-tiers";
import { SEGMENTS } from "./rules/segment";
import {
  days,
  fraction,
  money,
  seats,
  tokens,
  type Days,
  type Fraction,
  type Money,
  type Per,
  type TokenPrice,
} from "./units";

/** The rule that sizes a pool for the tokens needed (DOMAIN §6, §13). */
export type PoolSizing = "buffer" | "season" | "peak";
/** The industry whose year sets the buffers of the season rule (DOMAIN §6). */
export type Season = "steady" | "AEC" | "manufacturing";

/** One assumption: its default, unit, source, and valid values. */
export interface Assumption<Value> {
  readonly name: string;
  readonly value: Value;
  readonly unit: string;
  readonly reference: string;
  /** `at once`: formulas of the sheets follow a changed cell. `next run`: the engine must decide again. */
  readonly effect: "at once" | "next run";
  readonly accepts:
    /** Several of these words, separated by ";", or "none". */
    | { readonly someOf: readonly string[] }
    | { readonly number: readonly [least: number, most: number]; readonly whole?: true }
    | { readonly words: readonly string[] }
    | { readonly text: true };
}

/** A default whose type is wider than its literal. */
const as = <Value>(value: Value): Value => value;
const shareUpTo = (most = 1) => ({ number: [0, most] as const });
const wholeBetween = (least: number, most: number) => ({
  number: [least, most] as const,
  whole: true as const,
});
const AT_ONCE = "at once";
/** The effect of a changed value that the open workbook does not follow. */
export const NEXT_RUN = "next run";

/**
 * Every default except prices and rates, which are in estate/list-prices. Letters name the documents of
 * docs/sources.md; "ours" is a choice of this product.
 */
export const DEFAULT_ASSUMPTIONS = {
  currency: {
    name: "Currency",
    value: as<string>("USD"),
    unit: "code",
    reference: "ours; an Offers table may name another",
    effect: NEXT_RUN,
    accepts: { text: true },
  },
  poolBuffer: {
    name: "Pool buffer",
    value: fraction(0.1),
    unit: "share of the tokens needed",
    reference: "[C] average rule",
    effect: AT_ONCE,
    accepts: shareUpTo(5),
  },
  packSize: {
    name: "Pack size",
    value: tokens(100),
    unit: "tokens",
    reference: "[V] smallest pack",
    effect: AT_ONCE,
    accepts: wholeBetween(1, 1_000_000),
  },
  tierKind: {
    name: "Token price tiers",
    value: as<TierKind>("all units"),
    unit: "all units or incremental",
    reference: "ours",
    effect: AT_ONCE,
    accepts: { words: ["all units", "incremental"] },
  },
  smallestPurchase: {
    name: "Smallest token purchase",
    value: tokens(0),
    unit: "tokens, if any are bought",
    reference: "ours: one pack; your contract may state another",
    effect: AT_ONCE,
    accepts: wholeBetween(0, 100_000_000),
  },
  poolRule: {
    name: "Pool rule",
    value: as<PoolSizing>("buffer"),
    unit: "buffer, season or peak: sizes the pool for the tokens that a scenario needs",
    reference: "ours; the three rules are from [C]",
    effect: NEXT_RUN,
    accepts: { words: ["buffer", "season", "peak"] },
  },
  tokenPools: {
    name: "Token pools",
    value: as<"separate" | "merged">("separate"),
    unit: "separate (by Token pool of Users, else by team) or merged",
    reference: "[B] tokens belong to the contract that bought them",
    effect: NEXT_RUN,
    accepts: { words: ["separate", "merged"] },
  },
  seatTierKind: {
    name: "Seat price tiers",
    value: as<TierKind>("all units"),
    unit: "all units or incremental",
    reference: "ours",
    effect: AT_ONCE,
    accepts: { words: ["all units", "incremental"] },
  },
  moveThreshold: {
    name: "Least saving for a move",
    value: money(0),
    unit: "money a year; a user keeps today's cover unless a move saves more",
    reference: "ours: enter the cost of a move",
    effect: NEXT_RUN,
    accepts: { number: [0, 1_000_000] },
  },
  keptSegments: {
    name: "Segments that keep what they have",
    value: as<string>("none"),
    unit: "none, or segments separated by ;",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: { someOf: SEGMENTS },
  },
  movesPerWeek: {
    name: "People moved in a week",
    value: as<number>(25),
    unit: "people whose cover changes",
    reference: "[C] 4-8 weeks for 200 people; the slow end",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 100_000),
  },
  seatUplift: {
    name: "Seat price uplift",
    value: fraction(0),
    unit: "a year, from year 2 on",
    reference: "ours: enter the rise in your quote",
    effect: AT_ONCE,
    accepts: { number: [-0.5, 1] },
  },
  tokenUplift: {
    name: "Token price uplift",
    value: fraction(0),
    unit: "a year, from year 2 on",
    reference: "ours: enter the rise in your quote",
    effect: AT_ONCE,
    accepts: { number: [-0.5, 1] },
  },
  growth: {
    name: "Growth",
    value: fraction(0),
    unit: "a year, on seats and tokens alike, from year 1 on",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: { number: [-0.9, 1] },
  },
  discountRate: {
    name: "Discount rate",
    value: fraction(0.08),
    unit: "a year",
    reference: "ours: enter your company's rate",
    effect: AT_ONCE,
    accepts: { number: [0, 1] },
  },
  years: {
    name: "Years compared",
    value: as<number>(3),
    unit: "years",
    reference: "[D] three-year term",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 10),
  },
  plannedJoiners: {
    name: "Planned joiners",
    value: as<number>(0),
    unit: "people, with the use of today's people",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 1_000_000),
  },
  peakBuffer: {
    name: "Peak rule buffer",
    value: fraction(0.15),
    unit: "share of the peak month",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: shareUpTo(5),
  },
  averageBuffer: {
    name: "Average rule buffer",
    value: fraction(0.1),
    unit: "share of 12 months' use",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: shareUpTo(5),
  },
  season: {
    name: "Season",
    value: as<Season>("steady"),
    unit: "steady, AEC (June to August) or manufacturing (October to December)",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: { words: ["steady", "AEC", "manufacturing"] },
  },
  seasonBuffer: {
    name: "Season rule buffer, high months",
    value: fraction(0.25),
    unit: "share of an average month",
    reference: "[C] 25-30 % in AEC, 20-25 % in manufacturing",
    effect: NEXT_RUN,
    accepts: shareUpTo(5),
  },
  offSeasonBuffer: {
    name: "Season rule buffer, other months",
    value: fraction(0.15),
    unit: "share of an average month",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: shareUpTo(5),
  },
  loadFactor: {
    name: "Load of the token forecast",
    value: fraction(1),
    unit: "share of the forecast use that the curve of the token plan counts with",
    reference: "ours: 1 is the forecast",
    effect: AT_ONCE,
    accepts: { number: [0.6, 1.4] },
  },
  whatIfTokens: {
    name: "Tokens to buy, what if",
    value: tokens(0),
    unit: "tokens of a first order, for a row of the token plan",
    reference: "ours: the token plan says what this many would lead to",
    effect: AT_ONCE,
    accepts: wholeBetween(0, 100_000_000),
  },
  wantedCover: {
    name: "Cover wanted, what if",
    value: fraction(0.95),
    unit: "chance that first order and today's packs last the year, for a row of the token plan",
    reference: "ours: the token plan says how many tokens this takes",
    effect: AT_ONCE,
    accepts: { number: [0.01, 0.99] },
  },
  topUpPrice: {
    name: "Top-up price",
    value: as<TokenPrice | null>(null),
    unit: "money a token bought in the year; unknown: the price tier of a top-up",
    reference: "ours: enter the price in your contract",
    effect: AT_ONCE,
    accepts: { number: [0.01, 1_000_000] },
  },
  topUpMonths: {
    name: "Months that a top-up may last",
    value: as<number>(6),
    unit: "average months; of such top-ups the cheapest for a token is bought",
    reference: "ours: half a year, so that it is used up before it ends also if use halves",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 12),
  },
  topUpDays: {
    name: "Days until a top-up arrives",
    value: days(5),
    unit: "days without tokens once the pool is empty; 0 if top-ups are ordered in time",
    reference: "ours: a week of work for order and delivery",
    effect: AT_ONCE,
    accepts: wholeBetween(0, 90),
  },
  lockOutPrice: {
    name: "Cost of a day locked out",
    value: as<Per<Money, Days> | null>(null),
    unit: "money for each day on which a user cannot work; unknown: it is in no sum",
    reference: "ours: enter what a lost day costs you",
    effect: AT_ONCE,
    accepts: { number: [0, 1_000_000] },
  },
  seed: {
    name: "Seed",
    value: as<number>(1),
    unit: "whole number: another seed simulates other years of token use",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 1_000_000_000),
  },
  mostDryChance: {
    name: "Chance of running dry that is accepted",
    value: fraction(0.1),
    unit: "share of years; if the best mix's pool runs dry in more, the answer warns",
    reference: "ours: one year of ten",
    effect: NEXT_RUN,
    accepts: { number: [0, 1] },
  },
  mostExpiring: {
    name: "Share of a pool that may expire",
    value: fraction(0.35),
    unit: "share; if the forecast leaves more of the last year's tokens with their buffer, the answer warns",
    reference: "[C] usually 15-35 % of a pool expire",
    effect: NEXT_RUN,
    accepts: { number: [0, 1] },
  },
  approvalLimit: {
    name: "Purchase that a director approves",
    value: money(50_000),
    unit: "money; a manager approves smaller purchases",
    reference: "[C] manager < 50 k ≤ director",
    effect: AT_ONCE,
    accepts: { number: [0, 1_000_000_000] },
  },
  quarterPointsLow: {
    name: "Vendor's last quarter, at least",
    value: fraction(0.02),
    unit: "share of the price that an order from November to January saves",
    reference: "[C] 2-4 points",
    effect: NEXT_RUN,
    accepts: shareUpTo(0.5),
  },
  quarterPointsHigh: {
    name: "Vendor's last quarter, at most",
    value: fraction(0.04),
    unit: "share of the price that an order from November to January saves",
    reference: "[C] 2-4 points",
    effect: NEXT_RUN,
    accepts: shareUpTo(0.5),
  },
  discountInside: {
    name: "Token discount inside the agreement",
    value: as<Fraction | null>(null),
    unit: "share of the list price",
    reference: "unknown until stated; [C] an example has 40 %",
    effect: NEXT_RUN,
    accepts: { number: [0, 0.99] },
  },
  discountStandalone: {
    name: "Token discount standalone",
    value: as<Fraction | null>(null),
    unit: "share of the list price, for tokens bought outside the agreement",
    reference: "unknown until stated; [C] an example has 35 %",
    effect: NEXT_RUN,
    accepts: { number: [0, 0.99] },
  },
  usageReportDays: {
    name: "Usage report days",
    value: as<Days | null>(null),
    unit: "days covered by a Usage Report without dates",
    reference: "unknown until stated",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 3660),
  },
  datesAre: {
    name: "Dates are",
    value: as<"not stated" | "day first" | "month first">("not stated"),
    unit: "not stated, day first or month first: for dates with slashes in a column that does not show the order",
    reference: "ours: never guessed",
    effect: NEXT_RUN,
    accepts: { words: ["not stated", "day first", "month first"] },
  },
  lowConfidenceDays: {
    name: "Low confidence below",
    value: days(90),
    unit: "days observed",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 365),
  },
  staleDays: {
    name: "Usage is old after",
    value: days(31),
    unit: "days between its last day and the as-of date",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 3660),
  },
  leastDays: {
    name: "Fewest days to decide on",
    value: days(30),
    unit: "days of use; with fewer, nothing is ordered or dropped",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
  mostDays: {
    name: "Most days of use in a year",
    value: days(260),
    unit: "days, of one person and product; for a year worked out from less than a year of use",
    reference: "ours: the working days of a year",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 365),
  },
  exportsComplete: {
    name: "Exports are complete",
    value: as<"no" | "yes">("no"),
    unit: "yes or no: yes says that no row means no use, whoever, whatever product and whichever month",
    reference: "ours: an export may have been filtered",
    effect: NEXT_RUN,
    accepts: { words: ["no", "yes"] },
  },
  gapWorkdays: {
    name: "Working days that are a gap",
    value: as<number>(10),
    unit: "working days without rows or more, where nearly every other working day shows three people or more",
    reference: "ours: two weeks without Christmas, and twice as long as any shorter break of the export",
    effect: NEXT_RUN,
    accepts: wholeBetween(5, 365),
  },
  wholeYearDays: {
    name: "A whole year from",
    value: days(350),
    unit: "covered days or more; from fewer, a year is estimated",
    reference: "ours: a year without the weekends and holidays at either end",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 366),
  },
  leastHolders: {
    name: "Unseen holders to ask about",
    value: seats(3),
    unit: "holders or more of an offering, team or department, none of them seen; fewer prove nothing",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 1_000_000),
  },
  leastSeen: {
    name: "Least share of holders seen",
    value: fraction(0.25),
    unit: "share of all holders; with fewer seen, the exports probably leave people out",
    reference: "[D] no source knows more than 45 % shelfware",
    effect: NEXT_RUN,
    accepts: shareUpTo(),
  },
  manyHolders: {
    name: "Holders before a share counts",
    value: seats(10),
    unit: "holders or more; of fewer, the share that is seen proves nothing",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 1_000_000),
  },
  filteredProducts: {
    name: "Products that a filter shows",
    value: as<number>(3),
    unit: "products or fewer for each offering without use; with more, no filter by product is assumed",
    reference: "ours: such a filter shows a few products",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 1000),
  },
  usualUnseen: {
    name: "Usual share of holders unseen",
    value: fraction(0),
    unit: "share of all holders; with more unseen, they may need the seats that look free",
    reference:
      "ours: whoever is unseen may have been left out ([D] in a stable estate 15 to 25 % of the seats are unused)",
    effect: NEXT_RUN,
    accepts: shareUpTo(),
  },
  newDays: {
    name: "New account for",
    value: days(90),
    unit: "days",
    reference: "ours",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 365),
  },
  dormantDays: {
    name: "Dormant after",
    value: days(90),
    unit: "days without use",
    reference: "[E]",
    effect: NEXT_RUN,
    accepts: wholeBetween(1, 730),
  },
  powerDays: {
    name: "Power user from",
    value: days(18),
    unit: "days a month",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: { number: [0, 31] },
  },
  regularDays: {
    name: "Regular user from",
    value: days(8),
    unit: "days a month",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: { number: [0, 31] },
  },
  occasionalDays: {
    name: "Occasional user from",
    value: days(3),
    unit: "days a month",
    reference: "[C]",
    effect: NEXT_RUN,
    accepts: { number: [0, 31] },
  },
  activeDays: {
    name: "Activity: active from",
    value: days(10),
    unit: "days a month",
    reference: "[E]",
    effect: NEXT_RUN,
    accepts: { number: [0, 31] },
  },
  occasionalActivityDays: {
    name: "Activity: occasional from",
    value: days(2),
    unit: "days a month",
    reference: "[E]",
    effect: NEXT_RUN,
    accepts: { number: [0, 31] },
  },
  varianceFlag: {
    name: "Variance that is flagged above",
    value: seats(2),
    unit: "seats, assigned against bought",
    reference: "[E]",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 1_000_000),
  },
  trueUpMonths: {
    name: "True-up months without a date",
    value: as<number>(12),
    unit: "most months of a true-up for which no table gives the start of the line",
    reference: "ours, from [A]: charged back for the time in use",
    effect: NEXT_RUN,
    accepts: { number: [0, 60] },
  },
  trueDownCap: {
    name: "True-down cap without a contract",
    value: fraction(1),
    unit: "share of the seats",
    reference: "ours: an annual subscription may be renewed lower",
    effect: NEXT_RUN,
    accepts: shareUpTo(),
  },
  noticeDays: {
    name: "Notice without a contract",
    value: days(60),
    unit: "days before the end",
    reference: "[A] 30-60 days; the earlier date is safe",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
  preparationDays: {
    name: "Preparation of a renewal",
    value: days(120),
    unit: "days before the end",
    reference: "[A] at least 90; ours: a month more",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 730),
  },
  reviewDays: {
    name: "Usage review before a renewal",
    value: days(90),
    unit: "days before the end",
    reference: "[A] three months",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 730),
  },
  renewalOpensDays: {
    name: "Renewal quotes from",
    value: days(90),
    unit: "days before the end",
    reference: "[V]",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
  accessDays: {
    name: "Access after the end",
    value: days(15),
    unit: "days, if not renewed",
    reference: "[V]",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
  renewalClosesDays: {
    name: "Renewal possible until",
    value: days(45),
    unit: "days after the end",
    reference: "[V]",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
  extensionDays: {
    name: "Ask for an extension",
    value: days(30),
    unit: "days before a token pack ends",
    reference: "[C] before the end of the pool",
    effect: NEXT_RUN,
    accepts: wholeBetween(0, 365),
  },
} as const satisfies Record<string, Assumption<unknown>>;

export type AssumptionKey = keyof typeof DEFAULT_ASSUMPTIONS;

/** The assumptions of one analysis. */
export type Assumptions = {
  readonly [Key in AssumptionKey]: (typeof DEFAULT_ASSUMPTIONS)[Key]["value"];
};

/** Every assumption at its default. */
export const defaultAssumptions = (): Assumptions =>
  Object.fromEntries(
    Object.entries(DEFAULT_ASSUMPTIONS).map(([key, { value }]) => [key, value]),
  ) as unknown as Assumptions;
