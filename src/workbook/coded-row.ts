import type { Cell, Row } from "./cells";

/** The texts behind the codes of some rows. */
export interface CodedTexts {
  textOf(column: number, code: number): string;
}

/**
 * A row in which equal texts of a column have equal codes, so that each text needs to be read only once. The code of a
 * blank is 0. A code below 0 is that of one cell alone.
 */
export class CodedRow implements Row {
  /** How many cells the row has up to its last one with content. */
  readonly width: number;
  private made: readonly Cell[] | undefined;

  /** The codes of the cells stand in `codes` from the place `from` on. */
  constructor(
    readonly row: number,
    private readonly codes: Int32Array,
    private readonly from: number,
    /** How many cells the row has, with blank ones at its end. */
    readonly fields: number,
    private readonly texts: CodedTexts,
  ) {
    let width = fields;
    while (width > 0 && codes[from + width - 1] === 0) width--;
    this.width = width;
  }

  codeAt(column: number): number {
    return column < this.width ? this.codes[this.from + column]! : 0;
  }

  cellAt(column: number): Cell {
    const code = this.codeAt(column);
    return code === 0 ? null : this.texts.textOf(column, code);
  }

  get cells(): readonly Cell[] {
    return (this.made ??= Array.from({ length: this.width }, (_, column) => this.cellAt(column)));
  }
}
