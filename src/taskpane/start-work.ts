import type { PaneHost } from "./pane-host";
import type { AnalysisWork, ChangeWork, PaneWork } from "./pane-work";
import type { Served, WireMessage } from "./wire";
import { WorkHere } from "./work-here";
import { WorkInWorker, workerFault } from "./work-in-worker";

/** The work behind the pane, as it could be started. */
export interface StartedWork {
  readonly work: PaneWork;
  /** What a person must know of how it is done; null where a worker does it. */
  readonly remark: string | null;
}

/** The script of the worker, beside that of the page. */
const SCRIPT = "worker.js";

/** The name that a worker has for the place where it works. */
export type WorkerPlace = "browser" | "excel";

/**
 * Starts a worker for the work of the pane. Where there can be none (a page that was opened from a folder, a policy of
 * the host, an old web view), the page does the work itself in turns, and says so.
 */
export async function startWork(
  place: WorkerPlace,
  host: PaneHost,
  served?: Served,
  begin: () => Worker = () => new Worker(SCRIPT, { name: place }),
): Promise<StartedWork> {
  try {
    let first: Worker | undefined = await ready(begin());
    const work: WorkInWorker = new WorkInWorker(() => {
      const worker = first ?? begin();
      first = undefined;
      worker.addEventListener("error", ({ message }) => work.end(workerFault(message)));
      return worker;
    }, served);
    return {
      work: place === "excel" ? changingHere(work, new WorkHere(host)) : work,
      remark: null,
    };
  } catch {
    return { work: new WorkHere(host), remark: IN_PAGE };
  }
}

/** The page alone may speak with Excel, and changing formulas calculates nothing. */
export const changingHere = (analysis: AnalysisWork, changes: ChangeWork): PaneWork => ({
  look: (asked, running) => analysis.look(asked, running),
  analyse: (asked, running) => analysis.analyse(asked, running),
  charges: (asked, running) => analysis.charges(asked, running),
  addBlanks: (asked, running) => changes.addBlanks(asked, running),
  makePortable: (asked, running) => changes.makePortable(asked, running),
  countFreeze: (asked, running) => changes.countFreeze(asked, running),
  freeze: (asked, running) => changes.freeze(asked, running),
});

/** Resolves when a worker has said that it can be called. */
function ready(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const heard = ({ data }: MessageEvent<WireMessage>): void => {
      if (data.is === "ready") resolve(worker);
    };
    worker.addEventListener("message", heard);
    worker.addEventListener("error", ({ message }) => reject(new Error(message)), { once: true });
  });
}

const IN_PAGE =
  "No background worker could be started here, so this page works itself: with large tables it may not answer for " +
  "some seconds. The figures are the same.";
