import loadHighs from "highs";
import { tiersInOrder } from "../../../src/engine/rules/price-tiers";
import {
  mayTake,
  opens,
  type MixOffering,
  type MixProblem,
  type MixUser,
  type TokenPool,
} from "../../../src/engine/mix/problem";

/** What a solver finds: the cost of its best mix, thresholds included, and the cost that it has proven no mix is below. */
export interface Optimum {
  readonly cost: number;
  readonly bound: number;
  /** Whether every programme was solved within its time. */
  readonly proven: boolean;
  /** Spent in solving, not in writing the programmes. */
  readonly milliseconds: number;
}

type Highs = Awaited<ReturnType<typeof loadHighs>>;
let loaded: Promise<Highs> | undefined;

/**
 * The best mix as mixed-integer programmes, which share no code with what they check: one programme for each token tier
 * (with several pools, for each choice of tiers), and one without tokens. Their columns are an integer for each group of
 * users and cover, packs, seats on contract lines, and seats on each step of a volume price with a binary for it.
 */
export function programmesOf(problem: MixProblem): Matrix[] {
  const choices = problem.pools
    .map(rangesOf)
    .reduce<readonly TokenRange[][]>(
      (all, ranges) => all.flatMap((chosen) => ranges.map((range) => [...chosen, range])),
      [[]],
    );
  return choices.flatMap((ranges) => programmeOf(problem, ranges).matrix() ?? []);
}

export type Matrix = NonNullable<ReturnType<Programme["matrix"]>>;

/** The best mix by HiGHS. */
export async function byMilp(problem: MixProblem, secondsATier = 120, relativeGap = 1e-6): Promise<Optimum> {
  const highs = await (loaded ??= loadHighs());
  let [cost, bound, proven, milliseconds] = [Infinity, Infinity, true, 0];
  for (const matrix of programmesOf(problem)) {
    const model = highs.createModel({ ...matrix, matrix: { ...matrix.matrix, format: "csr" } });
    try {
      model.options.set({
        output_flag: false,
        mip_rel_gap: relativeGap,
        mip_abs_gap: 1e-4,
        time_limit: secondsATier,
        random_seed: 1,
      });
      const start = performance.now();
      model.run();
      milliseconds += performance.now() - start;
      const status = model.getModelStatus();
      if (status === highs.constants.modelStatus.infeasible) continue;
      proven &&= status === highs.constants.modelStatus.optimal;
      cost = Math.min(cost, model.getObjectiveValue());
      bound = Math.min(bound, Number(model.info.get("mip_dual_bound")));
    } finally {
      model.dispose();
    }
  }
  return { cost, bound, proven, milliseconds };
}

/** No tokens, or those of each tier. */
function rangesOf({ tiers, kind, minimum }: TokenPool): TokenRange[] {
  const ordered = tiersInOrder(tiers);
  return [
    { least: 0, most: 0, unitPrice: 0, before: 0 },
    ...ordered.map(({ minimum: edge, unitPrice }, i) => {
      const from = i === 0 ? 0 : edge;
      const next = ordered[i + 1]?.minimum ?? Infinity;
      const before = kind === "incremental" ? costUpTo(from, ordered) - from * unitPrice : 0;
      return {
        least: Math.max(from, minimum),
        most: kind === "incremental" ? next : next - 1,
        unitPrice,
        before,
      };
    }),
  ].filter(({ least, most }) => least <= most);
}

function costUpTo(
  bought: number,
  tiers: readonly { readonly minimum: number; readonly unitPrice: number }[],
): number {
  return tiers.reduce((sum, { minimum, unitPrice }, i) => {
    const from = i === 0 ? 0 : minimum;
    return sum + Math.max(0, Math.min(bought, tiers[i + 1]?.minimum ?? Infinity) - from) * unitPrice;
  }, 0);
}

/** A programme in rows. */
class Programme {
  private readonly cost: number[] = [];
  private readonly low: number[] = [];
  private readonly high: number[] = [];
  private readonly integer: number[] = [];
  private readonly rows: { low: number; high: number; entries: [number, number][] }[] = [];
  offset = 0;

  column(cost: number, low: number, high: number, integer: boolean): number {
    this.cost.push(cost);
    this.low.push(low);
    this.high.push(high);
    this.integer.push(integer ? 1 : 0);
    return this.cost.length - 1;
  }

  row(low: number, high: number, entries: [number, number][]): void {
    this.rows.push({ low, high, entries });
  }

  /** Null where a column's least is above its most. */
  matrix() {
    if (this.low.some((low, i) => low > (this.high[i] ?? 0))) return null;
    const starts = [0];
    for (const { entries } of this.rows) starts.push((starts.at(-1) ?? 0) + entries.length);
    return {
      numCols: this.cost.length,
      numRows: this.rows.length,
      offset: this.offset,
      colCost: this.cost,
      colLower: this.low,
      colUpper: this.high,
      rowLower: this.rows.map(({ low }) => low),
      rowUpper: this.rows.map(({ high }) => high),
      integrality: Int32Array.from(this.integer),
      matrix: {
        numRows: this.rows.length,
        numCols: this.cost.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(this.rows.flatMap(({ entries }) => entries.map(([column]) => column))),
        values: Float64Array.from(this.rows.flatMap(({ entries }) => entries.map(([, value]) => value))),
      },
    };
  }
}

interface TokenRange {
  readonly least: number;
  readonly most: number;
  readonly unitPrice: number;
  /** What the purchase costs beside the unit price. */
  readonly before: number;
}

function programmeOf(problem: MixProblem, ranges: readonly TokenRange[]): Programme {
  const { users, offerings, contracts, pools, moveThreshold: threshold, growth } = problem;
  const programme = new Programme();
  const assigned = new Map(offerings.map(({ offering }) => [offering, [] as [number, number][]]));
  const drawn = pools.map((): [number, number][] => []);
  for (const { one, count } of kinds(users)) {
    const covers = coversOf(one, offerings);
    const held = one.held ?? (one.fixed ? [] : undefined);
    const own = covers.find(
      ({ seats }) =>
        held &&
        same(
          seats,
          held.filter((seat) => assigned.has(seat)),
        ),
    );
    const columns = covers.map((cover) => {
      const column = programme.column(own && cover !== own ? threshold * growth : 0, 0, count, true);
      for (const seat of cover.seats) assigned.get(seat)?.push([column, growth]);
      const place = one.pool ?? 0;
      drawn[place]?.push([column, cover.tokens * growth * (1 + (pools[place]?.buffer ?? 0))]);
      return column;
    });
    programme.row(
      count,
      count,
      columns.map((column) => [column, 1]),
    );
  }

  pools.forEach(({ pack, buffer, others }, i) => {
    const range = ranges[i] as TokenRange;
    const mostPacks = Math.min(Math.floor(range.most / pack + 1e-9), 1e7);
    const packs = programme.column(
      range.unitPrice * pack,
      Math.ceil(range.least / pack - 1e-9),
      mostPacks,
      true,
    );
    programme.offset += range.before;
    const unnamed = 0 - others * (1 + buffer);
    programme.row(-Infinity, unnamed, [
      ...(drawn[i] ?? []).filter(([, value]) => value > 0),
      [packs, 0 - pack],
    ]);
  });

  const lines = contracts.flatMap((contract) => contract.lines);
  // Without growth the seats used are whole, and so the cheapest seats paid for are.
  const rounded = growth !== 1;
  const seatsOn = new Map(
    lines.map((line) => [line, programme.column(line.unitPrice, line.least, line.most, rounded)]),
  );
  for (const { floor, lines } of contracts) {
    const room = lines.reduce((sum, { most }) => sum + most, 0);
    programme.row(
      Math.min(floor, room),
      Infinity,
      lines.map((line) => [seatsOn.get(line) ?? 0, 1]),
    );
  }

  for (const { offering, steps, kind, floor } of offerings) {
    const on: [number, number][] = [];
    const chosen: [number, number][] = [];
    steps.forEach(({ minimum: from, unitPrice }, i) => {
      const first = i === 0 ? 0 : from;
      const next = steps[i + 1]?.minimum ?? users.length + floor + Math.max(...steps.map((s) => s.minimum));
      const last = kind === "incremental" || i === steps.length - 1 ? next : next - 1;
      const least = Math.max(first, floor);
      if (least > last) return;
      const before =
        kind === "incremental"
          ? steps
              .slice(0, i)
              .reduce(
                (sum, s, j) => sum + ((steps[j + 1]?.minimum ?? 0) - (j === 0 ? 0 : s.minimum)) * s.unitPrice,
                0,
              ) -
            first * unitPrice
          : 0;
      const is = programme.column(before, 0, 1, true);
      const paid = programme.column(unitPrice, 0, last, rounded);
      programme.row(0, Infinity, [
        [paid, 1],
        [is, -least],
      ]);
      programme.row(-Infinity, 0, [
        [paid, 1],
        [is, -last],
      ]);
      on.push([paid, -1]);
      chosen.push([is, 1]);
    });
    programme.row(1, 1, chosen);
    const besides = lines
      .filter((line) => line.offering === offering)
      .map((line): [number, number] => [seatsOn.get(line) ?? 0, -1]);
    programme.row(-Infinity, 0, [...(assigned.get(offering) ?? []), ...besides, ...on]);
  }
  return programme;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

function kinds(users: readonly MixUser[]): { one: MixUser; count: number }[] {
  const found = new Map<string, { one: MixUser; count: number }>();
  for (const one of users) {
    const key = JSON.stringify([one.needs, one.held, one.fixed, one.pool, one.mayTake]);
    const known = found.get(key);
    if (known) known.count++;
    else found.set(key, { one, count: 1 });
  }
  return [...found.values()];
}

export interface TestCover {
  readonly seats: readonly string[];
  readonly tokens: number;
}

/** Every set of offers without one that opens nothing new, tokens for the rest; and what the user has. */
export function coversOf(user: MixUser, all: readonly MixOffering[]): TestCover[] {
  const { needs, held, fixed } = user;
  const known = all.filter(({ offering }) => held?.includes(offering));
  const offerings = all.filter((offering) => mayTake(user, offering));
  const payable = needs.filter(
    ({ product, tokens }) =>
      tokens !== null || (fixed ? known : offerings).some((one) => opens(one, product)),
  );
  const rest = (seats: readonly MixOffering[]) =>
    payable.filter(({ product }) => !seats.some((one) => opens(one, product)));
  const cover = (seats: readonly MixOffering[]): TestCover => ({
    seats: seats.map(({ offering }) => offering),
    tokens: rest(seats).reduce((sum, { tokens }) => sum + (tokens ?? 0), 0),
  });
  const serves = (seats: readonly MixOffering[]): boolean =>
    rest(seats).every(({ tokens }) => tokens !== null);
  if (fixed) return [cover(known)];
  const useful = offerings.filter((one) => payable.some(({ product }) => opens(one, product)));
  const sets: MixOffering[][] = [[]];
  for (const one of useful)
    sets.push(
      ...sets
        .map((set) => [...set, one])
        .filter((set) => set.every((a) => rest(set.filter((b) => b !== a)).length > rest(set).length)),
    );
  const covers = sets.filter(serves).map(cover);
  const own = cover(known);
  return !held || !serves(known) || covers.some(({ seats }) => same(seats, own.seats))
    ? covers
    : [...covers, own];
}
