import { columnLetters } from "../../workbook/cells";
import { isCellName, type SheetSpec } from "../../workbook/spec";
import { identityName } from "../../workbook/identity";
import { quotedTab } from "../../workbook/tabs";
import type { Outbox } from "./session";
import type { BookName } from "./tabs";

/** A name with its formula, and the leading `=`. */
interface GivenName {
  readonly name: string;
  readonly formula: string;
  readonly visible: boolean;
}

/** The names of a sheet: for cells, for formulas, and the hidden one that says which sheet it is. */
export const namesOfSheet = (spec: SheetSpec, tab: string): GivenName[] =>
  [...spec.names, { name: identityName(spec.key), row: 1, column: 0 }].map((given) => ({
    name: given.name,
    formula: isCellName(given)
      ? `=${quotedTab(tab)}!$${columnLetters(given.column)}$${given.row}`
      : `=${given.formula}`,
    visible: given.name !== identityName(spec.key),
  }));

/** Adds names or gives them another formula, and deletes the other names in `gone`. */
export async function giveNames(
  context: Excel.RequestContext,
  outbox: Outbox,
  wished: readonly GivenName[],
  { there, gone }: { readonly there: readonly BookName[]; readonly gone: readonly string[] },
): Promise<void> {
  const { names } = context.workbook;
  const spelling = new Map(there.map(({ name }) => [name.toLowerCase(), name]));
  for (const { name, formula, visible } of wished) {
    await outbox.room(3, 2 * formula.length);
    const known = spelling.get(name.toLowerCase());
    if (known !== undefined) names.getItem(known).formula = formula;
    else if (visible) names.add(name, formula);
    else names.add(name, formula).visible = false;
  }
  const written = new Set(wished.map(({ name }) => name.toLowerCase()));
  for (const name of gone) {
    await outbox.room(1);
    if (!written.has(name.toLowerCase())) names.getItem(name).delete();
  }
}
