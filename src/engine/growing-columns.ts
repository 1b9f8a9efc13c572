const FIRST_ROOM = 1024;

type Numbers = Int32Array | Uint16Array | Uint8Array | Float64Array;

/** A copy of a column with more room. */
function enlarged<Column extends Numbers>(column: Column, place: number): Column {
  const room = Math.max(FIRST_ROOM, 2 * column.length, place + 1);
  const larger = new (column.constructor as new (length: number) => Column)(room);
  larger.set(column);
  return larger;
}

/** The values of a column at some places. */
function picked<Column extends Numbers>(column: Column, order: Uint32Array): Column {
  const sorted = new (column.constructor as new (length: number) => Column)(order.length);
  for (let to = 0; to < order.length; to++) sorted[to] = column[order[to]!]!;
  return sorted;
}

/** A column of numbers, 0 where none was set. It grows as it is filled. */
export class PlainColumn<Column extends Numbers> {
  constructor(private column: Column) {}

  /** The numbers; there may be room behind the last. */
  get values(): Column {
    return this.column;
  }

  get(place: number): number {
    return this.column[place]!;
  }

  set(place: number, value: number): void {
    if (place >= this.column.length) this.column = enlarged(this.column, place);
    this.column[place] = value;
  }

  reorder(order: Uint32Array): void {
    this.column = picked(this.column, order);
  }

  /** Gives up the room behind the last number. */
  trim(length: number): void {
    this.column = this.column.subarray(0, length) as Column;
  }
}

/** No number, in a column of whole numbers. */
const BLANK_NUMBER = -(2 ** 31);

/** A column of numbers, some of them absent. It grows as it is filled, and takes half the room while all are whole. */
export class NumberColumn {
  private column: Int32Array | Float64Array | undefined;

  get(place: number): number | undefined {
    const value = this.column?.[place];
    const isAbsent = this.column instanceof Int32Array ? value === BLANK_NUMBER : Number.isNaN(value);
    return isAbsent ? undefined : value;
  }

  /** The number at a place that is known to have one. */
  known(place: number): number {
    return this.column![place]!;
  }

  /** Places are set in order, each once. */
  set(place: number, value: number | undefined): void {
    if (this.column === undefined) {
      if (value === undefined) return;
      this.column = new Int32Array(Math.max(FIRST_ROOM, place + 1)).fill(BLANK_NUMBER, 0, place);
    }
    if (place >= this.column.length) this.column = enlarged(this.column, place);
    if (this.column instanceof Int32Array) {
      if (value === undefined || (value === (value | 0) && value !== BLANK_NUMBER)) {
        this.column[place] = value ?? BLANK_NUMBER;
        return;
      }
      this.column = Float64Array.from(this.column, (one) => (one === BLANK_NUMBER ? NaN : one));
    }
    this.column[place] = value ?? NaN;
  }

  reorder(order: Uint32Array): void {
    if (this.column !== undefined) this.column = picked(this.column, order);
  }

  trim(length: number): void {
    this.column = this.column?.subarray(0, length);
  }
}

/** A column of texts, some of them absent. Each text is kept once; the column holds its number. */
export class TextColumn {
  private readonly numbers = new PlainColumn(new Int32Array(0));
  private readonly numberOf = new Map<string, number>();
  private texts: readonly string[] = [];

  get(place: number): string | undefined {
    return this.texts[this.numbers.get(place) - 1];
  }

  /** The number of the text at a place, in order of text; 0 where it is absent. */
  number(place: number): number {
    return this.numbers.get(place);
  }

  set(place: number, text: string | undefined): void {
    let number = 0;
    if (text !== undefined) {
      number = this.numberOf.get(text) ?? this.numberOf.size + 1;
      this.numberOf.set(text, number);
    }
    this.numbers.set(place, number);
  }

  /** Numbers the texts in their order, by code unit. `get` and `number` are of use only from then on. */
  settle(length: number): void {
    const sorted = [...this.numberOf.keys()].sort();
    const ranks = new Int32Array(sorted.length + 1);
    sorted.forEach((text, place) => (ranks[this.numberOf.get(text)!] = place + 1));
    const { values } = this.numbers;
    for (let place = 0; place < Math.min(length, values.length); place++)
      values[place] = ranks[values[place]!]!;
    this.texts = sorted;
    this.numberOf.clear();
  }

  reorder(order: Uint32Array): void {
    this.numbers.reorder(order);
  }

  trim(length: number): void {
    this.numbers.trim(length);
  }
}
