import fc from "fast-check";
import { addDays } from "../../../src/engine/calendar";
import { termed } from "../../../src/engine/estate/pack-terms";
import { Burn } from "../../../src/engine/pool/burn";
import type { LedgerPack } from "../../../src/engine/pool/ledger-packs";
import { tokens } from "../../../src/engine/units";
import { day } from "../estate-of";

const FIRST = day("2026-01-01");
const DAYS = 40;

const pack = (start: number, term: number, size: number): LedgerPack => ({
  ...termed(
    {
      purchased: addDays(FIRST, start),
      ends: addDays(FIRST, start + term),
      tokens: tokens(size),
      origin: { source: 0, row: 2 },
    },
    undefined,
  ),
  source: "bought",
});

/** The same rules, by looking at every pack on every day. */
function plainly(packs: readonly LedgerPack[], drawn: readonly number[], moved: readonly number[]) {
  const state = [...packs]
    .sort((a, b) => a.lastDay - b.lastDay || a.tokens - b.tokens || a.purchased - b.purchased)
    .map((one) => ({ one, left: 0, used: 0, moved: 0, expired: 0 }));
  const beyond = { used: 0, moved: 0, credited: 0 };
  for (let i = 0; i < DAYS; i++) {
    const today = addDays(FIRST, i);
    for (const pack of state) if (pack.one.purchased === today) pack.left = pack.one.tokens;
    for (const pack of state)
      if (pack.one.lastDay < today) [pack.expired, pack.left] = [pack.expired + pack.left, 0];
    const take = (amount: number, as: "used" | "moved"): void => {
      let open = amount;
      for (const pack of state) {
        const taken = Math.min(pack.left, Math.max(open, 0));
        [pack.left, pack[as], open] = [pack.left - taken, pack[as] + taken, open - taken];
      }
      beyond[as] += Math.max(open, 0);
    };
    take(moved[i]!, "moved");
    take(drawn[i]!, "used");
    let credit = Math.max(-drawn[i]!, 0);
    for (const pack of state) {
      if (pack.one.purchased > today || pack.one.lastDay < today) continue;
      const back = Math.min(credit, pack.used);
      [pack.left, pack.used, credit] = [pack.left + back, pack.used - back, credit - back];
    }
    beyond.credited += credit;
  }
  return { state: state.map(({ one: _, ...rest }) => rest), beyond };
}

describe("the burn of packs", () => {
  it("is that of a plain replay which looks at every pack on every day", () => {
    const daily = (min: number, max: number) =>
      fc.array(fc.integer({ min, max }), { minLength: DAYS, maxLength: DAYS });
    const given = fc.record({
      packs: fc.array(
        fc.tuple(fc.nat(DAYS - 1), fc.integer({ min: -2, max: 30 }), fc.integer({ min: 1, max: 60 })),
        {
          maxLength: 8,
        },
      ),
      drawn: daily(-8, 15),
      moved: daily(0, 2),
    });
    fc.assert(
      fc.property(given, ({ packs, drawn, moved }) => {
        const bought = packs.map(([start, term, size]) => pack(start, term, size));
        const burn = Burn.of(bought);
        for (let i = 0; i < DAYS; i++) burn.take(addDays(FIRST, i), tokens(drawn[i]!), tokens(moved[i]!));
        const expected = plainly(bought, drawn, moved);
        expect(
          burn.packs.map(({ left, used, moved: away, expired }) => ({ left, used, moved: away, expired })),
        ).toEqual(expected.state);
        const { beyond: used, movedBeyond, creditedBeyond: credited } = burn;
        expect({ used, moved: movedBeyond, credited }).toEqual(expected.beyond);
        expect(burn.balance()).toBe(expected.state.reduce((sum, { left }) => sum + left, 0));
      }),
    );
  });

  it("takes few steps a day: 4,000 packs over 2,000 days", () => {
    const burn = Burn.of(Array.from({ length: 4000 }, (_, i) => pack(i % 2000, 365, 10)));
    for (let i = 0; i < 2000; i++) burn.take(addDays(FIRST, i), tokens(15));
    // Of two packs a day, 20 tokens, 15 are used; the others end a year later, those of the last 366 days are left.
    expect(burn.beyond).toBe(0);
    const used = burn.packs.reduce((sum, one) => sum + one.used, 0);
    expect(used).toBe(2000 * 15);
  });

  it("gives a credit back without a look at packs of which nothing was used", () => {
    const packs = Array.from({ length: 3000 }, () => pack(0, 3000, 10));
    const burn = Burn.of(packs);
    let looks = 0;
    for (const one of burn.packs) {
      let { used } = one;
      Object.defineProperty(one, "used", {
        get: () => (looks++, used),
        set: (now: typeof used) => (used = now),
      });
    }
    for (let i = 0; i < 1000; i++) burn.take(addDays(FIRST, i), tokens(i % 2 === 0 ? 15 : -15));
    expect(burn.balance()).toBe(30_000);
    expect(looks).toBeLessThan(10 * 1000);
  });
});
