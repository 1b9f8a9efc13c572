import { at } from "../at";
import type { Context } from "../estate/context";
import type { Refusal } from "../estate/estate";
import {
  planPrices,
  planSeatsLeft,
  planSeatsLeftText,
  plansThatGoOn,
  type PlanSeatsLeft,
} from "../estate/plan-seats";
import { because } from "../evidence/refusals";
import { linesBringingTokens, refilledPacks } from "../pool/tokens-besides";
import { total, wholeUp } from "../units";
import { counted, wholeNumber } from "../wording";
import type { UserPlan } from "./plan";
import { isTokenPriced, type PriceLists, type SeatLine, type TokenLine } from "./scenario-cost";
import { addTo } from "../tally";

/** The seats without a price, in words: they are in no sum. */
export function unpricedIn(lines: readonly SeatLine[]): string[] {
  const unpriced = lines.filter(({ unitPrice }) => unitPrice === null);
  return [...new Set(unpriced.map(({ offering }) => offering))].map((offering) => {
    const own = unpriced.filter((line) => line.offering === offering);
    return `${counted(total(own.map((line) => at(line.seats, 0))), `${offering} seat`)} at an unknown price`;
  });
}

/** The tokens without a price, in words: they are in no sum. */
export function unpricedTokensIn(pools: readonly TokenLine[], prices: PriceLists): string[] {
  const unpriced = pools.filter((pool) => !isTokenPriced(pool, prices));
  const n = total(unpriced.map(({ needed }) => at(needed, 0)));
  return n === 0 ? [] : [`${counted(wholeUp(n), "token")} at an unknown price`];
}

/** What is in no sum of any scenario because it could not be read, in words. */
export function unreadIn({ unknowns, estate, lines }: Context): string[] {
  const bought = unknowns.because("bought");
  const uplifts = [...new Set([{}, ...lines].flatMap((about) => unknowns.because("uplift", about)))];
  return [
    ...(bought.length === 0 ? [] : [`further seats bought: ${because(bought, estate)}`]),
    ...(uplifts.length === 0 ? [] : [`the rise of prices in later years: ${because(uplifts, estate)}`]),
  ];
}

/** Maintenance that is paid in every scenario alike, whatever is dropped, in words: it is in no sum. */
export function fixedMaintenanceIn({ lines }: Pick<Context, "lines">): string[] {
  const fixed = lines.filter(({ fixedMaintenance: amount }) => amount !== 0);
  return fixed.map(({ contract, offering, fixedMaintenance: amount }) => {
    const of = `maintenance of ${offering}${contract === null ? "" : ` on ${contract}`} that no drop lowers`;
    return amount === null ? `${of}, at an unknown price` : `${of}, ${wholeNumber(amount)} a year`;
  });
}

/** The plan seats that go on although their seats go: the sums of a scenario have them go with the seats. */
export const planSeatsOf = (
  { estate, lines: bought, offers }: Pick<Context, "estate" | "lines" | "offers">,
  lines: readonly SeatLine[],
): PlanSeatsLeft[] =>
  planSeatsLeft(plansThatGoOn(estate, bought, planPrices(offers)), ({ id }) =>
    lines.filter(({ source }) => source?.id === id).map((line) => line.seats),
  );

/** Those plan seats, in words. */
export const planSeatsIn = (context: Context, lines: readonly SeatLine[]): string[] =>
  planSeatsOf(context, lines).map(planSeatsLeftText);

/**
 * The use that is in no sum of tokens because it could not be read, in words. Use of somebody whose seat opens
 * the product costs no tokens.
 */
export function unreadUseIn({ unknowns, estate, holdings }: Context): string[] {
  const onSeat = ({ person, product }: Refusal): boolean =>
    person !== undefined &&
    product !== undefined &&
    holdings.heldBy(person).some((seat) => holdings.opens(seat, product));
  const use = unknowns.because("use").filter((refusal) => !onSeat(refusal));
  return use.length === 0 ? [] : [`further use: ${because(use, estate)}`];
}

/** The products that neither a seat nor tokens can be priced for, in words: they are in no sum. */
export function uncoveredIn(plans: readonly UserPlan[]): string[] {
  const people = new Map<string, number>();
  for (const { uncovered } of plans) {
    for (const product of uncovered) addTo(people, product);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, n]) => `${product} for ${counted(n, "user")}, at an unknown cost`);
}

/**
 * Tokens that come with seats, in words. A scenario that buys tokens by need buys these again, so that it costs at most
 * what it shows: how many come depends on the seats that each keeps.
 */
export function seatTokensIn(context: Context): string[] {
  const n = total(linesBringingTokens(context).map(({ brings }) => brings));
  return n < 1
    ? []
    : [`${counted(n, "token")} a year that come with today's seats and are bought again here`];
}

/** Monthly refills, in words: no table says what such tokens cost at the renewal, so a whole year's are bought. */
export const refillsIn = (context: Context): string[] =>
  refilledPacks(context).length === 0
    ? []
    : ["the monthly refill of today's packs: the tokens of a whole year are bought here"];
