import { cellName } from "../../workbook/cells";
import { changedWhileWorking, nothingChanged, protectedSheet, stillCalculating } from "../../workbook/errors";
import type { FormulaFilter, PlacedFormula } from "../../workbook/workbook";
import { oneCell, rangeAt } from "./area";
import { hidesAny } from "./hidden";
import { isFormula, readBlocks, type Content } from "./rows";
import { bytesOf, inExcel, Outbox } from "./session";
import { inventory, namesTable, withoutEquals, type ExcelTab } from "./tabs";

/** A formula in a cell. Rows and columns count from 0. */
interface FormulaCell {
  readonly tab: ExcelTab;
  readonly row: number;
  readonly column: number;
  /** Without the leading `=`. */
  readonly formula: string;
  /** The value that the cell shows. */
  readonly shown: Content;
  readonly showsError: boolean;
  /** The size of the spill range. */
  readonly rows: number;
  readonly columns: number;
}

/** A name for a formula, of the workbook or of one sheet. */
interface NamedFormula {
  readonly name: string;
  readonly sheetId: string | undefined;
  readonly formula: string;
}

/** The formulas in cells in tab order, then the formulas of names. */
export async function findFormulasInExcel(
  file: string,
  picks: FormulaFilter,
  signal?: AbortSignal,
): Promise<readonly PlacedFormula[]> {
  const cells = await formulaCells(file, picks, { signal });
  return [...cells.map(placedFormula), ...(await namedFormulas(file, picks)).map(placedName)];
}

/**
 * Replaces formulas. Everything that could prevent it is checked first. If Excel refuses one, the replaced
 * formulas are restored.
 */
export async function rewriteFormulasInExcel(
  file: string,
  rewrite: (formula: string) => string | undefined,
): Promise<readonly PlacedFormula[]> {
  const picks = (formula: string) => {
    const other = rewrite(formula);
    return other !== undefined && other !== formula;
  };
  const cells = await formulaCells(file, picks);
  const names = await namedFormulas(file, picks);
  await change(file, cells, async (context, outbox, pieces) => {
    const put = async (formulaOf: (formula: string) => string) => {
      for (const { range, cells } of pieces) {
        const formulas = cells.map(({ formula }) => [`=${formulaOf(formula)}`]);
        await outbox.room(
          2,
          formulas.reduce((bytes, [formula = ""]) => bytes + bytesOf(formula), 0),
        );
        // A formula that spills is written into its first cell only.
        const anchors = cells.length === 1 ? range().getCell(0, 0).untrack() : range();
        anchors.formulas = formulas;
      }
      for (const { name, sheetId, formula } of names) {
        await outbox.room(1, bytesOf(formula));
        definedNames(context, sheetId).getItem(name).formula = `=${formulaOf(formula)}`;
      }
      await outbox.send();
    };
    try {
      await put((formula) => rewrite(formula) ?? formula);
    } catch (error) {
      await put((formula) => formula).catch(() => undefined);
      throw error;
    }
  });
  return [...cells.map(placedFormula), ...names.map(placedName)];
}

/**
 * Replaces formulas by the values that they and their spill ranges show. A formula that shows an error stays
 * and is not in the result.
 */
export async function freezeFormulasInExcel(
  file: string,
  picks: FormulaFilter,
): Promise<readonly PlacedFormula[]> {
  const found = await formulaCells(file, picks);
  const cells = found.filter(({ showsError }) => !showsError);
  const waiting = found.find(({ shown }) => WAITING.includes(String(shown)));
  if (waiting) throw stillCalculating(file, placedFormula(waiting).place);
  await change(file, cells, async (_context, outbox, pieces) => {
    for (const { range } of pieces) {
      await outbox.room(1);
      // Copying a range onto itself keeps the type of its values; writing the text 00123 again would make it a number.
      const cells = range();
      cells.copyFrom(cells, "Values");
    }
    await outbox.send();
  });
  return cells.map(placedFormula);
}

/**
 * Changes formula cells after checking them again. From then on they are held as ranges that Excel moves along
 * with the cells, so an edit in the meantime is either detected or followed.
 */
function change(
  file: string,
  cells: readonly FormulaCell[],
  work: (context: Excel.RequestContext, outbox: Outbox, pieces: readonly Piece[]) => Promise<void>,
): Promise<void> {
  const closed = cells.find(({ tab }) => tab.protected);
  if (closed) throw nothingChanged(protectedSheet(file, closed.tab.name));
  return inExcel(
    file,
    async (context) => {
      const outbox = new Outbox(context);
      const runs = [];
      for (const run of columnRuns(cells)) {
        await outbox.room(2);
        const { tab, row, column, rows, columns } = run;
        const sheet = context.workbook.worksheets.getItem(tab.id);
        runs.push({
          run,
          range: sheet.getRangeByIndexes(row, column, rows, columns).load("formulas,rowHidden"),
        });
      }
      await outbox.send();
      for (const { run, range } of runs) {
        const stands = run.cells.every(({ formula }, n) => range.formulas[n]?.[0] === `=${formula}`);
        if (!stands) throw changedWhileWorking(file);
      }
      await work(context, outbox, runs.flatMap(piecesOf));
    },
    { oneUndo: true },
  );
}

/** Formula cells that are written as one range. */
interface Piece {
  /** The range, for one request. */
  readonly range: () => Excel.Range;
  readonly cells: readonly FormulaCell[];
}

/** If a filter hides rows, Excel may write a block into the wrong rows, so each cell is written alone. */
function piecesOf({ run, range }: { readonly run: FormulaRun; readonly range: Excel.Range }): Piece[] {
  if (run.cells.length === 1 || !hidesAny(range.rowHidden)) return [{ range: () => range, cells: run.cells }];
  return run.cells.map((cell, n) => ({ range: () => range.getCell(n, 0).untrack(), cells: [cell] }));
}

/** The value of a cell whose formula is not calculated yet. */
const WAITING = ["#BUSY!", "#GETTING_DATA", "#CONNECT!"];

const placedFormula = ({ tab, row, column, formula, rows, columns }: FormulaCell): PlacedFormula => ({
  place: `${tab.name}!${cellName(row + 1, column)}`,
  formula,
  cells: rows * columns,
});

const placedName = ({ name, formula }: NamedFormula): PlacedFormula => ({
  place: `the name ${name}`,
  formula,
  cells: 0,
});

const SEEN = ["formulas", "values", "valueTypes"] as const;

async function formulaCells(
  file: string,
  picks: FormulaFilter,
  {
    signal,
    except = [],
  }: { readonly signal?: AbortSignal | undefined; readonly except?: readonly string[] } = {},
): Promise<FormulaCell[]> {
  const { tabs } = await inExcel(file, inventory);
  const found: FormulaCell[] = [];
  for (const tab of tabs.filter(({ id }) => !except.includes(id))) {
    for await (const { area, row, block } of readBlocks(file, tab.name, SEEN, signal)) {
      block.formulas.forEach((line, r) =>
        line.forEach((content, c) => {
          const shown = block.values[r]?.[c] ?? "";
          if (!isFormula(content, shown)) return;
          const formula = withoutEquals(content);
          if (!picks(formula)) return;
          found.push({
            tab,
            row: area.row + row + r,
            column: area.column + c,
            formula,
            shown,
            showsError: block.valueTypes[r]?.[c] === "Error",
            rows: 1,
            columns: 1,
          });
        }),
      );
    }
  }
  return found.length === 0 ? found : withSpills(file, found);
}

/** The spill ranges of formulas. */
function withSpills(file: string, found: readonly FormulaCell[]): Promise<FormulaCell[]> {
  return inExcel(file, async (context) => {
    const outbox = new Outbox(context);
    const looks = [];
    for (const cell of found) {
      await outbox.room(1);
      const sheet = context.workbook.worksheets.getItem(cell.tab.id);
      const spill = rangeAt(sheet, oneCell(cell.row, cell.column)).getSpillingToRangeOrNullObject().untrack();
      looks.push({ cell, spill: spill.load("rowCount,columnCount") });
    }
    await outbox.send();
    const covered = new Set<string>();
    return looks.flatMap(({ cell, spill }): FormulaCell[] => {
      // A cell inside a spill range may report the formula too.
      const key = (row: number, column: number) => `${cell.tab.id} ${row} ${column}`;
      if (covered.has(key(cell.row, cell.column))) return [];
      if (spill.isNullObject) return [cell];
      const { rowCount: rows, columnCount: columns } = spill;
      for (let n = 0; n < rows * columns; n++) {
        covered.add(key(cell.row + Math.floor(n / columns), cell.column + (n % columns)));
      }
      return [{ ...cell, rows, columns }];
    });
  });
}

async function namedFormulas(file: string, picks: FormulaFilter): Promise<NamedFormula[]> {
  return inExcel(file, async (context) => {
    const { names, worksheets } = context.workbook;
    names.load("items/name,items/formula,items/scope");
    worksheets.load("items/id,items/names/items/name,items/names/items/formula");
    await context.sync();
    const ofBook = names.items
      .filter(({ scope }) => scope === "Workbook")
      .map((item) => ({ item, sheetId: undefined }));
    const ofSheets = worksheets.items.flatMap(({ id, names }) =>
      names.items.map((item) => ({ item, sheetId: id })),
    );
    return [...ofBook, ...ofSheets].flatMap(({ item, sheetId }) => {
      const formula = withoutEquals(item.formula);
      return picks(formula) ? [{ name: item.name, sheetId, formula }] : [];
    });
  });
}

/** Formulas outside some sheets that name tables of ours. */
export interface Dependents {
  readonly cells: readonly FormulaCell[];
  readonly names: readonly NamedFormula[];
}

/**
 * The formulas of names, and in other sheets than these (by id), that name one of some tables. A protected sheet
 * with one is an error: a table cannot be made again under a formula that could not be written again.
 */
export async function dependentsOf(
  file: string,
  tables: readonly string[],
  except: readonly string[],
): Promise<Dependents> {
  if (tables.length === 0) return { cells: [], names: [] };
  const picks = namesTable(tables);
  const cells = await formulaCells(file, picks, { except });
  const closed = cells.find(({ tab }) => tab.protected);
  if (closed) throw protectedSheet(file, closed.tab.name);
  return { cells, names: await namedFormulas(file, picks) };
}

/** Writes formulas again, as `spelt` spells them, after the tables that they name were made again. */
export async function writeDependents(
  context: Excel.RequestContext,
  outbox: Outbox,
  { cells, names }: Dependents,
  spelt: (formula: string) => string,
): Promise<void> {
  for (const { tab, row, column, formula } of cells) {
    await outbox.room(1, bytesOf(formula));
    const sheet = context.workbook.worksheets.getItem(tab.id);
    rangeAt(sheet, oneCell(row, column)).formulas = [[`=${spelt(formula)}`]];
  }
  for (const { name, sheetId, formula } of names) {
    await outbox.room(1, bytesOf(formula));
    definedNames(context, sheetId).getItem(name).formula = `=${spelt(formula)}`;
  }
}

const definedNames = ({ workbook }: Excel.RequestContext, sheetId: string | undefined) =>
  sheetId === undefined ? workbook.names : workbook.worksheets.getItem(sheetId).names;

/** Formula cells that are changed as one: consecutive cells of a column, or one cell with its spill range. */
interface FormulaRun extends Omit<FormulaCell, "formula" | "shown" | "showsError"> {
  readonly cells: readonly FormulaCell[];
}

function columnRuns(cells: readonly FormulaCell[]): FormulaRun[] {
  const inColumns = [...cells].sort((a, b) =>
    a.tab.id < b.tab.id ? -1 : a.tab.id > b.tab.id ? 1 : a.column - b.column || a.row - b.row,
  );
  const runs: {
    tab: ExcelTab;
    row: number;
    column: number;
    rows: number;
    columns: number;
    cells: FormulaCell[];
  }[] = [];
  for (const cell of inColumns) {
    const run = runs.at(-1);
    const follows =
      run?.tab === cell.tab &&
      run.column === cell.column &&
      run.row + run.rows === cell.row &&
      run.rows === run.cells.length &&
      run.columns === 1 &&
      cell.rows * cell.columns === 1;
    if (follows) {
      run.cells.push(cell);
      run.rows++;
    } else {
      const { tab, row, column, rows, columns } = cell;
      runs.push({ tab, row, column, rows, columns, cells: [cell] });
    }
  }
  return runs;
}
