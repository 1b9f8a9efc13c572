import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../src/engine/assumptions";
import { Access, type Rate, type ReportedUse, type TokenPack } from "../../src/engine/estate/estate";
import { days, fraction, money, tokens } from "../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "./estate-of";

const analysed = (given: Given, changed: Partial<Assumptions> = {}) =>
  analyse(estateOf({ period: ["2026-01-01", "2026-12-31"], ...given }), day("2026-12-31"), {
    ...defaultAssumptions(),
    ...changed,
  });
const use = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 20, "tokens", 7);
const pack = (n: number, price: number | null, more: Partial<TokenPack> = {}): TokenPack => ({
  purchased: day("2026-03-01"),
  tokens: tokens(n),
  ...(price === null ? {} : { price: money(price) }),
  origin: { source: 0, row: 2 },
  ...more,
});

describe("the tokens of as is", () => {
  const asIs = (packs: readonly TokenPack[], given: Given = {}, changed: Partial<Assumptions> = {}) =>
    analysed({ use, rest: { packs }, ...given }, changed).asIs.years[0];

  it("are those used where no Token packs table says, by the pool rule at the list price", () => {
    // 140 × 1.1 = 154, in packs of 100
    expect(asIs([])).toMatchObject({ tokens: 200, tokenPrice: 3, cost: 600 });
  });

  it("are those of the packs of a year, at what was paid for them", () => {
    expect(asIs([pack(1000, 2000), pack(500, 1750)])).toMatchObject({
      tokens: 1500,
      tokenPrice: 2.5,
      cost: 3750,
    });
    expect(asIs([pack(1000, 2000), pack(500, 9, { purchased: day("2024-12-31") })])).toMatchObject({
      tokens: 1000,
      tokenPrice: 2,
    });
  });

  it("of a pack of two years are half of it", () => {
    const twoYears = { purchased: day("2026-01-01"), ends: day("2028-01-01") };
    expect(asIs([pack(1460, 2920, twoYears)])).toMatchObject({ tokens: 730, tokenPrice: 2 });
  });

  it("are at the list price where any pack does not say what it cost", () => {
    expect(asIs([pack(1000, 2000), pack(500, null)])).toMatchObject({ tokens: 1500, tokenPrice: 3 });
  });

  it("are fewer by the days since the last pack ended, and none after a year", () => {
    // Of 365 days from 2025-06-01, 151 are in 2026.
    expect(asIs([pack(730, 1460, { purchased: day("2025-06-01") })])).toMatchObject({ tokens: 302 });
    expect(asIs([pack(1000, 2000, { purchased: day("2024-12-31") })])).toMatchObject({ tokens: 0, cost: 0 });
  });

  it("grow with the joiners, and are the same in every year", () => {
    const { asIs: grown } = analysed(
      { use, rest: { packs: [pack(1000, 2000)] } },
      { plannedJoiners: 1, years: 2 },
    );
    expect(grown.years.map((one) => one.tokens)).toEqual([2000, 2000]);
  });
});

describe("what is not known of today", () => {
  const leftOut = (given: Given) => analysed(given).asIs.leftOut.join("; ");
  const report = (more: Partial<ReportedUse>): Given => ({
    people: { "ann@x": {} },
    rest: {
      products: ["AutoCAD"],
      reportedUse: [
        {
          person: 0,
          product: 0,
          access: Access.tokens,
          daysUsed: days(5),
          origin: { source: 0, row: 2 },
          ...more,
        },
      ],
    },
  });

  it("are the seats that are used, where neither table names any", () => {
    const onSeats = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 20, "seat");
    expect(leftOut({ use: onSeats })).toContain("seats held today");
    expect(leftOut({ use: onSeats, seats: [["ann@x", "AutoCAD"]] })).toBe("");
    expect(leftOut({ use: onSeats, bought: [["AutoCAD", 1, 1000]] })).toBe("");
    expect(leftOut({ use })).toBe("");
  });

  it("are the tokens of a report of unknown period, unless packs tell", () => {
    expect(leftOut(report({}))).toContain("unknown period");
    expect(leftOut(report({ from: day("2026-01-01"), to: day("2026-12-31") }))).toBe("");
    const packed = report({});
    expect(leftOut({ ...packed, rest: { ...packed.rest, packs: [pack(100, 300)] } })).not.toContain("period");
    expect(leftOut(report({ access: Access.seat }))).not.toContain("tokens of");
  });

  it("are tokens of unknown rate, unless packs tell", () => {
    const rates: Rate[] = [{ product: "AutoCAD", flexEligible: true, reference: "test" }];
    const blank = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 20);
    expect(leftOut({ use: blank, rest: { rates } })).toContain("tokens drawn for AutoCAD");
    expect(leftOut({ use: blank, rest: { rates, packs: [pack(100, 300)] } })).not.toContain(
      "AutoCAD, whose rate",
    );
  });
});

describe("seats bought", () => {
  const held: Given["seats"] = [
    ["ann@x", "AutoCAD"],
    ["bob@x", "AutoCAD"],
  ];

  it("are those assigned where no Subscriptions table says, droppable without floor, notice or fee that stays", () => {
    const [autocad] = analysed({ use, seats: held }).trueDowns;
    expect(autocad).toMatchObject({
      offering: "AutoCAD",
      contract: null,
      bought: 2,
      price: 2030,
      renewal: null,
      noticeDeadline: null,
      autoRenews: false,
      droppable: 1,
      saving: 2030,
    });
    expect(analysed({ use, seats: held }).asIs.years[0]).toMatchObject({ seats: 2 });
    expect(analysed({ use, seats: held }, { trueDownCap: fraction(0) }).trueDowns[0]?.droppable).toBe(0);
  });

  it("are none where the Subscriptions table has no running line", () => {
    const over: Given["bought"] = [["AutoCAD", 2, 1000, "C1", "2026-12-30"]];
    expect(analysed({ use, seats: held, bought: over }).trueDowns).toEqual([]);
  });
});

describe("whose cover is not chosen by cost", () => {
  const cover = (given: Given, changed: Partial<Assumptions> = {}) =>
    analysed(
      {
        seats: [["ann@x", "AutoCAD", "2025-01-01"]],
        ...given,
        use: [...(given.use ?? []), ["bob@x", "Maya", "2026-12-01", "tokens", 6]],
      },
      changed,
    ).users[0]?.recommended.seats;

  it("an excepted user keeps the seat until the exception's date: on it, not on the day after", () => {
    const until = (iso: string) =>
      cover({ people: { "ann@x": { exception: "leave", exceptionUntil: day(iso) } } });
    expect([until("2026-12-30"), until("2026-12-31"), until("2027-01-01")]).toEqual([
      [],
      ["AutoCAD"],
      ["AutoCAD"],
    ]);
  });

  it("a critical user keeps the seat; a leaver keeps nothing, critical or excepted", () => {
    expect(cover({ people: { "ann@x": { critical: true } } })).toEqual(["AutoCAD"]);
    expect(cover({ people: { "ann@x": { critical: true, inactive: true } } })).toEqual([]);
    expect(cover({ people: { "ann@x": { exception: "leave", inactive: true } } })).toEqual([]);
  });

  it("a user of a segment that keeps what it has keeps the seat", () => {
    expect(cover({}, { keptSegments: "Rare; Dormant" })).toEqual(["AutoCAD"]);
    expect(cover({}, { keptSegments: "Rare; Power" })).toEqual([]);
  });
});
