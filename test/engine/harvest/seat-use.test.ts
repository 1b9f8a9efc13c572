import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoOrNull } from "../../../src/engine/calendar";
import { Access, type Assignment, type ReportedUse } from "../../../src/engine/estate/estate";
import type { SeatUse } from "../../../src/engine/harvest/seat-use";
import { days } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = "2026-10-31";

/** The use of Ann's first seat; the use of Yves and Zoe shows that the exports cover the year and the offering. */
function useOfAnn(ann: readonly UseRow[], given: Given = {}, earlier?: Assignment["earlier"]): SeatUse {
  const others = ["yves", "zoe"];
  const estate = estateOf({
    use: [...ann, ...others.flatMap((who) => daysOfUse(who, "AutoCAD", "2026-04-01", 150, "seat"))],
    period: ["2025-11-01", AS_OF],
    bought: [["AutoCAD", 3, 1800, "C1", "2027-03-01"]],
    ...given,
    seats: [...(given.seats ?? [["ann", "AutoCAD"]]), ...others.map((who) => [who, "AutoCAD"] as const)],
  });
  const isAnn = ({ person }: { readonly person: number }): boolean => estate.people[person]!.id === "ann";
  const assignments = estate.assignments.map((one) =>
    earlier !== undefined && isAnn(one) ? { ...one, earlier } : one,
  );
  const { harvest } = analyse({ ...estate, assignments }, day(AS_OF), defaultAssumptions());
  return harvest.seats.find(isAnn)!.use;
}

const used = (first: string, count: number, product = "AutoCAD"): UseRow[] =>
  daysOfUse("ann", product, first, count, "seat");

describe("the use of a held seat", () => {
  it("without any is that of all 365 covered days", () => {
    expect(useOfAnn([])).toEqual({
      lastUse: null,
      isLastUseKnown: true,
      loginDays: 0,
      busiest: 0,
      perMonth: 0,
      unusedDays: 365,
      coveredDays: 365,
      through: day(AS_OF),
    });
  });

  it.each([
    ["2026-10-31", 0],
    ["2026-10-30", 1],
    ["2026-08-02", 90],
    ["2025-11-02", 363],
    ["2025-11-01", 364],
  ])("last used on %s, it is unused on the %i days after it", (last, unused) => {
    const use = useOfAnn(used(last, 1));
    expect([isoOrNull(use.lastUse), use.unusedDays]).toEqual([last, unused]);
  });

  // 730 days are covered, and the last year begins on 2025-11-01.
  it.each([
    ["2025-10-31", 365],
    ["2025-10-30", 366],
    ["2024-11-01", 729],
  ])("last used on %s, before the last year, it adds nothing to the days of that year", (last, unused) => {
    const use = useOfAnn(used(last, 1), { period: ["2024-11-01", AS_OF] });
    expect(use).toMatchObject({
      perMonth: 0,
      loginDays: 0,
      busiest: 0,
      coveredDays: 730,
      unusedDays: unused,
    });
    expect(isoOrNull(use.lastUse)).toBe(last);
  });

  it("never used in two covered years, it is unused for both, or since it was given", () => {
    const period = ["2024-11-01", AS_OF] as const;
    expect(useOfAnn([], { period })).toMatchObject({ lastUse: null, unusedDays: 730, coveredDays: 730 });
    const given = { period, seats: [["ann", "AutoCAD", "2025-05-01"]] } as const;
    // 549 days from 2025-05-01 to 2026-10-31: 245 of 2025, 304 of 2026.
    expect(useOfAnn([], given).coveredDays).toBe(549);
  });

  // 29 days of August from the 3rd on, 30 of September and 31 of October are the last 90.
  it.each([
    ["2026-08-01", 0],
    ["2026-08-02", 0],
    ["2026-08-03", 1],
    ["2026-10-31", 1],
  ])("on %s counts for %i of the login days of the last 90 days", (on, expected) =>
    expect(useOfAnn(used(on, 1)).loginDays).toBe(expected),
  );

  describe("given again on 1 June, 153 days before the end, is judged by the days since", () => {
    const again: Given = { seats: [["ann", "AutoCAD", "2026-06-01"]] };
    const term = { since: day("2025-11-01"), until: day("2026-01-31") };
    const since = used("2026-06-01", 51);
    const perMonth = (rows: readonly UseRow[], earlier?: Assignment["earlier"]) =>
      useOfAnn(rows, again, earlier).perMonth;

    it("where use before was in an earlier term", () => {
      expect(perMonth([...since, ...used("2026-01-31", 1)], [term])).toBeCloseTo((51 * 30.4375) / 153, 9);
      expect(useOfAnn([...since, ...used("2025-12-01", 60)], again, [term])).toMatchObject({
        coveredDays: 153,
        busiest: 60,
      });
    });

    it("but by the whole year where it was used in between, or was given once", () => {
      const whole = (52 * 30.4375) / 365;
      expect(perMonth([...since, ...used("2026-02-01", 1)], [term])).toBeCloseTo(whole, 9);
      expect(perMonth([...since, ...used("2026-01-31", 1)])).toBeCloseTo(whole, 9);
    });
  });

  it("has its busiest time in any 90 days in a row", () => {
    const spread = [...used("2025-12-01", 20), ...used("2026-07-01", 5), ...used("2026-10-01", 4)];
    expect(useOfAnn(spread)).toMatchObject({ busiest: 20, loginDays: 4 });
    expect(useOfAnn(spread).perMonth).toBeCloseTo((29 * 365.25) / 12 / 365, 10);
  });

  it("counts a day once on which two of its products are used, and no product that it does not open", () => {
    const seats = [["ann", "AEC Collection"]] as const;
    const bought = [
      ["AutoCAD", 2, 1800, "C1", "2027-03-01"],
      ["AEC Collection", 1, 3675, "C1", "2027-03-01"],
    ] as const;
    const use = [
      ...used("2026-10-01", 4),
      ...used("2026-10-03", 4, "Revit"),
      ...used("2026-10-10", 9, "Maya"),
    ];
    expect(useOfAnn(use, { seats, bought })).toMatchObject({ loginDays: 6, lastUse: day("2026-10-06") });
    // Four days of each product are six days of the seat.
    expect(useOfAnn(use, { seats, bought }).perMonth).toBeCloseTo((6 * 365.25) / 12 / 365, 10);
    expect(useOfAnn(use)).toMatchObject({ loginDays: 4, lastUse: day("2026-10-04") });
  });
});

describe("the days on which a seat was there to be used", () => {
  const since = (...dates: readonly string[]): Given => ({
    seats: dates.map((iso) => ["ann", "AutoCAD", iso] as const),
  });
  const covered = (given: Given, ann: readonly UseRow[] = []) => useOfAnn(ann, given).coveredDays;

  it("begin with its assignment", () => {
    expect(covered(since("2026-10-01"))).toBe(31);
    expect(covered(since("2026-10-31"))).toBe(1);
    expect(covered(since("2025-11-02"))).toBe(364);
    expect(covered(since("2025-10-01"))).toBe(365);
  });

  it("begin with the first of two assignments", () => {
    expect(covered(since("2026-10-11", "2026-10-01"))).toBe(31);
  });

  it("are at least one, also of a seat that is assigned after the last covered day", () => {
    expect(covered({ ...since("2026-10-31"), period: ["2025-11-01", "2026-10-30"] })).toBe(1);
  });

  it("are all covered days where use precedes the assignment", () => {
    expect(covered(since("2026-10-01"), used("2026-10-02", 3))).toBe(31);
    expect(covered(since("2026-10-01"), used("2026-10-01", 3))).toBe(31);
    expect(covered(since("2026-10-01"), used("2026-09-30", 3))).toBe(365);
  });

  it("begin with the account where no table says since when the seat is assigned", () => {
    const people = { ann: { accountSince: day("2026-10-22") } };
    expect(covered({ people })).toBe(10);
    expect(covered({ people, ...since("2026-10-01") })).toBe(31);
  });

  it("do not begin with an assignment that was taken back, nor with that of another offering", () => {
    const taken = ["ann", "AutoCAD", "2026-10-01", "2026-10-05"] as const;
    expect(covered({ seats: [["ann", "AutoCAD"], taken] })).toBe(365);
    expect(
      covered({
        seats: [
          ["ann", "AutoCAD"],
          ["ann", "Maya", "2026-10-01"],
        ],
      }),
    ).toBe(365);
  });

  it("are those by which the days of use are divided", () => {
    const rate = (given: Given) => useOfAnn(used("2026-10-05", 10), given).perMonth;
    expect(rate(since("2026-10-01"))).toBeCloseTo((10 * 365.25) / 12 / 31, 10);
    expect(rate({})).toBeCloseTo((10 * 365.25) / 12 / 365, 10);
  });
});

describe("the use of a seat by reports alone", () => {
  const row = (person: number, product: number, daysUsed: number, last: string | null): ReportedUse => ({
    person,
    product,
    access: Access.seat,
    daysUsed: days(daysUsed),
    ...(last === null ? {} : { lastUse: day(last) }),
    from: day("2025-11-01"),
    to: day(AS_OF),
    origin: { source: 0, row: 2 },
  });
  function reported(...rows: readonly ReportedUse[]): SeatUse {
    const estate = estateOf({
      people: { ann: {}, zoe: {} },
      period: ["2025-11-01", AS_OF],
      seats: ["ann", "zoe"].map((who) => [who, "AEC Collection"] as const),
      bought: [["AEC Collection", 2, 3675, "C1", "2027-03-01"]],
      rest: { products: ["AutoCAD", "Maya", "Revit"], reportedUse: [...rows, row(1, 0, 200, AS_OF)] },
    });
    return analyse(estate, day(AS_OF), defaultAssumptions()).harvest.seats[0]!.use;
  }
  const perMonth = (count: number): number => (count * 365.25) / 12 / 365;

  it("is that of its most used product, with no days of logins", () => {
    const use = reported(row(0, 0, 60, "2026-10-01"), row(0, 2, 48, "2026-10-21"), row(0, 1, 99, AS_OF));
    expect(use).toMatchObject({ lastUse: day("2026-10-21"), isLastUseKnown: true, unusedDays: 10 });
    expect(use).toMatchObject({ loginDays: null, busiest: null, coveredDays: 365 });
    expect(use.perMonth).toBeCloseTo(perMonth(60), 10);
  });

  it("is none of all covered days where no report names the user", () => {
    expect(reported()).toMatchObject({ lastUse: null, perMonth: 0, unusedDays: 365, coveredDays: 365 });
  });

  it("has an unknown last day where a report gives days without a date", () => {
    expect(reported(row(0, 0, 60, null))).toMatchObject({ lastUse: null, isLastUseKnown: false });
  });
});
