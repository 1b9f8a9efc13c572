import { at } from "../../engine/at";
import { isoDay, type DateSystem } from "../../engine/calendar";
import {
  type HarvestDecision,
  type HarvestRecords,
  type HarvestWord,
} from "../../engine/estate/harvest-records";
import type { Estate } from "../../engine/estate/estate";
import { grouped } from "../../engine/grouped";
import { ISSUES, type Issue } from "../../engine/issues";
import type { DayNumber } from "../../engine/units";
import { dayAt, timeIn } from "../read/dates";
import { DECISION_WORDS } from "../report/harvest-words";
import { linesInOrder, type Log, type LogCells } from "../report/growing-log";
import { DECISION_LOG, HARVEST, RECONCILIATION_LOG, type TableColumn } from "../report/tables";
import { nameKey } from "../setting-names";
import { contradiction } from "./contradictions";
import { textOf, type CellPlace, type Kept, type KeptCell } from "./kept";
import { logIssues } from "./log-issues";
import { numbersIn } from "./log-numbers";
import { decisionLine, reconciliationLine } from "./logged-lines";

/** The facts by which the cells of the Harvest sheet are read. */
interface CellReading {
  readonly asOf: DayNumber;
  readonly dateSystem: (file: string) => DateSystem;
}

/** The estate with the logs of earlier runs and what the analyst typed for single seats. */
export function withHarvestRecords(
  estate: Estate,
  kept: Kept,
  reading: CellReading,
): { readonly estate: Estate; readonly issues: readonly Issue[] } {
  const linesOf = (log: typeof DECISION_LOG | typeof RECONCILIATION_LOG): LogCells[] =>
    linesInOrder(
      log,
      kept.lines.filter(({ table }) => table === log.tableName).map(({ cells }) => cells),
    );
  const { decided, issues } = typedDecisions(estate, kept, reading);
  const [decisionCells, reconciliationCells] = [linesOf(DECISION_LOG), linesOf(RECONCILIATION_LOG)];
  const decisions = soundLines(DECISION_LOG, decisionCells, decisionLine);
  const reconciliations = soundLines(RECONCILIATION_LOG, reconciliationCells, reconciliationLine);
  const all = [...issues, ...logIssues(kept.lines)];
  const highest = {
    decisions: decisions.highest,
    reconciliations: reconciliations.highest,
  };
  if (decided.length + highest.decisions + highest.reconciliations === 0) return { estate, issues: all };
  const harvest: HarvestRecords = {
    decided,
    decisions: decisions.sound,
    reconciliations: reconciliations.sound,
    leftOut: { decisions: decisions.leftOut, reconciliations: reconciliations.leftOut },
    highest,
  };
  return { estate: { ...estate, harvest }, issues: all };
}

/** The lines that stand as a run wrote them, how many others there are or once were, and the highest number. */
function soundLines<Line>(
  log: Log,
  lines: readonly LogCells[],
  read: (cells: LogCells) => Line | undefined,
): { readonly sound: readonly Line[]; readonly leftOut: number; readonly highest: number } {
  const { sealed, lost, highest } = numbersIn(log, lines);
  const sound = sealed.flatMap((cells) => read(cells) ?? []);
  return { sound, leftOut: lost + lines.length - sound.length, highest };
}

/** What is typed for each seat that the sheet lists. */
function typedDecisions(
  { people }: Estate,
  { cells }: Kept,
  reading: CellReading,
): { readonly decided: readonly HarvestDecision[]; readonly issues: readonly Issue[] } {
  const ids = new Map(people.map(({ id }) => [nameKey(id), id]));
  const typed = cells.filter(
    ({ table, column }) => table === HARVEST.tableName && HARVEST.own.includes(column),
  );
  const issues: Issue[] = [];
  const decided = [...grouped(typed, ({ row }) => nameKey(row)).values()].flatMap(
    (own): HarvestDecision[] => {
      // An address holds no such sign, so that the first one ends it.
      const { row } = at(own, 0);
      const [user = "", ...offering] = row.split(" | ");
      const id = ids.get(nameKey(user));
      if (id === undefined || offering.length === 0) return [];
      const of = (column: TableColumn): KeptCell[] => own.filter((cell) => cell.column === column.header);
      const text = (column: TableColumn): string => textOf(of(column)[0]?.value ?? null).trim();
      const word = wordIn(of(HARVEST.decision), row, issues);
      const noticeSent = noticeIn(of(HARVEST.noticeSent), row, reading, issues);
      const [{ place } = NOWHERE] = of(HARVEST.decision);
      const base = { user: id, offering: offering.join(" | "), place };
      return [{ ...base, word, owner: text(HARVEST.owner), note: text(HARVEST.note), noticeSent }];
    },
  );
  return { decided, issues };
}

const NOWHERE: { readonly place: CellPlace | null } = { place: null };

/** The decision of the cells of a seat; none where it cannot be used, or where two workbooks contradict each other. */
function wordIn(cells: readonly KeptCell[], row: string, issues: Issue[]): HarvestWord | null {
  const [first] = cells;
  if (first === undefined) return null;
  const dispute = contradiction(cells.map(({ value, place }) => ({ text: textOf(value), place })));
  if (dispute !== null) {
    issues.push(
      issueOnCell("disputed-decision", ISSUES["disputed-decision"].message(row, ...dispute), first),
    );
    return null;
  }
  const words = Object.keys(DECISION_WORDS) as HarvestWord[];
  const word = words.find((one) => nameKey(DECISION_WORDS[one]) === nameKey(textOf(first.value)));
  if (word !== undefined) return word;
  const message = ISSUES["unused-harvest-decision"].message(
    textOf(first.value),
    row,
    "it is neither Keep nor Reclaim",
  );
  issues.push(issueOnCell("unused-harvest-decision", message, first));
  return null;
}

/**
 * The day of a notice: a date not after the day of the analysis. None where a cell holds no such date, or where two
 * workbooks contradict each other.
 */
function noticeIn(
  cells: readonly KeptCell[],
  row: string,
  reading: CellReading,
  issues: Issue[],
): DayNumber | null {
  const read = cells.map((cell) => ({ day: noticeDay(cell, reading, issues), place: cell.place }));
  const known = read.flatMap(({ day, place }) => (day === null ? [] : [{ day, text: isoDay(day), place }]));
  const [first] = cells;
  if (first === undefined || known.length < cells.length) return null;
  const dispute = contradiction(known);
  if (dispute === null) return at(known, 0).day;
  const message = ISSUES["disputed-notice-date"].message(row, ...dispute);
  issues.push(issueOnCell("disputed-notice-date", message, first));
  return null;
}

/** The day that a cell states; null where it holds no date that can be used. */
function noticeDay(cell: KeptCell, { asOf, dateSystem }: CellReading, issues: Issue[]): DayNumber | null {
  const { value, place } = cell;
  const time =
    typeof value === "number" || typeof value === "string"
      ? timeIn(value, dateSystem(place.file))
      : undefined;
  const day = typeof time === "number" ? dayAt(time) : null;
  if (day !== null && day <= asOf) return day;
  const why = day === null ? "it is no date that can be read in one way only" : `it is after ${isoDay(asOf)}`;
  issues.push(
    issueOnCell("unused-notice-date", ISSUES["unused-notice-date"].message(textOf(value), why), cell),
  );
  return null;
}

const issueOnCell = (
  code: "disputed-decision" | "disputed-notice-date" | "unused-harvest-decision" | "unused-notice-date",
  message: string,
  { place, column }: KeptCell,
): Issue => ({ severity: ISSUES[code].severity, code, message, ...place, column, rows: 1 });
