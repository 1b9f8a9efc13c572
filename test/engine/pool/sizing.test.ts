import { defaultAssumptions, type Season } from "../../../src/engine/assumptions";
import { DEFAULT_TOKEN_TIERS } from "../../../src/engine/estate/list-prices";
import type { Consumption } from "../../../src/engine/pool/consumption";
import { bufferOf, poolRules, seasonBuffers } from "../../../src/engine/pool/sizing";
import { days, tokens } from "../../../src/engine/units";

const highMonths = (season: Season) =>
  seasonBuffers({ ...defaultAssumptions(), season }).flatMap((buffer, i) => (buffer === 0.25 ? [i + 1] : []));

describe("the season rule's buffers", () => {
  it("are high from June to August in AEC", () => {
    expect(highMonths("AEC")).toEqual([6, 7, 8]);
    expect(seasonBuffers({ ...defaultAssumptions(), season: "AEC" })).toHaveLength(12);
  });

  it("are high from October to December in manufacturing, and never in a steady year", () => {
    expect(highMonths("manufacturing")).toEqual([10, 11, 12]);
    expect(highMonths("steady")).toEqual([]);
  });
});

describe("the buffer of a scenario's pool", () => {
  const year = tokens(420_000);
  const of = (poolRule: "buffer" | "season" | "peak", peak: number | null) =>
    bufferOf({ ...defaultAssumptions(), poolRule, season: "AEC" }, year, peak === null ? null : tokens(peak));

  it("is the pool buffer, whatever the months show", () => {
    expect(of("buffer", 42_000)).toBe(0.1);
  });

  it("is the season rule's addition to the year: 493,500 for 420,000", () => {
    expect(of("season", null)).toBeCloseTo(493_500 / 420_000 - 1, 12);
  });

  it("is the peak rule's addition to the year: 579,600 for 420,000", () => {
    expect(of("peak", 42_000)).toBeCloseTo(579_600 / 420_000 - 1, 12);
  });

  it("is unknown under the peak rule without a whole month, or without a year", () => {
    expect(of("peak", null)).toBeNull();
    expect(bufferOf({ ...defaultAssumptions(), poolRule: "peak" }, null, tokens(100))).toBeNull();
  });

  it("is never negative: a quiet whole month beside busy parts of months adds nothing", () => {
    // 12 × 5,800 × 1.15 are 80,040 tokens, fewer than the year's 420,000.
    expect(of("peak", 5_800)).toBe(0);
  });
});

describe("the pool of each rule", () => {
  const rulesOf = (changed: Partial<Consumption>): Record<string, number> => {
    const consumption: Consumption = {
      months: [],
      history: [],
      wholeMonths: [],
      peak: tokens(5_800),
      observed: tokens(12_100),
      observedDays: days(365),
      year: tokens(12_100),
      leastYear: tokens(12_100),
      leavers: tokens(0),
      withoutUsers: tokens(0),
      byProduct: [],
      estimated: false,
      unknown: [],
      leftOut: tokens(0),
      draws: null,
      ...changed,
    };
    return Object.fromEntries(
      poolRules(consumption, DEFAULT_TOKEN_TIERS, defaultAssumptions()).map(({ rule, tokens: n }) => [
        rule,
        n,
      ]),
    );
  };

  it("is at least the tokens of the year, also by the peak rule", () => {
    expect(rulesOf({ peak: tokens(800) })).toMatchObject({ peak: 12_100, average: 13_400 });
  });

  it("is none by the peak rule without a whole month, and none by any without a known year", () => {
    expect(Object.keys(rulesOf({ peak: null }))).toEqual(["average", "season"]);
    expect(rulesOf({ year: null })).toEqual({});
  });
});
