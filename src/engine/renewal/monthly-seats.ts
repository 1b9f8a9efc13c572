import { MONTHS_A_YEAR } from "../calendar";
import { monthlySeatPrice } from "../rules/monthly-seats";
import { monthsOfUse, type MonthsOfUse } from "../usage/months-of-use";
import type { Usage } from "../usage/usage";
import { counted } from "../wording";
import type { Member } from "./plan";
import type { Context } from "../estate/context";
import type { Offer, PersonIndex } from "../estate/estate";
import { holdingsOf } from "../estate/holdings";
import { covers, isPriced, seatTiers } from "../estate/offers";

/** "monthly Revit (3 months)". */
const monthlySeatName = (offering: string, months: number): string =>
  `monthly ${offering} (${counted(months, "month")})`;

/** The names of the seats by the month that an estate's price lists may offer. */
export const monthlySeatNames = (offers: readonly Offer[]): string[] =>
  offers
    .filter(({ pricePerMonth }) => pricePerMonth !== undefined)
    .flatMap(({ offering }) =>
      Array.from({ length: MONTHS_A_YEAR }, (_, i) => monthlySeatName(offering, i + 1)),
    );

/** The least that a seat for a year costs; infinite where no price of a year is known. */
const leastOfYear = (offer: Offer): number =>
  isPriced(offer) ? Math.min(...seatTiers(offer).map(({ unitPrice }) => unitPrice)) : Infinity;

/** A seat of an offering by the month, for so many months of a year. */
function monthlySeat(offer: Offer, months: number, stated: readonly Offer[]): Offer {
  const { offering, pricePerMonth, covers: products, reference } = offer;
  const name = monthlySeatName(offering, months);
  const own = stated.find((one) => one.offering === name)?.pricePerYear;
  return {
    offering: name,
    ...(pricePerMonth !== undefined && {
      pricePerYear: own ?? monthlySeatPrice(pricePerMonth, months),
    }),
    covers: [...new Set([offering, ...products])],
    monthly: { of: offering, months },
    reference,
  };
}

/**
 * The context with an offering for each number of months for which somebody could have a seat by the month for less
 * than a seat for a year costs. It has neither floor nor cap, and is a seat like any other in every sum and table.
 */
export function withMonthlySeats(context: Context, usage: Usage): Context {
  const { estate, stays } = context;
  const monthsOf = monthsOfUse(context, usage);
  // A price that the analyst states for a seat by the month is no offering of its own.
  const names = new Set(monthlySeatNames(context.offers));
  const offers = context.offers.filter(({ offering }) => !names.has(offering));
  const monthly = offers
    .filter(({ offering, pricePerMonth }) => pricePerMonth !== undefined && !stays.has(offering))
    .flatMap((offer) => {
      const counts = new Set(
        estate.people.map((_, person) => monthsOf(person, (product) => covers(offer, product)) ?? 0),
      );
      return [...counts]
        .filter((months) => months > 0)
        .map((months) => monthlySeat(offer, months, estate.offers))
        .filter((seat) => isPriced(seat) && seat.pricePerYear < leastOfYear(offer));
    });
  if (monthly.length === 0) return context;
  const all = [...offers, ...monthly].sort((a, b) => (a.offering < b.offering ? -1 : 1));
  const priced = all.filter(isPriced);
  return {
    ...context,
    offers: all,
    priced,
    choosable: priced.filter(({ offering, monthly: of }) => !stays.has(of?.of ?? offering)),
    holdings: holdingsOf(estate, all, context.lines),
  };
}

/** The users who might have a seat by the month of an offering, if the months of their use were known. */
export const usersOfUnknownMonths = (
  offer: Offer,
  members: readonly Member[],
  monthsOf: MonthsOfUse,
): number =>
  members.filter(
    ({ demand, rule }) =>
      (rule === "cost" || rule === "period unknown") &&
      demand.products.some(({ product }) => covers(offer, product)) &&
      monthsOf(demand.person, (product) => covers(offer, product)) === null,
  ).length;

/** Of the seats by the month on offer, those for which a person's use fits: per offering, the fewest months that do. */
export function monthlySeatsFor(
  offers: readonly Offer[],
  person: PersonIndex,
  monthsOf: MonthsOfUse,
): string[] {
  const fitting = new Map<string, { readonly name: string; readonly months: number }>();
  for (const { offering: name, covers: products, monthly } of offers) {
    if (monthly === undefined) continue;
    const needed = monthsOf(person, (product) => products.includes(product));
    if (needed === null || needed === 0 || monthly.months < needed) continue;
    const known = fitting.get(monthly.of);
    if (known === undefined || monthly.months < known.months)
      fitting.set(monthly.of, { name, months: monthly.months });
  }
  return [...fitting.values()].map(({ name }) => name).sort();
}
