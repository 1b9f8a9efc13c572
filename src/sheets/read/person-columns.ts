import { nameText, text } from "./cell-values";
import { optional } from "./column";
import { Fault } from "./fault";
import type { PersonEntry, PersonKeys } from "./people";
import type { Subject } from "./format";
import { isGarbled } from "./plain-text";
import type { Table } from "./table";

/** The columns by which the vendor's exports name a person. */
export const personColumns = {
  mail: optional(
    nameText,
    "Email",
    "Email address",
    "E-mail",
    "E-mail address",
    "Mail",
    "User email",
    "E-Mail (Arbeit)",
    "emailAddress",
    "e-post",
  ),
  hash: optional(nameText, "hashed_autodesk_id", "hashed_user_id", "hashedUserId", "Hashed ID"),
  id: optional(nameText, "Autodesk ID", "User ID"),
  firstName: optional(text, "First name"),
  lastName: optional(text, "Last name"),
  team: optional(nameText, "Team", "team_alias", "Team name"),
};

export interface PersonRecord {
  readonly mail: string | undefined;
  readonly hash: string | undefined;
  readonly id: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly team: string | undefined;
}

/** Exports write asterisks where they hide people. */
const isHidden = (value: string | undefined): boolean => value !== undefined && /^\*+$/.test(value);
const WORDS_FOR_NOBODY = [
  ...["unknown", "deleted", "removed", "no", "anonymous"].map((word) => `${word}(?: user)?`),
  ...["un ?assigned", "not assigned", "none", "nobody", "tbd", "unbekannt", "inconnu"],
];
/** What people and programs write where a row has no user; one person of all such rows would use more than anybody. */
const NOBODY_NAMED = new RegExp(`^\\W*(?:${WORDS_FOR_NOBODY.join("|")})\\W*$`, "i");
const visible = (value: string | undefined): string | undefined =>
  isHidden(value) || (value !== undefined && NOBODY_NAMED.test(value)) ? undefined : value;

const keysOf = ({ mail, hash, id }: Partial<PersonRecord>): PersonKeys => ({
  mail: visible(mail),
  hash: visible(hash),
  id: visible(id),
});

/**
 * Finds the person whom a row names, and notes the details; undefined where the row names nobody. Exports
 * repeat a person in thousands of rows, so the last row of each person is kept for comparison.
 */
export function peopleIn(table: Table): (record: PersonRecord) => PersonEntry | undefined {
  const met = new Map<string, { readonly said: PersonRecord; readonly person: PersonEntry }>();
  return ({ mail, hash, id, firstName, lastName, team }) => {
    const key = hash ?? mail ?? id;
    if (key === undefined) return undefined;
    const said = { mail, hash, id, firstName, lastName, team };
    const before = met.get(key);
    if (before && isSameRecord(before.said, said)) return before.person;
    const person = personNamed(said, table);
    if (person !== undefined) met.set(key, { said, person });
    return person;
  };
}

const isSameRecord = (a: PersonRecord, b: PersonRecord): boolean =>
  a.mail === b.mail &&
  a.hash === b.hash &&
  a.id === b.id &&
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.team === b.team;

function personNamed(record: PersonRecord, table: Table): PersonEntry | undefined {
  const { mail, hash, id, firstName, lastName, team } = record;
  if (isHidden(mail) || isHidden(id)) table.sayOnce("people", Fault.of("hidden-people"));
  const { people } = table.draft;
  const person = people.of(keysOf({ mail, hash, id }));
  if (person === undefined) return undefined;
  const garbled = [mail, firstName, lastName].find((text) => text !== undefined && isGarbled(text));
  if (garbled !== undefined) table.sayOnce("garbled", Fault.of("garbled-text", garbled));
  const name = `${visible(firstName) ?? ""} ${visible(lastName) ?? ""}`.trim();
  people.describe(person, { name: name === "" ? undefined : name, team: visible(team) });
  return person;
}

/** The person named in a `User` column, by mail address or by ID. */
export function userNamed(user: string, table: Table): PersonEntry | undefined {
  const key = visible(user);
  if (isHidden(user)) table.sayOnce("people", Fault.of("hidden-people"));
  return table.draft.people.of(key?.includes("@") ? { mail: key } : { id: key });
}

/** The person of a row of which some cells could not be read; undefined where none of the others names one. */
export const personSubject = (
  { mail, hash, id }: Partial<PersonRecord>,
  table: Table,
): { readonly person: PersonEntry | undefined } => ({
  person: table.draft.people.of(keysOf({ mail, hash, id })),
});

/** The subject of a row that names its user in a `User` column. */
export const userSubject = (
  { user, product }: { readonly user?: string | undefined; readonly product?: string | undefined },
  table: Table,
): Subject => ({
  person: user === undefined ? undefined : userNamed(user, table),
  product: product === undefined ? undefined : table.draft.names.of(product),
});
