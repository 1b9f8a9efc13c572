import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Person, Refusal } from "../../../src/engine/estate/estate";
import { judgedSeat, type SeatInUse } from "../../../src/engine/harvest/judged-seat";
import type { SeatUse } from "../../../src/engine/harvest/seat-use";
import type { Usage } from "../../../src/engine/usage/usage";
import { day, estateOf } from "../estate-of";
import { noticed } from "./dormant-seat";

const AS_OF = "2026-12-31";

/** A seat that is used every working day, as far as nothing else is said. */
const BUSY: SeatUse = {
  lastUse: day(AS_OF),
  isLastUseKnown: true,
  loginDays: 60,
  busiest: 60,
  perMonth: 20,
  unusedDays: 0,
  coveredDays: 365,
  through: day(AS_OF),
};
/** 2026-10-02 is 90 days before the analysis. */
const DORMANT = { lastUse: day("2026-10-02"), unusedDays: 90, perMonth: 1, busiest: 5 } as const;
const MINIMAL = { perMonth: 1, busiest: 5 } as const;

interface Setting {
  readonly person?: Partial<Person>;
  readonly seat?: Partial<SeatInUse>;
  readonly rule?: string;
  readonly since?: string;
  readonly own?: Partial<Assumptions>;
  readonly unread?: readonly Refusal[];
  readonly coverage?: object;
}

function judged(use: Partial<SeatUse>, setting: Setting = {}) {
  const { person = {}, seat = {}, rule = "cost", since = "2020-01-01", own = {}, unread = [] } = setting;
  const estate = estateOf({ people: { "ann@x": person }, seats: [["ann@x", "AutoCAD", since]] });
  const context = contextOf(estate, day(AS_OF), { ...defaultAssumptions(), ...own });
  const coverage = { unknownPeople: new Set(), unknownHolders: new Map(), ...setting.coverage };
  const found = judgedSeat(context, { coverage } as unknown as Usage, {
    member: { rule, demand: { person: 0 }, unread } as unknown as SeatInUse["member"],
    offering: "AutoCAD",
    use: { ...BUSY, ...use },
    typed: undefined,
    goneOn: null,
    ...seat,
  });
  return [found.class, found.action, ...found.why];
}

const OFFLINE = "offline use is in no export";

describe("the class of a seat, and what becomes of it ([E])", () => {
  it("Active seats stay; of little use in the busiest time that is said", () => {
    expect(judged({})).toEqual(["Active", "keep", "used on 20.0 days a month"]);
    expect(judged({ perMonth: 10, busiest: 30 })).toEqual(["Active", "keep", "used on 10.0 days a month"]);
    expect(judged({ perMonth: 10, busiest: 29 })).toEqual([
      "Active",
      "keep",
      "used on 10.0 days a month",
      "29 login days in the busiest 90 days, fewer than 30",
    ]);
    expect(judged({ busiest: null })).toEqual(["Active", "keep", "used on 20.0 days a month"]);
  });

  it("Occasional seats are watched", () => {
    expect(judged({ perMonth: 9.9 })).toEqual([
      "Occasional",
      "monitor",
      "used on 9.9 days a month: document why the seat stays",
      OFFLINE,
    ]);
  });

  it("Minimal seats get a notice, unless their busiest time speaks for a season", () => {
    expect(judged(MINIMAL)).toEqual(["Minimal", "grace", "used on 1.0 days a month", OFFLINE]);
    expect(judged({ ...MINIMAL, busiest: 29 }).slice(0, 2)).toEqual(["Minimal", "grace"]);
    expect(judged({ ...MINIMAL, busiest: 30 })).toEqual([
      "Minimal",
      "monitor",
      "used on 1.0 days a month",
      "30 login days in the busiest 90 days: ask the department whether the work is seasonal",
      OFFLINE,
    ]);
    expect(judged({ ...MINIMAL, busiest: null }).slice(0, 2)).toEqual(["Minimal", "grace"]);
  });

  it("Dormant seats come back from the 90th day without use", () => {
    expect(judged(DORMANT)).toEqual([
      "Dormant",
      "reclaim",
      "no use since 2026-10-02, 90 covered days",
      OFFLINE,
    ]);
    expect(judged({ ...DORMANT, lastUse: day("2026-10-03"), unusedDays: 89 })[0]).toBe("Minimal");
    expect(judged({ ...DORMANT, lastUse: null, unusedDays: 365 })).toEqual([
      "Dormant",
      "reclaim",
      "no use in the 365 days that the exports cover",
      OFFLINE,
    ]);
    expect(judged({ ...DORMANT, busiest: 30 }).slice(2)).toEqual([
      "no use since 2026-10-02, 90 covered days",
      "30 login days in the busiest 90 days before: ask whether the work is seasonal",
      OFFLINE,
    ]);
    expect(judged({ ...DORMANT, busiest: 29 })).toHaveLength(4);
  });

  it("seats of little use are New for 90 days after they were given", () => {
    // Given on 2026-10-03 a seat is 89 days old, and new to the end of the year.
    expect(judged(MINIMAL, { since: "2026-10-03" })).toEqual([
      "New",
      "keep",
      "new until 2026-12-31",
      OFFLINE,
    ]);
    expect(judged(MINIMAL, { since: "2026-10-02" })[0]).toBe("Minimal");
    expect(judged({ ...MINIMAL, lastUse: null, unusedDays: 365 }, { since: "2026-12-01" })).toEqual([
      "New",
      "keep",
      "new until 2027-02-28",
      OFFLINE,
    ]);
    expect(judged({}, { since: "2026-12-01" })[0]).toBe("Active");
  });

  it("seats of accounts that are not active come back", () => {
    const leaver = ["Leaver", "reclaim", "the account is not active", OFFLINE];
    expect(judged({}, { person: { inactive: true } })).toEqual(leaver);
    expect(judged({}, { rule: "leaver" })).toEqual(leaver);
  });
});

describe("a seat of which the use is not known is asked about", () => {
  const unread: Refusal = { kind: "Usage", origin: { source: 0, row: 2 }, rows: 1, fields: [], columns: [] };
  const why = (use: Partial<SeatUse>, setting: Setting = {}) => {
    const [found, action, because] = judged({ ...DORMANT, ...use }, setting);
    return found === "Unknown" && action === "ask" ? because : found;
  };

  it("where the exports leave something out", () => {
    expect(why({}, { rule: "unseen" })).toBe("no export of use was read");
    expect(why({}, { unread: [unread] })).toBe("rows that say more about it could not be read");
    const out = "the exports may leave its use out";
    expect(why({}, { coverage: { unknownPeople: new Set([0]) } })).toBe(out);
    expect(why({}, { coverage: { unknownPeople: new Set([1]) } })).toBe("Dormant");
    const holders = (offering: string, person: number) => ({
      coverage: { unknownHolders: new Map([[offering, new Set([person])]]) },
    });
    expect(why({}, holders("AutoCAD", 0))).toBe(out);
    expect(why({}, holders("AutoCAD", 1))).toBe("Dormant");
    expect(why({}, holders("Maya", 0))).toBe("Dormant");
  });

  it("where the exports ended more than a month ago", () => {
    expect(why({ through: day("2026-11-30") })).toBe("Dormant");
    expect(why({ through: day("2026-11-29") })).toBe(
      "the exports end on 2026-11-29, 32 days before this analysis",
    );
  });

  it("where an export gives too little", () => {
    expect(why({ coveredDays: null })).toBe("no export covers the use of seats");
    expect(why({ perMonth: null })).toBe("a report gives no days, or no period");
    expect(why({ isLastUseKnown: false })).toBe("a report gives days and no date");
    expect(why({ unusedDays: null, perMonth: 1, lastUse: null })).toBe("not known");
  });

  it("where fewer than 90 days are covered, unless the seat is new", () => {
    expect(why({ coveredDays: 89 })).toBe(
      "little or no use in the 89 days that the exports cover, and 90 days are needed",
    );
    expect(why({ coveredDays: 90 })).toBe("Dormant");
    expect(why({ coveredDays: 20, ...MINIMAL, lastUse: null, unusedDays: 20 }, { since: "2026-12-01" })).toBe(
      "New",
    );
  });

  it("where the last use is long ago, and too few days since then are covered", () => {
    expect(why({ unusedDays: 89 })).toBe(
      "last used on 2026-10-02, and the exports cover only 89 days since then",
    );
    expect(why({ unusedDays: 90 })).toBe("Dormant");
    expect(why({ lastUse: day("2026-10-03"), unusedDays: 10 })).toBe("Minimal");
    expect(why({ lastUse: null, unusedDays: 10 })).toBe("Minimal");
  });

  it("but enough use is known whatever is left out", () => {
    expect(judged({}, { rule: "unseen" })[0]).toBe("Active");
    expect(judged({ perMonth: 5 }, { unread: [unread] })[0]).toBe("Occasional");
    expect(judged({ perMonth: 5 }, { coverage: { unknownPeople: new Set([0]) } })[0]).toBe("Occasional");
  });
});

describe("what somebody decided on a seat", () => {
  const typed = (word: "keep" | "reclaim" | null, noticeSent: string | null = null) => ({
    ...noticed("ann@x", "2026-12-01"),
    word,
    noticeSent: noticeSent === null ? null : day(noticeSent),
  });
  const reason = (setting: Setting) => judged(DORMANT, setting).slice(1, 3);

  it("keeps it: an exception to its last day, a critical user, or a decision", () => {
    const until = (iso: string) =>
      reason({ person: { exception: "parental leave", exceptionUntil: day(iso) } });
    expect(until("2026-12-31")).toEqual(["keep", "exception (parental leave) until 2026-12-31"]);
    expect(until("2026-12-30")[0]).toBe("reclaim");
    expect(
      judged(DORMANT, { person: { exception: "parental leave", exceptionUntil: day("2026-12-30") } }),
    ).toEqual([
      "Dormant",
      "reclaim",
      "no use since 2026-10-02, 90 covered days",
      "exception (parental leave) ended on 2026-12-30",
      OFFLINE,
    ]);
    expect(reason({ person: { exception: "parental leave" } })).toEqual([
      "keep",
      "exception (parental leave) without an end: ask until when",
    ]);
    expect(reason({ person: { critical: true } })).toEqual(["keep", "marked as critical"]);
    expect(reason({ seat: { typed: typed("keep") } })).toEqual(["keep", "you decided to keep it"]);
  });

  it("reclaims it, where its use is known", () => {
    expect(judged({}, { seat: { typed: typed("reclaim") } })).toEqual([
      "Active",
      "reclaim",
      "you decided to reclaim it",
      "used on 20.0 days a month",
      OFFLINE,
    ]);
    expect(reason({ seat: { typed: typed("reclaim") }, rule: "unseen" })[0]).toBe("ask");
  });

  it("says nothing of a seat that was given back since, until a notice of a later day", () => {
    const goneOn = day("2026-11-15");
    const after = (noticeSent: string | null) =>
      judged({}, { seat: { typed: typed("reclaim", noticeSent), goneOn } })[1];
    expect(after(null)).toBe("keep");
    expect(after("2026-11-14")).toBe("keep");
    expect(after("2026-11-15")).toBe("keep");
    expect(after("2026-11-16")).toBe("reclaim");
  });
});
