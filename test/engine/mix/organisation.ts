import { between, random, type Random } from "../../../examples/sample/random";
import type { PriceTier } from "../../../src/engine/rules/price-tiers";
import type { Need } from "../../../src/engine/mix/one-user";
import type { TokenTier } from "../../../src/engine/estate/estate";
import type { MixContract, MixLine, MixOffering, MixProblem, MixUser } from "../../../src/engine/mix/problem";
import { fraction, money, rate, seats, tokens, type Money, type Seats } from "../../../src/engine/units";

export const tier = (minimum: number, unitPrice: number): TokenTier => ({
  minimum: tokens(minimum),
  unitPrice: rate(unitPrice),
  reference: "test",
});
export const step = (minimum: number, unitPrice: number): PriceTier<Seats> => ({
  minimum: seats(minimum),
  unitPrice: rate(unitPrice),
});

const RATES = [6, 7, 10, 21, 6, 9, 12, 15, 8, 18, 7, 10];
const PRODUCTS = RATES.map((perDay, i) => ({ product: `Product ${String(i).padStart(2, "0")}`, perDay }));
/** Which products a trade works with, most used first. */
const TRADES = [
  [0, 1, 2, 3, 4],
  [1, 2, 5, 0],
  [6, 7, 8, 0, 9],
  [9, 10, 11, 6],
  [0, 3],
  [2, 8, 10],
];
const COLLECTIONS = [
  { offering: "Collection A", of: [0, 1, 2, 3, 4, 5] },
  { offering: "Collection M", of: [6, 7, 8, 9, 0] },
  { offering: "Collection S", of: [9, 10, 11] },
];

export interface Shape {
  readonly users: number;
  /** How many differ at most; the others are like one of them. */
  readonly kinds: number;
  /** How many offerings have a volume price, and of which kind. */
  readonly volume?: number;
  readonly kind?: "all units" | "incremental";
  readonly threshold?: number;
  /** Contracts of which several offerings share the floor. */
  readonly contracts?: number;
  readonly pools?: number;
  readonly growth?: number;
}

/** An invented organisation: many light users, some heavy ones, seats held by those who once asked. The same for each seed. */
export function organisation(
  seed: number,
  {
    users,
    kinds,
    volume = 1,
    kind = "all units",
    threshold = 0,
    contracts = 0,
    pools = 1,
    growth = 1,
  }: Shape,
): MixProblem {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const models = Array.from({ length: Math.min(kinds, users) }, () => model(draw, pick));
  const everybody = Array.from({ length: users }, (_, i): MixUser => ({
    ...(i < models.length ? (models[i] as (typeof models)[number]) : pick(models)),
    user: `user ${String(i).padStart(6, "0")}`,
  }));
  const singles = PRODUCTS.map(({ product, perDay }) => ({
    offering: product,
    covers: [],
    price: Math.round((between(draw, 60, 175) * perDay) / 5) * 5,
  }));
  const collections = COLLECTIONS.map(({ offering, of }) => ({
    offering,
    covers: of.map((i) => PRODUCTS[i]?.product ?? ""),
    price: Math.round(between(draw, 2400, 3700) / 5) * 5,
  }));
  const offerings = [...singles, ...collections].map(({ offering, covers, price }, i): MixOffering => {
    const today = everybody.filter(({ held }) => held?.includes(offering)).length;
    const floor = draw() < 0.5 ? Math.ceil(today * between(draw, 0.3, 1)) : 0;
    const edge = Math.max(2, Math.round(users * between(draw, 0.03, 0.12)));
    const capped = Math.min(Math.max(price, 500), 3700);
    const hasVolume = i % 5 < volume && draw() < 0.6;
    return {
      offering,
      covers,
      floor: seats(floor),
      kind: draw() < 0.7 ? "all units" : "incremental",
      steps: hasVolume
        ? [step(0, capped), step(edge, Math.round(capped * 0.93)), step(3 * edge, Math.round(capped * 0.88))]
        : [step(0, capped)],
    };
  });
  const tied = Array.from({ length: contracts }, (_, c): MixContract => {
    const lines = offerings
      .filter((_offering, i) => i % 4 === c)
      .map(({ offering, steps }): MixLine => {
        const today = everybody.filter(({ held }) => held?.includes(offering)).length;
        const most = Math.ceil(today * between(draw, 0.8, 1.1));
        const unitPrice = rate<Money, Seats>(Math.round((steps[0]?.unitPrice ?? 0) * between(draw, 0.8, 1)));
        return {
          offering,
          least: seats(Math.floor(most * between(draw, 0, 0.7))),
          most: seats(most),
          unitPrice,
        };
      });
    const room = lines.reduce((sum, { most }) => sum + most, 0);
    return { floor: seats(Math.ceil(room * between(draw, 0.6, 1))), lines };
  });
  const pool = {
    tiers: [tier(0, 3), tier(5000, 2.8), tier(20_000, 2.6)],
    kind,
    pack: tokens(100),
    minimum: tokens(0),
    buffer: fraction(0.1),
    others: tokens(0),
  };
  return {
    users: pools === 1 ? everybody : everybody.map((one, i) => ({ ...one, pool: i % pools })),
    offerings: contracts === 0 ? offerings : offerings.map((one) => ({ ...one, floor: seats(0) })),
    contracts: tied,
    pools: Array.from({ length: pools }, () => pool),
    moveThreshold: money(threshold),
    growth,
  };
}

function model(draw: Random, pick: <T>(from: readonly T[]) => T): Omit<MixUser, "user"> {
  const trade = pick(TRADES);
  const count = Math.min(trade.length, 1 + Math.floor(draw() ** 2 * 5));
  const used = trade.slice(0, count).map((i) => PRODUCTS[i] as (typeof PRODUCTS)[number]);
  const needs = used.map(({ product, perDay }, nth): Need => {
    const daysUsed = 1 + Math.floor(220 * draw() ** (nth === 0 ? 2 : 4));
    return { product, tokens: draw() < 0.02 ? null : tokens(daysUsed * perDay) };
  });
  const wantsSeat = draw() < 0.5;
  const heaviest = needs.reduce((a, b) => ((b.tokens ?? 1e9) > (a.tokens ?? 1e9) ? b : a), needs[0] as Need);
  const collection = COLLECTIONS.find(({ of }) =>
    used.every(({ product }) => of.some((i) => PRODUCTS[i]?.product === product)),
  );
  const held = !wantsSeat ? [] : collection && count > 2 ? [collection.offering] : [heaviest.product];
  return { needs, held, fixed: draw() < 0.02 };
}
