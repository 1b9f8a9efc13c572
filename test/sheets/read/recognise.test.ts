import { openCsv } from "../../../src/hosts/csv";
import { FORMATS } from "../../../src/sheets/read/formats";
import { read } from "../../../src/sheets/read/read";
import { recognise } from "../../../src/sheets/read/recognise";
import { brief, kinds, LATEST, readCsv, readSheets, sheetsOf, table } from "./sheets-of";

describe("recognising a table by its headers", () => {
  it("tells the exports of 2026 apart whose columns overlap, in any order of columns", async () => {
    const headers = {
      "Usage Report": "Team,Product,Email,Tokens used,Access option,Days used,Group",
      "Token usage": "Team,Product,Email,Tokens used,Day used",
      "Seat usage": "Team,Product,Email,Day used",
      Usage: "Team,product_name,Email,Tokens used,Day used,Access option",
      Users: "Team,Product,Email,Role,Autodesk ID",
      Groups: "Email,Group,Group type,Role",
    };
    for (const [kind, header] of Object.entries(headers)) {
      const backwards = header.split(",").reverse().join(",");
      expect([kind, kinds(await readCsv(header)), kinds(await readCsv(backwards))]).toEqual([
        kind,
        [kind],
        [kind],
      ]);
    }
  });

  it("compares a row of thousands of headers with the formats as often as one of hundreds", () => {
    const comparisons = (n: number): number => {
      let times = 0;
      const counting = FORMATS.map((format) => ({
        ...format,
        match: (keys: readonly string[]) => {
          times++;
          return format.match(keys);
        },
      }));
      const months = Array.from({ length: n }, (_, month) => `Month ${month}`);
      recognise([{ row: 1, cells: ["Product", "Quantity", ...months] }], counting);
      return times;
    };
    expect(comparisons(2000)).toBe(comparisons(200));
  });

  it("finds the header below titles, whatever the sheet is called", async () => {
    const reading = await readSheets({
      Tabelle1: [
        ["Our token prices"],
        ["as quoted in May", null, 3],
        [null],
        ["", "MINIMUM_TOKENS", " Unit  price "],
        ["", 0, 3],
      ],
    });
    expect(kinds(reading)).toEqual(["Token prices"]);
    expect(reading.counts).toEqual([{ source: 0, rows: 1, used: 1, skipped: 0 }]);
  });

  it("asks how days of use by hand were meant, and takes them for no charges", async () => {
    for (const header of ["User,Date", "User,Product,Date"]) {
      const reading = await readCsv(
        `${header}\n${header.replace("User", "ann@x").replace("Date", "2026-03-01")}`,
      );
      expect(reading.counts).toEqual([]);
      expect(reading.unrecognised[0]?.reason).toContain(
        'If its rows are days of use, name the columns "Email", "Product" and "Day used"',
      );
    }
  });

  it("names the nearest kind and the missing column, and takes it for nothing else", async () => {
    const reading =
      await readCsv(`first_name,last_name,email,team_alias,offering_name,seat_assignment,days_used
      Ada,Lovelace,ada@x.com,North,AutoCAD,assigned,3`);
    expect(reading.estate.sources).toEqual([]);
    expect(reading.unrecognised).toEqual([
      {
        file: "input.csv",
        sheet: "csv",
        reason: 'Row 1 looks like the header of Usage Report, but has no column "Access option".',
      },
    ]);
  });

  it("says so of a sheet that is empty or something else, without an error", async () => {
    const reading = await readSheets({ Empty: [], Notes: [["Remember the milk"]] });
    expect(reading.unrecognised.map(({ reason }) => reason)).toEqual([
      "The sheet is empty.",
      "None of its first 1 rows holds the headers of a table that is known.",
    ]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("warns of a table without rows, but not of our own blank form", async () => {
    const rates = [["Product", "Tokens per day"]];
    expect(brief((await readSheets({ Rates: rates })).issues)).toEqual([["no-rows", undefined, undefined]]);
    const form = await readSheets({ Rates: rates }, { ours: { Rates: "template-rates" } });
    expect([kinds(form), form.issues]).toEqual([["Rates"], []]);
  });

  it("reads the first of two equal headers where the columns agree, and says so; unknown ones do not matter", async () => {
    const reading = await readCsv(`
      Product,Colour,Tokens per day,Colour,tokens_per_day
      AutoCAD,red,7,blue,7
      Revit,red,10,blue,
      Maya,red,6,blue,8
      Inventor,red,,blue,9
      Inventor,red,6,blue,8`);
    const rates = reading.estate.rates.map(({ product, tokensPerDay }) => [product, tokensPerDay]);
    expect(rates).toEqual([
      ["AutoCAD", 7],
      ["Inventor", undefined],
      ["Maya", undefined],
      ["Revit", 10],
    ]);
    expect(brief(reading.issues)).toEqual([
      ["doubled-header", undefined, "Tokens per day"],
      ["doubled-columns-differ", 4, "Tokens per day"],
      ["doubled-columns-differ", 5, "Tokens per day"],
      ["doubled-columns-differ", 6, "Tokens per day"],
      ["doubled-entry", 6, undefined],
    ]);
  });

  it("compares two columns of one name in every row of a text file, also where rows repeat", async () => {
    const rows = ["7,7", "7,7", "7,8", "7,7", "7,8"].map(
      (tokens, n) => `AutoCAD,2026-05-0${n + 1},Flex,a@x.example,${tokens}`,
    );
    const text = `Product,Day used,Access option,Email,Tokens used,Tokens used\n${rows.join("\n")}\n`;
    const csv = openCsv("input.csv", new TextEncoder().encode(text));
    const { counts, issues } = await read([csv], { latest: LATEST });
    expect(counts).toMatchObject([{ used: 3, skipped: 2 }]);
    expect(brief(issues).slice(1)).toEqual([
      ["doubled-columns-differ", 4, "Tokens used"],
      ["doubled-columns-differ", 6, "Tokens used"],
    ]);
  });

  it("asks whether a column that is almost one of ours is meant, and only where that one is not there", async () => {
    const asked = async (header: string) =>
      (await readCsv(`${header}\nAutoCAD,7,x`)).issues
        .filter(({ code }) => code === "almost-header")
        .map(({ column, message }) => [column, /If it means "([^"]+)"/.exec(message)?.[1]]);
    expect(await asked("Product,Tokens per day,Sorce")).toEqual([["Sorce", "Source"]]);
    expect(await asked("Product,Tokens per day,Source of it")).toEqual([["Source of it", "Source"]]);
    expect(await asked("Product,Tokens per day,Soucre")).toEqual([["Soucre", "Source"]]);
    expect(await asked("Product,Tokens per day,Sauces")).toEqual([]);
    expect(await asked("Product,Tokens per day,Products")).toEqual([]);
    expect(await asked("Product,Tokens per day,Source,Sorce")).toEqual([]);
  });

  it("passes remarks on and reports progress; an abort stops it", async () => {
    const rows: number[] = [];
    const lines = table(
      `Product,Tokens per day\n${Array.from({ length: 50 }, (_, n) => `P${n},1`).join("\n")}`,
    );
    const reader = sheetsOf({ Rates: lines }, { remarks: ["The file was read as Windows-1252."] });
    const reading = await read([reader], {
      latest: LATEST,
      onProgress: (progress) => rows.push(progress.rows),
    });
    expect(reading.issues).toMatchObject([
      { severity: "info", message: "The file was read as Windows-1252." },
    ]);
    expect(rows.at(-1)).toBe(50);
    expect(rows.length).toBeGreaterThan(1);
    await expect(read([reader], { latest: LATEST, signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it("lists twenty issues of a kind and counts the rest in one", async () => {
    const reading = await readCsv(
      `Product,Tokens per day\n${Array.from({ length: 50 }, (_, n) => `P${n},x${n}`).join("\n")}`,
    );
    expect(reading.issues).toHaveLength(21);
    expect(reading.issues.map(({ row }) => row)).toEqual(Array.from({ length: 21 }, (_, n) => n + 2));
    expect(reading.issues.map(({ rows }) => rows)).toEqual([...Array.from({ length: 20 }, () => 1), 30]);
  });
});
