import type { TableSpec } from "../../workbook/spec";
import { resultTable } from "../report/tables";
import { rowKey } from "./kept";
import { addTo } from "../../engine/tally";

/** The name of the list of which a table holds rows. */
export const nameOfWhole = ({ name }: TableSpec): string => resultTable(name)?.tableName ?? name;

/** A row by its keys, and by which of the rows with these keys it is. */
export const placeKey = (key: string, nth: number): string => `${key}\n${nth}`;

/**
 * The rows of a table by key. `seen` counts rows with the same keys, by list and keys: the rows of a list may stand in
 * several tables.
 */
export function rowsByKey(table: TableSpec, seen: Map<string, number>): ReadonlyMap<string, number> {
  const { columns, rows, keys = [] } = table;
  const places = keys.map((key) => columns.findIndex(({ header }) => header === key));
  return new Map(
    rows.map((row, i) => {
      const key = rowKey(places.map((place) => row[place]?.value ?? null));
      const counted = `${nameOfWhole(table)}\n${key}`;
      const nth = addTo(seen, counted) - 1;
      return [placeKey(key, nth), i] as const;
    }),
  );
}
