import { termed, type TermedPack } from "../../../src/engine/estate/pack-terms";
import { yearlyShares, yearlyTokens } from "../../../src/engine/pool/packs";
import { days, money, tokens } from "../../../src/engine/units";
import { day } from "../estate-of";

const pack = (purchased: string, ends?: string, n = 1000): TermedPack =>
  termed(
    {
      purchased: day(purchased),
      ...(ends === undefined ? {} : { ends: day(ends) }),
      tokens: tokens(n),
      origin: { source: 0, row: 2 },
    },
    undefined,
  );
/** On a day, with renewals from 90 days before the end. */
const asOn = (asOf: string, opens = 90) => ({
  asOf: day(asOf),
  assumptions: { renewalOpensDays: days(opens) },
});
const share = (asOf: string, purchased: string, ends?: string) =>
  yearlyShares([pack(purchased, ends)], asOn(asOf))[0];

describe("a token pack's share of a year", () => {
  it("begins with the day of purchase: not the day before, on it and after", () => {
    expect(["2026-03-01", "2026-03-02", "2026-03-03"].map((asOf) => share(asOf, "2026-03-02"))).toEqual([
      0, 1, 1,
    ]);
  });

  it("is whole while the pack runs, and falls day by day after its end", () => {
    // The last of 365 days, the day after, and a day more.
    expect(["2027-03-01", "2027-03-02", "2027-03-03"].map((asOf) => share(asOf, "2026-03-02"))).toEqual([
      1,
      364 / 365,
      363 / 365,
    ]);
    expect(share("2028-03-01", "2026-03-02")).toBe(0);
  });

  it("is whole for 12 months that state their last day or the day after, also over a leap day", () => {
    expect(share("2027-02-28", "2026-03-01", "2027-02-28")).toBe(1);
    expect(share("2027-03-01", "2026-03-01", "2027-03-01")).toBe(1);
    expect(share("2028-03-01", "2027-03-01", "2028-03-01")).toBe(1);
  });

  it("is whole for a pack that began and ended in the year", () => {
    expect(share("2026-12-31", "2026-03-01", "2026-09-30")).toBe(1);
  });

  it("is a year's part of a longer term: 365 of 397 days, half of two years", () => {
    expect(share("2026-12-31", "2026-01-01", "2027-02-01")).toBe(365 / 397);
    expect(share("2026-12-31", "2026-01-01", "2028-01-01")).toBe(0.5);
  });

  it("of a pack that ended before the year stands for no day before the first pack of the year", () => {
    // The year is 2026: the first ended on 31 December 2025, the day before it; the second runs from 1 July for a year.
    const shares = yearlyShares([pack("2025-01-01", "2025-12-31"), pack("2026-07-01")], asOn("2026-12-31"));
    expect(shares).toEqual([0, 1]);
  });

  it("is none for a pack that ends before it was bought", () => {
    expect(share("2026-06-01", "2026-03-02", "2026-03-01")).toBe(0);
    expect(share("2026-03-02", "2026-03-02", "2026-03-02")).toBe(1);
  });
});

describe("the tokens of a year's packs", () => {
  const bought = (asOf: string, ...packs: readonly TermedPack[]) => yearlyTokens(packs, asOn(asOf)).bought;

  it("are one purchase where the next was bought early, before and after the first one ends", () => {
    const [first, next] = [pack("2025-11-15", "2026-11-14"), pack("2026-10-20", "2027-11-14")];
    expect(bought("2026-10-31", first, next)).toBeCloseTo(1000, 9);
    // The second then runs 391 days less the 26 in which the first still ran.
    expect(bought("2026-12-31", first, next)).toBeCloseTo(1000, 9);
  });

  it("are two purchases where one comes on top: 90 days before the end is a renewal, 91 days a further pack", () => {
    const first = pack("2026-01-01", "2026-12-31");
    expect(bought("2026-12-31", first, pack("2026-10-03", "2027-12-31"))).toBeCloseTo(1000, 9);
    expect(bought("2026-12-31", first, pack("2026-10-02", "2027-10-01"))).toBeCloseTo(
      1000 + (1000 * 91) / 365,
      9,
    );
  });

  it("have no price where a pack that counts has none", () => {
    const paid = { ...pack("2026-01-01"), price: money(3000) };
    expect(yearlyTokens([paid, pack("2024-01-01")], asOn("2026-12-31"))).toEqual({
      bought: 1000,
      cost: 3000,
    });
    expect(yearlyTokens([paid, pack("2026-06-01")], asOn("2026-12-31")).cost).toBeNull();
  });
});
