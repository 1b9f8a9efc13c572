import { formulaPieces } from "./formula-text";
import type { SheetKey } from "./spec";

/** How the names of our tables start. */
const OUR_PREFIX = "Seatwise";

/** How every name of ours starts, in every host. */
const NAME_PREFIX = `${OUR_PREFIX}.`;

const SHEET_PREFIX = `${NAME_PREFIX}sheet.`;

/**
 * The hidden workbook-wide name by which a sheet of ours is found again. What names may not hold (the hyphen of a
 * template's key) is written as `_` and four hex digits.
 */
export const identityName = (key: SheetKey): string =>
  SHEET_PREFIX +
  key.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Keys that earlier versions gave to sheets which are called otherwise now. */
const EARLIER_KEYS: ReadonlyMap<string, SheetKey> = new Map([["summary", "renewal"]]);

/** Which sheet of ours a name stands for; absent for every other name. */
export function keyOfName(name: string): SheetKey | undefined {
  if (!name.startsWith(SHEET_PREFIX)) return undefined;
  const key = name
    .slice(SHEET_PREFIX.length)
    .replace(/_([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return EARLIER_KEYS.get(key) ?? (key as SheetKey);
}

/** Where a formula looks first: in a tab, or in a table or a name of ours. */
type FirstLook = { readonly tab: string } | { readonly ours: string };

function firstLook(formula: string): FirstLook | undefined {
  const pieces = formulaPieces(formula);
  for (const [n, { kind, text }] of pieces.entries()) {
    if (pieces[n + 1]?.text === "!") return { tab: text.replace(/^'|'$/g, "").replaceAll("''", "'") };
    if (kind === "word" && text.startsWith(OUR_PREFIX)) return { ours: text };
  }
  return undefined;
}

/** A workbook-wide name of ours with its formula, without the leading `=`. */
interface OurName {
  readonly name: string;
  readonly refersTo: string;
}

/**
 * The tab on which each of our names finds its value: that of its cell, or of the first table in its formula, also
 * through other names; none for a name whose cell, table or sheet was deleted.
 */
export function homesOfNames(
  names: readonly OurName[],
  tabOfTable: (table: string) => string | undefined,
): Map<string, string> {
  const formulas = new Map(names.map(({ name, refersTo }) => [name.toLowerCase(), refersTo]));
  const homes = new Map<string, string | undefined>();
  // A name whose home is being looked for has none meanwhile, so names that lead to each other end.
  const homeOf = (name: string, formula: string): string | undefined => {
    if (homes.has(name)) return homes.get(name);
    homes.set(name, undefined);
    const look = formula.includes("#REF!") ? undefined : firstLook(formula);
    const ours = look && "ours" in look ? look.ours.toLowerCase() : undefined;
    const next = ours === undefined ? undefined : formulas.get(ours);
    const home =
      look && "tab" in look
        ? look.tab
        : ours !== undefined && next !== undefined
          ? homeOf(ours, next)
          : look && tabOfTable(look.ours);
    homes.set(name, home);
    return home;
  };
  return new Map(
    names.flatMap(({ name, refersTo }) => {
      const home = homeOf(name.toLowerCase(), refersTo);
      return home === undefined ? [] : [[name, home] as const];
    }),
  );
}

/**
 * Whether a name is ours: it has our prefix, and finds its value in a table or name of ours, or on a sheet of ours, or
 * nowhere, since that was deleted.
 */
export function isOurName(name: string, formula: string, isOurTab: (tab: string) => boolean): boolean {
  if (!name.startsWith(NAME_PREFIX)) return false;
  if (formula.includes("#REF!")) return true;
  const look = firstLook(formula);
  return look !== undefined && ("ours" in look || isOurTab(look.tab));
}
