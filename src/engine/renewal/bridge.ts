import { at } from "../at";
import { averagePrice, purchaseCost } from "../rules/price-tiers";
import { cents, minus, rate, total, type Money, type TokenPrice, type Tokens } from "../units";
import { coversToday } from "./covers-today";
import type { Member, UserPlan } from "./plan";
import { firstYear, firstYearSeatCost, listedSeats, type PriceLists, type SeatLine } from "./scenario-cost";
import type { Scenario } from "./scenarios";

/** The steps from As is to the best mix, in their order. */
const BRIDGE_STEPS = {
  "price-effect": "Price effect",
  "seats-dropped": "Seats dropped",
  "seats-added": "Seats added",
  "moved-to-flex": "People moved to Flex",
  "moved-to-seats": "People moved to seats",
  "buffer-and-packs": "Buffer and packs",
  "tier-reached": "Tier reached",
  "left-out": "Not in the sums",
} as const;

export type BridgeStepId = keyof typeof BRIDGE_STEPS;

/** A part of the difference between As is and the best mix. */
export interface BridgeStep {
  readonly id: BridgeStepId;
  readonly name: string;
  /** In whole cents; below 0 it saves. Null is unknown. */
  readonly amount: Money | null;
  /** People who move, and seats or tokens more in the best mix; 0 where the step is about none. */
  readonly people: number;
  readonly seats: number;
  readonly tokens: number;
}

/** The way from the first year of As is to that of the best mix. The steps that are known add up to the cent. */
export interface Bridge {
  readonly from: Money;
  readonly to: Money;
  readonly steps: readonly BridgeStep[];
}

/** The scenarios that the bridge connects, and the covers of the best mix. */
export interface BridgeInput {
  readonly asIs: Scenario;
  readonly renewed: Scenario;
  readonly best: Scenario;
  readonly members: readonly Member[];
  readonly plans: readonly UserPlan[];
  readonly prices: PriceLists;
  /** Seats and tokens of the first year for each of today's. */
  readonly growth: number;
}

/** What a step adds, before rounding. */
interface Amount {
  money: number;
  people: number;
  seats: number;
  tokens: number;
}

type Amounts = Record<Exclude<BridgeStepId, "left-out">, Amount>;

/** The bridge of the first year: see docs/decisions/11-one-basis.md for what belongs to which step. */
export function bridgeOf(input: BridgeInput): Bridge {
  const { asIs, best } = input;
  const amounts: Amounts = {
    "price-effect": noAmount(),
    "seats-dropped": noAmount(),
    "seats-added": noAmount(),
    "moved-to-flex": noAmount(),
    "moved-to-seats": noAmount(),
    "buffer-and-packs": noAmount(),
    "tier-reached": noAmount(),
  };
  const changes = coverChanges(input);
  const tokenPrice = tokenSteps(input, changes, amounts);
  const values = seatSteps(input, changes, amounts);
  for (const change of changes) personStep(change, values, tokenPrice * input.growth, amounts);
  const [from, to] = [cents(firstYear(asIs).cost), cents(firstYear(best).cost)];
  const leftOut = best.savingVsAsIs === null ? [stepOf("left-out", null)] : [];
  return { from, to, steps: [...inCents(amounts, firstYear(asIs).cost, to), ...leftOut] };
}

const noAmount = (): Amount => ({ money: 0, people: 0, seats: 0, tokens: 0 });
const stepOf = (
  id: BridgeStepId,
  amount: Money | null,
  { people, seats, tokens } = noAmount(),
): BridgeStep => ({
  id,
  name: BRIDGE_STEPS[id],
  amount,
  people,
  seats: Math.round(seats),
  tokens: Math.round(tokens),
});

/** Each step as the difference of two rounded sums, so that rounding adds nothing up to the end. */
function inCents(amounts: Amounts, from: number, to: Money): BridgeStep[] {
  let sum = from;
  const steps = Object.entries(amounts) as [keyof Amounts, Amount][];
  return steps.map(([id, amount], i) => {
    const before = cents(sum);
    sum += amount.money;
    const after = i === steps.length - 1 ? to : cents(sum);
    return stepOf(id, cents(minus(after, before)), amount);
  });
}

/** Price effect, buffer and tiers of tokens. The price of a token is that of today's tokens at the renewal. */
function tokenSteps(
  { asIs, renewed, best, prices, growth }: BridgeInput,
  changes: readonly CoverSwap[],
  amounts: Amounts,
): TokenPrice {
  const [today, then] = [firstYear(asIs), firstYear(best)];
  const asBefore = asIs.pools.some((pool) => pool.asBefore);
  const atRenewal = asBefore
    ? purchaseCost(today.tokens, prices.tokens, prices.tokenKind)
    : firstYear(renewed).tokenCost;
  const price: TokenPrice =
    today.tokens > 0
      ? rate(atRenewal / today.tokens)
      : averagePrice(today.tokens, prices.tokens, prices.tokenKind);
  const drawnMore = total(changes.map(({ tokens }) => tokens)) * growth;
  const needed = total(then.pools.map((pool) => pool.needed));
  const beyond = needed - today.tokens - drawnMore;
  amounts["price-effect"].money += atRenewal - today.tokenCost;
  amounts["buffer-and-packs"].money += price * beyond;
  amounts["buffer-and-packs"].tokens += beyond;
  amounts["tier-reached"].money += then.tokenCost - price * needed;
  amounts["tier-reached"].tokens += then.tokens - needed;
  return price;
}

/** What a person gives up and gets. */
interface CoverSwap {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** Tokens a year more, before growth. */
  readonly tokens: Tokens;
}

function coverChanges({ members, plans }: BridgeInput): CoverSwap[] {
  const today = coversToday(members);
  return plans.map((plan, i): CoverSwap => {
    const before = at(today, i);
    return {
      lost: before.seats.filter((seat) => !plan.seats.includes(seat)),
      gained: plan.seats.filter((seat) => !before.seats.includes(seat)),
      tokens: minus(plan.tokens, before.tokens),
    };
  });
}

/** What a seat saves that a person gives up, and costs that a person gets. */
interface SeatValue {
  readonly lost: number;
  readonly gained: number;
}

/** Price effect, seat tiers, seats without a mover, and the value of the seats that people move to or from. */
function seatSteps(
  input: BridgeInput,
  changes: readonly CoverSwap[],
  amounts: Amounts,
): ReadonlyMap<string, SeatValue> {
  const { asIs, renewed, best, plans, growth } = input;
  amounts["price-effect"].money += firstYearSeatCost(renewed.lines) - firstYearSeatCost(asIs.lines);
  const offerings = new Set([...renewed.lines, ...best.lines].map(({ offering }) => offering));
  const values = new Map<string, SeatValue>();
  for (const offering of [...offerings].sort()) {
    const change = changeOf(offering, input);
    amounts["tier-reached"].money += change.tier;
    const lost = changes.filter((one) => one.lost.includes(offering)).length * growth;
    const gained = changes.filter((one) => one.gained.includes(offering)).length * growth;
    const used = plans.filter((plan) => plan.seats.includes(offering)).length * growth;
    const spare = change.more - gained + lost;
    // Seats given up that stay paid for save nothing; spare seats that stay paid for cost nothing.
    const stuck = Math.min(Math.max(spare, 0), lost);
    const taken = change.after > used + 0.5 ? Math.min(Math.max(-spare, 0), gained) : 0;
    const rest = spare - stuck + taken;
    const step = amounts[rest < 0 || (rest === 0 && change.value < 0) ? "seats-dropped" : "seats-added"];
    step.money += change.unit * rest + (change.more === 0 ? change.value : 0);
    step.seats += rest;
    values.set(offering, {
      lost: lost === 0 ? 0 : (change.unit * growth * (lost - stuck)) / lost,
      gained: gained === 0 ? 0 : (change.unit * growth * (gained - taken)) / gained,
    });
  }
  return values;
}

/** How the seats of an offering change, at the prices of the seats of As is at the renewal. */
interface SeatChange {
  readonly after: number;
  /** Seats more. */
  readonly more: number;
  /** What they cost, and each of them on average. */
  readonly value: number;
  readonly unit: number;
  /** What volume prices change for all seats. */
  readonly tier: number;
}

/** Seats at an unknown price are in no sum of either scenario. */
function changeOf(offering: string, { renewed, best, prices }: BridgeInput): SeatChange {
  const [before, after] = [pricedLines(renewed, offering), pricedLines(best, offering)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const parts = keys.map((key) => {
    const [old, now] = [before.get(key), after.get(key)];
    const price = old?.price ?? (now?.listed ? listPriceNow(renewed, offering, prices) : null) ?? now!.price;
    const n = { before: old?.n ?? 0, after: now?.n ?? 0 };
    return {
      after: n.after,
      more: n.after - n.before,
      value: (n.after - n.before) * price,
      tier: n.after * ((now?.price ?? price) - price),
      worth: n.before * price,
      before: n.before,
    };
  });
  const sum = (of: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((all, part) => all + of(part), 0);
  const [more, value, seatsBefore] = [sum((p) => p.more), sum((p) => p.value), sum((p) => p.before)];
  const average = seatsBefore > 0 ? sum((p) => p.worth) / seatsBefore : 0;
  const unit = more === 0 ? average : value / more;
  return { after: sum((p) => p.after), more, value, unit, tier: sum((p) => p.tier) };
}

interface PricedLine {
  readonly n: number;
  readonly price: number;
  readonly listed: boolean;
}

/** The lines of an offering in the first year, by their contract line. */
function pricedLines({ lines }: Scenario, offering: string): ReadonlyMap<string, PricedLine> {
  const byLine = new Map<string, PricedLine>();
  const own = lines.filter((line) => line.offering === offering && at(line.seats, 0) > 0);
  for (const { source, seats, unitPrice, listed } of own)
    if (unitPrice !== null)
      byLine.set(source?.id ?? NEW_SEATS, { n: at(seats, 0), price: unitPrice, listed });
  return byLine;
}

const NEW_SEATS = "";

const listPriceNow = (
  { lines }: { readonly lines: readonly SeatLine[] },
  offering: string,
  { seats: lists, seatKind }: PriceLists,
): number | null => {
  const tiers = lists.get(offering);
  return tiers === undefined ? null : averagePrice(listedSeats(lines, offering, 0), tiers, seatKind);
};

/** Puts a person's seats and tokens into the one step that the person belongs to. */
function personStep(
  { lost, gained, tokens }: CoverSwap,
  values: ReadonlyMap<string, SeatValue>,
  tokenPrice: number,
  amounts: Amounts,
): void {
  const saved = lost.reduce((sum, seat) => sum + (values.get(seat)?.lost ?? 0), 0);
  const paid = gained.reduce((sum, seat) => sum + (values.get(seat)?.gained ?? 0), 0);
  const drawn = tokens * tokenPrice;
  const onlyGains = gained.length > 0 && lost.length === 0;
  if (Math.abs(tokens) > 1e-9 && !(tokens > 0 && onlyGains)) {
    const step = amounts[tokens > 0 ? "moved-to-flex" : "moved-to-seats"];
    step.money += drawn + paid - saved;
    step.people += 1;
    step.seats += gained.length - lost.length;
    step.tokens += tokens;
    return;
  }
  amounts["seats-dropped"].money -= saved;
  amounts["seats-dropped"].seats -= lost.length;
  amounts["seats-added"].money += drawn + paid;
  amounts["seats-added"].seats += gained.length;
  amounts["seats-added"].tokens += tokens;
}
