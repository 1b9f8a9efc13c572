import type { Estate, Origin } from "../../engine/estate/estate";

/** Rows that a cell names. */
const MOST_ROWS = 6;

/** "Sessions 2, 3"; the sheet of each further table by its name. */
export function rowsOf(records: readonly { readonly origin: Origin }[], { sources }: Estate): string {
  const named = records.slice(0, MOST_ROWS).map(({ origin }, i) => {
    const isSame = records[i - 1]?.origin.source === origin.source;
    return `${isSame ? "" : `${sources[origin.source]?.sheet ?? ""} `}${origin.row}`;
  });
  const more = records.length - MOST_ROWS;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
