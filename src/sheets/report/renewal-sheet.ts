import { isoDay } from "../../engine/calendar";
import { headlinesAmong, ofKind, statementsOf, type Statement } from "../../engine/statements";
import { counted, folded } from "../../engine/wording";
import type { Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { headlineFigures } from "./headlines";
import type { ReportInput } from "./report-input";
import { figureCells, resultSheet, type Figure } from "./result-sheet";

/** The answer on one page: every statement, and the headlines with links to their rows. */
export function renewalSheet(run: ReportInput): SheetSpec {
  const page = new Page();
  const statements = statementsOf(run);
  for (const { text } of ofKind(statements, "trust")) page.sentence(`${text}.`, "note");
  for (const { text } of ofKind(statements, "caution")) page.sentence(`${text}.`, "warning");
  page.figures(headlineFigures(run, headlinesAmong(statements)));
  page.list("What to order for the best mix", ofKind(statements, "ask"));
  page.list("Act on", ofKind(statements, "action"));
  return resultSheet({
    key: "renewal",
    title: "Renewal",
    frozenRows: 2,
    widths: [44, 18, 20, 18, 16, 40],
    notes: source(run),
    cells: page.cells,
    tables: [],
  });
}

/** Characters of a sentence in a row: what the first two columns hold, which fit on a printed page. */
const SENTENCE_WIDTH = 68;

/** The rows above the tables, filled from the top. */
class Page {
  /** The first free row, below the title and the notes on the source. */
  row = 4;
  readonly cells: PlacedCell[] = [];

  line(value: string, look: Look): void {
    this.cells.push({ row: this.row++, column: 0, value, look });
  }

  sentence(text: string, look: Look): void {
    for (const part of folded(text, SENTENCE_WIDTH)) this.line(part, look);
  }

  figures(figures: readonly Figure[]): void {
    if (figures.length === 0) return;
    this.row++;
    this.cells.push(...figureCells(figures, this.row));
    this.row += figures.length;
  }

  list(title: string, statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.row++;
    this.line(title, "heading");
    for (const { text } of statements) this.sentence(text, "plain");
  }
}

function source({ analysis, counts }: ReportInput): string[] {
  const rows = counts.reduce((sum, { used }) => sum + used, 0);
  return [
    `As of ${isoDay(analysis.asOf)}, from ${counted(rows, "row")} of ${counted(counts.length, "table")}.`,
    `Amounts in ${analysis.assumptions.currency}, per year unless stated.`,
  ];
}
