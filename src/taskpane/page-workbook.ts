import type { DateSystem } from "../engine/calendar";
import type { Row } from "../workbook/cells";
import { cancelled } from "../workbook/errors";
import type { CellArea, SheetInfo, WrittenCell } from "../workbook/reader";
import type { CellComment, SheetSpec, TableSpec } from "../workbook/spec";
import type { AnalysedWorkbook, AnalysisHost, Opened } from "./pane-host";
import type { Wire } from "./wire";

/** What the worker asks of the page, which alone may speak with Excel: what goes in and what comes out. */
export interface PageCalls {
  open: [asked: null, answer: { readonly file: string; readonly dateSystem: DateSystem }];
  sheets: [asked: null, answer: readonly SheetInfo[]];
  /** Begins to read a sheet. The answer is a number for `nextRows` and `endRows`. */
  beginRows: [asked: SheetInfo, answer: number];
  /** The next rows; null after the last. */
  nextRows: [asked: number, answer: readonly Row[] | null];
  endRows: [asked: number, answer: null];
  writtenIn: [
    asked: { readonly sheet: SheetInfo; readonly areas: readonly CellArea[] },
    answer: ReadonlyMap<string, WrittenCell>,
  ];
  hiddenColumns: [asked: SheetInfo, answer: ReadonlySet<number>];
  comments: [asked: readonly SheetInfo[], answer: ReadonlyMap<string, readonly CellComment[]>];
  /** Takes the sheets to write, with tables that have no rows yet. */
  beginWrite: [asked: readonly SheetSpec[], answer: null];
  addRows: [asked: MoreRows, answer: null];
  /** Writes what was taken. */
  write: [asked: null, answer: null];
}

/** Rows of a table that follow those before. */
export interface MoreRows {
  /** The places of sheet and table in what is written. */
  readonly sheet: number;
  readonly table: number;
  readonly rows: TableSpec["rows"];
}

/** So many cells cross at once; the page is busy for a few milliseconds with them. */
const CELLS_AT_A_TIME = 8_000;

/** The workbook that is open in Excel, as the worker sees it. */
export class ExcelBehindPage implements AnalysisHost {
  constructor(private readonly wire: Wire) {}

  async open(): Promise<Opened<AnalysedWorkbook>> {
    const { file, dateSystem } = await askPage(this.wire, "open", null);
    const workbook = new PageWorkbook(this.wire, file, dateSystem);
    return { readers: [workbook], workbook };
  }

  keep(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

class PageWorkbook implements AnalysedWorkbook {
  readonly decimalSign = "unknown";
  readonly remarks: readonly string[] = [];
  readonly writesInPlace = true;

  constructor(
    private readonly wire: Wire,
    readonly file: string,
    readonly dateSystem: DateSystem,
  ) {}

  sheets(): Promise<readonly SheetInfo[]> {
    return askPage(this.wire, "sheets", null);
  }

  async *rows(sheet: SheetInfo, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    const reading = await askPage(this.wire, "beginRows", sheet);
    try {
      for (;;) {
        if (signal?.aborted) throw cancelled(this.file);
        const rows = await askPage(this.wire, "nextRows", reading);
        if (rows === null) return;
        yield rows;
      }
    } finally {
      await askPage(this.wire, "endRows", reading);
    }
  }

  writtenIn(sheet: SheetInfo, areas: readonly CellArea[]): Promise<ReadonlyMap<string, WrittenCell>> {
    return askPage(this.wire, "writtenIn", { sheet, areas });
  }

  hiddenColumns(sheet: SheetInfo): Promise<ReadonlySet<number>> {
    return askPage(this.wire, "hiddenColumns", sheet);
  }

  comments(sheets: readonly SheetInfo[]): Promise<ReadonlyMap<string, readonly CellComment[]>> {
    return askPage(this.wire, "comments", sheets);
  }

  async write(specs: readonly SheetSpec[]): Promise<void> {
    const withoutRows = (table: TableSpec): TableSpec => ({ ...table, rows: [] });
    await askPage(
      this.wire,
      "beginWrite",
      specs.map((spec) => ({ ...spec, tables: spec.tables.map(withoutRows) })),
    );
    for (const [sheet, { tables }] of specs.entries())
      for (const [table, { columns, rows }] of tables.entries()) {
        const atATime = Math.max(1, Math.floor(CELLS_AT_A_TIME / columns.length));
        for (let from = 0; from < rows.length; from += atATime)
          await askPage(this.wire, "addRows", { sheet, table, rows: rows.slice(from, from + atATime) });
      }
    await askPage(this.wire, "write", null);
  }
}

/** The page answers as `PageCalls` says: `excel-on-page.ts` is the other end. */
const askPage = <Name extends keyof PageCalls>(
  wire: Wire,
  name: Name,
  asked: PageCalls[Name][0],
): Promise<PageCalls[Name][1]> => wire.call(name, asked) as Promise<PageCalls[Name][1]>;
