import { seats, type Seats } from "../units";
import type { ContractLine } from "./contract-lines";
import { droppable } from "./true-down";

/** Seats of one offering to pay for in each year after the renewal: on a contract line, or new ones beside all lines. */
export interface Order {
  readonly offering: string;
  readonly line: ContractLine | null;
  readonly seats: readonly Seats[];
}

/**
 * What must be paid for, year by year, when `needs` is needed. A line never falls by more than its cap against the year before, not at all
 * where its fee would stay, and the lines of a contract together never below its floor; what lines do not hold is ordered
 * new. Seats go first from lines that end first, and among those from the dearest; a floor is kept on the cheapest
 * (DOMAIN §8, §13). `feesHold` false tells how quantities may fall, whatever the fees do.
 */
export function ordersFor(
  needs: readonly ReadonlyMap<string, Seats>[],
  lines: readonly ContractLine[],
  feesHold = true,
): Order[] {
  const offerings = [...new Set([...lines.map((line) => line.offering), ...needs.flatMap((need) => [...need.keys()])])].sort();
  const paid = new Map(lines.map((line) => [line, [] as Seats[]]));
  const fresh = new Map(offerings.map((offering) => [offering, [] as Seats[]]));
  let before = new Map(lines.map((line) => [line, line.bought as number]));
  const keepFirst = [...lines].sort(byKeeping);
  const cheapest = [...lines].sort((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity));
  for (const need of needs) {
    const now = new Map(lines.map((line) => [line, leastAfter(line, before.get(line) ?? 0, feesHold)]));
    keepFloors(cheapest, now, before);
    for (const offering of offerings) {
      const own = keepFirst.filter((line) => line.offering === offering);
      let open = (need.get(offering) ?? 0) - own.reduce((sum, line) => sum + (now.get(line) ?? 0), 0);
      for (const line of own) open -= raise(line, open, now, before);
      fresh.get(offering)?.push(seats(Math.max(open, 0)));
    }
    for (const [line, n] of now) paid.get(line)?.push(seats(n));
    before = now;
  }
  return [
    ...lines.map((line): Order => ({ offering: line.offering, line, seats: paid.get(line) ?? [] })),
    ...offerings.map((offering): Order => ({ offering, line: null, seats: fresh.get(offering) ?? [] })),
  ].filter((order) => order.seats.some((n) => n > 0));
} // prettier-ignore

/** Lines whose seats are kept first: those whose fee stays anyway, those that end last, the cheapest. */
function byKeeping(a: ContractLine, b: ContractLine): number {
  const ends = (line: ContractLine): number => line.end ?? Number.MAX_SAFE_INTEGER;
  return (
    Number(a.feeFollows) - Number(b.feeFollows) ||
    ends(b) - ends(a) ||
    (a.price ?? 0) - (b.price ?? 0) ||
    ((a.contract ?? "") < (b.contract ?? "") ? -1 : 1)
  );
}

const leastAfter = (line: ContractLine, paid: number, feesHold: boolean): number =>
  line.feeFollows || !feesHold ? paid - droppable(seats(paid), seats(0), line.cap, seats(0)) : paid;

/** Raises a line by up to `more` seats, but not above the year before; gives what it took. */
function raise(
  line: ContractLine,
  more: number,
  now: Map<ContractLine, number>,
  before: ReadonlyMap<ContractLine, number>,
): number {
  const has = now.get(line) ?? 0;
  const taken = Math.min(Math.max(more, 0), (before.get(line) ?? 0) - has);
  now.set(line, has + taken);
  return taken;
}

function keepFloors(
  cheapest: readonly ContractLine[],
  now: Map<ContractLine, number>,
  before: ReadonlyMap<ContractLine, number>,
): void {
  const floors = new Map(cheapest.flatMap(({ contract, floor }) => (contract !== null && floor !== null ? [[contract, floor] as const] : [])));
  for (const [contract, floor] of floors) {
    const own = cheapest.filter((line) => line.contract === contract);
    let short = floor - own.reduce((sum, line) => sum + (now.get(line) ?? 0), 0);
    for (const line of own) short -= raise(line, short, now, before);
  }
} // prettier-ignore
