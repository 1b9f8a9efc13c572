import type { AssumptionKey } from "../assumptions";
import { at } from "../at";
import type { Contract, Estate, PersonIndex, Refusal, SourceKind } from "../estate/estate";
import { counted, listed, inQuotes } from "../wording";

/** What a cell of a table decides. */
export type Fact =
  | "bought"
  | "end"
  | "auto-renewal"
  | "notice"
  | "cap"
  | "floor"
  | "fee"
  | "price paid"
  | "list price"
  | "uplift"
  | "overage price"
  | "reductions"
  | "consent"
  | "renewal price"
  | "covers"
  | "rate"
  | "token price"
  | "tokens bought"
  | "pack price"
  | "planned use"
  | "token terms"
  | "token events"
  | "token budget"
  | "quote"
  | "top-up price"
  | "lock-out price"
  | "holders"
  | "person"
  | "use";

/** The terms of a contract: unknown together where nobody knows which contract holds. */
const CONTRACT_TERMS = [
  "end",
  "notice",
  "cap",
  "floor",
  "fee",
  "price paid",
  "uplift",
  "overage price",
] as const;

/** The facts that rest on use; every cell of such a table tells of use, unless it only describes a person. */
const OF_USE: Governs = { all: ["use"], team: ["person"] };

/** The facts that each field of a table governs; `all` for a whole row. Other fields govern no figure. */
interface Governs {
  readonly all: readonly Fact[];
  readonly [field: string]: readonly Fact[];
}

const GOVERNED: Readonly<Record<SourceKind, Governs>> = {
  Subscriptions: {
    all: ["bought", "end", "price paid", "list price"],
    offering: ["bought"],
    quantity: ["bought"],
    contract: CONTRACT_TERMS,
    contractNumber: CONTRACT_TERMS,
    // A repeated row is told by its ID, an ended one by its status and dates.
    subscription: ["bought"],
    status: ["bought"],
    start: ["bought"],
    end: ["bought", "end"],
    autoRenewal: ["auto-renewal"],
    trueUpBy: ["overage price"],
    // Terms in columns that are not read.
    noticeDays: ["notice"],
    trueDownCap: ["cap"],
    floor: ["floor"],
    unitPrice: ["price paid"],
    listPrice: ["list price"],
    currency: ["price paid", "list price"],
  },
  Contracts: {
    all: CONTRACT_TERMS,
    contract: CONTRACT_TERMS,
    start: ["end"],
    end: ["end"],
    termYears: ["end"],
    noticeDays: ["notice"],
    noticePeriod: ["notice"],
    trueDownCap: ["cap"],
    capOf: ["cap"],
    reductions: ["reductions"],
    vendorConsent: ["consent"],
    floor: ["floor"],
    autoRenewal: ["auto-renewal"],
    feeFollowsQuantity: ["fee"],
    kind: ["fee", "price paid"],
    maintenanceRate: ["price paid"],
    maintenanceFollowsQuantity: ["fee"],
    uplift: ["uplift"],
    upliftCap: ["uplift"],
    overagePrice: ["overage price"],
    overageCap: ["overage price"],
    trueUpBy: ["overage price"],
    currency: ["overage price"],
    tokensEnd: ["token terms"],
    graceDays: ["token terms"],
    monthlyRefill: ["token terms"],
  },
  Offers: {
    all: ["renewal price", "list price", "covers"],
    tokensPerSeat: ["token terms"],
    pricePerYear: ["renewal price"],
    newPrice: ["renewal price"],
    pricePerMonth: ["renewal price"],
    priceThreeYears: ["renewal price"],
    multipleOf: ["renewal price"],
    planPrice: ["renewal price"],
    listPrice: ["list price"],
    covers: ["covers"],
    currency: ["renewal price", "list price"],
  },
  Rates: { all: ["rate"], tokensPerDay: ["rate"], flexEligible: ["rate"], from: ["rate"] },
  "Token prices": { all: ["token price"], unitPrice: ["token price"], currency: ["token price"] },
  // The prices that a rate would convert are refused by themselves.
  "Exchange rates": { all: [] },
  "Token budgets": { all: ["token budget"], currency: ["token budget"], amount: ["token budget"] },
  Quotes: { all: ["quote"], seats: ["quote"], tokens: ["quote"], price: ["quote"], currency: ["quote"] },
  "Own scenarios": { all: [] },
  "Planned use": { all: ["planned use"], daysPerMonth: ["planned use"] },
  "Token packs": {
    all: ["tokens bought"],
    price: ["pack price"],
    currency: ["pack price"],
    contract: ["token terms"],
    pool: [],
  },
  "Token events": { all: ["token events"] },
  Users: {
    all: ["holders", "person"],
    active: ["holders", "person"],
    offering: ["holders"],
    team: ["person"],
    tokenPool: ["person"],
    accountSince: ["person"],
    critical: ["person"],
    exception: ["person"],
    exceptionUntil: ["person"],
  },
  "Usage Report": { all: ["use", "holders"], team: ["person"], since: ["person"], until: ["person"] },
  Usage: OF_USE,
  "Seat usage": OF_USE,
  "Token usage": OF_USE,
  "Token Flex": OF_USE,
  Sessions: OF_USE,
  Groups: { all: [] },
  "Metered charges": { all: [] },
  // The audit says what these tables could not say; no figure of the renewal rests on them.
  "Installed devices": { all: [] },
  "Licenses owned": { all: [] },
  Invoices: { all: [] },
  "Evidence on file": { all: [] },
  // Without a holiday its use counts as use on a working day, which is never called background use.
  Holidays: { all: [] },
  // Without these another figure would be taken, or none at all, and money rests on it; any other assumption has a
  // default that is said.
  Assumptions: {
    all: [],
    topUpPrice: ["top-up price"],
    lockOutPrice: ["lock-out price"],
    price: ["renewal price"],
    rate: ["rate"],
    tokenPrice: ["token price"],
    seatUplift: ["uplift"],
    tokenUplift: ["uplift"],
    trueDownCap: ["cap"],
    noticeDays: ["notice"],
  },
};

/** Whether figures of the renewal rest on the rows of a kind of table. */
export const governsFigures = (kind: SourceKind): boolean => GOVERNED[kind].all.length > 0;

/** The facts that a refusal leaves unknown, unless they are stated elsewhere. */
function factsLeftUnknown({ kind, fields, offering }: Refusal): readonly Fact[] {
  const governs = GOVERNED[kind];
  const facts =
    fields.length === 0 ? governs.all : [...new Set(fields.flatMap((field) => governs[field] ?? []))];
  // A purchase whose offering could not be read may be of Flex.
  const mayBeFlex = kind === "Subscriptions" && offering === undefined && facts.includes("bought");
  return mayBeFlex ? [...facts, "tokens bought"] : facts;
}

/** Whether what was typed for a setting could not be read. */
export const isSettingRefused = ({ refusals }: Pick<Estate, "refusals">, key: AssumptionKey): boolean =>
  refusals.some(({ kind, fields }) => kind === "Assumptions" && fields.includes(key));

/** The facts that a refusal leaves unknown in an estate. */
export const unknownFacts = (refusal: Refusal, { stated = [] }: Pick<Estate, "stated">): readonly Fact[] =>
  factsLeftUnknown(refusal).filter(
    (fact) =>
      !stated.some((one) => one.fact === fact && one.of === (refusal.product ?? refusal.offering ?? "")),
  );

/** What a question is about; a part that it leaves out does not matter. `contract: null` is a purchase without one. */
export interface About {
  readonly contract?: string | null;
  readonly offering?: string;
  readonly product?: string;
  readonly person?: PersonIndex;
}

/** The parts of a subject, the one that tells most refusals apart first. */
const SUBJECT_PARTS = ["person", "product", "offering", "contract"] as const;
type SubjectPart = (typeof SUBJECT_PARTS)[number];

/**
 * The refusals that leave a fact unknown, in their order. Every person, product and offering is asked about, so a
 * refusal is found by the first part of its subject that it states.
 */
class RowsOfFact {
  readonly all: Refusal[] = [];
  private readonly withoutSubject: number[] = [];
  private readonly byPart = new Map<SubjectPart, Map<unknown, number[]>>(
    SUBJECT_PARTS.map((part) => [part, new Map()]),
  );

  add(refusal: Refusal): void {
    const part = SUBJECT_PARTS.find((one) => refusal[one] !== undefined);
    const rows = part === undefined ? this.withoutSubject : this.rowsOf(part, refusal[part]);
    rows.push(this.all.push(refusal) - 1);
  }

  /** Those that may speak of a subject; others, too, where a part of it does not matter. */
  near(about: About): Refusal[] {
    const rows = SUBJECT_PARTS.flatMap((part) => {
      const own = this.byPart.get(part)!;
      const wanted = about[part] ?? undefined;
      return wanted === undefined ? [...own.values()].flat() : (own.get(wanted) ?? []);
    });
    return [...this.withoutSubject, ...rows].sort((a, b) => a - b).map((i) => at(this.all, i));
  }

  private rowsOf(part: SubjectPart, value: unknown): number[] {
    const own = this.byPart.get(part)!;
    const rows = own.get(value) ?? [];
    own.set(value, rows);
    return rows;
  }
}

/**
 * Says for every fact and subject whether rows that could not be read leave it unknown, and which. A row whose
 * subject could not be read speaks of every subject that its table governs (DOMAIN §14).
 */
export class Unknowns {
  private readonly byFact = new Map<Fact, RowsOfFact>();
  private readonly contracts: ReadonlyMap<string, Contract>;
  private readonly nothingBought: boolean;
  private readonly stated: ReadonlySet<string>;

  constructor({ refusals, contracts, subscriptions, stated = [] }: Estate) {
    for (const refusal of refusals) for (const fact of factsLeftUnknown(refusal)) this.add(fact, refusal);
    this.contracts = new Map(contracts.map((one) => [one.contract, one]));
    this.nothingBought = subscriptions.length === 0;
    this.stated = new Set(stated.map(({ fact, of }) => `${fact}: ${of}`));
  }

  /** The refusals that leave a fact unknown; none where it is known. */
  because(fact: Fact, about: About = {}): readonly Refusal[] {
    const rows = this.byFact.get(fact);
    if (rows === undefined || this.stated.has(`${fact}: ${about.product ?? about.offering ?? ""}`)) return [];
    // Where no row of purchases could be used, the rows that could not be read may be of any offering.
    if (fact === "bought" && this.nothingBought) return rows.all;
    return rows.near(about).filter((refusal) => this.mayMean(refusal, about));
  }

  private add(fact: Fact, refusal: Refusal): void {
    const rows = this.byFact.get(fact) ?? new RowsOfFact();
    this.byFact.set(fact, rows);
    rows.add(refusal);
  }

  private mayMean({ kind, contract, ...subject }: Refusal, about: About): boolean {
    const own = this.contracts.get(about.contract ?? "");
    // What a contract states itself, no assumption says for it.
    if (
      kind === "Assumptions" &&
      own !== undefined &&
      subject.fields.every((field) => isStatedBy(own, field))
    )
      return false;
    if (kind === "Contracts") {
      if (about.contract === undefined) return false;
      // A purchase that names no contract may be of one that nobody knows.
      if (about.contract === null) return contract === undefined;
      // A contract has one row, so a row of an unreadable contract is of none that is listed.
      return contract === undefined ? !this.contracts.has(about.contract) : contract === about.contract;
    }
    const parts = { ...subject, contract: contract ?? undefined };
    return (["contract", "offering", "product", "person"] as const).every((key) => {
      const [one, other] = [parts[key], about[key]];
      return one === undefined || other === undefined || other === null || one === other;
    });
  }
}

/** Whether a contract states what an assumption says for contracts that do not. */
function isStatedBy(own: Contract, field: string): boolean {
  if (field === "trueDownCap") return own.trueDownCap !== undefined;
  if (field === "noticeDays") return own.noticeDays !== undefined;
  return field === "seatUplift" && own.uplift !== undefined;
}

/** How many refusals a sentence names. */
const MOST_REFUSALS_NAMED = 2;

/** "True-down cap in row 3 of Contracts could not be read": why something is unknown. */
export function because(refusals: readonly Refusal[], { sources }: Pick<Estate, "sources">): string {
  const names = refusals.slice(0, MOST_REFUSALS_NAMED).map(({ columns, origin, rows }) => {
    const { kind, lacks } = at(sources, origin.source);
    if (lacks !== undefined) return `${kind} without a column ${inQuotes(lacks)}`;
    const row = `row ${origin.row} of ${kind}${rows > 1 ? ` and ${counted(rows - 1, "row")} like it` : ""}`;
    return columns.length === 0 ? row : `${listed(columns)} in ${row}`;
  });
  const more = refusals.length - names.length;
  return `${listed([...names, ...(more > 0 ? [counted(more, "more row")] : [])])} could not be read`;
}
