import { contractWorthIn, needError, type KnownLine } from "../../../src/engine/negotiation/clause-values";
import { concessionsOf } from "../../../src/engine/negotiation/concessions";
import { errorAhead, forecastOf } from "../../../src/engine/pool/forecast";
import { fraction, rate, seats, tokens, type MonthNumber } from "../../../src/engine/units";
import { contract, firm, rights, run } from "../renewal/firm";
import { line } from "../seats/contract-line";

const known = (bought: number, cap: number, floor: number, fee: number): KnownLine => ({
  of: line(bought, cap, floor, "C1"),
  fee: rate(fee),
  cap: fraction(cap),
  needed: seats(0),
});
const worth = (lines: readonly KnownLine[], needs: readonly (readonly number[])[], discount = 0) =>
  contractWorthIn(
    lines,
    needs.map((years) => years.map(seats)),
    fraction(discount),
  );

describe("what the right of a contract saves in one future", () => {
  it("is what the seats never fall to without it", () => {
    // 100 seats: 80, 64, 52 (51.2) with a cap of 20 %, and 100 without: 20 + 36 + 48 at 10.
    expect(worth([known(100, 0.2, 0, 10)], [[50, 50, 50]])).toBe(1040);
    expect(worth([known(100, 0.2, 90, 10)], [[50, 50, 50]])).toBe(300);
    // The need holds: 80, 70, 70.
    expect(worth([known(100, 0.2, 0, 10)], [[50, 70, 70]])).toBe(800);
    // Parts of a seat are a seat: 51.
    expect(worth([known(100, 1, 0, 10)], [[50.2]])).toBe(490);
  });

  it("ratchets up with the need: what was bought is paid on without the right", () => {
    // Without: 120, 120. With: 120, 100.
    expect(worth([known(100, 1, 0, 10)], [[120, 100]])).toBe(200);
  });

  it("is discounted from the second year on", () => {
    expect(worth([known(100, 1, 0, 10)], [[50, 50]], 0.25)).toBe(500 + 400);
  });

  it("fills a floor that lines share on the cheapest first, up to what each had", () => {
    const [dear, cheap] = [known(50, 1, 60, 3), known(30, 1, 60, 1)];
    // Needs of 10 each; 40 short of the floor: 20 of the cheap come back to 30, then 20 of the dear: 20 × 3 saved.
    expect(worth([dear, cheap], [[10], [10]])).toBe(60);
    expect(worth([cheap, dear], [[10], [10]])).toBe(60);
    // A floor below the needs holds nothing.
    expect(
      worth([{ ...dear, of: { ...dear.of, floor: seats(20) } }, known(30, 1, 20, 1)], [[10], [10]]),
    ).toBe(140);
    expect(worth([dear, { ...cheap, of: { ...cheap.of, floor: null } }], [[10], [10]])).toBe(60);
  });
});

describe("the error of the need", () => {
  const months = (...people: readonly (number | null)[]) => ({
    activePeople: people.map((n, i) => ({ month: (600 + i) as MonthNumber, people: n })),
  });
  const WAVES = Array.from({ length: 36 }, (_, i) => 100 + 10 * Math.sin(i) + i);

  it("is that of a forecast twelve months ahead, as a share of the last month", () => {
    const history = WAVES.map((n, i) => ({ month: (600 + i) as MonthNumber, tokens: tokens(n) }));
    const { errors } = forecastOf(history, 12)!;
    const last = WAVES.at(-1)!;
    expect(needError(months(...WAVES))).toBe(errorAhead(errors, 12) / last);
  });

  it("is unknown without months or people", () => {
    const of = (...people: readonly (number | null)[]) => needError(months(...people));
    expect(of()).toBeNull();
    expect(of(100, 100)).toBeNull();
    expect(of(...WAVES, 0)).toBeNull();
  });
});

describe("the right to reduce every year", () => {
  const asked = (...contracts: Parameters<typeof firm>[2]) =>
    concessionsOf({ ...run(firm(40, 10, contracts)), activePeople: [] }).filter(
      ({ id }) => id === "true-down clause",
    );

  it("has no number where the months are too few, and is asked for of contracts that do not state it", () => {
    const yearly = { reductions: "each anniversary" } as const;
    expect(asked(contract("C1", rights(0.2, 40)), contract("C2", yearly))).toMatchObject([
      {
        contract: "C1",
        ask: "Write a right to renew fewer seats at each anniversary into a longer term",
        worth: null,
        basis: "the months of use are too few to say how much the need may change",
      },
    ]);
    expect(asked(contract("C1"), contract("C2"))).toMatchObject([{ contract: null, worth: null }]);
    expect(asked(contract("C1", yearly), contract("C2", yearly))).toEqual([]);
  });
});
