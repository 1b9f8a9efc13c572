import type { MixReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import type { FormulaNameSpec } from "../../workbook/spec";
import { orUnknown, quoted, scenarioFigure } from "./formulas";
import { hasVolumes } from "./price-tables";
import type { ReportInput } from "./report-input";
import { inYear, MIX_SEATS, PRICE_STEPS, SCENARIOS, SEAT_PRICES, SETTINGS, TOKEN_PRICES } from "./tables";

const HELD = "Seatwise.best_mix_cost";
const UNCLEAR = "Seatwise.rerun_unclear";
const FACTOR = "Seatwise.token_price_factor";
const FACTOR_BELOW = "Seatwise.factor_below";
const FACTOR_ABOVE = "Seatwise.factor_above";
const BOUND_BELOW = "Seatwise.bound_below";
const BOUND_ABOVE = "Seatwise.bound_above";
const BOUND = "Seatwise.bound_at_token_price";
const LISTS_UNCLEAR = "Seatwise.list_prices_unclear";
const VOLUMES_CHANGED = "Seatwise.volume_prices_changed";

/**
 * An upper bound of what a new run could save at changed prices: the cost of the held mix, less a lower bound
 * of the cost of every mix.
 */
export function rerunSaving({ moveThresholds }: MixReport): string {
  const saving = `MAX(0,${HELD}+${moveThresholds}-${BOUND}-SUM(${MIX_SEATS.leastChange.all}))`;
  return `IF(${UNCLEAR}>0,"run again to know",${orUnknown(saving)})`;
}

/**
 * The steps to the lower bound at the token prices now. The least cost of any mix is concave in the token price:
 * between two price steps it is above the line through their lower bounds, below the first step above the line from
 * there to zero, and beyond the last step above the last bound. Of tiers that changed by different shares, the
 * smallest counts. Steps are found by their factor, in any order of rows.
 */
export function rerunNames(run: ReportInput): FormulaNameSpec[] {
  const [factors, bounds] = [PRICE_STEPS.factor.all, PRICE_STEPS.lowerBound.all];
  const boundAt = (factor: string): string => `INDEX(${bounds},MATCH(${factor},${factors},0))`;
  const slope = `(${BOUND_ABOVE}-${BOUND_BELOW})/(${FACTOR_ABOVE}-${FACTOR_BELOW})`;
  return [
    { name: HELD, formula: scenarioFigure(SCENARIO_NAMES["best-mix"], inYear(SCENARIOS, "Cost", 1)) },
    { name: UNCLEAR, formula: unclear(run) },
    { name: LISTS_UNCLEAR, formula: LISTS_DIFFER },
    ...(hasVolumes(run)
      ? [
          {
            name: VOLUMES_CHANGED,
            formula: `IFERROR(SUMPRODUCT(1*(ABS(${SEAT_PRICES.ratio.all}-1)>1E-9)),1)`,
          },
        ]
      : []),
    { name: FACTOR, formula: `SUMPRODUCT(MIN(${TOKEN_PRICES.ratio.all}))` },
    { name: FACTOR_BELOW, formula: `SUMPRODUCT(MAX((${factors}<=${FACTOR})*${factors}))` },
    { name: FACTOR_ABOVE, formula: `SUMPRODUCT(MIN((${factors}<=${FACTOR})*1E+99+${factors}))` },
    { name: BOUND_BELOW, formula: `IF(${FACTOR_BELOW}=0,0,${boundAt(FACTOR_BELOW)})` },
    { name: BOUND_ABOVE, formula: `IF(${FACTOR_ABOVE}>1E+98,${BOUND_BELOW},${boundAt(FACTOR_ABOVE)})` },
    { name: BOUND, formula: `${BOUND_BELOW}+(${FACTOR}-${FACTOR_BELOW})*${slope}` },
  ];
}

/** Whether a list price became known or unknown. */
const LISTS_DIFFER = [MIX_SEATS.listPrice, MIX_SEATS.listPriceUsed]
  .map(({ all }) => `COUNTIF(${all},${quoted(UNKNOWN)})`)
  .join("<>");

/** How many inputs changed in ways of which only a run can tell what they do to the mix. */
function unclear(run: ReportInput): string {
  const isUnknown = quoted(UNKNOWN);
  return [
    `SUM(${SETTINGS.changed.all})`,
    `COUNTIF(${TOKEN_PRICES.ratio.all},${isUnknown})`,
    LISTS_UNCLEAR,
    ...(hasVolumes(run) ? [VOLUMES_CHANGED] : []),
  ].join("+");
}
