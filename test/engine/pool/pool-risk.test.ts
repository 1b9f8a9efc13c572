import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Refusal, TokenPack } from "../../../src/engine/estate/estate";
import { at } from "../../../src/engine/at";
import { packTerms } from "../../../src/engine/estate/pack-terms";
import { contextOf } from "../../../src/engine/estate/context";
import { forecastOf } from "../../../src/engine/pool/forecast";
import { poolOfLeastSpend, poolRiskOf, type PoolRisk } from "../../../src/engine/pool/pool-risk";
import { purchaseTexts } from "../../../src/engine/pool/purchase-texts";
import { fraction, rate, tokens, type MonthNumber, type TokenRate } from "../../../src/engine/units";
import { monthOf } from "../../../src/engine/calendar";
import { day, estateOf } from "../estate-of";
import { tier } from "../mix/organisation";

const AS_OF = day("2026-10-31");
const LAST = monthOf(AS_OF);

/** The forecast of twelve whole months with the same use each: twelve more, with no doubt. */
const steady = (each: number) =>
  forecastOf(
    Array.from({ length: 12 }, (_, i) => ({ month: (LAST - 11 + i) as MonthNumber, tokens: tokens(each) })),
    12,
  );

const USER_DAY: TokenRate = rate(7);
const unpacked = { ledger: null, packs: [], perUserDay: USER_DAY };

interface Given {
  readonly each?: number;
  readonly perUserDay?: TokenRate | null;
  readonly changed?: Partial<Assumptions>;
  readonly packs?: readonly number[];
  readonly refusals?: readonly Refusal[];
}

const packsOf = (packs: readonly number[]): TokenPack[] =>
  packs.map((n) => ({ purchased: day("2026-03-01"), tokens: tokens(n), origin: { source: 0, row: 1 } }));

/** Tokens at 3.00, and at 2.85 from 5,000 and 2.70 from 25,000 on; a top-up costs 4.00. */
const riskOf = ({
  each = 1000,
  perUserDay = USER_DAY,
  changed = {},
  packs = [],
  refusals = [],
}: Given = {}): PoolRisk | null =>
  poolRiskOf(
    contextOf(
      estateOf({
        rest: {
          tokenTiers: [tier(0, 3), tier(5000, 2.85), tier(25_000, 2.7)],
          packs: packsOf(packs),
          refusals,
        },
      }),
      AS_OF,
      { ...defaultAssumptions(), topUpPrice: rate(4), ...changed },
    ),
    {
      forecast: steady(each),
      ledger: null,
      packs: packTerms({ packs: packsOf(packs), contracts: [] }),
      perUserDay,
    },
  );

const ordersOf = (risk: PoolRisk | null): Record<string, number> =>
  Object.fromEntries((risk?.strategies ?? []).map(({ strategy, bought }) => [strategy, bought]));

describe("a pool that draws 1,000 tokens each month without doubt", () => {
  // 12,000 at 2.85 are 34,200; each token less would cost 4.00 later, and each more would end unused.
  const risk = riskOf({ packs: [14_000], changed: { whatIfTokens: tokens(3000) } })!;

  it("has an order for each strategy", () => {
    expect(ordersOf(risk)).toEqual({
      prudent: 12_000,
      balanced: 12_000,
      "least spend": 12_000,
      discount: 25_000,
      today: 14_000,
      tokens: 3000,
      cover: 12_000,
    });
    const least = risk.strategies.find(({ strategy }) => strategy === "least spend");
    expect(least).toMatchObject({ cost: 34_200, cover: 1, expired: 0, expectedSpend: 34_200 });
    // 3,000 at 3.00, and 9,000 at 4.00 once they are drawn.
    const asked = risk.strategies.find(({ strategy }) => strategy === "tokens");
    expect(asked).toMatchObject({ cost: 9000, cover: 0, toppedUp: 9000, expectedSpend: 45_000 });
  });

  it("has a curve that rises, holds every strategy, and reaches as far as the highest load", () => {
    const orders = risk.curve.map(({ bought }) => bought);
    expect(orders).toEqual([...new Set(orders)].sort((a, b) => a - b));
    expect(orders).toEqual(expect.arrayContaining(Object.values(ordersOf(risk))));
    expect(orders[0]).toBe(0);
    expect(Math.max(...orders)).toBeGreaterThanOrEqual(2 * 12_000);
  });

  it("has a pool of least spend for a whole year, and a plan that begins with that order", () => {
    expect(poolOfLeastSpend(risk)).toBe(12_000);
    expect(at(risk.plan!.purchases, 0)).toMatchObject({ what: "first order", tokens: 12_000 });
    expect(risk.noSpend).toBeNull();
  });

  it("counts no tokens as left where that is not known", () => {
    expect([risk.isLeftKnown, risk.terms.left]).toEqual([false, 0]);
  });
});

it("an order at 60 % of the load is 60 % of the tokens", () => {
  const half = riskOf({ changed: { loadFactor: fraction(0.6) } })!;
  expect(half.load).toBe(0.6);
  expect(ordersOf(half)).toMatchObject({ prudent: 7200, "least spend": 7200 });
  expect(at(half.forecastUse.levels, 0)).toBeCloseTo(12_000, 6);
});

it("no order is smaller than the vendor sells, whatever cover is asked for", () => {
  const risk = riskOf({ each: 10, changed: { smallestPurchase: tokens(450), topUpPrice: rate(9) } });
  expect(ordersOf(risk)).toMatchObject({ prudent: 500, balanced: 500, "least spend": 500, cover: 500 });
});

it.each([
  [0, 0, 0],
  [3000, 0, 3000],
  [3001, 0, 3100],
  [120, 450, 500],
  [501, 450, 600],
])("what if I buy %s tokens, of packs of 100 and at least %s, is an order of %s", (asked, smallest, sold) => {
  const risk = riskOf({ changed: { whatIfTokens: tokens(asked), smallestPurchase: tokens(smallest) } });
  expect(ordersOf(risk)["tokens"]).toBe(sold);
});

it("it is cheapest to buy little and often where a top-up costs no more, and that is said", () => {
  const risk = riskOf({ changed: { topUpPrice: null } })!;
  expect(risk.buysOften).toBe(true);
  expect(risk.terms.topUp).toEqual({ tokens: 5000, price: 2.85 });
  expect(ordersOf(risk)).toMatchObject({ "least spend": 5000 });
});

describe("without what it rests on", () => {
  it("is unknown without a forecast, without a price of tokens, and without use", () => {
    const context = contextOf(estateOf({}), AS_OF, { ...defaultAssumptions(), currency: "CHF" });
    expect(context.tiers).toEqual([]);
    expect(poolRiskOf(context, { ...unpacked, forecast: steady(1000) })).toBeNull();
    const priced = contextOf(estateOf({}), AS_OF, defaultAssumptions());
    expect(poolRiskOf(priced, { ...unpacked, forecast: null })).toBeNull();
    expect(riskOf({ each: 0 })).toBeNull();
  });

  it("a day locked out that has a price makes every spend unknown if nobody knows what a user draws, never 0", () => {
    const risk = riskOf({ perUserDay: null, changed: { lockOutPrice: rate(500) } })!;
    const why = "a day locked out has a price, and the tokens that a user draws on a day are unknown";
    expect(risk.noSpend).toBe(why);
    expect(ordersOf(risk)).not.toHaveProperty("least spend");
    for (const outcome of [...risk.strategies, ...risk.curve])
      expect([outcome.expectedSpend, outcome.spend, outcome.lockedOut]).toEqual([null, null, null]);
    expect([risk.plan, poolOfLeastSpend(risk)]).toEqual([null, null]);
    expect(purchaseTexts(risk)).toEqual([`What to buy first is unknown: ${why}`]);
  });

  it.each([
    ["topUpPrice", "Top-up price"],
    ["lockOutPrice", "Cost of a day locked out"],
  ])(
    "what was typed for %s and cannot be read leaves every spend unknown: no default takes its place",
    (field, name) => {
      const refusal: Refusal = {
        kind: "Assumptions",
        origin: { source: 0, row: 4 },
        rows: 1,
        fields: [field],
        columns: [name],
      };
      const risk = riskOf({ refusals: [refusal] })!;
      expect(risk.noSpend).toMatch(/ could not be read$/);
      expect([risk.plan, poolOfLeastSpend(risk)]).toEqual([null, null]);
      for (const { expectedSpend } of [...risk.strategies, ...risk.curve]) expect(expectedSpend).toBeNull();
      expect(riskOf()!.noSpend).toBeNull();
    },
  );

  it("without a price of a day locked out, what a user draws does not matter", () => {
    const risk = riskOf({ perUserDay: null })!;
    expect(risk.noSpend).toBeNull();
    expect(ordersOf(risk)).toMatchObject({ "least spend": 12_000 });
  });
});
