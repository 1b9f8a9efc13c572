import { random } from "../../examples/sample/random";
import { evidence } from "../../src/engine/evidence/statements";
import { unreadTables } from "../../src/engine/evidence/tables-read";
import { conclusionsOf, runOn, type Conclusion } from "./conclusions";
import { firm, type Firm } from "./firm";

/** Columns whose cells decide a figure. Names of people, teams and products are texts: any text can be read. */
const DECIDING: Readonly<Record<string, readonly string[]>> = {
  subscriptions: ["seat_quantity", "Quantity", "Seats", "end_date", "End date", "Unit price"],
  contracts: ["Start", "End", "Notice days", "True-down cap", "Floor"],
  offers: ["Price per year"],
  rates: ["Tokens per day"],
  packs: ["Purchased", "Tokens", "Price", "Ends"],
  usage: ["Day used", "Access option", "tokens_used"],
  "seat usage": ["Day used"],
  "token usage": ["Day used", "Tokens used"],
};

interface Cell {
  readonly table: string;
  readonly column: number;
  readonly row: number;
}

/** A filled cell that decides a figure. */
function cellOf({ exports }: Firm, draw: () => number): Cell {
  for (;;) {
    const tables = Object.keys(exports).filter((name) => DECIDING[name] !== undefined);
    const table = tables[Math.floor(draw() * tables.length)]!;
    const { header, rows } = exports[table]!;
    const columns = header.flatMap((name, column) => (DECIDING[table]!.includes(name) ? [column] : []));
    const [column, row] = [columns[Math.floor(draw() * columns.length)], Math.floor(draw() * rows.length)];
    if (column !== undefined && (rows[row]?.[column] ?? "") !== "") return { table, column, row };
  }
}

const without = (whole: Firm, { table, column, row }: Cell): Firm => ({
  ...whole,
  exports: {
    ...whole.exports,
    [table]: {
      ...whole.exports[table]!,
      rows: whole.exports[table]!.rows.map((cells, r) =>
        r === row ? cells.map((cell, c) => (c === column ? `${cell}, see note` : cell)) : cells,
      ),
    },
  },
});

/** Seats to drop or to order; tokens follow from who keeps what. */
function quantities(conclusions: readonly Conclusion[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { what, subject, quantity } of conclusions)
    if (subject !== "tokens")
      sums.set(`${what} ${subject}`, (sums.get(`${what} ${subject}`) ?? 0) + quantity);
  return sums;
}

describe.each([2, 5])("firm %i with a cell that cannot be read", (seed) => {
  it("drops and orders no more seats than with the whole exports, and says what is unknown", async () => {
    const whole = firm(seed);
    const good = quantities(conclusionsOf((await runOn(whole)).analysis));
    const draw = random(seed);
    for (let n = 0; n < 8; n++) {
      const cell = cellOf(whole, draw);
      const how = `${cell.table}, ${whole.exports[cell.table]!.header[cell.column]}, row ${cell.row + 2}`;
      const { analysis } = await runOn(without(whole, cell));
      // Of an offering that stays as it is, the seats on its lines are no order.
      const ordered = conclusionsOf(analysis).filter(({ subject }) => !analysis.stays.has(subject));
      const over = [...quantities(ordered)]
        .filter(([what, quantity]) => quantity > (good.get(what) ?? 0))
        .map(([what, quantity]) => `${how}: ${what} ${quantity}, not ${good.get(what) ?? 0}`);
      expect(over).toEqual([]);
      const said = [...evidence(analysis), ...unreadTables(analysis.estate)].join("; ");
      expect(said).toMatch(/could(?: not)? be read/);
    }
  }, 120_000);
});
