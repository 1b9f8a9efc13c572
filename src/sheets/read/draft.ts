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
import { IssueLog, type Place } from "./issue-log";
import { onePurchaseOnce, type StatedPack, type Twin } from "./one-purchase";
import { People, type PersonEntry } from "./people";
import { Names, type NameIndex } from "./products";
import { byFields, byText } from "./sorting";
import type { Table } from "./table";

/** The final places and names, known only when every row was read. */
export interface Final {
  person(entry: PersonEntry | undefined): PersonIndex;
  product(name: NameIndex): ProductIndex;
  name(name: NameIndex): string;
}

/** A record that still lacks its final places and names. */
export type Draft<T> = (final: Final) => T;

/** An offer with what decides whether it can be compared with the others. */
export interface OfferDraft {
  readonly offer: Draft<Offer>;
  /** From how many seats on its price holds. */
  readonly minimum: Seats;
  readonly currency: string | undefined;
  readonly origin: Origin;
}

/** How many rows of a source were read, and how many of them went into the estate. */
interface RowCount {
  rows: number;
  used: number;
}

/** The estate while it is read: records wait here until every name and person is known. */
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
  /** The tables that were read, in order; rows with undecided dates still wait in them. */
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
    const count = this.counts[source];
    if (!count) return;
    count.rows += 1;
    if (used) count.used += 1;
  }

  /** The name of something that is opened, not only bought. */
  product(name: string): NameIndex {
    const index = this.names.of(name);
    this.opened.add(index);
    return index;
  }

  /** The earlier origin of a key of this kind; undefined, and remembered, when it is the first. */
  firstOf(kind: SourceKind, key: readonly unknown[], origin: Origin): Origin | undefined {
    const text = JSON.stringify([kind, ...key]);
    const first = this.firsts.get(text);
    if (!first) this.firsts.set(text, origin);
    return first;
  }

  place({ source, row }: Origin, column?: string): Place {
    const { file = "", sheet = "" } = this.sources[source] ?? {};
    return { file, sheet, row, ...(column !== undefined && { column }) };
  }

  /** What to call a row in a sentence about a row of the source `from`. */
  rowName(origin: Origin, from: SourceIndex): string {
    const { file, sheet } = this.place(origin);
    return `row ${origin.row}${origin.source === from ? "" : ` of ${sheet} in ${file}`}`;
  }

  /** The estate, once all is read. Its lists are in an order that does not depend on the order of the rows. */
  finish(): { readonly estate: Estate; readonly currency?: string } {
    const { people, indexes } = this.people.finish();
    const name = (index: NameIndex): string => this.names.name(index);
    const opened = [...this.opened].sort((a, b) => byText(name(a), name(b)));
    const products = new Map(opened.map((index, place) => [index, place]));
    const final: Final = {
      person: (entry) => (entry === undefined ? NOBODY : (indexes[entry] ?? NOBODY)),
      product: (index) => products.get(index) ?? NOBODY,
      name,
    };
    const made = <T>(drafts: readonly Draft<T>[]): T[] => drafts.map((draft) => draft(final));

    const { use, doubled } = this.dailyUse.finish(indexes, products, this.sources);
    for (const { row, first } of [...doubled].sort((a, b) =>
      byFields<Origin>("source", "row")(a.row, b.row),
    )) {
      this.leaveOut(row.source);
      this.log.add(Fault.of("doubled-row", this.rowName(first, row.source)), this.place(row));
    }
    const assignments = assignmentsIn(made(this.assignments), ({ person, offering, assigned, origin }) =>
      this.log.add(
        Fault.of("assignment-conflict", people[person]?.id ?? "somebody", offering, assigned),
        this.place(origin),
      ),
    );
    const withContract = <Named extends { readonly contract?: string; readonly origin: Origin }>(
      record: Named,
    ): Named => this.withContract(record);
    const { offers, currency } = this.comparableOffers();
    const estate: Estate = {
      sources: this.sources,
      people,
      products: opened.map(name),
      use,
      reportedUse: made(this.reportedUse).sort(
        byFields("person", "product", "access", "daysUsed", "tokensUsed", "lastUse", "from", "to"),
      ),
      assignments,
      subscriptions: made(this.subscriptions)
        .map(withContract)
        .sort(
          byFields("offering", "contract", "start", "end", "seats", "unitPrice", "listPrice", "autoRenews"),
        ),
      sessions: made(this.sessions).sort(
        byFields(
          "person",
          "product",
          "start",
          "end",
          "version",
          "machine",
          "machineType",
          "activeMinutes",
          "tokens",
          "loggedIn",
        ),
      ),
      rates: made(this.rates).sort(byFields("product", "from")),
      offers: withVolume(offers.map(({ offer, minimum }) => ({ offer: offer(final), minimum }))),
      tokenTiers: this.tokenTiers.sort(byFields("minimum")),
      packs: onePurchaseOnce(this.packs.map(withContract), (twice) => this.sayOfTwin(twice)).sort(
        byFields("purchased", "tokens", "price", "ends", "contract"),
      ),
      contracts: this.contracts.map(withContract).sort(byFields("contract")),
      meteredCharges: made(this.meteredCharges).sort(
        byFields("person", "product", "day", "tokens", "version", "machine"),
      ),
    };
    return { estate, ...(currency !== undefined && { currency }) };
  }

  /** A record whose contract is spelled as the other tables spell it. */
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

  /** Says that a purchase which two tables state was counted once. */
  private sayOfTwin({ pack, kept }: Twin): void {
    this.log.add(
      Fault.of("one-purchase", pack.tokens, this.rowName(kept.origin, pack.origin.source)),
      this.place(pack.origin),
    );
  }

  /** All offers where they are in one currency. Prices in several cannot be compared, so then none is left. */
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
    const count = this.counts[source];
    if (count) count.used -= 1;
  }
}

/** One offer for each offering, in order of name: its row with the lowest minimum says its price, the others what it costs from theirs on. */
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
