import type { Analysis } from "../engine/analysis";
import type { UserCover } from "../engine/renewal/plan";
import type { Assumptions } from "../engine/assumptions";
import { isoDay, isoMonth } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import type { Run } from "../sheets/run";

/** The version of the JSON's shape: the second number grows when something is added, the first when something changes. */
export const JSON_VERSION = "1.1";

/** The whole answer as JSON, described in docs/json.md. The same input gives the same bytes. */
export function toJson({ analysis, counts, issues }: Run): string {
  const { asOf, assumptions } = analysis;
  return `${JSON.stringify(
    {
      version: JSON_VERSION,
      asOf: isoDay(asOf),
      currency: assumptions.currency,
      window: analysis.window && {
        first: isoDay(analysis.window.first),
        last: isoDay(analysis.window.last),
        baselineFirst: isoDay(analysis.window.baselineFirst),
      },
      assumptions: assumptionsOf(assumptions),
      sources: counts,
      issues: issues.map(({ severity, code, message, file, sheet, row, column, rows }) => ({
        severity,
        code,
        message,
        file: file ?? null,
        sheet: sheet ?? null,
        row: row ?? null,
        column: column ?? null,
        rows,
      })),
      users: analysis.users.map(user),
      pool: {
        tokenPrice: analysis.tokenPrice,
        effectiveTokenPrice: analysis.bufferedTokenPrice,
        year: analysis.consumption.year,
        estimated: analysis.consumption.estimated,
        rules: analysis.pool,
        monthly: analysis.consumption.months.map(({ month, tokens }) => ({ month: isoMonth(month), tokens })),
        byProduct: analysis.consumption.byProduct,
      },
      breakEven: analysis.breakEvens,
      reconciliation: analysis.reconciliations,
      trueDown: analysis.trueDowns.map(({ line: _, renewal, noticeDeadline, ...rest }) => ({
        ...rest,
        renewal: day(renewal),
        noticeDeadline: day(noticeDeadline),
      })),
      scenarios: analysis.scenarios.map(({ lines, pools, ...rest }) => ({
        ...rest,
        seats: lines.map(({ source, ...line }) => ({ ...line, new: source === null })),
        tokensNeeded: pools.reduce((sum, { needed }) => sum + (needed[0] ?? 0), 0),
      })),
      mix: mix(analysis),
      redeployments: analysis.redeployments.map(({ from, to, until, ...rest }) => ({
        from: userOf(analysis, from),
        to: userOf(analysis, to),
        until: day(until),
        ...rest,
      })),
      moves: analysis.moves.map(({ person, day: on, beginBy, ...rest }) => ({
        user: userOf(analysis, person),
        day: day(on),
        beginBy: day(beginBy),
        ...rest,
      })),
      whatIf: analysis.whatIfs,
      doubleCoverage: analysis.doubleCoverage.map(({ person, ...rest }) => ({
        user: userOf(analysis, person),
        ...rest,
      })),
    },
    null,
    1,
  )}\n`;
}

/** The names that the JSON has had since its first version. */
const assumptionsOf = (assumptions: Assumptions) =>
  Object.fromEntries(
    Object.entries(assumptions).map(([name, value]) => [
      name === "moveThreshold" ? "leastSaving" : name,
      value,
    ]),
  );

const day = (value: DayNumber | null): string | null => (value === null ? null : isoDay(value));

const userOf = ({ estate }: Analysis, person: number | null): string | null =>
  person === null ? null : (estate.people[person]?.id ?? null);

/** The best mix of the first year; the seats by offering, and one pool's price and tier where there is one. */
function mix({ mix }: Analysis) {
  if (mix === null) return null;
  const { seats, pools, total, moveThresholds, ...rest } = mix;
  const [pool] = pools.length === 1 ? pools : [];
  return {
    total,
    thresholds: moveThresholds,
    ...rest,
    seats: Object.fromEntries(seats.map(({ offering, assigned }) => [offering, assigned])),
    tokens: pools.reduce((sum, { bought }) => sum + bought, 0),
    tokenPrice: pool?.tokenPrice ?? null,
    tier: pool?.tier.minimum ?? null,
    offerings: seats,
    pools,
  };
}

const cover = ({ seats, flex, tokens }: UserCover) => ({ seats, flex, tokens });

function user(one: Analysis["users"][number]) {
  const { lastUse, heldSeats, recommended, bySeats, products, ...rest } = one;
  return {
    ...rest,
    products: products.map(({ lastDay, ...product }) => ({ ...product, lastDay: day(lastDay) })),
    lastUse: day(lastUse),
    current: heldSeats,
    recommended: cover(recommended),
    bySeats: cover(bySeats),
  };
}
