import { currencyText } from "../../engine/currency-codes";
import { isoDay } from "../../engine/calendar";
import { concessionsOf, type Concession } from "../../engine/negotiation/concessions";
import { lineNames, renewalLines, type RenewalLine } from "../../engine/renewal/renewal-lines";
import { ofKind, statementsOf } from "../../engine/statements/statements";
import { at } from "../../engine/at";
import { knownTotal } from "../../engine/renewal/known-cost";
import { firstYear } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios } from "../../engine/renewal/variants";
import { total, type Seats } from "../../engine/units";
import { counted, folded, wholeNumber } from "../../engine/wording";
import type { Look, PlacedCell, SheetSpec } from "../../workbook/spec";
import { textWidth } from "../../workbook/text-width";
import { orUnknown } from "./formulas";
import { shownLines } from "./renewal-table";
import type { ReportInput } from "./report-input";
import { lastRow, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import {
  otherShown,
  SHOWN_HEADING,
  shownAtFirst,
  shownFigures,
  shownLeftOut,
  shownQuantity,
  TOKENS_ROW,
} from "./scenario-switch";
import { BRIEF_SEATS, CONCESSIONS, SHEET_NAMES } from "./tables";

const NO_NUMBER = "no number here";

/** What to take into the room: what there is and what is needed, what to ask for, and what if the vendor refuses. */
export function briefSheet(run: ReportInput): SheetSpec {
  const { analysis } = run;
  const statements = statementsOf(run);
  const widths = CONCESSION_COLUMNS.map(({ width = 10 }) => width);
  const room = widths.reduce((sum, width) => sum + width, 0);
  const cells: PlacedCell[] = [];
  let row = 3;
  const add = (text: string, look: Look): void => {
    for (const value of folded(text, room, textWidth)) cells.push({ row: row++, column: 0, value, look });
  };
  const list = (title: string, texts: readonly string[]): void => {
    if (texts.length === 0) return;
    row++;
    add(title, "heading");
    for (const text of texts) add(text, "plain");
  };
  for (const { text } of ofKind(statements, "result")) add(`${text}.`, "heading");
  const shown = shownPart(run, row + 1);
  cells.push(...shown.cells);
  row = shown.next;
  list(
    "What becomes of each contract line, by the recommendation",
    haveAndNeed(shownLines(renewalLines(analysis))),
  );
  const years = counted(analysis.assumptions.years, "year");
  const concessions = reportTable(
    CONCESSIONS,
    { row: row + 3, column: 0 },
    CONCESSION_COLUMNS,
    concessionsOf(analysis).map((concession, i) => ({ no: i + 1, concession })),
    `What to ask for, in order; worth over ${years}, each counted alone. Answers are yours: the next run keeps them`,
  );
  row = lastRow(concessions) + 1;
  list("If they refuse", refusal(run));
  list(
    "Dates",
    ofKind(statements, "date").map(({ text }) => text),
  );
  return resultSheet({
    key: "brief",
    title: "Negotiation brief",
    frozenRows: 1,
    widths,
    notes: [
      `As of ${isoDay(analysis.asOf)}, amounts in ${currencyText(analysis.assumptions.currency)}. ` +
        `The scenario shown is chosen on ` +
        `${SHEET_NAMES.renewal}; sentences and asks are of this run.`,
    ],
    tables: [shown.needs, concessions],
    cells,
  });
}

/** The scenario shown from a row on: its seats, and its figures beside them. */
function shownPart(run: ReportInput, from: number) {
  const { analysis } = run;
  const heading = `The scenario shown: ${shownAtFirst(analysis).name}`;
  const row = from + 2;
  const figures = shownFigures(run);
  const needs = reportTable(BRIEF_SEATS, { row, column: NEEDS_COLUMN }, NEED_COLUMNS, needsOf(run));
  const next = Math.max(row + figures.length, lastRow(needs) + 1);
  const cells: PlacedCell[] = [
    { row: from, column: 0, value: heading, formula: SHOWN_HEADING, look: "heading" },
    { row: from + 1, column: 0, value: "", formula: otherShown(analysis), look: "alarm" },
    ...figures.flatMap(({ what, figure }, i): PlacedCell[] => [
      { row: row + i, column: FIGURE_COLUMN, value: what },
      { row: row + i, column: FIGURE_COLUMN + 1, ...figure },
    ]),
    { row: next, column: 0, ...shownLeftOut(analysis) },
  ];
  return { cells, needs, next: next + 1 };
}

/** The figures of the scenario shown stand beside its seats. */
const NEEDS_COLUMN = 1;
const FIGURE_COLUMN = 5;

interface OrderedNow {
  readonly offering: string;
  readonly today: number;
  readonly shown: number;
}

/** Every offering of any scenario, and the tokens: what is paid for today, and in the scenario shown. */
function needsOf({ analysis }: ReportInput): OrderedNow[] {
  const { asIs } = analysis;
  const shown = shownAtFirst(analysis);
  const offerings = new Set(
    shownScenarios(analysis).flatMap(({ lines }) => lines.map((line) => line.offering)),
  );
  const seatsIn = ({ lines }: Scenario, offering: string): Seats =>
    total(lines.flatMap((line) => (line.offering === offering ? [at(line.seats, 0)] : [])));
  return [
    ...[...offerings].sort().map((offering) => ({
      offering,
      today: seatsIn(asIs, offering),
      shown: seatsIn(shown, offering),
    })),
    { offering: TOKENS_ROW, today: firstYear(asIs).tokens, shown: firstYear(shown).tokens },
  ];
}

const NEED_COLUMNS: readonly ReportColumn<OrderedNow>[] = [
  { column: BRIEF_SEATS.offering, format: "text", cell: ({ offering }) => offering },
  { column: BRIEF_SEATS.today, format: "whole", cell: ({ today }) => today },
  {
    column: BRIEF_SEATS.shown,
    format: "whole",
    cell: ({ shown }) => ({ value: shown, formula: shownQuantity(BRIEF_SEATS.offering) }),
  },
  {
    column: BRIEF_SEATS.more,
    format: "whole",
    cell: ({ today, shown }) => ({
      value: shown - today,
      formula: orUnknown(`${BRIEF_SEATS.shown.here}-${BRIEF_SEATS.today.here}`),
    }),
  },
];

function haveAndNeed(lines: readonly RenewalLine[]): string[] {
  const names = lineNames(lines);
  return lines.flatMap((line, i): string[] => {
    const { have, renew, drop, add, kind, status } = line;
    if (kind === "tokens") return [`${at(names, i)}: ${status}`];
    if (have === null || renew === null) return [];
    const changes = [
      ...(drop !== null && drop > 0 ? [`${wholeNumber(drop)} to drop`] : []),
      ...(add !== null && add > 0 ? [`${wholeNumber(add)} to add`] : []),
    ];
    const change = changes.length === 0 ? "" : `, ${changes.join(", ")}`;
    return [`${at(names, i)}: ${wholeNumber(have)} today, ${wholeNumber(renew)} to renew${change}`];
  });
}

/** The walk-away: what remains if nothing is agreed. */
function refusal({ analysis: { recommended, assumptions } }: ReportInput): string[] {
  if (recommended === null) return [];
  const { savingVsAsIs } = recommended;
  const cost = knownTotal(recommended);
  const costText = cost === null ? "an unknown cost" : wholeNumber(cost);
  const years = counted(assumptions.years, "year");
  const against =
    savingVsAsIs === null
      ? ""
      : `, ${wholeNumber(Math.abs(savingVsAsIs))} ${savingVsAsIs < 0 ? "more" : "less"} than As is`;
  return [
    `Renew as recommended on today's terms: ${costText} over ${years}${against}. ` +
      "It rests on today's contracts alone, on notice in time, and on the conditions that the Renewal sheet names.",
  ];
}

interface NumberedAsk {
  readonly no: number;
  readonly concession: Concession;
}

const askColumn = (
  column: ReportColumn<NumberedAsk>["column"],
  width: number,
  of: (concession: Concession) => string | null,
): ReportColumn<NumberedAsk> => ({
  column,
  width,
  format: "text",
  look: "wrap",
  cell: ({ concession }) => of(concession),
});

const CONCESSION_COLUMNS: readonly ReportColumn<NumberedAsk>[] = [
  { column: CONCESSIONS.no, width: 6, format: "whole", cell: ({ no }) => no },
  askColumn(CONCESSIONS.ask, 40, ({ ask }) => ask),
  askColumn(CONCESSIONS.contract, 16, ({ contract }) => contract),
  {
    column: CONCESSIONS.worth,
    width: 15,
    format: "money",
    cell: ({ concession: { worth } }) => worth ?? NO_NUMBER,
  },
  askColumn(CONCESSIONS.trade, 34, ({ trade }) => trade),
  askColumn(CONCESSIONS.say, 44, ({ say }) => say),
  askColumn(CONCESSIONS.basis, 40, ({ basis }) => basis),
  askColumn(CONCESSIONS.answer, 20, () => null),
];
