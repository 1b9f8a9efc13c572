import { at } from "../at";
import type { Context } from "../estate/context";
import type { PersonIndex, ProductIndex, Session } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { SessionStore } from "../estate/session-store";
import { NumberColumn, PlainColumn } from "../growing-columns";
import { tokens, type DayNumber, type Tokens } from "../units";
import { chargedUntil, isCharged, WINDOW_MINUTES, type ChargeWindow } from "./charge-windows";

/** The UTC day of a moment in minutes since 1970. */
export const dayOfMinute = (minute: number): DayNumber => Math.floor(minute / WINDOW_MINUTES) as DayNumber;

/** One charge of a user and product, recomputed from launches (DOMAIN §2). */
export interface Charge {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly window: ChargeWindow<Session>;
  /** The UTC day of the charge. */
  readonly day: DayNumber;
  /** The sessions that ran inside the window, in order of their start, short launches included. */
  readonly sessions: readonly Session[];
  /** Whether a seat for the product pays for the day, so that it draws no tokens. */
  readonly onSeat: boolean;
  /** 0 on a seat; null if neither the log nor a rate says how many. */
  readonly tokens: Tokens | null;
  /** Whether the log states the tokens, or they are the rate of the day. */
  readonly basis: "exported" | "computed from launches";
}

/** Marks of a session: a row of the log that repeats another; its stated tokens are in no charge. */
const [REPEAT, BESIDE] = [1, 2] as const;
/** Marks of a charge. */
const [STILL_OPEN, ON_SEAT, COMPUTED] = [1, 2, 4] as const;

/** The sessions and charges of a log, by their places. Those of a user and product follow each other, in order. */
class ChargedLog {
  readonly starts = new NumberColumn();
  readonly by = new PlainColumn(new Int32Array(0));
  /** The first session in the window of a charge, and the place behind the last; others in between may be outside. */
  readonly first = new PlainColumn(new Int32Array(0));
  readonly last = new PlainColumn(new Int32Array(0));
  readonly tokens = new NumberColumn();
  readonly marks = new PlainColumn(new Uint8Array(0));
  readonly sessionMarks: Uint8Array;
  length = 0;

  constructor(readonly sessions: SessionStore) {
    this.sessionMarks = new Uint8Array(sessions.length);
  }

  isRepeat(place: number): boolean {
    return (this.sessionMarks[place]! & REPEAT) !== 0;
  }
}

/** A charge by its place in a log: what is asked of each of millions. `Charge` holds the same as a record. */
export interface ChargePlace {
  readonly place: number;
  readonly start: number;
  readonly day: DayNumber;
  /** The place of the launch that was charged. */
  readonly by: number;
  readonly isStillOpen: boolean;
  readonly onSeat: boolean;
  readonly isComputed: boolean;
  readonly tokens: Tokens | null;
}

/** The charges of one user and product, and the sessions from which they come. */
export class SessionCharges {
  readonly person: PersonIndex;
  readonly product: ProductIndex;

  constructor(
    private readonly log: ChargedLog,
    private readonly rows: { readonly from: number; readonly to: number },
    private readonly own: { readonly from: number; readonly to: number },
  ) {
    this.person = log.sessions.personOf(rows.from);
    this.product = log.sessions.productOf(rows.from);
  }

  /** The sessions as columns; the places of this user and product are in `places`. */
  get store(): SessionStore {
    return this.log.sessions;
  }

  /** The places of the sessions in order of their start, without repeats. */
  *places(): Generator<number> {
    for (let place = this.rows.from; place < this.rows.to; place++)
      if (!this.log.isRepeat(place)) yield place;
  }

  /** The sessions in order of their start. */
  get sessions(): readonly Session[] {
    return this.sessionsWhere((marks) => (marks & REPEAT) === 0);
  }

  /** Rows of the log that repeat a session; they count once. */
  get repeats(): readonly Session[] {
    return this.sessionsWhere((marks) => (marks & REPEAT) !== 0);
  }

  /** The sessions with stated tokens that no charge holds, such as launches under 5 minutes. */
  get besides(): readonly Session[] {
    return this.sessionsWhere((marks) => marks === BESIDE);
  }

  /** The charges in order of time. */
  get charges(): readonly Charge[] {
    return Array.from(this.chargePlaces(), (charge) => this.charge(charge));
  }

  /** How many charges there are. */
  get count(): number {
    return this.own.to - this.own.from;
  }

  *chargePlaces(): Generator<ChargePlace> {
    for (let place = this.own.from; place < this.own.to; place++) yield this.chargeAt(place);
  }

  /** The places of the sessions that ran inside the window of a charge, in order of their start. */
  *inside({ place: charge, start: moment }: ChargePlace): Generator<number> {
    const { log } = this;
    const [first, last] = [log.first.get(charge), log.last.get(charge)];
    for (let place = first; place < last; place++)
      if (!log.isRepeat(place) && runsInside(moment, log.sessions.start(place), log.sessions.end(place)))
        yield place;
  }

  /** A charge as a record. */
  charge(charge: ChargePlace): Charge {
    const { start, day, by, onSeat, isComputed, isStillOpen } = charge;
    const { sessions } = this.log;
    return {
      person: this.person,
      product: this.product,
      window: { start, reason: isStillOpen ? "still open" : "launch", by: sessions.at(by) },
      day,
      sessions: Array.from(this.inside(charge), (place) => sessions.at(place)),
      onSeat,
      tokens: charge.tokens,
      basis: isComputed ? "computed from launches" : "exported",
    };
  }

  private chargeAt(place: number): ChargePlace {
    const { log } = this;
    const marks = log.marks.get(place);
    const start = log.starts.known(place);
    return {
      place,
      start,
      day: dayOfMinute(start),
      by: log.by.get(place),
      isStillOpen: (marks & STILL_OPEN) !== 0,
      onSeat: (marks & ON_SEAT) !== 0,
      isComputed: (marks & COMPUTED) !== 0,
      tokens: (log.tokens.get(place) ?? null) as Tokens | null,
    };
  }

  private sessionsWhere(isWanted: (marks: number) => boolean): readonly Session[] {
    const found: Session[] = [];
    for (let place = this.rows.from; place < this.rows.to; place++)
      if (isWanted(this.log.sessionMarks[place]!)) found.push(this.log.sessions.at(place));
    return found;
  }
}

/** The charges of all sessions, by user and product. */
export function sessionCharges(context: Context): SessionCharges[] {
  const log = new ChargedLog(SessionStore.of(context.estate.sessions));
  return Array.from(log.sessions.runs(), ([from, to]) => {
    markRepeats(log, from, to);
    const own = { from: log.length, to: addWindows(log, from, to) };
    const stated = tokensStated(log, { from, to }, own);
    price(context, log, own, stated);
    return new SessionCharges(log, { from, to }, own);
  });
}

/** Marks the rows that repeat a session of the same start and end: a log that was exported twice. */
function markRepeats({ sessions, sessionMarks }: ChargedLog, from: number, to: number): void {
  for (let place = from + 1, seen: Set<string> | null = null; place < to; place++) {
    const isAsBefore =
      sessions.start(place) === sessions.start(place - 1) && sessions.end(place) === sessions.end(place - 1);
    if (!isAsBefore) {
      seen = null;
      continue;
    }
    seen ??= new Set([sessions.mark(place - 1)]);
    const mark = sessions.mark(place);
    if (seen.has(mark)) sessionMarks[place] = REPEAT;
    seen.add(mark);
  }
}

/** Adds the windows of a user and product, and returns the place behind the last. */
function addWindows(log: ChargedLog, from: number, to: number): number {
  const { sessions } = log;
  let windowEnd = -Infinity;
  for (let by = from; by < to; by++) {
    const launch = { start: sessions.start(by), end: sessions.end(by) };
    if (log.isRepeat(by) || !isCharged(launch)) continue;
    windowEnd = chargedUntil(windowEnd, launch, (moment, reason) => {
      const place = log.length++;
      log.starts.set(place, moment);
      log.by.set(place, by);
      log.first.set(place, by);
      log.last.set(place, by + 1);
      log.marks.set(place, reason === "still open" ? STILL_OPEN : 0);
    });
  }
  return log.length;
}

/** Whether a session runs in the window that begins at a moment. */
const runsInside = (moment: number, start: number, end: number): boolean =>
  start < moment + WINDOW_MINUTES && (moment <= start || moment < end);

interface Places {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds the sessions that run in each window, and the tokens that they state, by window; null where no session in the
 * window states any. Sessions and windows are in order of their start, so one pass suffices. What a session states is
 * what all its charges cost, so it is divided among them; a relaunch counts in the window that it falls into.
 */
function tokensStated(log: ChargedLog, rows: Places, own: Places): readonly (number | null)[] {
  const { sessions } = log;
  const sums: (number | null)[] = new Array<number | null>(own.to - own.from).fill(null);
  const add = (charge: number, amount: number): void => {
    const sum = at(sums, charge - own.from);
    sums[charge - own.from] = sum === null ? amount : sum + amount;
  };
  let [first, charged] = [own.from, own.from];
  for (let place = rows.from; place < rows.to; place++) {
    if (log.isRepeat(place)) continue;
    const [start, end, stated] = [sessions.start(place), sessions.end(place), sessions.tokensOf(place)];
    while (first < own.to && log.starts.known(first) + WINDOW_MINUTES <= start) first++;
    let behind = first;
    for (; behind < own.to && runsInside(log.starts.known(behind), start, end); behind++) {
      if (place < log.first.get(behind)) log.first.set(behind, place);
      if (place >= log.last.get(behind)) log.last.set(behind, place + 1);
      if (stated !== undefined) add(behind, 0);
    }
    let afterCharged = charged;
    while (afterCharged < own.to && log.by.get(afterCharged) === place) afterCharged++;
    const parts = afterCharged - charged;
    if (stated !== undefined) {
      for (let charge = charged; charge < afterCharged; charge++) add(charge, stated / parts);
      if (parts === 0 && behind > first) add(first, stated);
      if (parts === 0 && behind === first) log.sessionMarks[place]! |= BESIDE;
    }
    charged = afterCharged;
  }
  return sums;
}

/** Sets the tokens of charges: none on a seat, else the tokens that the log states, else the rate of the day. */
function price(
  { estate, rates, holdings }: Context,
  log: ChargedLog,
  own: Places,
  stated: readonly (number | null)[],
): void {
  for (let place = own.from; place < own.to; place++) {
    const by = log.by.get(place);
    const name = at(estate.products, log.sessions.productOf(by));
    const day = dayOfMinute(log.starts.known(place));
    const onSeat = holdings.seatFor(log.sessions.personOf(by), name, day) !== undefined;
    const said = at(stated, place - own.from);
    const drawn = onSeat ? tokens(0) : (said ?? tokensPerDay(rates, name, day));
    log.tokens.set(place, drawn);
    log.marks.set(place, log.marks.get(place) | (onSeat ? ON_SEAT : 0) | (said === null ? COMPUTED : 0));
  }
}
