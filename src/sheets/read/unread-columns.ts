import { at } from "../../engine/at";
import type { SourceIndex } from "../../engine/estate/estate";
import { listed } from "../../engine/wording";
import { columnLetters, type Cell, type Row } from "../../workbook/cells";
import { isFilled } from "./column";
import { timeIn } from "./dates";
import type { EstateDraft } from "./draft";
import { Fault } from "./fault";
import { headerKey } from "./header";
import { personColumns } from "./person-columns";
import { almostHeaders, columnsOf, type Recognised } from "./recognise";
import type { Table } from "./table";

/** What the cells of an unread column look like. */
type ColumnLook = "mail addresses" | "long IDs" | "dates" | "numbers" | "text" | "blank";

/** A column of a table that no format reads. */
interface UnreadColumn {
  /** The header; the letters of a column without one. */
  readonly header: string;
  readonly hasHeader: boolean;
  readonly content: ColumnLook;
}

/**
 * Names the columns of a table that are not read, with what they look like (DOMAIN §14). What a column may say of a
 * contract is unknown for every contract of the table.
 */
export function sayUnreadColumns(
  { draft, source }: Pick<Table, "draft" | "source">,
  found: Recognised,
  rows: readonly Row[],
): void {
  const { log } = draft;
  const { file, sheet } = at(draft.sources, source);
  const place = { file, sheet };
  const all = unreadColumns(found, rows);
  refuseTerms(draft, source, all.filter(isFigure));
  // Headers that are almost read have an issue of their own.
  const almost = new Set(almostHeaders(found).map(({ header }) => header));
  const unread = all.filter(({ header }) => !almost.has(header));
  const people = readsPeople(found) ? [] : unread.filter(({ content }) => namesPeople(content));
  for (const { header, content } of people)
    log.add(Fault.of("unread-people", header, content), { ...place, column: header });
  const others = unread.filter((column) => !people.includes(column));
  const figures = others.filter(isFigure);
  const rest = others.filter((column) => !figures.includes(column));
  if (figures.length > 0) log.add(Fault.of("unread-figures", inWords(figures)), place);
  if (rest.length > 0) log.add(Fault.of("unread-columns", inWords(rest)), place);
}

const inWords = (columns: readonly UnreadColumn[]): string =>
  listed(
    columns.map(({ header, hasHeader, content }) =>
      hasHeader ? `"${header}" (${content})` : `column ${header} without a header (${content})`,
    ),
  );

/** Words in headers of columns that decide an answer. */
const FIGURE_WORDS = new RegExp(
  String.raw`\b(?:prices?|costs?|amount|fee|rate|quantity|qty|seats?|tokens?|licen[cs]es?|discount` +
    String.raw`|preis|kosten|betrag|menge|anzahl|prix|montant|quantité)\b`,
  "i",
);

/** Words in headers of columns that say what a contract allows, each with the fields that such a column may be. */
const TERM_HEADERS: readonly (readonly [header: RegExp, fields: readonly string[]])[] = [
  [/\b(?:notice|kündigungs\w*|préavis)(?![\p{L}])/iu, ["noticeDays"]],
  [/\bauto ?renew\w*/iu, ["autoRenewal"]],
  [
    /\b(?:caps?|floor|min(?:imum)?|maximum|commit\w*|reductions?|true ?downs?|mindest\w*)(?![\p{L}])/iu,
    ["trueDownCap", "floor"],
  ],
];

const headerWords = (header: string): string => header.replaceAll(/[_-]/g, " ");

/** The fields of a contract that an unread column may be. */
const termFields = ({ header, content }: UnreadColumn): string[] =>
  content === "blank"
    ? []
    : TERM_HEADERS.flatMap(([words, fields]) => (words.test(headerWords(header)) ? fields : []));

const isFigure = (column: UnreadColumn): boolean =>
  (column.content === "numbers" && FIGURE_WORDS.test(headerWords(column.header))) ||
  termFields(column).length > 0;

/** A column that may be a term of a contract leaves that term unknown, whatever the columns beside it say. */
function refuseTerms(
  { contracts, refusals, sources }: EstateDraft,
  source: SourceIndex,
  columns: readonly UnreadColumn[],
): void {
  const { kind } = at(sources, source);
  for (const column of columns) {
    const refusal = { kind, fields: termFields(column), columns: [column.header] };
    if (refusal.fields.length === 0) continue;
    if (kind === "Subscriptions") refusals.add({ ...refusal, origin: { source, row: 1 } });
    if (kind !== "Contracts") continue;
    for (const { contract, origin } of contracts)
      if (origin.source === source) refusals.add({ ...refusal, origin, contract });
  }
}

const namesPeople = (content: ColumnLook): boolean => content === "mail addresses" || content === "long IDs";

function unreadColumns(found: Recognised, rows: readonly Row[]): UnreadColumn[] {
  const { format, headers } = found;
  const read = format.places(headers.map(headerKey));
  const readKeys = new Set([...read].map((place) => headerKey(headers[place] ?? "")));
  const { first, last } = columnsOf(found);
  const unread: UnreadColumn[] = [];
  for (let place = first; place <= last; place++) {
    const header = headers[place] ?? "";
    // Headers that are read in another column have an issue of their own.
    if (read.has(place) || readKeys.has(headerKey(header))) continue;
    const content = lookOf(rows.flatMap(({ cells }) => cells[place] ?? []));
    if (header !== "") unread.push({ header, hasHeader: true, content });
    else if (content !== "blank") unread.push({ header: columnLetters(place), hasHeader: false, content });
  }
  return unread;
}

const PERSON_KEYS: ReadonlySet<string> = new Set(
  [personColumns.mail, personColumns.hash, personColumns.id].flatMap(({ keys }) => keys),
);

/** Whether a table needs no further column to name people: it reads one, or its format has none. */
const readsPeople = ({ format, headers }: Recognised): boolean => {
  const places = [...format.places(headers.map(headerKey))];
  const isPerson = (key: string): boolean => PERSON_KEYS.has(key) || key.startsWith("user");
  return !format.keys.some(isPerson) || places.some((place) => isPerson(headerKey(headers[place] ?? "")));
};

function lookOf(cells: readonly Cell[]): ColumnLook {
  const filled = cells.filter(isFilled);
  if (filled.length === 0) return "blank";
  if (filled.every((cell) => typeof cell === "number")) return "numbers";
  const all = (test: (text: string) => boolean): boolean =>
    filled.every((cell) => typeof cell === "string" && test(cell.trim()));
  if (all((text) => /^\S+@\S+\.\S+$/.test(text))) return "mail addresses";
  if (all((text) => /^[+-]?[\d.,']+\s*%?$/.test(text))) return "numbers";
  if (all((text) => /^(?=\S*\d)[\w+/=-]{12,}$/.test(text))) return "long IDs";
  return all((text) => timeIn(text, 1900) !== undefined) ? "dates" : "text";
}
