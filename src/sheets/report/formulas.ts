import { UNKNOWN } from "../../workbook/cells";
import { assumptionCell, PRICES, SCENARIOS, SETTINGS, TOKEN_PRICES, USERS, type TableColumn } from "./tables";

/** A text as formulas write it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** More than any number of seats, where a formula compares with a limit and there is none. */
export const NO_LIMIT = 1e9;

const UNKNOWN_TEXT = quoted(UNKNOWN);

/** Arithmetic with the word "unknown" is an error in every spreadsheet program; this shows such a result as unknown. */
export const orUnknown = (formula: string): string => `IFERROR(${formula},${UNKNOWN_TEXT})`;

/** The sum of a column. SUM skips text, so the sum is unknown as soon as a row holds any. */
export const sumOf = ({ all }: TableColumn): string =>
  `IF(SUMPRODUCT(ISTEXT(${all})*(${all}<>""))>0,${UNKNOWN_TEXT},SUM(${all}))`;

/** A sum that skips text; unknown where a column of the row counts text, or what lacks, among the amounts. */
export const unlessUnknown = (count: TableColumn, sum: string): string =>
  `IF(${count.here},${UNKNOWN_TEXT},${sum})`;

/** Whether a column holds the key of a row; compared as text, without wildcards. */
export const equals = ({ all }: TableColumn, text: string): string => `(${all}=${text})`;

/** The cell of the row whose `key` equals a text, in any order of rows; an error where no row does. */
export const valueAt = (column: TableColumn, key: TableColumn, text: string): string =>
  `LOOKUP(2,1/${equals(key, text)},${column.all})`;

/** The cell of the row whose `key` equals a text; unknown where no row does. */
export const lookedUp = (column: TableColumn, key: TableColumn, text: string): string =>
  orUnknown(valueAt(column, key, text));

/**
 * The value in use of a setting, by its name. Names of offerings may hold the wildcards of MATCH, so they are compared
 * by `lookedUp`.
 */
export const settingInUse = (name: string): string =>
  `INDEX(${SETTINGS.inUse.all},MATCH(${quoted(name)},${SETTINGS.name.all},0))`;

/** The cell in which a setting is typed, by its name. */
export const settingTyped = (name: string): string =>
  `INDEX(${SETTINGS.value.all},MATCH(${quoted(name)},${SETTINGS.name.all},0))`;

/** The price in use of a row of the settings; its name is a formula. */
export const priceInUse = (name: string): string => lookedUp(SETTINGS.inUse, SETTINGS.name, name);

/** A figure of a scenario. */
export const scenarioFigure = (scenario: string, column: TableColumn): string =>
  lookedUp(column, SCENARIOS.scenario, quoted(scenario));

/** Whether a list of seats, joined with `; `, names an offering. Both may be columns. */
export const names = (seats: string, offering: string): string =>
  `ISNUMBER(FIND("; "&${offering}&";","; "&${seats}&";"))`;

/** How many users have a seat of an offering in the cover in use; an error where a decision is not understood. */
export const seatCount = (offering: string): string =>
  `SUMPRODUCT(1*${names(USERS.coverInUse.all, offering)})/(COUNTIF(${USERS.coverInUse.all},${UNKNOWN_TEXT})=0)`;

/** The price of a seat at the renewal. */
export const priceAtRenewal = (offering: string): string =>
  lookedUp(PRICES.atRenewal, PRICES.offering, offering);

/** The price of a token in the tier that a quantity reaches: the steps up to it, in any order of rows. */
export const tokenTierPrice = (quantity: string): string =>
  orUnknown(`SUMPRODUCT((${TOKEN_PRICES.from.all}+0<=${quantity}+0)*${TOKEN_PRICES.step.all})`);

/**
 * The yearly rise of a price: its own, else the assumption; at most its cap. `MIN` passes over a blank cap, and would
 * pass over text; 0 times the cap added to the rise makes an error of text in either.
 */
export function riseFormula({ own, cap }: Readonly<Record<"own" | "cap", TableColumn>>): string {
  const rise = `IF(${own.here}="",${assumptionCell("seatUplift")},${own.here})`;
  return orUnknown(`MIN(${rise}+0*${cap.here},${cap.here})`);
}
