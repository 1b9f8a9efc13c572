import { addTo } from "../../src/engine/tally";

it("sums begin at 0, grow by 1 where no amount is given, and are returned", () => {
  const sums = new Map([["a", 2]]);
  expect([addTo(sums, "a"), addTo(sums, "b", 5), addTo(sums, "b", -1)]).toEqual([3, 5, 4]);
  expect([...sums]).toEqual([
    ["a", 3],
    ["b", 4],
  ]);
});
