import { Access, NOBODY } from "../../../src/engine/estate/estate";

it("the marks in the columns of daily use tell unknown access, seats and tokens apart, and nobody from anybody", () => {
  expect(new Set(Object.values(Access)).size).toBe(3);
  expect(NOBODY).toBeLessThan(0);
});
