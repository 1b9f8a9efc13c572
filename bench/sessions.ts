import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { makeSessions } from "./make-sessions";

/**
 * Session logs from the file to the charges of each user and product, to the whole analysis, and DuckDB on the same
 * file, each in a process of its own: tsx sessions.ts 100000 300000. DuckDB is left out where `@duckdb/node-api` is not
 * installed in this folder.
 */
const DATA = join(__dirname, "data");

interface Measured {
  readonly found: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

function child(work: string, path: string): Measured | null {
  const words = ["--import", "tsx", join(__dirname, "one-session-run.ts"), work, path];
  try {
    return JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" })) as Measured;
  } catch (error) {
    if (work !== "duckdb") throw error;
    return null;
  }
}

async function main(sizes: readonly number[]): Promise<void> {
  mkdirSync(DATA, { recursive: true });
  for (const rows of sizes) {
    const path = join(DATA, `sessions-${rows}.csv`);
    if (!existsSync(path)) await makeSessions(path, rows);
    const duck = child("duckdb", path);
    for (const work of ["charges", "analysis", "duckdb"]) {
      const one = work === "duckdb" ? duck : child(work, path);
      if (one === null) continue;
      const ratio = duck === null ? "" : `, ${(one.seconds / duck.seconds).toFixed(1)} × DuckDB`;
      console.log(
        `${rows} sessions, ${work}: ${one.seconds.toFixed(1)} s of processor time${ratio}, ` +
          `${one.peakMegabytes.toFixed(0)} MB at most, ${one.found} found`,
      );
    }
  }
}

void main(process.argv.slice(2).map(Number));
