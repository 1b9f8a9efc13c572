import { at } from "../at";
import type { Context } from "../estate/context";
import { fraction, minus, scale, sumKnown, type Fraction, type MonthNumber, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import { countingOf, type Consumption } from "./consumption";
import { forecastOf, type MonthForecast, type PastMonth } from "./forecast";
import { drawnByKey, type Drawn, type MonthUse } from "./months";

export type Verdict = "as expected" | "more than expected" | "less than expected";

/** A whole month against what the months before it led to, with their range of 90 %. */
export interface BurnMonth {
  readonly month: MonthNumber;
  readonly drawn: Tokens;
  readonly expected: MonthForecast;
  readonly verdict: Verdict;
  /** What made the largest part of an unexpected difference; null for an expected month, and where it is not known. */
  readonly product: BurnReason | null;
  readonly department: BurnReason | null;
}

/** A product or department, and its tokens in a month less its average of the months before. */
export interface BurnReason {
  readonly name: string;
  readonly change: Tokens;
  /** Its share of the change of all tokens, over 1 where others changed the other way; null if all do not change so. */
  readonly share: Fraction | null;
}

/** How many of the last months are compared with their forecasts. */
const MONTHS_COMPARED = 6;
/** How many months before one make its average. */
const MONTHS_BEFORE = 12;

/**
 * The last months, each against the forecast that the months before it would have given. Months that were all the same
 * say nothing of how much a month may differ, so the next is not judged.
 */
export function burnOf(context: Context, usage: Usage, { history }: Consumption): BurnMonth[] {
  const parts = drawnByPart(context, usage);
  return history.slice(-MONTHS_COMPARED).flatMap((_, i, last): BurnMonth[] => {
    const place = history.length - last.length + i;
    const judged = judge(history.slice(0, place + 1));
    if (judged === null) return [];
    const before = history.slice(Math.max(place - MONTHS_BEFORE, 0), place);
    const reason = (drawn: DrawnByName): BurnReason | null =>
      judged.verdict === "as expected" ? null : burnReason(drawn, judged, before);
    return [{ ...judged, product: reason(parts.products), department: reason(parts.departments) }];
  });
}

/** The last of some months against what the others lead to. */
function judge(history: readonly PastMonth[]): Omit<BurnMonth, "product" | "department"> | null {
  const last = at(history, history.length - 1);
  if (last.tokens === null) return null;
  const forecast = forecastOf(history.slice(0, -1), 1);
  const expected = forecast && at(forecast.months, 0);
  if (expected?.month !== last.month) return null;
  const { low, high } = expected.wide;
  if (low === high) return null;
  const verdict =
    last.tokens > high ? "more than expected" : last.tokens < low ? "less than expected" : "as expected";
  return { month: last.month, drawn: last.tokens, expected, verdict };
}

type DrawnByName = ReadonlyMap<string, Drawn>;

/** The draws by product and by department, without people who left. */
function drawnByPart(
  context: Context,
  usage: Usage,
): { readonly products: DrawnByName; readonly departments: DrawnByName } {
  const { isDoubled, hasLeft } = countingOf(usage);
  const { people } = context.estate;
  const by = (nameOf: (person: number, product: string) => string | undefined): DrawnByName =>
    drawnByKey(context, usage.baseline, (person, product) =>
      hasLeft(person) || isDoubled(person, product) ? undefined : nameOf(person, product),
    );
  return {
    products: by((_, product) => product),
    departments: by((person) => people[person]?.department),
  };
}

/** The part whose tokens changed most in the direction of the difference; null where a part of it is unknown. */
function burnReason(
  parts: DrawnByName,
  { month, drawn, expected }: Pick<BurnMonth, "month" | "drawn" | "expected">,
  before: readonly MonthUse[],
): BurnReason | null {
  const direction = Math.sign(drawn - expected.expected);
  const changeFrom = (now: Tokens, earlier: Tokens): Tokens => minus(now, scale(earlier, 1 / before.length));
  const all = sumKnown(before.map((one) => one.tokens));
  let most: Omit<BurnReason, "share"> | null = null;
  for (const [name, own] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sumOf = (one: MonthNumber): Tokens | null => sumKnown(own.get(one) ?? []);
    const [now, earlier] = [sumOf(month), sumKnown(before.map((one) => sumOf(one.month)))];
    if (now === null || earlier === null) return null;
    const change = changeFrom(now, earlier);
    if (change * direction > (most === null ? 0 : most.change * direction)) most = { name, change };
  }
  if (most === null) return null;
  const whole = all === null ? 0 : changeFrom(drawn, all) * direction;
  return { ...most, share: whole <= 0 ? null : fraction((most.change * direction) / whole) };
}
