import { isoDay } from "../../engine/calendar";
import type { ReconciliationLine } from "../../engine/estate/harvest-records";
import { newReconciliationLines } from "../../engine/harvest/reconciliation-log";
import { changesInWords } from "../../engine/harvest/since-last-run";
import type { Cell } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { grownLog, type LogCells } from "./growing-log";
import { LINE_WORDS } from "./harvest-words";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { RECONCILIATION_LOG, type TableColumn } from "./tables";

/** Seats, tokens and costs run by run: the lines of earlier runs as they stand, then the lines of this run. */
export function reconciliationLogSheet(run: ReportInput): SheetSpec {
  const row = HEADER_ROWS["reconciliation-log"];
  const lines = grownLog(RECONCILIATION_LOG, run, newReconciliationLines(run.analysis).map(stateCells));
  return resultSheet({
    key: "reconciliation-log",
    title: "Reconciliation log",
    frozenRows: row,
    notes: [
      "Each run adds the state of its day; a line is never changed, and its seal shows whether it still is as it was " +
        "written. Month by month this is the record that auditors ask for.",
      ...changesInWords(run.analysis).map((sentence) => `${sentence}.`),
    ],
    tables: [reportTable(RECONCILIATION_LOG, { row, column: 0 }, STATE_COLUMNS, lines)],
  });
}

/** What a line has no figure of is blank. */
function stateCells(line: ReconciliationLine): (readonly [TableColumn, Cell])[] {
  const { of } = line;
  const figure = (has: boolean, value: number | null): Cell => (has ? knownCell(value) : null);
  const [hasSeats, hasTokens] = [of !== "tokens", of !== "seats"];
  return [
    [RECONCILIATION_LOG.no, line.no],
    [RECONCILIATION_LOG.asOf, isoDay(line.asOf)],
    [RECONCILIATION_LOG.of, LINE_WORDS[of]],
    [RECONCILIATION_LOG.offering, line.offering],
    [RECONCILIATION_LOG.bought, figure(hasSeats, line.bought)],
    [RECONCILIATION_LOG.assigned, figure(hasSeats, line.assigned)],
    [RECONCILIATION_LOG.active, figure(hasSeats, line.active)],
    [RECONCILIATION_LOG.needed, figure(hasSeats, line.needed)],
    [RECONCILIATION_LOG.variance, figure(hasSeats, line.variance)],
    [RECONCILIATION_LOG.people, figure(of === "all", line.people)],
    [RECONCILIATION_LOG.tokens, figure(hasTokens, line.tokens)],
    [RECONCILIATION_LOG.cost, knownCell(line.cost)],
  ];
}

const shown = (
  column: TableColumn,
  format: "text" | "whole" | "money",
  width?: number,
): ReportColumn<LogCells> => ({
  column,
  format,
  cell: (cells) => cells.get(column.header) ?? null,
  ...(width === undefined ? {} : { width }),
});

const STATE_COLUMNS: readonly ReportColumn<LogCells>[] = [
  shown(RECONCILIATION_LOG.no, "whole", 8),
  shown(RECONCILIATION_LOG.asOf, "text"),
  shown(RECONCILIATION_LOG.of, "text"),
  { ...shown(RECONCILIATION_LOG.offering, "text", 34), look: "wrap" },
  shown(RECONCILIATION_LOG.bought, "whole"),
  shown(RECONCILIATION_LOG.assigned, "whole"),
  shown(RECONCILIATION_LOG.active, "whole"),
  shown(RECONCILIATION_LOG.needed, "whole"),
  shown(RECONCILIATION_LOG.variance, "whole"),
  shown(RECONCILIATION_LOG.people, "whole"),
  shown(RECONCILIATION_LOG.tokens, "whole"),
  shown(RECONCILIATION_LOG.cost, "money"),
  shown(RECONCILIATION_LOG.seal, "text", 16),
];
