import type { SheetKey } from "../../workbook/spec";
import { isOurName, keyOfName } from "../../workbook/identity";
import { sameTab, tabOfReference } from "../../workbook/tabs";

/** A worksheet at the time of the request. */
export interface ExcelTab {
  readonly id: string;
  readonly name: string;
  readonly visibility: "Visible" | "Hidden" | "VeryHidden";
  readonly protected: boolean;
  /** The key of our sheet. */
  readonly key: SheetKey | undefined;
}

/** A workbook-wide name. */
export interface BookName {
  readonly name: string;
  /** Without the leading `=`. */
  readonly refersTo: string;
}

/** The tabs in order, and the names of a workbook. */
export interface Inventory {
  readonly tabs: readonly ExcelTab[];
  readonly names: readonly BookName[];
}

/** Takes one sync, which also loads whatever the caller has queued. */
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

/** Names that we wrote. */
export function ourNames({ names, tabs }: Inventory): readonly BookName[] {
  const isOurTab = (tab: string) => tabs.some(({ key, name }) => key !== undefined && sameTab(name, tab));
  return names.filter(({ name, refersTo }) => isOurName(name, refersTo, isOurTab));
}

/** Finds the tab of a table by the table's name; the tables are loaded with their names and worksheets' ids. */
export const tabOfTable =
  ({ tabs }: Inventory, tables: readonly Excel.Table[]) =>
  (name: string): string | undefined => {
    const table = tables.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return table && tabs.find(({ id }) => id === table.worksheet.id)?.name;
  };

/** A formula as text. Excel returns the formula of a constant name as a number. */
export const withoutEquals = (formula: unknown): string => String(formula).replace(/^=/, "");
