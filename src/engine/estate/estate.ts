import type { PriceTier } from "../rules/price-tiers";
import type {
  DayNumber,
  Days,
  Fraction,
  Money,
  SeatPrice,
  Seats,
  TokenPrice,
  TokenRate,
  Tokens,
} from "../units";

/**
 * The input of the engine: everything that was read about one organisation, as typed records. People, products and
 * sources are named once and referred to by their place in these lists.
 */
export interface Estate {
  readonly sources: readonly Source[];
  readonly people: readonly Person[];
  /** What is opened, each under one name. A day of use points into this list. */
  readonly products: readonly string[];
  readonly use: DailyUse;
  readonly reportedUse: readonly ReportedUse[];
  readonly assignments: readonly Assignment[];
  readonly subscriptions: readonly Subscription[];
  readonly sessions: readonly Session[];
  readonly rates: readonly Rate[];
  readonly offers: readonly Offer[];
  readonly tokenTiers: readonly TokenTier[];
  readonly packs: readonly TokenPack[];
  readonly contracts: readonly Contract[];
  readonly meteredCharges: readonly MeteredCharge[];
}

/** A person's place in `Estate.people`; `NOBODY` where an export does not say who. */
export type PersonIndex = number;
export const NOBODY: PersonIndex = -1;
/** A product's place in `Estate.products`. */
export type ProductIndex = number;
/** A source's place in `Estate.sources`. */
export type SourceIndex = number;

export type SourceKind =
  | "Usage Report"
  | "Usage"
  | "Seat usage"
  | "Token usage"
  | "Token Flex"
  | "Users"
  | "Groups"
  | "Subscriptions"
  | "Sessions"
  | "Rates"
  | "Offers"
  | "Token prices"
  | "Token packs"
  | "Contracts"
  | "Metered charges"
  | "Assumptions";

/** One recognised table of one sheet of one file. */
export interface Source {
  readonly file: string;
  readonly sheet: string;
  readonly kind: SourceKind;
  /** The dates that the export itself states, where it does. */
  readonly from?: DayNumber;
  readonly to?: DayNumber;
}

/** Where a record came from: its source and its row, counted from 1 as the sheet shows it. */
export interface Origin {
  readonly source: SourceIndex;
  readonly row: number;
}

export interface Person {
  /** The address in lower case, or the hashed ID where the export hides people. */
  readonly id: string;
  readonly name?: string;
  readonly hashed: boolean;
  readonly team?: string;
  readonly department?: string;
  /** The pool that the person's tokens come from, where a table names one; else it is the team's. */
  readonly tokenPool?: string;
  /** When the account was made, where an export says so. */
  readonly accountSince?: DayNumber;
  /** True when an export says the account is not active any more. */
  readonly inactive: boolean;
  /** May never be locked out: keeps or gets a seat whatever it costs (DOMAIN §4). */
  readonly critical: boolean;
  /** Leave, sabbatical, strategic hold: keeps what there is (DOMAIN §4), until `exceptionUntil` when given. */
  readonly exception?: string;
  readonly exceptionUntil?: DayNumber;
}

/** How a day of use was paid for. */
export const Access = { unknown: 0, seat: 1, tokens: 2 } as const;
export type Access = (typeof Access)[keyof typeof Access];

/**
 * Daily use, one entry for each person, product, variant and day, as columns, so that a million rows fit.
 * All columns have the same length.
 */
export interface DailyUse {
  readonly length: number;
  /** Places in `Estate.people`; `NOBODY` (−1) in exports without people. */
  readonly person: Int32Array;
  /** Places in `Estate.products`. */
  readonly product: Int32Array;
  /** What else tells two rows of one person, product and day apart (version, feature, team); equal only where all are. */
  readonly variant: Int32Array;
  /** Day numbers. */
  readonly day: Int32Array;
  /** `Access` values. */
  readonly access: Uint8Array;
  /** Tokens as exported; NaN where the export left it blank. */
  readonly tokens: Float64Array;
  /** Places in `Estate.sources`. */
  readonly source: Uint16Array;
  readonly row: Int32Array;
}

/** A row of the aggregate Usage Report: use over the report's whole period, without days. */
export interface ReportedUse {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly access: Access;
  /** Days of use in the period, as exported; absent where blank. */
  readonly daysUsed?: Days;
  readonly tokensUsed?: Tokens;
  readonly lastUse?: DayNumber;
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  readonly origin: Origin;
}

/** A seat of an offering held, or once held, by a person. */
export interface Assignment {
  readonly person: PersonIndex;
  readonly offering: string;
  /** False where the export says the seat was taken back. */
  readonly assigned: boolean;
  readonly since?: DayNumber;
  readonly until?: DayNumber;
  readonly origin: Origin;
}

/** Seats bought of one offering on one contract line. */
export interface Subscription {
  readonly offering: string;
  readonly seats: Seats;
  readonly contract?: string;
  readonly start?: DayNumber;
  readonly end?: DayNumber;
  readonly autoRenews?: boolean;
  /** What a seat costs a year on this line; absent is unknown. */
  readonly unitPrice?: SeatPrice;
  readonly listPrice?: SeatPrice;
  readonly origin: Origin;
}

/** One launch of a product; `start` and `end` in minutes since 1970-01-01T00:00 UTC. */
export interface Session {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly start: number;
  readonly end: number;
  readonly version?: string;
  readonly machine?: string;
  readonly machineType?: string;
  readonly activeMinutes?: number;
  readonly tokens?: Tokens;
  readonly loggedIn?: boolean;
  readonly origin: Origin;
}

/** What a day of a product costs in tokens, from a date on. */
export interface Rate {
  readonly product: string;
  /** Absent is unknown, never 0. */
  readonly tokensPerDay?: TokenRate;
  readonly flexEligible: boolean;
  readonly from?: DayNumber;
  readonly reference: string;
  readonly cheaperAlternative?: string;
}

/** A named-user seat that can be bought: a single product, or a collection that covers several. */
export interface Offer {
  readonly offering: string;
  /** Absent is unknown, never 0. */
  readonly pricePerYear?: SeatPrice;
  /** What a seat costs instead from some number on, in order of that number. */
  readonly volume?: readonly PriceTier<Seats>[];
  readonly listPrice?: SeatPrice;
  /** The products that a seat covers; an offering always covers the product of its own name. */
  readonly covers: readonly string[];
  /** What one seat costs for a three-year term, in all. */
  readonly priceThreeYears?: SeatPrice;
  readonly reference: string;
}

/** From `minimum` tokens on, a token costs `unitPrice`. */
export interface TokenTier {
  readonly minimum: Tokens;
  readonly unitPrice: TokenPrice;
  readonly reference: string;
}

/** Tokens bought at one time. */
export interface TokenPack {
  readonly purchased: DayNumber;
  readonly tokens: Tokens;
  /** What the whole pack cost. */
  readonly price?: Money;
  readonly ends?: DayNumber;
  readonly contract?: string;
  readonly origin: Origin;
}

export interface Contract {
  readonly contract: string;
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly kind?: string;
  readonly noticeDays?: Days;
  /** The most that may be dropped at a renewal, as a share of the seats; absent is no cap. */
  readonly trueDownCap?: Fraction;
  /** Seats below which the contract does not go. */
  readonly floor?: Seats;
  /** False where the fee stays though the quantity falls. */
  readonly feeFollowsQuantity?: boolean;
  readonly maintenanceRate?: Fraction;
  readonly uplift?: Fraction;
  readonly overagePrice?: SeatPrice;
  readonly termYears?: number;
  readonly origin: Origin;
}

/** A charge as the vendor metered it. */
export interface MeteredCharge {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly day: DayNumber;
  readonly tokens: Tokens;
  readonly version?: string;
  readonly machine?: string;
  readonly origin: Origin;
}
