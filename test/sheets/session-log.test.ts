import { toJson } from "../../src/cli/json";
import { statementsOf } from "../../src/engine/statements/statements";
import { runAnalysis, type Run } from "../../src/sheets/run";
import { day, sheetsOf, table } from "./read/sheets-of";

const analysed = (log: string): Promise<Run> =>
  runAnalysis([sheetsOf({ Sessions: table(log) })], { today: day("2026-11-15"), set: [] });

/** Six launches of AutoCAD, 7 tokens a day, on the first and last of 21 days and on four between. */
const LAUNCHES = ["01", "05", "09", "13", "17", "21"]
  .map((date) => `ann@x.example,AutoCAD,2026-10-${date} 08:00,2026-10-${date} 16:00`)
  .join("\n");

describe("an analysis of a session log alone", () => {
  it("charges launches at the rate where the log states no tokens: 6 × 7 × 365 ÷ 21 = 730 a year", async () => {
    const { analysis } = await analysed(`User,Product,Start,End\n${LAUNCHES}`);
    expect(analysis.users[0]?.products).toMatchObject([
      { product: "AutoCAD", drawn: 730, onFlex: 730, basis: "computed from launches" },
    ]);
    expect(analysis.consumption.observed).toBe(42);
    expect(analysis.consumption.byProduct).toEqual([{ product: "AutoCAD", tokens: 730 }]);
  });

  it("says in the JSON that the tokens are computed, and as an issue how many", async () => {
    const run = await analysed(`User,Product,Start,End\n${LAUNCHES}`);
    const { users } = JSON.parse(toJson(run)) as {
      users: { products: { drawn: number; basis: string }[] }[];
    };
    expect(users[0]?.products[0]).toMatchObject({ drawn: 730, basis: "computed from launches" });
    expect(run.issues.filter(({ code }) => code === "computed-tokens")).toMatchObject([
      { severity: "info", sheet: "Sessions", row: 2, rows: 6 },
    ]);
  });

  it("believes the tokens that the log states, and says nothing of computing", async () => {
    const stated = LAUNCHES.replaceAll(/$/gm, ",5");
    const run = await analysed(`User,Product,Start,End,Tokens\n${stated}`);
    expect(run.analysis.users[0]?.products[0]).toMatchObject({ basis: "exported" });
    expect(run.analysis.consumption.observed).toBe(30);
    expect(run.issues.some(({ code }) => code === "computed-tokens")).toBe(false);
  });

  it("a session of three days that states 21 tokens drew 21, not 14 more", async () => {
    const run = await analysed(
      "User,Product,Start,End,Tokens\nann@x.example,AutoCAD,2026-10-02 16:00,2026-10-05 10:00,21",
    );
    expect(run.analysis.consumption.observed).toBe(21);
  });
});

describe("what a session log shows of waste", () => {
  const NIGHT = ["05", "06", "07", "08"]
    .map((date) => `svc@x.example,Revit,2026-10-${date} 01:00,2026-10-${date} 02:00,no`)
    .join("\n");
  const withNights = (set: { name: string; value: string }[]): Promise<Run> =>
    runAnalysis([sheetsOf({ Sessions: table(`User,Product,Start,End,Logged in\n${LAUNCHES}\n${NIGHT}`) })], {
      today: day("2026-11-15"),
      set,
    });
  const saying = (run: Run): string =>
    statementsOf(run)
      .map((one) => ("text" in one ? one.text : ""))
      .join("\n");

  it("asks for the time zone before it calls anything background use", async () => {
    const run = await withNights([]);
    expect(run.analysis.waste.traps[0]).toMatchObject({ name: "background", charges: 0 });
    expect(run.analysis.waste.traps[0]?.unknown).toContain("Time zone");
    expect(saying(run)).toContain('Set the assumption "Time zone"');
  });

  it("with it, names the charges of services by night: 4 of Revit are 40 tokens", async () => {
    const run = await withNights([{ name: "Time zone", value: "Europe/Berlin" }]);
    expect(run.analysis.waste.traps[0]).toMatchObject({ charges: 4, people: 1, tokens: 40 });
    expect(run.analysis.waste.traps[0]?.share).toBeCloseTo(40 / 82, 12);
    expect(saying(run)).toContain("4 charges drew 40 tokens");
  });

  it("a zone that does not exist is an error, and nothing is outside business hours", async () => {
    const run = await withNights([{ name: "Time zone", value: "Europe/Atlantis" }]);
    expect(run.issues.filter(({ code }) => code === "unknown-time-zone")).toMatchObject([
      { severity: "error" },
    ]);
    expect(run.analysis.waste.traps[0]).toMatchObject({ charges: 0 });
  });

  it.each([
    ["an open session", "ann@x.example,AutoCAD,2026-10-02 08:00,", "open-session"],
    [
      "an end before the start",
      "ann@x.example,AutoCAD,2026-10-02 08:00,2026-10-02 07:00",
      "ends-before-start",
    ],
    ["a row twice", LAUNCHES.split("\n")[0] ?? "", "repeated-sessions"],
    ["an overlap", "ann@x.example,AutoCAD,2026-10-01 09:00,2026-10-01 18:00", "overlapping-sessions"],
    [
      "a session of over a year",
      "ann@x.example,AutoCAD,2025-10-01 08:00,2026-10-02 09:00",
      "session-over-a-year",
    ],
    ["a clock that jumped", "bob@x.example,AutoCAD,2026-09-02 08:00,2026-10-12 07:00", "long-sessions"],
  ])("%s is an issue of its own", async (_, row, code) => {
    const run = await analysed(`User,Product,Start,End\n${LAUNCHES}\n${row}`);
    expect(run.issues.filter((issue) => issue.code === code)).toHaveLength(1);
  });
});
