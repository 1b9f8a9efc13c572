import type { Assumptions } from "../assumptions";
import { addDays } from "../calendar";
import type { PersonIndex } from "../estate/estate";
import type { ContractLine } from "../estate/contract-lines";
import { days, type DayNumber, type Money } from "../units";
import type { Member, UserPlan } from "./plan";
import { firstEnd, type Redeployment } from "./redeployment";

/** One person who gets another cover: from what to what, when, and in which order (DOMAIN §4). */
export interface Move {
  /** 1 is the first. */
  readonly order: number;
  readonly person: PersonIndex;
  readonly from: readonly string[];
  readonly to: Pick<UserPlan, "seats" | "flex">;
  readonly when: MoveTime;
  /** The day from which the move holds; null where no table says when the seats end. */
  readonly day: DayNumber | null;
  /** The day by which to begin, so that everybody can be moved in time. */
  readonly beginBy: DayNumber | null;
  readonly saving: Money | null;
}

/**
 * `now`: nobody needs to wait, as the seat is spare or nothing takes its place. `at renewal`: the seat given up ends then, and what takes its
 * place is ordered for that day; or the seat is bought then. `order`: no line is there whose renewal could be waited for.
 */
export type MoveTime = "now" | "at renewal" | "order";

/**
 * Everybody whose seats change: those who can be moved now first, then by renewal; of each those first who only give a seat up, and then
 * those who save most. So many a week can be moved; the last of a renewal begin in its last week.
 */
export function transition(
  members: readonly Member[],
  plans: readonly UserPlan[],
  savings: readonly (Money | null)[],
  lines: readonly ContractLine[],
  spares: readonly Redeployment[],
  asOf: DayNumber,
  { movesPerWeek }: Assumptions,
): Move[] {
  const redeployed = new Map<PersonIndex, Redeployment[]>();
  for (const spare of spares) {
    for (const person of [spare.from, spare.to]) {
      if (person !== null) redeployed.set(person, [...(redeployed.get(person) ?? []), spare]);
    }
  }
  const moves = members.flatMap((member, i) => {
    const plan = plans[i] as UserPlan;
    if (!member.heldKnown || plan.seats.join("\n") === member.held.join("\n")) return [];
    const { when, day } = timeOf(member, plan, lines, redeployed.get(member.demand.person) ?? [], asOf);
    return [
      {
        person: member.demand.person,
        from: member.held,
        to: { seats: plan.seats, flex: plan.flex },
        when,
        day,
        saving: savings[i] ?? null,
      },
    ];
  });
  const last = Number.MAX_SAFE_INTEGER;
  moves.sort(
    (a, b) =>
      (a.day ?? last) - (b.day ?? last) ||
      gaining(a) - gaining(b) ||
      (b.saving ?? -last) - (a.saving ?? -last) ||
      a.person - b.person,
  );
  const together = new Map<DayNumber | null, number>();
  for (const { day } of moves) together.set(day, (together.get(day) ?? 0) + 1);
  const begun = new Map<DayNumber | null, number>();
  return moves.map((move, i): Move => {
    const nth = begun.get(move.day) ?? 0;
    begun.set(move.day, nth + 1);
    const [week, weeks] = [
      Math.floor(nth / movesPerWeek),
      Math.ceil((together.get(move.day) ?? 0) / movesPerWeek),
    ];
    return { order: i + 1, ...move, beginBy: beginning(move.day, week, weeks, asOf) };
  });
}

const gaining = ({ from, to }: Pick<Move, "from" | "to">): number =>
  Number(to.seats.some((seat) => !from.includes(seat)));

/** The week of a move: counted from today for those that can be made now, else back from the day that they must be made by. */
function beginning(day: DayNumber | null, week: number, weeks: number, asOf: DayNumber): DayNumber | null {
  if (day === null) return null;
  if (day <= asOf) return addDays(asOf, days(7 * week));
  return Math.max(addDays(day, days(-7 * (weeks - week))), asOf) as DayNumber;
}

function timeOf(
  { demand, held }: Member,
  plan: UserPlan,
  lines: readonly ContractLine[],
  spares: readonly Redeployment[],
  asOf: DayNumber,
): { readonly when: MoveTime; readonly day: DayNumber | null } {
  const gains = plan.seats.filter((seat) => !held.includes(seat));
  const gives = held.filter((seat) => !plan.seats.includes(seat));
  const isSpare = (seat: string): boolean =>
    spares.some(({ offering, to }) => offering === seat && to === demand.person);
  const isGiven = (seat: string): boolean =>
    spares.some(({ offering, from }) => offering === seat && from === demand.person);
  const free =
    gains.every(isSpare) && (gains.length > 0 || demand.products.length === 0 || gives.every(isGiven));
  if (free) return { when: "now", day: asOf };
  const known = (seat: string): boolean => lines.some((line) => line.offering === seat);
  // Who gives a seat up has it until it ends, and needs what takes its place from then on.
  const waits = [gives.filter(known), gains.filter(known)].find((some) => some.length > 0);
  if (!waits) return { when: "order", day: asOf };
  const ends = waits.flatMap((seat) => renewalOf(seat, lines) ?? []);
  return { when: "at renewal", day: ends.length === 0 ? null : (Math.max(...ends) as DayNumber) };
}

/** When seats of an offering can change: with the first of its lines that is not committed for years, else with the first renewal of all. */
function renewalOf(offering: string, lines: readonly ContractLine[]): DayNumber | null {
  const own = lines.filter((line) => line.offering === offering && line.committedYears === 0);
  return firstEnd(own.length > 0 ? own : lines);
}
