import { at } from "../../engine/at";
import {
  NOBODY,
  type Access,
  type DailyUse,
  type Origin,
  type PersonIndex,
  type ProductIndex,
  type Source,
  type SourceIndex,
  type SourceKind,
} from "../../engine/estate/estate";
import { orderOfUse } from "../../engine/usage/order";
import type { DayNumber, Tokens } from "../../engine/units";
import type { PersonEntry } from "./people";
import type { NameIndex } from "./names";
import { byText } from "./sorting";

type UseColumns = {
  -readonly [Name in Exclude<keyof DailyUse, "length" | "computed" | "byResult">]: NonNullable<
    DailyUse[Name]
  >;
};

const emptyColumns = (rows: number): UseColumns => ({
  person: new Int32Array(rows),
  product: new Int32Array(rows),
  variant: new Int32Array(rows),
  day: new Int32Array(rows),
  access: new Uint8Array(rows),
  tokens: new Float64Array(rows),
  source: new Uint16Array(rows),
  row: new Int32Array(rows),
  adjusts: new Uint8Array(rows),
});

/** A row of daily use while it is read. */
export interface DayOfUse {
  /** Undefined in exports without people. */
  readonly person: PersonEntry | undefined;
  readonly product: NameIndex;
  readonly variant: VariantNumber;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: Tokens | undefined;
  /** Whether the vendor calls the row an adjustment. */
  readonly adjusts?: boolean;
}

/** The number of a version, feature and team, which also tell rows apart. */
type VariantNumber = number;

/** Daily use while it is read, in columns that grow. */
export class DailyUseDraft {
  private columns = emptyColumns(1024);
  private length = 0;
  private readonly variants = new Map<string, number>();
  /** The variants of charges by result, by the numbers given while reading, then by their final order. */
  private readonly byResult = new Set<number>();
  private resultVariants: ReadonlySet<number> = new Set();

  add(use: DayOfUse, source: SourceIndex, row: number): void {
    if (this.length === this.columns.row.length) this.columns = copied(this.columns, 2 * this.length);
    const { columns, length: at } = this;
    columns.person[at] = use.person ?? NOBODY;
    columns.product[at] = use.product;
    columns.variant[at] = use.variant;
    columns.day[at] = use.day;
    columns.access[at] = use.access;
    columns.tokens[at] = use.tokens ?? NaN;
    columns.source[at] = source;
    columns.row[at] = row;
    columns.adjusts[at] = use.adjusts === true ? 1 : 0;
    this.length += 1;
  }

  /**
   * The use in the order of `orderOfUse`, and the rows left out because an export of the same kind already states the
   * same person, product, variant, day and access. Of such rows the one with the most tokens stays, then the first.
   * Rows of different kinds all stay, as do rows without a person, which cannot be told apart. Equal charges by
   * result are repeats: of each amount, as many stay as the export with most of them states (DOMAIN §14).
   */
  finish(
    people: readonly PersonIndex[],
    products: ReadonlyMap<NameIndex, ProductIndex>,
    sources: readonly Source[],
  ): { readonly use: DailyUse; readonly doubled: readonly DoubledUse[] } {
    const { columns, length } = this;
    this.placeNames(people, products);
    const order = orderOfUse({ ...columns, length });
    const doubled: DoubledUse[] = [];
    const origin = (place: number): Origin => ({
      source: at(columns.source, place),
      row: at(columns.row, place),
    });
    const known = (place: number): number =>
      Number.isNaN(columns.tokens[place]) ? -1 : columns.tokens[place]!;

    let kept = 0;
    const keep = (place: number): void => void (order[kept++] = place);
    const leaveOut = (place: number, first: number): void =>
      void doubled.push({ row: origin(place), first: origin(first) });
    const isWhole = (place: number): boolean => {
      const amount = columns.tokens[place]!;
      return Number.isNaN(amount) || (amount >= 0 && Number.isInteger(amount));
    };
    for (const run of runs(order, columns)) {
      if (run.length === 1) {
        keep(run[0]!);
        continue;
      }
      run.sort((a, b) => known(b) - known(a) || a - b);
      const kindOf = (place: number): SourceKind => at(sources, columns.source[place]!).kind;
      if (this.resultVariants.has(columns.variant[run[0]!]!) || !run.every(isWhole)) {
        // A copy, because places are kept in the array of which the run is a part.
        keepRepeats(run.slice(), columns, kindOf, keep, leaveOut);
        continue;
      }
      const firsts = new Map<SourceKind, number>();
      for (const place of run) {
        const kind = kindOf(place);
        const first = firsts.get(kind);
        if (first === undefined || columns.person[place] === NOBODY || kind === "Token Flex") {
          firsts.set(kind, place);
          keep(place);
        } else leaveOut(place, first);
      }
    }
    const { adjusts, ...use } = inOrder(columns, order.subarray(0, kept));
    const byResult = Uint8Array.from(use.variant, (one) => (this.resultVariants.has(one) ? 1 : 0));
    return {
      use: {
        ...use,
        length: kept,
        ...(adjusts.includes(1) ? { adjusts } : {}),
        ...(this.byResult.size > 0 ? { byResult } : {}),
      },
      doubled,
    };
  }

  /** Turns the numbers given while reading into the places of people, products and variants in their final order. */
  private placeNames(people: readonly PersonIndex[], products: ReadonlyMap<NameIndex, ProductIndex>): void {
    const { person, product, variant } = this.columns;
    const variants = ranks(this.variants);
    const productOf = (name: NameIndex): ProductIndex => {
      const place = products.get(name);
      if (place === undefined) throw new RangeError(`No product ${name}.`);
      return place;
    };
    for (let i = 0; i < this.length; i++) {
      if (person[i] !== NOBODY) person[i] = at(people, person[i]!);
      product[i] = productOf(product[i]!);
      variant[i] = at(variants, variant[i]!);
    }
    this.resultVariants = new Set([...this.byResult].map((number) => at(variants, number)));
  }

  /** `isByResult`: its rows name the result that was charged (a simulation, a report); a day may have several. */
  variantOf(variant: string, isByResult = false): VariantNumber {
    const known = this.variants.get(variant);
    if (known !== undefined) return known;
    const number = this.variants.size;
    this.variants.set(variant, number);
    if (isByResult) this.byResult.add(number);
    return number;
  }
}

/** Keeps of each amount as many of these equal charges as the export of a kind with most of them states. */
function keepRepeats(
  run: Uint32Array,
  columns: UseColumns,
  kindOf: (place: number) => SourceKind,
  keep: (place: number) => void,
  leaveOut: (place: number, first: number) => void,
): void {
  const bySource = new Map<string, Map<number, number[]>>();
  for (const place of run) {
    const key = `${kindOf(place)} ${columns.tokens[place]!}`;
    const sources = bySource.get(key) ?? new Map<number, number[]>();
    bySource.set(key, sources);
    const source = columns.source[place]!;
    const places = sources.get(source);
    if (places) places.push(place);
    else sources.set(source, [place]);
  }
  for (const sources of bySource.values()) {
    const [most = [], ...others] = [...sources.values()].sort((a, b) => b.length - a.length);
    most.forEach(keep);
    for (const place of others.flat()) leaveOut(place, most[0]!);
  }
}

/** A row of daily use that was left out, and the earlier row that says the same. */
export interface DoubledUse {
  readonly row: Origin;
  readonly first: Origin;
}

function copied(columns: UseColumns, rows: number): UseColumns {
  const copy = emptyColumns(rows);
  copy.person.set(columns.person);
  copy.product.set(columns.product);
  copy.variant.set(columns.variant);
  copy.day.set(columns.day);
  copy.access.set(columns.access);
  copy.tokens.set(columns.tokens);
  copy.source.set(columns.source);
  copy.row.set(columns.row);
  copy.adjusts.set(columns.adjusts);
  return copy;
}

function inOrder(columns: UseColumns, order: Uint32Array): UseColumns {
  const sorted = emptyColumns(order.length);
  // A measured hot loop: every place of `order` is a place of the columns.
  order.forEach((from, to) => {
    sorted.person[to] = columns.person[from]!;
    sorted.product[to] = columns.product[from]!;
    sorted.variant[to] = columns.variant[from]!;
    sorted.day[to] = columns.day[from]!;
    sorted.access[to] = columns.access[from]!;
    sorted.tokens[to] = columns.tokens[from]!;
    sorted.source[to] = columns.source[from]!;
    sorted.row[to] = columns.row[from]!;
    sorted.adjusts[to] = columns.adjusts[from]!;
  });
  return sorted;
}

/** The parts of the order with the same person, product, variant, day and access. */
function* runs(order: Uint32Array, columns: UseColumns): Generator<Uint32Array> {
  const same = (a: number, b: number): boolean =>
    columns.person[a] === columns.person[b] &&
    columns.product[a] === columns.product[b] &&
    columns.day[a] === columns.day[b] &&
    columns.variant[a] === columns.variant[b] &&
    columns.access[a] === columns.access[b];
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && same(order[start]!, order[end]!)) continue;
    yield order.subarray(start, end);
    start = end;
  }
}

/** The place of each text among the sorted texts, by the number of the text. */
function ranks(texts: ReadonlyMap<string, number>): Int32Array {
  const rank = new Int32Array(texts.size);
  [...texts].sort(([a], [b]) => byText(a, b)).forEach(([, number], place) => (rank[number] = place));
  return rank;
}
