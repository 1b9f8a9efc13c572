import { lookAt } from "../../../src/sheets/read/look";
import { openCsv } from "../../../src/hosts/csv";
import { read } from "../../../src/sheets/read/read";
import { brief, kinds, LATEST, readCsv, sheetsOf, table } from "./sheets-of";

const usedAndSkipped = async (lines: string) =>
  (await readCsv(lines)).counts.map(({ used, skipped }) => [used, skipped]);

describe("a table beside another one", () => {
  const BESIDE = `
    Email,Product,Day used,,,,,Product,Tokens per day
    a@x.com,Revit,2026-01-05,,,,,Revit,10
    b@x.com,Maya,2026-01-05,,,,,,
    c@x.com,Maya,2026-01-06,,,,,Maya,6
    ,,,,,,,AutoCAD,7`;

  it("is read as a table of its own", async () => {
    const reading = await readCsv(BESIDE);
    expect(kinds(reading)).toEqual(["Seat usage", "Rates"]);
    expect(reading.counts.map(({ used, skipped }) => [used, skipped])).toEqual([
      [3, 0],
      [3, 0],
    ]);
    expect(reading.estate.rates.map(({ tokensPerDay }) => tokensPerDay)).toEqual([7, 6, 10]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("is read where it begins lower or higher, and left of the other", async () => {
    const lower = await readCsv(`
      Email,Product,Day used,,,
      a@x.com,Revit,2026-01-05,,Our rates,
      b@x.com,Maya,2026-01-05,,Product,Rate
      c@x.com,Maya,2026-01-06,,Revit,10`);
    expect(kinds(lower)).toEqual(["Seat usage", "Rates"]);
    const higher = await readCsv(`
      ,,,,Product,Rate
      ,,,,Revit,10
      Email,Product,Day used,,Maya,6
      a@x.com,Revit,2026-01-05,,AutoCAD,7`);
    expect(kinds(higher)).toEqual(["Rates", "Seat usage"]);
    expect(higher.counts.map(({ used }) => used)).toEqual([3, 1]);
    const left = await readCsv(`
      Name,Value,,Offering,Price per year
      Rate: Revit,10,,Revit,2900`);
    expect(kinds(left)).toEqual(["Assumptions", "Offers"]);
  });

  it("is named, with its place and words, where it is not known", async () => {
    const { issues } = await readCsv(`
      Email,Product,Day used,,Cost centre,Budget
      a@x.com,Revit,2026-01-05,,North,1200
      b@x.com,Maya,2026-01-05,,South,900`);
    expect(brief(issues)).toEqual([["outside-tables", undefined, undefined]]);
    expect(issues[0]?.message).toContain("3 rows in E1:F3");
    expect(issues[0]?.message).toContain("Cost centre, Budget");
  });

  it("is not found in columns of one table that stand apart", async () => {
    const reading = await readCsv(`
      Email,Product,Access option,Days used,,Tokens used,Last accessed
      a@x.com,Revit,Flex,3,,30,2026-01-05`);
    expect(kinds(reading)).toEqual(["Usage Report"]);
    expect(reading.estate.reportedUse).toMatchObject([{ tokensUsed: 30 }]);
  });

  it("is shown by the pane before the answer", async () => {
    const seen = await lookAt(sheetsOf({ Use: table(BESIDE) }), { latest: LATEST });
    expect(seen.map(({ kind }) => kind)).toEqual(["Seat usage", "Rates"]);
  });

  it("does not take captions and notes for a table", async () => {
    const reading = await readCsv(`
      ,,,,Made by hand
      Email,Product,Day used,,
      a@x.com,Revit,2026-01-05,,on loan`);
    expect([kinds(reading), reading.issues, reading.unrecognised]).toEqual([["Seat usage"], [], []]);
  });
});

describe("a table below another one", () => {
  it("is read as a table of its own, with a blank row between them or none", async () => {
    for (const between of ["", "\n,,"]) {
      const reading = await readCsv(`Product,Tokens per day
        Revit,10
        AutoCAD,7${between}
        Offering,Price per year,Covers
        Revit,2900,
        AEC Collection,3600,Revit;AutoCAD`);
      expect(kinds(reading)).toEqual(["Rates", "Offers"]);
      expect(reading.counts.map(({ used, skipped }) => [used, skipped])).toEqual([
        [2, 0],
        [2, 0],
      ]);
      expect(reading.estate.offers.find(({ covers }) => covers.length > 0)?.covers).toEqual([
        "Revit",
        "AutoCAD",
      ]);
    }
  });

  it("may be of the same kind: exports copied below each other", async () => {
    const one = "Email,Product,Day used\na@x.com,Revit,2026-01-05\nb@x.com,Revit,2026-01-06";
    expect(await usedAndSkipped(`${one}\n${one.replaceAll("01-0", "02-0")}`)).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });

  it("keeps what stands beside both", async () => {
    const reading = await readCsv(`
      Product,Tokens per day,,Minimum tokens,Unit price
      Revit,10,,0,3
      ,,,5000,2.8
      Offering,Price per year,,10000,2.7
      Revit,2900,,20000,2.6`);
    expect(kinds(reading)).toEqual(["Rates", "Token prices", "Offers"]);
    expect(reading.estate.tokenTiers.map(({ minimum }) => minimum)).toEqual([0, 5000, 10000, 20000]);
  });

  it("is named where it is not known, and its rows are not taken for rows of the table above", async () => {
    const reading = await readCsv(`
      offering_name,seat_quantity
      Revit,10
      ,
      Cost item,Amount
      Server,400
      Desks,90`);
    expect(reading.estate.subscriptions.map(({ offering }) => offering)).toEqual(["Revit"]);
    expect(brief(reading.issues)).toEqual([["outside-tables", undefined, undefined]]);
    expect(reading.issues[0]?.message).toContain("Cost item, Amount");
  });
});

describe("a row that is no data", () => {
  it("is said to be a totals row, once, and is not an offering", async () => {
    const words = [
      "Total",
      "Grand total",
      "TOTAL:",
      "Summe",
      "Total seats",
      "Sum",
      "Gesamtergebnis",
      "I alt",
    ];
    for (const word of words) {
      const reading = await readCsv(`offering_name,seat_quantity\nRevit,10\nAutoCAD,5\n${word},15`);
      expect([word, reading.counts]).toEqual([word, [{ source: 0, rows: 2, used: 2, skipped: 0 }]]);
      expect(brief(reading.issues)).toEqual([["totals-row", 4, undefined]]);
    }
  });

  it("is a row of data where it only sounds like a total", async () => {
    const reading = await readCsv(
      "team_alias,email,offering_name\nTotal Energies,a@x.com,Revit\nNorth,total@x.com,Revit",
    );
    expect(reading.counts).toEqual([{ source: 0, rows: 2, used: 2, skipped: 0 }]);
  });

  it("is a note where it is one text below the table, but not where it names a product", async () => {
    const reading = await readCsv(`
      offering_name,seat_quantity
      Revit,10
      ,
      Source: our reseller
      as of May
      ,
      AutoCAD,`);
    expect(brief(reading.issues)).toEqual([
      ["note-row", 4, undefined],
      ["note-row", 5, undefined],
      ["blank-cell", 7, "seat_quantity"],
    ]);
    expect(reading.counts).toEqual([{ source: 0, rows: 2, used: 1, skipped: 1 }]);
  });

  it("is the title of a table below, and else a row like the others", async () => {
    const users = (rest: string) => readCsv(`email,offering_name,role\na@x,Revit,User\n,,\n${rest}`);
    const titled = await users("Rates,,\nProduct,Tokens per day,\nRevit,20,");
    expect(titled.estate.people.map(({ id }) => id)).toEqual(["a@x"]);
    expect(titled.estate.rates).toMatchObject([{ product: "Revit", tokensPerDay: 20 }]);
    expect(brief(titled.issues)).toEqual([["note-row", 4, undefined]]);
    const goesOn = await users("b@x,,");
    expect(goesOn.estate.people.map(({ id }) => id)).toEqual(["a@x", "b@x"]);
  });

  it.each(["Subtotal Q1", "Total users: 10", "AutoCAD Total", "Revit Ergebnis", "Seats total"])(
    "is a totals row where little else stands in it: %s",
    async (word) => {
      const reading = await readCsv(`email,offering_name,role\na@x,Revit,User\n${word},,`);
      expect(reading.estate.people).toHaveLength(1);
      expect(brief(reading.issues)).toEqual([["totals-row", 3, undefined]]);
    },
  );
});

describe("two tables without a blank column between them", () => {
  it("are two where both headers are whole and the second says what the first does not know", async () => {
    const { estate, issues } = await readCsv(`
      Email,product_name,Day used,Product,Tokens per day
      a@x,Revit,2026-01-05,Maya,20
      a@x,Revit,2026-01-06,,`);
    expect(estate.rates).toMatchObject([{ product: "Maya", tokensPerDay: 20 }]);
    expect(estate.products).toEqual(["Revit"]);
    expect(issues).toEqual([]);
  });

  it("are one where every column belongs to the first", async () => {
    const { counts } = await readCsv(`
      Offering,Seats,Unit price,Contract,Start,End
      Revit,5,2000,C1,2026-01-01,2026-12-31`);
    expect(counts).toEqual([{ source: 0, rows: 1, used: 1, skipped: 0 }]);
  });
});

describe("a row of a text file with more cells than the header", () => {
  const readText = (text: string) =>
    read([openCsv("input.csv", new TextEncoder().encode(text))], { latest: LATEST });

  it.each([
    ["at the end", "Offering,Price per year\nAutoCAD,2,030"],
    ["in front", "Offering,Price per year\nAEC Collection, new,3675"],
    ["with other signs", "Offering;Price per year\nAutoCAD;2;030"],
  ])("is not read, as its cells may stand under the wrong header: %s", async (_, text) => {
    const reading = await readText(`${text}\n`);
    expect(brief(reading.issues)).toEqual([["cells-run-over", 2, undefined]]);
    expect(reading.counts).toEqual([{ source: 0, rows: 1, used: 0, skipped: 1 }]);
    // It may speak of any offering.
    expect(reading.estate.refusals).toMatchObject([{ kind: "Offers", fields: [], columns: [] }]);
    expect(reading.estate.refusals[0]).not.toHaveProperty("offering");
  });

  it.each([
    ["blanks behind it", "Offering,Price per year\nAutoCAD,2030,,"],
    ["a note beside it", "Offering,Price per year\nAutoCAD,2030,,from the quote"],
    ["quotes around the value", 'Offering,Price per year\nAutoCAD,"2,030"'],
    ["a comma behind every line", "Offering,Price per year,\nAutoCAD,2030,"],
  ])("is read with %s", async (_, text) => {
    const reading = await readText(`${text}\n`);
    expect(brief(reading.issues)).toEqual([]);
    expect(reading.estate.offers).toMatchObject([{ offering: "AutoCAD", pricePerYear: 2030 }]);
  });
});
