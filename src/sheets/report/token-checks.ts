import { DIMENSION_NAMES } from "../../engine/pool/budgets";
import { DIMENSIONS } from "../../engine/pool/chargeback";
import { UNKNOWN } from "../../workbook/cells";
import { UNDO, type Check, type CheckFigure, type Written } from "./check";
import { sumOf } from "./formulas";
import type { ReportInput } from "./report-input";
import { CHARGED_TOKENS, MONTHLY_TOKENS, type ResultTable, type TableColumn } from "./tables";

/** Every table of who drew the tokens holds the same tokens as the months. */
export function tokenChecks({ analysis: { tokenUse } }: ReportInput, written: Written): Check[] {
  if (tokenUse.chargeback === null) return [];
  const { product } = CHARGED_TOKENS;
  const months: CheckFigure = {
    ...sumFigure("Tokens by month", written, MONTHLY_TOKENS, MONTHLY_TOKENS.tokens),
    // A month of unknown rate is an empty cell.
    ...(written.sum(product, product.tokens) === UNKNOWN ? { value: UNKNOWN } : {}),
    formula: `IF(COUNTIF(${product.tokens.all},"${UNKNOWN}")>0,"${UNKNOWN}",SUM(${MONTHLY_TOKENS.tokens.all}))`,
  };
  return DIMENSIONS.flatMap((dimension) => {
    const table = CHARGED_TOKENS[dimension];
    if (!written.has(table)) return [];
    const what = `Tokens by ${DIMENSION_NAMES[dimension].toLowerCase()}`;
    return [{ figure: sumFigure(what, written, table, table.tokens), other: months, remedy: UNDO }];
  });
}

const sumFigure = (what: string, written: Written, table: ResultTable, column: TableColumn): CheckFigure => ({
  what,
  format: "whole",
  value: written.sum(table, column),
  formula: sumOf(column),
});
