import { columnLetters } from "../../workbook/cells";
import { isCellName, type SheetKey, type SheetSpec, type TableSpec } from "../../workbook/spec";
import { leftUnfinished, protectedStructure, WorkbookError } from "../../workbook/errors";
import { homesOfNames, identityName } from "../../workbook/identity";
import { TABLE_STYLE } from "../../workbook/looks";
import { freeTabName, quotedTab, sameTab, tabOfReference } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { rangeAt } from "./area";
import { clearSheet } from "./clear";
import { fillSheet, finishSheet } from "./fill";
import { planned, type WritePlan, type PlannedSheet } from "./plan";
import { inExcel, Outbox } from "./session";
import { inventory, ourNames, tabOfTable, withoutEquals } from "./tabs";

/**
 * Adds our sheets, or clears and refills existing ones. If Excel refuses an operation, new sheets are removed,
 * and sheets that were being refilled are left empty and named in the error.
 */
export async function writeSheetsInExcel(file: string, specs: readonly SheetSpec[]): Promise<void> {
  let begun: WritePlan | undefined;
  let added: readonly string[] = [];
  try {
    await inExcel(file, async (context) => {
      const plan = await planned(context, file, specs);
      begun = plan;
      added = await addSheets(context, plan);
      const outbox = new Outbox(context);
      // The first change of existing content; `undo` reads it to know whether there was any.
      context.runtime.enableEvents = false;
      for (const sheet of plan.sheets) await standUp(context, outbox, sheet);
      await nameCellsInExcel(context, outbox, plan);
      // Formulas refer to tables and names of any sheet, so all of those exist before the first formula is written.
      for (const { spec, tab } of plan.sheets)
        await fillSheet(outbox, context.workbook.worksheets.getItem(tab), spec);
      for (const { spec, tab } of plan.sheets) {
        await finishSheet(outbox, context.workbook.worksheets.getItem(tab), spec, plan.tabOf);
      }
      context.runtime.enableEvents = plan.events;
      await outbox.send();
    });
  } catch (error) {
    if (!begun) throw error;
    const touched = await undo(file, begun, added).catch(() => true);
    const refilled = begun.sheets.filter(({ standing }) => standing).map(({ tab }) => tab);
    throw error instanceof WorkbookError && touched && refilled.length > 0
      ? leftUnfinished(error, refilled)
      : error;
  }
}

/**
 * Adds the new blank sheets and returns their ids. Only the id identifies a sheet that we added: a person may
 * have added a sheet of the same name meanwhile.
 */
async function addSheets(context: Excel.RequestContext, plan: WritePlan): Promise<readonly string[]> {
  const fresh = plan.sheets.filter(({ standing }) => !standing);
  if (fresh.length === 0) return [];
  const { worksheets } = context.workbook;
  const sheets = fresh.map(({ tab }) => worksheets.add(tab).load("id"));
  try {
    await context.sync();
  } catch (error) {
    await takeOutBlank(context, plan, fresh).catch(() => undefined);
    throw error;
  }
  return sheets.map(({ id }) => id);
}

/** Removes new sheets that are empty, if they were added at all. */
async function takeOutBlank(
  context: Excel.RequestContext,
  plan: WritePlan,
  fresh: readonly PlannedSheet[],
): Promise<void> {
  const found = fresh.map(({ tab }) => {
    const worksheet = context.workbook.worksheets.getItemOrNullObject(tab).load("id");
    return { worksheet, used: worksheet.getUsedRangeOrNullObject().load("address") };
  });
  await context.sync();
  for (const { worksheet, used } of found) {
    if (!worksheet.isNullObject && used.isNullObject && !plan.ids.includes(worksheet.id)) worksheet.delete();
  }
  await context.sync();
}

/** Removes our sheets with their tables, charts and names. */
export async function removeSheetsInExcel(file: string, keys: readonly SheetKey[]): Promise<void> {
  await inExcel(file, async (context) => {
    const { workbook } = context;
    workbook.protection.load("protected");
    workbook.tables.load("items/name,items/worksheet/id");
    const stock = await inventory(context);
    const gone = stock.tabs.filter(({ key }) => key !== undefined && keys.includes(key));
    if (gone.length === 0) return;
    if (workbook.protection.protected) throw protectedStructure(file);
    const ours = ourNames(stock);
    const homes = homesOfNames(ours, tabOfTable(stock, workbook.tables.items));
    for (const { name } of ours) {
      const home = homes.get(name);
      if (home === undefined || gone.some((tab) => sameTab(tab.name, home)))
        workbook.names.getItem(name).delete();
    }
    const stays = stock.tabs.some((tab) => tab.visibility === "Visible" && !gone.includes(tab));
    // A workbook must have a visible sheet.
    if (!stays)
      workbook.worksheets.add(
        freeTabName(
          "Sheet1",
          stock.tabs.map(({ name }) => name),
        ),
      );
    for (const { id, visibility } of gone) {
      const sheet = workbook.worksheets.getItem(id);
      if (visibility === "VeryHidden") sheet.visibility = "Hidden";
      sheet.delete();
    }
    await context.sync();
  });
}

/** Creates a sheet with its blank tables. Tables exist before their rows are filled, so that nothing shifts. */
async function standUp(
  context: Excel.RequestContext,
  outbox: Outbox,
  { spec, tab, standing }: PlannedSheet,
): Promise<void> {
  const { worksheets } = context.workbook;
  await outbox.room(20 + spec.widths.length);
  const sheet = worksheets.getItem(tab);
  if (standing) await clearSheet(outbox, sheet, standing);
  const kept = standing?.tables.flatMap(({ keptFor }) => keptFor ?? []) ?? [];
  const inOrder = [...spec.tables].sort((a, b) => a.at.row - b.at.row);
  for (const table of inOrder.filter((one) => !kept.includes(one))) {
    await outbox.room(10, 100 * table.columns.length);
    addExcelTable(sheet, table);
  }
}

function addExcelTable(sheet: Excel.Worksheet, table: TableSpec): void {
  const { header, lastRow, firstColumn } = placeOf(table);
  const columns = table.columns.length;
  const headers = rangeAt(sheet, { row: header - 1, column: firstColumn, rows: 1, columns });
  headers.numberFormat = [table.columns.map(() => "@")];
  headers.values = [table.columns.map((column) => column.header)];
  const added = sheet.tables.add(
    rangeAt(sheet, { row: header - 1, column: firstColumn, rows: lastRow - header + 1, columns }),
    true,
  );
  added.name = table.name;
  added.style = TABLE_STYLE;
  added.showTotals = table.totals;
  headers.numberFormat = [table.columns.map(() => "General")];
}

/** Names cells of our sheets, and with a hidden name each sheet. Removes our names that are no longer used. */
async function nameCellsInExcel(
  context: Excel.RequestContext,
  outbox: Outbox,
  plan: WritePlan,
): Promise<void> {
  const { names } = context.workbook;
  const written = new Set<string>();
  for (const { spec, tab } of plan.sheets) {
    await outbox.room(4 * (1 + spec.names.length));
    const all = [...spec.names, { name: identityName(spec.key), row: 1, column: 0 }];
    for (const given of all) {
      const { name } = given;
      const formula = isCellName(given)
        ? `=${quotedTab(tab)}!$${columnLetters(given.column)}$${given.row}`
        : `=${given.formula}`;
      const there = plan.names.get(name.toLowerCase());
      if (there !== undefined) names.getItem(there).formula = formula;
      else if (name === identityName(spec.key)) names.add(name, formula).visible = false;
      else names.add(name, formula);
      written.add(name.toLowerCase());
    }
  }
  for (const name of plan.oldNames) if (!written.has(name.toLowerCase())) names.getItem(name).delete();
}

/** Removes new sheets and the half-written content of others. Returns whether any existing sheet was changed. */
async function undo(file: string, plan: WritePlan, added: readonly string[]): Promise<boolean> {
  return inExcel(file, async (context) => {
    const { worksheets, names } = context.workbook;
    context.runtime.load("enableEvents");
    const fresh = added.map((id) => worksheets.getItemOrNullObject(id).load("name"));
    const standing = plan.sheets.filter((sheet) => sheet.standing);
    const found = standing.map(({ tab }) => worksheets.getItemOrNullObject(tab));
    const given = plan.sheets
      .flatMap(({ spec, standing: stood }) =>
        stood ? [] : [identityName(spec.key), ...spec.names.map(({ name }) => name)],
      )
      .map((name) => names.getItemOrNullObject(name).load("formula"));
    await context.sync();
    const touched = !context.runtime.enableEvents || !plan.events;
    context.runtime.enableEvents = plan.events;
    const ours = fresh.filter((worksheet) => !worksheet.isNullObject);
    for (const name of given) {
      const tab = name.isNullObject ? undefined : tabOfReference(withoutEquals(name.formula));
      if (ours.some((worksheet) => sameTab(worksheet.name, tab ?? ""))) name.delete();
    }
    for (const worksheet of ours) worksheet.delete();
    for (const worksheet of touched ? found : []) {
      if (!worksheet.isNullObject) worksheet.getRange().untrack().clear("Contents");
    }
    await context.sync();
    return touched;
  });
}
