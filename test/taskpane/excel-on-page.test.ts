import { AnalysisHere } from "../../src/taskpane/analysis-here";
import { ExcelOnPage } from "../../src/taskpane/excel-on-page";
import { InExcel } from "../../src/taskpane/in-excel";
import { Job } from "../../src/taskpane/job";
import { ExcelBehindPage } from "../../src/taskpane/page-workbook";
import type { AnalysisWork } from "../../src/taskpane/pane-work";
import { changingHere } from "../../src/taskpane/start-work";
import { WorkHere } from "../../src/taskpane/work-here";
import { servedBy, WorkInWorker } from "../../src/taskpane/work-in-worker";
import { openExcel } from "../../src/hosts/excel/excel";
import { readAll } from "../hosts/contract";
import { excel, opened } from "../hosts/excel/opened";
import { workerDoing } from "./channel";
import { OFFICE, TODAY } from "./job-in";

const inWorker = (): AnalysisWork =>
  new WorkInWorker(
    () => workerDoing((wire) => servedBy(new AnalysisHere(new ExcelBehindPage(wire)))),
    new ExcelOnPage().served,
  );

const jobWith = (analysis: AnalysisWork): Job =>
  new Job(
    { work: changingHere(analysis, new WorkHere(new InExcel())), remark: null },
    { today: () => TODAY },
  );

/** The workbook with the tables of an office in it. */
async function office(): Promise<void> {
  await opened();
  excel.model.sheets.splice(0);
  for (const { name } of await OFFICE.sheets()) {
    const rows = await readAll(OFFICE, name);
    excel.model.addSheet(
      name,
      rows.map(({ cells }) => cells),
    );
  }
}

/** All cells of all sheets. */
async function cells(): Promise<Map<string, unknown>> {
  const workbook = await openExcel();
  const all = new Map<string, unknown>();
  for (const { name } of await workbook.sheets()) all.set(name, await readAll(workbook, name));
  return all;
}

test("a worker reads and writes the workbook through the page, as the page itself would", async () => {
  await office();
  const here = jobWith(new WorkHere(new InExcel()));
  await here.analyse();
  const written = await cells();
  await office();
  const there = jobWith(inWorker());
  await there.look();
  await there.analyse();
  expect(there.current().notice).toBeNull();
  expect(there.current().answer).toEqual(here.current().answer);
  expect(await cells()).toEqual(written);
  expect(written.size).toBeGreaterThan(20);
});

test("a cancel while the worker reads through the page changes nothing, and a second run works", async () => {
  await office();
  const before = await cells();
  const job = jobWith(inWorker());
  const stop = job.watch(() => {
    if (job.current().doing?.what.startsWith("Reading Usage")) job.cancel();
  });
  await job.analyse();
  expect(job.current()).toMatchObject({
    answer: null,
    notice: { good: false, text: "Cancelled; nothing was changed." },
  });
  expect(await cells()).toEqual(before);
  stop();
  await job.analyse();
  expect(job.current().answer).not.toBeNull();
});
