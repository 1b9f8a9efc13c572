import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Refusal, Session } from "../../../src/engine/estate/estate";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import { JudgedLog } from "../../../src/engine/waste/judged-charges";
import { unreadSessions, unreadSigns } from "../../../src/engine/waste/unread-sessions";
import { day, estateOf, type Given } from "../estate-of";

/** Minutes since 1970 of an hour of Monday 6 July 2026, UTC. */
const hour = (h: number): number => day("2026-07-06") * 1440 + h * 60;

const session = (from: number, to: number, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: hour(from),
  end: hour(to),
  origin: { source: 0, row: 2 },
  ...more,
});

const refused = (more: Partial<Refusal> = {}): Refusal => ({
  kind: "Sessions",
  origin: { source: 0, row: 9 },
  rows: 1,
  fields: [],
  columns: [],
  person: 0,
  ...more,
});

interface Setting {
  readonly refusals?: readonly Refusal[];
  readonly own?: Partial<Assumptions>;
  readonly given?: Given;
}

function judged(sessions: readonly Session[], { refusals = [], own = {}, given = {} }: Setting = {}) {
  const estate = {
    ...estateOf({ people: { "ann@x": {}, "bob@x": {} }, ...given }),
    products: ["AutoCAD", "Revit"],
    refusals,
    sessions,
  };
  const assumptions = { ...defaultAssumptions(), timeZone: "UTC", ...own };
  const context = contextOf(estate, day("2026-12-31"), assumptions);
  return new JudgedLog(context, sessionCharges(context), new WorkHours(estate, assumptions));
}

describe("minutes of a short day", () => {
  const minutes = (...sessions: readonly Session[]) =>
    judged(sessions).all.map((one) => [Math.round(one.minutes), one.trap, one.why]);

  it("count time in two sessions at once only once", () => {
    expect(minutes(session(9, 9.2), session(9.1, 9.4))).toEqual([[24, "short", "24 minutes in 24 hours"]]);
    // One within the other.
    expect(minutes(session(9, 9.4), session(9.1, 9.2))).toEqual([[24, "short", "24 minutes in 24 hours"]]);
    expect(minutes(session(9, 9.2), session(9.2, 9.4))).toEqual([[24, "short", "24 minutes in 24 hours"]]);
    expect(minutes(session(9, 9.2), session(11, 11.2))).toEqual([[24, "short", "24 minutes in 24 hours"]]);
  });

  it("are those inside the window of 24 hours", () => {
    // From 09:00 a window; open again from 08:50 on the next day, 10 minutes before it ends, to 09:10.
    expect(minutes(session(9, 9.25), session(32 + 5 / 6, 33 + 1 / 6))).toEqual([
      [25, "short", "25 minutes in 24 hours"],
      [10, "short", "10 minutes in 24 hours"],
    ]);
  });

  it.each([
    [19, "short"],
    [20, null],
    [21, null],
  ])("%d minutes where a short day is below 20", (n, trap) => {
    expect(
      judged([session(9, 9 + n / 60)], { own: { shortMinutes: 20 } }).all.map((one) => one.trap),
    ).toEqual([trap]);
  });
});

describe("a log of charges", () => {
  const night = session(1, 2, { loggedIn: false });
  const short = session(9, 9.2, { person: 1 });
  const work = session(9, 12, { product: 1, loggedIn: true });
  const log = judged([night, short, work]);

  it("gives each with its trap, in order of user and product", () => {
    expect(log.length).toBe(3);
    expect(log.all.map(({ charge, trap, why }) => [charge.person, charge.product, trap, why])).toEqual([
      [0, 0, "background", "outside business hours, nobody logged in"],
      [0, 1, null, ""],
      [1, 0, "short", "12 minutes in 24 hours"],
    ]);
    expect([...log.in("short")].map(({ charge }) => charge.start)).toEqual([hour(9)]);
    expect(log.notJudged).toBe(0);
  });

  it("has as evidence those in a trap and those of products left open", () => {
    const open = session(9, 40, { product: 1, loggedIn: true });
    const evidence = judged([night, short, open]).evidence;
    expect(evidence.map(({ charge, trap }) => [charge.window.start, trap])).toEqual([
      [hour(1), "background"],
      [hour(33), null],
      [hour(9), "short"],
    ]);
  });

  it("says each reason of background use once", () => {
    const twice = [night, session(3, 4, { loggedIn: false }), session(5, 6, { activeMinutes: 0 })];
    expect(judged(twice).all.map(({ why }) => why)).toEqual([
      "outside business hours, nobody logged in; outside business hours, no active minute",
    ]);
  });

  it("puts a charge that a seat pays for in no trap", () => {
    const seats = [["ann@x", "AutoCAD", "2026-01-01"]] as const;
    const found = judged([night], { given: { seats } }).all;
    expect(found.map(({ trap, doubt }) => [trap, doubt])).toEqual([[null, null]]);
  });
});

describe("rows of the log that could not be read", () => {
  const counts = (refusal: Refusal, person = 0, product = 0) => {
    const estate = { products: ["AutoCAD", "Revit"], refusals: [refusal] };
    return [unreadSessions(estate)(person, product), unreadSigns(estate)(person, product)];
  };

  it.each<readonly [string, Partial<Refusal>, number, number]>([
    ["a whole row", {}, 1, 0],
    ["two rows", { rows: 2 }, 2, 0],
    ["who was logged in", { fields: ["loggedIn"] }, 1, 1],
    ["active minutes", { fields: ["activeMinutes"] }, 1, 1],
    ["the type of the machine, and more", { fields: ["version", "machineType"] }, 1, 1],
    ["a field that is no sign of a person", { fields: ["version"] }, 0, 0],
    ["a row of another kind", { kind: "Usage" }, 0, 0],
    ["a row of the same product", { product: "AutoCAD" }, 1, 0],
    ["a row of another product", { product: "Revit" }, 0, 0],
    ["a row of another user", { person: 1 }, 0, 0],
  ])("%s", (_, refusal, rows, signs) => {
    expect(counts(refused(refusal))).toEqual([rows, signs]);
  });

  it("without a user count for nobody", () => {
    const { person: _, ...nobody } = refused();
    expect(counts(nobody)).toEqual([0, 0]);
  });

  it("of one user and product add up", () => {
    const refusals = [refused(), refused({ rows: 3, product: "AutoCAD" }), refused({ product: "Revit" })];
    expect(unreadSessions({ products: ["AutoCAD", "Revit"], refusals })(0, 0)).toBe(4);
  });

  it("leave their charges in no trap, and those of others as they are", () => {
    const nights = [0, 1].map((person) => session(1, 2, { person, loggedIn: false }));
    const log = judged([...nights, session(30, 31, { loggedIn: false })], { refusals: [refused()] });
    expect(log.all.map(({ trap, unread }) => [trap, unread])).toEqual([
      [null, 1],
      [null, 1],
      ["background", 0],
    ]);
    expect(log.notJudged).toBe(2);
  });
});

describe("the doubt whether nobody used a product", () => {
  const doubts = (sessions: readonly Session[], setting: Setting = {}) =>
    judged(sessions, setting).all.map(({ doubt }) => doubt);
  const NO_ZONE = { own: { timeZone: "unknown" } };
  const UNREAD = "1 row of the session log on this user and product could not be read";
  const UNKNOWN_HOURS =
    "nothing shows a person, and it is not known whether this was outside business hours: no time zone";
  const nobody = session(1, 2, { loggedIn: false });
  const somebody = session(1, 2, { loggedIn: true });
  const nothing = session(1, 2);

  it("is none where all is known", () => {
    expect(doubts([nobody])).toEqual([null]);
    expect(doubts([somebody])).toEqual([null]);
    expect(doubts([nothing])).toEqual([null]);
  });

  it("is one without a time zone, unless somebody was there or there is no sign that nobody was", () => {
    expect(doubts([nobody], NO_ZONE)).toEqual([UNKNOWN_HOURS]);
    expect(doubts([somebody], NO_ZONE)).toEqual([null]);
    expect(doubts([nothing], NO_ZONE)).toEqual([null]);
    expect(doubts([nobody, session(3, 4, { loggedIn: true })], NO_ZONE)).toEqual([null]);
    // By two signs it is background use at any hour.
    expect(doubts([session(1, 2, { loggedIn: false, activeMinutes: 0 })], NO_ZONE)).toEqual([null]);
  });

  it("is one where a row could not be read that may show a person", () => {
    const refusals = [refused()];
    expect(doubts([nobody], { refusals })).toEqual([UNREAD]);
    expect(doubts([nobody], { refusals, ...NO_ZONE })).toEqual([UNREAD]);
    expect(doubts([somebody], { refusals })).toEqual([null]);
    // By day nobody logged in is one sign of two that it needs.
    expect(doubts([session(9, 10, { loggedIn: false })], { refusals })).toEqual([null]);
  });

  it("is one where a sign could not be read, and no session shows a person", () => {
    const refusals = [refused({ fields: ["loggedIn"] })];
    expect(doubts([nothing], { refusals })).toEqual([UNREAD]);
    expect(doubts([session(9, 10, { loggedIn: false })], { refusals })).toEqual([UNREAD]);
    expect(doubts([somebody], { refusals })).toEqual([null]);
    expect(doubts([nothing, session(3, 4, { loggedIn: true })], { refusals })).toEqual([null]);
  });
});
