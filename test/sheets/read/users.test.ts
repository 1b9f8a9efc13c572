import { brief, day, kinds, readCsv, readSheets, table } from "./sheets-of";

describe("Users", () => {
  it("reads the snake_case dialect, one seat for each person and offering", async () => {
    const reading = await readCsv(
      `first_name,last_name,email,autodesk_id,team_alias,role,account_status,offering_name,product_name
      Ada,Lovelace,Ada@x.com,A1,North,User,Active,"Architecture Engineering & Construction Collection",Revit
      Ada,Lovelace,ada@x.com,A1,North,User,Active,AEC Collection,AutoCAD
      Bob,Stone,bob@x.com,A2,North,User,Disabled,AutoCAD,AutoCAD
      Eva,Berg,eva@x.com,A3,North,User,Active,Autodesk Flex,Flex`.replaceAll('"', ""),
    );
    expect(kinds(reading)).toEqual(["Users"]);
    expect(
      reading.estate.assignments.map(({ person, offering, assigned }) => [person, offering, assigned]),
    ).toEqual([
      [0, "AEC Collection", true],
      [1, "AutoCAD", false],
    ]);
    expect(reading.estate.people.map(({ id, inactive }) => [id, inactive])).toEqual([
      ["ada@x.com", false],
      ["bob@x.com", true],
      ["eva@x.com", false],
    ]);
    expect(reading.estate.products).toEqual([]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("reads the Title case dialect with our columns", async () => {
    const reading =
      await readCsv(`Autodesk ID,Email,First name,Last name,Product,Role,Team,Department,Critical,Exception,Exception until,Created
      A1,ada@x.com,Ada,Lovelace,Revit,User,North,Design,yes,sabbatical,2027-01-31,2020-02-03
      A2,bob@x.com,Bob,Stone,Revit,User,North,Design,no,no,,
      A3,eva@x.com,Eva,Berg,Revit,User,North,Design,maybe,,,`);
    expect(kinds(reading)).toEqual(["Users"]);
    expect(reading.estate.people).toEqual([
      {
        id: "ada@x.com",
        name: "Ada Lovelace",
        team: "North",
        department: "Design",
        accountSince: day("2020-02-03"),
        exception: "sabbatical",
        exceptionUntil: day("2027-01-31"),
        hashed: false,
        inactive: false,
        listed: true,
        critical: true,
      },
      {
        id: "bob@x.com",
        name: "Bob Stone",
        team: "North",
        department: "Design",
        hashed: false,
        inactive: false,
        listed: true,
        critical: false,
      },
      {
        id: "eva@x.com",
        name: "Eva Berg",
        team: "North",
        department: "Design",
        hashed: false,
        inactive: false,
        listed: true,
        critical: false,
      },
    ]);
    expect(brief(reading.issues)).toEqual([["not-yes-or-no", 4, "Critical"]]);
    expect(reading.estate.refusals).toMatchObject([{ fields: ["critical"], person: 2, offering: "Revit" }]);
  });

  it("reads whose tokens somebody draws, a blank being unknown", async () => {
    const reading = await readCsv(`Email,Product,Role,Token pool
      ada@x.com,Revit,User,Contract 7
      bob@x.com,Revit,User,`);
    expect(reading.estate.people.map(({ tokenPool }) => tokenPool)).toEqual(["Contract 7", undefined]);
    expect(brief(reading.issues)).toEqual([]);
  });

  it("believes the dated Usage Report where the two disagree", async () => {
    const reading = await readSheets({
      Benutzer: table(`email,role,account_status,offering_name,product_name
        ada@x.com,User,Active,AutoCAD,AutoCAD
        bob@x.com,User,Active,AutoCAD,AutoCAD`),
      Nutzung:
        table(`email,offering_name,seat_assignment,assigned_date,unassigned_date,access_option,days_used
        ada@x.com,AutoCAD,unassigned,2025-01-01,2026-02-01,Subscription,3
        bob@x.com,AutoCAD,assigned,2025-01-01,,Subscription,3`),
    });
    expect(reading.estate.assignments).toEqual([
      {
        person: 0,
        offering: "AutoCAD",
        assigned: false,
        since: day("2025-01-01"),
        until: day("2026-02-01"),
        origin: { source: 1, row: 2 },
      },
      {
        person: 1,
        offering: "AutoCAD",
        assigned: true,
        since: day("2025-01-01"),
        origin: { source: 1, row: 3 },
      },
    ]);
    expect(brief(reading.issues).filter(([code]) => code === "assignment-conflict")).toHaveLength(1);
  });
});

describe("a seat that several rows of the Usage Report state", () => {
  it("is as the latest date says, and takes the date it lacks from the others", async () => {
    const { estate } =
      await readCsv(`email,offering_name,seat_assignment,assigned_date,unassigned_date,access_option,days_used
      ada@x.com,AutoCAD,assigned,2025-01-01,,Subscription,3
      ada@x.com,AutoCAD,unassigned,,2026-02-01,Subscription,2
      ada@x.com,AutoCAD,assigned,2024-01-01,,Subscription,1`);
    expect(estate.assignments).toEqual([
      {
        person: 0,
        offering: "AutoCAD",
        assigned: false,
        since: day("2024-01-01"),
        until: day("2026-02-01"),
        origin: { source: 0, row: 3 },
      },
    ]);
  });
});

describe("Groups", () => {
  it.each(["Group type", "Group_type"])("is recognised by %s and not needed", async (header) => {
    const reading = await readCsv(`Email,Group,${header},Role\nada@x.com,Design,Custom,User`);
    expect(kinds(reading)).toEqual(["Groups"]);
    expect(brief(reading.issues)).toEqual([["groups-not-needed", undefined, undefined]]);
    expect(reading.estate.people).toEqual([]);
  });
});

describe("a seat that was given, taken back and given again", () => {
  const HEADER = "email,offering_name,seat_assignment,assigned_date,unassigned_date,access_option,days_used";
  const read = async (...rows: string[]) => {
    const { estate, issues } = await readCsv(
      [HEADER, ...rows.map((row) => `      ada@x.com,AutoCAD,${row},Subscription,3`)].join("\n"),
    );
    const [seat] = estate.assignments;
    return {
      seat: [seat?.assigned, seat?.since, seat?.until, seat?.earlier],
      codes: brief(issues)
        .map(([code]) => code)
        .filter((code) => code.startsWith("seat-")),
    };
  };
  const term = (since: string, until: string) => ({ since: day(since), until: day(until) });
  const LAST = "assigned,2026-01-01,";

  it("keeps its terms, in any order of the rows, each once", async () => {
    const rows = [
      LAST,
      "unassigned,2024-01-01,2024-03-31",
      "unassigned,2025-01-01,2025-06-30",
      // The export of a day within the first term, and the same term without its start.
      "assigned,2024-01-01,",
      "unassigned,,2024-03-31",
    ];
    const expected = {
      seat: [
        true,
        day("2026-01-01"),
        undefined,
        [term("2024-01-01", "2024-03-31"), term("2025-01-01", "2025-06-30")],
      ],
      codes: [],
    };
    expect(await read(...rows)).toEqual(expected);
    expect(await read(...rows.reverse())).toEqual(expected);
  });

  it("asks when a term ended that no row ends", async () => {
    expect(await read("assigned,2024-01-01,", LAST)).toEqual({
      seat: [true, day("2026-01-01"), undefined, [{ since: day("2024-01-01") }]],
      codes: ["seat-given-again"],
    });
  });

  it("tells terms that overlap, and counts their days once", async () => {
    expect(await read("unassigned,2024-01-01,2026-02-15", LAST)).toEqual({
      seat: [true, day("2026-01-01"), undefined, [term("2024-01-01", "2025-12-31")]],
      codes: ["seat-terms-overlap"],
    });
    expect(await read("unassigned,2024-01-01,2026-01-01", LAST)).toMatchObject({
      codes: ["seat-terms-overlap"],
    });
    expect(await read("unassigned,2024-01-01,2025-12-31", LAST)).toMatchObject({ codes: [] });
  });

  it("has a last term that began on an unknown day, if only its end is stated", async () => {
    expect(await read("unassigned,2024-01-01,2024-03-31", "unassigned,,2025-09-30")).toEqual({
      seat: [false, undefined, day("2025-09-30"), undefined],
      codes: [],
    });
  });
});
