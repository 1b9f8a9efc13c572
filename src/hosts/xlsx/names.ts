import { nameTaken } from "../../workbook/errors";
import { quotedTab } from "../../workbook/tabs";
import type { FormulaName } from "../../workbook/workbook";
import { Book } from "./book";
import type { Package } from "./package";
import { storedFormula, typedFormula } from "./stored-formula";
import { knownTables } from "./known-tables";
import { BEFORE_NAMES } from "./write";
import { escaped, escapedText, guardedText } from "./xml";
import { childOf } from "./xml-text";

/** Formulas of names as typed; names of one sheet as `'Costs'!Rate`. */
export function bookNames(pkg: Package): ReadonlyMap<string, string> {
  const { names, tabs } = new Book(pkg);
  return new Map(
    names.map(({ name, refersTo, localTab }) => {
      const tab = localTab === undefined ? undefined : tabs[localTab]?.name;
      return [tab === undefined ? name : `${quotedTab(tab)}!${name}`, typedFormula(refersTo)];
    }),
  );
}

/** Adds names for formulas, or replaces their formulas. */
export function defineNames(pkg: Package, wished: readonly FormulaName[]): void {
  const book = new Book(pkg);
  const { xml, names } = book;
  const tables = new Set(knownTables(book).map(({ name }) => name.toLowerCase()));
  const taken = wished.find(({ name }) => tables.has(name.toLowerCase()));
  if (taken) throw nameTaken(pkg.file, taken.name);

  const tag = `${xml.root.prefix}definedName`;
  let added = "";
  for (const { name, formula, comment } of wished) {
    const known = names.find(
      (other) => other.localTab === undefined && other.name.toLowerCase() === name.toLowerCase(),
    );
    const stored = storedFormula(formula);
    if (known) {
      xml.setText(known.element, stored);
      xml.setAttribute(known.element, "comment", guardedText(comment));
    } else {
      added += `<${tag} name="${escapedText(name)}" comment="${escapedText(comment)}">${escaped(stored)}</${tag}>`;
    }
  }
  const list = childOf(xml.root, "definedNames");
  if (list) xml.append(list, added);
  else if (added !== "") {
    xml.insertAfter(xml.root, BEFORE_NAMES, `<${tag}s>${added}</${tag}s>`);
  }
  pkg.put(book.part, xml.toString());
}
