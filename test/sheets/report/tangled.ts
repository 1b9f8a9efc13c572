import { isoDay } from "../../../src/engine/calendar";
import type { DayNumber } from "../../../src/engine/units";
import { day } from "../read/sheets-of";

/** Volume prices, pools by team, a contract whose floor two offerings share, a committed line, growth, joiners, a smallest purchase. */
export const TANGLED = {
  Usage: [
    ["product_name", "day_used", "access_option", "email", "tokens_used", "team_alias"],
    ...Array.from({ length: 14 }, (_, p) => p).flatMap((p) =>
      Array.from({ length: 4 + 7 * p }, (_none, d) => [
        p % 3 === 0 ? "Revit" : "AutoCAD",
        isoDay((day("2026-01-05") + d) as DayNumber),
        "Tokens",
        `p${p}@x`,
        p % 3 === 0 ? 10 : 7,
        p % 2 ? "North" : "South",
      ]),
    ),
    ["AutoCAD", "2025-11-01", "Tokens", "p0@x", 7, "South"],
    ["AutoCAD", "2026-10-31", "Tokens", "p0@x", 7, "South"],
    ["AutoCAD", "2026-10-30", "Seats", "p14@x", "", "South"],
  ],
  Subscriptions: [
    ["offering_name", "seat_quantity", "Unit price", "end_date", "Contract"],
    ["Revit", 4, 2800, "2026-12-31", "C1"],
    ["AutoCAD", 3, 1900, "2026-12-31", "C1"],
    ["AutoCAD", 2, 1700, "2028-06-30", "C2"],
  ],
  Contracts: [
    ["Contract", "Start", "End", "True-down cap", "Floor"],
    ["C1", "2026-01-01", "2026-12-31", 0.5, 5],
    ["C2", "2026-01-01", "2028-06-30", 1, null],
  ],
  Users: [
    ["email", "offering_name", "Department"],
    ["p12@x", "Revit", "Design"],
    ["p13@x", "AutoCAD", "Design"],
    ["p1@x", "AutoCAD", "Site"],
    ["p0@x", "Revit", "Site"],
  ],
  Offers: [
    ["Offering", "Minimum seats", "Price per year", "Covers"],
    ["Revit", 0, 2700, ""],
    ["AutoCAD", 0, 1950, ""],
    ["AutoCAD", 4, 1600, ""],
    ["AEC Collection", 0, 3675, "AutoCAD; Revit"],
  ],
  "Token prices": [
    ["Minimum tokens", "Unit price"],
    [0, 3],
    [900, 2.5],
    [2000, 2.4],
  ],
};
