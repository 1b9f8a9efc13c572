import type { Assumptions } from "../assumptions";
import type { Context } from "../estate/context";
import type { Refusal } from "../estate/estate";
import type { Coverage } from "../evidence/coverage";
import { excepted, keepsSeatBy } from "../seats/reconciliation";
import type { Demand } from "../usage/demand";
import { monthsOfUse } from "../usage/months-of-use";
import type { Usage } from "../usage/usage";
import { monthlySeatsFor } from "./monthly-seats";
import { withDecision } from "./decisions";
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
  const monthsOf = monthsOfUse(context, usage);
  const unseen = windows.seats === null && windows.tokens === null && estate.reportedUse.length === 0;
  return demands.map((demand): Member => {
    const held = holdings.heldBy(demand.person);
    const unread = unreadOf(context, demand, held);
    const rule = memberRule(context, demand, {
      unseen,
      unread,
      unproven: beyondEvidence(coverage, demand, context.assumptions),
    });
    return withDecision(context, {
      unread,
      demand,
      heldKnown: estate.assignments.length > 0 || !demand.products.some(({ onSeats }) => onSeats),
      held,
      unpriced: held.filter((offering) => !hasPrice.has(offering)),
      opens: holdings.opens,
      // Outside the months of a seat, a critical user would be locked out.
      monthly: rule === "critical" ? [] : monthlySeatsFor(context.choosable, demand.person, monthsOf),
      // Whoever keeps everything because of what could not be read gives up no seat, used or not.
      keepsSeat: (offering) =>
        held.includes(offering) && (unread.length > 0 || keeps(demand.person, offering)),
      rule,
    });
  });
}

/**
 * The unread rows that a person's choice rests on: rows that keep the seats of an offering which the person holds or
 * could get, else rows on the person or the products used. Rows on an offering count for everybody who holds it.
 */
function unreadOf(context: Context, demand: Demand, held: readonly string[]): readonly Refusal[] {
  const { unknowns, stays, holdings } = context;
  const { person } = demand;
  const used = demand.products.map(({ product }) => product);
  for (const [offering, refusals] of stays)
    if (held.includes(offering) || used.some((product) => holdings.opens(offering, product))) return refusals;
  const known = unknowns
    .because("use", { person })
    // Use of an unknown person matters to everybody who uses the product, or could with a seat.
    .filter(
      (refusal) =>
        refusal.person !== undefined ||
        refusal.product === undefined ||
        used.includes(refusal.product) ||
        held.some((seat) => holdings.opens(seat, refusal.product ?? "")),
    );
  return [
    ...new Set([
      ...unknowns.because("person", { person }).filter((refusal) => refusal.person !== undefined),
      ...known,
      ...used.flatMap((product) => unknowns.because("rate", { product })),
    ]),
  ];
}

/** The rule for a person of whose use the exports say too little to decide; null where they say enough. */
function beyondEvidence(
  { tooShort, unknownPeople }: Coverage,
  { person, observedDays }: Demand,
  { leastDays }: Assumptions,
): Member["rule"] | null {
  if (unknownPeople.has(person)) return "not covered";
  return tooShort || (observedDays !== null && observedDays < leastDays) ? "too short" : null;
}

interface HabitEvidence {
  readonly unseen: boolean;
  readonly unread: readonly Refusal[];
  readonly unproven: Member["rule"] | null;
}

function memberRule(
  context: Context,
  demand: Demand,
  { unseen, unread, unproven }: HabitEvidence,
): Member["rule"] {
  if (unseen) return "unseen";
  if (demand.leaver) return "leaver";
  return unread.length > 0 ? "unread" : ruleFor(context, demand, unproven);
}

function ruleFor(context: Context, demand: Demand, unproven: Member["rule"] | null): Member["rule"] {
  const { estate, assumptions } = context;
  if (excepted(context, demand.person)) return "exception";
  if (estate.people[demand.person]?.critical === true) return "critical";
  if (unproven !== null) return unproven;
  if (assumptions.keptSegments.split("; ").includes(demand.segment)) return "kept";
  return demand.products.some(({ days }) => days === null) ? "period unknown" : "cost";
}
