import type { Issue } from "../../engine/issues";
import type { SheetSpec } from "../../workbook/spec";
import type { SourceCount } from "../run";
import type { ReportInput } from "./report-input";
import { lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

export const ISSUES_TABLE = "SeatwiseIssues";
const SOURCES = "SeatwiseSources";
const HEADER_ROW = 4;
const ORDER = { error: 0, warning: 1, info: 2 } as const;

/** What was read and counted, and everything that is wrong with it or worth knowing, the gravest first. */
export function issuesSheet(run: ReportInput): SheetSpec {
  const sources = reportTable(SOURCES, { row: HEADER_ROW, column: 0 }, SOURCE_COLUMNS, run.counts);
  const issues = reportTable(
    ISSUES_TABLE,
    { row: lastRow(sources) + 3, column: 0 },
    ISSUE_COLUMNS,
    [...run.issues].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]),
  );
  return {
    key: "issues",
    name: "Data issues",
    widths: widthsFor({ at: 0, columns: SOURCE_COLUMNS }, { at: 0, columns: ISSUE_COLUMNS }),
    frozenRows: 2,
    cells: [
      { row: 1, column: 0, value: "Data issues", look: "title" },
      { row: HEADER_ROW - 1, column: 0, value: "What was read: used + skipped = rows", look: "heading" },
      { row: issues.at.row - 1, column: 0, value: "What to look at", look: "heading" },
    ],
    tables: [sources, issues],
    charts: [],
    choices: [],
    names: [],
  };
}

const SOURCE_COLUMNS: readonly ReportColumn<SourceCount>[] = [
  { header: "File", width: 30, format: "text", cell: ({ file }) => file, total: { label: "Total" } },
  { header: "Sheet", width: 24, format: "text", cell: ({ sheet }) => sheet },
  { header: "Read as", width: 16, format: "text", cell: ({ kind }) => kind },
  { header: "Rows", width: 12, format: "whole", cell: ({ rows }) => rows, total: "sum" },
  { header: "Used", width: 16, format: "whole", cell: ({ used }) => used, total: "sum" },
  { header: "Skipped", width: 12, format: "whole", cell: ({ skipped }) => skipped, total: "sum" },
];

const ISSUE_COLUMNS: readonly ReportColumn<Issue>[] = [
  { header: "File", width: 30, format: "text", cell: ({ file }) => file ?? null },
  { header: "Sheet", width: 24, format: "text", cell: ({ sheet }) => sheet ?? null },
  { header: "Severity", width: 16, format: "text", cell: ({ severity }) => severity },
  { header: "Row", width: 12, format: "general", cell: ({ row }) => row ?? null },
  { header: "Column", width: 16, format: "text", cell: ({ column }) => column ?? null },
  { header: "Rows touched", width: 12, format: "whole", cell: ({ rows }) => rows },
  { header: "What it is, and what to do", width: 110, format: "text", cell: ({ message }) => message },
  { header: "Code", width: 24, format: "text", cell: ({ code }) => code },
];
