import { InExcel } from "../../../src/taskpane/in-excel";
import { Job } from "../../../src/taskpane/job";
import { showCell } from "../../../src/hosts/excel/excel";
import { WorkHere } from "../../../src/taskpane/work-here";
import { addDays, isoDay } from "../../../src/engine/calendar";
import type { Cell } from "../../../src/workbook/cells";
import { day } from "../../engine/estate-of";
import { excel, opened } from "./opened";
import type { ModelSheet } from "./model";
import { Refusal } from "./protocol";

const TODAY = day("2026-11-15");

/** Two people with two offerings and tokens: enough for every result sheet to hold something. */
const ESTATE: Readonly<Record<string, readonly (readonly Cell[])[]>> = {
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used"],
    ...Array.from({ length: 120 }, (_, n): Cell[] => {
      const isAnn = n % 3 > 0;
      const date = isoDay(addDays(day("2026-07-01"), n));
      return [
        "AutoCAD",
        date,
        isAnn ? "Seats" : "Flex",
        isAnn ? "ann@x.example" : "bob@x.example",
        isAnn ? 0 : 7,
      ];
    }),
  ],
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date", "Contract"],
    ["AutoCAD", 3, 1800, "2026-12-31", "C1"],
  ],
  People: [
    ["email", "offering_name", "Team"],
    ["ann@x.example", "AutoCAD", "Ops"],
    ["bob@x.example", "", "Ops"],
    ["cat@x.example", "AutoCAD", "Ops"],
  ],
};

const analyse = async (): Promise<string | null> => {
  const job = new Job({ work: new WorkHere(new InExcel()), remark: null }, { today: () => TODAY, showCell });
  await job.analyse();
  return job.current().notice?.text ?? null;
};

const sheet = (name: string): ModelSheet => excel.model.sheet(name)!;

/** The place of a table's cell by the header of its column and the text of its first key; `undefined` for the totals. */
function placeIn(table: string, key: string | undefined, header: string) {
  const found = excel.model.tables.find(({ name }) => name === table)!;
  const { place, headers, body, totalsRow } = found;
  const rows = Array.from({ length: body.rows }, (_, n) => body.row + n);
  const isThis = (row: number) => headers.some((_, c) => found.sheet.shown(row, place.column + c) === key);
  const row = key === undefined ? totalsRow.row : rows.find(isThis)!;
  return { on: found.sheet, row, column: place.column + headers.indexOf(header) };
}

const shown = (table: string, key: string, header: string): Cell => {
  const { on, row, column } = placeIn(table, key, header);
  return on.shown(row, column);
};

function type(table: string, key: string | undefined, header: string, value: Cell, format?: string): void {
  const { on, row, column } = placeIn(table, key, header);
  if (format !== undefined) on.cell(row, column).format = format;
  on.write(row, column, value);
}

/** A workbook after a first analysis, in which a person then changed assumptions and left work of her own. */
async function workedOn(): Promise<void> {
  await opened(ESTATE["Usage"]);
  for (const name of ["Subscriptions", "People"]) excel.model.addSheet(name, ESTATE[name]);
  expect(await analyse()).toBeNull();
  type("SeatwiseAssumptions", "Pool buffer", "Value", 0.2);
  type("SeatwiseAssumptions", "Token price", "Value", 4);
  type("SeatwiseUsers", "ann@x.example", "Decision", "Keep", "@");
  type("SeatwiseUsers", "ann@x.example", "Owner", "Eve", "@");
  type("SeatwiseUsers", "cat@x.example", "Note", "=1+1 is text", "@");
  const users = excel.model.tables.find(({ name }) => name === "SeatwiseUsers")!;
  const { place } = users;
  users.sheet.write(place.row, place.column + place.columns, "Hours");
  users.place = { ...place, columns: place.columns + 1 };
  type("SeatwiseUsers", "ann@x.example", "Hours", 6, '0.0" h"');
  type("SeatwiseUsers", "bob@x.example", "Hours", 2, '0.0" h"');
  type("SeatwiseUsers", undefined, "Hours", "=SUBTOTAL(109,SeatwiseUsers[Hours])", '0.0" h"');
  const { row, column } = placeIn("SeatwiseUsers", "cat@x.example", "Hours");
  users.sheet.comments.push({
    id: "c",
    row,
    column,
    author: "Max",
    text: "ask",
    replies: [],
    resolved: false,
  });
  users.filters.set("Hours", { filterOn: "Custom", criterion1: ">0" });
  // One user more, so that rows move.
  sheet("People").write(4, 0, "aaron@x.example");
  sheet("People").write(4, 2, "Ops");
  excel.model.addSheet("Hers").write(0, 0, "=SUM(SeatwiseUsers[Hours])");
  excel.forget();
}

/** All of the workbook but looks. */
const state = (): string =>
  JSON.stringify([
    excel.model.sheets.map((one) => [one.name, cellsOf(one), one.comments]),
    excel.model.tables.map(({ name, place, showTotals, filters }) => [name, place, showTotals, [...filters]]),
    excel.model.names
      .map(({ name, formula, visible }) => [name, formula.replaceAll("'", ""), visible])
      .sort(),
    excel.model.enableEvents,
  ]);

function cellsOf(one: ModelSheet) {
  const used = one.used(true);
  if (!used) return [];
  return Array.from({ length: used.row + used.rows }, (_, row) =>
    Array.from({ length: used.column + used.columns }, (_, column) => {
      const cell = one.peek(row, column);
      return [cell?.formula, cell?.value, one.shown(row, column)];
    }),
  );
}

/** What a person typed and made, wherever it stands. */
const work = () => ({
  buffer: shown("SeatwiseAssumptions", "Pool buffer", "Value"),
  tokenPrice: shown("SeatwiseAssumptions", "Token price", "Value"),
  decision: shown("SeatwiseUsers", "ann@x.example", "Decision"),
  owner: shown("SeatwiseUsers", "ann@x.example", "Owner"),
  note: shown("SeatwiseUsers", "cat@x.example", "Note"),
  hours: ["ann@x.example", "bob@x.example", "cat@x.example"].map((user) =>
    shown("SeatwiseUsers", user, "Hours"),
  ),
  hers: sheet("Hers").shown(0, 0),
  comments: sheet("Users").comments.map(({ text }) => text.replace(/^.* wrote: /, "")),
});

test("a second analysis takes a person's assumptions and keeps her decisions, notes, columns, totals and comments", async () => {
  await workedOn();
  const before = work();
  expect(before).toEqual({
    buffer: 0.2,
    tokenPrice: 4,
    decision: "Keep",
    owner: "Eve",
    note: "=1+1 is text",
    hours: [6, 2, null],
    hers: 8,
    comments: ["ask"],
  });
  const said = await analyse();
  expect(said).toBeNull();
  expect(work()).toEqual(before);
  expect(shown("SeatwiseUsers", "aaron@x.example", "User")).toBe("aaron@x.example");
  const { on, row, column } = placeIn("SeatwiseUsers", undefined, "Hours");
  expect([on.shown(row, column), on.peek(row, column)?.format]).toEqual([8, '0.0" h"']);
  const cat = placeIn("SeatwiseUsers", "cat@x.example", "Hours");
  expect(on.comments.map((comment) => [comment.row, comment.column])).toEqual([[cat.row, cat.column]]);
}, 60_000);

/** What a fault in a request of a second analysis leaves, and what is said. */
async function outcomeOf(fault: number, after: string, kept: unknown): Promise<string> {
  await workedOn();
  const before = state();
  excel.before = (request) => {
    if (request === fault) throw new Refusal("GeneralException");
  };
  const said = (await analyse()) ?? "";
  excel.before = () => undefined;
  expect(work()).toEqual(kept);
  const now = state();
  const holds = now === before ? "as before" : now === after ? "as after" : "mixed";
  const says = SAYINGS.find((text) => said.includes(text)) ?? said;
  return `${holds}: ${says}`;
}

const SAYINGS = [
  "Nothing was changed",
  "all cells are as they were",
  "comments could not go",
  "All figures are written",
  "could not be compared",
  "refused the work",
];

test("a fault in each request of a second analysis leaves all as before or all as after, and is said", async () => {
  await workedOn();
  const kept = work();
  let writes = 0;
  const job = new Job({ work: new WorkHere(new InExcel()), remark: null }, { today: () => TODAY, showCell });
  job.watch(() => {
    if (job.current().doing?.what === "Writing the answer" && writes === 0) writes = excel.traffic.length;
  });
  await job.analyse();
  const [after, requests] = [state(), excel.traffic.length];
  const found = new Map<string, number>();
  for (let at = writes; at < requests; at++) {
    const outcome = await outcomeOf(at, after, kept);
    found.set(outcome, (found.get(outcome) ?? 0) + 1);
  }
  expect([...found.keys()].sort()).toEqual([
    // What the library asks for itself, at the end of its work.
    "as after: ",
    "as after: All figures are written",
    "as after: could not be compared",
    // The sheet to look at could not be shown.
    "as after: refused the work",
    "as before: Nothing was changed",
    // The cells take more than one request: those of the first were taken back.
    "as before: all cells are as they were",
    "mixed: comments could not go",
  ]);
}, 1_200_000);
