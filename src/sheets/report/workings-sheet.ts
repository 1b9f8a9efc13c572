import type { SheetSpec } from "../../workbook/spec";
import { followingTable } from "./following-seats";
import { hasVolumes } from "./price-tables";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { scenarioSeatTable } from "./scenario-seats";
import { scenarioTokenTable } from "./scenario-tokens";
import type { ReportTable } from "./table";
import { SHEET_NAMES } from "./tables";
import { tokenOrderTable } from "./token-orders";
import { volumeTable } from "./volumes";

/** What stands between the assumptions and the scenarios: seats and tokens to pay for, step by step. */
export function workingsSheet(run: ReportInput): SheetSpec {
  const tables: ReportTable[] = [];
  const add = (make: (run: ReportInput, place: ReportTable["at"]) => ReportTable | undefined): void => {
    const last = tables.at(-1);
    const table = make(run, last ? below(last) : { row: HEADER_ROWS.workings, column: 0 });
    if (table) tables.push(table);
  };
  add(scenarioSeatTable);
  add(scenarioTokenTable);
  add(tokenOrderTable);
  add(followingTable);
  if (hasVolumes(run)) add(volumeTable);
  return resultSheet({
    key: "workings",
    title: "Workings",
    frozenRows: 2,
    notes: [
      `How the costs in the ${SHEET_NAMES.scenarios} come about, in ${run.analysis.assumptions.currency}. ` +
        `Each column has one formula; columns without a formula hold what this run found.`,
    ],
    tables,
  });
}
