import type { Person, PersonIndex } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
import { known } from "./known";
import { byText } from "./sorting";

/** The keys by which an export may name a person, as they are typed. */
export interface PersonKeys {
  readonly mail?: string | undefined;
  readonly hash?: string | undefined;
  readonly id?: string | undefined;
}

const ADDRESS = /[^\s<>@]@[^\s<>@]+\.[^\s<>@]/;
const AROUND_ADDRESS = /^.*<(?=[^<>]*@)|^[\s("']*(?:mailto:|smtp:)?|>.*$|[\s)"'.,;:]*$/gi;

/**
 * A key as it is compared (DOMAIN §14, Identity): case folded, in letters of normal width; a mail address without a
 * name, brackets, "mailto:" or punctuation around it. Other text keeps its signs.
 */
const compared = (typed: string): string =>
  (ADDRESS.test(typed) ? typed.replace(AROUND_ADDRESS, "") : typed)
    .replace(/[\uFF01-\uFF5E]+/g, (wide) => wide.normalize("NFKC"))
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");

/** What one row states about a person. */
export interface PersonDetails {
  readonly name?: string | undefined;
  readonly team?: string | undefined;
  readonly department?: string | undefined;
  readonly project?: string | undefined;
  readonly costCentre?: string | undefined;
  readonly tokenPool?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly accountSince?: DayNumber | undefined;
  readonly active?: boolean | undefined;
  readonly listed?: boolean | undefined;
  readonly critical?: boolean | undefined;
  readonly exception?: string | undefined;
  readonly exceptionUntil?: DayNumber | undefined;
}

/** The place of a key in `People`; several places may turn out to be one person. */
export type PersonEntry = number;

/** The kinds of keys, the best name for a person first. */
const KEY_KINDS = ["mail", "hash", "id"] as const;

interface KeyEntry {
  /** A mail address as it is compared, other keys as typed; of several spellings the smallest. */
  shown: string;
  /** The place of the kind in `KEY_KINDS`. */
  kind: number;
  parent: PersonEntry;
  details: PersonDetails;
}

/**
 * The people named in the files. A mail address, hashed ID and Autodesk ID become one person as soon as a row
 * states two of them together, whatever the order of the rows (union-find).
 */
export class People {
  private readonly entries: KeyEntry[] = [];
  private readonly places = new Map<string, PersonEntry>();

  /** The person with these keys; undefined without any. */
  of(keys: PersonKeys): PersonEntry | undefined {
    let found: PersonEntry | undefined;
    for (let kind = 0; kind < KEY_KINDS.length; kind++) {
      const key = keys[KEY_KINDS[kind] ?? "id"];
      if (key === undefined) continue;
      const place = this.placeOf(key, kind);
      if (found === undefined) found = place;
      else this.unite(found, place);
    }
    return found;
  }

  /** The person met under a key; undefined for none. */
  find(key: string): PersonEntry | undefined {
    return this.places.get(compared(key));
  }

  /** Whether a person was met already under a key. */
  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  /** Adds the details that a row states about a person. */
  describe(place: PersonEntry, said: PersonDetails): void {
    const entry = this.entries[place];
    if (entry) entry.details = mergedDetails(entry.details, said);
  }

  /** The people sorted by ID, and the person of each entry. */
  finish(): { people: readonly Person[]; indexes: readonly PersonIndex[] } {
    const groups = new Map<PersonEntry, KeyEntry[]>();
    const roots = this.entries.map((_, place) => this.root(place));
    this.entries.forEach((entry, place) => {
      const root = roots[place] ?? place;
      const group = groups.get(root);
      if (group) group.push(entry);
      else groups.set(root, [entry]);
    });
    const found = [...groups].map(([root, entries]) => ({ root, person: mergedPerson(entries) }));
    found.sort((a, b) => byText(a.person.id, b.person.id));
    const indexes = new Map(found.map(({ root }, index) => [root, index]));
    return {
      people: found.map(({ person }) => person),
      indexes: roots.map((root) => indexes.get(root) ?? root),
    };
  }

  private placeOf(typed: string, kind: number): PersonEntry {
    const key = compared(typed);
    const shown = KEY_KINDS[kind] === "mail" ? key : typed;
    const known = this.places.get(key);
    const entry = known === undefined ? undefined : this.entries[known];
    if (known !== undefined && entry) {
      if (kind < entry.kind || (kind === entry.kind && byText(shown, entry.shown) < 0)) {
        entry.kind = kind;
        entry.shown = shown;
      }
      return known;
    }
    const place = this.entries.length;
    this.entries.push({ shown, kind, parent: place, details: {} });
    this.places.set(key, place);
    return place;
  }

  private root(place: PersonEntry): PersonEntry {
    let at = place;
    for (let entry = this.entries[at]; entry && entry.parent !== at; entry = this.entries[at]) {
      // Halving the path keeps later look-ups short.
      entry.parent = this.entries[entry.parent]?.parent ?? entry.parent;
      at = entry.parent;
    }
    return at;
  }

  private unite(one: PersonEntry, other: PersonEntry): void {
    const [a, b] = [this.root(one), this.root(other)];
    const child = this.entries[Math.max(a, b)];
    if (child) child.parent = Math.min(a, b);
  }
}

function mergedPerson(entries: readonly KeyEntry[]): Person {
  const best = entries.reduce((a, b) => ((a.kind - b.kind || byText(a.shown, b.shown)) <= 0 ? a : b));
  const { active, critical, ...details } = entries.map((entry) => entry.details).reduce(mergedDetails);
  // The engine gives objects with a spread first a layout of their own each, which takes three times the memory.
  return {
    id: best.shown,
    hashed: KEY_KINDS[best.kind] === "hash",
    inactive: active === false,
    critical: critical === true,
    ...known(details),
  };
}

/** The details of two rows about one person. Where they differ, the choice does not depend on their order. */
function mergedDetails(a: PersonDetails, b: PersonDetails): PersonDetails {
  return {
    name: smaller(a.name, b.name),
    team: smaller(a.team, b.team),
    department: smaller(a.department, b.department),
    project: smaller(a.project, b.project),
    costCentre: smaller(a.costCentre, b.costCentre),
    tokenPool: smaller(a.tokenPool, b.tokenPool),
    timeZone: smaller(a.timeZone, b.timeZone),
    accountSince: smaller(a.accountSince, b.accountSince),
    // An account that is active in one team is active.
    active: greater(a.active, b.active),
    listed: greater(a.listed, b.listed),
    critical: greater(a.critical, b.critical),
    exception: smaller(a.exception, b.exception),
    exceptionUntil: greater(a.exceptionUntil, b.exceptionUntil),
  };
}

const smaller = <T extends string | number | boolean>(a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;
const greater = <T extends string | number | boolean>(a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
