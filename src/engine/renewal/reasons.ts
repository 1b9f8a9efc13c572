import { at } from "../at";
import { isoDay } from "../calendar";
import type { Context } from "../estate/context";
import type { Estate, Person } from "../estate/estate";
import { because } from "../evidence/refusals";
import type { DayNumber, Money } from "../units";
import type { Demand, ProductDemand } from "../usage/demand";
import { counted, listed, wholeNumber } from "../wording";
import type { Instead } from "./overruled";
import type { Member, RunnerUp, UserPlan } from "./plan";

/** The covers that a user's choice was between; null is unknown, or does not apply. */
export interface Choice {
  readonly flexCost: Money | null;
  readonly seatCost: Money | null;
  /** The seats of `seatCost`. */
  readonly seats: readonly string[];
  /** Of the recommended cover. */
  readonly cost: Money | null;
  readonly runnerUp: RunnerUp | null;
  /** The saving of a move that is below the move threshold, so that the user stays. */
  readonly forgone: Money | null;
  /**
   * Recommended seats where one seat fewer saves less than its price: it stays paid for, or makes other seats cheaper.
   */
  readonly tied: readonly string[];
  /** The cover that a decision of the analyst overrules. */
  readonly instead: Instead | null;
}

/** A sentence for a manager on a user's recommended cover. */
export interface Reason {
  readonly text: string;
  /** Whether it decides on the cover. Otherwise it is a remark, or repeats what the user's other figures say. */
  readonly decides: boolean;
}

const decisive = (texts: readonly string[]): Reason[] => texts.map((text) => ({ text, decides: true }));
export const remarks = (texts: readonly string[]): Reason[] =>
  texts.map((text) => ({ text, decides: false }));

/** The reasons for a user's recommended cover, as sentences for a manager. */
export function reasonsFor(context: Context, member: Member, plan: UserPlan, choice: Choice): Reason[] {
  const { decided } = member;
  if (member.rule === "decided") return decisive([decidedOn(plan, choice.instead)]);
  const { decision, refused } = decided ?? { decision: null, refused: null };
  return [
    ...(decision === null || refused === null
      ? []
      : decisive([`The decision "${decision.text}" was not used: ${refused}.`])),
    ...ownReasons(context, member, plan, choice),
  ];
}

/** "You decided AutoCAD; the run would have recommended Flex, which costs 738 less." */
function decidedOn(plan: UserPlan, instead: Instead | null): string {
  const decided = `You decided ${nameOfCover(plan)}`;
  if (instead === null) return `${decided}; the run recommends the same.`;
  return `${decided}; the run would have recommended ${nameOfCover(instead)}, ${differenceIn(instead.more)}.`;
}

/** "which costs 738 less". */
function differenceIn(more: Money | null): string {
  if (more === null) return "at an unknown difference in cost";
  if (Math.abs(more) < 0.5) return "at the same cost";
  return `which costs ${wholeNumber(Math.abs(more))} ${more > 0 ? "more" : "less"}`;
}

function ownReasons(context: Context, member: Member, plan: UserPlan, choice: Choice): Reason[] {
  const { demand, held, rule } = member;
  const person = at(context.estate.people, demand.person);
  const ruled = ruledBy(member, person, context.estate);
  if (ruled !== null) return decisive([ruled]);
  if (demand.products.length === 0) return decisive([whyUnused(member, plan, context.asOf)]);
  const kept = member.unpriced.filter((seat) => plan.seats.includes(seat));
  return [
    ...(rule === "critical"
      ? [
          ...decisive([`Critical: a seat regardless of cost. ${daysText(demand)}.`]),
          ...remarks([bestAndNext(plan, choice.runnerUp)]),
        ]
      : chosenBecause(demand, plan, choice, context.assumptions.moveThreshold)),
    ...decisive(
      kept.map(
        (seat) => `The price of ${seat} seats is unknown, so no cover can be called cheaper: the seat stays.`,
      ),
    ),
    ...remarks(demand.products.flatMap((use) => [...notOnFlex(use), ...besideTheSeat(use, member, plan)])),
    ...decisive(byTheMonth(context, demand, plan)),
    ...decisive(plan.uncovered.map((product) => `The cost of ${product} is unknown and in no sum.`)),
    ...remarks([
      ...(rule === "cost" && choice.forgone === null ? againstTheLabel(demand, plan, choice) : []),
      ...(demand.confidence === "low" ? ["Observed for a short time only: low confidence."] : []),
      ...(held.length === 0 && plan.seats.length > 0 ? ["Has no seat today."] : []),
    ]),
  ];
}

/** The rule that decides whatever the cost; null if cost decides. */
function ruledBy({ demand, rule, unread }: Member, person: Person, estate: Estate): string | null {
  switch (rule) {
    case "leaver":
      return leaving(demand, person);
    case "exception": {
      const until = person.exceptionUntil === undefined ? "" : ` until ${isoDay(person.exceptionUntil)}`;
      return `Exception (${person.exception ?? ""})${until}: keeps today's cover.`;
    }
    case "kept":
      return `${demand.segment} users keep what they have, by the assumption "Segments that keep what they have".`;
    case "not covered":
      return "Not all use of this user may be known: keeps today's cover.";
    case "too short":
      return "Observed for too few days to decide: keeps today's cover.";
    case "unread":
      return `Keeps today's cover, because ${because(unread, estate)}.`;
    case "unseen":
      return "No table shows any use: keeps today's cover.";
    case "period unknown":
      return "The period of the Usage Report is unknown, so its days have no price: keeps today's cover.";
    case "critical":
    case "cost":
    case "decided":
      return null;
  }
}

const leaving = ({ lastUse }: Demand, { inactive }: Person): string =>
  `Has left (${inactive ? "the account is not active" : "no seat any more"}${
    lastUse === null ? "" : `, last use ${isoDay(lastUse)}`
  }): nothing next year.`;

function whyUnused({ demand, held, rule }: Member, plan: UserPlan, asOf: DayNumber): string {
  if (rule === "critical") return "Critical and unused: keeps the seat.";
  if (demand.segment === "New") return "New account without use yet: keeps today's cover until the next run.";
  const last =
    demand.lastUse === null
      ? "No use was seen"
      : `Last use ${isoDay(demand.lastUse)}, ${counted(asOf - demand.lastUse, "day")} ago`;
  if (held.length === 0 || plan.seats.length > 0) return `${last}.`;
  return `${last}: the ${listed(held)} ${held.length === 1 ? "seat" : "seats"} can go.`;
}

/** "AutoCAD 40 days and Revit 61 days a year". */
const daysText = ({ products }: Demand): string =>
  `${listed(
    products.map(({ product, days }) =>
      days === null ? product : `${product} ${counted(Math.round(days), "day")}`,
    ),
  )} a year`;

/**
 * "Revit 61 days a year cost 2,937 in tokens or 3,675 in seats (AEC Collection). Best is Flex; next best is
 * …"
 */
function chosenBecause(demand: Demand, plan: UserPlan, choice: Choice, moveThreshold: Money): Reason[] {
  const { flexCost, seatCost, seats, cost, runnerUp, forgone, tied } = choice;
  const options = [
    ...(flexCost === null ? [] : [`${wholeNumber(flexCost)} in tokens`]),
    ...(seatCost === null ? [] : [`${wholeNumber(seatCost)} in seats (${listed(seats)})`]),
  ];
  const cheapest = Math.min(flexCost ?? Infinity, seatCost ?? Infinity);
  const dearer = cost !== null && cost > cheapest + 0.5 && forgone === null;
  return [
    ...decisive([`${daysText(demand)}${options.length === 0 ? "" : ` cost ${options.join(" or ")}`}.`]),
    ...(forgone === null || runnerUp === null
      ? remarks([bestAndNext(plan, runnerUp)])
      : decisive([
          `${nameOfCover(plan)} ${plan.seats.length > 1 ? "stay" : "stays"}: ${nameOfCover(runnerUp)} would save ` +
            `${wholeNumber(forgone)} a year, less than the ${wholeNumber(moveThreshold)} that a move must save.`,
        ])),
    ...decisive([
      ...(tied.length === 0 ? [] : [`${listed(tied)}: one seat fewer would save less than its price.`]),
      ...(dearer && tied.length === 0
        ? ["Another cover would cost less for this user alone, but more for all users together."]
        : []),
    ]),
  ];
}

/** "Best is Flex; next best is AEC Collection, 738 more." */
function bestAndNext(plan: UserPlan, runnerUp: RunnerUp | null): string {
  if (runnerUp === null) return `Best is ${nameOfCover(plan)}.`;
  const { more } = runnerUp;
  const difference =
    Math.abs(more) < 0.5
      ? "for the same cost"
      : `${wholeNumber(Math.abs(more))} ${more > 0 ? "more" : "less"}`;
  return `Best is ${nameOfCover(plan)}; next best is ${nameOfCover(runnerUp)}, ${difference}.`;
}

/** "AutoCAD, and Flex for Revit". */
export const nameOfCover = ({ seats, flex }: Pick<UserPlan, "seats" | "flex">): string =>
  seats.length === 0
    ? flex.length === 0
      ? "nothing"
      : "Flex"
    : flex.length === 0
      ? listed(seats)
      : `${listed(seats)}, and Flex for ${listed(flex)}`;

/** The months of use that a seat by the month is for. */
const byTheMonth = ({ choosable }: Context, demand: Demand, { seats }: UserPlan): string[] =>
  choosable.flatMap(({ offering, monthly }) => {
    if (monthly === undefined || !seats.includes(offering)) return [];
    const { confidence, observedDays } = demand;
    const scaled =
      confidence === "full year" || observedDays === null
        ? ""
        : `, taken to a year from ${counted(observedDays, "day")}`;
    return [`${monthly.of} is used in ${counted(monthly.months, "month")} of a year${scaled}.`];
  });

function notOnFlex({ product, basis }: ProductDemand): string[] {
  if (basis === "rate unknown")
    return [`The tokens per day of ${product} are not known, so Flex was not considered for it.`];
  if (basis === "collection")
    return [`The report counts days of ${product} as a whole, so Flex was not considered for it.`];
  if (basis === "not eligible") return [`${product} is not available on Flex.`];
  return [];
}

/** Tokens burned on a product that a seat opens, held now and kept: a saving although the seats stay. */
function besideTheSeat({ product, drawn }: ProductDemand, { held, opens }: Member, plan: UserPlan): string[] {
  const seat = plan.seats.find((one) => held.includes(one) && opens(one, product));
  if (seat === undefined || drawn === null || Math.round(drawn) === 0) return [];
  return [
    `Burned ${wholeNumber(drawn)} tokens a year on ${product}, which the ${seat} seat opens: sign in with the seat.`,
  ];
}

/** A segment's usual advice, if the cost disagrees with it (DOMAIN §4). */
function againstTheLabel({ segment }: Demand, plan: UserPlan, { flexCost, seatCost }: Choice): string[] {
  if (segment === "Dormant" && plan.seats.length + plan.flex.length > 0)
    return ["Dormant today; planned for the use of the last year."];
  // Without both costs nothing costs less: the other cover was impossible.
  if (flexCost === null || seatCost === null) return [];
  if (segment === "Power" && plan.seats.length === 0)
    return ["A Power user is usually given a seat; here Flex costs less."];
  const light = segment === "Occasional" || segment === "Rare";
  if (light && plan.seats.length > 0)
    return [
      `${segment === "Rare" ? "A Rare" : "An Occasional"} user usually stays on Flex; here a seat costs less.`,
    ];
  return [];
}
