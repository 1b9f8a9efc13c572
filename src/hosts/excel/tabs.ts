import type { SheetKey } from "../../workbook/spec";
import { keyOfName, NAME_PREFIX } from "../../workbook/identity";
import { sameTab, tabOfReference } from "../../workbook/tabs";

/** A worksheet as it stood when it was asked for. */
export interface ExcelTab {
  readonly id: string;
  readonly name: string;
  readonly visibility: "Visible" | "Hidden" | "VeryHidden";
  readonly protected: boolean;
  /** Which sheet of ours it is. */
  readonly key: SheetKey | undefined;
}

/** A name that the whole workbook knows. */
export interface BookName {
  readonly name: string;
  /** Without the leading `=`. */
  readonly refersTo: string;
}

/** The tabs in their order and the names of a workbook. */
export interface Inventory {
  readonly tabs: readonly ExcelTab[];
  readonly names: readonly BookName[];
}

/** Takes one sync, to which the caller's own loads may be added before. */
export async function inventory(context: Excel.RequestContext): Promise<Inventory> {
  const { worksheets, names } = context.workbook;
  worksheets.load("items/id,items/name,items/visibility,items/protection/protected");
  names.load("items/name,items/formula,items/scope");
  await context.sync();
  const known = names.items
    .filter(({ scope }) => scope === "Workbook")
    .map(({ name, formula }): BookName => ({ name, refersTo: withoutEquals(formula) }));
  const keyOfTab = (tab: string) =>
    known
      .filter(({ refersTo }) => sameTab(tabOfReference(refersTo) ?? "", tab))
      .map(({ name }) => keyOfName(name))
      .find((key) => key !== undefined);
  return {
    tabs: worksheets.items.map(({ id, name, visibility, protection }) => ({
      id,
      name,
      visibility,
      protected: protection.protected,
      key: keyOfTab(name),
    })),
    names: known,
  };
}

/** The names that we wrote: those with our prefix that lead to a sheet of ours, or nowhere any more. */
export const ourNames = ({ names, tabs }: Inventory): readonly BookName[] =>
  names.filter(({ name, refersTo }) => {
    if (!name.startsWith(NAME_PREFIX)) return false;
    if (refersTo.includes("#REF!")) return true;
    const tab = tabOfReference(refersTo);
    return tabs.some((other) => other.key !== undefined && sameTab(other.name, tab ?? ""));
  });

/** A formula as the port speaks of it. Excel gives the formula of a constant name as a number. */
export const withoutEquals = (formula: unknown): string => String(formula).replace(/^=/, "");
