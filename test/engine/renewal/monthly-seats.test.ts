import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { Access, type Estate } from "../../../src/engine/estate/estate";
import { monthsAYear } from "../../../src/engine/rules/monthly-seats";
import { days, fraction, money, rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, windowMarks, type UseRow } from "../estate-of";

const NAME = "monthly Revit (3 months)";

/** Twenty days of Revit in each of some months. */
const twentyDaysIn = (months: readonly string[], person = "ann@x"): UseRow[] =>
  months.flatMap((month) => daysOfUse(person, "Revit", `${month}-01`, 20, "tokens", 10));

/** Ann's use in a window, Revit at 2,985 a year or 380 a month, Flex at 3 without buffer in single tokens. */
function analysisOf(
  use: readonly UseRow[],
  [first, last]: readonly [string, string] = ["2026-01-01", "2026-12-31"],
  rest: Partial<Estate> = {},
): Analysis {
  const estate = estateOf({
    period: [first, last],
    use: [...use, ...windowMarks(first, last)],
    rest: {
      offers: [
        {
          offering: "Revit",
          covers: [],
          reference: "quote",
          pricePerYear: rate(2985),
          pricePerMonth: rate(380),
        },
      ],
      tokenTiers: [{ minimum: tokens(0), unitPrice: rate(3), reference: "quote" }],
      ...rest,
    },
  });
  return analyse(estate, day(last), {
    ...defaultAssumptions(),
    poolBuffer: fraction(0),
    packSize: tokens(1),
    years: 2,
    seatUplift: fraction(0.1),
    moveThreshold: money(0),
  });
}

const ann = ({ users }: Analysis) => users.find(({ user }) => user === "ann@x");

describe("seats by the month (DOMAIN §15)", () => {
  // Tokens 60 days × 10 × 3 = 1,800; three months at 380 = 1,140; a year 2,985.
  it("are chosen for the months of use where they cost least", () => {
    const analysis = analysisOf(twentyDaysIn(["2026-02", "2026-05", "2026-09"]));
    expect(ann(analysis)?.recommended).toEqual({ seats: [NAME], flex: [], tokens: 0, uncovered: [] });
    expect(ann(analysis)).toMatchObject({ cost: 1140, flexCost: 1800, seatCost: 2985 });
    expect(analysis.recommended?.lines).toMatchObject([{ offering: NAME, seats: [1, 1], contract: null }]);
    // 1,140 in the first year, and with the rise of a tenth 1,254 in the second.
    expect(analysis.recommended?.years.map(({ cost }) => Math.round(cost))).toEqual([1140, 1254]);
    expect(analysis.mix?.total).toBe(1140);
    expect(analysis.mix?.lowerBound).toBeCloseTo(1140, 2);
  });

  // 9 months at 380 = 3,420 are more than a year at 2,985, which is less than 180 days × 30 = 5,400.
  it("leave a seat for a year where it costs less than the months", () => {
    const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09"].map((month) => `2026-${month}`);
    const analysis = analysisOf(twentyDaysIn(months));
    expect(ann(analysis)?.recommended.seats).toEqual(["Revit"]);
    expect(analysis.offers.map(({ offering }) => offering)).not.toContain("monthly Revit (9 months)");
  });

  // Three days in each of three months are 9 × 30 = 270 in tokens.
  it("leave tokens where these cost less than the months", () => {
    const use = ["2026-02", "2026-05", "2026-09"].flatMap((month) =>
      daysOfUse("ann@x", "Revit", `${month}-01`, 3, "tokens", 10),
    );
    expect(ann(analysisOf(use))?.recommended).toMatchObject({ seats: [], flex: ["Revit"] });
  });

  it("are nobody's whose use is in more months", () => {
    const analysis = analysisOf([
      ...twentyDaysIn(["2026-02", "2026-05", "2026-09"]),
      ...twentyDaysIn(["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"], "bob@x"),
    ]);
    // Six months at 380 = 2,280 against 2,985 and 3,600.
    expect(analysis.users.map(({ recommended }) => recommended.seats)).toEqual([
      [NAME],
      ["monthly Revit (6 months)"],
      [],
    ]);
  });

  it("count the months of all products that the seat opens, each once", () => {
    const analysis = analysisOf(
      [
        ...twentyDaysIn(["2026-02", "2026-05"]),
        ...daysOfUse("ann@x", "AutoCAD", "2026-05-01", 20, "tokens", 7),
        ...daysOfUse("ann@x", "AutoCAD", "2026-09-01", 20, "tokens", 7),
      ],
      undefined,
      {
        offers: [
          {
            offering: "AEC Collection",
            covers: ["Revit", "AutoCAD"],
            reference: "quote",
            pricePerYear: rate(3675),
            pricePerMonth: rate(460),
          },
        ],
      },
    );
    // Tokens (40 × 10 + 40 × 7) × 3 = 2,040; February, May and September at 460 = 1,380.
    expect(ann(analysis)?.recommended.seats).toEqual(["monthly AEC Collection (3 months)"]);
    expect(ann(analysis)?.cost).toBe(1380);
  });

  it("go to nobody who must never be locked out", () => {
    const use = twentyDaysIn(["2026-02", "2026-05", "2026-09"]);
    const estate = analysisOf(use).estate;
    const critical = analysisOf(use, undefined, {
      people: estate.people.map((person) => ({ ...person, critical: person.id === "ann@x" })),
    });
    expect(ann(critical)?.recommended.seats).toEqual(["Revit"]);
  });

  it("are not considered, and that is said, where a report gives days without dates", () => {
    const analysis = analysisOf([], undefined, {
      products: ["Marker", "Revit"],
      reportedUse: [
        {
          person: 0,
          product: 1,
          access: Access.tokens,
          daysUsed: days(60),
          tokensUsed: tokens(600),
          from: day("2026-01-01"),
          to: day("2026-12-31"),
          origin: { source: 0, row: 2 },
        },
      ],
    });
    expect(analysis.issues.map(({ code }) => code)).toContain("months-unknown");
  });

  it("are for the months of a year, to the nearest, where less than a year was seen", () => {
    expect(monthsAYear(3, 365, 350)).toBe(3);
    expect(monthsAYear(3, 351, 350)).toBe(3);
    // 1 of 3 months is 4 of 12; 2 in half a year are 4; none is more than a year has, or fewer than were seen.
    expect(monthsAYear(1, 91, 350)).toBe(4);
    expect(monthsAYear(2, 182, 350)).toBe(4);
    expect(monthsAYear(4, 91, 350)).toBe(12);
    expect(monthsAYear(13, 400, 350)).toBe(12);
    const analysis = analysisOf(twentyDaysIn(["2026-02"]), ["2026-01-01", "2026-06-30"]);
    expect(ann(analysis)?.recommended.seats).toEqual(["monthly Revit (2 months)"]);
  });
});
