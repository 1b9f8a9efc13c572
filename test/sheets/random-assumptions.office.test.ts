import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Analysis } from "../../src/engine/analysis";
import type { Assumptions } from "../../src/engine/assumptions";
import { randomFrom } from "../../src/engine/random";
import { presentValue } from "../../src/engine/rules/renewal-price";
import { yearCosts, type PriceLists } from "../../src/engine/renewal/scenario-cost";
import { shownScenarios } from "../../src/engine/renewal/variants";
import { fraction, rate, tokens, total } from "../../src/engine/units";
import { runAnalysis } from "../../src/sheets/run";
import { day } from "../engine/estate-of";
import { changedBy, column, recalculatedTogether } from "./recalculated";
import { sheetsOf } from "./read/sheets-of";
import { TERMS } from "./report/terms";

/** The estate with many terms, two quotes and scenarios of the analyst's. */
const WITH_VARIANTS = {
  ...TERMS,
  Quotes: [
    ["Quote", "Offering", "Seats", "Tokens", "Price", "Term years", "Discount"],
    ["Q1", "AutoCAD", 8, null, 1700, 3, 0.1],
    ["Q1", "Flex", null, 3000, 2.5, 1, null],
    ["Q2", "Revit", 6, null, 2600, 1, null],
  ],
  "Own scenarios": [
    ["Scenario", "Seat uplift", "Keep", "Term years", "Growth", "True-down cap", "Floor"],
    ["Flat, all kept", 0, "Revit", null, null, null, null],
    ["Three years fixed", 0.04, null, 3, null, null, null],
    ["Fewer people, no cap", null, null, null, -0.05, 1, 0],
  ],
};

const SETS = 50;
/** Milliseconds: LibreOffice takes some seconds for each workbook. */
const LONGEST = 1_800_000;

/** A value of each assumption that moves the sheets without a new run. */
function randomAssumptions(uniform: () => number, { priceLists, tiers }: Analysis) {
  const between = (low: number, high: number, step: number): number =>
    Math.round((low + uniform() * (high - low)) / step) * step;
  const seatPrices = new Map([...priceLists.seats.keys()].map((name) => [name, between(500, 5000, 0.01)]));
  const tierPrices = new Map(tiers.map(({ minimum }) => [minimum, between(1, 5, 0.01)]));
  const kind = uniform() < 0.5 ? ("all units" as const) : ("incremental" as const);
  const live = {
    "Pool buffer": between(0, 0.4, 0.01),
    "Pack size": between(1, 700, 1),
    "Smallest token purchase": between(0, 2000, 1),
    "Seat price uplift": between(-0.05, 0.2, 0.001),
    "Token price uplift": between(-0.05, 0.2, 0.001),
    "Discount rate": between(0, 0.2, 0.001),
  };
  return { seatPrices, tierPrices, kind, live };
}

type Drawn = ReturnType<typeof randomAssumptions>;

const typedOf = ({ seatPrices, tierPrices, kind, live }: Drawn): Record<string, number | string> => ({
  ...live,
  "Token price tiers": kind,
  ...Object.fromEntries([...seatPrices].map(([name, price]) => [`Price: ${name}`, price])),
  ...Object.fromEntries([...tierPrices].map(([minimum, price]) => [`Token price from ${minimum}`, price])),
});

function pricesOf({ priceLists, tiers }: Analysis, drawn: Drawn): PriceLists {
  return {
    ...priceLists,
    tokens: tiers.map((tier) => ({ ...tier, unitPrice: rate(drawn.tierPrices.get(tier.minimum)!) })),
    tokenKind: drawn.kind,
    smallestPurchase: tokens(drawn.live["Smallest token purchase"]),
    seats: new Map(
      [...priceLists.seats].map(([name, own]) => [
        name,
        own.map((tier, i) => (i === 0 ? { ...tier, unitPrice: rate(drawn.seatPrices.get(name)!) } : tier)),
      ]),
    ),
  };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "random-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test(
  `${SETS} random sets of assumptions move quotes, own scenarios and all others as they move the engine`,
  async () => {
    const run = await runAnalysis([sheetsOf(WITH_VARIANTS)], { today: day("2026-11-15"), set: [] });
    const { analysis } = run;
    const scenarios = shownScenarios(analysis);
    expect(scenarios.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Quote Q1", "Quote Q2", "Three years fixed", "Fewer people, no cap"]),
    );
    const { uniform } = randomFrom(20);
    const sets = Array.from({ length: SETS }, () => randomAssumptions(uniform, analysis));
    const workbooks = sets.map((drawn) => changedBy(run, typedOf(drawn)));
    const computed = await recalculatedTogether(folder, workbooks);
    sets.forEach((drawn, i) => {
      const { live } = drawn;
      const assumptions: Assumptions = {
        ...analysis.assumptions,
        seatUplift: fraction(live["Seat price uplift"]),
        tokenUplift: fraction(live["Token price uplift"]),
        discountRate: fraction(live["Discount rate"]),
      };
      const prices = pricesOf(analysis, drawn);
      const cell = (header: string) => column(workbooks[i]!, computed[i]!, "SeatwiseScenarios", header);
      for (const { name, lines, pools } of scenarios) {
        const bought = pools.map((pool) =>
          pool.asBefore ? pool : { ...pool, buffer: live["Pool buffer"], pack: tokens(live["Pack size"]) },
        );
        const costs = yearCosts(lines, bought, prices, assumptions).map(({ cost }) => cost);
        const [sum, worth] = [total(costs), presentValue(costs, assumptions.discountRate)];
        expect([i, name, cell("Total")[name]]).toEqual([i, name, expect.closeTo(sum, 2)]);
        expect([i, name, cell("Present value")[name]]).toEqual([i, name, expect.closeTo(worth, 2)]);
      }
    });
  },
  LONGEST,
);
