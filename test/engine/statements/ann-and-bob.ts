import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { day, daysOfUse, estateOf, QUOTED_TOKENS } from "../estate-of";

/** Ann uses one of so many seats of AutoCAD at 1,000, every day; Bob draws 60 tokens for Maya. */
export const annAndBob = (bought: number): Analysis =>
  analyse(
    estateOf({
      period: ["2026-01-01", "2026-12-31"],
      use: [
        ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
        ...daysOfUse("bob@x", "Maya", "2026-03-01", 10, "tokens", 6),
      ],
      seats: [["ann@x", "AutoCAD", "2025-01-01"]],
      bought: [["AutoCAD", bought, 1000, "C1", "2027-03-31"]],
      rest: { tokenTiers: QUOTED_TOKENS },
    }),
    day("2026-12-31"),
    defaultAssumptions(),
  );
