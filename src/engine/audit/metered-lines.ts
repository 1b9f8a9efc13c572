import { at } from "../at";
import { addDays, isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { MeteredCharge, Rate, Session } from "../estate/estate";
import { rateOn } from "../estate/rates";
import { grouped } from "../grouped";
import { minus, tokens, type DayNumber, type Tokens } from "../units";
import { counted } from "../wording";
import { chargeWindows, isCharged, WINDOW_MINUTES } from "../usage/charge-windows";
import { dayOfMinute, type SessionCharges } from "../usage/charges";
import { ifPaused } from "../waste/charge-rules";
import { pausesWhenIdle } from "../waste/idle-awareness";
import { unreadText, type JudgedCharge } from "../waste/judged-charges";
import { unreadSessions } from "../waste/unread-sessions";

/** Why a metered charge can be disputed (DOMAIN §10). */
export type DisputeReason =
  "background" | "midnight" | "rate" | "duplicate" | "idle" | "seat" | "short launch";

/** A charge as the vendor metered it, against our own recomputation. */
export interface AuditLine {
  readonly charge: MeteredCharge;
  /** `unknown`: the log neither confirms nor contradicts it. */
  readonly status: "accepted" | "disputed" | "unknown";
  readonly reason: DisputeReason | null;
  /** The tokens that are disputed: all, or those beyond the rate. 0 unless disputed. */
  readonly disputed: Tokens;
  /** Tokens that the log can neither confirm nor deny: an unknown charge, or the right rate of a disputed charge. */
  readonly unknown: Tokens;
  /** What the log shows, in a sentence without a full stop. */
  readonly why: string;
  /** The rows of the log on which this rests. */
  readonly evidence: readonly Session[];
}

export interface ComparedCharges {
  /** In the order of user, product and day. */
  readonly lines: readonly AuditLine[];
  /** Charges of the log, within the days of the metered charges, that the vendor did not meter. */
  readonly unmetered: readonly JudgedCharge[];
}

/** The recomputation of one user and product. */
interface Recomputed {
  readonly own: SessionCharges;
  readonly byDay: ReadonlyMap<DayNumber, JudgedCharge>;
  /** The days of charges if products pause while nobody uses them. */
  readonly pausedDays: ReadonlySet<DayNumber>;
  /** Rows of the log on the user and product that could not be read, and may show the use that was charged. */
  readonly unread: number;
  /** The minute from which the windows are sure: no launch before the log can have moved them. */
  readonly sureFrom: number;
}

/** Compares each metered charge with the charges that the session log leads to. */
export function comparedCharges(
  context: Context,
  charged: readonly SessionCharges[],
  judged: readonly JudgedCharge[],
): ComparedCharges {
  const { meteredCharges } = context.estate;
  const keyOf = ({ person, product }: { person: number; product: number }): string => `${person} ${product}`;
  const unreadOf = unreadSessions(context.estate);
  const judgedBy = grouped(judged, ({ charge }) => keyOf(charge));
  const log = spanOf(charged);
  const recomputed = new Map(
    charged.map((own) => {
      const unread = unreadOf(own.person, own.product);
      const sureFrom = sureMinute(own.sessions, log);
      return [
        keyOf(own),
        { ...recomputedOf(context, own, judgedBy.get(keyOf(own)) ?? []), unread, sureFrom },
      ];
    }),
  );
  const metered = grouped(meteredCharges, keyOf);
  const met = new Set<JudgedCharge>();
  const lines = [...metered].flatMap(([key, charges]) =>
    withCredits(auditLinesOf(context, charges, { recomputed: recomputed.get(key), log, met })),
  );
  let [first, last] = [Infinity, -Infinity];
  for (const { day } of meteredCharges) [first, last] = [Math.min(first, day), Math.max(last, day)];
  return {
    lines,
    unmetered: judged.filter(
      (one) => !met.has(one) && !one.charge.onSeat && one.charge.day >= first && one.charge.day <= last,
    ),
  };
}

/** The first minute and the last day of a session log. */
interface LogSpan {
  readonly start: number;
  readonly last: DayNumber;
}

function spanOf(charged: readonly SessionCharges[]): LogSpan {
  let [start, end] = [Infinity, -Infinity];
  for (const { sessions } of charged)
    for (const session of sessions)
      [start, end] = [Math.min(start, session.start), Math.max(end, session.end)];
  return { start, last: dayOfMinute(end) };
}

/**
 * The first launch whose window surely begins with it: the log shows the 24 hours before, without use. A launch before
 * the log may have opened a window that moves all windows up to then.
 */
function sureMinute(sessions: readonly Session[], { start }: LogSpan): number {
  let before = start;
  for (const session of sessions) {
    if (session.start - before >= WINDOW_MINUTES) return session.start;
    before = Math.max(before, session.end);
  }
  return Infinity;
}

/** What the vendor gave back settles disputed tokens: first those of its day, then of the days before, latest first. */
function withCredits(lines: readonly AuditLine[]): AuditLine[] {
  const settled = [...lines];
  const inOrder = [...lines.entries()].sort(
    ([, { charge: a }], [, { charge: b }]) => a.day - b.day || Number(isCredit(a)) - Number(isCredit(b)),
  );
  // The places of disputed lines so far, the latest on top.
  const open: number[] = [];
  for (const [place, { charge, disputed }] of inOrder) {
    if (disputed > 0) open.push(place);
    let left = isCredit(charge) ? -Number(charge.tokens) : 0;
    for (let top = open.at(-1); top !== undefined && left > 0; top = open.at(-1)) {
      const line = at(settled, top);
      const given = tokens(Math.min(left, line.disputed));
      settled[top] = givenBack(line, given);
      left -= given;
      if (given === line.disputed) open.pop();
    }
  }
  return settled;
}

const isCredit = (charge: MeteredCharge): boolean => charge.tokens < 0;

function givenBack(line: AuditLine, given: Tokens): AuditLine {
  const disputed = minus(line.disputed, given);
  const why = `${line.why}; a credit gave back ${counted(given, "token")}`;
  if (disputed > 0) return { ...line, disputed, why };
  return { ...line, disputed, why, reason: null, status: line.unknown > 0 ? "unknown" : "accepted" };
}

function recomputedOf(
  { rates, estate, asOf }: Context,
  own: SessionCharges,
  judged: readonly JudgedCharge[],
): Omit<Recomputed, "unread" | "sureFrom"> {
  const given = rateOn(rates, at(estate.products, own.product), asOf);
  const paused = own.sessions.filter(isCharged).map((session) => ifPaused(session, given));
  return {
    own,
    byDay: new Map(judged.map((one) => [one.charge.day, one])),
    pausedDays: new Set(chargeWindows(paused).map(({ start }) => dayOfMinute(start))),
  };
}

/**
 * The lines of one user and product, which add the recomputed charges that they meet to `met`. Of several charges on a
 * day the first may be right, the others are repeats. A charge that the vendor dated a day off is no other charge.
 */
function auditLinesOf(
  context: Context,
  charges: readonly MeteredCharge[],
  { recomputed, log, met }: ComparedWith,
): AuditLine[] {
  const seen = new Set<DayNumber>();
  const metered = new Set(charges.filter(isDebit).map(({ day }) => day));
  const isInLog = (day: DayNumber): boolean => dayOfMinute(log.start) <= day && day <= log.last;
  const isFree = (one: JudgedCharge | undefined): one is JudgedCharge => one !== undefined && !met.has(one);
  const chargeFor = (day: DayNumber): JudgedCharge | undefined => {
    const own = recomputed?.byDay.get(day);
    if (isFree(own) || !isInLog(day)) return own;
    const near = [addDays(day, -1), addDays(day, 1)]
      .filter((other) => !metered.has(other))
      .map((other) => recomputed?.byDay.get(other))
      .find(isFree);
    return near ?? own;
  };
  return charges.map((charge) => {
    const judged = isDebit(charge) ? chargeFor(charge.day) : recomputed?.byDay.get(charge.day);
    const isRepeat = isDebit(charge) && (judged === undefined ? seen.has(charge.day) : met.has(judged));
    if (isDebit(charge)) seen.add(charge.day);
    if (isDebit(charge) && judged !== undefined) met.add(judged);
    return auditLine(context, charge, recomputed, { judged, isRepeat });
  });
}

/** What the charges of one user and product are compared with; charges of the log that are met are added to `met`. */
interface ComparedWith {
  readonly recomputed: Recomputed | undefined;
  readonly log: LogSpan;
  readonly met: Set<JudgedCharge>;
}

const isDebit = (charge: MeteredCharge): boolean => charge.tokens > 0;

function auditLine(
  context: Context,
  charge: MeteredCharge,
  recomputed: Recomputed | undefined,
  { judged, isRepeat }: { readonly judged: JudgedCharge | undefined; readonly isRepeat: boolean },
): AuditLine {
  const accepted = (why: string, evidence: readonly Session[] = []): AuditLine => ({
    charge,
    status: "accepted",
    reason: null,
    disputed: tokens(0),
    unknown: tokens(0),
    why,
    evidence,
  });
  const disputed = (
    reason: DisputeReason,
    why: string,
    evidence: readonly Session[],
    amount = charge.tokens,
    open = tokens(0),
  ): AuditLine => ({ charge, status: "disputed", reason, disputed: amount, unknown: open, why, evidence });
  const unknown = (why: string, evidence: readonly Session[] = []): AuditLine => ({
    ...accepted(why, evidence),
    status: "unknown",
    unknown: charge.tokens,
  });
  if (!isDebit(charge)) return accepted("no tokens, or a credit");
  if (recomputed === undefined) return unknown("the session log has no session of this user and product");
  const { own } = recomputed;
  const onDay = own.sessions.filter((one) => touches(one, charge.day));
  if (onDay.length === 0 && judged === undefined)
    return unknown("the session log has no session on this day");
  const product = at(context.estate.products, charge.product);
  const seat = context.holdings.seatFor(charge.person, product, charge.day);
  if (seat !== undefined && [seat.since, seat.until].includes(charge.day))
    return unknown(
      `the seat for ${product} was given or taken back on this day, and no table says at what hour`,
    );
  if (seat?.since !== undefined)
    return disputed("seat", `the user holds a seat for ${product} since ${isoDay(seat.since)}`, onDay);
  if (seat !== undefined)
    return unknown(`the user holds a seat for ${product}, and no table says since when`);
  if (isRepeat)
    return disputed("duplicate", "one window of 24 hours pays for all launches and versions", onDay);
  if (recomputed.unread > 0 && judged === undefined) return unknown(unreadText(recomputed.unread));
  if (judged === undefined && onDay.some(isCharged) && charge.day * WINDOW_MINUTES < recomputed.sureFrom)
    return unknown("a launch before the log may have opened another window", onDay);
  if (judged === undefined) return withoutCharge(onDay, disputed);
  return againstCharge(context, charge, { judged, recomputed, product }, { accepted, disputed, unknown });
}

const touches = ({ start, end }: Session, day: DayNumber): boolean =>
  dayOfMinute(start) <= day && (end > day * WINDOW_MINUTES || dayOfMinute(start) === day);

type Disputing = (
  reason: DisputeReason,
  why: string,
  evidence: readonly Session[],
  amount?: Tokens,
  open?: Tokens,
) => AuditLine;

/** A day on which the product ran, and no charge fell. */
const withoutCharge = (onDay: readonly Session[], disputed: Disputing): AuditLine =>
  onDay.some(isCharged)
    ? disputed("midnight", "the 24 hours of the charge before cover all use of this day", onDay)
    : disputed("short launch", "each launch of this day lasted less than 5 minutes", onDay);

interface Outcomes {
  readonly accepted: (why: string, evidence?: readonly Session[]) => AuditLine;
  readonly disputed: Disputing;
  readonly unknown: (why: string, evidence?: readonly Session[]) => AuditLine;
}

interface MetCharge {
  readonly judged: JudgedCharge;
  readonly recomputed: Recomputed;
  readonly product: string;
}

/** A day on which a charge fell: was it use, and is the rate right? What is in doubt is never accepted. */
function againstCharge(
  { rates }: Context,
  { tokens: metered, version }: MeteredCharge,
  met: MetCharge,
  { accepted, disputed, unknown }: Outcomes,
): AuditLine {
  const { judged, product } = met;
  const { sessions, window, day } = judged.charge;
  if (judged.trap === "background") return disputed("background", judged.why, sessions);
  const rate = rateOn(rates, product, day);
  const idle = idleDoubt(met, rate);
  if (idle?.isSure === true) return disputed("idle", idle.why, sessions);
  const doubt = judged.doubt ?? idle?.why ?? null;
  if (rate?.tokensPerDay === undefined)
    return unknown(doubt ?? `the rate of ${product} is not known`, sessions);
  const perDay = tokens(rate.tokensPerDay);
  if (metered <= perDay)
    return doubt === null
      ? accepted(`the log shows this charge (${window.reason})`, sessions)
      : unknown(doubt, sessions);
  const versions = [...new Set(sessions.flatMap((one) => one.version ?? []))];
  const ran =
    version !== undefined && versions.length > 0 && !versions.includes(version)
      ? `; the log shows version ${versions.join(", ")}, not ${version}`
      : "";
  const rest = doubt === null ? "" : `; the rest is unknown: ${doubt}`;
  return disputed(
    "rate",
    `${product} costs ${perDay} tokens a day${ran}${rest}`,
    sessions,
    minus(metered, perDay),
    doubt === null ? tokens(0) : perDay,
  );
}

interface IdleCharge {
  /** Whether the charge can be disputed; else it is in doubt. */
  readonly isSure: boolean;
  readonly why: string;
}

/** The charge of a product that was left open and may have paused; null where nothing speaks for that. */
function idleDoubt({ judged, recomputed }: MetCharge, rate: Rate | undefined): IdleCharge | null {
  const { sessions, window, day } = judged.charge;
  if (window.reason !== "still open" || recomputed.pausedDays.has(day)) return null;
  const pauses = sessions.map(({ version }) => pausesWhenIdle(rate, version));
  if (pauses.includes(false)) return null;
  const isTimed = sessions.every(({ activeMinutes }) => activeMinutes !== undefined);
  const doubt = (why: string): IdleCharge => ({ isSure: false, why });
  if (!pauses.includes(null)) {
    const why = "the product pauses while nobody uses it, and ";
    if (!isTimed) return doubt(`${why}the log does not state all active minutes`);
    if (recomputed.unread > 0) return doubt(unreadText(recomputed.unread));
    if (sessions.some(({ activeMinutes }) => activeMinutes !== 0))
      return doubt(`${why}the log does not say when its active minutes were`);
    return { isSure: true, why: `${why}nobody did` };
  }
  if (!isTimed) return null;
  const from = rate?.pausesFromVersion;
  const why = "its active minutes were over, and ";
  return doubt(
    from === undefined
      ? `${why}the Rates table does not say whether the product pauses while nobody uses it`
      : `${why}it pauses from version ${from} on; the log does not state which version ran`,
  );
}
