import { channel, workerDoing } from "./channel";
import { OFFICE, placeOf, TODAY, wholeJob } from "./job-in";
import { Job } from "../../src/taskpane/job";
import type { PaneWork, Running } from "../../src/taskpane/pane-work";
import { startWork } from "../../src/taskpane/start-work";
import { Wire } from "../../src/taskpane/wire";
import { WorkHere } from "../../src/taskpane/work-here";
import { servedBy, WorkInWorker } from "../../src/taskpane/work-in-worker";
import { damaged, WorkbookError } from "../../src/workbook/errors";
import type { SheetReader } from "../../src/workbook/reader";
import { newXlsx } from "../../src/hosts/xlsx/xlsx";
import { sheetsOf, table } from "../sheets/read/sheets-of";

const jobWith = (work: PaneWork): Job => new Job({ work, remark: null }, { today: () => TODAY });

test("the answer of a worker is that of the page, and all of it can be sent", async () => {
  const here = await wholeJob(placeOf());
  const there = await wholeJob(
    placeOf(),
    (host) => new WorkInWorker(() => workerDoing(() => servedBy(new WorkHere(host)))),
  );
  expect(there).toEqual(here);
});

test("what cannot be worked on is the same sentence, and the page goes on", async () => {
  const { place } = placeOf(newXlsx("new.xlsx"), [sheetsOf({ Notes: table("a,b\n1,2") })]);
  const notices: (string | undefined)[] = [];
  for (const work of [
    new WorkHere(place),
    new WorkInWorker(() => workerDoing(() => servedBy(new WorkHere(place)))),
  ] satisfies PaneWork[]) {
    const job = jobWith(work);
    await job.analyse();
    notices.push(job.current().notice?.text);
    await job.look();
    expect(job.current()).toMatchObject({ notice: null, doing: null });
  }
  expect(notices[0]).toContain("input.xlsx");
  expect(notices[1]).toBe(notices[0]);
});

test("an error keeps its class, its code and its place", async () => {
  const [outside, inside] = channel();
  new Wire(inside, (name) =>
    Promise.reject(name === "damage" ? damaged("a.xlsx", "its styles") : new TypeError("x is undefined")),
  );
  const wire = new Wire(outside);
  const damage = await wire.call("damage", null).catch((error: unknown) => error);
  expect(damage).toBeInstanceOf(WorkbookError);
  expect(damage).toEqual(damaged("a.xlsx", "its styles"));
  await expect(wire.call("fault", null)).rejects.toThrow("x is undefined");
});

/** Sheets that cancel their first reading, and whose rows come once that was heard. */
function cancelledOnce(reader: SheetReader, cancel: () => void): SheetReader {
  let isFirst = true;
  return {
    ...reader,
    async *rows(sheet, signal) {
      if (isFirst && signal) {
        isFirst = false;
        setTimeout(cancel);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      }
      yield* reader.rows(sheet, signal);
    },
  };
}

test("a cancel is heard in the worker, nothing is changed, and a second run works", async () => {
  const { place, workbook } = placeOf(undefined, [cancelledOnce(OFFICE, () => job.cancel())]);
  const before = workbook.toBytes();
  const job = jobWith(new WorkInWorker(() => workerDoing(() => servedBy(new WorkHere(place)))));
  await job.analyse();
  expect(job.current()).toMatchObject({
    answer: null,
    doing: null,
    notice: { good: false, text: "Cancelled; nothing was changed." },
  });
  expect(Buffer.compare(workbook.toBytes(), before)).toBe(0);
  await job.analyse();
  expect(job.current().answer?.asOf).toBe("2026-09-29");
});

test("a worker that does not hear a cancel is ended, and another one goes on", async () => {
  let begun = 0;
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const deaf: PaneWork = Object.assign(new WorkHere(placeOf().place), {
    analyse: () => {
      asked();
      return new Promise<never>(() => undefined);
    },
  });
  const work = new WorkInWorker(
    () => workerDoing(() => servedBy(++begun === 1 ? deaf : new WorkHere(placeOf().place))),
    undefined,
    1,
  );
  const job = jobWith(work);
  const first = job.analyse();
  await isAsked;
  job.cancel();
  await first;
  expect(job.current().notice?.text).toBe("Cancelled; nothing was changed.");
  await job.analyse();
  expect(job.current().answer).not.toBeNull();
  expect(begun).toBe(2);
});

test("a cancel that comes after writing has begun cuts nothing off", async () => {
  let asked = (): void => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const writing: PaneWork = Object.assign(new WorkHere(placeOf().place), {
    analyse: async (_: unknown, { signal, tell }: Running) => {
      asked();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      tell({ what: "Writing the answer", cancellable: false });
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { shown: { asOf: "2026-09-29" } };
    },
  });
  const job = jobWith(new WorkInWorker(() => workerDoing(() => servedBy(writing)), undefined, 100));
  const run = job.analyse();
  await isAsked;
  job.cancel();
  await run;
  expect(job.current()).toMatchObject({ asOf: "2026-09-29", notice: null });
});

test("a worker that fails outside of a call ends the call with a sentence", async () => {
  const work = new WorkInWorker(() => channel()[0]);
  const job = jobWith(work);
  const looks = job.look();
  await Promise.resolve();
  work.end(new WorkbookError("too-large", "The memory is not enough."));
  await looks;
  expect(job.current().notice).toEqual({
    good: false,
    text: "The memory is not enough.",
  });
});

test("where no worker can be started, the page works itself and says so", async () => {
  const { place } = placeOf(newXlsx("new.xlsx"), [OFFICE]);
  const refused = startWork("browser", place, undefined, () => {
    throw new Error("refused by the policy of the page");
  });
  const job = new Job(refused, { today: () => TODAY });
  await job.analyse();
  expect(job.current().answer?.asOf).toBe("2026-09-29");
  expect(job.current().remark).toContain("this page works itself");
});
