import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { analyse } from "../../src/engine/analyse";
import { defaultAssumptions } from "../../src/engine/assumptions";
import type { TokenPack } from "../../src/engine/estate/estate";
import { money, tokens } from "../../src/engine/units";
import { TokenCard } from "../../src/taskpane/token-card";
import { day, estateOf, type UseRow } from "../engine/estate-of";

const MONTHS = Array.from({ length: 12 }, (_, i) =>
  new Date(Date.UTC(2025, 10 + i, 1)).toISOString().slice(0, 10),
);
const monthly = (person: string, n: number): UseRow[] =>
  MONTHS.map((month): UseRow => [person, "AutoCAD", month, "tokens", n]);

const pack = (purchased: string, n: number, pool: string): TokenPack => ({
  purchased: day(purchased),
  tokens: tokens(n),
  price: money(n * 3),
  pool,
  origin: { source: 0, row: n },
});

/** Ann draws 100 tokens a month from a pack of 2,000, and Bob 50 from a pack of 1,000. */
function planOf(bobsPool: string, packs: readonly TokenPack[] = []) {
  const estate = estateOf({
    use: [...monthly("ann@x", 100), ...monthly("bob@x", 50)],
    people: { "ann@x": { tokenPool: "North" }, "bob@x": { tokenPool: bobsPool } },
    period: ["2025-11-01", "2026-10-31"],
    rest: { packs: [pack("2025-11-01", 2000, "North"), pack("2025-11-01", 1000, bobsPool), ...packs] },
  });
  return analyse(estate, day("2026-10-31"), { ...defaultAssumptions(), exportsComplete: "yes" }).tokenPlan;
}

const shown = (plan: ReturnType<typeof planOf>): string =>
  renderToStaticMarkup(createElement(TokenCard, { plan, currency: "CHF" }));
const texts = (markup: string, tag: string): string[] =>
  [...markup.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>`, "g"))].map(([found]) =>
    found
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );

describe("the token card", () => {
  it("lets the balance of each pool be chosen, and begins with that of all", () => {
    const card = shown(planOf("South"));
    expect(texts(card, "option")).toEqual(["all pools together", "North", "South"]);
    // 3,000 less 12 × 150, which the packs lose at the end of October.
    expect(texts(card, "tr")).toContain("2026-09 1,350");
    expect(card).toContain("It is for all 2 pools together, as if they were one; choose a pool for its own.");
  });

  it("offers no choice where the packs are of one pool", () => {
    const card = shown(planOf("North"));
    expect(texts(card, "option")).toEqual([]);
    expect(card).not.toContain("pools together");
  });

  it("says which tokens to come an order counts", () => {
    const plan = planOf("South", [pack("2026-12-01", 500, "South"), pack("2027-02-01", 300, "North")]);
    expect(plan.risk?.toCome).toEqual({ tokens: 800, from: day("2026-12-01"), to: day("2027-02-01") });
    expect(shown(plan)).toContain("It counts the 800 tokens that come from 2026-12-01 to 2027-02-01.");
    expect(planOf("South").risk?.toCome).toBeNull();
  });

  it("says which covers can be asked for", () => {
    expect(shown(planOf("North"))).toContain("A number from 1 to 99: the chance that the tokens last.");
  });
});
