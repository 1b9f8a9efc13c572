import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { evidence } from "../../../src/engine/evidence/statements";
import { windowsOf } from "../../../src/engine/usage/windows";
import { day, estateOf, type UseRow } from "../estate-of";

const FOUR = ["ann@x", "bob@x", "cat@x", "dan@x"];

/** A year of use on the days from Monday (1) to Friday (5) that are kept. */
const workdays = (
  people: readonly string[],
  keep: (iso: string, place: number) => boolean,
  [access, kind]: readonly [UseRow[3], NonNullable<UseRow[6]>] = ["seat", "Usage"],
): UseRow[] =>
  Array.from({ length: 365 }, (_, i) => addDays(day("2025-11-01"), i))
    .filter((one) => new Date(one * 86_400_000).getUTCDay() % 6 !== 0)
    .map(isoDay)
    .filter(keep)
    .flatMap((iso) =>
      people.map((person): UseRow => [person, "AutoCAD", iso, access, access === "seat" ? null : 9, 0, kind]),
    );

/** Whether a day is outside the given days, both ends included. */
const without =
  (first: string, n: number) =>
  (iso: string): boolean =>
    iso < first || iso >= isoDay(addDays(day(first), n));

const gapsOf = (use: readonly UseRow[], kind: "all" | "tokens" | "seats" = "all", complete = false) => {
  const estate = estateOf({ use });
  return windowsOf(estate.use, estate.sources, { complete })[kind]?.gaps.map(({ first, last }) =>
    [first, last].map(isoDay).join(" to "),
  );
};

describe("a time without rows in exports that show several people on every other working day", () => {
  // 2026-06-05 is a Friday, so each hole begins with a working day.
  it.each([
    [10, "none"],
    // 5 to 18 June has ten working days; Friday 19 June has rows again.
    [14, "2026-06-05 to 2026-06-18"],
    [21, "2026-06-05 to 2026-06-25"],
    // 35 days: the last is Thursday 9 July. They hold no calendar month.
    [35, "2026-06-05 to 2026-07-09"],
  ])("of %i days is found: %s", (n, found) => {
    const gaps = gapsOf(workdays(FOUR, without("2026-06-05", n))) ?? [];
    expect(gaps.filter((gap) => gap.startsWith("2026-06-05"))).toEqual(found === "none" ? [] : [found]);
  });

  // Mondays; a week has five working days, and eleven days from a Monday on have nine.
  it.each<[string, readonly (readonly [string, number])[], string[]]>([
    [
      "two of nine working days",
      [
        ["2026-02-02", 11],
        ["2026-06-01", 11],
      ],
      ["2026-01-31 to 2026-02-12", "2026-05-30 to 2026-06-11"],
    ],
    [
      "three weeks",
      [
        ["2026-02-02", 7],
        ["2026-04-13", 7],
        ["2026-06-01", 7],
      ],
      ["2026-01-31 to 2026-02-08", "2026-04-11 to 2026-04-19", "2026-05-30 to 2026-06-07"],
    ],
    ["one of nine working days", [["2026-02-02", 11]], []],
    [
      "two weeks apart, when a firm may close",
      [
        ["2026-04-06", 7],
        ["2026-08-10", 7],
      ],
      [],
    ],
  ])("of less than ten working days is one if it is not the only one: %s", (_, holes, found) => {
    expect(gapsOf(workdays(FOUR, (iso) => holes.every(([first, n]) => without(first, n)(iso))))).toEqual(
      found,
    );
  });

  const hole = without("2026-06-05", 21);
  it.each<[string, UseRow[]]>([
    ["two weeks at Christmas", workdays(FOUR, without("2025-12-20", 18))],
    ["Easter", workdays(FOUR, without("2026-04-03", 4))],
    ["a holiday of the only user", workdays(["ann@x"], hole)],
    [
      "a holiday of the only daily user",
      [...workdays(["ann@x"], hole), ...workdays(FOUR, (_, i) => i % 9 < 1)],
    ],
    ["three people on few days", workdays(FOUR.slice(0, 3), (iso, i) => i % 4 === 0 && hole(iso))],
    [
      "a hole no longer than twice a usual break of eight working days",
      workdays(FOUR, (iso) => hole(iso) && without("2026-02-02", 10)(iso)),
    ],
    [
      "few days outside of the hole",
      workdays(FOUR, (iso) => hole(iso) && iso > "2026-05-20" && iso < "2026-07-10"),
    ],
  ])("is none: %s", (_, use) => {
    expect((gapsOf(use) ?? []).filter((gap) => !gap.startsWith("2025-11"))).toEqual([]);
  });

  it("is found beside Christmas, in tokens alone, and not if the exports are complete", () => {
    const christmas = without("2025-12-20", 18);
    expect(gapsOf(workdays(FOUR, (iso) => christmas(iso) && hole(iso)))).toEqual([
      "2026-06-05 to 2026-06-25",
    ]);
    const use = [
      ...workdays(FOUR, () => true, ["seat", "Seat usage"]),
      ...workdays(FOUR, hole, ["tokens", "Token usage"]),
    ];
    expect(["seats", "tokens", "all"].map((kind) => gapsOf(use, kind as "all"))).toEqual([
      [],
      ["2026-06-05 to 2026-06-25"],
      [],
    ]);
    expect(gapsOf(workdays(FOUR, hole), "all", true)).toEqual([]);
  });

  it("is named, is not observed, and makes a drop of somebody's seat conditional", () => {
    const run = (use: UseRow[], assumptions: Partial<Assumptions> = {}) => {
      const estate = estateOf({
        use: [...use, ["eve@x", "AutoCAD", "2026-05-04", "seat", null]],
        seats: [...FOUR, "eve@x"].map((person) => [person, "AutoCAD"] as const),
        bought: [["AutoCAD", 5, 2000]],
      });
      return analyse(estate, day("2026-10-31"), { ...defaultAssumptions(), ...assumptions });
    };
    const said = (analysis: ReturnType<typeof run>) =>
      actions(analysis).find(({ text }) => text.startsWith("Drop"))?.text;
    const holed = run(workdays(FOUR, hole));
    // 3 November to 30 October are 362 days, 21 of them in the hole.
    expect(evidence(holed).slice(0, 2)).toEqual([
      "Use is known for 341 days (2025-11-03 to 2026-10-30); 5 of 5 seat holders were seen",
      "No use was exported from 2026-06-05 to 2026-06-25, so a year is worked out from the other days",
    ]);
    expect(said(holed)).toContain("only if the exports are complete");
    for (const whole of [
      run(workdays(FOUR, () => true)),
      run(workdays(FOUR, hole), { exportsComplete: "yes" }),
    ])
      expect(said(whole)).not.toContain("only if the exports are complete");
  });
});

/** Two years of use, to 2026-10-31, on the working days that are kept. */
const twoYears = (keep: (iso: string) => boolean): UseRow[] =>
  Array.from({ length: 730 }, (_, i) => addDays(day("2024-11-01"), i))
    .filter((one) => new Date(one * 86_400_000).getUTCDay() % 6 !== 0)
    .map(isoDay)
    .filter(keep)
    .flatMap((iso) => FOUR.map((person): UseRow => [person, "AutoCAD", iso, "tokens", 9, 0, "Usage"]));

describe("a works holiday", () => {
  const run = (use: UseRow[], given: Parameters<typeof estateOf>[0] = {}) =>
    analyse(estateOf({ use, ...given }), day("2026-10-31"), defaultAssumptions());
  /** The sentences on times without use. */
  const said = (analysis: ReturnType<typeof run>) =>
    evidence(analysis).filter((text) => / from \d{4}-\d\d-\d\d to /.test(text));
  const august = without("2026-08-03", 12);
  const holidays = (first: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({
      day: addDays(day(first), i),
      origin: { source: 0, row: i + 2 },
    }));

  /*
   * Four people draw 9 tokens on each working day of a year but ten, 3 to 14 August. From 3 November to 30 October are
   * 362 days with 250 working days: 9,000 tokens. The weekends count as missing, too: 16 days. 9,000 × 365 ÷ 346 is
   * 9,494, but nobody is taken to more than 260 days: 4 × 260 × 9 = 9,360. Over all 362 days it is 9,075.
   */
  it("of whole weeks, of which no other year is shown, is asked about, with a year both ways", () => {
    const analysis = run(workdays(FOUR, august, ["tokens", "Usage"]));
    expect(said(analysis)).toEqual([
      "No use was exported from 2026-08-01 to 2026-08-16, which may be a gap or a works holiday: a year is worked out " +
        "from the other days (9,360 tokens; 9,075 if nobody worked then); name the days in a Holidays table if nobody worked",
    ]);
    expect(analysis.consumption.yearIfClosed).toBeLessThan(analysis.consumption.year!);
  });

  it.each<[string, (iso: string) => boolean, string[]]>([
    [
      "counts, where the weeks of the year before are without use, too",
      (iso) => august(iso) && without("2025-08-04", 12)(iso),
      [
        "Nobody used anything from 2026-08-01 to 2026-08-16, as in those weeks of another year, so this counts as a works holiday",
      ],
    ],
    [
      "at the Chinese New Year is three weeks away from that of the year before",
      (iso) => without("2026-02-16", 12)(iso) && without("2025-01-27", 12)(iso),
      [
        "Nobody used anything from 2026-02-14 to 2026-03-01, as in those weeks of another year, so this counts as a works holiday",
      ],
    ],
    [
      "is none where the year before was worked in those weeks",
      august,
      ["No use was exported from 2026-08-01 to 2026-08-16, so a year is worked out from the other days"],
    ],
    [
      "is none where the year before was without use in other weeks",
      (iso) => august(iso) && without("2025-06-02", 12)(iso),
      ["No use was exported from 2026-08-01 to 2026-08-16, so a year is worked out from the other days"],
    ],
    [
      "of a whole month may be a gap of both years",
      (iso) => without("2026-08-01", 31)(iso) && without("2025-08-01", 31)(iso),
      ["No use was exported from 2026-08-01 to 2026-08-31, so a year is worked out from the other days"],
    ],
    ["of a week at Easter is usual", without("2026-04-03", 10), []],
  ])("%s", (_, keep, expected) => {
    expect(said(run(twoYears(keep)))).toEqual(expected);
  });

  it("is known where a table names its days, however long it is", () => {
    const whole = without("2026-08-01", 31);
    const use = workdays(FOUR, whole, ["tokens", "Usage"]);
    expect(said(run(use))).toHaveLength(1);
    const analysis = run(use, { rest: { holidays: holidays("2026-08-01", 31) } });
    expect(said(analysis)).toEqual([]);
    // 3 November to 30 October.
    expect(analysis.coverage.days).toBe(362);
    // A table of the first two weeks says nothing of the other two.
    expect(said(run(use, { rest: { holidays: holidays("2026-08-01", 14) } }))).toHaveLength(1);
  });
});
