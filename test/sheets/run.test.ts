import { NothingToAnalyse, RefusedSetting, runAnalysis, type Run } from "../../src/sheets/run";
import { report } from "../../src/sheets/report/report";
import { statementsOf } from "../../src/engine/statements/statements";
import type { SheetSpec } from "../../src/workbook/spec";
import { newXlsx, openXlsx } from "../../src/hosts/xlsx/xlsx";
import { partsOf, rowsXml, sheetXml, zip } from "../hosts/xlsx/packages";
import { day, sheetsOf } from "./read/sheets-of";

const TODAY = day("2026-11-15");
const analysed = (
  readers: Parameters<typeof runAnalysis>[0],
  set: Record<string, string> = {},
): Promise<Run> =>
  runAnalysis(readers, { today: TODAY, set: Object.entries(set).map(([name, value]) => ({ name, value })) });

const USAGE = [
  ["product_name", "day_used", "access_option", "email", "tokens_used"],
  ["AutoCAD", "2026-10-01", "Tokens", "ann@x.example", 7],
  ["AutoCAD", "2026-10-31", "Tokens", "ann@x.example", 7],
  ["Vault", "2026-10-31", "Seats", "bob@x.example", null],
] as const;

describe("a run", () => {
  it("reads the vendor's workbook of three sheets under German names", async () => {
    const bytes = zip(
      partsOf({
        Abonnements: sheetXml(
          rowsXml([
            ["team_alias", "offering_name", "contract_number", "seat_quantity", "start_date", "end_date"],
            ["Büro", "AutoCAD - including specialized toolsets", "110001", 2, "2026-01-01", "2026-12-31"],
          ]),
        ),
        Benutzer: sheetXml(
          rowsXml([
            ["first_name", "last_name", "email", "account_status", "offering_name", "product_name"],
            ["Ann", "Ö", "Ann@X.example", "active", "AutoCAD", "AutoCAD"],
          ]),
        ),
        Nutzung: sheetXml(rowsXml(USAGE)),
      }),
    );
    const { analysis, counts } = await analysed([openXlsx("export.xlsx", bytes)]);
    expect(counts.map(({ kind, rows, used }) => [kind, rows, used])).toEqual([
      ["Subscriptions", 1, 1],
      ["Users", 1, 1],
      ["Usage", 3, 3],
    ]);
    expect(analysis.reconciliations[0]).toMatchObject({ offering: "AutoCAD", bought: 2, assigned: 1 });
    expect(analysis.users.map(({ user }) => user)).toEqual(["ann@x.example", "bob@x.example"]);
  });

  it("analyses as of the last day of use, whatever today is", async () => {
    const { analysis } = await analysed([sheetsOf({ Usage: USAGE })]);
    expect(analysis.asOf).toBe(day("2026-10-31"));
  });

  it("refuses what holds no table", async () => {
    await expect(analysed([sheetsOf({ Milk: [["Milk"], [1]] })])).rejects.toThrow(NothingToAnalyse);
  });
});

describe("an unknown price of tokens", () => {
  const OFFERS = [
    ["Offering", "Price per year", "Currency"],
    ["AutoCAD", 1900, "EUR"],
  ];
  const TIERS = [
    ["Minimum tokens", "Unit price"],
    [0, "three"],
  ];
  const BOUGHT = [
    ["offering_name", "seat_quantity", "start_date", "end_date", "Unit price"],
    ["Vault", 3, "2026-01-01", "2026-12-31", 500],
  ];
  const HOLDERS = [
    ["email", "offering_name"],
    ["bob@x.example", "Vault"],
  ];
  const cases = [
    ["of another currency", { Offers: OFFERS }, "no table gives the price of a token in it"],
    ["that cannot be read", { "Token prices": TIERS }, "because Unit price in row 2 of Token prices"],
  ] as const;

  it.each(cases)("%s leaves the mix and costs on Flex unknown, not the seats", async (_, tables, why) => {
    const input = [sheetsOf({ Usage: USAGE, Subscriptions: BOUGHT, Users: HOLDERS, ...tables })];
    const run = await analysed(input);
    const { recommended, tokenPrice, asIs, breakEvens, reconciliations, users } = run.analysis;
    expect([recommended, tokenPrice, breakEvens]).toEqual([null, null, []]);
    expect(reconciliations.find(({ offering }) => offering === "Vault")).toMatchObject({ bought: 3 });
    // 14 tokens in 31 days are 14 × 365 ÷ 31 = 164.8 a year; the seats cost 3 × 500.
    expect(asIs).toMatchObject({ total: 4500 });
    expect(asIs.leftOut[0]).toMatch(/^1\d\d tokens at an unknown price$/);
    expect(users.map(({ flexCost, cost }) => [flexCost, cost])).toEqual([
      [null, null],
      [null, 500],
    ]);
    expect(statementsOf(run).some(({ kind, text }) => kind === "caution" && text.includes(why))).toBe(true);
    expect(report({ ...run, dateSystem: 1900 }).length).toBeGreaterThan(0);
  });

  it("is known once the assumption states it", async () => {
    for (const [, tables] of cases) {
      const input = [sheetsOf({ Usage: USAGE, Subscriptions: BOUGHT, Users: HOLDERS, ...tables })];
      const { analysis } = await analysed(input, { "Token price": "2.7" });
      expect(analysis).toMatchObject({ tokenPrice: 2.7, recommended: { id: "best-mix" } });
    }
  });
});

describe("assumptions by name", () => {
  const run = (set: Record<string, string>) => analysed([sheetsOf({ Usage: USAGE })], set);

  it("takes numbers, shares in percent, words, prices and rates", async () => {
    const { analysis, issues } = await run({
      "pool buffer": "20 %",
      Season: "aec",
      packSize: "500",
      "Rate: vault": "4",
      "Price: AUTOCAD": "1000",
      "Token price from 0": "3",
      "Token price from 1000": "2",
    });
    expect(analysis.assumptions).toMatchObject({ poolBuffer: 0.2, season: "AEC", packSize: 500 });
    expect(analysis.users[1]?.products[0]?.onFlex).toBeCloseTo((4 * 365) / 31, 9);
    expect(analysis.offers.find(({ offering }) => offering === "AutoCAD")?.pricePerYear).toBe(1000);
    expect(analysis.tiers.map(({ minimum, unitPrice }) => [minimum, unitPrice])).toEqual([
      [0, 3],
      [1000, 2],
    ]);
    expect(issues.filter(({ code }) => code.endsWith("assumption"))).toEqual([]);
  });

  it("takes the price of a seat from some number on, beside what fewer cost", async () => {
    const { analysis } = await run({ "Price: Revit from 50": "2500", "price: revit FROM 20": "2700" });
    const revit = analysis.offers.find(({ offering }) => offering === "Revit");
    expect(revit?.pricePerYear).toBe(2985);
    expect(revit?.volume?.map(({ minimum, unitPrice }) => [minimum, unitPrice])).toEqual([
      [20, 2700],
      [50, 2500],
    ]);
  });

  it("takes segments that keep what they have, one or several", async () => {
    const kept = async (value: string) =>
      (await run({ "Segments that keep what they have": value })).analysis.assumptions.keptSegments;
    expect(await kept("power ;Dormant")).toBe("Power; Dormant");
    expect(await kept("None")).toBe("none");
  });

  it.each([
    ["Segments that keep what they have", "Powers"],
    ["Segments that keep what they have", "Power; none"],
    ["Price: Revit from 50", "0"],
    ["Price: Nonsense from 50", "3"],
    ["Pool buffer", "-1"],
    ["Pool buffer", "much"],
    ["Season", "rainy"],
    ["Years compared", "2.5"],
    ["Price: AutoCAD", "0"],
    ["Rate: Vault", "unknown"],
    ["Rate: Nonsense", "3"],
    ["Price: Nonsense", "3"],
    ["Growth", "5"],
    ["Colour", "red"],
    ["Token price from x", "3"],
  ])("refuses %s = %s", async (name, value) => {
    await expect(run({ [name]: value })).rejects.toThrow(RefusedSetting);
  });

  it("says of a table's row what it refuses, and changes nothing", async () => {
    const mine = sheetsOf({
      Usage: USAGE,
      Mine: [
        ["Name", "Value"],
        ["Pool buffer", -1],
        ["Colour", "red"],
      ],
    });
    const { issues, analysis } = await analysed([mine]);
    expect(issues.filter(({ code }) => code.endsWith("assumption")).map(({ row }) => row)).toEqual([2, 3]);
    expect(analysis.assumptions.poolBuffer).toBe(0.1);
  });

  it("keeps what fewer tokens cost when a price from some quantity on is set", async () => {
    const { analysis } = await run({ "Token price from 5000": "2" });
    expect(analysis.tiers.map(({ minimum, unitPrice }) => [minimum, unitPrice])).toEqual([
      [0, 3],
      [5000, 2],
    ]);
  });

  it("sets one price for all tokens over a table of tiers, also at the next run", async () => {
    const input = sheetsOf({
      Usage: USAGE,
      Tiers: [
        ["Minimum tokens", "Unit price"],
        [0, 3],
        [5000, 2],
      ],
    });
    const first = await analysed([input], { "Token price": "2.5" });
    const workbook = newXlsx("answer.xlsx");
    await workbook.write(report({ ...first, dateSystem: 1900 }));
    const second = await analysed([input, openXlsx("answer.xlsx", workbook.toBytes())]);
    expect(second.analysis.tiers.map(({ unitPrice }) => unitPrice)).toEqual([2.5]);
  });
});

describe("the Assumptions sheet, read again", () => {
  const written = async (change: (spec: SheetSpec) => SheetSpec, set: Record<string, string> = {}) => {
    const first = await analysed([sheetsOf({ Usage: USAGE })], set);
    const workbook = newXlsx("answer.xlsx");
    await workbook.write(report({ ...first, dateSystem: 1900 }).map(change));
    return analysed([openXlsx("answer.xlsx", workbook.toBytes()), sheetsOf({ Usage: USAGE })]);
  };
  const typing =
    (name: string, value: string | number) =>
    (spec: SheetSpec): SheetSpec => ({
      ...spec,
      tables: spec.tables.map((table) => ({
        ...table,
        rows: table.rows.map((row) =>
          row[0]?.value === name ? row.map((cell, c) => (c === 1 ? { ...cell, value } : cell)) : row,
        ),
      })),
    });
  const same = (spec: SheetSpec): SheetSpec => spec;

  it("says nothing when nothing was changed", async () => {
    const { references, analysis, counts } = await written(same);
    expect([...references]).toEqual([]);
    expect(analysis.rates.map(({ reference }) => reference)).not.toContain("set by the analyst");
    expect(counts.map(({ skipped }) => skipped)).toEqual([0, 0]);
  });

  it("takes a changed value, a filled blank, and what an earlier run set", async () => {
    expect((await written(typing("Pool buffer", 0.3))).analysis.assumptions.poolBuffer).toBe(0.3);
    const rated = await written(typing("Rate: Vault", 4));
    expect(rated.analysis.users[1]?.products[0]?.basis).toBe("estimated");
    expect((await written(same, { "Discount rate": "5 %" })).analysis.assumptions.discountRate).toBe(0.05);
    expect(
      (await written(same, { "Price: Revit": "2000" })).analysis.offers.find(
        ({ offering }) => offering === "Revit",
      )?.pricePerYear,
    ).toBe(2000);
  });

  it("lets a table of the analyst's own be changed at its place", async () => {
    const own = (buffer: number) =>
      sheetsOf({
        Usage: USAGE,
        Mine: [
          ["Name", "Value"],
          ["Pool buffer", buffer],
        ],
      });
    const first = await analysed([own(0.2)]);
    const workbook = newXlsx("answer.xlsx");
    await workbook.write(report({ ...first, dateSystem: 1900 }));
    const second = await analysed([own(0.25), openXlsx("answer.xlsx", workbook.toBytes())]);
    expect(second.analysis.assumptions.poolBuffer).toBe(0.25);
  });
});
