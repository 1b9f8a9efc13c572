import type { Context } from "../estate/context";
import { grouped } from "../grouped";
import { issueAt } from "../issue-at";
import { ISSUES, type Issue } from "../issues";
import { budgetKey, budgetName, DIMENSION_NAMES, ofBudget } from "./budgets";
import type { Dimension } from "./chargeback";
import type { TokenUse } from "./token-use";

/** Budgets of which rows state several amounts, and budgets of what no table names. */
export function budgetFindings({ estate }: Context, { chargeback }: TokenUse): Issue[] {
  const cells = [...grouped(estate.tokenBudgets, budgetKey).values()];
  return cells.flatMap((rows): Issue[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const of = ofBudget(first);
    const touched = { rows: rows.length, first: rows.at(-1)?.origin };
    const differ = ISSUES["budgets-differ"].message(budgetName({ of }), rows.length);
    return [
      ...(rows.length === 1 ? [] : [issueAt(estate, "budgets-differ", differ, touched)]),
      ...(of === null ||
      chargeback === null ||
      namesOf(estate, chargeback, of.dimension).has(of.name.toLowerCase())
        ? []
        : [
            issueAt(
              estate,
              "budget-of-nobody",
              ISSUES["budget-of-nobody"].message(DIMENSION_NAMES[of.dimension].toLowerCase(), of.name),
              touched,
            ),
          ]),
    ];
  });
}

/** The names of a dimension that use, users or planned use state, in lower case. */
function namesOf(
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
