import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Person } from "../../../src/engine/estate/estate";
import { fraction, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type UseRow } from "../estate-of";

const row = (person: string): UseRow => [person, "AutoCAD", "2026-03-01", "tokens", 7];

describe("token pools", () => {
  const poolsOf = (
    people: Record<string, Partial<Person>>,
    changed: Partial<Assumptions> = {},
    unnamed: readonly UseRow[] = [],
  ) => {
    const use = [...Object.keys(people).filter((id) => id !== "idle@x"), "zoe@x"].map(row);
    const estate = estateOf({ people, use: [...use, ...unnamed], period: ["2026-01-01", "2026-12-31"] });
    const { users, asIs, recommended } = analyse(estate, day("2026-12-31"), {
      ...defaultAssumptions(),
      ...changed,
    });
    expect(asIs.pools.map(({ pool }) => pool)).toEqual(recommended?.pools.map(({ pool }) => pool));
    return {
      names: recommended?.pools.map((one) => one.pool),
      of: users.map(({ pool }) => pool),
    };
  };

  it("are those named for people, else their teams, and one for people of neither", () => {
    const people = { "ann@x": { tokenPool: "North", team: "A" }, "bob@x": { team: "B" }, "zoe@x": {} };
    expect(poolsOf(people)).toEqual({ names: ["B", "North", null], of: ["North", "B", null] });
  });

  it("are one where only one is named, since people without may belong to it", () => {
    expect(poolsOf({ "ann@x": { team: "A" }, "zoe@x": {} })).toEqual({ names: [null], of: [null, null] });
  });

  it("are one where the analyst merges them", () => {
    const people = { "ann@x": { team: "A" }, "zoe@x": { team: "B" } };
    expect(poolsOf(people).names).toEqual(["A", "B"]);
    expect(poolsOf(people, { tokenPools: "merged" }).names).toEqual([null]);
  });

  it("count only teams of people with use who stay", () => {
    const people = { "ann@x": { team: "A" }, "idle@x": { team: "C" }, "zoe@x": { team: "B" } };
    expect(poolsOf(people).names).toEqual(["A", "B"]);
    expect(poolsOf({ ...people, "gone@x": { team: "D", inactive: true } }).names).toEqual(["A", "B"]);
  });

  it("keep what is bought beyond the use seen, less its buffer, where the exports may leave tokens out", () => {
    // No export shows tokens: 1,100 are bought for a year, of which a buffer of a tenth is no need. 1,100 ÷ 1.1 = 1,000.
    const { keptTokens, buffer } = analyse(
      estateOf({
        use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
        seats: [["ann@x", "AutoCAD"]],
        period: ["2026-01-01", "2026-12-31"],
        rest: {
          packs: [{ purchased: day("2026-01-01"), tokens: tokens(1100), origin: { source: 0, row: 2 } }],
        },
      }),
      day("2026-12-31"),
      { ...defaultAssumptions(), poolBuffer: fraction(0.1) },
    );
    expect(buffer).toBe(0.1);
    expect(keptTokens).toBeCloseTo(1000, 9);
  });

  it("have one more for tokens that nobody is named for", () => {
    const people = { "ann@x": { team: "A" }, "zoe@x": { team: "B" } };
    const unnamed: UseRow[] = [["", "Maya", "2026-03-01", "tokens", 6, 0, "Token Flex"]];
    expect(poolsOf(people, {}, unnamed).names).toEqual(["A", "B", null]);
  });
});
