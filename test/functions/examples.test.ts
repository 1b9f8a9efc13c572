import { EXAMPLES } from "../../examples/functions";
import { call, argumentsOf, FUNCTIONS } from "./excel";

test.each(EXAMPLES.map((one) => [`${one.name}(${one.arguments})`, one] as const))("%s", (_, example) => {
  const { name, result } = example;
  const expected = Array.isArray(result) ? result : [[result]];
  const actual = call(name, ...argumentsOf(example.arguments));
  expect(actual.map((row) => row.length)).toEqual(expected.map((row: unknown[]) => row.length));
  expected.flat().forEach((value: unknown, n) => {
    const cell = actual.flat()[n];
    if (typeof value === "number")
      expect((cell as number) / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 12);
    else expect(cell).toBe(value);
  });
});

test("every function has an example", () => {
  expect([...new Set(EXAMPLES.map(({ name }) => name))].sort()).toEqual(Object.keys(FUNCTIONS).sort());
});
