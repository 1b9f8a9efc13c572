import { ISSUES, type Issue } from "../../engine/issues";
import { listed } from "../../engine/wording";
import { grouped } from "../../engine/grouped";
import { linesInOrder, numberOf, type Log } from "../report/growing-log";
import { DECISION_LOG, RECONCILIATION_LOG } from "../report/tables";
import { numbersIn, type LogNumbers } from "./log-numbers";
import { decisionLine, reconciliationLine } from "./logged-lines";
import type { KeptLine } from "./kept";

/** Lines of the logs that are not as a run wrote them: changed, missing, unreadable, or two with one number. */
export const logIssues = (lines: readonly KeptLine[]): Issue[] => [
  ...issuesOfLog(DECISION_LOG, "decision log", lines, (cells) => decisionLine(cells) !== undefined),
  ...issuesOfLog(
    RECONCILIATION_LOG,
    "reconciliation log",
    lines,
    (cells) => reconciliationLine(cells) !== undefined,
  ),
];

function issuesOfLog(
  log: Log,
  name: string,
  all: readonly KeptLine[],
  isRead: (cells: KeptLine["cells"]) => boolean,
): Issue[] {
  const own = all.filter(({ table }) => table === log.tableName);
  const placeOf = new Map(own.map(({ cells, place }) => [cells, place]));
  const lines = linesInOrder(
    log,
    own.map(({ cells }) => cells),
  );
  const unread = lines.filter((cells) => !isRead(cells));
  const { lost, beforeGap, written, ...standing } = numbersIn(log, lines);
  const changed = standing.changed.filter(isRead);
  const byNumber = grouped(standing.sealed, (cells) => numberOf(log, cells));
  const disputed = [...byNumber.values()].filter(({ length }) => length > 1);
  const issue = (
    code: "unread-log-line" | "changed-log-line" | "disputed-log-line" | "missing-log-lines",
    message: string,
    rows: number,
    at: KeptLine["cells"] | undefined,
  ): Issue[] => {
    const place = at && placeOf.get(at);
    return rows === 0 ? [] : [{ severity: ISSUES[code].severity, code, message, ...place, rows }];
  };
  const firsts = disputed.flatMap((list) => list.slice(0, 1));
  const gapAfter = byNumber.get(beforeGap)?.[0] ?? lines[0];
  return [
    ...issue(
      "unread-log-line",
      ISSUES["unread-log-line"].message(unread.length, name),
      unread.length,
      unread[0],
    ),
    ...issue(
      "changed-log-line",
      ISSUES["changed-log-line"].message(changed.length, name, numbersOf(log, changed, written)),
      changed.length,
      changed[0],
    ),
    ...issue(
      "disputed-log-line",
      ISSUES["disputed-log-line"].message(name, numbersOf(log, firsts, written)),
      firsts.length,
      firsts[0],
    ),
    ...issue("missing-log-lines", ISSUES["missing-log-lines"].message(lost, name), lost, gapAfter),
  ];
}

/** How many lines a sentence names. */
const MOST_LINES_NAMED = 5;

function numbersOf(log: Log, lines: readonly KeptLine["cells"][], written: LogNumbers["written"]): string {
  const named = lines.slice(0, MOST_LINES_NAMED).map((cells) => {
    const was = written.get(cells);
    return `line ${numberOf(log, cells) ?? ""}${was === undefined ? "" : `, which was line ${was}`}`;
  });
  const more = lines.length - named.length;
  return listed(more === 0 ? named : [...named, `${more} more`]);
}
