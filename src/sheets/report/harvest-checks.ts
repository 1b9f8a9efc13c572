import { UNDO, type Check, type Written } from "./check";
import { sumOf } from "./formulas";
import { DEPARTMENTS, HARVEST } from "./tables";

/** What the departments save together is what their seats do. */
export function harvestChecks(written: Written): Check[] {
  if (!written.has(DEPARTMENTS)) return [];
  return [
    {
      figure: {
        what: "Seats that come back, by department: saved a year",
        format: "money",
        value: written.sum(DEPARTMENTS, DEPARTMENTS.saves),
        formula: sumOf(DEPARTMENTS.saves),
      },
      other: {
        what: "Seats that come back, seat by seat: saved a year",
        format: "money",
        value: written.sum(HARVEST, HARVEST.saves),
        formula: sumOf(HARVEST.saves),
      },
      remedy: UNDO,
    },
  ];
}
