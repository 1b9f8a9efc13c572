import type { Context } from "../estate/context";
import type { Coverage } from "../evidence/coverage";
import { excepted, keepsSeatBy } from "../seats/reconciliation";
import type { Demand } from "../usage/demand";
import type { Usage } from "../usage/usage";
import type { Member } from "./plan";

/** Every person as the scenarios see them, in the order of `Estate.people`. */
export function membersOf(context: Context, usage: Usage): Member[] {
  const {
    baseline: { windows },
    demands,
    coverage,
  } = usage;
  const { estate, holdings, priced } = context;
  const hasPrice = new Set(priced.map(({ offering }) => offering));
  const keeps = keepsSeatBy(context, usage);
  const unseen = windows.seats === null && windows.tokens === null && estate.reportedUse.length === 0;
  return demands.map((demand): Member => {
    const held = holdings.heldBy(demand.person);
    return {
      demand,
      heldKnown: estate.assignments.length > 0 || !demand.products.some(({ onSeats }) => onSeats),
      held,
      unpriced: held.filter((offering) => !hasPrice.has(offering)),
      opens: holdings.opens,
      keepsSeat: (offering) => held.includes(offering) && keeps(demand.person, offering),
      rule: unseen ? "unseen" : ruleFor(context, demand, beyondEvidence(coverage, held)),
    };
  });
}

/** The rule for a person of whose use the exports say too little to decide; null where they say enough. */
function beyondEvidence({ tooShort, notCovered }: Coverage, held: readonly string[]): Member["rule"] | null {
  if (tooShort) return "too short";
  return held.some((offering) => notCovered.has(offering)) ? "not covered" : null;
}

function ruleFor(context: Context, demand: Demand, unproven: Member["rule"] | null): Member["rule"] {
  const { estate, assumptions } = context;
  if (demand.leaver) return "leaver";
  if (excepted(context, demand.person)) return "exception";
  if (estate.people[demand.person]?.critical === true) return "critical";
  if (unproven !== null) return unproven;
  if (assumptions.keptSegments.split("; ").includes(demand.segment)) return "kept";
  return demand.products.some(({ days }) => days === null) ? "period unknown" : "cost";
}
