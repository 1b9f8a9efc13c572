import { callOf } from "../test/functions/excel";
import { median } from "./statistics";

const flexcost = callOf("FLEXCOST");

const ROWS = 1_000_000;
const CALLS = 10_000;
const ROUNDS = 15;

const column = (cell: (row: number) => number): number[][] =>
  Array.from({ length: ROWS }, (_, row) => [cell(row)]);
const days = column((row) => (row * 7) % 260);
const rates = column((row) => 1 + (row % 10));
const price = [[3.05]];
const single = Array.from({ length: CALLS }, (_, call) => [[call % 260]]);
const rate = [[6]];

/** FLEXCOST written by hand, for columns of plain numbers only. */
function byHand(used: unknown[][], perDay: unknown[][], prices: unknown[][]): number[][] {
  const costs = new Array<number[]>(used.length);
  const each = prices[0]?.[0] as number;
  for (let row = 0; row < used.length; row++) {
    costs[row] = [(used[row]?.[0] as number) * (perDay[row]?.[0] as number) * each];
  }
  return costs;
}

let sink = 0;
/** Milliseconds of some work, after a garbage collection. */
function timed(work: () => readonly unknown[]): number {
  globalThis.gc?.();
  const start = performance.now();
  sink += work().length;
  return performance.now() - start;
}
const each = (call: (used: unknown[][]) => readonly unknown[]) => (): unknown[][] => {
  for (const used of single) sink += call(used).length;
  return [];
};

const ratios: number[] = [];
const calls: number[] = [];
for (let round = -2; round < ROUNDS; round++) {
  // The first two rounds warm up.
  const hand = timed(() => byHand(days, rates, price));
  const ours = timed(() => flexcost(days, rates, price));
  const many = timed(each((used) => flexcost(used, rate, price)));
  if (round < 0) continue;
  ratios.push(ours / hand);
  calls.push(many / CALLS);
}
const spread = (all: readonly number[], digits: number): string =>
  `${median(all).toFixed(digits)}, rounds ${Math.min(...all).toFixed(digits)} to ${Math.max(...all).toFixed(digits)}`;
console.log(`FLEXCOST of ${ROWS} rows ÷ a loop by hand: ${spread(ratios, 2)} (goal: under 1.5)`);
console.log(
  `microseconds a call of one cell, ${CALLS} calls: ${spread(
    calls.map((all) => all * 1000),
    2,
  )}`,
);
if (!Number.isFinite(sink)) console.log("nothing was worked out");
