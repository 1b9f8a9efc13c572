import { isoDay } from "../calendar";
import { wholeNumber } from "../wording";
import { budgetName, type BudgetReport } from "./budgets";
import type { TokenUse } from "./token-use";

/** The budgets that are or will be exceeded, in sentences without a full stop. */
export const budgetActions = ({ budgets }: Pick<TokenUse, "budgets">): string[] => budgets.flatMap(overText);

/**
 * "Department Design drew 900 of its budget of 1,000 tokens to 2026-10-31; at the forecast it draws 1,200 by 2026-12-31
 * (1,100 to 1,300), 200 more than its budget".
 */
function overText(budget: BudgetReport): string[] {
  const { verdict, used, tokens, expected, through, lastDay } = budget;
  if ((verdict !== "over" && verdict !== "may go over") || used === null || tokens === null) return [];
  const drawn =
    `${budgetName(budget)} drew ${wholeNumber(used)} of its budget of ${wholeNumber(tokens)} tokens ` +
    `to ${isoDay(through)}`;
  if (expected === null) return [`${drawn}: ${wholeNumber(used - tokens)} more than its budget`];
  const range = `${wholeNumber(expected.low)} to ${wholeNumber(expected.high)}`;
  const coming = `at the forecast it draws ${wholeNumber(expected.tokens)} by ${isoDay(lastDay)} (${range})`;
  const more = wholeNumber(expected.tokens - tokens);
  return [
    `${drawn}; ${coming}, ${verdict === "over" ? `${more} more than its budget` : "which may be too many"}`,
  ];
}
