import { identityName } from "../../workbook/identity";
import { sameTab, tabOfReference } from "../../workbook/tabs";
import { giveNames } from "./cell-names";
import { changedColumns, type FilledSheet } from "./compare";
import { layRows, restoreFormats, writeFormulas } from "./fill";
import { writeDependents, type Dependents } from "./formulas";
import type { WritePlan } from "./plan";
import { inExcel, Outbox } from "./session";
import { lookAtSheet, standing, type StandingSheet } from "./standing";
import { inventory, ourNames, withoutEquals, type ExcelTab } from "./tabs";

/** What our sheets held before the first change, and what was added since. */
export interface Before {
  readonly plan: WritePlan;
  /** Our sheets that are refilled, with their content. */
  readonly sheets: readonly FilledSheet[];
  readonly dependents: Dependents;
  /** The ids of sheets that were added. */
  readonly added: readonly string[];
}

/**
 * Removes new sheets and puts back the cells of others. Returns whether any existing sheet was changed, and the tabs of
 * those that could not be put back.
 */
export async function putBack(
  file: string,
  before: Before,
): Promise<{ readonly changed: boolean; readonly unfinished: readonly string[] }> {
  const begun = await takeOut(file, before);
  const changed = begun || (await differing(file, before)).length > 0;
  if (!changed) return { changed, unfinished: [] };
  await restore(file, before).catch(() => undefined);
  return { changed, unfinished: await differing(file, before) };
}

/** The tabs of our sheets that were not put back, without sheets that a person deleted meanwhile. */
function differing(file: string, { sheets }: Before): Promise<readonly string[]> {
  return inExcel(file, async (context) => {
    const there = new Set((await inventory(context)).tabs.map(({ id }) => id));
    const standing = sheets.filter(({ id }) => there.has(id));
    const columns = await changedColumns({ context, file }, standing, { computes: false });
    return [...new Set(columns.map(({ sheet }) => sheet))];
  });
}

/** Removes new sheets with their names, and turns events on again. Returns whether existing sheets were changed. */
function takeOut(file: string, { plan, added }: Before): Promise<boolean> {
  return inExcel(file, async (context) => {
    const { worksheets, names } = context.workbook;
    context.runtime.load("enableEvents");
    const fresh = added.map((id) => worksheets.getItemOrNullObject(id).load("name"));
    const given = plan.sheets
      .flatMap(({ spec, refills }) =>
        refills ? [] : [identityName(spec.key), ...spec.names.map(({ name }) => name)],
      )
      .map((name) => names.getItemOrNullObject(name).load("formula"));
    await context.sync();
    // Events are turned off with the first change of what was there.
    const changed = !context.runtime.enableEvents || !plan.events;
    context.runtime.enableEvents = plan.events;
    const ours = fresh.filter((worksheet) => !worksheet.isNullObject);
    for (const name of given) {
      const tab = name.isNullObject ? undefined : tabOfReference(withoutEquals(name.formula));
      if (ours.some((worksheet) => sameTab(worksheet.name, tab ?? ""))) name.delete();
    }
    for (const worksheet of ours) worksheet.delete();
    await context.sync();
    return changed;
  });
}

/** Fills our sheets with what they held, in the way in which they were being filled with something else. */
function restore(file: string, { plan, sheets, dependents }: Before): Promise<void> {
  return inExcel(file, async (context) => {
    const { workbook } = context;
    workbook.tables.load("items/name,items/showTotals,items/worksheet/id");
    const stock = await inventory(context);
    const there = sheets.filter(({ id }) => stock.tabs.some((tab) => tab.id === id && !tab.protected));
    const looks = there.map(({ id }) =>
      lookAtSheet(
        context,
        id,
        workbook.tables.items.filter(({ worksheet }) => worksheet.id === id),
      ),
    );
    await context.sync();
    const outbox = new Outbox(context);
    for (const [n, { id, content }] of there.entries()) {
      const look = looks[n];
      if (look) await layRows(outbox, workbook.worksheets.getItem(id), content, standing(look, content));
    }
    const now = ourNames(stock);
    const was = plan.names
      .filter(({ refersTo }) => stillLeads(refersTo, stock.tabs))
      .map(({ name, refersTo, visible }) => ({ name, formula: `=${refersTo}`, visible }));
    await giveNames(context, outbox, was, { there: now, gone: now.map(({ name }) => name) });
    for (const { id, content } of there) {
      const sheet = workbook.worksheets.getItem(id);
      await writeFormulas(outbox, sheet, content);
      const written = plan.sheets.find(({ refills }) => refills?.id === id);
      if (written) await restoreFormats(outbox, sheet, content, written.content);
    }
    await writeDependents(context, outbox, dependents, (formula) => formula);
    await outbox.send();
    // When all cells hold again what they held: what a filter hides, Excel may not let be written.
    for (const { refills } of plan.sheets)
      if (refills && there.some(({ id }) => id === refills.id))
        await filterAgain(outbox, workbook.worksheets.getItem(refills.id), refills.standing);
    await outbox.send();
  });
}

async function filterAgain(outbox: Outbox, sheet: Excel.Worksheet, { tables }: StandingSheet): Promise<void> {
  for (const { name, filters } of tables)
    for (const { header, criteria } of filters) {
      await outbox.room(2, 1_000);
      sheet.tables.getItem(name).columns.getItem(header).filter.apply(criteria);
    }
}

/** Whether what a name refers to is there; a person may have deleted or renamed a sheet meanwhile. */
function stillLeads(refersTo: string, tabs: readonly ExcelTab[]): boolean {
  const tab = tabOfReference(refersTo);
  return tab === undefined || tabs.some(({ name }) => sameTab(name, tab));
}
