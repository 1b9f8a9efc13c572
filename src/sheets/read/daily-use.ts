import {
  NOBODY,
  type Access,
  type DailyUse,
  type Origin,
  type PersonIndex,
  type ProductIndex,
  type Source,
} from "../../engine/estate/estate";
import { orderOfUse } from "../../engine/usage/order";
import type { DayNumber, Tokens } from "../../engine/units";
import type { PersonEntry } from "./people";
import type { NameIndex } from "./products";
import { byText } from "./sorting";

type Columns = { -readonly [Name in Exclude<keyof DailyUse, "length">]: DailyUse[Name] };

const columnsFor = (rows: number): Columns => ({
  person: new Int32Array(rows),
  product: new Int32Array(rows),
  variant: new Int32Array(rows),
  day: new Int32Array(rows),
  access: new Uint8Array(rows),
  tokens: new Float64Array(rows),
  source: new Uint16Array(rows),
  row: new Int32Array(rows),
});

/** A row of daily use while it is read. */
export interface DayOfUse {
  /** Undefined in exports without people. */
  readonly person: PersonEntry | undefined;
  readonly product: NameIndex;
  /** What else tells rows apart: version, feature, team. */
  readonly variant: string;
  readonly day: DayNumber;
  readonly access: Access;
  readonly tokens: Tokens | undefined;
}

/** Daily use while it is read, in columns that grow. */
export class DailyUseDraft {
  private columns = columnsFor(1024);
  private length = 0;
  private readonly variants = new Map<string, number>();

  add(use: DayOfUse, { source, row }: Origin): void {
    if (this.length === this.columns.row.length) this.columns = copied(this.columns, 2 * this.length);
    const { columns, length: at } = this;
    columns.person[at] = use.person ?? NOBODY;
    columns.product[at] = use.product;
    columns.variant[at] = this.variantOf(use.variant);
    columns.day[at] = use.day;
    columns.access[at] = use.access;
    columns.tokens[at] = use.tokens ?? NaN;
    columns.source[at] = source;
    columns.row[at] = row;
    this.length += 1;
  }

  /**
   * The use in the order of `orderOfUse`, and the rows left out because an export of the same kind states the same
   * person, product, variant, day and access already. Of such rows the one with the most tokens stays, then the first.
   * Rows of different kinds all stay, and rows without a person cannot be told apart and stay too.
   */
  finish(
    people: readonly PersonIndex[],
    products: ReadonlyMap<NameIndex, ProductIndex>,
    sources: readonly Source[],
  ): { readonly use: DailyUse; readonly doubled: readonly DoubledUse[] } {
    const { columns, length } = this;
    const variants = ranks(this.variants);
    for (let at = 0; at < length; at++) {
      const person = columns.person[at] ?? NOBODY;
      columns.person[at] = people[person] ?? NOBODY;
      columns.product[at] = products.get(columns.product[at] ?? 0) ?? 0;
      columns.variant[at] = variants[columns.variant[at] ?? 0] ?? 0;
    }
    const order = orderOfUse({ ...columns, length });
    const doubled: DoubledUse[] = [];
    const origin = (at: number): Origin => ({ source: columns.source[at] ?? 0, row: columns.row[at] ?? 0 });
    const mostTokensFirst = (a: number, b: number): number => {
      const [x, y] = [columns.tokens[a] ?? NaN, columns.tokens[b] ?? NaN];
      return (Number.isNaN(y) ? -1 : y) - (Number.isNaN(x) ? -1 : x) || a - b;
    };

    let kept = 0;
    for (const run of runs(order, columns)) {
      run.sort(mostTokensFirst);
      const firsts = new Map<string, number>();
      for (const at of run) {
        const kind = sources[columns.source[at] ?? 0]?.kind ?? "Usage";
        const first = firsts.get(kind);
        if (first === undefined || columns.person[at] === NOBODY || kind === "Token Flex") {
          firsts.set(kind, at);
          order[kept++] = at;
        } else {
          doubled.push({ row: origin(at), first: origin(first) });
        }
      }
    }
    return { use: { ...inOrder(columns, order.subarray(0, kept)), length: kept }, doubled };
  }

  private variantOf(variant: string): number {
    const known = this.variants.get(variant);
    if (known !== undefined) return known;
    this.variants.set(variant, this.variants.size);
    return this.variants.size - 1;
  }
}

/** A row of daily use that was left out, and the one that says the same. */
export interface DoubledUse {
  readonly row: Origin;
  readonly first: Origin;
}

function copied(columns: Columns, rows: number): Columns {
  const copy = columnsFor(rows);
  copy.person.set(columns.person);
  copy.product.set(columns.product);
  copy.variant.set(columns.variant);
  copy.day.set(columns.day);
  copy.access.set(columns.access);
  copy.tokens.set(columns.tokens);
  copy.source.set(columns.source);
  copy.row.set(columns.row);
  return copy;
}

function inOrder(columns: Columns, order: Uint32Array): Columns {
  const sorted = columnsFor(order.length);
  order.forEach((from, to) => {
    sorted.person[to] = columns.person[from] ?? NOBODY;
    sorted.product[to] = columns.product[from] ?? 0;
    sorted.variant[to] = columns.variant[from] ?? 0;
    sorted.day[to] = columns.day[from] ?? 0;
    sorted.access[to] = columns.access[from] ?? 0;
    sorted.tokens[to] = columns.tokens[from] ?? NaN;
    sorted.source[to] = columns.source[from] ?? 0;
    sorted.row[to] = columns.row[from] ?? 0;
  });
  return sorted;
}

/** The parts of the order that have one person, product, variant, day and access. */
function* runs(order: Uint32Array, columns: Columns): Generator<Uint32Array> {
  const same = (a: number, b: number): boolean =>
    columns.person[a] === columns.person[b] &&
    columns.product[a] === columns.product[b] &&
    columns.day[a] === columns.day[b] &&
    columns.variant[a] === columns.variant[b] &&
    columns.access[a] === columns.access[b];
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && same(order[start] ?? 0, order[end] ?? 0)) continue;
    yield order.subarray(start, end);
    start = end;
  }
}

/** For each text's number, its place among the texts in order. */
function ranks(texts: ReadonlyMap<string, number>): Int32Array {
  const rank = new Int32Array(texts.size);
  [...texts].sort(([a], [b]) => byText(a, b)).forEach(([, number], place) => (rank[number] = place));
  return rank;
}
