import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../src/engine/assumptions";
import {
  Access,
  type Contract,
  type Estate,
  type Offer,
  type ReportedUse,
  type SourceKind,
} from "../../src/engine/estate/estate";
import { days, fraction, money, rate, seats, tokens } from "../../src/engine/units";
import { day, daysOfUse, estateOf, windowMarks, type Given, type UseRow } from "./estate-of";

const AS_OF = day("2025-12-31");
const YEAR = ["2025-01-01", "2025-12-31"] as const;

const analysed = (given: Given, changed: Partial<Assumptions> = {}) =>
  analyse(estateOf({ period: YEAR, ...given }), AS_OF, { ...defaultAssumptions(), ...changed });
const codes = (result: ReturnType<typeof analysed>): string[] => result.issues.map(({ code }) => code);
const user = (result: ReturnType<typeof analysed>, id: string) => result.users.find((one) => one.user === id);
const scenario = (result: ReturnType<typeof analysed>, id: string) =>
  result.scenarios.find((one) => one.id === id)!;

/** A person's token row in each month of the year, so that no month is a gap. */
const everyMonth = (person: string, kind: SourceKind): UseRow[] =>
  windowMarks(...YEAR).map(([, , iso]) => [person, "AutoCAD", iso, "tokens", 7, 0, kind]);

const report = (
  person: number,
  product: number,
  access: Access,
  used: number,
  more: Partial<ReportedUse> = {},
): ReportedUse => ({
  person,
  product,
  access,
  daysUsed: days(used),
  from: day(YEAR[0]),
  to: day(YEAR[1]),
  origin: { source: 0, row: 2 },
  ...more,
});
const contract = (terms: Partial<Contract>): Partial<Estate> => ({
  contracts: [
    {
      contract: "C1",
      start: day("2024-01-01"),
      end: day("2025-12-31"),
      origin: { source: 0, row: 2 },
      ...terms,
    },
  ],
});

describe("exports that cover different people or times", () => {
  it("a person whom only the Usage Report shows keeps what they use, and it is said", () => {
    const result = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-03-01", 200, "seat"),
      people: { "b@x": {} },
      seats: [
        ["a@x", "AutoCAD"],
        ["b@x", "AutoCAD"],
      ],
      rest: { reportedUse: [report(1, 0, Access.seat, 220, { lastUse: day("2025-12-20") })] },
    });
    expect(user(result, "b@x")?.products[0]?.days).toBe(220);
    expect(user(result, "b@x")?.recommended.seats).toEqual(["AutoCAD"]);
    expect(codes(result)).toContain("report-only-use");
  });

  it("a report's Flex rows count where the daily export holds only seats, in one entry with them", () => {
    const result = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-03-01", 20, "seat"),
      rest: { reportedUse: [report(0, 0, Access.tokens, 10, { tokensUsed: tokens(70) })] },
    });
    expect(user(result, "a@x")?.products).toEqual([
      expect.objectContaining({ product: "AutoCAD", days: 30, drawn: 70, onFlex: 210 }),
    ]);
    expect(result.consumption.year).toBe(70);
    expect(scenario(result, "as-is").pools[0]?.needed[0]).toBe(70);
  });

  it("a report's days are not added to daily days of the same access", () => {
    const result = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-03-01", 20, "tokens", 7),
      rest: { reportedUse: [report(0, 0, Access.tokens, 20, { tokensUsed: tokens(140) })] },
    });
    expect(result.consumption.year).toBe(140);
    expect(codes(result)).not.toContain("report-only-use");
  });

  it("of two reports on the same use the longer one counts, everywhere", () => {
    const origin = { source: 1, row: 2 };
    const result = analysed({
      people: { "a@x": {} },
      use: [],
      seats: [["a@x", "AutoCAD", "2024-01-01"]],
      rest: {
        products: ["AutoCAD"],
        sources: ["first", "second"].map((file) => ({ file, sheet: file, kind: "Usage Report" })),
        reportedUse: [
          report(0, 0, Access.tokens, 100, { tokensUsed: tokens(700) }),
          report(0, 0, Access.tokens, 25, { tokensUsed: tokens(175), from: day("2025-10-01"), origin }),
        ],
      },
    });
    expect(result.consumption.year).toBe(700);
    expect(result.doubleCoverage.map(({ tokens: n }) => n)).toEqual([700]);
  });

  it("blank tokens of a report are days × rate in the pool as in the demand, and called an estimate", () => {
    const result = analysed({
      people: { "a@x": {} },
      rest: { products: ["AutoCAD"], reportedUse: [report(0, 0, Access.tokens, 50)] },
    });
    expect(result.consumption).toMatchObject({ year: 350, estimated: true });
    expect(user(result, "a@x")?.drawnTokens).toBe(350);
  });

  it("half a year of Seat usage is taken to a year though Token usage covers all of it", () => {
    const result = analyse(
      estateOf({
        use: [
          ...daysOfUse("a@x", "AutoCAD", "2025-07-01", 62, "seat").map(
            ([p, q, d, a, n]) => [p, q, d, a, n, 0, "Seat usage"] as const,
          ),
          // A row in each month, so that no month is a gap.
          ...["2025-09-01", "2025-10-01", "2025-11-01", "2025-12-31"].map((iso): UseRow => [
            "w@x",
            "AutoCAD",
            iso,
            "seat",
            null,
            0,
            "Seat usage",
          ]),
          ["b@x", "AutoCAD", "2025-01-01", "tokens", 7, 0, "Token usage"],
          ["b@x", "AutoCAD", "2025-12-31", "tokens", 7, 0, "Token usage"],
          ...everyMonth("w@x", "Token usage"),
        ],
      }),
      AS_OF,
      defaultAssumptions(),
    );
    expect(result.users[0]?.products[0]?.days).toBeCloseTo((62 * 365) / 184, 9);
    expect(result.users[1]?.products[0]?.days).toBe(2);
  });

  it("two overlapping exports of one kind are never added up, whatever their columns", () => {
    const twice = daysOfUse("a@x", "AutoCAD", "2025-03-01", 60, "tokens", 7);
    const estate = estateOf({
      period: YEAR,
      use: [...twice, ...twice.map(([p, q, d, a, n]) => [p, q, d, a, n, 1] as const)],
    });
    const second = estate.use.source.fill(1, 60);
    const sources = [estate.sources[0]!, { ...estate.sources[0]!, file: "other", tells: "Version" }];
    const result = analyse(
      { ...estate, sources, use: { ...estate.use, source: second } },
      AS_OF,
      defaultAssumptions(),
    );
    expect(result.consumption.year).toBe(420);
  });

  it("of two overlapping exports the one that states more counts, whichever comes first", () => {
    for (const [first, second] of [
      [7, 3],
      [3, 7],
    ] as const) {
      const rows = (n: number, variant: number) =>
        daysOfUse("a@x", "AutoCAD", "2025-03-01", 10, "tokens", n).map(
          ([p, q, d, a, t]) => [p, q, d, a, t, variant] as const,
        );
      const estate = estateOf({ period: YEAR, use: [...rows(first, 0), ...rows(second, 1)] });
      const sources = [estate.sources[0]!, { ...estate.sources[0]!, file: "other", tells: "Version" }];
      const result = analyse(
        { ...estate, sources, use: { ...estate.use, source: estate.use.source.fill(1, 10) } },
        AS_OF,
        defaultAssumptions(),
      );
      expect(result.consumption.year).toBe(70);
    }
  });

  it("warns when some people are hidden and others named", () => {
    const use = [
      ...daysOfUse("a@x", "AutoCAD", "2025-03-01", 3),
      ...daysOfUse("b7c9", "AutoCAD", "2025-03-01", 3),
    ];
    expect(codes(analysed({ use, people: { b7c9: { hashed: true } } }))).toContain("hashed-and-named");
  });
});

describe("who is still there", () => {
  const onFlexSince = daysOfUse("a@x", "AutoCAD", "2025-03-10", 121, "tokens", 7);

  it("somebody who went on with tokens after losing the seat is observed over the whole year", () => {
    const result = analysed({ use: onFlexSince, seats: [["a@x", "AutoCAD", "2024-01-01", "2025-03-01"]] });
    expect(user(result, "a@x")).toMatchObject({ leaver: false, flexTokens: 847, segment: "Dormant" });
    expect(user(result, "a@x")?.daysPerMonth).toBeCloseTo(121 / (365 / 30.4375), 9);
  });

  it("unassigned without a date, and used within 90 days, has not left", () => {
    const held = (used: Given["use"]): Given => ({
      use: used ?? [],
      rest: {
        assignments: [{ person: 0, offering: "AutoCAD", assigned: false, origin: { source: 0, row: 2 } }],
      },
    });
    expect(user(analysed(held(daysOfUse("a@x", "AutoCAD", "2025-11-01", 9))), "a@x")?.leaver).toBe(false);
    expect(user(analysed(held(onFlexSince)), "a@x")?.leaver).toBe(true);
  });

  it("a leaver needs no seat, though used lately", () => {
    const result = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-10-01", 60, "seat"),
      people: { "a@x": { inactive: true } },
      seats: [["a@x", "AutoCAD"]],
      bought: [["AutoCAD", 1, 2000]],
    });
    expect(result.reconciliations[0]).toMatchObject({ active: 0, needed: 0, shelfware: 1 });
  });

  it("days without a date of last use are use at a time nobody knows, not dormancy", () => {
    const result = analysed({
      people: { "a@x": {} },
      seats: [["a@x", "AutoCAD"]],
      bought: [["AutoCAD", 1, 2000]],
      rest: { products: ["AutoCAD"], reportedUse: [report(0, 0, Access.seat, 200)] },
    });
    expect(user(result, "a@x")).toMatchObject({ segment: "Regular", lastUse: null });
    expect(result.reconciliations[0]).toMatchObject({ active: 1, shelfware: 0 });
  });

  it("members of a bought collection listed one by one are seats of the collection", () => {
    const result = analysed({
      use: daysOfUse("a@x", "Revit", "2025-03-01", 250, "seat"),
      seats: [
        ["a@x", "AutoCAD"],
        ["a@x", "Revit"],
        ["a@x", "Civil 3D"],
      ],
      bought: [["AEC Collection", 1, 3600]],
    });
    expect(result.reconciliations).toEqual([
      expect.objectContaining({ offering: "AEC Collection", assigned: 1, trueUpCost: 0 }),
    ]);
    expect(codes(result).filter((code) => code === "listed-by-member")).toHaveLength(3);
  });
});

describe("prices", () => {
  const allDay: Given = {
    use: Array.from({ length: 10 }, (_, i) =>
      daysOfUse(`u${i}@x`, "AutoCAD", "2025-03-01", 250, "seat"),
    ).flat(),
    seats: Array.from({ length: 10 }, (_, i) => [`u${i}@x`, "AutoCAD"] as const),
  };

  it("what is paid today beats a default price: ten seats at 1,500 stay at 15,000", () => {
    const result = analysed({ ...allDay, bought: [["AutoCAD", 10, 1500]] });
    expect(result.scenarios.map(({ years }) => years[0]?.cost)).toEqual([
      15_000,
      15_000,
      15_000,
      15_000,
      expect.any(Number),
      15_000,
      15_000,
    ]);
    expect(scenario(result, "cheapest-per-user").savingVsAsIs).toBe(0);
  });

  it("the analyst's own price beats both", () => {
    const offers: Offer[] = [
      { offering: "AutoCAD", pricePerYear: rate(1400), covers: [], reference: "quote" },
    ];
    const result = analysed({ ...allDay, bought: [["AutoCAD", 10, 1500]], rest: { offers } });
    expect(scenario(result, "cheapest-per-user").years[0]?.cost).toBe(14_000);
    expect(scenario(result, "as-is").years[0]?.cost).toBe(15_000);
  });

  it("a line without a price takes what is paid on the others, and it is said", () => {
    const result = analysed({
      ...allDay,
      bought: [
        ["AutoCAD", 10, 1500, "C1"],
        ["AutoCAD", 10, null, "C2"],
      ],
    });
    expect(scenario(result, "as-is").years[0]?.cost).toBe(20 * 1500);
    expect(codes(result)).toContain("line-without-price");
  });

  it("users pay the price that the pool reaches", () => {
    const tokenTiers = [
      { minimum: tokens(0), unitPrice: rate<never, never>(3), reference: "quote" },
      { minimum: tokens(5000), unitPrice: rate<never, never>(2.5), reference: "quote" },
    ];
    const use = Array.from({ length: 11 }, (_, i) =>
      daysOfUse(`u${i}@x`, "AutoCAD", "2025-03-01", 80, "tokens", 7),
    ).flat();
    const result = analysed({ use, rest: { tokenTiers } });
    // 11 × 560 = 6,160, with 10 % 6,776, bought as 6,800 at 2.50.
    expect(result.tokenPrice).toBe(2.5);
    expect(scenario(result, "cheapest-per-user").years[0]).toMatchObject({ tokens: 6800, cost: 17_000 });
    expect(result.users[0]?.cost).toBeCloseTo(560 * 2.75, 9);
  });

  it("covers are chosen with the buffer in the token's price: 95 days of a 100-day break-even get the seat", () => {
    const rates = [
      { product: "AutoCAD", tokensPerDay: rate<never, never>(6), flexEligible: true, reference: "test" },
    ];
    const offers: Offer[] = [
      { offering: "AutoCAD", pricePerYear: rate(1800), covers: [], reference: "test" },
    ];
    const seatsAt = (count: number) =>
      user(
        analysed({
          use: daysOfUse("a@x", "AutoCAD", "2025-03-01", count, "tokens", 6),
          rest: { rates, offers },
        }),
        "a@x",
      )?.recommended.seats;
    expect(seatsAt(95)).toEqual(["AutoCAD"]);
    expect(seatsAt(90)).toEqual([]);
  });

  it("a held seat of unknown price stays, and no saving is claimed over it", () => {
    const rates = [
      { product: "Inventor", tokensPerDay: rate<never, never>(8), flexEligible: true, reference: "quote" },
    ];
    const held: Given = {
      use: daysOfUse("a@x", "Inventor", "2025-03-01", 183, "seat"),
      seats: [["a@x", "Inventor"]],
      bought: [
        ["Inventor", 1],
        ["AutoCAD", 1, 2000],
      ],
      rest: { rates },
    };
    const result = analysed(held);
    expect(user(result, "a@x")?.recommended).toMatchObject({ seats: ["Inventor"], tokens: 0 });
    expect(user(result, "a@x")?.saving).toBeNull();
    // The AutoCAD seat that nobody holds goes: 3 years × 2,000.
    expect(scenario(result, "cheapest-per-user").savingVsAsIs).toBe(6000);
    expect(scenario(result, "all-flex").savingVsAsIs).toBeNull();
    expect(scenario(result, "as-is").leftOut).toEqual(["1 Inventor seat at an unknown price"]);
  });

  it("an offer without a price is named with those it could have covered", () => {
    const offers: Offer[] = [{ offering: "AutoCAD", covers: [], reference: "quote" }];
    const result = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-01-01", 365, "tokens", 7),
      rest: { offers },
    });
    expect(codes(result)).toContain("unpriced-offer");
  });
});

describe("contracts over the years", () => {
  const twenty: Given = {
    use: Array.from({ length: 10 }, (_, i) =>
      daysOfUse(`u${i}@x`, "AutoCAD", "2025-03-01", 250, "seat"),
    ).flat(),
    seats: Array.from({ length: 20 }, (_, i) => [`u${i}@x`, "AutoCAD"] as const),
    bought: [["AutoCAD", 20, 2000, "C1", "2025-12-31"]],
  };
  const ordered = (result: ReturnType<typeof analysed>, id: string) =>
    scenario(result, id).years.map((year) => year.seats);

  it("a cap lets seats go year by year, in the path and in every scenario alike", () => {
    const result = analysed({ ...twenty, rest: contract({ trueDownCap: fraction(0.2) }) });
    expect(result.trueDowns[0]).toMatchObject({ droppable: 4, path: [16, 13, 11] });
    for (const id of ["true-down", "all-seats", "all-flex", "cheapest-per-user"])
      expect(ordered(result, id)).toEqual([16, 13, 11]);
    expect(ordered(result, "as-is")).toEqual([20, 20, 20]);
  });

  it("145 with 20 % and floor 100 at 3,700: the scenario saves 425,500 over three years, a hundredth of DOMAIN §13", () => {
    const holders = Array.from({ length: 102 }, (_, i) => `u${i}@x`);
    const result = analysed({
      people: Object.fromEntries(holders.map((id) => [id, { critical: true }])),
      use: daysOfUse("u0@x", "Suite", "2025-12-01", 1, "seat"),
      seats: holders.map((id) => [id, "Suite"] as const),
      bought: [["Suite", 145, 3700, "C1", "2025-12-31"]],
      rest: contract({ trueDownCap: fraction(0.2), floor: seats(100) }),
    });
    expect(ordered(result, "true-down")).toEqual([116, 102, 102]);
    expect(scenario(result, "true-down").savingVsAsIs).toBe(425_500);
  });

  it("the cap assumed without a contract holds in every scenario", () => {
    const result = analysed(twenty, { trueDownCap: fraction(0.1) });
    expect(ordered(result, "cheapest-per-user")).toEqual([18, 17, 16]);
  });

  it("a fee that stays keeps the money, and the saving is 0", () => {
    const result = analysed({ ...twenty, rest: contract({ feeFollowsQuantity: false }) });
    expect(result.trueDowns[0]).toMatchObject({ droppable: 10, saving: 0 });
    expect(scenario(result, "true-down").savingVsAsIs).toBe(0);
    expect(scenario(result, "cheapest-per-user").savingVsAsIs).toBe(0);
  });

  it("maintenance on top of the fee is paid and saved with it", () => {
    const result = analysed({ ...twenty, rest: contract({ maintenanceRate: fraction(0.2) }) });
    expect(scenario(result, "as-is").years[0]?.cost).toBe(20 * 2400);
    expect(result.trueDowns[0]?.saving).toBe(10 * 2400);
  });

  it("a contract's own uplift takes the place of the assumption", () => {
    const result = analysed(
      { ...twenty, rest: contract({ uplift: fraction(0.05) }) },
      { seatUplift: fraction(0.5) },
    );
    expect(scenario(result, "as-is").years[1]?.cost).toBeCloseTo(20 * 2000 * 1.05, 6);
  });

  it("seats go from the dearest line, at its own price, also where another ends first", () => {
    const result = analysed({
      ...twenty,
      bought: [
        ["AutoCAD", 10, 1500, "C1", "2025-12-31"],
        ["AutoCAD", 10, 2500, "C2", "2026-06-30"],
      ],
    });
    expect(
      result.trueDowns.map(({ contract: name, droppable, saving }) => [name, droppable, saving]),
    ).toEqual([
      ["C1", 0, 0],
      ["C2", 10, 25_000],
    ]);
    expect(scenario(result, "true-down").savingVsAsIs).toBe(3 * 25_000);
  });

  it("growth raises the need once, never a floor", () => {
    const grown = analysed(twenty, { growth: fraction(0.1) });
    expect(ordered(grown, "true-down")).toEqual([11, 13, 14]);
    const floored = analysed({ ...twenty, rest: contract({ floor: seats(15) }) }, { growth: fraction(0.1) });
    expect(ordered(floored, "true-down")).toEqual([15, 15, 15]);
  });

  it("joiners are in as is too, once it has no seat left for them", () => {
    const result = analysed(twenty, { plannedJoiners: 15 });
    expect(scenario(result, "as-is").years[0]?.seats).toBe(25);
    expect(scenario(result, "true-down").years[0]?.seats).toBe(25);
  });

  it("says what begins later, ends later, and a pack that runs for years is a year's part", () => {
    const later = analysed({ ...twenty, bought: [["AutoCAD", 20, 2000, "C1", "2027-12-31"]] });
    expect(codes(later)).toContain("late-renewal");
    const { subscriptions } = estateOf({ bought: [["AutoCAD", 3, 2000]] });
    const coming = analysed({
      ...twenty,
      rest: { subscriptions: subscriptions.map((line) => ({ ...line, start: day("2026-01-01") })) },
    });
    expect(codes(coming)).toContain("line-not-started");
    const pack = {
      purchased: day("2024-12-31"),
      ends: day("2026-12-31"),
      tokens: tokens(1460),
      price: money(2920),
      origin: { source: 0, row: 2 },
    };
    const packed = analysed({ ...twenty, rest: { packs: [pack] } });
    expect(scenario(packed, "as-is").years[0]).toMatchObject({ tokens: 730, tokenPrice: 2 });
  });
});

describe("what is said twice is said alike", () => {
  const ten: Given = {
    use: Array.from({ length: 10 }, (_, i) =>
      daysOfUse(`u${i}@x`, "AutoCAD", "2025-03-01", 250, "seat"),
    ).flat(),
    seats: Array.from({ length: 10 }, (_, i) => [`u${i}@x`, "AutoCAD"] as const),
  };
  const lines = (first: number, second: number): NonNullable<Given["bought"]> => [
    ["AutoCAD", 10, first, "C1", "2025-12-31"],
    ["AutoCAD", 10, second, "C2", "2025-12-31"],
  ];
  const totals = (result: ReturnType<typeof analysed>) =>
    ["true-down", "cheapest-per-user"].map((id) => scenario(result, id).years[0]?.cost);

  it("the same seats kept cost the same in every scenario", () => {
    expect(totals(analysed({ ...ten, bought: lines(2500, 1500) }))).toEqual([15_000, 15_000]);
  });

  it("a line whose fee stays is kept before one whose fee falls, in the table too", () => {
    const result = analysed({
      ...ten,
      bought: lines(2500, 1500),
      rest: contract({ feeFollowsQuantity: false }),
    });
    expect(result.trueDowns.map(({ droppable, saving }) => [droppable, saving])).toEqual([
      [0, 0],
      [10, 15_000],
    ]);
    expect(totals(result)).toEqual([25_000, 25_000]);
  });

  it("a floor keeps no more than itself on a dear line", () => {
    const result = analysed({ ...ten, bought: lines(2500, 1500), rest: contract({ floor: seats(2) }) });
    expect(totals(result)).toEqual([2 * 2500 + 8 * 1500, 2 * 2500 + 8 * 1500]);
  });

  it("need is rounded up once: 10 × 1.05 × 1.1 is 12, not 13", () => {
    const result = analysed(
      {
        ...ten,
        bought: [["AutoCAD", 20, 2000]],
        use: [
          ...(ten.use ?? []),
          ...Array.from({ length: 10 }, (_, i) => daysOfUse(`v${i}@x`, "Maya", "2025-03-01", 2)).flat(),
        ],
      },
      { growth: fraction(0.1), plannedJoiners: 1 },
    );
    expect(scenario(result, "true-down").years[0]?.seats).toBe(12);
    expect(scenario(result, "cheapest-per-user").years[0]?.seats).toBe(12);
  });

  it("tokens of 0 without an access option are not tokens that were free", () => {
    const use = daysOfUse("a@x", "AutoCAD", "2025-01-01", 365, "seat", 0);
    const estate = estateOf({ period: YEAR, use, seats: [["a@x", "AutoCAD"]] });
    estate.use.access.fill(Access.unknown);
    const result = analyse(estate, AS_OF, defaultAssumptions());
    expect(result.users[0]).toMatchObject({ flexTokens: 2555, recommended: { seats: ["AutoCAD"] } });
  });

  it("a seat given late does not squeeze a report's year into its last days", () => {
    const result = analysed({
      people: { "a@x": {} },
      seats: [["a@x", "AutoCAD", "2025-12-22"]],
      rest: {
        products: ["AutoCAD"],
        reportedUse: [
          report(0, 0, Access.tokens, 60, { tokensUsed: tokens(420) }),
          report(0, 0, Access.seat, 5),
        ],
      },
    });
    expect(user(result, "a@x")).toMatchObject({ drawnTokens: 420 });
    expect(result.consumption.year).toBe(420);
  });

  it("months speak for the pool only where all of it has days, and only for the time that tokens were exported", () => {
    const daily = daysOfUse("a@x", "AutoCAD", "2025-07-01", 184, "tokens", 7).map(
      ([p, q, d, a, n]) => [p, q, d, a, n, 0, "Token usage"] as const,
    );
    const seatDays = daysOfUse("b@x", "AutoCAD", "2025-01-01", 365, "seat").map(
      ([p, q, d, a, n]) => [p, q, d, a, n, 0, "Seat usage"] as const,
    );
    const months = analyse(estateOf({ use: [...daily, ...seatDays] }), AS_OF, defaultAssumptions());
    expect(months.consumption.months).toHaveLength(6);
    const mixed = analysed({
      use: daysOfUse("a@x", "AutoCAD", "2025-03-01", 39, "tokens", 7),
      people: { "b@x": {} },
      rest: { reportedUse: [report(1, 0, Access.tokens, 200, { tokensUsed: tokens(1400) })] },
    });
    expect(mixed.pool.map(({ rule, runOutRisk }) => [rule, runOutRisk])).toEqual([["average", null]]);
  });

  it("a pack that still runs is bought, and one that cost nothing costs nothing", () => {
    const pack = {
      purchased: day("2024-12-31"),
      ends: AS_OF,
      tokens: tokens(1000),
      price: money(0),
      origin: { source: 0, row: 2 },
    };
    expect(scenario(analysed({ ...ten, rest: { packs: [pack] } }), "as-is").years[0]).toMatchObject({
      tokens: 1000,
      tokenPrice: 0,
    });
    const asIs = scenario(
      analysed({ use: daysOfUse("a@x", "AutoCAD", "2025-03-01", 3), rest: { packs: [pack] } }),
      "as-is",
    );
    expect(asIs.years[0]?.cost).toBe(0);
  });

  it("a critical user keeps a held seat of unknown price, and without any use everybody keeps what there is", () => {
    const held: Given = {
      use: daysOfUse("a@x", "Civil 3D", "2025-03-01", 90, "seat"),
      seats: [["a@x", "Civil 3D"]],
      bought: [["Civil 3D", 1]],
    };
    expect(
      user(analysed({ ...held, people: { "a@x": { critical: true } } }), "a@x")?.recommended.seats,
    ).toEqual(["Civil 3D"]);
    const unseen = analysed({ ...ten, use: [], bought: lines(2500, 1500) });
    expect(unseen.users[0]).toMatchObject({
      recommended: { seats: ["AutoCAD"] },
      reasons: ["No table shows any use: keeps today's cover."],
    });
  });

  it("a line without an end ends with its contract", () => {
    const result = analysed({
      ...ten,
      bought: [["AutoCAD", 10, 2000, "C1"]],
      rest: contract({ end: day("2020-12-31") }),
    });
    expect(result.reconciliations[0]?.bought).toBe(0);
    expect(codes(result)).toContain("line-ended");
  });

  it("half a year on seats and a year on tokens give each its own days a month", () => {
    const estate = estateOf({
      use: [
        ...daysOfUse("a@x", "AutoCAD", "2025-01-01", 181, "seat").map(
          ([p, q, d, a, n]) => [p, q, d, a, n, 0, "Seat usage"] as const,
        ),
        ...daysOfUse("j@x", "AutoCAD", "2025-07-02", 180, "tokens", 7).map(
          ([p, q, d, a, n]) => [p, q, d, a, n, 0, "Token usage"] as const,
        ),
        ...everyMonth("k@x", "Token usage"),
        ["k@x", "AutoCAD", "2025-12-31", "tokens", 7, 0, "Token usage"],
      ],
    });
    const j = analyse(estate, AS_OF, defaultAssumptions()).users.find((one) => one.user === "j@x");
    expect(j?.segment).toBe("Regular");
    expect(j?.daysPerMonth).toBeCloseTo(15, 0);
  });
});

describe("All Flex", () => {
  it("keeps the seat that opens what cannot be on Flex, and gives one only to who has none", () => {
    const use = [
      ...daysOfUse("a@x", "Civil 3D", "2025-03-01", 20, "seat"),
      ...daysOfUse("a@x", "AutoCAD", "2025-03-01", 20, "seat"),
      ...daysOfUse("b@x", "Civil 3D", "2025-03-01", 20, "seat"),
    ];
    const offers: Offer[] = [
      { offering: "Civil 3D", pricePerYear: rate(2700), covers: [], reference: "quote" },
    ];
    const result = analysed({
      use,
      seats: [["a@x", "AEC Collection"]],
      bought: [["AEC Collection", 1, 3600]],
      rest: { offers },
    });
    const flex = scenario(result, "all-flex");
    expect(flex.lines.map((line) => [line.offering, line.seats[0]])).toEqual([
      ["AEC Collection", 1],
      ["Civil 3D", 1],
    ]);
    expect(flex.pools[0]?.needed[0]).toBe(0);
  });
});
