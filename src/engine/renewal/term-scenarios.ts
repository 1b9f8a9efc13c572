import { at } from "../at";
import { LONG_TERM_YEARS, yearOfTerm } from "../rules/term-flexibility";
import {
  fraction,
  minus,
  most,
  rate,
  scale,
  seats,
  wholeUp,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";
import { percentText } from "../wording";
import { keptThroughout } from "./long-terms";
import type { SeatLine } from "./scenario-cost";
import { comparedWith, withPurchases, type Renewal, type RenewalInput, type Scenario } from "./scenarios";
import type { LeftOutTerm, Variant } from "./variants";

const TERM_NAMES = {
  fixed: `Best mix, ${LONG_TERM_YEARS} years at a fixed price`,
  right: `Best mix, ${LONG_TERM_YEARS} years with a right to reduce`,
} as const;

/**
 * The best mix with its seats signed for a term (DOMAIN §9), where Offers say what a term costs: paid ahead, without a
 * right to reduce; and paid by the year, with the right, where its price is stated. The best mix itself is the same by
 * the year.
 */
export function termScenarios(
  input: RenewalInput,
  { recommended, asIs }: Renewal,
): (Variant | LeftOutTerm)[] {
  if (recommended === null) return [];
  const { assumptions } = input.context;
  const leftOut = (name: string, why: string): LeftOutTerm => ({ of: "term", name, why });
  const lines = recommended.lines.map((line) => ({ line, price: termPriceOf(line, recommended, input) }));
  const isShort = assumptions.years < LONG_TERM_YEARS;
  if (isShort || lines.every(({ price }) => price === null)) {
    const why = isShort
      ? `fewer than ${LONG_TERM_YEARS} years are compared`
      : "Offers state no price for three years of a seat that the best mix renews in year 1";
    return Object.values(TERM_NAMES).map((name) => leftOut(name, why));
  }
  const on = (name: string, signed: (line: SeatLine, price: SeatPrice) => SeatLine[]): Scenario => {
    const own = lines.flatMap(({ line, price }) => (price === null ? [line] : signed(line, price)));
    return comparedWith(asIs, { ...withPurchases(recommended, input, own), id: "term", name }, input.context);
  };
  const { rightPremium } = assumptions;
  const withRight = (line: SeatLine, price: SeatPrice): SeatLine[] => underRight(line, price, input);
  return [
    {
      of: "term",
      agreed: on(TERM_NAMES.fixed, paidAhead),
      asIs,
      walkAway: recommended,
      needsConsent: false,
    },
    rightPremium === 0
      ? leftOut(TERM_NAMES.right, "the assumption of what such a right costs is 0")
      : {
          of: "term",
          agreed: askingRight(on(TERM_NAMES.right, withRight), rightPremium),
          asIs,
          walkAway: recommended,
          needsConsent: true,
        },
  ];
}

/** The price of a seat of a line for three years; null where no table says it, or where the line stays as it is. */
function termPriceOf(line: SeatLine, { lines }: Scenario, { context }: RenewalInput): SeatPrice | null {
  const isInTerm = lines.some((one) => one.committed && one.source !== null && one.source === line.source);
  const isOpen = !line.committed && !isInTerm && !context.stays.has(line.offering);
  if (!isOpen || line.unitPrice === null || at(line.seats, 0) === 0) return null;
  return context.offers.find(({ offering }) => offering === line.offering)?.priceThreeYears ?? null;
}

/** The seats that stay for all of the term, paid in year 1; the rest is renewed by the year. */
function paidAhead(line: SeatLine, price: SeatPrice): SeatLine[] {
  const kept = keptThroughout(line);
  const of = (n: (own: Seats, i: number) => Seats): Seats[] => line.seats.map(n);
  const term = { ...line, listed: false, uplift: fraction(0), upliftCap: null };
  return withAnySeats([
    { ...term, term: "paid ahead", unitPrice: price, seats: of((_, i) => (i === 0 ? kept : seats(0))) },
    {
      ...term,
      term: "paid in year 1",
      unitPrice: rate(0),
      seats: of((_, i) => (i > 0 && i < LONG_TERM_YEARS ? kept : seats(0))),
    },
    { ...line, seats: of((n, i) => (i < LONG_TERM_YEARS ? minus(n, kept) : n)) },
  ]);
}

/** The seats of each year at a third of the price of the term, with that of the right; they fall by the cap at most. */
function underRight(
  line: SeatLine,
  price: SeatPrice,
  { context: { assumptions } }: RenewalInput,
): SeatLine[] {
  const cap = line.source?.cap ?? assumptions.trueDownCap;
  let before = seats(0);
  const inTerm = line.seats.map((n): Seats => (before = most(n, wholeUp(scale(before, 1 - cap)))));
  const yearly = scale(
    rate<Money, Seats>(yearOfTerm({ price, termPrice: price })),
    1 + assumptions.rightPremium,
  );
  const of = (own: readonly Seats[], isIn: boolean): Seats[] =>
    own.map((n, i) => (i < LONG_TERM_YEARS === isIn ? n : seats(0)));
  return withAnySeats([
    {
      ...line,
      listed: false,
      uplift: fraction(0),
      upliftCap: null,
      term: "with a right",
      unitPrice: yearly,
      seats: of(inTerm, true),
    },
    { ...line, seats: of(line.seats, false) },
  ]);
}

const withAnySeats = (lines: readonly SeatLine[]): SeatLine[] =>
  lines.filter((line) => line.seats.some((n) => n > 0));

/** The right is to be asked for: without it its costs do not come about. */
const askingRight = (scenario: Scenario, premium: Fraction): Scenario => ({
  ...scenario,
  asks: [
    ...scenario.asks,
    {
      text:
        `Agree a right to reduce seats at each anniversary of a term of ${LONG_TERM_YEARS} years, for at most ` +
        `${percentText(premium)} of its price`,
      about: null,
    },
  ],
});
