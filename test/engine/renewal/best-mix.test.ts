import fc from "fast-check";
import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract, Estate, Offer, Person } from "../../../src/engine/estate/estate";
import { boundInWords, type MixReport } from "../../../src/engine/renewal/mix-report";
import { days, fraction, money, rate, seats, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";
import { tier } from "../mix/organisation";

const AS_OF = day("2026-10-31");
const ORIGIN = { source: 0, row: 1 };

function analysed(given: Given, changed: Partial<Assumptions> = {}): Analysis {
  const estate = estateOf({ period: ["2025-11-01", "2026-10-31"], ...given });
  return analyse(estate, AS_OF, { ...defaultAssumptions(), ...changed });
}
const scenario = ({ scenarios }: Analysis, id: string) => scenarios.find((one) => one.id === id);
const firstYear = (analysis: Analysis, id = "best-mix") => scenario(analysis, id)?.years[0];
const covers = ({ users }: Analysis): Record<string, readonly string[]> =>
  Object.fromEntries(users.map(({ user, recommended }) => [user, recommended.seats]));

const contract = (terms: Partial<Contract> = {}): Contract => ({
  contract: "C1",
  start: day("2026-01-01"),
  end: day("2026-12-31"),
  origin: ORIGIN,
  ...terms,
});
const offer = (offering: string, price: number, more: Partial<Offer> = {}): Offer => ({
  offering,
  pricePerYear: rate(price),
  covers: [],
  reference: "quote",
  ...more,
});
/** `n` days on tokens, each 10. */
const revit = (person: string, n: number): UseRow[] =>
  daysOfUse(person, "Revit", "2026-01-01", n, "tokens", 10);

describe("the best mix of an estate, worked by hand", () => {
  it("gives seats that the floor pays for anyway to those who burn most tokens, and no more", () => {
    // Two Revit seats must be paid for. At 3.30 a token 40 and 30 days cost 1,320 and 990; 20 days stay on Flex: 200 tokens, 220 bought as 300.
    const analysis = analysed({
      use: [...revit("a@x", 20), ...revit("b@x", 40), ...revit("c@x", 30)],
      bought: [["Revit", 5, 2985, "C1"]],
      rest: { contracts: [contract({ floor: seats(2) })] },
    });
    expect(covers(analysis)).toEqual({ "a@x": [], "b@x": ["Revit"], "c@x": ["Revit"] });
    expect(firstYear(analysis)).toMatchObject({ seats: 2, tokens: 300, cost: 2 * 2985 + 900 });
    expect(analysis.mix).toMatchObject({ total: 2 * 2985 + 900 });
    expect(analysis.mix?.gap).toBeLessThan(1e-5);
    expect(firstYear(analysis, "cheapest-per-user")).toMatchObject({
      seats: 2,
      tokens: 1000,
      cost: 2 * 2985 + 3000,
    });
    expect(analysis.users[1]?.reasons.join(" ")).toContain(
      "next best is Flex, 1,320 more. Revit: one seat fewer would save less than its price.",
    );
  });

  it("gives committed seats away until they can go, and then takes them back", () => {
    // C2 ends two years after C1: its Revit seat is paid for in years 1 and 2 whatever happens, and not worth it in year 3.
    const analysis = analysed({
      use: revit("a@x", 40),
      bought: [
        ["AutoCAD", 1, 2030, "C1", "2026-12-31"],
        ["Revit", 1, 2985, "C2", "2028-12-31"],
      ],
    });
    const mix = scenario(analysis, "best-mix");
    expect(covers(analysis)).toEqual({ "a@x": ["Revit"] });
    expect(mix?.years.map(({ seats, tokens, cost }) => [seats, tokens, cost])).toEqual([
      [1, 0, 2985],
      [1, 0, 2985],
      [0, 500, 1500],
    ]);
    expect(mix?.lines).toMatchObject([{ contract: "C2", seats: [1, 1, 0], committed: true, uplift: 0 }]);
    expect(mix?.asks.map(({ text }) => text)).toContain(
      "In year 3, 1 user changes again because committed seats expire",
    );
  });

  it("reaches a token tier that nobody reaches alone, where each would take a seat", () => {
    // Two users of 40 days: 800 tokens, 880 with the buffer. At 3.00 each would take a seat of 1,200; 1,000 tokens at 1.50 cost 1,500.
    const given: Given = {
      use: [...revit("a@x", 40), ...revit("b@x", 40)],
      rest: { offers: [offer("Revit", 1200)], tokenTiers: [tier(0, 3), tier(1000, 1.5)] },
    };
    const analysis = analysed(given);
    expect(firstYear(analysis)).toMatchObject({ seats: 0, tokens: 1000, cost: 1500 });
    expect(analysis.mix?.pools[0]).toMatchObject({ needed: 900, bought: 1000, tier: { minimum: 1000 } });
  });

  it("reaches a volume price, and pays for a seat more where that is cheaper", () => {
    const use = ["a@x", "b@x", "c@x"].flatMap((one) => revit(one, 200));
    const offers = [offer("Revit", 3000, { volume: [{ minimum: seats(4), unitPrice: rate(2000) }] })];
    const analysis = analysed({ use, rest: { offers } });
    expect(firstYear(analysis)).toMatchObject({ seats: 4, cost: 8000 });
    expect(scenario(analysis, "best-mix")?.lines).toMatchObject([
      { offering: "Revit", seats: [4, 4, 4], unitPrice: 2000 },
    ]);
    const incremental = analysed({ use, rest: { offers } }, { seatTierKind: "incremental" });
    expect(firstYear(incremental)).toMatchObject({ seats: 3, cost: 9000 });
  });

  it("counts a committed seat without a price of its own for the volume price, as the plan does", () => {
    // Three seats at 1,000 each are cheaper than two at 1,700 and 450 × 1.1 tokens; one more line makes January the first renewal.
    const use = [...revit("a@x", 200), ...revit("b@x", 200), ...revit("c@x", 45)];
    const bought = [
      ["AutoCAD", 1, 2030, "C2"],
      ["Revit", 2, null, "C1"],
    ] as const;
    const contracts = [contract({ contract: "C2" }), contract({ end: day("2027-12-31") })];
    const analysis = analysed({
      use,
      bought,
      rest: {
        contracts,
        offers: [offer("Revit", 1700, { volume: [{ minimum: seats(3), unitPrice: rate(1000) }] })],
      },
    });
    expect(firstYear(analysis)).toMatchObject({ seats: 3, tokens: 0, cost: 3000 });
    expect(analysis.mix?.gap).toBeLessThan(1e-5);
    expect(analysis.mix?.seats.find(({ offering }) => offering === "Revit")).toMatchObject({
      assigned: 3,
      paid: 3,
    });
    // What a seat costs is what the plan pays for it, in the break-even too.
    expect(analysis.breakEvens.find(({ product }) => product === "Revit")).toMatchObject({ seatPrice: 1000 });
  });

  it("says what seats at a price of their own are no part of when the list's price moves, and counts them as paid", () => {
    const committed = analysed({
      use: revit("a@x", 200),
      bought: [
        ["AutoCAD", 1, 2030, "C1", "2026-12-31"],
        ["Revit", 1, 2985, "C2", "2028-12-31"],
      ],
    });
    expect(committed.mix?.seats.find(({ offering }) => offering === "Revit")).toMatchObject({
      assigned: 1,
      paid: 1,
      listedLeast: 0,
    });
    const renewed = analysed({
      use: revit("a@x", 200),
      bought: [["Revit", 3, null, "C1"]],
      rest: { contracts: [contract({ floor: seats(2) })] },
    });
    expect(renewed.mix?.seats.find(({ offering }) => offering === "Revit")).toMatchObject({
      paid: 2,
      listedLeast: 2,
      oneMore: 0,
      oneFewer: 0,
    });
  });

  it("counts a seat that nobody had and that is paid for anyway as no cost of who gets it", () => {
    // Two of five seats stay for the floor: a's 1,320 and b's 1,980 of tokens are saved in full, and so say the rows.
    const analysis = analysed({
      use: [...revit("a@x", 40), ...revit("b@x", 60), ...revit("c@x", 20)],
      bought: [["Revit", 5, 2985, "C1"]],
      rest: { contracts: [contract({ floor: seats(2) })] },
    });
    expect(covers(analysis)).toEqual({ "a@x": ["Revit"], "b@x": ["Revit"], "c@x": [] });
    expect(analysis.users.map(({ saving }) => Math.round(saving ?? NaN))).toEqual([1320, 1980, 0]);
    // Overruling b costs the tokens alone, as the seat stays paid for; giving c one more costs a whole seat less 660.
    expect(analysis.users.map(({ runnerUp }) => Math.round(runnerUp?.more ?? NaN))).toEqual([
      1320, 1980, 2325,
    ]);
  });

  it("says what to drop as it does itself, with the day by which to tell, also where two rows are one line", () => {
    // The floor keeps 2 of 5; one row names the contract's end and the other leaves it to the contract.
    const analysis = analysed({
      use: [...revit("a@x", 40), ...revit("b@x", 60)],
      bought: [
        ["Revit", 3, 2985, "C1"],
        ["Revit", 2, 2985, "C1", "2026-12-31"],
      ],
      rest: { contracts: [contract({ floor: seats(2), noticeDays: days(30) })] },
    });
    expect(analysis.trueDowns).toHaveLength(1);
    expect(actions(analysis).map(({ text }) => text)).toEqual([
      "Drop 3 Revit seats from C1, 8,955 a year (5 bought, 2 to renew); give notice by 2026-12-01 (30 days); " +
        "only if the exports are complete",
    ]);
    expect(actions({ ...analysis, asOf: day("2026-12-02") })[0]?.text).toContain(
      "notice was due on 2026-12-01",
    );
  });

  it("says its bound with what moves must save in it, where they must", () => {
    const given: Given = {
      use: daysOfUse("a@x", "Revit", "2026-01-01", 20, "seat"),
      seats: [["a@x", "Revit", "2024-01-01"]],
      bought: [["Revit", 1, 2985]],
    };
    const words = (moveThreshold: number): string =>
      boundInWords(analysed(given, { moveThreshold: money(moveThreshold) }).mix as MixReport);
    // 200 tokens with the buffer are 220, bought as 300 at 3.00.
    expect(words(0)).toBe("no mix costs less than 900");
    expect(words(500)).toBe(
      "with the 500 that its moves must save it comes to 1,400, and no mix to less than 1,400",
    );
  });

  it("keeps pools apart by team, and says what one would save", () => {
    const people: Record<string, Partial<Person>> = {
      "a@x": { team: "North" },
      "b@x": { team: "South" },
      "c@x": { team: "South", tokenPool: "North" },
    };
    const given: Given = { use: [...revit("a@x", 14), ...revit("b@x", 14), ...revit("c@x", 4)], people };
    const apart = analysed(given);
    expect(apart.mix?.pools).toMatchObject([
      { pool: "North", users: 2, bought: 200 },
      { pool: "South", users: 1, bought: 200 },
    ]);
    // 320 × 1.1 = 352 in one pool are 400 in packs, and so are 200 and 200.
    expect(apart.mix?.merging).toEqual({ saving: 0, tokens: 400 });
    expect(apart.users.map(({ pool }) => pool)).toEqual(["North", "South", "North"]);
    expect(analysed(given, { tokenPools: "merged" }).mix).toMatchObject({
      merging: null,
      pools: [{ pool: null, bought: 400 }],
    });
    const one = analysed({ ...given, use: [...revit("a@x", 10), ...revit("b@x", 7)] });
    expect(one.mix?.merging).toEqual({ saving: 300, tokens: 200 });
  });

  it("does not move who would save too little, keeps a segment that shall be kept, and says both", () => {
    // 80 days of Revit are 2,640 on Flex with the buffer, 345 less than the seat.
    const given: Given = {
      use: daysOfUse("a@x", "Revit", "2026-01-01", 80, "seat"),
      seats: [["a@x", "Revit", "2024-01-01"]],
      bought: [["Revit", 1, 2985]],
    };
    expect(covers(analysed(given))).toEqual({ "a@x": [] });
    const held = analysed(given, { moveThreshold: money(400) });
    expect(covers(held)).toEqual({ "a@x": ["Revit"] });
    expect(held.users[0]?.reasons).toContain(
      "Revit stays: Flex would save 345 a year, less than the 400 that a move must save.",
    );
    const kept = analysed(given, { keptSegments: "Dormant; Rare" });
    expect(covers(kept)).toEqual({ "a@x": ["Revit"] });
    expect(kept.users[0]).toMatchObject({ segment: "Dormant", runnerUp: null });
    expect(kept.users[0]?.reasons[0]).toMatch(/^Dormant users keep what they have/);
  });

  it("names the users and products that nothing can pay for", () => {
    const { issues } = analysed({
      use: [...daysOfUse("b@x", "Vault", "2026-01-01", 5), ...daysOfUse("a@x", "Vault", "2026-01-01", 5)],
    });
    expect(issues.find(({ code }) => code === "nothing-pays")?.message).toMatch(
      /^Neither tokens nor a seat can pay for Vault, used by a@x and b@x/,
    );
  });

  it("sizes the pool by the season or the peak rule where the analyst says so", () => {
    const given: Given = { use: revit("a@x", 30) };
    const season = analysed(given, { poolRule: "season", season: "AEC" });
    expect(season.buffer).toBeCloseTo((3 * 0.25 + 9 * 0.15) / 12, 12);
    // All 300 tokens in January: a peak of 300 × 1.15 × 12.
    expect(analysed(given, { poolRule: "peak" }).buffer).toBeCloseTo((300 * 12 * 1.15) / 300 - 1, 12);
    expect(firstYear(season)?.tokens).toBe(400);
  });
});

describe("the best mix of any estate", () => {
  const PRODUCTS = ["AutoCAD", "Revit", "3ds Max"];
  const person = fc.record({
    days: fc.tuple(fc.nat(60), fc.nat(40), fc.nat(20)),
    used: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    seat: fc.constantFrom(null, "AEC Collection", "Revit", "AutoCAD"),
    critical: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    team: fc.constantFrom("North", "South"),
  });
  const line = fc.record({
    offering: fc.constantFrom("AEC Collection", "Revit", "AutoCAD"),
    bought: fc.nat(4),
    contract: fc.constantFrom("C1", "C2"),
    end: fc.constantFrom("2026-12-31", "2027-03-31", "2028-03-31"),
  });
  const terms = fc.record({
    cap: fc.constantFrom(1, 0.5, 0),
    floor: fc.constantFrom(0, 2, 4),
    fee: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  });
  const estates = fc.record({
    people: fc.array(person, { minLength: 1, maxLength: 7 }),
    lines: fc.array(line, { maxLength: 4 }),
    terms: fc.tuple(terms, terms),
    volume: fc.boolean(),
    pools: fc.constantFrom("merged" as const, "separate" as const),
    growth: fc.constantFrom(0, 0, 0.2),
  });
  type Drawn = typeof estates extends fc.Arbitrary<infer T> ? T : never;

  function estate({ people, lines, terms, volume }: Drawn): Estate {
    const named = people.map((one, i) => ({ ...one, name: `${i}@x` }));
    const prices: Record<string, number> = { "AEC Collection": 900, Revit: 700, AutoCAD: 400 };
    return estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: named.flatMap(({ name, days, used, seat }) =>
        PRODUCTS.flatMap((product, p) =>
          used[p] ? daysOfUse(name, product, "2026-01-01", days[p] ?? 0, seat ? "seat" : "tokens") : [],
        ),
      ),
      people: Object.fromEntries(named.map(({ name, critical, team }) => [name, { critical, team }])),
      seats: named.flatMap(({ name, seat }) => (seat ? [[name, seat, "2024-01-01"] as const] : [])),
      bought: lines.map(
        ({ offering, bought, contract, end }) =>
          [offering, bought, prices[offering] ?? 0, contract, end] as const,
      ),
      rest: {
        contracts: terms.map(({ cap, floor, fee }, i) =>
          contract({
            contract: `C${i + 1}`,
            trueDownCap: fraction(cap),
            floor: seats(floor),
            feeFollowsQuantity: fee,
          }),
        ),
        offers: Object.entries(prices).map(([name, price]) =>
          offer(name, price, {
            ...(volume && name === "Revit" ? { volume: [{ minimum: seats(3), unitPrice: rate(500) }] } : {}),
            covers: name === "AEC Collection" ? PRODUCTS : [],
          }),
        ),
        tokenTiers: [tier(0, 3), tier(600, 2.5), tier(1500, 2)],
      },
    });
  }
  const run = (drawn: Drawn, changed: Partial<Assumptions> = {}): Analysis =>
    analyse(estate(drawn), AS_OF, {
      ...defaultAssumptions(),
      packSize: tokens(10),
      tokenPools: drawn.pools,
      growth: fraction(drawn.growth),
      ...changed,
    });

  it("costs no more than any other scenario that covers everybody, and is as near its bound as the sheets say", () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        const analysis = run(drawn);
        const best = firstYear(analysis)?.cost;
        if (best === undefined || !analysis.mix) return;
        expect(analysis.mix.total).toBe(best);
        expect(analysis.mix.lowerBound).toBeLessThanOrEqual(best);
        for (const id of ["all-seats", "all-flex", "cheapest-per-user"]) {
          const other = firstYear(analysis, id)?.cost ?? 0;
          // Where contracts share offerings the orders' order of lines may cost what the gap says.
          expect(best).toBeLessThanOrEqual(other + analysis.mix.gap * best + 1e-6);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is proven to a hundredth of a per cent where no line has a price of its own and no volume price meets a shared floor", () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        const { mix } = run({
          ...drawn,
          volume: false,
          growth: 0,
          lines: drawn.lines.map((one) => ({
            ...one,
            end: "2026-12-31",
            contract: one.offering === "AutoCAD" ? "C2" : "C1",
          })),
        });
        if (mix) expect(mix.gap).toBeLessThan(1e-4);
      }),
      { numRuns: 20 },
    );
  });

  it("is the same whatever the order of rows", () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        const one = estate(drawn);
        const turned = {
          ...one,
          subscriptions: [...one.subscriptions].reverse(),
          assignments: [...one.assignments].reverse(),
          offers: [...one.offers].reverse(),
          tokenTiers: [...one.tokenTiers].reverse(),
          contracts: [...one.contracts].reverse(),
        };
        const all = { ...defaultAssumptions(), tokenPools: drawn.pools };
        const { users, scenarios, mix } = analyse(turned, AS_OF, all);
        expect({ users, scenarios, mix }).toEqual(
          (({ users, scenarios, mix }) => ({ users, scenarios, mix }))(analyse(one, AS_OF, all)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("costs no less at a higher token price, and its cost is as concave as the sheet's bound needs", () => {
    fc.assert(
      fc.property(estates, (drawn) => {
        const steps = run(drawn).mix?.priceSteps ?? [];
        steps.forEach(({ factor, cost, lowerBound, held }, i) => {
          // Where volume prices meet shared floors the search knows no exact cost.
          if (cost === null) return;
          expect(lowerBound).toBeLessThanOrEqual(cost + 1e-6);
          expect(cost).toBeLessThanOrEqual(held + (cost - lowerBound) + 1e-6);
          const [before, after] = [steps[i - 1], steps[i + 1]];
          if (before) expect(cost).toBeGreaterThanOrEqual(before.lowerBound - 1e-6);
          if (before && after) {
            const share = (factor - before.factor) / (after.factor - before.factor);
            expect(cost).toBeGreaterThanOrEqual(
              before.lowerBound * (1 - share) + after.lowerBound * share - 1e-6,
            );
          }
        });
      }),
      { numRuns: 20 },
    );
  });
});
