import { at } from "../at";
import { addDays } from "../calendar";
import type { Context } from "../estate/context";
import type { ContractLine } from "../estate/contract-lines";
import type { PersonIndex } from "../estate/estate";
import type { DayNumber, Money } from "../units";
import type { Member, UserCover, UserPlan } from "./plan";
import { firstEnd, type Redeployment } from "./redeployment";
import { addTo } from "../tally";

/** A user's change from today's seats to the recommended cover, and its time (DOMAIN §4). */
export interface UserMove {
  /** Place in the order of moves; 1 is the first. */
  readonly order: number;
  readonly person: PersonIndex;
  readonly from: readonly string[];
  readonly to: Pick<UserCover, "seats" | "flex">;
  readonly when: MoveTime;
  /** The day from which the new cover holds; null if no table gives the end of the seats. */
  readonly day: DayNumber | null;
  /** The day by which to start, so that all moves of that day are done in time. */
  readonly beginBy: DayNumber | null;
  readonly saving: Money | null;
}

/**
 * `now`: no waiting, because the new seat is spare today or nothing replaces the old seat. `at renewal`: the
 * old seat ends then, or the new seat is bought then. `order`: no contract line gives a renewal to wait for.
 */
export type MoveTime = "now" | "at renewal" | "order";

type Unordered = Omit<UserMove, "order" | "beginBy">;

/**
 * All users whose seats change: first the moves that are possible now, then by renewal. On one day, users who
 * only give up a seat come first, then the highest saving. `users` is in the order of `members`.
 */
export function transition(
  context: Context,
  members: readonly Member[],
  plans: readonly UserPlan[],
  users: readonly Pick<UserMove, "saving">[],
  spares: readonly Redeployment[],
): UserMove[] {
  const redeployed = byPerson(spares);
  const moves = members.flatMap((member, i): Unordered[] => {
    const { seats, flex } = at(plans, i);
    const { heldKnown, held: from, demand } = member;
    if (!heldKnown || seats.join("\n") === from.join("\n")) return [];
    const { when, day } = moveTime(context, member, seats, redeployed.get(demand.person) ?? []);
    return [{ person: demand.person, from, to: { seats, flex }, when, day, saving: at(users, i).saving }];
  });
  return scheduled(moves.sort(byTime), context);
}

function byPerson(spares: readonly Redeployment[]): Map<PersonIndex, Redeployment[]> {
  const map = new Map<PersonIndex, Redeployment[]>();
  for (const spare of spares) {
    for (const person of [spare.from, spare.to]) {
      if (person !== null) map.set(person, [...(map.get(person) ?? []), spare]);
    }
  }
  return map;
}

const LAST = Number.MAX_SAFE_INTEGER;
const gaining = ({ from, to }: Unordered): number => Number(to.seats.some((seat) => !from.includes(seat)));
const byTime = (a: Unordered, b: Unordered): number =>
  (a.day ?? LAST) - (b.day ?? LAST) ||
  gaining(a) - gaining(b) ||
  (b.saving ?? -LAST) - (a.saving ?? -LAST) ||
  a.person - b.person;

/** Spreads the moves of each day over weeks of `movesPerWeek`. */
function scheduled(
  moves: readonly Unordered[],
  { asOf, assumptions: { movesPerWeek } }: Context,
): UserMove[] {
  const onDay = new Map<DayNumber | null, number>();
  for (const { day } of moves) addTo(onDay, day);
  const begun = new Map<DayNumber | null, number>();
  return moves.map((move, i): UserMove => {
    const nth = addTo(begun, move.day) - 1;
    const week = Math.floor(nth / movesPerWeek);
    const weeks = Math.ceil(onDay.get(move.day)! / movesPerWeek);
    const beginBy = beginning(move.day, week, weeks, asOf);
    return { order: i + 1, beginBy, ...move };
  });
}

/** Weeks count from today for moves that are possible now, else back from the day of the change. */
function beginning(day: DayNumber | null, week: number, weeks: number, asOf: DayNumber): DayNumber | null {
  if (day === null) return null;
  if (day <= asOf) return addDays(asOf, 7 * week);
  return Math.max(addDays(day, -7 * (weeks - week)), asOf) as DayNumber;
}

function moveTime(
  { lines, asOf }: Context,
  { demand, held }: Member,
  seats: readonly string[],
  spares: readonly Redeployment[],
): Pick<UserMove, "when" | "day"> {
  const gains = seats.filter((seat) => !held.includes(seat));
  const gives = held.filter((seat) => !seats.includes(seat));
  const isSpare = (seat: string): boolean =>
    spares.some(({ offering, to }) => offering === seat && to === demand.person);
  const isTaken = (seat: string): boolean =>
    spares.some(({ offering, from }) => offering === seat && from === demand.person);
  const needsNoSeat = gains.length > 0 || demand.products.length === 0 || gives.every(isTaken);
  if (gains.every(isSpare) && needsNoSeat) return { when: "now", day: asOf };
  const onLine = (seat: string): boolean => lines.some((line) => line.offering === seat);
  // The old seat stays until it ends, and its replacement is needed from then on.
  const waitsFor = [gives.filter(onLine), gains.filter(onLine)].find((list) => list.length > 0);
  if (!waitsFor) return { when: "order", day: asOf };
  const ends = waitsFor.flatMap((seat) => renewalOf(seat, lines) ?? []);
  return { when: "at renewal", day: ends.length === 0 ? null : (Math.max(...ends) as DayNumber) };
}

/** The first renewal of an offering's lines that are not committed for years; without such a line, of all its lines. */
function renewalOf(offering: string, lines: readonly ContractLine[]): DayNumber | null {
  const own = lines.filter((line) => line.offering === offering);
  const changing = own.filter(({ committedYears }) => committedYears === 0);
  return firstEnd(changing.length > 0 ? changing : own);
}
