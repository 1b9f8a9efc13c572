import { at } from "../at";
import type { Context } from "../estate/context";
import type { DailyUse, Person, PersonIndex } from "../estate/estate";
import type { Demand } from "../usage/demand";

/** A user who used a seat without holding any, and a holder of such a seat who may be the same person. */
export interface MaybeOne {
  readonly user: PersonIndex;
  readonly holder: PersonIndex;
}

/**
 * The users on seats that nobody assigned to them whose address or name is that of a seat holder in another spelling:
 * with accents lost or garbled, in letters of another script, at another domain. Addresses that differ only in case,
 * blanks or invisible characters are one person already (DOMAIN §14, Identity).
 */
export function maybeOnePerson(context: Context, demands: readonly Demand[], rows: DailyUse): MaybeOne[] {
  const { estate, holdings } = context;
  const users = demands.filter(
    ({ person, products }) =>
      holdings.heldBy(person).length === 0 &&
      products.some(({ onSeats }) => onSeats) &&
      !at(estate.people, person).hashed,
  );
  if (users.length === 0) return [];
  const [sure, loose] = [sameBy(context, spellingsOf), sameBy(context, likenessesOf)];
  const fits = ({ products }: Demand, holder: PersonIndex): boolean =>
    products.some(
      ({ product, onSeats }) =>
        onSeats && holdings.heldBy(holder).some((seat) => holdings.opens(seat, product)),
    );
  const pairsBy = (likeTo: (person: PersonIndex) => ReadonlySet<PersonIndex>): MaybeOne[] =>
    users.flatMap((demand) =>
      [...likeTo(demand.person)]
        .filter((holder) => fits(demand, holder))
        .map((holder) => ({ user: demand.person, holder })),
    );
  const found = pairsBy(sure);
  const isNew = (one: MaybeOne): boolean => !found.some(({ user }) => user === one.user);
  return [...found, ...withoutSharedDays(pairsBy(loose).filter(isNew), rows)];
}

/** Finds the seat holders who share a key with a person. */
function sameBy(
  { estate, holdings }: Context,
  keysOf: (person: Person) => readonly string[],
): (person: PersonIndex) => ReadonlySet<PersonIndex> {
  const byKey = new Map<string, PersonIndex[]>();
  for (const holder of new Set(holdings.offerings.flatMap((offering) => holdings.holders(offering)))) {
    const person = at(estate.people, holder);
    if (person.hashed) continue;
    for (const key of keysOf(person)) byKey.set(key, [...(byKey.get(key) ?? []), holder]);
  }
  return (person) => new Set(keysOf(at(estate.people, person)).flatMap((key) => byKey.get(key) ?? []));
}

/** Two accounts in use on the same day are two people. */
function withoutSharedDays(pairs: readonly MaybeOne[], rows: DailyUse): MaybeOne[] {
  if (pairs.length === 0) return [];
  const days = new Map<PersonIndex, Set<number>>();
  for (const { user, holder } of pairs) for (const one of [user, holder]) days.set(one, new Set());
  for (let i = 0; i < rows.length; i++) days.get(rows.person[i]!)?.add(rows.day[i]!);
  return pairs.filter(({ user, holder }) => {
    const held = days.get(holder);
    return ![...(days.get(user) ?? [])].some((day) => held?.has(day));
  });
}

/** Cyrillic and Greek letters that look like Latin ones. */
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  [..."аеорсухіјѕԁһοανρικτ"].map((letter, i) => [letter, [..."aeopcyxijsdhoavpikt"][i] ?? letter]),
);

/** A text without accents, in Latin letters where others look like them. */
const unaccented = (text: string): string =>
  [...text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()]
    .map((letter) => LOOKS_LIKE.get(letter) ?? letter)
    .join("");

/** A text in which everything that a wrong character set garbles is `*`. */
const ungarbled = (text: string): string => text.normalize("NFC").replace(/(?:[^ -~]|\?)+/g, "*");

/** An address without accents and alias, and without what a wrong character set garbles. */
function spellingsOf({ id }: Person): string[] {
  const [user = "", domain] = unaccented(id).split("@");
  const loose = ungarbled(id);
  const plain = domain === undefined ? user : `${user.replace(/(?<=.)\+.*$/, "")}@${domain}`;
  return [plain, ...(loose.includes("*") ? [loose] : [])];
}

/** The address without its domain, and the full name. */
function likenessesOf({ id, name }: Person): string[] {
  const [user = "", domain] = unaccented(id).split("@");
  return [
    ...(domain === undefined ? [] : [`${user.replace(/(?<=.)\+.*$/, "")}@`]),
    ...(name?.includes(" ") === true ? [unaccented(name)] : []),
  ];
}
