import fc from "fast-check";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Session } from "../../../src/engine/estate/estate";
import { tokens } from "../../../src/engine/units";
import { sessionCharges, type SessionCharges } from "../../../src/engine/usage/charges";
import { day, estateOf, type Given } from "../estate-of";

const minute = (time: string): number => Date.parse(`${time.replace(" ", "T")}:00Z`) / 60_000;

const session = (from: number, to: number, more: Partial<Session> = {}): Session => ({
  person: 0,
  product: 0,
  start: from,
  end: to,
  origin: { source: 0, row: 2 },
  ...more,
});

const on = (from: string, to: string, more: Partial<Session> = {}): Session =>
  session(minute(from), minute(to), more);

const charged = (sessions: readonly Session[], given: Given = {}): SessionCharges[] =>
  sessionCharges(
    contextOf(
      { ...estateOf({ people: { "ann@x": {}, "bob@x": {} }, ...given }), products: ["AutoCAD"], sessions },
      day("2026-12-31"),
      defaultAssumptions(),
    ),
  );

/** Reason, tokens and number of sessions of each charge. */
const told = (sessions: readonly Session[], given?: Given) =>
  charged(sessions, given).flatMap(({ charges }) =>
    charges.map((charge) => [charge.window.reason, charge.tokens, charge.sessions.length]),
  );

describe("the charges of sessions", () => {
  it("name the launch or the open product that was charged, and the sessions in the window", () => {
    expect(
      told([
        on("2026-03-02 08:00", "2026-03-02 17:00"),
        on("2026-03-03 07:00", "2026-03-03 17:00"),
        on("2026-03-03 16:00", "2026-03-03 16:03"),
      ]),
    ).toEqual([
      ["launch", 7, 2],
      ["still open", 7, 2],
    ]);
  });

  it("a session that ends with the window is not in the next", () => {
    expect(
      told([
        on("2026-03-02 08:00", "2026-03-02 09:00"),
        on("2026-03-03 07:00", "2026-03-03 08:00"),
        on("2026-03-03 08:00", "2026-03-03 09:00"),
      ]),
    ).toEqual([
      ["launch", 7, 2],
      ["launch", 7, 1],
    ]);
  });

  it("stated tokens of a session are divided among its charges; those of a relaunch count in its window", () => {
    expect(
      told([
        on("2026-03-02 08:00", "2026-03-04 07:00", { tokens: tokens(10) }),
        on("2026-03-03 09:00", "2026-03-03 10:00", { tokens: tokens(2) }),
      ]),
    ).toEqual([
      ["launch", 5, 1],
      ["still open", 7, 2],
    ]);
  });

  it("a charge on a seat draws nothing", () => {
    const seats = { seats: [["ann@x", "AutoCAD", "2026-01-01"]] } as const;
    expect(told([on("2026-03-02 08:00", "2026-03-02 17:00")], seats)).toEqual([["launch", 0, 1]]);
  });

  it("stated tokens of a launch that no window holds stand besides the charges", () => {
    const [found] = charged([on("2026-03-02 08:00", "2026-03-02 08:02", { tokens: tokens(7) })]);
    expect(found?.charges).toEqual([]);
    expect(found?.besides.map((one) => one.tokens)).toEqual([7]);
  });

  it("no stated token is lost, and each session of 5 minutes is in a window", () => {
    const launch = fc
      .record({
        start: fc.nat(10_000),
        minutes: fc.nat(4_000),
        stated: fc.option(fc.integer({ min: -3, max: 9 })),
      })
      .map(({ start, minutes, stated }) =>
        session(start, start + minutes, stated === null ? {} : { tokens: tokens(stated) }),
      );
    fc.assert(
      fc.property(fc.array(launch, { maxLength: 12 }), (sessions) => {
        const all = charged(sessions);
        const held = all.flatMap(({ charges, besides }) => [
          ...charges.filter(({ basis }) => basis === "exported").map((charge) => charge.tokens ?? NaN),
          ...besides.map((one) => one.tokens ?? NaN),
        ]);
        const stated = sessions.reduce((sum, one) => sum + (one.tokens ?? 0), 0);
        expect(held.reduce((sum, n) => sum + n, 0)).toBeCloseTo(stated, 6);
        const inside = new Set(all.flatMap(({ charges }) => charges.flatMap((charge) => charge.sessions)));
        for (const one of sessions) if (one.end - one.start >= 5) expect(inside.has(one)).toBe(true);
      }),
    );
  });
});
