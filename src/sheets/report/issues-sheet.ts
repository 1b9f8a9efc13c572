import type { Issue } from "../../engine/issues";
import type { SheetSpec } from "../../workbook/spec";
import type { TableCount } from "../../engine/evidence/tables-read";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import { ISSUE_LIST, SOURCES } from "./tables";

const GRAVITY = { error: 0, warning: 1, info: 2 } as const;

/** The tables that were read with their rows, and the issues found in them, errors first. */
export function issuesSheet(run: ReportInput): SheetSpec {
  const found = [...run.issues].sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
  const sources = reportTable(
    SOURCES,
    { row: HEADER_ROWS.issues, column: 0 },
    SOURCE_COLUMNS,
    run.counts,
    "Tables read (used + skipped = rows)",
  );
  const issues = reportTable(ISSUE_LIST, below(sources), ISSUE_COLUMNS, found, "Issues");
  return resultSheet({
    key: "issues",
    title: "Data issues",
    frozenRows: 2,
    notes: [],
    tables: [sources, issues],
  });
}

const SOURCE_COLUMNS: readonly ReportColumn<TableCount>[] = [
  {
    column: SOURCES.file,
    width: 30,
    format: "text",
    look: "wrap",
    cell: ({ file }) => file,
    total: { label: "Total" },
  },
  { column: SOURCES.sheet, width: 24, format: "text", look: "wrap", cell: ({ sheet }) => sheet },
  { column: SOURCES.kind, width: 16, format: "text", cell: ({ kind }) => kind },
  { column: SOURCES.rows, width: 12, format: "whole", cell: ({ rows }) => rows, total: "sum" },
  { column: SOURCES.used, width: 16, format: "whole", cell: ({ used }) => used, total: "sum" },
  { column: SOURCES.skipped, width: 12, format: "whole", cell: ({ skipped }) => skipped, total: "sum" },
];

const ISSUE_COLUMNS: readonly ReportColumn<Issue>[] = [
  { column: ISSUE_LIST.file, width: 30, format: "text", look: "wrap", cell: ({ file }) => file ?? null },
  { column: ISSUE_LIST.sheet, width: 24, format: "text", look: "wrap", cell: ({ sheet }) => sheet ?? null },
  { column: ISSUE_LIST.severity, width: 16, format: "text", cell: ({ severity }) => severity },
  { column: ISSUE_LIST.row, width: 12, format: "whole", cell: ({ row }) => row ?? null },
  { column: ISSUE_LIST.column, width: 16, format: "text", cell: ({ column }) => column ?? null },
  { column: ISSUE_LIST.rows, width: 12, format: "whole", cell: ({ rows }) => rows },
  {
    column: ISSUE_LIST.message,
    width: 90,
    format: "text",
    look: "wrap",
    cell: ({ message }) => message,
  },
  { column: ISSUE_LIST.code, width: 24, format: "text", cell: ({ code }) => code },
];
