import { DAYS_PER_YEAR } from "../calendar";
import type { PersonIndex } from "../estate/estate";
import {
  fraction,
  minus,
  plus,
  scale,
  times,
  tokens,
  total,
  type DayNumber,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import type { ContractLine } from "../estate/contract-lines";
import type { Member, UserPlan } from "./plan";

/** A seat that is paid for until its line ends, for the user who burns most tokens on what it opens (DOMAIN §13). */
export interface Redeployment {
  readonly offering: string;
  /** Who has it today; null for a seat that nobody has. */
  readonly from: PersonIndex | null;
  readonly to: PersonIndex;
  /** Tokens a year that it spares, less those that its holder would draw without it. */
  readonly tokens: Tokens;
  /** The last day of the line that ends first; null where none is known. */
  readonly until: DayNumber | null;
  /** Spared until then; null where no end is known. */
  readonly tokensUntil: Tokens | null;
  readonly moneyUntil: Money | null;
}

/** A seat that can be given away, and the tokens a year that its holder would then draw. */
interface Spare {
  readonly from: PersonIndex | null;
  readonly tokens: Tokens;
}

/**
 * Who should have today's spare seats until they end: those that nobody has, and those of people who go from theirs to Flex in `plans`. Who
 * is critical, or waits for another seat, keeps theirs until then; seats of which too many are assigned are spare to nobody. The heaviest
 * Flex user comes first, and takes the seat that opens least beside what they use.
 */
export function redeployments(
  members: readonly Member[],
  plans: readonly UserPlan[],
  lines: readonly ContractLine[],
  opens: (offering: string, product: string) => boolean,
  asOf: DayNumber,
  price: TokenPrice,
): Redeployment[] {
  const offerings = [
    ...new Set(lines.filter(({ bought }) => bought > 0).map(({ offering }) => offering)),
  ].sort();
  const spares = new Map(
    offerings.map((offering) => [offering, sparesOf(offering, members, plans, lines, opens)]),
  );
  const breadth = (offering: string): number => offerings.filter((other) => opens(offering, other)).length;
  const wanted = members
    .flatMap((member) => {
      if (member.rule === "leaver" || member.rule === "exception") return [];
      return offerings.map((offering) => ({
        offering,
        to: member.demand.person,
        spares: drawnOn(member, offering, opens),
      }));
    })
    .filter((one) => one.spares > tokens(0))
    .sort(
      (a, b) =>
        b.spares - a.spares ||
        breadth(a.offering) - breadth(b.offering) ||
        (a.offering < b.offering ? -1 : 1) ||
        a.to - b.to,
    );

  const served = new Set<PersonIndex>();
  return wanted.flatMap(({ offering, to, spares: saved }): Redeployment[] => {
    const [seat] = spares.get(offering) ?? [];
    if (!seat || served.has(to) || seat.from === to || seat.tokens >= saved) return [];
    spares.get(offering)?.shift();
    served.add(to);
    const until = firstEnd(lines.filter((line) => line.offering === offering));
    const net = minus(saved, seat.tokens);
    const share = until === null ? null : fraction(Math.max(until - asOf, 0) / DAYS_PER_YEAR);
    const tokensUntil = share === null ? null : scale(net, share);
    return [
      {
        offering,
        from: seat.from,
        to,
        tokens: net,
        until,
        tokensUntil,
        moneyUntil: tokensUntil === null ? null : times(price, tokensUntil),
      },
    ];
  });
}

/** The last day of the line that ends first; null where none has an end. */
export const firstEnd = (lines: readonly ContractLine[]): DayNumber | null =>
  lines.reduce<DayNumber | null>(
    (first, { bought, end }) => (bought > 0 && end !== null && (first === null || end < first) ? end : first),
    null,
  );

/** Tokens that a person draws today on what a seat opens and no seat of theirs does. */
function drawnOn(
  { demand, held }: Member,
  offering: string,
  opens: (offering: string, product: string) => boolean,
): Tokens {
  const drawn = demand.products.filter(
    ({ product }) => opens(offering, product) && !held.some((seat) => opens(seat, product)),
  );
  return total(drawn.map((use) => use.drawn ?? tokens(0)));
}

/** The spare seats of an offering, those first whose holders need least instead. */
function sparesOf(
  offering: string,
  members: readonly Member[],
  plans: readonly UserPlan[],
  lines: readonly ContractLine[],
  opens: (offering: string, product: string) => boolean,
): Spare[] {
  const bought = total(lines.filter((line) => line.offering === offering).map((line) => line.bought));
  const holders = members.flatMap((member, place) =>
    member.held.includes(offering) ? [{ member, place }] : [],
  );
  // Where nobody is known to hold anything, nothing is known to be spare.
  const unassigned = members.some(({ held }) => held.length > 0) ? Math.max(bought - holders.length, 0) : 0;
  const givers = holders.flatMap(({ member, place }): Spare[] => {
    const { seats } = plans[place] as UserPlan;
    if (seats.includes(offering)) return [];
    const others = member.held.filter((seat) => seat !== offering);
    const left = member.demand.products.filter(
      ({ product }) => opens(offering, product) && !others.some((seat) => opens(seat, product)),
    );
    if (member.rule === "leaver") return [{ from: member.demand.person, tokens: tokens(0) }];
    const waits = seats.some((seat) => !member.held.includes(seat));
    if (waits || member.rule === "critical") return [];
    if (left.some(({ onFlex }) => onFlex === null)) return [];
    const drawn = left.reduce((sum, use) => plus(sum, use.onFlex ?? tokens(0)), tokens(0));
    return [{ from: member.demand.person, tokens: drawn }];
  });
  const spares = [
    ...Array.from({ length: unassigned }, (): Spare => ({ from: null, tokens: tokens(0) })),
    ...givers,
  ];
  return spares
    .sort((a, b) => a.tokens - b.tokens || (a.from ?? -1) - (b.from ?? -1))
    .slice(Math.max(holders.length - bought, 0));
}
