import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { at } from "../../engine/at";
import { LEVELS, SIMULATED_YEARS } from "../../engine/pool/simulation";
import { wholeNumber } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec } from "../../workbook/spec";
import { orUnknown, quoted, settingTyped } from "./formulas";
import type { ReportInput } from "./report-input";
import { reportTable, type ReportTable } from "./table";
import { assumptionCell, SIMULATED_USE, TOKEN_TERMS, type TableColumn } from "./tables";

/** The simulated years at the load in use. */
export const YEARS_USE = "Seatwise.use";
/** What every order meets. */
export const USABLE_LEFT = "Seatwise.left";
export const LEFT_OVER = "Seatwise.left_over";
export const FEWEST = "Seatwise.fewest";
export const TOP_UP_TOKEN = "Seatwise.top_up";
/** A token that a dry pool lacks: its top-up, and the lock-out that it stands for. */
export const DRY_TOKEN = "Seatwise.dry";
export const LOCK_OUT_TOKEN = "Seatwise.lock_out";
export const USER_DAY = "Seatwise.user_day";
/** What was typed for the price of a top-up, and for that of a lock-out; blank for nothing. */
export const TOP_UP_STATED = "Seatwise.top_up_stated";
export const LOCK_OUT_STATED = "Seatwise.lock_out_stated";
export const USE_P10 = "Seatwise.p10";
export const USE_P50 = "Seatwise.p50";
export const USE_P90 = "Seatwise.p90";

const onlyRow = ({ all }: TableColumn): string => `INDEX(${all},1)`;

export const simulationNames = (run: ReportInput): FormulaNameSpec[] =>
  run.analysis.tokenPlan.risk === null
    ? []
    : [
        { name: YEARS_USE, formula: SIMULATED_USE.use.all },
        { name: USABLE_LEFT, formula: onlyRow(TOKEN_TERMS.left) },
        { name: LEFT_OVER, formula: onlyRow(TOKEN_TERMS.leftOver) },
        { name: FEWEST, formula: onlyRow(TOKEN_TERMS.fewest) },
        { name: TOP_UP_TOKEN, formula: onlyRow(TOKEN_TERMS.price) },
        { name: DRY_TOKEN, formula: `${onlyRow(TOKEN_TERMS.price)}+${onlyRow(TOKEN_TERMS.lockOut)}` },
        { name: LOCK_OUT_TOKEN, formula: onlyRow(TOKEN_TERMS.lockOut) },
        { name: TOP_UP_STATED, formula: settingTyped(DEFAULT_ASSUMPTIONS.topUpPrice.name) },
        { name: LOCK_OUT_STATED, formula: settingTyped(DEFAULT_ASSUMPTIONS.lockOutPrice.name) },
        { name: USER_DAY, formula: onlyRow(TOKEN_TERMS.userDay) },
        { name: USE_P10, formula: onlyRow(TOKEN_TERMS.p10) },
        { name: USE_P50, formula: onlyRow(TOKEN_TERMS.p50) },
        { name: USE_P90, formula: onlyRow(TOKEN_TERMS.p90) },
      ];

/** The use that a share of the simulated years stays below: `useAt` of the engine. */
export const useBelow = (share: string): string =>
  `PERCENTILE(${YEARS_USE},MEDIAN(0,1,(${share}*${LEVELS}-0.5)/${LEVELS - 1}))`;

/** The mean over the simulated years; text among them makes it unknown. */
export const meanOfYears = (sum: string): string => `SUMPRODUCT(${sum})/${LEVELS}`;

/** The use of a year at the load; a blank forecast is unknown, not 0. */
const atTheLoad = (): string => {
  const { here } = SIMULATED_USE.forecast;
  return orUnknown(`IF(ISNUMBER(${here}),${here}*${assumptionCell("loadFactor")},${quoted(UNKNOWN)})`);
};

/** The levels of the simulated years; undefined without a forecast. */
export function simulatedUseTable(
  { analysis }: ReportInput,
  place: ReportTable["at"],
): ReportTable | undefined {
  const { risk } = analysis.tokenPlan;
  if (risk === null) return undefined;
  return reportTable(
    SIMULATED_USE,
    place,
    [
      { column: SIMULATED_USE.part, format: "whole", cell: (part) => part + 1 },
      { column: SIMULATED_USE.forecast, format: "whole", cell: (part) => at(risk.forecastUse.levels, part) },
      {
        column: SIMULATED_USE.use,
        format: "whole",
        cell: (part) => ({ value: at(risk.use.levels, part), formula: atTheLoad() }),
      },
    ],
    risk.use.levels.map((_, part) => part),
    `${wholeNumber(SIMULATED_YEARS)} simulated years in the order of their use, the mean of each ${LEVELS}th part; ` +
      `the load is “${DEFAULT_ASSUMPTIONS.loadFactor.name}” in the Assumptions`,
  );
}
