import { defaultAssumptions, type Assumptions, type Season } from "../../../src/engine/assumptions";
import { DEFAULT_TOKEN_TIERS } from "../../../src/engine/estate/list-prices";
import type { Consumption } from "../../../src/engine/pool/consumption";
import type { MonthUse } from "../../../src/engine/pool/months";
import { bufferOf, poolRules, rulesWithout, seasonBuffers } from "../../../src/engine/pool/sizing";
import { tokens, type MonthNumber } from "../../../src/engine/units";
import { consumptionWith } from "./pool-input";

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
  const drawn = { observed: tokens(12_100), year: tokens(12_100), leastYear: tokens(12_100) };
  const consumptionOf = (changed: Partial<Consumption>): Consumption =>
    consumptionWith({ peak: tokens(5_800), ...drawn, ...changed });
  const pool = (changed: Partial<Consumption>, assumptions = defaultAssumptions()) =>
    poolRules(consumptionOf(changed), { tiers: DEFAULT_TOKEN_TIERS, assumptions }, null);
  const rulesOf = (changed: Partial<Consumption>, assumptions?: Assumptions): Record<string, number> =>
    Object.fromEntries(pool(changed, assumptions).map(({ rule, tokens: n }) => [rule, n]));

  it("is at least the tokens of the year, also by the peak rule", () => {
    expect(rulesOf({ peak: tokens(800) })).toMatchObject({ peak: 12_100, average: 13_400 });
  });

  it("has no risk of running out by the months seen where no token has a price, so that nothing is simulated", () => {
    const wholeMonths = monthsOf([10, 10, 10, 10, 10, 10, 10]);
    const riskWith = (tiers: typeof DEFAULT_TOKEN_TIERS) =>
      poolRules(consumptionOf({ wholeMonths }), { tiers, assumptions: defaultAssumptions() }, null)[1]
        ?.runOutRisk;
    expect(riskWith(DEFAULT_TOKEN_TIERS)).not.toBeNull();
    expect(riskWith([])).toBeNull();
  });

  it("is none by the peak rule without a whole month, and none by any without a known year", () => {
    expect(Object.keys(rulesOf({ peak: null }))).toEqual(["average"]);
    expect(rulesOf({ year: null })).toEqual({});
  });

  const monthsOf = (amounts: readonly (number | null)[], first = 660): MonthUse[] =>
    amounts.map((n, i) => ({
      month: (first + i) as MonthNumber,
      tokens: n === null ? null : tokens(n),
      covered: n !== null,
    }));
  const steady = (count: number): number[] => Array.from({ length: count }, () => 35_000);

  it("is 493,500 by the season rule in AEC, for twelve whole months of 35,000", () => {
    // 9 × 35,000 × 1.15 + 3 × 35,000 × 1.25; the months before the last twelve do not count.
    const season = { ...defaultAssumptions(), season: "AEC" as const };
    for (const history of [monthsOf(steady(12)), monthsOf([90_000, ...steady(12)])])
      expect(rulesOf({ history, year: tokens(420_000) }, season)).toMatchObject({ season: 493_500 });
  });

  it.each([
    ["eight months", monthsOf(steady(8)), "8 are known"],
    ["one month", monthsOf(steady(1)), "1 is known"],
    ["no month", [], "none is known"],
    ["a gap among twelve", [...monthsOf(steady(4)), ...monthsOf(steady(8), 665)], "8 are known"],
    ["a month of unknown rate", monthsOf([...steady(12), null, ...steady(3)]), "3 are known"],
  ])("is none by the season rule with %s, and that is said", (_, history, known) => {
    const rules = pool({ history });
    expect(rules.some(({ rule }) => rule === "season")).toBe(false);
    expect(rulesWithout(consumptionOf({ history }), rules, null)).toEqual([
      `no season rule, because it needs twelve whole months in a row and ${known}`,
    ]);
  });

  it("says nothing of a rule where all have a figure, or where no rule has one", () => {
    const history = monthsOf(steady(12));
    expect(rulesWithout(consumptionOf({ history }), pool({ history }), null)).toEqual([]);
    expect(rulesWithout(consumptionOf({ year: null }), pool({ year: null }), null)).toEqual([]);
    expect(rulesWithout(consumptionOf({ history, peak: null }), pool({ history, peak: null }), null)).toEqual(
      ["no peak rule, because no whole month is known"],
    );
  });
});
