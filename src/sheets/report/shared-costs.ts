import type { Analysis, UserAnalysis } from "../../engine/analysis";
import { at } from "../../engine/at";
import { grouped } from "../../engine/grouped";
import { onceFor } from "../../engine/once-for";
import { firstYear, firstYearSeatCost } from "../../engine/renewal/scenario-cost";
import type { Scenario } from "../../engine/renewal/scenarios";
import type { SharedCost } from "../../engine/shared-costs";
import { addTo } from "../../engine/tally";
import { sumKnown, total } from "../../engine/units";
import { poolName } from "../../engine/wording";
import { UNKNOWN } from "../../workbook/cells";
import type { TableSpec } from "../../workbook/spec";
import { idleShares } from "./covers";
import { equals, lookedUp, names, orUnknown, quoted, seatCount, unlessUnknown } from "./formulas";
import { seatPriceRows } from "./price-tables";
import type { ReportInput } from "./report-input";
import { poolText } from "./scenario-tokens";
import { knownCell, ledBy, reportTable, type ReportColumn, type ReportTable } from "./table";
import {
  inYear,
  MIX_POOLS,
  PRICES,
  SCENARIO_SEATS,
  SCENARIO_TOKENS,
  SHARED_SEATS,
  SHARED_TOKENS,
  UNKNOWN_SEAT_COSTS_NAME,
  USERS,
  type TableColumn,
} from "./tables";

/** Whether users get seats that are paid for anyway, so that the table of the users says which. */
export const hasIdleSeats = (run: ReportInput): boolean => idleShares(run).size > 0;

/** Names for the formulas of the shared costs. */
export const SHARED_COST_NAMES = [
  {
    name: UNKNOWN_SEAT_COSTS_NAME,
    formula: [
      `(${inYear(SCENARIO_SEATS, "Cost", 1).all}=${quoted(UNKNOWN)})`,
      `(${SCENARIO_SEATS.pricedBy.all}<>${quoted(UNKNOWN)})`,
    ].join("*"),
  },
];

const bestOrAsIs = ({ analysis: { recommended, asIs } }: ReportInput): Scenario => recommended ?? asIs;

/** The seats of an offering: paid for, and counted by users. The difference is shared. */
export const sharedSeatTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    SHARED_SEATS,
    place,
    ledBy(
      [SHARED_SEATS.cost, SHARED_SEATS.offering, SHARED_SEATS.today, SHARED_SEATS.then],
      [...seatColumnsToday(run), ...seatColumnsThen(run)],
    ),
    run.analysis.sharedCosts.flatMap((cost) =>
      cost.offering === null ? [] : [{ ...cost, offering: cost.offering }],
    ),
    "Shared cost of seats: what is paid in the first year, less the seats that users count",
  );

type SharedSeats = SharedCost & { readonly offering: string };

/** What the lines of an offering that have a price cost in the first year of a scenario. */
const seatsPaid = (scenario: Scenario, unknown: TableColumn): string =>
  unlessUnknown(unknown, `SUMPRODUCT(${linesOfScenario(scenario)},${inYear(SCENARIO_SEATS, "Cost", 1).all})`);

const seatsUnknown = (scenario: Scenario): string =>
  `SUMPRODUCT(${linesOfScenario(scenario)}*${UNKNOWN_SEAT_COSTS_NAME})`;

const linesOfScenario = ({ name }: Scenario): string =>
  `${equals(SCENARIO_SEATS.scenario, quoted(name))}*${equals(SCENARIO_SEATS.offering, SHARED_SEATS.offering.here)}`;

const paidIn = ({ lines }: Scenario, { offering }: SharedSeats): number =>
  firstYearSeatCost(linesByOffering(lines).get(offering) ?? []);

const linesByOffering = onceFor((lines: Scenario["lines"]) => grouped(lines, ({ offering }) => offering));

/** How many users have each of their seats, by offering. */
function usersBySeat(users: readonly UserAnalysis[], seatsOf: (user: UserAnalysis) => readonly string[]) {
  const counts = new Map<string, number>();
  for (const user of users) for (const offering of new Set(seatsOf(user))) addTo(counts, offering);
  return counts;
}

function seatColumnsToday(run: ReportInput): ReportColumn<SharedSeats>[] {
  const { asIs, users } = run.analysis;
  const prices = pricesByOffering(run);
  const holders = usersBySeat(users, ({ heldSeats }) => heldSeats);
  const { paidToday, usersToday, priceToday, unknownToday } = SHARED_SEATS;
  return [
    { column: SHARED_SEATS.cost, width: 28, format: "text", look: "wrap", cell: ({ text }) => text },
    {
      column: SHARED_SEATS.offering,
      width: 24,
      format: "text",
      look: "wrap",
      cell: ({ offering }) => offering,
    },
    {
      column: paidToday,
      format: "money",
      cell: (cost) => ({ value: paidIn(asIs, cost), formula: seatsPaid(asIs, unknownToday) }),
    },
    { column: unknownToday, format: "whole", cell: () => ({ value: 0, formula: seatsUnknown(asIs) }) },
    {
      column: usersToday,
      format: "whole",
      cell: ({ offering }) => ({
        value: holders.get(offering) ?? 0,
        formula: `SUMPRODUCT(1*${names(USERS.keptCover.all, SHARED_SEATS.offering.here)})`,
      }),
    },
    {
      column: priceToday,
      format: "price",
      cell: ({ offering }) => ({
        value: knownCell(prices.get(offering)?.today ?? null),
        formula: lookedUp(PRICES.today, PRICES.offering, SHARED_SEATS.offering.here),
      }),
    },
    {
      column: SHARED_SEATS.today,
      format: "money",
      cell: ({ today }) => ({
        value: knownCell(today),
        formula: orUnknown(`${paidToday.here}-${usersToday.here}*${priceToday.here}`),
      }),
    },
  ];
}

function seatColumnsThen(run: ReportInput): ReportColumn<SharedSeats>[] {
  const best = bestOrAsIs(run);
  const prices = pricesByOffering(run);
  const shares = idleShares(run);
  const { paid, unknown, users, idleShare, idleUsers, counted, price } = SHARED_SEATS;
  const takers = usersBySeat(run.analysis.users, ({ recommended }) => recommended.seats);
  const idle = usersBySeat(run.analysis.users, ({ idleSeats }) => idleSeats.map((seat) => seat.offering));
  const usersOf = ({ offering }: SharedSeats): number => takers.get(offering) ?? 0;
  const idleUsersOf = ({ offering }: SharedSeats): number => idle.get(offering) ?? 0;
  const shareOf = ({ offering }: SharedSeats): number => shares.get(offering) ?? 0;
  return [
    {
      column: paid,
      format: "money",
      cell: (cost) => ({ value: paidIn(best, cost), formula: seatsPaid(best, unknown) }),
    },
    { column: unknown, format: "whole", cell: () => ({ value: 0, formula: seatsUnknown(best) }) },
    {
      column: users,
      format: "whole",
      cell: (cost) => ({ value: usersOf(cost), formula: orUnknown(seatCount(SHARED_SEATS.offering.here)) }),
    },
    { column: idleShare, format: "percent", cell: shareOf },
    {
      column: idleUsers,
      format: "whole",
      cell: (cost) => ({
        value: idleUsersOf(cost),
        ...(hasIdleSeats(run) ? { formula: idleCount(SHARED_SEATS.offering.here) } : {}),
      }),
    },
    {
      column: counted,
      format: "decimal",
      cell: (cost) => ({
        value: usersOf(cost) - shareOf(cost) * idleUsersOf(cost),
        formula: orUnknown(`${users.here}-${idleShare.here}*${idleUsers.here}`),
      }),
    },
    {
      column: price,
      format: "price",
      cell: ({ offering }) => ({
        value: knownCell(prices.get(offering)?.then ?? null),
        formula: lookedUp(PRICES.atRenewal, PRICES.offering, SHARED_SEATS.offering.here),
      }),
    },
    {
      column: SHARED_SEATS.then,
      format: "money",
      cell: ({ recommended }) => ({
        value: knownCell(recommended),
        formula: orUnknown(`${paid.here}-${counted.here}*${price.here}`),
      }),
    },
  ];
}

/** Users who follow the recommendation, and share the price of a seat that it gives them. */
const idleCount = (offering: string): string =>
  `SUMPRODUCT((${USERS.coverInUse.all}=${USERS.bestCover.all})*${names(USERS.idleSeats.all, offering)})`;

const pricesByOffering = (run: ReportInput) => new Map(seatPriceRows(run).map((row) => [row.offering, row]));

/** A shared cost of tokens with the pools that it compares, or of covers of unknown cost. */
interface SharedTokens {
  readonly cost: SharedCost;
  /** The pools of As is and of the best mix that are paid for; null for none. */
  readonly poolToday: string | null;
  readonly poolThen: string | null;
  /** The pool of the users who count their tokens; null for none. */
  readonly pool: string | null;
}

/** The tokens of a pool: paid for, and counted by users. The difference is shared. */
export const sharedTokenTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    SHARED_TOKENS,
    place,
    ledBy(
      [SHARED_TOKENS.cost, SHARED_TOKENS.pool, SHARED_TOKENS.today, SHARED_TOKENS.then],
      [...sharedTokenColumns(run), ...tokenColumnsToday(run), ...tokenColumnsThen(run)],
    ),
    sharedTokens(run),
    "Shared cost of tokens: what is paid in the first year, less the tokens that users count",
  );

function sharedTokens(run: ReportInput): SharedTokens[] {
  const { sharedCosts, asIs } = run.analysis;
  const asBefore = asIs.pools.find((pool) => pool.asBefore);
  const pools = poolCount(run);
  return sharedCosts
    .filter(({ offering }) => offering === null)
    .map((cost): SharedTokens => {
      if (cost.kind === "unknown users") return { cost, poolToday: null, poolThen: null, pool: null };
      const pool = poolName(cost, pools);
      if (asBefore === undefined) return { cost, poolToday: pool, poolThen: pool, pool };
      const today = poolText(asIs, asBefore);
      if (isTodaysPacks(cost, run)) return { cost, poolToday: today, poolThen: null, pool: null };
      return { cost, poolToday: pools > 1 ? null : today, poolThen: pool, pool };
    });
}

/** The number of pools of the best mix. */
export const poolCount = ({ analysis }: ReportInput): number => analysis.mix?.pools.length ?? 0;

/** The packs of today have a row of their own beside several pools, as they belong to none of them. */
const isTodaysPacks = (cost: SharedCost, { analysis: { sharedCosts, asIs, mix } }: ReportInput): boolean =>
  (mix?.pools.length ?? 0) > 1 &&
  asIs.pools.some(({ asBefore }) => asBefore) &&
  cost === sharedCosts.filter(({ kind }) => kind === "tokens").at(-1);

function sharedTokenColumns(run: ReportInput): ReportColumn<SharedTokens>[] {
  const prices = new Map(
    (run.analysis.mix?.pools ?? []).map((pool) => [
      poolName(pool, poolCount(run)),
      pool.tokenPrice * (1 + run.analysis.buffer),
    ]),
  );
  return [
    { column: SHARED_TOKENS.cost, width: 28, format: "text", look: "wrap", cell: ({ cost }) => cost.text },
    { column: SHARED_TOKENS.poolToday, format: "text", cell: ({ poolToday }) => poolToday },
    { column: SHARED_TOKENS.poolThen, format: "text", cell: ({ poolThen }) => poolThen },
    { column: SHARED_TOKENS.pool, width: 24, format: "text", cell: ({ pool }) => pool },
    {
      column: SHARED_TOKENS.price,
      format: "price",
      cell: ({ pool }) => ({
        value: pool === null ? 0 : knownCell(prices.get(pool) ?? null),
        formula: priceInPool(SHARED_TOKENS.pool.here),
      }),
    },
  ];
}

/** The price of a token with its buffer in a pool; 0 for a row that has none. */
export const priceInPool = (pool: string): string =>
  `IF(${pool}="",0,${lookedUp(MIX_POOLS.bufferedPrice, MIX_POOLS.pool, pool)})`;

/** What a pool costs in the first year of a scenario. */
const tokensBought = ({ name }: Scenario, pool: TableColumn, unknown: TableColumn): string =>
  unlessUnknown(unknown, `SUMPRODUCT(${poolLinesOf(name, pool)},${inYear(SCENARIO_TOKENS, "Cost", 1).all})`);

const tokensUnknown = ({ name }: Scenario, pool: TableColumn): string =>
  `SUMPRODUCT(${poolLinesOf(name, pool)}*ISTEXT(${inYear(SCENARIO_TOKENS, "Cost", 1).all}))`;

const poolLinesOf = (scenario: string, pool: TableColumn): string =>
  `${equals(SCENARIO_TOKENS.scenario, quoted(scenario))}*${equals(SCENARIO_TOKENS.pool, pool.here)}`;

const OF_POOL = equals(USERS.pool, SHARED_TOKENS.pool.here);

/** The tokens that the users of a pool count; unknown if any user's are. */
const usersTokens = (tokens: TableColumn, unread: TableColumn): string =>
  orUnknown(`SUMPRODUCT(1*${OF_POOL},${tokens.all})/(${unread.here}=0)`);

const usersUnread = (tokens: TableColumn): string => `SUMPRODUCT(${OF_POOL}*ISTEXT(${tokens.all}))`;

const usersOf = ({ pool }: SharedTokens, { analysis }: ReportInput): readonly UserAnalysis[] =>
  (pool === null ? undefined : usersByPool(analysis).get(pool)) ?? [];

const usersByPool = onceFor(({ users, mix }: Analysis) =>
  grouped(users, (user) => poolName(user, mix?.pools.length ?? 0)),
);

const poolPaid = (scenario: Scenario, name: string | null): number =>
  scenario.pools.reduce(
    (sum, pool, i) => sum + (poolText(scenario, pool) === name ? at(firstYear(scenario).pools, i).cost : 0),
    0,
  );

function tokenColumnsToday(run: ReportInput): ReportColumn<SharedTokens>[] {
  const { asIs } = run.analysis;
  const { price, poolToday, knownToday, boughtToday, paidToday, unknownToday, unreadToday, usersToday } =
    SHARED_TOKENS;
  const drawnOf = (row: SharedTokens) => usersOf(row, run).map(({ drawnTokens }) => drawnTokens);
  const found = (row: SharedTokens): number => (row.cost.kind === "unknown users" ? row.cost.today : 0);
  return [
    { column: knownToday, format: "money", cell: found },
    {
      column: boughtToday,
      format: "money",
      cell: ({ poolToday: pool }) => ({
        value: poolPaid(asIs, pool),
        formula: tokensBought(asIs, poolToday, unknownToday),
      }),
    },
    {
      column: paidToday,
      format: "money",
      cell: (row) => ({
        value: found(row) + poolPaid(asIs, row.poolToday),
        formula: orUnknown(`${knownToday.here}+${boughtToday.here}`),
      }),
    },
    {
      column: unknownToday,
      format: "whole",
      cell: () => ({ value: 0, formula: tokensUnknown(asIs, poolToday) }),
    },
    {
      column: unreadToday,
      format: "whole",
      cell: (row) => ({
        value: drawnOf(row).filter((drawn) => drawn === null).length,
        formula: usersUnread(USERS.tokensToday),
      }),
    },
    {
      column: usersToday,
      format: "whole",
      cell: (row) => ({
        value: knownCell(sumKnown(drawnOf(row))),
        formula: usersTokens(USERS.tokensToday, unreadToday),
      }),
    },
    sharedColumn(SHARED_TOKENS.today, { paid: paidToday, users: usersToday, price }, (row) => row.cost.today),
  ];
}

function tokenColumnsThen(run: ReportInput): ReportColumn<SharedTokens>[] {
  const best = bestOrAsIs(run);
  const { price, poolThen, knownThen, bought, paid, unknown, unread, users } = SHARED_TOKENS;
  const found = (row: SharedTokens): number => (row.cost.kind === "unknown users" ? row.cost.recommended : 0);
  return [
    { column: knownThen, format: "money", cell: found },
    {
      column: bought,
      format: "money",
      cell: ({ poolThen: pool }) => ({
        value: poolPaid(best, pool),
        formula: tokensBought(best, poolThen, unknown),
      }),
    },
    {
      column: paid,
      format: "money",
      cell: (row) => ({
        value: found(row) + poolPaid(best, row.poolThen),
        formula: orUnknown(`${knownThen.here}+${bought.here}`),
      }),
    },
    { column: unknown, format: "whole", cell: () => ({ value: 0, formula: tokensUnknown(best, poolThen) }) },
    {
      column: unread,
      format: "whole",
      cell: () => ({ value: 0, formula: usersUnread(USERS.tokensInUse) }),
    },
    {
      column: users,
      format: "whole",
      cell: (row) => ({
        value: total(usersOf(row, run).map(({ recommended }) => recommended.tokens)),
        formula: usersTokens(USERS.tokensInUse, unread),
      }),
    },
    sharedColumn(SHARED_TOKENS.then, { paid, users, price }, (row) => row.cost.recommended),
  ];
}

/** What is paid, less what users count. */
const sharedColumn = (
  column: TableColumn,
  of: Readonly<Record<"paid" | "users" | "price", TableColumn>>,
  value: (row: SharedTokens) => number | null,
): ReportColumn<SharedTokens> => ({
  column,
  format: "money",
  cell: (row) => ({
    value: knownCell(value(row)),
    formula: orUnknown(`${of.paid.here}-${of.users.here}*${of.price.here}`),
  }),
});
