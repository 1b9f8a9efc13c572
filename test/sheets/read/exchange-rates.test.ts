import fc from "fast-check";
import { ExchangeRates } from "../../../src/sheets/read/exchange-rates";
import { runAnalysis } from "../../../src/sheets/run";
import { settingsOf } from "../../../src/sheets/report/settings";
import { brief, day, LATEST, readSheets, sheetsOf, table } from "./sheets-of";

const RATES = `From currency,To currency,Rate,As of,Source
  EUR,USD,1.05,2026-01-01,
  EUR,USD,1.1,2026-10-01,the bank
  USD,GBP,0.8,2026-10-01,`;

const MIXED = {
  Offers: table(`Offering,Price per year,List price,Currency
    Revit,2985,,USD
    AutoCAD,2000,2100,USD
    Civil 3D,2000,2200,EUR`),
  Subscriptions: table(`Offering,Seats,Contract,Unit price,Currency
    Revit,4,C1,1600,GBP`),
};

const pricesOf = async (rates: string, sheets: Parameters<typeof readSheets>[0] = MIXED) => {
  const { estate, issues, currency } = await readSheets({ ...sheets, "Exchange rates": table(rates) });
  return {
    currency,
    civil: estate.offers.find(({ offering }) => offering === "Civil 3D")?.pricePerYear,
    paid: estate.subscriptions[0]?.unitPrice,
    codes: brief(issues).map(([code]) => code),
    issues,
    conversions: estate.conversions,
  };
};

describe("Exchange rates", () => {
  it("convert every price in another currency, by the newest rate, also turned round", async () => {
    const { civil, paid, currency, issues, codes, conversions } = await pricesOf(RATES);
    // 2,000 × 1.1; 1,600 ÷ 0.8.
    expect([civil, paid]).toEqual([2200, 2000]);
    expect(currency).toBe("USD");
    expect(codes).toEqual(["converted-prices", "converted-prices"]);
    expect(issues.map(({ message }) => message)).toEqual([
      "The prices of 1 row in EUR were converted: 1 EUR is 1.1 USD (the bank; as of 2026-10-01).",
      "The prices of 1 row in GBP were converted: 1 GBP is 1.25 USD (input.xlsx, Exchange rates; as of 2026-10-01).",
    ]);
    expect(conversions.map(({ from, to, rows, rate }) => [from, to, rows, rate?.rate])).toEqual([
      ["EUR", "USD", 1, 1.1],
      ["GBP", "USD", 1, 1.25],
    ]);
  });

  it("go through a third currency where all rates are against one", async () => {
    const { paid, issues } = await pricesOf(`From currency,To currency,Rate,As of
      EUR,USD,1.1,2026-10-01
      EUR,GBP,0.88,2026-09-01`);
    // 1,600 GBP are 1,818.18 EUR, which are 2,000 USD.
    expect(paid).toBeCloseTo(2000, 9);
    expect(issues.at(-1)?.message).toContain("through EUR; as of 2026-09-01");
  });

  it("leave unknown what no rate converts, and name the rows", async () => {
    const { civil, paid, codes, conversions } = await pricesOf(`From currency,To currency,Rate,As of
      EUR,USD,1.1,2026-10-01`);
    expect([civil, paid]).toEqual([2200, undefined]);
    expect(codes).toEqual(["other-currency", "converted-prices"]);
    expect(conversions.at(-1)).toEqual({ from: "GBP", to: "USD", rows: 1, rate: null });
  });

  it.each([
    ["the newest rate cannot be read", "EUR,USD,1.1 ?,2026-10-01"],
    ["the newest rate is 0", "EUR,USD,0,2026-10-01"],
    ["the newest rate is blank", "EUR,USD,,2026-10-01"],
    ["a day cannot be read", "EUR,USD,1.1,soon"],
    ["a row names no currency", "dollars,EUR,1.1,2025-10-01"],
    ["a row names one currency", "EUR,,1.1,2025-10-01"],
    ["a row names a sign that several share", "EUR,$,1.1,2025-10-01"],
  ])("are unknown where %s: an older one is not used in its place", async (_, row) => {
    const { civil, codes } = await pricesOf(`From currency,To currency,Rate,As of
      EUR,USD,1.05,2026-01-01
      ${row}`);
    expect(civil).toBeUndefined();
    expect(codes).toContain("other-currency");
  });

  it("are used where only an older row cannot be read", async () => {
    const { civil } = await pricesOf(`From currency,To currency,Rate,As of
      EUR,USD,?,2026-01-01
      EUR,USD,1.1,2026-10-01`);
    expect(civil).toBe(2200);
  });

  it("of one day that differ: the first counts, and the other is named, in whichever direction it stands", async () => {
    const { civil, codes } = await pricesOf(`From currency,To currency,Rate,As of
      EUR,USD,1.1,2026-10-01
      USD,EUR,0.5,2026-10-01`);
    expect(civil).toBe(2200);
    expect(codes).toContain("doubled-entry");
  });

  it("do not convert a dollar sign, which may be of several countries", async () => {
    const { paid } = await pricesOf(RATES, {
      Offers: table("Offering,Price per year,Currency\nRevit,2985,EUR"),
      Subscriptions: table("Offering,Seats,Contract,Unit price\nRevit,4,C1,$ 1600"),
    });
    expect(paid).toBeUndefined();
  });
});

describe("a rate set by name", () => {
  const readers = [sheetsOf({ ...MIXED, "Exchange rates": table(RATES) })];
  const options = { today: LATEST, asOf: LATEST };

  it("replaces the table's, stands in the Assumptions, and may be of the other direction", async () => {
    for (const set of [
      { name: "Exchange rate: EUR to USD", value: "1.25" },
      { name: "exchange rate: usd to eur", value: "0.8" },
    ]) {
      const run = await runAnalysis(readers, { ...options, set: [set] });
      expect(run.analysis.estate.offers.find(({ offering }) => offering === "Civil 3D")?.pricePerYear).toBe(
        2500,
      );
      expect(
        settingsOf({ ...run, dateSystem: 1900 }).filter(({ name }) => name.startsWith("Exchange")),
      ).toMatchObject([
        { name: "Exchange rate: EUR to USD", value: 1.25, source: "set by the analyst" },
        { name: "Exchange rate: GBP to USD", value: 1.25 },
      ]);
    }
  });

  it("is asked for where it is missing, and refused where it is no rate", async () => {
    const run = await runAnalysis([sheetsOf(MIXED)], { ...options, set: [] });
    expect(
      settingsOf({ ...run, dateSystem: 1900 }).filter(({ name }) => name.startsWith("Exchange")),
    ).toMatchObject([
      { name: "Exchange rate: EUR to USD", value: null, source: "not known: type it, and run again" },
      { name: "Exchange rate: GBP to USD", value: null },
    ]);
    for (const value of ["0", "abc", "-1"])
      await expect(
        runAnalysis(readers, { ...options, set: [{ name: "Exchange rate: EUR to USD", value }] }),
      ).rejects.toThrow(/Exchange rate: EUR to USD/);
  });
});

it("a price that goes to another currency and back is the price, whatever the direction of the rate", () => {
  const positive = fc.double({ min: 1e-4, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (rate, price) => {
      const rates = new ExchangeRates();
      rates.add({ from: "EUR", to: "USD", rate, asOf: day("2026-01-01"), reference: "bank" });
      const there = rates.between("EUR", "USD")!.rate;
      const back = rates.between("USD", "EUR")!.rate;
      expect((price * there * back) / price).toBeCloseTo(1, 9);
    }),
  );
});
