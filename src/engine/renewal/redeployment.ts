import { DAYS_PER_YEAR } from "../calendar";
import type { PersonIndex } from "../estate/estate";
import {
  minus,
  scale,
  sumKnown,
  times,
  tokens,
  total,
  type DayNumber,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import { at } from "../at";
import type { Context } from "../estate/context";
import type { ContractLine } from "../estate/contract-lines";
import type { Member, UserPlan } from "./plan";

/**
 * A spare seat, until its line ends, for the user who burns most tokens on the products that it opens (DOMAIN
 * §13).
 */
export interface Redeployment {
  readonly offering: string;
  /** Today's holder; null for a seat without one. */
  readonly from: PersonIndex | null;
  readonly to: PersonIndex;
  /** Tokens a year that the new holder saves, less the tokens that the old holder then draws. */
  readonly tokens: Tokens;
  /** The end of the offering's first line to end; null if no line has an end. */
  readonly until: DayNumber | null;
  /** Saved until then; null if no line has an end. */
  readonly tokensUntil: Tokens | null;
  readonly moneyUntil: Money | null;
}

/** A spare seat, and the tokens a year that its holder draws without it. */
interface Spare {
  readonly from: PersonIndex | null;
  readonly tokens: Tokens;
}

/** A user who could take a seat of an offering, and the tokens a year that it saves. */
interface Taker {
  readonly offering: string;
  readonly to: PersonIndex;
  readonly saved: Tokens;
}

/**
 * The new holders of today's spare seats. Spare is a seat without a holder, and a seat whose holder moves to
 * Flex in `plans`; critical users and users who wait for another seat keep theirs, and seats assigned beyond
 * those bought are not spare. The heaviest Flex user comes first, and takes the narrowest offering that
 * serves.
 */
export function redeployments(
  { lines, holdings: { opens }, asOf }: Context,
  members: readonly Member[],
  plans: readonly UserPlan[],
  price: TokenPrice,
): Redeployment[] {
  const bought = lines.filter((line) => line.bought > 0 && line.cap !== null);
  const offerings = [...new Set(bought.map(({ offering }) => offering))].sort();
  const linesOf = (offering: string) => lines.filter((line) => line.offering === offering);
  const spares = new Map(
    offerings.map((offering) => [offering, sparesOf(offering, members, plans, linesOf(offering))]),
  );
  const breadth = (offering: string): number => offerings.filter((other) => opens(offering, other)).length;
  const takers = offerings
    .flatMap((offering) => takersOf(offering, members))
    .sort(
      (a, b) =>
        b.saved - a.saved ||
        breadth(a.offering) - breadth(b.offering) ||
        (a.offering < b.offering ? -1 : a.offering > b.offering ? 1 : 0) ||
        a.to - b.to,
    );
  const served = new Set<PersonIndex>();
  return takers.flatMap(({ offering, to, saved }): Redeployment[] => {
    const [seat] = spares.get(offering) ?? [];
    if (!seat || served.has(to) || seat.from === to || seat.tokens >= saved) return [];
    spares.get(offering)?.shift();
    served.add(to);
    const net = minus(saved, seat.tokens);
    const until = firstEnd(linesOf(offering));
    const years = until === null ? null : Math.max(until - asOf, 0) / DAYS_PER_YEAR;
    const tokensUntil = years === null ? null : scale(net, years);
    const moneyUntil = tokensUntil === null ? null : times(price, tokensUntil);
    return [{ offering, from: seat.from, to, tokens: net, until, tokensUntil, moneyUntil }];
  });
}

/** The end of the first line to end; null if no line has an end. */
export const firstEnd = (lines: readonly ContractLine[]): DayNumber | null =>
  lines.reduce<DayNumber | null>(
    (first, { bought, committedUntil: end }) =>
      bought > 0 && end !== null && (first === null || end < first) ? end : first,
    null,
  );

/**
 * Members who draw tokens today on products that a seat of the offering opens and none of their seats does.
 */
function takersOf(offering: string, members: readonly Member[]): Taker[] {
  return members.flatMap(({ rule, demand, held, opens }) => {
    if (rule === "leaver" || rule === "exception" || rule === "unread") return [];
    const saved = total(
      demand.products.flatMap(({ product, drawn }) =>
        drawn !== null && opens(offering, product) && !held.some((seat) => opens(seat, product))
          ? [drawn]
          : [],
      ),
    );
    return saved > 0 ? [{ offering, to: demand.person, saved }] : [];
  });
}

/** The spare seats of an offering; first the seats whose holder draws the fewest tokens without them. */
function sparesOf(
  offering: string,
  members: readonly Member[],
  plans: readonly UserPlan[],
  lines: readonly ContractLine[],
): Spare[] {
  const bought = total(lines.map((line) => line.bought));
  const holders = members.flatMap((member, i) =>
    member.held.includes(offering) ? [{ member, plan: at(plans, i) }] : [],
  );
  // Without any known holder, no seat is known to be spare. Nobody takes two, so more than the members are not needed.
  const unassigned = members.some(({ held }) => held.length > 0) ? Math.max(bought - holders.length, 0) : 0;
  const withoutHolder = Array.from({ length: Math.min(unassigned, members.length) }, (): Spare => ({
    from: null,
    tokens: tokens(0),
  }));
  const givenUp = holders.flatMap(({ member, plan }): Spare[] => {
    const drawn = drawnWithout(offering, member, plan);
    return drawn === null ? [] : [{ from: member.demand.person, tokens: drawn }];
  });
  return [...withoutHolder, ...givenUp]
    .sort((a, b) => a.tokens - b.tokens || (a.from ?? -1) - (b.from ?? -1))
    .slice(Math.max(holders.length - bought, 0));
}

/** Tokens a year that a holder draws without the seat; null if the holder cannot give it up yet. */
function drawnWithout(
  offering: string,
  { held, demand, opens, rule }: Member,
  plan: UserPlan,
): Tokens | null {
  if (plan.seats.includes(offering)) return null;
  if (rule === "leaver") return tokens(0);
  const waits = plan.seats.some((seat) => !held.includes(seat));
  if (waits || rule === "critical") return null;
  const others = held.filter((seat) => seat !== offering);
  const left = demand.products.filter(
    ({ product }) => opens(offering, product) && !others.some((seat) => opens(seat, product)),
  );
  return sumKnown(left.map(({ onFlex }) => onFlex));
}
