import type { Row } from "../../workbook/cells";
import type { SheetInfo } from "../../workbook/reader";
import type { EstateDraft } from "./draft";
import { isAsOfName, keyNamed } from "../setting-names";
import { headerKey } from "./header";
import type { Recognised } from "./recognise";
import { isFlex, isVendorName } from "./vendor-names";

/** Headers that occur only in tables about licenses. */
const TELLING_HEADERS: ReadonlySet<string> = new Set(
  [
    "Access option, Access method, Seat assignment, Days used, Day used, Tokens used, tokensConsumed, usageCategory",
    "offering_name, hashed_autodesk_id, hashed_user_id, Hashed ID, Autodesk ID, team_alias, productLineCode",
    "seat_quantity, Tokens a year, Tokens per year",
    "Autorenew date, Auto-renew date, Tokens per day, Flex eligible, Minimum tokens, Minimum seats, True-down cap",
    "Overage price, Fee follows quantity, Token pool, Flex contract, Group type, Value used in this run",
  ].flatMap((names) => names.split(",").map(headerKey)),
);

/** Whether a header occurs only in tables about licenses. */
export const isTelling = (header: string): boolean => TELLING_HEADERS.has(headerKey(header));

const PRODUCT_HEADERS = ["product", "product name", "productname", "offering", "offering name"];
const PERSON_HEADERS = ["email", "email address", "e mail", "mail", "user", "user name", "user email"];
const CONTRACT_HEADERS = ["contract", "contract number"];

/**
 * Whether a table is about licenses by itself: it is a form of ours (or has all its columns), or a header or a
 * product in its first rows is the vendor's. Headers such as "Product, Quantity" occur in any workbook (DOMAIN
 * §14).
 */
export function isAboutLicenses(
  found: Recognised,
  rows: readonly Row[],
  file: string,
  sheet: SheetInfo,
): boolean {
  if (sheet.ours !== undefined) return true;
  if (found.headers.some(isTelling)) return true;
  if (found.format.kind === "Assumptions") {
    const names = texts(found, rows, ["name", "assumption"]);
    if (names.some(isTellingAssumption) || /assumption/i.test(file)) return true;
    // Models of all kinds have a sheet of assumptions.
    const known = names.filter((name) => keyNamed(name) !== undefined || isAsOfName(name));
    return /assumption/i.test(sheet.name) && known.length * 2 >= names.length;
  }
  const { format, headers } = found;
  if (format.match(headers.map(headerKey)).found >= format.columns) return true;
  return texts(found, rows, PRODUCT_HEADERS).some((name) => isVendorName(name) || isFlex(name));
}

/** Names of assumptions that no other sheet of names and values has. */
const isTellingAssumption = (name: string): boolean =>
  /^(?:rate|price)\s*:/i.test(name) ||
  /^(?:token price|pool buffer|true-down|dates are|usage report days)\b/i.test(name);

/** Whether a table names a product, person or contract that earlier tables named. */
export function fitsTheEstate(found: Recognised, rows: readonly Row[], draft: EstateDraft): boolean {
  const { kind } = found.format;
  if (kind === "Assumptions") return false;
  if (
    kind === "Token packs" ||
    kind === "Token prices" ||
    kind === "Token events" ||
    kind === "Exchange rates" ||
    kind === "Holidays" ||
    kind === "Evidence on file" ||
    kind === "Own scenarios"
  )
    return draft.tables.length > 0;
  // People and contracts use the products of other vendors, too.
  const products = texts(found, rows, PRODUCT_HEADERS);
  if (products.length > 0) return products.some((name) => draft.names.has(name));
  return (
    texts(found, rows, PERSON_HEADERS).some((name) => draft.people.has(name)) ||
    texts(found, rows, CONTRACT_HEADERS).some((name) => draft.contractNumbers.has(name))
  );
}

/** The texts below the given headers in the first rows of a table. */
function texts({ headers, at }: Recognised, rows: readonly Row[], wanted: readonly string[]): string[] {
  const places = headers.flatMap((header, place) => (wanted.includes(headerKey(header)) ? [place] : []));
  return rows
    .slice(at + 1)
    .flatMap(({ cells }) => places.map((place) => cells[place]))
    .filter((cell) => typeof cell === "string");
}
