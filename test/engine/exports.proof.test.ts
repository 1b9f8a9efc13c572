import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import { fraction, seats } from "../../src/engine/units";
import { day, daysOfUse, estateOf } from "./estate-of";

it("14,500 with 20 % and floor 10,000 at 3,700: the scenario saves 42.55 M over three years (DOMAIN §13)", () => {
  const holders = Array.from({ length: 10_200 }, (_, i) => `u${i}@x`);
  const estate = estateOf({
    period: ["2025-01-01", "2025-12-31"],
    people: Object.fromEntries(holders.map((id) => [id, { critical: true }])),
    use: daysOfUse("u0@x", "Suite", "2025-12-01", 1, "seat"),
    seats: holders.map((id) => [id, "Suite"] as const),
    bought: [["Suite", 14_500, 3700, "C1", "2025-12-31"]],
    rest: {
      contracts: [
        {
          contract: "C1",
          start: day("2024-01-01"),
          end: day("2025-12-31"),
          trueDownCap: fraction(0.2),
          floor: seats(10_000),
          origin: { source: 0, row: 2 },
        },
      ],
    },
  });
  const { scenarios } = analyse(estate, day("2025-12-31"), defaultAssumptions());
  const trueDown = scenarios.find(({ id }) => id === "true-down")!;
  expect(trueDown.years.map(({ seats: ordered }) => ordered)).toEqual([11_600, 10_200, 10_200]);
  expect(trueDown.savingVsAsIs).toBe(42_550_000);
});
