import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec } from "../../workbook/spec";
import { quoted } from "./formulas";
import type { ReportInput } from "./report-input";
import { assumptionCell, inYear, SCENARIOS, stepIn, TOKEN_PRICES, type TableColumn } from "./tables";

/** 1 where each tier's price holds for the units within it, 0 where the tier reached gives the price of all. */
export const TOKENS_BY_TIER = "Seatwise.tokens_by_tier";
export const SEATS_BY_TIER = "Seatwise.seats_by_tier";

/** The fewest tokens that can be bought, in whole packs. */
export const SMALLEST_ORDER = "Seatwise.smallest_order";

const RECOMMENDED_TOKENS = "Seatwise.recommended_tokens";
const RECOMMENDED_TOKEN_COST = "Seatwise.recommended_token_cost";
const FIRST_TOKEN_PRICE = "Seatwise.first_token_price";

/** The average price of a token in the first year of the recommended scenario; the lowest tier's where it buys none. */
export const AVERAGE_TOKEN_PRICE =
  `IF(${RECOMMENDED_TOKENS}>0,${RECOMMENDED_TOKEN_COST}/${RECOMMENDED_TOKENS},` + `${FIRST_TOKEN_PRICE})`;

const byTier = (kind: string): string =>
  `IF(${kind}="incremental",1,IF(${kind}="all units",0,${quoted(UNKNOWN)}))`;

/** The tokens of a pack. */
export const PACK = assumptionCell("packSize");

/** The names by which several tables take the same step. */
export function priceNames({ analysis }: ReportInput): FormulaNameSpec[] {
  const { name } = analysis.recommended ?? analysis.asIs;
  const figure = ({ all }: TableColumn): string =>
    `INDEX(${all},MATCH(${quoted(name)},${SCENARIOS.scenario.all},0))`;
  return [
    { name: TOKENS_BY_TIER, formula: byTier(assumptionCell("tierKind")) },
    { name: SEATS_BY_TIER, formula: byTier(assumptionCell("seatTierKind")) },
    {
      name: SMALLEST_ORDER,
      formula: `ROUNDUP(ROUND(${assumptionCell("smallestPurchase")}/${PACK},6),0)*${PACK}`,
    },
    { name: RECOMMENDED_TOKENS, formula: figure(inYear(SCENARIOS, "Tokens", 1)) },
    { name: RECOMMENDED_TOKEN_COST, formula: figure(stepIn(SCENARIOS, "Token cost", 1)) },
    {
      name: FIRST_TOKEN_PRICE,
      formula: `INDEX(${TOKEN_PRICES.unitPrice.all},MATCH(0,${TOKEN_PRICES.from.all},0))`,
    },
  ];
}
