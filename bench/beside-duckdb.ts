import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { median } from "./statistics";

const [file = join(__dirname, "data", "usage-1000000.csv"), rounds = "3"] = process.argv.slice(2);

/** What a process took, from its start to its end. */
interface Taken {
  readonly seconds: number;
  readonly megabytes: number;
}

const folder = mkdtempSync(join(tmpdir(), "beside-duckdb-"));

/** Bundles a script, as the built command line is one: nothing is compiled while it runs. */
function bundled(entry: string): string {
  const outfile = join(folder, `${entry.replace(/\W/g, "-")}.cjs`);
  buildSync({ entryPoints: [join(__dirname, entry)], bundle: true, platform: "node", outfile });
  return outfile;
}

function taken(script: string, ...words: readonly string[]): Taken {
  const preload = ["--require", join(__dirname, "processor-time.cjs")];
  const { status, output } = spawnSync(process.execPath, [...preload, script, ...words], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return JSON.parse(output[3] ?? "") as Taken;
}

const cli = bundled("../src/cli/main.ts");
const reading = bundled("read-only.ts");
const measured = Array.from({ length: Number(rounds) }, (_, round) => ({
  duckdb: taken(join(__dirname, "duckdb.mjs"), file),
  read: taken(reading, file),
  whole: taken(cli, "analyze", file, "--as-of", "2026-10-31", "--out", join(folder, `${round}.xlsx`)),
}));
rmSync(folder, { recursive: true });

const shown = (numbers: readonly number[]): string =>
  `${median(numbers).toFixed(2)} (${numbers.map((one) => one.toFixed(2)).join(", ")})`;
for (const side of ["duckdb", "read", "whole"] as const) {
  const peak = Math.max(...measured.map((round) => round[side].megabytes));
  console.log(
    `${side.padEnd(7)} ${shown(measured.map((round) => round[side].seconds))} s of the processor, ${peak.toFixed(0)} MB at most`,
  );
}
for (const side of ["read", "whole"] as const)
  console.log(
    `${side} ÷ DuckDB ${shown(measured.map((round) => round[side].seconds / round.duckdb.seconds))}`,
  );
