import { at } from "../../../src/engine/at";
import type { Offer } from "../../../src/engine/estate/estate";
import { fraction, rate, seats, tokens } from "../../../src/engine/units";
import { daysOfUse, type Given } from "../estate-of";
import { run } from "./firm";

const offer = (multipleOf?: number): Offer => ({
  offering: "AutoCAD",
  pricePerYear: rate(1000),
  covers: [],
  reference: "quote",
  ...(multipleOf === undefined ? {} : { multipleOf }),
});
/** So many people with 200 days of use, and one with `days`; each holds one of the seats bought. */
const office = (busy: number, days: number, multipleOf?: number): Given => {
  const names = Array.from({ length: busy + 1 }, (_, i) => `p${i}@x`);
  return {
    use: names.flatMap((name, i) => daysOfUse(name, "AutoCAD", "2026-05-01", i < busy ? 200 : days, "seat")),
    seats: names.map((name) => [name, "AutoCAD"]),
    bought: [["AutoCAD", names.length, 1000, "C1", "2027-06-30"]],
    rest: { offers: [offer(multipleOf)] },
  };
};

describe("seats sold in multiples", () => {
  // 60 days draw 420 tokens, with 10 % in packs of 100 they are 500 at 3: 1,500. One by one a seat at 1,000 is cheaper;
  // in threes it takes 6 seats for 6,000, and 3 seats with the tokens cost 4,500.
  it("leave the user who would begin a further multiple on tokens where that costs less", () => {
    const single = run(office(3, 60));
    expect(at(single.recommended!.years, 0)).toMatchObject({ cost: 4000, seats: 4, tokens: 0 });
    const threes = run(office(3, 60, 3));
    expect(at(threes.recommended!.years, 0)).toMatchObject({ cost: 4500, seats: 3, tokens: 500 });
    expect(threes.mix?.total).toBe(4500);
    expect(threes.mix?.lowerBound).toBeCloseTo(4500, 2);
    expect(threes.recommended?.asks.map(({ text }) => text)).toEqual([
      "Renew 1 fewer AutoCAD seat",
      "Buy 500 tokens a year (420 needed with these covers, 10 % buffer, in packs of 100)",
    ]);
  });

  // Four with 200 days, on tokens 4,200 and more each: 6 seats for 6,000.
  it("are bought beyond the need where that is cheapest, and the order says so in every scenario", () => {
    const threes = run(office(3, 200, 3));
    expect(at(threes.recommended!.years, 0)).toMatchObject({ cost: 6000, seats: 6, tokens: 0 });
    // The bound is 6,000 less the weight of a tie for each of four users, 0.000005.
    expect(threes.mix).toMatchObject({ total: 6000, lowerBound: expect.closeTo(6000, 4) as number });
    expect(threes.recommended?.asks.map(({ text }) => text)).toEqual([
      "Add 2 AutoCAD seats",
      "2 AutoCAD seats more than needed are bought, because AutoCAD is sold in multiples of 3 seats: ask for single " +
        "seats at the same price",
    ]);
    const counts = threes.scenarios.map(({ id, years }) => [id, at(years, 0).seats]);
    expect(counts).toEqual([
      ["as-is", 4],
      ["as-is-renewal", 6],
      ["true-down", 6],
      ["all-seats", 6],
      ["all-flex", 0],
      ["cheapest-per-user", 6],
      ["best-mix", 6],
    ]);
  });

  it("follow covers by hand at the need of the run alone, as they go up in steps", () => {
    const live = (given: Given) => {
      const { liveFormulaInputs, recommended } = run(given);
      return liveFormulaInputs.seats.flatMap(({ line, years }) => {
        const { offering } = typeof line === "number" ? at(recommended!.lines, line) : line;
        return offering === "AutoCAD" ? years.map((year) => year?.onlyAt ?? null) : [];
      });
    };
    expect(live(office(3, 200, 3)).every((only) => only === seats(4))).toBe(true);
    expect(live(office(3, 200)).every((only) => only === null)).toBe(true);
  });

  it("count with the floor of their contract and with growth", () => {
    const grown = run(office(3, 200, 3), { growth: fraction(0.6), packSize: tokens(1) });
    expect(at(grown.recommended!.years, 0).seats).toBe(9);
  });
});
