import { Unknowns } from "../../../src/engine/evidence/refusals";
import { brief, day, kinds, readCsv } from "./sheets-of";

const VENDOR =
  "team_alias,offering_name,contract_number,subscription_id,term,start_date,end_date,autorenew_date,subscription_status,seat_quantity,reseller_email,reseller_name";

describe("Subscriptions", () => {
  it("reads the snake_case dialect", async () => {
    const reading = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S1,Annual,2025-12-01,2026-11-30,2026-11-30,Active,50,r@x.com,Reseller
      North,Revit,C1,S2,Annual,2023-12-01,2024-11-30,,Expired,5,r@x.com,Reseller`);
    expect(kinds(reading)).toEqual(["Subscriptions"]);
    expect(reading.estate.subscriptions).toEqual([
      {
        offering: "AutoCAD",
        seats: 50,
        termMonths: 12,
        contract: "C1",
        start: day("2025-12-01"),
        end: day("2026-11-30"),
        autoRenews: true,
        origin: { source: 0, row: 2 },
      },
      {
        offering: "Revit",
        seats: 5,
        termMonths: 12,
        autoRenews: false,
        contract: "C1",
        start: day("2023-12-01"),
        end: day("2024-11-30"),
        origin: { source: 0, row: 3 },
      },
    ]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("reads the dialect of 2026 with our prices and contract", async () => {
    const reading =
      await readCsv(`Team,offering_name,contract_number,seat_quantity,end_date,Unit price,List price,Contract
      North,AutoCAD,C1,50,2026-11-30,1800.50,2030,Frame`);
    expect(reading.estate.subscriptions[0]).toMatchObject({
      unitPrice: 1800.5,
      listPrice: 2030,
      contract: "Frame",
    });
  });

  it("reads a quantity with its unit, and a sign for no value as a blank; refuses what no organisation buys", async () => {
    const reading = await readCsv(`offering_name,seat_quantity,autorenew_date
      Revit,48 seats,N/A
      Maya,900000000,2026-11-30`);
    expect(reading.estate.subscriptions).toMatchObject([{ offering: "Revit", seats: 48 }]);
    expect(reading.estate.subscriptions[0]).toMatchObject({ autoRenews: false });
    expect(brief(reading.issues)).toEqual([["too-many", 3, undefined]]);
  });

  it("reads whether a line renews by itself as a day or a word, and says nothing without such a column", async () => {
    const said = async (header: string, ...cells: string[]) =>
      (
        await readCsv(
          `offering_name,seat_quantity,${header}\n${cells.map((cell, i) => `Revit,${i + 1},${cell}`).join("\n")}`,
        )
      ).estate.subscriptions.map(({ autoRenews }) => autoRenews);
    expect(await said("autorenew_date", "2026-11-30", "", "no")).toEqual([true, false, false]);
    expect(await said("Auto-renew", "ON", "off", "Yes")).toEqual([true, false, true]);
    expect(await said("Subscription ID", "55")).toEqual([undefined]);
  });

  it("reads the term of a line, and refuses words that are none", async () => {
    const reading = await readCsv(`offering_name,seat_quantity,term
      Revit,1,Annual
      Maya,1,3 Year
      3ds Max,1,Monthly
      AutoCAD,1,long`);
    const terms = reading.estate.subscriptions.map(({ offering, termMonths }) => [offering, termMonths]);
    expect(Object.fromEntries(terms)).toEqual({ Revit: 12, Maya: 36, "3ds Max": 1, AutoCAD: undefined });
    expect(brief(reading.issues)).toEqual([["not-a-term", 5, "term"]]);
  });

  it("takes every name with the word Flex or token for tokens, and FlexSim for a product", async () => {
    const reading = await readCsv(`offering_name,start_date,seat_quantity
      Prepaid Flex,2026-01-01,5000
      Autodesk Flex tokens,2026-02-01,600
      FlexSim,2026-01-01,3`);
    expect(reading.estate.packs.map(({ tokens }) => tokens)).toEqual([5000, 600]);
    expect(reading.estate.subscriptions).toMatchObject([{ offering: "FlexSim", seats: 3 }]);
  });

  it.each(["Expired", "Canceled", "Inactive", "Not active", "Ended", "Closed", "Lapsed"])(
    "leaves out what has ended early by its status %s",
    async (status) => {
      const reading = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S1,Annual,2025-12-01,2026-11-30,,${status},50,,`);
      expect(brief(reading.issues)).toEqual([["ended-subscription", 2, undefined]]);
    },
  );

  it.each(["Active", "ACTIVE ", "Aktiv", "Expiring soon", "有効"])(
    "runs with the status %s",
    async (status) => {
      const reading = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S1,Annual,2025-12-01,2026-11-30,,${status},50,,`);
      expect(brief(reading.issues)).toEqual([]);
    },
  );

  it.each(["Suspended", "Pending", "On hold", "Past due"])(
    "keeps a line of which its status %s does not say whether it runs, and how many are bought is unknown",
    async (status) => {
      const { estate, issues } = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S1,Annual,2025-12-01,2026-11-30,,${status},50,,`);
      expect(brief(issues)).toEqual([["unknown-status", 2, "subscription_status"]]);
      expect(estate.subscriptions).toMatchObject([{ offering: "AutoCAD", seats: 50 }]);
      expect(new Unknowns(estate).because("bought", { offering: "AutoCAD" })).toHaveLength(1);
      expect(new Unknowns(estate).because("bought", { offering: "Revit" })).toEqual([]);
    },
  );

  it("leaves out what has ended early, what is blank, and what is doubled", async () => {
    const reading = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S1,Annual,2025-12-01,2026-11-30,,Cancelled,50,,
      North,AutoCAD,C1,S2,Annual,2025-12-01,2026-11-30,,Active,,,
      North,AutoCAD,C1,S3,Annual,2026-12-01,2025-11-30,,Active,5,,
      North,AutoCAD,C1,S4,Annual,2025-12-01,2026-11-30,,Active,5,,
      North,AutoCAD,C1,S4,Annual,2025-12-01,2026-11-30,,Active,5,,`);
    expect(brief(reading.issues)).toEqual([
      ["ended-subscription", 2, undefined],
      ["blank-cell", 3, "seat_quantity"],
      ["ends-before-start", 4, undefined],
      ["doubled-entry", 6, undefined],
    ]);
    expect(reading.counts).toEqual([{ source: 0, rows: 5, used: 1, skipped: 4 }]);
  });

  it("reads a line for Flex as a pack of tokens", async () => {
    const reading = await readCsv(`${VENDOR},Unit price
      North,Flex,C1,S1,Annual,2025-12-01,2026-11-30,,Active,5000,,,3
      North,Flex,C1,S2,Annual,,2026-11-30,,Active,5000,,,3`);
    expect(reading.estate.subscriptions).toEqual([]);
    expect(reading.estate.packs).toEqual([
      {
        pool: "North",
        purchased: day("2025-12-01"),
        tokens: 5000,
        price: 15000,
        ends: day("2026-11-30"),
        contract: "C1",
        origin: { source: 0, row: 2 },
      },
    ]);
    expect(brief(reading.issues)).toEqual([
      ["flex-pack", 2, undefined],
      ["flex-without-start", 3, undefined],
    ]);
  });

  it("leaves what two rows of a subscription state differently unknown", async () => {
    const reading = await readCsv(`${VENDOR}
      North,AutoCAD,C1,S4,Annual,2025-12-01,2026-11-30,,Active,48,,
      North,AutoCAD,C1,S4,Annual,2025-12-01,2026-11-30,,Active,40,,`);
    expect(reading.issues.filter(({ row }) => row === 3).map(({ message }) => message)).toEqual([
      "Subscription S4 is already in row 2, which says otherwise in seat_quantity, so it is not known which of the " +
        "two holds. Delete the wrong one.",
    ]);
    expect(reading.estate.refusals).toMatchObject([
      { kind: "Subscriptions", fields: ["quantity"], contract: "C1", offering: "AutoCAD" },
    ]);
  });

  it("takes companies that differ in case alone for one", async () => {
    const read = (rows: readonly string[]) =>
      readCsv(`offering_name,contract_number,start_date,end_date,seat_quantity,Company\n${rows.join("\n")}`);
    const rows = ["AutoCAD,C1,2026-01-01,2026-12-31,5,ACME", "Revit,C1,2026-01-01,2026-12-31,5,Acme"];
    for (const order of [rows, [...rows].reverse()])
      expect((await read(order)).estate.subscriptions.map(({ company }) => company)).toEqual([
        "ACME",
        "ACME",
      ]);
  });
});
