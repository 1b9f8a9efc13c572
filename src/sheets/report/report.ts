import type { SheetSpec } from "../spec";
import { assumptionsSheet } from "./assumptions-sheet";
import { issuesSheet } from "./issues-sheet";
import { reconciliationSheet } from "./reconciliation-sheet";
import type { ReportInput } from "./report-input";
import { scenariosSheet } from "./scenarios-sheet";
import { summarySheet } from "./summary-sheet";
import { usersSheet } from "./users-sheet";

/** The result sheets of a run, in tab order. */
export const report = (run: ReportInput): SheetSpec[] =>
  [summarySheet, usersSheet, scenariosSheet, reconciliationSheet, issuesSheet, assumptionsSheet].map(
    (sheet) => sheet(run),
  );
