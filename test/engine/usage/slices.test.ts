import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import { doubtsOf } from "../../../src/engine/evidence/certainty";
import { evidence } from "../../../src/engine/evidence/statements";
import type { Estate } from "../../../src/engine/estate/estate";
import type { DayNumber } from "../../../src/engine/units";
import { baselineOf } from "../../../src/engine/usage/baseline";
import { day, estateOf, type UseRow } from "../estate-of";

/** The estate of rows that several exports of one kind give: the rows of each export, in order. */
function exported(kind: "Usage" | "Token Flex", ...exports: readonly (readonly UseRow[])[]): Estate {
  const estate = estateOf({ use: exports.flat(), period: ["2026-01-01", "2026-12-31"] });
  const source = Uint16Array.from(exports.flatMap((rows, i) => rows.map(() => i)));
  const sources = exports.map((_, i) => ({ ...estate.sources[0]!, file: `${i}.csv`, kind }));
  return { ...estate, sources, use: { ...estate.use, source } };
}

const yearOf = (estate: Estate) => analyse(estate, day("2026-12-31"), defaultAssumptions()).consumption.year;
const codes = (estate: Estate): string[] =>
  analyse(estate, day("2026-12-31"), defaultAssumptions()).issues.map(({ code }) => code);
const nobody = (perDay: number, count: number, first = "2026-03-01", product = "AutoCAD"): UseRow[] =>
  Array.from({ length: count }, (_, i): UseRow => [
    "",
    product,
    isoDay((day(first) + i) as DayNumber),
    "tokens",
    perDay,
  ]);

describe("exports without people", () => {
  it("that differ on a shared day are slices, such as two agreements, and are added", () => {
    const estate = exported("Token Flex", nobody(100, 10), nobody(60, 10));
    expect(yearOf(estate)).toBe(1600);
    expect(codes(estate)).toContain("slices-added");
    expect(codes(estate)).not.toContain("same-export");
  });

  it("that agree on every shared day are the same export, and their shared rows count once", () => {
    // Ten days, and the last five of them with five more.
    const estate = exported("Token Flex", nobody(100, 10), nobody(100, 10, "2026-03-06"));
    expect(yearOf(estate)).toBe(1500);
    expect(codes(estate)).toContain("same-export");
    expect(codes(estate)).not.toContain("slices-added");
  });

  it("that differ on one of many shared days are slices: the one day is enough", () => {
    const other = [...nobody(100, 9), ...nobody(99, 1, "2026-03-10")];
    expect(yearOf(exported("Token Flex", nobody(100, 10), other))).toBe(1999);
  });

  it("that share no row are added without a word", () => {
    const estate = exported("Token Flex", nobody(100, 5), nobody(100, 5, "2026-06-01"));
    expect(yearOf(estate)).toBe(1000);
    expect(codes(estate).filter((code) => code === "slices-added" || code === "same-export")).toEqual([]);
  });

  it("that add up and of which one lacks months are said to, with the tokens that it may lack", () => {
    const whole = nobody(100, 365, "2026-01-01");
    const holed = nobody(60, 365, "2026-01-01").filter(
      ([, , iso]) => iso < "2026-03-01" || iso > "2026-04-30",
    );
    const analysis = analyse(exported("Token Flex", whole, holed), day("2026-12-31"), defaultAssumptions());
    expect(evidence(analysis)).toContain(
      "No row of 1.csv is in the exports from 2026-03-01 to 2026-04-30, while others are: if an export was " +
        "forgotten, a year has more use than is counted, about 3,660 tokens",
    );
    expect(doubtsOf(analysis)).toContain("exports");
    const full = exported("Token Flex", whole, nobody(60, 365, "2026-01-01"));
    expect(evidence(analyse(full, day("2026-12-31"), defaultAssumptions())).join()).not.toContain(
      "No row of",
    );
  });

  describe("of single months", () => {
    const MONTHS = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}-01`);
    const monthly = (perDay: number, but: readonly string[] = []) =>
      MONTHS.filter((first) => !but.includes(first)).map((first) =>
        nobody(perDay, 31, first).filter(([, , iso]) => iso.slice(0, 7) === first.slice(0, 7)),
      );
    const fewer = (...exports: readonly (readonly UseRow[])[]): string[] =>
      evidence(analyse(exported("Token Flex", ...exports), day("2026-12-31"), defaultAssumptions())).filter(
        (text) => text.startsWith("Fewer exports"),
      );

    it("of two agreements are said to lack one, with the tokens that it may hold", () => {
      // The months beside it draw 160 a day, and May 100: 60 on each of its 31 days.
      expect(fewer(...monthly(100), ...monthly(60, ["2026-05-01"]))).toEqual([
        "Fewer exports without users are here from 2026-05-01 to 2026-05-31 than before and after: if an export was " +
          "forgotten, a year has more use than is counted, about 1,860 tokens",
      ]);
      const unstated = monthly(60, ["2026-05-01"]).map((rows) =>
        rows.map(([, product, iso, access, n]): UseRow => [
          "",
          product,
          iso,
          access,
          iso === "2026-04-10" ? null : n,
        ]),
      );
      expect(fewer(...monthly(100), ...unstated)[0]).toMatch(/a year has more use than is counted$/);
    });

    it.each([
      ["that are all there", [...monthly(100), ...monthly(60)]],
      ["of one agreement, of which one is a gap of all", monthly(100, ["2026-05-01"])],
      ["beside a file of the whole year", [...monthly(100), nobody(60, 365, "2026-01-01")]],
      [
        "and of half a month",
        [...monthly(100), nobody(60, 165, "2026-01-01"), nobody(60, 200, "2026-06-15")],
      ],
    ])("%s lack none", (_, exports) => {
      expect(fewer(...exports)).toEqual([]);
    });

    it("of an agreement that begins later make the year doubtful", () => {
      const [text = ""] = fewer(nobody(100, 365, "2026-01-01"), nobody(60, 184, "2026-07-01"));
      expect(text).toContain("from 2026-01-01 to 2026-06-30");
    });
  });

  it("that state mostly the same tokens may be one export, corrected: they are added, and nothing is sure", () => {
    const corrected = [...nobody(100, 11), ...nobody(50, 1, "2026-03-12")];
    const analysis = (...both: readonly (readonly UseRow[])[]) =>
      analyse(exported("Token Flex", ...both), day("2026-12-31"), defaultAssumptions());
    const alike = analysis(nobody(100, 12), corrected);
    expect(alike.consumption.year).toBe(2350);
    expect(evidence(alike)).toContain(
      "1.csv repeats most rows of 0.csv and differs in others: both count, as slices of one whole; if one corrects " +
        "the other, leave the wrong one out",
    );
    expect(doubtsOf(alike)).toContain("exports");
    expect(evidence(analysis(nobody(100, 12), nobody(60, 12))).join()).not.toContain("repeats most rows");
  });

  it("of which two are one, and the third a slice, count as the one and the third", () => {
    const estate = exported("Token Flex", nobody(100, 10), nobody(60, 10), nobody(100, 10));
    expect(yearOf(estate)).toBe(1600);
  });

  it("are compared by the sums of their rows: a repeated row is a second charge, not a repeat", () => {
    const twice = [...nobody(7, 1), ...nobody(7, 1)];
    expect(yearOf(exported("Token Flex", twice))).toBe(14);
    expect(yearOf(exported("Token Flex", twice, twice))).toBe(14);
    expect(yearOf(exported("Token Flex", twice, nobody(7, 1)))).toBe(21);
  });

  it("hold credits apart: of two equal exports a credit counts once", () => {
    const rows = [...nobody(10, 2), ...nobody(-4, 1, "2026-04-01")];
    const found = exported("Token Flex", rows, rows);
    const { adjusted } = analyse(found, day("2026-12-31"), defaultAssumptions()).consumption;
    expect([yearOf(found), adjusted]).toEqual([20, -4]);
  });
});

describe("exports with people", () => {
  const row: fc.Arbitrary<UseRow> = fc.tuple(
    fc.constantFrom("ann@x", "bob@x", "cy@x"),
    fc.constantFrom("Revit", "AutoCAD"),
    fc.integer({ min: day("2026-01-01"), max: day("2026-12-31") }).map((n) => isoDay(n as DayNumber)),
    fc.constantFrom("seat" as const, "tokens" as const),
    fc.constantFrom(null, 0, 6, 10),
    fc.integer({ min: 0, max: 2 }),
  );
  /** Rows that reading keeps: of equal keys, one. */
  const rows = fc.uniqueArray(row, {
    minLength: 1,
    maxLength: 40,
    selector: (one) => [one[0], one[1], one[2], one[3], one[5]].join(),
  });
  const summed = (estate: Estate) => {
    const { pairs, months, charges, daysWithUse } = baselineOf(
      estate.use,
      estate.people.length,
      estate.sources,
    );
    return { pairs, months, charges, daysWithUse };
  };

  it("say the same in any number of files, and given twice, as in one", () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }), (use, parts) => {
        const whole = summed(exported("Usage", use));
        const split = [0, 1, 2].map((part) => use.filter((_, i) => parts[i] === part));
        expect(summed(exported("Usage", ...split))).toEqual(whole);
        expect(summed(exported("Usage", use, use))).toEqual(whole);
      }),
    );
  });
});

it("exports without people say the same in any number of files by product or day as in one", () => {
  const row: fc.Arbitrary<UseRow> = fc.tuple(
    fc.constant(""),
    fc.constantFrom("Revit", "AutoCAD", "Maya"),
    fc.integer({ min: day("2026-01-01"), max: day("2026-12-31") }).map((n) => isoDay(n as DayNumber)),
    fc.constant("tokens" as const),
    fc.constantFrom(3, 6, 10),
    fc.integer({ min: 0, max: 1 }),
  );
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(1, 2),
      fc.nat(2),
      (use, field, pivot) => {
        const keys = [...new Set(use.map((one) => one[field]))].sort();
        const isFirst = (one: UseRow): boolean => keys.indexOf(one[field]) % 3 === pivot;
        const split = [use.filter(isFirst), use.filter((one) => !isFirst(one))];
        const whole = yearOf(exported("Token Flex", use));
        expect(yearOf(exported("Token Flex", ...split))).toBe(whole);
        expect(yearOf(exported("Token Flex", use, use))).toBe(whole);
        expect(yearOf(exported("Token Flex", use, ...split))).toBe(whole);
      },
    ),
    { numRuns: 40 },
  );
});
