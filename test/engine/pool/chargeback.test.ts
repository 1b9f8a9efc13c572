import fc from "fast-check";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { monthOf } from "../../../src/engine/calendar";
import type { ChargedUse } from "../../../src/engine/estate/estate";
import { DIMENSIONS, type ChargedTo } from "../../../src/engine/pool/chargeback";
import { money, sumKnown, tokens } from "../../../src/engine/units";
import { day, estateOf, type Given, type UseRow } from "../estate-of";

const AS_OF = day("2026-10-31");
const PERIOD = ["2025-11-01", "2026-10-31"] as const;

const tokenUse = (given: Given) =>
  analyse(estateOf({ period: PERIOD, ...given }), AS_OF, defaultAssumptions()).tokenUse;

const row = (person: string, product: string, iso: string, n: number | null): UseRow => [
  person,
  product,
  iso,
  "tokens",
  n,
];

/** Ann's use of Revit in March in rows that name a department, or none. */
const part = (n: number, department?: string, blankRows = 0): ChargedUse => ({
  person: 0,
  product: 1,
  month: monthOf(day("2026-03-01")),
  ...(department === undefined ? {} : { department }),
  tokens: tokens(n),
  rows: 1,
  blankRows,
});

const shown = (list: readonly ChargedTo[]) =>
  list.map(({ name, lastYear, users }) => [name, lastYear, users]);

describe("the chargeback", () => {
  const use = [
    row("ann@x", "Revit", "2026-03-02", 300),
    row("bob@x", "Revit", "2026-03-02", 100),
    row("bob@x", "AutoCAD", "2026-04-02", 70),
    row("cid@x", "AutoCAD", "2026-05-02", 30),
  ];
  const people = {
    "ann@x": { department: "Design", project: "Tower" },
    "bob@x": { department: "Sales", costCentre: "100" },
  };

  it("charges every token once in each dimension, and names what is nobody's", () => {
    const { by } = tokenUse({ use, people }).chargeback!;
    expect(shown(by.product)).toEqual([
      ["Revit", 400, 2],
      ["AutoCAD", 100, 2],
    ]);
    expect(shown(by.department)).toEqual([
      ["Design", 300, 1],
      ["Sales", 170, 1],
      [null, 30, 1],
    ]);
    expect(shown(by.project)).toEqual([
      ["Tower", 300, 1],
      [null, 200, 2],
    ]);
    expect(shown(by.costCentre)).toEqual([
      ["100", 170, 1],
      [null, 330, 2],
    ]);
  });

  it("follows the rows of use before the department of the user", () => {
    // Of ann's 300 tokens in March, rows with 1 of 4 tokens name Sales, and the others nothing.
    const found = tokenUse({ use, people, rest: { chargedUse: [part(10, "Sales"), part(30)] } });
    expect(shown(found.chargeback!.by.department)).toEqual([
      ["Sales", 245, 2],
      ["Design", 225, 1],
      [null, 30, 1],
    ]);
  });

  it.each([
    ["by tokens, also where a row has none", [[0, "Sales"], [40]], [300, 0]],
    ["by rows, where a row does not state its tokens", [[10, "Sales", 1], [30]], [150, 150]],
    ["by rows, where a row is a credit", [[-10, "Sales"], [30]], [150, 150]],
    ["to the user's department, where all rows have none", [[0, "Sales"], [0]], [300, 0]],
  ] as const)("divides the tokens of a user's month %s", (_, parts, [design, sales]) => {
    const chargedUse = parts.map(([n, department, blankRows]) => part(n, department, blankRows));
    const own = row("ann@x", "Revit", "2026-03-02", 300);
    const { by } = tokenUse({ use: [use[2]!, own], people, rest: { chargedUse } }).chargeback!;
    const charged = new Map(by.department.map(({ name, lastYear }) => [name, lastYear]));
    // Bob's 70 tokens of AutoCAD are of Sales.
    expect([charged.get("Design") ?? 0, charged.get("Sales")]).toEqual([design, 70 + sales]);
  });

  it("is unknown for what draws tokens at an unknown rate, and for its department", () => {
    const { by } = tokenUse({
      use: [...use, row("bob@x", "Civil 3D", "2026-06-02", null)],
      people,
    }).chargeback!;
    expect(shown(by.product)).toEqual([
      ["Civil 3D", null, 1],
      ["Revit", 400, 2],
      ["AutoCAD", 100, 2],
    ]);
    expect(shown(by.department).slice(0, 2)).toEqual([
      ["Sales", null, 1],
      ["Design", 300, 1],
    ]);
  });

  it("is at the price of the packs of the last year, else of the price list", () => {
    const pack = { purchased: day("2025-11-01"), tokens: tokens(1000), origin: { source: 0, row: 2 } };
    const paid = tokenUse({ use, rest: { packs: [{ ...pack, price: money(2800) }] } });
    expect(paid).toMatchObject({ price: 2.8, isPaid: true });
    expect(tokenUse({ use, rest: { packs: [pack] } })).toMatchObject({ price: 3, isPaid: false });
  });

  it("adds up to the months in every dimension, for any use", () => {
    const drawn = fc.record({
      person: fc.constantFrom("", "ann@x", "bob@x", "cid@x"),
      product: fc.constantFrom("Revit", "AutoCAD"),
      day: fc.integer({ min: day("2025-11-01"), max: AS_OF }),
      tokens: fc.option(fc.integer({ min: -5, max: 50 })),
    });
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(3)), (rows, parts) => {
        const given = rows.map((one) =>
          row(one.person, one.product, new Date(one.day * 864e5).toISOString().slice(0, 10), one.tokens),
        );
        const chargedUse = rows.flatMap((one, i): ChargedUse[] => {
          const person = ["ann@x", "bob@x", "cid@x"].indexOf(one.person);
          const of = parts[i] ?? 0;
          return of === 0
            ? []
            : [
                {
                  person,
                  product: 0,
                  month: monthOf(one.day as never),
                  ...(of === 1 ? {} : { project: `P${of}` }),
                  tokens: tokens(of),
                  rows: of,
                  blankRows: 0,
                },
              ];
        });
        const { consumption, tokenUse: found } = analyse(
          estateOf({ use: given, people, period: PERIOD, rest: { chargedUse } }),
          AS_OF,
          defaultAssumptions(),
        );
        const sum = sumKnown([...consumption.months.map(({ tokens: n }) => n), consumption.adjusted])!;
        for (const dimension of DIMENSIONS)
          expect(sumKnown(found.chargeback!.by[dimension].map(({ tokens: n }) => n))).toBeCloseTo(sum, 6);
      }),
      { numRuns: 60 },
    );
  });
});
