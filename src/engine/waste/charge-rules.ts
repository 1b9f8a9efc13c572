import { at } from "../at";
import type { Context } from "../estate/context";
import type { ProductIndex, Session } from "../estate/estate";
import { rateOn } from "../estate/rates";
import { grouped } from "../grouped";
import { sumKnown, tokens, type TokenRate, type Tokens } from "../units";
import {
  calendarDays,
  chargeMoments,
  FREE_MINUTES,
  isCharged,
  WINDOW_MINUTES,
} from "../usage/charge-windows";
import { dayOfMinute, type SessionCharges } from "../usage/charges";
import { pausesWhenIdle, type IdleAwareness } from "./idle-awareness";

/** The charges of a product by the rule that holds and by two others, on Flex (DOMAIN §2, §15). */
export interface ChargeRules {
  readonly product: string;
  /** Windows of 24 hours. */
  readonly charges: number;
  readonly tokens: Tokens | null;
  /** Whether charges pause while nobody uses the product; null is unknown. */
  readonly pausesWhenIdle: boolean | null;
  /** The first version for which this holds; null for all versions. */
  readonly pausesFromVersion: string | null;
  /** Sessions of unknown version, which `least` takes for versions that pause. */
  readonly withoutVersion: number;
  /**
   * The fewest charges if they pause: a product is charged again only as long as its active minutes can last. A version
   * that does not pause is charged as long as it is open.
   */
  readonly least: number;
  readonly leastTokens: Tokens | null;
  /** Calendar days: what wrong metering would have charged. */
  readonly calendarDays: number;
  readonly calendarTokens: Tokens | null;
}

/** The rules side by side, in order of product; sessions that a seat pays for are left out. */
export function chargeRules(context: Context, charged: readonly SessionCharges[]): ChargeRules[] {
  return [...grouped(charged, ({ product }) => product)]
    .map(([product, own]) => rulesOf(context, product, own))
    .filter(({ charges, calendarDays: days }) => charges + days > 0)
    .sort((a, b) => (a.product < b.product ? -1 : 1));
}

function rulesOf(context: Context, index: ProductIndex, own: readonly SessionCharges[]): ChargeRules {
  const { asOf, rates, estate } = context;
  const product = at(estate.products, index);
  const given = rateOn(rates, product, asOf);
  const all = own.map((one) => rulesOfUser(context, product, one, given));
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const charges = sum(all.map((one) => one.charges));
  const drawn = sumKnown(all.map((one) => one.tokens));
  return {
    product,
    charges,
    tokens: drawn,
    pausesWhenIdle: given?.pausesWhenIdle ?? null,
    pausesFromVersion: given?.pausesFromVersion ?? null,
    withoutVersion: sum(all.map((one) => one.withoutVersion)),
    least: sum(all.map((one) => one.least)),
    leastTokens: sumKnown(all.map((one) => one.leastTokens)),
    calendarDays: sum(all.map((one) => one.calendarDays)),
    calendarTokens: sumKnown(all.map((one) => one.calendarTokens)),
  };
}

/** The charges of one user and product. */
function rulesOfUser(
  context: Context,
  product: string,
  one: SessionCharges,
  given: IdleAwareness | undefined,
): Omit<ChargeRules, "product" | "pausesWhenIdle" | "pausesFromVersion"> {
  const drawn = [...one.chargePlaces()].filter(({ onSeat }) => !onSeat);
  const onTokens = one.sessions.filter(({ start }) => draws(context, one, start));
  const days = calendarDays(onTokens).map((day) => day * WINDOW_MINUTES);
  const paused = chargeMoments(onTokens.filter(isCharged).map((session) => ifPaused(session, given)));
  const hasUnknown = given?.pausesFromVersion !== undefined;
  return {
    charges: drawn.length,
    tokens: sumKnown(drawn.map((charge) => charge.tokens)),
    withoutVersion: hasUnknown
      ? onTokens.filter(({ version }) => pausesWhenIdle(given, version) === null).length
      : 0,
    least: paused.length,
    leastTokens: tokensOf(context, product, paused),
    calendarDays: days.length,
    calendarTokens: tokensOf(context, product, days),
  };
}

const draws = ({ holdings, estate }: Context, { person, product }: SessionCharges, minute: number): boolean =>
  holdings.seatFor(person, at(estate.products, product), dayOfMinute(minute)) === undefined;

/** A session that ends once its active minutes could all have passed; a launch is activity in any case. */
const whileActive = ({ start, end, activeMinutes = 0 }: Session) => ({
  start,
  end: Math.min(end, start + Math.max(activeMinutes, FREE_MINUTES)),
});

/** A session as it is charged where idle versions pause: one that never pauses as long as it is open. */
export const ifPaused = (session: Session, given: IdleAwareness | undefined) =>
  pausesWhenIdle(given, session.version) === false ? session : whileActive(session);

/** Charges at some moments at the rate of their day; null if the rate of any is unknown. */
function tokensOf({ rates }: Context, product: string, moments: readonly number[]): Tokens | null {
  const each = moments.map((minute): TokenRate | null => {
    const { tokensPerDay = null } = rateOn(rates, product, dayOfMinute(minute)) ?? {};
    return tokensPerDay;
  });
  return sumKnown(each.map((rate) => (rate === null ? null : tokens(rate))));
}
