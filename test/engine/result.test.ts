import { analyse } from "../../src/engine/analyse";
import type { Analysis } from "../../src/engine/analysis";
import { defaultAssumptions } from "../../src/engine/assumptions";
import { illustrativePricesIn } from "../../src/engine/evidence/illustrative-prices";
import { renewalLines } from "../../src/engine/renewal/renewal-lines";
import { resultOf } from "../../src/engine/result";
import { selfChecked } from "../../src/engine/self-check/self-check";
import { actions } from "../../src/engine/statements/actions";
import { headlines } from "../../src/engine/statements/headlines";
import { statementsOf } from "../../src/engine/statements/statements";
import { money, rate, tokens, type Money, type Seats } from "../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "./estate-of";

const analysed = (given: Given): Analysis =>
  analyse(
    estateOf({ period: ["2025-11-01", "2026-10-31"], ...given }),
    day("2026-10-31"),
    defaultAssumptions(),
  );
const answered = (analysis: Analysis) => ({ analysis, issues: [], counts: [], settingDoubts: [] });
const said = (analysis: Analysis): string => resultOf(answered(analysis));

/** One daily user, who needs the seat that is held, and so many seats at 2,030 a year. */
const office = (bought: number): Analysis =>
  analysed({
    use: daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
    seats: [["daily@x", "AutoCAD", "2024-01-01"]],
    bought: [["AutoCAD", bought, 2030, "C1", "2027-03-31"]],
  });
const unread: Partial<Analysis> = { stays: new Map([["Maya", []]]) };
const partly = (analysis: Analysis): Analysis => ({
  ...analysis,
  recommended: { ...analysis.recommended!, isSavingAtMost: true, areTokensAtLeast: true },
});

describe("the result in one sentence", () => {
  it("is a saving, all of it sure, where a year shows that one of two seats is not needed", () => {
    expect(said(office(2))).toBe(
      "Renewing as recommended saves 2,030 in the first year (50.0 %); all of it is sure",
    );
  });

  it("that saves nothing costs as much as today, and at least as much where use is partly unread", () => {
    expect(said(office(1))).toBe("Renewing as recommended costs as much as today in the first year");
    expect(said(partly(office(1)))).toBe(
      "Renewing as recommended costs at least as much as today in the first year",
    );
  });

  it("that costs more than today, or saves nothing, names its doubts, too", () => {
    expect(said({ ...office(1), ...unread })).toBe(
      "Renewing as recommended costs as much as today in the first year; what could not be read may change it",
    );
    expect(said({ ...office(1), keptTokens: tokens(100) })).toBe(
      "Renewing as recommended costs as much as today in the first year; only if the exports are complete",
    );
  });

  it("is not called sure where something could not be read, and does not put that down to the exports", () => {
    expect(said({ ...office(2), ...unread })).toBe(
      "Renewing as recommended saves 2,030 in the first year (50.0 %); what could not be read may change it",
    );
    expect(said(partly({ ...office(2), ...unread }))).toBe(
      "Renewing as recommended saves at most 2,030 in the first year (50.0 %)",
    );
  });

  it("names the exports where they may leave tokens out, and the seats over where these are open", () => {
    const analysis = office(2);
    expect(said({ ...analysis, keptTokens: tokens(100) })).toMatch(/; only if the exports are complete$/);
    const reconciliations = analysis.reconciliations.map((one) => ({
      ...one,
      unsettled: [{ why: "coming", seats: one.bought!, day: null }] as const,
    }));
    expect(said({ ...analysis, reconciliations })).toMatch(
      /; it is open why more seats are assigned than bought$/,
    );
  });

  it("is nothing, but for what the vendor may agree to, where the notice date of the only drop has passed", () => {
    const estate = estateOf({
      period: ["2025-11-01", "2026-10-31"],
      use: daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
      seats: [["daily@x", "AutoCAD", "2024-01-01"]],
      bought: [["AutoCAD", 2, 2030, "C1", "2026-11-15"]],
    });
    const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews: true }));
    // Notice was due 60 days before the end, on 16 September.
    expect(said(analyse({ ...estate, subscriptions }, day("2026-10-31"), defaultAssumptions()))).toBe(
      "Renewing as recommended saves nothing in the first year, but 2,030 (50.0 %) if the vendor accepts a late notice",
    );
  });

  it("is not called sure where it rests on a price that is asked about", () => {
    const dear = analysed({
      use: daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
      seats: [["daily@x", "AutoCAD", "2024-01-01"]],
      bought: [["AutoCAD", 2, 203_000, "C1", "2027-03-31"]],
    });
    expect(said(dear)).toMatch(
      /^Renewing .* in the first year \(.*\); only if the prices that are asked about are right; at illustrative list prices, as no table states others$/,
    );
  });

  it("is not called sure where it rests on a default list price, which no contract states", () => {
    const idle = (price: number | null, rest: Given["rest"] = {}): Analysis =>
      analysed({
        use: daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
        seats: [["daily@x", "AutoCAD", "2024-01-01"]],
        bought: [["AutoCAD", 2, price, "C1", "2027-03-31"]],
        rest,
      });
    const told = (analysis: Analysis): unknown[] => [
      said(analysis),
      new Set(headlines(analysis, "sure").map(({ certainty }) => certainty)).has("estimated"),
      renewalLines(analysis).map(({ status, certainty }) => [status, certainty]),
      actions(analysis).map(({ text, certainty }) => [text.slice(0, 19), certainty])[0],
    ];
    const offer = {
      offering: "AutoCAD",
      covers: ["AutoCAD"],
      pricePerYear: rate<Money, Seats>(2030),
      reference: "a quote",
    };
    // The seat that nobody holds goes: 2,030 of 4,060, which only a row of Subscriptions or Offers makes sure.
    const saved = "Renewing as recommended saves 2,030 in the first year (50.0 %)";
    expect(told(idle(null))).toEqual([
      `${saved}; at illustrative list prices, as no table states others`,
      true,
      [["estimated at an illustrative list price; notice assumed", "estimated"]],
      ["Drop 1 AutoCAD seat", "estimated"],
    ]);
    for (const stated of [idle(2030), idle(null, { offers: [offer] })])
      expect(told(stated)).toEqual([
        `${saved}; all of it is sure`,
        false,
        [["sure; notice assumed", "sure"]],
        ["Drop 1 AutoCAD seat", "sure"],
      ]);
    // The result itself is as sure as the prices.
    expect(statementsOf(answered(idle(null)))[0]?.certainty).toBe("estimated");
    expect(statementsOf(answered(idle(2030)))[0]?.certainty).toBe("sure");
  });

  it("takes tokens of As is at what was paid for the packs, and at the default price only where a pack has none", () => {
    const paid = (price: number | undefined): string[] => {
      const pack = { purchased: day("2026-01-15"), tokens: tokens(1000), origin: { source: 0, row: 2 } };
      const packs = [price === undefined ? pack : { ...pack, price: money(price) }];
      const analysis = analysed({
        use: daysOfUse("daily@x", "AutoCAD", "2026-01-01", 300, "seat"),
        seats: [["daily@x", "AutoCAD", "2024-01-01"]],
        bought: [["AutoCAD", 1, 2030, "C1", "2027-03-31"]],
        rest: { packs },
      });
      return illustrativePricesIn(analysis.asIs, analysis);
    };
    expect(paid(3000)).toEqual([]);
    expect(paid(undefined)).toEqual(["a token (3.00)"]);
  });

  it("puts no check of the program that failed down to the tables", () => {
    const analysis = office(2);
    const best = { ...analysis.recommended!, total: money(1) };
    const scenarios = analysis.scenarios.map((one) => (one.id === best.id ? best : one));
    expect(resultOf(selfChecked(answered({ ...analysis, recommended: best, scenarios })))).toBe(
      "No recommendation is shown, because a check of this program failed",
    );
    expect(said(analysed({ bought: [["AutoCAD", 2, 2030]] }))).toBe(
      "These tables do not allow a recommendation",
    );
  });
});
