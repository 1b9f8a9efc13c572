import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { doubtsOf, showsWholeYear } from "../../../src/engine/evidence/certainty";
import { evidence, whyNoBestMix } from "../../../src/engine/evidence/statements";
import { days } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, QUOTED_TOKENS, type Given, type UseRow } from "../estate-of";

const PERIOD = ["2025-11-01", "2026-10-31"] as const;

/** Three people with an AEC seat whom no export shows, and one AutoCAD user whom it shows. */
const filtered = (more: Partial<Given> = {}): Given => ({
  use: daysOfUse("d@x", "AutoCAD", "2026-06-01", 100, "seat"),
  seats: [
    ["a@x", "AEC Collection"],
    ["b@x", "AEC Collection"],
    ["c@x", "AEC Collection"],
    ["d@x", "AutoCAD"],
  ],
  bought: [
    ["AEC Collection", 3, 3430],
    ["AutoCAD", 1, 2000],
  ],
  period: PERIOD,
  ...more,
});

const analysed = (given: Given, assumptions: Partial<Assumptions> = {}): Analysis =>
  analyse(estateOf(given), day("2026-10-31"), { ...defaultAssumptions(), ...assumptions });

const aec = ({ reconciliations }: Analysis) =>
  reconciliations.find(({ offering }) => offering === "AEC Collection");
const said = (analysis: Analysis): string[] => actions(analysis).map(({ text }) => text);
const drops = (analysis: Analysis): string[] => said(analysis).filter((text) => text.startsWith("Drop"));

describe("an offering whose holders are all missing from the exports", () => {
  it("is a question with its money, never a drop", () => {
    const analysis = analysed(filtered());
    expect(aec(analysis)).toMatchObject({ active: null, needed: null, shelfware: null });
    expect(drops(analysis)).toEqual([]);
    expect(said(analysis).join()).not.toContain("without use");
    expect(evidence(analysis)).toEqual([
      "Use is known for 365 days (2025-11-01 to 2026-10-31); 1 of 4 seat holders was seen",
      "No use of 3 AEC Collection seats is in the exports, so they stay; if the exports are complete, up to 10,290 a year could be saved",
    ]);
    const holder = analysis.users.find(({ user }) => user === "a@x");
    expect(holder?.recommended.seats).toEqual(["AEC Collection"]);
    expect(holder?.reasons).toEqual(["Not all use of this user may be known: keeps today's cover."]);
  });

  it("is dropped when the analyst says that the exports are complete", () => {
    const analysis = analysed(filtered(), { exportsComplete: "yes" });
    expect(drops(analysis)).toEqual([
      "Drop 3 AEC Collection seats, 10,290 a year (3 bought, 0 to renew); no table gives the end of the line",
    ]);
    expect(evidence(analysis)).toHaveLength(1);
  });

  it("is judged by its holders where one of them is seen", () => {
    const use = [...daysOfUse("a@x", "Revit", "2026-06-01", 5, "seat"), ...(filtered().use ?? [])];
    expect(aec(analysed(filtered({ use })))).toMatchObject({ active: 0, shelfware: 3 });
  });

  it("is judged where only two people hold it", () => {
    const held = (filtered().seats ?? []).slice(1);
    expect(aec(analysed(filtered({ seats: held })))).toMatchObject({ active: 0, needed: 0 });
  });

  it("says nothing where nobody at all is seen: then there is no use to judge by", () => {
    const { coverage } = analysed(filtered({ use: [["", "Revit", "2026-06-01", "tokens", 10]] }));
    expect([coverage.seen, coverage.notCovered.size]).toEqual([0, 0]);
  });

  it("does not name a price that is unknown", () => {
    const analysis = analysed(
      filtered({
        seats: [
          ["a@x", "Vault"],
          ["b@x", "Vault"],
          ["c@x", "Vault"],
          ["d@x", "AutoCAD"],
        ],
        bought: [["Vault", 3, null]],
      }),
    );
    expect(evidence(analysis)[1]).toContain("an unknown amount");
  });
});

describe("exports of one product, where seats of others are held", () => {
  const byProduct: Given = {
    use: [
      ...daysOfUse("a@x", "AutoCAD", "2026-06-01", 100, "seat"),
      ...daysOfUse("c@x", "AutoCAD", "2026-06-01", 9, "seat"),
    ],
    seats: [
      ["a@x", "AEC Collection"],
      ["b@x", "AEC Collection"],
      ["c@x", "AutoCAD"],
      ["d@x", "AutoCAD"],
      ["e@x", "Revit"],
      ["f@x", "Revit"],
      ["g@x", "Maya"],
    ],
    bought: [
      ["AEC Collection", 2, 3430],
      ["AutoCAD", 2, 2000],
      ["Revit", 2, 2985],
      ["Maya", 1, 1945],
    ],
    rest: { tokenTiers: QUOTED_TOKENS },
    period: PERIOD,
  };

  it("say nothing of seats that open other products", () => {
    const analysis = analysed(byProduct);
    expect([...analysis.coverage.notCovered]).toEqual(["AEC Collection", "Maya", "Revit"]);
    expect(evidence(analysis).slice(1)).toEqual([
      "The exports show AutoCAD only, so the use of 2 AEC Collection seats is unknown and they stay; up to 6,860 a year depends on it",
      "The exports show AutoCAD only, so the use of 1 Maya seat is unknown and it stays; up to 1,945 a year depends on it",
      "The exports show AutoCAD only, so the use of 2 Revit seats is unknown and they stay; up to 5,970 a year depends on it",
    ]);
    expect(drops(analysis).every((action) => action.includes("AutoCAD"))).toBe(true);
  });

  it("are judged where fewer than three seats open only others", () => {
    const analysis = analysed({ ...byProduct, seats: (byProduct.seats ?? []).slice(0, -1) });
    expect(analysis.coverage.notCovered.size).toBe(0);
  });
});

describe("the statement of how far an answer can be trusted", () => {
  it("says that a short time means low confidence", () => {
    const analysis = analysed(
      filtered({
        period: ["2026-09-01", "2026-10-31"],
        use: daysOfUse("d@x", "AutoCAD", "2026-09-01", 20, "seat"),
      }),
    );
    expect(evidence(analysis)[0]).toBe(
      "Use is known for 61 days (2026-09-01 to 2026-10-31): low confidence; 1 of 4 seat holders was seen",
    );
  });

  it("speaks of no more days than the exports cover when seats look idle", () => {
    const use = [
      ...daysOfUse("d@x", "AutoCAD", "2026-09-01", 20, "seat"),
      ...daysOfUse("a@x", "Revit", "2026-09-01", 1, "seat"),
    ];
    const analysis = analysed(filtered({ period: ["2026-09-01", "2026-10-31"], use }));
    expect(said(analysis).join("; ")).toContain("2 seats are held by 2 users not seen in 61 days");
  });
});

describe("an export of fewer days than it takes to decide", () => {
  /** Two holders, one of whom is idle, over a window that ends on the day of the analysis. */
  const overDays = (first: string): Given => ({
    use: [
      ...daysOfUse("a@x", "Revit", "2026-10-30", 2, "seat"),
      ...daysOfUse("c@x", "Maya", "2026-10-30", 1, "tokens", 6),
    ],
    seats: [
      ["a@x", "Revit"],
      ["b@x", "Revit"],
    ],
    bought: [["Revit", 2, 2985]],
    period: [first, "2026-10-31"],
  });

  it("orders nothing, drops nothing, sizes no pool, and says so first", () => {
    const analysis = analysed(overDays("2026-10-03"));
    expect(evidence(analysis)[0]).toBe(
      "Use is known for 29 days (2026-10-03 to 2026-10-31): too short to order or drop anything; 1 of 2 seat holders was seen",
    );
    expect([analysis.recommended, analysis.mix, analysis.pool]).toEqual([null, null, []]);
    expect(said(analysis)).toEqual([]);
    expect(whyNoBestMix(analysis)).toBe(
      "The exports cover less than 30 days, so nothing is ordered or dropped",
    );
    expect(analysis.users.map(({ recommended }) => recommended.seats)).toEqual([["Revit"], ["Revit"], []]);
    expect(analysis.users[1]?.reasons).toEqual(["Observed for too few days to decide: keeps today's cover."]);
  });

  it("decides from the thirtieth day on, with low confidence", () => {
    const analysis = analysed(overDays("2026-10-02"));
    expect(analysis.recommended).not.toBeNull();
    expect(whyNoBestMix(analysis)).toBeNull();
    expect(evidence(analysis)[0]).toContain("30 days (2026-10-02 to 2026-10-31): low confidence");
  });

  it("follows the assumption", () => {
    expect(analysed(overDays("2026-10-30"), { leastDays: days(2) }).recommended).not.toBeNull();
    expect(analysed(overDays("2026-10-02"), { leastDays: days(31) }).recommended).toBeNull();
  });
});

describe("exports of seats and of tokens that cover different days", () => {
  const ofKind = (rows: readonly UseRow[], kind: "Seat usage" | "Token usage"): UseRow[] =>
    rows.map(([person, product, iso, access, n]): UseRow => [person, product, iso, access, n, 0, kind]);
  /** Two of three holders use their seats, and a fourth person draws 7 tokens, on so many days from a day on. */
  const over = (
    seats: readonly [first: string, days: number],
    tokens: readonly [first: string, days: number],
  ) =>
    analysed({
      use: [
        ...ofKind(daysOfUse("a@x", "AutoCAD", ...seats, "seat"), "Seat usage"),
        ...ofKind(daysOfUse("b@x", "AutoCAD", ...seats, "seat"), "Seat usage"),
        ...ofKind(daysOfUse("d@x", "AutoCAD", ...tokens, "tokens", 7), "Token usage"),
      ],
      seats: ["a@x", "b@x", "c@x"].map((person) => [person, "AutoCAD"]),
      bought: [["AutoCAD", 3, 2030]],
      rest: { tokenTiers: QUOTED_TOKENS },
    });
  const YEAR = ["2025-11-01", 365] as const;
  const certainties = (analysis: Analysis): string[] => actions(analysis).map(({ certainty }) => certainty);

  it("drop no seat for 29 days of seats beside a year of tokens", () => {
    const analysis = over(["2025-11-01", 29], YEAR);
    expect(drops(analysis)).toEqual([]);
    expect(said(analysis).join()).not.toContain("without use");
    expect(evidence(analysis).slice(0, 3)).toEqual([
      "Use is known for 365 days (2025-11-01 to 2026-10-31); 2 of 3 seat holders were seen",
      "Use of seats is known for 29 days of them (2025-11-01 to 2025-11-29): too short to drop a seat",
      "The exports show seats on 29 days only, so the use of 3 AutoCAD seats is unknown and they stay; up to 6,090 a year depends on it",
    ]);
  });

  it("call nobody dormant for 60 days of seats a year ago", () => {
    const analysis = over(["2025-11-01", 60], YEAR);
    expect(analysis.users.map(({ segment }) => segment).slice(0, 3)).toEqual(["Power", "Power", "Not seen"]);
    expect(said(analysis)).toContain("1 seat is held by 1 user not seen in 60 days");
    expect(evidence(analysis)[1]).toBe(
      "Use of seats is known for 60 days of them (2025-11-01 to 2025-12-30): low confidence",
    );
    expect(certainties(analysis)).not.toContain("sure");
  });

  it("size no pool for 29 days of tokens beside a year of seats, and are sure of nothing", () => {
    const analysis = over(YEAR, ["2026-10-03", 29]);
    expect([analysis.pool, analysis.consumption.year]).toEqual([[], null]);
    expect(evidence(analysis)[1]).toBe(
      "Use of tokens is known for 29 days of them (2026-10-03 to 2026-10-31): too short to size a pool",
    );
    expect(doubtsOf(analysis)).toEqual(["exports"]);
  });

  it("are an estimate where tokens are known for half a year", () => {
    const analysis = over(YEAR, ["2026-05-01", 184]);
    expect(evidence(analysis)[1]).toBe(
      "Use of tokens is known for 184 days of them (2026-05-01 to 2026-10-31)",
    );
    expect(showsWholeYear(analysis)).toBe(false);
    expect(showsWholeYear(over(YEAR, YEAR))).toBe(true);
    expect(evidence(over(YEAR, YEAR))).toHaveLength(1);
  });
});
