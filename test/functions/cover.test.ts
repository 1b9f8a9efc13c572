import fc from "fast-check";
import { bestMix } from "../../src/engine/mix/mix";
import { fraction, money, rate, seats, tokens } from "../../src/engine/units";
import { call, cellOf } from "./excel";

const OFFERS = [
  ["Revit", 2985, ""],
  ["AutoCAD", 2030, ""],
  ["AEC Collection", 3675, "AutoCAD; Revit ;Civil 3D"],
];
const PRODUCTS = [["Revit", "AutoCAD", "Civil 3D"]];
const RATES = [[10, 7, 0]];
const cover = (
  days: unknown,
  more: Partial<{ products: unknown; rates: unknown; price: unknown; offers: unknown; show: unknown }> = {},
) =>
  call(
    "BEST_COVER",
    more.products ?? PRODUCTS,
    days,
    more.rates ?? RATES,
    more.price ?? [[3]],
    more.offers ?? OFFERS,
    more.show ?? null,
  );

describe("BEST_COVER", () => {
  it("answers for each row of users, or for each column where the products are in a column", () => {
    // 890 tokens; 2,000 and 140 tokens; a collection because the rate of Civil 3D is unknown; no use.
    const days = [
      [61, 40, 0],
      [200, 20, 0],
      [61, 40, 1],
      [0, 0, 0],
    ];
    const shown = ["Flex", "Revit; Flex", "AEC Collection", "nothing"];
    expect(cover(days)).toEqual(shown.map((one) => [one]));
    const turned = (rows: readonly (readonly unknown[])[]) =>
      rows[0]?.map((_, c) => rows.map((row) => row[c]));
    expect(cover(turned(days), { products: turned(PRODUCTS), rates: turned(RATES) })).toEqual([shown]);
    expect(cover(days, { show: [["cost"]] })).toEqual([[2670], [3405], [3675], [0]]);
  });

  it("ignores case and blank rows, and needs no column of covered products", () => {
    const offers = [
      ["REVIT", 2985],
      [0, 0],
      ["", ""],
    ];
    expect(cover([[200, 0, 0]], { offers })).toEqual([["REVIT"]]);
    expect(cover([[200, 0, 0]], { products: [["revit", 0, ""]] })).toEqual([["Revit"]]);
  });

  it.each([
    [[[5, 0, 3]], { offers: [["Revit", 2985]] }, "#N/A", '"Civil 3D" has no price: its rate is 0 or blank'],
    [
      [[5, 0, 0]],
      {
        offers: [
          ["Revit", 2985],
          ["Maya", null],
        ],
      },
      "#N/A",
      'offers, row 2: the price of "Maya" is 0 or blank',
    ],
    [[[5, 0, 0]], { offers: [["", 2985]] }, "#VALUE!", "offers, row 1: the offering has no name"],
    [[[5, 0, 0]], { offers: [[1, 2, 3, 4]] }, "#VALUE!", "offers: 4 columns instead of 2 or 3"],
    [
      [[5, 0, 0]],
      {
        offers: [
          ["Revit", 2985],
          ["AEC", 3675, "Revit, AutoCAD"],
        ],
      },
      "#VALUE!",
      'offers, row 2: "Revit, AutoCAD" is read as one product. Separate products',
    ],
    [[[5, 0]], {}, "#VALUE!", "days: 2 cells along the products instead of 3"],
    [[[5, 0, 0]], { rates: [[10, 7]] }, "#VALUE!", "rates: 2 cells along the products instead of 3"],
    [
      [[5, 0, 0]],
      {
        rates: [
          [10, 7, 0],
          [10, 7, 0],
        ],
      },
      "#VALUE!",
      "rates: 3 cells along",
    ],
    [
      [[5, 0, 1]],
      { products: [["Revit", "AutoCAD", null]] },
      "#VALUE!",
      "products, cell 3: the product has days but no name",
    ],
    [
      [[5, 0, 0]],
      {
        products: [
          ["a", "b"],
          ["c", "d"],
        ],
      },
      "#VALUE!",
      "products: a block of cells has no order",
    ],
    [[[5, 0, 0]], { price: [[0]] }, "#N/A", "tokenPrice: 0 or a blank cell means unknown"],
    [[[-5, 0, 0]], {}, "#VALUE!", "days, column 1: -5 is out of range"],
    [[[5, 0, 0]], { show: [["why"]] }, "#VALUE!", 'show: "why" is not a valid choice'],
  ])("%j %j is %s, and says why", (days, more, code, sentence) => {
    expect(cover(days, more)).toEqual([[{ code, sentence: expect.stringContaining(sentence) as string }]]);
  });

  it("a bad cell spoils only the answer of its user", () => {
    expect(
      cover(
        [
          [61, 40, 0],
          ["x", 0, 0],
          [0, 0, 9],
        ],
        { offers: [["Revit", 2985]] },
      ).map(([one]) => (typeof one === "object" ? one?.code : one)),
    ).toEqual(["Flex", "#VALUE!", "#N/A"]);
  });

  it("costs the same as the best mix of an organisation with one user", () => {
    const days = fc.array(fc.nat(220), { minLength: 4, maxLength: 4 });
    const prices = fc.array(fc.integer({ min: 100, max: 4000 }), { minLength: 6, maxLength: 6 });
    const names = ["A", "B", "C", "D"];
    fc.assert(
      fc.property(
        days,
        prices,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 }),
        (used, priced, perDay) => {
          const offers = [
            ...names.map((name, n) => [name, priced[n] ?? 0, ""] as const),
            ["AB", priced[4] ?? 0, "A;B"] as const,
            ["BCD", priced[5] ?? 0, "B; C; D"] as const,
          ];
          const mix = bestMix({
            users: [
              {
                user: "one",
                needs: names.flatMap((product, n) =>
                  used[n] ? [{ product, tokens: tokens((used[n] ?? 0) * (perDay[n] ?? 0)) }] : [],
                ),
              },
            ],
            offerings: offers.map(([offering, price, covers]) => ({
              offering,
              covers: covers.split(";").map((one) => one.trim()),
              steps: [{ minimum: seats(0), unitPrice: rate(price) }],
              kind: "all units" as const,
              floor: seats(0),
            })),
            contracts: [],
            pools: [
              {
                tiers: [{ minimum: tokens(0), unitPrice: rate(3), reference: "" }],
                kind: "all units",
                pack: tokens(1),
                minimum: tokens(0),
                buffer: fraction(0),
                others: tokens(0),
              },
            ],
            moveThreshold: money(0),
            growth: 1,
          });
          expect(cellOf("BEST_COVER", [names], [used], [perDay], [[3]], offers, [["cost"]])).toBeCloseTo(
            mix.total,
            6,
          );
        },
      ),
    );
  });
});
