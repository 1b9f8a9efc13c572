import { ISSUES, type Issue } from "../engine/issues";
import type { Steps } from "../engine/steps";
import { listed } from "../engine/wording";
import type { SheetSpec } from "../workbook/spec";
import type { KeptText } from "./kept/kept";
import { withKept, type Merged } from "./kept/merge";
import { continued, isFurther, unused } from "./report/continued";
import { reportInSteps } from "./report/report";
import type { ReportInput } from "./report/report-input";

/** A run as it is told, and its sheets with the cells that people typed into the sheets of the run before. */
export interface Result {
  readonly run: ReportInput;
  readonly specs: readonly SheetSpec[];
}

/**
 * The result of a run, in steps. What people typed that finds no place, and lists that go on in another sheet, are said
 * before the sheets are written. A list longer than `maxRows` goes on.
 */
export function* resultInSteps(run: ReportInput, maxRows?: number): Steps<Result> {
  const { specs, unplaced } = yield* merged(run, maxRows);
  const issues = [...withoutPlace(unplaced), ...goingOn(specs), ...madeAnew(specs)];
  if (issues.length === 0) return { run, specs };
  const told = { ...run, issues: [...run.issues, ...issues] };
  return { run: told, specs: (yield* merged(told, maxRows)).specs };
}

/** The sheets of a run with what people typed. */
function* merged(run: ReportInput, maxRows: number | undefined): Steps<Merged> {
  const specs = yield* reportInSteps(run, maxRows);
  if (run.kept === undefined) return { specs, unplaced: [] };
  const { specs: placed, unplaced } = withKept(run.kept, specs);
  return { specs: unused(continued(placed, maxRows), run.kept.further), unplaced };
}

/** The first sheet on which a list goes on is named. */
function goingOn(specs: readonly SheetSpec[]): Issue[] {
  const first = specs.find(({ key, tables }) => isFurther(key) && tables.length > 0);
  return first ? [issue("list-goes-on", ISSUES["list-goes-on"].message(first.name), 1)] : [];
}

/** Comments that a host cannot move. */
function madeAnew(specs: readonly SheetSpec[]): Issue[] {
  const moved = specs
    .flatMap(({ comments = [] }) => comments)
    .filter(
      ({ isMadeAnew, stood, row, column }) => isMadeAnew && (stood?.row !== row || stood.column !== column),
    );
  const code = "comments-made-anew";
  return moved.length === 0 ? [] : [issue(code, ISSUES[code].message(moved.length), moved.length)];
}

/** How many texts a sentence names. */
const MOST_TEXTS_NAMED = 3;

function withoutPlace(texts: readonly KeptText[]): Issue[] {
  if (texts.length === 0) return [];
  const named = texts.slice(0, MOST_TEXTS_NAMED).map(({ row, column }) => `${column} of ${row}`);
  const more = texts.length - named.length;
  const examples = listed(more === 0 ? named : [...named, `${more} more`]);
  const message = ISSUES["kept-without-place"].message(texts.length, examples);
  return [issue("kept-without-place", message, texts.length)];
}

const issue = (
  code: "kept-without-place" | "list-goes-on" | "comments-made-anew",
  message: string,
  rows: number,
): Issue => ({
  severity: ISSUES[code].severity,
  code,
  message,
  rows,
});
