import { NumberColumn, TextColumn, PlainColumn } from "../growing-columns";
import { placesInOrder } from "../radix-order";
import type { Origin, PersonIndex, ProductIndex, Session } from "./estate";

/** What a session record says besides its person, product and row. */
export type SessionDetails = {
  readonly [Field in keyof Session as Exclude<Field, "person" | "product" | "origin">]?:
    Session[Field] | undefined;
} & Pick<Session, "start" | "end">;

/** A session record that can be completed. */
type OpenSession = { -readonly [Field in keyof Session]: Session[Field] };

const [UNSAID, NO, YES] = [0, 1, 2] as const;

/**
 * Session records as columns, so that ten million fit; `at` gives one of them as an object. Once they are settled they
 * stand in order of person, product, start and end, and then of what else they say.
 */
export class SessionStore implements Iterable<Session> {
  length = 0;
  private readonly person = new PlainColumn(new Int32Array(0));
  private readonly product = new PlainColumn(new Int32Array(0));
  private readonly starts = new NumberColumn();
  private readonly ends = new NumberColumn();
  private readonly versions = new TextColumn();
  private readonly machines = new TextColumn();
  private readonly machineTypes = new TextColumn();
  private readonly activeMinutes = new NumberColumn();
  private readonly tokens = new NumberColumn();
  private readonly loggedIn = new PlainColumn(new Uint8Array(0));
  private readonly source = new PlainColumn(new Uint16Array(0));
  private readonly row = new PlainColumn(new Int32Array(0));

  /** The records of a list, which `at` then gives as they are. */
  static of(sessions: SessionRecords): SessionStore {
    if (sessions instanceof SessionStore) return sessions;
    const store = new SessionStore();
    for (const session of sessions) store.add(session.person, session.product, session, session.origin);
    const order = store.settle();
    store.given = order === null ? sessions : Array.from(order, (place) => sessions[place]!);
    return store;
  }

  private given: readonly Session[] | undefined;

  /** Adds a record. Person and product are numbers that `settled` may replace. */
  add(person: number, product: number, details: SessionDetails, { source, row }: Origin): void {
    const place = this.length++;
    this.person.set(place, person);
    this.product.set(place, product);
    this.starts.set(place, details.start);
    this.ends.set(place, details.end);
    this.versions.set(place, details.version);
    this.machines.set(place, details.machine);
    this.machineTypes.set(place, details.machineType);
    this.activeMinutes.set(place, details.activeMinutes);
    this.tokens.set(place, details.tokens);
    this.loggedIn.set(place, details.loggedIn === undefined ? UNSAID : details.loggedIn ? YES : NO);
    this.source.set(place, source);
    this.row.set(place, row);
  }

  /** Gives every person and product its final place, and puts the records in order. */
  settled(personOf: (person: number) => PersonIndex, productOf: (product: number) => ProductIndex): this {
    const [people, products] = [this.person.values, this.product.values];
    for (let place = 0; place < this.length; place++) {
      people[place] = personOf(people[place]!);
      products[place] = productOf(products[place]!);
    }
    this.settle();
    return this;
  }

  /** Puts the records in order, and returns the places from which they came; null where they stay. */
  private settle(): Uint32Array | null {
    for (const texts of [this.versions, this.machines, this.machineTypes]) texts.settle(this.length);
    const order = placesInOrder([this.person.values, this.product.values], this.length);
    const compare = (a: number, b: number): number => this.compare(a, b);
    for (const [from, to] of this.runs((place) => order[place]!)) {
      const run = order.subarray(from, to);
      if (!run.every((place, i) => i === 0 || compare(run[i - 1]!, place) <= 0)) run.sort(compare);
    }
    const stays = order.every((from, to) => from === to);
    for (const column of this.columns)
      if (stays) column.trim(this.length);
      else column.reorder(order);
    return stays ? null : order;
  }

  at(place: number): Session {
    const given = this.given?.[place];
    if (given !== undefined) return given;
    const session: OpenSession = {
      person: this.person.get(place),
      product: this.product.get(place),
      start: this.start(place),
      end: this.end(place),
      origin: this.origin(place),
    };
    const version = this.versions.get(place);
    const machine = this.machines.get(place);
    const machineType = this.machineTypes.get(place);
    const activeMinutes = this.activeMinutes.get(place);
    const tokens = this.tokensOf(place);
    const loggedIn = this.loggedIn.get(place);
    if (version !== undefined) session.version = version;
    if (machine !== undefined) session.machine = machine;
    if (machineType !== undefined) session.machineType = machineType;
    if (activeMinutes !== undefined) session.activeMinutes = activeMinutes;
    if (tokens !== undefined) session.tokens = tokens;
    if (loggedIn !== UNSAID) session.loggedIn = loggedIn === YES;
    return session;
  }

  *[Symbol.iterator](): Iterator<Session> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }

  /** The records as a list. */
  toJSON(): readonly Session[] {
    return [...this];
  }

  /** The places of each person and product, from the first up to, but without, the last. */
  *runs(placeOf: (n: number) => number = (n) => n): Generator<readonly [from: number, to: number]> {
    const [people, products] = [this.person.values, this.product.values];
    let from = 0;
    for (let n = 1; n <= this.length; n++) {
      const [a, b] = [placeOf(from), n < this.length ? placeOf(n) : -1];
      if (b >= 0 && people[a] === people[b] && products[a] === products[b]) continue;
      yield [from, n];
      from = n;
    }
  }

  personOf(place: number): PersonIndex {
    return this.person.get(place);
  }

  productOf(place: number): ProductIndex {
    return this.product.get(place);
  }

  start(place: number): number {
    return this.starts.known(place);
  }

  end(place: number): number {
    return this.ends.known(place);
  }

  tokensOf(place: number): Session["tokens"] {
    return this.tokens.get(place) as Session["tokens"];
  }

  machineOf(place: number): string | undefined {
    return this.machines.get(place);
  }

  origin(place: number): Origin {
    return { source: this.source.get(place), row: this.row.get(place) };
  }

  /** What tells a record from others of its person, product, start and end. */
  mark(place: number): string {
    return `${this.machines.number(place)} ${this.versions.number(place)} ${this.tokensOf(place) ?? ""}`;
  }

  private compare(a: number, b: number): number {
    return (
      this.start(a) - this.start(b) ||
      this.end(a) - this.end(b) ||
      this.versions.number(a) - this.versions.number(b) ||
      this.machines.number(a) - this.machines.number(b) ||
      this.machineTypes.number(a) - this.machineTypes.number(b) ||
      (this.activeMinutes.get(a) ?? -Infinity) - (this.activeMinutes.get(b) ?? -Infinity) ||
      (this.tokensOf(a) ?? -Infinity) - (this.tokensOf(b) ?? -Infinity) ||
      this.loggedIn.get(a) - this.loggedIn.get(b) ||
      a - b
    );
  }

  private get columns() {
    return [
      ...[this.person, this.product, this.starts, this.ends, this.versions, this.machines],
      ...[this.machineTypes, this.activeMinutes, this.tokens, this.loggedIn, this.source, this.row],
    ];
  }
}

/** Session records, as a list or as columns. */
export type SessionRecords = readonly Session[] | SessionStore;

/** The first start, the last start and the last end of session records, in minutes; null without any. */
export function sessionSpan(
  records: SessionRecords,
): { readonly first: number; readonly lastStart: number; readonly last: number } | null {
  if (records.length === 0) return null;
  const store = SessionStore.of(records);
  let [first, lastStart, last] = [Infinity, -Infinity, -Infinity];
  for (let place = 0; place < store.length; place++) {
    first = Math.min(first, store.start(place));
    lastStart = Math.max(lastStart, store.start(place));
    last = Math.max(last, store.end(place));
  }
  return { first, lastStart, last };
}
