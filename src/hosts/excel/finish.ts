import { cellName } from "../../workbook/cells";
import type { InputRule, SheetKey } from "../../workbook/spec";
import { quotedTab } from "../../workbook/tabs";
import { placeOf } from "../../workbook/table-place";
import { REFUSAL_TITLE, refusalText, validationOf, type Validation } from "../../workbook/validation";
import { addChart, chartOperations } from "./charts";
import { clearLooks } from "./clear";
import { blocksOf } from "./content";
import { oneCell, rangeAt } from "./area";
import { setFormats } from "./fill";
import { stretches, type CellBlock, type PlainCell } from "./layout";
import type { LookName } from "../../workbook/looks";
import { applyLook, LOOK_OPERATIONS, pointsOf } from "./looks";
import type { PlannedSheet } from "./plan";
import type { Outbox } from "./session";

/** Applies number formats, looks, links, drop-down lists, column widths and charts to a sheet that is filled. */
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
  for (const table of spec.tables) {
    const { header, firstColumn } = placeOf(table);
    await outbox.room(LOOK_OPERATIONS);
    applyLook(
      rangeAt(sheet, { row: header - 1, column: firstColumn, rows: 1, columns: table.columns.length }),
      "header",
      false,
      1,
    );
  }
  for (const rule of spec.inputs ?? []) await checkInput(outbox, sheet, rule);
  await outbox.room(spec.widths.length + 1);
  spec.widths.forEach((width, column) => {
    rangeAt(sheet, oneCell(0, column)).getEntireColumn().untrack().format.columnWidth = pointsOf(width);
  });
  if (spec.frozenRows > 0) sheet.freezePanes.freezeRows(spec.frozenRows);
  for (const chart of spec.charts) {
    await outbox.room(chartOperations(chart.series.length));
    addChart(sheet, chart, spec.tables);
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
    const { value, isText } = block.cell(area.row - block.row, area.column - block.column);
    await outbox.room(1, 500);
    rangeAt(sheet, area).hyperlink = {
      documentReference: `${quotedTab(tab)}!${cellName(area.key.row, area.key.column)}`,
      ...(isText ? { textToDisplay: String(value) } : {}),
    };
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
  cells.dataValidation.rule = ruleOf(validation);
  const alert = { title: REFUSAL_TITLE, message: refusalText(rule), showAlert: true, style: "Stop" as const };
  cells.dataValidation.errorAlert = alert;
}

function ruleOf(validation: Validation): Excel.DataValidationRule {
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
