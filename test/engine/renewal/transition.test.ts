import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { isoDay } from "../../../src/engine/calendar";
import { rate, type Money, type Seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

const AS_OF = day("2026-10-31");
const analysed = (given: Given, changed: Partial<Assumptions> = {}): Analysis =>
  analyse(estateOf({ period: ["2025-11-01", "2026-10-31"], ...given }), AS_OF, {
    ...defaultAssumptions(),
    ...changed,
  });

/** Two Revit seats: ann needs hers 30 days a year, nobody has the other. bob and cy burn 1,500 and 900 tokens on Revit. */
const OFFICE: Given = {
  use: [
    ...daysOfUse("ann@x", "Revit", "2026-01-01", 30, "seat"),
    ...daysOfUse("bob@x", "Revit", "2026-01-01", 150, "tokens", 10),
    ...daysOfUse("cy@x", "Revit", "2026-02-01", 90, "tokens", 10),
    ...daysOfUse("dee@x", "Revit", "2026-02-01", 20, "tokens", 10),
  ],
  seats: [
    ["ann@x", "Revit", "2024-01-01"],
    ["eve@x", "AutoCAD", "2024-01-01"],
  ],
  bought: [
    ["Revit", 2, 2985, "C1", "2026-12-31"],
    ["AutoCAD", 1, 2030, "C1", "2026-12-31"],
  ],
};
const names = ({ estate, redeployments }: Analysis) =>
  redeployments.map(({ from, to, tokens, ...rest }) => ({
    from: from === null ? null : estate.people[from]?.id,
    to: estate.people[to]?.id,
    tokens,
    ...rest,
  }));

describe("spare seats until they end", () => {
  it("go to the heaviest Flex user, then to the next for whom they spare more than the holder would draw", () => {
    const found = names(analysed(OFFICE));
    // The seat that nobody has spares bob's 1,500. Ann would draw 300 without hers, so cy's 900 spare 600 net.
    expect(found).toMatchObject([
      { offering: "Revit", from: null, to: "bob@x", tokens: 1500, until: day("2026-12-31") },
      { offering: "Revit", from: "ann@x", to: "cy@x", tokens: 600 },
    ]);
    // 61 days of a year: 1,500 × 61 ÷ 365 tokens at 3.00.
    expect(found[0]?.tokensUntil).toBeCloseTo((1500 * 61) / 365, 9);
    expect(found[0]?.moneyUntil).toBeCloseTo((3 * 1500 * 61) / 365, 9);
  });

  it("stay with a holder who would draw as many tokens as the next user spares", () => {
    const { use = [], bought = [] } = OFFICE;
    const ofHolder = use.filter(([user]) => user === "ann@x");
    const oneSeat = {
      ...OFFICE,
      bought: [["Revit", 1, 2985, "C1", "2026-12-31"], ...bought.slice(1)],
    } as const;
    const withTaker = (daysUsed: number) =>
      names(
        analysed({
          ...oneSeat,
          use: [...ofHolder, ...daysOfUse("cy@x", "Revit", "2026-02-01", daysUsed, "tokens", 10)],
        }),
      );
    // Ann would draw 300 tokens without her seat.
    expect(withTaker(30)).toEqual([]);
    expect(withTaker(31)).toMatchObject([{ from: "ann@x", to: "cy@x", tokens: 10 }]);
  });

  it("are the same however many more are bought than there are people", () => {
    const withSeats = (n: number) => names(analysed({ ...OFFICE, bought: [["Revit", n, 2985]] }));
    expect(withSeats(2 ** 33)).toEqual(withSeats(10));
    expect(withSeats(10)).toHaveLength(3);
  });

  it("stay where their holder needs them or cannot be on Flex, and take no end where none is known", () => {
    const { use = [], bought = [] } = OFFICE;
    const [first] = names(
      analysed({ ...OFFICE, bought: bought.map(([offering, n]) => [offering, n, 2985] as const) }),
    );
    expect(first).toMatchObject({ until: null, tokensUntil: null, moneyUntil: null });
    const blocked = analysed({
      ...OFFICE,
      use: [...use, ...daysOfUse("ann@x", "Vault", "2026-01-01", 3, "seat")],
      rest: { offers: [{ offering: "Revit", covers: ["Vault"], reference: "test" }] },
    });
    expect(names(blocked).map(({ from }) => from)).toEqual([null]);
    expect(names(analysed({ ...OFFICE, seats: [] }))).toEqual([]);
  });

  it("stay with who is critical or waits for another seat, and are none where too many are assigned", () => {
    // Ann needs 30 days of Revit, for which a LT seat of 500 is enough.
    const lighter = {
      rest: {
        offers: [
          { offering: "LT", covers: ["Revit"], pricePerYear: rate<Money, Seats>(500), reference: "test" },
        ],
      },
    };
    expect(names(analysed({ ...OFFICE, ...lighter })).map(({ from }) => from)).toEqual([null]);
    const critical = analysed({ ...OFFICE, ...lighter, people: { "ann@x": { critical: true } } });
    expect(names(critical).map(({ from }) => from)).toEqual([null]);
    // Of one seat bought two are held: one of those given up is owed.
    const { seats: held = [], bought = [] } = OFFICE;
    const owed = analysed({
      ...OFFICE,
      seats: [...held, ["fay@x", "Revit", "2024-01-01"]],
      bought: [["Revit", 1, 2985, "C1", "2026-12-31"], ...bought.slice(1)],
    });
    expect(names(owed).map(({ from, to }) => [from, to])).toEqual([["ann@x", "bob@x"]]);
  });
});

describe("who moves from what to what", () => {
  const moves = (analysis: Analysis) =>
    analysis.moves.map(({ person, from, to, when, day: on, beginBy }) => [
      analysis.estate.people[person]?.id,
      from.join(),
      to.seats.join() || "Flex",
      when,
      on && isoDay(on),
      beginBy && isoDay(beginBy),
    ]);

  it("now where a seat is spare or is handed on, else with the renewal; those first who save most", () => {
    expect(moves(analysed(OFFICE))).toEqual([
      ["eve@x", "AutoCAD", "Flex", "now", "2026-10-31", "2026-10-31"],
      ["ann@x", "Revit", "Flex", "now", "2026-10-31", "2026-10-31"],
      ["bob@x", "", "Revit", "now", "2026-10-31", "2026-10-31"],
      // 600 tokens and a seat are 4,785; with cy on Flex 1,600 are 4,800.
      ["cy@x", "", "Revit", "now", "2026-10-31", "2026-10-31"],
    ]);
  });

  it("in weeks of so many people, the last of which ends with the renewal", () => {
    const people = Array.from({ length: 5 }, (_, i) => `p${i}@x`);
    const given: Given = {
      use: people.flatMap((one, i) => daysOfUse(one, "Revit", "2026-01-01", 10 + i, "seat")),
      seats: people.map((one) => [one, "Revit", "2024-01-01"] as const),
      bought: [["Revit", 5, 2985, "C1", "2026-12-31"]],
    };
    const found = moves(analysed(given, { movesPerWeek: 2 }));
    // The lightest saves most and is first; three weeks before the end, two people each.
    expect(found.map(([who, , , when, on, begin]) => [who, when, on, begin])).toEqual([
      ["p0@x", "at renewal", "2026-12-31", "2026-12-10"],
      ["p1@x", "at renewal", "2026-12-31", "2026-12-10"],
      ["p2@x", "at renewal", "2026-12-31", "2026-12-17"],
      ["p3@x", "at renewal", "2026-12-31", "2026-12-17"],
      ["p4@x", "at renewal", "2026-12-31", "2026-12-24"],
    ]);
  });

  it("keeps a seat until it ends, when what takes its place is ordered, whatever else is renewed later", () => {
    // The collection ends in December; 100 days of Revit are worth a Revit seat, whose line ends in March.
    const given: Given = {
      use: [
        ...daysOfUse("ann@x", "Revit", "2026-01-01", 100, "seat"),
        ...daysOfUse("bob@x", "Revit", "2026-01-01", 100, "seat"),
      ],
      seats: [
        ["ann@x", "AEC Collection", "2024-01-01"],
        ["bob@x", "Revit", "2024-01-01"],
      ],
      bought: [
        ["AEC Collection", 1, 3675, "C1", "2026-12-31"],
        ["Revit", 1, 2985, "C2", "2027-03-31"],
      ],
    };
    expect(moves(analysed(given))).toEqual([
      ["ann@x", "AEC Collection", "Revit", "at renewal", "2026-12-31", "2026-12-24"],
    ]);
  });

  it("gives a committed seat away with the first renewal, not when it ends", () => {
    const given: Given = {
      use: daysOfUse("ann@x", "Revit", "2026-01-01", 100, "seat"),
      seats: [["ann@x", "Revit", "2024-01-01"]],
      bought: [
        ["Revit", 1, 2985, "C1", "2026-12-31"],
        ["AEC Collection", 2, 3675, "C2", "2028-12-31"],
      ],
      rest: {
        offers: [
          {
            offering: "AEC Collection",
            covers: ["Revit"],
            pricePerYear: rate<Money, Seats>(3675),
            reference: "test",
          },
        ],
      },
    };
    expect(moves(analysed(given))).toEqual([
      ["ann@x", "Revit", "AEC Collection", "at renewal", "2026-12-31", "2026-12-24"],
    ]);
  });

  it("orders a seat of which there is no line at all, and waits for a day that nobody has said", () => {
    const use = daysOfUse("bob@x", "Revit", "2026-01-01", 150, "tokens", 10);
    expect(moves(analysed({ use }))).toEqual([["bob@x", "", "Revit", "order", "2026-10-31", "2026-10-31"]]);
    const open: Given = {
      use: daysOfUse("ann@x", "Revit", "2026-01-01", 10, "seat"),
      seats: [["ann@x", "Revit", "2024-01-01"]],
      bought: [["Revit", 1, 2985]],
    };
    expect(moves(analysed(open))).toEqual([["ann@x", "Revit", "Flex", "at renewal", null, null]]);
  });
});

test("1 to 22 days a month of a product, with the crossing marked: 2,985 ÷ (10 × 12 × 3.30) is 7.54", () => {
  const { whatIfs } = analysed(OFFICE);
  const revit = whatIfs.filter(({ product }) => product === "Revit");
  expect(revit).toHaveLength(22);
  expect(revit[6]).toMatchObject({
    daysPerMonth: 7,
    use: "light",
    tokens: 840,
    onSeat: 2985,
    crossing: false,
  });
  expect(revit[6]?.onFlex).toBeCloseTo(2772, 9);
  expect(revit[7]).toMatchObject({ daysPerMonth: 8, use: "medium", tokens: 960, crossing: true });
  expect(revit[17]).toMatchObject({ use: "heavy", crossing: false });
});
