import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { nextDates } from "../../../src/engine/statements/next-dates";
import { day, daysOfUse, estateOf } from "../estate-of";
import { UNREAD_RENEWAL } from "../unread-terms";

/** One daily user of AutoCAD, and so many seats until 2027-03-31, of which 60 days before notice is due. */
function dates(bought: number, autoRenews: boolean | null, asOf = "2026-12-31"): string[] {
  const given = {
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought: [["AutoCAD", bought, 1000, "C1", "2027-03-31"]],
  } as const;
  const estate = estateOf(given);
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews: autoRenews === true }));
  const refusals = autoRenews === null ? [UNREAD_RENEWAL] : [];
  const analysis = analyse({ ...estate, subscriptions, refusals }, day(asOf), defaultAssumptions());
  return nextDates(analysis).map(({ text }) => text);
}

const ASSUMED = " (no contract states the notice; assumed: 60 days)";

describe("the next dates", () => {
  it("of a contract that drops seats are its last day of notice and its end", () => {
    const notice = `2027-01-30: last day to tell the vendor that C1 drops 2 AutoCAD seats${ASSUMED}`;
    expect(dates(3, false)).toEqual([notice, "2027-03-31: C1 ends"]);
    expect(dates(3, true)).toEqual([notice, "2027-03-31: C1 ends; without notice it renews automatically"]);
  });

  it("ask for no notice where all seats stay", () => {
    expect(dates(1, true)).toEqual(["2027-03-31: C1 renews automatically"]);
    expect(dates(1, false)).toEqual(["2027-03-31: C1 ends"]);
  });

  it("do not say whether a contract renews automatically where that could not be read", () => {
    const end = "2027-03-31: C1 ends; whether it renews automatically could not be read";
    const notice = `2027-01-30: last day to tell the vendor that C1 drops 2 AutoCAD seats${ASSUMED}`;
    expect(dates(3, null)).toEqual([notice, end]);
    expect(dates(1, null)).toEqual([end]);
  });

  it("ask for no notice whose day has passed", () => {
    expect(dates(3, true, "2027-01-31")).toEqual(["2027-03-31: C1 renews automatically"]);
  });

  it("are the three that come first, from the day of the analysis on", () => {
    const ends = (...days: readonly string[]) =>
      nextDates(
        analyse(
          estateOf({
            period: ["2026-01-01", "2026-12-31"],
            use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
            seats: [["ann@x", "AutoCAD", "2025-01-01"]],
            bought: days.map((iso, i) => [
              i === 0 ? "AutoCAD" : `P${i}`,
              i === 0 ? 1 : 0,
              1000,
              `C${i}`,
              iso,
            ]),
          }),
          day("2026-12-31"),
          defaultAssumptions(),
        ),
      ).map(({ text }) => text);
    expect(ends("2027-03-31", "2027-02-28", "2027-01-31", "2027-05-31")).toEqual([
      "2027-01-31: C2 ends",
      "2027-02-28: C1 ends",
      "2027-03-31: C0 ends",
    ]);
    expect(ends("2026-12-31")).toEqual(["2026-12-31: C0 ends"]);
    expect(ends("2027-01-01", "2026-12-30")).toEqual(["2027-01-01: C0 ends"]);
  });
});
