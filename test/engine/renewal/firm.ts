import { analyse, type FurtherAnswers } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract } from "../../../src/engine/estate/estate";
import { fraction, seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = "2026-12-31";
export const origin = { source: 0, row: 2 };

export const run = (
  given: Given,
  changed: Partial<Assumptions> = {},
  further: FurtherAnswers = {},
): Analysis =>
  analyse(
    estateOf({ period: ["2026-01-01", AS_OF], ...given }),
    day(AS_OF),
    { ...defaultAssumptions(), ...changed },
    further,
  );

export const contract = (name: string, terms: Partial<Contract> = {}): Contract => ({
  contract: name,
  start: day("2026-07-01"),
  end: day("2027-06-30"),
  origin,
  ...terms,
});

export const rights = (cap: number, floor: number): Partial<Contract> => ({
  trueDownCap: fraction(cap),
  floor: seats(floor),
});

/**
 * So many people with a seat each, 20 of the seats on the second contract and the others on the first, at 1,000. `busy`
 * of them use AutoCAD on 200 days: on tokens that costs 4,200.
 */
export function firm(people: number, busy: number, contracts: readonly Contract[]): Given {
  const names = Array.from({ length: people }, (_, i) => `p${String(i).padStart(2, "0")}@x`);
  const [first, second] = contracts.map((one) => one.contract);
  return {
    use: names.slice(0, busy).flatMap((name) => daysOfUse(name, "AutoCAD", "2026-06-01", 200, "seat")),
    seats: names.map((name) => [name, "AutoCAD"]),
    bought: [
      ["AutoCAD", people - 20, 1000, first ?? "C1", "2027-06-30"],
      ["AutoCAD", 20, 1000, second ?? "C2", "2027-06-30"],
    ],
    rest: { contracts },
  };
}

/**
 * 90 people with 70 seats on C1 and 20 on C2; 30 of them need one. C1 may fall by 20 % a year, and not below 40; C2 may
 * fall freely, so it goes to 0: 56, 45 (44.8) and 40 seats, 141,000 in three years.
 */
export const GOLDEN: Given = firm(90, 30, [contract("C1", rights(0.2, 40)), contract("C2")]);
