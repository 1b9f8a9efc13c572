import { at } from "../../engine/at";
import type { Origin, Source, SourceIndex } from "../../engine/estate/estate";
import { listed } from "../../engine/wording";
import type { Column } from "./column";
import type { Row } from "../../workbook/cells";
import type { CodedRow } from "../../workbook/coded-row";
import type { Dialect } from "./cell-values";
import type { DateColumns } from "./date-columns";
import type { DateOrder } from "./dates";
import type { EstateDraft } from "./draft";
import { Fault } from "./fault";
import type { Subject } from "./format";
import { headerKey } from "./header";

/** Reads a row that waited; nothing decides its dates at the `open` places. */
type ReadWaiting = (row: Row, dialectOf: (place: number) => Dialect, open: readonly number[]) => boolean;

/** A recognised table while it is read: its source, the current row, and the draft that takes its records. */
export class Table {
  /** The row being read, as the sheet numbers it. */
  row = 0;
  /** What the row says that a row of the same entry may contradict, by column. */
  says: ReadonlyMap<string, unknown> = new Map();
  /** The columns in which the row contradicts an earlier row of its entry, or says what that row leaves blank. */
  differing: readonly string[] = [];
  readonly keys: readonly string[];
  /** Whether a cell of a row cannot be read, found without an issue. */
  misfits: (row: Row) => boolean = () => false;
  /** Takes a row of which every cell was read before without an issue; false where it must be read. */
  takeAgain: (row: CodedRow) => boolean = () => false;
  private readonly endings: (() => void)[] = [];
  private settling?: {
    readonly dates: DateColumns;
    readonly read: ReadWaiting;
  };

  constructor(
    readonly draft: EstateDraft,
    readonly source: SourceIndex,
    readonly info: Source,
    readonly headers: readonly string[],
    readonly dialect: Dialect,
  ) {
    this.keys = headers.map(headerKey);
  }

  /** The origin of the record of this row. */
  get origin(): Origin {
    return { source: this.source, row: this.row };
  }

  has(column: Column<unknown>): boolean {
    return column.keys.some((key) => this.keys.includes(key));
  }

  /** Keeps the reader of the rows that wait for `dates` to be decided. */
  settlesWith(dates: DateColumns, read: ReadWaiting): void {
    this.settling = { dates, read };
  }

  /**
   * Reads the rows that waited. Their dates follow the order that the table's other dates prove, else
   * `assumed`. A column whose dates nothing decides, or that contradicts itself, is one issue, and its dates
   * are unknown.
   */
  settle(assumed: DateOrder | undefined): void {
    const { dates, read } = this.settling ?? {};
    if (!dates || !read) return;
    const orders = new Map(dates.places.map((place) => [place, dates.orderOf(place, assumed)]));
    const undecided = new Map<number, { readonly first: Row; rows: number }>();
    for (const row of dates.waiting) {
      this.row = row.row;
      const open = dates.openIn(row).filter((place) => (orders.get(place) ?? "mixed") === "mixed");
      const [place] = open;
      const column = place === undefined ? undefined : undecided.get(place);
      if (column) column.rows++;
      else if (place !== undefined) undecided.set(place, { first: row, rows: 1 });
      this.draft.count(
        this.source,
        read(row, (place) => this.dialectIn(orders.get(place)), open),
      );
    }
    for (const [place, { first, rows }] of undecided)
      this.askAboutDates(place, first, rows, orders.get(place) === "mixed");
  }

  private dialectIn(order: DateOrder | "mixed" | undefined): Dialect {
    return order === undefined || order === "mixed" ? this.dialect : { ...this.dialect, dateOrder: order };
  }

  private askAboutDates(place: number, { row, cells }: Row, rows: number, mixed: boolean): void {
    const header = at(this.headers, place);
    const fault = mixed
      ? Fault.of("mixed-dates", header)
      : Fault.of("ambiguous-date", cells[place] as string);
    this.draft.log.addMany(fault, this.draft.place({ source: this.source, row }, header), rows);
  }

  /**
   * Notes the currency of a price in this row; a fault where another cell of the row states another currency.
   */
  statesCurrency(currency: string): Fault | undefined {
    return this.draft.currencies.add(this.origin, currency.toUpperCase());
  }

  /** Notes that this row, or fields of it, could not be read. */
  refuse(fields: readonly string[], columns: readonly string[], subject: Subject): void {
    const { kind = this.info.kind, ...what } = subject;
    this.draft.refusals.add({ kind, origin: this.origin, fields, columns, ...what });
  }

  /** Runs `ending` after the last row. */
  atEnd(ending: () => void): void {
    this.endings.push(ending);
  }

  end(): void {
    for (const ending of this.endings) ending();
  }

  /** Adds an issue on this row. */
  say(fault: Fault, column?: string): void {
    this.draft.log.add(fault, this.draft.place(this.origin, column));
  }

  /** Adds an issue on this row, once for each `subject` in this file. */
  sayOnce(subject: string, fault: Fault): void {
    this.draft.log.once(subject, fault, this.draft.place(this.origin));
  }

  /** Adds an issue on the whole table, once for each `subject` in this file. */
  sayOfTable(fault: Fault, subject = this.info.sheet): void {
    this.draft.log.once(subject, fault, { file: this.info.file, sheet: this.info.sheet });
  }

  /**
   * The fault of a row that repeats the key of an earlier row of the same kind in any file; undefined for the
   * first. `entry` names the thing that the key identifies; without it, the two rows are equal. What two rows of an
   * entry say differently is unknown, and so is what only the skipped row says.
   */
  doubled(key: readonly unknown[], entry?: string): Fault | undefined {
    const { says, origin } = this;
    const first = this.draft.firstOf(this.info.kind, key, { origin, says });
    if (!first) return undefined;
    const where = this.draft.rowName(first.origin, this.source);
    if (entry === undefined) return Fault.of("doubled-row", where);
    this.differing = [...says].flatMap(([column, value]) =>
      JSON.stringify(first.says.get(column)) === JSON.stringify(value) ? [] : [column],
    );
    return this.differing.length === 0
      ? Fault.of("doubled-entry", entry, where)
      : Fault.of("entries-differ", entry, where, listed(this.differing));
  }
}
