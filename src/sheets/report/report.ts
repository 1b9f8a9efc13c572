import { currencyText } from "../../engine/currency-codes";
import { isoDay } from "../../engine/calendar";
import { finish, type Steps } from "../../engine/steps";
import type { BookSpec, PageSpec, PlacedCell, Purpose, SheetSpec } from "../../workbook/spec";
import { placeOf } from "../../workbook/table-place";
import { aboutSheet } from "./about-sheet";
import { errorNames, filledNames } from "./as-written";
import { auditSheet } from "./audit-sheet";
import { assumptionsSheet } from "./assumptions-sheet";
import { breakEvenSheet } from "./break-even-sheet";
import { continued } from "./continued";
import { briefSheet } from "./brief-sheet";
import { lettersSheet } from "./letters-sheet";
import { calendarSheet } from "./calendar-sheet";
import { checksOf } from "./checks";
import { checksCell, checksHighlights, checksSheet } from "./checks-sheet";
import { decisionLogSheet } from "./decision-log-sheet";
import { harvestSheet } from "./harvest-sheet";
import { issuesSheet } from "./issues-sheet";
import { mixSheet } from "./mix-sheet";
import { reconciliationLogSheet } from "./reconciliation-log-sheet";
import { reconciliationSheet } from "./reconciliation-sheet";
import { renewalSheet } from "./renewal-sheet";
import type { ReportInput } from "./report-input";
import { rightOfTitle } from "./result-sheet";
import { scenariosSheet } from "./scenarios-sheet";
import {
  AUDIT_LINES,
  AUDITOR_ROWS,
  CHARGES,
  COVERS,
  FOLLOWING,
  MONTHLY_TOKENS,
  NOTICES,
  PRICES,
  PRODUCT_MONTHS,
  SEAT_PRICES,
  SHARED_SEATS,
  SHARED_TOKENS,
  SIMULATED_USE,
  TERM_LINES,
  TOKEN_BALANCE,
  TOKEN_BURN,
  TOKEN_CURVE,
  TOKEN_DAYS,
  TOKEN_FORECAST,
  TOKEN_TERMS,
  TOKEN_ORDERS,
  TOKEN_PRICES,
  TOKEN_SUPPLY,
  VOLUMES,
  WHAT_IFS,
  type ResultTable,
} from "./tables";
import { tokenPlanSheet } from "./token-plan-sheet";
import { tokenUseSheet } from "./token-use-sheet";
import { transitionSheet } from "./transition-sheet";
import { wasteSheet } from "./waste-sheet";
import { trueDownSheet } from "./true-down-sheet";
import { usersSheet } from "./users-sheet";
import { inCurrency } from "./without-minor-unit";
import { workingsSheet } from "./workings-sheet";

/** How a sheet of the report is made, what it is for, and how it prints. */
interface Chapter {
  readonly sheet: (run: ReportInput) => SheetSpec;
  readonly purpose: Purpose;
  readonly prints: Pick<PageSpec, "orientation" | "fit">;
  /** Tables right of or below all others that are there for formulas, and do not print. */
  readonly workings?: readonly ResultTable[];
}

const WIDE_PAGE = { orientation: "landscape", fit: "one page" } as const;
const ONE_PAGE = { orientation: "portrait", fit: "one page" } as const;
const UPRIGHT = { orientation: "portrait", fit: "width" } as const;
const WIDE = { orientation: "landscape", fit: "width" } as const;

/** The sheets in tab order; the checks follow all that they compare. */
const CHAPTERS: readonly Chapter[] = [
  { sheet: renewalSheet, purpose: "answer", prints: ONE_PAGE },
  { sheet: scenariosSheet, purpose: "answer", prints: WIDE_PAGE },
  { sheet: usersSheet, purpose: "answer", prints: WIDE },
  {
    sheet: tokenPlanSheet,
    purpose: "answer",
    prints: WIDE_PAGE,
    workings: [
      TOKEN_BALANCE,
      TOKEN_DAYS,
      TOKEN_BURN,
      TOKEN_FORECAST,
      MONTHLY_TOKENS,
      TOKEN_TERMS,
      TOKEN_CURVE,
      TOKEN_SUPPLY,
    ],
  },
  { sheet: tokenUseSheet, purpose: "answer", prints: UPRIGHT, workings: [PRODUCT_MONTHS] },
  { sheet: wasteSheet, purpose: "answer", prints: WIDE_PAGE, workings: [CHARGES] },
  { sheet: auditSheet, purpose: "answer", prints: WIDE_PAGE, workings: [AUDIT_LINES, AUDITOR_ROWS] },
  { sheet: harvestSheet, purpose: "answer", prints: WIDE, workings: [NOTICES] },
  { sheet: transitionSheet, purpose: "answer", prints: UPRIGHT },
  { sheet: trueDownSheet, purpose: "answer", prints: WIDE_PAGE, workings: [TERM_LINES] },
  { sheet: calendarSheet, purpose: "answer", prints: WIDE },
  { sheet: briefSheet, purpose: "answer", prints: WIDE_PAGE },
  { sheet: lettersSheet, purpose: "answer", prints: UPRIGHT },
  {
    sheet: reconciliationSheet,
    purpose: "evidence",
    prints: WIDE,
    workings: [SHARED_SEATS, SHARED_TOKENS, COVERS],
  },
  { sheet: decisionLogSheet, purpose: "evidence", prints: WIDE },
  { sheet: reconciliationLogSheet, purpose: "evidence", prints: WIDE },
  { sheet: mixSheet, purpose: "evidence", prints: ONE_PAGE },
  { sheet: breakEvenSheet, purpose: "evidence", prints: WIDE, workings: [WHAT_IFS] },
  {
    sheet: workingsSheet,
    purpose: "evidence",
    prints: UPRIGHT,
    workings: [TOKEN_ORDERS, FOLLOWING, VOLUMES, SIMULATED_USE],
  },
  {
    sheet: assumptionsSheet,
    purpose: "input",
    // A hundred rows on one page cannot be read.
    prints: WIDE,
    workings: [TOKEN_PRICES, PRICES, SEAT_PRICES],
  },
  { sheet: issuesSheet, purpose: "trust", prints: WIDE },
];

/** The result sheets of a run, in tab order. */
export const report = (run: ReportInput): SheetSpec[] => finish(reportInSteps(run));

/** `report` in steps, one for each sheet. A list longer than `maxRows` goes on in another sheet. */
export function* reportInSteps(run: ReportInput, maxRows?: number): Steps<SheetSpec[]> {
  const made: SheetSpec[] = [];
  for (const [place, { sheet, purpose, ...page }] of CHAPTERS.entries()) {
    yield { stage: "sheets", share: place / CHAPTERS.length };
    made.push(printed({ ...sheet(run), purpose }, page, run));
  }
  const specs = continued(made, maxRows);
  const checks = checksOf(run, specs);
  const compared = checksSheet(checks, [...filledNames(specs), ...errorNames(specs)]);
  const trusted = [
    printed({ ...compared, purpose: "trust" }, { prints: WIDE_PAGE }, run),
    printed({ ...aboutSheet(run), purpose: "trust" }, { prints: ONE_PAGE }, run),
  ];
  const { currency } = run.analysis.assumptions;
  return [...specs, ...trusted].map((spec) => inCurrency(withChecks(spec, checksCell(checks)), currency));
}

/** What the workbook says of itself. */
export const bookOf = ({ analysis }: ReportInput): BookSpec => ({
  title: "Seatwise: seats and tokens to renew",
  subject: `As of ${isoDay(analysis.asOf)}, amounts in ${currencyText(analysis.assumptions.currency)}`,
  created: isoDay(analysis.asOf),
  opensOn: "renewal",
});

/** How many rows a table has that goes on on another page, and how many those below it may have together. */
const LONG_TABLE = 40;
const SHORT_REST = 15;

/**
 * The row that every page repeats: the headers of the only table, or of a long one with little below, else the title.
 * Headers above the rows of another table would be wrong.
 */
function repeatedRow({ tables }: SheetSpec, workings: readonly ResultTable[]): number {
  const printing = tables.filter(({ name }) => !workings.some(({ tableName }) => tableName === name));
  const [only, ...others] = printing;
  if (only && others.length === 0) return only.at.row;
  const long = printing.find(
    ({ at: { row }, rows }) =>
      rows.length > LONG_TABLE &&
      printing.filter((one) => one.at.row > row).reduce((sum, one) => sum + one.rows.length, 0) <= SHORT_REST,
  );
  return long?.at.row ?? 1;
}

/** A sheet with its page. */
function printed(
  spec: SheetSpec,
  { prints, workings = [] }: Pick<Chapter, "prints" | "workings">,
  { analysis }: ReportInput,
): SheetSpec {
  const fit = spec.pageBreaks ? "width" : prints.fit;
  const repeated = repeatedRow(spec, workings);
  return {
    ...spec,
    page: {
      orientation: prints.orientation,
      fit,
      ...(fit === "width" ? { titleRows: { first: repeated, last: repeated } } : {}),
      ...(workings.length > 0 ? { area: printedArea(spec, workings) } : {}),
      footer: `${spec.name}, as of ${isoDay(analysis.asOf)}, amounts in ${currencyText(analysis.assumptions.currency)}`,
    },
  };
}

/** All tables and charts without the workings. */
function printedArea(
  { tables, charts }: SheetSpec,
  workings: readonly ResultTable[],
): NonNullable<PageSpec["area"]> {
  const shown = tables.filter(({ name }) => !workings.some(({ tableName }) => tableName === name));
  const ends = shown.map((table) => placeOf(table));
  return {
    lastRow: Math.max(...ends.map((end) => end.totals ?? end.lastRow), ...charts.map(({ to }) => to.row)),
    lastColumn: Math.max(...ends.map((end) => end.lastColumn), ...charts.map(({ to }) => to.column)),
  };
}

/** A sheet with the sentence on the checks beside its title. */
function withChecks(spec: SheetSpec, sentence: Omit<PlacedCell, "row" | "column">): SheetSpec {
  const cell = { ...sentence, row: 1, column: rightOfTitle(spec) };
  return {
    ...spec,
    cells: [...spec.cells, cell],
    highlights: [...(spec.highlights ?? []), ...checksHighlights(cell)],
  };
}
