import { analyseInSteps } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import { day, daysOfUse, estateOf } from "./estate-of";

test("the rows of many users are made in steps, between which a cancel is heard", () => {
  const users = Array.from({ length: 1_000 }, (_, n) => `u${n}@x`);
  const estate = estateOf({
    period: ["2025-11-01", "2026-10-31"],
    use: users.flatMap((user) => daysOfUse(user, "Revit", "2026-01-01", 1, "seat")),
  });
  const steps = analyseInSteps(estate, day("2026-10-31"), defaultAssumptions());
  let pauses = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) if (step.value.stage === "users") pauses++;
  expect(step.value.users).toHaveLength(1_000);
  expect(pauses).toBeGreaterThanOrEqual(1_000 / 256);
});
