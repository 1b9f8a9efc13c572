import type { Estate, Session } from "../../engine/estate/estate";

/** Rows that a cell names. */
const MOST_ROWS = 6;

/** "Sessions 2, 3"; the sheet of each further table by its name. */
export function rowsOf(sessions: readonly Session[], { sources }: Estate): string {
  const named = sessions.slice(0, MOST_ROWS).map(({ origin }, i) => {
    const isSame = sessions[i - 1]?.origin.source === origin.source;
    return `${isSame ? "" : `${sources[origin.source]?.sheet ?? ""} `}${origin.row}`;
  });
  const more = sessions.length - MOST_ROWS;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
