import type { Row } from "../workbook/cells";
import type { SheetSpec, TableSpec } from "../workbook/spec";
import { at } from "../engine/at";
import { openExcel, type ExcelWorkbook } from "../hosts/excel/excel";
import type { MoreRows, PageCalls } from "./page-workbook";
import type { Served } from "./wire";

type Answers = {
  readonly [Name in keyof PageCalls]: (asked: PageCalls[Name][0]) => Promise<PageCalls[Name][1]>;
};

/** A sheet to write whose tables still get rows. */
interface GrowingSpec extends SheetSpec {
  readonly tables: readonly (TableSpec & { readonly rows: TableSpec["rows"][number][] })[];
}

/** Answers what the worker asks of Excel. */
export class ExcelOnPage {
  private workbook: ExcelWorkbook | undefined;
  private readings = 0;
  private readonly open = new Map<number, AsyncIterator<readonly Row[]>>();
  private specs: readonly GrowingSpec[] = [];

  readonly served: Served = (name, asked) => {
    const answer = this.answers[name as keyof PageCalls] as (asked: unknown) => Promise<unknown>;
    return answer(asked);
  };

  private readonly answers: Answers = {
    open: async () => {
      // Readings of a worker that was ended are never ended by it.
      this.open.clear();
      this.workbook = await openExcel();
      const { file, dateSystem } = this.workbook;
      return { file, dateSystem };
    },
    sheets: () => this.book.sheets(),
    beginRows: (sheet) => {
      this.open.set(++this.readings, this.book.rows(sheet)[Symbol.asyncIterator]());
      return Promise.resolve(this.readings);
    },
    nextRows: async (reading) => {
      const next = await this.open.get(reading)?.next();
      return next === undefined || next.done === true ? null : next.value;
    },
    endRows: async (reading) => {
      await this.open.get(reading)?.return?.();
      this.open.delete(reading);
      return null;
    },
    writtenIn: ({ sheet, areas }) => this.book.writtenIn(sheet, areas),
    hiddenColumns: (sheet) => this.book.hiddenColumns(sheet),
    comments: (sheets) => this.book.comments(sheets),
    beginWrite: (specs) => {
      this.specs = specs.map((spec) => ({
        ...spec,
        tables: spec.tables.map((table) => ({ ...table, rows: [] })),
      }));
      return Promise.resolve(null);
    },
    addRows: ({ sheet, table, rows }: MoreRows) => {
      at(at(this.specs, sheet).tables, table).rows.push(...rows);
      return Promise.resolve(null);
    },
    write: async () => {
      const { specs } = this;
      this.specs = [];
      await this.book.write(specs);
      return null;
    },
  };

  private get book(): ExcelWorkbook {
    if (this.workbook === undefined) throw new Error("The workbook is asked for before it is opened.");
    return this.workbook;
  }
}
