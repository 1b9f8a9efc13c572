import { SHEET_NAMES } from "../../src/sheets/report/tables";
import { addDays, isoDay } from "../../src/engine/calendar";
import type { SheetReader } from "../../src/workbook/reader";
import { Job } from "../../src/taskpane/job";
import type { Opened, PaneHost } from "../../src/taskpane/pane-host";
import type { PaneState } from "../../src/taskpane/pane-state";
import type { PaneWork } from "../../src/taskpane/pane-work";
import { WorkHere } from "../../src/taskpane/work-here";
import type { CellTarget } from "../../src/workbook/spec";
import { newXlsx, type XlsxWorkbook } from "../../src/hosts/xlsx/xlsx";
import { day } from "../engine/estate-of";
import { sheetsOf, table } from "../sheets/read/sheets-of";

export const TODAY = day("2026-11-15");

/** Three AutoCAD seats, of which one is used. */
export const OFFICE = sheetsOf({
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used"],
    ...Array.from({ length: 40 }, (_, n) => [
      "AutoCAD",
      isoDay(addDays(day("2026-08-21"), n)),
      "Seats",
      "ann@x.example",
      0,
    ]),
  ],
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date"],
    ["AutoCAD", 3, 1800, "2026-12-31"],
  ],
  Users: table("email,offering_name\nann@x.example,AutoCAD\nbob@x.example,AutoCAD"),
});

/** A place with one workbook that stays open, and the sheets that were shown of it. */
export function placeOf(workbook = newXlsx("new.xlsx"), readers: readonly SheetReader[] = [OFFICE]) {
  const shown: string[] = [];
  const opened: Opened<XlsxWorkbook> = { readers, workbook };
  const place: PaneHost = { open: async () => opened, keep: async () => undefined };
  return { place, shown, workbook };
}

type WorkOn = (place: PaneHost) => PaneWork;

export function jobIn(place: PaneHost, shown: string[] = [], workOn: WorkOn = (host) => new WorkHere(host)) {
  const showCell = async ({ sheet }: CellTarget) => void shown.push(sheet);
  const job = new Job({ work: workOn(place), remark: null }, { today: () => TODAY, showCell });
  const states: PaneState[] = [];
  job.watch(() => states.push(job.current()));
  return { job, states };
}

const said = (states: readonly PaneState[]) => [...new Set(states.flatMap(({ doing }) => doing?.what ?? []))];

/** Looks and analyses, checks that it says so and writes and shows all sheets, and returns the answer. */
export async function wholeJob({ place, shown, workbook }: ReturnType<typeof placeOf>, workOn?: WorkOn) {
  const { job, states } = jobIn(place, shown, workOn);
  await job.look();
  expect(job.current().seen.map(({ kind }) => kind)).toContain("Subscriptions");
  expect(job.current().missing.join(" ")).not.toContain("Subscriptions");
  await job.analyse();
  const { answer, doing, notice } = job.current();
  expect(doing).toBeNull();
  expect(notice).toBeNull();
  expect(said(states).at(-1)).toBe("Writing the answer");
  expect(shown).toEqual(["renewal"]);
  expect((await workbook.sheets()).filter(({ ours }) => ours)).toHaveLength(Object.keys(SHEET_NAMES).length);
  return answer;
}
