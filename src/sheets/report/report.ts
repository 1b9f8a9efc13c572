import { finish, type Steps } from "../../engine/steps";
import type { SheetSpec } from "../../workbook/spec";
import { assumptionsSheet } from "./assumptions-sheet";
import { breakEvenSheet } from "./break-even-sheet";
import { issuesSheet } from "./issues-sheet";
import { mixSheet } from "./mix-sheet";
import { reconciliationSheet } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { scenariosSheet } from "./scenarios-sheet";
import { summarySheet } from "./summary-sheet";
import { transitionSheet } from "./transition-sheet";
import { usersSheet } from "./users-sheet";

const SHEETS = [
  summarySheet,
  usersSheet,
  mixSheet,
  scenariosSheet,
  transitionSheet,
  breakEvenSheet,
  reconciliationSheet,
  issuesSheet,
  assumptionsSheet,
];

/** The result sheets of a run, in tab order. */
export const report = (run: ReportInput): SheetSpec[] => finish(reportInSteps(run));

/** `report` in steps, one for each sheet. */
export function* reportInSteps(run: ReportInput): Steps<SheetSpec[]> {
  const specs: SheetSpec[] = [];
  for (const [place, sheet] of SHEETS.entries()) {
    yield { stage: "sheets", share: place / SHEETS.length };
    specs.push(sheet(run));
  }
  return specs;
}
