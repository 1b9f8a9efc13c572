import type { Source } from "../src/engine/estate/estate";
import { baselineOf } from "../src/engine/usage/baseline";
import { byMap } from "./by-map";
import { dailyUse } from "./daily-use";
import { growthExponent, median } from "./statistics";

const SIZES = [10_000, 31_623, 100_000, 316_228, 1_000_000];
const ROUNDS = 9;
/** Small sizes are repeated until a measurement handles as many rows as the largest does. */
const LARGEST = SIZES.at(-1) ?? 1;

const SOURCES: readonly Source[] = [{ file: "bench", sheet: "Usage", kind: "Usage" }];

/** Milliseconds of one call. */
function timed(times: number, work: () => unknown): number {
  const start = performance.now();
  for (let n = 0; n < times; n++) work();
  return (performance.now() - start) / times;
}

let sink = 0;
function sumOf(column: Float64Array): void {
  let sum = 0;
  for (let at = 0; at < column.length; at++) sum += column[at] ?? 0;
  sink += sum;
}

for (const order of ["shuffled", "sorted"] as const) {
  const inputs = SIZES.map((rows) => dailyUse(rows, order));
  const gather = (n: number): void => {
    const { use, people } = inputs[n] as (typeof inputs)[number];
    sink += baselineOf(use, people, SOURCES).pairs.person.length;
  };
  const times: number[][] = SIZES.map(() => []);
  const sums: number[] = [];
  const maps: number[] = [];
  const { use } = inputs[SIZES.length - 1] as (typeof inputs)[number];
  for (let round = -1; round < ROUNDS; round++) {
    // Every size in every round, so that whatever else the machine does meets them all; the first round warms up.
    const measured = SIZES.map((rows, n) => timed(Math.ceil(LARGEST / rows), () => gather(n)));
    const sum = timed(20, () => sumOf(use.tokens));
    const map = timed(1, () => (sink += byMap(use)));
    if (round < 0) continue;
    measured.forEach((time, n) => times[n]?.push(time));
    sums.push(sum);
    maps.push(map);
  }
  const exponents = Array.from({ length: ROUNDS }, (_, round) =>
    growthExponent(
      SIZES,
      times.map((all) => all[round] ?? NaN),
    ),
  );
  const largest = times.at(-1) ?? [];
  const ratio = (of: readonly number[], to: readonly number[]): number =>
    median(of.map((time, n) => time / (to[n] ?? NaN)));
  console.log(`${order}:`);
  SIZES.forEach((rows, n) => {
    const time = median(times[n] ?? []);
    console.log(
      `  ${String(rows).padStart(9)} rows ${time.toFixed(2).padStart(9)} ms ${((time / rows) * 1e6).toFixed(0).padStart(6)} ns a row`,
    );
  });
  console.log(
    `  growth exponent ${median(exponents).toFixed(3)} (goal: at most 1.1), rounds ${Math.min(...exponents).toFixed(3)} to ${Math.max(...exponents).toFixed(3)}`,
  );
  console.log(`  baseline ÷ plain sum of one column, 1,000,000 rows: ${ratio(largest, sums).toFixed(0)}`);
  console.log(`  baseline ÷ the same by a Map of text keys: ${ratio(largest, maps).toFixed(2)}`);
}
if (!Number.isFinite(sink) && !Number.isNaN(sink)) console.log("nothing was worked out");
