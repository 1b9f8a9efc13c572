import { at } from "../at";
import type { Assumptions } from "../assumptions";
import { covers, seatTiers, type PricedOffer } from "../estate/offers";
import type { PriceTier } from "../rules/price-tiers";
import type { TokenTier } from "../estate/estate";
import type { Stays } from "../evidence/stays";
import type { Budget } from "../mix/budget";
import type { Steps } from "../steps";
import { bestMixInSteps, type Mix } from "../mix/mix";
import type { MixContract, MixLine, MixOffering, MixProblem, MixUser, TokenPool } from "../mix/problem";
import { isAtTodaysPrice, type ContractLine } from "../estate/contract-lines";
import {
  boughtOn,
  byKeeping,
  floorsOf,
  leastOn,
  orderOf,
  type Needs,
  type OnLines,
  type YearOrder,
} from "../seats/orders";
import {
  minus,
  money,
  plus,
  scale,
  seats,
  tokens,
  total,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
  type Tokens,
} from "../units";
import {
  besidesUnpriced,
  fixedPlan,
  withoutUnknown,
  withSeats,
  withUnknown,
  type Member,
  type UserPlan,
} from "./plan";
import { withStaying } from "./needs";
import { grownBy } from "./scenario-cost";
import { addTo } from "../tally";

/** What the best mix is chosen from. */
export interface MixInput {
  readonly members: readonly Member[];
  readonly contractLines: readonly ContractLine[];
  /** The offers to choose from. */
  readonly offers: readonly PricedOffer[];
  readonly stays: Stays;
  readonly tiers: readonly TokenTier[];
  /** Everybody's place among the pools, by member. */
  readonly poolOf: readonly number[];
  /** Bought on top of what is drawn. */
  readonly buffer: Fraction;
  /** Tokens a year that no export assigns to a person, by pool. */
  readonly withoutUsers: readonly Tokens[];
  readonly joiners: number;
  /** Whether a line goes on at its own price after the renewal. */
  readonly keepsPrice: (line: ContractLine) => boolean;
  readonly assumptions: Assumptions;
  /** Of the whole run. */
  readonly budget: Budget;
}

/** The best mix of one year. */
export interface YearMix {
  readonly plans: readonly UserPlan[];
  readonly problem: MixProblem;
  readonly mix: Mix;
  /** The cost of seats that are paid for at their own price whoever has them; it is in no sum of the mix. */
  readonly sunk: Money;
  /** Seats of each offering that any mix pays for, at the list's price. */
  readonly listedLeast: ReadonlyMap<string, Seats>;
  readonly needs: Needs;
  readonly order: YearOrder;
}

/**
 * The best mix of every year, at the prices of the first. Seats that are committed, or that a cap does not let
 * go yet, cost nothing more and go to whom they serve best. Where what is paid for anyway is another in a
 * later year, its mix is chosen anew; else everybody keeps what the year before gave.
 */
export function* yearlyMixesInSteps(input: MixInput): Steps<YearMix[]> {
  const years: YearMix[] = [];
  let before = boughtOn(input.contractLines);
  let lastSupply = "";
  for (let year = 1; year <= input.assumptions.years; year++) {
    const supply = supplyOf(input, year, before);
    const last = years.at(-1);
    const same = last && JSON.stringify(supply) === lastSupply;
    const chosenMix = same ? last : alike(yield* chosenInSteps(input, supply, year), last);
    const { plans } = chosenMix;
    const grown = neededBy(plans, input.joiners * grownBy(year, input.assumptions));
    const needs = withStaying(grown, { lines: input.contractLines, stays: input.stays });
    const order = orderOf(needs, input.contractLines, year, before);
    years.push({ ...chosenMix, needs, order });
    before = order.onLines;
    lastSupply = JSON.stringify(supply);
  }
  return years;
}

/** The best mix of the first year alone. */
export function* firstMixInSteps(input: MixInput): Steps<FirstMix> {
  return yield* chosenInSteps(input, supplyOf(input, 1, boughtOn(input.contractLines)), 1);
}

/** A mix before anything is ordered for it. */
export type FirstMix = Omit<YearMix, "needs" | "order">;

/** The share of the operations left that the mix of a year may take. */
const YEAR_SHARE = 0.3;

/** A mix with the plans of the year before, where everybody has the same in both. */
const alike = (mix: FirstMix, before: YearMix | undefined): typeof mix =>
  before?.plans.every(({ seats }, i) => seats.join("\n") === mix.plans[i]?.seats.join("\n")) === true
    ? { ...mix, plans: before.plans }
    : mix;

/** Seats that plans need, by offering, each of today's being so many. */
export function neededBy(plans: readonly UserPlan[], growth: number): Needs {
  const count = new Map<string, number>();
  for (const plan of plans) for (const seat of plan.seats) addTo(count, seat);
  return new Map([...count].map(([offering, n]) => [offering, wholeUp(seats(n * growth))]));
}

/** Tokens a year that plans draw from each pool. */
export function drawnFromPools(
  plans: readonly UserPlan[],
  { poolOf, withoutUsers, joiners }: Pick<MixInput, "poolOf" | "withoutUsers" | "joiners">,
): Tokens[] {
  const own = withoutUsers.map(() => tokens(0));
  plans.forEach((plan, member) => {
    const pool = at(poolOf, member);
    own[pool] = plus(at(own, pool), plan.tokens);
  });
  return withoutUsers.map((others, pool) => plus(scale(at(own, pool), joiners), others));
}

function* chosenInSteps(
  input: MixInput,
  { offerings, contracts, ...supply }: Supply,
  year: number,
): Steps<FirstMix> {
  const { members, poolOf, assumptions, joiners } = input;
  const growth = joiners * grownBy(year, assumptions);
  const fixed = members.map(fixedPlan);
  const problem: MixProblem = {
    users: members.map((member, i) => userOf(member, i, at(fixed, i), at(poolOf, i), input.offers)),
    offerings,
    contracts,
    pools: poolsOf(input, year),
    moveThreshold: assumptions.moveThreshold,
    growth,
  };
  const mix = yield* bestMixInSteps(problem, input.budget.portion(YEAR_SHARE));
  const unmet = new Map<string, string[]>();
  for (const { user, product } of mix.unmet) unmet.set(user, [...(unmet.get(user) ?? []), product]);
  const plans = members.map((member, i): UserPlan => {
    const cover = mix.users[i] as Mix["users"][number];
    const { seats, flex, tokens } = cover;
    return (
      fixed[i] ??
      withUnknown(
        member,
        withSeats(
          { seats, flex, tokens, uncovered: unmet.get(cover.user) ?? [] },
          besidesUnpriced(withoutUnknown(member)).kept,
        ),
      )
    );
  });
  return { plans, problem, mix, sunk: supply.sunk, listedLeast: supply.listedLeast };
}

/**
 * A member as the mix sees them. Whoever has a plan already takes part in it with the seats and tokens of that
 * plan.
 */
function userOf(
  member: Member,
  place: number,
  plan: UserPlan | null,
  pool: number,
  offers: readonly PricedOffer[],
): MixUser {
  // Ties between people go by name, and people are in order of theirs.
  const user = String(place).padStart(9, "0");
  // A list that was filtered takes several times the memory of this one, for everybody in every search.
  const priced = (list: readonly string[]): readonly string[] =>
    member.unpriced.length === 0 ? list : list.filter((seat) => !member.unpriced.includes(seat));
  if (plan) {
    const needs = member.demand.products.filter(({ product }) => plan.flex.includes(product));
    return {
      user,
      pool,
      fixed: true,
      held: priced(plan.seats),
      needs: needs.map(({ product, onFlex }) => ({ product, tokens: onFlex })),
    };
  }
  const onSeats = (product: string): boolean =>
    member.rule === "critical" && offers.some((offer) => covers(offer, product));
  const needs = besidesUnpriced(withoutUnknown(member)).products.map(({ product, onFlex }) => ({
    product,
    tokens: onSeats(product) ? null : onFlex,
  }));
  const { heldKnown, monthly } = member;
  return {
    user,
    pool,
    needs,
    ...(heldKnown && { held: priced(member.held) }),
    ...(monthly.length > 0 && { mayTake: monthly }),
  };
}

const poolsOf = ({ tiers, buffer: margin, withoutUsers, assumptions }: MixInput, year: number): TokenPool[] =>
  withoutUsers.map((others) => ({
    tiers,
    kind: assumptions.tierKind,
    pack: assumptions.packSize,
    minimum: assumptions.smallestPurchase,
    buffer: margin,
    others: scale(others, grownBy(year, assumptions)),
  }));

/** The seats that can be had in a year, and the seats that are paid for whoever has them. */
interface Supply {
  readonly offerings: readonly MixOffering[];
  readonly contracts: readonly MixContract[];
  readonly sunk: Money;
  readonly listedLeast: ReadonlyMap<string, Seats>;
}

/** A line of a priced offering in a year. */
interface YearLine extends MixLine {
  readonly line: ContractLine;
  readonly least: Seats;
  /** Whether `unitPrice` is the line's own and another than the list's. */
  readonly own: boolean;
  /** Whether it follows the list's. */
  readonly listed: boolean;
}

/**
 * The contract lines as the mix sees them. A floor over one offering is seats that must be paid for; one over
 * several stays a contract of the mix. Lines at a price of their own are filled before new seats are bought at
 * the list's; where these have volume prices, the lowest counts then, so that the bound holds.
 */
function supplyOf(input: MixInput, year: number, before: OnLines): Supply {
  const { offers } = input;
  const all = linesIn(input, year, before);
  const { lines, contracts } = withFloors(all, input.contractLines, before);
  const tied = new Set(contracts.flatMap((contract) => contract.lines));
  let sunk = money(0);
  const listedLeast = new Map<string, Seats>();
  for (const { offering, least, listed } of lines)
    if (listed) listedLeast.set(offering, plus(listedLeast.get(offering) ?? seats(0), least));
  const offerings = offers.map((offer): MixOffering => {
    const own = lines.filter((line) => line.offering === offer.offering && !tied.has(line));
    const rooms = own.some((line) => line.own && line.most > line.least);
    // Where every line is at the list's price, all their seats count for a volume price.
    const [beside, listed] = [
      own.filter((line) => rooms || line.own),
      own.filter((line) => !rooms && !line.own),
    ];
    sunk = plus(sunk, total(beside.map((line) => money(line.least * line.unitPrice))));
    return {
      offering: offer.offering,
      covers: offer.covers,
      steps: rooms ? filledInOrder(beside, offer, year) : seatTiers(offer),
      kind: rooms ? "incremental" : input.assumptions.seatTierKind,
      floor: total(listed.map((line) => line.least)),
      free: total(beside.map((line) => line.least)),
      // Beside lines at prices of their own, and under a shared floor, a number sold may come close to the need.
      ...(offer.multipleOf !== undefined && !rooms && { multipleOf: offer.multipleOf }),
      ...(offer.monthly !== undefined && { restricted: true }),
    };
  });
  return { offerings, contracts, sunk, listedLeast };
}

function linesIn({ contractLines, offers, keepsPrice }: MixInput, year: number, before: OnLines): YearLine[] {
  return contractLines.flatMap((line): YearLine[] => {
    const offer = offers.find(({ offering }) => offering === line.offering);
    if (!offer) return [];
    const stays = (isAtTodaysPrice(line, year) && line.ownPrice) || keepsPrice(line);
    const most = before.get(line.id) ?? seats(0);
    const ownPrice = stays ? line.price : null;
    const own = ownPrice !== null && (ownPrice !== offer.pricePerYear || offer.volume !== undefined);
    return [
      {
        line,
        offering: line.offering,
        least: leastOn(line, year, most),
        most,
        unitPrice: ownPrice ?? lowestPrice(offer),
        own,
        listed: ownPrice === null,
      },
    ];
  });
}

function withFloors(
  lines: readonly YearLine[],
  all: readonly ContractLine[],
  before: OnLines,
): { readonly lines: readonly YearLine[]; readonly contracts: readonly MixContract[] } {
  const contracts: MixContract[] = [];
  const raised = new Map(lines.map((line) => [line, line]));
  for (const [contract, stated] of floorsOf(all)) {
    // Seats of unknown price stay where they are, and count for the floor.
    const unpriced = all.filter(
      (line) => line.contract === contract && !lines.some((one) => one.line.id === line.id),
    );
    const floor = seats(
      Math.max(minus(stated, total(unpriced.map((line) => before.get(line.id) ?? seats(0)))), 0),
    );
    const own = lines
      .filter(({ line, most }) => line.contract === contract && most > seats(0))
      .sort((a, b) => a.unitPrice - b.unitPrice);
    let short = minus(floor, total(own.map((line) => line.least)));
    const rooms = own.filter((line) => line.most > line.least);
    const room = total(rooms.map((line) => minus(line.most, line.least)));
    const open = short > seats(0) && short < room;
    if (open && new Set(rooms.map(({ offering }) => offering)).size > 1) {
      contracts.push({ floor, lines: own });
      continue;
    }
    for (const line of own) {
      const more = seats(Math.min(Math.max(short, 0), line.most - line.least));
      raised.set(line, { ...line, least: plus(line.least, more) });
      short = minus(short, more);
    }
  }
  return { lines: lines.map((line) => raised.get(line) ?? line), contracts };
}

/**
 * Seats of an offering beyond the seats that are paid for anyway: first on its lines, in the order in which lines are
 * kept, then new seats.
 */
function filledInOrder(lines: readonly YearLine[], offer: PricedOffer, year: number): PriceTier<Seats>[] {
  const inOrder = byKeeping(year);
  const rooms = [...lines].filter((line) => line.most > line.least).sort((a, b) => inOrder(a.line, b.line));
  let filled = seats(0);
  const steps = rooms.map(({ least, most, unitPrice }): PriceTier<Seats> => {
    const step = { minimum: filled, unitPrice };
    filled = plus(filled, minus(most, least));
    return step;
  });
  return [...steps, { minimum: filled, unitPrice: lowestPrice(offer) }];
}

/**
 * What a seat costs at the list's price for the largest number: in sums that do not know the number, it makes
 * no bound too high.
 */
export const lowestPrice = (offer: PricedOffer): SeatPrice =>
  seatTiers(offer).reduce<SeatPrice>(
    (low, { unitPrice }) => (unitPrice < low ? unitPrice : low),
    offer.pricePerYear,
  );
