import { currencyText } from "../../engine/currency-codes";
import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { knownCost, knownPresentValue, knownTotal } from "../../engine/renewal/known-cost";
import { firstYear } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios, standingsOf } from "../../engine/renewal/variants";
import { counted } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type {
  CellNameSpec,
  ChartSpec,
  FormulaNameSpec,
  InputRule,
  SpecCell,
  TableSpec,
} from "../../workbook/spec";
import { lookedUp, orUnknown, quoted, valueAt } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import type { Figure } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn, type ReportTable } from "./table";
import { inYear, SCENARIO_SEATS, SCENARIOS, SHOWN_SCENARIO, type TableColumn } from "./tables";

/** The cell in which a person chooses the scenario that the first page, the brief and their charts show. */
const SWITCH_NAME = "Seatwise.scenario_switch";
/** The scenario that it names; an error where there is none. */
const SHOWN_NAME = "Seatwise.shown";
/** The seats of each line of that scenario in year 1, 0 on the lines of others. */
const SHOWN_SEATS_NAME = "Seatwise.shown_seats";
const SHOWN_TOKENS_NAME = "Seatwise.shown_tokens";
const LEFT_OUT_NAME = "Seatwise.shown_left_out";
const BASIS_NAME = "Seatwise.shown_basis";
const REFUSED_NAME = "Seatwise.shown_refused";

/** What a row of the table of the scenario shown stands for. */
const ROLES = { shown: "Shown", basis: "Compared with", refused: "If they refuse" } as const;
type Role = keyof typeof ROLES;

/** Tokens have no offering. */
export const TOKENS_ROW = "Flex tokens";

/** The scenario that a run shows until a person chooses another. */
export const shownAtFirst = ({ recommended, asIs }: Analysis): Scenario => recommended ?? asIs;

export const switchRule = ({ analysis }: ReportInput, row: number, column: number): InputRule => ({
  firstRow: row,
  lastRow: row,
  column,
  accepts: { words: shownScenarios(analysis).map(({ name }) => name) },
  message: "Choose the name of a scenario from the Scenarios sheet.",
});

/** The names by which formulas find the scenario that the cell at a place names. */
export const switchNames = (place: {
  readonly row: number;
  readonly column: number;
}): (CellNameSpec | FormulaNameSpec)[] => {
  const chosen = `IF(TRIM(${SWITCH_NAME})="",NA(),${SWITCH_NAME})`;
  const { scenario } = SCENARIOS;
  const ofShown = (column: TableColumn): string => valueAt(column, scenario, SHOWN_NAME);
  return [
    { name: SWITCH_NAME, ...place },
    { name: SHOWN_NAME, formula: valueAt(scenario, scenario, chosen) },
    { name: BASIS_NAME, formula: ofShown(SCENARIOS.basis) },
    { name: REFUSED_NAME, formula: ofShown(SCENARIOS.refusedIn) },
    { name: LEFT_OUT_NAME, formula: `${ofShown(SCENARIOS.leftOut)}&""` },
    { name: SHOWN_TOKENS_NAME, formula: orUnknown(ofShown(inYear(SCENARIOS, "Tokens", 1))) },
    {
      name: SHOWN_SEATS_NAME,
      formula: `(${SCENARIO_SEATS.scenario.all}=${SHOWN_NAME})*${inYear(SCENARIO_SEATS, "Seats", 1).all}`,
    },
  ];
};

/** How many scenarios the cell names: 1, unless it was cleared or mistyped. */
export const SWITCH_FITS = `SUMPRODUCT((${SCENARIOS.scenario.all}=${SWITCH_NAME})*(TRIM(${SWITCH_NAME})<>""))`;

/** Says that what is shown is not what the run recommends; blank while it is. */
export const otherShown = (analysis: Analysis): string =>
  `IFERROR(IF(${SHOWN_NAME}=${quoted(shownAtFirst(analysis).name)},"","Not the recommendation, which the ` +
  `sentences, the first table and the bridge show."),"No scenario has this name: choose one from the list.")`;

/** Says what the sums of the scenario shown leave out; blank where they are whole. */
export const shownLeftOut = (analysis: Analysis): SpecCell => {
  const { leftOut } = shownAtFirst(analysis);
  const said = "Not in these sums: ";
  return {
    value: leftOut.length === 0 ? "" : said + leftOut.join("; "),
    formula: `IFERROR(IF(${LEFT_OUT_NAME}="","",${quoted(said)}&${LEFT_OUT_NAME}),"")`,
    look: "alarm",
  };
};

/** The name of the scenario shown, as a heading. */
export const SHOWN_HEADING = `"The scenario shown: "&${orUnknown(SHOWN_NAME)}`;

/** The seats of an offering, or the tokens, that the scenario shown pays for in year 1, by the offering of the row. */
export const shownQuantity = ({ here }: TableColumn): string =>
  `IF(${here}=${quoted(TOKENS_ROW)},${SHOWN_TOKENS_NAME},` +
  `${orUnknown(`SUMPRODUCT(${SHOWN_SEATS_NAME}*(${SCENARIO_SEATS.offering.all}=${here}))`)})`;

/** A figure of the scenario shown. */
export const shownFigure = (column: TableColumn): string =>
  lookedUp(column, SHOWN_SCENARIO.role, quoted(ROLES.shown));

interface ShownRow {
  readonly role: Role;
  readonly scenario: Scenario;
}

/** The scenario shown, what it is compared with, and what remains of it if the vendor refuses, figure by figure. */
export function shownTable(run: ReportInput, place: TableSpec["at"]): ReportTable {
  const { analysis } = run;
  const shown = shownAtFirst(analysis);
  const standing = standingsOf(analysis).get(shown.name);
  const named = (name: string | undefined): Scenario =>
    shownScenarios(analysis).find((one) => one.name === name) ?? shown;
  const rows: ShownRow[] = [
    { role: "basis", scenario: named(standing?.asIs) },
    { role: "shown", scenario: shown },
    { role: "refused", scenario: named(standing?.refused) },
  ];
  return reportTable(SHOWN_SCENARIO, place, shownColumns(run), rows);
}

const SCENARIO_OF_ROW = orUnknown(
  `IF(${SHOWN_SCENARIO.role.here}=${quoted(ROLES.shown)},${SHOWN_NAME},` +
    `IF(${SHOWN_SCENARIO.role.here}=${quoted(ROLES.basis)},${BASIS_NAME},${REFUSED_NAME}))`,
);

const shownColumns = (run: ReportInput): ReportColumn<ShownRow>[] => {
  const copied = (
    column: TableColumn,
    from: TableColumn,
    value: (scenario: Scenario) => number | null,
    format: "money" | "whole" = "money",
  ): ReportColumn<ShownRow> => ({
    column,
    format,
    cell: ({ scenario }) => ({
      value: knownCell(value(scenario)),
      formula: lookedUp(from, SCENARIOS.scenario, SHOWN_SCENARIO.scenario.here),
    }),
  });
  const [tokens, costs] = [
    inYear(SHOWN_SCENARIO, "Tokens", 1),
    yearsOf(run).map((year) => ({ year, column: inYear(SHOWN_SCENARIO, "Cost", year) })),
  ];
  return [
    { column: SHOWN_SCENARIO.role, format: "text", cell: ({ role }) => ROLES[role] },
    {
      column: SHOWN_SCENARIO.scenario,
      width: 28,
      format: "text",
      cell: ({ scenario }) => ({ value: scenario.name, formula: SCENARIO_OF_ROW }),
    },
    copied(SHOWN_SCENARIO.seats, SCENARIOS.seats, (one) => firstYear(one).seats, "whole"),
    copied(tokens, inYear(SCENARIOS, "Tokens", 1), (one) => firstYear(one).tokens, "whole"),
    ...costs.map(({ year, column }) =>
      copied(column, inYear(SCENARIOS, "Cost", year), (one) => knownCost(one, at(one.years, year - 1))),
    ),
    copied(SHOWN_SCENARIO.total, SCENARIOS.total, knownTotal),
    copied(SHOWN_SCENARIO.presentValue, SCENARIOS.presentValue, knownPresentValue),
    copied(SHOWN_SCENARIO.saving, SCENARIOS.saving, ({ savingVsAsIs }) => savingVsAsIs),
  ];
};

/** What the scenario shown costs, saves and orders; every figure follows the switch and the assumptions. */
export function shownFigures(run: ReportInput): Figure[] {
  const { analysis } = run;
  const { rows, columns } = shownTable(run, { row: 1, column: 0 });
  const years = counted(analysis.assumptions.years, "year");
  const figure = (
    what: string,
    column: TableColumn,
    role: Role = "shown",
    format: "money" | "whole" = "money",
  ): Figure => {
    const place = columns.findIndex(({ header }) => header === column.header);
    const row = rows.find(([first]) => first?.value === ROLES[role]) ?? [];
    const formula = lookedUp(column, SHOWN_SCENARIO.role, quoted(ROLES[role]));
    return { what, note: "", figure: { value: row[place]?.value ?? UNKNOWN, formula, format } };
  };
  const first = inYear(SHOWN_SCENARIO, "Cost", 1);
  return [
    figure("Cost, first year", first),
    figure("Against, first year", first, "basis"),
    figure(`Cost over ${years}`, SHOWN_SCENARIO.total),
    figure("Present value", SHOWN_SCENARIO.presentValue),
    figure(`Saving over ${years}`, SHOWN_SCENARIO.saving),
    figure("Saving if it is refused", SHOWN_SCENARIO.saving, "refused"),
    figure("Seats, first year", SHOWN_SCENARIO.seats, "shown", "whole"),
    figure("Tokens, first year", inYear(SHOWN_SCENARIO, "Tokens", 1), "shown", "whole"),
  ];
}

/** The cost of each year, of the scenario shown beside what it is compared with. */
export const shownChart = (run: ReportInput, area: Pick<ChartSpec, "from" | "to">): ChartSpec => ({
  name: "The scenario shown",
  title: `Cost by year of the scenario shown, ${currencyText(run.analysis.assumptions.currency)}`,
  alt:
    "Columns: the cost of each year, of the scenario shown, of what it is compared with, and of what remains if they " +
    "refuse.",
  kind: "column",
  ...area,
  table: SHOWN_SCENARIO.tableName,
  categories: SHOWN_SCENARIO.scenario.header,
  series: yearsOf(run).map((year) => inYear(SHOWN_SCENARIO, "Cost", year).header),
  format: "money",
});
