import { isoDay, isoMonth, monthOf } from "../../engine/calendar";
import type { TokenPlan } from "../../engine/pool/token-plan";
import type { MonthReport } from "../../engine/pool/token-use";
import type { ChargedTo } from "../../engine/pool/chargeback";
import { at } from "../../engine/at";
import { sumKnown, type MonthNumber } from "../../engine/units";
import { counted, wholeNumber } from "../../engine/wording";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { ReportInput } from "./report-input";
import { TOKEN_LOG, type TableColumn } from "./tables";

/** The columns of a line that stay as they were written. */
const WRITTEN = [
  ...(["asOf", "tokens", "expected", "low", "high", "alert", "budget", "left", "utilisation"] as const),
  ...(["products", "departments", "next", "nextLow", "nextHigh"] as const),
] as const;
type WrittenColumn = (typeof WRITTEN)[number];

/** A whole month as the run reported it that first saw all of it, and its tokens by the exports of this run. */
export interface LogLine extends Readonly<Record<WrittenColumn, Cell>> {
  readonly month: string;
  /** Null if this run has no export of the month, or if a rate is unknown. */
  readonly now: number | null;
}

/** The lines of earlier runs as they stand, and a line for each further whole month, in order of months. */
export function tokenLog(run: ReportInput): LogLine[] {
  const { tokenUse, tokenPlan } = run.analysis;
  const lines = earlierLines(run);
  for (const month of tokenUse.months) {
    const name = isoMonth(month.month);
    const before = lines.get(isoMonth((month.month - 1) as MonthNumber));
    if (!lines.has(name)) lines.set(name, newLogLine(run, tokenPlan, month, before));
  }
  return [...lines.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function earlierLines({ kept, analysis: { tokenUse } }: ReportInput): Map<string, LogLine> {
  const now = new Map(tokenUse.months.map(({ month, tokens }) => [isoMonth(month), tokens]));
  const lines = new Map<string, LogLine>();
  for (const { table, cells } of kept?.lines ?? []) {
    const of = ({ header }: TableColumn): Cell => cells.get(header) ?? null;
    const month = of(TOKEN_LOG.month);
    if (table !== TOKEN_LOG.tableName || typeof month !== "string" || !/^\d{4}-\d{2}$/.test(month)) continue;
    const written = Object.fromEntries(WRITTEN.map((key) => [key, of(TOKEN_LOG[key])])) as Record<
      WrittenColumn,
      Cell
    >;
    const other = lines.get(month);
    // Two results may hold a month: the first that was written counts.
    if (other !== undefined && logText(other.asOf) <= logText(written.asOf)) continue;
    lines.set(month, { ...written, month, now: now.get(month) ?? null });
  }
  return lines;
}

function newLogLine(
  run: ReportInput,
  plan: TokenPlan,
  { month, tokens, expected }: MonthReport,
  before: LogLine | undefined,
): LogLine {
  const { asOf, tokenUse, consumption } = run.analysis;
  const isLast = consumption.history.at(-1)?.month === month;
  const next = isLast ? plan.forecast?.months[0] : undefined;
  // What the run of the month before really said counts before what its months lead to today.
  const said = [before?.next, before?.nextLow, before?.nextHigh];
  const foreseen = said.every((cell) => typeof cell === "number")
    ? said
    : [expected?.expected ?? null, expected?.wide.low ?? null, expected?.wide.high ?? null];
  const [middle, low, high] = foreseen as [number | null, number | null, number | null];
  const { chargeback } = tokenUse;
  return {
    month: isoMonth(month),
    asOf: isoDay(asOf),
    tokens,
    expected: middle,
    low,
    high,
    alert: alertOf(tokens, low, high),
    budget: monthlyBudget(run, month),
    ...balanceAt(plan, month),
    products: totalsText(chargeback?.by.product ?? [], month),
    departments: totalsText(chargeback?.by.department ?? [], month),
    next: next?.expected ?? null,
    nextLow: next?.wide.low ?? null,
    nextHigh: next?.wide.high ?? null,
    now: tokens,
  };
}

const logText = (cell: Cell): string => (typeof cell === "string" ? cell : "");

/** Months that were all the same say nothing of how much a month may differ. */
function alertOf(tokens: number | null, low: number | null, high: number | null): string {
  if (tokens === null) return "a rate is unknown";
  if (low === null || high === null) return "too few months before it";
  if (low === high) return "as expected";
  return tokens > high ? "more than expected" : tokens < low ? "less than expected" : "as expected";
}

/** A twelfth of the budget of all tokens that holds in a month. */
function monthlyBudget({ analysis: { tokenUse } }: ReportInput, month: MonthNumber): number | null {
  const own = tokenUse.budgets.find(
    ({ of, from, lastDay }) => of === null && monthOf(from) <= month && month <= monthOf(lastDay),
  );
  return own?.tokens == null ? null : own.tokens / 12;
}

/** The tokens left at the end of a month, and those used to then as a share of those used or expired. */
function balanceAt({ ledger }: TokenPlan, month: MonthNumber): Pick<LogLine, "left" | "utilisation"> {
  const place = ledger?.months.findIndex((one) => one.month === month && !one.isForecast) ?? -1;
  if (ledger == null || place < 0) return { left: null, utilisation: null };
  const past = ledger.months.slice(0, place + 1);
  const drawn = past.reduce((sum, one) => sum + one.drawn, 0);
  const gone = past.reduce((sum, one) => sum + one.drawn + one.expired, 0);
  return {
    left: Math.round(at(ledger.months, place).closed * 100) / 100,
    utilisation: ledger.utilisation === null ? UNKNOWN : gone > 0 ? drawn / gone : null,
  };
}

const MOST_PARTS_NAMED = 5;

/** "Revit 1,200; AutoCAD 300; 2 others 40". */
function totalsText(list: readonly ChargedTo[], month: MonthNumber): string {
  const own = list
    .flatMap(({ name, months }) => {
      const drawn = months.get(month);
      return drawn === undefined ? [] : [{ name: name ?? "not stated", drawn }];
    })
    .sort((a, b) => (b.drawn ?? Infinity) - (a.drawn ?? Infinity) || (a.name < b.name ? -1 : 1));
  const text = (n: number | null): string => (n === null ? "unknown" : wholeNumber(n));
  const rest = own.slice(MOST_PARTS_NAMED);
  return [
    ...own.slice(0, MOST_PARTS_NAMED).map(({ name, drawn }) => `${name} ${text(drawn)}`),
    ...(rest.length === 0
      ? []
      : [`${counted(rest.length, "other")} ${text(sumKnown(rest.map(({ drawn }) => drawn)))}`]),
  ].join("; ");
}
