import { least, minus, most, plus, seats, total, wholeUp, type Seats } from "../units";
import type { MixContract, MixOffering } from "./problem";

/**
 * Offerings that contracts tie together, because they share floors: what their seats cost is no sum over the offerings. Each offering
 * has one price beside the contracts; of several, by quantity, the lowest counts, so that no bound is too high.
 */
export class SeatMarket {
  constructor(
    /** Places of the offerings, rising. */
    readonly offerings: readonly number[],
    /** Of each offering: seats that are paid for whatever is used, those of them that no list prices, and what one more costs beside. */
    readonly paid: readonly Seats[],
    private readonly least: readonly Seats[],
    readonly price: readonly number[],
    /** What the least of all lines costs. */
    private readonly leastCost: number,
    /** The lines of all contracts, the cheapest first. */
    readonly lines: readonly Room[],
    /** What must be paid for on the lines of each contract beyond the least of each. */
    readonly floors: readonly Seats[],
    readonly growth: number,
  ) {}

  /** What serving so many of today's seats of each offering costs at the cheapest, beyond what is paid for anyway. */
  cost(use: readonly number[]): number {
    const { taken, listed } = this.buy(use);
    let cost = 0;
    this.lines.forEach(({ unitPrice }, l) => (cost += unitPrice * (taken[l] ?? 0)));
    listed.forEach((n, i) => (cost += (this.price[i] ?? 0) * n));
    return cost;
  }

  /** The same purchase, with what is paid for anyway: what the seats on lines cost, and of each offering how many of them and of the list's. */
  purchase(use: readonly number[]): MarketPurchase {
    const { taken, listed } = this.buy(use);
    const onLines = this.least.map((n) => n as number);
    let cost = this.leastCost;
    this.lines.forEach(({ at, unitPrice }, l) => {
      cost += unitPrice * (taken[l] ?? 0);
      onLines[at] = (onLines[at] ?? 0) + (taken[l] ?? 0);
    });
    const ofList = listed.map((n, i) => n + (this.paid[i] ?? 0) - (this.least[i] ?? 0));
    return { cost, onLines: onLines.map(seats), listed: ofList.map(seats) };
  }

  /**
   * What the seats on lines cost at least, less what they are worth when one of each offering is worth its price; and what a seat more in
   * each floor would cost there.
   */
  leastAt(prices: Float64Array): { readonly value: number; readonly multipliers: readonly number[] } {
    let value = 0;
    const multipliers = this.floors.map((floor, contract) => {
      let [filled, multiplier] = [0, 0];
      const own = this.lines
        .filter((line) => line.contract === contract)
        .map((line) => ({ room: line.room, net: this.net(line, prices) }))
        .sort((a, b) => a.net - b.net);
      for (const { room, net } of own) {
        const n = net < 0 ? room : Math.min(room, Math.max(floor - filled, 0));
        if (n > 0 && net > 0) multiplier = net;
        filled += n;
        value += n * net;
      }
      return multiplier;
    });
    return { value, multipliers };
  }

  /**
   * What the seats of one offering cost beyond what the prices count for them, if a seat in each floor is worth its multiplier. For all
   * offerings together that is no more than `cost` comes to beyond the prices.
   */
  excessOf(i: number, use: number, prices: Float64Array, multipliers: readonly number[]): number {
    let left = Math.max(wholeUp(seats(use * this.growth)) - (this.paid[i] ?? 0), 0);
    let excess = -(prices[this.offerings[i] ?? 0] ?? 0) * use;
    const steps = this.lines.flatMap((line) => {
      const multiplier = multipliers[line.contract] ?? 0;
      if (line.at !== i) return [];
      excess -= line.room * Math.min(this.net(line, prices) - multiplier, 0);
      return [{ room: line.room, step: line.unitPrice - multiplier }];
    });
    for (const { room, step } of steps.sort((a, b) => a.step - b.step)) {
      if (step >= (this.price[i] ?? 0)) break;
      const n = step < 0 ? room : Math.min(left, room);
      excess += n * step;
      left = Math.max(left - n, 0);
    }
    return excess + left * (this.price[i] ?? 0);
  }

  /** What a seat on a line costs less what it is worth. */
  private net({ at, unitPrice }: Room, prices: Float64Array): number {
    return unitPrice - (prices[this.offerings[at] ?? 0] ?? 0) / this.growth;
  }

  /**
   * Cheap lines before the list's price, then what a floor still lacks where it costs least, which often is a seat that moves from the list
   * to the contract. Exact for one contract, and for several that share no offering but in one of them.
   */
  private buy(use: readonly number[]): {
    readonly taken: readonly number[];
    readonly listed: readonly number[];
  } {
    const listed = this.paid.map((n, i) => Math.max(wholeUp(seats((use[i] ?? 0) * this.growth)) - n, 0));
    const taken = this.lines.map(({ at, room, unitPrice }) => {
      const n = unitPrice < (this.price[at] ?? 0) ? Math.min(listed[at] ?? 0, room) : 0;
      listed[at] = (listed[at] ?? 0) - n;
      return n;
    });
    this.floors.forEach((floor, contract) => {
      let short: number = floor;
      this.lines.forEach((line, l) => (short -= line.contract === contract ? (taken[l] ?? 0) : 0));
      while (short > 0) {
        let [best, cheapest, moves] = [-1, Infinity, false];
        this.lines.forEach((line, l) => {
          if (line.contract !== contract || (taken[l] ?? 0) >= line.room) return;
          const can = (listed[line.at] ?? 0) > 0;
          const more = line.unitPrice - (can ? (this.price[line.at] ?? 0) : 0);
          if (more < cheapest) [best, cheapest, moves] = [l, more, can];
        });
        const line = this.lines[best];
        if (!line) return;
        const room = Math.min(short, line.room - (taken[best] ?? 0));
        const n = moves ? Math.min(room, listed[line.at] ?? 0) : room;
        taken[best] = (taken[best] ?? 0) + n;
        if (moves) listed[line.at] = (listed[line.at] ?? 0) - n;
        short -= n;
      }
    });
    return { taken, listed };
  }
}

/** What is bought in a market: of each offering, the seats on lines and those at the list's price. */
export interface MarketPurchase {
  /** Of the seats on lines. */
  readonly cost: number;
  readonly onLines: readonly Seats[];
  readonly listed: readonly Seats[];
}

/** Seats that can be had on one line of a contract, beyond those that are paid for anyway. */
export interface Room {
  /** The offering's place in the market. */
  readonly at: number;
  readonly contract: number;
  readonly room: Seats;
  readonly unitPrice: number;
}

/** The markets that some contracts make of the offerings, and what is paid in them whatever is used. */
export function marketsOf(
  contracts: readonly MixContract[],
  offerings: readonly MixOffering[],
  growth: number,
): { readonly markets: readonly SeatMarket[]; readonly sunk: number } {
  const placeOf = (name: string): number => offerings.findIndex(({ offering }) => offering === name);
  const tied = tiedTogether(contracts, (name) => placeOf(name) >= 0);
  let sunk = 0;
  const markets = tied.map((together) => {
    const lines = together
      .flatMap((contract, c) =>
        contract.lines.map((line) => ({ ...line, contract: c, place: placeOf(line.offering) })),
      )
      .filter(({ place }) => place >= 0);
    const places = [...new Set(lines.map(({ place }) => place))].sort((a, b) => a - b);
    const prices = places.map((place) =>
      Math.min(...(offerings[place] as MixOffering).steps.map(({ unitPrice }) => unitPrice)),
    );
    const leasts = places.map((place) =>
      total([
        offerings[place]?.free ?? seats(0),
        ...lines.filter((line) => line.place === place).map((line) => line.least),
      ]),
    );
    const floorOf = (i: number): Seats => (offerings[places[i] ?? 0] as MixOffering).floor;
    const paid = leasts.map((n, i) => plus(n, floorOf(i)));
    const leastCost = lines.reduce((sum, line) => sum + line.least * line.unitPrice, 0);
    sunk += places.reduce((sum, _, i) => sum + floorOf(i) * (prices[i] ?? 0), leastCost);
    const rooms = lines
      .map((line): Room => ({
        at: places.indexOf(line.place),
        contract: line.contract,
        room: minus(line.most, line.least),
        unitPrice: line.unitPrice,
      }))
      .sort((a, b) => a.unitPrice - b.unitPrice || a.at - b.at || a.contract - b.contract || a.room - b.room);
    const floors = together.map(({ floor }, c) => {
      const short = minus(
        floor,
        total(lines.filter((line) => line.contract === c).map((line) => line.least)),
      );
      return least(
        most(short, seats(0)),
        total(rooms.filter((room) => room.contract === c).map(({ room }) => room)),
      );
    });
    return new SeatMarket(places, paid, leasts, prices, leastCost, rooms, floors, growth);
  });
  return { markets, sunk };
}

/** The contracts in groups that share no offering with each other, in an order that does not depend on that of the input. */
function tiedTogether(
  contracts: readonly MixContract[],
  known: (offering: string) => boolean,
): MixContract[][] {
  const groups: { names: Set<string>; contracts: MixContract[] }[] = [];
  for (const contract of contracts) {
    const names = new Set(contract.lines.map(({ offering }) => offering).filter(known));
    if (names.size === 0) continue;
    const [tied, apart] = [true, false].map((is) =>
      groups.filter((one) => [...names].some((name) => one.names.has(name)) === is),
    ) as [typeof groups, typeof groups];
    const merged = {
      names: new Set([...names, ...tied.flatMap((one) => [...one.names])]),
      contracts: [...tied.flatMap((one) => one.contracts), contract],
    };
    groups.splice(0, groups.length, ...apart, merged);
  }
  return groups.map((one) => one.contracts.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
}
