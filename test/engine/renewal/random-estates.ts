import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract, Estate, Offer, TokenPack } from "../../../src/engine/estate/estate";
import { fraction, money, rate, seats, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";
import { tier } from "../mix/organisation";

const PRODUCTS = ["AutoCAD", "Revit", "3ds Max"];
export const OFFERINGS = ["AEC Collection", "Revit", "AutoCAD"] as const;
const ORIGIN = { source: 0, row: 1 };

const person = fc.record({
  days: fc.tuple(fc.nat(60), fc.nat(40), fc.nat(20)),
  used: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  seat: fc.constantFrom(null, ...OFFERINGS),
  /** The first day of use: early use makes the person dormant on the day of the analysis. */
  first: fc.constantFrom("2025-11-10", "2026-08-20"),
  left: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  critical: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  team: fc.constantFrom("North", "South"),
});
const line = fc.record({
  offering: fc.constantFrom(...OFFERINGS),
  bought: fc.nat(5),
  price: fc.constantFrom(null, 300, 500, 800),
  contract: fc.constantFrom("C1", "C2"),
  end: fc.constantFrom("2026-12-31", "2027-03-31", "2028-03-31"),
});
const terms = fc.record({
  cap: fc.constantFrom(1, 0.5, 0),
  floor: fc.constantFrom(0, 2, 4),
  fee: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  uplift: fc.constantFrom(undefined, 0.1),
  timing: fc.constantFrom(undefined, "each anniversary" as const, "end of term" as const),
  years: fc.constantFrom(undefined, 2, 3),
});
const pack = fc.record({
  purchased: fc.constantFrom("2025-11-20", "2026-05-01", "2026-10-01"),
  tokens: fc.integer({ min: 1, max: 20 }).map((n) => n * 100),
  price: fc.constantFrom(null, 2, 4),
});

/** Organisations of a few people with lines at prices of their own, offers or none, packs, leavers and dormant holders. */
export const RANDOM_ESTATES = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 8 }),
  lines: fc.array(line, { maxLength: 5 }),
  terms: fc.tuple(terms, terms),
  packs: fc.array(pack, { maxLength: 2 }),
  offers: fc.constantFrom("none", "single", "volume", "multiples"),
  tiers: fc.boolean(),
  pools: fc.constantFrom("merged" as const, "separate" as const),
  growth: fc.constantFrom(0, 0, 0.2),
  joiners: fc.constantFrom(0, 0, 2),
});

type RandomEstate = typeof RANDOM_ESTATES extends fc.Arbitrary<infer T> ? T : never;

/** The analysis of a drawn organisation, with packs so small that they hide no difference. */
export const analysed = (drawn: RandomEstate, changed: Partial<Assumptions> = {}): Analysis =>
  analyse(randomEstate(drawn), day("2026-10-31"), {
    ...defaultAssumptions(),
    packSize: tokens(10),
    tokenPools: drawn.pools,
    growth: fraction(drawn.growth),
    plannedJoiners: drawn.joiners,
    ...changed,
  });

/** The products that a person uses on a seat are those that the seat opens; everything else draws tokens. */
const onSeat = (seat: string | null, product: string): boolean =>
  seat === "AEC Collection" || seat === product;

function randomEstate({ people, lines, terms: both, packs, offers, tiers }: RandomEstate): Estate {
  const named = people.map((one, i) => ({ ...one, name: `${i}@x` }));
  return estateOf({
    period: ["2025-11-01", "2026-10-31"],
    use: named.flatMap(({ name, days, used, seat, first }) =>
      PRODUCTS.flatMap((product, p) =>
        used[p]
          ? daysOfUse(name, product, first, days[p] ?? 0, onSeat(seat, product) ? "seat" : "tokens")
          : [],
      ),
    ),
    people: Object.fromEntries(
      named.map(({ name, critical, team, left }) => [name, { critical, team, inactive: left }]),
    ),
    seats: named.flatMap(({ name, seat }) => (seat ? [[name, seat, "2024-01-01"] as const] : [])),
    bought: lines.map((one) => [one.offering, one.bought, one.price, one.contract, one.end] as const),
    rest: {
      contracts: both.map(({ cap, floor, fee, uplift, timing, years }, i): Contract => ({
        contract: `C${i + 1}`,
        start: day("2026-01-01"),
        end: day("2026-12-31"),
        trueDownCap: fraction(cap),
        floor: seats(floor),
        feeFollowsQuantity: fee,
        ...(uplift === undefined ? {} : { uplift: fraction(uplift) }),
        ...(timing === undefined ? {} : { reductions: timing }),
        ...(years === undefined ? {} : { termYears: years }),
        origin: ORIGIN,
      })),
      offers: offersOf(offers),
      packs: packs.map((one): TokenPack => ({
        purchased: day(one.purchased),
        tokens: tokens(one.tokens),
        ...(one.price === null ? {} : { price: money(one.price * one.tokens) }),
        origin: ORIGIN,
      })),
      tokenTiers: tiers ? [tier(0, 3), tier(600, 2.5), tier(1500, 2)] : [tier(0, 3)],
    },
  });
}

const offersOf = (kind: RandomEstate["offers"]): Offer[] =>
  kind === "none"
    ? []
    : Object.entries({ "AEC Collection": 900, Revit: 700, AutoCAD: 400 }).map(([offering, price]) => ({
        offering,
        pricePerYear: rate(price),
        covers: offering === "AEC Collection" ? PRODUCTS : [],
        reference: "quote",
        ...(kind === "volume" && offering === "Revit"
          ? { volume: [{ minimum: seats(3), unitPrice: rate(500) }] }
          : {}),
        ...(kind === "multiples" && offering !== "AutoCAD" ? { multipleOf: 3 } : {}),
      }));
