import { DEFAULT_ASSUMPTIONS, defaultAssumptions } from "../src/engine/assumptions";
import { parseIsoDay } from "../src/engine/calendar";
import { contextOf } from "../src/engine/estate/context";
import type { DayNumber } from "../src/engine/units";
import { sessionCharges } from "../src/engine/usage/charges";
import { openFile } from "../src/hosts/files";
import { read } from "../src/sheets/read/read";
import { runAnalysis } from "../src/sheets/run";

const AS_OF = parseIsoDay("2026-11-02") ?? (0 as DayNumber);

const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function charges(path: string): Promise<number> {
  const { estate } = await read([await openFile(path)], { latest: AS_OF });
  return sessionCharges(contextOf(estate, AS_OF, defaultAssumptions())).length;
}

async function analysis(path: string): Promise<number> {
  const set = [{ name: DEFAULT_ASSUMPTIONS.timeZone.name, value: "Europe/Berlin" }];
  const run = await runAnalysis([await openFile(path)], { today: AS_OF, set });
  return run.analysis.waste.log?.charges ?? NaN;
}

/** Charge days by calendar, which is less than windows of 24 hours ask for, on one thread. */
async function duckdb(path: string): Promise<number> {
  const name = "@duckdb/node-api";
  const { DuckDBInstance } = (await import(name)) as {
    DuckDBInstance: { create: (path: string, config: object) => Promise<DuckDBDatabase> };
  };
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  const rows = await connection.runAndReadAll(
    `SELECT "User", Product, count(DISTINCT date_trunc('day', "Start")) FROM read_csv('${path}')
     WHERE "End" - "Start" >= INTERVAL 5 MINUTE GROUP BY ALL`,
  );
  return rows.currentRowCount;
}

interface DuckDBDatabase {
  connect: () => Promise<{ runAndReadAll: (sql: string) => Promise<{ currentRowCount: number }> }>;
}

const WORK = { charges, analysis, duckdb } as const;

async function measure(work: keyof typeof WORK, path: string): Promise<void> {
  const before = processorSeconds();
  const found = await WORK[work](path);
  const seconds = processorSeconds() - before;
  process.stdout.write(
    JSON.stringify({ found, seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024 }),
  );
}

const [work = "charges", path = ""] = process.argv.slice(2);
void measure(work as keyof typeof WORK, path);
