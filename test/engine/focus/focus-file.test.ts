import fc from "fast-check";
import Papa from "papaparse";
import { csvPieces } from "../../../src/cli/csv";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { TokenPack } from "../../../src/engine/estate/estate";
import { FOCUS_COLUMNS } from "../../../src/engine/focus/focus-columns";
import type { FocusCharge, FocusFile } from "../../../src/engine/focus/focus-file";
import { analyse } from "../../../src/engine/analyse";
import { fraction, money, tokens, total } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, windowMarks, type Given, type UseRow } from "../estate-of";
import { brokenRules, type FocusRow } from "./focus-rules";

const assumptionsWith = (own: Partial<Assumptions>): Assumptions => ({ ...defaultAssumptions(), ...own });

const AS_OF = day("2026-03-31");
const ORIGIN = { source: 0, row: 1 };

const pack = (
  n: number,
  price: number | null,
  contract: string | null,
  ends: string,
  row = n,
): TokenPack => ({
  purchased: day("2026-01-01"),
  tokens: tokens(n),
  ...(price === null ? {} : { price: money(price) }),
  ...(contract === null ? {} : { contract }),
  ends: day(ends),
  origin: { ...ORIGIN, row },
});

/** Ann draws 7 tokens on each of the first ten days of 2026: 70 tokens. */
const ANN = daysOfUse("ann@x", "AutoCAD", "2026-01-01", 10, "tokens", 7);
const MARKS = windowMarks("2026-01-01", "2026-03-31");
/** 50 tokens for 150 end in June and burn first; 100 tokens for 200 end in December. */
const TWO_PACKS = [pack(50, 150, "C1", "2026-06-30"), pack(100, 200, "C2", "2026-12-31")];

const given = (rest: Given["rest"] = {}, people: Given["people"] = {}): ReturnType<typeof estateOf> =>
  estateOf({ use: [...ANN, ...MARKS], people, rest: { packs: TWO_PACKS, ...rest } });

const fileOf = (estate = given(), own: Partial<Assumptions> = {}): FocusFile =>
  analyse(estate, AS_OF, assumptionsWith(own), { focus: true }).focus!;

/** The dataset as a program reads it from the file. */
function read(file: FocusFile, estate = given()): { header: string[]; rows: FocusRow[] } {
  const assumptions = assumptionsWith({});
  const pieces = csvPieces(
    FOCUS_COLUMNS.map(({ id }) => id),
    file.charges.map((charge) => FOCUS_COLUMNS.map(({ value }) => value(charge, { estate, assumptions }))),
  );
  const { data } = Papa.parse<string[]>([...pieces].join("").trimEnd());
  const [header = [], ...rows] = data;
  return {
    header,
    rows: rows.map((cells) =>
      Object.fromEntries(header.map((id, i) => [id, cells[i] === "" ? null : cells[i]!])),
    ),
  };
}

const sum = (rows: readonly FocusRow[], id: string): number =>
  rows.reduce((all, row) => all + Number(row[id]), 0);
const ofKind = (rows: readonly FocusRow[], category: string): FocusRow[] =>
  rows.filter((row) => row["ChargeCategory"] === category);

describe("a FOCUS dataset", () => {
  it("keeps the rules of the specification, and has a row for each purchase and day of use", () => {
    const { header, rows } = read(fileOf());
    expect(brokenRules(header, rows)).toEqual([]);
    // The eighth day is paid by two packs: 7 × 7 = 49, so the pack of 50 has 1 token left for it.
    expect(ofKind(rows, "Purchase")).toHaveLength(2);
    expect(ofKind(rows, "Usage")).toHaveLength(11);
    expect(sum(rows, "BilledCost")).toBe(350);
    expect(sum(ofKind(rows, "Usage"), "PricingQuantity")).toBe(70);
    // 50 tokens at 3 and 20 at 2.
    expect(sum(rows, "EffectiveCost")).toBe(190);
    const eighth = rows.filter((row) => row["ChargePeriodStart"] === "2026-01-08T00:00:00Z");
    expect(
      eighth.map((row) => [row["BillingAccountId"], row["PricingQuantity"], row["EffectiveCost"]]),
    ).toEqual([
      ["C1", "1", "3"],
      ["C2", "6", "12"],
    ]);
  });

  it("writes a day of use as the specification's example of a virtual currency does", () => {
    const estate = given({}, { "ann@x": { name: "Ann", team: "North", department: "Roads" } });
    const { rows } = read(fileOf(estate), estate);
    expect(ofKind(rows, "Usage")[0]).toEqual({
      BilledCost: "0",
      BillingAccountId: "C1",
      BillingAccountName: "C1",
      BillingAccountType: "Contract",
      BillingCurrency: "USD",
      BillingPeriodEnd: "2026-02-01T00:00:00Z",
      BillingPeriodStart: "2026-01-01T00:00:00Z",
      ChargeCategory: "Usage",
      ChargeClass: null,
      ChargeDescription: "AutoCAD: use of a day",
      ChargeFrequency: "Usage-Based",
      ChargePeriodEnd: "2026-01-02T00:00:00Z",
      ChargePeriodStart: "2026-01-01T00:00:00Z",
      ConsumedQuantity: "7",
      ConsumedUnit: "Tokens",
      ContractedCost: "21",
      ContractedUnitPrice: "3",
      EffectiveCost: "21",
      InvoiceIssuerName: "Autodesk",
      ListCost: "21",
      ListUnitPrice: "3",
      PricingCategory: "Standard",
      PricingCurrency: "Token",
      PricingCurrencyContractedUnitPrice: "1",
      PricingCurrencyEffectiveCost: "7",
      PricingCurrencyListUnitPrice: "1",
      PricingQuantity: "7",
      PricingUnit: "Tokens",
      ProviderName: "Autodesk",
      PublisherName: "Autodesk",
      ResourceId: "ann@x",
      ResourceName: "Ann",
      ResourceType: "User",
      ServiceCategory: "Business Applications",
      ServiceName: "Autodesk Flex",
      ServiceSubcategory: "Other (Business Applications)",
      SkuId: "AutoCAD",
      SkuMeter: "Tokens",
      SkuPriceDetails: null,
      SkuPriceId: "AutoCAD",
      SubAccountId: "North",
      SubAccountName: "North",
      SubAccountType: "Team",
      Tags: '{"Department":"Roads"}',
      x_ListPriceBasis: "list, about 3 [B, R]",
      x_TokensBasis: "exported or computed from launches",
      x_Waste: null,
    });
  });

  it("has a row of waste for tokens that ended unused", () => {
    // 100 tokens for 300 end on 31 January; 70 of them are drawn, so 30 are gone.
    const estate = given({ packs: [pack(100, 300, "C1", "2026-01-31")] });
    const { header, rows } = read(fileOf(estate), estate);
    expect(brokenRules(header, rows)).toEqual([]);
    const wasted = rows.filter((row) => row["x_Waste"] === "expired");
    expect(wasted).toHaveLength(1);
    expect(wasted[0]).toMatchObject({
      BilledCost: "0",
      ChargeCategory: "Usage",
      ChargeFrequency: "One-Time",
      ChargePeriodStart: "2026-01-31T00:00:00Z",
      ChargePeriodEnd: "2026-02-01T00:00:00Z",
      ConsumedQuantity: "0",
      EffectiveCost: "90",
      PricingQuantity: "30",
    });
    // What was bought is used or wasted.
    expect(sum(rows, "EffectiveCost")).toBe(sum(rows, "BilledCost"));
  });

  it("leaves out and names what the specification demands and nobody knows", () => {
    const out = (rest: Given["rest"], own: Partial<Assumptions> = {}): unknown =>
      fileOf(given(rest), own).leftOut.map(({ charges, tokens: n, why }) => [charges, n, why]);
    expect(out({ packs: [pack(100, null, "C1", "2026-12-31")] })).toEqual([
      [11, 170, "the price of the pack of 2026-01-01 is unknown"],
    ]);
    expect(out({ packs: [pack(100, 300, null, "2026-12-31")] })).toEqual([
      [11, 170, 'the pack names no contract, and the assumption "Billing account" none'],
    ]);
    expect(out({ packs: [pack(100, 300, null, "2026-12-31")] }, { billingAccount: "North" })).toEqual([]);
    expect(out({ packs: [pack(50, 150, "C1", "2026-12-31")] })).toEqual([
      [3, 20, "no known pack pays for the tokens"],
    ]);
    expect(out({ packs: [] })).toEqual([[10, 70, "no known pack pays for the tokens"]]);
    expect(out({}, { currency: "£" })).toEqual([[13, 220, '"£" is no currency code of ISO 4217']]);
    expect(out({}, { currency: "EUR" })).toEqual([
      [
        13,
        220,
        'the list price of a token is unknown: set "Token discount inside the agreement" to the discount on it',
      ],
    ]);
    expect(out({}, { currency: "EUR", discountInside: fraction(0.5) })).toEqual([]);
  });

  it("counts no use of 0 tokens among what is left out", () => {
    const free: UseRow = ["bob@x", "Viewer", "2026-01-05", "tokens", 0];
    const estate = estateOf({ use: [...ANN, ...MARKS, free], rest: { packs: [] } });
    expect(fileOf(estate).leftOut.map(({ charges, tokens: n }) => [charges, n])).toEqual([[10, 70]]);
  });

  it("takes the list price from the stated discount", () => {
    const { rows } = read(fileOf(given(), { discountInside: fraction(0.5) }));
    // Half of the list price was paid: 3 and 2.
    expect(new Set(rows.map((row) => row["ListUnitPrice"]))).toEqual(new Set(["6", "4"]));
    expect(sum(rows, "ListCost")).toBe(2 * sum(rows, "ContractedCost"));
  });

  it("says in which trap of the session log a day was wasted", () => {
    const launch = { person: 0, product: 0, start: (day("2026-01-02") + 0.4) * 1440 };
    const sessions = [{ ...launch, end: launch.start + 12, origin: { source: 1, row: 2 } }];
    const sources = (["Usage", "Sessions"] as const).map((kind) => ({ file: "test", sheet: kind, kind }));
    const { charges } = fileOf(given({ sessions, sources }));
    expect(charges.filter(({ trap }) => trap !== null)).toMatchObject([
      { kind: "usage", from: day("2026-01-02"), tokens: 7, trap: "short" },
    ]);
  });

  it("is refused by the check of the rules if a value breaks one", () => {
    const { header, rows } = read(fileOf());
    const broken = (change: Partial<FocusRow>): string[] =>
      brokenRules(header, [{ ...rows.at(-1)!, ...change } as FocusRow]);
    expect(broken({})).toEqual([]);
    expect(broken({ BillingAccountId: null })).toEqual(["row 1: BillingAccountId is null"]);
    expect(broken({ ChargePeriodEnd: "2026-01-11" })).toEqual([
      "row 1: ChargePeriodEnd is no moment: 2026-01-11",
    ]);
    expect(broken({ EffectiveCost: "1,000" })).toEqual(["row 1: EffectiveCost is no number: 1,000"]);
    expect(broken({ ContractedCost: "15" })).toEqual(["row 1: ContractedCost"]);
    expect(broken({ ChargeCategory: "Waste" })).toContain("row 1: ChargeCategory may not be Waste");
    expect(brokenRules(header.slice(1), [])).toEqual(["BilledCost is missing"]);
  });

  it("keeps the rules and the sums of the analysis for any packs and use", () => {
    const amounts = fc.integer({ min: 1, max: 400 });
    const packs = fc.array(
      fc.record({
        n: amounts,
        price: fc.option(fc.integer({ min: 0, max: 9000 }), { freq: 6 }),
        contract: fc.constantFrom("C1", "C2"),
        ends: fc.constantFrom("2026-01-05", "2026-01-31", "2026-03-30", "2026-12-31"),
      }),
      { maxLength: 4 },
    );
    const use = fc.array(
      fc.record({
        who: fc.constantFrom("ann@x", "bob@x", ""),
        on: fc.integer({ min: 0, max: 89 }),
        n: fc.oneof(fc.integer({ min: -20, max: 90 }), fc.constantFrom(0.5, 1 / 3)),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(packs, use, (bought, drawn) => {
        const estate = estateOf({
          use: [
            ...drawn.map(({ who, on, n }, i) => {
              const iso = new Date((day("2026-01-01") + on) * 86_400_000).toISOString().slice(0, 10);
              return [who, who === "" ? "Fusion" : "AutoCAD", iso, "tokens", n, i] as const;
            }),
            ...MARKS,
          ],
          rest: {
            packs: bought.map(({ n, price, contract, ends }, i) => pack(n, price, contract, ends, i + 1)),
          },
        });
        const file = fileOf(estate);
        const { header, rows } = read(file, estate);
        expect(brokenRules(header, rows)).toEqual([]);
        const { ledger } = analyse(estate, AS_OF, assumptionsWith({})).tokenPlan;
        for (const { pack: own, used, expired } of ledger?.packs ?? []) {
          const isAlone = bought.filter(({ contract }) => contract === own.contract).length === 1;
          if (own.price === undefined || !isAlone) continue;
          const sumOf = (kind: FocusCharge["kind"]): number =>
            total(
              file.charges.flatMap((one) =>
                one.kind === kind && one.account === own.contract ? [one.tokens] : [],
              ),
            );
          expect(sumOf("usage")).toBeCloseTo(used, 3);
          expect(sumOf("expired")).toBeCloseTo(own.lastDay < AS_OF ? expired : 0, 3);
        }
      }),
      { numRuns: 100 },
    );
  });
});
