import type { Assumptions } from "../assumptions";
import { bufferedPrice } from "../cost/flex";
import { PAID, type PricedOffer } from "../cost/offers";
import { tokensToBuy } from "../cost/token-price";
import type { TokenTier } from "../estate";
import type { ContractLine } from "../seats/contract-lines";
import { ordersFor, type Order } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import type { TrueDown } from "../seats/renewal-drop";
import { minus, money, most, plus, scale, seats, tokens, total, wholeUp, type Money, type SeatPrice, type Seats, type TokenPrice, type Tokens } from "../units"; // prettier-ignore
import { counted, wholeNumber } from "../wording";
import { allFlex, allSeats, cheapest, type Member, type Plan } from "./plan";
import {
  grownBy,
  presentValue,
  yearCosts,
  type SeatLine,
  type TokenLine,
  type YearCost,
} from "./scenario-cost";

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
  /** Over all years; negative when it costs more. Null where the two leave different things out of their sums. */
  readonly savingVsAsIs: Money | null;
  /** What must be asked for, in sentences. */
  readonly asks: readonly string[];
  /** What the money leaves out, in sentences; empty when it holds everything. */
  readonly leftOut: readonly string[];
}

/** What the scenarios are made from. */
export interface RenewalInput {
  readonly members: readonly Member[];
  readonly reconciliations: readonly Reconciliation[];
  readonly contractLines: readonly ContractLine[];
  readonly trueDowns: readonly TrueDown[];
  readonly offers: readonly PricedOffer[];
  readonly tiers: readonly TokenTier[];
  /** Tokens bought in the last 12 months and their price, or those used where no Token packs table says. */
  readonly tokensNow: TokenLine;
  /** A year's tokens of which no export says who drew them: they stay tokens in every scenario. */
  readonly withoutUsers: Tokens;
  readonly joiners: number;
  /** What of today's seats and tokens no table says, in words. */
  readonly unknownToday: readonly string[];
  readonly assumptions: Assumptions;
}

/** The scenarios, and everybody's plan under "Cheapest per user", "All seats" and "All Flex". */
export interface Renewal {
  readonly scenarios: readonly Scenario[];
  readonly plans: { readonly cheapest: readonly Plan[]; readonly seats: readonly Plan[]; readonly flex: readonly Plan[] };
  /** What a token of the pool of "Cheapest per user" costs, without buffer. */
  readonly tokenPrice: TokenPrice;
} // prettier-ignore

/** Seats needed in each year, by offering. */
export type YearlyNeeds = readonly ReadonlyMap<string, Seats>[];

/** A year's needs for every year, grown, up to whole seats. */
export const needsByYear = (needed: ReadonlyMap<string, Seats>, assumptions: Assumptions): YearlyNeeds =>
  Array.from({ length: assumptions.years }, (_, i) =>
    new Map([...needed].map(([offering, n]) => [offering, wholeUp(scale(n, grownBy(i + 1, assumptions)))])),
  ); // prettier-ignore

/** What the renewal needs if everybody goes on as now, by offering; all that is bought where nothing says who is active. */
export const neededSeats = (
  reconciliations: readonly Reconciliation[],
  joiners: number,
): Map<string, Seats> =>
  new Map(
    reconciliations.map((r) => [
      r.offering,
      r.kept === null ? (r.bought ?? r.assigned ?? seats(0)) : scale(r.kept, joiners),
    ]),
  );

/** Works every scenario out. "As is" is the first, the recommended one the last. */
export function renewalScenarios(input: RenewalInput): Renewal {
  const { members, offers, tiers, assumptions, contractLines } = input;
  const renewalPrice = new Map<string, SeatPrice>(offers.map((one) => [one.offering, one.pricePerYear]));
  const goOn = needsByYear(neededSeats(input.reconciliations, input.joiners), assumptions);
  const paidOnly = new Set(
    offers.filter(({ reference }) => reference === PAID).map(({ offering }) => offering),
  );
  // A line goes on at its own price today, where its fee stays, and where no list says another: of several lines the average would be no line's.
  const goesOn = (line: ContractLine, priced: "today" | "renewal"): boolean =>
    line.ownPrice &&
    (priced === "today" ||
      !line.feeFollows ||
      (paidOnly.has(line.offering) && line.price !== renewalPrice.get(line.offering)));
  const stay = goOn.map((need) => atLeast(need, contractLines));

  const build = (id: ScenarioId, orders: readonly Order[], pool: TokenLine, priced: "today" | "renewal", more: Partial<Scenario>): Scenario => {
    const lines = orders.map(({ offering, line, seats: n }): SeatLine => {
      const own = line !== null && goesOn(line, priced) ? line.price : null;
      const unitPrice = own ?? renewalPrice.get(offering) ?? null;
      const uplift = line?.uplift ?? null;
      return { offering, contract: line?.contract ?? null, seats: n, unitPrice, listed: own === null, uplift };
    });
    const years = yearCosts(lines, pool, tiers, assumptions);
    const costs = years.map(({ cost }) => cost);
    return {
      id,
      name: SCENARIO_NAMES[id],
      lines,
      pool,
      years,
      total: total(costs),
      presentValue: presentValue(costs, assumptions.discountRate),
      savingVsAsIs: money(0),
      asks: more.asks ?? [],
      leftOut: [...unpricedIn(lines), ...(more.leftOut ?? [])],
    };
  }; // prettier-ignore

  const planned = (id: ScenarioId, plans: readonly Plan[]): Scenario => {
    const needed = new Map<string, Seats>();
    for (const plan of plans) {
      for (const offering of plan.seats) needed.set(offering, seats((needed.get(offering) ?? 0) + 1));
    }
    for (const [offering, n] of needed) needed.set(offering, scale(n, input.joiners));
    const needs = needsByYear(needed, assumptions);
    const orders = ordersFor(needs, contractLines);
    const drawn = plus(scale(total(plans.map((plan) => plan.tokens)), input.joiners), input.withoutUsers);
    const pool = { needed: drawn, buffer: assumptions.poolBuffer, pack: assumptions.packSize };
    return build(id, orders, pool, "renewal", {
      asks: asksOf(orders, needs[0] ?? needed, drawn, input),
      leftOut: uncoveredIn(plans),
    });
  };

  const effective = (price: TokenPrice): TokenPrice => bufferedPrice(price, assumptions.poolBuffer);
  const candidates = tiers.map(({ unitPrice }) => {
    const plans = members.map((member) => cheapest(member, offers, effective(unitPrice)));
    return { plans, scenario: planned("cheapest-per-user", plans) };
  });
  const first = candidates[0] as (typeof candidates)[number];
  const best = candidates.reduce(
    (a, b) => (firstYear(b.scenario).cost < firstYear(a.scenario).cost ? b : a),
    first,
  );
  const tokenPrice = firstYear(best.scenario).tokenPrice;
  const seatPlans = members.map((member) => allSeats(member, offers, effective(tokenPrice)));
  const flexPlans = members.map((member) => allFlex(member, offers, effective(tokenPrice)));

  const leftOut = input.unknownToday;
  const asIs = build("as-is", ordersFor(stay, contractLines.map((line) => ({ ...line, feeFollows: false }))), input.tokensNow, "today", { leftOut }); // prettier-ignore
  const used = members.some(({ demand }) => demand.products.length > 0);
  // Without use nobody needs anything, and every plan would cost nothing: there is only "as is" to speak of.
  const scenarios = !used && input.withoutUsers === 0 ? [asIs] : [
    asIs,
    build("true-down", ordersFor(goOn, contractLines), input.tokensNow, "today", { asks: trueDownAsks(input.trueDowns), leftOut }),
    planned("all-seats", seatPlans),
    planned("all-flex", flexPlans),
    best.scenario,
  ]; // prettier-ignore
  return {
    scenarios: scenarios.map((scenario) => ({
      ...scenario,
      savingVsAsIs: saving(scenarios[0] as Scenario, scenario),
    })),
    plans: { cheapest: best.plans, seats: seatPlans, flex: flexPlans },
    tokenPrice,
  };
}

const firstYear = (scenario: Scenario): YearCost => scenario.years[0] as YearCost;

/** "As is" never needs less than is bought. */
function atLeast(need: ReadonlyMap<string, Seats>, lines: readonly ContractLine[]): Map<string, Seats> {
  const more = new Map(need);
  for (const offering of new Set(lines.map((line) => line.offering))) {
    const bought = total(lines.filter((line) => line.offering === offering).map((line) => line.bought));
    more.set(offering, most(bought, more.get(offering) ?? seats(0)));
  }
  return more;
}

/** What a scenario saves, which can be said only where the same is missing from both sums. */
function saving(asIs: Scenario, scenario: Scenario): Money | null {
  const same = asIs.leftOut.join("\n") === scenario.leftOut.join("\n");
  return same ? minus(asIs.total, scenario.total) : null;
}

function unpricedIn(lines: readonly SeatLine[]): string[] {
  const unpriced = lines.filter(({ unitPrice }) => unitPrice === null);
  return [...new Set(unpriced.map(({ offering }) => offering))].map((offering) => {
    const n = total(unpriced.filter((line) => line.offering === offering).map((line) => line.seats[0] ?? seats(0)));
    return `${counted(n, `seat`)} of ${offering}, whose price is not known`;
  });
} // prettier-ignore

function uncoveredIn(plans: readonly Plan[]): string[] {
  const people = new Map<string, number>();
  for (const { uncovered } of plans) {
    for (const product of uncovered) people.set(product, (people.get(product) ?? 0) + 1);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, n]) => `${product} for ${counted(n, "user")}: what it would cost is not known`);
}

const trueDownAsks = (trueDowns: readonly TrueDown[]): string[] =>
  trueDowns
    .filter(({ droppable }) => droppable > 0)
    .map(({ droppable, offering, contract }) => `Renew ${counted(droppable, `${offering} seat`)} fewer${contract === null ? "" : ` on contract ${contract}`}`); // prettier-ignore

function asksOf(
  orders: readonly Order[],
  needed: ReadonlyMap<string, Seats>,
  drawn: Tokens,
  { reconciliations, assumptions }: RenewalInput,
): string[] {
  const ordered = (offering: string): number =>
    orders.filter((one) => one.offering === offering).reduce((sum, one) => sum + (one.seats[0] ?? 0), 0);
  const offerings = [...new Set([...orders.map((one) => one.offering), ...reconciliations.map((r) => r.offering)])].sort();
  const seatAsks = offerings.flatMap((offering) => {
    const now = reconciliations.find((r) => r.offering === offering)?.bought ?? null;
    const next = ordered(offering);
    if (now === null) return next > 0 ? [`Order ${counted(next, `${offering} seat`)}`] : [];
    if (now === next) return [];
    return [next < now ? `Renew ${counted(now - next, `${offering} seat`)} fewer` : `Add ${counted(next - now, `${offering} seat`)}`];
  });
  const idle = offerings.flatMap((offering) => {
    const unneeded = ordered(offering) - (needed.get(offering) ?? 0);
    return unneeded > 0 ? [`${counted(unneeded, `${offering} seat`)} ${unneeded === 1 ? "stays" : "stay"} only because of the contract: ask for a lower floor, a higher cap, or a fee that falls with the quantity`] : [];
  });
  const { poolBuffer, packSize } = assumptions;
  const need = scale(drawn, grownBy(1, assumptions));
  const buy = `Buy ${wholeNumber(tokensToBuy(need, poolBuffer, packSize))} tokens a year (${wholeNumber(need)} needed, ${wholeNumber(poolBuffer * 100)} % on top, in packs of ${wholeNumber(packSize)})`;
  return [...seatAsks, ...idle, ...(drawn > tokens(0) ? [buy] : [])];
} // prettier-ignore
