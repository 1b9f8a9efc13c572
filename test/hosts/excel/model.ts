import { cellName, columnLetters, isError, type Cell } from "../../../src/workbook/cells";
import { quotedTab, sameTab } from "../../../src/workbook/tabs";
import { Evaluation, type CustomFunction, type Matrix } from "./evaluation";
import { Refusal } from "./protocol";

/** The most rows and columns of a sheet. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** What is stored in a cell. */
export interface StoredCell {
  /** Of a cell without a formula. */
  value: Cell;
  /** With the leading `=`. */
  formula: string | undefined;
  format: string;
  /** What else was set of its looks, as `font.bold` → true. */
  look: Map<string, unknown> | undefined;
  link: unknown;
}

/** A rectangle; rows and columns count from 0. */
export interface Rectangle {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.row < b.row + b.rows &&
  b.row < a.row + a.rows &&
  a.column < b.column + b.columns &&
  b.column < a.column + a.columns;

interface Spill extends Rectangle {
  readonly values: Matrix;
}

/** A workbook as Excel holds it, so far as the product touches it. What Excel would do and this does not is refused loudly. */
export class Model {
  name = "Estate.xlsx";
  dateSystem: 1900 | 1904 = 1900;
  structureProtected = false;
  enableEvents = true;
  calculationMode: "Automatic" | "Manual" = "Automatic";
  sheets: ModelSheet[] = [];
  commentsMade = 0;
  names: ModelName[] = [];
  private shown: ModelSheet | undefined;
  /** Functions of add-ins, by name in capitals. */
  readonly functions = new Map<string, CustomFunction>();
  /** What formulas give that call functions which are not known here, as the test says. */
  readonly supplied = new Map<string, Matrix>();
  /**
   * Whether Excel takes a leading apostrophe of a text for a mark and not for a part of it, also in a cell that is
   * formatted as text. Which of the two is so has not been seen in Excel.
   */
  eatsApostrophes = true;
  /**
   * "Fill formulas in tables to create calculated columns", which is on in every Excel whose options nobody changed: where a
   * column of a table holds no formula, or one formula in all its rows, the last formula that is written into it becomes
   * that of every row. The worst that office-js #1916, #2093, #5909 and #6745 tell is taken: blank cells are filled,
   * constants are written over.
   */
  calculatedColumns = true;
  /** When more cells are asked for at once, Excel gives nothing and no error. */
  maxCells = 5_000_000;
  /** Grows with every change, so that computed values are known to be old. */
  version = 0;
  private ids = 0;
  private computed = -1;

  newId(): string {
    return `{${String(++this.ids).padStart(8, "0")}-0001-0000-0000-000000000000}`;
  }

  addSheet(
    name: string,
    rows: readonly (readonly Cell[])[] = [],
    at: { row?: number; column?: number } = {},
  ): ModelSheet {
    if (this.structureProtected) throw new Refusal("AccessDenied", "The structure is protected");
    if (name.length > 31 || name === "" || /[[\]:*?/\\]|^'|'$/.test(name))
      throw new Refusal("InvalidArgument", name);
    if (this.sheet(name)) throw new Refusal("ItemAlreadyExists", name);
    const sheet = new ModelSheet(this, this.newId(), name);
    this.sheets.push(sheet);
    rows.forEach((cells, r) =>
      cells.forEach((value, c) => {
        if (value !== null) sheet.cell((at.row ?? 0) + r, (at.column ?? 0) + c).value = value;
      }),
    );
    this.version++;
    return sheet;
  }

  /** The sheet that a person sees. */
  get active(): ModelSheet {
    const sheet = this.shown && this.sheets.includes(this.shown) ? this.shown : this.sheets[0];
    if (!sheet) throw new Error("There is no sheet");
    return sheet;
  }
  set active(sheet: ModelSheet) {
    this.shown = sheet;
  }

  sheet(name: string): ModelSheet | undefined {
    return this.sheets.find((sheet) => sheet.id === name || sameTab(sheet.name, name));
  }

  renameSheet(from: string, to: string): void {
    const sheet = this.sheet(from);
    if (!sheet) throw new Error(`No sheet ${from}`);
    this.respell(sheet.name, quotedTab(to));
    sheet.name = to;
    this.version++;
  }

  deleteSheet(sheet: ModelSheet): void {
    if (this.structureProtected) throw new Refusal("AccessDenied", "The structure is protected");
    const others = this.sheets.filter((other) => other !== sheet);
    if (!others.some(({ visibility }) => visibility === "Visible"))
      throw new Refusal("InvalidOperation", "The last sheet");
    if (sheet.visibility === "VeryHidden")
      throw new Refusal("InvalidOperation", "A very hidden sheet cannot be deleted");
    for (const table of sheet.tables) this.forgetTable(table);
    this.sheets = others;
    this.respell(sheet.name, "#REF");
    this.names = this.names.filter(({ scope }) => scope !== sheet);
    this.version++;
  }

  get tables(): ModelTable[] {
    return this.sheets.flatMap(({ tables }) => tables);
  }

  /** A name of the workbook, in whatever case. */
  findName(name: string, scope?: ModelSheet): ModelName | undefined {
    return this.names.find((one) => one.scope === scope && one.name.toLowerCase() === name.toLowerCase());
  }

  addName(name: string, formula: string, scope?: ModelSheet): ModelName {
    if (!/^[A-Za-z_\\][\w.\\]*$/.test(name) || /^[A-Za-z]{1,3}\d+$/.test(name))
      throw new Refusal("InvalidArgument", name);
    const table = this.tables.some((one) => one.name.toLowerCase() === name.toLowerCase());
    if (this.findName(name, scope) ?? table) throw new Refusal("ItemAlreadyExists", name);
    const added = new ModelName(name, this.checked(formula), scope);
    this.names.push(added);
    this.version++;
    return added;
  }

  /** A formula as Excel takes it, or the refusal with which it does not. */
  checked(formula: string): string {
    if (!formula.startsWith("=") || formula.length > 8192) throw new Refusal("InvalidArgument", formula);
    new Evaluation(this).check(formula.slice(1));
    return formula;
  }

  /** Computes all formulas after a change, and once more, so that those see cells that others spill into. */
  compute(): void {
    if (this.computed === this.version) return;
    this.computed = this.version;
    for (let pass = 0; pass < 2; pass++) {
      for (const sheet of this.sheets) sheet.forgetResults();
      for (const sheet of this.sheets) sheet.compute();
    }
  }

  /** What formulas that name a table become when it is deleted: `#REF!` stands where the table was named. */
  forgetTable({ name }: ModelTable): void {
    this.respellTable(name, () => "#REF!");
  }

  /** What formulas that name a table become when it is made a plain range: they name its cells. */
  convertTable({ name, sheet, body, headers }: ModelTable): void {
    this.respellTable(name, (column, row) => {
      const n = headers.findIndex((header) => header.toLowerCase() === column.toLowerCase());
      if (n < 0) return "#REF!";
      const letters = `$${columnLetters(body.column + n)}`;
      const rows = row === undefined ? [body.row + 1, body.row + body.rows] : [row + 1];
      return `${quotedTab(sheet.name)}!${rows.map((at) => `${letters}$${at}`).join(":")}`;
    });
  }

  private respellTable(name: string, spelt: (column: string, thisRow: number | undefined) => string): void {
    const pattern = new RegExp(`(?<![\\w.])${name}\\[(\\[#This Row\\],\\[)?((?:[^[\\]#']|'.)+)\\]\\]?`, "gi");
    const respelt = (formula: string, row: number) =>
      formula.replace(pattern, (_, thisRow: string | undefined, column: string) =>
        spelt(column.replace(/'(.)/g, "$1"), thisRow === undefined ? undefined : row),
      );
    for (const one of this.names) one.formula = respelt(one.formula, 0);
    for (const sheet of this.sheets) {
      for (const { cell, row } of sheet.formulaCells()) cell.formula = respelt(cell.formula ?? "", row);
    }
    this.version++;
  }

  /** Another spelling of a tab in all formulas that name it. */
  private respell(tab: string, other: string): void {
    const quoted = quotedTab(tab).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const bare = tab.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(`(?<![\\w.'])(?:${quoted}|${bare})!`, "gi");
    const respelt = (formula: string) => formula.replace(pattern, () => `${other}!`);
    for (const name of this.names) name.formula = respelt(name.formula);
    for (const sheet of this.sheets) {
      for (const { cell } of sheet.formulaCells()) cell.formula = respelt(cell.formula ?? "");
    }
  }
}

export class ModelName {
  visible = true;
  comment = "";
  constructor(
    readonly name: string,
    public formula: string,
    readonly scope: ModelSheet | undefined,
  ) {}
}

export class ModelTable {
  style = "TableStyleMedium2";
  showTotals = false;
  cleared = 0;
  /** Filters by the header of the column. */
  filters = new Map<string, unknown>();
  constructor(
    readonly id: string,
    public name: string,
    readonly sheet: ModelSheet,
    /** The header and the rows, without the totals row. */
    public place: Rectangle,
  ) {}

  get headers(): string[] {
    const { row, column, columns } = this.place;
    return Array.from({ length: columns }, (_, n) => String(this.sheet.peek(row, column + n)?.value ?? ""));
  }

  /** The rows between the header and the totals. */
  get body(): Rectangle {
    const { row, rows } = this.place;
    return { ...this.place, row: row + 1, rows: rows - 1 };
  }

  get totalsRow(): Rectangle {
    return { ...this.place, row: this.place.row + this.place.rows, rows: 1 };
  }

  get whole(): Rectangle {
    return { ...this.place, rows: this.place.rows + (this.showTotals ? 1 : 0) };
  }
}

export interface ModelChart {
  readonly id: string;
  readonly settings: Map<string, unknown>;
}

/** A comment on a cell, with its answers. Excel gives no way to move one or to say who wrote it. */
export interface ModelComment {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly author: string;
  readonly text: string;
  readonly replies: { readonly id: string; readonly author: string; readonly text: string }[];
  resolved: boolean;
}

export class ModelSheet {
  visibility: "Visible" | "Hidden" | "VeryHidden" = "Visible";
  protected = false;
  /** A chart or macro sheet. */
  unsupported = false;
  tables: ModelTable[] = [];
  charts: ModelChart[] = [];
  comments: ModelComment[] = [];
  frozenRows = 0;
  filtered = false;
  /** Rows that a filter hides. */
  readonly hiddenRows = new Set<number>();
  readonly hiddenColumns = new Set<number>();
  readonly widths = new Map<number, number>();
  /** How many groups a column is in. */
  readonly levels = new Map<number, number>();
  readonly foldedColumns = new Set<number>();
  /** The colour of the tab, and how the sheet prints. */
  readonly page = new Map<string, unknown>();
  highlights: { readonly place: Rectangle; readonly settings: Map<string, unknown> }[] = [];
  private held: WeakRef<{ place: Rectangle }>[] = [];
  validations: { readonly place: Rectangle; readonly rule: unknown }[] = [];
  /** By row, then by column. */
  private readonly rows: ((StoredCell | undefined)[] | undefined)[] = [];
  private spills: Spill[] = [];
  private readonly results = new Map<string, Matrix | "under way">();

  constructor(
    readonly model: Model,
    readonly id: string,
    public name: string,
  ) {}

  peek(row: number, column: number): StoredCell | undefined {
    return this.rows[row]?.[column];
  }

  cell(row: number, column: number): StoredCell {
    const cells = (this.rows[row] ??= []);
    return (cells[column] ??= {
      value: null,
      formula: undefined,
      format: "General",
      look: undefined,
      link: undefined,
    });
  }

  /** A rectangle that moves along with its cells for as long as somebody has it. */
  hold(place: Rectangle): { place: Rectangle } {
    const held = { place };
    this.held.push(new WeakRef(held));
    return held;
  }

  /** Puts a row above another, as a person does. */
  insertRow(above: number): void {
    for (const reference of this.held) {
      const held = reference.deref();
      if (held && held.place.row >= above) held.place = { ...held.place, row: held.place.row + 1 };
    }
    if (this.tables.some(({ place }) => place.row >= above)) throw new Error("The model moves no tables");
    this.rows.splice(above, 0, []);
    this.model.version++;
  }

  sortRows(compare: (a: Cell, b: Cell) => number, from: number): void {
    const moved = this.rows.slice(from).sort((a, b) => compare(a?.[0]?.value ?? null, b?.[0]?.value ?? null));
    this.rows.splice(from, moved.length, ...moved);
    this.model.version++;
  }

  *formulaCells(): Generator<{ readonly cell: StoredCell; readonly row: number; readonly column: number }> {
    for (const [row, cells] of this.rows.entries()) {
      for (const [column, cell] of (cells ?? []).entries()) {
        if (cell?.formula !== undefined) yield { cell, row, column };
      }
    }
  }

  /** What a cell shows: its value, that of its formula, or what a formula spills into it. */
  shown(row: number, column: number): Cell {
    const cell = this.peek(row, column);
    if (cell?.formula !== undefined) return this.spillFrom(row, column)[0]?.[0] ?? null;
    if (cell && cell.value !== null) return cell.value;
    const anchor = this.spillInto(row, column);
    return anchor ? (anchor.values[row - anchor.row]?.[column - anchor.column] ?? null) : null;
  }

  /** What a formula gives: one cell, or more that it spills. */
  spillFrom(row: number, column: number): Matrix {
    this.model.compute();
    const key = `${row} ${column}`;
    const known = this.results.get(key);
    if (known === "under way") throw new Error(`A circle at ${this.name}!${cellName(row + 1, column)}`);
    if (known) return known;
    const formula = this.peek(row, column)?.formula ?? "=";
    this.results.set(key, "under way");
    const result =
      this.model.supplied.get(formula) ??
      new Evaluation(this.model, { sheet: this, row, column }).evaluate(formula.slice(1));
    this.results.set(key, result);
    return result;
  }

  /** The formula whose result a cell without content of its own shows. */
  spillInto(row: number, column: number): Spill | undefined {
    this.model.compute();
    return this.spills.find((spill) => overlap({ row, column, rows: 1, columns: 1 }, spill));
  }

  forgetResults(): void {
    this.results.clear();
  }

  /** Computes all formulas; how many cells they spill into shows only then. */
  compute(): void {
    const spills: Spill[] = [];
    for (const { row, column } of this.formulaCells()) {
      const values = this.spillFrom(row, column);
      const [rows, columns] = [values.length, values[0]?.length ?? 1];
      if (rows * columns > 1) spills.push({ row, column, rows, columns, values });
    }
    this.spills = spills;
  }

  /** The smallest rectangle around all that is in the sheet. */
  used(valuesOnly: boolean): Rectangle | undefined {
    let top = Infinity;
    let bottom = -1;
    let left = Infinity;
    let right = -1;
    this.rows.forEach((cells, row) => {
      cells?.forEach((cell, column) => {
        if (!cell || (valuesOnly && cell.value === null && cell.formula === undefined)) return;
        const spill = cell.formula === undefined ? undefined : this.spillFrom(row, column);
        const [low, far] = [row + (spill?.length ?? 1) - 1, column + (spill?.[0]?.length ?? 1) - 1];
        // Calls of Math would take most of the time.
        if (row < top) top = row;
        if (low > bottom) bottom = low;
        if (column < left) left = column;
        if (far > right) right = far;
      });
    });
    if (bottom < 0) return undefined;
    return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
  }

  refuseIfProtected(): void {
    if (this.protected) throw new Refusal("AccessDenied", `${this.name} is protected`);
  }

  /** Writes into a cell as Excel does with what it is given, typed or by an add-in. */
  write(row: number, column: number, content: unknown): void {
    if (content === null) return;
    const header = this.tables.find(({ place }) =>
      overlap({ ...place, rows: 1 }, { row, column, rows: 1, columns: 1 }),
    );
    if (header && content === "") throw new Error(`The header ${header.name} was cleared`);
    const cell = this.cell(row, column);
    const { value, formula } = interpreted(content, cell.format, this.model);
    if (formula !== undefined) this.model.checked(formula);
    cell.value = value;
    cell.formula = formula;
    this.model.version++;
  }

  /** The columns of tables that Excel fills when a formula is written into this place. */
  fillable(place: Rectangle): Rectangle[] {
    if (!this.model.calculatedColumns) return [];
    return this.tables.flatMap(({ body }) =>
      Array.from({ length: body.columns }, (_, n) => ({
        ...body,
        column: body.column + n,
        columns: 1,
      })).filter((column) => overlap(column, place) && this.hasNoneOrOneFormula(column)),
    );
  }

  private hasNoneOrOneFormula({ row, rows, column }: Rectangle): boolean {
    const first = this.peek(row, column)?.formula;
    for (let n = 1; n < rows; n++) if (this.peek(row + n, column)?.formula !== first) return false;
    return true;
  }

  /** Copies the last formula that was written into a column to all its rows. */
  fill({ row, rows, column }: Rectangle, written: Rectangle): void {
    for (
      let at = Math.min(row + rows, written.row + written.rows) - 1;
      at >= Math.max(row, written.row);
      at--
    ) {
      const formula = this.peek(at, column)?.formula;
      if (formula === undefined) continue;
      for (let n = 0; n < rows; n++) Object.assign(this.cell(row + n, column), { formula, value: null });
      this.model.version++;
      return;
    }
  }

  clear(place: Rectangle, what: string): void {
    this.refuseIfProtected();
    const lastRow = Math.min(place.row + place.rows, this.rows.length);
    for (let row = place.row; row < lastRow; row++) {
      const cells = this.rows[row];
      if (!cells) continue;
      const lastColumn = Math.min(place.column + place.columns, cells.length);
      for (let column = place.column; column < lastColumn; column++) {
        const cell = cells[column];
        if (!cell) continue;
        if (what === "All" || what === "Contents") {
          const here = { row, column, rows: 1, columns: 1 };
          const header = this.tables.find((table) => overlap({ ...table.place, rows: 1 }, here));
          if (header && cell.value !== null) throw new Error(`A header of ${header.name} was cleared`);
          cell.value = null;
          cell.formula = undefined;
        }
        if (what === "All" || what === "Formats") {
          cell.format = "General";
          cell.look = undefined;
        }
        if (what === "All" || what === "RemoveHyperlinks") cell.link = undefined;
        const bare = cell.value === null && cell.formula === undefined && cell.format === "General";
        if (bare && !cell.look && cell.link === undefined) cells[column] = undefined;
      }
    }
    this.model.version++;
  }

  addTable(place: Rectangle): ModelTable {
    this.refuseIfProtected();
    if (this.tables.some((table) => overlap(table.whole, place)))
      throw new Refusal("InvalidArgument", "Tables overlap");
    const headers = Array.from(
      { length: place.columns },
      (_, n) => this.peek(place.row, place.column + n)?.value,
    );
    if (headers.some((header) => typeof header !== "string") || new Set(headers).size < headers.length) {
      throw new Error(`The model makes no headers: ${JSON.stringify(headers)}`);
    }
    const id = this.model.newId();
    const table = new ModelTable(id, `Table${id.slice(7, 9)}`, this, place);
    this.tables.push(table);
    this.model.version++;
    return table;
  }

  /** Excel makes room for a totals row where something stands; what moves then has not been seen in Excel. */
  showTotals(table: ModelTable, shown: boolean): void {
    this.refuseIfProtected();
    if (table.showTotals === shown) return;
    const { row, column, columns } = table.totalsRow;
    if (shown) {
      const below = this.used(false);
      for (let at = row; below && at < below.row + below.rows; at++) {
        for (let n = column; n < column + columns; n++) {
          const cell = this.peek(at, n);
          if (cell && (cell.value !== null || cell.formula !== undefined)) {
            throw new Error(`The totals row of ${table.name} would move ${cellName(at + 1, n)}`);
          }
        }
      }
    } else this.clear(table.totalsRow, "Contents");
    table.showTotals = shown;
    if (shown) this.cell(row, column).value = "Total";
    this.model.version++;
  }
}

const ERRORS = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"];

/** What Excel makes of what it is given, by the cell's number format. */
function interpreted(content: unknown, format: string, model: Model): Pick<StoredCell, "value" | "formula"> {
  const plain = (value: Cell) => ({ value, formula: undefined });
  if (content === "") return plain(null);
  const isText = format === "@";
  if (typeof content === "number" || typeof content === "boolean") {
    // Excel may make text of it; we do not want to find out.
    if (isText) throw new Error(`${content} was written into a cell for text`);
    return plain(content);
  }
  if (typeof content !== "string") throw new Refusal("InvalidArgument", JSON.stringify(content));
  if (content.length > 32_767) throw new Refusal("InvalidArgument", "Text too long");
  if (content.startsWith("'") && (!isText || model.eatsApostrophes)) return plain(content.slice(1));
  if (isText) return plain(content);
  if (content.startsWith("=")) return { value: null, formula: content };
  if (ERRORS.includes(content.toUpperCase())) return plain({ error: content.toUpperCase() });
  if (/^(true|false)$/i.test(content)) return plain(content.toUpperCase() === "TRUE");
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(content)) return plain(Number(content));
  if (
    /^\s*[+\-@$€£(\d.,%]|\d\s*$|^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ./-]*\d/i.test(
      content,
    )
  ) {
    throw new Error(`What Excel makes of ${JSON.stringify(content)} is not known here`);
  }
  return plain(content);
}

/** A value as `Range.values` gives it. */
export const asValue = (cell: Cell): string | number | boolean =>
  cell === null ? "" : isError(cell) ? cell.error : cell;

/** What `Range.valueTypes` calls a value. */
export function typeOfValue(cell: Cell): string {
  if (cell === null) return "Empty";
  if (isError(cell)) return "Error";
  if (typeof cell === "string") return "String";
  return typeof cell === "boolean" ? "Boolean" : "Double";
}

export { overlap };
