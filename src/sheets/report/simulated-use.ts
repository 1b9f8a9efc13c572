import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { at } from "../../engine/at";
import { DAYS_PER_YEAR } from "../../engine/calendar";
import { needIn } from "../../engine/pool/known-supply";
import { lateEachTime } from "../../engine/pool/pool-spend";
import { LEVELS, SIMULATED_YEARS } from "../../engine/pool/simulation";
import { wholeNumber } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec } from "../../workbook/spec";
import { orUnknown, quoted, settingTyped } from "./formulas";
import type { ReportInput } from "./report-input";
import { reportTable, type ReportTable } from "./table";
import { assumptionCell, SIMULATED_USE, TOKEN_SUPPLY, TOKEN_TERMS, type TableColumn } from "./tables";

/** The simulated years at the load in use. */
export const YEARS_USE = "Seatwise.use";
/** What each of them needs beyond the known packs. */
export const YEARS_NEED = "Seatwise.need";
/** What every order meets. */
export const NEED_P10 = "Seatwise.need_p10";
export const NEED_P50 = "Seatwise.need_p50";
export const NEED_P90 = "Seatwise.need_p90";
export const FEWEST = "Seatwise.fewest";
export const TOP_UP_TOKEN = "Seatwise.top_up";
/** What is bought each time the pool is empty, and what each of the years draws until it arrives. */
const EACH_TIME = "Seatwise.each";
export const YEARS_LATE = "Seatwise.late";
export const LOCK_OUT_TOKEN = "Seatwise.lock_out";
export const USER_DAY = "Seatwise.user_day";
/** What was typed for the price of a top-up and for that of a lock-out, here or where a run refused it; or "". */
export const TOP_UP_STATED = "Seatwise.top_up_stated";
export const LOCK_OUT_STATED = "Seatwise.lock_out_stated";
/** What a lock-out in such a year costs. */
export const LOCK_OUT_P10 = "Seatwise.lock_p10";
export const LOCK_OUT_P50 = "Seatwise.lock_p50";
export const LOCK_OUT_P90 = "Seatwise.lock_p90";

const onlyRow = ({ all }: TableColumn): string => `INDEX(${all},1)`;

const statedOr = (setting: string, refused: TableColumn): string =>
  `${settingTyped(setting)}&${onlyRow(refused)}`;

const lockOutOf = (use: TableColumn): string =>
  `MIN(${lateDraws(onlyRow(use))},${onlyRow(TOKEN_TERMS.each)}+0)*${onlyRow(TOKEN_TERMS.lockOut)}`;

/** What a year of so many tokens draws in the days until a top-up arrives. */
const lateDraws = (use: string): string => `${use}*${assumptionCell("topUpDays")}/${DAYS_PER_YEAR}`;

/** How often the pool is empty for what it is short of. */
export const timesEmpty = (short: string): string => `ROUNDUP(ROUND(${short}/${EACH_TIME},6),0)`;

export const simulationNames = (run: ReportInput): FormulaNameSpec[] =>
  run.analysis.tokenPlan.risk === null
    ? []
    : [
        { name: YEARS_USE, formula: SIMULATED_USE.use.all },
        { name: YEARS_NEED, formula: SIMULATED_USE.need.all },
        { name: NEED_P10, formula: onlyRow(TOKEN_TERMS.need10) },
        { name: NEED_P50, formula: onlyRow(TOKEN_TERMS.need50) },
        { name: NEED_P90, formula: onlyRow(TOKEN_TERMS.need90) },
        { name: FEWEST, formula: onlyRow(TOKEN_TERMS.fewest) },
        { name: TOP_UP_TOKEN, formula: onlyRow(TOKEN_TERMS.price) },
        { name: EACH_TIME, formula: onlyRow(TOKEN_TERMS.each) },
        { name: YEARS_LATE, formula: SIMULATED_USE.late.all },
        { name: LOCK_OUT_TOKEN, formula: onlyRow(TOKEN_TERMS.lockOut) },
        {
          name: TOP_UP_STATED,
          formula: statedOr(DEFAULT_ASSUMPTIONS.topUpPrice.name, TOKEN_TERMS.topUpRefused),
        },
        {
          name: LOCK_OUT_STATED,
          formula: statedOr(DEFAULT_ASSUMPTIONS.lockOutPrice.name, TOKEN_TERMS.lockOutRefused),
        },
        { name: USER_DAY, formula: onlyRow(TOKEN_TERMS.userDay) },
        { name: LOCK_OUT_P10, formula: lockOutOf(TOKEN_TERMS.p10) },
        { name: LOCK_OUT_P50, formula: lockOutOf(TOKEN_TERMS.p50) },
        { name: LOCK_OUT_P90, formula: lockOutOf(TOKEN_TERMS.p90) },
      ];

/** The use that a share of the simulated years stays below: `useAt` of the engine. */
export const useBelow = (share: string): string =>
  `PERCENTILE(${YEARS_USE},MEDIAN(0,1,(${share}*${LEVELS}-0.5)/${LEVELS - 1}))`;

/** The tokens that a year needs beyond the known packs: `needIn` of the engine. */
export const needFor = (use: string): string =>
  `ROUND(MAX(0,SUMPRODUCT(MAX(${TOKEN_SUPPLY.inUse.all}*${use}-${TOKEN_SUPPLY.held.all}))),2)`;

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
      {
        column: SIMULATED_USE.need,
        format: "whole",
        cell: (part) => ({
          value: needIn(at(risk.use.levels, part), risk.terms.supply),
          formula: orUnknown(needFor(SIMULATED_USE.use.here)),
        }),
      },
      {
        column: SIMULATED_USE.late,
        format: "decimal",
        cell: (part) => ({
          value: lateEachTime(at(risk.use.levels, part), risk.terms.lockOut),
          formula: orUnknown(`MIN(${lateDraws(SIMULATED_USE.use.here)},${EACH_TIME}+0)`),
        }),
      },
    ],
    risk.use.levels.map((_, part) => part),
    `${wholeNumber(SIMULATED_YEARS)} simulated years in the order of their use, the mean of each ${LEVELS}th part; ` +
      `the load is “${DEFAULT_ASSUMPTIONS.loadFactor.name}” in the Assumptions`,
  );
}
