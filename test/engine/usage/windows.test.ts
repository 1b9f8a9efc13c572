import fc from "fast-check";
import { isoDay } from "../../../src/engine/calendar";
import type { DayNumber } from "../../../src/engine/units";
import { baselineDays, coveredDays, windowsOf, type Window } from "../../../src/engine/usage/windows";
import { day, estateOf, type Given, type UseRow } from "../estate-of";

const windows = (given: Given) => {
  const { use, sources } = estateOf(given);
  return windowsOf(use, sources);
};
const dates = (window: Window | null) =>
  window && [window.first, window.baselineFirst, window.last].map((one) => isoDay(one));
const row = (person: string, iso: string, kind: UseRow[6] = "Usage"): UseRow => [
  person,
  "Revit",
  iso,
  "tokens",
  10,
  0,
  kind,
];

describe("the days that daily exports cover", () => {
  it("go from the first to the last row where the export states none", () => {
    const use = [row("ann@x", "2026-03-02"), row("bob@x", "2026-01-05"), row("ann@x", "2026-02-01")];
    expect(dates(windows({ use }).all)).toEqual(["2026-01-05", "2026-01-05", "2026-03-02"]);
  });

  it("are those that the export states, where its rows lie inside of them", () => {
    const use = [row("ann@x", "2026-02-01")];
    expect(dates(windows({ use, period: ["2026-01-01", "2026-03-31"] }).all)).toEqual([
      "2026-01-01",
      "2026-01-01",
      "2026-03-31",
    ]);
  });

  it("reach to rows that lie outside of the stated dates", () => {
    const use = [row("ann@x", "2025-12-31"), row("ann@x", "2026-04-01")];
    expect(dates(windows({ use, period: ["2026-01-01", "2026-03-31"] }).all)).toEqual([
      "2025-12-31",
      "2025-12-31",
      "2026-04-01",
    ]);
  });

  it("are the same for rows without a person, in an export that names people in others", () => {
    const named = [row("ann@x", "2026-01-05"), row("ann@x", "2026-03-02")];
    const nobody = (use: readonly UseRow[]) => dates(windows({ use }).nobody);
    expect(nobody([...named, row("", "2026-02-02")])).toEqual(["2026-01-05", "2026-01-05", "2026-03-02"]);
    expect(nobody([...named, row("", "2026-02-02", "Token Flex")])).toEqual([
      "2026-02-02",
      "2026-02-02",
      "2026-02-02",
    ]);
    expect(nobody(named)).toBeNull();
  });

  it("are none without rows, whatever the export states", () => {
    expect(windows({ period: ["2026-01-01", "2026-03-31"] })).toEqual({
      seats: null,
      tokens: null,
      nobody: null,
      all: null,
    });
  });
});

describe("the baseline year", () => {
  const of = (first: string, last: string) => {
    const { all } = windows({ use: [row("ann@x", first), row("ann@x", last)], period: [first, last] });
    return all && [isoDay(all.baselineFirst), baselineDays(all)];
  };

  it("is the whole window up to 365 days, and its last 365 days from 366 on", () => {
    expect(of("2026-01-02", "2026-12-31")).toEqual(["2026-01-02", 364]);
    expect(of("2026-01-01", "2026-12-31")).toEqual(["2026-01-01", 365]);
    expect(of("2025-12-31", "2026-12-31")).toEqual(["2026-01-01", 365]);
  });

  it("of a single day is that day", () => {
    expect(of("2026-01-01", "2026-01-01")).toEqual(["2026-01-01", 1]);
  });
});

describe("each kind of export speaks for its kind of use", () => {
  it("Seat usage for seats, Token usage for tokens, Usage and Sessions for both", () => {
    const use = [
      row("ann@x", "2026-01-01", "Seat usage"),
      row("ann@x", "2026-02-01", "Token usage"),
      row("ann@x", "2026-03-01", "Sessions"),
    ];
    const { seats, tokens, all } = windows({ use });
    expect(dates(seats)).toEqual(["2026-01-01", "2026-01-01", "2026-03-01"]);
    expect(dates(tokens)).toEqual(["2026-02-01", "2026-02-01", "2026-03-01"]);
    expect(dates(all)).toEqual(["2026-01-01", "2026-01-01", "2026-03-01"]);
    const both = windows({ use: [row("ann@x", "2026-01-01"), row("ann@x", "2026-01-02")] });
    expect([both.seats, both.tokens].map(dates)).toEqual([
      ["2026-01-01", "2026-01-01", "2026-01-02"],
      ["2026-01-01", "2026-01-01", "2026-01-02"],
    ]);
  });

  it("rows without a person have a window for themselves, and speak for neither", () => {
    const { seats, tokens, nobody, all } = windows({
      use: [row("", "2026-01-01", "Token Flex"), row("", "2026-01-31", "Token Flex")],
    });
    expect([seats, tokens]).toEqual([null, null]);
    expect(dates(nobody)).toEqual(["2026-01-01", "2026-01-01", "2026-01-31"]);
    expect(dates(all)).toEqual(dates(nobody));
  });
});

describe("gaps", () => {
  const on = (...isos: readonly string[]): UseRow[] => isos.map((iso) => row("ann@x", iso));
  const gapsOf = (given: Given) =>
    windows(given).all?.gaps.map(({ first, last }) => [isoDay(first), isoDay(last)]);

  it("are the days without rows around a whole calendar month, and not observed", () => {
    const use = on("2025-11-15", "2026-01-20", "2025-12-10", "2026-08-05", "2026-09-01", "2026-10-31");
    expect(gapsOf({ use })).toEqual([["2026-01-21", "2026-08-04"]]);
    // 15 November to 20 January, and 5 August to 31 October: 67 + 88 days.
    expect(baselineDays(windows({ use }).all!)).toBe(67 + 88);
  });

  it("need a whole month: its first and its last day belong to it", () => {
    expect(gapsOf({ use: on("2026-01-31", "2026-03-01") })).toEqual([["2026-02-01", "2026-02-28"]]);
    expect(gapsOf({ use: on("2026-02-01", "2026-03-31") })).toEqual([]);
    expect(gapsOf({ use: on("2026-01-01", "2026-02-28") })).toEqual([]);
  });

  it("are none inside the dates that an export states, and none if the exports are complete", () => {
    const use = on("2026-01-31", "2026-03-01");
    expect(gapsOf({ use, period: ["2026-01-01", "2026-03-31"] })).toEqual([]);
    const { use: columns, sources } = estateOf({ use });
    expect(windowsOf(columns, sources, { complete: true }).all?.gaps).toEqual([]);
  });

  it("of any length lie between exports that all state their dates", () => {
    const use = [row("ann@x", "2026-01-10"), row("ann@x", "2026-01-25", "Seat usage")];
    const { use: columns, sources } = estateOf({ use });
    const stated = sources.map((source, i) => ({
      ...source,
      from: day(i === 0 ? "2026-01-01" : "2026-01-21"),
      to: day(i === 0 ? "2026-01-15" : "2026-01-31"),
    }));
    expect(
      windowsOf(columns, stated).all?.gaps.map(({ first, last }) => [isoDay(first), isoDay(last)]),
    ).toEqual([["2026-01-16", "2026-01-20"]]);
  });

  it("of one kind of export are no gaps of another", () => {
    const use = [
      ...on("2026-01-31", "2026-03-01").map(([p, q, d, a, n]): UseRow => [p, q, d, a, n, 0, "Seat usage"]),
      row("ann@x", "2026-02-10", "Token usage"),
    ];
    const found = windows({ use });
    expect([found.all?.gaps.length, found.seats?.gaps.length, found.tokens?.gaps.length]).toEqual([0, 1, 0]);
  });

  it("hold no row, and with the covered days make up the window", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(700), { minLength: 1, maxLength: 30 }), (offsets) => {
        const use = on(...offsets.map((n) => isoDay((day("2025-01-01") + n) as DayNumber)));
        const all = windows({ use }).all!;
        const used = offsets.map((n) => day("2025-01-01") + n);
        for (const { first, last } of all.gaps)
          expect(used.some((one) => one >= first && one <= last)).toBe(false);
        const missing = all.gaps.reduce((sum, { first, last }) => sum + last - first + 1, 0);
        expect(coveredDays(all, all.first) + missing).toBe(all.last - all.first + 1);
      }),
    );
  });
});
