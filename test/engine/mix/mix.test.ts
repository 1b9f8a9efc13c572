import type { PriceTier } from "../../../src/engine/rules/price-tiers";
import { forDays, forSeatPrice, forTokenPrice, tierEdges } from "../../../src/engine/mix/price-changes";
import { bestMix, type Mix, type MixTokens } from "../../../src/engine/mix/mix";
import type { MixLine, MixOffering, MixProblem, MixUser, TokenPool } from "../../../src/engine/mix/problem";
import { days, fraction, money, rate, seats, tokens, type Seats } from "../../../src/engine/units";
import { step, tier } from "./organisation";

const user = (
  name: string,
  needs: Readonly<Record<string, number | null>>,
  more: Partial<MixUser> = {},
): MixUser => ({
  user: name,
  needs: Object.entries(needs).map(([product, n]) => ({ product, tokens: n === null ? null : tokens(n) })),
  ...more,
});
const seat = (
  offering: string,
  price: number | readonly PriceTier<Seats>[],
  more: Partial<MixOffering> = {},
): MixOffering => ({
  offering,
  covers: [],
  steps: typeof price === "number" ? [step(0, price)] : price,
  kind: "all units",
  floor: seats(0),
  ...more,
});
const line = (offering: string, least: number, most: number, price: number): MixLine => ({
  offering,
  least: seats(least),
  most: seats(most),
  unitPrice: rate(price),
});
/** Tokens at 3.00, one by one, without a buffer. */
const PLAIN: TokenPool = {
  tiers: [tier(0, 3)],
  kind: "all units",
  pack: tokens(1),
  minimum: tokens(0),
  buffer: fraction(0),
  others: tokens(0),
};
const mixOf = (
  users: readonly MixUser[],
  offerings: readonly MixOffering[],
  pool: Partial<TokenPool> | null = {},
  threshold = 0,
  more: Partial<MixProblem> = {},
): Mix => {
  const problem: MixProblem = {
    users,
    offerings,
    contracts: [],
    pools: pool ? [{ ...PLAIN, ...pool }] : [],
    moveThreshold: money(threshold),
    growth: 1,
    ...more,
  };
  const mix = bestMix(problem);
  expect(mix.lowerBound).toBeLessThanOrEqual(mix.total + mix.moveThresholds);
  expect(mix.gap).toBeLessThan(1e-5);
  return mix;
};
const covers = (mix: Mix): (readonly string[])[] => mix.users.map((one) => one.seats);

describe("the best mix, worked by hand", () => {
  it("moves nobody for nothing: with a spare seat of both paid for, the Revit user keeps Revit", () => {
    const users = [
      user("a", { Revit: 30 }, { held: ["Revit"] }),
      user("b", { Revit: 30 }, { held: ["AEC"] }),
    ];
    const offerings = [
      seat("AEC", 3000, { covers: ["Revit"], floor: seats(2) }),
      seat("Revit", 2000, { floor: seats(2) }),
    ];
    // 2 × 3,000 + 2 × 2,000, whoever sits where; by name alone both would sit on AEC.
    const mix = mixOf(users, offerings, null);
    expect(mix.total).toBe(10000);
    expect(covers(mix)).toEqual([["Revit"], ["AEC"]]);
    // A user who holds both needs one of them: fewer seats come before today's cover.
    const both = mixOf([user("a", { Revit: 30 }, { held: ["AEC", "Revit"] })], offerings, null);
    expect(covers(both)).toEqual([["Revit"]]);
    // Somebody new gets the cheaper of two spare seats, so that the dearer one can go when its floor does.
    expect(covers(mixOf([user("a", { Revit: 30 })], offerings, null))).toEqual([["Revit"]]);
  });

  it("buys up to a tier where each user alone would take a seat: 2 × 500 tokens cost 2,000, not 2 × 1,200", () => {
    // At 3.00 each user's 500 tokens cost 1,500. Only together do they reach 1,000 tokens and the price of 2.00.
    const users = [user("a", { Revit: 500 }), user("b", { Revit: 500 })];
    const mix = mixOf(users, [seat("Revit", 1200)], {
      tiers: [tier(0, 3), tier(1000, 2)],
      pack: tokens(100),
    });
    expect(mix).toMatchObject({
      total: 2000,
      pools: [{ drawn: 1000, bought: 1000, tier: { unitPrice: 2 } }],
    });
    expect(covers(mix)).toEqual([[], []]);
  });

  it("buys more tokens than are needed where the next tier makes that cheaper: 900 × 3 = 2,700, 1,000 × 2 = 2,000", () => {
    const mix = mixOf([user("a", { Revit: 900 })], [], { tiers: [tier(0, 3), tier(1000, 2)] });
    expect(mix).toMatchObject({ total: 2000, pools: [{ drawn: 900, needed: 900, bought: 1000 }] });
  });

  it("assigns seats that a floor makes free: 300 of tokens are dearer than a seat that is paid for anyway", () => {
    const users = [user("a", { Revit: 100 }), user("b", { Revit: 100 }), user("c", { Revit: 100 })];
    const mix = mixOf(users, [seat("Revit", 1000, { floor: seats(2) })]);
    expect(mix).toMatchObject({ total: 2300, seats: [{ assigned: 2, paid: 2 }], pools: [{ bought: 100 }] });
  });

  it("takes a collection only because of a third product: 1,300 tokens are 3,900, the collection 3,675", () => {
    const offers = [
      seat("AEC Collection", 3675, { covers: ["AutoCAD", "Revit", "Civil 3D"] }),
      seat("AutoCAD", 2030),
      seat("Revit", 2985),
    ];
    const two = mixOf([user("a", { AutoCAD: 500, Revit: 600 })], offers);
    expect(two).toMatchObject({ total: 3300, users: [{ seats: [], flex: ["AutoCAD", "Revit"] }] });
    const three = mixOf([user("a", { AutoCAD: 500, Revit: 600, "Civil 3D": 200 })], offers);
    expect(three).toMatchObject({ total: 3675, users: [{ seats: ["AEC Collection"], flex: [], tokens: 0 }] });
    expect(three.users[0]?.runnerUp).toMatchObject({ seats: [], tokens: 1300 });
    expect(three.users[0]?.runnerUp?.more).toBeCloseTo(225, 2);
  });

  it("takes fewer seats in a tie, then the offering whose name comes first", () => {
    expect(covers(mixOf([user("a", { Revit: 100 })], [seat("Revit", 300)]))).toEqual([[]]);
    const both = [seat("Suite Z", 200, { covers: ["Revit"] }), seat("Suite B", 200, { covers: ["Revit"] })];
    expect(covers(mixOf([user("a", { Revit: 100 })], both))).toEqual([["Suite B"]]);
    const single = [
      seat("AutoCAD", 100),
      seat("Revit", 100),
      seat("Suite", 200, { covers: ["AutoCAD", "Revit"] }),
    ];
    expect(covers(mixOf([user("a", { AutoCAD: 900, Revit: 900 })], single))).toEqual([["Suite"]]);
  });

  it("moves somebody to a seat so that a pack less is bought: 300 + 250, not 600", () => {
    // 20 tokens alone would never be worth a seat of 250, but 105 need a second pack.
    const users = [user("a", { Maya: 85 }), user("b", { Revit: 20 })];
    const mix = mixOf(users, [seat("Revit", 250)], { pack: tokens(100) });
    expect(mix).toMatchObject({ total: 550, seats: [{ assigned: 1 }], pools: [{ bought: 100 }] });
    expect(mixOf(users, [seat("Revit", 250)])).toMatchObject({ total: 315, pools: [{ bought: 105 }] });
  });

  it("fills seats that are committed before it buys any: two at 0, the third at 1,000 beats 400 tokens", () => {
    const users = ["a", "b", "c"].map((name) => user(name, { Revit: 400 }));
    const line = seat("Revit", [step(0, 0), step(2, 1000)], { kind: "incremental" });
    expect(mixOf(users, [line])).toMatchObject({ total: 1000, seats: [{ assigned: 3, paid: 3 }] });
    expect(mixOf(users, [seat("Revit", [step(0, 0), step(2, 1300)], { kind: "incremental" })])).toMatchObject(
      { total: 1200, seats: [{ assigned: 2 }] },
    );
  });

  it("reaches a volume price together, and pays for a seat nobody has where that is cheaper", () => {
    // Three at 1,000 are 3,000; four at 700 are 2,800, and the tokens of each cost 960.
    const users = ["a", "b", "c"].map((name) => user(name, { Revit: 320 }));
    const volume = seat("Revit", [step(0, 1000), step(4, 700)]);
    expect(mixOf(users, [volume])).toMatchObject({ total: 2800, seats: [{ assigned: 3, paid: 4 }] });
    expect(mixOf(users.slice(1), [volume])).toMatchObject({ total: 1920, seats: [{ assigned: 0, paid: 0 }] });
  });

  it("counts packs of 5,000 with the buffer in them: 4,600 × 1.1 are two, unless a seat of 14,000 spares one", () => {
    const users = [user("a", { Revit: 4000 }), user("b", { Maya: 600 })];
    const packs = { pack: tokens(5000), buffer: fraction(0.1) };
    expect(mixOf(users, [seat("Revit", 14_000)], packs)).toMatchObject({
      total: 29_000,
      pools: [{ bought: 5000 }],
    });
    expect(mixOf(users, [seat("Revit", 16_000)], packs)).toMatchObject({
      total: 30_000,
      pools: [{ bought: 10_000 }],
    });
    expect(mixOf(users.slice(0, 1), [seat("Revit", 16_000)], packs)).toMatchObject({ total: 15_000 });
  });

  it("keeps within the minimum purchase: 10 tokens cost as much as 500, which a seat beats", () => {
    const mix = mixOf([user("a", { Revit: 10 })], [seat("Revit", 1000)], { minimum: tokens(500) });
    expect(mix).toMatchObject({ total: 1000, pools: [{ bought: 0 }] });
    const dear = mixOf([user("a", { Revit: 10 })], [seat("Revit", 2000)], { minimum: tokens(500) });
    expect(dear).toMatchObject({ total: 1500, pools: [{ needed: 10, bought: 500 }] });
  });

  it("does not move a person to save less than the threshold, and says what it held back", () => {
    const holder = user("a", { Revit: 100 }, { held: ["Revit"] });
    const offers = [seat("Revit", 450)];
    expect(mixOf([holder], offers, {}, 200)).toMatchObject({
      total: 450,
      moveThresholds: 0,
      users: [{ moves: false }],
    });
    expect(mixOf([holder], offers, {}, 100)).toMatchObject({
      total: 300,
      moveThresholds: 100,
      users: [{ moves: true }],
    });
    expect(mixOf([user("a", { Revit: 100 })], offers, {}, 200)).toMatchObject({
      total: 300,
      moveThresholds: 0,
    });
    const cannotStay = user("a", { Revit: 100, Vault: null }, { held: ["Revit"] });
    expect(mixOf([cannotStay], [...offers, seat("Vault", 50)], {}, 200)).toMatchObject({
      total: 350,
      moveThresholds: 0,
    });
  });

  it("leaves fixed users what they have: their seats count for the floor, their tokens fill the pool", () => {
    const users = [
      user("a", { Revit: 10, AutoCAD: 60 }, { held: ["Revit"], fixed: true }),
      user("b", { Revit: 400 }),
    ];
    const mix = mixOf(users, [seat("Revit", 1000, { floor: seats(2) })], { pack: tokens(100) });
    expect(mix).toMatchObject({
      total: 2300,
      seats: [{ assigned: 2, paid: 2 }],
      pools: [{ drawn: 60, bought: 100 }],
    });
    expect(mix.users[0]).toMatchObject({ seats: ["Revit"], flex: ["AutoCAD"], runnerUp: null });
  });

  it("keeps a floor over two offerings on the cheaper one, and never pays it twice", () => {
    // 3 seats at least on the contract. Revit for a; the other two are AutoCAD, of which one serves b: 1,000 + 2 × 600.
    const lines = [line("Revit", 0, 5, 1000), line("AutoCAD", 0, 5, 600)];
    const offers = [seat("Revit", 1000), seat("AutoCAD", 600)];
    const contracts = [{ floor: seats(3), lines }];
    const users = [user("a", { Revit: 400 }), user("b", { AutoCAD: 90 })];
    const mix = mixOf(users, offers, {}, 0, { contracts });
    expect(mix).toMatchObject({
      total: 2200,
      seats: [
        { offering: "AutoCAD", assigned: 1, paid: 2 },
        { assigned: 1, paid: 1 },
      ],
    });
    // Without the floor b would stay on 270 of tokens.
    expect(mixOf(users, offers)).toMatchObject({ total: 1270, pools: [{ bought: 90 }] });
    // A floor that Revit seats for three heavy users fill costs nothing more.
    const heavy = ["a", "b", "c"].map((name) => user(name, { Revit: 400 }));
    expect(mixOf(heavy, offers, {}, 0, { contracts })).toMatchObject({ total: 3000 });
  });

  it("gives a committed seat to the heaviest Flex user it covers, and buys nothing before it is given", () => {
    // One Revit seat is paid for until later: 300 tokens of b are worth more than 200 of a. A second would cost 1,000.
    const users = [user("a", { Revit: 200 }), user("b", { Revit: 300 })];
    const mix = mixOf(users, [seat("Revit", 1000, { floor: seats(1) })]);
    expect(mix).toMatchObject({ total: 1000 + 600, users: [{ seats: [] }, { seats: ["Revit"] }] });
    expect(mix.seats[0]).toMatchObject({ assigned: 1, paid: 1 });
  });

  it("fills a cheaper contract before the list, as far as it has room, and a dearer one only for its floor", () => {
    const users = ["a", "b", "c"].map((name) => user(name, { Revit: 400 }));
    const on = (price: number, floor: number) => ({
      contracts: [{ floor: seats(floor), lines: [line("Revit", 0, 2, price)] }],
    });
    expect(mixOf(users, [seat("Revit", 1000)], {}, 0, on(700, 0))).toMatchObject({
      total: 2400,
      seats: [{ paid: 3 }],
    });
    expect(mixOf(users, [seat("Revit", 1300)], {}, 0, on(700, 0))).toMatchObject({
      total: 2600,
      seats: [{ paid: 2 }],
    });
    expect(mixOf(users, [seat("Revit", 1000)], {}, 0, on(1100, 1))).toMatchObject({
      total: 3100,
      seats: [{ paid: 3 }],
    });
  });

  it("buys for every pool by itself: two times 600 tokens at 3.00, which in one would cost 2.00", () => {
    const tiers = { tiers: [tier(0, 3), tier(1000, 2)] };
    const users = [user("a", { Revit: 600 }), user("b", { Revit: 600 }, { pool: 1 })];
    const pools = [
      { ...PLAIN, ...tiers },
      { ...PLAIN, ...tiers },
    ];
    const apart = mixOf(users, [seat("Revit", 5000)], {}, 0, { pools });
    expect(apart).toMatchObject({ total: 3600, pools: [{ bought: 600 }, { bought: 600 }] });
    const together = mixOf(
      users.map((one) => ({ ...one, pool: 0 })),
      [seat("Revit", 5000)],
      tiers,
    );
    expect(together).toMatchObject({ total: 2400, pools: [{ bought: 1200 }] });
  });

  it("counts what grows and what nobody named draws: 2 seats × 1.5 are 3, (100 × 1.5 + 40) tokens × 1.1 are 209", () => {
    const users = [user("a", { Revit: null }), user("b", { Revit: null }), user("c", { Maya: 100 })];
    const pool = { buffer: fraction(0.1), others: tokens(40) };
    const mix = mixOf(users, [seat("Revit", 1000)], pool, 0, { growth: 1.5 });
    expect(mix).toMatchObject({
      total: 3000 + 627,
      seats: [{ assigned: 2, paid: 3 }],
      pools: [{ drawn: 100, needed: 209 }],
    });
    // Per head of today: a day of 10 tokens costs 33, though 15 are bought for it.
    expect(mix.pools[0]?.oneMore).toBeCloseTo(3.3, 5);
  });

  it("names what nothing can pay for, and mixes the rest", () => {
    const users = [
      user("a", { Vault: null, Revit: 100 }),
      user("b", { Maya: null }, { fixed: true, held: [] }),
    ];
    const mix = mixOf(users, [seat("Revit", 1000)]);
    expect(mix.unmet).toEqual([
      { user: "a", product: "Vault" },
      { user: "b", product: "Maya" },
    ]);
    expect(mix).toMatchObject({ total: 300, users: [{ flex: ["Revit"] }, { seats: [], flex: [] }] });
  });

  it("needs no pool, no offering and nobody", () => {
    expect(mixOf([user("a", { Revit: 1 })], [seat("Revit", 1000)], null)).toMatchObject({
      total: 1000,
      pools: [],
    });
    expect(mixOf([user("a", { Revit: 1 })], [], null).unmet).toHaveLength(1);
    expect(mixOf([], [seat("Revit", 1000, { floor: seats(3) })])).toMatchObject({ total: 3000 });
    expect(mixOf([], [], null)).toMatchObject({ total: 0, lowerBound: 0, gap: 0, users: [] });
  });

  it("stays within a bound for a person with more products than can be tried in every way", () => {
    const products = Array.from({ length: 16 }, (_, i) => `Product ${String(i).padStart(2, "0")}`);
    const offers = [
      ...products.map((product) => seat(product, 500)),
      seat("All", 2600, { covers: products }),
    ];
    const heavy = user("a", Object.fromEntries(products.map((product, i) => [product, 10 * i])));
    const mix = bestMix({
      users: [heavy],
      offerings: offers,
      contracts: [],
      pools: [PLAIN],
      moveThreshold: money(0),
      growth: 1,
    });
    expect(mix.total).toBe(2600);
    expect(mix.lowerBound).toBeLessThanOrEqual(2600);
    expect(mix.lowerBound).toBeGreaterThan(0);
  });
});

describe("what the next step is worth", () => {
  const ladder: TokenPool = { ...PLAIN, tiers: [tier(5000, 2.8), tier(0, 3)], pack: tokens(100) };
  const needing = (needed: number): MixTokens => ({
    drawn: tokens(needed),
    needed: tokens(needed),
    bought: tokens(needed),
    cost: money(3 * needed),
    tier: tier(0, 3),
    oneMore: rate(3.3),
  });

  it("4,500 needed, the price falls at 5,000: 500 more cost 500; from 4,700, 300 more save 100", () => {
    expect(tierEdges(needing(4500), ladder)).toMatchObject([
      { tier: { minimum: 5000 }, more: 500, costs: 500 },
    ]);
    expect(tierEdges(needing(4700), ladder)).toMatchObject([{ more: 300, costs: -100 }]);
    expect(tierEdges(needing(5000), ladder)).toEqual([]);
    expect(tierEdges(needing(4700), { ...ladder, kind: "incremental" })[0]?.costs).toBe(900);
  });

  it("a price that rises by 1 costs what is bought; a day of Revit 10 tokens at 3.30", () => {
    expect(forTokenPrice(needing(4500), rate(0.1))).toBeCloseTo(450, 9);
    expect(forSeatPrice({ paid: seats(4) }, rate(1))).toBe(4);
    expect(forDays(needing(4500), rate(10), days(1))).toBeCloseTo(33, 9);
  });

  it("tokens that are bought beyond the need, up to a tier, make the next one cost nothing", () => {
    // 4,700 of 5,000, and no further tier.
    const mix = mixOf([user("a", { Revit: 4700 })], [seat("Revit", 99_000)], {
      tiers: ladder.tiers,
      pack: tokens(100),
    });
    expect(mix.pools[0]).toMatchObject({ needed: 4700, bought: 5000, oneMore: 0 });
    expect(tierEdges(mix.pools[0] as MixTokens, ladder)).toEqual([]);
  });

  it("a floor that is not used up makes the next seat worth nothing, a token its price with the buffer", () => {
    const users = ["a", "b", "c"].map((name) => user(name, { Revit: 400, Maya: 7 }));
    const mix = mixOf(users, [seat("Revit", 1000, { floor: seats(5) }), seat("Maya", 900)], {
      buffer: fraction(0.1),
    });
    expect(mix.seats.map(({ oneMore, oneFewer }) => [oneMore, oneFewer])).toEqual([
      [900, 0],
      [0, 0],
    ]);
    expect(mix.pools[0]?.oneMore).toBeCloseTo(3.3, 5);
  });
});
