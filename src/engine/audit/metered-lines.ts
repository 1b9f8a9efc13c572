import { at } from "../at";
import { addDays, isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { MeteredCharge, Rate, Session } from "../estate/estate";
import { rateOn, tokensPerDay } from "../estate/rates";
import { grouped } from "../grouped";
import { minus, tokens, type DayNumber, type Tokens } from "../units";
import { counted } from "../wording";
import { isCharged, WINDOW_MINUTES } from "../usage/charge-windows";
import type { SessionCharges } from "../usage/charges";
import { pausesWhenIdle } from "../waste/idle-awareness";
import { unreadText, type JudgedCharge } from "../waste/judged-charges";
import { logSpan, recomputing, type LogSpan, type Recomputed } from "./recomputed";

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
  /** Tokens that the log neither confirms nor denies, of an unknown charge or beside the disputed tokens of one. */
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

/** Compares each metered charge with the charges that the session log leads to. */
export function comparedCharges(
  context: Context,
  charged: readonly SessionCharges[],
  judged: readonly JudgedCharge[],
): ComparedCharges {
  const { meteredCharges } = context.estate;
  const keyOf = ({ person, product }: { person: number; product: number }): string => `${person} ${product}`;
  const log = logSpan(charged);
  const judgedBy = grouped(judged, ({ charge }) => keyOf(charge));
  const chargedBy = new Map(charged.map((own) => [keyOf(own), own]));
  const recompute = recomputing(context, log);
  const recomputedFor = (key: string): Recomputed | undefined => {
    const own = chargedBy.get(key);
    return own && recompute(own, judgedBy.get(key) ?? []);
  };
  const metered = grouped(meteredCharges, keyOf);
  const met = new Set<JudgedCharge>();
  const lines = [...metered].flatMap(([key, charges]) =>
    withCredits(auditLinesOf(context, charges, { recomputed: recomputedFor(key), log, met })),
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
  const isInLog = (day: DayNumber): boolean => log.first <= day && day <= log.last;
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
  const unknown = (
    why: string,
    evidence: readonly Session[] = [],
    amount: Tokens = charge.tokens,
  ): AuditLine => ({ ...accepted(why, evidence), status: "unknown", unknown: amount });
  if (!isDebit(charge)) return accepted("no tokens, or a credit");
  if (recomputed === undefined) return unknown("the session log has no session of this user and product");
  const onDay = recomputed.sessionsOn(charge.day);
  if (onDay.length === 0 && judged === undefined)
    return unknown("the session log has no session on this day");
  const product = at(context.estate.products, charge.product);
  const seat = seatAgainst(context, charge, { product, day: judged?.charge.day ?? charge.day });
  if (seat?.isSure === true) return disputed("seat", seat.why, onDay);
  if (isRepeat)
    return disputed("duplicate", "one window of 24 hours pays for all launches and versions", onDay);
  if (recomputed.unread > 0 && judged === undefined) return unknown(unreadText(recomputed.unread));
  if (judged === undefined && onDay.some(isCharged) && charge.day * WINDOW_MINUTES < recomputed.sureFrom)
    return unknown("a launch before the log may have opened another window", onDay);
  if (judged === undefined) return withoutCharge(onDay, disputed);
  const met = { judged, recomputed, product, seatDoubt: seat?.why ?? null };
  return againstCharge(context, charge, met, { accepted, disputed, unknown });
}

/** What speaks against a charge: it can be disputed for it, or is in doubt. */
interface Objection {
  readonly isSure: boolean;
  readonly why: string;
}

/** The seat that pays for a charge, on the day that the vendor gives and on that of the log; null where none may. */
function seatAgainst(
  { holdings }: Context,
  { person, day: dated }: MeteredCharge,
  { product, day: logged }: { readonly product: string; readonly day: DayNumber },
): Objection | null {
  const doubt = (why: string): Objection => ({ isSure: false, why });
  const days = [dated, logged];
  const terms = days.map((day) => holdings.seatFor(person, product, day));
  const held = terms.find((term) => term !== undefined);
  if (held === undefined)
    return days.some((day) => holdings.mayHaveSeat(person, product, day))
      ? doubt(`the user had a seat for ${product}, and no table says until when`)
      : null;
  const isOnEdge = terms.some((term, i) => term !== undefined && [term.since, term.until].includes(days[i]));
  if (isOnEdge || terms.includes(undefined))
    return doubt(
      `the seat for ${product} was given or taken back on this day, and no table says at what hour`,
    );
  return held.since === undefined
    ? doubt(`the user holds a seat for ${product}, and no table says since when`)
    : { isSure: true, why: heldText(product, held.since, held.until) };
}

type Disputing = (
  reason: DisputeReason,
  why: string,
  evidence: readonly Session[],
  amount?: Tokens,
  open?: Tokens,
) => AuditLine;

const heldText = (product: string, since: DayNumber, until: DayNumber | undefined): string =>
  until === undefined
    ? `the user holds a seat for ${product} since ${isoDay(since)}`
    : `the user held a seat for ${product} from ${isoDay(since)} to ${isoDay(until)}`;

/** A day on which the product ran, and no charge fell. */
const withoutCharge = (onDay: readonly Session[], disputed: Disputing): AuditLine =>
  onDay.some(isCharged)
    ? disputed("midnight", "the 24 hours of the charge before cover all use of this day", onDay)
    : disputed("short launch", "each launch of this day lasted less than 5 minutes", onDay);

interface Outcomes {
  readonly accepted: (why: string, evidence?: readonly Session[]) => AuditLine;
  readonly disputed: Disputing;
  readonly unknown: (why: string, evidence?: readonly Session[], amount?: Tokens) => AuditLine;
}

interface MetCharge {
  readonly judged: JudgedCharge;
  readonly recomputed: Recomputed;
  readonly product: string;
  /** Why a seat may have paid for the charge; null where none may. */
  readonly seatDoubt: string | null;
}

/** A day on which a charge fell: was it use, and is the rate right? What is in doubt is never accepted. */
function againstCharge(
  { rates }: Context,
  charge: MeteredCharge,
  met: MetCharge,
  { accepted, disputed, unknown }: Outcomes,
): AuditLine {
  const { judged, product } = met;
  const { sessions, window, day } = judged.charge;
  if (judged.trap === "background") return disputed("background", judged.why, sessions);
  const idle = idleDoubt(met, rateOn(rates, product, day));
  if (idle?.isSure === true) return disputed("idle", idle.why, sessions);
  const doubt = met.seatDoubt ?? judged.doubt ?? idle?.why ?? null;
  const perDay = ratesOf(rates, product, [charge.day, day]);
  if (perDay === null) return unknown(doubt ?? `the rate of ${product} is not known`, sessions);
  const { least, most } = perDay;
  const metered = charge.tokens;
  if (metered > most) {
    const rest = doubt === null ? "" : `; the rest is unknown: ${doubt}`;
    const why = `${product} costs ${most} tokens a day${versionText(charge, sessions)}${rest}`;
    const open = doubt === null ? minus(most, least) : most;
    return disputed("rate", why, sessions, minus(metered, most), open);
  }
  if (doubt !== null) return unknown(doubt, sessions);
  if (metered <= least) return accepted(`the log shows this charge (${window.reason})`, sessions);
  const why = `the log has this charge on ${isoDay(day)}, when ${product} cost ${least} tokens a day, not ${most}`;
  return unknown(why, sessions, minus(metered, least));
}

/** The rates of the day that the vendor gives and of that of the log; null if one is unknown. */
function ratesOf(
  rates: Context["rates"],
  product: string,
  days: readonly DayNumber[],
): { readonly least: Tokens; readonly most: Tokens } | null {
  const known = days.map((day) => tokensPerDay(rates, product, day));
  if (known.includes(undefined)) return null;
  const perDay = known.filter((one) => one !== undefined);
  return { least: tokens(Math.min(...perDay)), most: tokens(Math.max(...perDay)) };
}

/** That the log shows another version than the vendor. */
function versionText({ version }: MeteredCharge, sessions: readonly Session[]): string {
  const versions = [...new Set(sessions.flatMap((one) => one.version ?? []))];
  return version === undefined || versions.length === 0 || versions.includes(version)
    ? ""
    : `; the log shows version ${versions.join(", ")}, not ${version}`;
}

/** The charge of a product that was left open and may have paused; null where nothing speaks for that. */
function idleDoubt({ judged, recomputed }: MetCharge, rate: Rate | undefined): Objection | null {
  const { sessions, window, day } = judged.charge;
  if (window.reason !== "still open" || recomputed.pausedDays.has(day)) return null;
  const pauses = sessions.map(({ version }) => pausesWhenIdle(rate, version));
  if (pauses.includes(false)) return null;
  const isTimed = sessions.every(({ activeMinutes }) => activeMinutes !== undefined);
  const doubt = (why: string): Objection => ({ isSure: false, why });
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
