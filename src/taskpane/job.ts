import { parseIsoDay } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import { NothingToAnalyse, RefusedSetting } from "../sheets/run";
import { WorkbookError } from "../workbook/errors";
import type { CellTarget, SheetKey } from "../workbook/spec";
import type { UserCharges } from "./explained-charges";
import { NO_FILE_YET, type PaneState, type Section } from "./pane-state";
import type { AsOf, Asked, PaneWork, Running, Worked } from "./pane-work";
import type { StartedWork } from "./start-work";

interface JobSurroundings {
  readonly today: () => DayNumber;
  /** Goes to a cell of one of our sheets; absent where sheets cannot be shown. */
  readonly showCell?: (target: CellTarget) => Promise<void>;
}

/** The work of the pane, one piece at a time. The pane and the ribbon start it, and the pane shows its state. */
export class Job {
  private state = NO_FILE_YET;
  private readonly watchers = new Set<() => void>();
  private abort = new AbortController();
  private last = Promise.resolve();
  private files: readonly File[] = [];
  /** Whether the as-of date was typed here, so that it overrides the workbook's. */
  private asOfIsTyped = false;

  constructor(
    private readonly started: StartedWork | Promise<StartedWork>,
    private readonly around: JobSurroundings,
  ) {}

  readonly current = (): PaneState => this.state;
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  turnTo(section: Section): void {
    this.show({ section });
  }

  /** Whether sheets can be shown. */
  get leads(): boolean {
    return this.around.showCell !== undefined;
  }

  /** Goes to a cell of one of our sheets. */
  async lead(target: CellTarget): Promise<void> {
    try {
      await this.around.showCell?.(target);
    } catch (error) {
      this.show({ notice: { good: false, text: sentence(error) } });
    }
  }

  /** Takes the as-of date that a person typed, `YYYY-MM-DD`; empty for the last day of use. */
  stateAsOf(asOf: string): void {
    this.asOfIsTyped = true;
    this.show({ asOf });
  }

  /** Takes the files that a person chose, and looks at them. */
  async choose(files: readonly File[]): Promise<void> {
    this.files = files;
    await this.idle();
    await this.look();
  }

  /** Recognises the tables in the workbook. */
  look(): Promise<void> {
    return this.work("Looking at the sheets", true, async (work, running) => {
      const { shown } = await work.look(this.asked(), running);
      const { section, doing, asOf, remark } = this.state;
      const kept = { section, doing, remark, ...(this.asOfIsTyped ? { asOf } : {}) };
      return { shown: { ...NO_FILE_YET, ...shown, ...kept } };
    });
  }

  /**
   * Reads, analyses and writes, as of the day that the pane shows. It can be cancelled until writing into the open
   * workbook begins; then nothing is changed.
   */
  analyse(): Promise<void> {
    return this.work("Reading", true, (work, running) => {
      this.show({ answer: null, saved: null });
      const typed: AsOf = this.asOfIsTyped ? { asOf: parseIsoDay(this.state.asOf) } : {};
      return work.analyse({ ...this.asked(), ...typed }, running);
    });
  }

  /** Adds blank tables. */
  addBlanks(keys: readonly SheetKey[]): Promise<void> {
    return this.work("Adding blank tables", false, async (work, running) => {
      const { shown, ...rest } = await work.addBlanks({ ...this.asked(), keys }, running);
      return { shown: this.asOfIsTyped ? { ...shown, asOf: this.state.asOf } : shown, ...rest };
    });
  }

  /** Stops the current work, if it can be cancelled. */
  cancel(): void {
    if (this.state.doing?.cancellable) this.abort.abort();
  }

  /** Makes formulas call LAMBDA names in the workbook instead of our functions. */
  makePortable(): Promise<void> {
    return this.work("Making formulas portable", false, (work, running) =>
      work.makePortable(this.asked(), running),
    );
  }

  /** Counts the formulas that freezing would change, for the user to confirm; if there are none, says why. */
  countFreeze(): Promise<void> {
    return this.work("Counting formulas", false, (work, running) => work.countFreeze(this.asked(), running));
  }

  /** Replaces the formulas that use our functions by their values. */
  freeze(): Promise<void> {
    return this.work("Freezing", false, (work, running) => work.freeze(this.asked(), running));
  }

  keepFormulas(): void {
    this.show({ toFreeze: null });
  }

  /** Explains the charges of a user in the last analysis; null where that fails, which the pane then says. */
  async charges(user: string): Promise<UserCharges | null> {
    try {
      const { work } = await this.started;
      return await work.charges({ user }, { signal: new AbortController().signal, tell: () => undefined });
    } catch (error) {
      this.show({ notice: { good: false, text: sentence(error) } });
      return null;
    }
  }

  /** Resolves when the current work has ended. */
  idle(): Promise<void> {
    return this.last;
  }

  private asked(): Asked {
    return { today: this.around.today(), files: this.files };
  }

  /** Starts work, unless other work is going on. */
  private work(
    what: string,
    cancellable: boolean,
    piece: (work: PaneWork, running: Running) => Promise<Worked>,
  ): Promise<void> {
    if (this.state.doing) return Promise.resolve();
    this.show({ doing: { what, cancellable }, notice: null });
    this.last = this.done(piece);
    return this.last;
  }

  private async done(piece: (work: PaneWork, running: Running) => Promise<Worked>): Promise<void> {
    const abort = (this.abort = new AbortController());
    try {
      const { work, remark } = await this.started;
      this.show({ remark });
      abort.signal.throwIfAborted();
      const tell: Running["tell"] = (doing) => this.show({ doing });
      const { shown, target } = await piece(work, { signal: abort.signal, tell });
      this.show(shown);
      if (target) await this.around.showCell?.(target);
    } catch (error) {
      this.show({ notice: { good: false, text: sentence(error) } });
    } finally {
      this.show({ doing: null });
    }
  }

  private show(part: Partial<PaneState>): void {
    this.state = { ...this.state, ...part };
    for (const watcher of this.watchers) watcher();
  }
}

const CANCELLED = "Cancelled; nothing was changed.";

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** The message for an error. */
function sentence(error: unknown): string {
  const isCancel = error instanceof WorkbookError ? error.code === "cancelled" : isAbort(error);
  if (isCancel) return CANCELLED;
  const known =
    error instanceof WorkbookError || error instanceof NothingToAnalyse || error instanceof RefusedSetting;
  if (known) return error.message;
  return `A fault in the program, not in your workbook: ${error instanceof Error ? error.message : String(error)}`;
}
