import { Bounds } from "../../../src/engine/mix/bound";
import { GroupChoices } from "../../../src/engine/mix/choices";
import { poolCurve, seatCurve, type CostCurve } from "../../../src/engine/mix/cost-curves";
import { userGroupsInSteps, type UserGroups } from "../../../src/engine/mix/groups";
import { CurveSupply } from "../../../src/engine/mix/supplies";
import { finish } from "../../../src/engine/steps";
import { organisation, type Shape } from "./organisation";

/** The parts of a search for an organisation without contracts, for tests of one part. */
export interface Parts {
  readonly groups: UserGroups;
  readonly choices: GroupChoices;
  readonly curves: readonly CostCurve[];
  readonly supplies: readonly CurveSupply[];
  readonly bounds: Bounds;
}

export function partsOf(seed: number, shape: Shape): Parts {
  const { users, offerings, pools, growth } = organisation(seed, shape);
  const inOrder = [...offerings].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const curves = [
    ...inOrder.map((offering) => seatCurve(offering, users.length, growth)),
    ...pools.map((pool) => poolCurve(pool, 1e5, growth)),
  ];
  const supplies = curves.map((curve, r) => new CurveSupply(r, curve));
  const ranges = curves.map(({ steepest }) => ({ least: 0, most: steepest }));
  const { groups } = finish(userGroupsInSteps(users, inOrder, 0, ranges));
  const choices = new GroupChoices(groups);
  return { groups, choices, curves, supplies, bounds: new Bounds(choices, curves, supplies, 1e-9) };
}
