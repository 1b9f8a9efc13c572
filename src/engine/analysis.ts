import type { Assumptions } from "./assumptions";
import type { Estate, Offer, Rate, TokenTier } from "./estate";
import type { Issue } from "./issues";
import type { Consumption } from "./pool/consumption";
import type { Scenario } from "./renewal/scenarios";
import type { DoubleCoverage } from "./seats/double-coverage";
import type { Reconciliation } from "./seats/reconciliation";
import type { TrueDown } from "./seats/renewal-drop";
import type { DayNumber, Days, Fraction, Money, SeatPrice, TokenPrice, TokenRate, Tokens } from "./units"; // prettier-ignore
import type { Window } from "./usage/windows";
import type { Confidence, ProductDemand } from "./usage/demand";
import type { Activity, Segment } from "./usage/segment";

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
  /** The token price at which covers were chosen: without and with the pool's buffer. */
  readonly tokenPrice: TokenPrice;
  readonly effectiveTokenPrice: TokenPrice;
  readonly consumption: Consumption;
  readonly pool: readonly PoolRule[];
  readonly breakEvens: readonly BreakEven[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  readonly doubleCoverage: readonly DoubleCoverage[];
  readonly scenarios: readonly Scenario[];
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

export interface UserCover {
  readonly seats: readonly string[];
  readonly flex: readonly string[];
  readonly tokens: Tokens;
}

/** From how many days of one product on a seat of its own costs less than tokens (DOMAIN §4, §13). */
export interface BreakEven {
  readonly product: string;
  readonly tokensPerDay: TokenRate;
  readonly seatPrice: SeatPrice;
  /** A year, at the token's price alone, and with the pool's buffer in it. */
  readonly days: Days;
  readonly daysWithBuffer: Days;
}

/** The size that one rule gives next year's pool, with what it risks (DOMAIN §6). */
export interface PoolRule {
  readonly rule: "peak" | "average" | "season";
  readonly tokens: Tokens;
  readonly expectedExpired: Tokens;
  readonly runOutRisk: Fraction | null;
  readonly cost: Money;
}
