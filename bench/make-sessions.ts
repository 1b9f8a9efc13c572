import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { random } from "../examples/sample/random";
import { parseIsoDay } from "../src/engine/calendar";

const HEADER = "User,Product,Version,Start,End,Machine,Machine type,Active minutes,Logged in\n";
const PRODUCTS = [
  "AutoCAD",
  "Revit",
  "3ds Max",
  "Civil 3D",
  "Navisworks Manage",
  "AutoCAD LT",
  "Maya",
  "Inventor",
];
/** Each person has this many sessions, whatever the size, so that sizes differ in rows and in nothing else. */
const SESSIONS_A_PERSON = 500;
const DAYS = 365;
const FIRST_DAY = parseIsoDay("2025-11-01") ?? 0;

const stamp = (minute: number): string =>
  new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");

/** A session log in order of time for each of blocks of people, as a license tool writes it. The same every time. */
export function* sessionLines(rows: number): Generator<string> {
  const draw = random(rows);
  const people = Math.ceil(rows / SESSIONS_A_PERSON);
  yield HEADER;
  for (let row = 0; row < rows; row++) {
    const person = Math.floor(draw() * people);
    const nth = Math.floor(draw() * 2);
    const product = PRODUCTS[(person + 3 * nth) % PRODUCTS.length] ?? "";
    const day = FIRST_DAY + Math.floor((row / rows) * DAYS);
    const start = day * 1440 + 360 + Math.floor(draw() * 720);
    const length = draw() < 0.02 ? 1 + Math.floor(draw() * 2880) : Math.floor(draw() * 400);
    const isNight = draw() < 0.03;
    const version = draw() < 0.2 ? "2025" : "2026";
    const machine = `PC-${String(person).padStart(6, "0")}${nth === 1 ? "-B" : ""}`;
    const kind = isNight ? "service machine" : "workstation";
    yield (
      `user${person}@example.com,${product},${version},${stamp(start)},${stamp(start + length)},${machine},${kind},` +
      `${isNight ? 0 : Math.floor(length * draw())},${isNight ? "no" : "yes"}\n`
    );
  }
}

/** Writes a session log to a file. */
export async function makeSessions(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  let held: string[] = [];
  for (const line of sessionLines(rows)) {
    if (held.push(line) < 4_096) continue;
    if (!file.write(held.join(""))) await once(file, "drain");
    held = [];
  }
  file.end(held.join(""));
  await once(file, "finish");
}
