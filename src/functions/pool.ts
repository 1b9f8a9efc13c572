import { DEFAULT_ASSUMPTIONS } from "../engine/assumptions";
import { toSerial } from "../engine/calendar";
import { runOutDay } from "../engine/rules/run-out";
import { averageRule, expiring, peakRule, seasonRule, yearLike } from "../engine/rules/pool-size";
import { tokens, type Fraction, type Months, type Per, type Tokens } from "../engine/units";
import { AMOUNT, dates, leftOut, numbers, one, PACK, series, SHARE, words } from "./arguments";
import { cellByCell } from "./cell-by-cell";
import { lastsTooLong, notTwelveBuffers, refuse, tooManyMonths } from "./refusals";

const RULES = { peak: "peak", average: "average", season: "season" } as const;

/**
 * Tokens to buy for a year, from the tokens used in each month.
 * @customfunction POOLSIZE
 * @helpurl https://localhost:3000/help/poolsize.html
 * @param monthlyTokens Tokens of each month, up to the last 12; one cell is the month that stands for all
 * @param buffer Share on top; 15 % if left out, 10 % by the rule "average"; 12 shares by the rule "season"
 * @param rule "peak", "average" or "season"; "peak" if left out
 * @param pack Tokens in a pack, to whole packs of which the size is raised; 1 if left out
 * @returns Tokens
 */
export function poolsize(
  monthlyTokens: unknown[][],
  buffer?: unknown[][],
  rule?: unknown[][],
  pack?: unknown[][],
): unknown[][] {
  const months = series(numbers<Tokens>("monthlyTokens", monthlyTokens, AMOUNT));
  const packSize = one(numbers<Tokens>("pack", pack, PACK, tokens(1)));
  const share = (otherwise: Fraction): Fraction => one(numbers("buffer", buffer, SHARE, otherwise));
  if (months.length > 12) return refuse(tooManyMonths(months.length));
  switch (one(words("rule", rule, RULES, "peak"))) {
    case "peak":
      return [[peakRule(tokens(Math.max(...months)), share(DEFAULT_ASSUMPTIONS.peakBuffer.value), packSize)]];
    case "average":
      return [[averageRule(yearLike(months), share(DEFAULT_ASSUMPTIONS.averageBuffer.value), packSize)]];
    case "season":
      return [[seasonRule(yearLike(months), twelve(buffer), packSize)]];
  }
}

function twelve(buffer: unknown): Fraction[] {
  const shares = leftOut(buffer) ? [] : series(numbers<Fraction>("buffer", buffer, SHARE));
  return shares.length === 12 ? shares : refuse(notTwelveBuffers(shares.length));
}

/**
 * The first day for which a balance of tokens is too small.
 * @customfunction RUNOUT_DATE
 * @helpurl https://localhost:3000/help/runout_date.html
 * @param balance Tokens left
 * @param asOf Date of the balance
 * @param tokensPerMonth Tokens used in a month of 30.4375 days
 * @returns A date: give the cell a date format
 */
export function runoutDate(
  balance: unknown[][],
  asOf: unknown[][],
  tokensPerMonth: unknown[][],
): unknown[][] {
  return cellByCell(
    [
      numbers<Tokens>("balance", balance, AMOUNT),
      dates("asOf", asOf),
      numbers<Per<Tokens, Months>>("tokensPerMonth", tokensPerMonth, AMOUNT),
    ],
    (left, day, perMonth) => {
      const lastsTo = runOutDay(left, day, perMonth);
      return lastsTo === null ? lastsTooLong() : toSerial(lastsTo, 1900);
    },
  );
}

/**
 * Tokens bought and not used, which expire.
 * @customfunction EXPIRED_TOKENS
 * @helpurl https://localhost:3000/help/expired_tokens.html
 * @param bought Tokens bought
 * @param used Tokens used before they end
 * @returns Tokens; 0 if more were used than bought
 */
export function expiredTokens(bought: unknown[][], used: unknown[][]): unknown[][] {
  return cellByCell(
    [numbers<Tokens>("bought", bought, AMOUNT), numbers<Tokens>("used", used, AMOUNT)],
    expiring,
  );
}
