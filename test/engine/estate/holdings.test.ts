import { defaultAssumptions } from "../../../src/engine/assumptions";
import { contractLines } from "../../../src/engine/estate/contract-lines";
import type { Assignment, Offer } from "../../../src/engine/estate/estate";
import { holdingsOf } from "../../../src/engine/estate/holdings";
import { Unknowns } from "../../../src/engine/evidence/refusals";
import { day, estateOf, type Given } from "../estate-of";

const AS_OF = day("2026-06-15");
const OFFERS: Offer[] = [
  { offering: "AutoCAD", covers: [], reference: "test" },
  { offering: "Civil 3D", covers: ["Civil 3D"], reference: "test" },
  { offering: "Suite", covers: ["AutoCAD", "Revit"], reference: "test" },
];
const held = (given: Given) => {
  const estate = estateOf(given);
  return holdingsOf(estate, OFFERS, contractLines(estate, AS_OF, defaultAssumptions(), new Unknowns(estate)));
};
const ANN = 0;

describe("the seat by which a person had a product on a day", () => {
  const seatOn = (iso: string, since = "1900-01-01", until?: string, product = "AutoCAD") =>
    held({
      seats: [until === undefined ? ["ann@x", "AutoCAD", since] : ["ann@x", "AutoCAD", since, until]],
    }).seatFor(ANN, product, day(iso))?.offering;

  it("is held from the day it was given: not before, on it and after", () => {
    expect(["2026-03-31", "2026-04-01", "2026-04-02"].map((iso) => seatOn(iso, "2026-04-01"))).toEqual([
      undefined,
      "AutoCAD",
      "AutoCAD",
    ]);
    const undated = held({ seats: [["ann@x", "AutoCAD"]] });
    expect(undated.seatFor(ANN, "AutoCAD", day("1990-01-01"))?.offering).toBe("AutoCAD");
  });

  it("is held until the day it was taken back, that day included", () => {
    const on = (iso: string) => seatOn(iso, "2026-01-01", "2026-04-30");
    expect(["2026-04-29", "2026-04-30", "2026-05-01"].map(on)).toEqual(["AutoCAD", "AutoCAD", undefined]);
  });

  it("is none where it was taken back and nobody says when", () => {
    const estate = estateOf({ seats: [["ann@x", "AutoCAD"]] });
    const assignments = estate.assignments.map((one) => ({ ...one, assigned: false }));
    const holdings = holdingsOf({ ...estate, assignments }, OFFERS, []);
    expect(holdings.seatFor(ANN, "AutoCAD", AS_OF)).toBeUndefined();
    expect(holdings.of(ANN)).toHaveLength(1);
    expect(holdings.heldBy(ANN)).toEqual([]);
  });

  it("opens its product, and the products of its collection, but no other", () => {
    expect(seatOn("2026-06-15", undefined, undefined, "Revit")).toBeUndefined();
    const suite = held({ seats: [["ann@x", "Suite"]] });
    expect(suite.seatFor(ANN, "Revit", AS_OF)?.offering).toBe("Suite");
    expect(suite.seatFor(ANN, "Maya", AS_OF)).toBeUndefined();
  });
});

describe("a seat that was given more than once", () => {
  const estate = estateOf({ seats: [["ann@x", "AutoCAD", "2026-04-01"]] });
  const again = (earlier: Assignment["earlier"], more: Partial<Assignment> = {}) =>
    holdingsOf(
      { ...estate, assignments: estate.assignments.map((one) => ({ ...one, ...more, earlier: earlier! })) },
      OFFERS,
      [],
    );
  const TERM = { since: day("2026-01-01"), until: day("2026-01-31") };
  const sinceOn = (holdings: ReturnType<typeof again>, iso: string) =>
    holdings.seatFor(ANN, "AutoCAD", day(iso))?.since;

  it("is had in each of its terms, and not in between", () => {
    const twice = again([TERM]);
    expect(
      ["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01"].map((iso) =>
        sinceOn(twice, iso),
      ),
    ).toEqual([undefined, TERM.since, TERM.since, undefined, undefined, day("2026-04-01")]);
    expect(twice.mayHaveSeat(ANN, "AutoCAD", day("2026-02-01"))).toBe(false);
  });

  it("may be had from a term without an end until it was given again", () => {
    const open = again([{ since: TERM.since }], { assigned: false, until: day("2026-04-30") });
    const may = (iso: string) => open.mayHaveSeat(ANN, "AutoCAD", day(iso));
    expect(sinceOn(open, "2026-02-01")).toBeUndefined();
    expect(["2025-12-31", "2026-01-01", "2026-03-31", "2026-05-01"].map(may)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(open.mayHaveSeat(ANN, "Revit", day("2026-02-01"))).toBe(false);
  });

  it("goes on over the first day of another seat that opens the product", () => {
    const two = held({
      seats: [
        ["ann@x", "AutoCAD", "2026-04-01"],
        ["ann@x", "Suite", "2026-01-01"],
      ],
    });
    expect(two.seatFor(ANN, "AutoCAD", day("2026-04-01"))?.offering).toBe("Suite");
  });
});

describe("who holds what", () => {
  const holdings = held({
    seats: [
      ["ann@x", "Suite"],
      ["ann@x", "AutoCAD"],
      ["ann@x", "AutoCAD"],
      ["bob@x", "AutoCAD"],
      ["cy@x", "Maya", "2025-01-01", "2026-01-01"],
    ],
    bought: [["AutoCAD", 3]],
  });

  it("is listed by name, each offering once, and without seats taken back", () => {
    expect([0, 1, 2, 9].map((person) => holdings.heldBy(person))).toEqual([
      ["AutoCAD", "Suite"],
      ["AutoCAD"],
      [],
      [],
    ]);
    expect(holdings.offerings).toEqual(["AutoCAD", "Suite"]);
    expect(holdings.of(9)).toEqual([]);
  });

  it("is listed by offering", () => {
    expect(new Set(holdings.holders("AutoCAD"))).toEqual(new Set([0, 1]));
    expect(holdings.holders("Maya")).toEqual([]);
  });

  it("an offering that no list names opens its own name only", () => {
    expect([holdings.opens("Maya", "Maya"), holdings.opens("Maya", "Revit")]).toEqual([true, false]);
  });

  it("a collection is an offering that covers something besides itself", () => {
    expect(["Suite", "Civil 3D", "AutoCAD", "Maya"].map((name) => holdings.isCollection(name))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("people listed under the members of a collection", () => {
  const listed: Given["seats"] = [
    ["ann@x", "Revit"],
    ["bob@x", "Revit"],
    ["cy@x", "Revit", "2025-01-01", "2026-01-01"],
    ["dee@x", "AutoCAD"],
    ["eve@x", "Maya"],
  ];

  it("hold the collection, where it was bought and the member was not", () => {
    const holdings = held({
      seats: listed,
      bought: [
        ["Suite", 5],
        ["AutoCAD", 1],
      ],
    });
    expect([0, 1, 3, 4].map((person) => holdings.heldBy(person))).toEqual([
      ["Suite"],
      ["Suite"],
      ["AutoCAD"],
      ["Maya"],
    ]);
    expect(holdings.regrouped).toEqual([{ offering: "Revit", collection: "Suite", people: 2 }]);
    expect(holdings.holders("Suite")).toEqual([0, 1]);
  });

  it("are told by offering, in order of name", () => {
    const two: Given["seats"] = [
      ["ann@x", "Revit"],
      ["ann@x", "AutoCAD"],
    ];
    expect(held({ seats: two, bought: [["Suite", 5]] }).regrouped.map(({ offering }) => offering)).toEqual([
      "AutoCAD",
      "Revit",
    ]);
  });

  it("stay as they are listed where no such collection was bought", () => {
    const holdings = held({ seats: listed, bought: [["AutoCAD", 1]] });
    expect(holdings.heldBy(ANN)).toEqual(["Revit"]);
    expect(holdings.regrouped).toEqual([]);
  });
});

describe("people listed under a product whose own seats ended", () => {
  const office = (collectionHolders: number, bought: number, end = "2026-06-01"): Given => ({
    seats: [
      ...["a1@x", "a2@x"].map((id) => [id, "AutoCAD"] as const),
      ...Array.from({ length: collectionHolders }, (_, i) => [`s${i}@x`, "Suite"] as const),
    ],
    bought: [
      ["AutoCAD", 2, 1000, null, end],
      ["Suite", bought, 3000],
    ],
  });
  const regrouped = (given: Given) => held(given).regrouped.map(({ collection }) => collection);

  it("count as members of a bought collection only if it has seats for them", () => {
    expect(regrouped(office(0, 2))).toEqual(["Suite"]);
    expect(regrouped(office(3, 5))).toEqual(["Suite"]);
    expect(regrouped(office(3, 4))).toEqual([]);
    expect(regrouped(office(3, 0))).toEqual([]);
  });

  it("the day after the end, not on it", () => {
    // The analysis is as of 15 June: a line that ends on that day still runs.
    expect(["2026-06-14", "2026-06-15"].map((end) => regrouped(office(3, 5, end)))).toEqual([["Suite"], []]);
  });
});
