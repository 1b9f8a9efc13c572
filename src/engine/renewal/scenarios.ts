import type { Assumptions } from "../assumptions";
import { bufferedPrice } from "../cost/flex";
import type { PricedOffer } from "../cost/offers";
import type { Estate, TokenTier } from "../estate";
import type { Reconciliation } from "../seats/reconciliation";
import { withCommitments, type TrueDown } from "../seats/renewal-drop";
import { minus, plus, scale, seats, tokens, total, wholeUp, type DayNumber, type Money, type SeatPrice, type Seats, type TokenPrice, type Tokens } from "../units"; // prettier-ignore
import { allFlex, allSeats, cheapest, type Member, type Plan } from "./plan";
import { presentValue, yearCosts, type SeatLine, type TokenLine, type YearCost } from "./scenario-cost";

export type ScenarioId = "as-is" | "true-down" | "all-seats" | "all-flex" | "cheapest-per-user";

export const SCENARIO_NAMES: Readonly<Record<ScenarioId, string>> = {
  "as-is": "As is",
  "true-down": "True-down only",
  "all-seats": "All seats",
  "all-flex": "All Flex",
  "cheapest-per-user": "Cheapest per user",
};

/** One way to go on after the renewal, over the same years as the others. */
export interface Scenario {
  readonly id: ScenarioId;
  readonly name: string;
  readonly lines: readonly SeatLine[];
  readonly pool: TokenLine;
  readonly years: readonly YearCost[];
  readonly total: Money;
  readonly presentValue: Money;
  /** Over all years; negative when it costs more. */
  readonly savingVsAsIs: Money;
  /** What must be asked for, in sentences. */
  readonly asks: readonly string[];
  /** What the money leaves out, in sentences; empty when it holds everything. */
  readonly leftOut: readonly string[];
}

/** What the scenarios are made from. */
export interface RenewalInput {
  readonly estate: Estate;
  readonly members: readonly Member[];
  readonly reconciliations: readonly Reconciliation[];
  readonly trueDowns: readonly TrueDown[];
  readonly offers: readonly PricedOffer[];
  readonly tiers: readonly TokenTier[];
  /** Tokens bought in the last 12 months and their price, or those used where no Token packs table says. */
  readonly tokensNow: TokenLine;
  /** A year's tokens of which no export says who drew them: they stay tokens in every scenario. */
  readonly withoutUsers: Tokens;
  readonly joiners: number;
  readonly asOf: DayNumber;
  readonly assumptions: Assumptions;
}

/** The scenarios, and everybody's plan under "Cheapest per user", "All seats" and "All Flex". */
export interface Renewal {
  readonly scenarios: readonly Scenario[];
  readonly plans: { readonly cheapest: readonly Plan[]; readonly seats: readonly Plan[]; readonly flex: readonly Plan[] };
  /** The token price, without buffer, at which "Cheapest per user" chose. */
  readonly tokenPrice: TokenPrice;
} // prettier-ignore

/** Works every scenario out. "As is" is the first. */
export function renewalScenarios(input: RenewalInput): Renewal {
  const { members, offers, tiers, assumptions } = input;
  const priceNow = pricesNow(input);
  const priceNext: ReadonlyMap<string, SeatPrice | null> = new Map([
    ...priceNow,
    ...offers.map(({ offering, pricePerYear }) => [offering, pricePerYear] as const),
  ]);
  const effective = (price: TokenPrice): TokenPrice => bufferedPrice(price, assumptions.poolBuffer);

  const build = (id: ScenarioId, lines: readonly SeatLine[], pool: TokenLine, more: Partial<Scenario>): Scenario => {
    const years = yearCosts(lines, pool, tiers, assumptions);
    const costs = years.map(({ cost }) => cost);
    const unpriced = lines.filter(({ unitPrice }) => unitPrice === null);
    return {
      id,
      name: SCENARIO_NAMES[id],
      lines,
      pool,
      years,
      total: total(costs),
      presentValue: presentValue(costs, assumptions.discountRate),
      savingVsAsIs: 0 as Money,
      asks: more.asks ?? [],
      leftOut: [
        ...unpriced.map((line) => `${line.seats} seats of ${line.offering}, whose price is not known`),
        ...(more.leftOut ?? []),
      ],
    };
  }; // prettier-ignore

  const planned = (id: ScenarioId, plans: readonly Plan[]): Scenario => {
    const needed = new Map<string, Seats>();
    for (const plan of plans) {
      for (const offering of plan.seats) needed.set(offering, seats((needed.get(offering) ?? 0) + 1));
    }
    for (const [offering, n] of needed) needed.set(offering, wholeUp(scale(n, input.joiners)));
    const order = withCommitments(needed, input.estate, priceNow, input.asOf);
    const drawn = plus(scale(total(plans.map((plan) => plan.tokens)), input.joiners), input.withoutUsers);
    return build(
      id,
      linesOf(order, priceNext),
      { needed: drawn, buffer: assumptions.poolBuffer, pack: assumptions.packSize },
      { asks: asksOf(order, needed, drawn, input), leftOut: uncoveredIn(plans) },
    );
  };

  const bought = new Map(input.reconciliations.map((r) => [r.offering, r.bought ?? r.assigned ?? seats(0)]));
  const after = new Map(bought);
  for (const { offering, droppable } of input.trueDowns) {
    after.set(offering, minus(after.get(offering) ?? seats(0), droppable));
  }

  const candidates = tiers.map(({ unitPrice }) => {
    const plans = members.map((member) => cheapest(member, offers, effective(unitPrice)));
    return { unitPrice, plans, scenario: planned("cheapest-per-user", plans) };
  });
  const first = candidates[0] as (typeof candidates)[number];
  const best = candidates.reduce((a, b) => (firstYear(b.scenario) < firstYear(a.scenario) ? b : a), first);
  const price = effective(best.unitPrice);
  const seatPlans = members.map((member) => allSeats(member, offers, price));
  const flexPlans = members.map((member) => allFlex(member, offers, price));

  const scenarios = [
    build("as-is", linesOf(bought, priceNow), input.tokensNow, {}),
    build("true-down", linesOf(after, priceNow), input.tokensNow, { asks: trueDownAsks(input.trueDowns) }),
    planned("all-seats", seatPlans),
    planned("all-flex", flexPlans),
    best.scenario,
  ];
  const asIs = (scenarios[0] as Scenario).total;
  return {
    scenarios: scenarios.map((scenario) => ({ ...scenario, savingVsAsIs: minus(asIs, scenario.total) })),
    plans: { cheapest: best.plans, seats: seatPlans, flex: flexPlans },
    tokenPrice: best.unitPrice,
  };
}

const firstYear = (scenario: Scenario): Money => (scenario.years[0] as YearCost).cost;

const pricesNow = ({ reconciliations }: RenewalInput): Map<string, SeatPrice | null> =>
  new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));

const linesOf = (
  order: ReadonlyMap<string, Seats>,
  prices: ReadonlyMap<string, SeatPrice | null>,
): SeatLine[] =>
  [...order]
    .filter(([, n]) => n > 0)
    .map(([offering, n]) => ({ offering, seats: n, unitPrice: prices.get(offering) ?? null }))
    .sort((a, b) => (a.offering < b.offering ? -1 : 1));

function uncoveredIn(plans: readonly Plan[]): string[] {
  const people = new Map<string, number>();
  for (const { uncovered } of plans) {
    for (const product of uncovered) people.set(product, (people.get(product) ?? 0) + 1);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, n]) => `${product} for ${n} ${n === 1 ? "user" : "users"}: neither its rate nor a seat's price is known`);
} // prettier-ignore

function trueDownAsks(trueDowns: readonly TrueDown[]): string[] {
  return trueDowns
    .filter(({ droppable }) => droppable > 0)
    .map(({ droppable, offering, contract }) =>
      `Renew ${droppable} fewer ${offering} seats${contract === null ? "" : ` on contract ${contract}`}`,
    );
} // prettier-ignore

function asksOf(
  order: ReadonlyMap<string, Seats>,
  needed: ReadonlyMap<string, Seats>,
  drawn: Tokens,
  { reconciliations, assumptions }: RenewalInput,
): string[] {
  const offerings = [...new Set([...order.keys(), ...reconciliations.map((r) => r.offering)])].sort();
  const seatAsks = offerings.flatMap((offering) => {
    const now = reconciliations.find((r) => r.offering === offering)?.bought ?? null;
    const next = order.get(offering) ?? seats(0);
    if (now === null || now === next) return now === null && next > 0 ? [`Order ${next} ${offering} seats`] : [];
    return [next < now ? `Renew ${now - next} fewer ${offering} seats` : `Add ${next - now} ${offering} seats`];
  });
  const idle = [...order].flatMap(([offering, n]) => {
    const unneeded = n - (needed.get(offering) ?? 0);
    return unneeded > 0 ? [`${unneeded} ${offering} seats stay only because of the contract: ask for a lower floor`] : [];
  });
  return drawn > tokens(0) ? [...seatAsks, ...idle, `Buy tokens for ${Math.round(drawn).toLocaleString("en-US")} a year, with ${Math.round(assumptions.poolBuffer * 100)} % on top`] : [...seatAsks, ...idle];
} // prettier-ignore
