import fc from "fast-check";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import type { Estate, TokenPack } from "../../../src/engine/estate/estate";
import { rate, tokens } from "../../../src/engine/units";
import { tierTrap } from "../../../src/engine/waste/tier-trap";
import { day, estateOf } from "../estate-of";

const AS_OF = "2026-12-31";

type Purchase = readonly [purchased: string, tokens: number, contract?: string];

const packOf = ([purchased, n, contract = "F"]: Purchase, row: number): TokenPack => ({
  purchased: day(purchased),
  tokens: tokens(n),
  contract,
  origin: { source: 0, row },
});

/** A token costs 3.00, and 2.80 from 5,000 on; packs hold 100. */
const TIERS = [
  [0, 3],
  [5000, 2.8],
] as const;

function trapOf(
  purchases: readonly Purchase[],
  { tiers = TIERS, ...own }: Partial<Assumptions> & { tiers?: readonly (readonly [number, number])[] } = {},
  rest: Partial<Estate> = {},
) {
  const estate = estateOf({
    rest: {
      packs: purchases.map(packOf),
      tokenTiers: tiers.map(([minimum, price]) => ({
        minimum: tokens(minimum),
        unitPrice: rate(price),
        reference: "quote",
      })),
      ...rest,
    },
  });
  return tierTrap(contextOf(estate, day(AS_OF), { ...defaultAssumptions(), ...own }));
}

interface Kind {
  /** The purchases, of which each names its contract behind the name that is given. */
  readonly purchases: (name: string) => readonly Purchase[];
  readonly saved: number;
}

const of = (saved: number, ...purchases: readonly Purchase[]): Kind => ({
  purchases: (name) => purchases.map(([on, n, contract = ""]) => [on, n, `${name}${contract}`]),
  saved,
});

/** Purchases that a larger one would have made cheaper, and near-misses on every edge. */
const KINDS: Readonly<Record<string, Kind>> = {
  // 4,700 at 3.00 are 14,100; 5,000 at 2.80 are 14,000.
  "close below a step": of(100, ["2026-03-01", 4700]),
  // 4,600 at 3.00 are 13,800.
  "too far below a step": of(0, ["2026-03-01", 4600]),
  "at the step": of(0, ["2026-03-01", 5000]),
  // Twice 7,500 against 14,000.
  "twice a year": of(1000, ["2026-03-01", 2500], ["2026-09-01", 2500]),
  "two rows of one day": of(0, ["2026-03-01", 2500], ["2026-03-01", 2500]),
  "two contracts": of(0, ["2026-03-01", 2500, "a"], ["2026-09-01", 2500, "b"]),
  // 4,800 at 3.00 are 14,400.
  "three times, close below a step together": of(
    400,
    ["2026-02-01", 1600],
    ["2026-06-01", 1600],
    ["2026-10-01", 1600],
  ),
  "twice, too far below a step together": of(0, ["2026-03-01", 2300], ["2026-09-01", 2300]),
  // 365 days before the last of December 2026 is the last of December 2025.
  "the first a year and a day ago": of(0, ["2025-12-31", 2500], ["2026-09-01", 2500]),
  "the first a year ago": of(1000, ["2026-01-01", 2500], ["2026-09-01", 2500]),
  "the second after the day of the analysis": of(0, ["2026-09-01", 2500], ["2027-01-01", 2500]),
};

describe("the trap of price tiers", () => {
  it.each(Object.entries(KINDS))("%s", (_, { purchases, saved }) => {
    expect(trapOf(purchases("C"))).toMatchObject({ money: saved, worth: saved, unknown: null });
  });

  it("finds every planted saving and nothing else: precision and recall are 1", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(KINDS)), { minLength: 1 }), (kinds) => {
        const purchases = kinds.flatMap((kind, i) => kind.purchases(`C${i}-`));
        expect(trapOf(purchases).money).toBe(kinds.reduce((sum, { saved }) => sum + saved, 0));
      }),
    );
  });

  it("is a share of what the purchases cost at today's prices", () => {
    // 1,000 of 15,000.
    expect(trapOf(KINDS["twice a year"]!.purchases("C")).share).toBeCloseTo(1 / 15, 12);
  });

  it("by prices that hold for the tokens of their own step, only what lies above the step is cheaper", () => {
    // 2 × 3,000 cost 18,000; 6,000 cost 5,000 × 3 + 1,000 × 2.80 = 17,800. Below a step nothing is gained.
    const incremental = { tierKind: "incremental" } as const;
    expect(
      trapOf(
        [
          ["2026-03-01", 3000],
          ["2026-09-01", 3000],
        ],
        incremental,
      ).money,
    ).toBeCloseTo(200, 9);
    expect(trapOf([["2026-03-01", 4900]], incremental).money).toBe(0);
  });

  it.each([
    ["no token pack was bought in the last 12 months", [], {}],
    [
      "only one price of a token is known: add the price steps of a quote",
      [["2026-03-01", 4700]],
      { tiers: [[0, 3]] },
    ],
  ] as const)("is unknown: %s", (unknown, purchases, own) => {
    expect(trapOf(purchases, own)).toMatchObject({ money: null, share: null, worth: null, unknown });
  });

  it("is unknown where a row of packs could not be read, which may be one of a larger purchase", () => {
    const refusals = [
      { kind: "Token packs", origin: { source: 0, row: 9 }, rows: 1, fields: [], columns: [] },
    ] as const;
    expect(trapOf([["2026-03-01", 4700]], {}, { refusals })).toMatchObject({
      money: null,
      unknown: "rows of Token packs could not be read",
    });
  });
});
