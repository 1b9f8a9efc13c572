import type { SheetKey, SheetSpec } from "../../workbook/spec";
import { nameTaken, protectedSheet, protectedStructure } from "../../workbook/errors";
import { refuseLongFormulas } from "../../workbook/formula-limits";
import { refuseLongTables } from "../../workbook/long-tables";
import { freeTabName } from "../../workbook/tabs";
import { contentOfSheet, type SheetContent } from "./content";
import { lookAtSheet, standing, type StandingSheet } from "./standing";
import { inventory, namesLeadingInto, ourNames, type BookName } from "./tabs";

/** All changes to a workbook, decided before the first change. */
export interface WritePlan {
  readonly sheets: readonly PlannedSheet[];
  /** The ids of all existing worksheets. */
  readonly ids: readonly string[];
  /** The tabs of all our sheets, for links. */
  readonly tabOf: ReadonlyMap<SheetKey, string>;
  /** Our existing names. */
  readonly names: readonly BookName[];
  /** Our names whose values stand on sheets that are refilled, or nowhere. */
  readonly oldNames: readonly string[];
  /** Whether events were enabled; they are restored afterwards. */
  readonly events: boolean;
  /** Whether Excel computes formulas by itself. */
  readonly computes: boolean;
}

export interface PlannedSheet {
  readonly spec: SheetSpec;
  readonly content: SheetContent;
  readonly tab: string;
  /** The id and the current content of a sheet that is refilled; absent for a new sheet. */
  readonly refills?: { readonly id: string; readonly standing: StandingSheet };
}

/** Checks everything that could prevent the changes, and throws before the first change. Two syncs. */
export async function planned(
  context: Excel.RequestContext,
  file: string,
  specs: readonly SheetSpec[],
): Promise<WritePlan> {
  refuseLongTables(file, specs);
  refuseLongFormulas(file, specs);
  const { workbook, runtime } = context;
  workbook.protection.load("protected");
  workbook.tables.load("items/name,items/showTotals,items/worksheet/id");
  runtime.load("enableEvents");
  workbook.application.load("calculationMode");
  const stock = await inventory(context);
  const tabFor = (spec: SheetSpec) => stock.tabs.find(({ key }) => key === spec.key);
  const refilled = specs.flatMap((spec) => tabFor(spec) ?? []);

  if (workbook.protection.protected && refilled.length < specs.length) throw protectedStructure(file);
  const closed = refilled.find((tab) => tab.protected);
  if (closed) throw protectedSheet(file, closed.name);

  const ours = ourNames(stock);
  const tables = workbook.tables.items;
  const others = [
    ...stock.names.filter((name) => !ours.includes(name)),
    ...tables.filter(({ worksheet }) => !refilled.some(({ id }) => id === worksheet.id)),
  ];
  refuseNamesAmong(file, specs, new Set(others.map(({ name }) => name.toLowerCase())));

  const looks = specs.map((spec) => {
    const tab = tabFor(spec);
    const own = tables.filter(({ worksheet }) => worksheet.id === tab?.id);
    return { spec, content: contentOfSheet(spec), tab, look: tab && lookAtSheet(context, tab.id, own) };
  });
  await context.sync();

  const taborder = stock.tabs.map(({ name }) => name);
  const sheets = looks.map(({ spec, content, tab, look }): PlannedSheet => {
    if (tab && look) {
      return { spec, content, tab: tab.name, refills: { id: tab.id, standing: standing(look, content) } };
    }
    const name = freeTabName(spec.name, taborder);
    taborder.push(name);
    return { spec, content, tab: name };
  });
  return {
    sheets,
    ids: stock.tabs.map(({ id }) => id),
    tabOf: new Map([
      ...stock.tabs.flatMap(({ key, name }) => (key === undefined ? [] : [[key, name] as const])),
      ...sheets.map(({ spec, tab }) => [spec.key, tab] as const),
    ]),
    names: ours,
    oldNames: namesLeadingInto(stock, tables, refilled),
    events: runtime.enableEvents,
    computes: workbook.application.calculationMode === "Automatic",
  };
}

function refuseNamesAmong(file: string, specs: readonly SheetSpec[], taken: ReadonlySet<string>): void {
  for (const { name } of specs.flatMap((spec) => [...spec.tables, ...spec.names]))
    if (taken.has(name.toLowerCase())) throw nameTaken(file, name);
}
