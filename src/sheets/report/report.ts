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

/** The result sheets of a run, in tab order. */
export const report = (run: ReportInput): SheetSpec[] =>
  [
    summarySheet,
    usersSheet,
    mixSheet,
    scenariosSheet,
    transitionSheet,
    breakEvenSheet,
    reconciliationSheet,
    issuesSheet,
    assumptionsSheet,
  ].map((sheet) => sheet(run));
