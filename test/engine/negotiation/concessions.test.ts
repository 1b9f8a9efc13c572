import fc from "fast-check";
import type { Analysis } from "../../../src/engine/analysis";
import type { Concession, ConcessionId } from "../../../src/engine/negotiation/concessions";
import { days, fraction, rate, tokens, type Money, type Tokens } from "../../../src/engine/units";
import { daysOfUse, estateOf, type Given } from "../estate-of";
import { contract, firm, GOLDEN, rights, run } from "../renewal/firm";

const found = ({ concessions }: Analysis, id: ConcessionId): Concession | undefined =>
  concessions.find((one) => one.id === id);

describe("what a concession is worth", () => {
  /*
   * 90 people with 70 seats on C1 and 20 on C2, at 1,000 each; 30 of them need one. C1 may fall by 20 % a year, and
   * not below 40; C2 may fall freely, so it goes to 0.
   *   as it is        56, 45 (44.8), 40           141 seat-years
   *   no cap          40, 40, 40                  120: 21,000 less
   *   no floor        56, 45, 36                  137:  4,000 less
   *   neither         30, 30, 30                   90: 51,000 less
   */
  const golden = GOLDEN;

  it("is what two runs differ by: a firm of 90 with two contracts, cap 20 %, floor 40", () => {
    const now = run(golden);
    const uncapped = run(firm(90, 30, [contract("C1", rights(1, 40)), contract("C2")]));
    const unfloored = run(firm(90, 30, [contract("C1", rights(0.2, 0)), contract("C2")]));
    const neither = run(firm(90, 30, [contract("C1", rights(1, 0)), contract("C2")]));
    const cost = ({ recommended }: Analysis): number => recommended?.total ?? NaN;
    expect([now, uncapped, unfloored, neither].map(cost)).toEqual([141_000, 120_000, 137_000, 90_000]);
    expect(found(now, "cap")?.worth).toBe(cost(now) - cost(uncapped));
    expect(found(now, "floor")?.worth).toBe(cost(now) - cost(unfloored));
    expect(found(now, "cap and floor")?.worth).toBe(cost(now) - cost(neither));
    expect(found(now, "cap")).toMatchObject({
      contract: "C1",
      worth: 21_000,
      ask: "Lift the cap of 20.0 % on fewer seats of C1",
      basis: "the best mix at 141,000, and chosen again at 120,000",
    });
    expect(found(now, "floor")?.ask).toBe("Lower the floor of C1 from 40 to 36");
    expect(found(now, "cap and floor")?.ask).toContain("lower its floor from 40 to 30, both together");
  });

  it("names the seats of its own contract, beside others that stay", () => {
    // C2 keeps all its 20 seats. C1 falls by 20 % a year to its floor of 40; without the floor to 36, with 20 of C2.
    const kept = run(firm(90, 30, [contract("C1", rights(0.2, 40)), contract("C2", rights(0, 0))]));
    expect(found(kept, "floor")).toMatchObject({
      contract: "C1",
      ask: "Lower the floor of C1 from 40 to 36",
      worth: 4000,
    });
  });

  it("of a cap is that of its own contract, not of another with a cap", () => {
    // C1: 32, 26, 21 and C2: 16, 13, 11 seats, 119 seat-years, of which 15 people need 45. Without the cap of C1 the two
    // have 16, 15 and 15: 73,000 less; without that of C2, C1 stays: 40,000 less. Without both it were 74,000.
    const two = run(firm(60, 15, [contract("C1", rights(0.2, 0)), contract("C2", rights(0.2, 0))]));
    expect(two.recommended?.total).toBe(119_000);
    const caps = two.concessions.filter(({ id }) => id === "cap");
    expect(caps.map((one) => [one.contract, one.worth])).toEqual([
      ["C1", 73_000],
      ["C2", 40_000],
    ]);
    expect(caps[0]).toMatchObject({
      trade: "a longer term, such as three years, or a floor that you are sure to need",
      say: "At each renewal of C1 we pay for the seats that we need, however many fewer they are.",
    });
  });

  it("of a late notice is what the lines would renew by themselves", () => {
    const late = (...names: readonly string[]) => {
      const contracts = ["C1", "C2"].map((name) =>
        contract(name, { noticeDays: days(names.includes(name) ? 300 : 60) }),
      );
      const estate = firm(40, 10, contracts);
      const { subscriptions } = estateOf(estate);
      const renewing = subscriptions.map((one) => ({ ...one, autoRenews: true }));
      return found(run({ ...estate, rest: { contracts, subscriptions: renewing } }), "late notice");
    };
    // 20 seats of C1 stay for a further year; ten people need ten of them, which C2 would give otherwise.
    expect(late("C1")).toMatchObject({
      contract: "C1",
      ask: "Accept the notice for C1 after its date",
      worth: 10_000,
      basis: "the best mix, and the best mix without the seats that a late notice keeps on 1 contract",
      say: "We renew C1 now for the seats that we need; please accept our notice although its date has passed.",
    });
    // 40 seats stay for a year, and ten are needed.
    expect(late("C1", "C2")).toMatchObject({
      contract: null,
      ask: "Accept the notice for C1 and C2 after its date",
      worth: 30_000,
      basis: "the best mix, and the best mix without the seats that a late notice keeps on 2 contracts",
    });
    expect(late()).toBeUndefined();
  });

  it("is not sought on more than the five contracts of most money, and the others are named", () => {
    const names = Array.from({ length: 7 }, (_, i) => `C${i + 1}`);
    const { bought: _, ...rest } = firm(70, 30, []);
    const { concessions } = run({
      ...rest,
      // 10 seats each, of which 9 must stay; a seat of C1 costs 1,000, and one of C7 1,600
      bought: names.map((name, i) => ["AutoCAD", 10, 1000 + 100 * i, name, "2027-06-30"] as const),
      rest: { contracts: names.map((name) => contract(name, rights(0.1, 0))) },
    });
    expect(
      concessions
        .filter(({ id }) => id === "cap")
        .map((one) => one.contract)
        .sort(),
    ).toEqual(["C3", "C4", "C5", "C6", "C7"]);
    expect(concessions.find(({ ask }) => ask.includes("2 further contracts"))).toMatchObject({
      worth: null,
      basis: "only the 5 contracts that hold the most money were tried; not tried: C2 and C1",
    });
  });

  it("comes in order: the largest worth first, those without a number last", () => {
    const worths = run(golden).concessions.map(({ worth }) => worth);
    const known = worths.filter((worth) => worth !== null);
    expect(worths.slice(0, known.length)).toEqual([...known].sort((a, b) => b - a));
    expect(worths.slice(known.length).every((worth) => worth === null)).toBe(true);
  });

  it("of a cap or a floor is what two runs differ by for any need, cap and floor, and never below 0", () => {
    const whole = (most: number) => fc.integer({ min: 0, max: most });
    fc.assert(
      fc.property(whole(30), whole(9), whole(12), (busy, cap, floor) => {
        const on = (one: number, other: number) =>
          run(firm(40, busy, [contract("C1", rights(one / 10, other)), contract("C2")]));
        const now = on(cap, floor);
        if (now.recommended === null) return;
        const { total } = now.recommended;
        const lifted = total - (on(10, floor).recommended?.total ?? NaN);
        const lowered = total - (on(cap, 0).recommended?.total ?? NaN);
        expect(found(now, "cap")?.worth ?? 0).toBeCloseTo(lifted, 6);
        expect(found(now, "floor")?.worth ?? 0).toBeCloseTo(lowered, 6);
      }),
      { numRuns: 20 },
    );
  });

  it("of a fee that falls with the quantity is what the seats cost that nobody needs", () => {
    // All 70 of C1 are charged in any case and serve the 30, so C2 falls to 0: 70 × 1,000 × 3 against 30 × 1,000 × 3
    const now = run(firm(90, 30, [contract("C1", { feeFollowsQuantity: false }), contract("C2")]));
    expect(found(now, "fee")?.worth).toBe(120_000);
  });

  it("of price protection is what the rises cost", () => {
    // 30 seats at 1,000 with 10 % a year: 30,000 + 33,000 + 36,300 against 90,000
    const risen = run(firm(50, 30, [contract("C1", { uplift: fraction(0.1) }), contract("C2")]), {
      seatUplift: fraction(0.1),
    });
    expect(found(risen, "price protection")?.worth).toBeCloseTo(9300, 6);
    expect(found(run(golden), "price protection")).toMatchObject({ worth: null });
    expect(found(run(golden, { years: 1 }), "price protection")).toBeUndefined();
  });

  const light = (name: string) => daysOfUse(name, "AutoCAD", "2026-06-01", 20, "tokens", 7);

  it("of the next price tier is the same tokens at its price", () => {
    // 140 tokens with 10 % are two packs of 100; 200 × (3.00 − 2.80) × 3 years = 120
    const tiers = [
      {
        minimum: tokens(0),
        unitPrice: rate<Money, Tokens>(3),
        reference: "quote",
      },
      {
        minimum: tokens(5000),
        unitPrice: rate<Money, Tokens>(2.8),
        reference: "quote",
      },
    ];
    const now = run({ use: light("ann@x"), rest: { tokenTiers: tiers } });
    expect(found(now, "token tier")?.worth).toBeCloseTo(120, 6);
    expect(found(now, "token tier")?.ask).toBe("Give the token price of 5,000 tokens, 2.80, for 200 a year");
  });

  it("of tokens inside the agreement is the difference of the discounts, and has no number without them", () => {
    // 200 tokens at 3.00 for 3 years are 1,800; 40 % against 35 % off are 5 % of it
    const stated = { discountInside: fraction(0.4), discountStandalone: fraction(0.35) };
    expect(found(run({ use: light("ann@x") }, stated), "tokens inside")?.worth).toBeCloseTo(90, 6);
    expect(found(run({ use: light("ann@x") }), "tokens inside")).toMatchObject({ worth: null });
  });

  it("of one end for all contracts is a cost, by days", () => {
    // 20 seats at 1,000 from 2027-06-30 to 2027-12-31, 184 days: 10,082.19
    const later = firm(90, 90, [contract("C1"), contract("C2")]);
    const bought = [later.bought![0]!, ["AutoCAD", 20, 1000, "C2", "2027-12-31"]] as NonNullable<
      Given["bought"]
    >;
    const first = found(run({ ...later, bought }), "co-term");
    expect(first?.worth).toBeCloseTo((-70 * 1000 * 184) / 365, 6);
    expect(first?.ask).toBe("Let all contracts end on 2027-12-31");
    expect(found(run(golden), "co-term")).toBeUndefined();
  });

  it("of what no table tells has no number, and says why", () => {
    for (const id of ["transfer", "reporting"] as const) {
      expect(found(run(golden), id)?.worth).toBeNull();
      expect(found(run(golden), id)?.basis).toMatch(/no table|not known/);
    }
  });

  it("is nothing without a recommended scenario", () => {
    expect(run({ bought: [["AutoCAD", 5, 1000]] }).concessions).toEqual([]);
  });
});
