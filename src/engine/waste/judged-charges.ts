import type { Context } from "../estate/context";
import { onceFor } from "../once-for";
import { WINDOW_MINUTES } from "../usage/charge-windows";
import type { Charge, ChargePlace, SessionCharges } from "../usage/charges";
import { counted } from "../wording";
import { backgroundReason, NEVER_OPEN, showsPerson } from "./background";
import type { WorkHours } from "./business-hours";
import { unreadSessions, unreadSigns } from "./unread-sessions";

/** The traps that charges can be in; a charge is in one at most, the first that applies (DOMAIN §10, §13). */
export type ChargeTrap = "background" | "short";

/** A charge, and what it was spent on. */
export interface JudgedCharge {
  readonly charge: Charge;
  /** Minutes in which the product was open inside the window; sessions at the same time count once. */
  readonly minutes: number;
  /** Null on a seat, which draws no tokens, and for use that is neither. */
  readonly trap: ChargeTrap | null;
  /** Why, in a few words; empty without a trap. */
  readonly why: string;
  /** Rows of the log on the user and product that could not be read, so that the charge is in no trap. */
  readonly unread: number;
  /** Why it is not known whether nobody used the product, in a sentence without a full stop; null where it is known. */
  readonly doubt: string | null;
}

/** A charge by its place in a log, its user and product, and its trap: what is asked of each of millions. */
export interface JudgedPlace {
  readonly own: SessionCharges;
  readonly charge: ChargePlace;
  readonly trap: ChargeTrap | null;
}

const TRAP_PLACES: readonly (ChargeTrap | null)[] = [null, "background", "short"];

/** Every charge of a log with its trap, in order of user, product and time; records only where they are asked for. */
export class JudgedLog implements Iterable<JudgedCharge> {
  readonly length: number;
  /** By the place of the charge, the place of its trap in `TRAP_PLACES`. */
  private readonly traps: Uint8Array;
  private readonly shortMinutes: number;
  /** The rows on each user and product that could not be read. */
  private readonly unread: ReadonlyMap<SessionCharges, number>;
  /** Of these, the rows that hold a session without one of its signs. */
  private readonly unreadSigns: ReadonlyMap<SessionCharges, number>;

  constructor(
    { estate, assumptions }: Context,
    private readonly charged: readonly SessionCharges[],
    private readonly hours: WorkHours,
  ) {
    this.shortMinutes = assumptions.shortMinutes;
    const unreadOf = unreadSessions(estate);
    const signsOf = unreadSigns(estate);
    this.unread = new Map(charged.map((own) => [own, unreadOf(own.person, own.product)]));
    this.unreadSigns = new Map(charged.map((own) => [own, signsOf(own.person, own.product)]));
    this.length = charged.reduce((sum, own) => sum + own.count, 0);
    this.traps = new Uint8Array(this.length);
    for (const own of charged) {
      if (this.isUnread(own)) continue;
      for (const charge of own.chargePlaces())
        this.traps[charge.place] = TRAP_PLACES.indexOf(this.trapOf(own, charge));
    }
  }

  /** How many charges are in no trap, as rows of the log on their user could not be read. */
  get notJudged(): number {
    return this.charged.reduce((sum, own) => sum + (this.isUnread(own) ? own.count : 0), 0);
  }

  /** All charges as records. */
  get all(): readonly JudgedCharge[] {
    return recordsOf(this);
  }

  /** The charges in a trap and the charges of products left open, as records. */
  get evidence(): readonly JudgedCharge[] {
    return this.where(({ trap, charge }) => trap !== null || charge.isStillOpen);
  }

  *places(): Generator<JudgedPlace> {
    for (const own of this.charged)
      for (const charge of own.chargePlaces())
        yield { own, charge, trap: TRAP_PLACES[this.traps[charge.place]!]! };
  }

  *in(name: ChargeTrap): Generator<JudgedPlace> {
    for (const place of this.places()) if (place.trap === name) yield place;
  }

  *[Symbol.iterator](): Iterator<JudgedCharge> {
    for (const place of this.places()) yield this.record(place);
  }

  private where(isWanted: (place: JudgedPlace) => boolean): readonly JudgedCharge[] {
    const found: JudgedCharge[] = [];
    for (const place of this.places()) if (isWanted(place)) found.push(this.record(place));
    return found;
  }

  private isUnread(own: SessionCharges): boolean {
    return this.unread.get(own)! > 0;
  }

  private record({ own, charge, trap }: JudgedPlace): JudgedCharge {
    const minutes = minutesOpen(own, charge);
    const why = this.why(own, charge, trap, minutes);
    const doubt = trap === "background" || charge.onSeat ? null : this.doubt(own, charge);
    return { charge: own.charge(charge), minutes, trap, why, unread: this.unread.get(own)!, doubt };
  }

  private trapOf(own: SessionCharges, charge: ChargePlace): ChargeTrap | null {
    if (charge.onSeat) return null;
    if (this.isBackground(own, charge)) return "background";
    return minutesOpen(own, charge) < this.shortMinutes ? "short" : null;
  }

  private isBackground(own: SessionCharges, charge: ChargePlace): boolean {
    const hours = this.hours.of(own.person);
    for (const place of own.inside(charge))
      if (backgroundReason(own.store.at(place), hours) === null) return false;
    return true;
  }

  /** Use is background use unless a session shows a person; so a row or a zone that is not known leaves it open. */
  private doubt(own: SessionCharges, charge: ChargePlace): string | null {
    const [hours, unread, signs] = [
      this.hours.of(own.person),
      this.unread.get(own)!,
      this.unreadSigns.get(own)!,
    ];
    if (unread === 0 && hours !== null) return null;
    let [isOpen, isSigned] = [true, true];
    for (const place of own.inside(charge)) {
      const session = own.store.at(place);
      isOpen &&= !showsPerson(session);
      isSigned &&= backgroundReason(session, hours ?? NEVER_OPEN) !== null;
    }
    if (isOpen && signs > 0) return unreadText(signs);
    if (!isSigned) return null;
    return unread > 0
      ? unreadText(unread)
      : "nothing shows a person, and it is not known whether this was outside business hours: no time zone";
  }

  private why(own: SessionCharges, charge: ChargePlace, trap: ChargeTrap | null, minutes: number): string {
    if (trap === null) return "";
    if (trap === "short") return `${minutesText(minutes)} in 24 hours`;
    const hours = this.hours.of(own.person);
    const reasons = Array.from(own.inside(charge), (place) => backgroundReason(own.store.at(place), hours));
    return [...new Set(reasons)].join("; ");
  }
}

/** To a tenth of a minute. */
function minutesText(minutes: number): string {
  const tenths = Math.round(minutes * 10) / 10;
  return `${tenths} ${tenths === 1 ? "minute" : "minutes"}`;
}

/** What a charge rests on where rows of the log were refused. */
export const unreadText = (rows: number): string =>
  `${counted(rows, "row")} of the session log on this user and product could not be read`;

const recordsOf = onceFor((log: JudgedLog): readonly JudgedCharge[] => [...log]);

function minutesOpen(own: SessionCharges, charge: ChargePlace): number {
  let open = 0;
  let counted = charge.start;
  for (const place of own.inside(charge)) {
    const to = Math.min(own.store.end(place), charge.start + WINDOW_MINUTES);
    const from = Math.max(own.store.start(place), counted);
    if (to > from) open += to - from;
    counted = Math.max(counted, to);
  }
  return open;
}
