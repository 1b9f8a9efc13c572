import type { Assumptions } from "../assumptions";
import { isoDay } from "../calendar";
import type { Person } from "../estate/estate";
import type { DayNumber, Money } from "../units";
import type { Demand, ProductDemand } from "../usage/demand";
import { counted, listed, wholeNumber } from "../wording";
import type { Member, UserPlan, RunnerUp } from "./plan";

/** What the choice was between; null where it cannot be said, or does not apply. */
export interface Choice {
  readonly flexCost: Money | null;
  readonly seatCost: Money | null;
  /** The seats of `seatCost`. */
  readonly seats: readonly string[];
  /** What the recommended cover costs. */
  readonly cost: Money | null;
  readonly runnerUp: RunnerUp | null;
  /** What moving would save, where that is less than a move must save, so that the person stays. */
  readonly held: Money | null;
  /** Recommended seats of which one fewer saves less than its price: they are paid for anyway, or make the others cheaper. */
  readonly tied: readonly string[];
}

/** Why a person gets what is recommended, in sentences that a manager can weigh. */
export function reasonsFor(
  member: Member,
  person: Person,
  plan: UserPlan,
  choice: Choice,
  asOf: DayNumber,
  { moveThreshold }: Assumptions,
): string[] {
  const { demand, rule, held } = member;
  if (rule === "leaver") return [leaving(demand, person)];
  if (rule === "exception") {
    const until = person.exceptionUntil === undefined ? "" : ` until ${isoDay(person.exceptionUntil)}`;
    return [`Exception (${person.exception ?? ""})${until}: keeps what there is.`];
  }
  if (rule === "kept")
    return [
      `${demand.segment} users keep what they have, as the assumption "Segments that keep what they have" says.`,
    ];
  if (rule === "unseen") return ["No table shows any use: keeps what there is."];
  if (rule === "period unknown")
    return ["The Usage Report's period is not known, so its days cannot be priced: keeps what there is."];
  if (demand.products.length === 0) return [unused(member, plan, asOf)];
  const reasons =
    rule === "critical"
      ? [`Critical: a seat whatever it costs. ${useOf(demand)}.`, bestAndNext(plan, choice.runnerUp)]
      : chosenBecause(demand, plan, choice, moveThreshold);
  for (const seat of member.unpriced) {
    if (plan.seats.includes(seat))
      reasons.push(`The price of a ${seat} seat is not known, so nothing can be called cheaper: it stays.`);
  }
  for (const use of demand.products) reasons.push(...notOnFlex(use), ...besideTheSeat(use, member, plan));
  for (const product of plan.uncovered)
    reasons.push(`${product} is in no sum: what it would cost is not known.`);
  if (rule === "cost" && choice.held === null) reasons.push(...againstTheLabel(demand, plan));
  if (demand.confidence === "low") reasons.push("Seen for a short time only: low confidence.");
  if (held.length === 0 && plan.seats.length > 0) reasons.push("Has no seat today.");
  return reasons;
}

const leaving = ({ lastUse }: Demand, { inactive }: Person): string =>
  `Has left (${inactive ? "the account is not active" : "no seat any more"}${
    lastUse === null ? "" : `, last use ${isoDay(lastUse)}`
  }): nothing next year.`;

function unused({ demand, held, rule }: Member, plan: UserPlan, asOf: DayNumber): string {
  if (rule === "critical") return "Critical and unused: keeps the seat.";
  if (demand.segment === "New") return "New account without use yet: keeps what there is until the next run.";
  const last =
    demand.lastUse === null
      ? "No use was seen"
      : `Last use ${isoDay(demand.lastUse)}, ${asOf - demand.lastUse} days ago`;
  if (held.length === 0 || plan.seats.length > 0) return `${last}.`;
  return `${last}: the ${listed(held)} ${held.length === 1 ? "seat" : "seats"} can go.`;
}

const useOf = (demand: Demand): string =>
  listed(
    demand.products.map(({ product, days }) =>
      days === null ? product : `${product} ${counted(Math.round(days), "day")}`,
    ),
  ) + " a year";

/** "Revit 61 days and AutoCAD 40 days a year cost 2,937 in tokens or 3,675 in seats (AEC Collection). Best is Flex; next best is AEC Collection, 738 more." */
function chosenBecause(demand: Demand, plan: UserPlan, choice: Choice, moveThreshold: Money): string[] {
  const { flexCost, seatCost, seats, cost, runnerUp, held, tied } = choice;
  const options = [
    ...(flexCost === null ? [] : [`${wholeNumber(flexCost)} in tokens`]),
    ...(seatCost === null ? [] : [`${wholeNumber(seatCost)} in seats (${listed(seats)})`]),
  ];
  const cheapest = Math.min(...[flexCost, seatCost].map((one) => one ?? Infinity));
  const dearer = cost !== null && cost > cheapest + 0.5 && held === null;
  return [
    `${useOf(demand)}${options.length === 0 ? "" : ` cost ${options.join(" or ")}`}.`,
    held === null || runnerUp === null
      ? bestAndNext(plan, runnerUp)
      : `${named(plan)} ${plan.seats.length > 1 ? "stay" : "stays"}: ${named(runnerUp)} would save ${wholeNumber(held)} a year, less than the ${wholeNumber(moveThreshold)} that a move must save.`,
    ...(tied.length === 0 ? [] : [`${listed(tied)}: one seat fewer would save less than its price.`]),
    ...(dearer && tied.length === 0
      ? ["Alone another cover would cost less; with everybody's tokens and seats together this does."]
      : []),
  ];
}

/** "Best is Flex; next best is AEC Collection, 738 more." */
function bestAndNext(plan: UserPlan, runnerUp: RunnerUp | null): string {
  if (runnerUp === null) return `Best is ${named(plan)}.`;
  const { more } = runnerUp;
  const difference =
    Math.abs(more) < 0.5 ? "for the same" : `${wholeNumber(Math.abs(more))} ${more > 0 ? "more" : "less"}`;
  return `Best is ${named(plan)}; next best is ${named(runnerUp)}, ${difference}.`;
}

/** "AutoCAD, and Flex for Revit". */
const named = ({ seats, flex }: Pick<UserPlan, "seats" | "flex">): string =>
  seats.length === 0
    ? flex.length === 0
      ? "nothing"
      : "Flex"
    : flex.length === 0
      ? listed(seats)
      : `${listed(seats)}, and Flex for ${listed(flex)}`;

function notOnFlex({ product, basis }: ProductDemand): string[] {
  if (basis === "rate unknown")
    return [`The tokens per day of ${product} are not known, so Flex was not considered for it.`];
  if (basis === "collection")
    return [`Only the days of ${product} in all are known, so Flex was not considered for it.`];
  if (basis === "not eligible") return [`${product} is not available on Flex.`];
  return [];
}

/** Tokens burned on what a held seat opens, or will go on opening, are the saving in a row whose seats stay. */
function besideTheSeat({ product, drawn }: ProductDemand, { held, opens }: Member, plan: UserPlan): string[] {
  const seat = plan.seats.find((one) => held.includes(one) && opens(one, product));
  if (seat === undefined || drawn === null || Math.round(drawn) === 0) return [];
  return [
    `Burned ${wholeNumber(drawn)} tokens a year on ${product}, which the ${seat} seat opens: sign in with the seat.`,
  ];
}

/** The label never decides; where its usual advice and the cost disagree, the row says so (DOMAIN §4). */
function againstTheLabel({ segment }: Demand, plan: UserPlan): string[] {
  if (segment === "Power" && plan.seats.length === 0)
    return ["A Power user is usually given a seat; here Flex costs less."];
  if (segment === "Dormant" && plan.seats.length + plan.flex.length > 0)
    return ["Dormant today; planned for what the last year showed."];
  const light = segment === "Occasional" || segment === "Rare";
  if (light && plan.seats.length > 0)
    return [
      `${segment === "Rare" ? "A Rare" : "An Occasional"} user usually stays on Flex; here a seat costs less.`,
    ];
  return [];
}
