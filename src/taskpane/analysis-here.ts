import { isoDay } from "../engine/calendar";
import type { Progress } from "../engine/steps";
import { counted } from "../engine/wording";
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
import { explainedCharges, type Charged, type UserCharges } from "./explained-charges";
import { answerOf } from "./pane-answer";
import type { AnalysedWorkbook, AnalysisHost } from "./pane-host";
import type { PaneState } from "./pane-state";
import type { AnalysisWork, AsOf, Asked, Running, Worked } from "./pane-work";

/** The analysis, done in this thread. */
export class AnalysisHere implements AnalysisWork {
  /** The last analysis, for questions. */
  private last: Charged | undefined;

  constructor(private readonly host: AnalysisHost) {}

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
    const saved = (await this.host.keep(workbook, isCopy ? signal : undefined)) ?? null;
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

  charges({ user }: { readonly user: string }): Promise<UserCharges> {
    if (this.last === undefined) return Promise.reject(new NothingToAnalyse(NO_ANALYSIS));
    return Promise.resolve(explainedCharges(user, this.last));
  }

  protected async recognised({ files, today }: Asked, signal: AbortSignal): Promise<Partial<PaneState>> {
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
  { dateSystem, file }: AnalysedWorkbook,
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

const NO_ANALYSIS = "The analysis is gone; analyse again to explain a charge.";
