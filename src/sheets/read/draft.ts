import { at } from "../../engine/at";
import {
  NOBODY,
  type ChargedUse,
  type Contract,
  type Conversion,
  type Estate,
  type ExchangeRate,
  type EvidenceOnFile,
  type Holiday,
  type InstalledProduct,
  type InvoiceLine,
  type MeteredCharge,
  type Offer,
  type Origin,
  type PlannedUse,
  type PersonIndex,
  type ProductIndex,
  type OwnedLicense,
  type OwnScenario,
  type QuoteRow,
  type Rate,
  type ReportedUse,
  type Source,
  type SourceIndex,
  type SourceKind,
  type Subscription,
  type TokenEvent,
  type TokenBudget,
  type TokenPack,
  type TokenTier,
} from "../../engine/estate/estate";
import { DEFAULT_CURRENCY } from "../../engine/estate/list-prices";
import { governsFigures } from "../../engine/evidence/refusals";
import { SessionStore } from "../../engine/estate/session-store";
import { isCurrencyCode } from "../../engine/currency-codes";
import { grouped } from "../../engine/grouped";
import { counted } from "../../engine/wording";
import { tokens, type Seats } from "../../engine/units";
import { assignmentsIn, seatFault, type StatedAssignment } from "./assignments";
import type { ChargedDraft } from "./charged-columns";
import { ContractNumbers } from "./contract-numbers";
import { agrees, Currencies, isSharedSign } from "./currencies";
import { ExchangeRates, rateText } from "./exchange-rates";
import { DailyUseDraft } from "./daily-use";
import { Fault } from "./fault";
import type { GivenAssumption } from "./given-assumption";
import { IssueLog, type IssuePlace } from "./issue-log";
import {
  lookAlikes,
  nearPurchases,
  onePurchaseOnce,
  repeatedPurchases,
  type StatedPack,
} from "./one-purchase";
import { known } from "./known";
import { People, type PersonEntry } from "./people";
import { Names, type NameIndex } from "./names";
import { Refusals } from "./refusals";
import { coverable, unknownNames } from "./unknown-names";
import { byFields, byText } from "./sorting";
import { Spellings } from "./spellings";
import type { Table } from "./table";

/** The final places and names; known only after every row was read. */
export interface Final {
  person(entry: PersonEntry | undefined): PersonIndex;
  product(name: NameIndex): ProductIndex;
  name(name: NameIndex): string;
  /** A company as all tables spell it. */
  company(typed: string): string;
}

/** A record without its final places and names. */
export type Draft<T> = (final: Final) => T;

const made = <T>(drafts: readonly Draft<T>[], final: Final): T[] => drafts.map((draft) => draft(final));

/** An offer, and the number of seats from which its price holds. */
export interface OfferDraft {
  readonly offer: Draft<Offer>;
  readonly minimum: Seats;
  readonly origin: Origin;
}

/** A token price, and the row that states it. */
export interface TierDraft {
  readonly tier: TokenTier;
  readonly origin: Origin;
}

/** The currency of the answer, and whether any table or assumption states it. */
interface Answer {
  readonly currency: string;
  readonly isStated: boolean;
  /** Whether the analyst states it. */
  readonly isTyped?: true;
  /** The tables that mix currencies, in which a price without one may be in any. */
  readonly mixedIn?: ReadonlySet<SourceIndex>;
}

/** The rows with prices in a currency, and the rate that converts them; none where it is unknown. */
interface ConvertedRows {
  readonly rate: ExchangeRate | undefined;
  readonly rows: Origin[];
}

/** The rows of a source, and the rows of them that are in the estate. */
interface RowCount {
  rows: number;
  used: number;
}

const digitsOf = (contract: string): string => contract.replace(/\D/g, "").replace(/^0+/, "");

/** Whether a contract is a listed number with words behind it, or the same digits written in another way. */
const isNear = (contract: string, listed: string): boolean =>
  /^\d{6,}$/.test(listed) &&
  (digitsOf(contract) === digitsOf(listed) ||
    (contract.startsWith(listed) && /^[^\d]/.test(contract.slice(listed.length))));

/** A row that others may repeat, and what it says that they may contradict, by column. */
export interface Entry {
  readonly origin: Origin;
  readonly says: ReadonlyMap<string, unknown>;
}

/** The estate while it is read. Records wait here until every name and person is known. */
export class EstateDraft {
  readonly log = new IssueLog();
  readonly people = new People();
  readonly names = new Names();
  readonly contractNumbers = new ContractNumbers();
  readonly companies = new Spellings();
  readonly dailyUse = new DailyUseDraft();
  readonly reportedUse: Draft<ReportedUse>[] = [];
  readonly assignments: Draft<StatedAssignment>[] = [];
  readonly subscriptions: Draft<Subscription>[] = [];
  /** With the numbers of people and names for their places. */
  readonly sessions = new SessionStore();
  readonly rates: Draft<Rate>[] = [];
  readonly offers: OfferDraft[] = [];
  private readonly listedOffers: { readonly offer: Offer; readonly origin: Origin }[] = [];
  readonly tokenTiers: TierDraft[] = [];
  readonly packs: StatedPack[] = [];
  readonly plannedUse: Draft<PlannedUse>[] = [];
  readonly tokenEvents: TokenEvent[] = [];
  readonly chargedUse = new Map<string, ChargedDraft>();
  readonly tokenBudgets: Draft<TokenBudget>[] = [];
  readonly contracts: Contract[] = [];
  readonly quotes: Draft<QuoteRow>[] = [];
  readonly ownScenarios: Draft<OwnScenario>[] = [];
  readonly meteredCharges: Draft<MeteredCharge>[] = [];
  readonly holidays: Holiday[] = [];
  readonly devices: Draft<InstalledProduct>[] = [];
  readonly licenses: Draft<OwnedLicense>[] = [];
  readonly invoices: Draft<InvoiceLine>[] = [];
  readonly evidence: EvidenceOnFile[] = [];
  readonly given: GivenAssumption[] = [];
  readonly currencies = new Currencies();
  readonly exchangeRates = new ExchangeRates();
  private readonly conversions = new Map<string, ConvertedRows>();
  readonly refusals = new Refusals();
  readonly sources: Source[] = [];
  /** The kinds of tables on hidden sheets. */
  readonly hidden = new Set<SourceKind>();
  /** The tables in reading order; rows with undecided dates wait in them. */
  readonly tables: Table[] = [];
  readonly counts: RowCount[] = [];
  private readonly firsts = new Map<string, Entry>();
  private readonly opened = new Set<NameIndex>();

  addSource(source: Source): SourceIndex {
    this.counts.push({ rows: 0, used: 0 });
    return this.sources.push(source) - 1;
  }

  /** Adds to what is known of a source. */
  describe(source: SourceIndex, more: Partial<Source>): void {
    this.sources[source] = { ...at(this.sources, source), ...more };
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

  /** The first entry with this kind and key; undefined, and remembered, for the first. */
  firstOf(kind: SourceKind, key: readonly unknown[], entry: Entry): Entry | undefined {
    const text = JSON.stringify([kind, ...key]);
    const first = this.firsts.get(text);
    if (!first) this.firsts.set(text, entry);
    return first;
  }

  place({ source, row }: Origin, column?: string): IssuePlace {
    const { file, sheet } = at(this.sources, source);
    return { file, sheet, row, ...(column !== undefined && { column }) };
  }

  /** A row as a sentence names it, seen from a row of the source `from`. */
  rowName(origin: Origin, from: SourceIndex): string {
    const { file, sheet } = this.place(origin);
    return `row ${origin.row}${origin.source === from ? "" : ` of ${sheet} in ${file}`}`;
  }

  /**
   * The estate, once every row was read. The order of its lists does not depend on the order of the rows.
   * `currency` is that of the answer, where the analyst states it.
   */
  finish(currency?: string): { readonly estate: Estate; readonly currency?: string } {
    const { people, indexes } = this.people.finish();
    const opened = [...this.opened].sort((a, b) => byText(this.names.name(a), this.names.name(b)));
    const products = new Map(opened.map((index, place) => [index, place]));
    const final: Final = {
      person: (entry) => (entry === undefined ? NOBODY : at(indexes, entry)),
      product: (index) => products.get(index) ?? NOBODY,
      name: (index) => this.names.name(index),
      company: this.companies.of,
    };
    const use = this.useOnce(indexes, products);
    const assignments = this.assignmentsOnce(final, people);
    const lines = made(this.subscriptions, final);
    const answer = this.currencyOfAnswer(lines, currency);
    const records = {
      use,
      assignments,
      ...this.recordsOfUse(final),
      chargedUse: this.chargesOnce(final),
      holidays: [...this.holidays].sort(byFields("day", "name")),
      ...this.recordsOfAudit(final),
      tokenBudgets: made(this.tokenBudgets, final)
        .map((budget) => this.priced("Token budgets", budget, ["amount"], answer))
        .sort(byFields("product", "department", "project", "costCentre", "from")),
      plannedUse: made(this.plannedUse, final).sort(
        byFields("from", "to", "user", "product", "people", "daysPerMonth", "project", "department"),
      ),
      ...this.recordsOfPurchase(lines, answer),
      quotes: made(this.quotes, final)
        .map((row) => this.pricedQuote(row, answer))
        .sort(byFields("quote", "offering")),
      ownScenarios: made(this.ownScenarios, final)
        .map((one) => this.withContract(one, "Own scenarios"))
        .sort(byFields("scenario")),
      ...this.priceLists(final, answer),
    };
    const named = { ...records, products: opened.map(final.name) };
    this.refuseUnknownNames(named);
    this.sayUnstated(named, answer);
    this.refuseUnmatchedContracts(named);
    this.refuseNearContracts(named);
    const conversions = this.conversionsInto(answer);
    const estate: Estate = {
      sources: this.sources.map((source, i) => ({ ...source, ...at(this.counts, i) })),
      people,
      ...named,
      conversions,
      ...this.hiddenAlone(),
      // Last, because a price in another currency is found only while the records are made.
      refusals: this.refusals.finish(final, this.contractNumbers),
    };
    return { estate, ...(answer.isStated && { currency: answer.currency }) };
  }

  /** The kinds of tables that only hidden sheets have. */
  private hiddenAlone(): Pick<Estate, "hidden"> {
    const shown = new Set(this.sources.map(({ kind }) => kind));
    const hidden = [...this.hidden].filter((kind) => governsFigures(kind) && !shown.has(kind)).sort(byText);
    return hidden.length === 0 ? {} : { hidden };
  }

  /** Refuses the names of bought offerings, and lists of covered products, that mean nothing to any other table. */
  private refuseUnknownNames(named: Parameters<typeof unknownNames>[0]): void {
    const { lines, held, strangers, spare } = unknownNames(named);
    const columns = ["Offering"];
    const refuse = (origin: Origin, name: string): void =>
      this.refusals.add({
        kind: "Subscriptions",
        origin,
        fields: ["offering"],
        columns,
        offering: this.names.of(name),
      });
    for (const { origin, offering } of lines) {
      this.log.add(Fault.of("unnamed-offering", offering), this.place(origin, "Offering"));
      refuse(origin, offering);
    }
    const [first] = lines;
    if (first) for (const name of held) refuse(first.origin, name);
    for (const { offering: stranger, origin } of strangers) {
      if (spare.length > 0) this.log.add(Fault.of("unnamed-seat", stranger), this.place(origin, "Offering"));
      for (const name of spare) {
        const offering = this.names.of(name);
        this.refusals.add({ kind: "Users", origin, fields: ["offering"], columns, offering });
      }
    }
    const isKnown = coverable(named);
    for (const { offer, origin } of this.listedOffers) {
      if (offer.covers.length === 0 || offer.covers.some(isKnown)) continue;
      this.log.add(Fault.of("unread-covers", offer.covers.join("; ")), this.place(origin, "Covers"));
      const offering = this.names.of(offer.offering);
      this.refusals.add({ kind: "Offers", origin, fields: ["covers"], columns: ["Covers"], offering });
    }
  }

  /**
   * A contract that no purchase names may be any that a purchase names and no row lists: a typing error, or digits
   * lost in a spreadsheet. It may also be that of a purchase which names none.
   */
  private refuseUnmatchedContracts({
    contracts,
    subscriptions,
    packs,
  }: Pick<Estate, "contracts" | "subscriptions" | "packs">): void {
    const named = new Set([...subscriptions, ...packs].map(({ contract }) => contract));
    const listed = new Set(contracts.map(({ contract }) => contract));
    const missing =
      subscriptions.find(
        ({ contract }) =>
          contract !== undefined && !listed.has(contract) && !this.contractNumbers.isAmbiguous(contract),
      ) ?? subscriptions.find(({ contract }) => contract === undefined);
    if (missing === undefined) return;
    for (const { contract, origin } of contracts.filter((one) => !named.has(one.contract))) {
      const fault =
        missing.contract === undefined
          ? Fault.of("unnamed-contract", contract, this.rowName(missing.origin, origin.source))
          : Fault.of("unmatched-contract", contract, missing.contract);
      this.log.add(fault, this.place(origin, "Contract"));
      this.refusals.add({ kind: "Contracts", origin, fields: ["contract"], columns: ["Contract"] });
    }
  }

  /** A row of a quote with its price in the currency of the answer; tokens are no offering. */
  private pricedQuote({ offering, ...row }: QuoteRow, answer: Answer): QuoteRow {
    const named = { ...row, ...known({ offering: offering ?? undefined }) };
    return { ...this.priced("Quotes", named, ["price"], answer), offering } as QuoteRow;
  }

  private chargesOnce(final: Final): ChargedUse[] {
    return [...this.chargedUse.values()]
      .map(({ person, product, department, project, costCentre, tokens: drawn, ...counts }) => ({
        ...known({ department, project, costCentre }),
        ...counts,
        tokens: tokens(drawn),
        person: final.person(person),
        product: final.product(product),
      }))
      .sort(byFields("person", "product", "month", "department", "project", "costCentre", "tokens", "rows"));
  }

  /** A contract of a purchase that no row lists, but that is near a listed number. */
  private refuseNearContracts({
    contracts,
    subscriptions,
  }: Pick<Estate, "contracts" | "subscriptions">): void {
    const listed = contracts.map(({ contract }) => contract);
    for (const { contract, origin } of subscriptions) {
      if (contract === undefined || listed.includes(contract) || this.contractNumbers.isAmbiguous(contract))
        continue;
      const near = listed.find((one) => isNear(contract, one));
      if (near === undefined) continue;
      this.log.once(contract, Fault.of("near-contract", contract, near), this.place(origin));
      this.refusals.add({
        kind: "Subscriptions",
        origin,
        fields: ["contract"],
        columns: ["Contract"],
        contract,
      });
    }
  }

  private recordsOfAudit(
    final: Final,
  ): Required<Pick<Estate, "devices" | "licenses" | "invoices" | "evidence">> {
    return {
      devices: made(this.devices, final).sort(
        byFields(
          ...(["product", "machine", "person", "version", "licenseType"] as const),
          ...(["sku", "department", "installed"] as const),
        ),
      ),
      licenses: made(this.licenses, final).sort(
        byFields("product", "licenseType", "licenses", "peak", "sku", "maintenanceUntil"),
      ),
      invoices: made(this.invoices, final).sort(
        byFields("offering", "day", "invoice", "from", "to", "seats"),
      ),
      evidence: [...this.evidence].sort(byFields("kind", "day", "about", "place")),
    };
  }

  private recordsOfUse(final: Final): Pick<Estate, "reportedUse" | "sessions" | "meteredCharges"> {
    return {
      reportedUse: made(this.reportedUse, final).sort(
        byFields("person", "product", "access", "daysUsed", "tokensUsed", "lastUse", "from", "to"),
      ),
      sessions: this.sessions.settled(final.person, final.product),
      meteredCharges: made(this.meteredCharges, final).sort(
        byFields("person", "product", "day", "tokens", "version", "machine"),
      ),
    };
  }

  private recordsOfPurchase(
    lines: readonly Subscription[],
    answer: Answer,
  ): Pick<Estate, "subscriptions" | "packs" | "tokenEvents" | "contracts"> {
    return {
      subscriptions: lines
        .map((line) => this.withContract(line, "Subscriptions"))
        .map((line) => this.priced("Subscriptions", line, ["unitPrice", "listPrice"], answer))
        .sort(
          byFields("offering", "contract", "start", "end", "seats", "unitPrice", "listPrice", "autoRenews"),
        ),
      packs: this.packsOnce(answer),
      tokenEvents: this.tokenEvents
        .map((one) => this.withContract(one, "Token events"))
        .sort(byFields("day", "event", "tokens", "contract", "pool", "ends")),
      contracts: this.contracts
        .map((one) => this.withContract(one, "Contracts"))
        .map((one) => this.priced("Contracts", one, ["overagePrice"], answer))
        .sort(byFields("contract")),
    };
  }

  /** One pack for each purchase; a purchase stated in two tables, and one that may be stated twice, are issues. */
  private packsOnce(answer: Answer): TokenPack[] {
    const say = (
      code: "one-purchase" | "twin-packs" | "near-packs",
      { tokens: n, origin }: TokenPack,
      other: TokenPack,
    ): void => this.log.add(Fault.of(code, n, this.rowName(other.origin, origin.source)), this.place(origin));
    const stated = this.packs.map((pack) =>
      this.priced("Token packs", this.withContract(pack, "Token packs"), ["price"], answer),
    );
    const packs = onePurchaseOnce(stated, ({ pack, kept }) => say("one-purchase", pack, kept));
    const near = nearPurchases(packs);
    for (const { pack, like } of lookAlikes(packs)) say("twin-packs", pack, like);
    for (const { pack, like } of near) say("near-packs", pack, like);
    const repeated = new Set([...repeatedPurchases(packs), ...near.map(({ pack }) => pack)]);
    return packs
      .map((stated) => {
        const { by: _, subscription: __, ...pack } = stated;
        return { ...pack, ...(repeated.has(stated) && { mayRepeat: true as const }) };
      })
      .sort(byFields("purchased", "tokens", "price", "ends", "contract", "pool"));
  }

  private priceLists(final: Final, answer: Answer): Pick<Estate, "rates" | "offers" | "tokenTiers"> {
    const offers = this.offers.map(({ offer, minimum, origin }) => {
      const fields = [
        ...(["pricePerYear", "listPrice", "newPrice", "pricePerMonth"] as const),
        ...(["priceThreeYears", "planPrice"] as const),
      ] as const;
      const { origin: _, ...priced } = this.priced("Offers", { ...offer(final), origin }, fields, answer);
      this.listedOffers.push({ offer: priced, origin });
      return { offer: priced, minimum, origin };
    });
    const tiers = this.tokenTiers.filter(({ origin, tier }) => {
      const stated: Partial<TokenTier> & { readonly origin: Origin } = { ...tier, origin };
      const isPriced = this.priced("Token prices", stated, ["unitPrice"], answer).unitPrice !== undefined;
      if (!isPriced) this.leaveOut(origin.source);
      return isPriced;
    });
    return {
      rates: made(this.rates, final).sort(byFields("product", "from")),
      offers: withVolume(offers, ({ offer: { offering }, minimum, origin }) =>
        this.log.add(Fault.of("no-base-price", offering, minimum), this.place(origin)),
      ),
      tokenTiers: tiers.map(({ tier }) => tier).sort(byFields("minimum")),
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

  /** One assignment for each person and offering; what rows and exports contradict is an issue. */
  private assignmentsOnce(final: Final, people: Estate["people"]): Estate["assignments"] {
    return assignmentsIn(made(this.assignments, final), (conflict) =>
      this.log.add(
        seatFault(at(people, conflict.assignment.person).id, conflict),
        this.place(conflict.assignment.origin),
      ),
    );
  }

  /** A record with the spelling of the contract that all tables share. */
  private withContract<Named extends { readonly contract?: string; readonly origin: Origin }>(
    record: Named,
    kind: SourceKind,
  ): Named {
    const { contract, origin } = record;
    if (contract === undefined) return record;
    if (this.contractNumbers.isAmbiguous(contract)) {
      this.log.once(contract, Fault.of("rounded-contract", contract), this.place(origin));
      const offering = "offering" in record ? this.names.of(String(record.offering)) : undefined;
      this.refusals.add({ kind, origin, fields: ["contract"], columns: ["Contract"], offering });
    }
    return { ...record, contract: this.contractNumbers.of(contract) };
  }

  /** The rate that converts the prices of a row in another currency; undefined where it is unknown. */
  private rateOf(stated: string, origin: Origin, { currency }: Answer): ExchangeRate | undefined {
    const before = this.conversions.get(stated);
    const converted = before ?? { rate: this.exchangeRates.between(stated, currency), rows: [] };
    converted.rows.push(origin);
    this.conversions.set(stated, converted);
    return converted.rate;
  }

  /** The conversions into the currency of the answer; each that was made is said. */
  private conversionsInto({ currency }: Answer): Conversion[] {
    const inOrder = [...this.conversions].sort(([a], [b]) => byText(a, b));
    return inOrder.map(([from, { rate, rows }]) => {
      const [first] = [...rows].sort(byFields("source", "row"));
      const prices = `The prices of ${counted(rows.length, "row")} in ${from}`;
      if (rate && first)
        this.log.addMany(
          Fault.of("converted-prices", prices, rateText(rate)),
          this.place(first, "Currency"),
          rows.length,
        );
      return { from, to: currency, rows: rows.length, rate: rate ?? null };
    });
  }

  /**
   * A record with its prices in the currency of the answer, and without those that are in another currency without a
   * rate.
   */
  private priced<
    Name extends string,
    R extends Partial<Record<Name, unknown>> & {
      readonly origin: Origin;
      readonly contract?: string;
      readonly offering?: string;
    },
  >(kind: SourceKind, record: R, prices: readonly Name[], answer: Answer): R {
    const { origin, contract, offering } = record;
    const stated = this.currencies.of(origin);
    const foreign = prices.filter((name) => record[name] !== undefined);
    if (foreign.length === 0) return record;
    const isOpen = stated === undefined && answer.mixedIn?.has(origin.source) === true;
    const fits = stated === undefined ? !isOpen : agrees(stated, answer.currency);
    if (fits) return record;
    const rate = stated === undefined ? undefined : this.rateOf(stated, origin, answer);
    if (rate)
      return {
        ...record,
        ...Object.fromEntries(foreign.map((name) => [name, Number(record[name]) * rate.rate])),
      };
    const columns = ["Currency"];
    const fault =
      stated === undefined
        ? Fault.of("no-currency")
        : isCurrencyCode(stated) || isSharedSign(stated)
          ? Fault.of("other-currency", stated, answer.currency)
          : Fault.of("unknown-currency", stated);
    this.log.add(fault, this.place(origin, "Currency"));
    this.refusals.add({
      kind,
      origin,
      fields: foreign,
      columns,
      contract,
      offering: offering === undefined ? undefined : this.names.of(offering),
    });
    return Object.fromEntries(
      Object.entries(record).filter(([name]) => !(foreign as string[]).includes(name)),
    ) as R;
  }

  /**
   * The currency of the answer: as the analyst states it, else that of the first of these tables with prices.
   * Prices without a currency are in that of the answer, which is said. Prices in another currency are unknown.
   */
  private currencyOfAnswer(lines: readonly Subscription[], stated: string | undefined): Answer {
    if (stated !== undefined) return { currency: stated.toUpperCase(), isStated: true, isTyped: true };
    const withPrices: readonly (readonly { readonly origin: Origin }[])[] = [
      this.offers,
      this.tokenTiers,
      lines.filter(({ unitPrice, listPrice }) => (unitPrice ?? listPrice) !== undefined),
      this.packs.filter(({ price }) => price !== undefined),
      this.contracts.filter(({ overagePrice }) => overagePrice !== undefined),
    ];
    const origins = withPrices.find((rows) => rows.length > 0)?.map(({ origin }) => origin) ?? [];
    const rows = new Map([...this.currencies.among(origins)].filter(([code]) => isCurrencyCode(code)));
    // Of several currencies in one table, the answer is in that of most rows.
    const [currency = DEFAULT_CURRENCY] = [...rows]
      .sort(([a, one], [b, other]) => other.length - one.length || byText(a, b))
      .map(([code]) => code);
    if (rows.size < 2) return { currency, isStated: rows.size > 0 };
    const mixedIn = new Set(origins.map(({ source }) => source));
    const unknown = [...rows].filter(
      ([code]) => !agrees(code, currency) && !this.exchangeRates.between(code, currency),
    );
    const [first] = origins;
    if (unknown.length === 0 || first === undefined) return { currency, isStated: true, mixedIn };
    const named = [...rows].map(
      ([code, own]) => `${code} in ${own.map((origin) => this.rowName(origin, first.source)).join(", ")}`,
    );
    this.log.addMany(
      Fault.of("mixed-currencies", named.join("; "), currency),
      this.place(first, "Currency"),
      origins.length,
    );
    return { currency, isStated: true, mixedIn };
  }

  /** Names the tables whose prices state no currency, where another row decides it. */
  private sayUnstated(
    {
      subscriptions,
      packs,
      contracts,
      quotes,
    }: Pick<Estate, "subscriptions" | "packs" | "contracts" | "quotes">,
    { currency, isStated, isTyped, mixedIn }: Answer,
  ): void {
    if (!isStated || isTyped === true) return;
    const priced: readonly Origin[] = [
      this.listedOffers.filter(({ offer }) => (offer.pricePerYear ?? offer.listPrice) !== undefined),
      this.tokenTiers,
      subscriptions.filter(({ unitPrice, listPrice }) => (unitPrice ?? listPrice) !== undefined),
      packs.filter(({ price }) => price !== undefined),
      contracts.filter(({ overagePrice }) => overagePrice !== undefined),
      quotes.filter(({ price }) => price !== undefined),
    ].flatMap((rows) => rows.map(({ origin }) => origin));
    const silent = priced.filter(
      (origin) => this.currencies.of(origin) === undefined && mixedIn?.has(origin.source) !== true,
    );
    for (const [source, own] of grouped(silent, (origin) => origin.source))
      this.log.addMany(
        Fault.of("currency-assumed", at(this.sources, source).kind, currency),
        this.place(at(own, 0)),
        own.length,
      );
  }

  private leaveOut(source: SourceIndex): void {
    at(this.counts, source).used -= 1;
  }
}

/** A row of offers: its price holds from a minimum number of seats. */
interface StatedOffer {
  readonly offer: Offer;
  readonly minimum: Seats;
  readonly origin: Origin;
}

/**
 * One offer for each offering, by name. The row with the lowest minimum states the price; the others are volume prices.
 */
function withVolume(rows: readonly StatedOffer[], onNoBase: (lowest: StatedOffer) => void): Offer[] {
  const inOrder = [...rows].sort(
    (a, b) => byText(a.offer.offering, b.offer.offering) || a.minimum - b.minimum,
  );
  return [...grouped(inOrder, ({ offer }) => offer.offering).values()].map((own) => {
    if (at(own, 0).minimum > 0) onNoBase(at(own, 0));
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
