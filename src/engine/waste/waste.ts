import type { UserAnalysis } from "../analysis";
import { at } from "../at";
import type { Context } from "../estate/context";
import { sessionSpan } from "../estate/session-store";
import type { PersonIndex } from "../estate/estate";
import type { TokenPlan } from "../pool/token-plan";
import type { TokenUse } from "../pool/token-use";
import { counted } from "../wording";
import { days, sumKnown, type DayNumber, type TokenPrice, type Tokens } from "../units";
import { dayOfMinute } from "../usage/charges";
import type { Usage } from "../usage/usage";
import { NO_ZONE, WorkHours } from "./business-hours";
import { chargeRules, type ChargeRules } from "./charge-rules";
import { leftOpen, type LeftOpen } from "./closing";
import { JudgedLog, type JudgedCharge } from "./judged-charges";
import { rateShares, type RateShare } from "./rate-shares";
import { sharedAccounts, type SharedAccount } from "./shared-accounts";
import { chargeTrap, expiryTrap, rateTrap, type LoggedDays, type Trap } from "./traps";
import { tierTrap } from "./tier-trap";

/** Where tokens go that nobody needed (DOMAIN §10). */
export interface Waste {
  /** The session log; null without one. */
  readonly log: SessionLog | null;
  /** The business hours of each person, as far as the time zone is known. */
  readonly hours: WorkHours;
  /** People in the log whose time zone is not known. */
  readonly withoutZone: number;
  /** The price of a token by which all this is priced; null is unknown. */
  readonly price: TokenPrice | null;
  /** Background, short, expiry, rate and tier. */
  readonly traps: readonly Trap[];
  /** Every charge that was recomputed from the log. */
  readonly judgedLog: JudgedLog;
  /** The same as records, made where they are asked for. */
  readonly judged: readonly JudgedCharge[];
  /** People with short days to whom the best mix gives a seat for the product. */
  readonly seatsForShort: number;
  readonly rules: readonly ChargeRules[];
  readonly leftOpen: LeftOpen | null;
  readonly sharedAccounts: readonly SharedAccount[];
  readonly rates: readonly RateShare[];
}

export interface SessionLog extends LoggedDays {
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly sessions: number;
  readonly charges: number;
  /** Null if a rate is unknown. */
  readonly tokens: Tokens | null;
}

export interface WasteInput {
  readonly context: Context;
  readonly usage: Usage;
  readonly users: readonly UserAnalysis[];
  readonly tokenPlan: TokenPlan;
  readonly tokenUse: TokenUse;
}

export function wasteOf({ context, usage, users, tokenPlan, tokenUse }: WasteInput): Waste {
  const { estate, assumptions } = context;
  const { charged } = usage;
  const hours = new WorkHours(estate, assumptions);
  const people = new Set(charged.map(({ person }) => person));
  const withoutZone = [...people].filter((person) => hours.of(person) === null).length;
  const judgedLog = new JudgedLog(context, charged, hours);
  const log = sessionLog(context, judgedLog);
  const rates = rateShares(context, usage);
  const { price } = tokenUse;
  const noHours = whyNoHours(withoutZone, people.size, assumptions.timeZone);
  const input = { judged: judgedLog, logged: log, price, noHours };
  return {
    log,
    hours,
    withoutZone,
    price,
    traps: [
      chargeTrap("background", input),
      chargeTrap("short", input),
      expiryTrap(tokenPlan.ledger, tokenPlan.noLedger),
      rateTrap(rates, price),
      tierTrap(context),
    ],
    judgedLog,
    get judged() {
      return judgedLog.all;
    },
    seatsForShort: seatsForShort(context, judgedLog, users),
    rules: chargeRules(context, charged),
    leftOpen: log && leftOpen(context, charged, hours),
    sharedAccounts: sharedAccounts(context, charged, hours),
    rates,
  };
}

const whyNoHours = (without: number, people: number, zone: string): string | null =>
  without === 0
    ? null
    : without < people
      ? `the time zone of ${counted(without, "user")} is not known, so their use outside business hours is not in it`
      : zone === NO_ZONE
        ? 'the assumption "Time zone" is not set, so use outside business hours is not in it'
        : `there is no time zone "${zone}", so use outside business hours is not in it`;

function sessionLog(
  { estate: { sessions, sources }, assumptions }: Context,
  judged: JudgedLog,
): SessionLog | null {
  const span = sessionSpan(sessions);
  if (span === null) return null;
  const stated = sources.filter(({ kind }) => kind === "Sessions");
  let [first, last]: [number, number] = [dayOfMinute(span.first), dayOfMinute(span.last)];
  for (const { from, to } of stated) {
    first = Math.min(first, from ?? first);
    last = Math.max(last, to ?? last);
  }
  const drawn: (Tokens | null)[] = [];
  for (const { charge } of judged.places()) if (!charge.onSeat) drawn.push(charge.tokens);
  return {
    first: first as DayNumber,
    last: last as DayNumber,
    days: days(last - first + 1),
    least: assumptions.leastDays,
    sessions: sessions.length,
    charges: drawn.length,
    tokens: sumKnown(drawn),
  };
}

/** The best mix decides over all products of a person, so no trap advises a seat by itself. */
function seatsForShort(
  { holdings, estate }: Context,
  judged: JudgedLog,
  users: readonly UserAnalysis[],
): number {
  const products = new Map<PersonIndex, Set<string>>();
  for (const { own } of judged.in("short")) {
    const used = products.get(own.person) ?? new Set();
    products.set(own.person, used.add(at(estate.products, own.product)));
  }
  return [...products].filter(([person, used]) => {
    const seats = users[person]?.recommended.seats ?? [];
    return seats.some((offering) => [...used].some((product) => holdings.opens(offering, product)));
  }).length;
}
