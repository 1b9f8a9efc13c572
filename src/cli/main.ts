import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { run } from "./run";

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => abort.abort());

void run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  today: parseIsoDay(new Date().toISOString().slice(0, 10)) as DayNumber,
  signal: abort.signal,
  trace: process.env["SEATWISE_TRACE"] !== undefined,
}).then((exitCode) => (process.exitCode = exitCode));
