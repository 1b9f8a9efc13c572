import fc from "fast-check";
import { call, callOf, cellOf, type Shown } from "./excel";

const notThere = (name: string) => ({
  code: "#N/A",
  sentence: `${name} has no cell for this answer. Give ranges of the same size, or a single cell, row or column.`,
});

describe("ranges combine as with Excel's operators", () => {
  test("a cell with a column, a row with a column, two ranges of the same shape", () => {
    expect(call("FLEXCOST", [[1], [2]], [[6]], [[3]])).toEqual([[18], [36]]);
    expect(call("FLEXCOST", [[1], [2]], [[6, 10, 7]], [[1]])).toEqual([
      [6, 10, 7],
      [12, 20, 14],
    ]);
    expect(call("FLEXCOST", [[1, 2]], [[3, 4]], [[1]])).toEqual([[3, 8]]);
    expect(
      call(
        "FLEXCOST",
        [
          [1, 2],
          [3, 4],
        ],
        [[10], [100]],
        [[1]],
      ),
    ).toEqual([
      [10, 20],
      [300, 400],
    ]);
  });

  test("the cell is #N/A where a range has ended", () => {
    expect(call("FLEXCOST", [[1], [2]], [[6], [7], [8]], [[3]])).toEqual([[18], [42], [notThere("days")]]);
    expect(
      call(
        "FLEXCOST",
        [
          [1, 2],
          [3, 4],
        ],
        [[1, 2, 3]],
        [[1]],
      ),
    ).toEqual([
      [1, 4, notThere("days")],
      [3, 8, notThere("days")],
    ]);
  });

  test("a bad cell in a range spoils its answer, a bad single cell spoils all answers", () => {
    const [first, second, third] = call("FLEXCOST", [[1], ["x"], [3]], [[6]], [[3]]).flat();
    expect([first, third]).toEqual([18, 54]);
    expect(second).toEqual({
      code: "#VALUE!",
      sentence: 'days, row 2: "x" is not a number. Enter digits, with a point for decimals, such as 1234.5.',
    });
    const all = call("FLEXCOST", [[1], [2]], [[true]], [[3]]).flat();
    expect(all[0]).toMatchObject({ code: "#VALUE!" });
    expect(all[1]).toEqual(all[0]);
  });

  test("the first argument with a refusal gives the sentence", () => {
    expect(cellOf("FLEXCOST", [["x"]], [["y"]], [[3]])).toMatchObject({
      sentence: expect.stringMatching(/^days:/) as string,
    });
  });

  test("a refusal is thrown for a single cell, and returned within a range", () => {
    expect(() => callOf("FLEXCOST")([["x"]], [[6]], [[3]])).toThrow(CustomFunctions.Error);
    expect(() => callOf("FLEXCOST")([["x"], [1]], [[6]], [[3]])).not.toThrow();
  });
});

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -1, max: 400 }) },
  { weight: 1, arbitrary: fc.constantFrom("", "7", "x", null, true, "#N/A", 2.5) },
);
const range = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** Only the codes of errors: sentences name places, which a single cell does not have. */
const withoutPlaces = (grid: Shown[][]) =>
  grid.map((row) => row.map((one) => (one !== null && typeof one === "object" ? one.code : one)));

test.each(["FLEXCOST", "TRUEDOWN_SAVING", "RUNOUT_DATE", "BREAKEVEN_DAYS", "AUDIT_EXPOSURE", "TRUEUP_COST"])(
  "%s of ranges is, cell by cell, the function of their cells",
  (id) => {
    const given = fc.tuple(
      range,
      range,
      range,
      id === "TRUEUP_COST" ? range : fc.constant<unknown[][]>([[null]]),
    );
    fc.assert(
      fc.property(given, (ranges) => {
        const answers = withoutPlaces(call(id, ...ranges));
        expect(answers).toHaveLength(Math.max(...ranges.map((one) => one.length)));
        const columns = Math.max(...ranges.map((one) => one[0]?.length ?? 0));
        answers.forEach((row, r) => {
          expect(row).toHaveLength(columns);
          row.forEach((answer, c) => {
            const cells = ranges.map(
              (one) => (one.length === 1 ? one[0] : one[r])?.[one[0]?.length === 1 ? 0 : c],
            );
            const expected = cells.includes(undefined)
              ? undefined
              : withoutPlaces(call(id, ...cells.map((value) => [[value]])))[0]?.[0];
            if (expected !== undefined) expect(answer).toBe(expected);
            else expect(["#N/A", "#VALUE!"]).toContain(answer);
          });
        });
      }),
    );
  },
);
