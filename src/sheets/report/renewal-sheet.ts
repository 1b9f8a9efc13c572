import { isoDay } from "../../engine/calendar";
import type { Headline } from "../../engine/headlines";
import { renewalLines } from "../../engine/renewal-lines";
import { headlinesAmong, ofKind, statementsOf, type Statement } from "../../engine/statements";
import { counted, folded } from "../../engine/wording";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { ChartSpec, Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { BRIDGE_COLUMNS, bridgeRows, type BridgeRow } from "./bridge-table";
import { lookedUp } from "./formulas";
import { headlineFigures } from "./headlines";
import { renewalColumns, shownLines } from "./renewal-table";
import type { ReportInput } from "./report-input";
import { lastRow, resultSheet } from "./result-sheet";
import { isSpec, reportTable, type ReportColumn, type ReportTable } from "./table";
import { BRIDGE, RENEWAL, RENEWAL_BRIDGE, SHEET_NAMES, type TableColumn } from "./tables";

/** The widths of the table of the lines. Sentences run over all of them. */
const WIDTHS = [20, 28, 12, 9, 9, 9, 9, 14, 12, 44];

/** Characters of a sentence in a row: what a printed page shows. */
const SENTENCE_WIDTH = 125;
/** The same for a sentence with an amount at its right. */
const SHORT_WIDTH = 75;

/** The same for a note beside a figure. */
const NOTE_WIDTH = 58;

const AMOUNT_COLUMN = 7;
const STATUS_COLUMN = 9;
/** Right of the page, folded away: what the chart draws. */
const BRIDGE_COLUMN = 11;
const CHART_ROWS = 15;
const MOST_ASKS = 5;

/**
 * The answer. On the first page: the result, how far it can be trusted, the contract lines, the requests of the largest
 * worth, the next dates, and the way from today to the best mix. On the second: every figure and statement.
 */
export function renewalSheet(run: ReportInput): SheetSpec {
  const statements = statementsOf(run);
  const of = (kind: Statement["kind"]): readonly Statement[] => ofKind(statements, kind);
  const page = new Page();
  for (const { text } of of("result")) page.sentence(`${text}.`, "heading");
  for (const { text } of of("trust")) page.sentence(`${text}.`, "note");
  for (const { text } of of("caution")) page.sentence(`${text}.`, "warning");
  const lines = page.table(lineTable(run, page.row + 2));
  page.largest(of("ask"));
  page.list("Next dates", of("date"));
  const bridge = bridgeTable(run, page.row + 2);
  const chart = bridge === null ? [] : [page.chart(bridge, run)];
  page.row += 1;
  const secondPage = page.row;
  page.line("Every figure and statement of the answer", "heading");
  page.figures(run, headlinesAmong(statements));
  page.list("What to order for the best mix", of("ask"));
  page.list("Act on", of("action"));
  return {
    ...resultSheet({
      key: "renewal",
      title: "Renewal",
      frozenRows: 1,
      widths: [...WIDTHS, 3, ...(bridge?.widths ?? [])],
      notes: source(run),
      cells: page.cells,
      tables: [lines, ...(bridge === null ? [] : [bridge])],
      charts: chart,
      ...(bridge === null
        ? {}
        : { folded: [{ first: BRIDGE_COLUMN, last: BRIDGE_COLUMN + bridge.columns.length - 1 }] }),
    }),
    pageBreaks: [secondPage],
  };
}

/** The rows of the sheet, filled from the top. */
class Page {
  /** The first free row, below the title and the notes on the source. */
  row = 3;
  readonly cells: PlacedCell[] = [];

  line(value: string, look: Look): void {
    this.cells.push({ row: this.row++, column: 0, value, look });
  }

  sentence(text: string, look: Look, width = SENTENCE_WIDTH): void {
    for (const part of folded(text, width)) this.line(part, look);
  }

  table(table: ReportTable): ReportTable {
    this.row = lastRow(table) + 1;
    return table;
  }

  list(title: string, statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.row++;
    this.line(title, "heading");
    for (const { text } of statements) this.sentence(text, "plain");
  }

  /** The requests that move most money; those of unknown worth come last. */
  largest(asks: readonly Statement[]): void {
    if (asks.length === 0) return;
    const byWorth = [...asks].sort((a, b) => (b.worth ?? -1) - (a.worth ?? -1)).slice(0, MOST_ASKS);
    this.row++;
    const more = asks.length > byWorth.length ? `, the ${byWorth.length} of the largest worth` : "";
    this.cells.push({ row: this.row, column: AMOUNT_COLUMN, value: "Worth a year", look: "heading" });
    this.line(`What to ask for${more}`, "heading");
    for (const { text, worth } of byWorth) {
      const value = worth ?? UNKNOWN;
      this.cells.push({ row: this.row, column: AMOUNT_COLUMN, value, format: "money" });
      this.sentence(text, "plain", SHORT_WIDTH);
    }
  }

  chart(bridge: ReportTable, { analysis }: ReportInput): ChartSpec {
    this.row++;
    const from = this.row;
    this.row = Math.max(lastRow(bridge), from + CHART_ROWS) + 1;
    const { categories, series } = {
      categories: RENEWAL_BRIDGE.step.header,
      series: [RENEWAL_BRIDGE.base, RENEWAL_BRIDGE.total, RENEWAL_BRIDGE.less, RENEWAL_BRIDGE.more],
    };
    return {
      name: "From today to the best mix",
      title: `What makes the difference in the first year, ${analysis.assumptions.currency}`,
      alt: altText(analysis),
      kind: "waterfall",
      from: { row: from, column: 0 },
      to: { row: from + CHART_ROWS, column: STATUS_COLUMN },
      table: RENEWAL_BRIDGE.tableName,
      categories,
      series: series.map(({ header }) => header),
      format: "money",
    };
  }

  /** The headlines with links to their rows, their formulas, and notes. */
  figures(run: ReportInput, headlines: readonly Headline[]): void {
    for (const { what, figure, note, to } of headlineFigures(run, headlines)) {
      this.cells.push(
        { row: this.row, column: 0, value: what, ...(to ? { link: to } : {}) },
        { row: this.row, column: AMOUNT_COLUMN, ...figure },
      );
      for (const part of folded(note, NOTE_WIDTH))
        this.cells.push({ row: this.row++, column: AMOUNT_COLUMN + 1, value: part, look: "note" });
    }
  }
}

const lineTable = (run: ReportInput, row: number): ReportTable =>
  reportTable(
    RENEWAL,
    { row, column: 0 },
    renewalColumns(run),
    shownLines(renewalLines(run.analysis)),
    run.analysis.recommended === null
      ? "Seats that can be dropped whatever their use"
      : "What becomes of each contract line; together the lines save what the first year saves",
  );

function altText({ bridge }: ReportInput["analysis"]): string {
  const steps = bridge?.steps.map(
    ({ name, amount }) => `${name} ${amount === null ? UNKNOWN : Math.round(amount)}`,
  );
  return `Columns from the cost as it is to the cost of the best mix: ${(steps ?? []).join(", ")}.`;
}

/** The bridge of the Scenarios, row by row, for the chart of this sheet. */
function bridgeTable(run: ReportInput, row: number): ReportTable | null {
  const rows = bridgeRows(run.analysis);
  return rows.length === 0
    ? null
    : reportTable(RENEWAL_BRIDGE, { row, column: BRIDGE_COLUMN }, BRIDGE_COLUMNS_HERE, rows);
}

/** The columns of the bridge that the chart draws, and what they are called here. */
const COPIED: readonly (readonly [here: TableColumn, there: TableColumn])[] = [
  [RENEWAL_BRIDGE.amount, BRIDGE.amount],
  [RENEWAL_BRIDGE.base, BRIDGE.base],
  [RENEWAL_BRIDGE.total, BRIDGE.total],
  [RENEWAL_BRIDGE.less, BRIDGE.less],
  [RENEWAL_BRIDGE.more, BRIDGE.more],
];

const BRIDGE_COLUMNS_HERE: readonly ReportColumn<BridgeRow>[] = [
  { column: RENEWAL_BRIDGE.step, width: 34, format: "text", cell: ({ step }) => step },
  ...COPIED.map(([column, there]): ReportColumn<BridgeRow> => ({
    column,
    format: "money",
    cell: (row) => ({
      value: valueIn(there, row),
      formula: lookedUp(there, BRIDGE.step, RENEWAL_BRIDGE.step.here),
    }),
  })),
];

/** What a column of the bridge shows of a row. */
function valueIn({ header }: TableColumn, row: BridgeRow): Cell {
  const cell = BRIDGE_COLUMNS.find(({ column }) => column.header === header)?.cell(row) ?? null;
  return isSpec(cell) ? cell.value : cell;
}

function source({ analysis, counts }: ReportInput): string[] {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}. Amounts in ` +
      `${analysis.assumptions.currency}. Sentences and the first table are of the run; figures and chart follow ` +
      `the ${SHEET_NAMES.assumptions}.`,
  ];
}
