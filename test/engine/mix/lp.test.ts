import fc from "fast-check";
import { Budget } from "../../../src/engine/mix/budget";
import { MasterProgramme, type SparseColumn, type ProgrammeRow } from "../../../src/engine/mix/lp";
import { finish } from "../../../src/engine/steps";

const FORBIDDEN = 1e6;
const solve = (programme: MasterProgramme): boolean => finish(programme.solveInSteps(new Budget(1e9)));

describe("a linear programme that gains columns", () => {
  it("mixes the columns of two rows: 4 of one and 2 of both cost 4 × 3 + 2 × 4 = 20", () => {
    // Row 1 asks for 6, row 2 for 2. A unit of row 1 alone costs 3, of row 2 alone 3, of both together 4.
    const programme = new MasterProgramme(
      [
        { right: 6, missing: 100 },
        { right: 2, missing: 100 },
      ],
      FORBIDDEN,
    );
    const one = programme.add({ rows: [0], values: [1], cost: 3 });
    programme.add({ rows: [1], values: [1], cost: 3 });
    expect(solve(programme)).toBe(true);
    expect(programme.cost).toBeCloseTo(24, 9);
    const both = programme.add({ rows: [0, 1], values: [1, 1], cost: 4 });
    solve(programme);
    expect(programme.cost).toBeCloseTo(20, 9);
    expect([...programme.amounts()].sort(([a], [b]) => a - b)).toEqual([
      [one, 4],
      [both, 2],
    ]);
    // A unit more of row 2 takes a unit of both instead of one of row 1 alone: 4 − 3.
    expect([...programme.duals]).toEqual([3, 1]);

    programme.allow(both, false);
    solve(programme);
    expect(programme.cost).toBeCloseTo(24, 9);
    programme.allow(both, true);
    solve(programme);
    expect(programme.cost).toBeCloseTo(20, 9);
  });

  it("pays for what is missing where no column serves a row", () => {
    const programme = new MasterProgramme([{ right: 2, missing: 50 }], FORBIDDEN);
    programme.add({ rows: [0], values: [1], cost: 70 });
    solve(programme);
    expect(programme.cost).toBe(100);
    expect(programme.amounts().size).toBe(0);
  });

  it("gives up when the budget ends", () => {
    const programme = new MasterProgramme([{ right: 2, missing: 50 }], FORBIDDEN);
    programme.add({ rows: [0], values: [1], cost: 1 });
    expect(finish(programme.solveInSteps(new Budget(10)))).toBe(false);
  });

  const amount = fc.integer({ min: -3, max: 3 });
  const column = (rows: number): fc.Arbitrary<SparseColumn> =>
    fc
      .tuple(fc.array(amount, { minLength: rows, maxLength: rows }), fc.integer({ min: 0, max: 20 }))
      .map(([dense, cost]) => {
        const places = dense.flatMap((value, row) => (value === 0 ? [] : [row]));
        return { rows: places, values: places.map((row) => dense[row]!), cost };
      });
  const programmes = fc.integer({ min: 1, max: 6 }).chain((rows) =>
    fc.record({
      rows: fc.array(
        fc.record({ right: fc.integer({ min: 0, max: 9 }), missing: fc.integer({ min: 30, max: 60 }) }),
        { minLength: rows, maxLength: rows },
      ),
      columns: fc.array(column(rows), { maxLength: 30 }),
      forbidden: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    }),
  );

  interface Known {
    readonly column: SparseColumn;
    readonly place: number;
    allowed: boolean;
  }

  /** By the duality theorem: amounts serve the rows, no column has a negative reduced cost, and both sums agree. */
  const expectOptimal = (
    programme: MasterProgramme,
    rows: readonly ProgrammeRow[],
    columns: readonly Known[],
  ): void => {
    const { duals, cost } = programme;
    rows.forEach(({ missing }, row) => expect(duals[row]!).toBeLessThanOrEqual(missing + 1e-6));
    for (const { column, allowed } of columns) {
      const worth = column.rows.reduce((sum, row, i) => sum + duals[row]! * column.values[i]!, 0);
      if (allowed) expect(worth).toBeLessThanOrEqual(column.cost + 1e-6);
    }
    expect(rows.reduce((sum, { right }, row) => sum + right * duals[row]!, 0)).toBeCloseTo(cost, 5);
    const served = rows.map(() => 0);
    for (const [place, n] of programme.amounts()) {
      const { column, allowed } = columns.find((one) => one.place === place)!;
      if (n > 1e-9) expect(allowed).toBe(true);
      column.rows.forEach((row, i) => (served[row]! += n * column.values[i]!));
    }
    served.forEach((sum, row) => expect(sum).toBeLessThan(rows[row]!.right + 1e-6));
  };

  it("ends at an optimum, from wherever the last solution left it", () => {
    fc.assert(
      fc.property(programmes, ({ rows, columns, forbidden }) => {
        const programme = new MasterProgramme(rows, FORBIDDEN);
        const known: Known[] = [];
        const addAll = (more: readonly SparseColumn[]): void => {
          for (const column of more) known.push({ column, place: programme.add(column), allowed: true });
        };
        const half = Math.floor(columns.length / 2);
        addAll(columns.slice(0, half));
        solve(programme);
        expectOptimal(programme, rows, known);
        addAll(columns.slice(half));
        for (const allow of [(i: number) => !forbidden[i], () => true]) {
          known.forEach((one, i) => programme.allow(one.place, (one.allowed = allow(i))));
          solve(programme);
          expectOptimal(programme, rows, known);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ends at an optimum also after hundreds of pivots, when it has inverted its basis anew", () => {
    const rows = [4, 7, 2, 9].map((right) => ({ right, missing: 50 }));
    const programme = new MasterProgramme(rows, FORBIDDEN);
    const known = Array.from({ length: 24 }, (_, i): Known => {
      const values = [1 + (i % 3), -(i % 2), 2 - (i % 5), 1];
      const column = { rows: [0, 1, 2, 3], values, cost: 5 + ((7 * i) % 11) };
      return { column, place: programme.add(column), allowed: true };
    });
    for (let round = 0; round < 200; round++) {
      known.forEach((one, i) => programme.allow(one.place, (one.allowed = (i + round) % 3 !== 0)));
      solve(programme);
      expectOptimal(programme, rows, known);
    }
  });

  it("does without columns that are dropped, except where they are in the basis", () => {
    const programme = new MasterProgramme([{ right: 1, missing: 100 }], FORBIDDEN);
    const cheap = programme.add({ rows: [0], values: [1], cost: 1 });
    programme.drop(cheap);
    programme.add({ rows: [0], values: [1], cost: 2 });
    solve(programme);
    expect(programme.cost).toBe(2);
    const cheapest = programme.add({ rows: [0], values: [1], cost: 0.5 });
    solve(programme);
    programme.drop(cheapest);
    solve(programme);
    expect(programme.cost).toBe(0.5);
  });
});
