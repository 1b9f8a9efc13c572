import type { Assumptions } from "./assumptions";
import type { Estate, Offer, Rate, TokenTier } from "./estate/estate";
import type { WhatIf } from "./renewal/what-if";
import type { Issue } from "./issues";
import type { Consumption } from "./pool/consumption";
import type { PoolRule } from "./pool/sizing";
import type { LiveFormulaInputs } from "./renewal/live-formula-inputs";
import type { BreakEven } from "./renewal/break-even";
import type { MixReport } from "./renewal/mix-report";
import type { RunnerUp, UserCover } from "./renewal/plan";
import type { PriceLists } from "./renewal/scenario-cost";
import type { Scenario } from "./renewal/scenarios";
import type { Move } from "./renewal/transition";
import type { DoubleCoverage } from "./seats/double-coverage";
import type { Reconciliation } from "./seats/reconciliation";
import type { Redeployment } from "./renewal/redeployment";
import type { TrueDown } from "./seats/droppable";
import type { DayNumber, Fraction, Money, SeatPrice, TokenPrice, Tokens } from "./units";
import type { Window } from "./usage/windows";
import type { Confidence, ProductDemand } from "./usage/demand";
import type { Activity, Segment } from "./rules/segment";

/** The engine's whole answer. */
export interface Analysis {
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
  /** The prices and rates that were used, defaults included, each with its reference. */
  readonly rates: readonly Rate[];
  readonly offers: readonly Offer[];
  readonly tiers: readonly TokenTier[];
  readonly estate: Estate;
  readonly window: Window | null;
  readonly users: readonly UserAnalysis[];
  /** Bought on top of the tokens that a scenario needs, as a share of them. */
  readonly buffer: Fraction;
  /** What a token of the recommended scenario costs, on average over its pools: without and with what is bought on top. */
  readonly tokenPrice: TokenPrice;
  readonly bufferedTokenPrice: TokenPrice;
  readonly consumption: Consumption;
  readonly pool: readonly PoolRule[];
  readonly breakEvens: readonly BreakEven[];
  /** 1 to 22 days a month of every product of `breakEvens`. */
  readonly whatIfs: readonly WhatIf[];
  /** Who should have today's spare seats until they end, and everybody whose cover changes. */
  readonly redeployments: readonly Redeployment[];
  readonly moves: readonly Move[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  readonly doubleCoverage: readonly DoubleCoverage[];
  /** Every scenario, `asIs` first and the recommended one last. */
  readonly scenarios: readonly Scenario[];
  readonly asIs: Scenario;
  /** Null where nothing is known to be used: then there is only `asIs`. */
  readonly recommended: Scenario | null;
  /** What seats and tokens cost by how many are bought, and how the best mix follows what people have. */
  readonly priceLists: PriceLists;
  /** What a seat of each offering costs at the renewal, by how many the recommended scenario buys. */
  readonly seatPrices: ReadonlyMap<string, SeatPrice>;
  readonly liveFormulaInputs: LiveFormulaInputs;
  /** Null where nothing is known to be used. */
  readonly mix: MixReport | null;
  readonly issues: readonly Issue[];
}

/** One person: what was used, what there is, what is recommended, and why. Costs are a year's; null is unknown. */
export interface UserAnalysis {
  readonly user: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly team: string | null;
  readonly products: readonly ProductDemand[];
  readonly daysPerMonth: number;
  readonly segment: Segment;
  readonly activity: Activity;
  readonly lastUse: DayNumber | null;
  readonly confidence: Confidence;
  readonly leaver: boolean;
  /** Offerings held now, and the tokens drawn beside them. */
  readonly heldSeats: readonly string[];
  readonly drawnTokens: Tokens | null;
  readonly recommended: UserCover;
  /** The pool that tokens come from; null where there is one, or no table says which. */
  readonly pool: string | null;
  /** Recommended seats that are paid for anyway and that nobody has today, and the share of their price that is not in `cost`. */
  readonly idleSeats: readonly { readonly offering: string; readonly share: Fraction }[];
  /** The next best cover, and what all seats and tokens cost more with it, everybody else as they are. Null where none is possible. */
  readonly runnerUp: RunnerUp | null;
  /** The cheapest cover by seats, and the cover by tokens alone (null where some product cannot be on Flex). */
  readonly bySeats: UserCover;
  readonly flexTokens: Tokens | null;
  readonly currentCost: Money | null;
  readonly seatCost: Money | null;
  readonly flexCost: Money | null;
  readonly cost: Money | null;
  readonly saving: Money | null;
  readonly reasons: readonly string[];
}
