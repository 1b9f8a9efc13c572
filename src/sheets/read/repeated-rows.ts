import type { CodedRow } from "../../workbook/coded-row";

/** Further combinations are not remembered. */
const MOST_REMEMBERED = 2 ** 18;
/** Nor are more than this many in one place of the table: they were made to collide. */
const MOST_COLLIDING = 64;
const [FREE, CROWDED] = [0, -1] as const;
const MIX_CODES = 0x9e3779b1;

/** What was found of a row, by the codes in some of its columns, for the rows with the same codes there. */
export class RepeatedRows<Found> {
  /** A hash table of places in `found`, from 1; 0 is free. Its size is a power of two. */
  private slots = new Int32Array(256);
  private shift = 32 - 8;
  private hashes = new Int32Array(128);
  /** The codes of each combination, one after the other. */
  private codes: Int32Array;
  private readonly found: (Found | undefined)[] = [undefined];

  constructor(private readonly places: readonly number[]) {
    this.codes = new Int32Array(128 * places.length);
  }

  /** What was found of an earlier row with the same codes. */
  of(row: CodedRow): Found | undefined {
    const place = this.placeOf(row);
    return place === FREE || place === CROWDED ? undefined : this.found[place];
  }

  /** Remembers what was found of a row without an equal. A row with a code of one cell alone never has one. */
  remember(row: CodedRow, found: Found): void {
    const { places } = this;
    const place = this.found.length;
    if (place > MOST_REMEMBERED || places.some((column) => row.codeAt(column) < 0)) return;
    if (this.placeOf(row) !== FREE) return;
    if (place === this.hashes.length) this.grow();
    this.found.push(found);
    this.hashes[place] = this.hashOf(row);
    places.forEach((column, n) => (this.codes[place * places.length + n] = row.codeAt(column)));
    this.enter(place);
  }

  /** The place of the row with the same codes; `FREE` where there is none, `CROWDED` where none can be added. */
  private placeOf(row: CodedRow): number {
    const { slots, hashes } = this;
    const hash = this.hashOf(row);
    let slot = hash >>> this.shift;
    for (let collisions = 0; collisions < MOST_COLLIDING; collisions++) {
      const place = slots[slot]!;
      if (place === FREE || (hashes[place] === hash && this.isOf(row, place))) return place;
      slot = (slot + 1) & (slots.length - 1);
    }
    return CROWDED;
  }

  private hashOf(row: CodedRow): number {
    let hash = 0;
    for (const column of this.places)
      hash = Math.imul(((hash << 5) | (hash >>> 27)) ^ row.codeAt(column), MIX_CODES);
    return Math.imul(hash ^ (hash >>> 15), MIX_CODES);
  }

  private isOf(row: CodedRow, place: number): boolean {
    const { places, codes } = this;
    let code = place * places.length;
    for (const column of places) if (codes[code++] !== row.codeAt(column)) return false;
    return true;
  }

  private enter(place: number): void {
    let slot = this.hashes[place]! >>> this.shift;
    while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = place;
  }

  private grow(): void {
    const { hashes, codes } = this;
    this.hashes = new Int32Array(2 * hashes.length);
    this.hashes.set(hashes);
    this.codes = new Int32Array(2 * codes.length);
    this.codes.set(codes);
    this.slots = new Int32Array(2 * this.slots.length);
    this.shift -= 1;
    for (let place = 1; place < hashes.length; place++) this.enter(place);
  }
}
