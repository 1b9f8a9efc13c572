import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { USAGE_HEADER } from "../examples/sample/usage-header";
import { plainWorkbook, type PlainCell } from "../examples/sample/plain-workbook";
import { isoDay } from "../src/engine/calendar";
import { Access } from "../src/engine/estate/estate";
import type { DayNumber } from "../src/engine/units";
import { dailyUse } from "./daily-use";

/** Where the files lie that are measured; made anew by this script, and not kept with the code. */
const DATA = join(__dirname, "data");

const PRODUCTS = [
  "AutoCAD",
  "Revit",
  "3ds Max",
  "Civil 3D",
  "Navisworks Manage",
  "AutoCAD LT",
  "InfraWorks",
  "ReCap Pro",
  "Maya",
  "Inventor",
  "Fusion",
  "Mudbox",
];

/** Rows of the daily export, in no order. */
function* usageRows(rows: number): Generator<PlainCell[]> {
  const { use } = dailyUse(rows, "shuffled");
  for (let at = 0; at < rows; at++) {
    const person = use.person[at] ?? 0;
    const onTokens = use.access[at] === Access.tokens;
    const product = PRODUCTS[use.product[at] ?? 0] ?? "";
    yield [
      "Bench team",
      onTokens ? "Flex" : product,
      product,
      use.variant[at] === 1 ? "2025" : "2026",
      { day: use.day[at] as DayNumber },
      onTokens ? "Tokens" : "Seats",
      `hash${String(person).padStart(28, "0")}`,
      `ID${String(person).padStart(10, "0")}`,
      `user${person}@example.com`,
      `First${person}`,
      `Last${person}`,
      onTokens ? (use.tokens[at] ?? null) : null,
    ];
  }
}

const text = (cell: PlainCell): string =>
  cell === null ? "" : typeof cell === "object" ? isoDay(cell.day) : String(cell);

async function writeCsv(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${USAGE_HEADER.join(",")}\n`);
  for (const cells of usageRows(rows)) {
    if (!file.write(`${cells.map(text).join(",")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

function writeXlsx(path: string, rows: number, columns: readonly (typeof USAGE_HEADER)[number][]): void {
  const places = columns.map((name) => USAGE_HEADER.indexOf(name));
  const lines = [...usageRows(rows)].map((cells) => places.map((place) => cells[place] ?? null));
  const widths = columns.map(() => 14);
  writeFileSync(path, plainWorkbook([{ name: "Usage", widths, header: 1, rows: [columns, ...lines] }]));
}

async function make(): Promise<void> {
  mkdirSync(DATA, { recursive: true });
  await writeCsv(join(DATA, "usage-1000000.csv"), 1_000_000);
  writeXlsx(join(DATA, "usage-100000x12.xlsx"), 100_000, USAGE_HEADER);
  writeXlsx(join(DATA, "usage-1000000x8.xlsx"), 1_000_000, [
    "offering_name",
    "product_name",
    "version",
    "day_used",
    "access_option",
    "hashed_autodesk_id",
    "email",
    "tokens_used",
  ]);
}

void make();
