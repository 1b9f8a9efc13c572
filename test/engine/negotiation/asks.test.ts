import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract } from "../../../src/engine/estate/estate";
import { fraction, seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const asks = (given: Given, changed: Partial<Assumptions> = {}) =>
  analyse(estateOf({ period: ["2026-01-01", "2026-12-31"], ...given }), day("2026-12-31"), {
    ...defaultAssumptions(),
    ...changed,
  }).recommended?.asks.map(({ text }) => text);
const busy = (...names: readonly string[]) =>
  names.flatMap((name) => daysOfUse(`${name}@x`, "AutoCAD", "2026-06-01", 200, "seat"));
const held: NonNullable<Given["seats"]> = [["ann@x", "AutoCAD"]];

describe("what to ask for at the renewal", () => {
  it("is to add, to drop, or to order seats against those bought; nothing where they are as many", () => {
    const bought = (n: number): Given => ({
      use: busy("ann", "bob"),
      seats: held,
      bought: [["AutoCAD", n, 1000]],
    });
    expect(asks(bought(1))).toEqual(["Add 1 AutoCAD seat"]);
    expect(asks(bought(2))).toEqual([]);
    expect(asks(bought(5))).toEqual(["Renew 3 fewer AutoCAD seats"]);
    expect(asks({ use: busy("ann", "bob"), bought: [["Maya", 1, 1000]] })).toEqual([
      "Order 2 AutoCAD seats",
      "Renew 1 fewer Maya seat",
    ]);
  });

  it("is a lower floor where seats stay that nobody needs", () => {
    const contract: Contract = {
      contract: "C1",
      start: day("2026-01-01"),
      end: day("2027-06-30"),
      floor: seats(3),
      origin: { source: 0, row: 2 },
    };
    const floored = (n: number): Given => ({
      use: busy(...["ann", "bob", "cy"].slice(0, n)),
      seats: held,
      bought: [["AutoCAD", 3, 1000, "C1", "2027-06-30"]],
      rest: { contracts: [contract] },
    });
    expect(asks(floored(3))).toEqual([]);
    expect(asks(floored(2))).toEqual([expect.stringMatching(/^1 AutoCAD seat stays only/)]);
    expect(asks(floored(1))).toEqual([expect.stringMatching(/^2 AutoCAD seats stay only/)]);
  });

  it("is tokens with the need, the buffer and the packs, by pool where there are several", () => {
    // 20 days × 7 tokens are 140, with 10 % 154: two packs of 100
    const light = (name: string) => daysOfUse(`${name}@x`, "AutoCAD", "2026-06-01", 20, "tokens", 7);
    expect(asks({ use: light("ann") })).toEqual([
      "Buy 200 tokens a year (140 needed with these covers, 10 % buffer, in packs of 100)",
    ]);
    expect(asks({ use: light("ann") }, { growth: fraction(0.5) })).toEqual([
      "Buy 300 tokens a year (210 needed with these covers, 10 % buffer, in packs of 100)",
    ]);
    expect(asks({ use: light("ann") }, { poolBuffer: fraction(0.9) })?.[0]).toContain("90 % buffer");
    const teams = { "ann@x": { team: "North" }, "bob@x": { team: "South" } };
    expect(asks({ use: [...light("ann"), ...light("bob")], people: teams })).toEqual([
      "Buy 200 tokens a year for North (140 needed with these covers, 10 % buffer, in packs of 100)",
      "Buy 200 tokens a year for South (140 needed with these covers, 10 % buffer, in packs of 100)",
    ]);
  });
});
