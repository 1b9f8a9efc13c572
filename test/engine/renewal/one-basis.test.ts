import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { at } from "../../../src/engine/at";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { CENT } from "../../../src/engine/renewal/mix-report";
import { rate } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";
import { analysed, OFFERINGS, RANDOM_ESTATES } from "./random-estates";

/** Each run is a whole analysis. */
const RUNS = 6;

const costOf = ({ scenarios }: Analysis, id: string): number => {
  const found = scenarios.find((one) => one.id === id);
  return found ? at(found.years, 0).cost : NaN;
};

/** Eight holders of ten seats at 1,000, of whom one barely and one never uses it, and a heavy user on tokens. */
const office = (): Analysis => {
  const heavy = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@x`);
  return analyse(
    estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: [
        ...heavy.flatMap((name) => daysOfUse(name, "AutoCAD", "2026-02-01", 200, "seat")),
        ...daysOfUse("light@x", "AutoCAD", "2026-09-01", 10, "seat"),
        ...daysOfUse("flex@x", "AutoCAD", "2026-02-01", 200, "tokens", 7),
      ],
      seats: [...heavy, "light@x", "idle@x"].map((name) => [name, "AutoCAD", "2024-01-01"] as const),
      bought: [["AutoCAD", 10, 1000, "C1", "2026-12-31"]],
    }),
    day("2026-10-31"),
    defaultAssumptions(),
  );
};

describe("all scenarios but as is", () => {
  it("cost no less than the best mix, or it is not called least", () => {
    fc.assert(
      fc.property(RANDOM_ESTATES, (drawn) => {
        const { mix, recommended, scenarios } = analysed(drawn);
        if (mix === null || recommended === null) return;
        const others = scenarios.filter(({ id }) => id !== "as-is").map(({ years }) => at(years, 0).cost);
        const least = Math.min(...others);
        expect(least).toBeGreaterThan(Math.min(mix.total, mix.beatenBy?.cost ?? Infinity) - CENT);
      }),
      { numRuns: RUNS },
    );
  });

  it("do not beat the best mix by leaving out what it pays for", () => {
    // The fifth seat was last used in January, for Civil 3D, whose tokens have no rate. True-down only drops it.
    const daily = ["a", "b", "c", "d"].map((name) => `${name}@x`);
    const { mix, recommended, scenarios } = analyse(
      estateOf({
        period: ["2025-11-01", "2026-10-31"],
        use: [
          ...daily.flatMap((name) => daysOfUse(name, "Civil 3D", "2026-02-01", 200, "seat")),
          ...daysOfUse("civil@x", "Civil 3D", "2026-01-05", 12, "seat"),
        ],
        seats: [...daily, "civil@x"].map((name) => [name, "AEC Collection", "2024-01-01"] as const),
        bought: [["AEC Collection", 5, 3000, "C1", "2026-12-31"]],
      }),
      day("2026-10-31"),
      defaultAssumptions(),
    );
    const trueDown = scenarios.find(({ id }) => id === "true-down")!;
    expect(trueDown.leftOut).toEqual(["Civil 3D for 1 user, at an unknown cost"]);
    expect(at(trueDown.years, 0).cost).toBe(12000);
    expect([recommended?.leftOut, mix?.total, mix?.beatenBy]).toEqual([[], 15000, null]);
  });

  // As is buys no further seats for holders without use in 90 days, so growth and joiners are left out.
  it("cost no less than the best mix where every seat held was bought, nobody is critical and nothing grows", () => {
    fc.assert(
      fc.property(RANDOM_ESTATES, (drawn) => {
        const people = drawn.people.map((one) => ({ ...one, critical: false }));
        const held = OFFERINGS.map((offering) => ({
          offering,
          bought: people.filter(({ seat }) => seat === offering).length,
          price: 500 as const,
          contract: "C1" as const,
          end: "2026-12-31" as const,
        }));
        const offers = drawn.offers === "volume" ? "single" : drawn.offers;
        const { mix } = analysed({
          ...drawn,
          people,
          offers,
          lines: [...drawn.lines, ...held],
          growth: 0,
          joiners: 0,
        });
        expect(mix?.beatenBy ?? null).toBeNull();
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the bridge from as is to the best mix", () => {
  const amounts = ({ bridge }: Analysis) =>
    Object.fromEntries((bridge?.steps ?? []).map(({ id, amount }) => [id, amount]));

  it("is worked by hand: ten seats at 1,000 and 1,600 tokens become seven seats and 100 tokens", () => {
    const { bridge } = office();
    expect(bridge).toMatchObject({ from: 10_000 + 4800, to: 7000 + 300 });
    expect(bridge?.steps.map(({ id, amount, people, seats }) => [id, amount, people, seats])).toEqual([
      ["price-effect", 0, 0, 0],
      // Two seats without a holder, and that of who never used it.
      ["seats-dropped", -3000, 0, -3],
      ["seats-added", 0, 0, 0],
      // 70 tokens for a seat.
      ["moved-to-flex", 70 * 3 - 1000, 1, -1],
      // A seat for 1,400 tokens.
      ["moved-to-seats", 1000 - 1400 * 3, 1, 1],
      // 200 tokens beyond the 1,400 drawn become 30 beyond the 70.
      ["buffer-and-packs", -170 * 3, 0, 0],
      ["tier-reached", 0, 0, 0],
    ]);
  });

  it("is a price effect alone where a quote is higher and nobody's cover changes", () => {
    const { bridge, mix } = analyse(
      estateOf({
        period: ["2025-11-01", "2026-10-31"],
        use: daysOfUse("a@x", "AutoCAD", "2026-02-01", 200, "seat"),
        seats: [["a@x", "AutoCAD", "2024-01-01"]],
        bought: [["AutoCAD", 1, 1500, "C1", "2026-12-31"]],
        rest: { offers: [{ offering: "AutoCAD", pricePerYear: rate(2030), covers: [], reference: "quote" }] },
      }),
      day("2026-10-31"),
      defaultAssumptions(),
    );
    expect(bridge).toMatchObject({ from: 1500, to: 2030 });
    expect(bridge?.steps.filter(({ amount }) => amount !== 0)).toMatchObject([
      { id: "price-effect", amount: 530 },
    ]);
    expect(mix?.beatenBy).toBeNull();
  });

  it("has an unknown step where as is and the best mix leave different things out", () => {
    const { bridge } = analyse(
      estateOf({
        period: ["2025-11-01", "2026-10-31"],
        use: daysOfUse("a@x", "AutoCAD", "2026-02-01", 200, "seat"),
        seats: [["a@x", "AutoCAD", "2024-01-01"]],
        bought: [
          ["AutoCAD", 1, 1500],
          ["Vault", 3],
        ],
      }),
      day("2026-10-31"),
      defaultAssumptions(),
    );
    expect(bridge?.steps.at(-1)).toMatchObject({ id: "left-out", amount: null });
  });

  it("adds up to the cent, from as is to the best mix", () => {
    fc.assert(
      fc.property(RANDOM_ESTATES, (drawn) => {
        const analysis = analysed(drawn);
        const { bridge } = analysis;
        if (bridge === null) return;
        expect(bridge.from).toBeCloseTo(costOf(analysis, "as-is"), 2);
        expect(bridge.to).toBeCloseTo(costOf(analysis, "best-mix"), 2);
        const inCents = bridge.steps.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * 100), 0);
        expect(inCents).toBe(Math.round(bridge.to * 100) - Math.round(bridge.from * 100));
      }),
      { numRuns: RUNS },
    );
  });

  it("has no tier step without tiers, and no price effect where nothing states another price", () => {
    fc.assert(
      fc.property(RANDOM_ESTATES, (drawn) => {
        const lines = drawn.lines.map((one) => ({ ...one, price: one.price ?? 500 }));
        const steps = amounts(analysed({ ...drawn, lines, packs: [], offers: "none", tiers: false }));
        if (steps["tier-reached"] === undefined) return;
        expect(steps["tier-reached"]).toBeCloseTo(0, 6);
        expect(steps["price-effect"]).toBeCloseTo(0, 6);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the costs of users and the shared costs", () => {
  it("add up to the first year of as is and of the best mix", () => {
    fc.assert(
      fc.property(RANDOM_ESTATES, (drawn) => {
        const analysis = analysed(drawn);
        const { users, sharedCosts, recommended } = analysis;
        if (recommended === null) return;
        const sum = (amounts: readonly (number | null)[]): number =>
          amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
        const then = [...users.map(({ cost }) => cost), ...sharedCosts.map((one) => one.recommended)];
        expect(sum(then)).toBeCloseTo(costOf(analysis, "best-mix"), 6);
        if (users.some(({ drawnTokens }) => drawnTokens === null)) return;
        const now = [...users.map(({ currentCost }) => currentCost), ...sharedCosts.map((one) => one.today)];
        expect(sum(now)).toBeCloseTo(costOf(analysis, "as-is"), 6);
      }),
      { numRuns: RUNS },
    );
  });

  it("are worked by hand: two spare seats and a buffer today, a buffer alone in the best mix", () => {
    const { sharedCosts, users } = office();
    expect(sharedCosts.map(({ text, today, recommended }) => [text, today, recommended])).toEqual([
      ["Shared: AutoCAD seats", 2000, 0],
      // 1,600 tokens at 3.00 for 1,400 at 3.30, and 100 for 70.
      ["Shared: tokens", expect.closeTo(4800 - 4620, 9), expect.closeTo(300 - 231, 9)],
    ]);
    expect(users.reduce((sum, { cost }) => sum + (cost ?? NaN), 0)).toBeCloseTo(7300 - 69, 9);
  });
});
