import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import { addDays } from "../../../src/engine/calendar";
import type { KnownPack } from "../../../src/engine/pool/known-supply";
import { ONE_TOP_UP, supplyWith } from "./pool-input";
import type { PoolTerms } from "../../../src/engine/pool/pool-spend";
import { purchasePlanOf } from "../../../src/engine/pool/purchase-plan";
import { purchaseTexts } from "../../../src/engine/pool/purchase-texts";
import { outcomeOf } from "../../../src/engine/pool/pool-spend";
import {
  days,
  fraction,
  money,
  rate,
  tokens,
  type MonthNumber,
  type Tokens,
} from "../../../src/engine/units";
import { monthOf } from "../../../src/engine/calendar";
import { day } from "../estate-of";

const tier = (minimum: number, unitPrice: number) => ({
  minimum: tokens(minimum),
  unitPrice: rate<never, Tokens>(unitPrice),
});

const TERMS: PoolTerms = {
  tiers: [tier(0, 3), tier(5000, 2.8)],
  tierKind: "all units",
  packSize: tokens(100),
  smallest: tokens(0),
  left: tokens(2000),
  supply: supplyWith(tokens(2000)),
  topUp: { tokens: tokens(100), price: rate(3) },
  lockOut: { days: days(5), each: ONE_TOP_UP, price: null, isRefused: false, perUserDay: rate(7) },
};

/** Every month draws 1,000, at most 1,500 in eight of ten years. */
const USE = { levels: Array.from({ length: 200 }, () => tokens(12_000)) };

const planOf = (
  order: number,
  terms: Partial<PoolTerms> = {},
  assumed: Partial<Assumptions> = {},
  asOf = "2026-10-31",
  toCome: readonly KnownPack[] = [],
) =>
  purchasePlanOf({
    asOf: day(asOf),
    assumptions: { ...defaultAssumptions(), ...assumed },
    forecast: {
      basis: 24,
      errors: { spread: tokens(390), freedom: 20 },
      months: Array.from({ length: 12 }, (_, i) => ({
        month: (monthOf(day(asOf)) + 1 + i) as MonthNumber,
        expected: tokens(1000),
        likely: { low: tokens(500), high: tokens(1500) },
        wide: { low: tokens(300), high: tokens(1700) },
      })),
    },
    use: USE,
    terms: { ...TERMS, ...terms },
    known: [...leftNow(terms.left ?? TERMS.left, asOf), ...toCome],
    order: tokens(order),
  });

/** A pack bought long ago that ends after the coming year. */
const leftNow = (left: Tokens, asOf: string): KnownPack[] =>
  left === 0
    ? []
    : [{ purchased: day("2026-01-01"), lastDay: addDays(day(asOf), 800), tokens: left, isToCome: false }];

const dates = (plan: ReturnType<typeof planOf>): string[] =>
  plan.purchases.map(({ orderBy }) => isoDay(orderBy));

describe("the purchase plan", () => {
  it("compares no discount where nothing is bought", () => {
    const discounts = { discountInside: fraction(0.05), discountStandalone: fraction(0.02) };
    const lasts = planOf(0, { left: tokens(100_000) }, discounts);
    expect([lasts.purchases, lasts.inside]).toEqual([[], null]);
    expect(planOf(8000, {}, discounts).inside).not.toBeNull();
  });

  it("orders before the tokens end if as much is drawn as in eight of ten years, and a top-up before they end as expected", () => {
    // 2,000 last 1,500 in November and 500 ÷ 1,500 × 31 = 10.3 days of December: the 11th is short, five days before is the 6th.
    // 2,000 + 8,000 are drawn by the end of August; 1 September is short.
    const plan = planOf(8000);
    expect(dates(plan)).toEqual(["2026-12-06", "2027-08-27", "2027-09-26"]);
    expect(plan.purchases[0]).toMatchObject({
      what: "first order",
      tokens: 8000,
      packs: 80,
      price: 2.8,
      cost: 22_400,
      approval: "manager",
      edge: null,
    });
    // A top-up lasts a month; 4,000 more would reach the price of 2.80: 14,000 instead of 3,000.
    expect(plan.purchases[1]).toMatchObject({
      what: "top-up",
      tokens: 1000,
      cost: 3000,
      edge: { more: 4000, costs: 11_000, price: 2.8 },
    });
  });

  it("orders today where nothing is left, and nothing where what is left lasts", () => {
    expect(dates(planOf(12_000, { left: tokens(0) }))).toEqual(["2026-10-31"]);
    expect(planOf(0, { left: tokens(18_000) })).toEqual({ purchases: [], lastQuarter: null, inside: null });
  });

  it("asks a director from the limit on", () => {
    const approvals = (limit: number) =>
      planOf(8000, {}, { approvalLimit: money(limit) }).purchases.map(({ approval }) => approval);
    expect(approvals(22_400)).toEqual(["director", "manager", "manager"]);
    expect(approvals(22_401)).toEqual(["manager", "manager", "manager"]);
  });

  it("takes a stated price for top-ups", () => {
    const plan = planOf(
      8000,
      { topUp: { tokens: tokens(100), price: rate(3.5) } },
      { topUpPrice: rate(3.5) },
    );
    expect(plan.purchases[1]).toMatchObject({ cost: 3500, price: 3.5, edge: null });
  });

  it("uses the vendor's last quarter, from November to January, where that comes before the last day to order", () => {
    expect(planOf(8000).lastQuarter).toEqual({ by: day("2026-12-06"), low: 448, high: 896 });
    // To be ordered by April: the last quarter ended in January.
    expect(planOf(8000, { left: tokens(9000) }).lastQuarter?.by).toBe(day("2027-01-31"));
    expect(planOf(8000, {}, {}, "2027-02-28").lastQuarter).toBeNull();
  });

  it("compares the agreement with buying standalone where both discounts are known", () => {
    // 22,400 + 2 × 3,000 are 28,400: 60 % are 17,040 and 65 % are 18,460.
    const { inside } = planOf(
      8000,
      {},
      { discountInside: fraction(0.4), discountStandalone: fraction(0.35) },
    );
    expect(inside?.inside).toBeCloseTo(17_040, 6);
    expect(inside?.standalone).toBeCloseTo(18_460, 6);
    expect(inside?.saving).toBeCloseTo(1420, 6);
    expect(planOf(8000, {}, { discountInside: fraction(0.4) }).inside).toBeNull();
  });
});

describe("packs that are known to come", () => {
  const pack = (from: string, n: number, to = "2028-12-31"): KnownPack => ({
    purchased: day(from),
    lastDay: day(to),
    tokens: tokens(n),
    isToCome: true,
  });

  it("leave a gap before they come, and top-ups fill no more than it", () => {
    // 2,000 last November and December; 3,000 more to March; from 16 March on come 7,000, which last to the end. The
    // first order lacks 15 days of March: 15 ÷ 31 of 1,000 are 484, in packs 500.
    const plan = planOf(2000, {}, {}, "2026-10-31", [pack("2027-03-16", 9000)]);
    expect(plan.purchases.map(({ what, tokens: n }) => [what, n])).toEqual([
      ["first order", 2000],
      ["top-up", 500],
    ]);
    expect(dates(plan)[1]).toBe("2027-02-24");
  });

  it("need no purchase where they come in time", () => {
    const plan = planOf(0, {}, {}, "2026-10-31", [pack("2026-12-01", 20_000)]);
    expect(plan.purchases).toEqual([]);
  });

  it("are of no use after they end, and cover no day before they come", () => {
    // December's refill of 600 ends with December: 400 are lacking there if nothing is left, and all of November.
    const plan = planOf(0, { left: tokens(0) }, {}, "2026-10-31", [
      pack("2026-12-01", 600, "2026-12-31"),
      pack("2027-01-01", 20_000),
    ]);
    expect(plan.purchases.map(({ tokens: n }) => n)).toEqual([1000, 400]);
  });
});

describe("what is said of the purchase plan", () => {
  const said = (
    order: number,
    isLeftKnown: boolean,
    changed: Partial<Parameters<typeof purchaseTexts>[0]> = {},
  ) =>
    purchaseTexts({
      forecastUse: USE,
      use: USE,
      terms: TERMS,
      isLeftKnown,
      toCome: null,
      buysOften: false,
      curve: [],
      load: 1,
      noSpend: null,
      strategies: [{ strategy: "least spend", ...outcomeOf(USE, TERMS, tokens(order)) }],
      plan: planOf(order, {}, { discountInside: fraction(0.3), discountStandalone: fraction(0.4) }),
      ...changed,
    });

  it("is the first order, its spend and its chance, and the cheaper way to buy", () => {
    // 8,000 at 2.8 and 2,000 more at 3 are 28,400, in every year; standalone is cheaper by 10 % of it.
    expect(said(8000, true)).toEqual([
      "With today's covers buy 8,000 tokens by 2026-12-06 for 22,400, which a manager approves: with top-ups at 3.00 a token, " +
        "this has the least expected spend in the next twelve months, 28,400 (in eight of ten years 28,400 to 28,400, " +
        "lock-outs not counted, as what they cost is unknown), and lasts them with a chance of 0.0 %",
      "Order the 8,000 tokens by 2026-12-06, in the vendor's last quarter, and ask for its discount: it may save 448 to 896",
      "Buy the year's tokens standalone, not inside the agreement: if their prices are list prices, this saves 2,840 " +
        "(19,880 inside, 17,040 standalone)",
    ]);
  });

  it("is that nothing needs to be bought, and nothing where it is unknown what is left", () => {
    const plan = planOf(0, { left: tokens(18_000) });
    expect(said(0, true, { plan })).toEqual([
      "With today's covers no tokens need to be bought in the next twelve months",
    ]);
    expect(said(8000, false)).toEqual([]);
  });

  it("says which tokens to come it counts", () => {
    const toCome = { tokens: tokens(800), from: day("2026-12-01"), to: day("2026-12-01") };
    expect(said(8000, true, { toCome })[0]).toMatch(/; this counts the 800 tokens that come on 2026-12-01$/);
    expect(said(8000, true, { toCome: { ...toCome, to: day("2027-10-01") } })[0]).toMatch(
      /; this counts the 800 tokens that come from 2026-12-01 to 2027-10-01$/,
    );
  });
});
