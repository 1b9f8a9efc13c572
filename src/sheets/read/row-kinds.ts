import type { Cell, Row } from "../../workbook/cells";
import { isFilled } from "./column";
import { headerKey } from "./header";
import { plainText } from "./plain-text";

/** What a row below a header is, other than data. */
export type WordKind = "header" | "total";

/** Words that begin a totals row, in the languages of the vendor's customers. */
const TOTAL_WORDS: ReadonlySet<string> = new Set(
  (
    "total, totals, grand total, grand totals, subtotal, sub total, running total, sum, summe, gesamt, gesamtsumme, " +
    "insgesamt, zwischensumme, ergebnis, gesamtergebnis, teilergebnis, total général, total general, total geral, " +
    "totale, totale complessivo, sous total, totaal, eindtotaal, subtotaal, totalt, totalsum, totalsumma, summa, " +
    "hovedtotal, i alt, soma, suma, somme, celkem, razem"
  ).split(", "),
);
/** What may follow such a word. */
const MEASURE = / (?:seats?|tokens?|users?|licen[cs]es?|rows?|cost|price|amount|quantity|\d+)$/;

/** Words that begin or, where a spreadsheet program adds subtotals by group, end a totals row of something. */
const TOTAL_OF = new RegExp(
  String.raw`^(?:grand total|sub ?total|total|summe|gesamt|zwischensumme|totale?)\b` +
    String.raw`|\b(?:totals?|subtotal|summe|ergebnis|totaal)$`,
);

const isSparse = (cells: readonly Cell[]): boolean => cells.filter(isFilled).length * 2 < cells.length;

/** Further words than this are not remembered. */
const REMEMBERED_WORDS = 50_000;

/**
 * Tells by the first filled cell of a row whether the row may be a further header or a totals row. Exports repeat
 * their first cells, so known words are remembered.
 */
export class RowWords {
  private readonly kinds = new Map<string, WordKind | "total of" | "data">();

  constructor(private readonly headerKeys: ReadonlySet<string>) {}

  kindOf({ cells }: Row): WordKind | undefined {
    const cell = cells.find(isFilled);
    if (typeof cell !== "string") return undefined;
    let kind = this.kinds.get(cell);
    if (kind === undefined) {
      kind = this.kindOfWord(cell);
      if (this.kinds.size < REMEMBERED_WORDS) this.kinds.set(cell, kind);
    }
    // "Subtotal Q1" may be a name, unless the row is as empty as a totals row.
    if (kind === "total of") return isSparse(cells) ? "total" : undefined;
    return kind === "data" ? undefined : kind;
  }

  /** Whether a row that begins with this cell is data, whatever else it holds. */
  isData(cell: Cell): boolean {
    return typeof cell === "string" && isFilled(cell) && this.kindOfWord(cell) === "data";
  }

  private kindOfWord(cell: string): WordKind | "total of" | "data" {
    if (cell.length > 60 || cell.includes("@")) return "data";
    const key = headerKey(cell);
    if (this.headerKeys.has(key)) return "header";
    if (TOTAL_WORDS.has(key) || TOTAL_WORDS.has(key.replace(MEASURE, ""))) return "total";
    return TOTAL_OF.test(key) ? "total of" : "data";
  }
}

/** The only text of a row with one filled cell. */
export function onlyText({ cells }: Row): string | undefined {
  const filled = cells.filter(isFilled);
  return filled.length === 1 && typeof filled[0] === "string" ? filled[0] : undefined;
}

/** Whether a row looks like headers of a table that is not known: two or more words, and no number. */
export function looksLikeHeaders({ cells }: Row): boolean {
  const filled = cells.filter(isFilled);
  return (
    filled.length > 1 &&
    filled.every((cell) => typeof cell === "string" && /^\p{L}[^\d@]*$/u.test(plainText(cell)))
  );
}
