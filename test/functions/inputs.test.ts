import fc from "fast-check";
import { FUNCTIONS } from "../../src/functions/functions";
import { call, cellOf, serial, type Shown } from "./excel";

const days = (cell: unknown): Shown => cellOf("FLEXCOST", [[cell]], [[6]], [[3]]);
const refused = (sentence: string, code = "#VALUE!") => ({ code, sentence });
const beginning = (sentence: string, code = "#VALUE!") => ({
  code,
  sentence: expect.stringContaining(sentence) as string,
});

describe("numbers", () => {
  test.each([
    ["85", 1530],
    [" 8.5 ", 153],
    ["1e2", 1800],
    ["0.125", 2.25],
    ["50%", 9],
    [".5", 9],
    [null, 0],
    [undefined, 0],
    [{ type: "Double", basicValue: 85, numberFormat: "0.0" }, 1530],
    [{ type: "FormattedNumber", basicValue: 85 }, 1530],
    [{ type: "String", basicValue: "85" }, 1530],
    [{ type: "Empty", basicValue: "" }, 0],
  ])("%j is read", (cell, cost) => {
    expect(days(cell)).toBe(cost);
  });

  test.each([
    ["1,234", 'days: "1,234" is not a number'],
    ["1 234", "is not a number"],
    ["1,5", "is not a number"],
    ["$5", "is not a number"],
    [" ", 'days: " " is not a number'],
    ["Infinity", "is not a number"],
    ["0x10", "is not a number"],
    ["1e999", "is not a number"],
    ["1.234", 'days: the text "1.234" may mean 1.234 or 1234. Turn the cell into a number.'],
    [true, "days: TRUE is not a number"],
    [NaN, "days: NaN is not a number"],
    [-5, "days: -5 is out of range. Enter a number from 0 to 1,000,000,000,000."],
    [1e15, "is out of range"],
    [
      { type: "Entity", text: "AutoCAD", basicValue: "#VALUE!", basicType: "Error" },
      "holds a data type (Entity). Point to a number in it, as in A2.Price.",
    ],
    [{ type: "WebImage", basicValue: "#VALUE!" }, "data type (WebImage)"],
    [{}, "data type (unknown)"],
  ])("%j is refused", (cell, sentence) => {
    expect(days(cell)).toEqual(beginning(sentence));
  });

  test("a long text is cut", () => {
    expect((days("x".repeat(500)) as { sentence: string }).sentence.length).toBeLessThan(160);
  });

  test("a rate or price that is 0 or blank is unknown, never free", () => {
    const unknown =
      "tokensPerDay: 0 or a blank cell means unknown, not free. Enter the figure of the vendor or of your quote.";
    expect(cellOf("FLEXCOST", [[85]], [[0]], [[3]])).toEqual(refused(unknown, "#N/A"));
    expect(cellOf("FLEXCOST", [[85]], [[""]], [[3]])).toEqual(refused(unknown, "#N/A"));
    expect(cellOf("FLEXCOST", [[85]], null, [[3]])).toEqual(refused(unknown, "#N/A"));
    expect(cellOf("BREAKEVEN_DAYS", [[0]], [[6]], [[3]])).toEqual(beginning("seatPrice:", "#N/A"));
  });

  test("the place in the range is named", () => {
    const sentence = (...grid: unknown[][]) =>
      call("FLEXCOST", grid, [[6]], [[3]])
        .flat()
        .flatMap((one) => (one !== null && typeof one === "object" ? one.sentence.split(":")[0] : []));
    expect(sentence([1], [2], [-1])).toEqual(["days, row 3"]);
    expect(sentence([1, -1])).toEqual(["days, column 2"]);
    expect(sentence([1, 2], [3, -1])).toEqual(["days, row 2, column 2"]);
  });

  test("an infinite answer is refused", () => {
    expect(cellOf("BREAKEVEN_DAYS", [[1e12]], [[1e-200]], [[1e-200]])).toEqual(
      beginning("too large for a cell"),
    );
  });

  test("seats, years and packs are whole", () => {
    expect(cellOf("TRUEDOWN_SAVING", [[10.5]], [[5]], [[100]])).toEqual(
      refused("owned: 10.5 is not allowed. Enter a whole number from 0 to 1,000,000,000,000."),
    );
    expect(cellOf("TRUEDOWN_SAVING", [[10]], [[5]], [[100]], null, null, [[0]])).toEqual(
      refused("years: 0 is not allowed. Enter a whole number from 1 to 10."),
    );
    expect(cellOf("POOLSIZE", [[10]], null, null, [[0]])).toEqual(beginning("pack: 0 is not allowed"));
  });
});

describe("errors in cells", () => {
  test.each(["#N/A", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"])("%s goes on as it is", (code) => {
    expect(days(code)).toMatchObject({ code });
    expect(days({ type: "Error", basicType: "Error", basicValue: code })).toMatchObject({ code });
    expect(days(new CustomFunctions.Error(code as CustomFunctions.ErrorCode))).toMatchObject({ code });
  });

  test("errors that a function cannot return become #VALUE! with their name", () => {
    expect(days("#REF!")).toEqual(refused("days: the cell holds #REF!. Correct that cell first."));
    expect(days({ type: "Error", basicValue: "#SPILL!" })).toEqual(beginning("the cell holds #SPILL!"));
    expect(days({ type: "Error", basicValue: { toString: 1 } })).toEqual(beginning("the cell holds #VALUE!"));
  });

  test("an error among the months makes the one answer an error", () => {
    expect(cellOf("POOLSIZE", [[1], ["#N/A"]])).toEqual(
      refused("monthlyTokens, row 2: the cell holds #N/A. Correct that cell first.", "#N/A"),
    );
  });
});

describe("shares", () => {
  const buffer = (cell: unknown): Shown => cellOf("POOLSIZE", [[42_000]], [[cell]]);
  test("15 for 15 % is refused with a remedy", () => {
    expect(buffer(15)).toEqual(refused("buffer: 15 is 1,500 %. If you mean 15 %, enter 15%."));
    expect(buffer("15")).toEqual(refused("buffer: 15 is 1,500 %. If you mean 15 %, enter 15%."));
    expect(buffer("15%")).toBe(579_600);
    expect(buffer(-0.1)).toEqual(refused("buffer: -0.1 is not allowed. Enter a share from 0 % to 100 %."));
    expect(buffer(500)).toEqual(beginning("Enter a share from 0 % to 100 %"));
  });

  test("a discount of 100 % leaves no price", () => {
    expect(cellOf("AUDIT_EXPOSURE", [[2]], [[1]], [[3]], [[1]])).toEqual(
      refused("discount: a discount of 100 % leaves no price. Enter a share below 100 %."),
    );
  });
});

test("an empty text is not a number; a blank cell is never an empty text", () => {
  for (const [name, args] of [
    ["FLEXCOST", [[[""]], [[6]], [[3]]]],
    ["TRUEDOWN_SAVING", [[[14_500]], [[""]], [[3700]]]],
    ["POOLSIZE", [[[1000], [""]]]],
  ] as const) {
    expect(cellOf(name, ...args)).toMatchObject({
      code: "#VALUE!",
      sentence: expect.stringContaining('"" is not a number') as string,
    });
  }
});

describe("optional arguments", () => {
  test.each([[null], [undefined], [[[null]]], [[[""]]], [[[undefined]]]])("%j is left out", (nothing) => {
    expect(call("POOLSIZE", [[42_000]], nothing, nothing, nothing)).toEqual([[579_600]]);
    expect(
      call("TRUEDOWN_SAVING", [[14_500]], [[10_200]], [[3700]], nothing, nothing, nothing, nothing, nothing),
    ).toEqual([[15_910_000]]);
    expect(call("BREAKEVEN_DAYS", [[1800]], [[6]], [[3]], nothing)).toEqual([[100]]);
    expect(call("TRUEUP_COST", [[50]], [[55]], [[2030]], [[12]], nothing, nothing, nothing)).toEqual([
      [10_150],
    ]);
  });

  test("a blank cell in a range is 0, and means no price or limit where 0 makes no sense", () => {
    expect(call("TRUEDOWN_SAVING", [[100]], [[80]], [[10]], [[0.1], [0]])).toEqual([[100], [0]]);
    expect(call("TRUEUP_COST", [[50]], [[55]], [[2000]], [[12]], [[1000], [0]], [[0]])).toEqual([
      [5000],
      [10_000],
    ]);
  });

  test("words in upper or lower case; other words are refused", () => {
    expect(call("BREAKEVEN_DAYS", [[1200]], [[10]], [[1]], [[" Year "], ["MONTH"], [0], [""]])).toEqual([
      [120],
      [10],
      [120],
      [120],
    ]);
    expect(cellOf("BREAKEVEN_DAYS", [[1200]], [[10]], [[1]], [["week"]])).toEqual(
      refused('per: "week" is not a valid choice. Enter "year" or "month".'),
    );
    expect(cellOf("BREAKEVEN_DAYS", [[1200]], [[10]], [[1]], [["constructor"]])).toEqual(
      beginning("is not a valid choice"),
    );
    expect(cellOf("POOLSIZE", [[1]], null, [["peak", "peak"]])).toEqual(
      refused("rule: a range is not allowed. Give one cell or value."),
    );
  });

  test("TRUE and FALSE as truth values or text, not as numbers", () => {
    const saving = (cell: unknown) =>
      cellOf("TRUEDOWN_SAVING", [[110]], [[100]], [[100]], null, null, null, null, [[cell]]);
    expect([true, "true", " TRUE ", false, "FALSE"].map(saving)).toEqual([1000, 1000, 1000, 0, 0]);
    expect(saving(0)).toEqual(refused("feeFollows: 0 is neither TRUE nor FALSE. Enter one of them."));
    expect(saving("yes")).toEqual(beginning('"yes" is neither TRUE nor FALSE'));
    const column = call("TRUEDOWN_SAVING", [[110]], [[100]], [[100]], null, null, null, null, [
      [true],
      [null],
    ]);
    expect(column[1]?.[0]).toEqual(beginning("feeFollows, row 2: a blank cell is neither TRUE nor FALSE"));
  });
});

describe("dates", () => {
  const notice = (cell: unknown): Shown => cellOf("NOTICE_DATE", [[cell]], [[45]]);
  test("serial numbers, with or without a time, and ISO text", () => {
    expect(notice(serial(2026, 12, 31))).toBe(serial(2026, 11, 16));
    expect(notice(serial(2026, 12, 31) + 0.75)).toBe(serial(2026, 11, 16));
    expect(notice("2026-12-31")).toBe(serial(2026, 11, 16));
    expect(notice({ type: "FormattedNumber", basicValue: 46_387, numberFormat: "yyyy-mm-dd" })).toBe(46_342);
  });

  test.each(["31.12.2026", "2026-02-30", 20_261_231, 2026, 0, null, true, -1])("%j is refused", (cell) => {
    expect(notice(cell)).toEqual(beginning("is not a date from 1980 on"));
  });

  test("no date for a balance that lasts beyond the year 9999", () => {
    const day = serial(2026, 10, 31);
    expect(cellOf("RUNOUT_DATE", [[100]], [[day]], [[0]])).toEqual(beginning("beyond the year 9999", "#N/A"));
    expect(cellOf("RUNOUT_DATE", [[1e12]], [[day]], [[1]])).toEqual(
      beginning("beyond the year 9999", "#N/A"),
    );
    expect(cellOf("RUNOUT_DATE", [[0]], [[day]], [[0]])).toEqual(beginning("beyond the year 9999", "#N/A"));
    expect(cellOf("RUNOUT_DATE", [[0]], [[day]], [[5]])).toBe(day);
  });
});

describe("series", () => {
  test("months: at most twelve, in a row or a column, scaled to a year", () => {
    expect(call("POOLSIZE", [[100, 200]], [[0]])).toEqual([[2400]]);
    expect(call("POOLSIZE", [[100], [200]], [[0]], [["average"]])).toEqual([[1800]]);
    expect(cellOf("POOLSIZE", Array(24).fill([1]))).toEqual(
      refused("monthlyTokens: 24 months are too many. Give the last 12, or fewer."),
    );
    expect(cellOf("POOLSIZE", [[1]], [[0.1, 0.2]])).toEqual(beginning("buffer: a range is not allowed"));
    expect(cellOf("POOLSIZE", [[1]], [[0.1]], [["season"]])).toEqual(
      refused('buffer: the rule "season" needs 12 cells, January first, not 1.'),
    );
    expect(cellOf("POOLSIZE", [[1]], null, [["season"]])).toEqual(
      beginning("needs 12 cells, January first, not 0"),
    );
  });

  test("use: a row gives a row, a column gives a column, a block is refused", () => {
    expect(call("RATCHET", [[100]], [[90, 120, 80]], [[0.1]])).toEqual([[90, 120, 108]]);
    expect(call("RATCHET", [[100]], [[90], [120], [80]], [[0.1]])).toEqual([[90], [120], [108]]);
    expect(
      cellOf(
        "RATCHET",
        [[100]],
        [
          [1, 2],
          [3, 4],
        ],
      ),
    ).toEqual(refused("use: a block of cells has no order. Give one row or one column."));
  });

  test("tiers: in any order, without blank rows, each minimum once", () => {
    expect(
      call(
        "TOKEN_PRICE",
        [[0], [4999], [5000]],
        [
          [5000, 2.8],
          [0, 0],
          ["", ""],
          [0, 3],
        ],
      ),
    ).toEqual([[3], [3], [2.8]]);
    expect(
      call(
        "TOKEN_PRICE",
        [[6000]],
        [
          [0, 3],
          [5000, 2.8],
        ],
        [["all units"]],
      ),
    ).toEqual([[2.8]]);
    expect(
      cellOf(
        "TOKEN_PRICE",
        [[1]],
        [
          [0, 3],
          [0, 2],
        ],
      ),
    ).toEqual(refused("tiers: two rows begin at 0 tokens. Keep one row."));
    expect(cellOf("TOKEN_PRICE", [[1]], [[0, 0]])).toEqual(
      beginning("tiers: the table has no price", "#N/A"),
    );
    expect(
      cellOf(
        "TOKEN_PRICE",
        [[1]],
        [
          [0, 3],
          [500, ""],
        ],
      ),
    ).toEqual(beginning("tiers, row 2: the price is 0 or blank", "#N/A"));
    expect(
      cellOf(
        "TOKEN_PRICE",
        [[1]],
        [
          ["From", "Price"],
          [0, 3],
        ],
      ),
    ).toEqual(beginning('tiers, row 1, column 1: "From" is not a number'));
    expect(cellOf("TOKEN_PRICE", [[1]], [[3]])).toEqual(beginning("tiers: 1 column instead of 2"));
  });
});

describe("labels", () => {
  test("by days a month, unless unused for 90 days", () => {
    const column = (...cells: unknown[]) => cells.map((cell) => [cell]);
    expect(call("LICENSE_SEGMENT", column(18, 8, 3, 0.1, 0)).flat()).toEqual([
      "Power",
      "Regular",
      "Occasional",
      "Rare",
      "Dormant",
    ]);
    expect(call("LICENSE_SEGMENT", [[20]], column(0, 89, 90)).flat()).toEqual(["Power", "Power", "Dormant"]);
    expect(call("LICENSE_SEGMENT", [[0]], column(0, 89, 90)).flat()).toEqual(["Dormant", "Rare", "Dormant"]);
    expect(call("LICENSE_ACTIVITY", column(10, 2, 1.9, 0)).flat()).toEqual([
      "Active",
      "Occasional",
      "Minimal",
      "Dormant",
    ]);
    expect(cellOf("LICENSE_SEGMENT", [[32]])).toEqual(
      beginning("daysPerMonth: 32 is out of range. Enter a number from 0 to 31."),
    );
  });
});

describe("any content of cells", () => {
  const garbage = fc.oneof(
    fc.jsonValue(),
    fc.double(),
    fc.string(),
    fc.date().map(Number),
    fc.constantFrom(undefined, 0, 1, "15%", "peak", "season", true, "#REF!", 1e308, 5e-324, -0),
    fc.record({ type: fc.constantFrom("Error", "Double", "Entity", "Empty"), basicValue: fc.jsonValue() }),
  );
  const range = fc.oneof(
    fc.constantFrom(null, undefined),
    fc.array(fc.array(garbage, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
    garbage.map((cell) => [[cell]]),
  );

  test.each(FUNCTIONS.map(({ name }) => name))(
    "%s answers with finite numbers, words or refusals, the same each time",
    (id) => {
      fc.assert(
        fc.property(fc.array(range, { minLength: 8, maxLength: 8 }), (given) => {
          const before = structuredClone(given);
          const answer = call(id, ...given);
          for (const one of answer.flat()) {
            if (typeof one === "number") expect(Number.isFinite(one)).toBe(true);
            else if (one !== null && typeof one === "object")
              expect(one.code).toMatch(/^#(VALUE!|N\/A|DIV\/0!|NUM!|NULL!)$/);
            else expect(typeof one).toBe("string");
          }
          expect(call(id, ...given)).toEqual(answer);
          expect(given).toEqual(before);
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe("monotonic answers", () => {
  const amount = fc.integer({ min: 1, max: 5000 });
  const share = fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100);
  const rises = (less: Shown, more: Shown) =>
    expect(more as number).toBeGreaterThanOrEqual((less as number) - 1e-9);

  test("more days, a larger buffer, more years, a looser cap, a higher discount never lower it", () => {
    fc.assert(
      fc.property(amount, amount, amount, share, share, (a, b, c, d, e) => {
        const [low, high] = [Math.min(d, e), Math.max(d, e)];
        rises(cellOf("FLEXCOST", [[a]], [[b]], [[c]]), cellOf("FLEXCOST", [[a + 1]], [[b]], [[c]]));
        rises(
          cellOf("POOLSIZE", [[a, b]], [[low]], null, [[c]]),
          cellOf("POOLSIZE", [[a, b]], [[high]], null, [[c]]),
        );
        rises(
          cellOf("AUDIT_EXPOSURE", [[a]], [[b]], [[c]], [[low]]),
          cellOf("AUDIT_EXPOSURE", [[a]], [[b]], [[c]], [[high]]),
        );
        const saving = (cap: number, years: number) =>
          cellOf("TRUEDOWN_SAVING", [[a]], [[b]], [[c]], [[cap]], null, [[years]]);
        rises(saving(low, 2), saving(high, 2));
        rises(saving(low, 2), saving(low, 3));
      }),
    );
  });
});
