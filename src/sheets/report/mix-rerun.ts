import type { MixReport } from "../../engine/renewal/mix-report";
import { SCENARIO_NAMES } from "../../engine/renewal/scenarios";
import { UNKNOWN } from "../../workbook/cells";
import { orUnknown, quoted, scenarioFigure, usedValue } from "./formulas";
import type { ReportInput } from "./report-input";
import {
  assumptionCell,
  inYear,
  MIX_SEATS,
  PRICE_STEPS,
  SCENARIOS,
  SEAT_PRICES,
  TOKEN_PRICES,
} from "./tables";

/** Assumptions that change the mix in ways which only a run can tell. */
const ONLY_A_RUN_TELLS = ["poolBuffer", "packSize", "smallestPurchase", "tierKind", "seatTierKind"] as const;

/**
 * An upper bound of what a new run could save at changed prices: the cost of the held mix, less a lower bound
 * of the cost of every mix.
 */
export function rerunSaving({ analysis }: ReportInput, { moveThresholds }: MixReport): string {
  const { listPrice, listPriceUsed } = MIX_SEATS;
  const isUnknown = quoted(UNKNOWN);
  const changed = [
    ...ONLY_A_RUN_TELLS.map((key) => `${assumptionCell(key)}<>${usedValue(key)}`),
    `COUNTIF(${TOKEN_PRICES.ratio.all},${isUnknown})>0`,
    `COUNTIF(${listPrice.all},${isUnknown})<>COUNTIF(${listPriceUsed.all},${isUnknown})`,
    ...(analysis.offers.some(({ volume }) => volume !== undefined)
      ? [`SUMPRODUCT(--(ABS(${SEAT_PRICES.ratio.all}-1)>1E-9))>0`]
      : []),
  ];
  const held = scenarioFigure(SCENARIO_NAMES["best-mix"], inYear(SCENARIOS, "Cost", 1));
  const saving = orUnknown(`MAX(0,${held}+${moveThresholds}-(${boundAtTokenPrice()}+${seatPriceChange()}))`);
  return `IF(OR(${changed.join(",")}),"run again to know",${saving})`;
}

/**
 * A lower bound at the token prices now. The least cost of any mix is concave in the token price: between two
 * price steps it is above the line through their lower bounds, below the first step above the line from there
 * to zero, and beyond the last step above the last bound. Of tiers that changed by different shares, the
 * smallest counts.
 */
function boundAtTokenPrice(): string {
  const [factors, bounds] = [PRICE_STEPS.factor.all, PRICE_STEPS.lowerBound.all];
  const factor = `SUMPRODUCT(MIN(${TOKEN_PRICES.ratio.all}))`;
  const place = `MATCH(${factor},${factors},1)`;
  const last = `ROWS(${factors})`;
  const next = `MIN(${place}+1,${last})`;
  const step = `(INDEX(${factors},${next})-INDEX(${factors},${place}))`;
  const share = `IF(${place}=${last},0,(${factor}-INDEX(${factors},${place}))/${step})`;
  const between = `(INDEX(${bounds},${place})+${share}*(INDEX(${bounds},${next})-INDEX(${bounds},${place})))`;
  const first = `INDEX(${factors},1)`;
  return `IF(${factor}<${first},${factor}/${first}*INDEX(${bounds},1),${between})`;
}

/**
 * The least change of any mix's cost by seat prices: a rise counts on the fewest seats that any mix pays for, a
 * fall on the most. Offerings without a list price count nothing, as SUMPRODUCT skips text.
 */
function seatPriceChange(): string {
  const { listPrice, listPriceUsed, fewest, most } = MIX_SEATS;
  const compared = (sign: "<" | ">"): string => `(${listPrice.all}${sign}${listPriceUsed.all})`;
  const counted = `${compared(">")}*${fewest.all}+${compared("<")}*${most.all}`;
  return `SUMPRODUCT(${counted},${listPrice.all})-SUMPRODUCT(${counted},${listPriceUsed.all})`;
}
