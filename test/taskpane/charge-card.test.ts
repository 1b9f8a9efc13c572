import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import { tokens } from "../../src/engine/units";
import { explainedCharge } from "../../src/engine/waste/explained-charge";
import { ChargeCard } from "../../src/taskpane/charge-card";
import { chargedUsers, explainedCharges, type ChargedUsers } from "../../src/taskpane/explained-charges";
import { day, estateOf, type Given } from "../engine/estate-of";

const minute = (utc: string): number => Date.parse(`${utc.replace(" ", "T")}:00Z`) / 60_000;

/** Ann opens AutoCAD for 12 minutes on a Monday, and leaves it open from Wednesday to Thursday noon. */
function analysed(given: Given = {}, timeZone = "Europe/Berlin") {
  const session = { person: 0, product: 0, version: "2026", machine: "PC1" };
  const estate = estateOf({ people: { "ann@x": {} }, ...given });
  return analyse(
    {
      ...estate,
      products: ["AutoCAD"],
      sources: [{ file: "log.csv", sheet: "Sessions", kind: "Sessions" }],
      sessions: [
        ["2026-07-06 09:10", "2026-07-06 09:22", 2],
        ["2026-07-08 08:00", "2026-07-09 12:00", 3],
      ].map(([from, to, row]) => ({
        ...session,
        start: minute(String(from)),
        end: minute(String(to)),
        origin: { source: 0, row: Number(row) },
        ...(row === 3 ? { tokens: tokens(20) } : {}),
      })),
    },
    day("2026-12-31"),
    { ...defaultAssumptions(), timeZone },
  );
}

const steps = (n: number, { waste, estate } = analysed()): string[] =>
  explainedCharge(waste.judged[n]!, waste, estate).map(({ step, text }) => `${step}: ${text}`);

describe("one charge explained", () => {
  it("goes from the row to the window, the rule, the tokens and the money", () => {
    // 7 tokens at the list price of 3 are 21; Berlin is two hours ahead in July.
    expect(steps(0)).toEqual([
      "Rows: row 2 of Sessions: 2026-07-06 09:10 to 2026-07-06 09:22, version 2026, on PC1",
      "Window: 24 hours from 2026-07-06 09:10 to 2026-07-07 09:10 UTC, 2026-07-06 11:10 in Europe/Berlin",
      "Rule: launched outside any window, so 24 hours begin",
      "Tokens: 7 tokens, the rate of a day",
      "Money: 21, at 3.00 a token",
      "Waste: short day: 12 minutes in 24 hours",
    ]);
  });

  it("says why a product that is left open is charged again, and which tokens the log states", () => {
    // The 20 tokens of the row are those of its two charges.
    expect(steps(2).slice(1)).toEqual([
      "Window: 24 hours from 2026-07-09 08:00 to 2026-07-10 08:00 UTC, 2026-07-09 10:00 in Europe/Berlin",
      "Rule: still open when its 24 hours ended, so 24 more begin",
      "Tokens: 10 tokens, as the log states",
      "Money: 30, at 3.00 a token",
    ]);
  });

  it("says what is unknown, and that a seat pays", () => {
    expect(steps(0, analysed({}, "none"))[1]).toBe(
      "Window: 24 hours from 2026-07-06 09:10 to 2026-07-07 09:10 UTC",
    );
    const { waste, estate } = analysed();
    const told = (more: object, price = waste.price): string[] =>
      explainedCharge(
        { ...waste.judged[0]!, charge: { ...waste.judged[0]!.charge, ...more } },
        { ...waste, price },
        estate,
      )
        .slice(3, 5)
        .map(({ step, text }) => `${step}: ${text}`);
    expect(told({ tokens: null })).toEqual([
      "Tokens: unknown: neither the log nor a rate says how many",
      "Money: unknown: the number of tokens is not known",
    ]);
    expect(told({}, null)[1]).toBe("Money: unknown: the price of a token is not known");
    expect(told({ onSeat: true, tokens: tokens(0) })[0]).toBe(
      "Tokens: none: the user holds a seat for the product",
    );
  });
});

describe("the charge card", () => {
  const cardOf = (users: ChargedUsers): string =>
    renderToStaticMarkup(createElement(ChargeCard, { users, explain: async () => null }));

  it("offers the users with charges, and nothing without a session log", () => {
    const markup = cardOf(chargedUsers(analysed()));
    expect(markup).toContain("Explain a charge");
    expect(markup).toContain('<option value="ann@x">ann@x</option>');
    expect(cardOf({ first: [], all: 0 })).toBe("");
  });

  it("explains the charges of a user by name, and none of somebody else", () => {
    const { first, all } = explainedCharges("ann@x", analysed());
    expect(all).toBe(3);
    expect(first.map(({ name }) => name)).toEqual([
      "2026-07-06 09:10 AutoCAD",
      "2026-07-08 08:00 AutoCAD",
      "2026-07-09 08:00 AutoCAD",
    ]);
    expect(first[0]?.steps.map(({ step }) => step)).toEqual(steps(0).map((text) => text.split(": ")[0]));
    expect(explainedCharges("bob@x", analysed())).toEqual({ first: [], all: 0 });
  });
});
