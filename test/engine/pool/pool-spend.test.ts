import fc from "fast-check";
import {
  buysOften,
  cheapestTopUp,
  leastSpend,
  orderForCover,
  outcomeOf,
  type PoolTerms,
} from "../../../src/engine/pool/pool-spend";
import { meanOver, simulate, useAt, type SimulatedUse } from "../../../src/engine/pool/simulation";
import {
  days,
  rate,
  tokens,
  type Days,
  type Money,
  type MonthNumber,
  type Tokens,
} from "../../../src/engine/units";
import { tier } from "../mix/organisation";
import { eitherUse, ONE_TOP_UP, supplyWith, termsWith } from "./pool-input";

const SURPRISES = Math.sqrt(
  Array.from({ length: 12 }, (_, k) => (1 + Math.sqrt(0.3) * k) ** 2).reduce((sum, one) => sum + one, 0),
);

/** Normal years with a mean and a deviation. */
const normalYears = (mean: number, deviation: number, seed = 1): SimulatedUse =>
  simulate(
    {
      months: Array.from({ length: 12 }, (_, i) => {
        const range = { low: tokens(0), high: tokens(0) };
        return { month: (600 + i) as MonthNumber, expected: tokens(mean / 12), likely: range, wide: range };
      }),
      errors: { spread: tokens(deviation / SURPRISES), freedom: Infinity },
    },
    seed,
  );

describe("what a first order leads to", () => {
  it("is its cost, top-ups where it does not last, and tokens that expire where it does", () => {
    // 1,000 tokens at 3 are 3,000. Years of 800 leave 200; years of 1,500 need 500 more at 4, which are 2,000. Half of
    // the years draw less than 1,150, which is midway between the two: 150 more at 4 are 600.
    expect(outcomeOf(eitherUse(800, 1500), termsWith(), tokens(1000))).toEqual({
      bought: 1000,
      cost: 3000,
      cover: 0.5,
      toppedUp: 250,
      expired: 100,
      lockedOut: 0,
      expectedSpend: 4000,
      spend: { p10: 3000, p50: 3600, p90: 5000 },
    });
  });

  it("counts the tokens that are left first, and lets no more expire than were bought", () => {
    // 900 are left: in years of 800 all 300 bought expire; years of 1,500 need 300 more.
    const found = outcomeOf(eitherUse(800, 1500), termsWith({ left: tokens(900) }), tokens(300));
    expect(found).toMatchObject({ cost: 900, cover: 0.5, toppedUp: 150, expired: 150, expectedSpend: 1500 });
  });

  it("counts the days locked out in each year that runs out, and their cost where that is known", () => {
    // Years of 3,650 draw 10 a day; 5 days are 50 tokens, which are 10 days of users at 5 tokens. Half of the years.
    const lockOut = {
      days: days(5),
      each: ONE_TOP_UP,
      price: null,
      isRefused: false,
      perUserDay: rate<Tokens, never>(5),
    };
    const without = outcomeOf(eitherUse(0, 3650), termsWith({ lockOut }), tokens(3000));
    expect(without).toMatchObject({ lockedOut: 5, expectedSpend: 9000 + (650 * 4) / 2 });
    const priced = termsWith({ lockOut: { ...lockOut, price: rate(100) } });
    expect(outcomeOf(eitherUse(0, 3650), priced, tokens(3000)).expectedSpend).toBe(9000 + 1300 + 500);
    const unknown = termsWith({ lockOut: { ...lockOut, perUserDay: null } });
    expect(outcomeOf(eitherUse(0, 3650), unknown, tokens(3000)).lockedOut).toBeNull();
  });

  it("counts each time that the pool is empty until the next top-up, as a constant load does day by day", () => {
    // 10 a day. From the day on which the order is used up, whoever waits draws what is due as soon as a top-up comes.
    const byDay = (order: number, each: number, waiting: number): number => {
      let [held, late, arrives] = [order, 0, Infinity];
      for (let day = 0; day < 365; day++) {
        if (day === arrives) [held, arrives] = [held + each - 10 * waiting, Infinity];
        if (held < 10 && arrives === Infinity) [late, arrives] = [late + 10 * waiting, day + waiting];
        if (arrives === Infinity) held -= 10;
      }
      return late / 5;
    };
    for (const [order, each, waiting] of [
      [3000, 100, 5],
      [3000, 650, 5],
      [0, 300, 5],
      [0, 500, 12],
      [3640, 300, 5],
      [3650, 300, 5],
    ] as const) {
      const lockOut = { days: days(waiting), each: tokens(each), price: null, isRefused: false };
      const terms = termsWith({ lockOut: { ...lockOut, perUserDay: rate(5) } });
      const { lockedOut } = outcomeOf(eitherUse(3650, 3650), terms, tokens(order));
      expect(lockedOut, `${order} ${each} ${waiting}`).toBeCloseTo(byDay(order, each, waiting), 9);
    }
    // 650 short in top-ups of 300 are three times 5 days of 10 tokens, at 5 a user 30 days of users.
    const three = { days: days(5), each: tokens(300), price: rate<Money, Days>(100), isRefused: false };
    const found = outcomeOf(
      eitherUse(3650, 3650),
      termsWith({ lockOut: { ...three, perUserDay: rate(5) } }),
      tokens(3000),
    );
    expect(found).toMatchObject({ lockedOut: 30, toppedUp: 650, expectedSpend: 9000 + 2600 + 3000 });
    // A top-up of 300 that takes 60 days is used up at once: nobody waits for more than it brings.
    const slow = termsWith({ lockOut: { ...three, days: days(60), price: null, perUserDay: rate(5) } });
    expect(outcomeOf(eitherUse(3650, 3650), slow, tokens(3050)).lockedOut).toBe((2 * 300) / 5);
  });

  it("locks nobody out in a year that uses the last token on its last day", () => {
    const lockOut = {
      days: days(5),
      each: ONE_TOP_UP,
      price: rate<Money, Days>(100),
      isRefused: false,
      perUserDay: rate<Tokens, Days>(5),
    };
    const lasts = outcomeOf(eitherUse(3650, 3650), termsWith({ lockOut }), tokens(3650));
    expect(lasts).toMatchObject({ cover: 1, toppedUp: 0, expired: 0, lockedOut: 0, expectedSpend: 3 * 3650 });
    // One token more, and the 10 a day of 5 days are 10 days of users: 1,000, besides the token at 4.
    const lacks = outcomeOf(eitherUse(3650, 3650), termsWith({ lockOut }), tokens(3649));
    expect(lacks).toMatchObject({ cover: 0, toppedUp: 1, lockedOut: 10, expectedSpend: 3 * 3649 + 4 + 1000 });
  });

  it("costs nothing where nothing is bought and nothing used", () => {
    expect(outcomeOf(eitherUse(0, 0), termsWith(), tokens(0))).toMatchObject({
      cost: 0,
      expectedSpend: 0,
      cover: 1,
    });
  });
});

describe("the tokens for a cover", () => {
  it("are whole packs for the use of that share of the years, less what is left", () => {
    const use = normalYears(10_000, 1000);
    const order = orderForCover(use, termsWith({ left: tokens(2000) }), 0.9);
    expect(order % 100).toBe(0);
    expect(order).toBeGreaterThanOrEqual(useAt(use, 0.9) - 2000);
    expect(order).toBeLessThan(useAt(use, 0.9) - 2000 + 100);
    expect(outcomeOf(use, termsWith({ left: tokens(2000) }), order).cover).toBeGreaterThanOrEqual(0.9);
    expect(orderForCover(use, termsWith({ left: tokens(50_000) }), 0.9)).toBe(0);
  });
});

/** The density and the distribution of the standard normal at −0.6745, 0 and 0.6745, and the mean loss φ − z(1 − Φ). */
const NEWSVENDOR = [
  { topUp: 4, quantile: 0.25, z: -0.67449, loss: 0.317777 + 0.67449 * 0.75 },
  { topUp: 6, quantile: 0.5, z: 0, loss: 0.398942 },
  { topUp: 12, quantile: 0.75, z: 0.67449, loss: 0.317777 - 0.67449 * 0.25 },
] as const;

describe("the order of least expected spend", () => {
  it.each(NEWSVENDOR)(
    "is the newsvendor quantile $quantile for a top-up at $topUp",
    ({ topUp, z, loss, quantile }) => {
      const [mean, deviation] = [100_000, 15_000];
      const given = termsWith({ topUp: { tokens: tokens(100), price: rate(topUp) } });
      for (const seed of [1, 2, 3]) {
        const use = normalYears(mean, deviation, seed);
        const order = leastSpend(use, given);
        const { expectedSpend, cover } = outcomeOf(use, given, order);
        expect(Math.abs(cover - quantile)).toBeLessThanOrEqual(0.01);
        const closed = 3 * (mean + z * deviation) + topUp * deviation * loss;
        expect(Math.abs(expectedSpend! / closed - 1)).toBeLessThan(0.005);
        const atClosed = outcomeOf(use, given, tokens(mean + z * deviation)).expectedSpend!;
        expect(Math.abs(atClosed / closed - 1)).toBeLessThan(0.005);
      }
    },
  );

  it("costs no more than any other number of packs", () => {
    const price = fc.integer({ min: 100, max: 400 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), price), { maxLength: 3 }),
        price,
        fc.constantFrom("all units" as const, "incremental" as const),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (mean, deviation, edges, topUp, tierKind, lockedOut, each) => {
          const tiers = [...new Map([[0, 3], ...edges.map(([from, cents]) => [from, cents / 100] as const)])]
            .sort(([a], [b]) => a - b)
            .map(([from, unit]) => tier(from, unit));
          const given = termsWith({
            tiers,
            tierKind,
            packSize: tokens(10),
            topUp: { tokens: tokens(10), price: rate(topUp / 100) },
            lockOut: {
              days: days(lockedOut),
              each: tokens(10 * each),
              price: rate(2),
              isRefused: false,
              perUserDay: rate(5),
            },
          });
          const use = normalYears(mean, deviation);
          const best = outcomeOf(use, given, leastSpend(use, given)).expectedSpend;
          const most = use.levels.at(-1)! + 300;
          for (let packs = 1; packs * 10 <= most; packs++)
            expect(best).toBeLessThanOrEqual(
              outcomeOf(use, given, tokens(packs * 10)).expectedSpend! * 1.0001,
            );
        },
      ),
    );
  });

  it("is nothing now where what is left lasts and a top-up costs the same as now", () => {
    const given = termsWith({ left: tokens(2000), topUp: { tokens: tokens(500), price: rate(3) } });
    const use = normalYears(12_000, 2000);
    expect(leastSpend(use, given)).toBe(0);
    expect(buysOften(use, given)).toBe(true);
    // With nothing left, it is the first of the top-ups.
    expect(leastSpend(use, termsWith({ ...given, left: tokens(0), supply: supplyWith(tokens(0)) }))).toBe(
      500,
    );
  });

  it("is little and often up to the price of a year's order, and not beyond it", () => {
    const use = normalYears(12_000, 2000);
    const oftenAt = (price: number) =>
      buysOften(use, termsWith({ topUp: { tokens: tokens(500), price: rate(price) } }));
    // A year's tokens cost 3.00 each.
    expect([2.99, 3, 3.01].map(oftenAt)).toEqual([true, true, false]);
  });

  it("is larger the more a lock-out costs, and then it is no longer best to buy little and often", () => {
    const lockedOut = (price: number, length = 5): PoolTerms =>
      termsWith({
        topUp: { tokens: tokens(500), price: rate(3) },
        lockOut: {
          days: days(length),
          each: ONE_TOP_UP,
          price: rate(price),
          isRefused: false,
          perUserDay: rate(7),
        },
      });
    const use = normalYears(12_000, 2000);
    const orders = [1, 200, 2000].map((price) => leastSpend(use, lockedOut(price)));
    expect([...orders].sort((a, b) => a - b)).toEqual(orders);
    expect(orders[2]).toBeGreaterThan(12_000);
    expect(buysOften(use, lockedOut(200))).toBe(false);
    // Where top-ups come on the same day, nobody is locked out, whatever it would cost.
    expect(buysOften(use, lockedOut(200, 0))).toBe(true);
  });
});

describe("the top-up", () => {
  const use = eitherUse(12_000, 12_000);
  const {
    topUp: _topUp,
    lockOut: _lockOut,
    left: _left,
    supply: _supply,
    ...prices
  } = termsWith({ tiers: [tier(0, 3), tier(5000, 2.85), tier(25_000, 2.7)] });

  it("is the smallest with the lowest price among those that last so many months", () => {
    // A month draws 1,000: six months reach the price from 5,000 on, four do not.
    expect(cheapestTopUp(use, prices, 6)).toEqual({ tokens: 5000, price: 2.85 });
    expect(cheapestTopUp(use, prices, 4)).toEqual({ tokens: 100, price: 3 });
  });

  it("is at least what the vendor sells", () => {
    expect(cheapestTopUp(use, { ...prices, smallest: tokens(7050) }, 4)).toEqual({
      tokens: 7100,
      price: 2.85,
    });
  });
});

describe("golden cases", () => {
  it("579,600 tokens for years of 420,000 leave 27.5 % to expire", () => {
    const found = outcomeOf(eitherUse(420_000, 420_000), termsWith(), tokens(579_600));
    expect(found).toMatchObject({ expired: 159_600, cover: 1, toppedUp: 0 });
    expect(found.expired / 579_600).toBeCloseTo(0.2754, 4);
  });

  it("60,000 tokens for years of 38,000 leave 22,000, at 3 each 66,000", () => {
    const { expired, cost } = outcomeOf(eitherUse(38_000, 38_000), termsWith(), tokens(60_000));
    expect([expired, cost]).toEqual([22_000, 180_000]);
    expect(meanOver(eitherUse(38_000, 38_000), (drawn) => drawn)).toBe(38_000);
  });
});
