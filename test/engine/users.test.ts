import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import type { Contract, Offer } from "../../src/engine/estate/estate";
import { money, rate, seats } from "../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "./estate-of";

/** Tokens are 3 each, 3.30 with the buffer; AutoCAD draws 7 a day. */
const usersOf = (given: Given, moveThreshold = 0) => {
  const { users } = analyse(estateOf({ period: ["2026-01-01", "2026-12-31"], ...given }), day("2026-12-31"), {
    ...defaultAssumptions(),
    moveThreshold: money(moveThreshold),
  });
  return (name: string) => {
    const user = users.find((one) => one.user === `${name}@x`);
    if (!user) throw new Error(`${name} is not there.`);
    return user;
  };
};
const busy = (person: string) => daysOfUse(`${person}@x`, "AutoCAD", "2026-06-01", 200, "seat");

describe("a user's row", () => {
  it("says who it is, as far as the tables say", () => {
    const user = usersOf({
      use: [...busy("ann"), ...busy("bob")],
      people: { "ann@x": { name: "Ann", department: "Design", team: "North" } },
    });
    expect(user("ann")).toMatchObject({ name: "Ann", department: "Design", team: "North" });
    expect(user("bob")).toMatchObject({ name: null, department: null, team: null });
  });

  it("costs today's seats and tokens, all on Flex, by seats, and as recommended", () => {
    const user = usersOf({
      use: [...busy("ann"), ...daysOfUse("ann@x", "AutoCAD", "2026-12-20", 5, "tokens", 7)],
      seats: [["ann@x", "AutoCAD", "2025-01-01"]],
      bought: [["AutoCAD", 1, 1000]],
    });
    const ann = user("ann");
    expect([ann.drawnTokens, ann.flexTokens]).toEqual([35, 205 * 7]);
    expect(ann.currentCost).toBeCloseTo(1000 + 35 * 3.3, 9);
    expect(ann.flexCost).toBeCloseTo(205 * 7 * 3.3, 9);
    expect([ann.seatCost, ann.cost]).toEqual([1000, 1000]);
    expect(ann.saving).toBeCloseTo(35 * 3.3, 9);
    expect(ann.bySeats.seats).toEqual(["AutoCAD"]);
  });

  it("has no next best cover where no cost decides", () => {
    const away = { "ann@x": { exception: "leave" } };
    const given: Given = { use: [...busy("ann"), ...busy("bob")], seats: [["ann@x", "AutoCAD"]] };
    expect(usersOf({ ...given, people: away })("ann").runnerUp).toBeNull();
    expect(usersOf(given)("ann").runnerUp).not.toBeNull();
  });

  it("tells that a move would save too little, only where somebody would move for the saving", () => {
    const light = daysOfUse("ann@x", "AutoCAD", "2026-12-01", 20, "seat");
    const given: Given = {
      use: [...light, ...busy("bob")],
      seats: [
        ["ann@x", "AutoCAD"],
        ["bob@x", "AutoCAD"],
      ],
      bought: [["AutoCAD", 2, 700]],
    };
    const stays = (name: string, threshold: number) =>
      usersOf(given, threshold)(name).reasons.join(" ").includes("that a move must save");
    expect([stays("ann", 600), stays("ann", 1), stays("bob", 600)]).toEqual([true, false, false]);
  });

  it("keeps a seat of unknown price in the next best cover, too", () => {
    const user = usersOf({
      use: [...busy("ann"), ...daysOfUse("ann@x", "Vault", "2026-06-01", 20, "seat")],
      seats: [["ann@x", "Vault"]],
      bought: [["Vault", 1]],
    });
    expect(user("ann").recommended.seats).toEqual(["AutoCAD", "Vault"]);
    expect(user("ann").runnerUp?.seats).toContain("Vault");
    expect(user("ann").cost).toBeNull();
  });
});

describe("a recommended seat that is paid for anyway and that no user holds today", () => {
  const floored = (bought: number, floor: number, given: Given = {}): Given => {
    const contract: Contract = {
      contract: "C1",
      start: day("2026-01-01"),
      end: day("2027-06-30"),
      floor: seats(floor),
      origin: { source: 0, row: 2 },
    };
    return {
      use: [...busy("ann"), ...busy("bob"), ...busy("cy")],
      seats: [["ann@x", "AutoCAD", "2025-01-01"]],
      bought: [["AutoCAD", bought, 1000, "C1", "2027-06-30"]],
      rest: { contracts: [contract] },
      ...given,
    };
  };
  const idle = (given: Given, name: string) => {
    const { idleSeats, cost } = usersOf(given)(name);
    return [idleSeats, cost];
  };

  it("costs the user nothing: the floor of 4 holds for 3 users", () => {
    expect(idle(floored(4, 4), "bob")).toEqual([[{ offering: "AutoCAD", share: 1 }], 0]);
  });

  it("is not shared with a user who holds one", () => {
    expect(idle(floored(4, 4), "ann")).toEqual([[], 1000]);
  });

  it("is shared by the users who get one: 1 spare seat for 2 users is half", () => {
    const given = floored(5, 5, {
      seats: [
        ["ann@x", "AutoCAD", "2025-01-01"],
        ["x1@x", "AutoCAD"],
        ["x2@x", "AutoCAD"],
        ["x3@x", "AutoCAD"],
      ],
    });
    expect(idle(given, "bob")).toEqual([[{ offering: "AutoCAD", share: 0.5 }], 500]);
  });

  it("is not there where seats can go, or where all seats are held", () => {
    expect(idle(floored(4, 0), "bob")).toEqual([[], 1000]);
    const held = floored(3, 3, {
      seats: [
        ["ann@x", "AutoCAD"],
        ["x1@x", "AutoCAD"],
        ["x2@x", "AutoCAD"],
      ],
    });
    expect(idle(held, "bob")).toEqual([[], 1000]);
  });

  it("is there where no table says who holds seats: no row has the cost of one today", () => {
    expect(idle(floored(4, 4, { seats: [] }), "bob")).toEqual([[{ offering: "AutoCAD", share: 1 }], 0]);
  });

  it("is told as tied: one seat fewer saves less than its price", () => {
    expect(usersOf(floored(4, 4))("bob").reasons.join(" ")).toContain("one seat fewer");
    expect(usersOf(floored(4, 4))("bob").reasons).toContain(
      "100 % of the price of the AutoCAD seat is paid anyway: see the shared costs.",
    );
    expect(usersOf(floored(4, 0))("bob").reasons.join(" ")).not.toMatch(/one seat fewer|whoever has it/);
  });
});

it("a seat costs what is paid today in today's cover, and the quote at the renewal", () => {
  const offers: Offer[] = [{ offering: "AutoCAD", covers: [], reference: "quote", pricePerYear: rate(1500) }];
  const ann = usersOf({
    use: busy("ann"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought: [["AutoCAD", 1, 1000]],
    rest: { offers },
  })("ann");
  expect([ann.currentCost, ann.cost, ann.saving]).toEqual([1000, 1500, -500]);
});
