import { currencyText } from "../../engine/currency-codes";
import product from "../../../package.json";
import { isoDay } from "../../engine/calendar";
import type { TableCount } from "../../engine/evidence/tables-read";
import type { PlacedCell, SheetSpec } from "../../workbook/spec";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import { CONTENTS, INPUTS, LEGEND, SHEET_NAMES, type ResultKey } from "./tables";

/** Which run wrote these sheets from which tables, how to read them, and what looks and words mean. */
export function aboutSheet(run: ReportInput): SheetSpec {
  const contents = reportTable(
    CONTENTS,
    { row: HEADER_ROWS.about, column: 0 },
    CONTENT_COLUMNS,
    Object.keys(SHEET_NAMES) as ResultKey[],
    "The sheets",
  );
  const inputs = reportTable(INPUTS, below(contents), INPUT_COLUMNS, run.counts, "The tables that were read");
  const legend = reportTable(LEGEND, below(inputs), LEGEND_COLUMNS, TERMS, "Looks and words");
  return resultSheet({
    key: "about",
    title: "About these sheets",
    frozenRows: 1,
    notes: [],
    cells: writtenBy(run).map((value, i): PlacedCell => ({ row: 2 + i, column: 0, value, look: "plain" })),
    tables: [contents, inputs, legend],
  });
}

const writtenBy = ({ analysis }: ReportInput): string[] => [
  `Written by Seatwise ${product.version}, as of ${isoDay(analysis.asOf)}.`,
  `Amounts in ${currencyText(analysis.assumptions.currency)}. The same tables and assumptions give the same sheets.`,
];

const QUESTIONS: Readonly<Record<ResultKey, string>> = {
  renewal: "What do we renew, drop, add and buy, by when, what does it save, and how sure is that?",
  scenarios: "What would the other ways cost, and what makes the difference between today and the best mix?",
  users: "Who gets what, and why?",
  "token-plan": "How many tokens last the year?",
  "token-use": "Who drew the tokens, against which budget, and what did each month draw?",
  waste: "Where do tokens go that nobody needed, and what mends it?",
  audit: "What may an audit claim, what of it can be disputed, and is the evidence there?",
  harvest: "Whose seat comes back, when, to whom, and who has notice?",
  "decision-log": "Who decided what on which seat, when and why?",
  "reconciliation-log": "What was bought, assigned and used at each run?",
  transition: "Who changes when, and in which order?",
  brief: "What do we have and need, what do we ask for, and what if the vendor refuses?",
  letters: "What do we write to the vendor, and what shall the contract say?",
  "true-down":
    "What may go at each renewal, what are the rights to reduce worth, and what does waiting cost?",
  calendar: "What must be done by which day, and what is late?",
  reconciliation: "Do the seats bought, assigned and used agree, and which can be dropped?",
  mix: "Why is this mix the cheapest, and what does one seat or token more cost?",
  "break-even": "From how many days of use is a seat cheaper than tokens?",
  workings: "How does the cost of each scenario come about, step by step?",
  assumptions: "Which prices and settings does all this rest on? The only place to change a number.",
  issues: "What could not be read?",
  checks: "Do the figures of these sheets agree with each other?",
  about: "Which run wrote these sheets, and how are they read?",
};

const CONTENT_COLUMNS: readonly ReportColumn<ResultKey>[] = [
  {
    column: CONTENTS.sheet,
    width: 24,
    format: "text",
    cell: (key) => ({ value: SHEET_NAMES[key], link: { sheet: key, row: 1, column: 0 } }),
  },
  { column: CONTENTS.question, width: 80, format: "text", look: "wrap", cell: (key) => QUESTIONS[key] },
];

const INPUT_COLUMNS: readonly ReportColumn<TableCount>[] = [
  { column: INPUTS.file, format: "text", look: "wrap", cell: ({ file }) => file },
  { column: INPUTS.sheet, format: "text", look: "wrap", cell: ({ sheet }) => sheet },
  { column: INPUTS.kind, width: 18, format: "text", cell: ({ kind }) => kind },
  { column: INPUTS.rows, format: "whole", cell: ({ rows }) => rows },
  { column: INPUTS.used, format: "whole", cell: ({ used }) => used },
  { column: INPUTS.hash, width: 36, format: "text", look: "wrap", cell: ({ hash }) => hash ?? null },
];

/** Looks, formats and words of all sheets, each explained once. */
const TERMS: readonly (readonly [term: string, meaning: string])[] = [
  ["Blue on pale yellow", "A cell to type into. All other cells are read from your tables or computed."],
  ["Red on pale red", "A check that fails, a value that could not be used, or a figure that is unknown."],
  ["Brown on amber", "Less sure than the rest: low confidence, or a check that cannot be made."],
  ["Green on pale green", "A check that holds."],
  ["Blue bar in a cell", "The longer the bar, the larger the figure among those of its column."],
  ["Underlined blue", "A link to the rows that a figure comes from."],
  ["Grey italics", "A note on how to read what stands below or beside it."],
  ["Colours of the tabs", "Dark blue answers, grey evidence, yellow inputs, green checks and what was read."],
  ["Columns behind a plus sign", "Workings, folded away. Click the plus above the columns to see them."],
  ["(1,234)", "A negative number. A negative saving is an extra cost."],
  ["12.3%", "A share. What it is a share of stands in the heading or the note."],
  ["2026-10-31", "A date: year, month, day."],
  ["Amounts", "In the currency that stands above, per year unless the heading says otherwise."],
  ["Empty cell", "Nothing applies here. It never stands for 0, nor for something unknown."],
  ["unknown", "The tables do not say it. It is in no sum, and a sum that needs it is unknown."],
  ["Seat", "A subscription for one user, for a fixed term."],
  ["Offering", "What is sold as a seat: a product, or a collection that covers several."],
  ["Flex token", "A unit paid for each day on which a product is used without a seat."],
  ["Cover", "What lets a user work: seats, Flex tokens, or both."],
  ["Contract line", "Seats of one offering on one contract, with price, term and notice."],
  ["Pool", "The tokens that several users draw from."],
  ["Pack", "The quantity in which tokens are sold."],
  ["Buffer", "Tokens bought beyond the expected use, so that the pool does not run dry."],
  ["As is", "Everything is renewed as it stands today."],
  ["Best mix", "The cheapest cover for all users together that was found."],
  ["Lower bound", "No mix of covers can cost less than this."],
  ["Gap", "How far the best mix is above the lower bound: at most this much could still be saved."],
  ["Move threshold", "The least saving for which a user changes from one cover to another."],
  ["Shelfware", "Seats that are paid for and not used."],
  ["True-up", "Seats added during a term, paid for until it ends."],
  ["True-down", "Seats given back at a renewal, as far as the contract allows."],
  ["Ratchet", "A quantity that rises with the need and never falls, since no right lets it."],
  ["Notice", "The last day on which the vendor must be told that seats are not renewed."],
  [
    "SHA-256",
    "A fingerprint: of a file's bytes, or of the cells of a sheet that was read in Excel. " +
      "The same input has the same one.",
  ],
];

const LEGEND_COLUMNS: readonly ReportColumn<(typeof TERMS)[number]>[] = [
  { column: LEGEND.term, format: "text", cell: ([term]) => term },
  { column: LEGEND.meaning, format: "text", look: "wrap", cell: ([, meaning]) => meaning },
];
