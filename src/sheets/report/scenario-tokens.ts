import type { Analysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import type { TokenLine, YearCost } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { poolName } from "../../engine/wording";
import type { SpecCell } from "../../workbook/spec";
import { equals, orUnknown, sumOf, tokenCost, tokenPurchase } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";

import type { ReportColumn } from "./table";
import { assumptionCell, BUFFER_CELL, inYear, SCENARIO_TOKENS, USERS } from "./tables";

/** The tokens of one pool that a scenario buys; `nth` is the pool's place in the scenario. */
export interface OrderedTokens {
  readonly scenario: Scenario;
  readonly pool: TokenLine;
  readonly nth: number;
}

export const orderedTokens = (scenario: Scenario): OrderedTokens[] =>
  scenario.pools.map((pool, nth) => ({ scenario, pool, nth }));

/** How the table names a pool of a scenario. */
export const poolText = ({ pools }: Scenario, pool: TokenLine): string =>
  pool.asBefore ? "as today" : poolName(pool, pools.length);

export const orderedTokenColumns = (run: ReportInput): ReportColumn<OrderedTokens>[] => [
  ...poolColumns(run),
  ...yearsOf(run).map((year): ReportColumn<OrderedTokens> => ({
    column: inYear(SCENARIO_TOKENS, "Needed with buffer", year),
    format: "whole",
    cell: (ordered) => ({
      value: inPool(ordered, year).needed,
      formula: neededFormula(ordered, year, run.analysis),
    }),
  })),
  ...yearsOf(run).map((year): ReportColumn<OrderedTokens> => ({
    column: inYear(SCENARIO_TOKENS, "Tokens", year),
    format: "whole",
    cell: (ordered) => {
      const needed = inYear(SCENARIO_TOKENS, "Needed with buffer", year).here;
      return {
        value: inPool(ordered, year).tokens,
        formula: ordered.pool.asBefore ? needed : tokenPurchase(needed),
      };
    },
  })),
  ...yearsOf(run).map((year): ReportColumn<OrderedTokens> => ({
    column: inYear(SCENARIO_TOKENS, "Cost", year),
    format: "money",
    cell: (ordered) => {
      const cost = tokenCost(inYear(SCENARIO_TOKENS, "Tokens", year).here, SCENARIO_TOKENS.paid.here);
      const uplift = year === 1 ? "" : `*(1+${assumptionCell("tokenUplift")})^${year - 1}`;
      return { value: inPool(ordered, year).cost, formula: orUnknown(`${cost}${uplift}`) };
    },
  })),
];

const poolColumns = ({ analysis }: ReportInput): ReportColumn<OrderedTokens>[] => [
  { column: SCENARIO_TOKENS.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
  {
    column: SCENARIO_TOKENS.pool,
    width: 24,
    format: "text",
    cell: ({ scenario, pool }) => poolText(scenario, pool),
  },
  {
    column: SCENARIO_TOKENS.needed,
    width: 24,
    format: "whole",
    cell: (ordered) => needCell(ordered, analysis),
  },
  {
    column: SCENARIO_TOKENS.buffer,
    format: "percent",
    cell: ({ pool }) =>
      pool.asBefore || pool.buffer !== analysis.buffer
        ? pool.buffer
        : { value: pool.buffer, formula: BUFFER_CELL },
  },
  {
    column: SCENARIO_TOKENS.pack,
    format: "whole",
    cell: ({ pool }) =>
      pool.asBefore ? pool.pack : { value: pool.pack, formula: assumptionCell("packSize") },
  },
  { column: SCENARIO_TOKENS.atLeast, format: "whole", cell: ({ pool }) => pool.atLeast ?? null },
  { column: SCENARIO_TOKENS.paid, format: "price", cell: ({ pool }) => pool.paid ?? null },
];

const inPool = ({ scenario, nth }: OrderedTokens, year: number): YearCost["pools"][number] =>
  at(at(scenario.years, year - 1).pools, nth);

/** Tokens needed before growth, buffer and packs. The best mix adds up those of the Users sheet. */
function needCell({ scenario, pool, nth }: OrderedTokens, { liveFormulaInputs }: Analysis): SpecCell {
  const value = at(pool.needed, 0);
  if (scenario.id !== "best-mix") return { value };
  const { joiners, withoutUsers } = liveFormulaInputs;
  const ofPool = scenario.pools.length > 1 ? [equals(USERS.pool, SCENARIO_TOKENS.pool.here)] : [];
  const drawn = sumOf(USERS.tokensInUse, ofPool);
  const forJoiners = joiners === 1 ? "" : `*${joiners}`;
  const others = at(withoutUsers, nth) === 0 ? "" : `+${at(withoutUsers, nth)}`;
  return { value, formula: orUnknown(`${drawn}${forJoiners}${others}`) };
}

/**
 * Tokens needed in a year with buffer, in whole packs. Growth also changes seats, so the formula keeps the
 * growth of this run.
 */
function neededFormula({ pool }: OrderedTokens, year: number, { assumptions }: Analysis): string {
  const own = at(pool.needed, year - 1);
  const need = own === at(pool.needed, 0) ? SCENARIO_TOKENS.needed.here : String(own);
  const grown = assumptions.growth === 0 ? "" : `*${1 + assumptions.growth}^${year}`;
  const withBuffer = `ROUNDUP(ROUND(${need}${grown}*(1+${SCENARIO_TOKENS.buffer.here}),6),0)`;
  if (pool.atLeast === undefined) return orUnknown(inPacks(withBuffer));
  const least = `ROUNDUP(ROUND(${SCENARIO_TOKENS.atLeast.here}${grown},6),0)`;
  return orUnknown(`MAX(${inPacks(withBuffer)},${inPacks(least)})`);
}

const inPacks = (quantity: string): string => {
  const pack = SCENARIO_TOKENS.pack.here;
  return `ROUNDUP(ROUND(${quantity}/${pack},6),0)*${pack}`;
};
