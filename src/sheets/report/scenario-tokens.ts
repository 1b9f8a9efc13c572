import { at } from "../../engine/at";
import type { TokenLine, YearCost } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import { shownScenarios } from "../../engine/renewal/variants";
import { poolName } from "../../engine/wording";
import type { TableSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import { yearsOf, type ReportInput } from "./report-input";
import { reportTable, type ReportColumn, type ReportTable } from "./table";
import { inYear, SCENARIO_TOKENS, TOKEN_ORDERS } from "./tables";

/** The tokens of one pool that a scenario buys; `nth` is the pool's place in the scenario. */
export interface OrderedTokens {
  /** Its number in the table. */
  readonly no: number;
  readonly scenario: Scenario;
  readonly pool: TokenLine;
  readonly nth: number;
}

export const orderedTokens = ({ analysis }: ReportInput): OrderedTokens[] =>
  shownScenarios(analysis)
    .flatMap((scenario) => scenario.pools.map((pool, nth) => ({ scenario, pool, nth })))
    .map((ordered, i) => ({ ...ordered, no: i + 1 }));

/** The basis of a purchase that repeats today's. */
export const AS_TODAY = "as today";

/** How the table names a pool of a scenario. */
export const poolText = ({ pools }: Scenario, pool: TokenLine): string =>
  pool.asBefore ? AS_TODAY : poolName(pool, pools.length);

/** What a scenario buys for a pool in a year. */
export const inPool = ({ scenario, nth }: OrderedTokens, year: number): YearCost["pools"][number] =>
  at(at(scenario.years, year - 1).pools, nth);

/** The tokens that each scenario buys in each year, and their cost. */
export const scenarioTokenTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    SCENARIO_TOKENS,
    place,
    [
      { column: SCENARIO_TOKENS.scenario, width: 24, format: "text", cell: ({ scenario }) => scenario.name },
      {
        column: SCENARIO_TOKENS.pool,
        width: 24,
        format: "text",
        cell: ({ scenario, pool }) => poolText(scenario, pool),
      },
      ...yearsOf(run).map((year) => figureColumn("Needed with buffer", year)),
      ...yearsOf(run).map((year) => figureColumn("Tokens", year)),
      ...yearsOf(run).map((year) => figureColumn("Cost", year)),
      { column: SCENARIO_TOKENS.line, format: "whole", cell: ({ no }) => no },
    ],
    orderedTokens(run),
    "Tokens to buy",
  );

/** The figures of a purchase, and the columns in which its steps end. */
const FIGURES = {
  "Needed with buffer": { from: TOKEN_ORDERS.needed, format: "whole", of: ({ needed }: PoolYear) => needed },
  Tokens: { from: TOKEN_ORDERS.bought, format: "whole", of: ({ tokens }: PoolYear) => tokens },
  Cost: { from: TOKEN_ORDERS.cost, format: "money", of: ({ cost }: PoolYear) => cost },
} as const;

type PoolYear = YearCost["pools"][number];

/** A figure of the purchase of this row in a year. */
function figureColumn(figure: keyof typeof FIGURES, year: number): ReportColumn<OrderedTokens> {
  const { from, format, of } = FIGURES[figure];
  const own = `(${TOKEN_ORDERS.line.all}=${SCENARIO_TOKENS.line.here})*(${TOKEN_ORDERS.year.all}=${year})`;
  return {
    column: inYear(SCENARIO_TOKENS, figure, year),
    format,
    cell: (tokens) => ({
      value: of(inPool(tokens, year)),
      formula: orUnknown(`LOOKUP(2,1/(${own}),${from.all})`),
    }),
  };
}
