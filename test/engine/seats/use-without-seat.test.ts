import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { Access, type Offer, type ReportedUse } from "../../../src/engine/estate/estate";
import { days, rate } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = "2026-12-31";
const analysed = (given: Given) =>
  analyse(estateOf({ period: ["2026-01-01", AS_OF], ...given }), day(AS_OF), defaultAssumptions());
const ANN = daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat");
const GHOST = daysOfUse("ghost@x", "AutoCAD", "2026-12-10", 20, "seat");
const office = (more: Given = {}): Given => ({
  use: [...ANN, ...GHOST],
  bought: [["AutoCAD", 1, 2000]],
  ...more,
  seats: [["ann@x", "AutoCAD"], ...(more.seats ?? [])],
});
const found = (given: Given) =>
  analysed(given).useWithoutSeat.map(({ product, days: n, recent, heldInstead }) => [
    product,
    n,
    recent,
    heldInstead,
  ]);
const GHOST_FOUND = [["AutoCAD", 20, true, null]];

describe("use on a seat that no table assigns", () => {
  it("is found where the user has no seat, or only one that does not open the product", () => {
    expect(found(office())).toEqual(GHOST_FOUND);
    expect(found(office({ seats: [["ghost@x", "Revit"]], bought: [["Revit", 1, 2000]] }))).toEqual(
      GHOST_FOUND,
    );
    expect(found(office({ seats: [["ghost@x", "AutoCAD"]] }))).toEqual([]);
    expect(found(office({ seats: [["ghost@x", "AEC Collection"]] }))).toEqual([]);
  });

  it("is no use of tokens, of nobody, or without a table of assignments", () => {
    const onTokens = daysOfUse("ghost@x", "AutoCAD", "2026-12-10", 20, "tokens", 7);
    expect(found(office({ use: [...ANN, ...onTokens] }))).toEqual([]);
    const nobody = daysOfUse("", "AutoCAD", "2026-12-10", 20, "seat");
    expect(found(office({ use: [...ANN, ...nobody] }))).toEqual([]);
    expect(found({ use: GHOST, bought: [["AutoCAD", 1, 2000]] })).toEqual([]);
    const { use } = estateOf(office());
    const unknown = { ...use, access: use.access.map(() => Access.unknown) };
    expect(found(office({ rest: { use: unknown } }))).toEqual([]);
  });

  it("is the use after the seat was taken back: not on that day, but on the next", () => {
    const until = (iso: string) => found(office({ seats: [["ghost@x", "AutoCAD", "2026-01-01", iso]] }));
    // The use runs from 10 to 29 December.
    expect(until("2026-12-28")).toEqual([["AutoCAD", 1, true, null]]);
    expect(until("2026-12-29")).toEqual([]);
    expect(until("2026-12-30")).toEqual([]);
    expect(until("2026-12-09")).toEqual(GHOST_FOUND);
  });

  it("is not found where a seat was taken back and no date says when, or where the seat is held now", () => {
    const { assignments, ...estate } = estateOf(office({ seats: [["ghost@x", "AutoCAD"]] }));
    const takenBack = assignments.map((one) => (one.person === 1 ? { ...one, assigned: false } : one));
    const analysis = analyse({ ...estate, assignments: takenBack }, day(AS_OF), defaultAssumptions());
    expect(analysis.useWithoutSeat).toEqual([]);
    expect(found(office({ seats: [["ghost@x", "AutoCAD", "2026-12-20"]] }))).toEqual([]);
  });

  it("may have had a seat since, if it ended more than 31 days before the exports: on the day and after", () => {
    // The exports end on 31 December; 31 days before is 30 November.
    const last = (iso: string) =>
      found(office({ use: [...ANN, ...daysOfUse("ghost@x", "AutoCAD", iso, 1, "seat")] }));
    expect(["2026-11-29", "2026-11-30", "2026-12-01"].map((iso) => last(iso)[0]?.[2])).toEqual([
      false,
      false,
      true,
    ]);
    const old = analysed(
      office({ use: [...ANN, ...daysOfUse("ghost@x", "AutoCAD", "2026-02-01", 9, "seat")] }),
    );
    expect(old.untrackedProducts).toEqual([expect.objectContaining({ users: 1, recent: 0, exposure: 0 })]);
    expect(
      actions(old)
        .map(({ text }) => text)
        .join(),
    ).not.toContain("audit");
    const left = { "ghost@x": { inactive: true } };
    const gone = daysOfUse("ghost@x", "AutoCAD", "2026-02-01", 9, "seat");
    expect(found(office({ use: [...ANN, ...gone], people: left }))).toEqual([]);
    expect(found(office({ people: left }))).toEqual(GHOST_FOUND);
    expect(old.issues).toContainEqual(
      expect.objectContaining({
        code: "use-without-seat",
        message: expect.stringContaining("may have been unassigned since") as string,
      }),
    );
  });

  it("may be explained by an offering of which no table says what it covers", () => {
    const given = office({ seats: [["ghost@x", "Plant Suite"]] });
    expect(found(given)).toEqual([["AutoCAD", 20, true, "Plant Suite"]]);
    const { issues, untrackedProducts } = analysed(given);
    expect(issues.map(({ code }) => code)).toContain("unknown-covers");
    expect(issues.map(({ code }) => code)).not.toContain("use-without-seat");
    expect(untrackedProducts).toEqual([expect.objectContaining({ recent: 0, exposure: 0 })]);
    // No offering is known to open Docs, so the list of a collection may be incomplete.
    const docs = (held: string) =>
      found(
        office({
          use: [...ANN, ...daysOfUse("ghost@x", "Docs", "2026-12-10", 20, "seat")],
          seats: [["ghost@x", held]],
        }),
      );
    expect(docs("AEC Collection")).toEqual([["Docs", 20, true, "AEC Collection"]]);
    expect(docs("AutoCAD")).toEqual([["Docs", 20, true, null]]);
    const suite: Offer = { offering: "Plant Suite", covers: ["Plant 3D"], reference: "quote" };
    expect(found({ ...given, rest: { offers: [suite] } })).toEqual(GHOST_FOUND);
  });

  it("of people behind a hash says nothing where those assigned are named", () => {
    const people = { "ghost@x": { hashed: true } };
    expect(found(office({ people }))).toEqual([]);
    expect(found(office({ people: { ...people, "ann@x": { hashed: true } } }))).toEqual(GHOST_FOUND);
  });

  it("may be seen in a Usage Report alone", () => {
    const report = (person: number, more: Partial<ReportedUse> = {}): ReportedUse => ({
      person,
      product: 0,
      access: Access.seat,
      daysUsed: days(4),
      lastUse: day("2026-12-20"),
      origin: { source: 0, row: 9 },
      ...more,
    });
    const reported = (...reportedUse: ReportedUse[]) =>
      found(office({ use: ANN, people: { "ghost@x": {} }, rest: { reportedUse } }));
    expect(reported(report(0))).toEqual([]);
    expect(reported(report(1))).toEqual([["AutoCAD", 4, true, null]]);
    expect(reported(report(1, { daysUsed: days(0) }))).toEqual([]);
    expect(reported(report(1, { access: Access.tokens }))).toEqual([]);
  });

  it("is told with users, days, and what an audit may charge beyond the spare seats", () => {
    const second = daysOfUse("zoe@x", "AutoCAD", "2026-12-20", 5, "seat");
    const use = [...ANN, ...GHOST, ...second];
    const offers: Offer[] = [
      { offering: "AutoCAD", covers: [], reference: "list", pricePerYear: rate(1900), listPrice: rate(2030) },
    ];
    const two = (bought: number) =>
      analysed(office({ use, bought: [["AutoCAD", bought, 1800]], rest: { offers } }));
    // Two users, one seat bought and assigned: 2 × 2,030; with one more seat bought, 1 × 2,030.
    expect(two(1).untrackedProducts).toEqual([
      {
        product: "AutoCAD",
        users: 2,
        recent: 2,
        days: 25,
        spare: 0,
        price: 2030,
        basis: "list",
        exposure: 4060,
      },
    ]);
    expect(two(2).untrackedProducts).toEqual([expect.objectContaining({ spare: 1, exposure: 2030 })]);
    expect(actions(two(1)).map(({ text }) => text)).toContain(
      "Assign a seat to 2 users who used AutoCAD on a seat on 25 days without one, or find out why: an audit risk " +
        "of 4,060 a year at 2,030 a seat (the list price)",
    );
    expect(two(1).issues).toContainEqual(
      expect.objectContaining({
        code: "use-without-seat",
        rows: 2,
        message: expect.stringContaining("2 users used AutoCAD on a seat on 25 days") as string,
      }),
    );
    expect(two(1).users.map(({ user, usedWithoutSeat }) => [user, usedWithoutSeat])).toEqual([
      ["ann@x", []],
      ["ghost@x", ["AutoCAD"]],
      ["zoe@x", ["AutoCAD"]],
    ]);
  });

  it("has an unknown risk without a price, or without a table of purchases", () => {
    const vault = daysOfUse("ghost@x", "Vault", "2026-12-10", 20, "seat");
    const unpriced = analysed(
      office({ use: [...ANN, ...vault], bought: [["Vault", 1]], seats: [["ann@x", "Vault"]] }),
    );
    expect(unpriced.untrackedProducts).toEqual([
      expect.objectContaining({ product: "Vault", exposure: null }),
    ]);
    expect(
      actions(unpriced)
        .map(({ text }) => text)
        .join(),
    ).toContain("an audit risk of unknown cost");
    expect(analysed(office({ bought: [] })).untrackedProducts).toEqual([
      expect.objectContaining({ exposure: null }),
    ]);
  });
});
