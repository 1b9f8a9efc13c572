import {
  covers,
  isPriced,
  PAID,
  priceList,
  seatTiers,
  withDefaultCovers,
  type PricedOffer,
} from "../../../src/engine/estate/offers";
import { DEFAULT_OFFERS, DEFAULT_RATES, DEFAULT_TOKEN_TIERS } from "../../../src/engine/estate/list-prices";
import { allRates, flexEligible, rateBook, rateOn, tokensPerDay } from "../../../src/engine/estate/rates";
import type { Offer, Rate } from "../../../src/engine/estate/estate";
import { rate, seats } from "../../../src/engine/units";
import { day } from "../estate-of";

const offer = (offering: string, price?: number, more: Partial<Offer> = {}): Offer => ({
  offering,
  covers: [],
  reference: "quote",
  ...(price === undefined ? {} : { pricePerYear: rate(price) }),
  ...more,
});

describe("the price list at the renewal", () => {
  const list = (given: readonly Offer[], defaults: readonly Offer[], paid: Record<string, number> = {}) =>
    priceList(given, defaults, new Map(Object.entries(paid).map(([name, n]) => [name, rate(n)]))).map(
      (one) => [one.offering, one.pricePerYear, one.reference],
    );

  it("is a quote, else what is paid, else the default, in order of name", () => {
    const defaults = [
      offer("Maya", 300, { reference: "list" }),
      offer("AutoCAD", 2030, { reference: "list" }),
    ];
    expect(list([offer("Revit", 2500)], defaults, { Maya: 250, Revit: 2000, Vault: 90 })).toEqual([
      ["AutoCAD", 2030, "list"],
      ["Maya", 250, PAID],
      ["Revit", 2500, "quote"],
      ["Vault", 90, PAID],
    ]);
  });

  it("leaves a quote without a price at what is paid, or unknown: the default does not speak for it", () => {
    expect(list([offer("Maya")], [offer("Maya", 300)], { Maya: 250 })).toEqual([["Maya", 250, PAID]]);
    expect(list([offer("Maya")], [offer("Maya", 300)])).toEqual([["Maya", undefined, "quote"]]);
  });

  it("takes the price of many for few where neither the default nor a line says another", () => {
    const volume = [{ minimum: seats(50), unitPrice: rate<never, never>(150) }];
    expect(list([offer("Maya", undefined, { volume })], [])).toEqual([["Maya", 150, "quote"]]);
    expect(list([offer("Maya", undefined, { volume })], [offer("Vault", 9), offer("Maya", 300)])[0]).toEqual([
      "Maya",
      300,
      "quote",
    ]);
  });

  it("prices seats by number: the first price from one seat on, then the volume prices", () => {
    const priced = offer("Maya", 300, { volume: [{ minimum: seats(50), unitPrice: rate(150) }] });
    expect(seatTiers(priced as PricedOffer)).toEqual([
      { minimum: 0, unitPrice: 300 },
      { minimum: 50, unitPrice: 150 },
    ]);
    expect(seatTiers(offer("Maya", 300) as PricedOffer)).toHaveLength(1);
    expect([isPriced(offer("Maya", 0)), isPriced(offer("Maya"))]).toEqual([true, false]);
  });
});

describe("what a seat covers", () => {
  it("is its own product and its list", () => {
    const suite = offer("Suite", 1, { covers: ["Revit"] });
    expect(["Suite", "Revit", "Maya"].map((product) => covers(suite, product))).toEqual([true, true, false]);
  });

  it("is the default's list where a quote of the same name gives none", () => {
    const defaults = [offer("Other", 1, { covers: ["Maya"] }), offer("Suite", 1, { covers: ["Revit"] })];
    const given = [offer("Suite", 2), offer("Suite", 3, { covers: ["Vault"] }), offer("Vault", 4)];
    expect(withDefaultCovers(given, defaults).map((one) => one.covers)).toEqual([["Revit"], ["Vault"], []]);
  });
});

describe("the list prices (DOMAIN §3)", () => {
  it("are those of the vendor and resellers: tokens a day, a year's seat, a token", () => {
    expect(DEFAULT_RATES.map((one) => [one.product, one.tokensPerDay, one.flexEligible])).toEqual([
      ["AutoCAD", 7, true],
      ["Revit", 10, true],
      ["3ds Max", 6, true],
      ["Maya", 6, true],
      ["Mudbox", 1, true],
    ]);
    expect(DEFAULT_OFFERS.map((one) => [one.offering, one.pricePerYear])).toEqual([
      ["AEC Collection", 3675],
      ["Revit", 2985],
      ["AutoCAD", 2030],
      ["AutoCAD LT", 505],
    ]);
    expect(DEFAULT_TOKEN_TIERS.map((one) => [one.minimum, one.unitPrice])).toEqual([[0, 3]]);
    expect(
      [...DEFAULT_RATES, ...DEFAULT_OFFERS, ...DEFAULT_TOKEN_TIERS].filter((one) => !one.reference),
    ).toEqual([]);
  });

  it("know the products of the AEC Collection, and single products cover themselves", () => {
    expect(DEFAULT_OFFERS[0]?.covers).toEqual(
      expect.arrayContaining(["AutoCAD", "Revit", "Civil 3D", "InfraWorks", "3ds Max", "ReCap Pro"]),
    );
    expect(DEFAULT_OFFERS[0]?.covers.filter((name) => name.startsWith("Navisworks "))).toHaveLength(2);
    expect(DEFAULT_OFFERS.slice(1).every((one) => one.covers.length === 0)).toBe(true);
  });
});

describe("the rate of a day", () => {
  const row = (tokens: number | null, from?: string, flexEligible = true): Rate => ({
    product: "Revit",
    flexEligible,
    reference: "test",
    ...(tokens === null ? {} : { tokensPerDay: rate(tokens) }),
    ...(from === undefined ? {} : { from: day(from) }),
  });

  it("is that of the last row that has begun, however the rows stand: the day before, on and after", () => {
    const book = rateBook([row(12, "2026-09-01"), row(9), row(11, "2026-07-01")], [row(10)]);
    const on = (iso: string) => tokensPerDay(book, "Revit", day(iso));
    expect(["2026-06-30", "2026-07-01", "2026-07-02"].map(on)).toEqual([9, 11, 11]);
    expect(["2026-08-31", "2026-09-01", "2026-09-02"].map(on)).toEqual([11, 12, 12]);
  });

  it("stands in the list of all rates in order of product, then of date", () => {
    const maya: Rate = { ...row(6), product: "Maya" };
    const book = rateBook([row(12, "2026-09-01"), row(9), row(11, "2026-07-01")], [maya]);
    expect(allRates(book).map((one) => one.tokensPerDay)).toEqual([6, 9, 11, 12]);
  });

  it("is unknown before the first row begins, and the default does not fill in", () => {
    const book = rateBook([row(11, "2026-07-01", false)], [row(10)]);
    expect(rateOn(book, "Revit", day("2026-06-30"))).toBeUndefined();
    expect(flexEligible(book, "Revit", day("2026-06-30"))).toBe(true);
    expect(flexEligible(book, "Revit", day("2026-07-01"))).toBe(false);
  });
});
