import { isoDay } from "../engine/calendar";
import type { Progress } from "../engine/steps";
import { counted } from "../engine/wording";
import { previewFreeze } from "../portable/freeze";
import { frozenOutcome, portableOutcome, type Outcome } from "../portable/outcome";
import { statedAsOf } from "../sheets/as-of";
import { drive } from "../sheets/drive";
import { SAID_BEFORE, saidBefore } from "../sheets/kept/said-before";
import { missing } from "../sheets/missing";
import { lookAt } from "../sheets/read/look";
import type { ReadProgress } from "../sheets/read/read-table";
import { bookOf } from "../sheets/report/report";
import { resultInSteps, type Result } from "../sheets/result";
import { NothingToAnalyse, runAnalysis, type Run } from "../sheets/run";
import { template } from "../sheets/template";
import { cancelled } from "../workbook/errors";
import type { SheetReader } from "../workbook/reader";
import type { SheetKey } from "../workbook/spec";
import type { Workbook } from "../workbook/workbook";
import { explainedCharges, type Charged, type UserCharges } from "./explained-charges";
import { answerOf } from "./pane-answer";
import type { Opened, PaneHost } from "./pane-host";
import type { PaneState } from "./pane-state";
import type { AsOf, Asked, PaneWork, Running, Worked } from "./pane-work";

/** The work of the pane, done in this thread. */
export class WorkHere implements PaneWork {
  /** The last analysis, for questions. */
  private last: Charged | undefined;

  constructor(private readonly host: PaneHost) {}

  async look(asked: Asked, { signal }: Running): Promise<Worked> {
    return { shown: await this.recognised(asked, signal) };
  }

  async analyse({ files, today, asOf }: Asked & AsOf, { signal, tell }: Running): Promise<Worked> {
    this.last = undefined;
    const { readers, workbook } = await this.host.open(files);
    const run = await runAnalysis(readers, {
      today,
      set: [],
      signal,
      onProgress: progressOver(await announcedRows(readers), tell),
      ...(asOf === undefined ? {} : { asOf }),
    });
    const { run: input, specs } = await madeSheets(run, workbook, { signal, tell });
    const isCopy = workbook.writesInPlace !== true;
    if (signal.aborted) throw cancelled(workbook.file);
    tell({ what: "Writing the answer", cancellable: isCopy });
    await workbook.write(specs, bookOf(input), isCopy ? signal : undefined);
    const saved = this.host.keep(workbook) ?? null;
    this.last = input.analysis;
    return {
      shown: {
        asOf: run.statedAsOf === null ? "" : isoDay(run.statedAsOf),
        answer: answerOf(input, specs),
        saved,
        saidBefore: isCopy ? [] : SAID_BEFORE,
      },
      target: { sheet: "renewal", row: 1, column: 0 },
    };
  }

  async addBlanks(
    asked: Asked & { readonly keys: readonly SheetKey[] },
    { signal }: Running,
  ): Promise<Worked> {
    const { workbook } = await this.host.open(asked.files);
    const there = new Set((await workbook.sheets()).map(({ ours }) => ours));
    const specs = template().filter(({ key }) => asked.keys.includes(key) && !there.has(key));
    const [first] = specs;
    if (!first)
      return {
        shown: { ...(await this.recognised(asked, signal)), notice: { good: true, text: ALL_THERE } },
      };
    await workbook.write(specs);
    const saved = this.host.keep(workbook) ?? null;
    const text = `Added: ${specs.map(({ name }) => name).join(", ")}. Fill them in, then analyse.`;
    return {
      shown: { saved, ...(await this.recognised(asked, signal)), notice: { good: true, text } },
      target: { sheet: first.key, row: 1, column: 0 },
    };
  }

  makePortable(asked: Asked): Promise<Worked> {
    return this.changed(asked, portableOutcome);
  }

  countFreeze(asked: Asked): Promise<Worked> {
    return this.changed(asked, async (workbook) => {
      const { formulas, cells } = await previewFreeze(workbook);
      return cells > 0 ? { toFreeze: { formulas: formulas.length, cells } } : frozenOutcome(workbook);
    });
  }

  freeze(asked: Asked): Promise<Worked> {
    return this.changed(asked, frozenOutcome);
  }

  charges({ user }: { readonly user: string }): Promise<UserCharges> {
    if (this.last === undefined) return Promise.reject(new NothingToAnalyse(NO_ANALYSIS));
    return Promise.resolve(explainedCharges(user, this.last));
  }

  private async changed(
    { files }: Asked,
    work: (workbook: Workbook) => Promise<Outcome | { readonly toFreeze: PaneState["toFreeze"] }>,
  ): Promise<Worked> {
    const { readers, workbook } = await this.host.open(files);
    if (!readers.some((reader) => reader === workbook))
      return { shown: { notice: { good: false, text: ONE_WORKBOOK } } };
    const came = await work(workbook);
    if ("toFreeze" in came) return { shown: came };
    const { changed, sentences } = came;
    const text = sentences.join(" ") || NO_FORMULA;
    return {
      shown: {
        ...(changed ? { saved: this.host.keep(workbook) ?? null } : {}),
        toFreeze: null,
        notice: { good: changed || sentences.length === 0, text },
      },
    };
  }

  private async recognised({ files, today }: Asked, signal: AbortSignal): Promise<Partial<PaneState>> {
    const { readers, workbook } = await this.host.open(files);
    const seen = (
      await Promise.all(readers.map((reader) => lookAt(reader, { latest: today, signal })))
    ).flat();
    const there = new Set((await workbook.sheets()).map(({ ours }) => ours));
    const stated = await statedAsOf(readers, today, signal);
    return {
      seen,
      asOf: stated === null ? "" : isoDay(stated),
      missing: missing(seen.flatMap(({ kind }) => kind ?? [])),
      saidBefore: await saidBefore(readers),
      blanks: template()
        .filter(({ key }) => !there.has(key))
        .map(({ key, name }) => ({ key, name })),
    };
  }
}

/** Tells the progress of a run; `sizes` are the rows of each sheet, where they are known. */
function progressOver(
  sizes: ReadonlyMap<string, number>,
  tell: Running["tell"],
): (progress: ReadProgress | Progress) => void {
  return (progress) => {
    if ("stage" in progress) {
      tell({ what: `Calculating: ${progress.stage}`, cancellable: true });
      return;
    }
    const { file, sheet, rows } = progress;
    const size = sizes.get(sizeKey(file, sheet));
    const what = `Reading ${sheet}: ${counted(rows, "row")}`;
    tell({ what, cancellable: true, ...(size ? { share: Math.min(rows / size, 1) } : {}) });
  };
}

function madeSheets(
  run: Run,
  { dateSystem, file }: Opened["workbook"],
  { signal, tell }: Running,
): Promise<Result> {
  const onProgress = ({ share }: Partial<Progress>): void =>
    tell({ what: "Making the sheets", cancellable: true, ...(share === undefined ? {} : { share }) });
  onProgress({});
  return drive(resultInSteps({ ...run, dateSystem }), { file, signal, onProgress });
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

const ONE_WORKBOOK =
  "Choose exactly one .xlsx file, which has the formulas; .csv files may be chosen as well.";
const NO_FORMULA = "No formula in this workbook uses a function of Seatwise; nothing was changed.";
const ALL_THERE = "These tables are already in the workbook.";
const NO_ANALYSIS = "The analysis is gone; analyse again to explain a charge.";
