import { at } from "../../engine/at";
import { cellName } from "../../workbook/cells";
import type { InputRule, SheetKey, TableSpec } from "../../workbook/spec";
import { quotedTab } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { REFUSAL_TITLE, refusalText, validationOf, type Validation } from "../../workbook/validation";
import { addChart, chartOperations } from "./charts";
import { clearLooks } from "./clear";
import { blocksOf, extentOf } from "./content";
import { rangeAt } from "./area";
import { setFormats } from "./fill";
import { stretches, type CellBlock, type PlainCell } from "./layout";
import { headerLook, type LookName } from "../../workbook/looks";
import { highlightCells } from "./highlights";
import { applyLook, LOOK_OPERATIONS } from "./looks";
import { arrangeSheet, fitRows } from "./page";
import type { PlannedSheet } from "./plan";
import type { Outbox } from "./session";

/** Applies all that is not content to a sheet that is filled: formats, looks, links, input rules, page and charts. */
export async function finishSheet(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  { spec, content, refills }: PlannedSheet,
  tabOf: ReadonlyMap<SheetKey, string>,
): Promise<void> {
  if (refills) await clearLooks(outbox, sheet, refills.standing);
  const blocks = blocksOf(content);
  for (const block of blocks) await linkCells(outbox, sheet, block, tabOf);
  await setFormats(outbox, sheet, content);
  for (const block of blocks) await lookCells(outbox, sheet, block);
  for (const table of spec.tables) await lookHeaders(outbox, sheet, table);
  for (const rule of spec.inputs ?? []) await checkInput(outbox, sheet, rule);
  const whole = extentOf(blocks);
  await highlightCells(outbox, sheet, spec.highlights ?? [], whole);
  await arrangeSheet(outbox, sheet, spec, refills === undefined);
  await fitRows(outbox, sheet, whole.rows);
  for (const chart of spec.charts) {
    await outbox.room(chartOperations(chart, spec.tables));
    addChart(sheet, chart, spec.tables);
  }
}

/** Headings stand as the cells of their columns do. */
async function lookHeaders(outbox: Outbox, sheet: Excel.Worksheet, table: TableSpec): Promise<void> {
  const { header, firstColumn } = placeOf(table);
  const looks = table.columns.map(headerLook);
  for (let from = 0; from < looks.length;) {
    const look = at(looks, from);
    const other = looks.findIndex((one, n) => n > from && one !== look);
    const to = other < 0 ? looks.length : other;
    await outbox.room(LOOK_OPERATIONS);
    const area = { row: header - 1, column: firstColumn + from, rows: 1, columns: to - from };
    applyLook(rangeAt(sheet, area), look, false, 1);
    from = to;
  }
}

async function linkCells(
  outbox: Outbox,
  sheet: Excel.Worksheet,
  block: CellBlock,
  tabOf: ReadonlyMap<SheetKey, string>,
): Promise<void> {
  for (const area of stretches(block, ({ link }) => link)) {
    const tab = tabOf.get(area.key.sheet);
    if (tab === undefined) continue;
    const { value, formula, isText } = block.cell(area.row - block.row, area.column - block.column);
    await outbox.room(2, 1_000);
    rangeAt(sheet, area).hyperlink = {
      documentReference: `${quotedTab(tab)}!${cellName(area.key.row, area.key.column)}`,
      ...(isText ? { textToDisplay: String(value) } : {}),
    };
    // Excel may show the target in a cell that has no text of its own to display.
    if (!isText) rangeAt(sheet, area).formulas = [[formula ?? value]];
  }
}

async function lookCells(outbox: Outbox, sheet: Excel.Worksheet, block: CellBlock): Promise<void> {
  const lookOf = ({ look, link }: PlainCell) =>
    look === "plain" && !link ? undefined : `${look}${link ? " link" : ""}`;
  for (const area of stretches(block, lookOf)) {
    const [look, link] = area.key.split(" ") as [LookName, string?];
    await outbox.room(LOOK_OPERATIONS);
    applyLook(rangeAt(sheet, area), look, link !== undefined, area.rows);
  }
}

/** Lets Excel check what is typed; an empty cell is accepted. */
async function checkInput(outbox: Outbox, sheet: Excel.Worksheet, rule: InputRule): Promise<void> {
  const validation = validationOf(rule);
  if (!validation) return;
  const { firstRow, lastRow, column } = rule;
  await outbox.room(4, 1_000);
  const cells = rangeAt(sheet, { row: firstRow - 1, column, rows: lastRow - firstRow + 1, columns: 1 });
  cells.dataValidation.ignoreBlanks = true;
  cells.dataValidation.rule = excelRule(validation);
  const alert = { title: REFUSAL_TITLE, message: refusalText(rule), showAlert: true, style: "Stop" as const };
  cells.dataValidation.errorAlert = alert;
}

function excelRule(validation: Validation): Excel.DataValidationRule {
  if ("list" in validation) return { list: { inCellDropDown: true, source: validation.list } };
  if ("formula" in validation) return { custom: { formula: `=${validation.formula}` } };
  const { number, least, most } = validation;
  const limits: Excel.BasicDataValidation =
    least === -Infinity
      ? { formula1: Math.min(most, Number.MAX_VALUE), operator: "LessThanOrEqualTo" }
      : most === Infinity
        ? { formula1: least, operator: "GreaterThanOrEqualTo" }
        : { formula1: least, formula2: most, operator: "Between" };
  return number === "whole" ? { wholeNumber: limits } : { decimal: limits };
}
