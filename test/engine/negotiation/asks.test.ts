import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract } from "../../../src/engine/estate/estate";
import { fraction, rate, seats, type Money, type Seats } from "../../../src/engine/units";
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

  it("is a late notice where a line renews by itself, and what the contract holds beyond it", () => {
    const contracts: Contract[] = ["C1", "C2"].map((name) => ({
      contract: name,
      start: day("2026-01-01"),
      end: day("2027-01-31"),
      ...(name === "C2" ? { floor: seats(2), autoRenews: false } : {}),
      origin: { source: 0, row: 2 },
    }));
    const given: Given = {
      use: busy("ann"),
      seats: held,
      bought: [
        ["AutoCAD", 3, 1000, "C1", "2027-01-31"],
        ["AutoCAD", 2, 1000, "C2", "2027-01-31"],
      ],
    };
    const { subscriptions } = estateOf(given);
    const [late, floored] = subscriptions.map((one, i) => ({ ...one, autoRenews: i === 0 }));
    const all = asks({ ...given, rest: { contracts, subscriptions: [late!, floored!] } });
    // Notice was due on 2026-12-02: the 3 seats of C1 stay, of which one is needed, and the 2 of the floor.
    expect(all).toEqual([
      "3 AutoCAD seats stay only because the notice date has passed or is unknown: ask the vendor to accept a late notice",
      "1 AutoCAD seat stays only because of the contract: ask for a lower floor, a higher cap, or a fee that falls with " +
        "the quantity",
    ]);
  });

  it("is single seats where they are sold in multiples", () => {
    const names = ["ann", "bob", "cy", "dee"];
    const offer = {
      offering: "AutoCAD",
      pricePerYear: rate<Money, Seats>(1000),
      covers: [],
      reference: "quote",
    };
    const sold = (multipleOf: number) =>
      asks({
        use: busy(...names),
        seats: names.map((name) => [`${name}@x`, "AutoCAD"] as const),
        bought: [["AutoCAD", 4, 1000, "C1", "2027-06-30"]],
        rest: { offers: [{ ...offer, multipleOf }] },
      });
    const because = "bought, because AutoCAD is sold in multiples of";
    expect(sold(1)).toEqual([]);
    expect(sold(2)).toEqual([]);
    expect(sold(5)).toEqual([
      "Add 1 AutoCAD seat",
      `1 AutoCAD seat more than needed is ${because} 5 seats: ask for single seats at the same price`,
    ]);
    expect(sold(6)).toEqual([
      "Add 2 AutoCAD seats",
      `2 AutoCAD seats more than needed are ${because} 6 seats: ask for single seats at the same price`,
    ]);
  });
});
