import type { Assumptions } from "./assumptions";
import type { Estate, Offer, Rate, Refusal, TokenTier } from "./estate/estate";
import type { WhatIf } from "./renewal/what-if";
import type { Stays } from "./evidence/stays";
import type { Coverage } from "./evidence/coverage";
import type { Issue } from "./issues";
import type { Consumption } from "./pool/consumption";
import type { PoolRule } from "./pool/sizing";
import type { TokenPlan } from "./pool/token-plan";
import type { TokenUse } from "./pool/token-use";
import type { Audit } from "./audit/audit";
import type { FocusFile } from "./focus/focus-file";
import type { Waste } from "./waste/waste";
import type { Harvest } from "./harvest/harvest";
import type { LiveFormulaInputs } from "./renewal/live-formula-inputs";
import type { Bridge } from "./renewal/bridge";
import type { Concession } from "./negotiation/concessions";
import type { Tornado } from "./renewal/tornado";
import type { BreakEven } from "./renewal/break-even";
import type { Renewing } from "./renewal/line-rights";
import type { MixReport } from "./renewal/mix-report";
import type { Instead } from "./renewal/overruled";
import type { Robustness } from "./renewal/robustness";
import type { RunnerUp, UserPlan } from "./renewal/plan";
import type { PriceLists } from "./renewal/scenario-cost";
import type { LeftOutTerm, LeftOutVariant, Variant } from "./renewal/variants";
import type { Scenario } from "./renewal/scenarios";
import type { UserMove } from "./renewal/transition";
import type { DoubleCoverage } from "./seats/double-coverage";
import type { Reconciliation } from "./seats/reconciliation";
import type { UntrackedProduct, UseWithoutSeat } from "./seats/use-without-seat";
import type { Redeployment } from "./renewal/redeployment";
import type { TrueDown } from "./seats/droppable";
import type { SharedCost } from "./shared-costs";
import type { DayNumber, Fraction, Money, SeatPrice, TokenPrice, Tokens } from "./units";
import type { ActivePeople } from "./usage/people-by-month";
import type { Confidence, ProductDemand } from "./usage/demand";
import type { Activity, Segment } from "./rules/segment";

/** The whole answer of the engine. */
export interface Analysis {
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
  /** The rates and prices used, defaults included, each with its reference. */
  readonly rates: readonly Rate[];
  readonly offers: readonly Offer[];
  /** Empty where the price of a token is unknown. */
  readonly tiers: readonly TokenTier[];
  readonly estate: Estate;
  readonly coverage: Coverage;
  /** The offerings with rows that could not be read: their seats stay as they are. */
  readonly stays: Stays;
  readonly users: readonly UserAnalysis[];
  /** What is paid and in no user's cost; none without a recommended scenario. */
  readonly sharedCosts: readonly SharedCost[];
  /** The buffer of every scenario's pools, as a share of the tokens needed. */
  readonly buffer: Fraction;
  /** Tokens a year that every scenario buys because the exports may leave their use out. */
  readonly keptTokens: Tokens;
  /**
   * Price of a token in the recommended scenario, averaged over its pools, without and with the buffer; null is
   * unknown.
   */
  readonly tokenPrice: TokenPrice | null;
  readonly bufferedTokenPrice: TokenPrice | null;
  readonly consumption: Consumption;
  readonly pool: readonly PoolRule[];
  /** What is left of the packs, when they run out, and what the coming months will draw. */
  readonly tokenPlan: TokenPlan;
  /** Who drew the tokens of the pool, and what of the budgets is left. */
  readonly tokenUse: TokenUse;
  /** Where tokens go that nobody needed. */
  readonly waste: Waste;
  /** The charges on tokens in the sense of FOCUS; null where nobody asked for them. */
  readonly focus: FocusFile | null;
  /** What an audit may claim, and what of it can be disputed. */
  readonly audit: Audit;
  /** What becomes of the seats that people hold and use little. */
  readonly harvest: Harvest;
  readonly breakEvens: readonly BreakEven[];
  /** Every product of `breakEvens` at 1 to 22 days a month. */
  readonly whatIfs: readonly WhatIf[];
  /** New holders of today's spare seats, until those end. */
  readonly redeployments: readonly Redeployment[];
  /** Users whose seats change under the recommended scenario. */
  readonly moves: readonly UserMove[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  /** What `trueDowns` rests on. */
  readonly renewing: Renewing;
  /** The people with use, month by month. */
  readonly activePeople: readonly ActivePeople[];
  readonly doubleCoverage: readonly DoubleCoverage[];
  /** Use on a seat of people to whom no table assigns one, by product and person, and by product. */
  readonly useWithoutSeat: readonly UseWithoutSeat[];
  readonly untrackedProducts: readonly UntrackedProduct[];
  /** `asIs` first, `recommended` last. */
  readonly scenarios: readonly Scenario[];
  readonly asIs: Scenario;
  /** Null without any known use or cost: then there is only `asIs`. */
  readonly recommended: Scenario | null;
  /**
   * The recommended scenario if the vendor accepts notices whose date has passed; null if there are none, or if
   * that saves nothing. Not comparable with `scenarios`, which count only on what is sure.
   */
  readonly ifAgreed: Scenario | null;
  /** The way from `asIs` to `recommended` in the first year; null without the latter. */
  /** The analyst's scenarios, the scenarios that sign a quote, and the scenarios that cannot be compared. */
  readonly variants: readonly Variant[];
  readonly leftOutVariants: readonly LeftOutVariant[];
  /** The long terms that are not compared, and why. */
  readonly leftOutTerms: readonly LeftOutTerm[];
  readonly bridge: Bridge | null;
  /** Prices of seats and tokens by quantity. */
  readonly priceLists: PriceLists;
  /**
   * Average price of a seat of each offering at the renewal, for the seats that the recommended scenario
   * buys.
   */
  readonly seatPrices: ReadonlyMap<string, SeatPrice>;
  readonly liveFormulaInputs: LiveFormulaInputs;
  /** Null without a recommended scenario. */
  readonly mix: MixReport | null;
  /** Whether the best mix depends on how many months of use it is chosen from; null without one. */
  readonly robustness: Robustness | null;
  /**
   * Concessions to ask the vendor for, by falling worth, unknown worth last. None without a recommended scenario.
   * Rights to reduce are in `concessionsOf` alone.
   */
  readonly concessions: readonly Concession[];
  /** Which assumptions move the saving most; null where not asked for, and without a saving. */
  readonly tornado: Tornado | null;
  readonly issues: readonly Issue[];
}

/** What the analyst decided for a user, and what comes of it. */
export interface UserDecision {
  /** As typed. */
  readonly text: string;
  /** Why it is not used, without a full stop; null where it is the recommended cover. */
  readonly refused: string | null;
  /** The cover that it overrules; null where the run would recommend the same. */
  readonly instead: Instead | null;
}

/** One user: use, seats, recommended cover, and the reasons. Costs are a year's; null is unknown. */
export interface UserAnalysis {
  readonly user: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly team: string | null;
  readonly products: readonly ProductDemand[];
  readonly daysPerMonth: number;
  /** In place of Dormant: `Not seen` if too few days are covered, `Not covered` if exports may leave out the user. */
  readonly segment: Segment | "Not seen" | "Not covered";
  readonly activity: Activity;
  readonly lastUse: DayNumber | null;
  readonly confidence: Confidence;
  readonly leaver: boolean;
  /** The unread rows that make the user keep today's cover. */
  readonly unread: readonly Refusal[];
  /** Offerings held now, and the tokens drawn besides. */
  readonly heldSeats: readonly string[];
  /** Today's cover for a further year; null if no table says who holds seats. */
  readonly kept: UserPlan | null;
  /** Products used on a seat that no table assigns to the user. */
  readonly usedWithoutSeat: readonly string[];
  readonly drawnTokens: Tokens | null;
  readonly recommended: UserPlan;
  /** The token pool; null if there is only one, or no table names it. */
  readonly pool: string | null;
  /**
   * Recommended seats that are paid for anyway without a holder today, and the share of their price left out
   * of `cost`.
   */
  readonly idleSeats: readonly { readonly offering: string; readonly share: Fraction }[];
  /** What the analyst decided; null for nothing. */
  readonly decision: UserDecision | null;
  /** Null if no other cover is possible. */
  readonly runnerUp: RunnerUp | null;
  /**
   * The cheapest cover by seats, and the tokens of the cover by tokens alone (null if a product cannot be on
   * Flex).
   */
  readonly bySeats: UserPlan;
  readonly flexTokens: Tokens | null;
  readonly currentCost: Money | null;
  readonly seatCost: Money | null;
  readonly flexCost: Money | null;
  readonly cost: Money | null;
  readonly saving: Money | null;
  /** Everything that is said of the recommended cover: why it was chosen, and remarks. */
  readonly reasons: readonly string[];
  readonly why: readonly string[];
  readonly remarks: readonly string[];
}
