import { at } from "../../../src/engine/at";
import { UNKNOWN } from "../../../src/workbook/cells";
import type { SheetSpec, TableSpec } from "../../../src/workbook/spec";
import { kindOf, type Abuse } from "./abuses";

type Shown = string | number | { readonly error: true } | { readonly gone: true };

/** A figure of the untouched workbook. */
export type Figure = readonly [table: string, row: number | "total", header: string, shown: Shown];

/** A figure that differs after an abuse: its table ("cell" outside tables), its row, its header, before and after. */
export type Change = readonly [
  table: string,
  row: number | "total",
  header: string,
  before: Shown,
  after: Shown,
];

export interface Result {
  readonly changed: readonly Change[];
  /** The rows that a filter leaves visible. */
  readonly visible?: readonly number[];
  /** The rows that went with a deleted row, by table. */
  readonly deleted?: Readonly<Record<string, number>>;
}

/** `red`: a check fails and says so. `wrong`: a figure is another, and nothing says so. */
export type Verdict = "right" | "red" | "unknown" | "wrong";

/** The verdict on an abuse, with the figures that are wrong although nothing says so. */
export function verdictOf(
  specs: readonly SheetSpec[],
  abuse: Abuse,
  result: Result,
): { readonly verdict: Verdict; readonly wrong: readonly Change[] } {
  const table = "table" in abuse ? tableOf(specs, abuse.table) : undefined;
  const seen = result.changed.filter(
    (change) => table === undefined || !isMeant(table, abuse, change, result),
  );
  if (seen.some(isRed)) return { verdict: "red", wrong: [] };
  const wrong = seen.filter(
    (change) => !isUnknown(change[4]) && !isIndicator(change) && !isTyped(abuse, change),
  );
  if (wrong.length > 0) return { verdict: "wrong", wrong };
  return { verdict: seen.length > 0 ? "unknown" : "right", wrong };
}

const isUnknown = (shown: Shown): boolean =>
  typeof shown === "object"
    ? "error" in shown
    : typeof shown === "string" && (shown.includes(UNKNOWN) || shown.includes("run again"));

/** A column that says that something is unknown, lacks or was changed, and how much of it: it shall change. */
const isIndicator = ([, , header]: Change): boolean =>
  /^(Unknown |Lack |Unread$|Changed$|Number fits$|Text fits$)/.test(header);

/** What a person typed, shown as it was typed. */
const isTyped = (abuse: Abuse, { 4: after }: Change): boolean => abuse.do === "put" && after === abuse.value;

const isRed = ([table, , , , after]: Change): boolean => saysNo(table, after);

/** A check that says NO, or the sentence on the checks in the title row of a sheet. */
export const saysNo = (table: string, shown: Shown): boolean =>
  typeof shown === "string" &&
  (table === "SeatwiseChecks" ? shown === "NO" : /\bchecks? fails?\b/.test(shown));

export function tableOf(specs: readonly SheetSpec[], name: string): TableSpec {
  return specs.flatMap(({ tables }) => tables).find((one) => one.name === name)!;
}

/** What the abuse itself takes away or changes, before anybody's eyes. */
function isMeant(
  table: TableSpec,
  abuse: Abuse,
  [name, row, header, , after]: Change,
  { visible, deleted }: Result,
): boolean {
  if (deleted?.[name] === row) return true;
  if (!("table" in abuse) || name !== table.name) return false;
  const column = table.columns.findIndex((one) => one.header === header);
  if (abuse.do === "delete column") return column === abuse.column;
  if (abuse.do === "put") return column === abuse.column && row === abuse.row;
  if (row !== "total") return false;
  const rows = abuse.do === "filter" ? visible : table.rows.map((_, r) => r);
  const kept = rows?.filter((r) => abuse.do !== "delete row" || r !== abuse.row);
  return kept !== undefined && (abuse.do === "filter" || abuse.do === "delete row") && isTotal(kept, column);

  /** The total of the rows that are left. */
  function isTotal(left: readonly number[], c: number): boolean {
    const { total } = at(table.columns, c);
    if (total === undefined || !("by" in total)) return false;
    const values = left.map((r) => at(table.rows, r)[c]?.value ?? "").filter((value) => value !== "");
    if (total.by === "count") return after === values.length;
    if (values.some((value) => typeof value !== "number")) return after === UNKNOWN;
    const sum = values.reduce<number>((before, value) => before + Number(value), 0);
    return typeof after === "number" && Math.abs(after - sum) <= 1e-6 * Math.max(1, Math.abs(sum));
  }
}

/** An abuse and what it made wrong, as the failing test shows it. */
export const told = (abuse: Abuse, wrong: readonly Change[]): string =>
  [
    JSON.stringify({ ...abuse, what: kindOf(abuse) }),
    ...wrong.slice(0, 3).map((change) => change.map((part) => JSON.stringify(part)).join(" ")),
    ...(wrong.length > 3 ? [`and ${wrong.length - 3} more`] : []),
  ].join("\n  ");
