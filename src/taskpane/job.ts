import { at } from "../engine/at";
import { isoDay, parseIsoDay } from "../engine/calendar";
import type { Headline, HeadlineId } from "../engine/headlines";
import type { Scenario } from "../engine/renewal/scenarios";
import { shownScenarios } from "../engine/renewal/variants";
import { renewalCalendar } from "../engine/renewal-calendar";
import { renewalLines, type RenewalLine } from "../engine/renewal-lines";
import { statementsOf, type Statement } from "../engine/statements";
import type { TokenPlan } from "../engine/pool/token-plan";
import type { Progress } from "../engine/steps";
import type { DayNumber } from "../engine/units";
import { counted } from "../engine/wording";
import { icsOf } from "../hosts/ics";
import { statedAsOf } from "../sheets/as-of";
import { missing } from "../sheets/missing";
import { lookAt, type SheetSeen } from "../sheets/read/look";
import type { ReadProgress } from "../sheets/read/read-table";
import { headlineSources, type HeadlineSource } from "../sheets/report/headlines";
import type { ReportInput } from "../sheets/report/report-input";
import { drive } from "../sheets/drive";
import { SAID_BEFORE, saidBefore } from "../sheets/kept/said-before";
import { bookOf } from "../sheets/report/report";
import { resultInSteps } from "../sheets/result";
import { NothingToAnalyse, RefusedSetting, runAnalysis } from "../sheets/run";
import type { SheetReader } from "../workbook/reader";
import type { CellTarget, SheetKey, SheetSpec } from "../workbook/spec";
import { template } from "../sheets/template";
import { WorkbookError } from "../workbook/errors";
import { previewFreeze } from "../portable/freeze";
import { frozenOutcome, portableOutcome, type Outcome } from "../portable/outcome";
import type { Workbook } from "../workbook/workbook";
import type { ChargeCardProps } from "./charge-card";
import type { PaneHost, SavedFile } from "./pane-host";

/** The state that the pane shows: the content of the workbook, the current work, and its result. */
export interface PaneState {
  readonly section: Section;
  readonly seen: readonly SheetSeen[];
  /** The as-of date, `YYYY-MM-DD`, as the workbook states it or a person typed it; empty for the last day of use. */
  readonly asOf: string;
  /** Data that an answer from these tables will lack. */
  readonly missing: readonly string[];
  /** What a person must know before an analysis writes. */
  readonly saidBefore: readonly string[];
  /** The blank tables that are not in the workbook yet. */
  readonly blanks: readonly { readonly key: SheetKey; readonly name: string }[];
  readonly doing: Doing | null;
  readonly answer: PaneAnswer | null;
  /** What freezing would change, while the user is asked to confirm it. */
  readonly toFreeze: { readonly formulas: number; readonly cells: number } | null;
  /** The result of the last work, or the reason of its failure. */
  readonly notice: { readonly good: boolean; readonly text: string } | null;
  /** The file to save, in a browser. */
  readonly saved: SavedFile | null;
}

/** The open section of the pane. */
export type Section = "analyse" | "templates" | "portable";

/** The current work. Work that cannot be cancelled is short. */
export interface Doing {
  readonly what: string;
  readonly cancellable: boolean;
  /** The part of the sheet that has been read, from 0 to 1, if its size is known. */
  readonly share?: number;
}

/** The answer as the pane shows it. */
export interface PaneAnswer {
  readonly asOf: string;
  readonly currency: string;
  readonly rows: number;
  readonly skipped: number;
  readonly statements: readonly (Statement | Headline)[];
  /** What becomes of each contract line. */
  readonly lines: readonly RenewalLine[];
  /** The rows that each headline comes from. */
  readonly sources: Readonly<Record<HeadlineId, HeadlineSource>>;
  readonly scenarios: readonly {
    readonly name: string;
    readonly firstYear: number;
    readonly partial: boolean;
  }[];
  readonly tokens: TokenPlan;
  /** Every charge of the session log, and the records that it refers to. */
  readonly charges: ChargeCardProps;
  /** The dates to come, for a calendar program. */
  readonly ics: string;
  /** The number of items that could not be used or are unknown. */
  readonly errors: number;
  readonly sheets: readonly { readonly key: SheetKey; readonly name: string }[];
}

const NO_FILE_YET: PaneState = {
  section: "analyse",
  seen: [],
  asOf: "",
  missing: [],
  saidBefore: [],
  blanks: [],
  doing: null,
  answer: null,
  toFreeze: null,
  notice: null,
  saved: null,
};

/** The work of the pane, one piece at a time. The pane and the ribbon start it, and the pane shows its state. */
export class Job {
  private state = NO_FILE_YET;
  private readonly watchers = new Set<() => void>();
  private abort = new AbortController();
  private last = Promise.resolve();
  /** Whether the as-of date was typed here, so that it overrides the workbook's. */
  private asOfIsTyped = false;

  constructor(
    private readonly place: PaneHost,
    private readonly today: () => DayNumber,
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
    return this.place.show !== undefined;
  }

  /** Goes to a cell of one of our sheets. */
  async lead(target: CellTarget): Promise<void> {
    try {
      await this.place.show?.(target);
    } catch (error) {
      this.show({ notice: { good: false, text: sentence(error) } });
    }
  }

  /** Takes the as-of date that a person typed, `YYYY-MM-DD`; empty for the last day of use. */
  stateAsOf(asOf: string): void {
    this.asOfIsTyped = true;
    this.show({ asOf });
  }

  /** Recognises the tables in the workbook. */
  look(): Promise<void> {
    return this.work("Looking at the sheets", true, async () => {
      this.show({
        ...NO_FILE_YET,
        section: this.state.section,
        doing: this.state.doing,
        asOf: this.state.asOf,
        ...(await this.recognised()),
      });
    });
  }

  /**
   * Reads, analyses and writes, as of the day that the pane shows. It can be cancelled until writing begins; then
   * nothing is changed.
   */
  analyse(): Promise<void> {
    return this.work("Reading", true, async (signal) => {
      this.show({ answer: null, saved: null });
      const { readers, workbook } = await this.place.open();
      const run = await runAnalysis(readers, {
        today: this.today(),
        set: [],
        signal,
        onProgress: this.progressOver(await announcedRows(readers)),
        ...(this.asOfIsTyped ? { asOf: parseIsoDay(this.state.asOf) } : {}),
      });
      signal.throwIfAborted();
      this.show({ doing: { what: "Making the sheets", cancellable: true } });
      const steps = resultInSteps({ ...run, dateSystem: workbook.dateSystem });
      const { run: input, specs } = await drive(steps, { file: workbook.file, signal });
      this.show({ doing: { what: "Writing the answer", cancellable: false } });
      await workbook.write(specs, bookOf(input));
      const asOf = run.statedAsOf === null ? "" : isoDay(run.statedAsOf);
      this.show({
        asOf,
        answer: answerOf(input, specs),
        saved: this.place.keep(workbook) ?? null,
        saidBefore: workbook.writesInPlace ? SAID_BEFORE : [],
      });
      await this.place.show?.({ sheet: "renewal", row: 1, column: 0 });
    });
  }

  /** Shows the progress of a run; `sizes` are the rows of each sheet, where they are known. */
  private progressOver(sizes: ReadonlyMap<string, number>): (progress: ReadProgress | Progress) => void {
    return (progress) => {
      if ("stage" in progress) {
        this.show({ doing: { what: `Calculating: ${progress.stage}`, cancellable: true } });
        return;
      }
      const { file, sheet, rows } = progress;
      const size = sizes.get(sizeKey(file, sheet));
      const what = `Reading ${sheet}: ${counted(rows, "row")}`;
      this.show({ doing: { what, cancellable: true, ...(size ? { share: Math.min(rows / size, 1) } : {}) } });
    };
  }

  /** Adds blank tables. Existing tables are skipped, so that nothing filled in is lost. */
  addBlanks(keys: readonly SheetKey[]): Promise<void> {
    return this.work("Adding blank tables", false, async () => {
      const { workbook } = await this.place.open();
      const there = new Set((await workbook.sheets()).map(({ ours }) => ours));
      const specs = template().filter(({ key }) => keys.includes(key) && !there.has(key));
      const [first] = specs;
      if (!first) {
        this.show({ ...(await this.recognised()), notice: { good: true, text: ALL_THERE } });
        return;
      }
      await workbook.write(specs);
      this.show({ saved: this.place.keep(workbook) ?? null });
      await this.place.show?.({ sheet: first.key, row: 1, column: 0 });
      this.show({
        ...(await this.recognised()),
        notice: {
          good: true,
          text: `Added: ${specs.map(({ name }) => name).join(", ")}. Fill them in, then analyse.`,
        },
      });
    });
  }

  /** Stops the current work, if it can be cancelled. */
  cancel(): void {
    if (this.state.doing?.cancellable) this.abort.abort();
  }

  /** Makes formulas call LAMBDA names in the workbook instead of our functions. */
  makePortable(): Promise<void> {
    return this.change("Making formulas portable", portableOutcome);
  }

  /** Counts the formulas that freezing would change, for the user to confirm; if there are none, says why. */
  countFreeze(): Promise<void> {
    return this.change("Counting formulas", async (workbook) => {
      const { formulas, cells } = await previewFreeze(workbook);
      return cells > 0 ? { toFreeze: { formulas: formulas.length, cells } } : frozenOutcome(workbook);
    });
  }

  /** Replaces the formulas that use our functions by their values. */
  freeze(): Promise<void> {
    return this.change("Freezing", frozenOutcome);
  }

  keepFormulas(): void {
    this.show({ toFreeze: null });
  }

  private change(
    what: string,
    work: (workbook: Workbook) => Promise<Outcome | { readonly toFreeze: PaneState["toFreeze"] }>,
  ): Promise<void> {
    return this.work(what, false, async () => {
      const { readers, workbook } = await this.place.open();
      if (!readers.some((reader) => reader === workbook)) {
        this.show({ notice: { good: false, text: ONE_WORKBOOK } });
        return;
      }
      const came = await work(workbook);
      if ("toFreeze" in came) {
        this.show(came);
        return;
      }
      const { changed, sentences } = came;
      if (changed) this.show({ saved: this.place.keep(workbook) ?? null });
      const text = sentences.join(" ") || NO_FORMULA;
      this.show({ toFreeze: null, notice: { good: changed || sentences.length === 0, text } });
    });
  }

  private async recognised(): Promise<Partial<PaneState>> {
    const { readers, workbook } = await this.place.open();
    const seen = (
      await Promise.all(
        readers.map((reader) => lookAt(reader, { latest: this.today(), signal: this.abort.signal })),
      )
    ).flat();
    const there = new Set((await workbook.sheets()).map(({ ours }) => ours));
    const stated = await statedAsOf(readers, this.today(), this.abort.signal);
    return {
      seen,
      ...(this.asOfIsTyped ? {} : { asOf: stated === null ? "" : isoDay(stated) }),
      missing: missing(seen.flatMap(({ kind }) => kind ?? [])),
      saidBefore: await saidBefore(readers),
      blanks: template()
        .filter(({ key }) => !there.has(key))
        .map(({ key, name }) => ({ key, name })),
    };
  }

  /** Resolves when the current work has ended. */
  idle(): Promise<void> {
    return this.last;
  }

  /** Starts work, unless other work is going on. */
  private work(
    what: string,
    cancellable: boolean,
    piece: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    if (this.state.doing) return Promise.resolve();
    this.last = this.done(what, cancellable, piece);
    return this.last;
  }

  private async done(
    what: string,
    cancellable: boolean,
    piece: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    this.abort = new AbortController();
    this.show({ doing: { what, cancellable }, notice: null });
    try {
      await piece(this.abort.signal);
    } catch (error) {
      this.show({ notice: { good: false, text: this.abort.signal.aborted ? CANCELLED : sentence(error) } });
    } finally {
      this.show({ doing: null });
    }
  }

  private show(part: Partial<PaneState>): void {
    this.state = { ...this.state, ...part };
    for (const watcher of this.watchers) watcher();
  }
}

const sizeKey = (file: string, sheet: string): string => `${file}\n${sheet}`;

async function announcedRows(readers: readonly SheetReader[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const reader of readers) {
    for (const { name, announcedRows } of await reader.sheets())
      if (announcedRows !== undefined) sizes.set(sizeKey(reader.file, name), announcedRows);
  }
  return sizes;
}

function answerOf(input: ReportInput, specs: readonly SheetSpec[]): PaneAnswer {
  const { analysis, counts, issues } = input;
  const total = (count: "used" | "skipped"): number => counts.reduce((sum, table) => sum + table[count], 0);
  return {
    asOf: isoDay(analysis.asOf),
    currency: analysis.assumptions.currency,
    rows: total("used"),
    skipped: total("skipped"),
    statements: statementsOf(input),
    lines: renewalLines(analysis),
    sources: headlineSources(input),
    scenarios: analysis.recommended === null ? [] : shownScenarios(analysis).map(scenarioSummary),
    tokens: analysis.tokenPlan,
    charges: { waste: analysis.waste, estate: analysis.estate },
    ics: icsOf(renewalCalendar(analysis), analysis.asOf),
    errors: issues.filter(({ severity }) => severity === "error").length,
    sheets: specs.map(({ key, name }) => ({ key, name })),
  };
}

const scenarioSummary = ({ name, years, leftOut }: Scenario): PaneAnswer["scenarios"][number] => ({
  name,
  firstYear: at(years, 0).cost,
  partial: leftOut.length > 0,
});

const ONE_WORKBOOK =
  "Choose exactly one .xlsx file, which has the formulas; .csv files may be chosen as well.";
const NO_FORMULA = "No formula in this workbook uses a function of Seatwise; nothing was changed.";
const ALL_THERE = "These tables are already in the workbook.";
const CANCELLED = "Cancelled; nothing was changed.";

/** The message for an error. */
function sentence(error: unknown): string {
  const known =
    error instanceof WorkbookError || error instanceof NothingToAnalyse || error instanceof RefusedSetting;
  if (known) return error.message;
  return `A fault in the program, not in your workbook: ${error instanceof Error ? error.message : String(error)}`;
}
