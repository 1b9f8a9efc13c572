import { backTest, OURS, type Accuracy } from "./back-test";

/** Other estates than those on which the methods were chosen. */
const SEEDS = Array.from({ length: 600 }, (_, i) => 10_000 + i);

describe.each([
  [9, 3],
  [14, 6],
  [18, 6],
])("the forecast after %i months, %i ahead, on 600 generated estates", (known, ahead) => {
  let found: Accuracy;
  beforeAll(() => (found = backTest(known, ahead, SEEDS)));

  it("has a smaller error than every simple method", () => {
    const { [OURS]: ours, ...others } = found.errors;
    for (const [name, error] of Object.entries(others))
      expect({ name, isWorse: error > ours! }).toEqual({ name, isWorse: true });
  });

  it("has 75 to 85 % of the months in its range of 80 %, and 85 to 95 % in that of 90 %", () => {
    expect(found.inLikely).toBeGreaterThan(0.75);
    expect(found.inLikely).toBeLessThan(0.85);
    expect(found.inWide).toBeGreaterThan(0.85);
    expect(found.inWide).toBeLessThan(0.95);
  });
});
