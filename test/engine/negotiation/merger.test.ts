import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { companies, mergedOfferings } from "../../../src/engine/negotiation/merger";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

/** One daily user of AutoCAD, and what companies bought: by row, the company. */
function merged(
  bought: NonNullable<Given["bought"]>,
  names: readonly (string | undefined)[],
  held: readonly string[][],
) {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [
      ["ann@x", "AutoCAD", "2025-01-01"],
      ["bob@x", "AutoCAD", "2025-01-01"],
      ["cy@x", "AutoCAD", "2025-01-01", "2026-01-31"],
    ],
    bought,
  });
  const given = {
    ...estate,
    subscriptions: estate.subscriptions.map((one, i) => ({
      ...one,
      ...(names[i] === undefined ? {} : { company: names[i] }),
    })),
    assignments: estate.assignments.map((one, i) => ({ ...one, ...(held[i] && { companies: held[i] }) })),
  };
  return analyse(given, day("2026-12-31"), defaultAssumptions());
}

const TWO = [
  ["AutoCAD", 3, 1000, "C1", "2027-03-31"],
  ["AutoCAD", 2, 900, "C2", "2027-03-31"],
] as const;

describe("what companies hold together", () => {
  it("is by company, with the surplus at its prices; who was named by two is one person", () => {
    const analysis = merged(TWO, ["Buyer", "Target"], [["Buyer", "Target"], ["Target"], ["Target"]]);
    expect(companies(analysis.estate)).toEqual(["Buyer", "Target"]);
    // One of five is needed: two go at 900 and two at 1,000. A seat that was taken back is held by nobody.
    expect(mergedOfferings(analysis)).toMatchObject([
      {
        offering: "AutoCAD",
        owned: [
          { company: "Buyer", seats: 3 },
          { company: "Target", seats: 2 },
        ],
        together: 5,
        held: 3,
        inSeveral: 1,
        needed: 1,
        surplus: 4,
        surplusCost: 3900,
        goes: 4,
        kept: 0,
        contracts: "Buyer: 3 on C1 until 2027-03-31; Target: 2 on C2 until 2027-03-31",
      },
    ]);
  });

  it("names rows without a company, a contract or an end as they are, and joins those of one line", () => {
    const bought = [
      ["AutoCAD", 3, 1000, "C1", "2027-03-31"],
      ["AutoCAD", 1, 1000, "C1", "2027-03-31"],
      ["AutoCAD", 1000, 1000, null, null],
    ] as const;
    const [found] = mergedOfferings(merged(bought, ["Buyer", "Buyer", undefined], [["Target"]]));
    expect(found?.contracts).toBe("Buyer: 4 on C1 until 2027-03-31; 1,000, no end known");
    expect(found?.owned).toEqual([
      { company: "Buyer", seats: 4 },
      { company: null, seats: 1000 },
    ]);
  });

  it("is unknown where a price is, counts no line that ended, and needs two companies", () => {
    const unpriced = [
      ["Vault", 3, null, "C1", "2027-03-31"],
      ["AutoCAD", 1, 1000, "C1", "2027-03-31"],
      ["Maya", 1, 1000, "C2", "2026-12-30"],
    ] as const;
    const found = mergedOfferings(merged(unpriced, ["Buyer", "Target", "Target"], []));
    expect(
      found.map(({ offering, held, surplus, surplusCost }) => [offering, held, surplus, surplusCost]),
    ).toEqual([
      ["AutoCAD", 2, 0, 0],
      ["Vault", 0, 3, null],
    ]);
    expect(mergedOfferings(merged(TWO, ["Buyer", "Buyer"], []))).toEqual([]);
  });
});
