import { TANGLED } from "./tangled";

/** The tangled estate with seats by the month. */
export const TERMS = {
  ...TANGLED,
  Offers: [
    ["Offering", "Minimum seats", "Price per year", "Covers", "Price per month"],
    ["Revit", 0, 2700, "", 300],
    ["AutoCAD", 0, 1950, "", 220],
    ["AutoCAD", 4, 1600, "", null],
    ["AEC Collection", 0, 3675, "AutoCAD; Revit", 460],
  ],
};
