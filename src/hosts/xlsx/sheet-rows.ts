import {
  NOT_CALCULATED,
  WIDE_GAP,
  type Cell,
  type CellError,
  type FarCell,
  type Row,
} from "../../workbook/cells";
import { MAX_ROWS } from "../../workbook/long-tables";
import { preserves, StringItem } from "./shared-strings";
import { attribute, unescapedText, withoutSpaceAround, type XmlEvents } from "./xml";

const MAX_COLUMNS = 16_384;

/** The size of a block of rows; fewer rows if they are wide. */
const BLOCK_ROWS = 2_048;
const BLOCK_CELLS = 65_536;

/** Turns the XML of a worksheet into rows of cells. */
export class SheetRows implements XmlEvents {
  /** Whether a block is complete. */
  full = false;
  /** Whether the last row was read. */
  done = false;

  private rows: Row[] = [];
  private gathered = 0;
  private row = 0;
  private rowIsWritten = false;
  private rowIsHidden = false;
  private column = -1;
  private cells: Cell[] = [];
  private far: FarCell[] = [];
  private type = "n";
  private value = "";
  private inRows = false;
  private inValue = false;
  private inCell = false;
  private isFormula = false;
  private isStored = false;
  private inline = false;
  private extension = 0;
  private preserve = false;
  private readonly item = new StringItem(() => this.preserve);

  constructor(
    private readonly sharedStrings: () => readonly string[],
    /** Creates the error for a cell at an impossible place. */
    private readonly wrong: (where: string) => Error,
  ) {}

  /** Returns the rows collected so far and forgets them. */
  take(): Row[] {
    const rows = this.rows;
    this.rows = [];
    this.gathered = 0;
    this.full = false;
    return rows;
  }

  open(name: string, attributes: string): void {
    if (this.extension > 0 || name === "extLst") {
      if (name === "extLst") this.extension++;
      return;
    }
    if (!this.inRows) {
      this.inRows = name === "sheetData";
      if (name === "worksheet" || this.inRows) this.preserve = preserves(attributes) ?? this.preserve;
    } else if (name === "c") {
      this.startCell(attributes);
    } else if (this.inCell) {
      if (name === "v") {
        this.inValue = true;
        this.isStored = true;
      } else if (name === "f") this.isFormula = true;
      else if (name === "is") {
        this.inline = true;
        this.item.start();
      } else if (this.inline) this.item.open(name, attributes);
    } else if (name === "row") {
      this.startRow(attributes);
    }
  }

  text(text: string): void {
    if (this.extension > 0) return;
    if (this.inValue) this.value = this.value === "" ? text : this.value + text;
    else if (this.inline) this.item.add(text);
  }

  close(name: string): void {
    if (this.extension > 0) {
      if (name === "extLst") this.extension--;
    } else if (name === "v") this.inValue = false;
    else if (name === "c") this.endCell();
    else if (name === "row") this.endRow();
    else if (name === "is") this.inline = false;
    else if (this.inline) this.item.close(name);
    else if (name === "sheetData") this.done = true;
  }

  private startRow(attributes: string): void {
    const written = attribute(attributes, "r");
    this.row = written === undefined ? this.row + 1 : Number(written);
    this.rowIsWritten = written !== undefined;
    this.rowIsHidden = /^(?:1|true)$/.test(attribute(attributes, "hidden") ?? "");
    this.checkRow();
    this.column = -1;
    this.cells = [];
    this.far = [];
  }

  private checkRow(): void {
    if (!(this.row >= 1 && this.row <= MAX_ROWS)) throw this.wrong(`there is no row ${this.row}`);
  }

  private startCell(attributes: string): void {
    const reference = attribute(attributes, "r");
    if (reference !== undefined && !this.rowIsWritten) {
      this.row = Number(reference.replace(/^[A-Za-z]+/, ""));
      this.checkRow();
    }
    this.column = reference === undefined ? this.column + 1 : columnOfReference(reference);
    if (!(this.column >= 0 && this.column < MAX_COLUMNS)) {
      throw this.wrong(`there is no cell ${reference ?? `in column ${this.column + 1}`}`);
    }
    this.type = attribute(attributes, "t") ?? "n";
    this.value = "";
    this.inCell = true;
    this.isFormula = false;
    this.isStored = false;
    this.item.start();
  }

  private endCell(): void {
    this.inCell = false;
    const cell = this.cell();
    if (cell === null) return;
    if (this.column - this.cells.length > WIDE_GAP) {
      this.far.push({ column: this.column, cell });
      return;
    }
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = cell;
  }

  private cell(): Cell {
    const { type } = this;
    const isText = type === "str";
    const value = isText ? this.value : withoutSpaceAround(this.value);
    // Some programs write an empty <v/>: an empty result if the cell is text, no value if it is a number.
    if (this.isFormula && value === "" && !(isText && this.isStored)) return NOT_CALCULATED;
    if (type === "inlineStr") return ownCopy(this.item.value());
    if (isText) return ownCopy(unescapedText(value));
    if (value === "") return null;
    switch (type) {
      case "s":
        return this.sharedStrings()[Number(value)] ?? damagedCell(`shared text ${value}`);
      case "b":
        return truth(value);
      case "e":
        return { error: value };
      case "d":
        return value;
      default:
        return decimalNumber(value);
    }
  }

  private endRow(): void {
    if (this.cells.length === 0 && this.far.length === 0) return;
    const row = { row: this.row, cells: this.cells, ...(this.far.length === 0 ? {} : { far: this.far }) };
    this.rows.push(this.rowIsHidden ? { ...row, hidden: true } : row);
    this.gathered += this.cells.length;
    this.full = this.rows.length >= BLOCK_ROWS || this.gathered >= BLOCK_CELLS;
  }
}

/** A cell whose content the file does not store as it should; the rest of the sheet can be read. */
const damagedCell = (stored: string): CellError => ({ error: stored.slice(0, MAX_SHOWN), damaged: true });
const MAX_SHOWN = 40;

/** TRUE or FALSE as programs store it. */
function truth(value: string): boolean | CellError {
  if (value === "1" || /^true$/i.test(value)) return true;
  return value === "0" || /^false$/i.test(value) ? false : damagedCell(value);
}

/** A decimal number; JavaScript would also read other bases and words. */
function decimalNumber(value: string): number | CellError {
  const number = Number(value);
  const isOtherBase = value.charCodeAt(0) === 48 && value.charCodeAt(1) > 57 && !/^0e/i.test(value);
  return Number.isFinite(number) && !isOtherBase ? number : damagedCell(value);
}

/** The column of a reference such as AB12, from 0; NaN without letters. */
function columnOfReference(reference: string): number {
  let column = 0;
  let at = 0;
  for (; ; at++) {
    const letter = reference.charCodeAt(at) & ~32;
    if (!(letter >= 65 && letter <= 90)) break;
    column = column * 26 + letter - 64;
  }
  return at === 0 ? NaN : column - 1;
}

/**
 * A real copy. In today's engines a slice keeps the whole string alive, so that one cell would keep the XML
 * that it came from. Slices below 13 characters are copied anyway.
 */
function ownCopy(text: string): string {
  if (text.length < 13 || text.length > 4096) return text;
  const codes = new Array<number>(text.length);
  for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
  return String.fromCharCode(...codes);
}
