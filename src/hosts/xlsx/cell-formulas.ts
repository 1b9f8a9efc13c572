import { cellName, columnOf } from "../../workbook/cells";
import { CellScan } from "./cell-place";
import { filled } from "./shared-formula";
import { attribute, type XmlEvents } from "./xml";

/** The places where the tags of an element begin and end in the text of its part. */
export interface ElementSpan {
  readonly start: number;
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
}

/** A formula in a cell. */
export interface CellFormula {
  /** Such as `B7`. */
  readonly name: string;
  readonly formula: string;
  /** The number of cells that show its result. */
  readonly cells: number;
  /** Whether the cell shows a value that can replace the formula: neither an error nor nothing. */
  readonly shown: boolean;
  /** The opening tag of the cell. */
  readonly tag: { readonly start: number; readonly end: number };
  readonly element: ElementSpan;
  /** The element with the text: a shared formula is written once, and other cells refer to it. */
  readonly spelt: "here" | "where one is picked" | "where none is picked";
  /** The formulas of the cells that share this one; empty unless this one was picked. */
  readonly followers: readonly Follower[];
}

export interface Follower extends CellFormula {
  /** The distance from the cell that has the shared formula. */
  readonly rows: number;
  readonly columns: number;
  readonly picked: boolean;
}

/** A shared formula, in the cell that has its text. */
interface Spelt {
  readonly formula: string;
  readonly row: number;
  readonly column: number;
  readonly picked: boolean;
  readonly followers: Follower[];
}

/** Finds the formulas in the cells of a worksheet whose text is picked. */
export class CellFormulas implements XmlEvents {
  readonly found: CellFormula[] = [];
  private readonly shared = new Map<string, Spelt>();

  private readonly place = new CellScan();
  private inCell = false;
  private tag = { start: 0, end: 0 };
  private type = "n";
  private value: string | undefined;
  private formula: string | undefined;
  private formulaAttributes = "";
  private element = { start: 0, openEnd: 0, closeStart: 0, end: 0 };
  private reading: "formula" | "value" | undefined;

  constructor(
    private readonly picks: (formula: string) => boolean,
    /** Whether formulas of a cell are looked for at all. */
    private readonly looksIn: (row: number, column: number) => boolean = () => true,
  ) {}

  open(name: string, attributes: string, start: number, end: number): void {
    this.place.open(name, attributes);
    if (name === "c") {
      this.inCell = true;
      this.tag = { start, end };
      this.type = attribute(attributes, "t") ?? "n";
      this.value = undefined;
      this.formula = undefined;
    } else if (this.inCell && name === "f") {
      this.formula = "";
      this.formulaAttributes = attributes;
      this.element = { start, openEnd: end, closeStart: end, end };
      this.reading = "formula";
    } else if (this.inCell && name === "v") {
      this.value = "";
      this.reading = "value";
    }
  }

  text(text: string): void {
    if (this.reading === "formula") this.formula = (this.formula ?? "") + text;
    else if (this.reading === "value") this.value = (this.value ?? "") + text;
  }

  close(name: string, start: number, end: number): void {
    if (!this.inCell) return;
    if (name === "f") {
      this.element.closeStart = start;
      this.element.end = end;
      this.reading = undefined;
    } else if (name === "v") this.reading = undefined;
    else if (name === "c") {
      this.inCell = false;
      if (this.formula !== undefined) this.take(this.formula);
    }
  }

  private looks(): boolean {
    return this.looksIn(this.place.row, this.place.column);
  }

  private take(written: string): void {
    const kind = attribute(this.formulaAttributes, "t");
    // The formulas of a data table are not written by a person.
    if (kind === "dataTable") return;
    if (kind === "shared") this.takeShared(written);
    else if (this.looks() && this.picks(written)) {
      const area = kind === "array" ? attribute(this.formulaAttributes, "ref") : undefined;
      this.found.push(this.here(written, "here", area === undefined ? 1 : cellsIn(area)));
    }
  }

  private takeShared(written: string): void {
    const key = attribute(this.formulaAttributes, "si") ?? "";
    const { row, column } = this.place;
    const spelt = this.shared.get(key);
    const isSpeltHere = attribute(this.formulaAttributes, "ref") !== undefined || spelt === undefined;
    if (isSpeltHere) {
      const picked = written !== "" && this.looks() && this.picks(written);
      const followers: Follower[] = [];
      this.shared.set(key, { formula: written, row, column, picked, followers });
      if (picked) this.found.push({ ...this.here(written, "here"), followers });
      return;
    }
    const rows = row - spelt.row;
    const columns = column - spelt.column;
    const formula = filled(spelt.formula, rows, columns);
    const picked = this.looks() && this.picks(formula);
    if (!picked && !spelt.picked) return;
    const where = spelt.picked ? "where one is picked" : "where none is picked";
    const follower = { ...this.here(formula, where), rows, columns, picked };
    if (spelt.picked) spelt.followers.push(follower);
    if (picked) this.found.push(follower);
  }

  private here(formula: string, spelt: CellFormula["spelt"], cells = 1): CellFormula {
    const isText = this.type === "str";
    return {
      name: cellName(this.place.row, this.place.column),
      formula,
      cells,
      shown: this.type !== "e" && this.value !== undefined && (isText || this.value !== ""),
      tag: this.tag,
      element: { ...this.element },
      spelt,
      followers: [],
    };
  }
}

/** The number of cells of an area such as `A2:A13`. */
function cellsIn(area: string): number {
  const corners = [...area.matchAll(/\$?([A-Za-z]+)\$?(\d+)/g)];
  const [first, last = first] = corners.map(
    ([, letters = "", digits]) => [columnOf(letters), Number(digits)] as const,
  );
  if (!first || !last) return 1;
  return (Math.abs(last[0] - first[0]) + 1) * (Math.abs(last[1] - first[1]) + 1);
}
