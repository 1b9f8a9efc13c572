import { analyse } from "../../../src/engine/analyse";
import type { Analysis, UserAnalysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { cautions } from "../../../src/engine/statements/cautions";
import type { Issue } from "../../../src/engine/issues";
import type { MixReport } from "../../../src/engine/renewal/mix-report";
import { days, fraction, money, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

/** One daily user of AutoCAD and two seats until a day, on which the answer says when its first year begins. */
function said(end: string): string[] {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought: [["AutoCAD", 2, 1000, "C1", end]],
  });
  const analysis = analyse(estate, day("2026-12-31"), defaultAssumptions());
  const answered = { analysis, issues: analysis.issues, counts: [], settingDoubts: [] };
  return cautions(answered as unknown as Parameters<typeof cautions>[0]).filter((text) =>
    text.includes("first year"),
  );
}

describe("a first renewal that is far away", () => {
  it.each(["2027-03-31", "2027-12-30", "2027-12-31"])("says nothing for %s, within a year", (end) => {
    expect(said(end)).toEqual([]);
  });

  it("says from which day on the first year counts", () => {
    expect(said("2028-01-01")).toEqual([
      "The first year begins after the first renewal, on 2028-01-01: until then today's seats stay paid for, nothing is " +
        "saved on them, and new seats are an additional cost",
    ]);
  });
});

describe("what weakens the answer", () => {
  const BASE = analyse(
    estateOf({
      period: ["2026-01-01", "2026-12-31"],
      use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
      seats: [["ann@x", "AutoCAD", "2025-01-01"]],
      bought: [["AutoCAD", 1, 1000, "C1", "2027-03-31"]],
    }),
    day("2026-12-31"),
    defaultAssumptions(),
  );
  const told = (more: Partial<Analysis>, issues: readonly Issue[] = []) =>
    cautions({ analysis: { ...BASE, ...more }, issues, counts: [], settingDoubts: [] });
  const issue = (code: Issue["code"], more: Partial<Issue> = {}): Issue => ({
    severity: "warning",
    code,
    message: "What happened.",
    rows: 1,
    file: "book.xlsx",
    sheet: "A",
    ...more,
  });

  it("is nothing where all is well", () => {
    expect(told({})).toEqual([]);
  });

  it("is the number of errors, those of our own check apart, which are told one by one", () => {
    const error = issue("unknown-price", { severity: "error" });
    expect(told({}, [error])).toEqual(["1 error in the data, listed under Data issues"]);
    expect(told({}, [error, error, issue("unknown-price")])).toEqual([
      "2 errors in the data, listed under Data issues",
    ]);
    expect(told({}, [issue("self-check", { severity: "error" })])).toEqual(["What happened"]);
  });

  describe("sheets that were not read", () => {
    const sheets = (code: Issue["code"], ...names: readonly string[]) =>
      told(
        {},
        names.map((sheet) => issue(code, { sheet })),
      );

    it("are damaged", () => {
      expect(sheets("damaged-sheet", "A")).toEqual([
        'Not read to the end, because it is damaged: "A" of book.xlsx',
      ]);
      expect(sheets("damaged-sheet", "A", "B")).toEqual([
        'Not read to the end, because they are damaged: "A" of book.xlsx and "B" of book.xlsx',
      ]);
    });

    it("are hidden", () => {
      expect(sheets("hidden-table", "A")).toEqual([
        'Not read, because it is hidden, though a table is on it: "A" of book.xlsx',
      ]);
      expect(sheets("hidden-table", "A", "B")).toEqual([
        'Not read, because they are hidden, though a table is on them: "A" of book.xlsx and "B" of book.xlsx',
      ]);
    });

    it("hold no known table, those that are damaged apart; three are named", () => {
      expect(sheets("unrecognised-sheet", "A")).toEqual([
        'Not read, because no table on it is known: "A" of book.xlsx',
      ]);
      expect(sheets("unrecognised-sheet", "A", "B", "C")).toEqual([
        'Not read, because no table on them is known: "A" of book.xlsx, "B" of book.xlsx and "C" of book.xlsx',
      ]);
      expect(sheets("unrecognised-sheet", "A", "B", "C", "D")).toEqual([
        'Not read, because no table on them is known: "A" of book.xlsx, "B" of book.xlsx, "C" of book.xlsx and 1 more sheet',
      ]);
      const both = [issue("damaged-sheet"), issue("unrecognised-sheet")];
      expect(told({}, both)).toHaveLength(1);
      expect(told({}, [both[0]!, issue("unrecognised-sheet", { sheet: "B" })])).toHaveLength(2);
      expect(told({}, [both[0]!, issue("unrecognised-sheet", { file: "other.xlsx" })])).toHaveLength(2);
    });
  });

  it("is what was typed into the sheets of an earlier run", () => {
    expect(told({}, [issue("frozen-formula"), issue("unused-decision"), issue("unknown-price")])).toEqual([
      "What happened",
      "What happened",
    ]);
  });

  describe("users with little history", () => {
    const user = (confidence: UserAnalysis["confidence"], more: Partial<UserAnalysis> = {}) => ({
      ...BASE.users[0]!,
      confidence,
      ...more,
    });
    const LITTLE = "less than 90 days of history: low confidence in their yearly need";
    const assumptions = { ...BASE.assumptions, lowConfidenceDays: days(90) };

    it("are counted among those with use", () => {
      const few = (...users: readonly UserAnalysis[]) => told({ users, assumptions });
      expect(few(user("low"), user("full year"))).toEqual([`1 of 2 users with use has ${LITTLE}`]);
      expect(few(user("low"), user("low"))).toEqual([`2 of 2 users with use have ${LITTLE}`]);
      expect(few(user("low", { products: [] }), user("low"))).toEqual([`1 of 1 user with use has ${LITTLE}`]);
      expect(few(user("full year"))).toEqual([]);
    });
  });

  describe("covers that the analyst overruled", () => {
    const NONE = { flex: [], drawsFlex: false };
    const overruled = (...costs: readonly (number | null | undefined)[]) =>
      told({
        users: costs.map((more, i) => ({
          ...BASE.users[0]!,
          user: `u${i}`,
          recommended: { ...BASE.users[0]!.recommended, seats: ["AutoCAD"] },
          decision: {
            text: "AutoCAD",
            refused: null,
            instead:
              more === undefined
                ? null
                : { ...NONE, seats: ["Maya"], more: more === null ? null : money(more) },
          },
        })) as unknown as UserAnalysis[],
      });

    it("name what they cost", () => {
      expect(overruled(-738)[0]).toMatch(
        /^You overruled the run for 1 user: u0 gets .*, 738 a year more than /,
      );
      expect(overruled(738)[0]).toMatch(/, 738 a year less than /);
      expect(overruled(0.4)[0]).toMatch(/, for the same cost as /);
      expect(overruled(-0.4)[0]).toMatch(/, for the same cost as /);
      expect(overruled(-0.5)[0]).toMatch(/, 1 a year more than /);
      expect(overruled(null)[0]).toMatch(/, at an unknown difference in cost from /);
    });

    it("are none where the run recommends the same", () => {
      expect(overruled(undefined)).toEqual([]);
    });

    it("name five, those of unknown cost and the dearest first", () => {
      const order = (...costs: readonly (number | null)[]) =>
        overruled(...costs)[0]!.match(/u\d|\d more users?$/g);
      expect(order(-1, -30, null, -2)).toEqual(["u2", "u1", "u3", "u0"]);
      expect(order(-1, -2, -3, -4, -5)).toEqual(["u4", "u3", "u2", "u1", "u0"]);
      expect(order(-1, -2, -3, -4, -5, -6)).toEqual(["u5", "u4", "u3", "u2", "u1", "1 more user"]);
    });
  });

  describe("pools of the best mix that may run dry", () => {
    const dry = (
      ...pools: readonly (readonly [name: string | null, bought: number, chance: number | null])[]
    ) =>
      told({
        assumptions: { ...BASE.assumptions, mostDryChance: fraction(0.1) },
        mix: {
          ...BASE.mix!,
          pools: pools.map(([pool, bought, chance]) => ({
            pool,
            bought: tokens(bought),
            cover:
              chance === null
                ? null
                : { dryChance: fraction(chance), use: { p50: tokens(900), p90: tokens(1100) } },
          })) as unknown as MixReport["pools"],
        },
      });
    const DRAWS = "(a middle year draws 900, one year in ten more than 1,100)";

    it("are told with their chance", () => {
      expect(dry([null, 1000, 0.2])).toEqual([
        `By the forecast the best mix's tokens may run dry within the year: the 1,000 tokens with a chance of 20.0 % ${DRAWS}`,
      ]);
      expect(dry([null, 1000, 0.1])).toEqual([]);
      expect(dry([null, 0, 0.2])).toEqual([]);
      expect(dry([null, 1000, null])).toEqual([]);
    });

    it("name three, the likeliest first", () => {
      const names = (...chances: readonly number[]) =>
        dry(...chances.map((chance, i) => [`P${i}`, 100, chance] as const))[0]!.match(/P\d|\d more pools?$/g);
      expect(dry(["P0", 100, 0.2], ["P1", 100, 0])[0]).toContain(
        "the 100 tokens of P0 with a chance of 20.0 %",
      );
      expect(names(0.2, 0.4, 0.3)).toEqual(["P1", "P2", "P0"]);
      expect(names(0.2, 0.4, 0.3, 0.5)).toEqual(["P3", "P1", "P2", "1 more pool"]);
    });
  });
});
