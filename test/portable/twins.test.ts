import fc from "fast-check";
import { FUNCTIONS } from "../../src/functions/functions";
import type { Parameter } from "../../src/functions/parameters";
import { TWINS, twinName } from "../../src/portable/twins";
import { cellName, isError, type Cell } from "../../src/workbook/cells";
import { storedFormula } from "../../src/hosts/xlsx/stored-formula";
import { argumentsOf, call } from "../functions/excel";
import { functions } from "../functions/functions.json";
import { FormulaEngine, type Block } from "./formula-engine";
import { plainFormula } from "./plain-formula";

let engine: FormulaEngine;
beforeAll(() => (engine = new FormulaEngine()));
afterAll(() => engine.end());

type Range = readonly (readonly Cell[])[];

/** The engine caches the results of formulas, so every formula refers to cells of its own rows. */
let row = 0;

/** The answer of the twin for arguments in cells; absent arguments are left out. */
function twinOf(name: string, given: readonly (Range | undefined)[]): Promise<Cell[][]> {
  const cells: Block[] = [];
  row += 40;
  const references = given.map((block, n) => {
    if (block === undefined) return undefined;
    const column = n * 14;
    cells.push({ row, column, block });
    const last = cellName(row + block.length, column + (block[0]?.length ?? 1) - 1);
    return `${cellName(row + 1, column)}:${last}`.replace(/^(.+):\1$/, "$1");
  });
  return engine.evaluate(plainFormula(TWINS.get(name)!.formula, references), cells);
}

/** How Excel hands a cell to the add-in: a blank one as 0. */
const handedOver = (cell: Cell) => (cell === null ? 0 : isError(cell) ? cell.error : cell);

/** The answer of the function for the same arguments. */
const functionOf = (name: string, given: readonly (Range | undefined)[]): Cell[][] =>
  call(name, ...given.map((block) => block?.map((row) => row.map(handedOver)) ?? null)).map((row) =>
    row.map((one): Cell => (one !== null && typeof one === "object" ? { error: one.code } : one)),
  );

/** Numbers are compared but for the last digits; codes of errors may differ where several arguments are wrong. */
function alike(one: Cell, other: Cell): boolean {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
  }
  return isError(one) ? isError(other) : one === other;
}

const whole = (most: number) => fc.integer({ min: 0, max: most });
const decimal = (most: number) => whole(most * 100).map((n) => n / 100);
const amount = fc.oneof(whole(60_000), decimal(900), fc.constantFrom<Cell>(0, 1, 1e6, 1e12, 0.01));
const known = fc.oneof(whole(40), decimal(3000), fc.constant<Cell>(3));
const share = fc.oneof(decimal(1), fc.constantFrom<Cell>(0, 1, 0.15, 1 / 3));
const odd = fc.constantFrom<Cell>(
  null,
  "85",
  " 7.5 ",
  "15%",
  "1e2",
  "x",
  "1,5",
  "1.234",
  "0.234",
  "1/2",
  "2 000",
  "$5",
  "-4",
  "2026-01-01",
  true,
  false,
  -1,
  1e13,
  0,
  2.5,
  { error: "#DIV/0!" },
  { error: "#N/A" },
);
const date = fc.oneof(
  fc.integer({ min: 29_221, max: 60_000 }),
  fc.constantFrom<Cell>(
    "2026-12-31",
    " 2024-02-29 ",
    "2023-02-29",
    "0085-01-01",
    "2026-1-1",
    46_387.75,
    100,
    "46387",
    2_958_465,
  ),
);
const wordOf = (...words: Cell[]) => fc.constantFrom<Cell>(...words, 0, null, "neither", 1);

/** Mostly a good cell, sometimes a bad cell. */
const mostly = (cell: fc.Arbitrary<Cell>) =>
  fc.oneof({ weight: 9, arbitrary: cell }, { weight: 1, arbitrary: odd });

const block = (cell: fc.Arbitrary<Cell>, rows: number, columns: number): fc.Arbitrary<Range> =>
  fc.array(fc.array(mostly(cell), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });

const optional = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined });

/** Arguments of a function that works cell by cell: single cells, rows and columns together. */
const together = (cells: readonly fc.Arbitrary<Cell>[], required: number) =>
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).chain(([rows, columns]) =>
    fc.tuple(
      ...cells.map((cell, n) => {
        const shapes = fc.oneof(
          block(cell, 1, 1),
          block(cell, rows, 1),
          block(cell, 1, columns),
          block(cell, rows, columns),
        );
        return n < required ? shapes : optional(shapes);
      }),
    ),
  );

const one = (cell: fc.Arbitrary<Cell>) => block(cell, 1, 1);
const line = (cell: fc.Arbitrary<Cell>, most: number) =>
  fc.oneof(
    fc.integer({ min: 1, max: most }).chain((n) => block(cell, n, 1)),
    fc.integer({ min: 1, max: most }).chain((n) => block(cell, 1, n)),
    block(cell, 2, 2),
  );

/** A cell for a parameter. */
function cellFor({ limits, words, unit }: Parameter<unknown>): fc.Arbitrary<Cell> {
  if (words !== undefined) return wordOf(...words, ...words.map((word) => ` ${word.toUpperCase()} `));
  if (unit === "date") return date;
  if (limits === undefined) return fc.constantFrom<Cell>(true, false, "true", " FALSE ", 1, null);
  const most = Math.min(limits.number[1], 20_000);
  if (limits.zero !== undefined) return known;
  if (limits.share) return share;
  if (limits.whole) return fc.oneof(whole(Math.min(most, 90)), whole(most));
  return most < limits.number[1] ? amount : decimal(most);
}

/** Months of use, all known. */
const wholeBlock = (rows: number, columns: number): fc.Arbitrary<Range> =>
  fc.array(
    fc.array(
      whole(9000).map((n) => n + 1),
      { minLength: columns, maxLength: columns },
    ),
    { minLength: rows, maxLength: rows },
  );

/** Arguments of the functions whose ranges have a shape of their own; all others go cell by cell. */
const SHAPED: Readonly<Record<string, fc.Arbitrary<readonly (Range | undefined)[]>>> = {
  BURN_FORECAST: fc.tuple(
    fc.oneof(
      line(whole(9000), 6),
      fc.integer({ min: 4, max: 30 }).chain((n) => wholeBlock(n, 1)),
      fc.integer({ min: 4, max: 14 }).chain((n) => wholeBlock(1, n)),
    ),
    optional(one(fc.constantFrom<Cell>(1, 2, 7, 13, 36, 37, 1.5))),
  ),
  POOLSIZE: fc.tuple(
    line(amount, 13),
    optional(fc.oneof(one(share), block(share, 1, 12), block(share, 12, 1), block(share, 2, 1))),
    optional(fc.oneof(one(wordOf("peak", "average", "Season")), block(wordOf("peak"), 1, 2))),
    optional(one(fc.constantFrom<Cell>(1, 100, 500, 1000, 1.5, 2e6))),
  ),
  RATCHET: fc.tuple(
    one(whole(20_000)),
    line(decimal(20_000), 6),
    optional(one(share)),
    optional(one(whole(12_000))),
  ),
  TOKEN_PRICE: fc.tuple(
    fc.oneof(one(amount), block(amount, 3, 1), block(amount, 2, 2)),
    fc.oneof(
      fc.uniqueArray(fc.tuple(whole(9000), decimal(4)), {
        minLength: 1,
        maxLength: 4,
        selector: ([least]) => least,
      }),
      fc.array(
        fc.tuple(fc.constantFrom<Cell>(0, 5000, null), fc.constantFrom<Cell>(3, 2.8, null, "2.5", "x")),
        { minLength: 1, maxLength: 3 },
      ),
      block(amount, 2, 3),
    ),
    optional(
      fc.oneof(one(wordOf("all", "incremental", "All Units")), block(wordOf("all", "incremental"), 1, 2)),
    ),
  ),
};

const argumentsFor = (name: string): fc.Arbitrary<readonly (Range | undefined)[]> => {
  const parameters = FUNCTIONS.find((record) => record.name === name)!.parameters;
  const required = parameters.filter(({ leftOut }) => leftOut === undefined).length;
  return SHAPED[name] ?? together(parameters.map(cellFor), required);
};

test.each([...TWINS.keys()])(
  "the twin of %s gives what the function gives",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(argumentsFor(name), async (given) => {
        const expected = functionOf(name, given);
        const actual = await twinOf(name, given);
        // A single error may stand for all cells.
        const at = (grid: Cell[][], row: number, column: number) =>
          (grid[row] ?? grid[0])?.[column] ?? (grid[row] ?? grid[0])?.[0] ?? null;
        const rows = Math.max(expected.length, actual.length);
        const columns = Math.max(expected[0]?.length ?? 0, actual[0]?.length ?? 0);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const [theirs, ours] = [at(expected, row, column), at(actual, row, column)];
            if (!alike(theirs, ours))
              throw new Error(
                `Cell ${row}, ${column}: ${JSON.stringify(theirs)} by the function, ${JSON.stringify(ours)} by its twin`,
              );
          }
        }
      }),
      { numRuns: 80 },
    );
  },
  120_000,
);

const twinned = FUNCTIONS.filter(({ twin }) => twin !== null).flatMap(({ name, examples }) =>
  examples.map((example) => ({ name, given: example.given, formula: `${name}(${example.given})` })),
);
test.each(twinned)("$formula", async ({ name, given: typed }) => {
  const given = argumentsOf(typed).map((range) => (range === null ? undefined : (range as Range)));
  const expected = functionOf(name, given);
  const actual = await twinOf(name, given);
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  expected.forEach((row, r) =>
    row.forEach((cell, n) => expect([cell, alike(cell, actual[r]?.[n] ?? null)]).toEqual([cell, true])),
  );
});

const bad: [string, (Range | undefined)[]][] = [
  ["FLEXCOST", [[[1]], [[0]], [[3]]]],
  ["FLEXCOST", [[[true]], [[6]], [[3]]]],
  ["FLEXCOST", [[[-1]], [[6]], [[3]]]],
  ["FLEXCOST", [[["1.234"]], [[6]], [[3]]]],
  ["FLEXCOST", [[[{ error: "#DIV/0!" }]], [[6]], [[3]]]],
  ["BREAKEVEN_DAYS", [[[1800]], [[6]], [[3]], [["week"]]]],
  ["POOLSIZE", [[Array<Cell>(13).fill(1)]]],
  ["POOLSIZE", [[[1]], undefined, [["season"]]]],
  ["POOLSIZE", [[[1]], [[0.15, 0.15]]]],
  ["POOLSIZE", [[[1]], [[15]]]],
  ["TRUEDOWN_SAVING", [[[10]], [[5]], [[1]], [[20]]]],
  ["TRUEDOWN_SAVING", [[[10]], [[5]], [[null]]]],
  ["TRUEDOWN_SAVING", [[[10]], [[5]], [[1]], undefined, undefined, [[11]]]],
  ["TRUEUP_COST", [[[50]], [[55]], [[0]], [[7]], [[100]]]],
  [
    "RATCHET",
    [
      [[10]],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  ["TOKEN_PRICE", [[[5]], [[0, 3, 1]]]],
  ["TOKEN_PRICE", [[[5]], [[null, null]]]],
  [
    "TOKEN_PRICE",
    [
      [[5]],
      [
        [0, 3],
        [0, 2],
      ],
    ],
  ],
  [
    "TOKEN_PRICE",
    [
      [[5]],
      [
        [0, 3],
        [100, 0],
      ],
    ],
  ],
  ["RUNOUT_DATE", [[[5]], [[46_387]], [[0]]]],
  ["RUNOUT_DATE", [[[1e12]], [[46_387]], [[0.01]]]],
  ["RUNOUT_DATE", [[[5]], [["2023-02-29"]], [[1]]]],
  ["TOPUP_DATE", [[[5]], [[46_387]], [[0]], [[30]]]],
  ["TOPUP_DATE", [[[1e12]], [[46_387]], [[0.01]], [[30]]]],
  ["TOPUP_DATE", [[[5]], [[46_387]], [[5]], [[1.5]]]],
  ["BURN_FORECAST", [[[4000, 5000, 4500]]]],
  ["BURN_FORECAST", [[[4000, 0, 4500, 5200]]]],
  ["BURN_FORECAST", [[[4000], [null], [4500], [5200]]]],
  ["BURN_FORECAST", [[[4000, 5000, 4500, 5200]], [[37]]]],
  [
    "BURN_FORECAST",
    [
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  ["NOTICE_DATE", [[[46_387]], [[366]]]],
  ["AUDIT_EXPOSURE", [[[5]], [[1]], [[3]], [[1]]]],
  ["LICENSE_SEGMENT", [[[32]]]],
];
test.each(bad)("%s of %j is the same error in both", async (name, given) => {
  const expected = functionOf(name, given);
  expect(expected).toEqual([[expect.objectContaining({ error: expect.any(String) as string })]]);
  expect((await twinOf(name, given))[0]?.[0]).toEqual(expected[0]?.[0]);
});

test("every function but those that search, simulate or go through launches has a twin with the same arguments", () => {
  const twins = [...TWINS.keys()].map((name) => [
    name,
    /^LAMBDA\(((?:\[?\w+\]?,)+)LET\(/.exec(TWINS.get(name)!.formula)?.[1],
  ]);
  const metadata = functions.map(({ id, parameters }) => [
    id,
    parameters
      .map(({ name, optional }: { name: string; optional?: boolean }) =>
        optional ? `[${name}],` : `${name},`,
      )
      .join(""),
  ]);
  const {
    BEST_COVER: _,
    CLAUSE_VALUE: __,
    CHARGE_DAYS: ___,
    CALENDAR_DAYS_CHARGED: ____,
    ...others
  } = Object.fromEntries(metadata) as Record<string, string>;
  expect(Object.fromEntries(twins)).toEqual(others);
});

test("Excel takes every twin", () => {
  for (const name of TWINS.keys()) {
    const { formula, comment, name: called } = TWINS.get(name)!;
    expect(called).toBe(twinName(name));
    expect(comment.length).toBeLessThanOrEqual(200);
    // A name holds at most 8,192 characters in the file's spelling.
    expect(storedFormula(formula).length).toBeLessThan(6000);
    // A name that reads as a cell, or as R or C, is refused.
    const bound = [...storedFormula(formula).matchAll(/_xl[po]m?\.(\w+)/g)].map(([, word]) => word ?? "");
    expect(bound.filter((word) => /^([a-z]{1,3}\d+|r|c)$/i.test(word))).toEqual([]);
  }
});
