import { resultInSteps } from "../../../src/sheets/result";
import { runAnalysis, type Run } from "../../../src/sheets/run";
import { finish } from "../../../src/engine/steps";
import { statementsOf } from "../../../src/engine/statements/statements";
import { toJson } from "../../../src/cli/json";
import type { Cell } from "../../../src/workbook/cells";
import { ALL_CASES } from "../../cases";
import { readAll } from "../../hosts/contract";
import { day, sheetsOf } from "../read/sheets-of";
import { FileDesk } from "./file-desk";

/** Ann and Bob draw 400 tokens in 354 days: at 3.30, 1,361 a year. A Revit seat costs 700, 661 less. */
const USE = [
  ["product_name", "day_used", "access_option", "email", "tokens_used"],
  ["Revit", "2025-11-01", "Tokens", "bob@x", 10],
  ...["ann@x", "bob@x"].flatMap((user) =>
    Array.from({ length: 40 }, (_, i): Cell[] => {
      const [month, date] = [i < 20 ? "09" : "10", String((i % 20) + 1).padStart(2, "0")];
      return ["Revit", `2026-${month}-${date}`, "Tokens", user, 10];
    }),
  ),
];
const OFFERS = [
  ["Offering", "Price per year"],
  ["Revit", 700],
];
const COMPLETE = [{ name: "Exports are complete", value: "yes" }];

/** A run over a workbook in which somebody typed decisions into our Users sheet. */
function decided(decisions: readonly (readonly Cell[])[], more: Record<string, Cell[][]> = {}): Promise<Run> {
  const people = [
    ["User", "Segment", "Decision"],
    ...decisions.map(([user, text]) => [user ?? null, "Rare", text ?? null]),
  ];
  const area = { firstRow: 1, lastRow: people.length, firstColumn: 0, lastColumn: 2 };
  const sheets = { Usage: USE, Offers: OFFERS, People: people, ...more };
  const reader = sheetsOf(sheets, {
    ours: { People: "users" },
    tables: {
      People: [{ name: "SeatwiseUsers", ...area }],
      ...Object.fromEntries(Object.keys(more).map((name) => [name, [{ name: "SeatwiseUsers4", ...area }]])),
    },
  });
  return runAnalysis([reader], { today: day("2026-10-31"), set: COMPLETE });
}
const userIn = ({ analysis }: Run, id: string) => analysis.users.find(({ user }) => user === id)!;
const codes = ({ issues }: Run) => issues.map(({ code }) => code);

it.each([
  ["Flex", []],
  ["flex ", []],
  ["revit", ["Revit"]],
  ["AutoCAD; Revit", ["AutoCAD", "Revit"]],
  [" Keep", []],
])("reads the decision %j", async (text, seats) => {
  const run = await decided([["ANN@x", text]]);
  expect(userIn(run, "ann@x")).toMatchObject({
    recommended: { seats },
    decision: { text: text.trim(), refused: null },
  });
});

it("without a decision, the recommendation stands", async () => {
  const run = await decided([["ann@x", null]]);
  expect(userIn(run, "ann@x")).toMatchObject({ recommended: { seats: ["Revit"] }, decision: null });
});

it("says which covers are overruled, and what they cost", async () => {
  const run = await decided([["ann@x", "Flex"]]);
  const said = statementsOf(run).map(({ text }) => text);
  expect(said).toContain("You overruled the run for 1 user: ann@x gets Flex, 661 a year more than Revit");
  const { users } = JSON.parse(toJson(run)) as { users: { user: string; decision: unknown }[] };
  expect(users.find(({ user }) => user === "ann@x")?.decision).toEqual({
    text: "Flex",
    used: true,
    refused: null,
    instead: { seats: ["Revit"], flex: [], tokens: 0, more: expect.closeTo(-661, 0) as number },
  });
});

it("names the cell of a decision that cannot be used", async () => {
  const run = await decided([["ann@x", "Rivet"]]);
  expect(run.issues.find(({ code }) => code === "unused-decision")).toMatchObject({
    severity: "error",
    file: "input.xlsx",
    sheet: "People",
    row: 2,
    column: "Decision",
  });
});

it("uses neither of two decisions that contradict each other, and names both cells", async () => {
  const run = await decided([
    ["ann@x", "Flex"],
    ["bob@x", "Flex"],
    ["ann@x", "Revit"],
  ]);
  const refused = "another decision for the same user contradicts it";
  expect(userIn(run, "ann@x").decision).toEqual({ text: "Flex", refused, instead: null });
  expect(userIn(run, "ann@x").recommended.seats).toEqual(["Revit"]);
  expect(codes(run)).not.toContain("unused-decision");
  expect(userIn(run, "bob@x").decision?.text).toBe("Flex");
  expect(run.issues.find(({ code }) => code === "disputed-decision")?.message).toBe(
    'Two decisions for ann@x contradict each other, so neither was used: "Flex" (People of input.xlsx, row 2) ' +
      'and "Revit" (People of input.xlsx, row 4). Clear one of them.',
  );
});

it("repeats one of two contradicting decisions as not used, so that the sheets follow the recommendation", async () => {
  const run = await decided([
    ["ann@x", "Flex"],
    ["ann@x", "Revit; AutoCAD"],
  ]);
  const { specs } = finish(resultInSteps({ ...run, dateSystem: 1900 }));
  const { columns, rows } = specs
    .flatMap(({ tables }) => tables)
    .find(({ name }) => name === "SeatwiseUsers")!;
  const ann = rows.find(([user]) => user?.value === "ann@x");
  const shown = (header: string) => ann?.[columns.findIndex((column) => column.header === header)]?.value;
  expect(["Decision", "Typed", "Not used", "Choice"].map(shown)).toEqual(["Flex", "Flex", "Flex", "Revit"]);
});

it("names a copy of a sheet of ours", async () => {
  const run = await decided([["ann@x", "Flex"]], { "Users (2)": [["User", "Segment", "Decision"]] });
  expect(codes(run)).toContain("copied-result");
});

it("says that a decision for somebody unknown has no row, and holds it", async () => {
  const run = await decided([["zoe@x", "Flex"]]);
  const { run: told, specs } = finish(resultInSteps({ ...run, dateSystem: 1900 }));
  expect(told.issues.find(({ code }) => code === "kept-without-place")?.message).toContain(
    "1 text is yours without a row or column in the sheets: Decision of zoe@x.",
  );
  const held = specs.flatMap(({ tables }) => tables).find(({ name }) => name === "SeatwiseKept");
  expect(held?.rows.map((row) => row.map(({ value }) => value))).toEqual([
    ["Cell", "SeatwiseUsers", "zoe@x", "Decision", "Flex"],
  ]);
});

describe("in a file", () => {
  const run = async ({ workbook }: FileDesk, today = "2026-10-31") => {
    const analysed = await runAnalysis([workbook], { today: day(today), set: COMPLETE });
    const { run: told, specs } = finish(resultInSteps({ ...analysed, dateSystem: 1900 }));
    await workbook.write(specs);
    return told;
  };
  /** Our table of users as it stands in the file: the place of each cell by user and header. */
  const users = async (desk: FileDesk) => {
    const rows = await readAll(desk.workbook, "Users");
    const head = rows.find(({ cells }) => cells.includes("Decision"))!;
    return {
      at: (user: string, header: string) =>
        [rows.find(({ cells }) => cells[0] === user)!.row, head.cells.indexOf(header)] as const,
      shown: (user: string, header: string) =>
        rows.find(({ cells }) => cells[0] === user)?.cells[head.cells.indexOf(header)] ?? null,
    };
  };

  it.runIf(ALL_CASES)(
    "a decision, an owner and a note outlive three runs, also as of another day; cleared, the cover is free",
    async () => {
      const desk = new FileDesk({ Usage: USE, Offers: OFFERS });
      await run(desk);
      const { at } = await users(desk);
      await desk.type("Users", ...at("ann@x", "Decision"), "Flex");
      await desk.type("Users", ...at("ann@x", "Owner"), "Eve");
      await desk.type("Users", ...at("bob@x", "Note"), "ask in May");
      for (const today of ["2026-10-31", "2026-12-15", "2026-10-31"]) {
        const told = await run(desk, today);
        expect(userIn(told, "ann@x").recommended.seats).toEqual([]);
        const { shown } = await users(desk);
        expect([shown("ann@x", "Decision"), shown("ann@x", "Owner"), shown("bob@x", "Note")]).toEqual([
          "Flex",
          "Eve",
          "ask in May",
        ]);
        expect(shown("ann@x", "Why")).toMatch(/^You decided Flex; the run would have recommended Revit/);
      }
      await desk.type("Users", ...(await users(desk)).at("ann@x", "Decision"), null);
      expect(userIn(await run(desk), "ann@x").recommended.seats).toEqual(["Revit"]);
    },
  );

  it("the same run over people's work writes the same bytes", async () => {
    const desk = new FileDesk({ Usage: USE, Offers: OFFERS });
    await run(desk);
    await desk.type("Users", ...(await users(desk)).at("ann@x", "Decision"), "Flex");
    await run(desk);
    const second = Buffer.from(desk.workbook.toBytes()).toString("base64");
    await run(desk);
    expect(Buffer.from(desk.workbook.toBytes()).toString("base64")).toBe(second);
  });
});
