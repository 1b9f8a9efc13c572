import { DAYS_PER_YEAR, isoDay } from "../calendar";
import { planPrices, type PlanSeatsLeft } from "../estate/plan-seats";
import { planSeatsOf } from "../renewal/left-out";
import { upliftOf } from "../renewal/scenario-cost";
import { money, scale, sumKnown, times, total, type Money } from "../units";
import { counted, listed, priceText } from "../wording";
import type { Concession } from "./concessions";
import type { KnownPriceFacts } from "./price-concessions";

/** What the plan seats are worth that are bought with every product seat (DOMAIN §15). */
export const planConcessions = (facts: KnownPriceFacts): Concession[] => [
  ...plansOfSeatsThatGo(facts),
  ...plansOfSeatsThatStay(facts),
];

/** Plan seats that run on beyond their seats, until the end of the plan or of the years compared. */
function plansOfSeatsThatGo({ context, recommended }: KnownPriceFacts): Concession[] {
  const left = planSeatsOf(context, recommended.lines);
  if (left.length === 0) return [];
  const worth = sumKnown(left.map((one) => paidOn(one, context.assumptions.years)));
  const what = listed(
    left.map(({ gone, line, until }) => {
      const seatsGone = counted(gone, `${line.offering} seat`);
      return until === null ? `${seatsGone} to an unknown day` : `${seatsGone} to ${isoDay(until)}`;
    }),
  );
  return [
    {
      id: "plan seats",
      contract: null,
      ask: "Let plan seats end on the day on which their product seats end",
      worth,
      basis:
        worth === null
          ? `the end of a plan could not be read: ${what}`
          : `plan seats that are paid on for ${what}`,
      trade: "the renewal of the plan for the seats that stay, together with them",
      say: "A plan for a seat that we no longer have is worth nothing to us: it ends with the seat.",
    },
  ];
}

function paidOn({ line, price, until, gone }: PlanSeatsLeft, years: number): Money | null {
  if (until === null || line.committedUntil === null) return null;
  return scale(times(price, gone), Math.min((until - line.committedUntil) / DAYS_PER_YEAR, years));
}

/** The cost of all plan seats: the right to choose who has a plan cannot be worth more. */
function plansOfSeatsThatStay({ context, recommended }: KnownPriceFacts): Concession[] {
  const plans = planPrices(context.offers);
  const withPlan = recommended.lines.flatMap((line) => {
    const price = plans.get(line.offering);
    const isPaid = line.unitPrice !== null && line.source?.kind !== "perpetual + maintenance";
    return price === undefined || !isPaid ? [] : [{ line, price }];
  });
  const worth = total(
    withPlan.map(({ line, price }) => {
      const rise = 1 + upliftOf(line, context.assumptions);
      return total(line.seats.map((n, i) => scale(times(price, n), rise ** i)));
    }),
  );
  if (worth === money(0)) return [];
  const of = [...new Map(withPlan.map(({ line, price }) => [line.offering, price]))];
  return [
    {
      id: "plan seats",
      contract: null,
      ask: "Sell the support plan only for the seats that need it, or give it with the seats",
      worth,
      basis:
        "at most: the plan seats of all recommended seats, " +
        listed(of.map(([offering, price]) => `${priceText(price)} a year for each of ${offering}`)),
      trade: "a longer term for the plan, or a named list of those who call support",
      say: "We buy the support plan for the people who call support, and not for every seat.",
    },
  ];
}
