import { TANGLED } from "./tangled";

/**
 * The tangled estate with seats by the month, plan seats, seats in multiples, a contract that limits rises, counts by its
 * own wording and holds its seats for two years, one that lets seats go at each anniversary, and prices for three years.
 */
export const TERMS = {
  ...TANGLED,
  Contracts: [
    [
      ...["Contract", "Start", "End", "Term years", "True-down cap", "Floor", "Reductions"],
      ...["Uplift cap", "True-up by", "Overage cap"],
    ],
    ["C1", "2026-01-01", "2026-12-31", 2, 0.5, 5, "end of term", 0.02, "high-water mark", 1],
    ["C2", "2026-01-01", "2028-06-30", null, 1, null, "each anniversary", null, null, null],
  ],
  Users: [
    ["email", "offering_name", "Department"],
    ["p12@x", "Revit", "Design"],
    ...[2, 3, 5, 6].map((n) => [`p${n}@x`, "Revit", "Design"]),
    ["p13@x", "AutoCAD", "Design"],
  ],
  Offers: [
    [
      "Offering",
      "Minimum seats",
      "Price per year",
      "Covers",
      "Price per month",
      "Plan price per seat",
      "Multiple of",
      "Price 3 years",
    ],
    ["Revit", 0, 2700, "", 300, 150, 2, 7500],
    ["AutoCAD", 0, 1950, "", 220, 90, null, 5400],
    ["AutoCAD", 4, 1600, "", null, null, null, null],
    ["AEC Collection", 0, 3675, "AutoCAD; Revit", 460, null, 3, null],
  ],
};
