import { forecastOf } from "../src/engine/pool/forecast";
import { NO_SUPPLY } from "../src/engine/pool/known-supply";
import { cheapestTopUp, leastSpend, outcomeOf, type PoolTerms } from "../src/engine/pool/pool-spend";
import { simulate } from "../src/engine/pool/simulation";
import { days, rate, tokens, type Tokens } from "../src/engine/units";
import { historyOf } from "../test/engine/pool/histories";

/** Prints the regret table of docs/accuracy.md: the plan after 24 months against an order that knew the year. */
const SEEDS = Array.from({ length: 300 }, (_, i) => 20_000 + i);
const PREMIUMS = [1, 1.15, 1.5];

const tier = (minimum: number, unitPrice: number) => ({
  minimum: tokens(minimum),
  unitPrice: rate<never, Tokens>(unitPrice),
});
const PRICES = {
  tiers: [tier(0, 3), tier(5000, 2.85), tier(25_000, 2.7)],
  tierKind: "all units" as const,
  packSize: tokens(100),
  smallest: tokens(0),
};

function regretOf(seed: number, premium: number): number[] {
  const { months } = historyOf(seed, 36);
  const forecast = forecastOf(months.slice(0, 24), 12);
  const drawn = months.slice(24).reduce((sum, month) => sum + (month.tokens ?? 0), 0);
  if (forecast === null || drawn === 0) return [];
  const use = simulate(forecast, 1);
  const topUp = cheapestTopUp(use, PRICES, 6);
  const terms: PoolTerms = {
    ...PRICES,
    left: tokens(0),
    supply: NO_SUPPLY,
    topUp: { ...topUp, price: rate(topUp.price * premium) },
    lockOut: { days: days(0), each: topUp.tokens, price: null, isRefused: false, perUserDay: null },
  };
  const known = { levels: use.levels.map(() => tokens(drawn)) };
  const spendOf = (order: Tokens): number => outcomeOf(known, terms, order).expectedSpend ?? NaN;
  return [spendOf(leastSpend(use, terms)) / spendOf(leastSpend(known, terms)) - 1];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
console.log("| a top-up costs | median regret | nine of ten are below | worst |\n|---|---|---|---|");
for (const premium of PREMIUMS) {
  const regrets = SEEDS.flatMap((seed) => regretOf(seed, premium)).sort((a, b) => a - b);
  const at = (share: number): string => percent(regrets[Math.ceil(share * regrets.length) - 1] ?? NaN);
  console.log(`| ${percent(premium - 1)} more than its tier | ${at(0.5)} | ${at(0.9)} | ${at(1)} |`);
}
