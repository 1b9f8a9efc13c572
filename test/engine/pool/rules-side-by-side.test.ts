import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Consumption } from "../../../src/engine/pool/consumption";
import type { PoolRisk } from "../../../src/engine/pool/pool-risk";
import { outcomeOf } from "../../../src/engine/pool/pool-spend";
import { poolRules, type PoolRule } from "../../../src/engine/pool/sizing";
import { days, fraction, rate, tokens, total, type MonthNumber } from "../../../src/engine/units";
import { tier } from "../mix/organisation";
import { consumptionWith, eitherUse, ONE_TOP_UP, termsWith } from "./pool-input";

/** Twelve whole months, of which the last is December. */
function consumptionOf(months: readonly number[]): Consumption {
  const history = months.map((n, i) => ({
    month: (660 + i) as MonthNumber,
    tokens: tokens(n),
    covered: true,
  }));
  const year = total(history.map((month) => month.tokens));
  return consumptionWith({
    months: history,
    history,
    wholeMonths: history,
    peak: tokens(Math.max(...months)),
    observed: year,
    year,
    leastYear: year,
  });
}

/** Half of the coming years draw the one number of tokens, half the other. A token is 3.00, and 4.00 as a top-up. */
const eitherYear = (low: number, high: number): PoolRisk => {
  const use = eitherUse(low, high);
  return {
    forecastUse: use,
    use,
    load: 1,
    terms: termsWith({
      packSize: tokens(1),
      smallest: tokens(1),
      topUp: { tokens: tokens(1), price: rate(4) },
      lockOut: { days: days(5), each: ONE_TOP_UP, price: null, isRefused: false, perUserDay: null },
    }),
    isLeftKnown: true,
    toCome: null,
    buysOften: false,
    strategies: [],
    curve: [],
    noSpend: null,
    plan: null,
  };
};

const sized = (
  months: readonly number[],
  risk: PoolRisk,
  changed: Partial<Assumptions> = {},
): readonly PoolRule[] =>
  poolRules(
    consumptionOf(months),
    { tiers: [tier(0, 3)], assumptions: { ...defaultAssumptions(), packSize: tokens(1), ...changed } },
    risk,
  );

const shown = ({ rule, tokens: n, expectedExpired, runOutRisk, cost, simulated }: PoolRule) => [
  rule,
  n,
  expectedExpired,
  runOutRisk,
  cost,
  simulated?.expectedSpend,
];

/** 420,000 in a year, 35,000 on average, and 42,000 in the highest month. */
const PEAKED = [42_000, 28_000, ...Array.from({ length: 10 }, () => 35_000)];

describe("all rules for a year of 420,000 with a peak of 42,000", () => {
  // Peak: 42,000 × 1.15 × 12 = 579,600, of which 159,600 are not drawn. Average: 420,000 × 1.1. Season, AEC: 9 × 40,250 +
  // 3 × 43,750. Half of the coming years draw 378,000, half 462,000, which only the order of least spend does not reach:
  // its 378,000 are 1,134,000, and 84,000 more at 4.00 in half of the years are 168,000; a token more than that costs 3.00
  // and saves 4.00 in half of the years only.
  const rules = sized(PEAKED, eitherYear(378_000, 462_000), { season: "AEC" });

  it("have their tokens, what expires, the chance to run out, the cost and the spend of a year", () => {
    expect(rules.map(shown)).toEqual([
      ["peak", 579_600, 159_600, 0, 1_738_800, 1_738_800],
      ["average", 462_000, 42_000, 0, 1_386_000, 1_386_000],
      ["season", 493_500, 73_500, 0, 1_480_500, 1_480_500],
      ["risk", 378_000, 0, 0.5, 1_134_000, 1_302_000],
    ]);
  });

  it("leave 27.5 % to expire by the peak rule, where the pool has no chance to run out", () => {
    expect(159_600 / 579_600).toBeCloseTo(0.275, 3);
  });

  it("are 580,000 by the peak rule in packs of 1,000, and the others likewise rounded up", () => {
    const packed = sized(PEAKED, eitherYear(378_000, 462_000), { season: "AEC", packSize: tokens(1000) });
    expect(packed.map(({ rule, tokens: n }) => [rule, n])).toEqual([
      ["peak", 580_000],
      ["average", 462_000],
      ["season", 494_000],
      ["risk", 378_000],
    ]);
  });

  it("no rule has less expected spend than the risk rule", () => {
    const spends = rules.map(({ simulated }) => simulated?.expectedSpend ?? NaN);
    expect(Math.min(...spends)).toBe(spends[3]);
  });
});

describe("all rules for the source's 60,000 bought and 38,000 used", () => {
  const even = Array.from({ length: 12 }, () => 38_000 / 12);
  const year = eitherYear(38_000, 38_000);

  it("are 41,800 by the average, 43,700 with 15 % on each month, and 38,000 where the year is sure", () => {
    expect(sized(even, year).map(shown)).toEqual([
      ["peak", 43_700, 5700, 0, 131_100, 131_100],
      ["average", 41_800, 3800, 0, 125_400, 125_400],
      ["season", 43_700, 5700, 0, 131_100, 131_100],
      ["risk", 38_000, 0, 0, 114_000, 114_000],
    ]);
    const fifteen = sized(even, year, { averageBuffer: fraction(0.15) });
    expect(fifteen.find(({ rule }) => rule === "average")?.tokens).toBe(43_700);
  });

  it("waste 36.7 % of 60,000, and the source's 45,000 cost 45,000 less and still waste 7,000", () => {
    const [bought, advised] = [60_000, 45_000].map((n) => outcomeOf(year.use, year.terms, tokens(n)));
    expect(bought).toMatchObject({ expired: 22_000, cost: 180_000 });
    expect(22_000 / 60_000).toBeCloseTo(0.367, 3);
    expect(advised).toMatchObject({ expired: 7000, cost: 135_000 });
  });
});
