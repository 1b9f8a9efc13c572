import type { Decision, Estate } from "../../engine/estate/estate";
import { grouped } from "../../engine/grouped";
import { ISSUES, type Issue } from "../../engine/issues";
import { canonicalName } from "../read/vendor-names";
import { DECISION, USERS } from "../report/tables";
import { nameKey } from "../setting-names";
import { contradiction } from "./contradictions";
import { textOf, type Kept, type KeptCell } from "./kept";

/** The estate with what the analyst decided in the Users sheet, and the decisions that contradict each other. */
export function withDecisions(
  estate: Estate,
  kept: Kept,
): { readonly estate: Estate; readonly issues: readonly Issue[] } {
  const typed = kept.cells.filter(({ table, column }) => table === USERS.tableName && column === DECISION);
  if (typed.length === 0) return { estate, issues: [] };
  const people = new Map(estate.people.map(({ id }, person) => [nameKey(id), person]));
  const offerings = offeringsOf(estate);
  const decisions = new Map<number, Decision>();
  const issues: Issue[] = [];
  for (const [user, cells] of grouped(typed, ({ row }) => nameKey(row))) {
    const person = people.get(user);
    const [first] = cells;
    if (person === undefined || first === undefined) continue;
    const dispute = contradiction(cells.map(({ value, place }) => ({ text: textOf(value), place })));
    if (dispute) issues.push(disputeIssue(first, dispute));
    const decision = typedDecision(first, offerings);
    decisions.set(person, dispute ? { ...decision, cover: "disputed" } : decision);
  }
  return { estate: { ...estate, decisions }, issues };
}

function typedDecision({ value, place }: KeptCell, offerings: ReadonlyMap<string, string>): Decision {
  const text = textOf(value).trim();
  const parts = text.split(";").map((part) => part.trim());
  const seats = parts.filter((part) => part !== "" && nameKey(part) !== "flex");
  const named = seats.map((part) => offerings.get(nameKey(canonicalName(part))) ?? canonicalName(part));
  return { text, cover: nameKey(text) === "keep" ? "keep" : named, place: { ...place, column: DECISION } };
}

/** The spelling of every offering by its name for comparison. */
const offeringsOf = ({ offers, subscriptions, assignments }: Estate): ReadonlyMap<string, string> =>
  new Map(
    [...offers, ...subscriptions, ...assignments].map(
      ({ offering }) => [nameKey(offering), offering] as const,
    ),
  );

function disputeIssue(first: KeptCell, dispute: readonly [string, string]): Issue {
  const message = ISSUES["disputed-decision"].message(first.row, ...dispute);
  return {
    severity: "error",
    code: "disputed-decision",
    message,
    ...first.place,
    column: DECISION,
    rows: 2,
  };
}
