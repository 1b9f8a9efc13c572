import {
  sameMonthAtLevel,
  sameMonthLastYear,
  withFadingSlope,
} from "../../../src/engine/rules/burn-forecast";
import { isDiscrepancy, settleBy } from "../../../src/engine/rules/discrepancy";
import { integratedSaving } from "../../../src/engine/rules/integrated-saving";
import { expiring, monthRule, riskOf, yearLike } from "../../../src/engine/rules/pool-size";
import { cappedUplift } from "../../../src/engine/rules/renewal-price";
import { termCosts, yearOfTerm, type SeatsToSign } from "../../../src/engine/rules/term-flexibility";
import {
  days,
  fraction,
  money,
  rate,
  seats,
  tokens,
  type Money,
  type Seats,
} from "../../../src/engine/units";
import { day } from "../estate-of";

it("tokens inside the agreement: 3 M at 40 % and 35 % save 150,000", () => {
  const { inside, standalone, saving } = integratedSaving(money(3_000_000), 0.4, 0.35);
  expect(inside).toBeCloseTo(1_800_000, 6);
  expect(standalone).toBeCloseTo(1_950_000, 6);
  expect(saving).toBeCloseTo(150_000, 6);
});

it("seats invoiced and seats in the portal differ by more than the slack: 3 of 2, either way", () => {
  const of = (invoiced: number, portal: number) => isDiscrepancy(seats(invoiced), seats(portal), seats(2));
  expect([of(10, 7), of(10, 8), of(10, 10), of(10, 12), of(10, 13)]).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(settleBy(day("2026-02-20"), days(15))).toBe(day("2026-03-07"));
});

it("a rise of prices is what is stated, at most what the contract allows", () => {
  const capped = (uplift: number, cap: number | null) =>
    cappedUplift(fraction(uplift), cap === null ? null : fraction(cap));
  expect([capped(0.1, 0.03), capped(0.02, 0.03), capped(0.03, 0.03), capped(0.1, null)]).toEqual([
    0.03, 0.02, 0.03, 0.1,
  ]);
  expect(capped(0.1, 0)).toBe(0);
});

describe("three years under three kinds of contract", () => {
  const SIGNED: SeatsToSign = {
    needed: 100,
    price: rate<Money, Seats>(1000),
    uplift: fraction(0.1),
    termPrice: rate<Money, Seats>(2700),
    cap: fraction(0.2),
    capOf: "last year",
    floor: 0,
  };
  const may = (chance: number, discountRate = 0, premium = 0) => ({
    chance: fraction(chance),
    fall: fraction(0.2),
    discountRate: fraction(discountRate),
    premium: fraction(premium),
  });

  it("of seats that stay", () => {
    // 100,000 + 110,000 + 121,000; 100 × 2,700, which is 900 a year.
    const { yearly, fixed, flexible } = termCosts(SIGNED, may(0));
    expect(yearly).toBeCloseTo(331_000, 6);
    expect(fixed).toBe(270_000);
    expect(flexible).toBeCloseTo(270_000, 6);
    expect(yearOfTerm(SIGNED)).toBe(900);
  });

  it("of seats that surely fall, with a price of the year that stays, discounted and with a premium", () => {
    const open = { ...SIGNED, termPrice: null };
    // 100, 80 and 64 seats: 100,000 + 88,000 + 77,440; with the right 244 seat-years at 1,000.
    const { yearly, fixed, flexible } = termCosts(open, may(1));
    expect(yearly).toBeCloseTo(265_440, 6);
    expect(fixed).toBe(300_000);
    expect(flexible).toBeCloseTo(244_000, 6);
    expect(termCosts(open, may(1, 0, 0.5)).flexible).toBeCloseTo(366_000, 6);
    // At 25 %: 1, 0.8 and 0.64.
    expect(termCosts(open, may(1, 0.25)).fixed).toBeCloseTo(244_000, 6);
    expect(termCosts(open, may(1, 0.25)).flexible).toBeCloseTo(100_000 + 64_000 + 40_960, 6);
    expect(yearOfTerm(open)).toBe(1000);
  });

  it("of a fall at even chances, and of a floor and a cap", () => {
    // Second year 90 seats; third (100 + 80 + 80 + 64) ÷ 4 = 81.
    expect(termCosts({ ...SIGNED, termPrice: null }, may(0.5)).flexible).toBeCloseTo(271_000, 6);
    expect(termCosts({ ...SIGNED, termPrice: null, floor: 90 }, may(1)).flexible).toBeCloseTo(280_000, 6);
    // A cap of 10 % a year: 90 and 81; of the seats at signing 90 and 80; as a band 90 and 90.
    const capped = (capOf: SeatsToSign["capOf"]) =>
      termCosts({ ...SIGNED, termPrice: null, cap: fraction(0.1), capOf }, may(1)).flexible;
    expect([capped("last year"), capped("signing"), capped("band")].map(Math.round)).toEqual([
      271_000, 270_000, 280_000,
    ]);
  });
});

describe("the size of a pool", () => {
  it("of a month that is filled up again: 42,000 → 48,300", () => {
    expect(monthRule(tokens(42_000), 0.15, tokens(1))).toBe(48_300);
    expect(yearLike([tokens(10), tokens(20)])).toBe(180);
    expect([expiring(tokens(100), tokens(70)), expiring(tokens(70), tokens(100))]).toEqual([30, 0]);
  });

  it("runs dry by the normal distribution, and surely or never far from the mean", () => {
    // Months of 8 and 12 have a variance of 8: twelve of them 96.
    const seen = [tokens(8), tokens(12)];
    const risk = (deviations: number) =>
      riskOf(tokens(120 + deviations * Math.sqrt(96)), tokens(120), seen, 12);
    expect(risk(0)).toBe(0.5);
    expect(risk(1)).toBeCloseTo(0.158655, 6);
    expect(risk(-1)).toBeCloseTo(0.841345, 6);
    expect([risk(9), risk(-9)]).toEqual([0, 1]);
  });
});

describe("the parts of the burn forecast", () => {
  it("a slope fades: half of 100, then 0.9 of it a month", () => {
    const found = withFadingSlope([100, 200, 300, 400], 500, 3);
    [550, 590, 621.5].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 9));
    expect(withFadingSlope([400, 300, 200, 100], 60, 2)).toEqual([10, 0]);
  });

  it("the same month of last year, or the last month without one", () => {
    const year = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(sameMonthLastYear([0, ...year], 14)).toEqual([...year, 1, 2]);
    expect(sameMonthLastYear([5, 7], 2)).toEqual([7, 7]);
  });

  it("at the level of the last months, at most six, against those a year before; at its own after none", () => {
    const flat = (n: number, value: number): number[] => Array<number>(n).fill(value);
    expect(sameMonthAtLevel([...flat(12, 100), ...flat(12, 150)], 1)).toEqual([225]);
    // Only two months have one a year before: 300 against 200.
    expect(sameMonthAtLevel([100, 100, ...flat(10, 50), 150, 150], 1)).toEqual([75]);
    expect(sameMonthAtLevel([...flat(12, 0), ...flat(12, 30)], 1)).toEqual([30]);
    // Older months are not compared.
    expect(sameMonthAtLevel([...flat(6, 9999), ...flat(6, 100), ...flat(6, 1), ...flat(6, 150)], 1)).toEqual([
      1.5,
    ]);
  });
});
