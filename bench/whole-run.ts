import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Measured } from "./measured";
import { median } from "./statistics";

const ROUNDS = 5;
const FILES = ["usage-1000000.csv", "usage-100000x12.xlsx"];

const data = (file: string): string => join(__dirname, "data", file);

function child(mode: "plain" | "analyze", file: string): Measured {
  const words = [
    "--import",
    "tsx",
    join(__dirname, "one-run.ts"),
    mode,
    data(file),
    data(`${file}.out.xlsx`),
  ];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" })) as Measured;
}

const sum = ({ milliseconds }: Measured): number => Object.values(milliseconds).reduce((a, b) => a + b, 0);
const seconds = (milliseconds: readonly number[]): string =>
  (median(milliseconds) / 1000).toFixed(1).padStart(6);

for (const file of FILES) {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    plain: child("plain", file),
    whole: child("analyze", file),
  }));
  const wholes = rounds.map(({ whole }) => whole);
  const plains = rounds.map(({ plain }) => plain);
  console.log(`${file}: ${wholes[0]?.rows} rows used`);
  console.log(`  plain pass over the cells  ${seconds(plains.map(sum))} s`);
  for (const step of Object.keys(wholes[0]?.milliseconds ?? {})) {
    const share = median(wholes.map((one) => (one.milliseconds[step] ?? NaN) / sum(one)));
    console.log(
      `  ${step.padEnd(26)} ${seconds(wholes.map((one) => one.milliseconds[step] ?? NaN))} s, ${(100 * share).toFixed(0)} % of the run`,
    );
  }
  console.log(
    `  whole run ÷ plain pass     ${median(rounds.map(({ plain, whole }) => sum(whole) / sum(plain))).toFixed(2)}`,
  );
  console.log(
    `  peak memory                ${Math.max(...wholes.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB at most (goal: under 1024); plain pass ${Math.max(...plains.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0)} MB`,
  );
}
