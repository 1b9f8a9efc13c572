import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { money, rate, tokens, total } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, windowMarks, type UseRow } from "../estate-of";

const AS_OF = day("2026-12-31");
const origin = { source: 0, row: 2 };

/** Money that an organisation wastes without a session log, in known amounts, with near-misses on the edges. */
interface PlantedWaste {
  /** Holders of a seat whose last use is 90 days ago, and 89 days ago: only the first are idle. */
  readonly idle: number;
  readonly justActive: number;
  /** Days on which a holder of a seat drew tokens for it, after the seat was assigned and before. */
  readonly double: number;
  readonly beforeSeat: number;
  /** Tokens that a pack had left on its last day; the tokens of the pack that runs on are no waste. */
  readonly unused: number;
  /** Days of a product for which a cheaper one would serve, and of one whose alternative costs as much. */
  readonly dear: number;
  readonly asDear: number;
}

const PLANTED_WASTE: fc.Arbitrary<PlantedWaste> = fc.record({
  idle: fc.integer({ min: 0, max: 4 }),
  justActive: fc.integer({ min: 0, max: 3 }),
  double: fc.integer({ min: 0, max: 25 }),
  beforeSeat: fc.integer({ min: 0, max: 10 }),
  unused: fc.integer({ min: 0, max: 60 }),
  dear: fc.integer({ min: 1, max: 40 }),
  asDear: fc.integer({ min: 0, max: 20 }),
});

/** `count` days of use of which the last is `ago` days before the day of the analysis. */
const until = (ago: number, person: string, count = 20): UseRow[] =>
  daysOfUse(person, "Maya", isoDay(addDays(AS_OF, 1 - count - ago)), count, "seat");

const named = (word: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${word}${i}@x`);

function estateWith({ idle, justActive, double, beforeSeat, unused, dear, asDear }: PlantedWaste) {
  const [idlers, actives] = [named("idle", idle), named("active", justActive)];
  const drawn: UseRow[] = [
    ...daysOfUse("double@x", "Maya", "2026-05-01", double, "tokens", 6),
    ...daysOfUse("double@x", "Maya", "2026-04-01", beforeSeat, "tokens", 6),
    ...daysOfUse("dear@x", "AutoCAD", "2026-02-01", dear, "tokens", 7),
    ...daysOfUse("dear@x", "3ds Max", "2026-02-01", asDear, "tokens", 6),
  ];
  const inFirst = total(drawn.flatMap(([, , iso, , n]) => (iso <= "2026-06-30" ? [tokens(n ?? NaN)] : [])));
  const pack = { purchased: day("2026-01-01"), price: money(1000), contract: "F", origin };
  return estateOf({
    use: [
      ...windowMarks("2026-01-01", "2026-12-31"),
      ...idlers.flatMap((name) => until(90, name)),
      ...actives.flatMap((name) => until(89, name)),
      ...until(0, "double@x"),
      ...drawn,
    ],
    seats: [
      ...[...idlers, ...actives].map((name) => [name, "Maya", "2025-06-01"] as const),
      ["double@x", "Maya", "2026-05-01"],
    ],
    bought: [["Maya", idle + justActive + 1, 1900, "C1", "2027-06-30"]],
    rest: {
      // The pack that ends in June burns first, and had `unused` tokens more than were drawn.
      packs: [
        { ...pack, tokens: tokens(inFirst + unused), ends: day("2026-06-30") },
        { ...pack, tokens: tokens(5000), ends: day("2027-06-30"), origin: { ...origin, row: 3 } },
      ],
      rates: [
        { product: "AutoCAD", rate: 7, instead: "AutoCAD LT" },
        { product: "AutoCAD LT", rate: 2, instead: undefined },
        { product: "3ds Max", rate: 6, instead: "Maya" },
        { product: "Maya", rate: 6, instead: undefined },
      ].map(({ product, rate: perDay, instead }) => ({
        product,
        tokensPerDay: rate(perDay),
        flexEligible: true,
        reference: "test",
        ...(instead === undefined ? {} : { cheaperAlternative: instead }),
      })),
    },
  });
}

describe("waste that is planted in known amounts", () => {
  it("is found to the last seat and token: idle seats, double coverage, expiry, rate disparity", () => {
    fc.assert(
      fc.property(PLANTED_WASTE, (planted) => {
        const estate = estateWith(planted);
        const analysis = analyse(estate, AS_OF, defaultAssumptions(), { focus: true });
        const seats = analysis.reconciliations.find(({ offering }) => offering === "Maya");
        expect(seats?.shelfware).toBe(planted.idle);
        expect(analysis.doubleCoverage.map((one) => [one.days, one.tokens])).toEqual(
          planted.double === 0 ? [] : [[planted.double, planted.double * 6]],
        );
        const trap = analysis.waste.traps.find(({ name }) => name === "rate");
        expect(trap?.worthTokens).toBe(planted.dear * (7 - 2));
        expect(trap?.people).toBe(1);
        const expiry = analysis.waste.traps.find(({ name }) => name === "expiry");
        // Of the two packs only that of 5,000 runs on.
        expect(expiry?.share).toBeCloseTo((expiry?.tokens ?? NaN) / 5000, 12);
        const gone = analysis.tokenPlan.ledger?.packs.map(({ expired }) => expired) ?? [];
        expect(total(gone)).toBe(planted.unused);
        const { charges, leftOut } = analysis.focus!;
        expect(leftOut).toEqual([]);
        const wasted = charges.filter(({ kind }) => kind === "expired");
        expect(wasted.map((one) => one.tokens)).toEqual(planted.unused === 0 ? [] : [planted.unused]);
        const used = charges.filter(({ kind }) => kind === "usage");
        const { double, beforeSeat, dear, asDear } = planted;
        expect(total(used.map((one) => one.tokens))).toBe((double + beforeSeat + asDear) * 6 + dear * 7);
      }),
      { numRuns: 40 },
    );
  });
});
