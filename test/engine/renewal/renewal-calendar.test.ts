import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { isoOrNull } from "../../../src/engine/calendar";
import type { Refusal } from "../../../src/engine/estate/estate";
import { renewalCalendar, type CalendarEntry } from "../../../src/engine/renewal/renewal-calendar";
import { vendorQuarterEnd } from "../../../src/engine/rules/vendor-year";
import { rate, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { UNREAD_NOTICE } from "../unread-terms";

/** One daily user of AutoCAD with three seats in C1 until 2027-03-31; no contract states the notice. */
const GIVEN: Given = {
  period: ["2026-01-01", "2026-12-31"],
  use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
  seats: [["ann@x", "AutoCAD", "2025-01-01"]],
  bought: [["AutoCAD", 3, 1000, "C1", "2027-03-31"]],
};

interface Told {
  readonly autoRenews?: boolean;
  readonly asOf?: string;
  readonly given?: Given;
  readonly refusals?: readonly Refusal[];
  readonly auditLetter?: string;
}

function calendar({
  autoRenews = false,
  asOf = "2026-12-31",
  given = GIVEN,
  refusals = [],
  auditLetter = "none",
}: Told): CalendarEntry[] {
  const estate = estateOf(given);
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews }));
  const assumptions = { ...defaultAssumptions(), auditLetter };
  return renewalCalendar(analyse({ ...estate, subscriptions, refusals }, day(asOf), assumptions));
}

const line = ({ day: on, kind, standing }: CalendarEntry): string =>
  `${isoOrNull(on) ?? "unknown"} ${kind}: ${standing}`;

describe("the calendar (DOMAIN §9)", () => {
  // 2027-03-31 less 120, 90 and 60 days is 2026-12-01, 2026-12-31 and 2027-01-30; plus 15 and 45 is 04-15 and 05-15.
  it("holds every date of a contract that ends, and the end of the vendor's year", () => {
    expect(calendar({}).map(line)).toEqual([
      "2026-12-01 prepare: late",
      "2026-12-31 usage review: ahead",
      "2026-12-31 renewal window opens: ahead",
      "2027-01-30 notice: ahead",
      "2027-01-31 vendor's year ends: ahead",
      "2027-03-31 end: ahead",
      "2027-04-15 access ends: ahead",
      "2027-05-15 renewal window closes: ahead",
    ]);
  });

  // Ten business days after Wednesday 2026-12-23 are those of two weeks.
  it("holds the last day to answer an auditor, which is late once it has passed", () => {
    const answer = (auditLetter: string, asOf = "2026-12-31"): string[] =>
      calendar({ auditLetter, asOf })
        .filter(({ kind }) => kind === "audit answer")
        .map((entry) => `${line(entry)}: ${entry.text}`);
    expect(answer("2026-12-23")).toEqual([
      "2027-01-06 audit answer: ahead: last day to answer the auditor, 10 business days after the letter of 2026-12-23",
    ]);
    expect(answer("2026-12-02")[0]).toMatch(/^2026-12-16 audit answer: late/);
    expect(answer("soon")).toEqual([
      'unknown audit answer: unknown: the day to answer the auditor is unknown: "soon" is no date',
    ]);
    expect(answer("none")).toEqual([]);
  });

  it("has no lapse of a contract that renews automatically", () => {
    const kinds = calendar({ autoRenews: true }).map(({ kind }) => kind);
    expect(kinds).not.toContain("access ends");
    expect(kinds).not.toContain("renewal window closes");
  });

  it.each([
    ["2026-11-30", "ahead"],
    ["2026-12-01", "ahead"],
    ["2026-12-02", "late"],
  ])("on %s the preparation by 2026-12-01 is %s", (asOf, standing) => {
    expect(calendar({ asOf }).find(({ kind }) => kind === "prepare")?.standing).toBe(standing);
  });

  it("says what a passed notice leaves: to ask the vendor", () => {
    const [notice] = calendar({ autoRenews: true, asOf: "2027-01-31" }).filter(
      ({ kind }) => kind === "notice",
    );
    expect(notice?.standing).toBe("late");
    expect(notice?.text).toMatch(
      /^the last day of notice has passed: ask the vendor whether C1 may still drop 2 AutoCAD/,
    );
  });

  it("has a day of notice where no drop is planned, which is never late", () => {
    const given = { ...GIVEN, bought: [["AutoCAD", 1, 1000, "C1", "2027-03-31"]] as const };
    const of = (asOf: string) => calendar({ given, asOf }).find(({ kind }) => kind === "notice possible");
    expect(of("2027-01-30")?.standing).toBe("ahead");
    expect(of("2027-01-31")?.standing).toBe("past");
  });

  it("names a notice that could not be read, and a contract without an end, as unknown", () => {
    const [notice] = calendar({ refusals: [UNREAD_NOTICE] }).filter(({ kind }) => kind === "notice");
    expect(notice).toMatchObject({ day: null, standing: "unknown" });
    const endless = calendar({ given: { ...GIVEN, bought: [["AutoCAD", 3, 1000, "C1", null]] } });
    expect(endless.filter(({ of }) => of === "C1")).toEqual([
      {
        day: null,
        kind: "end",
        of: "C1",
        text: "no end of C1 is known, nor any of its dates",
        standing: "unknown",
      },
    ]);
  });

  it("has one date of notice for lines of one contract that share it, and one for each end", () => {
    const bought = [
      ["AutoCAD", 3, 1000, "C1", "2027-03-31"],
      ["Revit", 2, 2000, "C1", "2027-03-31"],
      ["Maya", 2, 2000, "C1", "2027-06-30"],
    ] as const;
    const entries = calendar({ given: { ...GIVEN, bought } });
    const ends = entries.filter(({ kind }) => kind === "end").map(({ day: on }) => isoOrNull(on));
    expect(ends).toEqual(["2027-03-31", "2027-06-30"]);
    const notices = entries.filter(({ kind }) => kind.startsWith("notice"));
    expect(notices.map(({ day: on }) => isoOrNull(on))).toEqual(["2027-01-30", "2027-05-01"]);
  });

  it("has one usage review of a day on which one line ends and another has its anniversary", () => {
    const given: Given = {
      ...GIVEN,
      bought: [
        ["AutoCAD", 3, 1000, "C1", "2027-03-31"],
        ["Revit", 3, 2000, "C1", "2028-03-31"],
      ],
      rest: {
        contracts: [{ contract: "C1", reductions: "each anniversary", origin: { source: 0, row: 2 } }],
      },
    };
    // 2028 has a 29 February: 90 days before 2028-03-31 is 2028-01-01.
    expect(
      calendar({ given })
        .filter(({ kind }) => ["usage review", "anniversary", "end"].includes(kind))
        .map(line),
    ).toEqual([
      "2026-12-31 usage review: ahead",
      "2027-03-31 end: ahead",
      "2027-03-31 anniversary: ahead",
      "2028-01-01 usage review: ahead",
      "2028-03-31 end: ahead",
    ]);
  });

  it("has the end of a token pack, and the last day to ask for an extension of what will be left", () => {
    const pack = {
      purchased: day("2026-06-01"),
      expires: day("2027-05-31"),
      tokens: tokens(5000),
      unitPrice: rate<never, never>(3),
      origin: { source: 0, row: 2 },
    };
    const use = daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "tokens", 1);
    const given = { ...GIVEN, use, rest: { packs: [pack] } } as unknown as Given;
    const packs = calendar({ given }).filter(
      ({ kind }) => kind === "pack ends" || kind === "extension request",
    );
    expect(packs.map(line)).toEqual(["2027-05-01 extension request: ahead", "2027-05-31 pack ends: ahead"]);
  });
});

describe("the vendor's quarter", () => {
  it.each([
    ["2026-10-31", "2026-10-31"],
    ["2026-11-01", "2027-01-31"],
    ["2027-01-31", "2027-01-31"],
    ["2027-02-01", "2027-04-30"],
    ["2027-07-31", "2027-07-31"],
    ["2027-08-01", "2027-10-31"],
  ])("of %s ends on %s", (on, end) => {
    expect(isoOrNull(vendorQuarterEnd(day(on)))).toBe(end);
  });
});
