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
  const paired = new Set(found.map(({ user }) => user));
  const others = pairsBy(loose).filter(({ user }) => !paired.has(user));
  return [...found, ...withoutSharedDays(others, rows)];
}

/**
 * Of how many holders a key may be. What more of them share is a placeholder such as "Deleted User", or a mailbox of
 * many accounts, and shows nothing; nor does the time grow with the square of the people then. Ours.
 */
const MOST_ALIKE = 50;

/** The keys of a person: those under which a holder is found, and those by which a user looks for holders. */
type KeysOf = (person: Person) => { readonly held: readonly string[]; readonly asked: readonly string[] };

/** Finds the seat holders who share a key with a person. */
function sameBy(
  { estate, holdings }: Context,
  keysOf: KeysOf,
): (person: PersonIndex) => ReadonlySet<PersonIndex> {
  const byKey = new Map<string, PersonIndex[]>();
  for (const holder of new Set(holdings.offerings.flatMap((offering) => holdings.holders(offering)))) {
    const person = at(estate.people, holder);
    if (person.hashed) continue;
    for (const key of keysOf(person).held) {
      const own = byKey.get(key);
      if (own) own.push(holder);
      else byKey.set(key, [holder]);
    }
  }
  for (const [key, own] of byKey) if (own.length > MOST_ALIKE) byKey.delete(key);
  return (person) => new Set(keysOf(at(estate.people, person)).asked.flatMap((key) => byKey.get(key) ?? []));
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

/** Signs that a wrong character set leaves in a name, and that few names have. */
const MAYBE_GARBLED = /[?âã]|[^\p{L}\p{M}\p{ASCII}]/iu;

/** An address without accents and alias, and without what a wrong character set garbles. */
const spellingsOf: KeysOf = ({ id }) => {
  const [user = "", domain] = unaccented(id).split("@");
  const loose = ungarbled(id);
  const plain = domain === undefined ? user : `${withoutAlias(user)}@${domain}`;
  if (!loose.includes("*")) return { held: [plain], asked: [plain] };
  const isGarbled = MAYBE_GARBLED.test(id);
  const garbled = `garbled ${loose}`;
  // Of names in another script nothing is left: two that are both sound are two people.
  const isTelling = isGarbled || /^[^@]*[a-z]/i.test(loose);
  return {
    held: isGarbled ? [plain, loose, garbled] : [plain, loose],
    asked: [plain, isTelling ? loose : garbled],
  };
};

/** The address without its domain, and the full name. */
const likenessesOf: KeysOf = ({ id, name }) => {
  const [user = "", domain] = unaccented(id).split("@");
  const keys = [
    ...(domain === undefined ? [] : [`${withoutAlias(user)}@`]),
    ...(name?.includes(" ") === true ? [unaccented(name)] : []),
  ];
  return { held: keys, asked: keys };
};

const withoutAlias = (user: string): string => user.replace(/(?<=.)\+.*$/, "");
