import type { Progress, Steps } from "../steps";
import type { Kinds } from "./groups";
import { GrowingProgramme } from "./lp";
import type { SeatMarket } from "./shared-floors";
import type { Corner, Tariff } from "./cost-curves";

/**
 * What one of each resource is worth, a seat or a token: with such prices everybody's choice is their own, and what the
 * choices then cost together, less what the seats and tokens bought are worth, is a lower bound of every mix (Lagrangian relaxation).
 */
export type Prices = Float64Array;

/** The choice of everybody for themselves at some prices. */
export interface Response {
  /** What it costs at these prices, thresholds included. */
  readonly value: number;
  /** How much of each resource it uses. */
  readonly use: Float64Array;
  /** The cover of each kind. */
  readonly cover: Int32Array;
}

/** What a cover costs at some prices, its threshold included. */
export function costAt(kinds: Kinds, cover: number, prices: Prices): number {
  let cost =
    (kinds.moveThreshold[cover] ?? 0) + (kinds.tokens[cover] ?? 0) * (prices[kinds.pool[cover] ?? 0] ?? 0);
  for (let s = kinds.seatFirst[cover] ?? 0; s < (kinds.seatFirst[cover + 1] ?? 0); s++)
    cost += prices[kinds.seats[s] ?? 0] ?? 0;
  return cost;
}

/** Adds what `times` of a cover use to `use`. */
export function addUse(kinds: Kinds, cover: number, times: number, use: Float64Array): void {
  const pool = kinds.pool[cover] ?? 0;
  use[pool] = (use[pool] ?? 0) + times * (kinds.tokens[cover] ?? 0);
  for (let s = kinds.seatFirst[cover] ?? 0; s < (kinds.seatFirst[cover + 1] ?? 0); s++) {
    const seat = kinds.seats[s] ?? 0;
    use[seat] = (use[seat] ?? 0) + times;
  }
}

/** The cheapest cover of every kind at some prices; of equally cheap ones the first. */
export function respond(kinds: Kinds, prices: Prices): Response {
  const count = kinds.people.length;
  const use = new Float64Array(prices.length);
  const cover = new Int32Array(count);
  let value = 0;
  for (let kind = 0; kind < count; kind++) {
    let [best, least] = [-1, Infinity];
    for (let c = kinds.first[kind] ?? 0; c < (kinds.first[kind + 1] ?? 0); c++) {
      const cost = costAt(kinds, c, prices);
      if (cost < least) [best, least] = [c, cost];
    }
    const times = kinds.people[kind]?.length ?? 0;
    cover[kind] = best;
    value += times * least;
    addUse(kinds, best, times, use);
  }
  return { value, use, cover };
}

/** For every resource the corners from which its cost is taken. */
export type Corners = readonly (readonly Corner[])[];

/** The best lower bound that prices give, and what it says of the best mix. */
export interface Bound {
  readonly value: number;
  readonly prices: Prices;
  readonly response: Response;
  /** What the purchases of each resource cost at least, less what they are worth at the prices. */
  readonly purchases: Float64Array;
  /** The responses of which the relaxed optimum is made up, by their prices, with the share of each. */
  readonly mixture: readonly { readonly prices: Prices; readonly share: number }[];
  /** What the seats on the lines of each market cost at least, less what they are worth, and what a seat more in its floors would. */
  readonly markets: readonly ReturnType<SeatMarket["leastAt"]>[];
  /** How much of each is bought in the relaxed optimum. */
  readonly bought: Float64Array;
  /** What that costs there. */
  readonly boughtCost: Float64Array;
}

/** A round's response, kept: what it costs and uses holds under any corners. */
interface Cut {
  readonly prices: Prices;
  readonly value: number;
  readonly use: Float64Array;
}

/**
 * Lower bounds for one set of kinds under tariffs that may be narrowed to some of their parts. The prices of whatever has one
 * price are that price. The others are found by cutting planes: the cost of the relaxed mix at any prices lies below every plane that
 * a response gives, the programme finds where the lowest of those is highest, and the response there gives the next. Responses are
 * kept from bound to bound, so that a second one costs few rounds.
 */
export class Bounds {
  private readonly cuts: Cut[] = [];
  private readonly coupled: readonly number[];
  private readonly fixedPrices: Prices;
  private readonly scale: Float64Array;
  private readonly rows: number;

  constructor(
    private readonly kinds: Kinds,
    private readonly tariffs: readonly Tariff[],
    private readonly markets: readonly SeatMarket[],
  ) {
    this.coupled = tariffs.flatMap(({ straight }, r) => (straight ? [] : [r]));
    this.fixedPrices = Float64Array.from(tariffs, ({ straight, steepest }) => (straight ? steepest : 0));
    this.rows = markets.reduce(
      (sum, { floors, lines }) => sum + floors.length + lines.length,
      2 * this.coupled.length + 1,
    );
    this.scale = Float64Array.from(tariffs, ({ parts }) =>
      Math.max(1, ...parts.flat().map(({ use }) => use)),
    );
  }

  /** The best bound under some corners, to within a billionth, or the first that is `enough`. */
  *bestInSteps(corners: Corners, enough: number): Steps<Bound> {
    if (this.cuts.length === 0) {
      this.ask(Float64Array.from(this.tariffs, ({ steepest }) => steepest));
      this.ask(this.fixedPrices.slice());
    }
    const purchasesAt = (prices: Prices): Float64Array =>
      Float64Array.from(corners, (some, r) => leastPurchase(some, prices[r] ?? 0));
    const valueOf = ({ prices, value }: Cut): number =>
      [...purchasesAt(prices), ...this.markets.map((market) => market.leastAt(prices).value)].reduce(
        (a, b) => a + b,
        value,
      );
    let best = this.cuts[0] as Cut;
    let value = valueOf(best);
    const consider = (cut: Cut): void => {
      const its = valueOf(cut);
      if (its > value) [best, value] = [cut, its];
    };
    this.cuts.forEach(consider);

    const programme = this.programmeOf(corners);
    const places = this.addCorners(programme, corners);
    this.addLines(programme);
    const cutAt = new Map<number, Cut>();
    for (const cut of this.cuts) cutAt.set(this.addCut(programme, cut), cut);
    for (let round = 0; round < MOST_ROUNDS && value < enough; round++) {
      programme.solve();
      yield PROGRESS;
      if (programme.cost <= value + 1e-9 * Math.abs(value)) break;
      const duals = programme.prices;
      const prices = this.fixedPrices.slice();
      this.coupled.forEach((r, row) => {
        const price = -(duals[row] ?? 0) / (this.scale[r] ?? 1);
        prices[r] = Math.min(Math.max(price, 0), this.tariffs[r]?.steepest ?? 0);
      });
      const cut = this.ask(prices);
      cutAt.set(this.addCut(programme, cut), cut);
      consider(cut);
    }

    const bought = new Float64Array(this.tariffs.length);
    const boughtCost = new Float64Array(this.tariffs.length);
    const mixture: { prices: Prices; share: number }[] = [];
    for (const [column, amount] of programme.amounts()) {
      const cut = cutAt.get(column);
      if (cut) mixture.push({ prices: cut.prices, share: amount });
      const corner = places.get(column);
      if (!corner) continue;
      bought[corner.resource] = (bought[corner.resource] ?? 0) + amount * corner.use;
      boughtCost[corner.resource] = (boughtCost[corner.resource] ?? 0) + amount * corner.cost;
    }
    const { prices } = best;
    return {
      value,
      prices,
      response: respond(this.kinds, prices),
      purchases: purchasesAt(prices),
      markets: this.markets.map((market) => market.leastAt(prices)),
      mixture,
      bought,
      boughtCost,
    };
  }

  private ask(prices: Prices): Cut {
    const { value, use } = respond(this.kinds, prices);
    const cut = { prices, value, use };
    this.cuts.push(cut);
    return cut;
  }

  /**
   * Rows: what is used of each coupled thing is bought; one response in all; one purchase of each; every floor of a market is kept, and
   * every line not overfilled.
   */
  private programmeOf(corners: Corners): GrowingProgramme {
    const { coupled, markets } = this;
    const dear =
      1e3 *
      (1 +
        Math.max(
          ...corners.flat().map(({ cost }) => cost),
          ...this.tariffs.map(({ steepest }, r) => steepest * (this.scale[r] ?? 1)),
        ));
    const ones = coupled.map(() => 1);
    const none = coupled.map(() => 0);
    const [floors, lines] = [markets.flatMap((one) => one.floors), markets.flatMap((one) => one.lines)];
    const programme = new GrowingProgramme(
      [...none, 1, ...ones, ...floors.map((floor) => Math.sign(floor)), ...lines.map(() => 1)],
      [...none, dear, ...ones.map(() => dear), ...floors.map(() => dear), ...lines.map(() => 0)],
    );
    // Beyond its last corner a thing costs its steepest price.
    coupled.forEach((r, row) =>
      programme.add(this.column({ [row]: -1 }), (this.tariffs[r]?.steepest ?? 0) * (this.scale[r] ?? 1)),
    );
    coupled.forEach((_, row) => programme.add(this.column({ [row]: 1 }), 0));
    const first = 2 * coupled.length + 1;
    floors.forEach((_, f) => programme.add(this.column({ [first + f]: -1 }), 0));
    lines.forEach((_, l) => programme.add(this.column({ [first + floors.length + l]: 1 }), 0));
    return programme;
  }

  /** The seats of every line as a whole, of which a share may be taken. */
  private addLines(programme: GrowingProgramme): void {
    const { coupled, markets } = this;
    let floor = 2 * coupled.length + 1;
    let row = floor + markets.reduce((sum, { floors }) => sum + floors.length, 0);
    for (const market of markets) {
      for (const { at, contract, room, unitPrice } of market.lines) {
        const r = market.offerings[at] ?? 0;
        const toFloor = room / Math.max(market.floors[contract] ?? 0, 1e-9);
        const fills = (market.floors[contract] ?? 0) > 0 ? { [floor + contract]: toFloor } : {};
        const serves = (0 - room) / market.growth / (this.scale[r] ?? 1);
        programme.add(this.column({ [coupled.indexOf(r)]: serves, ...fills, [row]: 1 }), room * unitPrice);
        row++;
      }
      floor += market.floors.length;
    }
  }

  private addCorners(
    programme: GrowingProgramme,
    corners: Corners,
  ): Map<number, Corner & { resource: number }> {
    const { coupled } = this;
    const places = new Map<number, Corner & { resource: number }>();
    coupled.forEach((resource, row) => {
      for (const corner of corners[resource] ?? []) {
        const rows = { [row]: -corner.use / (this.scale[resource] ?? 1), [coupled.length + 1 + row]: 1 };
        places.set(programme.add(this.column(rows), corner.cost), { ...corner, resource });
      }
    });
    return places;
  }

  private addCut(programme: GrowingProgramme, { prices, value, use }: Cut): number {
    const rows = this.column({ [this.coupled.length]: 1 });
    this.coupled.forEach((r, row) => (rows[row] = (use[r] ?? 0) / (this.scale[r] ?? 1)));
    return programme.add(
      rows,
      this.coupled.reduce((rest, r) => rest - (prices[r] ?? 0) * (use[r] ?? 0), value),
    );
  }

  private column(entries: Readonly<Record<number, number>>): Float64Array {
    const rows = new Float64Array(this.rows);
    for (const [row, value] of Object.entries(entries)) rows[Number(row)] = value;
    return rows;
  }
}

const PROGRESS: Progress = { stage: "best mix" };
const MOST_ROUNDS = 400;

const leastPurchase = (corners: readonly Corner[], price: number): number =>
  corners.reduce((least, { use, cost }) => Math.min(least, cost - price * use), Infinity);
