import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import { usageInSteps, usageOf } from "../../../src/engine/usage/usage";
import { day, daysOfUse, estateOf } from "../estate-of";

/** Rows of a part and people of a step, at most. */
const ROWS = 16_384;
const PEOPLE = 512;
const DAYS = 40;

const contextWith = (users: number) =>
  contextOf(
    estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: Array.from({ length: users }, (_, n) =>
        daysOfUse(`u${String(n).padStart(5, "0")}@x`, "Revit", "2026-01-01", DAYS, "seat"),
      ).flat(),
    }),
    day("2026-10-31"),
    defaultAssumptions(),
  );

function pausesFor(users: number): number {
  let pauses = 0;
  for (const _ of usageInSteps(contextWith(users))) pauses++;
  return pauses;
}

test("between two pauses of the use are so many rows or people at most, however many there are", () => {
  const [few, many] = [pausesFor(1_100), pausesFor(3_100)];
  expect(many - few).toBeGreaterThanOrEqual(Math.floor(2_000 / PEOPLE) + Math.floor((2_000 * DAYS) / ROWS));
});

test("the use in steps is that at once", () => {
  const context = contextWith(600);
  const steps = usageInSteps(context);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  expect(step.value).toEqual(usageOf(context));
});
