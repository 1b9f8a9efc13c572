import type { Assumptions } from "../assumptions";
import type { Context } from "../estate/context";
import { averageRule, expiring, peakRule, runOutRisk, seasonRule } from "../rules/pool-size";
import { purchaseCost } from "../rules/price-tiers";
import { tokensToBuy } from "../rules/tokens-to-buy";
import { fraction, minus, most, total, type Fraction, type Money, type Tokens } from "../units";
import type { Consumption } from "./consumption";
import type { MonthUse } from "./months";
import { poolOfLeastSpend, beginningEmpty, type PoolRisk } from "./pool-risk";
import { outcomeOf, type PoolOutcome } from "./pool-spend";
import { chanceAbove } from "./simulation";

/** The size that a rule gives next year's pool, with its risks (DOMAIN §6). */
export interface PoolRule {
  /** `risk`: the pool with the least expected spend. */
  readonly rule: "peak" | "average" | "season" | "risk";
  readonly tokens: Tokens;
  /** Tokens that end unused if the year repeats itself. */
  readonly expectedExpired: Tokens;
  /**
   * By the simulation; without one by the months seen. Null with fewer than six whole months of use, and where there is
   * no simulation because the price of a token is unknown: the months seen say too little.
   */
  readonly runOutRisk: Fraction | null;
  /** Null where the price of a token is unknown. */
  readonly cost: Money | null;
  /** What the simulated years make of it, with nothing left of today's packs; null without a forecast. */
  readonly simulated: PoolOutcome | null;
}

/**
 * Every rule's pool for next year, if everybody who stays repeats last year's use; none without use, or with an unknown
 * rate. The peak rule needs a whole month, the season rule twelve in a row. No pool is below the year's tokens: a
 * buffer is never negative.
 */
export function poolRules(
  { year: drawn, leavers, peak, wholeMonths, history }: Consumption,
  { tiers, assumptions }: Pick<Context, "tiers" | "assumptions">,
  risk: PoolRisk | null,
): PoolRule[] {
  if (drawn === null) return [];
  const year = minus(drawn, leavers);
  // Credits may exceed what was drawn.
  if (year <= 0) return [];
  const { packSize, peakBuffer, averageBuffer, tierKind } = assumptions;
  const twelve = lastTwelve(history);
  const ofLeastSpend = risk && poolOfLeastSpend(risk);
  const months = wholeMonths.flatMap((month) => month.tokens ?? []);
  const rule = (name: PoolRule["rule"], size: Tokens): PoolRule => {
    const simulated = risk && outcomeOf(risk.use, beginningEmpty(risk.terms), size);
    const ofMonths = tiers.length === 0 ? null : runOutRisk(size, year, months);
    return {
      rule: name,
      tokens: size,
      expectedExpired: expiring(size, year),
      runOutRisk: risk ? chanceAbove(risk.use, size) : ofMonths,
      cost: tiers.length === 0 ? null : purchaseCost(size, tiers, tierKind),
      simulated,
    };
  };
  return [
    ...(peak !== null && peak > 0
      ? [rule("peak", most(peakRule(peak, peakBuffer, packSize), tokensToBuy(year, 0, packSize)))]
      : []),
    rule("average", averageRule(year, averageBuffer, packSize)),
    ...(twelve === null
      ? []
      : [
          rule(
            "season",
            most(seasonRule(twelve, seasonBuffers(assumptions), packSize), tokensToBuy(year, 0, packSize)),
          ),
        ]),
    ...(ofLeastSpend === null ? [] : [rule("risk", ofLeastSpend)]),
  ];
}

/** The last months without a gap between them, at most twelve: a year of every season where there are twelve. */
function lastRunOf(history: readonly MonthUse[]): readonly Tokens[] {
  const run: Tokens[] = [];
  for (const [i, { month, tokens: drawn }] of [...history.entries()].reverse()) {
    const next = history[i + 1];
    if (drawn === null || (next !== undefined && next.month !== month + 1) || run.length === 12) break;
    run.push(drawn);
  }
  return run;
}

/** The tokens of the last twelve whole months; null with fewer in a row. */
function lastTwelve(history: readonly MonthUse[]): Tokens | null {
  const run = lastRunOf(history);
  return run.length < 12 ? null : total(run);
}

/** Why a rule beside others has no figure: "no season rule, because …"; none where all have one, or none has. */
export function rulesWithout(
  { history }: Consumption,
  pool: readonly PoolRule[],
  risk: PoolRisk | null,
): string[] {
  const has = (name: PoolRule["rule"]): boolean => pool.some(({ rule }) => rule === name);
  if (pool.length === 0) return [];
  const months = lastRunOf(history).length;
  return [
    ...(has("peak") ? [] : ["no peak rule, because no whole month is known"]),
    ...(has("season")
      ? []
      : [
          `no season rule, because it needs twelve whole months in a row and ${months === 0 ? "none" : months} ` +
            `${months < 2 ? "is" : "are"} known`,
        ]),
    ...(risk?.noSpend == null ? [] : [`no rule of least expected spend, because ${risk.noSpend}`]),
  ];
}

/**
 * The buffer of every scenario's pool, as a share of the tokens needed: the pool buffer, or what the season
 * or peak rule adds to the last year's tokens, at least nothing. Null under the peak rule without a whole month.
 */
export function bufferOf(
  assumptions: Assumptions,
  year: Tokens | null,
  peak: Tokens | null,
): Fraction | null {
  const { poolRule, poolBuffer, peakBuffer } = assumptions;
  if (poolRule === "buffer") return poolBuffer;
  if (poolRule === "season")
    return fraction(seasonBuffers(assumptions).reduce((sum, share) => sum + share / 12, 0));
  if (peak === null || year === null || year <= 0) return null;
  return fraction(Math.max(((peak * 12) / year) * (1 + peakBuffer) - 1, 0));
}

const HIGH_MONTHS = { steady: [], AEC: [6, 7, 8], manufacturing: [10, 11, 12] } as const;

/** The buffer of each month under the season rule, January first. */
export function seasonBuffers(assumptions: Assumptions): Fraction[] {
  const high: readonly number[] = HIGH_MONTHS[assumptions.season];
  return Array.from({ length: 12 }, (_, i) =>
    high.includes(i + 1) ? assumptions.seasonBuffer : assumptions.offSeasonBuffer,
  );
}
