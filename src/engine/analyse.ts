import type { Analysis, PoolRule, UserAnalysis } from "./analysis";
import {
  DEFAULT_CURRENCY,
  DEFAULT_OFFERS,
  DEFAULT_RATES,
  DEFAULT_TOKEN_TIERS,
  type Assumptions,
} from "./assumptions";
import { DAYS_PER_YEAR } from "./calendar";
import { bufferedPrice } from "./cost/flex";
import { isPriced, priceList, withDefaultCovers } from "./cost/offers";
import { rateBook } from "./cost/rates";
import { purchaseCost, tiersInOrder } from "./cost/token-price";
import type { Estate, Offer, SourceKind, TokenTier } from "./estate";
import { findings } from "./findings";
import { consumptionOf, type Consumption } from "./pool/consumption";
import { averageRule, expiring, peakRule, runOutRisk, seasonBuffers, seasonRule } from "./pool/sizing";
import type { Member, Plan } from "./renewal/plan";
import { reasonsFor } from "./renewal/reasons";
import type { TokenLine } from "./renewal/scenario-cost";
import { renewalScenarios } from "./renewal/scenarios";
import { doubleCoverage } from "./seats/double-coverage";
import { holdingsOf } from "./seats/holdings";
import { excepted, joinersFactor, reconcile } from "./seats/reconciliation";
import { trueDowns } from "./seats/renewal-drop";
import { minus, money, plus, rate, times, tokens, total, wholeUp, type DayNumber, type Money, type Tokens } from "./units"; // prettier-ignore
import { baselineOf } from "./usage/baseline";
import { demandsOf, type Demand } from "./usage/demand";
import { withSessions } from "./usage/sessions";

/**
 * The whole analysis of an estate as of a day. Pure: the same estate, day and assumptions give the same answer.
 * Prices, rates and token tiers that the estate does not name are the defaults of assumptions.ts.
 */
export function analyse(estate: Estate, asOf: DayNumber, assumptions: Assumptions): Analysis {
  const offers = priceList(
    withDefaultCovers(estate.offers, DEFAULT_OFFERS),
    defaultOffers(assumptions.currency),
  );
  const priced = offers.filter(isPriced);
  const rates = rateBook(estate.rates, DEFAULT_RATES);
  const tiers = tiersInOrder(estate.tokenTiers.length > 0 ? estate.tokenTiers : DEFAULT_TOKEN_TIERS);
  const holdings = holdingsOf(estate, offers);
  const use = withSessions(estate, rates, holdings);
  const baseline = baselineOf(use, estate.people.length, estate.sources, statedPeriod(estate));
  const consumption = consumptionOf(estate, baseline, rates, assumptions);
  const demands = demandsOf(estate, use, baseline, rates, holdings, asOf, assumptions);
  const reconciliations = reconcile(estate, demands, holdings, offers, asOf, assumptions);
  const drops = trueDowns(estate, reconciliations, asOf, assumptions);
  const members = demands.map((demand): Member => ({
    demand,
    held: holdings.heldBy(demand.person),
    opens: holdings.opens,
    rule: ruleFor(estate, demand, asOf),
  })); // prettier-ignore
  const renewal = renewalScenarios({
    estate,
    members,
    reconciliations,
    trueDowns: drops,
    offers: priced,
    tiers,
    tokensNow: tokensNow(estate, consumption, asOf),
    withoutUsers: consumption.withoutUsers,
    joiners: joinersFactor(demands, assumptions),
    asOf,
    assumptions,
  });

  const effective = bufferedPrice(renewal.tokenPrice, assumptions.poolBuffer);
  const priceNow = new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));
  const priceNext = new Map(priced.map(({ offering, pricePerYear }) => [offering, pricePerYear]));
  const cost = (
    seats: readonly string[],
    drawn: Tokens | null,
    ...lists: ReadonlyMap<string, number | null>[]
  ): Money | null => {
    const prices = seats.map(
      (seat) => lists.map((list) => list.get(seat)).find((price) => price != null) ?? null,
    );
    if (drawn === null || prices.includes(null)) return null;
    return plus(money(total(prices.map((price) => money(price ?? 0)))), times(effective, drawn));
  };
  const planCost = (plan: Plan): Money | null =>
    plan.uncovered.length > 0 ? null : cost(plan.seats, plan.tokens, priceNext, priceNow);

  const users = members.map((member, i): UserAnalysis => {
    const person = estate.people[i] as Estate["people"][number];
    const { demand } = member;
    const plan = renewal.plans.cheapest[i] as Plan;
    const bySeats = renewal.plans.seats[i] as Plan;
    const flexTokens = sumKnown(demand.products.map(({ onFlex }) => onFlex));
    const drawnTokens = sumKnown(demand.products.map(({ drawn }) => drawn));
    const currentCost = cost(member.held, drawnTokens, priceNow, priceNext);
    const seatCost = planCost(bySeats);
    const flexCost = flexTokens === null ? null : times(effective, flexTokens);
    const planned = planCost(plan);
    const alternatives = {
      flexCost,
      seatCost: bySeats.seats.length === 0 ? null : seatCost,
      seats: bySeats.seats,
    };
    return {
      user: person.id,
      name: person.name ?? null,
      department: person.department ?? null,
      team: person.team ?? null,
      products: demand.products,
      daysPerMonth: demand.daysPerMonth,
      segment: demand.segment,
      activity: demand.activity,
      lastUse: demand.lastUse,
      confidence: demand.confidence,
      leaver: demand.leaver,
      heldSeats: member.held,
      drawnTokens,
      recommended: plan,
      bySeats,
      flexTokens,
      currentCost,
      seatCost,
      flexCost,
      cost: planned,
      saving: currentCost === null || planned === null ? null : minus(currentCost, planned),
      reasons: reasonsFor(member, person, plan, alternatives, asOf),
    };
  });

  return {
    asOf,
    assumptions,
    rates: [...rates.values()].flat().sort((a, b) => (a.product < b.product ? -1 : a.product > b.product ? 1 : 0)),
    offers,
    tiers,
    estate,
    window: baseline.window,
    users,
    tokenPrice: renewal.tokenPrice,
    effectiveTokenPrice: effective,
    consumption,
    pool: poolRules(consumption, tiers, assumptions),
    reconciliations,
    trueDowns: drops,
    doubleCoverage: doubleCoverage(estate, baseline, holdings, rates, renewal.tokenPrice),
    scenarios: renewal.scenarios,
    issues: findings({ estate, use, demands, reconciliations, consumption, priced, window: baseline.window, asOf }),
  }; // prettier-ignore
}

/** The default offers; in another currency than theirs, what they cover without their prices. */
function defaultOffers(currency: string): readonly Offer[] {
  if (currency === DEFAULT_CURRENCY) return DEFAULT_OFFERS;
  return DEFAULT_OFFERS.map(({ offering, covers, reference }) => ({ offering, covers, reference }));
}

const DAILY: readonly SourceKind[] = ["Usage", "Seat usage", "Token usage", "Token Flex"];

/** The dates that the daily exports themselves state, which may go beyond the first and last day of use. */
function statedPeriod(estate: Estate): { from?: DayNumber; to?: DayNumber } {
  const daily = estate.sources.filter(({ kind }) => DAILY.includes(kind));
  const from = daily.flatMap((source) => source.from ?? []);
  const to = daily.flatMap((source) => source.to ?? []);
  return {
    ...(from.length > 0 ? { from: Math.min(...from) as DayNumber } : {}),
    ...(to.length > 0 ? { to: Math.max(...to) as DayNumber } : {}),
  };
}

function ruleFor(estate: Estate, demand: Demand, asOf: DayNumber): Member["rule"] {
  if (demand.leaver) return "leaver";
  if (excepted(estate, demand.person, asOf)) return "exception";
  if (estate.people[demand.person]?.critical === true) return "critical";
  return demand.products.some(({ days }) => days === null) ? "period unknown" : "cost";
}

/** Tokens bought in the 12 months up to the day, at what was paid; those used where no Token packs table says. */
function tokensNow(estate: Estate, consumption: Consumption, asOf: DayNumber): TokenLine {
  const bought = estate.packs.filter(
    ({ purchased }) => purchased > asOf - DAYS_PER_YEAR && purchased <= asOf,
  );
  if (estate.packs.length === 0) return { needed: wholeUp(consumption.year), buffer: 0, pack: tokens(1) };
  const needed = total(bought.map((pack) => pack.tokens));
  const paid = sumKnown(bought.map(({ price }) => price ?? null));
  const known = paid !== null && needed > 0;
  return {
    needed,
    buffer: 0,
    pack: tokens(1),
    ...(known ? { paid: rate(paid / needed) } : {}),
  };
}

function poolRules(consumption: Consumption, tiers: readonly TokenTier[], assumptions: Assumptions): PoolRule[] {
  const { year, baselineMonths } = consumption;
  if (year === 0) return [];
  const peak = tokens(Math.max(0, ...baselineMonths.map((month) => month.tokens)));
  const pack = assumptions.packSize;
  const rule = (name: PoolRule["rule"], size: Tokens): PoolRule => ({
    rule: name,
    tokens: size,
    expectedExpired: expiring(size, year),
    runOutRisk: runOutRisk(size, baselineMonths),
    cost: purchaseCost(size, tiers, assumptions.tierKind),
  });
  return [
    ...(peak > 0 ? [rule("peak", peakRule(peak, assumptions.peakBuffer, pack))] : []),
    rule("average", averageRule(year, assumptions.averageBuffer, pack)),
    rule("season", seasonRule(year, seasonBuffers(assumptions), pack)),
  ];
} // prettier-ignore

/** The sum, or null when any part is unknown. */
const sumKnown = <Amount extends Tokens | Money>(parts: readonly (Amount | null)[]): Amount | null =>
  parts.includes(null) ? null : (parts.reduce((sum: number, part) => sum + (part ?? 0), 0) as Amount);
