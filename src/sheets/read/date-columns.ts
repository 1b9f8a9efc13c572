import type { Row } from "../../workbook/cells";
import { slashOrder, type DateOrder } from "./dates";

/** A column of dates in a table: its header and its place in a row. */
export interface DateColumn {
  readonly header: string;
  readonly place: number;
}

/**
 * Decides by column how dates with slashes are written: one date that can only be month first (or day first) speaks for its whole
 * column, and for columns of the same table that prove nothing themselves (DOMAIN §14). Rows with a date that can be read both
 * ways wait here until the table was read.
 */
export class DateColumns {
  readonly waiting: Row[] = [];
  private readonly proofs: ReadonlyMap<DateColumn, Set<DateOrder>>;

  constructor(columns: readonly DateColumn[]) {
    this.proofs = new Map(columns.map((column) => [column, new Set()]));
  }

  /** Takes note of what the dates of a row prove; keeps the row, and says so, when one of them can be read both ways. */
  keepsWaiting(row: Row): boolean {
    let waits = false;
    for (const [column, orders] of this.proofs) {
      const cell = row.cells[column.place];
      if (typeof cell !== "string" || !cell.includes("/")) continue;
      const order = slashOrder(cell);
      if (order === "either") waits = true;
      else if (order !== undefined) orders.add(order);
    }
    if (waits) this.waiting.push(row);
    return waits;
  }

  get places(): readonly number[] {
    return [...this.proofs.keys()].map(({ place }) => place);
  }

  /** The places of a row's dates that can be read both ways. */
  openIn({ cells }: Row): readonly number[] {
    return this.places.filter((place) => {
      const cell = cells[place];
      return typeof cell === "string" && slashOrder(cell) === "either";
    });
  }

  /** How the dates of a column are written; `mixed` where its own dates contradict each other, undefined where nothing decides. */
  orderOf(place: number, assumed: DateOrder | undefined): DateOrder | "mixed" | undefined {
    const own = [...this.proofs].find(([column]) => column.place === place)?.[1] ?? new Set();
    const all = new Set([...this.proofs.values()].flatMap((orders) => [...orders]));
    const deciding = own.size > 0 ? own : all;
    if (deciding.size > 1) return "mixed";
    const [order = assumed] = deciding;
    return order;
  }
}
