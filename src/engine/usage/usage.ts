import type { Context } from "../estate/context";
import type { DailyUse } from "../estate/estate";
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
}

export function usageOf(context: Context): Usage {
  const { estate, assumptions } = context;
  const rows = withSessions(context);
  const baseline = baselineOf(rows, estate.people.length, estate.sources);
  const seen = sightings(estate, baseline, assumptions);
  return { rows, baseline, seen, demands: demandsOf(context, baseline, seen) };
}
