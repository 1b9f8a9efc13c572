import { analyseInSteps } from "../engine/analyse";
import { at } from "../engine/at";
import { NO_CURRENCY } from "../engine/currency-codes";
import type { DateSystem } from "../engine/calendar";
import type { Estate } from "../engine/estate/estate";
import { sessionSpan } from "../engine/estate/session-store";
import { ISSUES, type Issue } from "../engine/issues";
import type { AssumptionKey } from "../engine/assumptions";
import { selfChecked } from "../engine/self-check/self-check";
import type { Answered } from "../engine/statements/statements";
import type { Progress } from "../engine/steps";
import type { DayNumber } from "../engine/units";
import { asOfIn, statedAsOf } from "./as-of";
import { assume } from "./assumptions";
import type { StatedDoubt } from "./setting-doubts";
import type { GivenAssumption } from "./read/given-assumption";
import { keyNamed } from "./setting-names";
import { drive } from "./drive";
import { collectKept } from "./kept/collect";
import { withHarvestRecords } from "./kept/harvest-records";
import { withDecisions } from "./kept/decided";
import type { Kept } from "./kept/kept";
import { dateOrderIn, typedCurrency, typedRates, read, type Reading, type ReadOptions } from "./read/read";
import type { ReadProgress } from "./read/read-table";
import type { SheetReader } from "../workbook/reader";

/** An analysis and how its input was read: the source of the result sheets and the JSON. */
export interface Run extends Answered {
  /** The origin of each assumption that is not at its default. */
  readonly references: ReadonlyMap<AssumptionKey, string>;
  /** The settings that were not used as typed, and where they were typed. */
  readonly settingDoubts: readonly StatedDoubt[];
  /** The as-of date as a person stated it; null where the last day of use was taken. */
  readonly statedAsOf: DayNumber | null;
  /** What people typed into the result sheets of an earlier run; absent where no workbook was read. */
  readonly kept?: Kept;
  /** Sheets without a known table, and why. */
  readonly unrecognised: readonly {
    readonly file: string;
    readonly sheet: string;
    readonly reason: string;
  }[];
}

export interface RunOptions extends Omit<
  ReadOptions,
  "latest" | "dateOrder" | "currency" | "exchangeRates" | "onProgress"
> {
  readonly onProgress?: (progress: ReadProgress | Progress) => void;
  /**
   * The as-of date; null for the last day of use that is not after `today`. By default the Assumptions of the
   * workbook decide.
   */
  readonly asOf?: DayNumber | null;
  readonly today: DayNumber;
  /** Whether the analysis holds the charges on tokens in the sense of FOCUS. */
  readonly focus?: boolean;
  /** Assumptions that override the tables. */
  readonly set: readonly { readonly name: string; readonly value: string }[];
}

/** The tables hold nothing to analyse. The message says why, and what to do. */
export class NothingToAnalyse extends Error {
  override readonly name = "NothingToAnalyse";
}

/** A setting that does not exist or does not accept the value. The message says what it accepts. */
export class RefusedSetting extends Error {
  override readonly name = "RefusedSetting";
}

/**
 * Reads the tables, analyses them, and withholds every figure that breaks an invariant. Throws
 * `NothingToAnalyse` when they hold nothing to analyse, and `RefusedSetting` for a setting that cannot be used.
 */
export async function runAnalysis(readers: readonly SheetReader[], options: RunOptions): Promise<Run> {
  const { stated, reading } = await readAsStated(readers, options);
  const { estate, given, currency, issues, counts, hashes, isOurs, unrecognised } = reading;
  refuseNothing(readers, estate, unrecognised);
  refuseNoRows(readers, counts, issues);
  const set = options.set.map(({ name, value }): GivenAssumption => ({
    name,
    value,
    origin: { source: -1, row: 0 },
  }));
  const assumed = assume([...given, ...set], estate, currency ?? unreadCurrency(given));
  const refused = assumed.issues.find(({ file }) => file === undefined);
  if (refused) throw new RefusedSetting(refused.message);
  const kept = await collectKept(readers, options.signal);
  const decided = withDecisions(assumed.estate, kept);
  const asOf = stated ?? lastDayOfUse(estate) ?? options.today;
  const systems = new Map(readers.map(({ file, dateSystem }) => [file, dateSystem]));
  const dateSystem = (file: string): DateSystem => systems.get(file) ?? 1900;
  const recorded = withHarvestRecords(decided.estate, kept, { asOf, dateSystem });
  const further = { ...options, swings: true };
  const analysis = await drive(analyseInSteps(recorded.estate, asOf, assumed.assumptions, further), {
    ...options,
    file: fileNames(readers),
  });
  return selfChecked({
    analysis,
    issues: [
      // The reader asks for a period; it may have been given.
      ...issues.filter(({ code }) => code !== "no-period" || assumed.assumptions.usageReportDays === null),
      ...unrecognised.map(({ file, sheet, reason }): Issue => ({
        severity: "warning",
        code: "unrecognised-sheet",
        message: ISSUES["unrecognised-sheet"].message(reason),
        file,
        sheet,
        rows: 0,
      })),
      ...assumed.issues,
      ...kept.issues,
      ...decided.issues,
      ...recorded.issues,
      ...analysis.issues,
    ],
    counts: counts.map(({ source, rows, used, skipped }) => {
      const { file, sheet, kind } = at(estate.sources, source);
      const table = { file, sheet, kind, rows, used, skipped, hash: at(hashes, source) };
      return at(isOurs, source) ? { ...table, ours: true as const } : table;
    }),
    references: assumed.references,
    settingDoubts: assumed.doubts,
    statedAsOf: stated,
    unrecognised,
    kept,
  });
}

/**
 * Where a currency was typed that nobody can read, and no table states one, the prices are in none that is known: the
 * default prices must not stand beside them.
 */
const unreadCurrency = (given: readonly GivenAssumption[]): string | undefined =>
  given.some(({ name }) => keyNamed(name) === "currency") ? NO_CURRENCY : undefined;

/** Reads the tables as of the day that the options or the tables themselves state. */
async function readAsStated(
  readers: readonly SheetReader[],
  options: RunOptions,
): Promise<{ readonly stated: DayNumber | null; readonly reading: Reading }> {
  const { today, set, signal } = options;
  const asOf = options.asOf === undefined ? (asOfIn(set) ?? undefined) : options.asOf;
  const readAt = (stated: DayNumber | null): Promise<Reading> =>
    read(readers, {
      ...options,
      latest: stated ?? today,
      dateOrder: dateOrderIn(set),
      currency: typedCurrency(set),
      exchangeRates: typedRates(set),
    });
  const stated = asOf === undefined ? await statedAsOf(readers, today, signal) : asOf;
  const reading = await readAt(stated);
  const found = asOfIn(reading.given);
  // A table of the analyst that states the date is found only while the tables are read.
  if (asOf !== undefined || found === stated) return { stated, reading };
  return { stated: found, reading: await readAt(found) };
}

const fileNames = (readers: readonly SheetReader[]): string => readers.map(({ file }) => file).join(", ");

function refuseNothing(
  readers: readonly SheetReader[],
  { sources }: Estate,
  unrecognised: Run["unrecognised"],
): void {
  const files = fileNames(readers);
  const answerOnly = sources.length > 0 && sources.every(({ kind }) => kind === "Assumptions");
  if (answerOnly) throw new NothingToAnalyse(ISSUES["answer-alone"].message(files));
  if (sources.length > 0) return;
  const why = unrecognised[0] ? ` (${unrecognised[0].sheet}: ${unrecognised[0].reason})` : "";
  throw new NothingToAnalyse(ISSUES["nothing-recognised"].message(files, why));
}

function refuseNoRows(
  readers: readonly SheetReader[],
  counts: readonly { readonly used: number }[],
  issues: readonly Issue[],
): void {
  if (counts.some(({ used }) => used > 0)) return;
  const first = issues.find(({ severity, row }) => severity === "error" && row !== undefined);
  const place = first && [first.sheet, `row ${first.row ?? ""}`, first.column].filter(Boolean).join(", ");
  const why = first ? `${first.message} (${place ?? ""})` : "";
  throw new NothingToAnalyse(ISSUES["no-rows-used"].message(fileNames(readers), why));
}

/** The last day of use in any table. */
function lastDayOfUse({ use, reportedUse, sessions }: Estate): DayNumber | null {
  let last = -Infinity;
  for (let i = 0; i < use.length; i++) last = Math.max(last, use.day[i] as number);
  for (const { lastUse, to } of reportedUse) last = Math.max(last, lastUse ?? -Infinity, to ?? -Infinity);
  const span = sessionSpan(sessions);
  if (span !== null) last = Math.max(last, Math.floor(span.lastStart / 1440));
  return Number.isFinite(last) ? (last as DayNumber) : null;
}
