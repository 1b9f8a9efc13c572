import { isoDay } from "../../../src/engine/calendar";
import type { DayNumber } from "../../../src/engine/units";
import { day } from "../read/sheets-of";
import { TANGLED } from "../report/tangled";

const days = (
  [product, access, email, tokens]: readonly [string, string, string, number | ""],
  [first, n]: readonly [string, number],
  team: string,
) =>
  Array.from({ length: n }, (_, d) => [
    product,
    isoDay((day(first) + d) as DayNumber),
    access,
    `${email}@x`,
    tokens,
    team,
  ]);

/**
 * A small estate that fills every table of the result: two token pools, volume prices, a floor that two offerings
 * share, a committed contract line, a spare seat for somebody on Flex, use without a seat, double coverage,
 * and a row that cannot be read. Its prices are known, because what is unknown already cannot go wrong.
 */
export const ABUSED = {
  sheets: {
    ...TANGLED,
    Usage: [
      ["product_name", "day_used", "access_option", "email", "tokens_used", "team_alias"],
      ...Array.from({ length: 10 }, (_, p) => p).flatMap((p) =>
        days(
          p % 3 === 0 ? ["Revit", "Tokens", `p${p}`, 10] : ["AutoCAD", "Tokens", `p${p}`, 7],
          ["2026-01-05", 3 + 9 * p],
          p % 2 ? "North" : "South",
        ),
      ),
      ...days(["AutoCAD", "Seats", "idle", ""], ["2025-11-01", 1], "South"),
      ...days(["AutoCAD", "Seats", "seated", ""], ["2026-06-01", 120], "North"),
      ...days(["Maya", "Seats", "guest", ""], ["2026-09-01", 12], "North"),
      ["AutoCAD", "2026-10-31", "Tokens", "p9@x", 7, "North"],
      ["AutoCAD", "not a day", "Tokens", "p9@x", 7, "North"],
    ],
    Subscriptions: [...TANGLED.Subscriptions, ["Maya", 1, 1905, "2026-12-31", "C3"]],
    Users: [
      ["email", "offering_name", "Department"],
      ["p8@x", "Revit", "Design"],
      ["p9@x", "Revit", "Site"],
      ["p2@x", "AutoCAD", "Design"],
      ["idle@x", "AutoCAD", "Site"],
      ["seated@x", "AutoCAD", "Site"],
      ["p0@x", "Revit", "Site"],
      ["p6@x", "AutoCAD", "Site"],
      ["p7@x", "AutoCAD", "Site"],
      ["p5@x", "AutoCAD", "Site"],
    ],
    Devices: [
      ["Machine", "Product", "License type", "User", "SKU"],
      ["PC1", "Maya", "perpetual", null, "657-1"],
      ["PC2", "Maya", "perpetual", null, "657-1"],
      ["PC3", "AutoCAD", "named-user", "p9@x", "057-1"],
    ],
    Licenses: [
      ["Product", "License type", "Licenses", "Peak in use"],
      ["Maya", "perpetual", 1, null],
      ["Revit", "floating", 5, 7],
    ],
    Invoices: [
      ["Invoice", "Invoice date", "Offering", "Seats"],
      ["I1", "2026-01-02", "AutoCAD", 9],
    ],
  },
  set: [
    { name: "Growth", value: "10 %" },
    { name: "Planned joiners", value: "1" },
    { name: "Smallest token purchase", value: "450" },
    { name: "Seat price uplift", value: "3 %" },
  ],
};
