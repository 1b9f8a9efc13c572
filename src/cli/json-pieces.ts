/** A list whose items become JSON only while it is written; `items.map(json)` where it is short. */
export class JsonList<Item> {
  constructor(
    readonly items: readonly Item[],
    readonly json: (item: Item) => unknown,
  ) {}
}

/** How many items of a list become text at once. */
const ITEMS_AT_ONCE = 64;

/**
 * A value as JSON in pieces, together what `JSON.stringify(value, null, 1)` gives: neither the text of a long list nor
 * its items exist as a whole. A `JsonList` stands in objects, not in other lists; so does a function, for a value that
 * is made when its turn comes.
 */
export function* jsonPieces(value: unknown, depth = 0): Generator<string> {
  if (value instanceof JsonList) yield* listPieces(value, depth);
  else if (typeof value === "object" && value !== null && !Array.isArray(value))
    yield* objectPieces(value, depth);
  else yield itemsText([value], depth);
}

function* objectPieces(object: object, depth: number): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    yield `${before}${lineAt(depth + 1)}${JSON.stringify(key)}: `;
    yield* jsonPieces(typeof value === "function" ? (value as () => unknown)() : value, depth + 1);
    before = ",";
  }
  yield before === "{" ? "{}" : `${lineAt(depth)}}`;
}

function* listPieces<Item>({ items, json }: JsonList<Item>, depth: number): Generator<string> {
  for (let from = 0; from < items.length; from += ITEMS_AT_ONCE) {
    const part = items.slice(from, from + ITEMS_AT_ONCE).map(json);
    yield (from === 0 ? "[" : ",") + lineAt(depth + 1) + itemsText(part, depth + 1);
  }
  yield items.length === 0 ? "[]" : `${lineAt(depth)}]`;
}

const lineAt = (depth: number): string => `\n${" ".repeat(depth)}`;

/** Items as they stand in a list so deep, with the commas between them. */
function itemsText(items: readonly unknown[], depth: number): string {
  let nested: unknown = items;
  let [before, after] = [0, 0];
  // The lists around the items indent them. Their own text is cut off: "[" and the first line's start, the last "]".
  for (let level = 1; level <= depth; level++) {
    if (level > 1) nested = [nested];
    before += 2 + level;
    after += 1 + level;
  }
  return depth === 0
    ? JSON.stringify(items[0], null, 1)
    : JSON.stringify(nested, null, 1).slice(before, -after);
}
