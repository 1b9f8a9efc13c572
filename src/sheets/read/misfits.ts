import { at } from "../../engine/at";
import type { SourceKind } from "../../engine/estate/estate";
import { USE_SOURCES } from "../../engine/evidence/exports";
import { inQuotes } from "../../engine/wording";
import type { Row } from "../../workbook/cells";
import { filledRows, headOf } from "./areas";
import type { EstateDraft } from "./draft";
import { Fault } from "./fault";
import type { Format } from "./format";
import { FORMATS } from "./formats";
import { headerKey } from "./header";
import { isTelling } from "./license-evidence";
import type { TableCandidate } from "./read-table";
import { nearestHeader, type Candidate } from "./recognise";
import { looksLikeHeaders } from "./row-kinds";
import { isFlex, isVendorName } from "./vendor-names";

/** Other names of tables, as people and the vendor's exports in other languages give them to sheets and files. */
const ALSO_CALLED: Readonly<Partial<Record<SourceKind, readonly string[]>>> = {
  Subscriptions: ["abonnement"],
  Users: ["benutzer"],
  Usage: ["nutzung"],
  Contracts: ["agreement", "vertrag", "verträge"],
  Offers: ["price list", "preisliste"],
  "Token packs": ["pack", "purchase", "flex order"],
  "Planned use": ["plan"],
};

const singular = (word: string): string => (word.length > 3 ? word.replace(/s$/, "") : word);
const inSingular = (name: string): string => ` ${headerKey(name).split(" ").map(singular).join(" ")} `;

/** The names of each table, the longest first: "Usage Report" is no "Usage". */
const NAMES: readonly { readonly format: Format; readonly name: string }[] = FORMATS.filter(
  ({ kind }) => kind !== "Assumptions",
)
  .flatMap((format) =>
    [format.kind, ...(ALSO_CALLED[format.kind] ?? [])].map((name) => ({ format, name: inSingular(name) })),
  )
  .sort((a, b) => b.name.length - a.name.length);

/** The table that a name promises: "Contracts 2026" is Contracts, and "tokenprices" Token prices. */
function promisedBy(typed: string): Format | undefined {
  const name = inSingular(typed);
  const isIn = (words: string): boolean =>
    name.includes(words) || (words.trim().includes(" ") && name.includes(words.replaceAll(" ", "")));
  return NAMES.find((one) => isIn(one.name))?.format;
}

/**
 * Refuses a table that is almost one of ours: its name says so, or nearly all of its headers fit, but a column that
 * it needs is missing. What such a table governs is unknown, not absent (DOMAIN §14). False where it is none.
 */
export async function refuseMisfit(
  draft: EstateDraft,
  { reader, sheet, area }: TableCandidate,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const place = { file: reader.file, sheet: sheet.name };
  const first = await headOf(reader, sheet, area, signal);
  // The file of several sheets is not named after one of them.
  const isAlone = (await reader.sheets()).length === 1;
  const found = misfitAmong(first, [area.name ?? sheet.name, ...(isAlone ? [reader.file] : [])], draft);
  if (found === undefined) return false;
  const { kind } = found.format;
  const header = at(first, found.at);
  const source = draft.addSource({ ...place, kind, lacks: found.match.missing });
  for await (const block of filledRows(reader, sheet, area, signal))
    for (const { row } of block) if (row > header.row) draft.count(source, false);
  const names = found.headers.filter((one) => one !== "");
  const fault = Fault.of("missing-column", kind, inQuotes(found.match.missing), inQuotes(names));
  draft.log.add(fault, { ...place, row: header.row });
  draft.refusals.add({ kind, origin: { source, row: header.row }, fields: [], columns: [] });
  return true;
}

/** The header of a table that is almost one of ours; undefined where nothing says so. */
function misfitAmong(
  first: readonly Row[],
  names: readonly string[],
  draft: EstateDraft,
): Candidate | undefined {
  // Where nothing else was read, nothing says that this is a workbook about licenses.
  if (draft.tables.length === 0) return undefined;
  const promised = names.map(promisedBy).find((format) => format !== undefined);
  const isAboutThem = (found: Candidate): boolean => tellsOfLicenses(found, { names, first, draft });
  const named = promised && (nearestHeader(first, [promised]) ?? withoutFit(first, promised));
  if (named && (named.match.found >= 2 || !isRead(draft, named)) && isAboutThem(named)) return named;
  const nearest = nearestHeader(first, FORMATS);
  return nearest && isNearly(nearest) && !isRead(draft, nearest) && isAboutThem(nearest)
    ? nearest
    : undefined;
}

/** A row that looks like a header, none of whose cells is a header of the table that the sheet's name promises. */
function withoutFit(first: readonly Row[], format: Format): Candidate | undefined {
  const place = first.findIndex(looksLikeHeaders);
  if (place < 0) return undefined;
  const headers = at(first, place).cells.map((cell) => (typeof cell === "string" ? cell.trim() : ""));
  return { format, headers, at: place, match: format.match([]) };
}

/** Whether a row lacks one column only, and most of its headers are of the table. */
const isNearly = ({ match: { found, missing }, headers, format }: Candidate): boolean =>
  format.kind !== "Assumptions" &&
  found >= 3 &&
  missing.length === 1 &&
  found * 2 > headers.filter((header) => header !== "").length;

/** Whether another table of the kind was read, so that this one is more likely a summary of it. */
const isRead = ({ tables }: EstateDraft, { format: { kind } }: Candidate): boolean =>
  tables.some(({ info }) => info.kind === kind || (USE_SOURCES.has(kind) && USE_SOURCES.has(info.kind)));

/** What speaks of the terms of contracts that renew: a list of other contracts seldom has it. */
const OF_TERMS = /\b(notice|renew|cap|floor)/i;

/** Whether a table speaks of tokens or of terms, or a header or cell is about licenses or is a name in other tables. */
function tellsOfLicenses(
  { format, headers, at: place }: Candidate,
  {
    names,
    first,
    draft,
  }: { readonly names: readonly string[]; readonly first: readonly Row[]; readonly draft: EstateDraft },
): boolean {
  if (headers.some(isTelling)) return true;
  if (format.kind.startsWith("Token") && [...names, ...headers].some((word) => /token/i.test(word)))
    return true;
  if (format.kind === "Contracts" && headers.some((header) => OF_TERMS.test(header))) return true;
  const cells = first.slice(place + 1).flatMap((row) => row.cells);
  return cells.some((cell) => {
    // A contract number may be stored as a number.
    if (typeof cell === "number") return cell >= 100_000 && draft.contractNumbers.has(String(cell));
    if (typeof cell !== "string" || cell.trim() === "") return false;
    const name = cell.trim();
    return (
      isVendorName(name) ||
      isFlex(name) ||
      draft.names.has(name) ||
      draft.people.has(name) ||
      draft.contractNumbers.has(name)
    );
  });
}
