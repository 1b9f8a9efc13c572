import { Access, NOBODY } from "../../../src/engine/estate/estate";
import { read } from "../../../src/sheets/read/read";
import { brief, day, kinds, LATEST, readCsv, sheetsOf, table } from "./sheets-of";

const HIDDEN = "team_alias,offering_name,product_name,version,day_used,access_option,hashed_autodesk_id";
const SHOWN = `${HIDDEN},autodesk_id,email,first_name,last_name,tokens_used`;
const MIXED =
  "Access option,autodesk_id,Day used,email,first_name,hashed_autodesk_id,last_name,offering_name,product_name,Team,Tokens used";

describe("Usage", () => {
  it("reads the snake_case dialect with people hidden", async () => {
    const reading = await readCsv(`${HIDDEN}
      North,AEC Collection,Revit,2026,2026-07-01,Seats,H1
      North,AutoCAD,,2026,2026-07-02,Tokens,H1`);
    const { use, products, people } = reading.estate;
    expect(kinds(reading)).toEqual(["Usage"]);
    expect(people.map(({ id, hashed }) => [id, hashed])).toEqual([["H1", true]]);
    expect(products).toEqual(["AutoCAD", "Revit"]);
    expect([...use.product]).toEqual([0, 1]);
    expect([...use.day]).toEqual([day("2026-07-02"), day("2026-07-01")]);
    expect([...use.access]).toEqual([Access.tokens, Access.seat]);
    expect([...use.tokens]).toEqual([NaN, NaN]);
    expect([...use.row]).toEqual([3, 2]);
  });

  it("reads the snake_case dialect with people shown, and its tokens", async () => {
    const { estate } = await readCsv(`${SHOWN}
      North,AutoCAD,AutoCAD,2026,2026-07-01,tokens,H1,A1,Ada@x.com,Ada,Lovelace,7
      North,AutoCAD,AutoCAD,2026,2026-07-02,FLEX,H1,A1,ada@x.com,Ada,Lovelace,0`);
    expect(estate.people).toHaveLength(1);
    expect(estate.people[0]).toMatchObject({ id: "ada@x.com", name: "Ada Lovelace", hashed: false });
    expect([...estate.use.tokens]).toEqual([7, 0]);
  });

  it("reads the mixed dialect of 2026", async () => {
    const reading = await readCsv(`${MIXED}
      Seats,A1,2026-07-01,ada@x.com,Ada,H1,Lovelace,AEC Collection,Revit,North,`);
    expect(kinds(reading)).toEqual(["Usage"]);
    expect(reading.estate.products).toEqual(["Revit"]);
  });

  it("knows one person by hash and by mail, whichever row comes first", async () => {
    const rows = [
      "North,AutoCAD,AutoCAD,,2026-07-01,Tokens,H1,*****,*****,,,7",
      "North,AutoCAD,AutoCAD,,2026-07-02,Tokens,,A1,ada@x.com,,,7",
      "North,AutoCAD,AutoCAD,,2026-07-03,Tokens,H1,A1,,,,7",
    ];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const { estate } = await readCsv([SHOWN, ...order.map((at) => rows[at])].join("\n"));
      expect(estate.people.map(({ id }) => id)).toEqual(["ada@x.com"]);
      expect([...estate.use.person]).toEqual([0, 0, 0]);
    }
  });

  it("skips a doubled row across files, keeps other versions and other kinds", async () => {
    const row = (version: string, tokens: string) => `${SHOWN}
      North,AutoCAD,AutoCAD,${version},2026-07-01,Tokens,H1,,,,,${tokens}`;
    const seat = "Day used,Email,hashed_autodesk_id,Product,Team\n2026-07-01,,H1,AutoCAD,North";
    const reading = await read(
      [row("2026", "7"), row("2026", "7"), row("2025", "7"), seat].map((lines, n) =>
        sheetsOf({ csv: table(lines) }, { file: `${n}.csv` }),
      ),
      { latest: LATEST },
    );
    expect(brief(reading.issues)).toEqual([["doubled-row", 2, undefined]]);
    expect(reading.issues[0]).toMatchObject({ file: "1.csv", severity: "warning" });
    expect(reading.issues[0]?.message).toContain("row 2 of csv in 0.csv");
    expect(reading.counts.map(({ used, skipped }) => [used, skipped])).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(reading.estate.use.length).toBe(3);
  });

  it("skips a row without a person or with a blank product", async () => {
    const reading = await readCsv(`${HIDDEN}
      North,AutoCAD,AutoCAD,,2026-07-01,Seats,
      North,,,,2026-07-01,Seats,H1`);
    expect(brief(reading.issues)).toEqual([
      ["no-person", 2, undefined],
      ["no-product", 3, undefined],
    ]);
    expect(reading.estate.use.length).toBe(0);
  });
});

describe("Seat usage", () => {
  it("reads the Title case dialect", async () => {
    const reading = await readCsv(`Day used,Email,First name,Last name,Product,Team
      2026-07-01,ada@x.com,Ada,Lovelace,Revit,North`);
    expect(kinds(reading)).toEqual(["Seat usage"]);
    expect([...reading.estate.use.access]).toEqual([Access.seat]);
  });
});

describe("Token usage", () => {
  it("reads the Title case dialect", async () => {
    const reading = await readCsv(`Day used,Email,Feature,First name,Last name,Product,Team,Tokens used
      2026-07-01,ada@x.com,Rendering,Ada,Lovelace,Revit,North,10`);
    expect(kinds(reading)).toEqual(["Token usage"]);
    expect([...reading.estate.use.access]).toEqual([Access.tokens]);
    expect([...reading.estate.use.tokens]).toEqual([10]);
  });

  it("reads an export without people, and says what it cannot answer", async () => {
    const reading = await readCsv(`Day used,Feature,Product,Team,Tokens used
      2026-07-01,,Revit,North,10
      2026-07-01,,Revit,North,10`);
    expect([...reading.estate.use.person]).toEqual([NOBODY, NOBODY]);
    expect(brief(reading.issues)).toEqual([["no-people", undefined, undefined]]);
  });
});
