import { at } from "../at";
import type { Estate, PersonIndex, ProductIndex, Refusal } from "../estate/estate";

/** The columns of a session by which it may be the work of a person. */
const SIGNS: readonly string[] = ["loggedIn", "activeMinutes", "machineType"];

type UnreadRows = (person: PersonIndex, product: ProductIndex) => number;
type Refused = Pick<Estate, "refusals" | "products">;

/**
 * Tells how many rows of the session log on a user and product could not be read, as a whole or in a sign of a person.
 * They may show the use that the others do not show. Rows that name no user count for nobody: each is an issue.
 */
export const unreadSessions = (estate: Refused): UnreadRows =>
  unreadWhere(estate, ({ fields }) => fields.length === 0 || hasSign(fields));

/** Of these rows, those in which only a sign of a person could not be read. */
export const unreadSigns = (estate: Refused): UnreadRows =>
  unreadWhere(estate, ({ fields }) => hasSign(fields));

const hasSign = (fields: Refusal["fields"]): boolean => fields.some((field) => SIGNS.includes(field));

function unreadWhere({ refusals, products }: Refused, isMeant: (refusal: Refusal) => boolean): UnreadRows {
  const byPerson = new Map<PersonIndex, Refusal[]>();
  for (const refusal of refusals) {
    const { kind, person } = refusal;
    if (kind !== "Sessions" || person === undefined || !isMeant(refusal)) continue;
    byPerson.set(person, [...(byPerson.get(person) ?? []), refusal]);
  }
  return (person, product) =>
    (byPerson.get(person) ?? [])
      .filter((one) => one.product === undefined || one.product === at(products, product))
      .reduce((sum, { rows }) => sum + rows, 0);
}
