import type { DayNumber, Money, Seats, Tokens } from "../units";

/**
 * What becomes of a seat ([E]). `grace`: reclaimed after a time in which its holder may give a reason to keep it.
 * `redeploy`: the same or reclaimed, and somebody else needs the seat. `ask`: its use is not known.
 */
export type HarvestAction = "keep" | "monitor" | "grace" | "reclaim" | "redeploy" | "ask";

/** A word of the analyst's for a seat in the Harvest sheet. */
export type HarvestWord = "keep" | "reclaim";

/** What the analyst typed for a seat in the Harvest sheet. */
export interface HarvestDecision {
  readonly user: string;
  readonly offering: string;
  /** Null where nothing is decided, or where what is typed cannot be used. */
  readonly word: HarvestWord | null;
  readonly owner: string;
  readonly note: string;
  /** The day on which the notice went out; null if none is typed. */
  readonly noticeSent: DayNumber | null;
  /** Where the decision stands; null for none. */
  readonly place: { readonly file: string; readonly sheet: string; readonly row: number } | null;
}

/** What happened to a seat between the lines of its log. */
export type SeatEvent = "found" | "changed" | "decided" | "reclaimed" | "given back" | "no longer listed";

/** A line of the decision log: who, what, when, why ([E]). Lines are numbered from 1 and never change. */
export interface DecisionLine {
  readonly no: number;
  readonly asOf: DayNumber;
  readonly user: string;
  readonly department: string;
  readonly offering: string;
  readonly event: SeatEvent;
  readonly use: string;
  readonly action: HarvestAction;
  readonly lastUse: DayNumber | null;
  readonly loginDays: number | null;
  readonly why: string;
  /** Empty where nobody decided. */
  readonly decision: HarvestWord | "";
  readonly owner: string;
  readonly note: string;
  readonly noticeSent: DayNumber | null;
  readonly reclaimFrom: DayNumber | null;
  /** Who gets the seat; empty for nobody. */
  readonly next: string;
  /** The price of the seat a year; null is unknown. */
  readonly price: Money | null;
}

/** What a line of the reconciliation log is about: the seats of an offering, the tokens, or both of all offerings. */
export type LineOf = "seats" | "tokens" | "all";

/** A line of the reconciliation log: the state of a day. Null is unknown, or nothing that such a line has. */
export interface ReconciliationLine {
  readonly no: number;
  readonly asOf: DayNumber;
  readonly of: LineOf;
  /** The offering; empty for lines that are not of seats. */
  readonly offering: string;
  readonly bought: Seats | null;
  readonly assigned: Seats | null;
  readonly active: Seats | null;
  readonly needed: Seats | null;
  /** Assigned − bought. */
  readonly variance: number | null;
  /** People seen in the days after which somebody is dormant. */
  readonly people: number | null;
  /** Tokens drawn a year. */
  readonly tokens: Tokens | null;
  /** What the seats, the tokens or both cost a year at today's prices. */
  readonly cost: Money | null;
}

/** What earlier runs and the analyst left in result sheets. */
export interface HarvestRecords {
  readonly decided: readonly HarvestDecision[];
  /** The lines that stand as a run wrote them, in order of their numbers. */
  readonly decisions: readonly DecisionLine[];
  readonly reconciliations: readonly ReconciliationLine[];
  /** Lines of each log that were changed or lost, or cannot be read: no figure counts them. */
  readonly leftOut: { readonly decisions: number; readonly reconciliations: number };
  /** The highest number in each log, of lines that cannot be read too; 0 for none. */
  readonly highest: { readonly decisions: number; readonly reconciliations: number };
}
