import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { analyse } from "../../../src/engine/analyse";
import type { UserAnalysis } from "../../../src/engine/analysis";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session, Source } from "../../../src/engine/estate/estate";
import { usageOf } from "../../../src/engine/usage/usage";
import { USUAL_SHARES } from "../../../src/engine/waste/traps";
import { wasteOf, type WasteInput } from "../../../src/engine/waste/waste";
import { day, estateOf, type Given } from "../estate-of";

const PEOPLE = { "ann@x": {}, "bob@x": {}, "eve@x": {} };

const session = (iso: string, minutes: number, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: day(iso) * 1440 + 600,
  end: day(iso) * 1440 + 600 + minutes,
  origin: { source: 0, row: 2 },
  ...more,
});

interface Setting {
  readonly own?: Partial<Assumptions>;
  readonly given?: Given;
  readonly sources?: readonly Source[];
  /** The seats of each person in the best mix. */
  readonly best?: readonly (readonly string[])[];
}

const waste = (
  sessions: readonly Session[],
  { own = {}, given = {}, sources, best = [[], [], []] }: Setting = {},
) => {
  const estate = {
    ...estateOf({ people: PEOPLE, ...given }),
    products: ["AutoCAD", "Revit", "Own App"],
    sessions,
    ...(sources && { sources }),
  };
  const assumptions = { ...defaultAssumptions(), ...own };
  const { tokenPlan, tokenUse } = analyse(estateOf({}), day("2026-12-31"), assumptions);
  const context = contextOf(estate, day("2026-12-31"), assumptions);
  const users = best.map((seats) => ({ recommended: { seats } }) as UserAnalysis);
  const input: WasteInput = {
    context,
    usage: usageOf(context),
    users,
    tokenPlan,
    tokenUse,
  };
  return wasteOf(input);
};

describe("the session log", () => {
  const TWO = [session("2026-03-02", 60), session("2026-03-04", 60)];

  it("covers the days from the first session to the last, with the charges that draw tokens", () => {
    expect(waste(TWO).log).toEqual({
      first: day("2026-03-02"),
      last: day("2026-03-04"),
      days: 3,
      least: defaultAssumptions().leastDays,
      sessions: 2,
      charges: 2,
      tokens: 14,
    });
    const seats = [["ann@x", "AutoCAD", "2026-03-03"]] as const;
    expect(waste(TWO, { given: { seats } }).log).toMatchObject({ sessions: 2, charges: 1, tokens: 7 });
    expect(waste([session("2026-03-02", 60, { product: 2 })]).log).toMatchObject({
      charges: 1,
      tokens: null,
    });
  });

  it("covers what its export states beyond them; a time within them, or of another export, adds nothing", () => {
    const log = (from: string, to: string, kind: Source["kind"] = "Sessions") => {
      const source = { file: "log.csv", sheet: "Log", kind, from: day(from), to: day(to) };
      const { first, last, days } = waste(TWO, { sources: [source] }).log!;
      return [first - day("2026-03-02"), last - day("2026-03-04"), days];
    };
    expect(log("2026-03-01", "2026-03-05")).toEqual([-1, 1, 5]);
    expect(log("2026-03-02", "2026-03-04")).toEqual([0, 0, 3]);
    expect(log("2026-03-03", "2026-03-03")).toEqual([0, 0, 3]);
    expect(log("2026-03-01", "2026-03-05", "Usage")).toEqual([0, 0, 3]);
  });

  it("may be none; then nothing is said of charges", () => {
    const none = waste([]);
    expect(none.log).toBeNull();
    expect(none.leftOpen).toBeNull();
    expect(none.traps.map(({ name, unknown }) => [name, unknown !== null])).toEqual([
      ["background", true],
      ["short", true],
      ["expiry", true],
      ["rate", true],
      ["tier", true],
    ]);
  });
});

describe("users without a time zone", () => {
  const of = (...people: readonly number[]) =>
    people.map((person) => session("2026-03-02", 60, { person, loggedIn: true }));
  const ANN_IN_TOKYO = { people: { ...PEOPLE, "ann@x": { timeZone: "Asia/Tokyo" } } };
  const told = (...given: Parameters<typeof waste>) => {
    const { withoutZone, traps } = waste(...given);
    return [withoutZone, traps[0]?.unknown?.split(";")[0]];
  };

  it("are those of the log whose zone is not known", () => {
    expect(told(of(0, 1))).toEqual([
      2,
      'the assumption "Time zone" is not set, so use outside business hours is not in it',
    ]);
    expect(told(of(0, 1), { own: { timeZone: "Mars" } })).toEqual([
      2,
      'there is no time zone "Mars", so use outside business hours is not in it',
    ]);
    expect(told(of(0, 1), { given: ANN_IN_TOKYO })).toEqual([
      1,
      "the time zone of 1 user is not known, so their use outside business hours is not in it",
    ]);
    expect(told(of(0), { given: ANN_IN_TOKYO })[0]).toBe(0);
    expect(told(of(0), { given: ANN_IN_TOKYO })[1]).toMatch(/^the log covers 1 day, too few/);
  });
});

describe("users with short days to whom the best mix gives a seat", () => {
  it("counts each user once, if a seat opens a product of the short days", () => {
    const short = (person: number, product: number) => session("2026-03-02", 10, { person, product });
    const seatsForShort = (sessions: readonly Session[], ...best: readonly (readonly string[])[]) =>
      waste(sessions, { best }).seatsForShort;
    const annTwice = [short(0, 0), short(0, 1)];
    expect(seatsForShort(annTwice, ["AutoCAD", "Revit"])).toBe(1);
    expect(seatsForShort(annTwice, ["Revit"])).toBe(1);
    expect(seatsForShort(annTwice, ["Own App", "AutoCAD"])).toBe(1);
    expect(seatsForShort(annTwice, ["Own App"])).toBe(0);
    expect(seatsForShort(annTwice, [])).toBe(0);
    expect(seatsForShort([short(0, 0), short(1, 0), short(2, 1)], ["AutoCAD"], [], ["Revit"])).toBe(2);
    // Thirty minutes are no short day.
    expect(seatsForShort([session("2026-03-02", 30)], ["AutoCAD"])).toBe(0);
  });
});

it("the usual shares are those of DOMAIN §10", () => {
  expect(USUAL_SHARES).toEqual({
    background: [0.08, 0.12],
    short: [0.08, 0.15],
    expiry: [0.15, 0.35],
    rate: [0.03, 0.08],
    tier: [0.05, 0.1],
  });
});
