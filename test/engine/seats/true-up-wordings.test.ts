import { analyse } from "../../../src/engine/analyse";
import { actions } from "../../../src/engine/statements/actions";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Assignment, Contract, Subscription } from "../../../src/engine/estate/estate";
import { highWaterMark, rollingAverage, stepsOver } from "../../../src/engine/rules/true-up";
import { rate, seats } from "../../../src/engine/units";
import { day, estateOf, type Given } from "../estate-of";

type Held = NonNullable<Given["seats"]>;

const people = (n: number, name: string, since?: string, until?: string): Held =>
  Array.from({ length: n }, (_, i): Held[number] => {
    const seat = [`${name}${i}@x`, "AutoCAD"] as const;
    return since === undefined ? seat : until === undefined ? [...seat, since] : [...seat, since, until];
  });

/**
 * 50 seats of AutoCAD bought for 2026; 50 people since 2025, and 5 more since April. List price 2,000, renewal 1,900. As of
 * the last of October, 304 days into the term.
 */
function analysisOf(
  more: Held,
  contract: Partial<Contract> = {},
  line: Partial<Subscription> = {},
  termsOf: (person: number) => Partial<Assignment> = () => ({}),
): Analysis {
  const estate = estateOf({
    seats: [...people(50, "a", "2025-01-01"), ...people(5, "b", "2026-04-01"), ...more],
    bought: [["AutoCAD", 50, 1800, "C1", "2026-12-31", "2026-01-01"]],
    rest: {
      offers: [
        {
          offering: "AutoCAD",
          covers: [],
          reference: "quote",
          pricePerYear: rate(1900),
          listPrice: rate(2000),
        },
      ],
      contracts: [
        {
          contract: "C1",
          start: day("2026-01-01"),
          end: day("2026-12-31"),
          origin: { source: 0, row: 2 },
          ...contract,
        },
      ],
    },
  });
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, ...line }));
  const assignments = estate.assignments.map((one) => ({ ...one, ...termsOf(one.person) }));
  return analyse({ ...estate, subscriptions, assignments }, day("2026-10-31"), defaultAssumptions());
}

const autocad = (analysis: Analysis) =>
  analysis.reconciliations.find(({ offering }) => offering === "AutoCAD")!;

/** Bounds to the cent, by wording. */
const backOf = (analysis: Analysis) =>
  autocad(analysis).trueUps.map(({ wording, seats: n, retroactive: { low, high }, forward }) => [
    wording,
    n.high,
    low === null ? null : Math.round(low * 100) / 100,
    high === null ? null : Math.round(high * 100) / 100,
    forward.high,
  ]);

const taken = people(3, "c", "2026-05-01", "2026-06-30");

describe("the wordings of a true-up (DOMAIN §7, §15)", () => {
  /*
   * Over: 0 until April; 5 for 30 days; 8 in May and June, 61 days; 5 for the 122 days to the last of October.
   * Snapshot: 5 × 213 = 1,065 seat-days; mark: 5 × 30 + 8 × 183 = 1,614; average: 150 + 488 + 610 = 1,248, over 303
   * days 4.1188 seats. At 2,000 a year of 365.25 days: 5,831.62, 8,837.78 and 6,833.68. A year from the renewal on
   * at 1,900: 9,500, 15,200 and 7,825.74.
   */
  it("count 5 of 55 on 50, 8 where three were taken back, or the average", () => {
    const analysis = analysisOf(taken);
    expect(backOf(analysis)).toEqual([
      ["snapshot", 5, 5831.62, 5831.62, 9500],
      ["high-water mark", 8, 8837.78, 8837.78, 15_200],
      ["rolling average", expect.closeTo(4.1188, 4), 6833.68, 6833.68, expect.closeTo(7825.74, 2)],
    ]);
    expect(autocad(analysis).trueUpCost).toBeCloseTo(5831.62, 2);
  });

  it("decide what is owed by the one that the contract has, and what the other would be is said", () => {
    const analysis = analysisOf(taken, { trueUpBy: "high-water mark" });
    expect(autocad(analysis).trueUpCost).toBeCloseTo(8837.78, 2);
    expect(actions(analysis).map(({ text }) => text)).toContain(
      "AutoCAD: the contract counts seats over by the high-water mark, which charges 8,838 for the time until now; " +
        "a snapshot would charge 5,832",
    );
    expect(autocad(analysisOf(taken, { trueUpBy: "rolling average" })).trueUpCost).toBeCloseTo(6833.68, 2);
    // What an offering's own line states goes before its contract.
    const own = analysisOf(taken, { trueUpBy: "high-water mark" }, { trueUpBy: "rolling average" });
    expect(autocad(own).trueUpCost).toBeCloseTo(6833.68, 2);
  });

  // 2 × 213 = 426 seat-days are 2,332.65; the mark 2 × 213 as well, and the average 2 × 213 too.
  it("charge no more seats than the contract allows, at the price agreed", () => {
    expect(backOf(analysisOf(taken, { overageCap: seats(2) })).map(([, , low]) => low)).toEqual([
      2332.65, 2332.65, 2332.65,
    ]);
    expect(autocad(analysisOf(taken, { overageCap: seats(2) })).trueUpCost).toBeCloseTo(2332.65, 2);
    // 1,065 seat-days at an agreed 1,500 are 4,373.72.
    expect(autocad(analysisOf(taken, { overagePrice: rate(1500) })).trueUpCost).toBeCloseTo(4373.72, 2);
  });

  // 5 × 2,000 × 61 ÷ 365 days to the end of the term.
  it("name what the seats over cost if they are bought now until the renewal", () => {
    expect(autocad(analysisOf(taken)).prorated).toBeCloseTo(1671.23, 2);
  });

  it("are at least what today's seats say where no table lists seats that were taken back", () => {
    const analysis = analysisOf([], { trueUpBy: "high-water mark" });
    expect(backOf(analysis).slice(1)).toEqual([
      ["high-water mark", null, 5831.62, null, null],
      ["rolling average", null, 5831.62, null, null],
    ]);
    expect(autocad(analysis)).toMatchObject({ trueUpCost: null, trueUpHigh: null });
    expect(autocad(analysis).trueUpLow).toBeCloseTo(5831.62, 2);
    expect(
      actions(analysis)
        .map(({ text }) => text)
        .join("\n"),
    ).toContain(
      "charges at least 5,832 for the time until now (no table lists seats that were taken back, so more may have been",
    );
  });

  // Three more from 5 January to 3 February: the mark is 3 × 86 days + 1,065 = 1,323, the sum 3 × 30 + 1,065 = 1,155.
  it("count the terms of seats that were given again", () => {
    const earlier = [{ since: day("2026-01-05"), until: day("2026-02-03") }];
    const again = analysisOf([], {}, {}, (person) => (person >= 50 && person < 53 ? { earlier } : {}));
    expect(backOf(again).map(([, n, low, high]) => [n, low, high])).toEqual([
      [5, 5831.62, 5831.62],
      [5, 7244.35, 7244.35],
      [expect.closeTo(3.8119, 4), 6324.44, 6324.44],
    ]);
  });

  it("do not take seats of another offering that were taken back for a history of this one's", () => {
    const analysis = analysisOf([["x@x", "Revit", "2026-05-01", "2026-06-30"]]);
    expect(backOf(analysis).slice(1)).toEqual([
      ["high-water mark", null, 5831.62, null, null],
      ["rolling average", null, 5831.62, null, null],
    ]);
  });

  it("are ranges where dates of assignments are missing", () => {
    const [, mark] = backOf(analysisOf([...taken, ...people(2, "d")]));
    expect(mark?.[2]).toBeLessThan(Number(mark?.[3]));
  });

  it("keep the mark after the number over fell", () => {
    const steps = stepsOver(
      [
        { seats: 50, first: -Infinity, last: Infinity },
        { seats: 4, first: 10, last: 19 },
      ],
      [{ seats: 50, first: -Infinity, last: Infinity }],
      day("1970-01-01"),
      day("1970-02-01"),
    );
    expect(steps).toEqual([
      { days: 10, over: 0 },
      { days: 10, over: 4 },
      { days: 11, over: 0 },
      { days: 0, over: 0 },
    ]);
    // Marked from day 10 on: 4 × 21 seat-days; on average over 31 days 40 ÷ 31 seats.
    expect(highWaterMark(steps, Infinity)).toEqual({ seats: 4, seatMonths: (4 * 21) / 30.4375 });
    expect(rollingAverage(steps, Infinity).seats).toBeCloseTo(40 / 31, 9);
  });
});
