import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Answered } from "../../../src/engine/statements/statements";
import { fraction, rate, seats, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

/** An answer with every kind of figure: price tiers, a contract with floor and cap, seats beyond those bought. */
export const honest = (): Answered => ({
  analysis: analyse(
    estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: [
        ...daysOfUse("ann@x", "Revit", "2025-11-01", 300, "seat"),
        ...daysOfUse("bob@x", "Revit", "2026-01-01", 12, "seat"),
        ...daysOfUse("cy@x", "Revit", "2026-02-01", 90, "tokens", 10),
        ...daysOfUse("gus@x", "AutoCAD", "2026-01-01", 200, "tokens", 7),
        ...daysOfUse("fay@x", "AutoCAD", "2026-01-01", 250, "seat"),
        ...daysOfUse("eve@x", "AutoCAD", "2026-01-01", 260, "seat"),
      ],
      seats: [
        ["ann@x", "Revit", "2024-01-01"],
        ["bob@x", "Revit", "2024-01-01"],
        ["eve@x", "AutoCAD", "2026-01-01"],
        ["fay@x", "AutoCAD", "2026-01-01"],
      ],
      bought: [
        ["Revit", 9, 2985, "C1", "2026-12-31"],
        ["AutoCAD", 1, 2030, "C1", "2026-12-31"],
      ],
      rest: {
        contracts: [
          {
            contract: "C1",
            start: day("2026-01-01"),
            end: day("2026-12-31"),
            floor: seats(4),
            trueDownCap: fraction(0.5),
            origin: { source: 0, row: 2 },
          },
        ],
        tokenTiers: [
          { minimum: tokens(100), unitPrice: rate(3), reference: "quote" },
          { minimum: tokens(5000), unitPrice: rate(2.7), reference: "quote" },
        ],
      },
    }),
    day("2026-10-31"),
    defaultAssumptions(),
  ),
  counts: [{ file: "a.csv", sheet: "a", kind: "Usage", rows: 3, used: 2, skipped: 1 }],
  issues: [],
  settingDoubts: [],
});
