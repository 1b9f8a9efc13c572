import { backTest } from "../test/engine/pool/back-test";

/** Prints the table of docs/accuracy.md. */
const SEEDS = Array.from({ length: 600 }, (_, i) => 10_000 + i);
const LENGTHS = [
  [6, 3],
  [9, 3],
  [12, 6],
  [14, 6],
  [18, 6],
  [24, 12],
  [36, 12],
] as const;

const found = LENGTHS.map(([known, ahead]) => backTest(known, ahead, SEEDS));
const names = Object.keys(found[0]!.errors);
console.log(`| months known | months ahead | ${names.join(" | ")} | inside 80 % | inside 90 % |`);
console.log(`|${"---|".repeat(names.length + 4)}`);
for (const { known, ahead, errors, inLikely, inWide } of found)
  console.log(
    `| ${known} | ${ahead} | ${names.map((name) => errors[name]!.toFixed(3)).join(" | ")} | ` +
      `${(100 * inLikely).toFixed(1)} % | ${(100 * inWide).toFixed(1)} % |`,
  );
