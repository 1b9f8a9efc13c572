import fc from "fast-check";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf, type Context } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { WorkHours } from "../../../src/engine/waste/business-hours";
import { chargeRules } from "../../../src/engine/waste/charge-rules";
import { leftOpen } from "../../../src/engine/waste/closing";
import { days } from "../../../src/engine/units";
import { JudgedLog, type JudgedCharge } from "../../../src/engine/waste/judged-charges";
import { chargeTrap } from "../../../src/engine/waste/traps";
import { day, estateOf } from "../estate-of";
import { berlin, HOLIDAY, KINDS, PLANTED, type Planted } from "./planted";

const BERLIN: Assumptions = { ...defaultAssumptions(), timeZone: "Europe/Berlin" };

/** AutoCAD costs 7 tokens a day, Revit 10. */
const RATES = [7, 10] as const;

const contextFor = (sessions: readonly Session[], assumptions = BERLIN): Context =>
  contextOf(
    {
      ...estateOf({ people: { "ann@x": {}, "bob@x": {}, "eve@x": {} } }),
      products: ["AutoCAD", "Revit"],
      sessions,
      holidays: [{ day: day(HOLIDAY), origin: { source: 0, row: 2 } }],
    },
    day("2026-12-31"),
    assumptions,
  );

function judgedOf({ sessions }: Pick<Planted, "sessions">, assumptions = BERLIN) {
  const context = contextFor(sessions, assumptions);
  const charged = sessionCharges(context);
  const hours = new WorkHours(context.estate, assumptions);
  return { context, charged, hours, judged: new JudgedLog(context, charged, hours).all };
}

const told = (judged: readonly JudgedCharge[]) =>
  judged.map(({ charge, trap }) => ({
    of: `${charge.person} ${charge.product}`,
    at: charge.window.start,
    trap,
    isStillOpen: charge.window.reason === "still open",
  }));

const byPlace = (a: { of: string; at: number }, b: { of: string; at: number }): number =>
  a.of < b.of ? -1 : a.of > b.of ? 1 : a.at - b.at;

const expected = ({ charges }: Planted) =>
  [...charges].flatMap(([of, own]) => own.map((one) => ({ of, ...one }))).sort(byPlace);

describe("the detectors against planted use", () => {
  it("find every planted charge in its trap and nothing else: precision and recall are 1", () => {
    fc.assert(
      fc.property(PLANTED, (planted) => {
        expect(told(judgedOf(planted).judged).sort(byPlace)).toEqual(expected(planted));
      }),
    );
  });

  it("lose no token: traps and the rest are the charges times the rates", () => {
    fc.assert(
      fc.property(PLANTED, (planted) => {
        const { judged } = judgedOf(planted);
        const found = { background: 0, short: 0, rest: 0 };
        for (const { trap, charge } of judged) found[trap ?? "rest"] += charge.tokens ?? NaN;
        const planned = { background: 0, short: 0, rest: 0 };
        for (const { trap, of } of expected(planted)) planned[trap ?? "rest"] += of.endsWith("0") ? 7 : 10;
        expect(found).toEqual(planned);
      }),
    );
  });

  it("count what closing at 23:59 would have saved, and the charges left open", () => {
    fc.assert(
      fc.property(PLANTED, (planted) => {
        const { context, charged, hours } = judgedOf(planted);
        const found = leftOpen(context, charged, hours);
        expect(found.charges).toBe(expected(planted).filter(({ isStillOpen }) => isStillOpen).length);
        expect(found.saved?.charges).toBe(planted.saved);
      }),
    );
  });

  it("calls no use outside business hours while the time zone is unknown", () => {
    fc.assert(
      fc.property(PLANTED, (planted) => {
        const { judged, hours } = judgedOf(planted, defaultAssumptions());
        expect(hours.site).toBeNull();
        for (const { trap, charge } of judged)
          if (trap === "background")
            expect(
              charge.sessions.every(({ loggedIn, machineType }) => loggedIn === false && machineType),
            ).toBe(true);
      }),
    );
  });

  it("with idle awareness between the launches and the charges of the vendor's rule", () => {
    fc.assert(
      fc.property(PLANTED, (planted) => {
        const { context, charged } = judgedOf(planted);
        for (const { product, charges, least, calendarDays, tokens } of chargeRules(context, charged)) {
          expect(least).toBeLessThanOrEqual(charges);
          expect(calendarDays).toBeGreaterThanOrEqual(1);
          expect(tokens).toBe(charges * RATES[product === "AutoCAD" ? 0 : 1]);
        }
      }),
    );
  });
});

describe("each kind of use by itself", () => {
  it.each(Object.keys(KINDS))("%s", (kind) => {
    const plant = KINDS[kind]!("2026-07-06");
    const sessions = plant.sessions.map((one): Session => ({
      ...one,
      person: 0,
      product: 0,
      origin: { source: 0, row: 2 },
    }));
    expect(told(judgedOf({ sessions }).judged).map(({ of: _, ...one }) => one)).toEqual(plant.charges);
  });
});

it("charges of users of whom rows of the log could not be read are in no trap, and said to be", () => {
  const night = KINDS["nobody logged in at night"]!("2026-07-06").sessions[0]!;
  const sessions = [0, 1].map((person): Session => ({
    ...night,
    person,
    product: 0,
    origin: { source: 0, row: 2 },
  }));
  const refusals = [
    {
      kind: "Sessions",
      origin: { source: 0, row: 9 },
      rows: 1,
      fields: ["loggedIn"],
      columns: ["Logged in"],
      person: 1,
    },
  ] as const;
  const context = contextFor(sessions);
  const hours = new WorkHours(context.estate, BERLIN);
  const nowhere = new WorkHours(context.estate, defaultAssumptions());
  const unread = { ...context, estate: { ...context.estate, refusals } };
  const judged = new JudgedLog(unread, sessionCharges(context), nowhere).all;
  const log = new JudgedLog(unread, sessionCharges(context), hours);
  const atNight = log.all;
  expect(judged.map(({ trap }) => trap)).toEqual([null, null]);
  expect(atNight.map(({ trap, unread: rows }) => [trap, rows])).toEqual([
    ["background", 0],
    [null, 1],
  ]);
  const logged = { days: days(200), least: days(30) };
  expect(chargeTrap("background", { judged: log, logged, price: null, noHours: null })).toMatchObject({
    charges: 1,
    unknown: "1 charge not judged, as rows of the log on the user could not be read",
  });
});

it("says how long a short day was, to a tenth of a minute", () => {
  const start = berlin("2026-07-06 10:00");
  const session: Session = {
    start,
    end: start + 12 + 1 / 3,
    person: 0,
    product: 0,
    origin: { source: 0, row: 2 },
  };
  expect(judgedOf({ sessions: [session] }).judged.map(({ why }) => why)).toEqual([
    "12.3 minutes in 24 hours",
  ]);
});

it("sets the rules side by side for each product that was charged", () => {
  const night = berlin("2026-07-06 20:00");
  const session: Session = {
    start: night,
    end: night + 600,
    person: 0,
    product: 0,
    origin: { source: 0, row: 2 },
  };
  const { context, charged } = judgedOf({ sessions: [session] });
  // One window of 24 hours; two calendar days. By day alone one of each.
  expect(chargeRules(context, charged)).toMatchObject([
    { product: "AutoCAD", charges: 1, tokens: 7, calendarDays: 2, calendarTokens: 14 },
  ]);
  const short = judgedOf({ sessions: [{ ...session, end: night + 60 }] });
  expect(chargeRules(short.context, short.charged)).toMatchObject([{ charges: 1, calendarDays: 1 }]);
});
