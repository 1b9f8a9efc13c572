import { DAYS_PER_YEAR } from "../calendar";
import type { PersonIndex } from "../estate/estate";
import type { Ledger } from "../pool/ledger";
import {
  fraction,
  ratio,
  scale,
  sumKnown,
  times,
  total,
  type Days,
  type Fraction,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import { counted } from "../wording";
import type { ChargeTrap, JudgedLog, JudgedPlace } from "./judged-charges";
import type { RateShare } from "./rate-shares";

export type TrapName = ChargeTrap | "expiry" | "rate" | "tier";

/**
 * One of the five traps (DOMAIN §10). Tokens are in one trap only: background before short, and expiry is of tokens
 * that nobody drew. Rate and tier advise in money and hold no tokens.
 */
export interface Trap {
  readonly name: TrapName;
  /** Charges, people and machines of the evidence; null where the trap has no charges. */
  readonly charges: number | null;
  readonly people: number | null;
  readonly machines: number | null;
  /** As the log or the packs show them; null if unknown, or if the trap holds none. */
  readonly tokens: Tokens | null;
  readonly money: Money | null;
  /** Of the tokens of the log, of the running packs, or of the cost of the tokens. */
  readonly share: Fraction | null;
  readonly shareOf:
    | "tokens charged in the log"
    | "tokens of the running packs"
    | "cost of tokens drawn"
    | "cost of a year's purchases";
  /** The tokens a year that mending it would spare, and their price; null if unknown. */
  readonly worthTokens: Tokens | null;
  readonly worth: Money | null;
  /** Why something is unknown; null where nothing is. */
  readonly unknown: string | null;
}

/** The shares that the literature knows, shown beside what was measured ([C]; benchmarks, so no assumptions). */
export const USUAL_SHARES: Readonly<Record<TrapName, readonly [low: number, high: number]>> = {
  background: [0.08, 0.12],
  short: [0.08, 0.15],
  expiry: [0.15, 0.35],
  rate: [0.03, 0.08],
  tier: [0.05, 0.1],
};

/** The days that a session log covers, and how many a year needs at least. */
export interface LoggedDays {
  readonly days: Days;
  readonly least: Days;
}

export interface TrapInput {
  readonly judged: JudgedLog;
  /** Null without a session log. */
  readonly logged: LoggedDays | null;
  readonly price: TokenPrice | null;
  /** Why it is unknown which use was outside business hours; null where it is known. */
  readonly noHours: string | null;
}

const NO_LOG = "no session log";

/** What a part of the log comes to in a year; null if the log is too short. */
const yearly = (amount: Tokens | null, logged: LoggedDays): Tokens | null =>
  amount === null || logged.days < logged.least
    ? null
    : scale(amount, DAYS_PER_YEAR / Math.min(logged.days, DAYS_PER_YEAR));

const worthAt = (amount: Tokens | null, price: TokenPrice | null): Money | null =>
  amount === null || price === null ? null : times(price, amount);

/** Charges of background use, or of short days. */
export function chargeTrap(name: ChargeTrap, input: TrapInput): Trap {
  const { judged, logged, price } = input;
  const { charges, people, machines, drawn: own } = evidenceOf(judged, name);
  const all = sumKnown(drawnAt(judged.places()));
  const drawn = logged && own;
  const spared = name === "background" ? drawn : logged && batched(judged);
  const worthTokens = logged && yearly(spared, logged);
  return {
    name,
    charges: logged && charges,
    people: logged && people.size,
    machines: logged && machines.size,
    tokens: drawn,
    money: worthAt(drawn, price),
    share: drawn === null || all === null || all === 0 ? null : fraction(ratio(drawn, all)),
    shareOf: "tokens charged in the log",
    worthTokens,
    worth: worthAt(worthTokens, price),
    unknown: logged === null ? NO_LOG : whyOpen(name, drawn, input, logged),
  };
}

/** Why something of a trap of charges is unknown; null where nothing is. */
function whyOpen(
  name: ChargeTrap,
  drawn: Tokens | null,
  { judged, noHours }: TrapInput,
  logged: LoggedDays,
): string | null {
  const unread = judged.notJudged;
  const reasons = [
    ...(drawn === null ? ["the rate of a product is unknown"] : []),
    ...(name === "background" && noHours !== null ? [noHours] : []),
    ...(logged.days < logged.least
      ? [`the log covers ${counted(logged.days, "day")}, too few for a year`]
      : []),
    ...(unread > 0
      ? [`${counted(unread, "charge")} not judged, as rows of the log on the user could not be read`]
      : []),
  ];
  return reasons.length === 0 ? null : reasons.join("; ");
}

/** What the charges in a trap come to. */
function evidenceOf(judged: JudgedLog, name: ChargeTrap) {
  const people = new Set<PersonIndex>();
  const machines = new Set<string>();
  let charges = 0;
  for (const { own, charge } of judged.in(name)) {
    charges++;
    people.add(own.person);
    for (const place of own.inside(charge)) {
      const machine = own.store.machineOf(place);
      if (machine !== undefined) machines.add(machine);
    }
  }
  return { charges, people, machines, drawn: sumKnown(drawnAt(judged.in(name))) };
}

function* drawnAt(places: Iterable<JudgedPlace>): Generator<Tokens | null> {
  for (const { charge } of places) yield charge.tokens;
}

/** Monday begins a week. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7);

/** The tokens of short days that one day a week for each user and product would spare; null if a rate is unknown. */
function batched(judged: JudgedLog): Tokens | null {
  const seen = new Set<string>();
  const isRepeated = ({ own, charge }: JudgedPlace): boolean => {
    const week = `${own.person} ${own.product} ${weekOf(charge.day)}`;
    return seen.size === seen.add(week).size;
  };
  return sumKnown(drawnAt([...judged.in("short")].filter(isRepeated)));
}

/** Tokens of the running packs that will end unused by the forecast. */
export function expiryTrap(ledger: Ledger | null, why: string | null): Trap {
  const running = (ledger?.packs ?? []).filter(({ left, willExpire }) => left > 0 || (willExpire ?? 0) > 0);
  const bought = total(running.map(({ pack }) => pack.tokens));
  const ends = ledger && sumKnown(running.map(({ willExpire }) => willExpire));
  const cost = ledger && sumKnown(running.map(({ willExpireCost }) => willExpireCost));
  return {
    ...WITHOUT_CHARGES,
    name: "expiry",
    tokens: ends,
    money: cost,
    share: ends === null || bought === 0 ? null : fraction(ratio(ends, bought)),
    shareOf: "tokens of the running packs",
    worthTokens: ends,
    worth: cost,
    unknown:
      ledger === null
        ? (why ?? "no token packs")
        : ends === null
          ? "too few whole months are known for a forecast"
          : cost === null
            ? "the price of a pack is unknown"
            : null,
  };
}

/** Products for which a cheaper one would serve, if the people who use them need no more than that. */
export function rateTrap(shares: readonly RateShare[], price: TokenPrice | null): Trap {
  const cheaper = shares.filter(({ alternative }) => alternative !== null);
  const spared = cheaper.length === 0 ? null : sumKnown(cheaper.map(({ atMost }) => atMost));
  const all = sumKnown(shares.map((one) => one.tokens));
  return {
    ...WITHOUT_CHARGES,
    name: "rate",
    people: cheaper.length === 0 ? null : new Set(cheaper.flatMap(({ people }) => [...people])).size,
    money: worthAt(spared, price),
    share: spared === null || all === null || all === 0 ? null : fraction(ratio(spared, all)),
    shareOf: "cost of tokens drawn",
    worthTokens: spared,
    worth: worthAt(spared, price),
    unknown:
      cheaper.length === 0
        ? "no row of Rates names a cheaper alternative"
        : spared === null
          ? "the rate of a product or of its alternative is unknown"
          : null,
  };
}

/** What a trap leaves open that has no charges. */
export const WITHOUT_CHARGES = {
  charges: null,
  people: null as number | null,
  machines: null,
  tokens: null as Tokens | null,
  worthTokens: null as Tokens | null,
} as const;
