import type { Analysis } from "../../engine/analysis";
import type { SharedCost } from "../../engine/shared-costs";
import { poolName } from "../../engine/wording";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { SpecCell } from "../../workbook/spec";
import { equals, ifKnown, lookedUp, names, orUnknown, priceAtRenewal, quoted, sumOf } from "./formulas";
import {
  inYear,
  PRICES,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  USERS,
  type ResultTable,
  type TableColumn,
} from "./tables";

/** Offerings of which users get seats that are paid for anyway, and the share of the price that they do not bear. */
export const idleShares = ({ users }: Analysis): ReadonlyMap<string, number> =>
  new Map(
    users.flatMap(({ idleSeats }) => idleSeats.map(({ offering, share }) => [offering, share] as const)),
  );

/** Whether a user gets a seat of an offering that the user does not hold; the columns by cell or whole. */
export const getsSeat = (offering: string, cells: "here" | "all"): string =>
  `${names(USERS.recommendedSeats[cells], quoted(offering))}*(1-${names(USERS.seatsToday[cells], quoted(offering))})`;

const WHY: Readonly<Record<SharedCost["kind"], string>> = {
  seats:
    "Seats without a user, growth, shares of seats that are paid for anyway, and prices other than those at " +
    "which users count.",
  tokens: "Buffer, packs, price tiers, growth and tokens without a user, less the tokens of people who left.",
  "unknown users": "The part that the scenarios count of covers whose cost is unknown.",
};

/** The cells of a shared cost in the table of the users, by the column's header; other cells are empty. */
export function sharedCells(
  cost: SharedCost,
  analysis: Analysis,
  tokenPrice: string,
): ReadonlyMap<string, Cell | SpecCell> {
  const pools = analysis.mix?.pools.length ?? 0;
  const saving = cost.today === null || cost.recommended === null ? null : cost.today - cost.recommended;
  return new Map<string, Cell | SpecCell>([
    [USERS.user.header, cost.text],
    [USERS.why.header, WHY[cost.kind]],
    [USERS.costToday.header, amountCell(cost.today, todayFormula(cost, analysis, tokenPrice))],
    [USERS.recommendedCost.header, amountCell(cost.recommended, bestFormula(cost, analysis, tokenPrice))],
    [
      USERS.saving.header,
      ifKnown(saving, orUnknown(`${USERS.costToday.here}-${USERS.recommendedCost.here}`)),
    ],
    ...(cost.kind === "tokens" && !isTodaysPacks(cost, analysis)
      ? [[USERS.pool.header, poolName(cost, pools)] as const]
      : []),
  ]);
}

const amountCell = (value: number | null, formula: string | null): SpecCell =>
  value === null
    ? { value: UNKNOWN }
    : { value, ...(formula === null ? {} : { formula: orUnknown(formula) }) };

function todayFormula(cost: SharedCost, analysis: Analysis, tokenPrice: string): string | null {
  const { asIs } = analysis;
  if (cost.offering !== null) {
    const price = lookedUp(PRICES.today, PRICES.offering, quoted(cost.offering));
    const held = `SUMPRODUCT(1*${names(USERS.seatsToday.all, quoted(cost.offering))})`;
    return `${seatCost(asIs.name, cost.offering)}-${held}*${price}`;
  }
  if (cost.kind === "unknown users") return null;
  const packs = asIs.pools.some(({ asBefore }) => asBefore);
  const several = (analysis.mix?.pools.length ?? 0) > 1;
  if (isTodaysPacks(cost, analysis)) return tokenCost(asIs.name, null);
  const paid = packs && several ? "0" : tokenCost(asIs.name, packs ? null : poolIn(cost, analysis));
  return `${paid}-${drawnIn(USERS.tokensToday, cost, analysis)}*${tokenPrice}`;
}

function bestFormula(cost: SharedCost, analysis: Analysis, tokenPrice: string): string | null {
  const best = analysis.recommended?.name ?? analysis.asIs.name;
  if (cost.offering !== null) {
    const count = `SUMPRODUCT(1*${names(USERS.recommendedSeats.all, quoted(cost.offering))})`;
    const share = idleShares(analysis).get(cost.offering) ?? 0;
    const idle = share === 0 ? "" : `-${share}*SUMPRODUCT(${getsSeat(cost.offering, "all")})`;
    return `${seatCost(best, cost.offering)}-(${count}${idle})*${priceAtRenewal(quoted(cost.offering))}`;
  }
  if (cost.kind === "unknown users" || isTodaysPacks(cost, analysis)) return null;
  const paid = tokenCost(best, poolIn(cost, analysis));
  return `${paid}-${drawnIn(USERS.recommendedTokens, cost, analysis)}*${tokenPrice}`;
}

/** The packs of today have a row of their own beside several pools, as they belong to none of them. */
const isTodaysPacks = (cost: SharedCost, { sharedCosts, asIs, mix }: Analysis): boolean =>
  (mix?.pools.length ?? 0) > 1 &&
  asIs.pools.some(({ asBefore }) => asBefore) &&
  cost === sharedCosts.filter(({ kind }) => kind === "tokens").at(-1);

/** The name of the pool, where there are several. */
const poolIn = (cost: SharedCost, { mix }: Analysis): string | null => {
  const pools = mix?.pools.length ?? 0;
  return pools > 1 ? poolName(cost, pools) : null;
};

const inFirstYear = (
  table: ResultTable & { scenario: TableColumn },
  scenario: string,
  further: readonly string[],
): string => sumOf(inYear(table, "Cost", 1), [equals(table.scenario, quoted(scenario)), ...further]);

const seatCost = (scenario: string, offering: string): string =>
  inFirstYear(SCENARIO_SEATS, scenario, [equals(SCENARIO_SEATS.offering, quoted(offering))]);

const tokenCost = (scenario: string, pool: string | null): string =>
  inFirstYear(SCENARIO_TOKENS, scenario, pool === null ? [] : [equals(SCENARIO_TOKENS.pool, quoted(pool))]);

const drawnIn = (column: TableColumn, cost: SharedCost, analysis: Analysis): string => {
  const pool = poolIn(cost, analysis);
  return sumOf(column, pool === null ? [] : [equals(USERS.pool, quoted(pool))]);
};
