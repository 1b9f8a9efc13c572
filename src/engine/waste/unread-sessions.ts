import { at } from "../at";
import type { Estate, PersonIndex, ProductIndex, Refusal } from "../estate/estate";

/** The columns of a session by which it may be the work of a person. */
const SIGNS: readonly string[] = ["loggedIn", "activeMinutes", "machineType"];

/**
 * Tells how many rows of the session log on a user and product could not be read, as a whole or in a sign of a person.
 * They may show the use that the others do not show. Rows that name no user count for nobody: each is an issue.
 */
export function unreadSessions({
  refusals,
  products,
}: Pick<Estate, "refusals" | "products">): (person: PersonIndex, product: ProductIndex) => number {
  const byPerson = new Map<PersonIndex, Refusal[]>();
  for (const refusal of refusals) {
    const { kind, person, fields } = refusal;
    if (kind !== "Sessions" || person === undefined) continue;
    if (fields.length > 0 && !fields.some((field) => SIGNS.includes(field))) continue;
    byPerson.set(person, [...(byPerson.get(person) ?? []), refusal]);
  }
  return (person, product) =>
    (byPerson.get(person) ?? [])
      .filter((one) => one.product === undefined || one.product === at(products, product))
      .reduce((sum, { rows }) => sum + rows, 0);
}
