import fc from "fast-check";
import { JsonList, jsonPieces } from "../../src/cli/json-pieces";

/** Any value in objects, where lists are written item by item, and the same value as JSON has it. */
const valueAndPlain = fc.letrec<{ node: readonly [unknown, unknown] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.jsonValue(), fc.constant(undefined)).map((value) => [value, value] as const),
    fc
      .array(fc.jsonValue(), { maxLength: 200 })
      .map((items) => [new JsonList(items, (item) => ({ item })), items.map((item) => ({ item }))] as const),
    fc.jsonValue().map((value) => [{ of: () => value }, { of: value }] as const),
    fc
      .dictionary(fc.string(), tie("node"))
      .map(
        (object) =>
          [0, 1].map((n) =>
            Object.fromEntries(Object.entries(object).map(([key, both]) => [key, both[n as 0 | 1]])),
          ) as [unknown, unknown],
      ),
  ),
})).node;

test("the pieces are together what JSON.stringify gives", () => {
  fc.assert(
    fc.property(valueAndPlain, ([value, plain]) => {
      fc.pre(plain !== undefined);
      expect([...jsonPieces(value)].join("")).toBe(JSON.stringify(plain, null, 1));
    }),
    { numRuns: 300 },
  );
});

test("items become text a few at a time", () => {
  let made = 0;
  const pieces = jsonPieces({ users: new JsonList(Array.from({ length: 1000 }), () => ({ no: made++ })) });
  for (let piece = pieces.next(); made === 0; piece = pieces.next()) expect(piece.done).toBe(false);
  expect(made).toBeLessThan(100);
});
