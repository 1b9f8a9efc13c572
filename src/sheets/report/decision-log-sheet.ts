import { isoDay, isoOrNull } from "../../engine/calendar";
import type { DecisionLine } from "../../engine/estate/harvest-records";
import { newDecisionLines } from "../../engine/harvest/decision-log";
import type { DayNumber } from "../../engine/units";
import type { Cell } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { grownLog, type LogCells } from "./growing-log";
import { ACTION_WORDS, DECISION_WORDS, EVENT_WORDS } from "./harvest-words";
import type { ReportInput } from "./report-input";
import { foldedColumns, HEADER_ROWS, resultSheet } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { DECISION_LOG, type TableColumn } from "./tables";

/** Decisions on seats: the lines of earlier runs as they stand, then the lines of this run. */
export function decisionLogSheet(run: ReportInput): SheetSpec {
  const row = HEADER_ROWS["decision-log"];
  const lines = grownLog(DECISION_LOG, run, newDecisionLines(run.analysis).map(decisionCells));
  const table = reportTable(DECISION_LOG, { row, column: 0 }, DECISION_COLUMNS, lines);
  return resultSheet({
    key: "decision-log",
    title: "Decision log",
    frozenRows: row,
    notes: [
      "Each run adds a line for every seat on which something changed: found, changed, decided, reclaimed. A line is " +
        "never changed; its seal shows whether it still is as it was written. Type into Harvest, not here.",
    ],
    tables: [table],
    folded: foldedColumns(table, DECISION_LOG.from),
  });
}

const dayText = (day: DayNumber | null): string => isoOrNull(day) ?? "";

const decisionCells = (line: DecisionLine): (readonly [TableColumn, Cell])[] => [
  [DECISION_LOG.no, line.no],
  [DECISION_LOG.asOf, isoDay(line.asOf)],
  [DECISION_LOG.department, line.department],
  [DECISION_LOG.user, line.user],
  [DECISION_LOG.seat, line.offering],
  [DECISION_LOG.event, EVENT_WORDS[line.event]],
  [DECISION_LOG.class, line.use],
  [DECISION_LOG.action, ACTION_WORDS[line.action]],
  [DECISION_LOG.lastUse, dayText(line.lastUse)],
  [DECISION_LOG.loginDays, knownCell(line.loginDays)],
  [DECISION_LOG.why, line.why],
  [DECISION_LOG.decision, line.decision === "" ? "" : DECISION_WORDS[line.decision]],
  [DECISION_LOG.owner, line.owner],
  [DECISION_LOG.note, line.note],
  [DECISION_LOG.noticeSent, dayText(line.noticeSent)],
  [DECISION_LOG.from, dayText(line.reclaimFrom)],
  [DECISION_LOG.next, line.next],
  [DECISION_LOG.price, knownCell(line.price)],
];

const wordsIn = (column: TableColumn, width?: number): ReportColumn<LogCells> => ({
  column,
  format: "text",
  cell: (cells) => cells.get(column.header) ?? null,
  ...(width === undefined ? {} : { width, look: "wrap" }),
});

const figureIn = (column: TableColumn, format: "whole" | "money"): ReportColumn<LogCells> => ({
  column,
  format,
  cell: (cells) => cells.get(column.header) ?? null,
});

const DECISION_COLUMNS: readonly ReportColumn<LogCells>[] = [
  figureIn(DECISION_LOG.no, "whole"),
  wordsIn(DECISION_LOG.asOf),
  wordsIn(DECISION_LOG.department),
  wordsIn(DECISION_LOG.user, 26),
  wordsIn(DECISION_LOG.seat, 22),
  wordsIn(DECISION_LOG.event),
  wordsIn(DECISION_LOG.class),
  wordsIn(DECISION_LOG.action, 18),
  wordsIn(DECISION_LOG.lastUse),
  figureIn(DECISION_LOG.loginDays, "whole"),
  wordsIn(DECISION_LOG.why, 44),
  wordsIn(DECISION_LOG.decision),
  wordsIn(DECISION_LOG.owner),
  wordsIn(DECISION_LOG.note, 24),
  wordsIn(DECISION_LOG.noticeSent),
  wordsIn(DECISION_LOG.from),
  wordsIn(DECISION_LOG.next, 26),
  figureIn(DECISION_LOG.price, "money"),
  wordsIn(DECISION_LOG.seal),
];
