import {
  CellValueType,
  LocaleType,
  LogLevel,
  Univer,
  UniverInstanceType,
  type Workbook,
} from "@univerjs/core";
import {
  AstTreeBuilder,
  IFormulaCurrentConfigService,
  IFormulaRuntimeService,
  Interpreter,
  Lexer,
  UniverFormulaEnginePlugin,
  type BaseValueObject,
  type FunctionVariantType,
} from "@univerjs/engine-formula";
import { createInterface } from "node:readline";
import { isError, type Cell } from "../../src/workbook/cells";
import type { Question, Answer } from "./formula-engine";

const UNIT = "book";
const SHEET = "sheet";
const ROWS = 1_000_000;
const COLUMNS = 200;

/** Univer's formula engine without its sheets and editors. */
class Engine {
  private readonly univer = new Univer({ logLevel: LogLevel.ERROR });
  private readonly sheet;
  private filled: (readonly [row: number, column: number])[] = [];

  constructor() {
    this.univer.registerPlugin(UniverFormulaEnginePlugin);
    const workbook = this.univer.createUnit<object, Workbook>(UniverInstanceType.UNIVER_SHEET, {
      id: UNIT,
      locale: LocaleType.EN_US,
      sheetOrder: [SHEET],
      sheets: { [SHEET]: { id: SHEET, name: "Sheet", rowCount: ROWS, columnCount: COLUMNS, cellData: {} } },
    });
    const sheet = workbook.getSheetBySheetId(SHEET);
    if (!sheet) throw new Error("The engine has no sheet.");
    this.sheet = sheet;
  }

  /** Puts a block of cells into the sheet; rows and columns count from 0. */
  fill(row: number, column: number, block: readonly (readonly Cell[])[]): void {
    const matrix = this.sheet.getCellMatrix();
    block.forEach((line, r) =>
      line.forEach((cell, c) => {
        if (cell === null) return;
        const at = [row + r, column + c] as const;
        this.filled.push(at);
        matrix.setValue(...at, stored(cell));
      }),
    );
  }

  /** Empties the sheet. */
  clear(): void {
    for (const at of this.filled) this.sheet.getCellMatrix().realDeleteValue(...at);
    this.filled = [];
  }

  /** What a formula (without `=`) gives: always a block of cells. */
  async evaluate(formula: string): Promise<Cell[][]> {
    const injector = this.univer.__getInjector();
    injector.get(IFormulaCurrentConfigService).load({
      formulaData: {},
      arrayFormulaCellData: {},
      arrayFormulaRange: {},
      forceCalculate: false,
      dirtyRanges: [],
      dirtyNameMap: {},
      dirtyDefinedNameMap: {},
      dirtyUnitFeatureMap: {},
      dirtyUnitOtherFormulaMap: {},
      numfmtItemMap: {},
      excludedCell: {},
    } as unknown as Parameters<IFormulaCurrentConfigService["load"]>[0]);
    injector.get(IFormulaRuntimeService).setCurrent(0, COLUMNS - 50, ROWS, COLUMNS, SHEET, UNIT);
    const lexed = injector.get(Lexer).treeBuilder(`=${formula}`);
    const node =
      typeof lexed === "object" && !Array.isArray(lexed)
        ? injector.get(AstTreeBuilder).parse(lexed)
        : undefined;
    if (!node) throw new Error(`The engine cannot read ${formula}`);
    return block(await injector.get(Interpreter).executeAsync({ node, refOffsetX: 0, refOffsetY: 0 }));
  }
}

function stored(cell: Exclude<Cell, null>) {
  if (typeof cell === "boolean") return { v: cell ? 1 : 0, t: CellValueType.BOOLEAN };
  if (typeof cell === "number") return { v: cell, t: CellValueType.NUMBER };
  return { v: isError(cell) ? cell.error : cell, t: CellValueType.STRING };
}

function block(value: FunctionVariantType): Cell[][] {
  if (value.isReferenceObject())
    return block((value as unknown as { toArrayValueObject(): FunctionVariantType }).toArrayValueObject());
  if (!value.isArray()) return [[content(value as BaseValueObject)]];
  const rows = (value as unknown as { getArrayValue(): (BaseValueObject | null)[][] }).getArrayValue();
  return rows.map((line) => line.map(content));
}

function content(value: BaseValueObject | null): Cell {
  if (value === null || value.isNull()) return null;
  const shown = value.getValue();
  return value.isError() ? { error: (value as unknown as { getErrorType(): string }).getErrorType() } : shown;
}

const engine = new Engine();
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const { formula, cells } = JSON.parse(line) as Question;
  engine.clear();
  for (const { row, column, block } of cells) engine.fill(row, column, block);
  engine
    .evaluate(formula)
    .then((result): Answer => ({ result }))
    .catch((error: unknown): Answer => ({ failed: String(error) }))
    .then((answer) => process.stdout.write(`${JSON.stringify(answer)}\n`))
    .catch(() => process.exit(1));
});
lines.on("close", () => process.exit(0));
