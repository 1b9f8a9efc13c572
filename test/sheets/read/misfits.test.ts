import type { SheetReader } from "../../../src/workbook/reader";
import { read as readAll } from "../../../src/sheets/read/read";
import { kinds, LATEST, readSheets, sheetsOf, table } from "./sheets-of";

/** What a firm has beside the table in question. */
const FIRM = {
  Use: table("Email,Product,Day used\nann@firm.example,Revit,2026-01-05"),
  Bought: table("offering_name,contract_number,seat_quantity\nRevit,110001001,4"),
};

const read = (sheet: string, lines: string, options: Partial<SheetReader> = {}) =>
  readSheets({ ...FIRM, [sheet]: table(lines) }, options);

describe("a table that is almost one of ours", () => {
  it.each([
    [
      "Contracts",
      "Contracts",
      ["Start"],
      "Contract,End date,Notice days,Auto-renew\n110001001,2026-12-31,30,yes",
    ],
    ["Contracts", "Verträge", ["Contract", "Start", "End"], "Vertrag,Bis,Frist\n110001001,2026-12-31,30"],
    ["Contracts", "Terms", ["Start"], "Contract,End,Notice days\n110001001,2026-12-31,30"],
    ["Offers", "Offers 2027", ["Price per year"], "Offering,Net price,Covers\nRevit,2800,"],
    ["Rates", "Rates", ["Tokens per day"], "Product,Tokens daily\nRevit,10"],
    ["Token prices", "tokenprices", ["Minimum tokens"], "From,Unit price\n0,3\n5000,2.90"],
    ["Token packs", "Purchases", ["Purchased"], "Bought on,Tokens,Price\n2026-05-01,1000,3000"],
    ["Planned use", "Plan", ["From", "Days a month"], "Product,People,Start\nRevit,5,2026-12-01"],
    ["Quotes", "Quotes", ["Seats or Tokens"], "Quote,Offering,Qty,Price\nQ1,Revit,10,2900"],
    [
      "Sessions",
      "Sessions",
      ["Start"],
      "User,Product,Begin,End\nann@firm.example,Revit,2026-09-01 09:00,2026-09-01 10:00",
    ],
    [
      "Users",
      "Benutzer",
      ["Email or Autodesk ID or hashed_autodesk_id"],
      "Login,offering_name,product_name\nann,Revit,Revit",
    ],
  ])("is refused with the columns that it lacks: %s on a sheet %s", async (kind, sheet, lacks, lines) => {
    const { estate, counts, issues, unrecognised } = await read(sheet, lines);
    const { sources, refusals } = estate;
    expect(sources.at(-1)).toMatchObject({ kind, sheet, lacks });
    expect(refusals).toMatchObject([{ kind, fields: [], origin: { source: sources.length - 1 } }]);
    expect(counts.at(-1)).toMatchObject({ used: 0, skipped: lines.split("\n").length - 1 });
    const [issue] = issues.filter(({ code }) => code === "missing-column");
    expect(issue?.message).toContain(`almost ${kind}, but has no column "${lacks[0]}"`);
    for (const header of lines.split("\n")[0]!.split(",")) expect(issue?.message).toContain(`"${header}"`);
    expect(unrecognised).toEqual([]);
  });

  it("is told by the name of a file with one sheet", async () => {
    const terms = { Sheet1: table("Vertrag,Bis\n110001001,2026-12-31") };
    const readers = [sheetsOf(FIRM), sheetsOf(terms, { file: "agreements.xlsx" })];
    const { estate } = await readAll(readers, { latest: LATEST });
    expect(estate.sources.at(-1)).toMatchObject({ kind: "Contracts", lacks: ["Contract", "Start", "End"] });
  });

  it.each([
    ["where nothing in it is about licenses", "Rates", "Role,Hourly rate\nArchitect,120"],
    ["where a table of the kind was read, and no header fits", "Bought before", "Seats of,Number\nRevit,4"],
    [
      "where it is a summary of the use",
      "Summary",
      "Email,Product,Days used,Share\nann@firm.example,Revit,12,0.4",
    ],
    ["where its name is a word of another meaning", "Planning notes", "Who,What\nann,Kickoff"],
    ["where it buys other things", "Purchases", "Item,Date,Quantity,Price\nLaptop,2026-02-01,12,1200"],
    ["where it plans other work", "Project plan", "Task,From,To,People\nRoof,2026-05-01,2026-06-01,7"],
    [
      "where its sessions are meetings",
      "Sessions",
      "Topic,Start,End\nKickoff,2026-02-01 09:00,2026-02-01 10:00",
    ],
    ["where its contracts are others", "Contracts", "Supplier,Contract,Start\nCleaning AG,K-1,2026-02-01"],
  ])("is only named %s", async (_, sheet, lines) => {
    const { estate, unrecognised } = await read(sheet, lines);
    expect(estate.sources).toHaveLength(2);
    expect(estate.refusals).toEqual([]);
    expect(unrecognised).toMatchObject([{ sheet }]);
  });

  it("is refused in no workbook in which nothing else was read", async () => {
    const reading = await readSheets({
      Contracts: table("Contract,End date,Notice days\nHall 4,2026-12-31,30"),
      Users: table("Login,Department\nann,Sales"),
    });
    expect(kinds(reading)).toEqual([]);
    expect(reading.unrecognised).toHaveLength(2);
  });
});
