import { at } from "../../engine/at";
import type { HarvestAction } from "../../engine/estate/harvest-records";
import {
  departmentHarvests,
  departmentOf,
  isSaved,
  type DepartmentHarvest,
} from "../../engine/harvest/departments";
import type { HarvestSeat } from "../../engine/harvest/harvest";
import { noticesOf, type Notice } from "../../engine/harvest/notices";
import type { DayNumber } from "../../engine/units";
import { counted } from "../../engine/wording";
import { serial, UNKNOWN, type Cell } from "../../workbook/cells";
import type { InputRule, SheetSpec } from "../../workbook/spec";
import { equals, unlessUnknown } from "./formulas";
import { ACTION_WORDS, DECISION_WORDS } from "./harvest-words";
import type { ReportInput } from "./report-input";
import { columnIn, foldedColumns, HEADER_ROWS, resultSheet, stacked, type PlacedTable } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { DEPARTMENTS, HARVEST, NOTICES, type TableColumn } from "./tables";

/** Whose seat comes back, when, and to whom: by department, seat by seat, and a mail to each person. */
export function harvestSheet(run: ReportInput): SheetSpec {
  const listed = seatsToDiscuss(run);
  const tables = stacked({ row: HEADER_ROWS.harvest, column: 0 }, [
    departmentTable(run),
    seatTable(run, listed),
    noticeTable(run),
  ]);
  const list = at(tables, 1);
  return resultSheet({
    key: "harvest",
    title: "Harvest",
    frozenRows: 1,
    notes: notesOn(run),
    tables,
    inputs: listed.length === 0 ? [] : [decisionRule(list, listed.length)],
    folded: foldedColumns(list, HARVEST.by, tables),
  });
}

function notesOn({ analysis: { harvest, assumptions } }: ReportInput): string[] {
  const { harvestLoginDays, harvestWindowDays, harvestGraceDays, dormantDays } = assumptions;
  return [
    harvest.areHoldersKnown
      ? `Dormant: no use in ${counted(dormantDays, "day")}. Minimal and Occasional: few days a month. Login days: ` +
        `days with use in the last ${counted(harvestWindowDays, "day")}; ${harvestLoginDays} in any so many show ` +
        "active use [E]. Seats in regular use are counted, and not listed."
      : "No table says who holds seats, so that none can come back: add the Users export.",
    `Type Keep or Reclaim into Decision, and the day on which the notice went out into Notice sent: the ` +
      `${counted(harvestGraceDays, "day")} of grace begin with it, and until then with this run. The next run ` +
      "follows. Offline use is in no export: ask before a seat is taken. Covers at the renewal are decided in Users.",
  ];
}

/** The held seats with something to say, by department, returning seats first. */
function seatsToDiscuss({ analysis }: ReportInput): HarvestSeat[] {
  const place = new Map(departmentHarvests(analysis).map(({ department }, i) => [department, i]));
  const rank = (action: HarvestAction): number => Object.keys(ACTION_WORDS).indexOf(action);
  const id = (seat: HarvestSeat): string => at(analysis.estate.people, seat.person).id;
  const placeOf = (seat: HarvestSeat): number => place.get(departmentOf(analysis, seat)) ?? place.size;
  return analysis.harvest.seats
    .filter((seat) => seat.action !== "keep" || seat.class !== "Active" || seat.typed !== null)
    .sort(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        rank(a.action) - rank(b.action) ||
        (b.price ?? Infinity) - (a.price ?? Infinity) ||
        (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : a.offering < b.offering ? -1 : 1),
    );
}

const NO_DEPARTMENT = "not stated";

/** A column's sum; unknown where no table says who holds seats, although no row is listed. */
const summed = ({ analysis: { harvest } }: ReportInput): NonNullable<ReportColumn<never>["total"]> =>
  harvest.areHoldersKnown ? "sum" : { label: UNKNOWN };

/** The listed seats of a department with an action. */
const seatsWith = (
  run: ReportInput,
  action: HarvestAction,
  column: TableColumn,
): ReportColumn<DepartmentHarvest> => ({
  column,
  format: "whole",
  width: 9,
  cell: ({ seats, counts }) => ({
    value: action === "keep" ? seats.filter(isKeptAndListed).length : counts[action],
    formula:
      `SUMPRODUCT(${equals(HARVEST.department, DEPARTMENTS.department.here)}*` +
      `(${HARVEST.action.all}="${ACTION_WORDS[action]}"))`,
  }),
  total: summed(run),
});

const isKeptAndListed = ({ action, class: found, typed }: HarvestSeat): boolean =>
  action === "keep" && (found !== "Active" || typed !== null);

const departmentTable =
  (run: ReportInput): PlacedTable =>
  (place) => {
    const { analysis } = run;
    const total = summed(run);
    const inDepartment = equals(HARVEST.department, DEPARTMENTS.department.here);
    const unknownIn = ({ seats }: DepartmentHarvest): number =>
      seats.filter((seat) => isSaved(seat) && seat.price === null).length;
    const columns: readonly ReportColumn<DepartmentHarvest>[] = [
      {
        column: DEPARTMENTS.department,
        width: 16,
        format: "text",
        look: "wrap",
        cell: ({ department }) => department ?? NO_DEPARTMENT,
        total: { label: "Together" },
      },
      { column: DEPARTMENTS.held, format: "whole", cell: ({ seats }) => seats.length, total },
      seatsWith(run, "reclaim", DEPARTMENTS.reclaim),
      seatsWith(run, "grace", DEPARTMENTS.grace),
      seatsWith(run, "redeploy", DEPARTMENTS.redeploy),
      seatsWith(run, "monitor", DEPARTMENTS.monitor),
      seatsWith(run, "ask", DEPARTMENTS.ask),
      seatsWith(run, "keep", DEPARTMENTS.keep),
      {
        column: DEPARTMENTS.unknown,
        width: 9,
        format: "whole",
        cell: (one) => ({
          value: unknownIn(one),
          formula: `SUMPRODUCT(${inDepartment}*(1-ISNUMBER(${HARVEST.saves.all})))`,
        }),
        total,
      },
      {
        column: DEPARTMENTS.saves,
        width: 12,
        format: "money",
        cell: ({ saves }) => ({
          value: knownCell(saves),
          formula: unlessUnknown(DEPARTMENTS.unknown, `SUMPRODUCT(1*${inDepartment},${HARVEST.saves.all})`),
        }),
        total,
      },
    ];
    return reportTable(
      DEPARTMENTS,
      place,
      columns,
      departmentHarvests(analysis),
      "For the committee: what a year of the seats costs that come back, once their lines end",
    );
  };

const seatTable =
  (run: ReportInput, seats: readonly HarvestSeat[]): PlacedTable =>
  (place) =>
    reportTable(HARVEST, place, seatColumns(run), seats, "By department: whose seat comes back, and why");

const seatColumns = (run: ReportInput): readonly ReportColumn<HarvestSeat>[] => [
  ...judgedColumns(run),
  ...OWN_COLUMNS,
  ...foldedSeatColumns(run),
];

/** The cells that the analyst fills. */
const OWN_COLUMNS: readonly ReportColumn<HarvestSeat>[] = [
  { column: HARVEST.decision, width: 11, format: "text", cell: () => null },
  { column: HARVEST.owner, format: "text", cell: () => null },
  { column: HARVEST.noticeSent, width: 12, format: "date", cell: () => null },
  { column: HARVEST.note, width: 14, format: "text", look: "wrap", cell: () => null },
];

function judgedColumns({ analysis, dateSystem }: ReportInput): readonly ReportColumn<HarvestSeat>[] {
  const id = (person: number): string => at(analysis.estate.people, person).id;
  const dayCell = (day: DayNumber | null): Cell => serial(dateSystem, day);
  const { harvestGraceDays } = analysis.assumptions;
  return [
    {
      column: HARVEST.department,
      width: 16,
      format: "text",
      look: "wrap",
      cell: (seat) => departmentOf(analysis, seat) ?? NO_DEPARTMENT,
    },
    { column: HARVEST.user, width: 26, format: "text", look: "wrap", cell: ({ person }) => id(person) },
    { column: HARVEST.seat, width: 15, format: "text", look: "wrap", cell: ({ offering }) => offering },
    { column: HARVEST.class, width: 11, format: "text", cell: (seat) => seat.class },
    {
      column: HARVEST.lastUse,
      width: 12,
      format: "date",
      cell: ({ use }) =>
        use.lastUse === null ? (use.isLastUseKnown ? "none seen" : UNKNOWN) : dayCell(use.lastUse),
    },
    { column: HARVEST.loginDays, width: 9, format: "whole", cell: ({ use }) => knownCell(use.loginDays) },
    {
      column: HARVEST.action,
      width: 14,
      format: "text",
      look: "wrap",
      cell: ({ action }) => ACTION_WORDS[action],
    },
    { column: HARVEST.notice, width: 12, format: "date", cell: ({ notice }) => dayCell(notice) },
    {
      column: HARVEST.grace,
      width: 8,
      format: "whole",
      cell: ({ reclaim }) => (reclaim === null ? null : harvestGraceDays),
    },
    {
      column: HARVEST.from,
      width: 12,
      format: "date",
      cell: ({ reclaim }) => dayCell(reclaim?.from ?? null),
    },
    { column: HARVEST.price, width: 11, format: "money", cell: ({ price }) => knownCell(price) },
    {
      column: HARVEST.next,
      width: 22,
      format: "text",
      look: "wrap",
      cell: ({ next }) => (next === null ? "" : id(next.person)),
    },
    { column: HARVEST.why, width: 36, format: "text", look: "wrap", cell: ({ why }) => why.join("; ") },
  ];
}

/** What is folded away. */
function foldedSeatColumns(run: ReportInput): readonly ReportColumn<HarvestSeat>[] {
  const { dateSystem } = run;
  const dayCell = (day: DayNumber | null): Cell => serial(dateSystem, day);
  return [
    { column: HARVEST.by, format: "date", cell: ({ reclaim }) => dayCell(reclaim?.by ?? null) },
    { column: HARVEST.until, format: "date", cell: ({ until }) => dayCell(until) ?? UNKNOWN },
    {
      column: HARVEST.saves,
      format: "money",
      cell: (seat) => (isSaved(seat) ? knownCell(seat.price) : 0),
      total: summed(run),
    },
    { column: HARVEST.perMonth, format: "decimal", cell: ({ use }) => knownCell(use.perMonth) },
    { column: HARVEST.busiest, format: "whole", cell: ({ use }) => knownCell(use.busiest) },
    { column: HARVEST.refused, format: "text", cell: ({ refused }) => refused ?? "" },
  ];
}

const decisionRule = (list: ReportTable, rows: number): InputRule => ({
  firstRow: list.at.row + 1,
  lastRow: list.at.row + rows,
  column: columnIn(list, HARVEST.decision),
  accepts: { words: Object.values(DECISION_WORDS) },
  message: "Keep or Reclaim. An empty cell follows the action of the run.",
});

const NOTICE_COLUMNS: readonly ReportColumn<Notice>[] = [
  { column: NOTICES.user, format: "text", cell: ({ user }) => user },
  { column: NOTICES.to, format: "text", cell: ({ to }) => to },
  { column: NOTICES.subject, format: "text", cell: ({ subject }) => subject },
  { column: NOTICES.text, format: "text", cell: ({ text }) => text },
];

const noticeTable =
  ({ analysis }: ReportInput): PlacedTable =>
  (place) =>
    reportTable(
      NOTICES,
      place,
      NOTICE_COLUMNS,
      noticesOf(analysis),
      "Notices to send, a mail to each person; brackets hold what you fill in",
    );
