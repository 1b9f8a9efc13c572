import { Access } from "../../../src/engine/estate/estate";
import { brief, day, kinds, readCsv, readSheets, table } from "./sheets-of";

const SNAKE =
  "hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,monthly_average,tokens_used,last_accessed";
const TITLE =
  "Access option,Assigned date,Days inactive,Days used,Email,First name,Group,Last accessed,Last name,Monthly average,Product,Seat assignment,Team,Tokens used,Unassigned date,User activity";

describe("Usage Report", () => {
  it("reads the snake_case dialect", async () => {
    const reading = await readCsv(`${SNAKE}
      H1,Ada,Lovelace,Ada@Example.com,A1,North,,AutoCAD,2026,assigned,2024-05-10T21:20:32Z,,active,94,Subscription,49,16.2,,2026-07-29
      H2,Bob,,bob@example.com,A2,North,,Revit,2026,,,,active,,Flex,0,0,0,`);
    expect(kinds(reading)).toEqual(["Usage Report"]);
    expect(reading.estate.people).toEqual([
      {
        id: "ada@example.com",
        name: "Ada Lovelace",
        team: "North",
        hashed: false,
        inactive: false,
        critical: false,
      },
      { id: "bob@example.com", name: "Bob", team: "North", hashed: false, inactive: false, critical: false },
    ]);
    expect(reading.estate.products).toEqual(["AutoCAD", "Revit"]);
    expect(reading.estate.reportedUse).toEqual([
      {
        person: 0,
        product: 0,
        access: Access.seat,
        variant: "2026\nNorth",
        daysUsed: 49,
        lastUse: day("2026-07-29"),
        origin: { source: 0, row: 2 },
      },
      {
        person: 1,
        product: 1,
        access: Access.tokens,
        variant: "2026\nNorth",
        daysUsed: 0,
        tokensUsed: 0,
        origin: { source: 0, row: 3 },
      },
    ]);
    expect(reading.estate.assignments).toEqual([
      {
        person: 0,
        offering: "AutoCAD",
        assigned: true,
        since: day("2024-05-10"),
        origin: { source: 0, row: 2 },
      },
    ]);
    expect(reading.counts).toEqual([{ source: 0, rows: 2, used: 2, skipped: 0 }]);
  });

  it.each([
    ["blank, after a last use", ",,2026-07-29", 0, ["blank-cell"]],
    ["blank, and never used", ",,", 1, []],
    ["blank, and last used before the period", ",,2026-04-30", 1, []],
    ["blank, and last used on its first day", ",,2026-05-01", 0, ["blank-cell"]],
    ["blank, beside tokens", ",14,2026-07-29", 1, []],
    ["0", "0,,2026-07-29", 1, []],
  ])("takes days that are %s for what they are", async (_, cells, used, codes) => {
    const { estate, counts, issues } = await readSheets({
      Report: [
        ["Date range", "2026-05-01 - 2026-07-31"],
        [],
        ...table(
          "email,product_name,access_option,days_used,tokens_used,last_accessed\n" +
            `ann@x.example,AutoCAD,Subscription,${cells}`,
        ),
      ],
    });
    expect(counts).toEqual([{ source: 0, rows: 1, used, skipped: 1 - used }]);
    expect(issues.flatMap(({ code }) => (code === "blank-cell" ? [code] : []))).toEqual(codes);
    expect(estate.refusals.length).toBe(1 - used);
  });

  it("reads the Title case dialect, where Product is what was bought", async () => {
    const reading = await readCsv(
      `${TITLE}
      Subscription,2025-01-02,12,30,eva@example.com,Eva,,2026-10-01,Berg,10.1,"AEC Collection",unassigned,South,,2026-02-01,active`.replaceAll(
        '"',
        "",
      ),
    );
    expect(kinds(reading)).toEqual(["Usage Report"]);
    expect(reading.estate.assignments).toEqual([
      {
        person: 0,
        offering: "AEC Collection",
        assigned: false,
        since: day("2025-01-02"),
        until: day("2026-02-01"),
        origin: { source: 0, row: 2 },
      },
    ]);
    expect(reading.estate.reportedUse[0]?.daysUsed).toBe(30);
  });

  it("asks for the period of a csv, with the days that its averages suggest", async () => {
    const reading = await readCsv(`${SNAKE}
      H1,,,a@x.com,,,,AutoCAD,,,,,,,Subscription,49,16.2,,
      H2,,,b@x.com,,,,AutoCAD,,,,,,,Subscription,20,6.6,,
      H3,,,c@x.com,,,,AutoCAD,,,,,,,Subscription,3,0.1,,`);
    expect(brief(reading.issues)).toEqual([["no-period", undefined, undefined]]);
    expect(reading.issues[0]?.message).toContain('the assumption "Usage report days"');
    expect(reading.issues[0]?.message).toContain("about 92 days");
    expect(reading.estate.sources[0]).not.toHaveProperty("from");
  });

  const users = table(`${TITLE}
    Subscription,,,30,eva@example.com,Eva,,2026-10-01,Berg,10.1,AutoCAD,assigned,South,,,active`);
  it.each<[string, (string | number | null)[][]]>([
    ["two dates in one cell", [["Date range", "2025-11-01 - 2026-10-31"]]],
    ["a label with a colon", [["Date range: Nov 1, 2025 to Oct 31, 2026"]]],
    ["no label", [["Usage from 2025-11-01 to 2026-10-31"]]],
    ["From and To beside each other", [["From", "2025-11-01", "To", "2026-10-31"]]],
    [
      "Start date and End date above each other",
      [
        ["Start date", 45962],
        ["End date", 46326],
      ],
    ],
    [
      "headers with values below",
      [
        ["Start date", "End date", "Team"],
        ["01.11.2025", "31.10.2026", "All teams"],
      ],
    ],
    ["two cells", [["Date range", 45962, 46326]]],
  ])("finds the period in the filter block: %s", async (_, filters) => {
    const reading = await readSheets({ Filters: filters, Users: users });
    expect(brief(reading.issues)).toEqual([]);
    expect(reading.estate.sources[0]).toMatchObject({ from: day("2025-11-01"), to: day("2026-10-31") });
    expect(reading.estate.reportedUse[0]).toMatchObject({ from: day("2025-11-01"), to: day("2026-10-31") });
    expect(reading.unrecognised).toEqual([]);
  });

  it("reads the values of a filter as the records of the estate spell them", async () => {
    const reading = await readSheets({
      Filters: [
        ["Date range", "2025-11-01 - 2026-10-31"],
        ["Product", "Architecture, Engineering & Construction Collection"],
        ["Access option", "Prepaid Flex"],
        ["User activity", "active"],
        ["Teams", "North; South"],
      ],
      Users: users,
    });
    expect(reading.estate.sources[0]?.filters).toEqual([
      { about: "product", values: ["AEC Collection"] },
      { about: "access", values: ["tokens"] },
      { about: "people", values: ["active"] },
      { about: "team", values: ["North", "South"] },
    ]);
  });

  it("warns that a filtered export may be partial", async () => {
    const reading = await readSheets({
      Filters: [
        ["Date range", "2025-11-01 - 2026-10-31"],
        ["Team", "North"],
        ["Product", "All"],
      ],
      Users: users,
    });
    expect(brief(reading.issues)).toEqual([["partial-export", undefined, undefined]]);
    expect(reading.estate.sources[0]?.filters).toEqual([
      { about: "team", values: ["North"] },
      { about: "product", values: [] },
    ]);
    expect(reading.issues[0]?.message).toContain("Team: North");
  });

  it("tells hidden people apart by their hash", async () => {
    const reading = await readCsv(`${SNAKE}
      H1,*****,*****,*****,*****,North,,AutoCAD,,,,,,,Flex,5,,30,
      H2,*****,*****,*****,*****,North,,AutoCAD,,,,,,,Flex,6,,36,`);
    expect(reading.estate.people.map(({ id, hashed, name }) => [id, hashed, name])).toEqual([
      ["H1", true, undefined],
      ["H2", true, undefined],
    ]);
    expect(brief(reading.issues)).toEqual([
      ["hidden-people", 2, undefined],
      ["no-period", undefined, undefined],
    ]);
  });

  it("says what is wrong with a row, and skips it", async () => {
    const reading = await readCsv(`${SNAKE}
      ,Ada,,,,,,AutoCAD,,,,,,,Flex,5,,30,
      H1,,,,,,,AutoCAD,,,,,,,Network,5,,30,
      H1,,,,,,,AutoCAD,,,,,,,,5,,30,
      H1,,,,,,,,,,,,,,Flex,5,,30,
      H1,,,,,,,AutoCAD,,,,,,,Flex,5.5,,30,
      H1,,,,,,,AutoCAD,,,,,,,Flex,-5,,30,
      H1,,,,,,,AutoCAD,,,,,,,Flex,5,,30,2026-11-01
      H1,,,,,,,AutoCAD,,,,,,,Flex,5,,30,07/08/2026
      H1,,,,,,,AutoCAD,,perhaps,,,,,Flex,5,,30,`);
    expect(brief(reading.issues.filter(({ severity }) => severity === "error"))).toEqual([
      ["no-person", 2, undefined],
      ["unknown-access", 3, "access_option"],
      ["blank-cell", 4, "access_option"],
      ["blank-cell", 5, "offering_name"],
      ["not-whole", 6, "days_used"],
      ["negative-number", 7, "days_used"],
      ["future-date", 8, "last_accessed"],
      ["unknown-assignment", 10, "seat_assignment"],
      ["ambiguous-date", 9, "last_accessed"],
    ]);
    expect(reading.counts).toEqual([{ source: 0, rows: 9, used: 0, skipped: 9 }]);
  });

  it("skips a row that says the same again", async () => {
    const reading = await readCsv(`${SNAKE}
      H1,,,,,,,AutoCAD,2026,,,,,,Flex,5,,30,
      H1,,,,,,,AutoCAD,2025,,,,,,Flex,5,,30,
      H1,,,,,,,AutoCAD,2026,,,,,,Flex,5,,30,`);
    expect(brief(reading.issues)[0]).toEqual(["doubled-row", 4, undefined]);
    expect(reading.issues[0]?.message).toContain("row 2");
    expect(reading.counts).toEqual([{ source: 0, rows: 3, used: 2, skipped: 1 }]);
  });
});
