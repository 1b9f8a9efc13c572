import fc from "fast-check";
import type { DailyUse } from "../../../src/engine/estate/estate";
import { orderOfUse } from "../../../src/engine/usage/order";

type Row = readonly [person: number, product: number, day: number, variant: number, access: number];

const useOf = (rows: readonly Row[]): DailyUse => {
  const column = (place: number): number[] => rows.map((row) => row[place] ?? 0);
  return {
    length: rows.length,
    person: Int32Array.from(column(0)),
    product: Int32Array.from(column(1)),
    day: Int32Array.from(column(2)),
    variant: Int32Array.from(column(3)),
    access: Uint8Array.from(column(4)),
    tokens: new Float64Array(rows.length),
    source: new Uint16Array(rows.length),
    row: new Int32Array(rows.length),
  };
};

describe("the order of daily use", () => {
  it("is that of a comparing sort by person, product, day, variant and access, and stable", () => {
    const row: fc.Arbitrary<Row> = fc.tuple(
      fc.oneof(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 5_000_000 })),
      fc.integer({ min: 0, max: 2 }),
      fc.oneof(fc.integer({ min: 20_000, max: 20_002 }), fc.integer({ min: -30_000, max: 200_000 })),
      fc.integer({ min: 0, max: 70_000 }),
      fc.integer({ min: 0, max: 2 }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        const expected = rows.map((_, place) => place);
        expected.sort((a, b) => {
          for (let column = 0; column < 5; column++) {
            const difference = (rows[a]?.[column] ?? 0) - (rows[b]?.[column] ?? 0);
            if (difference !== 0) return difference;
          }
          return a - b;
        });
        expect([...orderOfUse(useOf(rows))]).toEqual(expected);
      }),
    );
  });
});
