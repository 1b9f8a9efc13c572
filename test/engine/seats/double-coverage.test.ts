import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { Access, type ReportedUse } from "../../../src/engine/estate/estate";
import { days, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = day("2026-12-31");
/** Tokens are 3 each, by the list price. */
const found = (given: Given) => {
  const estate = estateOf({ period: ["2026-01-01", "2026-12-31"], ...given });
  return analyse(estate, AS_OF, defaultAssumptions()).doubleCoverage.map(({ person, ...rest }) => ({
    user: estate.people[person]?.id,
    ...rest,
  }));
};
const drew = (iso: string, n: number | null = 7, product = "AutoCAD", person = "ann@x"): UseRow => [
  person,
  product,
  iso,
  "tokens",
  n,
];

describe("tokens drawn beside a seat (DOMAIN §4)", () => {
  it("count from the day on which the seat was given: not the day before", () => {
    const use = [drew("2026-03-31"), drew("2026-04-01"), drew("2026-04-02")];
    expect(found({ use, seats: [["ann@x", "AutoCAD", "2026-04-01"]] })).toEqual([
      { user: "ann@x", product: "AutoCAD", offering: "AutoCAD", days: 2, tokens: 14, money: 42 },
    ]);
  });

  it("count until the day on which the seat was taken back", () => {
    const use = [drew("2026-06-29"), drew("2026-06-30"), drew("2026-07-01")];
    expect(found({ use, seats: [["ann@x", "AutoCAD", "2026-01-01", "2026-06-30"]] })).toMatchObject([
      { days: 2, tokens: 14 },
    ]);
  });

  it("count for a product of the seat's collection, and not for others", () => {
    const use = [drew("2026-03-01", 10, "Revit"), drew("2026-03-01", 6, "Maya")];
    expect(found({ use, seats: [["ann@x", "AEC Collection"]] })).toMatchObject([
      { product: "Revit", offering: "AEC Collection", tokens: 10 },
    ]);
    expect(found({ use })).toEqual([]);
  });

  it("count blank days at the rate of the day, and are unknown without one", () => {
    expect(found({ use: [drew("2026-03-01", null)], seats: [["ann@x", "AutoCAD"]] })).toMatchObject([
      { days: 1, tokens: 7, money: 21 },
    ]);
    expect(found({ use: [drew("2026-03-01", null, "Vault")], seats: [["ann@x", "Vault"]] })).toMatchObject([
      { days: 1, tokens: null, money: null },
    ]);
  });

  it("are no double coverage where 0 were drawn, and such a day does not count", () => {
    expect(found({ use: [drew("2026-03-01", 0)], seats: [["ann@x", "AutoCAD"]] })).toEqual([]);
    expect(
      found({ use: [drew("2026-03-01", 0), drew("2026-03-02")], seats: [["ann@x", "AutoCAD"]] }),
    ).toMatchObject([{ days: 1, tokens: 7 }]);
  });

  it("come with the most tokens first, then by person, then by product", () => {
    const use = [
      drew("2026-03-01", 5, "Revit", "bob@x"),
      drew("2026-03-01", 5, "Revit"),
      drew("2026-03-02", 5),
      drew("2026-03-03", 9, "3ds Max", "bob@x"),
      drew("2026-03-04", null, "InfraWorks"),
      drew("2026-03-05", 0.5, "Navisworks Manage"),
    ];
    const seats: Given["seats"] = [
      ["ann@x", "AEC Collection"],
      ["bob@x", "AEC Collection"],
    ];
    expect(found({ use, seats }).map((one) => [one.user, one.product])).toEqual([
      ["bob@x", "3ds Max"],
      ["ann@x", "AutoCAD"],
      ["ann@x", "Revit"],
      ["bob@x", "Revit"],
      ["ann@x", "Navisworks Manage"],
      ["ann@x", "InfraWorks"],
    ]);
  });

  it("before the baseline year do not count", () => {
    const use = [drew("2025-12-31"), ...daysOfUse("ann@x", "AutoCAD", "2026-01-01", 2, "tokens", 7)];
    expect(found({ use, seats: [["ann@x", "AutoCAD"]] })).toMatchObject([{ days: 2 }]);
  });
});

describe("tokens of a Usage Report beside a seat", () => {
  const reported = (since: string | undefined, more: Partial<ReportedUse> = {}) =>
    found({
      people: { "ann@x": {} },
      seats: [since === undefined ? ["ann@x", "AutoCAD"] : ["ann@x", "AutoCAD", since]],
      rest: {
        products: ["AutoCAD", "Maya"],
        reportedUse: [
          {
            person: 0,
            product: 0,
            access: Access.tokens,
            daysUsed: days(5),
            tokensUsed: tokens(35),
            from: day("2026-04-01"),
            to: day("2026-12-31"),
            origin: { source: 0, row: 2 },
            ...more,
          },
        ],
      },
    });

  it("count where the seat was given by the first day of the period", () => {
    expect(reported("2026-03-31")).toMatchObject([{ days: null, tokens: 35, money: 105 }]);
    expect(reported("2026-04-01")).toHaveLength(1);
    expect(reported("2026-04-02")).toEqual([]);
    expect(reported(undefined)).toHaveLength(1);
  });

  it("come among those of daily use, by person", () => {
    const mixed = found({
      people: { "ann@x": {} },
      use: [drew("2026-03-01", 35, "AutoCAD", "bob@x")],
      seats: [
        ["ann@x", "AutoCAD"],
        ["bob@x", "AutoCAD"],
      ],
      rest: {
        reportedUse: [
          {
            person: 0,
            product: 0,
            access: Access.tokens,
            daysUsed: days(5),
            tokensUsed: tokens(35),
            from: day("2026-01-01"),
            to: day("2026-12-31"),
            origin: { source: 0, row: 2 },
          },
        ],
      },
    });
    expect(mixed.map(({ user }) => user)).toEqual(["ann@x", "bob@x"]);
  });

  it("count as stated where the product has no rate", () => {
    const drawn = { person: 0, product: 0, access: Access.tokens, daysUsed: days(5), tokensUsed: tokens(35) };
    const rest = {
      products: ["Vault"],
      reportedUse: [
        { ...drawn, from: day("2026-01-01"), to: day("2026-12-31"), origin: { source: 0, row: 2 } },
      ],
    };
    expect(found({ people: { "ann@x": {} }, seats: [["ann@x", "Vault"]], rest })).toMatchObject([
      { tokens: 35 },
    ]);
  });

  it("count days with blank tokens at the rate", () => {
    const blank = { person: 0, product: 0, access: Access.tokens, daysUsed: days(5) } as const;
    const rest = {
      products: ["AutoCAD"],
      reportedUse: [
        { ...blank, from: day("2026-01-01"), to: day("2026-12-31"), origin: { source: 0, row: 2 } },
      ],
    };
    expect(found({ people: { "ann@x": {} }, seats: [["ann@x", "AutoCAD"]], rest })).toMatchObject([
      { days: null, tokens: 35, money: 105 },
    ]);
  });

  it("count from a single token on", () => {
    expect(reported(undefined, { tokensUsed: tokens(1) })).toMatchObject([{ tokens: 1, money: 3 }]);
  });

  it("do not count for another product, nor days on the seat, nor 0 tokens", () => {
    expect(reported(undefined, { product: 1 })).toEqual([]);
    expect(reported(undefined, { access: Access.seat })).toEqual([]);
    expect(reported(undefined, { tokensUsed: tokens(0) })).toEqual([]);
  });

  it("are days × rate where the report leaves them blank, and unknown without a rate: never skipped", () => {
    const blank = (product: string) =>
      found({
        people: { "ann@x": {} },
        seats: [["ann@x", product, "2026-03-31"]],
        rest: {
          products: [product],
          reportedUse: [
            {
              person: 0,
              product: 0,
              access: Access.tokens,
              daysUsed: days(5),
              from: day("2026-04-01"),
              to: day("2026-12-31"),
              origin: { source: 0, row: 2 },
            },
          ],
        },
      });
    expect(blank("AutoCAD")).toMatchObject([{ days: null, tokens: 35, money: 105 }]);
    expect(blank("Vault")).toMatchObject([{ days: null, tokens: null, money: null }]);
  });
});
