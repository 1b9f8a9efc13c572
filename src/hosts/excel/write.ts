import type { SheetKey, SheetSpec } from "../../workbook/spec";
import {
  blankSheetsLeft,
  commentsMisplaced,
  changedByExcel,
  excelRefused,
  leftUnfinished,
  looksUnfinished,
  notCompared,
  nothingChanged,
  protectedStructure,
  takenBack,
  WorkbookError,
  type ChangedColumn,
} from "../../workbook/errors";
import { referencedColumn } from "../../workbook/table-place";
import { freeTabName } from "../../workbook/tabs";
import { giveNames, namesOfSheet } from "./cell-names";
import { placeComments, type CommentedSheet } from "./comments";
import { changedColumns } from "./compare";
import { layRows, writeFormulas } from "./fill";
import { finishSheet } from "./finish";
import { dependentsOf, writeDependents } from "./formulas";
import { planned, type WritePlan } from "./plan";
import { putBack, type Before } from "./put-back";
import { inExcel, Outbox, UNDO_REFUSED } from "./session";
import { readContents } from "./snapshot";
import { inventory, namesLeadingInto } from "./tabs";

/**
 * How far a writing has come. While "adding", new blank sheets may stand; until "looks", a failure puts back what was
 * there.
 */
type Stage = "planning" | "adding" | "cells" | "looks" | "comparing";

interface Writing {
  stage: Stage;
  before?: Before;
  /** The sheets that were filled. */
  filled: readonly CommentedSheet[];
}

/**
 * Adds our sheets, or refills existing ones: first all cells, then the looks, and at last what Excel made of it is
 * compared with what was written, and comments go to their rows. If Excel refuses an operation while cells are written,
 * new sheets are removed and the cells of others put back. One undo step where Excel can, and one for the comments.
 */
export async function writeSheetsInExcel(file: string, specs: readonly SheetSpec[]): Promise<void> {
  const writing: Writing = { stage: "planning", filled: [] };
  const work = async (context: Excel.RequestContext) => {
    await beginAgain(file, writing);
    return writeEachSheet(context, file, specs, writing);
  };
  const changed = await inExcel(file, work, { oneUndo: true }).catch(async (error: unknown) => {
    const told = await mended(file, error, writing);
    // Rows that moved have moved: a comment that stayed would be read as one on another row by the next run.
    if (hasNewCells(writing) && told instanceof WorkbookError)
      await placeComments(file, writing.filled).catch(() => {
        throw commentsMisplaced(told);
      });
    throw told;
  });
  await placeComments(file, writing.filled).catch((error: unknown) => {
    if (changed.length > 0) throw changedByExcel(file, changed);
    throw error instanceof WorkbookError ? commentsMisplaced(error) : error;
  });
  if (changed.length > 0) throw changedByExcel(file, changed);
}

/** Whether a second run's cells are written, and stay whatever comes. */
const hasNewCells = ({ stage, before }: Writing): boolean =>
  stage === "comparing" || (stage === "looks" && (before?.sheets.length ?? 0) > 0);

/**
 * Takes back what an earlier attempt did: Excel is asked again without grouping when it cannot undo an operation of the
 * group. What cannot be taken back is an error, because a new attempt would take it for what a person had.
 */
async function beginAgain(file: string, writing: Writing): Promise<void> {
  const { stage, before } = writing;
  if (before && stage !== "planning") {
    if (stage !== "adding") writing.stage = "cells";
    const unfinished = stage === "adding" || (await putBack(file, before)).unfinished.length > 0;
    if (unfinished) throw excelRefused(file, UNDO_REFUSED);
  }
  Object.assign(writing, { stage: "planning", before: undefined });
}

async function writeEachSheet(
  context: Excel.RequestContext,
  file: string,
  specs: readonly SheetSpec[],
  writing: Writing,
): Promise<readonly ChangedColumn[]> {
  const { worksheets } = context.workbook;
  const before = await whatStands(context, file, await planned(context, file, specs));
  writing.before = before;
  const { plan } = before;
  const added = await addSheets(context, file, writing, plan);
  writing.before = { ...before, added };
  const fresh = [...added];
  const filled = plan.sheets.map((sheet) => ({ ...sheet, id: sheet.refills?.id ?? fresh.shift() ?? "" }));

  writing.filled = filled;
  writing.stage = "cells";
  const outbox = new Outbox(context);
  await outbox.room(1);
  // The first change of existing content; putting back reads it to know whether there was any.
  context.runtime.enableEvents = false;
  for (const { id, content, refills } of filled)
    await layRows(outbox, worksheets.getItem(id), content, refills?.standing);
  const names = plan.sheets.flatMap(({ spec, tab }) => namesOfSheet(spec, tab));
  await giveNames(context, outbox, names, { there: plan.names, gone: plan.oldNames });
  // Formulas refer to tables and names of any sheet, so all of those exist before the first formula is written.
  for (const { id, content } of filled) await writeFormulas(outbox, worksheets.getItem(id), content);
  await writeDependents(context, outbox, before.dependents, spelledFor(plan));
  context.runtime.enableEvents = plan.events;
  await outbox.send();

  writing.stage = "looks";
  for (const sheet of filled) await finishSheet(outbox, worksheets.getItem(sheet.id), sheet, plan.tabOf);
  await outbox.send();

  writing.stage = "comparing";
  return changedColumns({ context, file }, filled, plan);
}

/** Reads what the writing will change, so that it can be put back. */
async function whatStands(context: Excel.RequestContext, file: string, plan: WritePlan): Promise<Before> {
  const refilled = plan.sheets.flatMap(({ tab, refills }) => (refills ? [{ ...refills, tab }] : []));
  const remade = refilled.flatMap(({ standing }) =>
    standing.tables.filter(({ keptFor }) => !keptFor).map(({ name }) => name),
  );
  const dependents = await dependentsOf(
    file,
    remade,
    refilled.map(({ id }) => id),
  );
  const contents = await readContents({ context, file }, refilled);
  const sheets = refilled.flatMap(({ id, tab }, n) => {
    const content = contents[n];
    return content ? [{ id, tab, content }] : [];
  });
  return { plan, sheets, dependents, added: [] };
}

/** Formulas of others as the new tables allow them: what is gone is `#REF!`, as when a person deletes it. */
function spelledFor({ sheets }: WritePlan): (formula: string) => string {
  const now = sheets.flatMap(({ content }) => content.tables);
  const gone = sheets
    .flatMap(({ refills }) => refills?.standing.tables ?? [])
    .filter(({ name }) => now.every((table) => table.name !== name))
    .map(({ name }) => ({ name, headers: [] }));
  return (formula) =>
    [...now, ...gone].reduce((text, { name, headers }) => {
      const columns = new Set(headers.map((header) => referencedColumn(header).toLowerCase()));
      const reference = new RegExp(
        `(?<![\\w.])${name}\\[(\\[#[\\w ]+\\],\\[)?((?:[^[\\]#']|'.)+)\\]\\]?`,
        "gi",
      );
      return text.replace(reference, (whole, _special, column: string) =>
        columns.has(column.toLowerCase()) ? whole : "#REF!",
      );
    }, formula);
}

/** The error to throw after a failure: puts back what can be put back, and says what was changed. */
async function mended(file: string, error: unknown, { stage, before }: Writing): Promise<unknown> {
  const known = error instanceof WorkbookError ? error : undefined;
  if (!before || stage === "planning") return known ? nothingChanged(known) : error;
  const tabs = before.plan.sheets.map(({ tab }) => tab);
  if (stage === "adding") return known ? blankSheetsLeft(known, newTabs(before.plan)) : error;
  if (stage === "comparing") return known ? notCompared(known) : error;
  // The figures of a second run are complete, and better than the figures that they replaced.
  if (stage === "looks" && before.sheets.length > 0) return known ? looksUnfinished(known, tabs) : error;
  const { changed, unfinished } = await putBack(file, before).catch(() => ({
    changed: true,
    unfinished: tabs,
  }));
  if (!known) return error;
  if (unfinished.length > 0) return leftUnfinished(known, unfinished);
  return changed ? takenBack(known) : nothingChanged(known);
}

/**
 * Adds the new blank sheets and returns their ids. Only the id identifies a sheet that we added: a person may
 * have added a sheet of the same name meanwhile.
 */
async function addSheets(
  context: Excel.RequestContext,
  file: string,
  writing: Writing,
  plan: WritePlan,
): Promise<readonly string[]> {
  const { worksheets } = context.workbook;
  const sheets = newTabs(plan).map((tab) => worksheets.add(tab).load("id"));
  if (sheets.length === 0) return [];
  writing.stage = "adding";
  try {
    await context.sync();
  } catch (error) {
    const isClean = await takeOutBlank(file, plan).then(
      () => true,
      () => false,
    );
    if (isClean) writing.stage = "planning";
    throw error;
  }
  return sheets.map(({ id }) => id);
}

/** The tabs of the sheets that are added. */
const newTabs = ({ sheets }: WritePlan): string[] =>
  sheets.flatMap(({ tab, refills }) => (refills ? [] : [tab]));

/** Removes new sheets that are empty, if they were added at all. By itself, since no group can undo a removal. */
function takeOutBlank(file: string, plan: WritePlan): Promise<void> {
  return inExcel(file, async (context) => {
    const found = newTabs(plan).map((tab) => {
      const worksheet = context.workbook.worksheets.getItemOrNullObject(tab).load("id");
      return { worksheet, used: worksheet.getUsedRangeOrNullObject().load("address") };
    });
    await context.sync();
    for (const { worksheet, used } of found) {
      if (!worksheet.isNullObject && used.isNullObject && !plan.ids.includes(worksheet.id))
        worksheet.delete();
    }
    await context.sync();
  });
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
    for (const name of namesLeadingInto(stock, workbook.tables.items, gone)) {
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
