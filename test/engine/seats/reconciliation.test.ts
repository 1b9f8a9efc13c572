import { analyse } from "../../../src/engine/analyse";
import { contextOf } from "../../../src/engine/estate/context";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { DAYS_PER_MONTH } from "../../../src/engine/calendar";
import { Access, type Contract, type Offer, type ReportedUse } from "../../../src/engine/estate/estate";
import { excepted } from "../../../src/engine/seats/reconciliation";
import { days, rate, seats, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = day("2026-12-31");
const YEAR: Given["period"] = ["2026-01-01", "2026-12-31"];
const reconciled = (given: Given, changed: Partial<Assumptions> = {}, offering = "AutoCAD") => {
  const estate = estateOf({ period: YEAR, ...given });
  const { reconciliations } = analyse(estate, AS_OF, { ...defaultAssumptions(), ...changed });
  return reconciliations.find((one) => one.offering === offering);
};
/** Somebody's only day of use of a seat. */
const used = (person: string, iso: string, product = "AutoCAD"): UseRow => [
  person,
  product,
  iso,
  "seat",
  null,
];
const holders = (...since: readonly (string | null)[]): NonNullable<Given["seats"]> =>
  since.map((iso, i) => (iso === null ? [`u${i}@x`, "AutoCAD"] : [`u${i}@x`, "AutoCAD", iso]));

describe("the true-up of seats beyond those bought (DOMAIN §7)", () => {
  it("is charged for the seats given last", () => {
    const seatsGiven = holders("2020-01-01", "2026-10-01", "2026-12-01", "2020-06-01");
    const found = reconciled({ seats: seatsGiven, bought: [["AutoCAD", 2, 1200, null, null, "2020-01-01"]] });
    // 91 and 30 days before 31 December
    expect(found?.monthsOver).toBeCloseTo((91 + 30) / 2 / DAYS_PER_MONTH, 9);
    // Back at the price paid, as no list price is known
    expect(found?.trueUpCost).toBeCloseTo((2 * 1200 * ((91 + 30) / 2 / DAYS_PER_MONTH)) / 12, 6);
    expect(found).toMatchObject({ owed: 2, idle: 0, unsettled: [], overageBasis: "paid" });
  });

  it("of a seat given today or later is for no time", () => {
    const months = (since: string) =>
      reconciled({
        seats: [...holders(since), ["cy@x", "AutoCAD", "2020-01-01"]],
        bought: [["AutoCAD", 1, 1200, null, null, "2020-01-01"]],
      })?.monthsOver;
    expect(months("2026-12-30")).toBeCloseTo(1 / DAYS_PER_MONTH, 9);
    expect([months("2026-12-31"), months("2027-01-15")]).toEqual([0, 0]);
  });

  it("runs from the later of the assignment and the start of the line: the day before, on it and after", () => {
    const months = (since: string, start = "2026-06-15") =>
      reconciled({
        seats: [...holders(since), ["cy@x", "AutoCAD", "2020-01-01"]],
        bought: [["AutoCAD", 1, 1200, null, null, start]],
      })?.monthsOver;
    // 199 days from 15 June to 31 December
    expect(months("2021-01-04")).toBeCloseTo(199 / DAYS_PER_MONTH, 9);
    expect(months("2026-06-14")).toBeCloseTo(199 / DAYS_PER_MONTH, 9);
    expect(months("2026-06-15")).toBeCloseTo(199 / DAYS_PER_MONTH, 9);
    expect(months("2026-06-16")).toBeCloseTo(198 / DAYS_PER_MONTH, 9);
  });

  it("goes back to the last renewal at most, by the term of the contract or the length of the line", () => {
    const months = (start: string, end: string, termYears?: number) =>
      reconciled({
        seats: holders("2018-01-01", "2018-01-01"),
        bought: [["AutoCAD", 1, 1200, "C1", end, start]],
        rest: {
          contracts: [
            {
              contract: "C1",
              start: day(start),
              end: day(end),
              ...(termYears === undefined ? {} : { termYears }),
              origin: { source: 0, row: 1 },
            },
          ],
        },
      })?.monthsOver;
    // 364 days since 1 January 2026; 1,095 since 1 January 2024.
    expect(months("2024-01-01", "2026-12-31", 1)).toBeCloseTo(364 / DAYS_PER_MONTH, 9);
    expect(months("2024-01-01", "2026-12-31")).toBeCloseTo(1095 / DAYS_PER_MONTH, 9);
    expect(months("2019-01-01", "2026-12-31")).toBeCloseTo(364 / DAYS_PER_MONTH, 9);
    expect(months("2021-01-01", "2028-12-31", 2)).toBeCloseTo(729 / DAYS_PER_MONTH, 9);
  });

  it("of a seat without a date is a range from nothing to the months since the start of the line", () => {
    const given: Given = {
      seats: holders(null, "2020-01-01"),
      bought: [["AutoCAD", 1, 1200, null, null, "2026-06-15"]],
    };
    expect(reconciled(given)).toMatchObject({ monthsOver: null, trueUpCost: null, trueUpLow: 0 });
    expect(reconciled(given)?.trueUpHigh).toBeCloseTo((1200 * 199) / DAYS_PER_MONTH / 12, 9);
  });

  it("of a line without a start is a range to the months assumed, or to those since the assignment", () => {
    const given = (since: string | null): Given => ({
      seats: holders(since, "2018-01-01"),
      bought: [["AutoCAD", 1, 1200]],
    });
    expect(reconciled(given(null))).toMatchObject({ monthsOver: null, trueUpLow: 0, trueUpHigh: 1200 });
    expect(reconciled(given("2018-01-01"))).toMatchObject({ monthsOver: null, trueUpHigh: 1200 });
    expect(reconciled(given(null), { trueUpMonths: 6 })).toMatchObject({ trueUpCost: null, trueUpHigh: 600 });
    const since = reconciled(given("2026-10-01"));
    expect(since).toMatchObject({ trueUpCost: null, trueUpLow: 0 });
    expect(since?.trueUpHigh).toBeCloseTo((1200 * 91) / DAYS_PER_MONTH / 12, 9);
  });

  it("of lines that began on different days is a range between them", () => {
    const found = reconciled({
      seats: holders("2018-01-01", "2018-01-01", "2018-01-01"),
      bought: [
        ["AutoCAD", 1, 1200, null, null, "2026-01-01"],
        ["AutoCAD", 1, 1200, null, null, "2026-06-15"],
      ],
    });
    expect(found?.months.low).toBeCloseTo(199 / DAYS_PER_MONTH, 9);
    expect(found?.months.high).toBeCloseTo(364 / DAYS_PER_MONTH, 9);
  });

  it("is not owed for seats that nobody needs: 12 assigned, 10 bought, 7 used", () => {
    const ids = Array.from({ length: 12 }, (_, i) => `u${String(i).padStart(2, "0")}@x`);
    const found = (active: number) =>
      reconciled({
        use: ids.slice(0, active).map((id) => used(id, "2026-12-01")),
        seats: ids.map((id) => [id, "AutoCAD", "2026-01-01"]),
        bought: [["AutoCAD", 10, 1200, null, null, "2026-01-01"]],
      });
    const twoSeats = (2 * 1200 * 364) / DAYS_PER_MONTH / 12;
    expect(found(7)).toMatchObject({ idle: 2, owed: 0, trueUpLow: 0, trueUpCost: null });
    expect(found(7)?.trueUpHigh).toBeCloseTo(twoSeats, 9);
    expect(found(11)).toMatchObject({ idle: 1, owed: 1, trueUpCost: null });
    expect(found(11)?.trueUpLow).toBeCloseTo(twoSeats / 2, 9);
    expect(found(12)).toMatchObject({ idle: 0, owed: 2 });
    expect(found(12)?.trueUpCost).toBeCloseTo(twoSeats, 9);
  });

  it("is at the overage price agreed, else the list price of the line, the offer, the offer's price, the price paid", () => {
    const priceOf = (given: Given, offering = "AutoCAD") =>
      reconciled({ seats: [["u0@x", offering]], ...given }, {}, offering)?.overagePrice;
    const contracts: Contract[] = [
      {
        contract: "C1",
        start: day("2026-01-01"),
        end: day("2027-12-31"),
        overagePrice: rate(900),
        origin: { source: 0, row: 1 },
      },
    ];
    expect(priceOf({ bought: [["AutoCAD", 1, 1200, "C1"]], rest: { contracts } })).toBe(900);
    const { subscriptions } = estateOf({
      bought: [
        ["AutoCAD", 1, 1200],
        ["AutoCAD", 1, 1200],
      ],
    });
    const listed = subscriptions.map((line, i) => ({ ...line, listPrice: rate<never, never>(2500 - i) }));
    expect(priceOf({ rest: { subscriptions: listed } })).toBe(2500);
    expect(priceOf({ rest: { subscriptions: [...listed].reverse() } })).toBe(2500);
    const offer: Offer = { offering: "AutoCAD", covers: [], reference: "quote", pricePerYear: rate(1500) };
    const offers = [{ ...offer, listPrice: rate<never, never>(1800) }];
    expect(priceOf({ bought: [["AutoCAD", 1, 1200]], rest: { offers } })).toBe(1800);
    expect(priceOf({ bought: [["AutoCAD", 1, 1200]], rest: { offers: [offer] } })).toBe(1500);
    expect(priceOf({ bought: [["Vault", 1, 1100]] }, "Vault")).toBe(1100);
    expect(priceOf({ bought: [["Vault", 1]] }, "Vault")).toBeNull();
  });

  it("is nothing where nothing is over, and unknown where no price is", () => {
    expect(reconciled({ seats: holders(null), bought: [["AutoCAD", 1, 1200]] })).toMatchObject({
      trueUpCost: 0,
      monthsOver: 0,
      variance: 0,
    });
    const unpriced: Given = {
      seats: [
        ["u0@x", "Vault"],
        ["u1@x", "Vault"],
      ],
      bought: [["Vault", 1]],
    };
    expect(reconciled(unpriced, {}, "Vault")).toMatchObject({ variance: 1, trueUpCost: null });
  });
});

describe("an active seat", () => {
  const active = (iso: string, product = "AutoCAD", offering = "AutoCAD") =>
    reconciled({ use: [used("ann@x", iso, product)], seats: [["ann@x", offering]] }, {}, offering)?.active;

  it("was used in the last 90 days: 89 days ago, not 90", () => {
    // 2 October is 90 days before 31 December.
    expect([active("2026-10-03"), active("2026-10-02"), active("2026-10-01")]).toEqual([1, 0, 0]);
  });

  it("was used in the last 90 days that the exports cover: a gap makes nobody dormant", () => {
    // December has 31 covered days, October and November none; 30 of September and 29 of August are the others.
    const found = (iso: string) => {
      const bob = [...daysOfUse("bob@x", "AutoCAD", "2026-01-01", 273, "seat")];
      const use = [...bob, ...daysOfUse("bob@x", "AutoCAD", "2026-12-01", 31, "seat"), used("ann@x", iso)];
      const estate = estateOf({
        use,
        seats: [
          ["ann@x", "AutoCAD"],
          ["bob@x", "AutoCAD"],
        ],
      });
      const { reconciliations, users } = analyse(estate, AS_OF, defaultAssumptions());
      return [reconciliations[0]?.active, users.find(({ user }) => user === "ann@x")?.segment];
    };
    expect(found("2026-08-03")).toEqual([2, "Rare"]);
    expect(found("2026-08-02")).toEqual([1, "Dormant"]);
  });

  it("was used for a product that it opens", () => {
    expect(active("2026-12-01", "Revit")).toBe(0);
    expect(active("2026-12-01", "Revit", "AEC Collection")).toBe(1);
  });

  it("may be seen in a report alone: by its last use, or by days without a date", () => {
    const report = (more: Partial<ReportedUse>, product = 0): ReportedUse => ({
      person: 0,
      product,
      access: Access.seat,
      from: day("2026-01-01"),
      to: day("2026-12-31"),
      origin: { source: 0, row: 2 },
      ...more,
    });
    const seen = (...reportedUse: readonly ReportedUse[]) =>
      reconciled({
        seats: [["ann@x", "AutoCAD"]],
        use: [used("bob@x", "2026-12-01", "Revit")],
        rest: { reportedUse, products: ["AutoCAD", "Revit"] },
      })?.active;
    expect(seen(report({ lastUse: day("2026-10-03") }))).toBe(1);
    expect(seen(report({ lastUse: day("2026-10-02") }))).toBe(0);
    expect(seen(report({ lastUse: day("2026-12-03") }), report({ lastUse: day("2026-01-03") }))).toBe(1);
    expect(seen(report({ lastUse: day("2026-12-03") }, 1))).toBe(0);
    expect(seen(report({ daysUsed: days(4) }))).toBe(1);
    expect(seen(report({ daysUsed: days(4) }, 1))).toBe(0);
    expect(seen(report({ daysUsed: days(0) }))).toBe(0);
    const tokensAlone = { access: Access.tokens, daysUsed: days(0), tokensUsed: tokens(7) };
    expect(seen(report(tokensAlone))).toBe(0);
  });

  it("is unknown without any use", () => {
    expect(reconciled({ seats: holders(null), bought: [["AutoCAD", 3, 1200]] })).toMatchObject({
      active: null,
      needed: null,
      kept: null,
      shelfware: null,
      shelfwareCost: null,
    });
  });
});

describe("seats needed", () => {
  const office = (people: Given["people"] = {}, changed: Partial<Assumptions> = {}) =>
    reconciled(
      {
        people,
        use: [used("ann@x", "2026-12-01"), used("bob@x", "2026-01-15"), used("cy@x", "2026-12-01")],
        seats: [
          ["ann@x", "AutoCAD"],
          ["bob@x", "AutoCAD"],
          ["cy@x", "AutoCAD"],
          ["dee@x", "AutoCAD"],
        ],
        bought: [["AutoCAD", 6, 1000]],
      },
      changed,
    );

  it("are those of active people; idle ones count only if critical, excepted or new", () => {
    expect(office()).toMatchObject({ assigned: 4, active: 2, kept: 2, needed: 2 });
    expect(office({ "bob@x": { critical: true } })?.kept).toBe(3);
    expect(office({ "bob@x": { exception: "leave" } })?.kept).toBe(3);
    expect(office({ "dee@x": { accountSince: day("2026-12-01") } })?.kept).toBe(3);
  });

  it("are not those of people who left", () => {
    expect(office({ "ann@x": { inactive: true } })).toMatchObject({
      assigned: 4,
      active: 1,
      kept: 1,
      needed: 1,
    });
    expect(office({ "bob@x": { inactive: true, critical: true } })?.kept).toBe(2);
  });

  it("grow with the joiners, in proportion to the people with use, and are rounded up", () => {
    // Three people use something: 1 joiner is a third more, 2 × 4/3 = 2.67.
    expect(office({}, { plannedJoiners: 1 })).toMatchObject({ kept: 2, needed: 3 });
    expect(office({}, { plannedJoiners: 3 })).toMatchObject({ kept: 2, needed: 4 });
  });

  it("leave the rest as shelfware, at the price paid", () => {
    expect(office()).toMatchObject({
      shelfware: 4,
      shelfwareCost: 4000,
      unitPrice: 1000,
      contractPrice: 1000,
    });
  });
});

describe("prices and quantities of an offering", () => {
  it("average over its lines, and are unknown to the contract where no line says one", () => {
    expect(
      reconciled({
        bought: [
          ["AutoCAD", 10, 1000, "C1"],
          ["AutoCAD", 30, 2000, "C2"],
        ],
      }),
    ).toMatchObject({ bought: 40, unitPrice: 1750, contractPrice: 1750 });
    expect(reconciled({ bought: [["AutoCAD", 10]] })).toMatchObject({ unitPrice: 2030, contractPrice: null });
  });

  it("are compared only where both tables are there", () => {
    const unknown = { variance: null, trueUpCost: null, shelfware: null };
    expect(reconciled({ seats: holders(null) })).toMatchObject({ bought: null, assigned: 1, ...unknown });
    expect(reconciled({ bought: [["AutoCAD", 10, 1000]] })).toMatchObject({ assigned: null, ...unknown });
  });

  it("count a person who is listed twice once", () => {
    const twice: Given["seats"] = [
      ["ann@x", "AutoCAD"],
      ["ann@x", "AutoCAD"],
    ];
    expect(reconciled({ seats: twice, bought: [["AutoCAD", 1, 1000]] })).toMatchObject({
      assigned: 1,
      variance: 0,
    });
  });

  it("are flagged from a variance of 3 on, either way (DOMAIN §7)", () => {
    const flagged = (bought: number) =>
      reconciled({ seats: holders(null, null, null, null), bought: [["AutoCAD", bought, 1000]] })?.flagged;
    expect([1, 2, 4, 6, 7].map(flagged)).toEqual([true, false, false, false, true]);
    expect(reconciled({ seats: holders(null) })?.flagged).toBe(false);
  });
});

describe("an exception", () => {
  const excepts = (people: NonNullable<Given["people"]>) =>
    excepted(contextOf(estateOf({ people }), AS_OF, defaultAssumptions()), 0);
  const holds = (until?: string) =>
    excepts({
      "ann@x": { exception: "leave", ...(until === undefined ? {} : { exceptionUntil: day(until) }) },
      "bob@x": {},
    });

  it("holds until its date: the day before is over, the day itself and after hold", () => {
    expect([holds("2026-12-30"), holds("2026-12-31"), holds("2027-01-01"), holds()]).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(excepts({ "ann@x": {} })).toBe(false);
  });
});

describe("what may be dropped of a contract line", () => {
  const trueDown = (given: Given) =>
    analyse(estateOf({ period: YEAR, ...given }), AS_OF, { ...defaultAssumptions(), noticeDays: days(45) })
      .trueDowns[0];
  const use = [...daysOfUse("u0@x", "AutoCAD", "2026-12-01", 20, "seat")];

  it("is what is bought beyond the need, with its saving, renewal, notice and path", () => {
    expect(
      trueDown({ use, seats: holders(null), bought: [["AutoCAD", 3, 1000, "C1", "2027-03-31"]] }),
    ).toMatchObject({
      contract: "C1",
      bought: 3,
      droppable: 2,
      price: 1000,
      saving: 2000,
      renewal: day("2027-03-31"),
      noticeDeadline: day("2027-02-14"),
      autoRenews: false,
      path: [1, 1, 1],
    });
  });

  it("has no notice without an end, and no saving without a price, unless nothing goes", () => {
    const endless = trueDown({ use, seats: holders(null), bought: [["AutoCAD", 3, 1000]] });
    expect(endless).toMatchObject({ renewal: null, noticeDeadline: null });
    const vault = (bought: number) =>
      trueDown({
        use: daysOfUse("u0@x", "Vault", "2026-12-01", 20, "seat"),
        seats: [["u0@x", "Vault"]],
        bought: [["Vault", bought]],
      });
    expect(vault(3)).toMatchObject({ droppable: 2, saving: null });
    expect(vault(1)).toMatchObject({ droppable: 0, saving: 0 });
  });

  it("is nothing of a line that is all needed", () => {
    expect(trueDown({ use, seats: holders(null), bought: [["AutoCAD", 1, 1000]] })).toMatchObject({
      droppable: seats(0),
      saving: 0,
      path: [1, 1, 1],
    });
  });
});
