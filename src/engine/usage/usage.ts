import { at } from "../at";
import type { Context } from "../estate/context";
import type { DailyUse, PersonIndex } from "../estate/estate";
import { coverageOf, type Coverage } from "../evidence/coverage";
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
  const baseline = baselineOf(rows, estate.people.length, estate.sources);
  const seen = sightings(estate, baseline, assumptions);
  const demands = demandsOf(context, baseline, seen);
  const isSeen = (person: PersonIndex): boolean => {
    const { lastUse, products } = at(demands, person);
    return lastUse !== null || products.length > 0;
  };
  const products = new Set(demands.flatMap((demand) => demand.products.map(({ product }) => product)));
  return { rows, baseline, seen, demands, coverage: coverageOf(context, baseline, { isSeen, products }) };
}
