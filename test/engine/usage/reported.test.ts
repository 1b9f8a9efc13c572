import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { Access, type ReportedUse } from "../../../src/engine/estate/estate";
import { days, tokens } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

type Row = readonly [
  person: number,
  from: string,
  to: string,
  days: number,
  source: number,
  variant?: string,
];

/** Token rows of Usage Reports of ann (0) and bob (1), 10 tokens a day. */
function analysed(rows: readonly Row[]) {
  const reportedUse = rows.map(([person, from, to, n, source, variant = "2026"], i): ReportedUse => ({
    person,
    product: 0,
    access: Access.tokens,
    variant,
    daysUsed: days(n),
    tokensUsed: tokens(10 * n),
    from: day(from),
    to: day(to),
    origin: { source, row: i + 2 },
  }));
  const estate = estateOf({
    people: { "ann@x": {}, "bob@x": {} },
    rest: { products: ["AutoCAD"], reportedUse },
  });
  const sources = [0, 1, 2].map((n) => ({
    file: `${n}.csv`,
    sheet: "report",
    kind: "Usage Report" as const,
  }));
  return analyse({ ...estate, sources }, day("2026-12-31"), defaultAssumptions());
}
const tokensOf = (rows: readonly Row[]) => analysed(rows).consumption.year;
const YEAR = ["2026-01-01", "2026-12-31"] as const;

describe("several Usage Reports", () => {
  it("of one period are slices: rows of other versions or teams are added, and equal ones count once", () => {
    expect(
      tokensOf([
        [0, ...YEAR, 20, 0],
        [0, ...YEAR, 30, 1, "2025"],
      ]),
    ).toBe(500);
    expect(
      tokensOf([
        [0, ...YEAR, 20, 0],
        [0, ...YEAR, 20, 1],
      ]),
    ).toBe(200);
    expect(
      tokensOf([
        [0, ...YEAR, 20, 0],
        [1, ...YEAR, 30, 1],
      ]),
    ).toBe(500);
  });

  it("of periods that do not overlap make up the whole: 20 days in half a year and 30 in the other are 50", () => {
    const halves: Row[] = [
      [0, "2026-01-01", "2026-06-30", 20, 0],
      [0, "2026-07-01", "2026-12-31", 30, 1],
      // Bob is in the first half only, so Bob used nothing in the second.
      [1, "2026-01-01", "2026-06-30", 40, 0],
    ];
    expect(tokensOf(halves)).toBe(900);
    expect(analysed(halves).coverage.days).toBe(365);
  });

  it("of overlapping periods count by the longest", () => {
    expect(
      tokensOf([
        [0, ...YEAR, 20, 0],
        [0, "2026-10-01", "2026-12-31", 15, 1],
      ]),
    ).toBe(200);
  });
});

it("a Usage Report of nine days orders and drops nothing", () => {
  const { coverage, recommended } = analysed([[0, "2026-12-23", "2026-12-31", 9, 0]]);
  expect([coverage.days, coverage.tooShort, recommended]).toEqual([9, true, null]);
});
