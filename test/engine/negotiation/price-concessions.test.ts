import type { Analysis } from "../../../src/engine/analysis";
import type { Concession, ConcessionId } from "../../../src/engine/negotiation/concessions";
import { priceConcessions, type PriceFacts } from "../../../src/engine/negotiation/price-concessions";
import type { Ledger, PackBalance } from "../../../src/engine/pool/ledger";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import { fraction, money, rate, seats, tokens, type Money, type Seats } from "../../../src/engine/units";
import { contextOf } from "../../../src/engine/estate/context";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";
import { run } from "../renewal/firm";

const busy = (count: number) =>
  Array.from({ length: count }, (_, i) => daysOfUse(`p${i}@x`, "AutoCAD", "2026-06-01", 200, "seat")).flat();
/** One user of AutoCAD on 20 days draws 140 tokens: two packs of 100. */
const light = daysOfUse("ann@x", "AutoCAD", "2026-06-01", 20, "tokens", 7);

/** The facts of a run, so that one of them can be another. */
function facts(given: Given, own: Partial<Assumptions> = {}): PriceFacts {
  const analysis: Analysis = run(given, own);
  const estate = estateOf({ period: ["2026-01-01", "2026-12-31"], ...given });
  return {
    context: contextOf(estate, day("2026-12-31"), { ...defaultAssumptions(), ...own }),
    prices: analysis.priceLists,
    recommended: analysis.recommended,
    reconciliations: analysis.reconciliations,
    ledger: null,
    noLedger: null,
  };
}

const found = (all: PriceFacts, id: ConcessionId): Concession | undefined =>
  priceConcessions(all).find((one) => one.id === id);

const FLEX = facts({ use: light });
const SEATS = facts({
  use: busy(2),
  seats: [["p0@x", "AutoCAD", "2025-01-01"]],
  bought: [["AutoCAD", 2, 1000, "C1", "2027-03-31"]],
});

it("nothing is asked without a recommended scenario", () => {
  expect(priceConcessions({ ...FLEX, recommended: null })).toEqual([]);
});

describe("price protection", () => {
  const of = (own: Partial<Assumptions>) => found(facts({ use: light }, own), "price protection");

  it("is worth the rises of the years", () => {
    // 600 a year; 10 % more each year are 600 + 660 + 726 against 1,800.
    expect(of({ years: 3, tokenUplift: fraction(0.1) })).toMatchObject({
      ask: "Keep all prices as they are for 3 years",
      basis: "the cost of the recommended seats and tokens with the rises of this run, less that without any",
      trade: "a term of 3 years",
      say: "We stay for 3 years if no price of seats or tokens rises in that time.",
    });
    expect(of({ years: 3, tokenUplift: fraction(0.1) })?.worth).toBeCloseTo(186, 6);
  });

  it("has no number without a rise, and is not asked for one year or where prices fall", () => {
    expect(of({ years: 2 })).toMatchObject({
      worth: null,
      basis:
        "no contract and no assumption states a rise of prices; enter that of your quote as Seat price uplift",
    });
    expect(of({ years: 1, tokenUplift: fraction(0.1) })).toBeUndefined();
    expect(of({ years: 3, tokenUplift: fraction(-0.1) })).toBeUndefined();
  });
});

describe("the next price tier", () => {
  const tiers = (...steps: readonly (readonly [minimum: number, price: number])[]): Given => ({
    use: light,
    rest: {
      tokenTiers: steps.map(([minimum, price]) => ({
        minimum: tokens(minimum),
        unitPrice: rate(price),
        reference: "quote",
      })),
    },
  });

  it("of tokens is that beyond the tokens bought", () => {
    const asked = (...steps: readonly (readonly [number, number])[]) =>
      found(facts(tiers(...steps), { years: 1 }), "token tier");
    // 200 tokens are bought: at 200 the tier holds already.
    expect(asked([0, 3], [201, 2.5])?.worth).toBeCloseTo(100, 6);
    expect(asked([0, 3], [1000, 2.5])).toMatchObject({
      ask: "Give the token price of 1,000 tokens, 2.50, for 200 a year",
      say: "We order 200 tokens a year, and expect the price that you give from 1,000 on.",
    });
    expect(asked([0, 3])).toBeUndefined();
    expect(asked([0, 3], [1000, 3])).toBeUndefined();
    expect(found(SEATS, "token tier")).toBeUndefined();
  });
});

describe("the next price tier of seats", () => {
  const asked = (minimum: number, price: number) => {
    const offer = {
      offering: "AutoCAD",
      pricePerYear: rate<Money, Seats>(1000),
      volume: [{ minimum: seats(minimum), unitPrice: rate<Money, Seats>(price) }],
      covers: [],
      reference: "quote",
    };
    return found(facts({ use: busy(2), rest: { offers: [offer] } }, { years: 1 }), "seat tier");
  };

  it("is that beyond the seats at list price", () => {
    // Two seats at 1,000 instead of 900.
    expect(asked(3, 900)).toEqual({
      id: "seat tier",
      contract: null,
      ask: "Give the AutoCAD price of 3 seats, 900, for 2",
      worth: 200,
      basis: "the same seats at their price, less at that of the next tier",
      trade: "a longer term for these seats",
      say: "We keep 2 AutoCAD seats, and expect the price that you give from 3 seats on.",
    });
    expect(asked(3, 1000)).toBeUndefined();
    expect(asked(2, 900)).toBeUndefined();
    expect(found(FLEX, "seat tier")).toBeUndefined();
  });
});

describe("the overage price", () => {
  const row = (more: Partial<Reconciliation>): Reconciliation => ({
    ...SEATS.reconciliations[0]!,
    trueUpHigh: money(300),
    overageBasis: "list",
    overagePrice: rate(1500),
    unitPrice: rate(1000),
    ...more,
  });
  const asked = (...reconciliations: readonly Reconciliation[]) =>
    found({ ...SEATS, reconciliations }, "overage price");

  it("is worth what the true-up costs more than at the price of the seats bought", () => {
    // 300 at 1,500 a seat is 200 at 1,000.
    expect(asked(row({}))?.worth).toBeCloseTo(100, 6);
    expect(asked(row({}), row({ offering: "Maya", trueUpHigh: money(30) }))).toMatchObject({
      basis: "at most: the true-up of AutoCAD and Maya, less at that of those bought",
    });
    expect(asked(row({}), row({ trueUpHigh: money(0) }))?.basis).toContain("the true-up of AutoCAD, less");
  });

  it("has no number where nothing is over or something is unknown", () => {
    const none = {
      worth: null,
      basis: "no seat is assigned beyond those bought, so nothing is charged today",
    };
    expect(asked(row({ trueUpHigh: money(0) }))).toMatchObject(none);
    expect(asked(row({ overageBasis: "agreed" }))).toMatchObject(none);
    const unknown = { worth: null, basis: "how many seats are over, or what they cost, is unknown" };
    expect(asked(row({ trueUpHigh: null }))).toMatchObject(unknown);
    expect(asked(row({ overagePrice: null }))).toMatchObject(unknown);
    expect(asked(row({ unitPrice: null }))).toMatchObject(unknown);
  });

  it("is not asked for where it is no dearer", () => {
    expect(asked(row({ overagePrice: rate(1000) }))).toBeUndefined();
    expect(asked(row({ overagePrice: rate(900) }))).toBeUndefined();
  });
});

describe("one end for all contracts", () => {
  const coTerm = (...bought: NonNullable<Given["bought"]>) =>
    found(facts({ use: busy(2), seats: [["p0@x", "AutoCAD", "2025-01-01"]], bought }), "co-term");

  it("costs the days up to the last end", () => {
    // 2 × 1,000 × 92 ÷ 365 from 31 March to 1 July.
    const found = coTerm(["AutoCAD", 2, 1000, "C1", "2027-03-31"], ["Maya", 1, 500, "C2", "2027-07-01"]);
    expect(found?.worth).toBeCloseTo((-2000 * 92) / 365, 6);
    expect(found).toMatchObject({
      ask: "Let all contracts end on 2027-07-01",
      say: "We want one renewal for all contracts, on 2027-07-01, and pay the days until then.",
    });
  });

  it("is unknown where a price or an end is, and not asked for where all end on a day", () => {
    const vault = ["Vault", 1, null, "C3", "2027-05-31"] as const;
    const open = ["Maya", 1, 500, "C3"] as const;
    const two = [
      ["AutoCAD", 2, 1000, "C1", "2027-03-31"],
      ["Revit", 1, 500, "C2", "2027-07-01"],
    ] as const;
    const unknown = { worth: null, basis: "the end or the price of a contract line is unknown" };
    expect(coTerm(...two, vault)).toMatchObject(unknown);
    expect(coTerm(...two, open)).toMatchObject(unknown);
    expect(coTerm(two[0])).toBeUndefined();
    expect(coTerm(two[0], ["Maya", 1, 500, "C2", "2027-03-31"])).toBeUndefined();
  });
});

describe("tokens inside the agreement", () => {
  const inside = (discountInside: number | null, discountStandalone: number | null) =>
    found(
      facts(
        { use: light },
        {
          years: 1,
          discountInside: discountInside === null ? null : fraction(discountInside),
          discountStandalone: discountStandalone === null ? null : fraction(discountStandalone),
        },
      ),
      "tokens inside",
    );

  it("are worth the difference of the discounts", () => {
    // 600 for tokens: 10 points of 600.
    expect(inside(0.4, 0.3)?.worth).toBeCloseTo(60, 6);
    expect(inside(0.4, 0.3)?.basis).toBe(
      "tokens for 600 at 40.0 % instead of 30.0 % off, if that is their list price",
    );
    const unknown = {
      worth: null,
      basis: "the discounts inside and outside the agreement are not stated; enter both in the Assumptions",
    };
    expect(inside(null, 0.3)).toMatchObject(unknown);
    expect(inside(0.4, null)).toMatchObject(unknown);
    expect(inside(0.3, 0.3)).toBeUndefined();
    expect(inside(0.2, 0.3)).toBeUndefined();
    expect(found(SEATS, "tokens inside")).toBeUndefined();
  });
});

describe("the life of tokens", () => {
  const pack = (willExpire: number | null, cost: number | null) =>
    ({
      willExpire: willExpire === null ? null : tokens(willExpire),
      willExpireCost: cost === null ? null : money(cost),
    }) as PackBalance;
  const life = (packs: readonly PackBalance[] | null, noLedger: string | null = null, base = FLEX) =>
    found({ ...base, ledger: packs && ({ packs } as unknown as Ledger), noLedger }, "token life");

  it("is worth what will expire", () => {
    expect(life([pack(100, 300), pack(0, 0), pack(1, 3)])).toMatchObject({
      worth: 303,
      basis: "101 tokens left unused by the forecast, at the price paid",
    });
    expect(life([pack(1, 3)])?.basis).toContain("1 token left unused");
  });

  it("has no number where it is unknown, with the reason", () => {
    expect(life([pack(100, null)])).toMatchObject({
      worth: null,
      basis: "how many tokens will expire, or what they cost, is unknown",
    });
    expect(life([pack(null, null)])?.worth).toBeNull();
    expect(life(null, "no packs")).toMatchObject({ worth: null, basis: "no packs" });
  });

  it("is not asked for where nothing expires, or no tokens are bought", () => {
    expect(life([pack(0, 0)])).toBeUndefined();
    expect(life(null, null, SEATS)).toBeUndefined();
    expect(life([pack(1, 3)], null, SEATS)?.worth).toBe(3);
  });
});

it("what no table gives a number for is asked for all the same", () => {
  expect(["transfer", "reporting"].map((id) => found(FLEX, id as ConcessionId)?.ask)).toEqual([
    "Let seats pass to contractors and back within a term",
    "Give access to all usage reports, by person and day, for at least two years",
  ]);
});
