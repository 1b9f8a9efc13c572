import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec, HighlightSpec, PlacedCell, SheetSpec } from "../../workbook/spec";
import { placeOf, referencedColumn } from "../../workbook/table-place";
import type { Check, CheckFigure } from "./check";
import { quoted } from "./formulas";
import { HEADER_ROWS, resultSheet } from "./result-sheet";
import { reportTable, type ReportColumn } from "./table";
import { CHECK_FIGURES, CHECKS, CHECKS_NAME, type TableColumn } from "./tables";

/** Right of the checks, folded away. */
const FIGURES_COLUMN = 9;

/** Every check with both figures, the difference, and what to do where it does not hold. */
export function checksSheet(checks: readonly Check[], names: readonly FormulaNameSpec[]): SheetSpec {
  const row = HEADER_ROWS.checks;
  const list = reportTable(CHECKS, { row, column: 0 }, CHECK_COLUMNS, checks);
  const figures = reportTable(
    CHECK_FIGURES,
    { row, column: FIGURES_COLUMN },
    comparedFigures(checks).map(checkFigureColumn),
    [null],
    "The figures, each with its formula",
  );
  const { firstRow, lastRow } = placeOf(list);
  const holds = list.columns.findIndex(({ header }) => header === CHECKS.holds.header);
  const marked = { firstRow, lastRow, firstColumn: holds, lastColumn: holds };
  return {
    ...resultSheet({
      key: "checks",
      title: "Checks",
      frozenRows: row,
      notes: [
        "Figures that must agree, compared as the workbook is now. “NO”: a figure of these sheets is wrong.",
      ],
      tables: [list, figures],
      names: [...names, ...namedFigures(comparedFigures(checks)), ...namedSentence(checks.length)],
    }),
    highlights: [
      { ...marked, look: { text: "NO", as: "failed" } },
      { ...marked, look: { text: UNKNOWN, as: "unsure" } },
      { ...marked, look: { text: "yes", as: "fine" } },
    ],
    folded: [{ first: FIGURES_COLUMN, last: FIGURES_COLUMN + figures.columns.length - 1 }],
  };
}

/** The figures that the checks compare, each once. */
const comparedFigures = (checks: readonly Check[]): CheckFigure[] => [
  ...new Map(checks.flatMap(({ figure, other }) => [figure, other]).map((one) => [one.what, one])).values(),
];

const checkFigureColumn = ({ what, value, formula, format }: CheckFigure): ReportColumn<null> => ({
  column: { header: what, all: "", here: "" },
  format,
  cell: () => ({ value, formula }),
});

const ALL_HOLD = "All checks hold";
const UNKNOWN_SOME = "Some checks are unknown: see Checks";
const WITHOUT_CHECKS = "The checks were deleted: run again";

/** The sentence on the checks, as every sheet shows it in the row of its title, with a link. */
export function checksCell(checks: readonly Check[]): Omit<PlacedCell, "row" | "column"> {
  const held = checks.map(holdsOf);
  const failing = held.filter((one) => one === "NO").length;
  return {
    value: failing > 0 ? failingText(failing) : held.includes(UNKNOWN) ? UNKNOWN_SOME : ALL_HOLD,
    formula: `IFERROR(${CHECKS_NAME},${quoted(WITHOUT_CHECKS)})`,
    // Red unless a highlight says better, so that a program without highlights alarms.
    look: "warning",
    link: { sheet: "checks", row: 1, column: 0 },
  };
}

/** How the sentence looks where nothing fails. */
export const checksHighlights = ({ row, column }: PlacedCell): HighlightSpec[] => {
  const place = { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column };
  return [
    { ...place, look: { text: ALL_HOLD, as: "fine" } },
    { ...place, look: { text: UNKNOWN_SOME, as: "unsure" } },
  ];
};

const failingText = (n: number): string => `${n} ${n === 1 ? "check fails" : "checks fail"}: see Checks`;

/** How many checks are neither “yes” nor “unknown”; rows that are missing or repeated count, too. */
const FAILING_NAME = "Seatwise.failing";
const NOT_KNOWN_NAME = "Seatwise.not_known";

function namedSentence(checks: number): FormulaNameSpec[] {
  const count = (text: string): string => `COUNTIF(${CHECKS.holds.all},${quoted(text)})`;
  const failing = `IF(${FAILING_NAME}=1,"1 check fails",${FAILING_NAME}&" checks fail")&": see Checks"`;
  const otherwise = `IF(${NOT_KNOWN_NAME}>0,${quoted(UNKNOWN_SOME)},${quoted(ALL_HOLD)})`;
  return [
    { name: FAILING_NAME, formula: `ABS(${checks}-${count("yes")}-${count(UNKNOWN)})` },
    { name: NOT_KNOWN_NAME, formula: count(UNKNOWN) },
    { name: CHECKS_NAME, formula: `IF(${FAILING_NAME}<>0,${failing},${otherwise})` },
  ];
}

/** Both figures are rounded to cents, below which adding many decimals leaves differences. */
const differenceOf = ({ figure, other }: Check): number | typeof UNKNOWN =>
  typeof figure.value === "number" && typeof other.value === "number"
    ? Math.round((figure.value - other.value) * 100) / 100 + 0
    : UNKNOWN;

function holdsOf(check: Check): "yes" | "NO" | typeof UNKNOWN {
  const difference = differenceOf(check);
  if (difference === UNKNOWN) return UNKNOWN;
  return difference === 0 ? "yes" : "NO";
}

const ERROR_WORD = "error";

/** The figure whose name stands in a column of the check. */
const found = (name: TableColumn): string =>
  `IF(ROWS(${FIGURES_NAME})=1,` +
  `IFERROR(INDEX(${FIGURES_NAME},1,MATCH(${name.here},${FIGURE_NAMES},0)),"${ERROR_WORD}"),"${ERROR_WORD}")`;

/** Names for the figures and for their headers; LibreOffice takes columns from one to another, but no whole table. */
const FIGURES_NAME = "Seatwise.check_figures";
const FIGURE_NAMES = "Seatwise.check_figure_names";

function namedFigures(figures: readonly CheckFigure[]): FormulaNameSpec[] {
  const spelt = (figure: CheckFigure | undefined): string => `[${referencedColumn(figure?.what ?? "")}]`;
  const columns = `${spelt(figures[0])}:${spelt(figures.at(-1))}`;
  const { tableName } = CHECK_FIGURES;
  return [
    { name: FIGURES_NAME, formula: `${tableName}[${columns}]` },
    { name: FIGURE_NAMES, formula: `${tableName}[[#Headers],${columns}]` },
  ];
}

/** The value, the other figure and its value. */
const BOTH = `${CHECKS.now.here.slice(0, -1)}:[${CHECKS.otherNow.header}]]`;

const DIFFERENCE =
  `IFERROR(ROUND(${CHECKS.now.here}-${CHECKS.otherNow.here},2),` +
  `IF(COUNTIF(${BOTH},"${ERROR_WORD}"),"${ERROR_WORD}",${quoted(UNKNOWN)}))`;

const HOLDS =
  `IF(${CHECKS.difference.here}=0,"yes",` +
  `IF(${CHECKS.difference.here}=${quoted(UNKNOWN)},${quoted(UNKNOWN)},"NO"))`;

const CHECK_COLUMNS: readonly ReportColumn<Check>[] = [
  { column: CHECKS.figure, width: 46, format: "text", look: "wrap", cell: ({ figure }) => figure.what },
  {
    column: CHECKS.now,
    format: "money",
    cell: ({ figure: { value, format } }) => ({ value, format, formula: found(CHECKS.figure) }),
  },
  { column: CHECKS.other, width: 44, format: "text", look: "wrap", cell: ({ other }) => other.what },
  {
    column: CHECKS.otherNow,
    format: "money",
    cell: ({ other: { value, format } }) => ({ value, format, formula: found(CHECKS.other) }),
  },
  {
    column: CHECKS.difference,
    format: "money",
    cell: (check) => ({ value: differenceOf(check), format: check.figure.format, formula: DIFFERENCE }),
  },
  { column: CHECKS.holds, width: 10, cell: (check) => ({ value: holdsOf(check), formula: HOLDS }) },
  { column: CHECKS.remedy, width: 76, format: "text", look: "wrap", cell: ({ remedy }) => remedy },
];
