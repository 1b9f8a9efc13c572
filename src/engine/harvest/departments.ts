import type { Analysis } from "../analysis";
import { at } from "../at";
import type { HarvestAction } from "../estate/harvest-records";
import { grouped } from "../grouped";
import { money, sumKnown, type Money } from "../units";
import { isReturning, type HarvestSeat } from "./harvest";

/** The seats of a department, for the committee that decides. */
export interface DepartmentHarvest {
  /** Null where no table names one. */
  readonly department: string | null;
  readonly seats: readonly HarvestSeat[];
  readonly counts: Readonly<Record<HarvestAction, number>>;
  /** What a year of the seats costs that come back and that nobody needs for good; null is unknown. */
  readonly saves: Money | null;
}

/** The department of a holder, else the team; null where no table names one. */
export function departmentOf({ estate }: Pick<Analysis, "estate">, { person }: HarvestSeat): string | null {
  const { department, team } = at(estate.people, person);
  return department ?? team ?? null;
}

/** Whether the price of a seat can be saved once its line ends: it comes back, and nobody needs it for longer. */
export const isSaved = ({ action, next }: HarvestSeat): boolean =>
  isReturning(action) && next?.isLent !== false;

/** The held seats by department, in order of name; seats without a department last. */
export function departmentHarvests(analysis: Pick<Analysis, "estate" | "harvest">): DepartmentHarvest[] {
  const all = grouped(analysis.harvest.seats, (seat) => departmentOf(analysis, seat));
  return [...all]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    .map(([department, seats]) => {
      const counts = { keep: 0, monitor: 0, grace: 0, reclaim: 0, redeploy: 0, ask: 0 };
      for (const { action } of seats) counts[action]++;
      const saves = sumKnown([money(0), ...seats.filter(isSaved).map(({ price }) => price)]);
      return { department, seats, counts, saves };
    });
}
