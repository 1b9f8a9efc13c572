import { TANGLED } from "./tangled";

/**
 * The tangled estate with seats by the month, plan seats, seats in multiples, and a contract that limits rises and counts
 * by its own wording.
 */
export const TERMS = {
  ...TANGLED,
  Contracts: [
    ["Contract", "Start", "End", "True-down cap", "Floor", "Uplift cap", "True-up by", "Overage cap"],
    ["C1", "2026-01-01", "2026-12-31", 0.5, 5, 0.02, "high-water mark", 1],
    ["C2", "2026-01-01", "2028-06-30", 1, null, null, null, null],
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
    ],
    ["Revit", 0, 2700, "", 300, 150, 2],
    ["AutoCAD", 0, 1950, "", 220, 90, null],
    ["AutoCAD", 4, 1600, "", null, null, null],
    ["AEC Collection", 0, 3675, "AutoCAD; Revit", 460, null, 3],
  ],
};
