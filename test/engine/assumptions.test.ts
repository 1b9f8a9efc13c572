import { DEFAULT_ASSUMPTIONS, defaultAssumptions, type AssumptionKey } from "../../src/engine/assumptions";

type Limits = readonly [least: number, most: number];
const accepted = (key: AssumptionKey): unknown => DEFAULT_ASSUMPTIONS[key].accepts;
const whole = ([least, most]: Limits) => ({ number: [least, most], whole: true });

describe("the assumptions", () => {
  it("have the defaults that the documents of the field give (DOMAIN §4, §6, §13)", () => {
    expect(defaultAssumptions()).toMatchObject({
      poolBuffer: 0.1,
      packSize: 100,
      moveThreshold: 0,
      keptSegments: "none",
      movesPerWeek: 25,
      seatUplift: 0,
      tokenUplift: 0,
      growth: 0,
      discountRate: 0.08,
      years: 3,
      peakBuffer: 0.15,
      averageBuffer: 0.1,
      seasonBuffer: 0.25,
      offSeasonBuffer: 0.15,
      usageReportDays: null,
      lowConfidenceDays: 90,
      staleDays: 31,
      wholeYearDays: 350,
      leastHolders: 3,
      leastSeen: 0.25,
      manyHolders: 10,
      filteredProducts: 3,
      usualUnseen: 0,
      newDays: 90,
      dormantDays: 90,
      powerDays: 18,
      regularDays: 8,
      occasionalDays: 3,
      activeDays: 10,
      occasionalActivityDays: 2,
      varianceFlag: 2,
      trueUpMonths: 12,
      trueDownCap: 1,
      noticeDays: 60,
      preparationDays: 120,
      reviewDays: 90,
      renewalOpensDays: 90,
      accessDays: 15,
      renewalClosesDays: 45,
      extensionDays: 30,
    });
  });

  it("accept shares: of seats up to 1, of a buffer up to 5, of a price or growth also below 0", () => {
    expect(accepted("trueDownCap")).toEqual({ number: [0, 1] });
    for (const key of ["discountRate", "leastSeen", "usualUnseen"] as const)
      expect(accepted(key)).toEqual({ number: [0, 1] });
    const buffers = ["poolBuffer", "peakBuffer", "averageBuffer", "seasonBuffer", "offSeasonBuffer"] as const;
    for (const key of buffers) expect(accepted(key)).toEqual({ number: [0, 5] });
    for (const key of ["seatUplift", "tokenUplift"] as const)
      expect(accepted(key)).toEqual({ number: [-0.5, 1] });
    expect(accepted("growth")).toEqual({ number: [-0.9, 1] });
  });

  it("accept days: a month has 31, an account is new for up to a year, a term is up to 10 years", () => {
    for (const key of [
      "powerDays",
      "regularDays",
      "occasionalDays",
      "activeDays",
      "occasionalActivityDays",
    ] as const)
      expect(accepted(key)).toEqual({ number: [0, 31] });
    for (const key of ["lowConfidenceDays", "newDays"] as const)
      expect(accepted(key)).toEqual(whole([1, 365]));
    for (const key of [
      "noticeDays",
      "extensionDays",
      "renewalOpensDays",
      "accessDays",
      "renewalClosesDays",
    ] as const)
      expect(accepted(key)).toEqual(whole([0, 365]));
    for (const key of ["preparationDays", "reviewDays"] as const)
      expect(accepted(key)).toEqual(whole([0, 730]));
    expect(accepted("dormantDays")).toEqual(whole([1, 730]));
    for (const key of ["staleDays", "usageReportDays"] as const)
      expect(accepted(key)).toEqual(whole([1, 3660]));
    expect(accepted("years")).toEqual(whole([1, 10]));
    expect(accepted("trueUpMonths")).toEqual({ number: [0, 60] });
  });

  it("accept whole numbers of tokens, people and seats, of packs and moves at least 1", () => {
    const least = (key: AssumptionKey) => (accepted(key) as { number: Limits; whole?: true }).number[0];
    for (const key of ["packSize", "movesPerWeek"] as const) expect(least(key)).toBe(1);
    for (const key of ["smallestPurchase", "plannedJoiners", "varianceFlag", "moveThreshold"] as const)
      expect(least(key)).toBe(0);
  });

  it("have defaults that they accept", () => {
    for (const { name, value, accepts } of Object.values(DEFAULT_ASSUMPTIONS)) {
      if ("words" in accepts) expect([name, accepts.words]).toEqual([name, expect.arrayContaining([value])]);
      if (!("number" in accepts) || value === null) continue;
      expect(value).toBeGreaterThanOrEqual(accepts.number[0]);
      expect(value).toBeLessThanOrEqual(accepts.number[1]);
    }
  });
});
