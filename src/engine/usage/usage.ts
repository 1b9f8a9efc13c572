import type { Context } from "../estate/context";
import type { DailyUse } from "../estate/estate";
import { coverageOf, type Coverage } from "../evidence/coverage";
import { coveredTime } from "../evidence/covered-time";
import { baselineOf, type Baseline } from "./baseline";
import { demandsOf, type Demand } from "./demand";
import { sightings, type Sightings } from "./observed";
import { withSessions } from "./sessions";

/** The use of the baseline year, from the rows of the exports to each person's yearly demand. */
export interface Usage {
  /** The daily rows, including the days that session records show. */
  readonly rows: DailyUse;
  readonly baseline: Baseline;
  readonly seen: Sightings;
  /** In the order of `Estate.people`. */
  readonly demands: readonly Demand[];
  readonly coverage: Coverage;
}

export function usageOf(context: Context): Usage {
  const { estate, assumptions } = context;
  const rows = withSessions(context);
  const complete = assumptions.exportsComplete === "yes";
  const baseline = baselineOf(rows, estate.people.length, estate.sources, complete);
  const seen = sightings(estate, baseline, assumptions);
  const time = coveredTime(context, baseline);
  const demands = demandsOf(context, baseline, seen, time.through);
  return {
    rows,
    baseline,
    seen,
    demands,
    coverage: coverageOf(context, { rows, baseline, demands, time }),
  };
}
