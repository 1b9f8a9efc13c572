import { parseIsoDay } from "../src/engine/calendar";
import type { DayNumber } from "../src/engine/units";
import { nativeDeflater } from "../src/cli/native-deflater";
import { openCsv } from "../src/hosts/csv";
import { newXlsx } from "../src/hosts/xlsx/xlsx";
import { report } from "../src/sheets/report/report";
import { runAnalysis } from "../src/sheets/run";

const USERS = 100_000;
const ROWS_OF_A_USER = 12;
const LAST_DAY = parseIsoDay("2026-10-31") ?? (0 as DayNumber);
const OFFERINGS = [
  { name: "AEC Collection", price: 3430, opens: ["Revit", "AutoCAD", "Civil 3D", "Navisworks Manage"] },
  { name: "AutoCAD", price: 2030, opens: ["AutoCAD"] },
  { name: "Revit", price: 2985, opens: ["Revit"] },
];

const table = (name: string, rows: Iterable<readonly (string | number)[]>) =>
  openCsv(`${name}.csv`, new TextEncoder().encode([...rows].map((row) => row.join(",")).join("\n")));

function* users() {
  yield ["email", "product_name", "Team"];
  for (let i = 0; i < USERS; i++) yield [`u${i}@x.example`, OFFERINGS[i % 3]!.name, `T${i % 40}`];
}

/** Days of use that differ from user to user, without a random source. */
function* usage() {
  yield ["Day used", "product_name", "access_option", "email", "tokens_used"];
  for (let i = 0; i < USERS; i++) {
    const { opens } = OFFERINGS[i % 3]!;
    for (let n = 0; n < ROWS_OF_A_USER; n++) {
      const day = (i * 37 + n * 29) % 365;
      const date = new Date(Date.UTC(2025, 10, 1 + day)).toISOString().slice(0, 10);
      yield [date, opens[(i + n) % opens.length]!, "Subscription", `u${i}@x.example`, ""];
    }
  }
}

function* subscriptions() {
  yield ["offering_name", "Seat quantity", "Contract", "Start date", "End date", "Unit price"];
  for (const { name, price } of OFFERINGS)
    yield [name, Math.ceil(USERS / 3) + 100, "C1", "2026-01-01", "2026-12-31", price];
}

/** Processor time since the last call, in seconds. */
function stopwatch(): () => number {
  let before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    return (user + system) / 1e6;
  };
}

/** A run over 100,000 users: what share of it is writing, and the memory of the whole. */
async function measure(): Promise<void> {
  const readers = [table("subscriptions", subscriptions()), table("users", users()), table("usage", usage())];
  const lap = stopwatch();
  const run = await runAnalysis(readers, { today: LAST_DAY, asOf: LAST_DAY, set: [] });
  const analysis = lap();
  const workbook = newXlsx("answer.xlsx");
  workbook.packBy(nativeDeflater);
  await workbook.write(report({ ...run, dateSystem: workbook.dateSystem }));
  const { length } = workbook.toBytes();
  const writing = lap();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(`${USERS} users, ${(length / 2 ** 20).toFixed(0)} MiB written`);
  console.log(`reading and analysis  ${analysis.toFixed(1)} s`);
  console.log(`writing               ${writing.toFixed(1)} s`);
  console.log(`writing ÷ run         ${(writing / (analysis + writing)).toFixed(2)} (goal: under 0.33)`);
  console.log(`peak memory           ${megabytes.toFixed(0)} MB (goal: under 1024)`);
}

void measure();
