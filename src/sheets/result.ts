import { ISSUES, type Issue } from "../engine/issues";
import type { Steps } from "../engine/steps";
import { listed } from "../engine/wording";
import type { SheetSpec } from "../workbook/spec";
import type { KeptText } from "./kept/kept";
import { withKept } from "./kept/merge";
import { reportInSteps } from "./report/report";
import type { ReportInput } from "./report/report-input";

/** A run as it is told, and its sheets with what people typed into those of the run before. */
export interface Result {
  readonly run: ReportInput;
  readonly specs: readonly SheetSpec[];
}

/** The result of a run, in steps. What people typed that finds no place is said before the sheets are written. */
export function* resultInSteps(run: ReportInput): Steps<Result> {
  const specs = yield* reportInSteps(run);
  if (run.kept === undefined) return { run, specs };
  const merged = withKept(run.kept, specs);
  if (merged.unplaced.length === 0) return { run, specs: merged.specs };
  const told = { ...run, issues: [...run.issues, withoutPlace(merged.unplaced)] };
  return { run: told, specs: withKept(run.kept, yield* reportInSteps(told)).specs };
}

/** How many texts a sentence names. */
const NAMED = 3;

function withoutPlace(texts: readonly KeptText[]): Issue {
  const named = texts.slice(0, NAMED).map(({ row, column }) => `${column} of ${row}`);
  const more = texts.length - named.length;
  const examples = listed(more === 0 ? named : [...named, `${more} more`]);
  const code = "kept-without-place";
  return {
    severity: ISSUES[code].severity,
    code,
    message: ISSUES[code].message(texts.length, examples),
    rows: texts.length,
  };
}
