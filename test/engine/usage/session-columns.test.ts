import fc from "fast-check";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Rate, Session } from "../../../src/engine/estate/estate";
import { SessionStore } from "../../../src/engine/estate/session-store";
import { grouped } from "../../../src/engine/grouped";
import { rate, tokens } from "../../../src/engine/units";
import { sessionCharges } from "../../../src/engine/usage/charges";
import { day, estateOf } from "../estate-of";

const START = day("2026-03-02") * 1440;

const absent = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** Few different values, so that sessions repeat, touch and overlap; some times have seconds. */
const drawnSession: fc.Arbitrary<Session> = fc
  .record({
    person: fc.nat(1),
    product: fc.nat(1),
    start: fc.oneof(
      fc.integer({ min: 0, max: 40 }).map((n) => START + n * 240),
      fc.nat(9_000).map((n) => START + n + n / 60),
    ),
    minutes: fc.oneof(fc.constantFrom(0, 4, 5, 1439, 1440, 1441), fc.nat(5_000)),
    version: absent(fc.constantFrom("2025", "2026")),
    machine: absent(fc.constantFrom("PC1", "PC2")),
    machineType: absent(fc.constant("shared")),
    activeMinutes: absent(fc.oneof(fc.nat(90), fc.constant(12.5))),
    tokens: absent(fc.integer({ min: -2, max: 9 }).map(tokens)),
    loggedIn: absent(fc.boolean()),
    row: fc.integer({ min: 2, max: 9_999 }),
  })
  .map(({ person, product, start, minutes, row, ...said }) => {
    const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    return { person, product, start, end: start + minutes, ...known, origin: { source: 0, row } };
  });

const drawnLog = fc.array(drawnSession, { maxLength: 40 });

/** The same records, kept as columns alone. */
function inColumns(sessions: readonly Session[]): SessionStore {
  const store = new SessionStore();
  for (const one of sessions) store.add(one.person + 10, one.product + 20, one, one.origin);
  return store.settled(
    (person) => person - 10,
    (product) => product - 20,
  );
}

const byText = (records: Iterable<unknown>): string[] =>
  Array.from(records, (one) =>
    JSON.stringify(
      one,
      Object.keys(one as object)
        .concat("source", "row")
        .sort(),
    ),
  ).sort();

describe("session records in columns", () => {
  it("say what was added, in order of person, product, start and end", () => {
    fc.assert(
      fc.property(drawnLog, (sessions) => {
        const store = inColumns(sessions);
        expect(byText(store)).toEqual(byText(sessions));
        const keys = Array.from(store, ({ person, product, start, end }) => [person, product, start, end]);
        const before = (a: readonly number[], b: readonly number[]): number =>
          a.map((n, i) => n - b[i]!).find((step) => step !== 0) ?? 0;
        expect([...keys].sort(before)).toEqual(keys);
      }),
    );
  });

  it("keep numbers that are no whole ones, and the absence of others", () => {
    const at = { person: 0, product: 0, start: 1, end: 2 };
    const origin = { source: 0, row: 2 };
    const rows: Session[] = [
      { ...at, origin },
      { ...at, activeMinutes: 0, tokens: tokens(0), origin },
      { ...at, activeMinutes: 2.5, tokens: tokens(-(2 ** 31)), origin },
      { ...at, start: 1.5, origin },
    ];
    expect(byText(inColumns(rows))).toEqual(byText(rows));
  });

  it("do not depend on the order in which they were added", () => {
    const both = drawnLog.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(both, ([list, shuffled]) => {
        const without = ({ origin: _, ...said }: Session) => said;
        expect([...inColumns(shuffled)].map(without)).toEqual([...inColumns(list)].map(without));
      }),
    );
  });
});

/** A charge told in full, by a computation that knows no columns. */
interface PlainCharge {
  readonly of: string;
  readonly start: number;
  readonly reason: string;
  readonly sessions: readonly string[];
  readonly tokens: number;
  readonly stated: boolean;
}

/** DOMAIN §2 read line by line: each session against each window. */
function plainCharges(sessions: readonly Session[]): PlainCharge[] {
  return [...grouped(sessions, ({ person, product }) => `${person} ${product}`)].flatMap(([of, own]) => {
    const ordered = [...own].sort((a, b) => a.start - b.start || a.end - b.end);
    const isRepeat = (one: Session, place: number): boolean =>
      ordered.slice(0, place).some((other) => sameLaunch(one, other));
    const once = ordered.filter((one, place) => !isRepeat(one, place));
    const windows: { start: number; reason: string; by: Session }[] = [];
    for (const by of once.filter(({ start, end }) => end - start >= 5))
      for (let moment = by.start; moment < by.end;) {
        const running = windows.find(({ start }) => start <= moment && moment < start + 1440);
        if (running === undefined)
          windows.push({ start: moment, reason: moment === by.start ? "launch" : "still open", by });
        moment = (running?.start ?? moment) + 1440;
      }
    const inside = (start: number): Session[] =>
      once.filter((one) => one.start < start + 1440 && (one.start >= start || one.end > start));
    return windows.map(({ start, reason }) => {
      const stating = inside(start).filter((one) => one.tokens !== undefined);
      let drawn = 0;
      for (const one of stating) {
        const paid = windows.filter(({ by }) => by === one);
        const fallsInto = windows.find((window) => inside(window.start).includes(one));
        if (paid.length === 0 ? fallsInto?.start === start : paid.some((window) => window.start === start))
          drawn += (one.tokens ?? NaN) / Math.max(paid.length, 1);
      }
      const stated = stating.length > 0;
      return {
        of,
        start,
        reason,
        sessions: inside(start).map((one) => JSON.stringify(one.origin)),
        tokens: stated ? drawn : 7,
        stated,
      };
    });
  });
}

const sameLaunch = (a: Session, b: Session): boolean =>
  (["start", "end", "machine", "version", "tokens"] as const).every((field) => a[field] === b[field]);

describe("the charges of session records in columns", () => {
  it("are those of a plain computation", () => {
    const own = drawnLog.map((list) => list.map((one, n) => ({ ...one, origin: { source: 0, row: n + 2 } })));
    fc.assert(
      fc.property(own, (sessions) => {
        const store = inColumns(sessions);
        const estate = {
          ...estateOf({ people: { "ann@x": {}, "bob@x": {} } }),
          products: ["AutoCAD", "Revit"],
          rates: ["AutoCAD", "Revit"].map((product): Rate => ({
            product,
            tokensPerDay: rate(7),
            flexEligible: true,
            reference: "test",
          })),
        };
        const found = sessionCharges(
          contextOf({ ...estate, sessions: store }, day("2026-12-31"), defaultAssumptions()),
        ).flatMap(({ charges }) =>
          charges.map((charge): PlainCharge => ({
            of: `${charge.person} ${charge.product}`,
            start: charge.window.start,
            reason: charge.window.reason,
            sessions: charge.sessions.map(({ origin }) => JSON.stringify(origin)),
            tokens: charge.tokens ?? NaN,
            stated: charge.basis === "exported",
          })),
        );
        const expected = plainCharges([...store]);
        const told = ({ of, start, reason, sessions: inside, stated }: PlainCharge) =>
          [of, start, reason, inside, stated] as const;
        expect(found.map(told)).toEqual(expected.map(told));
        found.forEach((charge, n) => expect(charge.tokens).toBeCloseTo(expected[n]!.tokens, 9));
      }),
      { numRuns: 300 },
    );
  });
});
