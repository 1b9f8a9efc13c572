import fc from "fast-check";
import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../src/engine/assumptions";
import { isoDay } from "../../src/engine/calendar";
import type { Estate, Offer, Rate } from "../../src/engine/estate/estate";
import { headlines } from "../../src/engine/statements/headlines";
import { days, fraction, rate, seats, tokens, type DayNumber } from "../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "./estate-of";

const AS_OF = day("2026-10-31");
/** Every export states that it covers the baseline year. */
const analysed = (given: Given, changed: Partial<Assumptions> = {}) =>
  analyse(estateOf({ period: ["2025-11-01", "2026-10-31"], ...given }), AS_OF, {
    ...defaultAssumptions(),
    ...changed,
  });

const OFFICE: Given = {
  use: [
    ...daysOfUse("ann@x", "Revit", "2026-01-01", 61, "tokens", 10),
    ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 40, "tokens", 7),
    ...daysOfUse("bob@x", "Revit", "2026-04-10", 200, "seat"),
    ...daysOfUse("dee@x", "AutoCAD", "2026-06-01", 100, "seat"),
    ...daysOfUse("dee@x", "AutoCAD", "2026-10-01", 10, "tokens", 7),
  ],
  seats: [
    ["bob@x", "AEC Collection", "2024-01-01"],
    ["cy@x", "AutoCAD", "2024-01-01"],
    ["dee@x", "AutoCAD", "2024-01-01"],
  ],
  bought: [
    ["AEC Collection", 1, 3600, "C1", "2026-12-31"],
    ["AutoCAD", 3, 2000, "C1", "2026-12-31"],
  ],
};

describe("an office of four, worked by hand", () => {
  const { scenarios, users, reconciliations, trueDowns, doubleCoverage, consumption, breakEvens } =
    analysed(OFFICE);
  const byId = (id: string) => scenarios.find((one) => one.id === id);
  const firstYear = (id: string) => byId(id)?.years[0];
  const user = (name: string) => users.find((one) => one.user === `${name}@x`);

  it("as is: 3,600 + 3 × 2,000 for seats, 890 + 70 tokens used, with the buffer bought as 1,100", () => {
    expect(consumption.year).toBe(960);
    expect(firstYear("as-is")).toMatchObject({ seats: 4, tokens: 1100, cost: 9600 + 3300 });
  });

  it("as is at renewal prices: the same, as no price list states another price", () => {
    expect(firstYear("as-is-renewal")).toEqual(firstYear("as-is"));
  });

  it("true-down only: two AutoCAD seats fewer", () => {
    expect(trueDowns.map((one) => [one.offering, one.droppable, one.saving])).toEqual([
      ["AEC Collection", 0, 0],
      ["AutoCAD", 2, 4000],
    ]);
    expect(firstYear("true-down")?.cost).toBe(12_900 - 4000);
    expect(byId("true-down")?.asks.map(({ text }) => text)).toEqual([
      "Renew 2 fewer AutoCAD seats on contract C1 at the renewal of 2026-12-31",
    ]);
  });

  it("all seats: a collection for Revit and AutoCAD, Revit, AutoCAD", () => {
    expect(firstYear("all-seats")).toMatchObject({ seats: 3, tokens: 0, cost: 3600 + 2985 + 2000 });
  });

  it("all Flex: 890 + 2,000 + 770 tokens, 10 % buffer, up to packs of 100", () => {
    expect(byId("all-flex")?.pools[0]?.needed[0]).toBe(3660);
    expect(firstYear("all-flex")).toMatchObject({ seats: 0, tokens: 4100, cost: 12_300 });
  });

  it("cheapest per user: a Revit and an AutoCAD seat, and 890 tokens bought as 1,000", () => {
    expect(byId("cheapest-per-user")?.lines).toEqual([
      expect.objectContaining({ offering: "AutoCAD", contract: "C1", seats: [1, 1, 1], unitPrice: 2000 }),
      expect.objectContaining({ offering: "Revit", contract: null, seats: [1, 1, 1], unitPrice: 2985 }),
    ]);
    expect(firstYear("cheapest-per-user")).toMatchObject({ tokens: 1000, cost: 2000 + 2985 + 3000 });
    expect(byId("cheapest-per-user")?.savingVsAsIs).toBeCloseTo(3 * (12_900 - 7985), 6);
  });

  it("three payments in advance at 8 %", () => {
    expect(byId("as-is")?.total).toBe(3 * 12_900);
    expect(byId("as-is")?.presentValue).toBeCloseTo(12_900 + 12_900 / 1.08 + 12_900 / 1.08 ** 2, 6);
  });

  it("prices every user at 3.30 a token, on both sides of the saving", () => {
    expect(user("ann")).toMatchObject({
      heldSeats: [],
      flexTokens: 890,
      recommended: { seats: [], tokens: 890 },
    });
    expect(user("ann")?.cost).toBeCloseTo(2937, 9);
    expect(user("ann")?.saving).toBeCloseTo(0, 9);
    expect(user("bob")).toMatchObject({ currentCost: 3600, cost: 2985, saving: 615, seatCost: 2985 });
    expect(user("bob")?.flexCost).toBeCloseTo(6600, 9);
    expect(user("cy")).toMatchObject({
      segment: "Dormant",
      currentCost: 2000,
      cost: 0,
      recommended: { seats: [] },
    });
    expect(user("dee")?.currentCost).toBeCloseTo(2000 + 70 * 3.3, 9);
    expect(user("dee")).toMatchObject({ flexTokens: 770, recommended: { seats: ["AutoCAD"], tokens: 0 } });
  });

  it("says why, in words", () => {
    expect(user("ann")?.reasons).toEqual([
      "AutoCAD 40 days and Revit 61 days a year cost 2,937 in tokens or 3,600 in seats (AEC Collection).",
      "Best is Flex; next best is AEC Collection, 663 more.",
      "Dormant today; planned for the use of the last year.",
    ]);
    expect(user("cy")?.reasons).toEqual(["No use was seen: the AutoCAD seat can go."]);
  });

  it("reconciles: three AutoCAD bought, two assigned, one active", () => {
    expect(reconciliations.find((one) => one.offering === "AutoCAD")).toMatchObject({
      bought: 3,
      assigned: 2,
      active: 1,
      needed: 1,
      variance: -1,
      flagged: false,
      trueUpCost: 0,
      shelfware: 2,
      shelfwareCost: 4000,
    });
  });

  it("breaks even at 2,000 ÷ (7 × 3) = 95.2 days of AutoCAD, 86.6 with the buffer", () => {
    const autocad = breakEvens.find((one) => one.product === "AutoCAD");
    expect(autocad?.days).toBeCloseTo(95.238, 3);
    expect(autocad?.daysWithBuffer).toBeCloseTo(86.58, 3);
    expect(autocad?.dayMore).toBeCloseTo(7 * 3.3, 9);
  });

  it("tells dee where her tokens go", () => {
    expect(user("dee")?.reasons).toContain(
      "Burned 70 tokens a year on AutoCAD, which the AutoCAD seat opens: sign in with the seat.",
    );
  });

  it("finds the 70 tokens that dee burned beside her seat", () => {
    expect(doubleCoverage).toEqual([
      {
        person: users.findIndex((one) => one.user === "dee@x"),
        product: "AutoCAD",
        offering: "AutoCAD",
        days: 10,
        tokens: 70,
        money: 210,
      },
    ]);
  });

  it("gives notice 60 days before the end where no contract says otherwise", () => {
    expect(trueDowns.map(({ noticeDeadline }) => noticeDeadline && isoDay(noticeDeadline))).toEqual([
      "2026-11-01",
      "2026-11-01",
    ]);
  });
});

describe("what is not known", () => {
  it("a product without a rate stays off Flex, is named once with its rows, and the rest is analysed", () => {
    const { users, issues } = analysed({
      use: [
        ...daysOfUse("ann@x", "Civil 3D", "2026-01-01", 30, "seat"),
        ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 5, "seat"),
      ],
      seats: [["ann@x", "AEC Collection"]],
      bought: [["AEC Collection", 1, 3600]],
    });
    expect(users[0]?.products.map(({ product, onFlex, basis }) => [product, onFlex, basis])).toEqual([
      ["AutoCAD", 35, "estimated"],
      ["Civil 3D", null, "rate unknown"],
    ]);
    expect(users[0]).toMatchObject({ flexCost: null, recommended: { seats: ["AEC Collection"] } });
    expect(users[0]?.reasons).toContain(
      "The tokens per day of Civil 3D are not known, so Flex was not considered for it.",
    );
    expect(issues.filter(({ code }) => code === "unknown-rate")).toEqual([
      expect.objectContaining({ severity: "error", rows: 30, row: 2, sheet: "Usage" }),
    ]);
  });

  it("exported tokens are the truth, and need no rate", () => {
    const { users, issues } = analysed({
      use: daysOfUse("ann@x", "Civil 3D", "2026-01-01", 30, "tokens", 9),
    });
    expect(users[0]?.products[0]).toMatchObject({ onFlex: 270, basis: "exported" });
    expect(users[0]?.recommended).toMatchObject({ seats: [], tokens: 270 });
    expect(issues.filter(({ code }) => code.startsWith("unknown-rate"))).toEqual([]);
  });

  it("names what the exports charge for a product whose rate nobody has said", () => {
    const use = [
      ...daysOfUse("ann@x", "Civil 3D", "2026-01-01", 3, "seat"),
      ...daysOfUse("bob@x", "Civil 3D", "2026-01-01", 3, "tokens", 9),
    ];
    expect(analysed({ use }).issues.find(({ code }) => code === "unknown-rate")?.message).toContain(
      'set the assumption "Rate: Civil 3D" to 9',
    );
  });

  it("seats in use that no table names make what is paid today unknown, not 0", () => {
    const { scenarios, users } = analysed({ use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 200, "seat") });
    expect(scenarios[0]?.leftOut).toEqual(["the seats held today, which no table lists"]);
    expect(scenarios.at(-1)?.savingVsAsIs).toBeNull();
    expect(users[0]).toMatchObject({ currentCost: null, saving: null });
  });

  it("without any use there is only as is: nothing is called free", () => {
    const { scenarios } = analysed({ seats: [["ann@x", "AutoCAD"]], bought: [["AutoCAD", 2, 2000]] });
    expect(scenarios.map(({ id, total }) => [id, total])).toEqual([["as-is", 12_000]]);
  });

  it("an offering without a price is left out of the sums, and the scenario says so", () => {
    const { scenarios, issues, users } = analysed({
      use: daysOfUse("ann@x", "Vault", "2026-01-01", 200, "seat"),
      seats: [["ann@x", "Vault"]],
      bought: [
        ["Vault", 2],
        ["AutoCAD", 1, 2000],
      ],
    });
    expect(scenarios[0]?.leftOut).toEqual(["2 Vault seats at an unknown price"]);
    expect(scenarios.at(-1)).toMatchObject({ id: "best-mix", total: 0, savingVsAsIs: null });
    expect(users[0]).toMatchObject({ currentCost: null, cost: null, recommended: { seats: ["Vault"] } });
    expect(issues.filter(({ code }) => code === "unknown-price")).toHaveLength(1);
  });

  it("a renewal of which no price is known costs an unknown amount, never 0, and nothing is proven of it", () => {
    const analysis = analysed({
      use: daysOfUse("ann@x", "Vault", "2026-01-01", 200, "seat"),
      seats: [["ann@x", "Vault"]],
      bought: [
        ["Vault", 1],
        ["AutoCAD", 1, 2000],
      ],
    });
    // Both sums leave the seat of Vault out, so the saving is known where the cost is not.
    const shown = new Map(headlines(analysis, "sure").map(({ id, value }) => [id, value]));
    expect([shown.get("as is"), shown.get("best mix"), shown.get("saving")]).toEqual([2000, null, 2000]);
    expect([shown.has("gap"), analysis.bridge]).toEqual([false, null]);
  });

  it("a product with neither rate nor price is named with its users, and is in no sum", () => {
    const { scenarios, users } = analysed({
      use: [
        ...daysOfUse("ann@x", "Vault", "2026-01-01", 9, "tokens"),
        ...daysOfUse("bob@x", "AutoCAD", "2026-01-01", 9, "tokens", 7),
      ],
    });
    expect(scenarios.find(({ id }) => id === "cheapest-per-user")?.leftOut).toEqual([
      "Vault for 1 user, at an unknown cost",
    ]);
    expect(users[0]?.cost).toBeNull();
  });

  it("tokens that nobody is named for stay tokens in every scenario", () => {
    const { scenarios, consumption } = analysed({
      use: [
        ["", "Maya", "2026-03-01", "tokens", 600, 0, "Token Flex"],
        ["", "Maya", "2026-04-01", "tokens", 400, 0, "Token Flex"],
      ],
    });
    expect(consumption.withoutUsers).toBe(1000);
    expect(scenarios.map(({ pools: [pool] }) => pool?.needed[0])).toEqual(scenarios.map(() => 1000));
    // With the buffer and in packs 1,100 in each: no scenario is dearer than as is for doing the same.
    expect(scenarios.map(({ years }) => years[0]?.cost)).toEqual(scenarios.map(() => 3300));
  });

  it("an export without users does not count twice what an export with users states", () => {
    const { consumption, issues } = analysed({
      use: [
        ...daysOfUse("ann@x", "Maya", "2026-03-01", 10, "tokens", 6),
        ["", "Maya", "2026-03-01", "tokens", 60, 0, "Token usage"],
      ],
    });
    expect(consumption).toMatchObject({ year: 60, leftOut: 60, withoutUsers: 0 });
    expect(issues.map(({ code }) => code)).toContain("tokens-left-out");
  });
});

describe("the overrides that beat cost (DOMAIN §4)", () => {
  const light = daysOfUse("ann@x", "AutoCAD", "2026-10-01", 5, "seat");
  const cover = (given: Given) => analysed(given).users.find((one) => one.user === "ann@x");
  const holding: NonNullable<Given["seats"]> = [["ann@x", "AutoCAD", "2024-01-01"]];

  it("without them a light user of a seat goes to Flex", () => {
    expect(cover({ use: light, seats: holding })?.recommended).toMatchObject({
      seats: [],
      flex: ["AutoCAD"],
      tokens: 35,
    });
  });

  it("a critical user has a seat whatever it costs", () => {
    expect(cover({ use: light, people: { "ann@x": { critical: true } } })?.recommended.seats).toEqual([
      "AutoCAD",
    ]);
  });

  it("an exception keeps what there is, until its date", () => {
    const away = { exception: "parental leave", exceptionUntil: day("2026-12-31") };
    const over = { exception: "parental leave", exceptionUntil: day("2026-10-30") };
    const others = daysOfUse("bob@x", "AutoCAD", "2026-10-01", 5, "seat");
    expect(cover({ use: others, seats: holding, people: { "ann@x": away } })?.recommended.seats).toEqual([
      "AutoCAD",
    ]);
    expect(cover({ use: others, seats: holding, people: { "ann@x": over } })?.recommended.seats).toEqual([]);
  });

  it("a product that is not on Flex gets a seat", () => {
    const rates: Rate[] = [
      { product: "AutoCAD", tokensPerDay: rate(7), flexEligible: false, reference: "test" },
    ];
    const ann = cover({ use: light, rest: { rates } });
    expect(ann?.recommended.seats).toEqual(["AutoCAD"]);
    expect(ann?.reasons).toContain("AutoCAD is not available on Flex.");
  });

  it("a leaver costs nothing next year, and counts in the history", () => {
    const gone = analysed({
      use: daysOfUse("ann@x", "AutoCAD", "2026-02-01", 20, "tokens", 7),
      people: { "ann@x": { inactive: true } },
    });
    expect(gone.users[0]).toMatchObject({ leaver: true, recommended: { seats: [], tokens: 0 } });
    expect(gone.consumption.year).toBe(140);
  });

  it("somebody unassigned everywhere has left, unless tokens were used since", () => {
    const taken: NonNullable<Given["seats"]> = [["ann@x", "AutoCAD", "2024-01-01", "2026-06-30"]];
    const before = daysOfUse("ann@x", "AutoCAD", "2026-05-01", 20, "seat");
    const since = daysOfUse("ann@x", "AutoCAD", "2026-08-01", 3, "tokens", 7);
    expect(cover({ use: before, seats: taken })?.leaver).toBe(true);
    expect(cover({ use: [...before, ...since], seats: taken })?.leaver).toBe(false);
  });
});

describe("observed time (DOMAIN §4, §13)", () => {
  const autocadDays = (given: Given) => analysed(given).users.find((one) => one.user === "ann@x");

  it("a joiner is observed from the assignment on: 20 days in 73 are 100 a year", () => {
    const joined = day("2026-10-31") - 72;
    const ann = autocadDays({
      use: daysOfUse("ann@x", "AutoCAD", isoDay((joined + 3) as DayNumber), 20, "seat"),
      seats: [["ann@x", "AutoCAD", isoDay(joined as DayNumber)]],
    });
    expect(ann?.products[0]?.days).toBeCloseTo(100, 9);
    expect(ann?.confidence).toBe("low");
    expect(ann?.daysPerMonth).toBeCloseTo(20 / (73 / 30.4375), 9);
  });

  it("first use is never taken for joining, and use before the assignment shows that the user was there", () => {
    const late = daysOfUse("ann@x", "AutoCAD", "2026-09-01", 20, "seat");
    expect(autocadDays({ use: late })?.products[0]?.days).toBe(20);
    const early = daysOfUse("ann@x", "AutoCAD", "2026-03-01", 1, "tokens", 7);
    const ann = autocadDays({ use: [...early, ...late], seats: [["ann@x", "AutoCAD", "2026-08-19"]] });
    expect(ann?.products[0]?.days).toBe(21);
    expect(ann?.confidence).toBe("full year");
  });

  it("less than a year is taken to a year, and under 90 days is low confidence", () => {
    const use = (first: string): Estate =>
      estateOf({
        use: [
          ...daysOfUse("ann@x", "AutoCAD", first, 1, "tokens", 7),
          ["ann@x", "AutoCAD", "2026-10-31", "tokens", 7],
        ],
        period: [first, "2026-10-31"],
      });
    const half = analyse(use("2026-06-09"), AS_OF, defaultAssumptions());
    expect(half.users[0]?.products[0]?.onFlex).toBeCloseTo((14 * 365) / 145, 9);
    expect(half.users[0]?.confidence).toBe("annualised");
    expect(analyse(use("2026-08-04"), AS_OF, defaultAssumptions()).users[0]?.confidence).toBe("low");
  });

  it("a Usage Report's days are taken from its own period, and without one nothing is guessed", () => {
    const reported = (period: object) =>
      analysed(
        {
          people: { "ann@x": {} },
          use: [["", "Revit", "2026-10-31", "tokens", 0]],
          rest: {
            reportedUse: [
              {
                person: 0,
                product: 0,
                access: 1,
                daysUsed: days(23),
                origin: { source: 0, row: 2 },
                ...period,
              },
            ],
          },
        },
        {},
      );
    const known = reported({ from: day("2026-08-01"), to: day("2026-10-31") });
    expect(known.users[0]?.products[0]?.days).toBeCloseTo((23 * 365) / 92, 9);
    const unknown = reported({});
    expect(unknown.users[0]?.products[0]).toMatchObject({
      days: null,
      onFlex: null,
      basis: "period unknown",
    });
    expect(unknown.issues.map(({ code }) => code)).toContain("period-unknown");
  });
});

describe("contracts", () => {
  const many = (n: number): NonNullable<Given["seats"]> =>
    Array.from({ length: n }, (_, i) => [`u${i}@x`, "AutoCAD", "2024-01-01"] as const);
  const contract = (terms: object): Partial<Estate> => ({
    contracts: [
      {
        contract: "C1",
        start: day("2024-01-01"),
        end: day("2026-12-31"),
        origin: { source: 0, row: 2 },
        ...terms,
      },
    ],
  });
  // One of twenty holders is seen, which the exports must be known to be complete for.
  const COMPLETE = { exportsComplete: "yes" } as const;
  const given = (terms: object): Given => ({
    use: daysOfUse("u0@x", "AutoCAD", "2026-01-01", 300, "seat"),
    seats: many(20),
    bought: [["AutoCAD", 20, 2000, "C1", "2026-12-31"]],
    rest: contract(terms),
  });

  it("a cap lets 20 % go a year, and more in later years", () => {
    const { trueDowns } = analysed(given({ trueDownCap: fraction(0.2), noticeDays: days(45) }), COMPLETE);
    expect(trueDowns[0]).toMatchObject({ droppable: 4, saving: 8000, path: [16, 13, 11] });
    expect(trueDowns[0]?.noticeDeadline).toBe(day("2026-11-16"));
  });

  it("a floor is paid for in every scenario, needed or not", () => {
    const { scenarios, trueDowns } = analysed(given({ floor: seats(15) }), COMPLETE);
    expect(trueDowns[0]?.droppable).toBe(5);
    expect(scenarios.map(({ years }) => years[0]?.seats)).toEqual([20, 20, 15, 15, 15, 15, 15]);
  });

  it("a floor over two offerings is kept on the cheaper seats", () => {
    const { scenarios } = analysed({
      use: daysOfUse("u0@x", "AutoCAD", "2026-01-01", 300, "seat"),
      seats: many(1),
      bought: [
        ["AutoCAD", 10, 2000, "C1", "2026-12-31"],
        ["Revit", 10, 3000, "C1", "2026-12-31"],
      ],
      rest: contract({ floor: seats(8) }),
    });
    expect(scenarios.at(-1)?.lines).toEqual([
      expect.objectContaining({ offering: "AutoCAD", seats: [8, 8, 8], unitPrice: 2000 }),
    ]);
  });

  it("seats assigned beyond those bought are a true-up, flagged only above 2", () => {
    const bought = (n: number): Given => ({
      ...given({}),
      bought: [["AutoCAD", n, 2000, null, null, "2026-01-01"]],
      use: many(20).flatMap(([p]) => daysOfUse(p, "AutoCAD", "2026-12-01", 20, "seat")),
      seats: many(20).map(([p, o]) => [p, o, "2026-05-01"] as const),
    });
    const over = (n: number) => analysed(bought(n)).reconciliations[0];
    const months = (AS_OF - day("2026-05-01")) / 30.4375;
    expect(over(19)).toMatchObject({ variance: 1, flagged: false });
    expect(over(19)?.trueUpCost).toBeCloseTo((2000 * months) / 12, 6);
    expect(over(17)).toMatchObject({ variance: 3, flagged: true });
  });
});

describe("assumptions", () => {
  it("growth and joiners raise seats and tokens alike, once", () => {
    const grown = analysed(OFFICE, { growth: fraction(0.5), plannedJoiners: 3 }).scenarios.at(-1);
    // Three people with use, three joiners: twice 890 tokens and twice one seat of each; then × 1.5 in year 1.
    expect(grown?.pools[0]?.needed[0]).toBe(1780);
    expect(grown?.years[0]).toMatchObject({ seats: 6, tokens: 3000 });
    expect(grown?.years[1]).toMatchObject({ seats: 10 });
  });

  it("prices rise from year 2 on", () => {
    const years = analysed(OFFICE, { seatUplift: fraction(0.1), tokenUplift: fraction(0.2) }).scenarios[0]
      ?.years;
    expect(years?.map(({ cost }) => cost)).toEqual([
      9600 + 3300,
      expect.closeTo(9600 * 1.1 + 3300 * 1.2, 6),
      expect.closeTo(9600 * 1.21 + 3300 * 1.44, 6),
    ]);
  });

  it("default prices are dollars: in another currency only what is given or paid is known", () => {
    const offers: Offer[] = [
      { offering: "AutoCAD", pricePerYear: rate(1900), covers: [], reference: "quote" },
    ];
    const tokenTiers = [{ minimum: tokens(0), unitPrice: rate<never, never>(2.7), reference: "quote" }];
    const { offers: list } = analysed({ ...OFFICE, rest: { offers, tokenTiers } }, { currency: "EUR" });
    expect(
      list.filter(({ pricePerYear }) => pricePerYear !== undefined).map(({ offering }) => offering),
    ).toEqual(["AEC Collection", "AutoCAD"]);
  });

  it("packs are what as is goes on buying, at what they cost, by the days of their term in the last twelve months", () => {
    const pack = (iso: string, n: number, price: number) => ({
      purchased: day(iso),
      tokens: tokens(n),
      price: price as never,
      origin: { source: 0, row: 2 },
    });
    const { scenarios } = analysed({
      ...OFFICE,
      rest: {
        // All 365 days of the second; of the first none is left, and of the third 184 of 365.
        packs: [pack("2024-10-31", 9000, 1), pack("2025-11-01", 1000, 2800), pack("2026-05-01", 730, 2190)],
      },
    });
    expect(scenarios[0]?.years[0]).toMatchObject({ tokens: 1368, cost: 9600 + 2800 + 1104 });
  });

  it("chooses covers at the tier that makes the year cheapest", () => {
    const tokenTiers = [
      { minimum: tokens(0), unitPrice: rate<never, never>(3), reference: "quote" },
      { minimum: tokens(3000), unitPrice: rate<never, never>(0.5), reference: "quote" },
    ];
    const { scenarios, tokenPrice } = analysed({ ...OFFICE, rest: { tokenTiers } });
    // At 0.55 everybody is cheapest on Flex: 3,660 tokens, bought as 4,100 at 0.50.
    expect(tokenPrice).toBe(0.5);
    expect(scenarios.at(-1)?.years[0]).toMatchObject({ seats: 0, tokens: 4100, cost: 2050 });
  });
});

describe("any estate", () => {
  const row: fc.Arbitrary<UseRow> = fc.tuple(
    fc.constantFrom("ann@x", "bob@x", "cy@x", ""),
    fc.constantFrom("Revit", "AutoCAD", "Vault"),
    fc.integer({ min: AS_OF - 500, max: AS_OF }).map((n) => isoDay(n as DayNumber)),
    fc.constantFrom("seat" as const, "tokens" as const),
    fc.constantFrom(null, 0, 7),
  );
  const held = fc.subarray([
    ["ann@x", "AutoCAD"],
    ["bob@x", "AEC Collection"],
    ["cy@x", "Revit", "2026-08-01"],
  ] as const);

  it("gives the same answer whatever the order of its rows, and no cover dearer than its rivals", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), held, (use, seatsHeld) => {
        const people = { "ann@x": {}, "bob@x": {}, "cy@x": {} };
        const given: Given = { use, people, seats: seatsHeld, bought: [["AutoCAD", 2, 2000]] };
        const a = analysed(given);
        const b = analysed({ ...given, use: [...use].reverse() });
        expect({ ...b, estate: null, issues: null }).toEqual({ ...a, estate: null, issues: null });
        // Holders whose use the exports may leave out keep what they have, whatever it costs.
        if (a.coverage.notCovered.size > 0) return;
        for (const one of a.users) {
          if (one.leaver || one.cost === null || one.products.length === 0) continue;
          if (one.reasons.some((reason) => reason.includes("keeps today's cover"))) continue;
          if (one.flexCost !== null) expect(one.cost).toBeLessThanOrEqual(one.flexCost + 1e-6);
          if (one.seatCost !== null) expect(one.cost).toBeLessThanOrEqual(one.seatCost + 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });
});
