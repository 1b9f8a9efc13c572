import { TANGLED } from "./tangled";

/** The tangled estate with seats by the month and a contract that limits the rise of its price. */
export const TERMS = {
  ...TANGLED,
  Contracts: [
    ["Contract", "Start", "End", "True-down cap", "Floor", "Uplift cap"],
    ["C1", "2026-01-01", "2026-12-31", 0.5, 5, 0.02],
    ["C2", "2026-01-01", "2028-06-30", 1, null, null],
  ],
  Offers: [
    ["Offering", "Minimum seats", "Price per year", "Covers", "Price per month"],
    ["Revit", 0, 2700, "", 300],
    ["AutoCAD", 0, 1950, "", 220],
    ["AutoCAD", 4, 1600, "", null],
    ["AEC Collection", 0, 3675, "AutoCAD; Revit", 460],
  ],
};
