import { cancelled, WorkbookError } from "../workbook/errors";
import type { Doing } from "./pane-state";
import type { AnalysisWork, PaneWork, Running } from "./pane-work";
import { Wire, type Served, type WireEnd } from "./wire";

/** A worker that was started, and how it is ended. */
export interface WorkerEnd extends WireEnd {
  terminate(): void;
}

/** The longest that a worker may take to hear a cancel; then it is ended, and another one is started. */
const GRACE_MS = 3_000;

/** The work of the pane, done in a worker. */
export class WorkInWorker implements PaneWork {
  private running: { readonly worker: WorkerEnd; readonly wire: Wire } | undefined;

  constructor(
    private readonly begin: () => WorkerEnd,
    /** What the worker may ask of the page. */
    private readonly served?: Served,
    private readonly grace = GRACE_MS,
  ) {}

  readonly look = this.inWorker("look");
  readonly analyse = this.inWorker("analyse");
  readonly addBlanks = this.inWorker("addBlanks");
  readonly makePortable = this.inWorker("makePortable");
  readonly countFreeze = this.inWorker("countFreeze");
  readonly freeze = this.inWorker("freeze");
  readonly charges = this.inWorker("charges");

  /** Ends the worker and all its calls with an error; the next call begins another worker. */
  end(error: unknown): void {
    this.running?.worker.terminate();
    this.running?.wire.cut(error);
    this.running = undefined;
  }

  private begun(): { readonly worker: WorkerEnd; readonly wire: Wire } {
    const worker = this.begin();
    return { worker, wire: new Wire(worker, this.served) };
  }

  private inWorker<Name extends keyof PaneWork>(name: Name): PaneWork[Name] {
    const call = async (asked: unknown, { signal, tell }: Running): Promise<unknown> => {
      let patience: ReturnType<typeof setTimeout> | undefined;
      let isLate = false;
      const stop = (): void => {
        if (!isLate) patience = setTimeout(() => this.end(cancelled("the workbook")), this.grace);
      };
      const told = (doing: Doing): void => {
        // The cancel came too late: what has begun must not be cut off.
        isLate = !doing.cancellable;
        if (isLate) clearTimeout(patience);
        tell(doing);
      };
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop);
      this.running ??= this.begun();
      try {
        return await this.running.wire.call(name, asked, { signal, tell: (doing) => told(doing as Doing) });
      } finally {
        signal.removeEventListener("abort", stop);
        clearTimeout(patience);
      }
    };
    // The other end of the wire is a `PaneWork`, too.
    return call as PaneWork[Name];
  }
}

/** What a worker does for the page. */
export const servedBy =
  (work: AnalysisWork): Served =>
  (name, asked, { signal, tell }) => {
    const piece = work[name as keyof AnalysisWork] as (asked: unknown, running: Running) => Promise<unknown>;
    return piece.call(work, asked, { signal, tell });
  };

/** The error of a worker that fails outside of every call, as when its memory is not enough. */
export const workerFault = (message: string): WorkbookError =>
  new WorkbookError(
    "too-large",
    `The work could not be done in this browser (${message}); use the command line for files of this size.`,
  );
