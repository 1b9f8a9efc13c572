import { random } from "../examples/sample/random";
import { parseIsoDay } from "../src/engine/calendar";
import { Access, type DailyUse } from "../src/engine/estate/estate";

/** Each person has this many rows, whatever the size, so that sizes differ in rows and in nothing else. */
const ROWS_A_PERSON = 500;
const WINDOW = 730;
export const PRODUCTS = 12;
const LAST_DAY = parseIsoDay("2026-10-31") ?? 0;

/** Daily use of `rows` rows over two years: sorted by person, product and day, or in no order. The same every time. */
export function dailyUse(rows: number, order: "sorted" | "shuffled"): { use: DailyUse; people: number } {
  const draw = random(rows);
  const columns = {
    person: new Int32Array(rows),
    product: new Int32Array(rows),
    variant: new Int32Array(rows),
    day: new Int32Array(rows),
    access: new Uint8Array(rows),
    tokens: new Float64Array(rows),
    source: new Uint16Array(rows),
    row: Int32Array.from({ length: rows }, (_, at) => at + 2),
  };
  let at = 0;
  for (let person = 0; at < rows; person++) {
    const end = Math.min(at + ROWS_A_PERSON, rows);
    // One, two or three products, each on its own days.
    const products = 1 + Math.floor(draw() * 3);
    for (let nth = 0; nth < products; nth++) {
      const upTo = nth === products - 1 ? end : at + Math.floor((end - at) / (products - nth));
      const product = (person + 5 * nth) % PRODUCTS;
      const onTokens = draw() < 0.3;
      const step = WINDOW / (upTo - at || 1);
      for (let n = 0; at < upTo; n++, at++) {
        columns.person[at] = person;
        columns.product[at] = product;
        columns.variant[at] = draw() < 0.1 ? 1 : 0;
        columns.day[at] = LAST_DAY - WINDOW + 1 + Math.floor(n * step);
        columns.access[at] = onTokens ? Access.tokens : Access.seat;
        columns.tokens[at] = onTokens ? 7 : NaN;
      }
    }
  }
  if (order === "shuffled") {
    for (let last = rows - 1; last > 0; last--) {
      const other = Math.floor(draw() * (last + 1));
      for (const column of Object.values(columns)) {
        const kept = column[last] ?? 0;
        column[last] = column[other] ?? 0;
        column[other] = kept;
      }
    }
  }
  return { use: { ...columns, length: rows }, people: Math.ceil(rows / ROWS_A_PERSON) };
}
