import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoMonth } from "../../../src/engine/calendar";
import type { PlannedUse } from "../../../src/engine/estate/estate";
import type { PlannedMonth } from "../../../src/engine/pool/planned-use";
import { days, fraction, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type UseRow } from "../estate-of";

const AS_OF = day("2026-10-31");
const MONTHS = Array.from(
  { length: 12 },
  (_, i) => `${i < 2 ? 2025 : 2026}-${String(((i + 10) % 12) + 1).padStart(2, "0")}`,
);
/** Every month of a year, ann draws 100 tokens and bob 50. */
const STEADY: UseRow[] = MONTHS.flatMap((month) => [
  ...daysOfUse("ann@x", "Revit", `${month}-01`, 10, "tokens", 10),
  ...daysOfUse("bob@x", "Revit", `${month}-01`, 5, "tokens", 10),
]);
const PERIOD = ["2025-11-01", "2026-10-31"] as const;

type Row = Omit<Partial<PlannedUse>, "from" | "to" | "daysPerMonth"> & {
  readonly from: string;
  readonly to?: string;
  readonly daysPerMonth?: number;
};

const planned = ({ from, to, daysPerMonth, ...rest }: Row): PlannedUse => ({
  people: 1,
  ...rest,
  ...(daysPerMonth === undefined ? {} : { daysPerMonth: days(daysPerMonth) }),
  from: day(from),
  ...(to === undefined ? {} : { to: day(to) }),
  origin: { source: 0, row: 2 },
});

const plan = (rows: readonly Row[], set: Partial<Assumptions> = {}) =>
  analyse(estateOf({ use: STEADY, period: PERIOD, rest: { plannedUse: rows.map(planned) } }), AS_OF, {
    ...defaultAssumptions(),
    ...set,
  });

const monthsOf = (rows: readonly Row[], set?: Partial<Assumptions>): readonly PlannedMonth[] =>
  plan(rows, set).tokenPlan.forecast!.months;

const expected = (months: readonly PlannedMonth[], count: number) =>
  months.slice(0, count).map(({ expected: n }) => n);

describe("planned use", () => {
  it("adds its days at the rate to the months that it covers", () => {
    // 3 people × 5 days × 10 tokens are 150 a month; of November 15 of 30 days are covered.
    const months = monthsOf([
      { people: 3, product: "Revit", daysPerMonth: 5, from: "2026-11-16", to: "2027-01-31" },
    ]);
    expect(months.slice(0, 4).map(({ month, expected: n }) => [isoMonth(month), n])).toEqual([
      ["2026-11", 225],
      ["2026-12", 300],
      ["2027-01", 300],
      ["2027-02", 150],
    ]);
    expect(months[1]?.parts).toEqual({ base: 150, leaving: 0, joiners: 0, growth: 0, planned: 150 });
    // Equal months have no error, so all of the range is that of the plan: none of it, or all.
    expect(months[1]?.likely).toEqual({ low: 150, high: 300 });
  });

  it("takes out what a named user drew, from the day on which it ends", () => {
    // bob draws 50 of 150. In December 15 of 31 days are with him: (15 × 150 + 16 × 100) ÷ 31 = 124.2.
    const months = monthsOf([{ user: "bob@x", person: 1, people: -1, from: "2026-12-16" }]);
    expect(expected(months, 3)).toEqual([150, 124, 100]);
    expect(months[2]).toMatchObject({ parts: { base: 150, leaving: -50 }, likely: { low: 100, high: 100 } });
  });

  it("takes a named user out for the last day of a month, and for none of it where the use ends on the next", () => {
    // bob draws 50 of 150: (29 × 150 + 1 × 100) ÷ 30 = 148.3.
    const from = (iso: string) => monthsOf([{ user: "bob@x", person: 1, people: -1, from: iso }]);
    expect(expected(from("2026-11-30"), 2)).toEqual([148, 100]);
    expect(expected(from("2026-12-01"), 2)).toEqual([150, 100]);
  });

  it("lets a named user come back after the last day", () => {
    const months = monthsOf([{ user: "bob@x", person: 1, people: -1, from: "2026-12-01", to: "2026-12-31" }]);
    expect(expected(months, 3)).toEqual([150, 100, 150]);
  });

  it("ends the contract of a named user that began in the months so far", () => {
    const months = monthsOf([
      { user: "ann@x", person: 0, product: "Revit", from: "2026-01-01", to: "2026-12-31" },
    ]);
    expect(expected(months, 3)).toEqual([150, 150, 50]);
  });

  it("counts only the end of a project that has begun, as its days are in the months so far", () => {
    const project = { people: 1, product: "Revit", daysPerMonth: 4, from: "2026-03-01" };
    expect(expected(monthsOf([{ ...project, to: "2026-12-31" }]), 3)).toEqual([150, 150, 110]);
    expect(expected(monthsOf([project]), 3)).toEqual([150, 150, 150]);
    expect(expected(monthsOf([{ ...project, to: "2026-09-30" }]), 3)).toEqual([150, 150, 150]);
  });

  it("ends use of people without a name by their days, and never below nothing", () => {
    const end = { people: -2, product: "Revit", from: "2026-12-01" };
    const months = monthsOf([{ ...end, daysPerMonth: 4 }]);
    expect(expected(months, 2)).toEqual([150, 70]);
    expect(months[1]?.likely).toEqual({ low: 70, high: 150 });
    expect(monthsOf([{ ...end, daysPerMonth: 20 }])[1]).toMatchObject({
      expected: 0,
      parts: { planned: -150 },
      likely: { low: 0, high: 150 },
    });
    // Those that ended while the exports run are in their months already.
    expect(expected(monthsOf([{ ...end, from: "2026-03-01", daysPerMonth: 4 }]), 3)).toEqual([150, 150, 150]);
  });

  it("takes one user out once, in however many rows", () => {
    const end = { user: "bob@x", person: 1, people: -1 };
    const months = monthsOf([
      { ...end, from: "2026-12-01" },
      { ...end, product: "Revit", from: "2027-01-01" },
    ]);
    expect(expected(months, 3)).toEqual([150, 100, 100]);
  });

  it("applies planned joiners and growth once, to those who stay", () => {
    // One joiner beside two users: × 1.5. From 100: 50 of joiners; growth of 10 % of the 150 is 15.
    const [first] = monthsOf([{ user: "bob@x", person: 1, people: -1, from: "2026-11-01" }], {
      plannedJoiners: 1,
      growth: fraction(0.1),
    });
    expect(first?.parts).toEqual({ base: 150, leaving: -50, joiners: 50, growth: 15, planned: 0 });
    expect(first?.expected).toBe(165);
  });

  it("leaves out, and names, what it cannot turn into tokens", () => {
    const { tokenPlan, issues } = plan([
      { people: 2, product: "Civil 3D", daysPerMonth: 5, from: "2026-12-01", project: "Tower" },
      { user: "zoe@x", people: -1, from: "2026-12-01" },
    ]);
    expect(tokenPlan.forecast?.months.every(({ expected: n }) => n === 150)).toBe(true);
    const gaps = [
      "2 people on Civil 3D from 2026-12-01 (Tower): the rate of Civil 3D is unknown",
      "zoe@x from 2026-12-01: no other table names zoe@x",
    ];
    expect(tokenPlan.planGaps.map(({ text }) => text)).toEqual(gaps);
    expect(issues.filter(({ code }) => code === "planned-use-left-out")).toMatchObject([
      { severity: "error", message: `The token forecast is without this row: ${gaps[0]!}.` },
      { severity: "error", message: `The token forecast is without this row: ${gaps[1]!}.` },
    ]);
  });

  it("says that it changes nothing, where too few months are known", () => {
    const given = {
      use: daysOfUse("ann@x", "Revit", "2026-09-01", 61, "tokens", 10),
      period: ["2026-09-01", "2026-10-31"] as const,
      rest: { plannedUse: [planned({ product: "Revit", daysPerMonth: 5, from: "2026-12-01" })] },
    };
    const { tokenPlan, issues } = analyse(estateOf(given), AS_OF, defaultAssumptions());
    expect(tokenPlan.forecast).toBeNull();
    expect(issues.some(({ code }) => code === "planned-use-without-forecast")).toBe(true);
  });

  it("has parts that add up, inside the ranges, for any rows", () => {
    const row = fc.record({
      people: fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0),
      daysPerMonth: fc.integer({ min: -31, max: 31 }).filter((n) => n !== 0),
      start: fc.integer({ min: -300, max: 300 }),
      length: fc.option(fc.integer({ min: 0, max: 400 })),
      person: fc.option(fc.constantFrom(0, 1)),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const { months } = plan([], {}).tokenPlan.forecast!;
        const found = analyse(
          estateOf({
            use: STEADY,
            period: PERIOD,
            rest: {
              plannedUse: rows.map(({ people, daysPerMonth, start, length, person }): PlannedUse => ({
                people: person === null ? people : Math.sign(people),
                daysPerMonth: days(daysPerMonth),
                product: "Revit",
                from: (day("2026-11-01") + start) as PlannedUse["from"],
                ...(length === null
                  ? {}
                  : { to: (day("2026-11-01") + start + length) as PlannedUse["from"] }),
                ...(person === null ? {} : { person, user: "x" }),
                origin: { source: 0, row: 2 },
              })),
            },
          }),
          AS_OF,
          defaultAssumptions(),
        ).tokenPlan.forecast!;
        found.months.forEach(({ expected: n, parts, likely, wide }, i) => {
          expect(parts.base).toBe(months[i]?.expected);
          expect(parts.base + parts.leaving + parts.joiners + parts.growth + parts.planned).toBe(n);
          expect(n).toBeGreaterThanOrEqual(tokens(0));
          for (const { low, high } of [likely, wide]) {
            expect(low).toBeLessThanOrEqual(n);
            expect(high).toBeGreaterThanOrEqual(n);
          }
        });
      }),
      { numRuns: 40 },
    );
  });
});
