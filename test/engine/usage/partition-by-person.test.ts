import type { DailyUse } from "../../../src/engine/estate/estate";
import { partsByPerson } from "../../../src/engine/usage/partition-by-person";

/** `length` rows of people from −1 (nobody) on, whose other columns tell each row from all others. */
const useOf = (length: number, person: (i: number) => number): DailyUse => {
  const numbers = (scale: number): number[] => Array.from({ length }, (_, i) => i * scale);
  return {
    length,
    person: Int32Array.from({ length }, (_, i) => person(i)),
    product: Int32Array.from(numbers(1)),
    variant: Int32Array.from(numbers(2)),
    day: Int32Array.from(numbers(3)),
    access: Uint8Array.from({ length }, (_, i) => i % 3),
    tokens: Float64Array.from(numbers(0.5)),
    source: Uint16Array.from({ length }, (_, i) => i % 1000),
    row: Int32Array.from(numbers(5)),
  };
};
const rowsOf = (use: DailyUse): number[][] =>
  Array.from({ length: use.length }, (_, i) =>
    [use.product, use.person, use.variant, use.day, use.access, use.tokens, use.source, use.row].map(
      (column) => column[i] as number,
    ),
  );

describe("daily use in parts", () => {
  const CACHE = 16_384;

  it("is one part as it stands where it is short", () => {
    const short = useOf(CACHE, (i) => -i);
    expect(partsByPerson(short)).toEqual([short]);
    expect(partsByPerson(useOf(CACHE + 1, (i) => -i)).map(({ length }) => length)).toEqual([CACHE, 1]);
    expect(partsByPerson(useOf(0, () => 0))).toHaveLength(1);
  });

  it("is cut between two people, and not moved, where it is in order of people", () => {
    // 1,639 people of 10 rows are the first with more rows than a part.
    const ordered = useOf(40_000, (i) => Math.floor(i / 10) - 1);
    const parts = partsByPerson(ordered);
    expect(parts.map(({ length }) => length)).toEqual([16_390, 16_390, 7_220]);
    expect(parts.flatMap(rowsOf)).toEqual(rowsOf(ordered));
    expect(parts.every(({ day }) => day.buffer === ordered.day.buffer)).toBe(true);
    expect(partsByPerson(useOf(20_000, () => 3)).map(({ length }) => length)).toEqual([20_000]);
  });

  it("has every row once, a person's rows in one part and in their order, and people in order from part to part", () => {
    const use = useOf(40_000, (i) => ((i * 7919) % 2000) - 1);
    const parts = partsByPerson(use);
    const rows = parts.flatMap(rowsOf);
    expect([...rows].sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual(rowsOf(use));
    const ends = parts.map(({ person }) => [Math.min(...person), Math.max(...person)]);
    expect(ends.flat()).toEqual([...ends.flat()].sort((a, b) => a - b));
    expect(new Set(ends.flat()).size).toBe(2 * parts.length);
    for (const part of parts)
      for (let i = 1; i < part.length; i++)
        if ((part.row[i] as number) < (part.row[i - 1] as number))
          throw new Error("Rows have changed places.");
  });

  it("is as many parts as the rows need: people of 20 rows, 819 of them in a part", () => {
    const parts = partsByPerson(useOf(40_000, (i) => ((i * 7919) % 2000) - 1));
    expect(parts.map(({ length }) => length)).toEqual([819 * 20, 819 * 20, 362 * 20]);
  });

  it("keeps the rows of a person together who has more than a part holds", () => {
    // 20,000 rows, of which 1,000 are of person 0
    const parts = partsByPerson(useOf(20_000, (i) => (i % 20 === 0 ? 0 : 5)));
    expect(parts.map(({ length }) => length)).toEqual([1000, 19_000]);
  });
});
