import { at } from "../at";
import { addDays, addMonths, daysIn, isoMonth, lastDayOf, monthOf } from "../calendar";
import type { Context } from "../estate/context";
import type { TokenBudget } from "../estate/estate";
import {
  buys,
  fraction,
  minus,
  plus,
  scale,
  sumKnown,
  tokens,
  total,
  type DayNumber,
  type MonthNumber,
  type TokenPrice,
  type Tokens,
} from "../units";
import { grouped } from "../grouped";
import { wholeNumber } from "../wording";
import { DIMENSIONS, inMonths, type Chargeback, type ChargedTo, type Dimension } from "./chargeback";
import type { Consumption } from "./consumption";
import { addedIn, type Plan, type PlannedForecast, type PlannedMonth } from "./planned-use";

/** A budget of tokens against what was and will be drawn from it. */
export interface BudgetReport {
  /** The product, department, project or cost centre; null for all tokens. */
  readonly of: { readonly dimension: Dimension; readonly name: string } | null;
  readonly from: DayNumber;
  readonly lastDay: DayNumber;
  /** Tokens of the year; null if they could not be read. */
  readonly tokens: Tokens | null;
  /** The last day up to which both count. */
  readonly through: DayNumber;
  /** Drawn to date, and the budget to date: its share by days. */
  readonly used: Tokens | null;
  readonly toDate: Tokens | null;
  /** By the end of the year: drawn so far, and then as forecast, with the range of 80 % of each month. */
  readonly expected: { readonly tokens: Tokens; readonly low: Tokens; readonly high: Tokens } | null;
  readonly verdict: "over" | "may go over" | "within" | "unknown";
  /** Why a figure is unknown, without a full stop; null where none is. */
  readonly why: string | null;
}

export interface BudgetInput {
  readonly context: Context;
  readonly consumption: Consumption;
  readonly chargeback: Chargeback | null;
  readonly forecast: PlannedForecast | null;
  readonly plan: Plan;
  /** By which an amount of money is a number of tokens; null is unknown. */
  readonly price: TokenPrice | null;
}

/** "Department Design"; "All tokens". */
export const budgetName = ({ of }: Pick<BudgetReport, "of">): string =>
  of === null ? "All tokens" : `${DIMENSION_NAMES[of.dimension]} ${of.name}`;

/** What a dimension is called. */
export const DIMENSION_NAMES: Readonly<Record<Dimension, string>> = {
  product: "Product",
  department: "Department",
  project: "Project",
  costCentre: "Cost centre",
};

/** All budgets of a year that has begun, in the order of `Estate.tokenBudgets`. */
export function budgetReports(input: BudgetInput): BudgetReport[] {
  const { estate, asOf } = input.context;
  const begun = estate.tokenBudgets.filter(({ from }) => from <= asOf);
  return [...grouped(begun, budgetKey).values()].map((rows) => {
    const report = reportOf(input, at(rows, 0));
    return rows.length === 1 ? report : disputed(report, rows.length);
  });
}

/** The same for two budgets of one year and one product, department, project or cost centre. */
export function budgetKey(budget: TokenBudget): string {
  const of = ofBudget(budget);
  return `${budget.from}\n${of?.dimension ?? ""}\n${of?.name.toLowerCase() ?? ""}`;
}

/** A budget whose rows state different amounts. */
const disputed = (report: BudgetReport, rows: number): BudgetReport => ({
  ...report,
  tokens: null,
  toDate: null,
  verdict: "unknown",
  why: `${wholeNumber(rows)} rows state different budgets for it`,
});

/** What a budget is for; null for all tokens. */
export function ofBudget(budget: TokenBudget): BudgetReport["of"] {
  for (const dimension of DIMENSIONS) {
    const name = budget[dimension];
    if (name !== undefined) return { dimension, name };
  }
  return null;
}

function reportOf(input: BudgetInput, budget: TokenBudget): BudgetReport {
  const { chargeback, price, context } = input;
  const { from } = budget;
  const of = ofBudget(budget);
  const lastDay = addDays(addMonths(from, 12), -1);
  const isPriceless = budget.tokens === undefined && budget.amount !== undefined && price === null;
  const amount =
    budget.tokens ?? (budget.amount === undefined || price === null ? null : buys(budget.amount, price));
  const through = Math.min(lastDraw(input) ?? from, context.asOf, lastDay) as DayNumber;
  const whyNot = unknownUse(input, from, through);
  const one =
    of === null
      ? null
      : (chargeback?.by[of.dimension].find(({ name }) => same(name, of.name)) ?? CHARGED_NOTHING);
  const used = whyNot === null ? drawnIn(input, one, from, through) : null;
  const expected = used === null ? null : expectedBy(input, { of, one, from, through, lastDay });
  const share = fraction((through - from + 1) / (lastDay - from + 1));
  return {
    of,
    from,
    lastDay,
    tokens: amount,
    through,
    used,
    toDate: amount === null || whyNot !== null ? null : scale(amount, share),
    expected,
    verdict: verdictOf(amount, used, expected),
    why:
      whyNot ??
      (used === null
        ? "a rate is unknown"
        : amount === null
          ? isPriceless
            ? "the price of a token is unknown"
            : "the budget could not be read"
          : expected === null
            ? "too few whole months are known for a forecast"
            : null),
  };
}

const same = (name: string | null, other: string): boolean => name?.toLowerCase() === other.toLowerCase();

/** What a budget bears. */
type Bearing = Pick<ChargedTo, "months" | "share">;

/** Who draws nothing. */
const CHARGED_NOTHING: Bearing = { months: new Map(), share: fraction(0) };

function lastDraw({ consumption: { draws } }: BudgetInput): DayNumber | null {
  return draws?.last ?? null;
}

/** Why nobody knows what was drawn from a day through another; null where it is known. */
function unknownUse(
  { chargeback, consumption }: BudgetInput,
  from: DayNumber,
  through: DayNumber,
): string | null {
  if (chargeback === null) return "no export gives the days of use";
  if (through < from) return "no export covers a day of its year";
  const whole = new Set(consumption.history.map(({ month }) => month));
  const last = monthOf(through);
  for (let month = monthOf(from); month <= last; month = (month + 1) as MonthNumber) {
    const isEnd = month === last && through < lastDayOf(month);
    if (!whole.has(month) && !isEnd) return `the exports do not cover all of ${isoMonth(month)}`;
  }
  return null;
}

/** The tokens drawn from the first of a month through a day; null if a rate is unknown. */
function drawnIn(
  { consumption }: BudgetInput,
  one: Bearing | null,
  from: DayNumber,
  through: DayNumber,
): Tokens | null {
  const [first, last] = [monthOf(from), monthOf(through)];
  if (one !== null) return inMonths(one, first, last);
  const months = consumption.months.filter(({ month }) => month >= first && month <= last);
  return sumKnown(months.map(({ tokens: n }) => n));
}

interface BudgetYear {
  readonly of: BudgetReport["of"];
  readonly one: Bearing | null;
  readonly from: DayNumber;
  readonly through: DayNumber;
  readonly lastDay: DayNumber;
}

/**
 * Whole months as drawn; later months by the unit's share of the forecast, and its own planned use. The current month
 * draws at least what it has drawn so far.
 */
function expectedBy(input: BudgetInput, year: BudgetYear): BudgetReport["expected"] {
  const { forecast, consumption } = input;
  const { one, from, lastDay } = year;
  const last = consumption.history.at(-1)?.month;
  if (last === undefined) return null;
  const drawn = drawnIn(input, one, from, Math.min(lastDayOf(last), lastDay) as DayNumber);
  const firstAhead = Math.max(last + 1, monthOf(from)) as MonthNumber;
  const ahead: { readonly expected: Tokens; readonly low: Tokens; readonly high: Tokens }[] = [];
  for (let month = firstAhead; month <= monthOf(lastDay); month = (month + 1) as MonthNumber) {
    const foreseen = forecast?.months.find((each) => each.month === month);
    const own = foreseen && ownPart(input, year, foreseen);
    if (own === undefined || own === null) return null;
    const begun = drawnIn(input, one, (lastDayOf(month) - daysIn(month) + 1) as DayNumber, lastDayOf(month));
    const least = (n: Tokens): Tokens => tokens(Math.max(n, begun ?? 0));
    ahead.push({ expected: least(own.expected), low: least(own.low), high: least(own.high) });
  }
  if (drawn === null) return null;
  const sum = (of: (month: (typeof ahead)[number]) => Tokens): Tokens => plus(drawn, total(ahead.map(of)));
  return {
    tokens: sum((each) => each.expected),
    low: sum((each) => each.low),
    high: sum((each) => each.high),
  };
}

/** The part of a month's forecast that a budget bears. */
function ownPart({ context, plan }: BudgetInput, { of, one }: BudgetYear, month: PlannedMonth) {
  const { expected, likely, parts } = month;
  if (one === null || of === null) return { expected, low: likely.low, high: likely.high };
  if (one.share === null) return null;
  const planned = plan.additions
    .filter(({ row, product }) => same(plannedFor(of.dimension, row, product), of.name))
    .map((addition) => addedIn(month.month, context, addition));
  const staying = scale(minus(expected, parts.planned), one.share);
  const own = tokens(Math.max(plus(staying, total(planned)), 0));
  // As wide as the whole for its size; and planned use may come in full or not at all.
  const wide = expected === 0 ? 0 : 1 / expected;
  const [up, down] = [total(planned.filter((n) => n > 0)), total(planned.filter((n) => n < 0))];
  return {
    expected: own,
    low: tokens(Math.max(Math.min(scale(own, likely.low * wide), plus(staying, down)), 0)),
    high: tokens(Math.max(scale(own, likely.high * wide), plus(staying, up))),
  };
}

const plannedFor = (
  dimension: Dimension,
  row: { readonly department?: string; readonly project?: string },
  product: string,
): string | null =>
  dimension === "product" ? product : dimension === "costCentre" ? null : (row[dimension] ?? null);

function verdictOf(
  budget: Tokens | null,
  used: Tokens | null,
  expected: BudgetReport["expected"],
): BudgetReport["verdict"] {
  if (budget === null || used === null) return "unknown";
  if (used > budget) return "over";
  if (expected === null) return "unknown";
  return expected.tokens > budget ? "over" : expected.high > budget ? "may go over" : "within";
}
