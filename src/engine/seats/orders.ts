import { at } from "../at";
import { fillFloors, type FloorLine } from "../mix/fill-floors";
import { minus, most, seats, total, type SeatPrice, type Seats } from "../units";
import {
  isAtTodaysPrice,
  mayChange,
  priceAfterTerm,
  type ContractLine,
  type LineId,
} from "../estate/contract-lines";
import { leastByCap } from "../rules/true-down";

/**
 * Seats of an offering to pay for in each year after the renewal: on a contract line, or new seats beside all
 * lines.
 */
export interface Order {
  readonly offering: string;
  readonly line: ContractLine | null;
  readonly seats: readonly Seats[];
}

/** Seats needed in a year, by offering. */
export type Needs = ReadonlyMap<string, Seats>;
/** Seats on each contract line. */
export type OnLines = ReadonlyMap<LineId, Seats>;

/** The seats paid for in a year: on the lines, and by offering beside them. */
export interface YearOrder {
  readonly onLines: OnLines;
  readonly fresh: Needs;
}

/** The seats that are bought on the lines today. */
export const boughtOn = (lines: readonly ContractLine[]): OnLines =>
  new Map(lines.map(({ id, bought }) => [id, bought]));

/**
 * The seats of a line that must be paid for in a year, after `before` in the year before: all while the line may not
 * change, its cap is unknown or its fee would stay, else those that the cap leaves. With `feesHold` false, how
 * far the quantity may fall whatever the fee does.
 */
export const leastOn = (line: ContractLine, year: number, before: Seats, feesHold = true): Seats =>
  line.cap === null || !mayChange(line, year) || (feesHold && !line.feeFollows)
    ? before
    : leastByCap(before, line.bought, line.cap, line.capOf);

/**
 * The seats to pay for in a year that needs `needs`, after `before` in the year before. No line falls below
 * its least or rises; seats beyond the lines are ordered new, and the lines of a contract together never fall
 * below its floor (DOMAIN §8, §13). Of these orders it is one that costs least in the year: needs are met on
 * the cheapest lines, then floors are filled at least cost.
 */
export function orderOf(
  needs: Needs,
  lines: readonly ContractLine[],
  year: number,
  before: OnLines,
  feesHold = true,
): YearOrder {
  const held = new Map(lines.map((line) => [line, before.get(line.id) ?? seats(0)]));
  const least = new Map([...held].map(([line, n]) => [line, leastOn(line, year, n, feesHold)]));
  const taken = new Map<ContractLine, number>();
  const fresh = new Map<string, Seats>();
  const keepFirst = [...lines].sort(byKeeping(year));
  for (const [offering, needed] of needs) {
    const own = keepFirst.filter((line) => line.offering === offering);
    let open = minus(needed, total(own.map((line) => least.get(line)!)));
    for (const line of own) {
      const n = seats(Math.min(Math.max(open, 0), minus(held.get(line)!, least.get(line)!)));
      taken.set(line, n);
      open = minus(open, n);
    }
    fresh.set(offering, most(open, seats(0)));
  }
  const rooms = new Map(lines.map((line) => [line, minus(held.get(line)!, least.get(line)!)]));
  const floors = new Map(
    [...floorsOf(lines)].map(([contract, floor]) => {
      const own = lines.filter((line) => line.contract === contract);
      return [contract, minus(floor, total(own.map((line) => least.get(line)!)))] as const;
    }),
  );
  const filled = withFloorsFilled(lines, year, rooms, floors, taken);
  return {
    onLines: new Map(lines.map((line) => [line.id, seats(least.get(line)! + filled.get(line)!)])),
    fresh,
  };
}

/** Seats beyond the least of each line, `rooms` at most, when the floors, beyond those, are filled at least cost. */
function withFloorsFilled(
  lines: readonly ContractLine[],
  year: number,
  rooms: ReadonlyMap<ContractLine, number>,
  floors: ReadonlyMap<string, number>,
  taken: ReadonlyMap<ContractLine, number>,
): Map<ContractLine, number> {
  const inOrder = [...lines].sort(byPrice(year));
  const offerings = [...new Set(inOrder.map(({ offering }) => offering))];
  const contracts = [...new Set(inOrder.map(({ contract }) => contract))];
  const placeOfOffering = new Map(offerings.map((offering, n) => [offering, n] as const));
  const placeOfContract = new Map(contracts.map((contract, n) => [contract, n] as const));
  const floorLines = inOrder.map((line): FloorLine => ({
    offering: placeOfOffering.get(line.offering)!,
    contract: placeOfContract.get(line.contract)!,
    room: rooms.get(line)!,
    // Nothing can be called cheaper than a line of unknown price: it is kept first.
    unitPrice: priceIn(line, year) ?? 0,
  }));
  const amounts = inOrder.map((line) => taken.get(line) ?? 0);
  // New seats stay beside the lines: there are some only where all lines of the offering are full.
  const none = offerings.map(() => 0);
  fillFloors(
    contracts.map((contract) => (contract === null ? -Infinity : (floors.get(contract) ?? -Infinity))),
    floorLines,
    none,
    amounts,
    [...none],
  );
  return new Map(inOrder.map((line, l) => [line, at(amounts, l)]));
}

/** What a seat of a line costs in a year, before its rise. */
export const priceIn = (line: ContractLine, year: number): SeatPrice | null =>
  isAtTodaysPrice(line, year) ? line.price : priceAfterTerm(line);

/** The floor of each contract that has one. */
export const floorsOf = (lines: readonly ContractLine[]): Map<string, Seats> =>
  new Map(
    lines.flatMap(({ contract, floor }) =>
      contract !== null && floor !== null ? [[contract, floor] as const] : [],
    ),
  );

/** The seats to pay for, year by year from `first` on, for the needs of each year. */
export function ordersFor(
  needs: readonly Needs[],
  lines: readonly ContractLine[],
  feesHold = true,
  first = 1,
): Order[] {
  const years: YearOrder[] = [];
  let before = boughtOn(lines);
  needs.forEach((need, i) => {
    const order = orderOf(need, lines, first + i, before, feesHold);
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

/**
 * Lines whose seats are kept first: those whose fee stays anyway, those of unknown price, as nothing can be called
 * cheaper, then the cheapest in that year. Of equal prices, the line whose contract raises it less, and the line that
 * ends last.
 */
export function byKeeping(year: number): (a: ContractLine, b: ContractLine) => number {
  const ends = (line: ContractLine): number => line.committedUntil ?? Number.MAX_SAFE_INTEGER;
  const price = (line: ContractLine): number => priceIn(line, year) ?? -1;
  const rise = (line: ContractLine): number => line.uplift ?? 0;
  return (a, b) =>
    Number(a.feeFollows) - Number(b.feeFollows) ||
    price(a) - price(b) ||
    rise(a) - rise(b) ||
    ends(b) - ends(a) ||
    ((a.contract ?? "") < (b.contract ?? "") ? -1 : 1);
}
