import type { Cell } from "../../../src/workbook/cells";
import { quotedTab } from "../../../src/workbook/tabs";
import { openExcel, type ExcelWorkbook } from "../../../src/hosts/excel/excel";
import { describeWorkbookContract } from "../contract";
import { describeFormulasContract, type FormulaHost, type UserFormula } from "../formulas-contract";
import { excel, opened } from "./opened";

/** A workbook in Excel on which the user works between our runs. */
class ExcelHost implements FormulaHost {
  constructor(public workbook: ExcelWorkbook) {}
  async reopen() {
    this.workbook = await openExcel();
  }
  async renameSheet(from: string, to: string) {
    excel.model.renameSheet(from, to);
  }
  async addUserSheet(name: string, rows: readonly (readonly Cell[])[]) {
    excel.model.addSheet(name, rows);
  }
  async addUserName(name: string, refersTo: string) {
    excel.model.addName(name, `=${refersTo}`);
  }
  async addFormulas(name: string, formulas: readonly UserFormula[]) {
    for (const { row, column, formula, shows } of formulas) {
      if (formula.includes("OURS(")) excel.model.supplied.set(`=${formula}`, shows);
      excel.model.sheet(name)?.write(row - 1, column, `=${formula}`);
    }
  }
  async hideSheet(name: string) {
    excel.model.sheet(name)!.visibility = "Hidden";
  }
  async protectSheet(name: string) {
    excel.model.sheet(name)!.protected = true;
  }
  async formulaAt(name: string, row: number, column: number) {
    return excel.model
      .sheet(name)
      ?.peek(row - 1, column)
      ?.formula?.slice(1);
  }
  async tableNames() {
    return excel.model.tables.map(({ name }) => name);
  }
  /** Always quoted, as the contract asks. */
  async nameTarget(name: string) {
    const formula = excel.model.findName(name)?.formula;
    return formula
      ?.replace(/^=(?!.*!)/, "")
      .replace(/^=(?:'((?:[^']|'')+)'|([^'!]+))!/, (_, quoted?: string, bare?: string) => {
        return `${quotedTab(quoted?.replaceAll("''", "'") ?? bare ?? "")}!`;
      });
  }
}

const make = async () => new ExcelHost(await opened());
describeWorkbookContract("Excel", make);
describeFormulasContract("Excel", make);
