import type { Row } from "../../workbook/cells";
import { slashOrder, type DateOrder } from "./dates";

/** A column of dates in a table: its header and its place in a row. */
export interface DateColumn {
  readonly header: string;
  readonly place: number;
}

/** More rows than this do not wait in memory. */
const MOST_WAITING = 400_000;

/**
 * Decides by column the order of day and month in dates with slashes. A date that can only be read one way
 * decides for its column, and for columns of the same table without such a date (DOMAIN §14). Rows with a date
 * that can be read both ways wait here until the table was read.
 */
export class DateColumns {
  readonly waiting: Row[] = [];
  private readonly proofs: ReadonlyMap<DateColumn, Set<DateOrder>>;

  constructor(
    columns: readonly DateColumn[],
    private readonly limit: number = MOST_WAITING,
  ) {
    this.proofs = new Map(columns.map((column) => [column, new Set()]));
  }

  /**
   * Notes what the dates of a row prove. Keeps the row and returns true when a date of it can be read both
   * ways.
   */
  keepsWaiting(row: Row): boolean {
    let waits = false;
    for (const [column, orders] of this.proofs) {
      const cell = row.cells[column.place];
      if (typeof cell !== "string" || !/[-/]/.test(cell)) continue;
      const order = slashOrder(cell);
      if (order === "either") waits = true;
      else if (order !== undefined) orders.add(order);
    }
    // Beyond the limit a row is read now, and its undecided date is an issue of its own.
    if (!waits || this.waiting.length >= this.limit) return false;
    this.waiting.push(row);
    return true;
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

  /**
   * The order of the dates in a column: `mixed` where they contradict each other, undefined where nothing
   * decides.
   */
  orderOf(place: number, assumed: DateOrder | undefined): DateOrder | "mixed" | undefined {
    const own = [...this.proofs].find(([column]) => column.place === place)?.[1] ?? new Set();
    const all = new Set([...this.proofs.values()].flatMap((orders) => [...orders]));
    const deciding = own.size > 0 ? own : all;
    if (deciding.size > 1) return "mixed";
    const [order = assumed] = deciding;
    return order;
  }
}
