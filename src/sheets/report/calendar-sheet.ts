import {
  renewalCalendar,
  type CalendarEntry,
  type CalendarStanding,
} from "../../engine/renewal/renewal-calendar";
import { capitalised } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import { CALENDAR } from "./tables";

/** Every date of the contracts, the token packs, the moves and the harvest; what is late is red. */
export function calendarSheet(run: ReportInput): SheetSpec {
  const entries = renewalCalendar(run.analysis);
  const columns = calendarColumns(run);
  const row = HEADER_ROWS.calendar;
  const table = reportTable(CALENDAR, { row, column: 0 }, columns, entries);
  const standing = columns.findIndex(({ column }) => column === CALENDAR.standing);
  const marked = {
    firstRow: row + 1,
    lastRow: row + entries.length,
    firstColumn: standing,
    lastColumn: standing,
  };
  return resultSheet({
    key: "calendar",
    title: "Calendar",
    frozenRows: row,
    notes: [
      "Late: it should have been done before the day of this analysis. Owner and Note are yours; the next run keeps " +
        "them. How many days before and after the end of a contract each date lies is in Assumptions.",
    ],
    tables: [table],
    highlights: [
      { ...marked, look: { text: STANDING.late, as: "failed" } },
      { ...marked, look: { text: STANDING.unknown, as: "unsure" } },
    ],
  });
}

const STANDING: Readonly<Record<CalendarStanding, string>> = {
  ahead: "ahead",
  late: "late",
  past: "past",
  unknown: UNKNOWN,
};

const calendarColumns = ({ dateSystem }: ReportInput): ReportColumn<CalendarEntry>[] => [
  { column: CALENDAR.day, width: 13, format: "date", cell: ({ day }) => serial(dateSystem, day) ?? UNKNOWN },
  { column: CALENDAR.kind, width: 22, format: "text", cell: ({ kind }) => capitalised(kind) },
  { column: CALENDAR.of, width: 20, format: "text", look: "wrap", cell: ({ of }) => of ?? "all" },
  { column: CALENDAR.what, width: 58, format: "text", look: "wrap", cell: ({ text }) => capitalised(text) },
  { column: CALENDAR.standing, width: 11, format: "text", cell: ({ standing }) => STANDING[standing] },
  { column: CALENDAR.owner, width: 14, format: "text", cell: () => null },
  { column: CALENDAR.note, width: 20, format: "text", cell: () => null },
];
