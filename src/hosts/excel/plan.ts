import type { SheetKey, SheetSpec, TableSpec } from "../../workbook/spec";
import { nameTaken, protectedSheet, protectedStructure } from "../../workbook/errors";
import { homesOfNames } from "../../workbook/identity";
import { freeTabName, sameTab } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { inventory, ourNames, tabOfTable, type BookName, type ExcelTab } from "./tabs";

/** All changes to a workbook, decided before the first change. */
export interface WritePlan {
  readonly sheets: readonly PlannedSheet[];
  /** The ids of all existing worksheets. */
  readonly ids: readonly string[];
  /** The tabs of all our sheets, for links. */
  readonly tabOf: ReadonlyMap<SheetKey, string>;
  /** Our existing names: lower case to their spelling. */
  readonly names: ReadonlyMap<string, string>;
  /** Our names whose values stand on sheets that are refilled, or nowhere. */
  readonly oldNames: readonly string[];
  /** Whether events were enabled; they are restored afterwards. */
  readonly events: boolean;
}

export interface PlannedSheet {
  readonly spec: SheetSpec;
  readonly tab: string;
  /** The current content; absent for a new sheet. */
  readonly standing?: StandingSheet;
}

export interface StandingSheet {
  readonly tables: readonly StandingTable[];
  readonly charts: readonly string[];
  readonly filtered: boolean;
  /** The last used row and column, from 1. */
  readonly rows: number;
  readonly columns: number;
}

export interface StandingTable {
  readonly name: string;
  /** The spec that the table already fits. The table is then kept, and formulas that refer to it stay valid. */
  readonly keptFor?: TableSpec;
  /** Whether the number of rows and the place of the totals row are unchanged. */
  readonly sameSize: boolean;
}

/** Checks everything that could prevent the changes, and throws before the first change. Two syncs. */
export async function planned(
  context: Excel.RequestContext,
  file: string,
  specs: readonly SheetSpec[],
): Promise<WritePlan> {
  const { workbook, runtime } = context;
  workbook.protection.load("protected");
  workbook.tables.load("items/name,items/showTotals,items/worksheet/id");
  runtime.load("enableEvents");
  const stock = await inventory(context);
  const tabFor = (spec: SheetSpec) => stock.tabs.find(({ key }) => key === spec.key);
  const refilled = specs.flatMap((spec) => tabFor(spec) ?? []);

  if (workbook.protection.protected && refilled.length < specs.length) throw protectedStructure(file);
  const closed = refilled.find((tab) => tab.protected);
  if (closed) throw protectedSheet(file, closed.name);

  const ours = ourNames(stock);
  const tables = workbook.tables.items;
  const taken = new Set([
    ...stock.names.filter((name) => !ours.includes(name)).map(({ name }) => name.toLowerCase()),
    ...tables
      .filter(({ worksheet }) => !refilled.some(({ id }) => id === worksheet.id))
      .map(({ name }) => name.toLowerCase()),
  ]);
  for (const { name } of specs.flatMap((spec) => [...spec.tables, ...spec.names])) {
    if (taken.has(name.toLowerCase())) throw nameTaken(file, name);
  }

  const looks = specs.map((spec) => {
    const tab = tabFor(spec);
    const own = tables.filter(({ worksheet }) => worksheet.id === tab?.id);
    return { spec, tab, look: tab && lookAtSheet(context, tab, own) };
  });
  await context.sync();

  const taborder = stock.tabs.map(({ name }) => name);
  const sheets = looks.map(({ spec, tab, look }): PlannedSheet => {
    if (tab && look) return { spec, tab: tab.name, standing: standing(look, spec) };
    const name = freeTabName(spec.name, taborder);
    taborder.push(name);
    return { spec, tab: name };
  });
  return {
    sheets,
    ids: stock.tabs.map(({ id }) => id),
    tabOf: new Map([
      ...stock.tabs.flatMap(({ key, name }) => (key === undefined ? [] : [[key, name] as const])),
      ...sheets.map(({ spec, tab }) => [spec.key, tab] as const),
    ]),
    names: new Map(ours.map(({ name }) => [name.toLowerCase(), name])),
    oldNames: namesOf(ours, tabOfTable(stock, tables), refilled),
    events: runtime.enableEvents,
  };
}

/** Our names whose values stand on sheets that are refilled, or nowhere. */
function namesOf(
  ours: readonly BookName[],
  tabOf: (table: string) => string | undefined,
  refilled: readonly ExcelTab[],
): string[] {
  const homes = homesOfNames(ours, tabOf);
  return ours.flatMap(({ name }) => {
    const home = homes.get(name);
    return home === undefined || refilled.some((tab) => sameTab(tab.name, home)) ? [name] : [];
  });
}

type SheetLook = ReturnType<typeof lookAtSheet>;

function lookAtSheet(context: Excel.RequestContext, tab: ExcelTab, tables: readonly Excel.Table[]) {
  const sheet = context.workbook.worksheets.getItem(tab.id);
  const charts = sheet.charts.load("items/name");
  const filter = sheet.autoFilter.load("enabled");
  const used = sheet.getUsedRangeOrNullObject().untrack().load("rowIndex,rowCount,columnIndex,columnCount");
  return {
    charts,
    filter,
    used,
    tables: tables.map((table) => ({
      name: table.name,
      totals: table.showTotals,
      header: table.getHeaderRowRange().untrack().load("values,rowIndex,columnIndex"),
      body: table.getDataBodyRange().untrack().load("rowCount"),
    })),
  };
}

function standing({ charts, filter, used, tables }: SheetLook, spec: SheetSpec): StandingSheet {
  // A table below one that grows or shrinks would move, so it and the tables after it are made again.
  let steadyTo = Infinity;
  const inOrder = [...tables].sort((a, b) => a.header.rowIndex - b.header.rowIndex);
  return {
    tables: inOrder.map(({ name, totals, header, body }): StandingTable => {
      const wish = spec.tables.find((table) => table.name === name);
      const fits =
        wish !== undefined &&
        header.rowIndex <= steadyTo &&
        header.rowIndex === wish.at.row - 1 &&
        header.columnIndex === wish.at.column &&
        JSON.stringify(header.values) === JSON.stringify([wish.columns.map((column) => column.header)]);
      const sameSize = fits && totals === wish.totals && body.rowCount === bodyRows(wish);
      if (!sameSize) steadyTo = Math.min(steadyTo, header.rowIndex);
      return { name, sameSize, ...(fits ? { keptFor: wish } : {}) };
    }),
    charts: charts.items.map(({ name }) => name),
    filtered: filter.enabled,
    rows: used.isNullObject ? 0 : used.rowIndex + used.rowCount,
    columns: used.isNullObject ? 0 : used.columnIndex + used.columnCount,
  };
}

const bodyRows = (table: TableSpec): number => {
  const { firstRow, lastRow } = placeOf(table);
  return lastRow - firstRow + 1;
};
