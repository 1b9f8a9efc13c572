import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { businessHours, WorkHours } from "../../../src/engine/waste/business-hours";
import { closedAtNight, leftOpen } from "../../../src/engine/waste/closing";
import { day, estateOf, type Given } from "../estate-of";

const utc = (text: string): number => Date.parse(`${text.replace(" ", "T")}:00Z`) / 60_000;
const clock = (minute: number): string =>
  new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");

const session = (from: string, to: string, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: utc(from),
  end: utc(to),
  origin: { source: 0, row: 2 },
  ...more,
});

const set = (own: Partial<Assumptions>): Assumptions => ({
  ...defaultAssumptions(),
  timeZone: "UTC",
  ...own,
});

describe("a product closed at 23:59 and opened again when business begins", () => {
  const pieces = (from: string, to: string, own: Partial<Assumptions> = {}) => {
    const one = session(from, to);
    return closedAtNight(one, businessHours({ sessions: [one] }, set(own))!).map(({ start, end }) => [
      clock(start),
      clock(end),
    ]);
  };

  it.each<readonly [string, string, string, (readonly [string, string])[]]>([
    // 6 July 2026 is a Monday; business begins at 07:00.
    ["within a day", "2026-07-06 09:00", "2026-07-06 17:00", [["2026-07-06 09:00", "2026-07-06 17:00"]]],
    ["to 23:59", "2026-07-06 09:00", "2026-07-06 23:59", [["2026-07-06 09:00", "2026-07-06 23:59"]]],
    ["to midnight", "2026-07-06 09:00", "2026-07-07 00:00", [["2026-07-06 09:00", "2026-07-06 23:59"]]],
    ["to the opening", "2026-07-06 09:00", "2026-07-07 07:00", [["2026-07-06 09:00", "2026-07-06 23:59"]]],
    [
      "to a minute after the opening",
      "2026-07-06 09:00",
      "2026-07-07 07:01",
      [
        ["2026-07-06 09:00", "2026-07-06 23:59"],
        ["2026-07-07 07:00", "2026-07-07 07:01"],
      ],
    ],
    [
      "over two nights",
      "2026-07-06 09:00",
      "2026-07-08 12:00",
      [
        ["2026-07-06 09:00", "2026-07-06 23:59"],
        ["2026-07-07 07:00", "2026-07-07 23:59"],
        ["2026-07-08 07:00", "2026-07-08 12:00"],
      ],
    ],
    [
      "over a weekend",
      "2026-07-10 16:00",
      "2026-07-13 10:00",
      [
        ["2026-07-10 16:00", "2026-07-10 23:59"],
        ["2026-07-13 07:00", "2026-07-13 10:00"],
      ],
    ],
    ["from 23:59 on", "2026-07-06 23:59", "2026-07-07 05:00", [["2026-07-06 23:59", "2026-07-06 23:59"]]],
  ])("%s", (_, from, to, expected) => {
    expect(pieces(from, to)).toEqual(expected);
  });

  it("goes by the clocks of the place, which change", () => {
    // 23:59 on Saturday 28 March in Berlin is 22:59 UTC; Monday 07:00 in summer time is 05:00 UTC.
    expect(pieces("2026-03-28 12:00", "2026-03-30 10:00", { timeZone: "Europe/Berlin" })).toEqual([
      ["2026-03-28 12:00", "2026-03-28 22:59"],
      ["2026-03-30 05:00", "2026-03-30 10:00"],
    ]);
    // With Sunday worked: 07:00 and 23:59 in summer time.
    const own = { timeZone: "Europe/Berlin", workingDays: "Sat; Sun" };
    expect(pieces("2026-03-28 12:00", "2026-03-30 10:00", own)).toEqual([
      ["2026-03-28 12:00", "2026-03-28 22:59"],
      ["2026-03-29 05:00", "2026-03-29 21:59"],
    ]);
  });
});

describe("what closing at night saves", () => {
  const saved = (
    sessions: readonly Session[],
    { own = {}, ...given }: Given & { own?: Partial<Assumptions> } = {},
  ) => {
    const people = { "ann@x": {}, "bob@x": {} };
    const estate = {
      ...estateOf({ people, ...given }),
      products: ["AutoCAD", "Own App"],
      sessions,
    };
    const context = contextOf(estate, day("2026-12-31"), set(own));
    return leftOpen(context, sessionCharges(context), new WorkHours(estate, context.assumptions));
  };
  const WEEKEND = session("2026-07-10 16:00", "2026-07-13 10:00");

  it("is the average of the charges of the user and product, by as many as become fewer", () => {
    // Charged on Friday, Saturday and Sunday at 16:00; closed, on Friday and on Monday. AutoCAD costs 7 a day.
    expect(saved([WEEKEND])).toEqual({
      charges: 2,
      people: 1,
      tokens: 14,
      saved: { charges: 1, tokens: 7 },
    });
    const both = [WEEKEND, { ...WEEKEND, person: 1 }];
    expect(saved(both)).toEqual({ charges: 4, people: 2, tokens: 28, saved: { charges: 2, tokens: 14 } });
  });

  it("is nothing where nothing was left open, whether the zone is known or not", () => {
    const short = session("2026-07-06 09:00", "2026-07-06 10:00");
    const nothing = { charges: 0, people: 0, tokens: 0, saved: { charges: 0, tokens: 0 } };
    expect(saved([short])).toEqual(nothing);
    expect(saved([short], { own: { timeZone: "unknown" } })).toEqual(nothing);
  });

  it("is unknown where the zone of one user is, and its tokens where a rate is", () => {
    const people = { "ann@x": { timeZone: "UTC" }, "bob@x": {} };
    const both = [WEEKEND, { ...WEEKEND, person: 1 }];
    expect(saved(both, { people, own: { timeZone: "unknown" } })).toMatchObject({ charges: 4, saved: null });
    expect(saved([WEEKEND, { ...WEEKEND, product: 1 }])).toEqual({
      charges: 4,
      people: 1,
      tokens: null,
      saved: { charges: 2, tokens: null },
    });
  });

  it("leaves out what a seat pays for", () => {
    // From Sunday on a seat pays: Friday and Saturday drew tokens, and closed only Friday would have.
    const found = saved([WEEKEND], { seats: [["ann@x", "AutoCAD", "2026-07-12"]] });
    expect(found).toEqual({ charges: 1, people: 1, tokens: 7, saved: { charges: 1, tokens: 7 } });
  });

  it("is never below nothing", () => {
    // Open from 20:00 to 20:30 on the next day: one charge, and at 20:00 a second. Closed: Monday and Tuesday at 07:00,
    // inside the window, still open at 20:00.
    const found = saved([session("2026-07-06 20:00", "2026-07-07 20:30")]);
    expect(found).toMatchObject({ charges: 1, saved: { charges: 0, tokens: 0 } });
  });
});
