import type { Analysis, UserCover } from "../engine/analysis";
import { isoDay, isoMonth } from "../engine/calendar";
import type { DayNumber } from "../engine/units";
import type { Run } from "../sheets/run";

/** The version of the JSON's shape: the second number grows when something is added, the first when something changes. */
export const JSON_VERSION = "1.0";

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
      assumptions,
      sources: counts,
      issues: issues.map(({ severity, code, message, file, sheet, row, column, rows }) => ({
        severity, code, message, file: file ?? null, sheet: sheet ?? null, row: row ?? null, column: column ?? null, rows,
      })),
      users: analysis.users.map(user),
      pool: {
        tokenPrice: analysis.tokenPrice,
        effectiveTokenPrice: analysis.effectiveTokenPrice,
        year: analysis.consumption.year,
        estimated: analysis.consumption.estimated,
        rules: analysis.pool,
        monthly: analysis.consumption.months.map(({ month, tokens }) => ({ month: isoMonth(month), tokens })),
        byProduct: analysis.consumption.byProduct,
      },
      breakEven: analysis.breakEvens,
      reconciliation: analysis.reconciliations,
      trueDown: analysis.trueDowns.map(({ renewal, noticeDeadline, ...rest }) => ({
        ...rest, renewal: day(renewal), noticeDeadline: day(noticeDeadline),
      })),
      scenarios: analysis.scenarios.map(({ lines, pool, ...rest }) => ({
        ...rest, seats: lines, tokensNeeded: pool.needed,
      })),
      doubleCoverage: analysis.doubleCoverage.map(({ person, ...rest }) => ({
        user: analysis.estate.people[person]?.id ?? null, ...rest,
      })),
    },
    null,
    1,
  )}\n`;
} // prettier-ignore

const day = (value: DayNumber | null): string | null => (value === null ? null : isoDay(value));

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
