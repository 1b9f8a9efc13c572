import type { Book, BookTab } from "./book";

/**
 * Takes out the list of formula cells when it names cells of these tabs: Excel calls a file damaged whose list names a cell
 * without a formula, and does without the list when there is none.
 */
export function forgetCalculationOrder({ pkg, part }: Book, tabs: readonly BookTab[]): void {
  const chain = pkg.relationships(part).find(({ type }) => type.endsWith("/calcChain"))?.part;
  if (chain === undefined || tabs.length === 0) return;
  const text = pkg.text(chain);
  if (!tabs.some(({ sheetId }) => new RegExp(`\\si\\s*=\\s*["']${sheetId}["']`).test(text))) return;
  pkg.unrelate(part, chain);
  pkg.delete(chain);
}
