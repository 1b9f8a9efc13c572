import { isoDay } from "../../../src/engine/calendar";
import { baselineDays, windowsOf, type Window } from "../../../src/engine/usage/windows";
import { estateOf, type Given, type UseRow } from "../estate-of";

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
