import { at } from "../at";
import type { Context } from "../estate/context";
import type { TokenBudget } from "../estate/estate";
import { grouped } from "../grouped";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue, type IssueCode } from "../issues";
import { budgetKey, budgetName, DIMENSION_NAMES, ofBudget } from "./budgets";
import { DIMENSIONS, type Dimension } from "./chargeback";
import type { TokenUse } from "./token-use";

/** Budgets whose rows state different amounts, and budgets for a product or department that no table names. */
export function budgetFindings({ estate }: Context, { chargeback }: TokenUse): Issue[] {
  const say = (code: IssueCode, rows: readonly TokenBudget[], message: string): Issue =>
    issueAt(estate, code, message, { rows: rows.length, first: rows.at(-1)?.origin });
  const known = chargeback && namesByDimension(estate, chargeback);
  return [...grouped(estate.tokenBudgets, budgetKey).values()].flatMap((rows): Issue[] => {
    const of = ofBudget(at(rows, 0));
    const differ = ISSUES["budgets-differ"].message(budgetName({ of }), rows.length);
    const differing = rows.length === 1 ? [] : [say("budgets-differ", rows, differ)];
    if (of === null || known === null || known.get(of.dimension)?.has(of.name.toLowerCase()))
      return differing;
    const nobody = ISSUES["budget-of-nobody"].message(DIMENSION_NAMES[of.dimension].toLowerCase(), of.name);
    return [...differing, say("budget-of-nobody", rows, nobody)];
  });
}

const namesByDimension = (
  estate: Context["estate"],
  chargeback: NonNullable<TokenUse["chargeback"]>,
): ReadonlyMap<Dimension, ReadonlySet<string>> =>
  new Map(DIMENSIONS.map((dimension) => [dimension, statedNames(estate, chargeback, dimension)]));

/** The names of a dimension that use, users or planned use state, in lower case. */
function statedNames(
  { people, plannedUse }: Context["estate"],
  { by }: NonNullable<TokenUse["chargeback"]>,
  dimension: Dimension,
): ReadonlySet<string> {
  const stated = [
    ...by[dimension].map(({ name }) => name ?? undefined),
    ...(dimension === "product" ? [] : people.map((person) => person[dimension])),
    ...(dimension === "costCentre" ? [] : plannedUse.map((row) => row[dimension])),
  ];
  return new Set(stated.flatMap((name) => name?.toLowerCase() ?? []));
}
