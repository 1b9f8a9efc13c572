import type { PriceTier } from "../rules/price-tiers";
import type { HarvestRecords } from "./harvest-records";
import type { SessionRecords } from "./session-store";
import type { CapOf } from "../rules/true-down";
import type {
  DayNumber,
  Days,
  Fraction,
  Money,
  MonthNumber,
  Per,
  SeatPrice,
  Seats,
  TokenPrice,
  TokenRate,
  Tokens,
} from "../units";

/**
 * The input of the engine: the records of one organisation. Records refer to people, products and sources by
 * their place in these lists.
 */
export interface Estate {
  readonly sources: readonly Source[];
  readonly people: readonly Person[];
  /** Products as opened, each under one name. */
  readonly products: readonly string[];
  readonly use: DailyUse;
  readonly reportedUse: readonly ReportedUse[];
  readonly assignments: readonly Assignment[];
  readonly subscriptions: readonly Subscription[];
  readonly sessions: SessionRecords;
  readonly rates: readonly Rate[];
  readonly offers: readonly Offer[];
  readonly tokenTiers: readonly TokenTier[];
  readonly packs: readonly TokenPack[];
  readonly plannedUse: readonly PlannedUse[];
  readonly tokenEvents: readonly TokenEvent[];
  readonly chargedUse: readonly ChargedUse[];
  readonly tokenBudgets: readonly TokenBudget[];
  /** How prices in other currencies came into that of the answer. */
  readonly conversions: readonly Conversion[];
  readonly contracts: readonly Contract[];
  readonly quotes: readonly QuoteRow[];
  readonly ownScenarios: readonly OwnScenario[];
  readonly meteredCharges: readonly MeteredCharge[];
  /** What an auditor compares; each absent where no table holds any. */
  readonly devices?: readonly InstalledProduct[];
  readonly licenses?: readonly OwnedLicense[];
  readonly invoices?: readonly InvoiceLine[];
  readonly evidence?: readonly EvidenceOnFile[];
  /** Days on which nobody works; absent where no table names any. */
  readonly holidays?: readonly Holiday[];
  readonly refusals: readonly Refusal[];
  /** Tables that stand on hidden sheets alone, so that nothing of their kind was read; absent for none. */
  readonly hidden?: readonly SourceKind[];
  /** What the analyst states by name, so that it is known whatever a table could not say. */
  readonly stated?: readonly StatedFact[];
  /** Covers that the analyst decided on; absent where the run follows no sheet of ours. */
  readonly decisions?: ReadonlyMap<PersonIndex, Decision>;
  /** What earlier runs and the analyst left in the sheets of the harvest; absent where no result was read. */
  readonly harvest?: HarvestRecords;
}

/** A person's place in `Estate.people`; `NOBODY` if an export names no person. */
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
  | "Planned use"
  | "Token events"
  | "Token budgets"
  | "Exchange rates"
  | "Contracts"
  | "Quotes"
  | "Own scenarios"
  | "Metered charges"
  | "Installed devices"
  | "Licenses owned"
  | "Invoices"
  | "Evidence on file"
  | "Holidays"
  | "Assumptions";

/** One recognised table of one sheet of one file. */
export interface Source {
  readonly file: string;
  readonly sheet: string;
  readonly kind: SourceKind;
  /** The dates that the export states. */
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  /** The rows below the header, and the rows of them that are in the estate. */
  readonly rows?: number;
  readonly used?: number;
  /** The needed columns that a table does not have, so that no row of it could be read. */
  readonly lacks?: readonly string[];
  /** The filters besides dates that the export states. */
  readonly filters?: readonly StatedFilter[];
  /** The columns besides person, product, day and access that tell rows of daily use apart. */
  readonly tells?: string;
}

/** A filter that an export states; no values stand for everything. */
export interface StatedFilter {
  readonly about: "team" | "product" | "people" | "version" | "access" | "assignment";
  readonly values: readonly string[];
}

/** The source of a record, and its row, counted from 1 as the sheet shows it. */
export interface Origin {
  readonly source: SourceIndex;
  readonly row: number;
}

/**
 * Rows that could not be read, or cells of them: what they would have governed is unknown, not absent and not
 * a default (DOMAIN §14). Rows with the same fields and subject are one refusal.
 */
export interface Refusal {
  /** The kind of record; a line for Flex in Subscriptions is a record of Token packs. */
  readonly kind: SourceKind;
  /** The first of the rows. */
  readonly origin: Origin;
  readonly rows: number;
  /** The fields that the kept record lacks; empty where the whole row was skipped. */
  readonly fields: readonly string[];
  /** The headers of the cells that could not be read; empty where the row as a whole makes no sense. */
  readonly columns: readonly string[];
  /** The subject, as far as the other cells of the row name it. Without any, it may be every subject. */
  readonly contract?: string;
  readonly offering?: string;
  readonly product?: string;
  readonly person?: PersonIndex;
}

/** A fact as an assumption states it: tokens per day of a product, price at the renewal, or price of a token. */
export interface StatedFact {
  readonly fact: "rate" | "renewal price" | "token price";
  /** The product or the offering; empty for the price of a token. */
  readonly of: string;
}

export interface Person {
  /** The mail address in lower case, or the hashed ID if the export hides people. */
  readonly id: string;
  readonly name?: string;
  readonly hashed: boolean;
  readonly team?: string;
  readonly department?: string;
  readonly project?: string;
  readonly costCentre?: string;
  /** The person's token pool; if absent, the team's. */
  readonly tokenPool?: string;
  /** The zone on whose clocks the person works, by its name in the IANA list; if absent, that of the site. */
  readonly timeZone?: string;
  /** The day on which the account was created. */
  readonly accountSince?: DayNumber;
  /** True if an export says that the account is no longer active. */
  readonly inactive: boolean;
  /** True where a table of users names the person, with or without a seat. */
  readonly listed?: boolean;
  /** Must never be locked out: keeps or gets a seat regardless of cost (DOMAIN §4). */
  readonly critical: boolean;
  /**
   * Leave, sabbatical, strategic hold: keeps today's cover (DOMAIN §4), through `exceptionUntil` if given.
   */
  readonly exception?: string;
  readonly exceptionUntil?: DayNumber;
}

/** The payment for a day of use. */
export const Access = { unknown: 0, seat: 1, tokens: 2 } as const;
export type Access = (typeof Access)[keyof typeof Access];

/** A cover that the analyst decided on for a person, whatever the run would recommend. */
export interface Decision {
  /** As typed. */
  readonly text: string;
  /**
   * `keep`: today's cover. `disputed`: another decision for the person contradicts this one, so neither is used. Else
   * the offerings of the seats; tokens pay for what they do not open.
   */
  readonly cover: "keep" | "disputed" | readonly string[];
  readonly place: {
    readonly file: string;
    readonly sheet: string;
    readonly row: number;
    readonly column: string;
  };
}

/**
 * Daily use, one entry for each person, product, variant and day. Columns of equal length, so that a million
 * rows fit.
 */
export interface DailyUse {
  readonly length: number;
  /** Places in `Estate.people`; `NOBODY` (−1) in exports without people. */
  readonly person: Int32Array;
  /** Places in `Estate.products`. */
  readonly product: Int32Array;
  /** Numbers the further columns of a row (version, feature, team); equal if all of them are equal. */
  readonly variant: Int32Array;
  /** Day numbers. */
  readonly day: Int32Array;
  /** `Access` values. */
  readonly access: Uint8Array;
  /** Tokens as exported; NaN for a blank. */
  readonly tokens: Float64Array;
  /** Places in `Estate.sources`. */
  readonly source: Uint16Array;
  readonly row: Int32Array;
  /** 1 for tokens that were computed from launches; absent where an export states all. */
  readonly computed?: Uint8Array;
  /** 1 for rows that the vendor calls an adjustment; absent where no row is one. A row below 0 is one without it. */
  readonly adjusts?: Uint8Array;
  /** 1 for rows that name the result that was charged (a simulation, an hour), not a day; absent where none does. */
  readonly byResult?: Uint8Array;
}

/** A row of the Usage Report: totals over the report's period, without single days. */
export interface ReportedUse {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly access: Access;
  /** The version and team, which tell rows of one person and product apart. */
  readonly variant?: string;
  /** Days of use in the period; absent for a blank. */
  readonly daysUsed?: Days;
  readonly tokensUsed?: Tokens;
  readonly lastUse?: DayNumber;
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  readonly origin: Origin;
}

/** A seat of an offering that a person holds or held. */
export interface Assignment {
  readonly person: PersonIndex;
  readonly offering: string;
  /** False if the seat was taken back. */
  readonly assigned: boolean;
  readonly since?: DayNumber;
  readonly until?: DayNumber;
  /** The times before `since`, where the seat was given more than once; absent for none. */
  readonly earlier?: readonly SeatTerm[];
  /** The companies whose tables assign the seat; absent where no row names one. */
  readonly companies?: readonly string[];
  readonly origin: Origin;
}

/** A time for which somebody had a seat before it was given again. */
export interface SeatTerm {
  readonly since?: DayNumber;
  /** Absent if no row says when the seat was taken back. */
  readonly until?: DayNumber;
}

/** Seats bought of one offering on one contract line. */
export interface Subscription {
  readonly offering: string;
  readonly seats: Seats;
  readonly contract?: string;
  readonly start?: DayNumber;
  readonly end?: DayNumber;
  /** Absent where no column says. */
  readonly autoRenews?: boolean;
  /** The months of a term, as the table states them. */
  readonly termMonths?: number;
  /** The end of the support plan of these seats; absent is the end of the seats. */
  readonly planEnd?: DayNumber;
  /** How seats of this offering beyond those bought are counted; absent is as the contract counts all. */
  readonly trueUpBy?: TrueUpWording;
  /** The company that bought the seats, where estates of several are analysed together. */
  readonly company?: string;
  /** Price of a seat a year; absent is unknown. */
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

/** Tokens for a day of a product, from a date on. */
export interface Rate {
  readonly product: string;
  /** Absent is unknown, never 0. */
  readonly tokensPerDay?: TokenRate;
  readonly flexEligible: boolean;
  readonly from?: DayNumber;
  readonly reference: string;
  readonly cheaperAlternative?: string;
  /** Whether the product pauses charges while nobody uses it (DOMAIN §15); absent is unknown. */
  readonly pausesWhenIdle?: boolean;
  /** The first version for which this holds; if absent, all versions. */
  readonly pausesFromVersion?: string;
}

/** An offering for sale: a single product, or a collection of several. */
export interface Offer {
  readonly offering: string;
  /** Absent is unknown, never 0. */
  readonly pricePerYear?: SeatPrice;
  /** Prices from a minimum number of seats on, in order of the minimum. */
  readonly volume?: readonly PriceTier<Seats>[];
  readonly listPrice?: SeatPrice;
  /** The products that a seat covers besides the product of the offering's name. */
  readonly covers: readonly string[];
  /** Price of a year of a seat that is not renewed but bought. */
  readonly newPrice?: SeatPrice;
  /** Price of a seat for a term of three years, in all. */
  readonly priceThreeYears?: SeatPrice;
  /** Price of a seat for a month. */
  readonly pricePerMonth?: SeatPrice;
  /**
   * For a seat by the month, which no table lists: the offering that it is a seat of, and the months of a year that its
   * price pays for.
   */
  readonly monthly?: { readonly of: string; readonly months: number };
  /** Seats are sold in multiples of this; absent where they are sold one by one. */
  readonly multipleOf?: number;
  /** Price of a year of the support plan that is bought for every seat (DOMAIN §15). */
  readonly planPrice?: SeatPrice;
  /** Flex tokens that each seat brings for each year of its term (DOMAIN §15). */
  readonly tokensPerSeat?: Per<Tokens, Seats>;
  readonly reference: string;
}

/** Price of a token from `minimum` tokens on. */
export interface TokenTier {
  readonly minimum: Tokens;
  readonly unitPrice: TokenPrice;
  readonly reference: string;
}

/** Tokens bought in one purchase. */
export interface TokenPack {
  readonly purchased: DayNumber;
  readonly tokens: Tokens;
  /** Price of the whole pack. */
  readonly price?: Money;
  /** As the row states it; `packTerms` says when a pack without it ends. */
  readonly ends?: DayNumber;
  readonly contract?: string;
  /** The team or pool that may use the tokens, where the row names one. */
  readonly pool?: string;
  /** Another row may state the same purchase. */
  readonly mayRepeat?: true;
  readonly origin: Origin;
}

/**
 * Use that begins or ends on a planned day: a project, a joiner, a contractor. With people or days below 0, use that is
 * there now ends on `from`, and returns after `to`.
 */
export interface PlannedUse {
  /** A person of the estate, whose own use it is. */
  readonly person?: PersonIndex;
  /** The person as typed. */
  readonly user?: string;
  readonly people: number;
  /** Absent only for a person whose use of all products ends. */
  readonly product?: string;
  readonly daysPerMonth?: Days;
  readonly from: DayNumber;
  /** The last day; absent for no end. */
  readonly to?: DayNumber;
  readonly project?: string;
  readonly department?: string;
  readonly origin: Origin;
}

/** What happened to tokens besides use. */
export type TokenEventKind = "added" | "moved" | "merged" | "expired";

/** A change of a balance as the account portal lists it, besides use (its token events). */
export interface TokenEvent {
  readonly day: DayNumber;
  readonly event: TokenEventKind;
  /** Above 0 for tokens that the pool got, below 0 for tokens that left it by a move or a merge. */
  readonly tokens: Tokens;
  readonly contract?: string;
  readonly pool?: string;
  /** The end of the tokens, where the row states it. */
  readonly ends?: DayNumber;
  readonly origin: Origin;
}

/**
 * What is bought (DOMAIN §8): seats for a term, licenses that are owned and maintained by the year, an agreement in
 * which the quantity may move within a band above a floor, or tokens alone.
 */
export type ContractKind = "subscription" | "perpetual + maintenance" | "enterprise agreement" | "tokens";

/** When a contract lets seats go (DOMAIN §8). */
export type ReductionTiming = "end of term" | "each anniversary";

/** How a contract counts seats in use beyond those bought (DOMAIN §15). */
export type TrueUpWording = "snapshot" | "high-water mark" | "rolling average";

/** When tokens bought under a contract end (DOMAIN §6). */
export type TokensEnd = "after 12 months" | "with the contract";

/** Rows of use that state to whom the tokens of a person, product and month are charged; absent is not stated. */
export interface ChargedUse {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly month: MonthNumber;
  readonly department?: string;
  readonly project?: string;
  readonly costCentre?: string;
  /** The tokens that the rows state, the number of rows, and the number of rows without tokens. */
  readonly tokens: Tokens;
  readonly rows: number;
  readonly blankRows: number;
}

/** The tokens that a product, department, project or cost centre may draw in a year; without any, all together. */
export interface TokenBudget {
  readonly product?: string;
  readonly department?: string;
  readonly project?: string;
  readonly costCentre?: string;
  /** One of both is there, as stated. */
  readonly tokens?: Tokens;
  readonly amount?: Money;
  /** The first day of the year, which is the first of a month. */
  readonly from: DayNumber;
  readonly origin: Origin;
}

/** One unit of `from` is worth `rate` units of `to`. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly rate: number;
  /** Absent where the analyst states the rate by name. */
  readonly asOf?: DayNumber;
  /** The source of the rate, in words. */
  readonly reference: string;
}

/** Prices in another currency than that of the answer, which is `to`. */
export interface Conversion {
  readonly from: string;
  readonly to: string;
  /** The rows with such prices. */
  readonly rows: number;
  /** Null where it is unknown, and with it the prices. */
  readonly rate: ExchangeRate | null;
}

export interface Contract {
  readonly contract: string;
  /** Start and end are absent only where they could not be read. */
  readonly start?: DayNumber;
  readonly end?: DayNumber;
  readonly kind?: ContractKind;
  /** Whether it renews by itself; absent where only its lines say so. */
  readonly autoRenews?: boolean;
  /** Null if the contract states a notice that could not be read; absent is the assumption. */
  readonly noticeDays?: Days | null;
  /** The highest share of the seats that may be dropped at a renewal; absent is the assumption. */
  readonly trueDownCap?: Fraction;
  /** What that share is of; absent is of the year before. */
  readonly capOf?: CapOf;
  /** When seats may go; absent is not stated. */
  readonly reductions?: ReductionTiming;
  /** Whether the vendor must agree to a reduction; absent is not stated. */
  readonly vendorConsent?: boolean;
  /** The fewest seats on the contract. */
  readonly floor?: Seats;
  /** False if the fee stays when the quantity falls. */
  readonly feeFollowsQuantity?: boolean;
  readonly maintenanceRate?: Fraction;
  /** False if the maintenance stays when the quantity falls; absent is as the fee does. */
  readonly maintenanceFollowsQuantity?: boolean;
  readonly uplift?: Fraction;
  /** The highest yearly rise of the price that the contract allows. */
  readonly upliftCap?: Fraction;
  readonly overagePrice?: SeatPrice;
  /** The most seats beyond those bought that can be charged. */
  readonly overageCap?: Seats;
  /** How seats in use beyond those bought are counted; absent is not stated. */
  readonly trueUpBy?: TrueUpWording;
  readonly termYears?: number;
  /** When tokens without an end of their own end. */
  readonly tokensEnd?: TokensEnd;
  /** Days after their end in which tokens can still be used. */
  readonly graceDays?: Days;
  /** Whether each pack is filled up again every month, and what is left of the month before is lost. */
  readonly monthlyRefill?: boolean;
  readonly origin: Origin;
}

/** A day on which nobody works. */
export interface Holiday {
  readonly day: DayNumber;
  readonly name?: string;
  readonly origin: Origin;
}

interface QuoteTerms {
  /** The name or number that the rows of a quote share. */
  readonly quote: string;
  /** The years for which the quote commits; absent is 1. */
  readonly termYears?: number;
  /** On the price; absent is none. */
  readonly discount?: Fraction;
  readonly origin: Origin;
}

/** A row of what a vendor offers: seats a year of an offering, or tokens a year. Absent numbers could not be read. */
export type QuoteRow = QuoteTerms &
  (
    | { readonly offering: string; readonly seats?: Seats; readonly price?: SeatPrice }
    | { readonly offering: null; readonly tokens?: Tokens; readonly price?: TokenPrice }
  );

/** A scenario of the analyst's. What is absent is as in the run. */
export interface OwnScenario {
  readonly scenario: string;
  /** The contract that cap and floor are of; absent for all. */
  readonly contract?: string;
  readonly cap?: Fraction;
  readonly floor?: Seats;
  /** Yearly rise of all seat prices. */
  readonly uplift?: Fraction;
  /** Years for which all seats are committed at the price of the first. */
  readonly termYears?: number;
  readonly growth?: Fraction;
  /** Offerings that keep all seats, and offerings that drop every seat that the contracts let go. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
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

/** The license types of the form that auditors ask for ([E]). */
export type LicenseType = "named-user" | "subscription" | "floating" | "perpetual";

/** A product that is installed on a device, as an inventory lists it. */
export interface InstalledProduct {
  readonly machine: string;
  readonly product: string;
  readonly version?: string;
  readonly sku?: string;
  readonly licenseType?: LicenseType;
  /** The user of the device; absent where the inventory names none. */
  readonly person?: PersonIndex;
  readonly department?: string;
  readonly installed?: DayNumber;
  readonly origin: Origin;
}

/** Licenses that are owned besides seats and tokens: perpetual ones, and floating ones of a license server. */
export interface OwnedLicense {
  readonly product: string;
  readonly licenseType: "floating" | "perpetual";
  readonly licenses: Seats;
  /** Devices that have the product under this license, where only their number is known. */
  readonly deployed?: Seats;
  /** The most floating licenses in use at one time, as the license server reports it. */
  readonly peak?: Seats;
  readonly sku?: string;
  readonly maintenanceUntil?: DayNumber;
  readonly origin: Origin;
}

/** Seats that an invoice charges for. */
export interface InvoiceLine {
  readonly invoice: string;
  readonly day: DayNumber;
  readonly offering: string;
  /** Below 0 on a credit note. */
  readonly seats: Seats;
  /** The term that the line pays for; without it, a year from the day of the invoice. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Set where the table states no end, so that `to` is a year after `from`. */
  readonly isEndAssumed?: true;
  /** The number of the invoice that a credit note credits; absent where no cell says. */
  readonly credits?: string;
  readonly origin: Origin;
}

/** What an auditor asks for besides figures ([E]). */
export type EvidenceKind =
  "reconciliation" | "decision log" | "notice" | "approval" | "attestation" | "proof of purchase";

/** A document that is kept elsewhere, and can be shown. */
export interface EvidenceOnFile {
  readonly kind: EvidenceKind;
  /** The day that it documents. */
  readonly day: DayNumber;
  /** The department, offering or contract that it is about. */
  readonly about?: string;
  readonly place?: string;
  readonly origin: Origin;
}
