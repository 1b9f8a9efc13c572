import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { dropsOf } from "../../../src/engine/renewal/drops";
import type { Refusal } from "../../../src/engine/estate/estate";
import { doubtsOf, droppedIfComplete } from "../../../src/engine/evidence/certainty";
import { evidence } from "../../../src/engine/evidence/statements";
import { statementsOf } from "../../../src/engine/statements/statements";
import { boundInWords } from "../../../src/engine/renewal/mix-report";
import { renewalLines } from "../../../src/engine/renewal/renewal-lines";
import { rate, seats, tokens } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

/** Four AutoCAD seats: one without a holder, one of a daily user, one of a rare user, one of a person nobody saw. */
const FOUR: Given = {
  period: ["2025-11-01", "2026-10-31"],
  use: [
    ...daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
    ...daysOfUse("rare@x", "AutoCAD", "2026-10-01", 5, "seat"),
  ],
  seats: [
    ["daily@x", "AutoCAD", "2024-01-01"],
    ["rare@x", "AutoCAD", "2024-01-01"],
    ["unseen@x", "AutoCAD", "2024-01-01"],
  ],
  bought: [["AutoCAD", 4, 2030, "C1", "2027-03-31"]],
};

const analysed = (given: Given = FOUR, set: Partial<Assumptions> = {}, asOf = "2026-10-31"): Analysis =>
  analyse(estateOf(given), day(asOf), { ...defaultAssumptions(), ...set });
const dropped = (analysis: Analysis) => dropsOf(analysis).map(({ seats, ifComplete }) => [seats, ifComplete]);
const certainties = (analysis: Analysis): string[] =>
  actions(analysis)
    .filter(({ text }) => text.startsWith("Drop"))
    .map(({ certainty }) => certainty);

it("is sure of nothing where the only table of a kind is on a hidden sheet", () => {
  const shown: Given = {
    ...FOUR,
    seats: FOUR.seats!.slice(0, 2),
    bought: [["AutoCAD", 3, 2030, "C1", "2027-03-31"]],
  };
  const whole = estateOf(shown);
  const of = (estate: typeof whole): Analysis => analyse(estate, day("2026-10-31"), defaultAssumptions());
  expect(certainties(of(whole))).toContain("sure");
  const hidden = of({ ...whole, hidden: ["Contracts"] });
  expect(certainties(hidden)).not.toContain("sure");
  expect(
    renewalLines(hidden)
      .map(({ status }) => status)
      .join(),
  ).toContain("if the hidden Contracts table changes nothing");
});

it("calls no mix the least of all where the rate of a product in use is unknown", () => {
  const bound = (product: string): string => {
    const use = daysOfUse("daily@x", product, "2026-01-01", 300, "seat");
    return boundInWords(analysed({ ...FOUR, use: [...FOUR.use!, ...use] }).mix!);
  };
  expect(bound("AutoCAD")).toContain("no mix costs less");
  expect(bound("Nobody's Tool")).toContain("no mix that leaves what is unknown as it is costs less");
});

describe("a drop", () => {
  it("says which of its seats go only if the exports are complete", () => {
    const analysis = analysed();
    expect(dropped(analysis)).toEqual([[3, 1]]);
    expect(actions(analysis)[0]?.text).toMatch(
      /^Drop 3 AutoCAD .*; 1 of them only if the exports are complete$/,
    );
    expect(certainties(analysis)).toEqual(["if complete"]);
    const saving = statementsOf({ analysis, issues: [], counts: [], settingDoubts: [] }).find(({ text }) =>
      text.startsWith("Saving"),
    );
    expect(saving).toMatchObject({ certainty: "if complete" });
    expect(JSON.stringify(saving)).toContain("up to 2,030 of it only if the exports are complete");
  });

  it("is sure where the analyst says that the exports are complete, and where everybody is seen", () => {
    expect(dropped(analysed(FOUR, { exportsComplete: "yes" }))).toEqual([[3, 0]]);
    const seen = {
      ...FOUR,
      seats: FOUR.seats!.slice(0, 2),
      bought: [["AutoCAD", 3, 2030, "C1", "2027-03-31"]] as const,
    };
    expect(dropped(analysed(seen))).toEqual([[2, 0]]);
    expect(certainties(analysed(seen))).toEqual(["sure"]);
  });

  it("of a seat without a holder is conditional where somebody uses such a seat without one", () => {
    const ghost = daysOfUse("ghost@x", "AutoCAD", "2026-10-05", 5, "seat");
    // One seat has no holder, one goes from the rare user, and one from a person whom no export shows.
    expect(dropped(analysed({ ...FOUR, use: [...FOUR.use!, ...ghost] }))).toEqual([[3, 2]]);
  });

  it("is conditional where no table says who holds seats", () => {
    const { seats: _, ...without } = FOUR;
    expect(dropped(analysed(without))).toEqual([[3, 3]]);
  });

  it("counts no seat as without a holder where a holder could not be read", () => {
    const refusal: Refusal = {
      kind: "Users",
      origin: { source: 0, row: 5 },
      rows: 1,
      fields: [],
      columns: ["User"],
      offering: "AutoCAD",
    };
    // One seat has no holder, one goes from the rare user, and one from a person whom no export shows.
    expect(droppedIfComplete(analysed(), "AutoCAD", seats(3))).toBe(1);
    const unread = analysed({ ...FOUR, rest: { refusals: [refusal] } });
    expect(unread.reconciliations[0]).toMatchObject({ bought: 4, assigned: null });
    // Any seat may be that of the row, and all known holders keep theirs.
    expect(droppedIfComplete(unread, "AutoCAD", seats(3))).toBe(3);
  });

  it("of a leaver's seat is sure: the account says so", () => {
    expect(dropped(analysed({ ...FOUR, people: { "unseen@x": { inactive: true } } }))).toEqual([[3, 0]]);
  });

  it("is estimated from less than a year, and from a year that ends long before the analysis", () => {
    const seen = { ...FOUR, seats: FOUR.seats!.slice(0, 2) };
    expect(certainties(analysed(seen))).toEqual(["sure"]);
    expect(certainties(analysed({ ...seen, period: ["2026-01-01", "2026-10-31"] }))).toEqual(["estimated"]);
    expect(certainties(analysed(seen, {}, "2026-12-15"))).toEqual(["estimated"]);
  });
});

describe("a drop of a collection", () => {
  const collection = (more: Given["use"] = []): Given => ({
    period: ["2025-11-01", "2026-10-31"],
    use: [
      ...daysOfUse("ann@x", "Revit", "2026-01-01", 300, "seat"),
      ...daysOfUse("bob@x", "Revit", "2026-01-01", 300, "seat"),
      ...more,
    ],
    seats: [
      ["ann@x", "AEC Collection", "2024-01-01"],
      ["bob@x", "AEC Collection", "2024-01-01"],
    ],
    bought: [["AEC Collection", 2, 3675, "C1", "2027-03-31"]],
  });

  const shownBy = (person: string, access: "seat" | "tokens", ...products: readonly string[]) =>
    products.flatMap((product) => daysOfUse(person, product, "2026-01-01", 3, access, 7));

  it("is conditional where a product of the collection that has a price is in no row", () => {
    const unpriced = shownBy("ann@x", "seat", "Civil 3D", "3ds Max", "InfraWorks", "ReCap Pro");
    expect(dropped(analysed(collection(unpriced)))).toEqual([[2, 2]]);
    const autocad = shownBy("cy@x", "tokens", "AutoCAD");
    expect(dropped(analysed(collection([...unpriced, ...autocad])))).toEqual([[2, 0]]);
  });

  it("is conditional where half of its products are in no row, whatever their prices", () => {
    const half = shownBy("ann@x", "seat", "AutoCAD", "Civil 3D", "3ds Max");
    expect(dropped(analysed(collection(half)))).toEqual([[2, 2]]);
    expect(dropped(analysed(collection([...half, ...shownBy("ann@x", "seat", "ReCap Pro")])))).toEqual([
      [2, 0],
    ]);
  });
});

it("is sure of nothing while tokens may be counted twice", () => {
  const pack = { purchased: day("2026-01-01"), tokens: tokens(500), origin: { source: 0, row: 2 } };
  const withPacks = (mayRepeat: boolean): Analysis =>
    analysed({ ...FOUR, rest: { packs: [pack, { ...pack, ...(mayRepeat && { mayRepeat: true }) }] } });
  expect(doubtsOf(withPacks(true))).toContain("twice");
  expect(evidence(withPacks(true))).toContain(
    "500 tokens bought on 2026-01-01 may be the purchase of another row, and count beside it",
  );
  expect(doubtsOf(withPacks(false))).not.toContain("twice");
});

describe("seats that begin after the analysis", () => {
  /** One daily user and one seat too many; further seats begin ten days later, or ran before. */
  const withFurther = (start: string): Analysis =>
    analysed({
      ...FOUR,
      use: daysOfUse("daily@x", "AutoCAD", "2025-11-01", 365, "seat"),
      seats: [["daily@x", "AutoCAD", "2024-01-01"]],
      bought: [
        ["AutoCAD", 2, 2030, "C1", "2027-03-31", "2026-04-01"],
        ["AutoCAD", 3, 2030, "C2", "2027-11-09", start],
        ["Maya", 1, 1900, "C2", "2027-11-09", start],
      ],
    });

  it("are in no sum, so nothing is sure, and the first sentences say so", () => {
    const analysis = withFurther("2026-11-10");
    const coming = "3 AutoCAD seats that begin on 2026-11-10 and 1 Maya seat that begins on 2026-11-10";
    expect(evidence(analysis).at(-1)).toBe(
      `Not counted: ${coming}: whether they renew running seats or come beside them, no table says; if they are ` +
        "ordered for good, fewer are to order, and none of them can go",
    );
    expect([dropped(analysis), certainties(analysis)]).toEqual([[[1, 0]], ["estimated"]]);
    expect(doubtsOf(analysis)).toEqual(["coming"]);
    expect(renewalLines(analysis)[0]?.status).toContain(`if ${coming} can still be changed`);
  });

  it("count as bought once they run", () => {
    const analysis = withFurther("2026-10-31");
    expect(doubtsOf(analysis)).toEqual([]);
    expect(analysis.reconciliations.map(({ bought }) => bought)).toEqual([5, 1]);
  });
});

it("is no sure order where a seat is for somebody who used one without holding it", () => {
  const ghost = (assumed: Partial<Assumptions> = {}): Analysis =>
    analysed(
      {
        ...FOUR,
        use: ["daily@x", "ghost@x"].flatMap((who) => daysOfUse(who, "AutoCAD", "2025-11-01", 365, "seat")),
        seats: [["daily@x", "AutoCAD", "2024-01-01"]],
        bought: [["AutoCAD", 1, 2030, "C1", "2027-03-31"]],
      },
      assumed,
    );
  expect(ghost().recommended?.years[0]?.seats).toBe(2);
  expect([doubtsOf(ghost()), doubtsOf(ghost({ exportsComplete: "yes" }))]).toEqual([["exports"], []]);
});

describe("a product that draws tokens at an unknown rate", () => {
  /** Somebody draws tokens of Civil 3D, of an unknown number, on a hundred days; a Civil 3D seat costs 100. */
  const drawn = (perDay: number | null, more: Given = {}): Analysis =>
    analysed({
      use: [
        ...daysOfUse("flex@x", "Civil 3D", "2025-11-01", 365, "tokens", perDay),
        ...daysOfUse("daily@x", "AutoCAD", "2025-11-01", 365, "seat"),
      ],
      seats: [["daily@x", "AutoCAD", "2024-01-01"]],
      bought: [["AutoCAD", 1, 2030, "C1", "2027-03-31"]],
      period: ["2025-11-01", "2026-10-31"],
      ...more,
      rest: {
        offers: [{ offering: "Civil 3D", covers: [], pricePerYear: rate(100), reference: "a quote" }],
        ...more.rest,
      },
    });
  const seatsOf = ({ recommended }: Analysis): number | undefined => recommended?.years[0]?.seats;

  it("argues for no seat, and is in no sum", () => {
    const analysis = drawn(null);
    expect(seatsOf(analysis)).toBe(1);
    expect(analysis.users.map(({ recommended }) => recommended.seats)).toEqual([["AutoCAD"], []]);
    expect(analysis.recommended?.leftOut).toEqual(["Civil 3D for 1 user, at an unknown cost"]);
    expect(analysis.issues.map(({ code }) => code)).not.toContain("nothing-pays");
  });

  it("leaves a seat that its user holds, whether its price is known or not", () => {
    const held: Given = { seats: [["flex@x", "Civil 3D", "2024-01-01"]] };
    const bought = (price: number | null): Given => ({
      bought: [["Civil 3D", 1, price, "C1", "2027-03-31"]],
    });
    for (const price of [100, null])
      expect(
        drawn(null, { ...held, ...bought(price), rest: price === null ? { offers: [] } : {} }).users.map(
          ({ recommended }) => recommended.seats,
        ),
      ).toContainEqual(["Civil 3D"]);
  });

  it("argues for a seat where the tokens are known, and gets one where the user is critical", () => {
    // 365 days of 9 tokens at 3 are 9,855.
    expect(seatsOf(drawn(9))).toBe(2);
    expect(seatsOf(drawn(null, { people: { "flex@x": { critical: true } } }))).toBe(2);
  });
});
