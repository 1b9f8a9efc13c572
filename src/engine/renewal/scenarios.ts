import type { Assumptions } from "../assumptions";
import type { Steps } from "../steps";
import { bufferedPrice } from "../rules/flex";
import { PAID, seatTiers, type PricedOffer } from "../estate/offers";
import { averagePrice, cheapestPurchase } from "../rules/price-tiers";
import type { TokenTier } from "../estate/estate";
import type { ContractLine } from "../estate/contract-lines";
import { ordersFor, ordersOf, type Needs, type Order } from "../seats/orders";
import type { Reconciliation } from "../seats/reconciliation";
import type { TrueDown } from "../seats/droppable";
import {
  minus,
  money,
  most,
  rate,
  scale,
  seats,
  tokens,
  total,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";
import { counted } from "../wording";
import { asksOf, trueDownAsks } from "./asks";
import { drawnBy, lowestPrice, neededBy, yearlyMixesInSteps, type YearMix } from "./best-mix";
import { liveFormulaInputsOf, type LiveFormulaInputs } from "./live-formula-inputs";
import { allFlex, allSeats, cheapest, type Member, type UserPlan } from "./plan";
import {
  grownBy,
  listedSeats,
  presentValue,
  priceInYear,
  yearCosts,
  type PriceLists,
  type SeatLine,
  type TokenLine,
  type YearCost,
} from "./scenario-cost";

export type ScenarioId = "as-is" | "true-down" | "all-seats" | "all-flex" | "cheapest-per-user" | "best-mix";

export const SCENARIO_NAMES: Readonly<Record<ScenarioId, string>> = {
  "as-is": "As is",
  "true-down": "True-down only",
  "all-seats": "All seats",
  "all-flex": "All Flex",
  "cheapest-per-user": "Cheapest per user",
  "best-mix": "Best mix",
};

/** One way to go on after the renewal, over the same years as the others. */
export interface Scenario {
  readonly id: ScenarioId;
  readonly name: string;
  readonly lines: readonly SeatLine[];
  readonly pools: readonly TokenLine[];
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
  /** The token pools by name, everybody's place among them, and a year's tokens of each of which no export says who drew them. */
  readonly pools: readonly (string | null)[];
  readonly poolOf: readonly number[];
  readonly withoutUsers: readonly Tokens[];
  /** Bought on top of the tokens that are needed. */
  readonly buffer: Fraction;
  readonly joiners: number;
  /** What of today's seats and tokens no table says, in words. */
  readonly unknownToday: readonly string[];
  readonly assumptions: Assumptions;
}

/** The scenarios, the best mix of each year, and everybody's plan under it, "All seats" and "All Flex". */
export interface Renewal {
  readonly scenarios: readonly Scenario[];
  readonly asIs: Scenario;
  /** Null where nothing is known to be used. */
  readonly recommended: Scenario | null;
  /** None where nothing is known to be used. */
  readonly mixes: readonly YearMix[];
  /** How the best mix follows what people have. */
  readonly liveFormulaInputs: LiveFormulaInputs;
  readonly plans: {
    readonly best: readonly UserPlan[];
    readonly seats: readonly UserPlan[];
    readonly flex: readonly UserPlan[];
  };
  readonly prices: PriceLists;
  /** What a seat of each offering costs at the list's price, by how many the last scenario buys at it in year 1. */
  readonly seatPrices: ReadonlyMap<string, SeatPrice>;
  /** What a token of each pool of the best mix costs, without what is bought on top. */
  readonly tokenPrices: readonly TokenPrice[];
  /** The average of all. */
  readonly tokenPrice: TokenPrice;
}

/** Seats needed in each year. */
export type YearlyNeeds = readonly Needs[];

/** A year's needs for every year, grown, up to whole seats. */
export const needsByYear = (needed: ReadonlyMap<string, Seats>, assumptions: Assumptions): YearlyNeeds =>
  Array.from(
    { length: assumptions.years },
    (_, i) =>
      new Map([...needed].map(([offering, n]) => [offering, wholeUp(scale(n, grownBy(i + 1, assumptions)))])),
  );

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
export function* renewalScenariosInSteps(input: RenewalInput): Steps<Renewal> {
  const { members, offers, assumptions, buffer: margin } = input;
  const prices: PriceLists = {
    seats: new Map(offers.map((offer) => [offer.offering, seatTiers(offer)])),
    seatKind: assumptions.seatTierKind,
    tokens: input.tiers,
    tokenKind: assumptions.tierKind,
    smallestPurchase: assumptions.smallestPurchase,
  };
  const keepsPrice = keepingPrice(offers);
  const renewed = input.contractLines.map((line): ContractLine => {
    const offer =
      keepsPrice(line) && line.ownPrice
        ? undefined
        : offers.find(({ offering }) => offering === line.offering);
    return offer ? { ...line, laterPrice: lowestPrice(offer) } : line;
  });
  const build = (
    id: ScenarioId,
    orders: readonly Order[],
    pools: readonly TokenLine[],
    priced: "today" | "renewal",
    more: Partial<Scenario>,
  ): Scenario => {
    const ordered = orders.flatMap((order) =>
      seatLinesOf(order, offers, (line) => line.ownPrice && (priced === "today" || keepsPrice(line))),
    );
    const numbered = priced === "today" ? ordered : withCheaperNumbers(ordered, prices, assumptions.years);
    const lines = numbered.map((line) => ({ ...line, unitPrice: priceInYear(line, 0, numbered, prices) }));
    const years = yearCosts(lines, pools, prices, assumptions);
    const costs = years.map(({ cost }) => cost);
    return {
      id,
      name: SCENARIO_NAMES[id],
      lines,
      pools,
      years,
      total: total(costs),
      presentValue: presentValue(costs, assumptions.discountRate),
      savingVsAsIs: money(0),
      asks: more.asks ?? [],
      leftOut: [...unpricedIn(lines), ...(more.leftOut ?? [])],
    };
  };
  const planned = (
    id: ScenarioId,
    plans: readonly (readonly UserPlan[])[],
    orders: readonly Order[],
    needed: Needs,
  ): Scenario => {
    const drawn = plans.map((one) => drawnBy(one, input));
    const pools = input.pools.map((pool, i): TokenLine => ({
      pool,
      needed: drawn.map((one) => one[i] ?? tokens(0)),
      buffer: margin,
      pack: assumptions.packSize,
      asBefore: false,
    }));
    const scenario = build(id, orders, pools, "renewal", { leftOut: uncoveredIn(plans[0] ?? []) });
    return {
      ...scenario,
      asks: asksOf(
        ordersIn(scenario),
        needed,
        input.reconciliations,
        pools,
        assumptions,
        firstYear(scenario),
      ),
    };
  };
  const plannedAlike = (id: ScenarioId, plans: readonly UserPlan[]): Scenario => {
    const years = Array.from({ length: assumptions.years }, () => plans);
    const needs = years.map((one, i) => neededBy(one, input.joiners * grownBy(i + 1, assumptions)));
    return planned(id, years, ordersFor(needs, renewed), needs[0] ?? new Map());
  };

  const effective = (price: TokenPrice): TokenPrice => bufferedPrice(price, margin);
  const cheapestPlans = input.tiers.map(({ unitPrice }) =>
    plannedAlike(
      "cheapest-per-user",
      members.map((member) => cheapest(member, offers, effective(unitPrice))),
    ),
  );
  const cheapestPerUser = cheapestPlans.reduce((a, b) => (firstYear(b).cost < firstYear(a).cost ? b : a));

  const used =
    members.some(({ demand }) => demand.products.length > 0) || total(input.withoutUsers) > tokens(0);
  const mixes = used
    ? yield* yearlyMixesInSteps({
        ...input,
        contractLines: renewed,
        keepsPrice: (line) => line.ownPrice && keepsPrice(line),
      })
    : [];
  const [first] = mixes;
  const best = first
    ? planned(
        "best-mix",
        mixes.map(({ plans }) => plans),
        ordersOf(
          mixes.map(({ order }) => order),
          renewed,
        ),
        first.needs,
      )
    : cheapestPerUser;
  const tokenPrices = firstYear(best).pools.map(({ tokens: n, cost }) =>
    n > tokens(0) ? rate<Money, Tokens>(cost / n) : firstYear(best).tokenPrice,
  );
  const tokenPrice = firstYear(best).tokenPrice;
  const seatPlans = members.map((member, i) =>
    allSeats(member, offers, effective(tokenPrices[input.poolOf[i] ?? 0] ?? tokenPrice)),
  );
  const flexPlans = members.map((member, i) =>
    allFlex(member, offers, effective(tokenPrices[input.poolOf[i] ?? 0] ?? tokenPrice)),
  );

  const goOn = needsByYear(neededSeats(input.reconciliations, input.joiners), assumptions);
  const stay = goOn.map((need) => atLeast(need, input.contractLines));
  const leftOut = input.unknownToday;
  const asIs = build(
    "as-is",
    ordersFor(
      stay,
      input.contractLines.map((line) => ({ ...line, feeFollows: false })),
    ),
    [input.tokensNow],
    "today",
    { leftOut },
  );
  // Without use nobody needs anything, and every plan would cost nothing: there is only "as is" to speak of.
  const scenarios = !used
    ? [asIs]
    : [
        asIs,
        build("true-down", ordersFor(goOn, input.contractLines), [input.tokensNow], "today", {
          asks: trueDownAsks(input.trueDowns),
          leftOut,
        }),
        plannedAlike("all-seats", seatPlans),
        plannedAlike("all-flex", flexPlans),
        cheapestPerUser,
        { ...best, asks: [...best.asks, ...laterMoves(mixes)] },
      ];
  const compared = scenarios.map((scenario) => ({ ...scenario, savingVsAsIs: saving(asIs, scenario) }));
  return {
    scenarios: compared,
    asIs: compared[0] as Scenario,
    recommended: compared.length > 1 ? (compared.at(-1) as Scenario) : null,
    mixes,
    liveFormulaInputs: liveFormulaInputsOf(
      first ? best.lines : [],
      mixes,
      renewed,
      offers,
      mixes.map((_, i) => input.joiners * grownBy(i + 1, assumptions)),
      input.joiners,
      input.withoutUsers,
    ),
    plans: { best: first?.plans ?? seatPlans, seats: seatPlans, flex: flexPlans },
    prices,
    seatPrices: new Map(
      offers.map((offer) => [
        offer.offering,
        averagePrice(
          listedSeats(scenarios.at(-1)?.lines ?? [], offer.offering, 0),
          seatTiers(offer),
          assumptions.seatTierKind,
        ),
      ]),
    ),
    tokenPrices,
    tokenPrice,
  };
}

const firstYear = (scenario: Scenario): YearCost => scenario.years[0] as YearCost;

/** What a scenario orders, with the seats that it buys only for a cheaper price of all. */
const ordersIn = ({ lines }: Scenario): Order[] =>
  lines.map(({ offering, seats: n }): Order => ({ offering, line: null, seats: n }));

/**
 * Whether a line goes on at its own price after the renewal: where its fee stays, and where no list says another, as of several lines the
 * average would be no line's.
 */
function keepingPrice(offers: readonly PricedOffer[]): (line: ContractLine) => boolean {
  const prices = new Map<string, SeatPrice>(offers.map((one) => [one.offering, one.pricePerYear]));
  const paidOnly = new Set(
    offers.filter(({ reference }) => reference === PAID).map(({ offering }) => offering),
  );
  return (line) =>
    !line.feeFollows || (paidOnly.has(line.offering) && line.price !== prices.get(line.offering));
}

/** An order with its price. The years in which a line is committed have today's; a line of its own price keeps it after them, too. */
function seatLinesOf(
  { offering, line, seats: all }: Order,
  offers: readonly PricedOffer[],
  keepsPrice: (line: ContractLine) => boolean,
): SeatLine[] {
  const listPrice = offers.find((one) => one.offering === offering)?.pricePerYear ?? null;
  const priced = (n: readonly Seats[], committed: boolean): SeatLine => {
    const own = line !== null && (committed ? line.ownPrice : keepsPrice(line)) ? line.price : null;
    const uplift = committed ? (0 as Fraction) : (line?.uplift ?? null);
    return {
      offering,
      contract: line?.contract ?? null,
      seats: n,
      unitPrice: own ?? listPrice,
      listed: own === null,
      uplift,
      committed,
      source: line,
    };
  };
  const until = line?.committedYears ?? 0;
  if (until === 0) return [priced(all, false)];
  const split = (committed: boolean): Seats[] => all.map((n, i) => (i < until === committed ? n : seats(0)));
  return [true, false]
    .map((committed) => priced(split(committed), committed))
    .filter(({ seats: n }) => n.some((one) => one > seats(0)));
}

/** With new seats up to a number from which on all of an offering cost so much less that more of them are cheaper. */
function withCheaperNumbers(lines: readonly SeatLine[], prices: PriceLists, years: number): SeatLine[] {
  const offerings = [...new Set(lines.filter(({ listed }) => listed).map(({ offering }) => offering))];
  const more = new Map<string, Seats[]>();
  for (const offering of offerings) {
    const tiers = prices.seats.get(offering) ?? [];
    if (tiers.length < 2) continue;
    const extra = Array.from({ length: years }, (_, i) => {
      const n = listedSeats(lines, offering, i);
      return minus(cheapestPurchase(n, tiers, prices.seatKind, { lot: seats(1), least: seats(0) }), n);
    });
    if (extra.some((n) => n > seats(0))) more.set(offering, extra);
  }
  const isNew = (line: SeatLine): boolean => line.source === null;
  const plus = (line: SeatLine, extra: readonly Seats[]): SeatLine => ({
    ...line,
    seats: line.seats.map((n, i) => seats(n + (extra[i] ?? 0))),
  });
  const raised = lines.map((line) => {
    const extra = isNew(line) ? more.get(line.offering) : undefined;
    if (extra) more.delete(line.offering);
    return extra ? plus(line, extra) : line;
  });
  const fresh = [...more].map(([offering, extra]): SeatLine => ({
    offering,
    contract: null,
    seats: extra,
    unitPrice: prices.seats.get(offering)?.[0]?.unitPrice ?? null,
    listed: true,
    uplift: null,
    committed: false,
    source: null,
  }));
  return [...raised, ...fresh];
}

/** Who changes once more when seats that were paid for anyway may go. */
function laterMoves(mixes: readonly YearMix[]): string[] {
  return mixes.flatMap(({ plans }, i) => {
    const before = mixes[i - 1]?.plans;
    if (!before || before === plans) return [];
    const moved = plans.filter((plan, member) => plan.seats.join() !== before[member]?.seats.join()).length;
    return moved === 0
      ? []
      : [
          `In year ${i + 1} ${counted(moved, "user changes", "users change")} once more, as seats that are paid for anyway before may go then`,
        ];
  });
}

/** "As is" never needs less than is bought. */
function atLeast(need: Needs, lines: readonly ContractLine[]): Map<string, Seats> {
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
    const n = total(
      unpriced.filter((line) => line.offering === offering).map((line) => line.seats[0] ?? seats(0)),
    );
    return `${counted(n, `seat`)} of ${offering}, whose price is not known`;
  });
}

function uncoveredIn(plans: readonly UserPlan[]): string[] {
  const people = new Map<string, number>();
  for (const { uncovered } of plans) {
    for (const product of uncovered) people.set(product, (people.get(product) ?? 0) + 1);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, n]) => `${product} for ${counted(n, "user")}: what it would cost is not known`);
}
