import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { MixReport } from "../../../src/engine/renewal/mix-report";
import type { Scenario } from "../../../src/engine/renewal/scenarios";
import type { DoubleCoverage } from "../../../src/engine/seats/double-coverage";
import type { TrueDown } from "../../../src/engine/seats/droppable";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import { figureText, headlines, type HeadlineId } from "../../../src/engine/statements/headlines";
import { days, fraction, money, seats } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";
import { annAndBob } from "./ann-and-bob";

const BASE = annAndBob(3);

const told = (more: Partial<Analysis> = {}) =>
  new Map(
    headlines({ ...BASE, ...more }, "estimated").map(({ id, value, note, certainty }) => [
      id,
      [value, note, certainty],
    ]),
  );
const one = (id: HeadlineId, more: Partial<Analysis> = {}) => told(more).get(id);
const BEST = BASE.recommended!;
const best = (more: Partial<Scenario>): Partial<Analysis> => ({ recommended: { ...BEST, ...more } });
const mix = (more: Partial<MixReport>): Partial<Analysis> => ({ mix: { ...BASE.mix!, ...more } });

describe("the first figures", () => {
  it("are none without a recommended scenario", () => {
    expect(headlines({ ...BASE, recommended: null }, "sure")).toEqual([]);
  });

  it("are today's cost, that of the best mix, and the difference", () => {
    const found = told();
    expect(found.get("as is")).toEqual([
      BASE.asIs.years[0]!.cost,
      "seats and tokens bought today, at today's prices",
      "sure",
    ]);
    // One seat, and one pack of 100 tokens.
    expect(found.get("best mix")).toEqual([
      1300,
      "the cheapest combination of covers for all users",
      "estimated",
    ]);
    expect(found.get("saving")?.[0]).toBe(BASE.asIs.years[0]!.cost - 1300);
    expect(found.get("saving")?.[1]).toBe(`${BASE.asIs.name} minus ${BEST.name}`);
    expect(found.has("saving if agreed")).toBe(false);
  });

  it("say what the best mix is", () => {
    const note = (more: Partial<Analysis>) => one("best mix", more)?.[1];
    const beatenBy = { name: "All Flex", cost: money(1) };
    expect(note(mix({ beatenBy }))).toBe("a combination of covers for all users");
    expect(note(mix({ isPartial: true }))).toBe(
      "the cheapest combination of covers that leaves what is unknown as it is",
    );
    expect(note(mix({ isDecided: true }))).toBe(
      "the cheapest combination of covers for all users, with your decisions",
    );
    expect(note(best({ leftOut: ["Vault", "Own"] }))).toBe("NOT in it: Vault; Own");
  });

  it("give no saving where the two sums leave out different costs, and say where it is the most that it can be", () => {
    expect(one("saving", best({ savingVsAsIs: null }))).toEqual([
      null,
      "the two sums leave different costs out, so they cannot be compared",
      "estimated",
    ]);
    expect(one("saving", best({ isSavingAtMost: true }))?.[1]).toMatch(/^at most: As is minus/);
  });

  it("give no cost where nothing of it is known", () => {
    const nothing = { years: [{ ...BEST.years[0]!, cost: money(0) }], leftOut: ["Vault"] };
    expect(one("best mix", best(nothing))?.[0]).toBeNull();
    expect(one("best mix", best({ leftOut: ["Vault"] }))?.[0]).toBe(1300);
    expect(one("best mix", best({ ...nothing, leftOut: [] }))?.[0]).toBe(0);
    expect(told(best(nothing)).has("gap")).toBe(false);
  });

  it("give what the vendor's consent would save besides", () => {
    const ifAgreed = { ...BEST, years: [{ ...BEST.years[0]!, cost: money(1100) }] };
    expect(one("saving if agreed", { ifAgreed })?.[0]).toBe(200);
  });

  it("give the gap that is proven, unless another scenario costs less", () => {
    expect(one("gap", mix({ gap: fraction(0.001) }))?.[0]).toBe(0.001);
    expect(one("gap", mix({ beatenBy: { name: "All Flex", cost: money(1) } }))?.[0]).toBeNull();
    expect(told({ mix: null }).has("gap")).toBe(false);
  });
});

it("each figure has a name", () => {
  const range = { ...BASE.reconciliations[0]!, trueUpCost: null, trueUpLow: money(0), trueUpHigh: money(9) };
  const late = { ...BASE.trueDowns[0]!, renewal: day("2027-03-31"), committedUntil: day("2028-03-31") };
  const found = headlines(
    { ...BASE, ifAgreed: BEST, reconciliations: [range], trueDowns: [late] },
    "estimated",
  );
  const NOTE = "one-time charge for seats assigned beyond those bought";
  expect(found.map(({ id, text }) => [id, text])).toEqual([
    ["as is", "As is, first year"],
    ["as is at renewal", "As is, renewal prices"],
    ["best mix", "Best mix, first year"],
    ["saving", "Saving, first year"],
    ["saving if agreed", "Further saving, if the vendor agrees"],
    ["seats", "Seats to order"],
    ["tokens", "Tokens to order"],
    ["gap", "Proven gap"],
    ["shelfware", "Shelfware"],
    ["droppable", "Droppable at renewal"],
    ["droppable if agreed", "Droppable, if the vendor agrees"],
    ["true-ups least", "Owed in true-ups, at least"],
    ["true-ups most", "Owed in true-ups, at most"],
    ["paid twice", "Paid for twice"],
  ]);
  expect(found.slice(9, 13).map(({ note }) => note)).toEqual([
    "saved per year by renewing fewer seats, at today's use",
    "the same, with the lines that go on or may go on because their notice date has passed or is unknown",
    `${NOTE} and needed`,
    `${NOTE}, for the longest time that the dates allow`,
  ]);
});

describe("what to order", () => {
  it("are the seats and tokens of the first year", () => {
    expect(one("seats")).toEqual([1, "1 AutoCAD", "estimated"]);
    expect(one("tokens")).toEqual([100, "tokens needed plus buffer, in whole packs", "estimated"]);
    expect(one("tokens", best({ areTokensAtLeast: true }))?.[1]).toMatch(/^at least: tokens needed/);
  });

  it("adds the lines of an offering, and leaves out those without seats", () => {
    const [line] = BEST.lines;
    const lines = [
      { ...line!, seats: [seats(2)] },
      { ...line!, offering: "Maya", seats: [seats(0)] },
      { ...line!, offering: "Revit", seats: [seats(1)] },
      { ...line!, seats: [seats(3)] },
    ];
    expect(one("seats", best({ lines }))?.[1]).toBe("5 AutoCAD, 1 Revit");
  });

  it("names offerings of which it is unknown how many are bought", () => {
    const reconciliations = [
      { ...BASE.reconciliations[0]!, offering: "Vault", bought: null },
      { ...BASE.reconciliations[0]!, offering: "Own", bought: null },
      { ...BASE.reconciliations[0]!, offering: "Known", bought: seats(1) },
    ];
    const stays = new Map([
      ["Vault", null],
      ["Known", null],
    ]) as unknown as Analysis["stays"];
    expect(one("seats", { reconciliations, stays })?.[1]).toBe(
      "1 AutoCAD, Vault: as many as are bought, which is unknown",
    );
  });
});

describe("figures on seats", () => {
  const row = (more: Partial<Reconciliation>): Reconciliation => ({ ...BASE.reconciliations[0]!, ...more });

  it("count shelfware of the days that are covered", () => {
    const shelf = (covered: number | null, ...rows: readonly (number | null)[]) =>
      one("shelfware", {
        coverage: { ...BASE.coverage, days: covered === null ? null : days(covered), kinds: [] },
        reconciliations: rows.map((n) => row({ shelfware: n === null ? null : seats(n) })),
      })?.slice(0, 2);
    expect(shelf(365, 2, 3)).toEqual([5, "seats bought but not used in 90 days"]);
    expect(shelf(91, 2)?.[1]).toContain("in 90 days");
    expect(shelf(89, 2)?.[1]).toContain("in 89 days");
    expect(shelf(null, 2)?.[1]).toContain("in 90 days");
    expect(shelf(365, 2, null)?.[0]).toBeNull();
    expect(shelf(365)?.[0]).toBeNull();
  });

  it("tell what can surely be dropped apart from what the vendor must agree to", () => {
    const down = (sure: number | null, all: number | null, isLate: boolean): TrueDown => ({
      ...BASE.trueDowns[0]!,
      sureSaving: sure === null ? null : money(sure),
      saving: all === null ? null : money(all),
      renewal: day("2027-03-31"),
      committedUntil: day(isLate ? "2028-03-31" : "2027-03-31"),
    });
    const droppable = (...trueDowns: readonly TrueDown[]) => {
      const found = told({ trueDowns });
      return [found.get("droppable")?.[0], found.get("droppable if agreed")?.[0]];
    };
    expect(droppable(down(2000, 2000, false))).toEqual([2000, undefined]);
    expect(droppable(down(2000, 2000, false), down(0, 500, true))).toEqual([2000, 2500]);
    expect(droppable(down(2000, 2000, false), down(null, 500, true))).toEqual([null, 2500]);
    expect(told({ reconciliations: [], trueDowns: [down(0, 0, false)] }).get("droppable")?.[0]).toBeNull();
  });

  it("give true-ups as one figure where they are known or wholly unknown, else their bounds", () => {
    const trueUps = (
      ...rows: readonly (readonly [known: number | null, low: number | null, high: number | null])[]
    ) => {
      const amount = (n: number | null) => (n === null ? null : money(n));
      const found = told({
        reconciliations: rows.map(([known, low, high]) =>
          row({ trueUpCost: amount(known), trueUpLow: amount(low), trueUpHigh: amount(high) }),
        ),
      });
      return (["true-ups", "true-ups least", "true-ups most"] as const).map((id) => found.get(id)?.[0]);
    };
    expect(trueUps([300, 300, 300], [100, 100, 100])).toEqual([400, undefined, undefined]);
    expect(trueUps([null, null, null], [100, 100, 100])).toEqual([null, undefined, undefined]);
    expect(trueUps([null, 0, 300], [100, 100, 100])).toEqual([undefined, 100, 400]);
    expect(trueUps([null, 0, 300], [null, null, null])).toEqual([undefined, null, null]);
  });

  it("add what is paid for twice", () => {
    const twice = (...amounts: readonly (number | null)[]) =>
      one("paid twice", {
        doubleCoverage: amounts.map((n) => ({ money: n === null ? null : money(n) })) as DoubleCoverage[],
      })?.[0];
    expect(twice()).toBe(0);
    expect(twice(100, 5)).toBe(105);
    expect(twice(100, null)).toBeNull();
  });

  it("say which part of a saving holds only if the exports are complete", () => {
    // Nobody's use of the two spare seats is in question; a third holder that no export shows is.
    const base = {
      period: ["2026-01-01", "2026-12-31"],
      use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 360, "seat"),
      seats: [
        ["ann@x", "AutoCAD", "2025-01-01"],
        ["bob@x", "AutoCAD", "2025-01-01"],
      ],
    } as const;
    const note = (price: number | null) => {
      const estate = estateOf({ ...base, bought: [["AutoCAD", 2, price, "C1", "2027-03-31"]] });
      const found = analyse(estate, day("2026-12-31"), { ...defaultAssumptions(), exportsComplete: "no" });
      return headlines(found, "if complete").find(({ id }) => id === "saving")?.note;
    };
    expect(note(1000)).toBe("As is minus Best mix; up to 1,000 of it only if the exports are complete");
  });
});

it("figures are text: money and counts whole, shares with three decimals, unknown as such", () => {
  expect(figureText({ value: 1234.5, unit: "money" })).toBe("1,235");
  expect(figureText({ value: 1234, unit: "whole" })).toBe("1,234");
  expect(figureText({ value: 0.00012, unit: "fine percent" })).toBe("0.012 %");
  expect(figureText({ value: null, unit: "money" })).toBe("unknown");
  expect(figureText({ value: 0, unit: "whole" })).toBe("0");
});
