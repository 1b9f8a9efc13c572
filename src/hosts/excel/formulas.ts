import { cellName } from "../../workbook/cells";
import { changedWhileWorking, protectedSheet, stillCalculating } from "../../workbook/errors";
import type { FormulaFilter, PlacedFormula } from "../../workbook/workbook";
import { oneCell, rangeAt } from "./area";
import { readBlocks, type Content } from "./rows";
import { bytesOf, inExcel, Outbox } from "./session";
import { inventory, withoutEquals, type ExcelTab } from "./tabs";

/** A formula that stands in a cell; rows and columns count from 0. */
interface FormulaCell {
  readonly tab: ExcelTab;
  readonly row: number;
  readonly column: number;
  /** Without the leading `=`. */
  readonly formula: string;
  /** What the cell shows. */
  readonly shown: Content;
  readonly showsError: boolean;
  /** The cells that show its result. */
  readonly rows: number;
  readonly columns: number;
}

/** A formula that a name stands for, of the whole workbook or of one sheet. */
interface NamedFormula {
  readonly name: string;
  readonly sheetId: string | undefined;
  readonly formula: string;
}

/** The formulas in cells, in tab order, then those that names stand for. */
export async function findFormulasInExcel(
  file: string,
  picks: FormulaFilter,
  signal?: AbortSignal,
): Promise<readonly PlacedFormula[]> {
  const cells = await formulaCells(file, picks, signal);
  return [...cells.map(placedFormula), ...(await namedFormulas(file, picks)).map(placedName)];
}

/**
 * Puts other formulas in their place. All that could be in the way is looked at before the first is put, and when Excel
 * refuses on the way, those that were put are taken back.
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
        // A formula that spills is written into its first cell alone.
        const anchors = cells.length === 1 ? range().getCell(0, 0).untrack() : range();
        anchors.formulas = formulas;
      }
      for (const { name, sheetId, formula } of names) {
        await outbox.room(1, bytesOf(formula));
        namesOf(context, sheetId).getItem(name).formula = `=${formulaOf(formula)}`;
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
 * Turns formulas into the values that they and the cells they spill into show. A formula that shows an error stays, and the
 * answer leaves it out.
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
      // Copied onto itself a value keeps its kind: written again, the text 00123 would be a number.
      const cells = range();
      cells.copyFrom(cells, "Values");
    }
    await outbox.send();
  });
  return cells.map(placedFormula);
}

/**
 * Does something to formula cells. They are looked at again, by ranges that Excel moves along with the cells from there
 * on: what stands elsewhere by now is not changed, and what is moved in the next moment is found where it is.
 */
function change(
  file: string,
  cells: readonly FormulaCell[],
  work: (context: Excel.RequestContext, outbox: Outbox, pieces: readonly Piece[]) => Promise<void>,
): Promise<void> {
  const closed = cells.find(({ tab }) => tab.protected);
  if (closed) throw protectedSheet(file, closed.tab.name);
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

/** Formula cells that are written as one. */
interface Piece {
  /** For one request. */
  readonly range: () => Excel.Range;
  readonly cells: readonly FormulaCell[];
}

/** Where a filter hides rows, Excel has put what was written over several of them into the wrong ones: each cell alone. */
function piecesOf({ run, range }: { readonly run: FormulaRun; readonly range: Excel.Range }): Piece[] {
  if (run.cells.length === 1 || !hides(range.rowHidden)) return [{ range: () => range, cells: run.cells }];
  return run.cells.map((cell, n) => ({ range: () => range.getCell(n, 0).untrack(), cells: [cell] }));
}

/** Excel gives nothing where some rows are hidden and others are not. */
const hides = (rowHidden: boolean | null): boolean => rowHidden !== false;

/** What a cell shows whose formula has no value yet. */
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
  signal?: AbortSignal,
): Promise<FormulaCell[]> {
  const { tabs } = await inExcel(file, inventory);
  const found: FormulaCell[] = [];
  for (const tab of tabs) {
    for await (const { area, row, block } of readBlocks(file, tab.name, SEEN, signal)) {
      block.formulas.forEach((line, r) =>
        line.forEach((content, c) => {
          const shown = block.values[r]?.[c] ?? "";
          // A text that begins with `=` is its own value; no formula is.
          if (typeof content !== "string" || !content.startsWith("=") || content === shown) return;
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

/** How far formulas spill. */
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
      // A cell that a formula spills into may show the formula as its own.
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

const namesOf = ({ workbook }: Excel.RequestContext, sheetId: string | undefined) =>
  sheetId === undefined ? workbook.names : workbook.worksheets.getItem(sheetId).names;

/** Formula cells that are changed as one: below each other in a column, or one with all that it spills into. */
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
