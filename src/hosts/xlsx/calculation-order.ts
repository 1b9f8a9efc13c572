import type { Book, BookTab } from "./book";

/**
 * Removes the calculation chain if it lists cells of these tabs. Excel reports a file as damaged if the chain
 * lists a cell without a formula, and works without a chain.
 */
export function forgetCalculationOrder({ pkg, part }: Book, tabs: readonly BookTab[]): void {
  const chain = pkg.relationships(part).find(({ type }) => type.endsWith("/calcChain"))?.part;
  if (chain === undefined || tabs.length === 0) return;
  const text = pkg.text(chain);
  if (!tabs.some(({ sheetId }) => new RegExp(`\\si\\s*=\\s*["']${sheetId}["']`).test(text))) return;
  pkg.unrelate(part, chain);
  pkg.delete(chain);
}
