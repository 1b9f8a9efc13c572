import type { Analysis } from "../../engine/analysis";
import {
  assumptionCell,
  costColumn,
  SCENARIO_TOKENS,
  SEAT_PRICES,
  TOKEN_PRICES,
  tokensColumn,
} from "./references";

/** Tokens to buy for a need in packs: no less than the smallest purchase, and up to a further tier where that costs less. */
export function tokenPurchase(needed: string): string {
  const pack = assumptionCell("packSize");
  const column = (name: string): string => `${TOKEN_PRICES}[${name}]`;
  const least = `MAX(${needed},ROUNDUP(ROUND(${assumptionCell("smallestPurchase")}/${pack},6),0)*${pack})`;
  const cost = `${least}*SUMIFS(${column("Unit price")},${column("From")},SUMPRODUCT(MAX((${column("From")}<=${least})*${column("From")})))`;
  const further = `(${column("In packs")}>${least})`;
  const cheapest = `SUMPRODUCT(MIN(${further}*${column("Cost there")}+(1-${further})*1E+99))`;
  const edge = `SUMPRODUCT(MIN(${further}*(${column("Cost there")}<=${cheapest})*${column("In packs")}+(1-${further}*(${column("Cost there")}<=${cheapest}))*1E+99))`;
  return `IF(${needed}=0,0,IF(AND(${assumptionCell("tierKind")}="all units",${cheapest}<${cost}-1E-9),${edge},${least}))`;
}

/** What a purchase of tokens costs by the Assumptions; at what was paid, where that is known. */
export function tokenCost(bought: string, paid: string): string {
  const from = `${TOKEN_PRICES}[From]`;
  const reached = `SUMPRODUCT(MAX((${from}<=${bought})*${from}))`;
  const allUnits = `${bought}*SUMIFS(${TOKEN_PRICES}[Unit price],${from},${reached})`;
  const incremental = `SUMPRODUCT((${bought}>${from})*(${bought}-${from})*${TOKEN_PRICES}[Step])`;
  return `IF(ISNUMBER(${paid}),${bought}*${paid},IF(${assumptionCell("tierKind")}="incremental",${incremental},${allUnits}))`;
}

/** The average price of a token in the first year's purchases of the recommended scenario; the lowest tier's for none. */
export function averageTokenPrice(analysis: Analysis): string {
  const of = (column: string): string =>
    `SUMIFS(${SCENARIO_TOKENS}[${column}],${SCENARIO_TOKENS}[Scenario],"${analysis.scenarios.at(-1)?.name ?? ""}")`;
  return `IF(${of(tokensColumn(1))}>0,${of(costColumn(1))}/${of(tokensColumn(1))},SUMIFS(${TOKEN_PRICES}[Unit price],${TOKEN_PRICES}[From],0))`;
}

/** What a seat costs on average when so many are bought at volume prices. */
export function volumePrice(offering: string, bought: string): string {
  const column = (name: string): string => `${SEAT_PRICES}[${name}]`;
  const own = `(${column("Offering")}=${offering})`;
  const from = `SUMPRODUCT(MAX(${own}*(${column("From")}<=${bought})*${column("From")}))`;
  const reached = `SUMPRODUCT(${own}*(${column("From")}=${from})*${column("Unit price")})`;
  const incremental = `SUMPRODUCT(${own}*(${bought}>${column("From")})*(${bought}-${column("From")})*${column("Step")})/${bought}`;
  return `IF(AND(${assumptionCell("seatTierKind")}="incremental",${bought}>0),${incremental},${reached})`;
}
