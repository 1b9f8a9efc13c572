import { DAYS_PER_YEAR } from "../calendar";
import type { Context } from "../estate/context";
import type { DailyUse } from "../estate/estate";
import { coverageOf, type Coverage } from "../evidence/coverage";
import { coveredTime } from "../evidence/covered-time";
import { finish, type Steps } from "../steps";
import type { Days } from "../units";
import { baselineInSteps, type Baseline } from "./baseline";
import { demandsInSteps, type Demand } from "./demand";
import { USE_STAGE } from "./progress";
import { sightings, type Sightings } from "./observed";
import { sessionCharges, type SessionCharges } from "./charges";
import { withSessions } from "./sessions";

/** The use of the baseline year, from the rows of the exports to each person's yearly demand. */
export interface Usage {
  /** The daily rows, including the days that session records show. */
  readonly rows: DailyUse;
  /** The charges that session records show, by user and product. */
  readonly charged: readonly SessionCharges[];
  readonly baseline: Baseline;
  readonly seen: Sightings;
  /** In the order of `Estate.people`. */
  readonly demands: readonly Demand[];
  readonly coverage: Coverage;
}

/** What of a usage depends on how many of the last days count. */
export type UseOver = Pick<Usage, "baseline" | "seen" | "demands">;

/** The use of a context at once. */
export const usageOf = (context: Context): Usage => finish(usageInSteps(context));

export function* usageInSteps(context: Context): Steps<Usage> {
  const { estate, assumptions } = context;
  const charged = sessionCharges(context);
  yield USE_STAGE;
  const rows = withSessions(context, charged);
  yield USE_STAGE;
  const baseline = yield* baselineOver(context, rows, DAYS_PER_YEAR);
  const seen = sightings(estate, baseline, assumptions);
  yield USE_STAGE;
  const time = coveredTime(context, baseline);
  const demands = yield* demandsInSteps(context, baseline, seen, time);
  yield USE_STAGE;
  return {
    rows,
    charged,
    baseline,
    seen,
    demands,
    coverage: coverageOf(context, { rows, baseline, demands, time }),
  };
}

/** The use of another number of last days, each person's taken to a year. What the exports cover stays the same. */
export function* useOverInSteps(context: Context, { rows, coverage }: Usage, length: Days): Steps<UseOver> {
  const baseline = yield* baselineOver(context, rows, length);
  const seen = sightings(context.estate, baseline, context.assumptions);
  yield USE_STAGE;
  return { baseline, seen, demands: yield* demandsInSteps(context, baseline, seen, coverage) };
}

const baselineOver = ({ estate, assumptions }: Context, rows: DailyUse, length: number): Steps<Baseline> =>
  baselineInSteps(rows, estate.people.length, estate.sources, {
    complete: assumptions.exportsComplete === "yes",
    length,
    gapWorkdays: assumptions.gapWorkdays,
    holidays: new Set((estate.holidays ?? []).map(({ day }) => day)),
  });
