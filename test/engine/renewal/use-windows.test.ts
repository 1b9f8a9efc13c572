import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import { contextOf } from "../../../src/engine/estate/context";
import { useWindows } from "../../../src/engine/renewal/use-windows";
import { days } from "../../../src/engine/units";
import { usageOf } from "../../../src/engine/usage/usage";
import { day, estateOf, windowMarks, type Given, type UseRow } from "../estate-of";

function windows(given: Given, own: Partial<Assumptions> = {}) {
  const assumptions = { ...defaultAssumptions(), ...own };
  const context = contextOf(estateOf(given), day("2026-12-31"), assumptions);
  return useWindows(usageOf(context), assumptions).map((one) => ({
    ...one,
    first: one.first && isoDay(one.first),
    last: one.last && isoDay(one.last),
  }));
}

/** Seat use on the first of each month and on the last day. */
const from = (first: string): Given => ({
  use: windowMarks(first, "2026-12-31"),
  period: [first, "2026-12-31"],
});
const WHOLE = { wholeYearDays: days(365) };

describe("the last months of use", () => {
  it("are 91, 183, 365 and 730 days up to the last day of the exports", () => {
    const found = windows(from("2024-01-01"));
    expect(found.map((one) => [one.months, one.days, one.first, one.last, one.isOfRun, one.unknown])).toEqual(
      [
        [3, 91, "2026-10-02", "2026-12-31", false, null],
        [6, 183, "2026-07-02", "2026-12-31", false, null],
        [12, 365, "2026-01-01", "2026-12-31", true, null],
        [24, 730, "2025-01-01", "2026-12-31", false, null],
      ],
    );
  });

  it("are known from the first covered day on", () => {
    const known = (first: string) =>
      windows(from(first), WHOLE).map(({ months, unknown }) => [months, unknown]);
    expect(known("2026-01-01").slice(2)).toEqual([
      [12, null],
      [24, "the exports cover the last 365 days only"],
    ]);
    expect(known("2026-01-02").slice(1)).toEqual([
      [6, null],
      [12, "the exports cover the last 364 days only"],
      [24, "the exports cover the last 364 days only"],
      [null, null],
    ]);
  });

  it("end with the time of the exports where that is no year", () => {
    expect(windows(from("2026-05-03"), WHOLE).at(-1)).toEqual({
      months: null,
      days: 243,
      first: "2026-05-03",
      last: "2026-12-31",
      isOfRun: true,
      unknown: null,
    });
    expect(windows(from("2026-05-03"), WHOLE).filter(({ isOfRun }) => isOfRun)).toHaveLength(1);
  });

  it("may lack a day here and there, as the assumption says", () => {
    const unknown = (wholeYearDays: number) =>
      windows(from("2026-01-06"), { wholeYearDays: days(wholeYearDays) })[2]?.unknown;
    // 360 days are covered.
    expect(unknown(360)).toBeNull();
    expect(unknown(361)).toBe("the exports cover the last 360 days only");
  });

  it("are unknown without daily exports", () => {
    expect(windows({})).toMatchObject([
      { first: null, last: null, unknown: "no export says on which days there was use" },
      { unknown: "no export says on which days there was use" },
      { unknown: "no export says on which days there was use" },
      { unknown: "no export says on which days there was use" },
      { months: null, days: 0, first: null, last: null },
    ]);
  });

  it("are unknown where exports end on days more than a month apart", () => {
    const of = (kind: "Seat usage" | "Token usage", rows: readonly UseRow[]): UseRow[] =>
      rows.map(([person, product, iso, access, n]) => [person, product, iso, access, n, 0, kind]);
    const ends = (iso: string) =>
      windows({
        use: [
          ...of("Seat usage", windowMarks("2024-01-01", "2026-12-31")),
          ...of(
            "Token usage",
            windowMarks("2024-01-01", iso).map(([who, product, on]) => [who, product, on, "tokens", 7]),
          ),
        ],
      })[0]?.unknown;
    expect(ends("2026-12-01")).toBeNull();
    expect(ends("2026-11-30")).toBeNull();
    expect(ends("2026-11-29")).toBe("some exports end on 2026-11-29, others on 2026-12-31");
  });
});
