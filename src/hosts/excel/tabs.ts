import type { SheetKey } from "../../workbook/spec";
import { homesOfNames, isOurName, keyOfName } from "../../workbook/identity";
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
  /** Whether Name Manager shows it. */
  readonly visible: boolean;
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
  names.load("items/name,items/formula,items/scope,items/visible");
  await context.sync();
  const known = names.items
    .filter(({ scope }) => scope === "Workbook")
    .map(({ name, formula, visible }): BookName => ({ name, refersTo: withoutEquals(formula), visible }));
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

/**
 * Our names whose values stand on some sheets, or nowhere. The tables of the workbook are loaded with their names and
 * worksheets' ids.
 */
export function namesLeadingInto(
  stock: Inventory,
  tables: readonly Excel.Table[],
  sheets: readonly ExcelTab[],
): string[] {
  const tabOfTable = (name: string) => {
    const table = tables.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return table && stock.tabs.find(({ id }) => id === table.worksheet.id)?.name;
  };
  const ours = ourNames(stock);
  const homes = homesOfNames(ours, tabOfTable);
  return ours.flatMap(({ name }) => {
    const home = homes.get(name);
    return home === undefined || sheets.some((tab) => sameTab(tab.name, home)) ? [name] : [];
  });
}

/** Whether a formula names one of some tables. */
export function namesTable(tables: readonly string[]): (formula: string) => boolean {
  const pattern = new RegExp(`(?<![\\w.])(?:${tables.join("|")})(?![\\w.(])`, "i");
  return (formula) => tables.length > 0 && pattern.test(formula);
}

/** A formula as text. Excel returns the formula of a constant name as a number. */
export const withoutEquals = (formula: unknown): string => String(formula).replace(/^=/, "");
