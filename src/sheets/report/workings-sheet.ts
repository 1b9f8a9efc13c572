import { currencyText } from "../../engine/currency-codes";
import { at } from "../../engine/at";
import type { SheetSpec } from "../../workbook/spec";
import { followingTable } from "./following-seats";
import { hasVolumes } from "./price-tables";
import type { ReportInput } from "./report-input";
import { below, foldedColumns, HEADER_ROWS, resultSheet } from "./result-sheet";
import { scenarioSeatTable } from "./scenario-seats";
import { scenarioTokenTable } from "./scenario-tokens";
import { SCENARIO_SEATS, SHEET_NAMES } from "./tables";
import { simulatedUseTable } from "./simulated-use";
import { tokenOrderTable } from "./token-orders";
import { volumeTable } from "./volumes";

/** What stands between the assumptions and the scenarios: seats and tokens to pay for, step by step. */
export function workingsSheet(run: ReportInput): SheetSpec {
  const seats = scenarioSeatTable(run, { row: HEADER_ROWS.workings, column: 0 });
  const tokens = scenarioTokenTable(run, below(seats));
  const orders = tokenOrderTable(run, below(tokens));
  const following = followingTable(run, below(orders));
  const tables = [seats, tokens, orders, ...(following ? [following] : [])];
  if (hasVolumes(run)) tables.push(volumeTable(run, below(at(tables, tables.length - 1))));
  const years = simulatedUseTable(run, below(at(tables, tables.length - 1)));
  if (years) tables.push(years);
  return resultSheet({
    key: "workings",
    title: "Workings",
    frozenRows: 2,
    notes: [
      `How the costs in the ${SHEET_NAMES.scenarios} come about, in ` +
        `${currencyText(run.analysis.assumptions.currency)}. ` +
        `Each column has one formula; columns without a formula hold what this run found.`,
    ],
    tables,
    folded: foldedColumns(seats, SCENARIO_SEATS.line, tables),
  });
}
