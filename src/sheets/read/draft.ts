import { at } from "../../engine/at";
import {
  NOBODY,
  type Contract,
  type Estate,
  type MeteredCharge,
  type Offer,
  type Origin,
  type PersonIndex,
  type ProductIndex,
  type Rate,
  type ReportedUse,
  type Session,
  type Source,
  type SourceIndex,
  type SourceKind,
  type Subscription,
  type TokenTier,
} from "../../engine/estate/estate";
import type { Seats } from "../../engine/units";
import { assignmentsIn, type StatedAssignment } from "./assignments";
import { ContractNumbers } from "./contract-numbers";
import { DailyUseDraft } from "./daily-use";
import { Fault } from "./fault";
import type { GivenAssumption } from "./given-assumption";
import { IssueLog, type IssuePlace } from "./issue-log";
import { onePurchaseOnce, type StatedPack, type Twin } from "./one-purchase";
import { People, type PersonEntry } from "./people";
import { Names, type NameIndex } from "./names";
import { byFields, byText } from "./sorting";
import type { Table } from "./table";

/** The final places and names; known only after every row was read. */
export interface Final {
  person(entry: PersonEntry | undefined): PersonIndex;
  product(name: NameIndex): ProductIndex;
  name(name: NameIndex): string;
}

/** A record without its final places and names. */
export type Draft<T> = (final: Final) => T;

const made = <T>(drafts: readonly Draft<T>[], final: Final): T[] => drafts.map((draft) => draft(final));

/** An offer, with its currency, and the number of seats from which its price holds. */
export interface OfferDraft {
  readonly offer: Draft<Offer>;
  /** The number of seats from which the price holds. */
  readonly minimum: Seats;
  readonly currency: string | undefined;
  readonly origin: Origin;
}

/** The rows of a source, and the rows of them that are in the estate. */
interface RowCount {
  rows: number;
  used: number;
}

/** The estate while it is read. Records wait here until every name and person is known. */
export class EstateDraft {
  readonly log = new IssueLog();
  readonly people = new People();
  readonly names = new Names();
  readonly contractNumbers = new ContractNumbers();
  readonly dailyUse = new DailyUseDraft();
  readonly reportedUse: Draft<ReportedUse>[] = [];
  readonly assignments: Draft<StatedAssignment>[] = [];
  readonly subscriptions: Draft<Subscription>[] = [];
  readonly sessions: Draft<Session>[] = [];
  readonly rates: Draft<Rate>[] = [];
  readonly offers: OfferDraft[] = [];
  readonly tokenTiers: TokenTier[] = [];
  readonly packs: StatedPack[] = [];
  readonly contracts: Contract[] = [];
  readonly meteredCharges: Draft<MeteredCharge>[] = [];
  readonly given: GivenAssumption[] = [];
  readonly sources: Source[] = [];
  /** The tables in reading order; rows with undecided dates wait in them. */
  readonly tables: Table[] = [];
  readonly counts: RowCount[] = [];
  private readonly firsts = new Map<string, Origin>();
  private readonly opened = new Set<NameIndex>();

  addSource(source: Source): SourceIndex {
    this.counts.push({ rows: 0, used: 0 });
    return this.sources.push(source) - 1;
  }

  /** Counts a row that was read. */
  count(source: SourceIndex, used: boolean): void {
    const count = at(this.counts, source);
    count.rows += 1;
    if (used) count.used += 1;
  }

  /** The name of a product that was opened, not only bought. */
  product(name: string): NameIndex {
    const index = this.names.of(name);
    this.opened.add(index);
    return index;
  }

  /** The origin of the first record with this kind and key; undefined, and remembered, for the first. */
  firstOf(kind: SourceKind, key: readonly unknown[], origin: Origin): Origin | undefined {
    const text = JSON.stringify([kind, ...key]);
    const first = this.firsts.get(text);
    if (!first) this.firsts.set(text, origin);
    return first;
  }

  place({ source, row }: Origin, column?: string): IssuePlace {
    const { file, sheet } = at(this.sources, source);
    return { file, sheet, row, ...(column !== undefined && { column }) };
  }

  /** The name of a product that was opened, not only bought. */
  rowName(origin: Origin, from: SourceIndex): string {
    const { file, sheet } = this.place(origin);
    return `row ${origin.row}${origin.source === from ? "" : ` of ${sheet} in ${file}`}`;
  }

  /** The estate, once every row was read. The order of its lists does not depend on the order of the rows. */
  finish(): { readonly estate: Estate; readonly currency?: string } {
    const { people, indexes } = this.people.finish();
    const opened = [...this.opened].sort((a, b) => byText(this.names.name(a), this.names.name(b)));
    const products = new Map(opened.map((index, place) => [index, place]));
    const final: Final = {
      person: (entry) => (entry === undefined ? NOBODY : at(indexes, entry)),
      product: (index) => products.get(index) ?? NOBODY,
      name: (index) => this.names.name(index),
    };
    const use = this.useOnce(indexes, products);
    const assignments = this.assignmentsOnce(final, people);
    const { offers, currency } = this.comparableOffers();
    const estate: Estate = {
      sources: this.sources,
      people,
      products: opened.map(final.name),
      use,
      assignments,
      ...this.recordsOfUse(final),
      ...this.recordsOfPurchase(final),
      offers: withVolume(offers.map(({ offer, minimum }) => ({ offer: offer(final), minimum }))),
    };
    return { estate, ...(currency !== undefined && { currency }) };
  }

  private recordsOfUse(final: Final): Pick<Estate, "reportedUse" | "sessions" | "meteredCharges"> {
    return {
      reportedUse: made(this.reportedUse, final).sort(
        byFields("person", "product", "access", "daysUsed", "tokensUsed", "lastUse", "from", "to"),
      ),
      sessions: made(this.sessions, final).sort(
        byFields(
          ...(["person", "product", "start", "end", "version"] as const),
          ...(["machine", "machineType", "activeMinutes", "tokens", "loggedIn"] as const),
        ),
      ),
      meteredCharges: made(this.meteredCharges, final).sort(
        byFields("person", "product", "day", "tokens", "version", "machine"),
      ),
    };
  }

  private recordsOfPurchase(
    final: Final,
  ): Pick<Estate, "subscriptions" | "rates" | "tokenTiers" | "packs" | "contracts"> {
    const packs = this.packs.map((pack) => this.withContract(pack));
    return {
      subscriptions: made(this.subscriptions, final)
        .map((line) => this.withContract(line))
        .sort(
          byFields("offering", "contract", "start", "end", "seats", "unitPrice", "listPrice", "autoRenews"),
        ),
      rates: made(this.rates, final).sort(byFields("product", "from")),
      tokenTiers: this.tokenTiers.sort(byFields("minimum")),
      packs: onePurchaseOnce(packs, (twice) => this.sayOfTwin(twice)).sort(
        byFields("purchased", "tokens", "price", "ends", "contract"),
      ),
      contracts: this.contracts.map((one) => this.withContract(one)).sort(byFields("contract")),
    };
  }

  /** Daily use without doubled rows; each of them is an issue. */
  private useOnce(
    people: readonly PersonIndex[],
    products: ReadonlyMap<NameIndex, ProductIndex>,
  ): Estate["use"] {
    const { use, doubled } = this.dailyUse.finish(people, products, this.sources);
    const inOrder = byFields<Origin>("source", "row");
    for (const { row, first } of [...doubled].sort((a, b) => inOrder(a.row, b.row))) {
      this.leaveOut(row.source);
      this.log.add(Fault.of("doubled-row", this.rowName(first, row.source)), this.place(row));
    }
    return use;
  }

  /** One assignment for each person and offering; two exports that contradict each other are an issue. */
  private assignmentsOnce(final: Final, people: Estate["people"]): Estate["assignments"] {
    return assignmentsIn(made(this.assignments, final), ({ person, offering, assigned, origin }) =>
      this.log.add(
        Fault.of("assignment-conflict", at(people, person).id, offering, assigned),
        this.place(origin),
      ),
    );
  }

  /** A record with the spelling of the contract that all tables share. */
  private withContract<Named extends { readonly contract?: string; readonly origin: Origin }>(
    record: Named,
  ): Named {
    const { contract, origin } = record;
    if (contract === undefined) return record;
    if (this.contractNumbers.isAmbiguous(contract)) {
      this.log.once(contract, Fault.of("rounded-contract", contract), this.place(origin));
    }
    return { ...record, contract: this.contractNumbers.of(contract) };
  }

  /** Adds the issue that two tables state one purchase, which was counted once. */
  private sayOfTwin({ pack, kept }: Twin): void {
    this.log.add(
      Fault.of("one-purchase", pack.tokens, this.rowName(kept.origin, pack.origin.source)),
      this.place(pack.origin),
    );
  }

  /** All offers, or none where their prices are in several currencies and cannot be compared. */
  private comparableOffers(): { readonly offers: readonly OfferDraft[]; readonly currency?: string } {
    const rows = new Map<string, Origin[]>();
    for (const { currency, origin } of this.offers) {
      if (currency !== undefined) rows.set(currency, [...(rows.get(currency) ?? []), origin]);
    }
    const [currency] = rows.keys();
    const first = this.offers[0]?.origin;
    if (currency === undefined || first === undefined) return { offers: this.offers };
    if (rows.size === 1) return { offers: this.offers, currency };

    for (const { origin } of this.offers) this.leaveOut(origin.source);
    const named = [...rows].map(
      ([code, origins]) =>
        `${code} in ${origins.map((origin) => this.rowName(origin, first.source)).join(", ")}`,
    );
    this.log.addMany(
      Fault.of("mixed-currencies", named.join("; ")),
      this.place(first, "Currency"),
      this.offers.length,
    );
    return { offers: [] };
  }

  private leaveOut(source: SourceIndex): void {
    at(this.counts, source).used -= 1;
  }
}

/**
 * One offer for each offering, by name. The row with the lowest minimum states the price; the others are volume prices.
 */
function withVolume(rows: readonly { readonly offer: Offer; readonly minimum: Seats }[]): Offer[] {
  const byOffering = new Map<string, typeof rows>();
  for (const row of [...rows].sort(
    (a, b) => byText(a.offer.offering, b.offer.offering) || a.minimum - b.minimum,
  )) {
    byOffering.set(row.offer.offering, [...(byOffering.get(row.offer.offering) ?? []), row]);
  }
  return [...byOffering.values()].map((own) => {
    const [first, ...others] = own.map(({ offer }) => offer);
    const volume = own
      .slice(1)
      .flatMap(({ minimum, offer }) =>
        offer.pricePerYear === undefined ? [] : [{ minimum, unitPrice: offer.pricePerYear }],
      );
    const covers = [...new Set([first, ...others].flatMap((offer) => offer?.covers ?? []))];
    return { ...(first as Offer), covers, ...(volume.length > 0 ? { volume } : {}) };
  });
}
