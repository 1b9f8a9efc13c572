import { lookAt } from "../../../src/sheets/read/look";
import { read } from "../../../src/sheets/read/read";
import { brief, kinds, LATEST, readCsv, readSheets, sheetsOf, table } from "./sheets-of";

/** Tables as they stand in workbooks that have nothing to do with licenses. */
const FOREIGN = {
  "an order list": "Product,Quantity,Unit price\nLaptop,40,1200\nDock,40,90",
  "a price list": "Product,Price per year\nHosting,300\nDomains,12",
  "project settings": "Name,Value\nYears,5\nCurrency,EUR",
  "a list of contacts": "Email,Department,Role\nann@firm.example,Sales,Lead",
  "a list of leases": "Contract,Start,End\nHall 4,2024-01-01,2029-12-31",
  "room bookings": "User,Product,Start,End\nann,Projector,2026-09-01 09:00,2026-09-01 10:00",
  "a plan of hired machines": "Product,People,Days a month,From,To\nCrane,2,5,2026-12-01,2027-03-31",
  "a crypto ledger": "Purchased,Tokens,Price\n2026-01-05,12,900",
};

describe("a table that only has the right headers", () => {
  it.each(Object.entries(FOREIGN))("is not taken for one of ours: %s", async (_, lines) => {
    const reading = await readCsv(lines);
    expect(kinds(reading)).toEqual([]);
    expect(reading.unrecognised).toMatchObject([
      { reason: expect.stringContaining("may not be about licenses") as string },
    ]);
  });

  it("is not offered by the pane either", async () => {
    const seen = await lookAt(sheetsOf({ Orders: table(FOREIGN["an order list"]) }), { latest: LATEST });
    expect(seen).toMatchObject([{ reason: expect.stringContaining("headers of Subscriptions") as string }]);
  });

  it.each([
    ["a product of the vendor's", "Product,Quantity\nInventor Nastran,4"],
    ["the vendor's own name", "Product,Quantity\nAutodesk Docs,4"],
    ["a header of the vendor's", "offering_name,Quantity\nTool,4"],
    ["every column of the form", "Purchased,Tokens,Price,Ends,Contract\n2026-01-05,500,,,"],
    ["the name of an assumption", "Name,Value\nRate: Revit,10"],
  ])("is read by %s", async (_, lines) => {
    expect(kinds(await readCsv(lines))).toHaveLength(1);
  });

  it("is read where it speaks of people, products or contracts that another table knows, in any order of sheets", async () => {
    const sheets = {
      Departments: table("Email,Department\nann@firm.example,Sales"),
      Terms: table("Contract,Start,End\nC1,2024-01-01,2026-12-31"),
      Prices: table("Offering,Price per year\nTool,300"),
      Bought: table("offering_name,contract_number,seat_quantity\nTool,C1,4"),
      Use: table("Email,Product,Day used\nann@firm.example,Tool,2026-01-05"),
      Leases: table("Contract,Start,End\nHall 4,2024-01-01,2029-12-31"),
    };
    const reading = await readSheets(sheets);
    expect(kinds(reading).sort()).toEqual(["Contracts", "Offers", "Seat usage", "Subscriptions", "Users"]);
    expect(reading.estate.contracts.map(({ contract }) => contract)).toEqual(["C1"]);
    expect(reading.unrecognised.map(({ sheet }) => sheet)).toEqual(["Leases"]);
  });

  it("is read where only another doubtful table names it, in any order: the contract of a token pack", async () => {
    const terms = "Contract,Start,End,Grace days\nC1,2026-01-01,2026-12-31,15";
    const packs = "Purchased,Tokens,Price,Contract\n2026-01-15,8000,24000,C1";
    const use = "Email,Product,Day used\nann@firm.example,Revit,2026-01-05";
    for (const order of [
      [terms, packs, use],
      [use, packs, terms],
      [packs, use, terms],
    ]) {
      const sheets = Object.fromEntries(order.map((lines, place) => [`Sheet ${place}`, table(lines)]));
      const { estate, unrecognised } = await readSheets(sheets);
      expect([estate.contracts.map(({ graceDays }) => graceDays), unrecognised]).toEqual([[15], []]);
    }
  });
});

describe("a table of another vendor's products", () => {
  const known = {
    Use: table("Email,Product,Day used\nann@firm.example,Revit,2026-01-05"),
    Bought: table("offering_name,contract_number,seat_quantity\nRevit,C1,4"),
  };
  it.each([
    ["licenses of our people", "Email,Product,Status,Team\nann@firm.example,Photoshop,Active,Design"],
    [
      "hours of our people",
      "User,Product,Start,End\nann@firm.example,Tower,2026-01-05 09:00,2026-01-05 17:00",
    ],
    ["charges of our people", "User,Product,Date,Tokens\nann@firm.example,Power,2026-01-05,50"],
    ["purchases on our contract", "Product,Quantity,Contract\nPhotoshop,40,C1"],
    ["a model with assumptions", "Name,Value\nYears,5\nGrowth,0.3\nFloors,7\nRent,9\nInflation,0.02"],
  ])("is not read: %s", async (name, lines) => {
    const sheet = name.includes("model") ? "Model assumptions" : "Other";
    const reading = await readSheets({ ...known, [sheet]: table(lines) });
    expect(reading.unrecognised.map((one) => one.sheet)).toEqual([sheet]);
  });
});

describe("a hidden sheet", () => {
  it("is not read, and is named with what it looks like", async () => {
    const reader = sheetsOf({
      "Old prices": table("Offering,Price per year\nRevit,500"),
      Use: table("Email,Product,Day used\na@x.com,Revit,2026-01-05"),
    });
    const hiding = {
      ...reader,
      sheets: async () =>
        (await reader.sheets()).map((sheet) => ({ ...sheet, hidden: sheet.name === "Old prices" })),
    };
    const reading = await read([hiding], { latest: LATEST });
    expect(kinds(reading)).toEqual(["Seat usage"]);
    expect(brief(reading.issues)).toEqual([["hidden-table", undefined, undefined]]);
    expect(reading.issues[0]?.message).toContain("has the headers of Offers");
    expect(reading.estate.hidden).toEqual(["Offers"]);
  });

  it("leaves nothing in doubt where another sheet has such a table, or its table is not about licenses", async () => {
    const reader = sheetsOf({
      "Old prices": table("Offering,Price per year\nRevit,500"),
      Prices: table("Offering,Price per year\nRevit,2800"),
      Halls: table("Contract,Start,End\nHall 4,2024-01-01,2029-12-31"),
    });
    const hiding = {
      ...reader,
      sheets: async () => (await reader.sheets()).map((one) => ({ ...one, hidden: one.name !== "Prices" })),
    };
    const reading = await read([hiding], { latest: LATEST });
    expect(kinds(reading)).toEqual(["Offers"]);
    expect(reading.estate.hidden).toBeUndefined();
  });
});
