import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Contract, Offer } from "../../../src/engine/estate/estate";
import { cappedUplift } from "../../../src/engine/rules/renewal-price";
import { fraction, rate, seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

const PEOPLE = Array.from({ length: 6 }, (_, i) => `p${i}@x`);

/** Ten seats of Maya at 2,000 on C1 until 2027-03-31, six of them used every day, compared over three years. */
function analysisOf(contract: Partial<Contract>, offers: readonly Offer[] = []): Analysis {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: PEOPLE.flatMap((person) => daysOfUse(person, "Maya", "2026-01-01", 365, "seat")),
    seats: PEOPLE.map((person) => [person, "Maya", "2025-01-01"] as const),
    bought: [["Maya", 10, 2000, "C1", "2027-03-31"]],
    rest: {
      offers,
      contracts: [
        {
          contract: "C1",
          start: day("2026-04-01"),
          end: day("2027-03-31"),
          origin: { source: 0, row: 2 },
          ...contract,
        },
      ],
    },
  });
  return analyse(estate, day("2026-12-31"), { ...defaultAssumptions(), years: 3, seatUplift: fraction(0.1) });
}

const costs = ({ asIs }: Analysis): number[] => asIs.years.map(({ cost }) => Math.round(cost));

describe("what a contract says of prices and quantities (DOMAIN §8)", () => {
  it("lets a price rise as stated or assumed, and at most as the contract allows", () => {
    expect(cappedUplift(fraction(0.1), fraction(0.03))).toBe(0.03);
    expect(cappedUplift(fraction(0.02), fraction(0.03))).toBe(0.02);
    expect(cappedUplift(fraction(0.1), null)).toBe(0.1);
    // 10 × 2,000, risen by a tenth; at most 3 %: 20,600 and 21,218.
    expect(costs(analysisOf({}))).toEqual([20_000, 22_000, 24_200]);
    expect(costs(analysisOf({ upliftCap: fraction(0.03) }))).toEqual([20_000, 20_600, 21_218]);
    expect(costs(analysisOf({ upliftCap: fraction(0.03), uplift: fraction(0.05) }))).toEqual([
      20_000, 20_600, 21_218,
    ]);
  });

  // 10 licenses of 2,000 at 20 % are 4,000 a year; 4 of them dropped save 1,600.
  it("takes licenses that are owned at their maintenance, which falls with the quantity", () => {
    const owned = analysisOf({ kind: "perpetual + maintenance", maintenanceRate: fraction(0.2) });
    expect(costs(owned)).toEqual([4000, 4400, 4840]);
    expect(owned.trueDowns).toMatchObject([{ droppable: 4, saving: 1600, price: 400 }]);
  });

  it("prices no seat of a price list by the maintenance of an owned license", () => {
    const quote: Offer = { offering: "Maya", covers: [], reference: "quote", pricePerYear: rate(1900) };
    const owned = analysisOf({ kind: "perpetual + maintenance", maintenanceRate: fraction(0.2) }, [quote]);
    expect(owned.trueDowns).toMatchObject([{ price: 400 }]);
    expect(owned.seatPrices.get("Maya")).toBe(1900);
  });

  it("saves nothing by dropping owned licenses whose maintenance stays", () => {
    const stays = analysisOf({
      kind: "perpetual + maintenance",
      maintenanceRate: fraction(0.2),
      maintenanceFollowsQuantity: false,
    });
    expect(stays.trueDowns).toMatchObject([{ droppable: 4, saving: 0 }]);
  });

  // 4 of 10 seats at 2,000 save 8,000, with their maintenance of 20 % 9,600; if it stays, 4,000 a year are in no sum.
  it("counts maintenance that stays in no saving, and says so", () => {
    const falls = analysisOf({ maintenanceRate: fraction(0.2) });
    const stays = analysisOf({ maintenanceRate: fraction(0.2), maintenanceFollowsQuantity: false });
    expect(falls.trueDowns).toMatchObject([{ saving: 9600 }]);
    expect(stays.trueDowns).toMatchObject([{ saving: 8000 }]);
    expect(stays.asIs.leftOut).toEqual(["maintenance of Maya on C1 that no drop lowers, 4,000 a year"]);
    expect(stays.recommended?.savingVsAsIs).not.toBeNull();
  });

  it("drops nothing below a floor above the seats bought, and says that the two disagree", () => {
    const analysis = analysisOf({ floor: seats(12) });
    expect(analysis.trueDowns).toMatchObject([{ droppable: 0, saving: 0 }]);
    expect(analysis.issues.filter(({ code }) => code === "floor-above-bought")).toMatchObject([
      { message: expect.stringContaining("is 12 seats, and Subscriptions lists 10 on it") as string },
    ]);
    expect(analysisOf({ floor: seats(10) }).issues.map(({ code }) => code)).not.toContain(
      "floor-above-bought",
    );
  });

  // A fifth of the year before: 8 of 10, then 7 of 8. In a band of a fifth above the floor: 8 in all years.
  it("lets the quantity of an enterprise agreement move within a band", () => {
    const cap = { trueDownCap: fraction(0.2) };
    expect(analysisOf({ ...cap, kind: "subscription" }).trueDowns[0]?.path).toEqual([8, 7, 6]);
    expect(analysisOf({ ...cap, kind: "enterprise agreement" }).trueDowns[0]?.path).toEqual([8, 8, 8]);
    expect(analysisOf({ ...cap, kind: "enterprise agreement", floor: seats(9) }).trueDowns[0]?.path).toEqual([
      9, 9, 9,
    ]);
  });
});
