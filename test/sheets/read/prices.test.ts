import { read } from "../../../src/sheets/read/read";
import { brief, day, kinds, LATEST, readCsv, readSheets, sheetsOf, table } from "./sheets-of";

describe("Rates", () => {
  it("reads our columns; a blank rate is unknown and still says what is eligible", async () => {
    const reading = await readCsv(`Product,Tokens per day,Flex eligible,From,Source,Cheaper alternative
      AutoCAD,7,yes,2026-01-01,Vendor page,AutoCAD LT
      Vault,,no,,,`);
    expect(kinds(reading)).toEqual(["Rates"]);
    expect(reading.estate.rates).toEqual([
      {
        product: "AutoCAD",
        tokensPerDay: 7,
        flexEligible: true,
        from: day("2026-01-01"),
        reference: "Vendor page",
        cheaperAlternative: "AutoCAD LT",
      },
      { product: "Vault", flexEligible: false, reference: "input.csv, csv" },
    ]);
  });

  it("finds two rates of one product and date that contradict each other", async () => {
    const reading = await readCsv(`Product,Tokens per day,From
      AutoCAD,7,
      autocad,8,
      AutoCAD,9,2027-01-01`);
    expect(reading.estate.rates.map(({ tokensPerDay }) => tokensPerDay)).toEqual([7, 9]);
    expect(brief(reading.issues)).toEqual([["entries-differ", 3, undefined]]);
  });
});

describe("Offers", () => {
  it("reads our columns, with what a collection covers and the one currency", async () => {
    const reading = await readCsv(`Offering,Price per year,List price,Covers,New price,Price 3 years,Currency
      AEC Collection,3300,3675,AutoCAD; Revit ;Civil 3D,3600,9900,eur
      AutoCAD,,2030,,,,`);
    expect(kinds(reading)).toEqual(["Offers"]);
    expect(reading.currency).toBe("EUR");
    expect(reading.estate.offers).toEqual([
      {
        offering: "AEC Collection",
        pricePerYear: 3300,
        listPrice: 3675,
        covers: ["AutoCAD", "Revit", "Civil 3D"],
        newPrice: 3600,
        priceThreeYears: 9900,
        reference: "input.csv, csv",
      },
      { offering: "AutoCAD", listPrice: 2030, covers: [], reference: "input.csv, csv" },
    ]);
  });

  it("splits a list at commas where every part is a known name, and asks about any other comma", async () => {
    const reading = await readSheets({
      Offers: [
        ["Offering", "Price per year", "Covers"],
        ["AEC Collection", 3300, "AutoCAD, Revit; Maya"],
        ["PDM Collection", 3000, "Inventor; Rivets, Bolts"],
        ["Suite", 9000, "Architecture, Engineering & Construction Collection; Maya"],
      ],
    });
    expect(reading.estate.offers.map(({ covers }) => covers)).toEqual([
      ["AutoCAD", "Revit", "Maya"],
      ["Inventor", "Rivets, Bolts"],
      ["AEC Collection", "Maya"],
    ]);
    expect(brief(reading.issues)).toEqual([["comma-list", 3, "Covers"]]);
    expect(reading.counts).toMatchObject([{ rows: 3, used: 3 }]);
  });

  it("reads volume prices: rows of one offering with the seats from which they hold, in any order", async () => {
    const reading = await readCsv(`Offering,Minimum seats,Price per year,Covers
      Revit,50,2400,
      Revit,,2700,
      AEC Collection,0,3675,AutoCAD
      Revit,20,2550,Robot
      revit,50,2300,
      Maya,10,,
      Maya,ten,1500,`);
    expect(reading.estate.offers).toEqual([
      { offering: "AEC Collection", pricePerYear: 3675, covers: ["AutoCAD"], reference: "input.csv, csv" },
      {
        offering: "Revit",
        pricePerYear: 2700,
        covers: ["Robot"],
        reference: "input.csv, csv",
        volume: [
          { minimum: 20, unitPrice: 2550 },
          { minimum: 50, unitPrice: 2400 },
        ],
      },
    ]);
    expect(brief(reading.issues)).toEqual([
      ["entries-differ", 6, undefined],
      ["no-volume-price", 7, undefined],
      ["not-a-number", 8, "Minimum seats"],
    ]);
    expect(reading.counts.map(({ rows, used, skipped }) => [rows, used, skipped])).toEqual([[7, 4, 3]]);
  });

  it("reads the price of a month, multiples and the price of a plan", async () => {
    const reading = await readCsv(`Offering,Price per year,Price per month,Multiple of,Plan price per seat
      Revit,2985,380,3,120
      AutoCAD,2030,free,24,0
      Maya,1900,,0,-5`);
    expect(reading.estate.offers).toMatchObject([
      { offering: "AutoCAD", pricePerMonth: 0 },
      { offering: "Maya", pricePerYear: 1900 },
      { offering: "Revit", pricePerMonth: 380, multipleOf: 3, planPrice: 120 },
    ]);
    expect(reading.estate.offers[0]).not.toHaveProperty("multipleOf");
    expect(brief(reading.issues).filter(([, row]) => row === 3)).toEqual([
      ["too-large-multiple", 3, "Multiple of"],
      ["zero-is-unknown", 3, "Plan price per seat"],
    ]);
    expect(brief(reading.issues).filter(([, row]) => row === 4)).toEqual([
      ["multiple-of-zero", 4, "Multiple of"],
      ["negative-number", 4, "Plan price per seat"],
    ]);
  });

  it("takes a new price and a price for three years from the row without Minimum seats only", async () => {
    const reading = await readCsv(`Offering,Minimum seats,Price per year,New price,Price 3 years
      Revit,,2700,3000,
      Revit,50,2400,,7000`);
    expect(reading.estate.offers).toMatchObject([{ offering: "Revit", newPrice: 3000 }]);
    expect(reading.estate.offers[0]).not.toHaveProperty("priceThreeYears");
    expect(brief(reading.issues)).toEqual([["base-row-price", 3, "Price 3 years"]]);
  });

  it("takes the currency of most rows, over all files; other prices, and those without a currency, are unknown", async () => {
    const file = (name: string, lines: string) =>
      sheetsOf({ Offers: table(`Offering,Price per year,Currency\n${lines}`) }, { file: name });
    const reading = await read(
      [file("a.csv", "AutoCAD,1800,USD\nRevit,2500,"), file("b.csv", "Maya,1700,EUR\nInventor,2400,usd")],
      {
        latest: LATEST,
      },
    );
    expect(reading.estate.offers.map(({ offering, pricePerYear }) => [offering, pricePerYear])).toEqual([
      ["AutoCAD", 1800],
      ["Inventor", 2400],
      ["Maya", undefined],
      ["Revit", undefined],
    ]);
    expect(reading.currency).toBe("USD");
    expect(brief(reading.issues)).toEqual([
      ["mixed-currencies", 2, "Currency"],
      ["no-currency", 3, "Currency"],
      ["other-currency", 2, "Currency"],
    ]);
    expect(reading.issues[0]).toMatchObject({ code: "mixed-currencies", severity: "error", row: 2, rows: 4 });
    expect(reading.issues[0]?.message).toContain("EUR in row 2 of Offers in b.csv");
    expect(reading.counts.map(({ used, skipped }) => [used, skipped])).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });

  it("says which tables state no currency, where another table's decides it", async () => {
    const bought = "offering_name,contract_number,seat_quantity,Unit price\nRevit,C1,4,2000";
    const priced = (currency: string) =>
      readSheets({
        Offers: table(`Offering,Price per year,Currency\nRevit,2500,${currency}`),
        Subscriptions: table(bought),
      });
    expect(brief((await priced("EUR")).issues)).toEqual([["currency-assumed", 2, undefined]]);
    expect(brief((await priced("")).issues)).toEqual([]);
  });

  it("separates products by other signs where every part is a known name", async () => {
    const reading = await readSheets({
      Offers: [
        ["Offering", "Price per year", "Covers"],
        ["AEC Collection", 3430, "Revit / AutoCAD"],
        ["PDM Collection", 3100, "Revit, AutoCAD and Maya"],
      ],
    });
    expect(
      Object.fromEntries(reading.estate.offers.map(({ offering, covers }) => [offering, covers])),
    ).toEqual({
      "AEC Collection": ["Revit", "AutoCAD"],
      "PDM Collection": ["Revit", "AutoCAD", "Maya"],
    });
  });

  it("takes a sign or code beside a price for its currency", async () => {
    const reading = await readSheets({
      Offers: [
        ["Offering", "Price per year", "List price", "Currency"],
        ["AutoCAD", "€ 1800", "€2,030", null],
        ["Revit", "2500 EUR", "2985", "eur"],
        ["Maya", "cheap", "EUR 1945.50", null],
        ["AutoCAD LT", "1.800 zł", null, null],
      ],
    });
    expect(reading.currency).toBe("EUR");
    expect(reading.estate.offers.map(({ pricePerYear, listPrice }) => [pricePerYear, listPrice])).toEqual([
      [1800, 2030],
      [undefined, undefined],
      [undefined, 1945.5],
      [2500, 2985],
    ]);
    expect(brief(reading.issues)).toEqual([
      ["not-a-number", 4, "Price per year"],
      ["not-a-number", 5, "Price per year"],
    ]);
  });

  it("takes a price of 0 for unknown, unless the cell says free", async () => {
    const reading = await readCsv(`Offering,Price per year,List price\nAutoCAD,0,2030\nViewer,free,Free`);
    expect(reading.estate.offers).toMatchObject([
      { offering: "AutoCAD", listPrice: 2030 },
      { offering: "Viewer", pricePerYear: 0, listPrice: 0 },
    ]);
    expect(reading.estate.offers[0]).not.toHaveProperty("pricePerYear");
    expect(brief(reading.issues)).toEqual([["zero-is-unknown", 2, "Price per year"]]);
    expect(reading.estate.refusals).toMatchObject([{ fields: ["pricePerYear"], offering: "AutoCAD" }]);
  });
});

describe("Token prices", () => {
  it("reads our columns, sorted, each minimum once", async () => {
    const reading = await readCsv(`Minimum tokens,Unit price
      5000,2.8
      0,3
      5000,2.7`);
    expect(kinds(reading)).toEqual(["Token prices"]);
    expect(reading.estate.tokenTiers.map(({ minimum, unitPrice }) => [minimum, unitPrice])).toEqual([
      [0, 3],
      [5000, 2.8],
    ]);
    expect(brief(reading.issues)).toEqual([["entries-differ", 4, undefined]]);
  });
});

describe("prices in several tables", () => {
  const OFFERS = [
    ["Offering", "Price per year"],
    ["AutoCAD", 2030],
  ];

  it("are unknown where they are in another currency than the answer", async () => {
    const reading = await readSheets({
      Offers: OFFERS,
      Subscriptions: [
        ["Offering", "Seats", "Contract", "Unit price", "Currency"],
        ["AutoCAD", 10, "C1", 300000, "JPY"],
        ["Revit", 5, "C1", 2985, "USD"],
        ["Maya", 5, "C1", "$1,945", null],
      ],
      Contracts: [
        ["Contract", "Start", "End", "Overage price"],
        ["C1", "2026-01-01", "2026-12-31", "€ 2000"],
      ],
      Packs: [
        ["Purchased", "Tokens", "Price", "Currency"],
        ["2026-01-15", 500, 220000, "¥"],
      ],
    });
    expect(reading.currency).toBeUndefined();
    expect(reading.estate.subscriptions.map(({ offering, unitPrice }) => [offering, unitPrice])).toEqual([
      ["AutoCAD", undefined],
      ["Maya", 1945],
      ["Revit", 2985],
    ]);
    expect(reading.estate.contracts[0]).not.toHaveProperty("overagePrice");
    expect(reading.estate.packs[0]).not.toHaveProperty("price");
    expect(brief(reading.issues).map(([code]) => code)).toEqual([
      "other-currency",
      "other-currency",
      "other-currency",
    ]);
    expect(reading.estate.refusals).toMatchObject([
      { kind: "Subscriptions", fields: ["unitPrice"], offering: "AutoCAD", contract: "C1" },
      { kind: "Contracts", fields: ["overagePrice"], contract: "C1" },
      { kind: "Token packs", fields: ["price"] },
    ]);
  });

  it("follow the assumption Currency, so that a change of it relabels no stated price", async () => {
    const priced = sheetsOf({
      Offers: [...OFFERS.map((row) => [...row, "Currency"]).slice(0, 1), ["AutoCAD", 2030, "USD"]],
    });
    const reading = await read([priced], { latest: LATEST, currency: "eur" });
    expect(reading.currency).toBe("EUR");
    expect(reading.estate.offers[0]).not.toHaveProperty("pricePerYear");
    expect(brief(reading.issues)).toEqual([["other-currency", 2, "Currency"]]);
  });

  it("are in the currency of the table that decides, where no table states another", async () => {
    const reading = await readSheets({
      Subscriptions: [
        ["Offering", "Seats", "Unit price"],
        ["AutoCAD", 10, "C$2,500"],
      ],
    });
    expect(reading.currency).toBe("CAD");
  });
});

describe("Token packs", () => {
  it("reads our columns", async () => {
    const reading = await readCsv(`Purchased,Tokens,Price,Ends,Contract
      2026-01-15,5000,14000,2027-01-14,C1
      2026-01-15,500,,,
      2027-01-15,500,,,`);
    expect(kinds(reading)).toEqual(["Token packs"]);
    expect(reading.estate.packs).toEqual([
      { purchased: day("2026-01-15"), tokens: 500, origin: { source: 0, row: 3 } },
      {
        purchased: day("2026-01-15"),
        tokens: 5000,
        price: 14000,
        ends: day("2027-01-14"),
        contract: "C1",
        origin: { source: 0, row: 2 },
      },
      { purchased: day("2027-01-15"), tokens: 500, origin: { source: 0, row: 4 } },
    ]);
    // A purchase to come is a pack that has not begun.
    expect(brief(reading.issues)).toEqual([]);
  });
});
