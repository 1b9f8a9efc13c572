import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import type { PlannedUse, TokenBudget } from "../../../src/engine/estate/estate";
import { days, money, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const MONTHS = Array.from(
  { length: 12 },
  (_, i) => `${i < 2 ? 2025 : 2026}-${String(((i + 10) % 12) + 1).padStart(2, "0")}`,
);
/** Every month of a year, ann of Design draws 100 tokens of Revit, and bob of Sales 50. */
const use = MONTHS.flatMap((month) => [
  ...daysOfUse("ann@x", "Revit", `${month}-01`, 10, "tokens", 10),
  ...daysOfUse("bob@x", "Revit", `${month}-01`, 5, "tokens", 10),
]);
const people = { "ann@x": { department: "Design" }, "bob@x": { department: "Sales" } };
const origin = { source: 0, row: 2 };

const analysed = (budgets: readonly Omit<TokenBudget, "origin">[], { rest, ...given }: Given = {}) =>
  analyse(
    estateOf({
      use,
      people,
      period: ["2025-11-01", "2026-10-31"],
      ...given,
      rest: { ...rest, tokenBudgets: budgets.map((one) => ({ ...one, origin })) },
    }),
    day("2026-10-31"),
    defaultAssumptions(),
  );
const budgets = (...given: Parameters<typeof analysed>) => analysed(...given).tokenUse.budgets;

describe("a budget of tokens", () => {
  const from = day("2026-01-01");

  it("shows what was drawn, its share to date, and what the year draws by the forecast", () => {
    // Ten months of 100 are 1,000; November and December bring 200. 304 of 365 days are gone.
    const [found] = budgets([{ department: "Design", tokens: tokens(1150), from }]);
    expect(found).toMatchObject({
      of: { dimension: "department", name: "Design" },
      tokens: 1150,
      used: 1000,
      expected: { tokens: 1200, low: 1200, high: 1200 },
      verdict: "over",
      why: null,
    });
    expect(found!.toDate).toBeCloseTo((1150 * 304) / 365, 9);
    expect([isoDay(found!.through), isoDay(found!.lastDay)]).toEqual(["2026-10-31", "2026-12-31"]);
  });

  it("adds up: the departments expect what all expect", () => {
    const found = budgets([
      { tokens: tokens(2000), from },
      { department: "Design", tokens: tokens(1200), from },
      { department: "sales", tokens: tokens(700), from },
      { product: "Revit", tokens: tokens(1500), from },
    ]);
    expect(found.map(({ used, expected, verdict }) => [used, expected?.tokens, verdict])).toEqual([
      [1500, 1800, "within"],
      [1000, 1200, "within"],
      [500, 600, "within"],
      [1500, 1800, "over"],
    ]);
  });

  it("bears its own planned use, which may come or not", () => {
    const plannedUse: PlannedUse[] = [
      {
        people: 1,
        product: "Revit",
        daysPerMonth: days(3),
        from: day("2026-12-01"),
        department: "Design",
        origin,
      },
    ];
    const planned = (design: number) =>
      budgets(
        [
          { department: "Design", tokens: tokens(design), from },
          { department: "Sales", tokens: tokens(600), from },
        ],
        { rest: { plannedUse } },
      );
    const found = [...planned(1210), ...planned(1230).slice(0, 1)];
    expect(
      found.map(({ expected, verdict }) => [expected?.tokens, expected?.low, expected?.high, verdict]),
    ).toEqual([
      [1230, 1200, 1230, "over"],
      [600, expect.any(Number), expect.any(Number), expect.any(String)],
      [1230, 1200, 1230, "within"],
    ]);
  });

  it("expects nothing more where everybody stops", () => {
    const stops = (person: number): PlannedUse => ({
      user: person === 0 ? "ann@x" : "bob@x",
      person,
      people: -1,
      from: day("2026-11-01"),
      origin,
    });
    const [found] = budgets([{ department: "Design", tokens: tokens(1150), from }], {
      rest: { plannedUse: [stops(0), stops(1)] },
    });
    expect(found).toMatchObject({ expected: { tokens: 1000, low: 1000, high: 1000 }, verdict: "within" });
  });

  it("in money is a number of tokens at the price of a token", () => {
    const [found] = budgets([{ amount: money(3600), from }]);
    expect(found?.tokens).toBe(1200);
  });

  it("that could not be read is unknown", () => {
    expect(budgets([{ department: "Design", from }])).toMatchObject([
      { tokens: null, used: 1000, verdict: "unknown", why: "the budget could not be read" },
    ]);
  });

  it("of which two rows state other amounts is unknown, and both are named", () => {
    const found = analysed([
      { department: "Design", tokens: tokens(1000), from },
      { department: "DESIGN", tokens: tokens(1200), from },
      { department: "Sales", tokens: tokens(700), from },
      { department: "Design", tokens: tokens(900), from: day("2025-11-01") },
    ]);
    expect(found.tokenUse.budgets.map((one) => [one.of?.name, one.tokens, one.verdict, one.why])).toEqual([
      ["Design", null, "unknown", "2 rows state different budgets for it"],
      ["Sales", 700, "within", null],
      ["Design", 900, "over", null],
    ]);
    expect(found.issues.filter(({ code }) => code === "budgets-differ")).toMatchObject([
      {
        severity: "error",
        rows: 2,
        message:
          "2 rows state different budgets of a year for Department Design, so its budget is unknown. Delete all but " +
          "one of them.",
      },
    ]);
  });

  it("of a name that no other table has is asked about, in each dimension", () => {
    const named = (given: Omit<TokenBudget, "origin" | "from" | "tokens">, more: Given = {}) =>
      analysed([{ ...given, tokens: tokens(100), from }], more)
        .issues.filter(({ code }) => code === "budget-of-nobody")
        .map(({ message }) => message);
    expect(named({ department: "Nowhere" })).toEqual([
      "No other table names the department Nowhere, so nothing is charged to its budget. If it has another name, " +
        "correct it.",
    ]);
    expect(named({ costCentre: "C9" })[0]).toContain("the cost centre C9");
    expect(named({ product: "VRED" })[0]).toContain("the product VRED");
    expect(named({ project: "Tower" })[0]).toContain("the project Tower");
    const row = {
      people: 1,
      product: "Revit",
      daysPerMonth: days(2),
      project: "tower",
      from: day("2026-12-01"),
    };
    expect(named({ project: "Tower" }, { rest: { plannedUse: [{ ...row, origin }] } })).toEqual([]);
    expect(named({ department: "sales" })).toEqual([]);
    expect(named({ product: "Revit" })).toEqual([]);
    expect(named({})).toEqual([]);
  });

  it("of something that drew nothing has drawn nothing", () => {
    expect(budgets([{ project: "Tower", tokens: tokens(100), from }])).toMatchObject([
      { used: 0, expected: { tokens: 0 }, verdict: "within" },
    ]);
  });

  it("is unknown, and says why, where the exports do not show its year", () => {
    const [early] = budgets([{ tokens: tokens(100), from: day("2025-10-01") }]);
    expect(early).toMatchObject({
      used: null,
      toDate: null,
      expected: null,
      verdict: "unknown",
      why: "the exports do not cover all of 2025-10",
    });
    expect(budgets([{ tokens: tokens(100), from: day("2026-11-01") }])).toEqual([]);
    const [late] = budgets([{ tokens: tokens(100), from }], {
      use: daysOfUse("ann@x", "Revit", "2025-11-01", 40, "tokens", 10),
      period: ["2025-11-01", "2025-12-31"],
    });
    expect(late).toMatchObject({ used: null, why: "no export covers a day of its year" });
  });

  it("is an action where it is, or may be, exceeded", () => {
    const said = actions(analysed([{ department: "Design", tokens: tokens(1150), from }]));
    expect(said.map(({ text }) => text)).toContain(
      "Department Design drew 1,000 of its budget of 1,150 tokens to 2026-10-31; at the forecast it draws 1,200 by " +
        "2026-12-31 (1,200 to 1,200), 50 more than its budget",
    );
    expect(
      actions(analysed([{ tokens: tokens(9000), from }])).some(({ text }) => text.includes("budget")),
    ).toBe(false);
  });
});
