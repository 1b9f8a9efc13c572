import { brief, day, kinds, readCsv, readSheets } from "./sheets-of";

const minutes = (iso: string): number => Date.parse(iso) / 60_000;

describe("Sessions", () => {
  it("reads our columns; a time without an offset is UTC", async () => {
    const reading =
      await readCsv(`User,Product,Start,End,Version,Machine,Machine type,Active minutes,Tokens,Logged in
      Ada@x.com,AutoCAD,2026-07-01T23:30:00+02:00,2026-07-02 01:00,2026,PC1,shared,12.5,7,yes
      bob,AutoCAD,2026-07-01T08:00:00Z,2026-07-01T07:00:00Z,,,,,,`);
    expect(kinds(reading)).toEqual(["Sessions"]);
    expect([...reading.estate.sessions]).toEqual([
      {
        person: 0,
        product: 0,
        start: minutes("2026-07-01T21:30Z"),
        end: minutes("2026-07-02T01:00Z"),
        version: "2026",
        machine: "PC1",
        machineType: "shared",
        activeMinutes: 12.5,
        tokens: 7,
        loggedIn: true,
        origin: { source: 0, row: 2 },
      },
    ]);
    expect(brief(reading.issues)).toEqual([["ends-before-start", 3, undefined]]);
    expect(reading.issues[0]?.message).toMatch(
      /^The end 2026-07-0\d \d\d:\d\d lies before the start 2026-07-0\d \d\d:\d\d\./,
    );
  });

  it("reads serial dates with a time of day, of both date systems", async () => {
    const rows = (serial: number) => [
      ["User", "Product", "Start", "End"],
      ["ada@x.com", "AutoCAD", serial, serial + 0.25],
    ];
    for (const [dateSystem, serial] of [
      [1900, 46204.5],
      [1904, 44742.5],
    ] as const) {
      const { estate } = await readSheets({ Log: rows(serial) }, { dateSystem });
      expect([...estate.sessions]).toMatchObject([
        { start: minutes("2026-07-01T12:00Z"), end: minutes("2026-07-01T18:00Z") },
      ]);
    }
  });
});

describe("Metered charges", () => {
  it.each(["Date", "Start"])("reads our columns with %s, and keeps equal rows", async (header) => {
    const reading = await readCsv(`User,Product,${header},Tokens,Version,Machine
      ada@x.com,AutoCAD,2026-07-01,7,2026,PC1
      ada@x.com,AutoCAD,2026-07-01,7,2026,PC1`);
    expect(kinds(reading)).toEqual(["Metered charges"]);
    expect(reading.estate.meteredCharges).toHaveLength(2);
    expect(reading.estate.meteredCharges[0]).toEqual({
      person: 0,
      product: 0,
      day: day("2026-07-01"),
      tokens: 7,
      version: "2026",
      machine: "PC1",
      origin: { source: 0, row: 2 },
    });
  });
});
