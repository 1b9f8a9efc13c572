import { seats, type SeatPrice, type Seats } from "../units";
import type { ContractLine, LineId } from "../estate/contract-lines";
import { droppable } from "../rules/true-down";

/** Seats of one offering to pay for in each year after the renewal: on a contract line, or new ones beside all lines. */
export interface Order {
  readonly offering: string;
  readonly line: ContractLine | null;
  readonly seats: readonly Seats[];
}

/** Seats needed in a year, by offering. */
export type Needs = ReadonlyMap<string, Seats>;
/** Seats on each contract line. */
export type OnLines = ReadonlyMap<LineId, Seats>;

/** What is paid for in one year: on the lines, and by offering beside them. */
export interface YearOrder {
  readonly onLines: OnLines;
  readonly fresh: Needs;
}

/** The seats that are bought on the lines today. */
export const boughtOn = (lines: readonly ContractLine[]): OnLines =>
  new Map(lines.map(({ id, bought }) => [id, bought]));

/**
 * What a line must be paid for at least in a year after so many: all while it is committed and where its fee would stay, else what
 * the cap leaves. With `feesHold` false, how the quantity may fall whatever the fee does.
 */
export const leastOn = (line: ContractLine, year: number, before: Seats, feesHold = true): Seats =>
  year <= line.committedYears || (feesHold && !line.feeFollows)
    ? before
    : seats(before - droppable(before, seats(0), line.cap, seats(0)));

/**
 * What must be paid for in a year when `needs` is needed and `before` was paid for the year before. No line falls below its least, nor
 * rises; what lines do not hold is ordered new, and the lines of a contract together never fall below its floor (DOMAIN §8, §13).
 * Needs are met on the lines that are paid for anyway; seats go first from lines that end first, and among those from the dearest. What
 * a floor still lacks is met where it costs least, which may be a seat that another contract need not hold then.
 */
export function orderOf(
  needs: Needs,
  lines: readonly ContractLine[],
  year: number,
  before: OnLines,
  feesHold = true,
): YearOrder {
  const now = new Map(
    lines.map((line) => [line.id, leastOn(line, year, before.get(line.id) ?? seats(0), feesHold) as number]),
  );
  const roomOn = (line: ContractLine): number => (before.get(line.id) ?? 0) - (now.get(line.id) ?? 0);
  const raise = (line: ContractLine, n: number): unknown => now.set(line.id, (now.get(line.id) ?? 0) + n);
  const fresh = new Map<string, Seats>();
  const keepFirst = [...lines].sort(byKeeping(year));
  for (const [offering, needed] of needs) {
    const own = keepFirst.filter((line) => line.offering === offering);
    let open = needed - own.reduce((sum, line) => sum + (now.get(line.id) ?? 0), 0);
    for (const line of own) {
      const taken = Math.min(Math.max(open, 0), roomOn(line));
      raise(line, taken);
      open -= taken;
    }
    fresh.set(offering, seats(Math.max(open, 0)));
  }
  for (const [contract, floor] of floorsOf(lines)) {
    const own = lines.filter((line) => line.contract === contract);
    let short = floor - onContract(contract, lines, now);
    while (short > 0) {
      const moves = own.flatMap((line) => movesTo(line, lines, now, year, before, feesHold));
      const [move] = moves
        .filter(({ to }) => roomOn(to) > 0)
        .sort((a, b) => a.costs - b.costs || byPrice(year)(a.to, b.to));
      if (!move) break;
      const n = Math.min(short, roomOn(move.to), move.most);
      raise(move.to, n);
      if (move.from) raise(move.from, -n);
      short -= n;
    }
  }
  return { onLines: new Map([...now].map(([id, n]) => [id, seats(n)])), fresh };
}

/** A seat more on a line of a floor, perhaps instead of one on a line of no floor, or of one that holds more. */
interface Move {
  readonly to: ContractLine;
  readonly from?: ContractLine;
  readonly most: number;
  readonly costs: number;
}

function movesTo(
  to: ContractLine,
  lines: readonly ContractLine[],
  now: ReadonlyMap<LineId, number>,
  year: number,
  before: OnLines,
  feesHold: boolean,
): Move[] {
  const price = (line: ContractLine): number => priceIn(line, year) ?? 0;
  const from = lines.flatMap((line): Move[] => {
    if (line.offering !== to.offering || line.contract === to.contract) return [];
    const beyondFloor = line.floor === null ? Infinity : onContract(line.contract, lines, now) - line.floor;
    const may = (now.get(line.id) ?? 0) - leastOn(line, year, before.get(line.id) ?? seats(0), feesHold);
    const most = Math.min(may, beyondFloor);
    return most > 0 ? [{ to, from: line, most, costs: price(to) - price(line) }] : [];
  });
  return [...from, { to, most: Infinity, costs: price(to) }];
}

/** Seats on all lines of a contract. */
const onContract = (
  contract: string | null,
  lines: readonly ContractLine[],
  now: ReadonlyMap<LineId, number>,
): number => lines.reduce((sum, line) => sum + (line.contract === contract ? (now.get(line.id) ?? 0) : 0), 0);

/** What a seat of a line costs in a year. */
const priceIn = ({ committedYears, price, laterPrice }: ContractLine, year: number): SeatPrice | null =>
  year <= committedYears ? price : (laterPrice ?? price);

/** The floor of each contract that has one. */
export const floorsOf = (lines: readonly ContractLine[]): Map<string, Seats> =>
  new Map(
    lines.flatMap(({ contract, floor }) =>
      contract !== null && floor !== null ? [[contract, floor] as const] : [],
    ),
  );

/** What must be paid for, year by year, when each year's `needs` are needed. */
export function ordersFor(needs: readonly Needs[], lines: readonly ContractLine[], feesHold = true): Order[] {
  const years: YearOrder[] = [];
  let before = boughtOn(lines);
  needs.forEach((need, i) => {
    const order = orderOf(need, lines, i + 1, before, feesHold);
    years.push(order);
    before = order.onLines;
  });
  return ordersOf(years, lines);
}

/** The orders of several years, line by line. */
export function ordersOf(years: readonly YearOrder[], lines: readonly ContractLine[]): Order[] {
  const offerings = [
    ...new Set([...lines.map((line) => line.offering), ...years.flatMap(({ fresh }) => [...fresh.keys()])]),
  ].sort();
  return [
    ...lines.map((line): Order => ({
      offering: line.offering,
      line,
      seats: years.map(({ onLines }) => onLines.get(line.id) ?? seats(0)),
    })),
    ...offerings.map((offering): Order => ({
      offering,
      line: null,
      seats: years.map(({ fresh }) => fresh.get(offering) ?? seats(0)),
    })),
  ].filter((order) => order.seats.some((n) => n > 0));
}

const byPrice =
  (year: number) =>
  (a: ContractLine, b: ContractLine): number =>
    (priceIn(a, year) ?? Infinity) - (priceIn(b, year) ?? Infinity);

/** Lines whose seats are kept first: those whose fee stays anyway, those that end last, the cheapest in that year. */
export function byKeeping(year: number): (a: ContractLine, b: ContractLine) => number {
  const ends = (line: ContractLine): number => line.end ?? Number.MAX_SAFE_INTEGER;
  return (a, b) =>
    Number(a.feeFollows) - Number(b.feeFollows) ||
    ends(b) - ends(a) ||
    (priceIn(a, year) ?? 0) - (priceIn(b, year) ?? 0) ||
    ((a.contract ?? "") < (b.contract ?? "") ? -1 : 1);
}
