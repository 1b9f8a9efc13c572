import { least, minus, most, plus, seats, total, wholeUp, type Seats } from "../units";
import { seatCurve, type CostCurve, type LotRange } from "./cost-curves";
import { fillFloors } from "./fill-floors";
import type { MixContract, MixOffering } from "./problem";
import {
  curveRelaxation,
  FORBIDDEN,
  leastPurchase,
  type Conjugate,
  type Prices,
  type PurchaseColumn,
  type Relaxation,
  type ResourceSupply,
} from "./supplies";

/** An offering that shares a floor. Seats are counted at renewal, after growth. */
export interface FlooredOffering {
  /** The index of the offering among the resources. */
  readonly resource: number;
  /** Seats paid for whatever is used. */
  readonly paid: Seats;
  /** The part of `paid` on contract lines or elsewhere; the rest is at the list price. */
  readonly least: Seats;
  /** The list price of a seat outside the contracts; the lowest of volume prices, so that no bound is too high. */
  readonly price: number;
  /** The cost of seats outside the contracts, beyond `paid`. */
  readonly curve: CostCurve;
}

/** The seats that a contract line can hold beyond its least. */
export interface Room {
  /** The index of the offering in the supply. */
  readonly offering: number;
  readonly contract: number;
  readonly room: Seats;
  readonly unitPrice: number;
}

/** The purchases of the offerings, including seats paid for whatever is used. */
export interface FlooredPurchase {
  /** The cost of the seats on lines. */
  readonly cost: number;
  /** The seats of each offering on lines, and at the list price. */
  readonly onLines: readonly Seats[];
  readonly listed: readonly Seats[];
}

/** The supply of offerings that share the floors of contracts: which of them fill a floor depends on the use of all. */
export class FlooredSupply implements ResourceSupply {
  readonly resources: readonly number[];

  constructor(
    readonly offerings: readonly FlooredOffering[],
    /** The lines of all contracts, by price. */
    private readonly lines: readonly Room[],
    /** The seats that each floor requires beyond the least of its lines. */
    private readonly floors: readonly Seats[],
    /** The cost of the least of all lines. */
    private readonly leastCost: number,
    private readonly growth: number,
  ) {
    this.resources = offerings.map(({ resource }) => resource);
  }

  /** The same supply with other indices of its resources. */
  at(places: readonly number[]): FlooredSupply {
    const offerings = this.offerings.map((one, i) => ({ ...one, resource: places[i]! }));
    return new FlooredSupply(offerings, this.lines, this.floors, this.leastCost, this.growth);
  }

  /** The cost of seats beyond those paid for whatever is used. */
  cost(use: readonly number[]): number {
    const { taken, fresh } = this.buy(use);
    let cost = 0;
    for (let l = 0; l < taken.length; l++) cost += this.lines[l]!.unitPrice * taken[l]!;
    for (let i = 0; i < fresh.length; i++) cost += this.offerings[i]!.price * fresh[i]!;
    return cost;
  }

  purchase(use: readonly number[]): FlooredPurchase {
    const { taken, fresh } = this.buy(use);
    const onLines = this.offerings.map(({ least: n }): number => n);
    let cost = this.leastCost;
    this.lines.forEach(({ offering, unitPrice }, l) => {
      cost += unitPrice * taken[l]!;
      onLines[offering]! += taken[l]!;
    });
    const listed = this.offerings.map((one, i) => seats(fresh[i]! + one.paid - one.least));
    return { cost, onLines: onLines.map(seats), listed };
  }

  conjugate(prices: Prices, ranges: readonly LotRange[]): Conjugate {
    const { value: onLines, multipliers } = this.leastOnLines(prices);
    const beside = this.offerings.map(({ resource, curve }) =>
      leastPurchase(curve.convexPieces(ranges[resource]!), prices[resource]!),
    );
    return {
      value: beside.reduce((sum, value) => sum + value, onLines),
      excessOf: (nth, use) => this.excessOf(nth, Math.max(use, 0), prices, multipliers) - beside[nth]!,
    };
  }

  relaxation(ranges: readonly LotRange[]): Relaxation {
    const curves = this.offerings.map(({ resource, curve }) =>
      curveRelaxation(resource, curve, ranges[resource]!),
    );
    const floorRow = curves.length;
    const lineRow = floorRow + this.floors.length;
    const columns = curves.flatMap(({ columns: own }, row) =>
      own.map((column) => ({ ...column, entries: column.entries.map(([, value]) => [row, value] as const) })),
    );
    this.floors.forEach((_, f) => columns.push({ cost: 0, entries: [[floorRow + f, -1]] }));
    this.lines.forEach(({ offering, contract, room, unitPrice }, l) => {
      const floor = this.floors[contract]!;
      columns.push({ cost: 0, entries: [[lineRow + l, 1]] });
      columns.push({
        cost: room * unitPrice,
        serves: { resource: this.resources[offering]!, amount: room / this.growth },
        entries: [[lineRow + l, 1], ...(floor > 0 ? [[floorRow + contract, room / floor] as const] : [])],
      });
    });
    return {
      rows: [
        ...curves.flatMap(({ rows }) => rows),
        ...this.floors.map((floor) => ({ right: Math.sign(floor), missing: FORBIDDEN })),
        ...this.lines.map(() => ({ right: 1, missing: 0 })),
      ],
      columns: columns satisfies PurchaseColumn[],
    };
  }

  /**
   * The least cost of seats on lines, less their value at the prices; and the Lagrange multiplier of each floor: the
   * cost of one seat more in it.
   */
  private leastOnLines(prices: Prices): { readonly value: number; readonly multipliers: readonly number[] } {
    let value = 0;
    const multipliers = this.floors.map((floor, contract) => {
      let [filled, multiplier] = [0, 0];
      const own = this.lines
        .filter((line) => line.contract === contract)
        .map((line) => ({ room: line.room, reducedCost: this.reducedCost(line, prices) }))
        .sort((a, b) => a.reducedCost - b.reducedCost);
      for (const { room, reducedCost } of own) {
        const n = reducedCost < 0 ? room : Math.min(room, Math.max(floor - filled, 0));
        if (n > 0 && reducedCost > 0) multiplier = reducedCost;
        filled += n;
        value += n * reducedCost;
      }
      return multiplier;
    });
    return { value, multipliers };
  }

  private reducedCost({ offering, unitPrice }: Room, prices: Prices): number {
    return unitPrice - prices[this.resources[offering]!]! / this.growth;
  }

  /**
   * The cost of the seats of an offering beyond their value at the prices, with the floors priced out by their
   * multipliers. The sum over offerings is a lower bound of `cost` beyond the prices.
   */
  private excessOf(nth: number, use: number, prices: Prices, multipliers: readonly number[]): number {
    const { paid, price } = this.offerings[nth]!;
    let left = Math.max(wholeUp(seats(use * this.growth)) - paid, 0);
    let excess = -prices[this.resources[nth]!]! * use;
    const steps = this.lines.flatMap((line) => {
      if (line.offering !== nth) return [];
      const multiplier = multipliers[line.contract]!;
      excess -= line.room * Math.min(this.reducedCost(line, prices) - multiplier, 0);
      return [{ room: line.room, step: line.unitPrice - multiplier }];
    });
    for (const { room, step } of steps.sort((a, b) => a.step - b.step)) {
      if (step >= price) break;
      const n = step < 0 ? room : Math.min(left, room);
      excess += n * step;
      left = Math.max(left - n, 0);
    }
    return excess + left * price;
  }

  /** Fills lines that are cheaper than the list price, buys the rest at that price, then fills the floors. */
  private buy(use: readonly number[]): { readonly taken: number[]; readonly fresh: number[] } {
    const fresh = this.offerings.map(({ paid }, i): number =>
      Math.max(wholeUp(seats(Math.max(use[i]!, 0) * this.growth)) - paid, 0),
    );
    const taken = this.lines.map(({ offering, room, unitPrice }) => {
      if (unitPrice >= this.offerings[offering]!.price) return 0;
      const n = Math.min(fresh[offering]!, room);
      fresh[offering]! -= n;
      return n;
    });
    fillFloors(
      this.floors,
      this.lines,
      this.offerings.map(({ price }) => price),
      taken,
      fresh,
    );
    return { taken, fresh };
  }
}

/** The supplies of offerings that share floors, and the cost of the seats that they pay for whatever is used. */
export function flooredSupplies(
  contracts: readonly MixContract[],
  offerings: readonly MixOffering[],
  maxUse: number,
  growth: number,
): { readonly supplies: readonly FlooredSupply[]; readonly sunk: number } {
  const placeOf = (name: string): number => offerings.findIndex(({ offering }) => offering === name);
  let sunk = 0;
  const supplies = tiedTogether(contracts, (name) => placeOf(name) >= 0).map((together) => {
    const lines = together
      .flatMap((contract, c) =>
        contract.lines.map((line) => ({ ...line, contract: c, place: placeOf(line.offering) })),
      )
      .filter(({ place }) => place >= 0);
    const places = [...new Set(lines.map(({ place }) => place))].sort((a, b) => a - b);
    const floored = places.map((place) =>
      flooredOffering(
        place,
        offerings[place]!,
        total(lines.filter((line) => line.place === place).map((line) => line.least)),
        maxUse,
        growth,
      ),
    );
    const leastCost = lines.reduce((sum, line) => sum + line.least * line.unitPrice, 0);
    sunk += floored.reduce((sum, one) => sum + (one.paid - one.least) * one.price, leastCost);
    const rooms = lines
      .map((line): Room => ({
        offering: places.indexOf(line.place),
        contract: line.contract,
        room: minus(line.most, line.least),
        unitPrice: line.unitPrice,
      }))
      .sort(
        (a, b) =>
          a.unitPrice - b.unitPrice || a.offering - b.offering || a.contract - b.contract || a.room - b.room,
      );
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
    return new FlooredSupply(floored, rooms, floors, leastCost, growth);
  });
  return { supplies, sunk };
}

function flooredOffering(
  resource: number,
  { steps, floor, free = seats(0) }: MixOffering,
  onLines: Seats,
  maxUse: number,
  growth: number,
): FlooredOffering {
  const [lowest] = [...steps].sort((a, b) => a.unitPrice - b.unitPrice) as [(typeof steps)[number]];
  const atLeast = plus(free, onLines);
  const paid = plus(atLeast, floor);
  const step = { minimum: seats(0), unitPrice: lowest.unitPrice };
  const alone = { steps: [step], kind: "all units" as const, floor: seats(0), free: paid };
  const curve = seatCurve(alone, maxUse, growth, true);
  return { resource, paid, least: atLeast, price: lowest.unitPrice, curve: { ...curve, linear: false } };
}

/** The contracts in groups that have no offering in common, in an order that does not depend on that of the input. */
function tiedTogether(
  contracts: readonly MixContract[],
  known: (offering: string) => boolean,
): MixContract[][] {
  const groups: { names: Set<string>; contracts: MixContract[] }[] = [];
  for (const contract of contracts) {
    const names = new Set(contract.lines.map(({ offering }) => offering).filter(known));
    if (names.size === 0) continue;
    const shares = (group: { names: Set<string> }): boolean =>
      [...names].some((name) => group.names.has(name));
    const tied = groups.filter(shares);
    const merged = {
      names: new Set([...names, ...tied.flatMap((group) => [...group.names])]),
      contracts: [...tied.flatMap((group) => group.contracts), contract],
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !tied.includes(group)), merged);
  }
  return groups.map((group) =>
    group.contracts.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  );
}
