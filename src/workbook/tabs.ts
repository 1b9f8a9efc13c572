const MAX_TAB_LENGTH = 31;

/** Whether two tab names are the same to a workbook. */
export const sameTab = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The name a new tab gets: the wished one made legal, numbered as Excel does when it is taken: "Users (2)". */
export function freeTabName(wished: string, taken: readonly string[]): string {
  const legal =
    wished
      .replace(/[[\]:*?/\\]/g, " ")
      .replace(/^'+|'+$/g, "")
      .slice(0, MAX_TAB_LENGTH) || "Sheet";
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? "" : ` (${n})`;
    const name = legal.slice(0, MAX_TAB_LENGTH - suffix.length) + suffix;
    if (!taken.some((other) => sameTab(name, other))) return name;
  }
}

/** A tab's name as formulas and links spell it: `'Token plan'`. */
export const quotedTab = (tab: string): string => `'${tab.replaceAll("'", "''")}'`;

/** The tab that a reference such as `'Token plan'!$A$1` names; absent when it names none. */
export function tabOfReference(reference: string): string | undefined {
  const match = /^\s*(?:'((?:[^']|'')+)'|([^'!\s()]+))!/.exec(reference);
  return match?.[1]?.replaceAll("''", "'") ?? match?.[2];
}
