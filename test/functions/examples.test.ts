import { FUNCTIONS } from "../../src/functions/functions";
import { argumentsOf, call } from "./excel";

const EXAMPLES = FUNCTIONS.flatMap(({ name, examples }) =>
  examples.map(({ given, shows }) => ({ name, given, shows, formula: `${name}(${given})` })),
);

test.each(EXAMPLES)("$formula", ({ name, given, shows }) => {
  const expected = typeof shows === "object" ? shows : [[shows]];
  const actual = call(name, ...argumentsOf(given));
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  expected.flat().forEach((value, n) => {
    const cell = actual.flat()[n];
    if (typeof value === "number")
      expect((cell as number) / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 12);
    else expect(cell).toBe(value);
  });
});

test("every function has an example", () => {
  expect(FUNCTIONS.filter(({ examples }) => examples.length === 0)).toEqual([]);
});
