import type { DateSystem } from "../../engine/calendar";
import type { Row } from "../../workbook/cells";
import type { CellArea, SheetInfo, WrittenCell } from "../../workbook/reader";
import type { CellComment, CellTarget, SheetKey, SheetSpec } from "../../workbook/spec";
import type { FormulaName, PlacedFormula, Workbook } from "../../workbook/workbook";
import { oneCell, rangeAt } from "./area";
import { commentsInExcel } from "./comments";
import { findFormulasInExcel, freezeFormulasInExcel, rewriteFormulasInExcel } from "./formulas";
import { namesInExcel, defineNamesInExcel } from "./names";
import { hiddenColumnsInExcel } from "./hidden";
import { readRows } from "./rows";
import { inExcel } from "./session";
import { sheetsOf } from "./sheets";
import { inventory } from "./tabs";
import { removeSheetsInExcel, writeSheetsInExcel } from "./write";
import { writtenInExcel } from "./written";

/** The serial number of 2000-01-01 in the 1904 date system. */
const DAY_2000_SINCE_1904 = 35_064;

/** The workbook that is open in Excel. One sync. */
export function openExcel(): Promise<ExcelWorkbook> {
  return inExcel("The workbook", async (context) => {
    const { workbook } = context;
    workbook.load("name");
    // No property gives the date system; Excel's DATE function does.
    const day = workbook.functions.date(2000, 1, 1).load("value");
    await context.sync();
    return new ExcelWorkbook(workbook.name, day.value === DAY_2000_SINCE_1904 ? 1904 : 1900);
  });
}

/** Activates a cell of one of our sheets. Does nothing if the sheet does not exist. */
export function showCell({ sheet, row, column }: CellTarget): Promise<void> {
  return inExcel("The workbook", async (context) => {
    const tab = (await inventory(context)).tabs.find(({ key }) => key === sheet);
    if (tab?.visibility !== "Visible") return;
    const worksheet = context.workbook.worksheets.getItem(tab.id);
    worksheet.activate();
    rangeAt(worksheet, oneCell(row - 1, column)).select();
    await context.sync();
  });
}

/**
 * The workbook that is open in Excel, through Office.js. Nothing is cached between operations, because a person
 * edits the workbook too.
 */
export class ExcelWorkbook implements Workbook {
  readonly decimalSign = "unknown";
  readonly remarks: readonly string[] = [];
  readonly writesInPlace = true;

  constructor(
    readonly file: string,
    readonly dateSystem: DateSystem,
  ) {}

  sheets(): Promise<readonly SheetInfo[]> {
    return sheetsOf(this.file);
  }

  rows(sheet: SheetInfo, signal?: AbortSignal): AsyncIterable<readonly Row[]> {
    return readRows(this.file, sheet, signal);
  }

  write(specs: readonly SheetSpec[]): Promise<void> {
    return writeSheetsInExcel(this.file, specs);
  }

  writtenIn(sheet: SheetInfo, areas: readonly CellArea[]): Promise<ReadonlyMap<string, WrittenCell>> {
    return writtenInExcel(this.file, sheet, areas);
  }

  hiddenColumns({ name }: SheetInfo): Promise<ReadonlySet<number>> {
    return hiddenColumnsInExcel(this.file, name);
  }

  comments(sheets: readonly SheetInfo[]): Promise<ReadonlyMap<string, readonly CellComment[]>> {
    return commentsInExcel(this.file, sheets);
  }

  remove(keys: readonly SheetKey[]): Promise<void> {
    return removeSheetsInExcel(this.file, keys);
  }

  formulas(picks: (formula: string) => boolean, signal?: AbortSignal): Promise<readonly PlacedFormula[]> {
    return findFormulasInExcel(this.file, picks, signal);
  }

  rewriteFormulas(rewrite: (formula: string) => string | undefined): Promise<readonly PlacedFormula[]> {
    return rewriteFormulasInExcel(this.file, rewrite);
  }

  freezeFormulas(picks: (formula: string) => boolean): Promise<readonly PlacedFormula[]> {
    return freezeFormulasInExcel(this.file, picks);
  }

  names(): Promise<ReadonlyMap<string, string>> {
    return namesInExcel(this.file);
  }

  defineNames(names: readonly FormulaName[]): Promise<void> {
    return defineNamesInExcel(this.file, names);
  }
}
