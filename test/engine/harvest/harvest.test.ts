import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import type { HarvestDecision } from "../../../src/engine/estate/harvest-records";
import { departmentHarvests } from "../../../src/engine/harvest/departments";
import { noticesOf } from "../../../src/engine/harvest/notices";
import { busiestWindow, reclaimDates } from "../../../src/engine/rules/harvest-dates";
import { days, type Days } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const PERIOD = ["2025-11-01", "2026-10-31"] as const;
const AS_OF = "2026-10-31";

const NO_LINES = { decisions: 0, reconciliations: 0 };

/** Ann's AutoCAD seat, beside others whose use shows that the export covers the year and the offering. */
function harvested(
  ann: readonly UseRow[],
  given: Given = {},
  { asOf = AS_OF, set = {} }: { readonly asOf?: string; readonly set?: Partial<Assumptions> } = {},
): Analysis {
  const others = ["yves", "zoe"];
  return analyse(
    estateOf({
      use: [...ann, ...others.flatMap((who) => daysOfUse(who, "AutoCAD", "2026-04-01", 150, "seat"))],
      period: PERIOD,
      seats: [["ann", "AutoCAD"], ...others.map((who) => [who, "AutoCAD"] as const)],
      bought: [["AutoCAD", 3, 1800, "C1", "2027-03-01"]],
      ...given,
    }),
    day(asOf),
    { ...defaultAssumptions(), ...set },
  );
}

const seatOf = ({ harvest, estate }: Analysis, user = "ann") =>
  harvest.seats.find(({ person }) => estate.people[person]!.id === user)!;
const judged = (analysis: Analysis, user?: string) => {
  const { class: found, action } = seatOf(analysis, user);
  return [found, action];
};
const used = (first: string, count: number): UseRow[] => daysOfUse("ann", "AutoCAD", first, count, "seat");

describe("the class of a seat, on the edge of every threshold", () => {
  // From the day after the last use to 31 October: 31 + 30 + 29 days of October, September and August are 90.
  it.each([
    ["2026-08-02", ["Dormant", "reclaim"]],
    ["2026-08-03", ["Minimal", "grace"]],
  ])("last used on %s", (last, expected) => expect(judged(harvested(used(last, 1)))).toEqual(expected));

  // Days × 30.4375 ÷ 365: 23 are 1.92 a month and 24 are 2.0014; 119 are 9.92 and 120 are 10.007.
  it.each([
    [23, ["Minimal", "grace"]],
    [24, ["Occasional", "monitor"]],
    [119, ["Occasional", "monitor"]],
    [120, ["Active", "keep"]],
  ])("%i days of use in a year", (count, expected) =>
    expect(judged(harvested(used(count < 100 ? "2026-09-01" : "2026-06-20", count)))).toEqual(expected),
  );

  it("a seat of little use is asked about, not taken, where its busiest time passes the third test", () => {
    const set = { harvestLoginDays: days(20) };
    expect(judged(harvested(used("2026-09-01", 20), {}, { set }))).toEqual(["Minimal", "monitor"]);
    expect(judged(harvested(used("2026-09-01", 19), {}, { set }))).toEqual(["Minimal", "grace"]);
  });

  it.each([
    ["2026-08-03", ["New", "keep"]],
    ["2026-08-02", ["Dormant", "reclaim"]],
  ])("assigned on %s and never used", (since, expected) => {
    const seats = [
      ["ann", "AutoCAD", since],
      ...["yves", "zoe"].map((who) => [who, "AutoCAD"] as const),
    ] as const;
    expect(judged(harvested([], { people: { ann: {} }, seats }))).toEqual(expected);
  });

  it("counts use of everything that a seat opens, also on tokens", () => {
    const onTokens = daysOfUse("ann", "AutoCAD", "2026-06-20", 120, "tokens", 7);
    expect(judged(harvested(onTokens))).toEqual(["Active", "keep"]);
  });
});

describe("use that is not known", () => {
  const short = (first: string): Given => ({ period: [first, AS_OF] });
  const recent = (first: string) =>
    analyse(
      estateOf({
        use: ["yves", "zoe"].flatMap((who) => daysOfUse(who, "AutoCAD", first, 60, "seat")),
        seats: ["ann", "yves", "zoe"].map((who) => [who, "AutoCAD"] as const),
        bought: [["AutoCAD", 3, 1800, "C1", "2027-03-01"]],
        ...short(first),
      }),
      day(AS_OF),
      defaultAssumptions(),
    );

  it("is no proof of a dormant seat while fewer than 90 days are covered", () => {
    // 3 August to 31 October are 90 days.
    expect(judged(recent("2026-08-03"))).toEqual(["Dormant", "reclaim"]);
    expect(judged(recent("2026-08-04"))).toEqual(["Unknown", "ask"]);
  });

  it("is no proof once the exports are older than a month", () => {
    expect(judged(harvested([], {}, { asOf: "2026-12-01" }))).toEqual(["Dormant", "reclaim"]);
    expect(judged(harvested([], {}, { asOf: "2026-12-02" }))).toEqual(["Unknown", "ask"]);
  });

  it("leaves a seat in use as it is", () => {
    expect(judged(harvested(used("2026-06-20", 120), {}, { asOf: "2026-12-02" }))).toEqual([
      "Active",
      "keep",
    ]);
  });

  it("never takes a seat, whatever is typed", () => {
    const analysis = harvested(
      [],
      {
        rest: {
          harvest: {
            decided: [typed("reclaim")],
            decisions: [],
            reconciliations: [],
            leftOut: NO_LINES,
            highest: NO_LINES,
          },
        },
      },
      { asOf: "2026-12-02" },
    );
    expect(judged(analysis)).toEqual(["Unknown", "ask"]);
    expect(analysis.issues.map(({ code }) => code)).toContain("unused-harvest-decision");
  });

  it("names offline use in every row that is not in regular use", () => {
    expect(seatOf(harvested([])).why.at(-1)).toBe("offline use is in no export");
  });
});

const typed = (word: HarvestDecision["word"], noticeSent: string | null = null): HarvestDecision => ({
  user: "ann",
  offering: "AutoCAD",
  word,
  owner: "Eve",
  note: "",
  noticeSent: noticeSent === null ? null : day(noticeSent),
  place: { file: "r.xlsx", sheet: "Harvest", row: 9 },
});

const withTyped = (decided: HarvestDecision): Given => ({
  rest: {
    harvest: { decided: [decided], decisions: [], reconciliations: [], leftOut: NO_LINES, highest: NO_LINES },
  },
});

describe("whoever keeps a seat that is not used", () => {
  it.each([
    ["2026-10-31", "keep", "exception (leave) until 2026-10-31"],
    ["2026-10-30", "reclaim", "no use in the 365 days that the exports cover"],
  ])("an exception holds through its last day: %s", (until, action, why) => {
    const people = { ann: { exception: "leave", exceptionUntil: day(until) } };
    const seat = seatOf(harvested([], { people }));
    expect([seat.action, seat.why[0]]).toEqual([action, why]);
    if (action === "reclaim") expect(seat.why).toContain("exception (leave) ended on 2026-10-30");
  });

  it("an exception without an end is asked about", () => {
    expect(seatOf(harvested([], { people: { ann: { exception: "hold" } } })).why[0]).toBe(
      "exception (hold) without an end: ask until when",
    );
  });

  it("critical users, and seats that the analyst keeps", () => {
    expect(seatOf(harvested([], { people: { ann: { critical: true } } })).action).toBe("keep");
    expect(seatOf(harvested([], withTyped(typed("keep")))).action).toBe("keep");
  });
});

describe("notice, grace and day", () => {
  it("grace begins with this run until a notice went out, and then with the notice", () => {
    const dates = (given: Given) => {
      const { notice, reclaim } = seatOf(harvested([], given));
      return [notice, reclaim?.from, reclaim?.by].map((one) => isoDay(one!));
    };
    expect(dates({})).toEqual(["2026-10-31", "2026-11-30", "2026-12-30"]);
    expect(dates(withTyped(typed(null, "2026-10-10")))).toEqual(["2026-10-10", "2026-11-09", "2026-12-30"]);
  });

  it("a seat is never to be back before its grace ends", () => {
    const limits = { graceDays: days(30), latestDays: days(60) };
    const dates = reclaimDates(day("2026-10-31"), day("2026-08-01"), limits);
    expect([dates.from, dates.by].map(isoDay)).toEqual(["2026-11-30", "2026-11-30"]);
  });

  it("the mail names the seat, what is known of its use, the day, and what the sender fills in", () => {
    const [mail] = noticesOf(harvested([], { people: { ann: { name: "=1+1" } } }));
    expect(mail).toMatchObject({ user: "ann", to: "[address of ann]" });
    expect(mail!.subject).toBe("Your AutoCAD seat: an answer is needed by 2026-11-30");
    expect(mail!.text).toMatch(/^Dear =1\+1, you hold 1 seat: AutoCAD, without use in 365 days\./);
    expect(mail!.text).toContain("Exports do not show offline use.");
  });
});

describe("what was typed for a seat that its holder had before", () => {
  /** Ann's seat was reclaimed on 31 August, and she has one again. */
  const before = {
    no: 1,
    asOf: day("2026-08-31"),
    user: "ann",
    department: "",
    offering: "AutoCAD",
    event: "reclaimed",
    use: "Dormant",
    action: "reclaim",
    lastUse: null,
    loginDays: null,
    why: "",
    decision: "reclaim",
    owner: "Eve",
    note: "",
    noticeSent: day("2026-07-01"),
    reclaimFrom: null,
    next: "",
    price: null,
  } as const;
  const again = (noticeSent: string | null, use: readonly UseRow[]) =>
    seatOf(
      harvested(use, {
        rest: {
          harvest: {
            decided: [typed("reclaim", noticeSent)],
            decisions: [before],
            reconciliations: [],
            leftOut: { decisions: 0, reconciliations: 0 },
            highest: { decisions: 1, reconciliations: 0 },
          },
        },
      }),
    );

  it("takes no seat that is in use", () => {
    for (const sent of [null, "2026-07-01", "2026-08-31"]) {
      const seat = again(sent, used("2026-06-20", 120));
      expect([seat.action, seat.noticeSent]).toEqual(["keep", null]);
      expect(seat.refused).toContain("before 2026-08-31");
    }
  });

  it("is followed with a notice of a later day", () => {
    expect(again("2026-09-01", used("2026-06-20", 120))).toMatchObject({ action: "reclaim", refused: null });
  });

  it("a seat to come back once more is found on the day of the run, and its grace begins anew", () => {
    const { notice, reclaim } = again("2026-07-01", []);
    expect([notice, reclaim?.from, reclaim?.by].map((one) => isoDay(one!))).toEqual([
      "2026-10-31",
      "2026-11-30",
      "2026-12-30",
    ]);
  });
});

describe("who gets a seat that comes back", () => {
  it("somebody who uses the product on a seat without one comes first, and the seat is not saved", () => {
    const bob = daysOfUse("bob", "AutoCAD", "2026-08-20", 60, "seat");
    const analysis = harvested(bob);
    const { action, next, why } = seatOf(analysis);
    expect([action, next && analysis.estate.people[next.person]!.id, next?.isLent]).toEqual([
      "redeploy",
      "bob",
      false,
    ]);
    expect(why[0]).toBe("goes to bob, who uses it without a seat");
    expect(departmentHarvests(analysis)[0]!.saves).toBe(0);
  });

  it("gets a seat that nobody holds before one that comes back", () => {
    const bob = daysOfUse("bob", "AutoCAD", "2026-08-20", 60, "seat");
    const analysis = harvested(bob, { bought: [["AutoCAD", 4, 1800, "C1", "2027-03-01"]] });
    expect(seatOf(analysis)).toMatchObject({ action: "reclaim", next: null });
    expect(departmentHarvests(analysis)[0]!.saves).toBe(1800);
  });
});

it("what a department saves is unknown as soon as one price is", () => {
  const bought = [["Odd Product", 3, null, "C1", "2027-03-01"]] as const;
  const analysis = analyse(
    estateOf({
      use: ["yves", "zoe"].flatMap((who) => daysOfUse(who, "Odd Product", "2026-04-01", 150, "seat")),
      period: PERIOD,
      seats: ["ann", "yves", "zoe"].map((who) => [who, "Odd Product"] as const),
      bought,
    }),
    day(AS_OF),
    defaultAssumptions(),
  );
  expect(seatOf(analysis).price).toBeNull();
  expect(departmentHarvests(analysis)[0]!.saves).toBeNull();
});

it("nobody's seat is judged where no table says who holds seats", () => {
  const { harvest } = harvested([], { seats: [] });
  expect(harvest).toEqual({ seats: [], areHoldersKnown: false });
});

it("the third test counts days in any window, its last day included", () => {
  const every3rd = Array.from({ length: 30 }, (_, i) => i * 3);
  const ninety = 90 as Days;
  expect(busiestWindow(every3rd, ninety)).toBe(30);
  expect(busiestWindow([0, 89], ninety)).toBe(2);
  expect(busiestWindow([0, 90], ninety)).toBe(1);
  expect(busiestWindow([], ninety)).toBe(0);
});
