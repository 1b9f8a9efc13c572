import { dayOf } from "../../engine/calendar";
import type { StatedFilter } from "../../engine/estate/estate";
import type { DayNumber } from "../../engine/units";
import { isError, type Cell, type Row } from "../../workbook/cells";
import type { Dialect } from "./cell-values";
import { isFilled } from "./column";
import { dayAt, monthNamed, timeIn } from "./dates";
import { headerKey } from "./header";
import { HEADER_WITHIN } from "./recognise";
import { canonicalName, isFlex } from "./vendor-names";
import { plainText } from "./plain-text";

/** The period and the other filters that an export states above or before its table. */
export interface StatedFilters {
  readonly from?: DayNumber;
  readonly to?: DayNumber;
  readonly others: readonly { readonly filter: string; readonly value: string }[];
  /** All filters but the dates, also filters that exclude nothing. */
  readonly filters: readonly StatedFilter[];
}

export const NOTHING_STATED: StatedFilters = { others: [], filters: [] };

/**
 * The filters that a sheet without a table states. A block of filters is short: a longer sheet may hold a table whose
 * header stands too far down.
 */
export const filterBlock = (rows: readonly Row[], dialect: Dialect): StatedFilters =>
  rows.length < HEADER_WITHIN ? statedFilters(rows, dialect) : NOTHING_STATED;

type Meaning = "period" | "from" | "to" | StatedFilter["about"];

/** The labels of a filter block and their meanings. */
const LABELS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...labelsFor(
    "period",
    "date range",
    "period",
    "usage period",
    "time period",
    "report period",
    "dates",
    "zeitraum",
  ),
  ...labelsFor("from", "from", "start date", "start", "date from", "von"),
  ...labelsFor("to", "to", "end date", "end", "date to", "until", "bis"),
  ...labelsFor("team", "team", "teams"),
  ...labelsFor("product", "product", "products", "offering"),
  ...labelsFor("people", "user", "users", "group", "groups", "user activity"),
  ...labelsFor("version", "version"),
  ...labelsFor("access", "access option"),
  ...labelsFor("assignment", "seat assignment"),
]);

function labelsFor(meaning: Meaning, ...labels: readonly string[]): [string, Meaning][] {
  return labels.map((label) => [label, meaning]);
}

/** A filter that excludes nothing. */
const isEverything = (value: string): boolean =>
  /^(?:all|alle|any|none|-)?$|^(?:all|alle) /.test(headerKey(value));

/**
 * Reads a filter block. The vendor documents no layout, so these are read: labels with their values in the same
 * cell after a colon, to the right, or below; and two dates in one cell without a label.
 */
export function statedFilters(rows: readonly Row[], dialect: Dialect): StatedFilters {
  let from: DayNumber | undefined;
  let to: DayNumber | undefined;
  const others: { filter: string; value: string }[] = [];
  const filters: StatedFilter[] = [];
  const state = (days: readonly DayNumber[]): void => {
    if (from === undefined && to === undefined && days.length === 2) [from, to] = days;
  };

  for (const [at, { cells }] of rows.entries()) {
    for (const [place, cell] of cells.entries()) {
      if (typeof cell !== "string") continue;
      const { label, values } = labelled(cell, place, rows.slice(at, at + 3));
      const days = values.flatMap((value) => datesIn(value, dialect));
      const meaning = LABELS.get(headerKey(label));
      switch (meaning) {
        case "period":
          state(days);
          break;
        case "from":
          from ??= days[0];
          if (days.length === 2) to ??= days[1];
          break;
        case "to":
          to ??= days[0];
          break;
        case undefined:
          state(datesIn(cell, dialect));
          break;
        default: {
          const value = values.map(statedText).join(", ");
          if (!isEverything(value)) others.push({ filter: label, value });
          filters.push({ about: meaning, values: isEverything(value) ? [] : valuesIn(meaning, value) });
        }
      }
    }
  }
  const period = from !== undefined && to !== undefined && from <= to ? { from, to } : {};
  return { ...period, others, filters };
}

/** The values of a filter, spelt as the records of the estate are. */
function valuesIn(about: StatedFilter["about"], text: string): string[] {
  if (about === "product" && canonicalName(text) !== text) return [canonicalName(text)];
  const values = text
    .split(/[,;|]/)
    .map(plainText)
    .filter((value) => value !== "");
  if (about === "product") return values.map(canonicalName);
  if (about === "access") return values.map((value) => (isFlex(value) ? "tokens" : "seats"));
  return values;
}

const isLabel = (cell: Cell | undefined): boolean =>
  typeof cell === "string" && LABELS.has(headerKey(cell.split(":")[0] ?? ""));

/** A label in the first of these rows, and the cells that may hold the value. */
function labelled(
  cell: string,
  place: number,
  [row, ...following]: readonly Row[],
): { readonly label: string; readonly values: readonly Cell[] } {
  const [label = "", ...rest] = cell.split(":");
  const inside = plainText(rest.join(":"));
  if (inside !== "") return { label: plainText(label), values: [inside] };
  const cells = row?.cells ?? [];
  const right = cells.slice(place + 1);
  const end = right.findIndex(isLabel);
  const values = (end < 0 ? right : right.slice(0, end)).filter(isFilled);
  return {
    label: plainText(label),
    values: values.length > 0 ? values : valueBelow(place, cells, following),
  };
}

/**
 * The value below a label. Labels with other headers beside them, and with more than one row of values below, are
 * the headers of a table, whose cells filter nothing.
 */
function valueBelow(place: number, labels: readonly Cell[], following: readonly Row[]): readonly Cell[] {
  const isValue = (cell: Cell | undefined): cell is Cell => isFilled(cell) && !isLabel(cell);
  const [value, further] = following.map(({ cells }) => cells[place]);
  const isTable = labels.some(isValue) || (labels.filter(isFilled).length > 1 && isValue(further));
  return isTable || !isValue(value) ? [] : [value];
}

/** `2026-01-05` or `05.01.2026`; `Jan 5, 2026`; `5 Jan 2026`. */
const DATES = new RegExp(
  [
    String.raw`(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})`,
    String.raw`([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})`,
    String.raw`(\d{1,2}) ([A-Z][a-z]{2,8})\.? (\d{4})`,
  ].join("|"),
  "g",
);

/** The dates in a cell that are certain to be dates. */
function datesIn(cell: Cell, { dateSystem }: Dialect): DayNumber[] {
  if (typeof cell === "number") {
    const time = timeIn(cell, dateSystem);
    return typeof time === "number" ? [dayAt(time)] : [];
  }
  if (typeof cell !== "string") return [];
  return [...cell.matchAll(DATES)].flatMap(([, plain, month, day, year, dayFirst, monthSecond, yearLast]) => {
    if (plain !== undefined) {
      const time = timeIn(plain, dateSystem);
      return typeof time === "number" ? [dayAt(time)] : [];
    }
    return (
      dayOf(Number(year ?? yearLast), monthNamed(month ?? monthSecond ?? ""), Number(day ?? dayFirst)) ?? []
    );
  });
}

const statedText = (cell: Cell): string => (isError(cell) ? cell.error : String(cell));
