import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contextOf } from "../../../src/engine/estate/context";
import { nextHolders } from "../../../src/engine/harvest/next-holders";
import type { Redeployment } from "../../../src/engine/renewal/redeployment";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import type { UseWithoutSeat } from "../../../src/engine/seats/use-without-seat";
import { days, seats } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

const PEOPLE = ["ann", "bob", "carl", "dora", "eve"] as const;
type Name = (typeof PEOPLE)[number];
const at = (name: Name): number => PEOPLE.indexOf(name);

/** Who uses what without a seat, on how many days; `recent` and no other seat that may open it, unless given. */
const uses = (name: Name, product: string, count: number | null, given: Partial<UseWithoutSeat> = {}) =>
  ({
    person: at(name),
    product,
    days: count === null ? null : days(count),
    lastUse: day("2026-10-31"),
    recent: true,
    heldInstead: null,
    ...given,
  }) satisfies UseWithoutSeat;

interface Facts {
  /** Holder and offering of each seat that comes back. */
  readonly returning: readonly (readonly [Name, string])[];
  readonly without?: readonly UseWithoutSeat[];
  /** Bought and assigned (null: unknown); one seat is bought and assigned of each offering unless given. */
  readonly autocad?: readonly [bought: number | null, assigned: number | null];
  readonly lent?: readonly (readonly [from: Name | null, offering: string, to: Name])[];
}

/** "holder's offering to next holder", of the seats that somebody gets; those lent with "(lent)". */
function given({ returning, without = [], autocad = [1, 1], lent = [] }: Facts): string[] {
  const context = contextOf(
    estateOf({
      people: Object.fromEntries(PEOPLE.map((name) => [name, {}])),
      bought: [
        ["AEC Collection", 1, 3675],
        ["AutoCAD", 1, 1800],
      ],
      rest: { products: ["AutoCAD", "Maya", "Revit"] },
    }),
    day("2026-10-31"),
    defaultAssumptions(),
  );
  const counts = { "AEC Collection": [1, 1] as const, AutoCAD: autocad };
  const reconciliations = Object.entries(counts).map(([offering, [bought, assigned]]) => ({
    offering,
    bought: bought === null ? null : seats(bought),
    assigned: assigned === null ? null : seats(assigned),
  })) as Reconciliation[];
  const redeployments = lent.map(([from, offering, to]) => ({
    offering,
    from: from === null ? null : at(from),
    to: at(to),
  })) as Redeployment[];
  const open = returning.map(([name, offering]) => ({ person: at(name), offering }));
  const next = nextHolders(context, open, { useWithoutSeat: without, reconciliations, redeployments });
  return [...next].map(
    ([seat, to]) =>
      `${PEOPLE[seat.person]!}'s ${seat.offering} to ${PEOPLE[to.person]!}${to.isLent ? " (lent)" : ""}`,
  );
}

describe("who gets which seat that comes back", () => {
  const one = [["ann", "AutoCAD"]] as const;

  it("who uses the product on most days comes first; unknown days come after one day", () => {
    const bob = uses("bob", "AutoCAD", 20);
    expect(given({ returning: one, without: [bob, uses("carl", "AutoCAD", 21)] })).toEqual([
      "ann's AutoCAD to carl",
    ]);
    expect(given({ returning: one, without: [uses("carl", "AutoCAD", 20), bob] })).toEqual([
      "ann's AutoCAD to bob",
    ]);
    expect(
      given({ returning: one, without: [uses("bob", "AutoCAD", null), uses("carl", "AutoCAD", 1)] }),
    ).toEqual(["ann's AutoCAD to carl"]);
  });

  it("nobody whose use is long ago, nor who holds a seat that may open the product", () => {
    expect(given({ returning: one, without: [uses("bob", "AutoCAD", 20, { recent: false })] })).toEqual([]);
    expect(given({ returning: one, without: [uses("bob", "AutoCAD", 20, { heldInstead: "Odd" })] })).toEqual(
      [],
    );
  });

  it("nobody gets a seat that does not open the product, nor the seat that is taken from them", () => {
    expect(given({ returning: one, without: [uses("bob", "Revit", 20)] })).toEqual([]);
    expect(given({ returning: one, without: [uses("ann", "AutoCAD", 20)] })).toEqual([]);
    const two = [["bob", "AutoCAD"], ...one] as const;
    expect(given({ returning: two, without: [uses("bob", "AutoCAD", 20)] })).toEqual([
      "ann's AutoCAD to bob",
    ]);
  });

  it("a seat of one product goes before one of a collection, in the order in which they come back", () => {
    const returning = [
      ["ann", "AEC Collection"],
      ["dora", "AutoCAD"],
      ["eve", "AutoCAD"],
    ] as const;
    const without = [uses("bob", "AutoCAD", 20)];
    expect(given({ returning, without })).toEqual(["dora's AutoCAD to bob"]);
    expect(given({ returning, without: [...without, uses("carl", "AutoCAD", 10)] })).toEqual([
      "dora's AutoCAD to bob",
      "eve's AutoCAD to carl",
    ]);
    expect(given({ returning, without: [uses("bob", "Revit", 20)] })).toEqual([
      "ann's AEC Collection to bob",
    ]);
  });

  it("who uses two products without a seat gets one seat", () => {
    const returning = [
      ["ann", "AutoCAD"],
      ["dora", "AEC Collection"],
    ] as const;
    const without = [uses("bob", "AutoCAD", 20), uses("bob", "Revit", 10)];
    expect(given({ returning, without })).toEqual(["ann's AutoCAD to bob"]);
  });

  it("each seat that nobody holds is given once, before those that come back", () => {
    const without = [uses("bob", "AutoCAD", 20), uses("carl", "AutoCAD", 10)];
    expect(given({ returning: one, without, autocad: [3, 1] })).toEqual([]);
    expect(given({ returning: one, without, autocad: [2, 1] })).toEqual(["ann's AutoCAD to carl"]);
    expect(given({ returning: one, without, autocad: [1, 1] })).toEqual(["ann's AutoCAD to bob"]);
    expect(given({ returning: one, without, autocad: [null, 1] })).toEqual(["ann's AutoCAD to bob"]);
  });

  it("who got a seat that nobody holds gets no other", () => {
    const without = [uses("bob", "AutoCAD", 20), uses("bob", "Revit", 10)];
    const returning = [["ann", "AEC Collection"]] as const;
    expect(given({ returning, without, autocad: [2, 1] })).toEqual([]);
    expect(given({ returning, autocad: [2, 1], without, lent: [["ann", "AEC Collection", "bob"]] })).toEqual(
      [],
    );
  });

  it("the others are lent to whom the redeployments name, one seat each", () => {
    const returning = [
      ["ann", "AutoCAD"],
      ["dora", "AutoCAD"],
    ] as const;
    expect(given({ returning, lent: [["ann", "AutoCAD", "bob"]] })).toEqual(["ann's AutoCAD to bob (lent)"]);
    expect(
      given({
        returning,
        lent: [
          ["ann", "AutoCAD", "bob"],
          ["dora", "AutoCAD", "bob"],
        ],
      }),
    ).toEqual(["ann's AutoCAD to bob (lent)"]);
    expect(given({ returning, lent: [[null, "AutoCAD", "bob"]] })).toEqual([]);
    expect(given({ returning, lent: [["eve", "AutoCAD", "bob"]] })).toEqual([]);
    expect(given({ returning, lent: [["ann", "Revit", "bob"]] })).toEqual([]);
  });

  it("a seat that somebody needs for good is lent to nobody", () => {
    const without = [uses("bob", "AutoCAD", 20)];
    expect(given({ returning: one, without, lent: [["ann", "AutoCAD", "carl"]] })).toEqual([
      "ann's AutoCAD to bob",
    ]);
  });
});
