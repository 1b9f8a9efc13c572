import { forecastOf } from "../src/engine/pool/forecast";
import { NO_SUPPLY } from "../src/engine/pool/known-supply";
import { leastSpend, type PoolTerms } from "../src/engine/pool/pool-spend";
import { simulate } from "../src/engine/pool/simulation";
import { days, rate, tokens, type MonthNumber, type Tokens } from "../src/engine/units";
import { dailyUse, PRODUCTS } from "./daily-use";
import { median } from "./statistics";

/**
 * 10,000 simulated years and the order of least spend, from 36 months by product, against one pass that adds the
 * history's daily rows up to its months. The goal is at most 20 passes.
 */
const ROWS = 500_000;
const MONTHS = 36;
const DAYS_A_MONTH = 730 / MONTHS;
const { use } = dailyUse(ROWS, "sorted");
const first = use.day.reduce((a, b) => Math.min(a, b));

function pass(): Float64Array {
  const sums = new Float64Array(MONTHS * PRODUCTS);
  for (let row = 0; row < use.length; row++) {
    const drawn = use.tokens[row]!;
    if (Number.isNaN(drawn)) continue;
    const month = Math.min(Math.floor((use.day[row]! - first) / DAYS_A_MONTH), MONTHS - 1);
    sums[month * PRODUCTS + use.product[row]!]! += drawn;
  }
  return sums;
}

const TERMS: PoolTerms = {
  tiers: [{ minimum: tokens(0), unitPrice: rate<never, Tokens>(3) }],
  tierKind: "all units",
  packSize: tokens(100),
  smallest: tokens(0),
  left: tokens(0),
  supply: NO_SUPPLY,
  topUp: { tokens: tokens(100), price: rate(3.6) },
  lockOut: { days: days(5), each: tokens(1000), price: rate(100), isRefused: false, perUserDay: rate(7) },
};

function decide(sums: Float64Array): number {
  const history = Array.from({ length: MONTHS }, (_, month) => ({
    month: (600 + month) as MonthNumber,
    tokens: tokens(sums.subarray(month * PRODUCTS, (month + 1) * PRODUCTS).reduce((a, b) => a + b, 0)),
  }));
  const forecast = forecastOf(history, 12);
  return forecast === null ? NaN : leastSpend(simulate(forecast, 1), TERMS);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const sums = pass();
const ratios: number[] = [];
for (let round = -2; round < 9; round++) {
  const passes = timed(() => Array.from({ length: 20 }, pass));
  const deciding = timed(() => decide(sums));
  if (round >= 0) ratios.push((20 * deciding) / passes);
}
console.log(
  `10,000 years and their order ÷ one pass over ${ROWS} daily rows: ${median(ratios).toFixed(1)} (goal: 20)`,
);
