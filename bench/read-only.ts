import { parseIsoDay } from "../src/engine/calendar";
import type { DayNumber } from "../src/engine/units";
import { openFile } from "../src/hosts/files";
import { read } from "../src/sheets/read/read";

/** Reads a file into an estate and does nothing with it. */
async function readOnly(path: string): Promise<void> {
  const { estate } = await read([await openFile(path)], {
    latest: parseIsoDay("2026-10-31") ?? (0 as DayNumber),
  });
  console.log(`${estate.use.length} rows`);
}

void readOnly(process.argv[2] ?? "");
