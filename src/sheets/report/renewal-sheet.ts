import { currencyText } from "../../engine/currency-codes";
import type { Analysis } from "../../engine/analysis";
import { isoDay } from "../../engine/calendar";
import type { Headline } from "../../engine/statements/headlines";
import { renewalLines } from "../../engine/renewal/renewal-lines";
import { headlinesAmong, ofKind, statementsOf, type Statement } from "../../engine/statements/statements";
import type { Scenario } from "../../engine/renewal/scenarios";
import { counted, folded } from "../../engine/wording";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { ChartSpec, FormulaNameSpec, Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { textWidth } from "../../workbook/text-width";
import { bridgeChart } from "./bridge-chart";
import { BRIDGE_COLUMNS, bridgeRows, CHANGED_STEP, type BridgeRow } from "./bridge-table";
import { lookedUp, quoted, valueAt } from "./formulas";
import { headlineFigures } from "./headlines";
import { renewalColumns, shownLines } from "./renewal-table";
import type { ReportInput } from "./report-input";
import { lastRow, resultSheet } from "./result-sheet";
import {
  otherShown,
  shownAtFirst,
  shownChart,
  shownFigures,
  shownLeftOut,
  shownTable,
  switchNames,
  switchRule,
} from "./scenario-switch";
import { isSpec, reportTable, type ReportColumn, type ReportTable } from "./table";
import { BRIDGE, inYear, RENEWAL, RENEWAL_BRIDGE, SCENARIOS, SHEET_NAMES, type TableColumn } from "./tables";

/** The widths of the table of the lines. Sentences run over all of them. */
const WIDTHS = [20, 31, 12, 9, 9, 9, 9, 14, 12, 44];
const STATUS_COLUMN = WIDTHS.length - 1;

/** Amounts beside a list stand in the first column, what they are in the second, and notes on them in the third. */
const TEXT_COLUMN = 1;
const NOTE_COLUMN = 2;

/** Right of the page, folded away: what the charts draw. */
const WORKINGS_COLUMN = WIDTHS.length + 1;
/** How much wider the letters of a heading are than ordinary letters. */
const HEADING_LETTER = 1.16;
const BRIDGE_CHART_ROWS = 14;
const SHOWN_CHART_COLUMN = 3;
const MOST_ASKS = 5;
/** Rows that are read easily on one page, where some of them have two lines. */
const PAGE_ROWS = 97;

/**
 * The answer: the result, how far it can be trusted, the contract lines, the requests of the largest worth, the next
 * dates, the way from today to the best mix, and every figure. On one page, unless there is much to act on.
 */
export function renewalSheet(run: ReportInput): SheetSpec {
  const statements = statementsOf(run);
  const of = (kind: Statement["kind"]): readonly Statement[] => ofKind(statements, kind);
  const page = new Page();
  for (const { text } of of("result")) page.sentence(`${text}.`, "heading");
  if (run.analysis.bridge !== null) page.changed();
  for (const { text } of of("trust")) page.sentence(`${text}.`, "note");
  for (const { text } of of("caution")) page.caution(`${text}.`);
  const lines = page.table(lineTable(run, page.row + 2));
  const shown = page.scenario(run);
  const asks = byWorth(of("ask"));
  const more = asks.length > MOST_ASKS ? `, the ${MOST_ASKS} of the largest worth` : "";
  page.asks(`What to ask for${more}, and what it moves a year`, asks.slice(0, MOST_ASKS));
  const years = counted(run.analysis.assumptions.years, "year");
  page.asks(
    `What to negotiate, and what it saves over ${years}, each counted alone`,
    of("concession").slice(0, MOST_ASKS),
  );
  page.list("Next dates", of("date"));
  const bridge = bridgeTable(run, page.row + 2);
  const charts = [shown.chart, ...(bridge === null ? [] : [page.chart(bridge, run)])];
  const workings = [shown.table, ...(bridge === null ? [] : [bridge])];
  const [narrow, wide] = [bridge?.widths ?? [], shown.table.widths];
  const widths = wide.map((width, i) => Math.max(width, ...narrow.slice(i, i + 1)));
  const rest = page.row;
  page.figures(run, headlinesAmong(statements));
  page.asks("What else to ask for", asks.slice(MOST_ASKS));
  page.list("Act on", of("action"));
  page.list("What changed since the last run", of("change"));
  return {
    ...resultSheet({
      key: "renewal",
      title: "Renewal",
      frozenRows: 1,
      widths: [...WIDTHS, 3, ...widths],
      notes: source(run),
      cells: page.cells,
      tables: [lines, ...workings],
      charts,
      names: [...switchNames(shown.place), ...(bridge === null ? [] : changedNames(run.analysis))],
      inputs: [switchRule(run, shown.place.row, shown.place.column)],
      folded: [{ first: WORKINGS_COLUMN, last: WORKINGS_COLUMN + widths.length - 1 }],
    }),
    ...(page.row > PAGE_ROWS ? { pageBreaks: [rest] } : {}),
  };
}

/** The requests by falling worth, unknown worth last. */
const byWorth = (asks: readonly Statement[]): readonly Statement[] =>
  [...asks].sort((a, b) => (b.worth ?? -1) - (a.worth ?? -1));

/** The rows of the sheet, filled from the top. */
class Page {
  /** The first free row, below the title and the notes on the source. */
  row = 3;
  readonly cells: PlacedCell[] = [];

  /** A sentence from a column on, in as many rows as it needs. */
  sentence(text: string, look: Look, column = 0): void {
    const room =
      WIDTHS.slice(column).reduce((sum, width) => sum + width, 0) / (look === "heading" ? HEADING_LETTER : 1);
    for (const value of folded(text, room, textWidth))
      this.cells.push({ row: this.row++, column, value, look });
  }

  /** Says that amounts have changed since the sentences were written. */
  changed(): void {
    this.cells.push({ row: this.row++, column: 0, value: "", formula: CHANGED_SENTENCE, look: "alarm" });
  }

  /** A sentence on a ground as wide as the page. */
  caution(text: string): void {
    const from = this.row;
    this.sentence(text, "warning");
    for (let row = from; row < this.row; row++)
      for (let column = 1; column <= STATUS_COLUMN; column++)
        this.cells.push({ row, column, value: null, look: "warning" });
  }

  table(table: ReportTable): ReportTable {
    this.row = lastRow(table) + 1;
    return table;
  }

  /** The cell in which a scenario is chosen, and what that costs, with a chart beside it. */
  scenario(run: ReportInput): {
    readonly place: { readonly row: number; readonly column: number };
    readonly table: ReportTable;
    readonly chart: ChartSpec;
  } {
    this.heading("The scenario shown: choose another in the cell below");
    const place = { row: this.row, column: TEXT_COLUMN };
    this.cells.push(
      { row: this.row, column: 0, value: "Scenario shown" },
      { ...place, value: shownAtFirst(run.analysis).name, format: "text", look: "input" },
      { row: this.row++, column: NOTE_COLUMN, value: "", formula: otherShown(run.analysis), look: "alarm" },
    );
    const table = shownTable(run, { row: this.row, column: WORKINGS_COLUMN });
    const figures = shownFigures(run);
    const area = {
      from: { row: this.row, column: SHOWN_CHART_COLUMN },
      to: { row: this.row + figures.length, column: STATUS_COLUMN },
    };
    for (const { what, figure } of figures)
      this.cells.push(
        { row: this.row, column: 0, ...figure },
        { row: this.row++, column: TEXT_COLUMN, value: what },
      );
    this.cells.push({ row: this.row++, column: 0, ...shownLeftOut(run.analysis) });
    return { place, table, chart: shownChart(run, area) };
  }

  heading(title: string): void {
    this.row++;
    this.sentence(title, "heading");
  }

  list(title: string, statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.heading(title);
    for (const { text } of statements) this.sentence(text, "plain");
  }

  /** Requests, each with its worth. */
  asks(title: string, asks: readonly Statement[]): void {
    if (asks.length === 0) return;
    this.heading(title);
    for (const { text, worth } of asks) {
      if (worth !== undefined)
        this.cells.push({ row: this.row, column: 0, value: worth ?? UNKNOWN, format: "money" });
      this.sentence(text, "plain", TEXT_COLUMN);
    }
  }

  chart(bridge: ReportTable, { analysis }: ReportInput): ChartSpec {
    const from = ++this.row;
    const to = from + BRIDGE_CHART_ROWS;
    this.row = Math.max(lastRow(bridge), to) + 1;
    const area = { from: { row: from, column: 0 }, to: { row: to, column: STATUS_COLUMN } };
    return bridgeChart(analysis, area, RENEWAL_BRIDGE);
  }

  /** The headlines with links to their rows, their formulas, and notes. */
  figures(run: ReportInput, headlines: readonly Headline[]): void {
    if (headlines.length === 0) return;
    this.heading(`Figures, which follow the ${SHEET_NAMES.assumptions}`);
    for (const { what, figure, note, to } of headlineFigures(run, headlines)) {
      this.cells.push(
        { row: this.row, column: TEXT_COLUMN, value: what, ...(to ? { link: to } : {}) },
        { row: this.row, column: 0, ...figure },
      );
      this.sentence(note, "note", NOTE_COLUMN);
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

/** The bridge of the Scenarios, row by row, for the chart of this sheet. */
function bridgeTable(run: ReportInput, row: number): ReportTable | null {
  const rows = bridgeRows(run.analysis);
  return rows.length === 0
    ? null
    : reportTable(RENEWAL_BRIDGE, { row, column: WORKINGS_COLUMN }, BRIDGE_COLUMNS_HERE, rows);
}

const bridgeAmount = (column: TableColumn, there: TableColumn): ReportColumn<BridgeRow> => ({
  column,
  format: "money",
  cell: (row) => ({
    value: valueIn(there, row),
    formula: lookedUp(there, BRIDGE.step, RENEWAL_BRIDGE.step.here),
  }),
});

const BRIDGE_COLUMNS_HERE: readonly ReportColumn<BridgeRow>[] = [
  { column: RENEWAL_BRIDGE.step, width: 34, format: "text", cell: ({ step }) => step },
  bridgeAmount(RENEWAL_BRIDGE.amount, BRIDGE.amount),
  bridgeAmount(RENEWAL_BRIDGE.label, BRIDGE.label),
  bridgeAmount(RENEWAL_BRIDGE.base, BRIDGE.base),
  bridgeAmount(RENEWAL_BRIDGE.total, BRIDGE.total),
  bridgeAmount(RENEWAL_BRIDGE.less, BRIDGE.less),
  bridgeAmount(RENEWAL_BRIDGE.more, BRIDGE.more),
];

/** What a person has changed since the run, and what the first year saves now. */
const CHANGE_NAME = "Seatwise.changed_since_run";
const SAVING_NAME = "Seatwise.saving_now";
const COST_SAVED_NAME = "Seatwise.cost_saved_now";

/** A change that is unknown is a change: an input was cleared, and what it decides is unknown. */
const CHANGED_SENTENCE =
  `IF(IFERROR(ROUND(${CHANGE_NAME},0),1)=0,"","Changed since the run: the first year now saves "&` +
  `${SAVING_NAME}&". Sentences and the first table are of the run.")`;

const changedNames = ({ asIs, recommended }: Analysis): FormulaNameSpec[] => {
  const cost = (scenario: Scenario): string =>
    valueAt(inYear(SCENARIOS, "Cost", 1), SCENARIOS.scenario, quoted(scenario.name));
  return [
    { name: CHANGE_NAME, formula: valueAt(BRIDGE.amount, BRIDGE.step, quoted(CHANGED_STEP)) },
    { name: COST_SAVED_NAME, formula: `${cost(asIs)}-${cost(recommended ?? asIs)}` },
    // Where the change is unknown, so is what is saved.
    {
      name: SAVING_NAME,
      formula: `IFERROR(FIXED(${COST_SAVED_NAME}+0*${CHANGE_NAME},0),"an unknown sum")`,
    },
  ];
};

/** What a column of the bridge shows of a row. */
function valueIn({ header }: TableColumn, row: BridgeRow): Cell {
  const cell = BRIDGE_COLUMNS.find(({ column }) => column.header === header)?.cell(row) ?? null;
  return isSpec(cell) ? cell.value : cell;
}

function source({ analysis, counts }: ReportInput): string[] {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}. Amounts in ` +
      `${currencyText(analysis.assumptions.currency)}. ` +
      `Sentences and the first table are of the run; figures and chart follow ` +
      `the ${SHEET_NAMES.assumptions}.`,
  ];
}
