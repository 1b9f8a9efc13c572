import type { UserAnalysis } from "../../engine/analysis";
import type { SharedCost } from "../../engine/shared-costs";
import { poolName } from "../../engine/wording";
import { serial, type Cell } from "../../workbook/cells";
import type { SheetSpec, SpecCell } from "../../workbook/spec";
import { ifKnown, lookedUp, names, orUnknown, priceAtRenewal, quoted, sumOf } from "./formulas";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet } from "./result-sheet";
import { getsSeat, idleShares, sharedCells } from "./shared-cost-rows";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { BUFFERED_TOKEN_PRICE_CELL, MIX_POOLS, PRICES, USERS, type TableColumn } from "./tables";

type UserColumn = ReportColumn<UserAnalysis>;

/** Everyone: use, segment, cover and cost today, the recommended cover with its reasons, and the alternatives. */
export function usersSheet(run: ReportInput): SheetSpec {
  return resultSheet({
    key: "users",
    title: "Users",
    frozenRows: HEADER_ROWS.users,
    notes: [
      "Costs are per year, with the buffer in the token price, and follow the Assumptions. What no user's cover " +
        "carries stands in the last rows, “Shared”: with them the costs add up to As is and to the Best mix.",
      "To choose another cover for a user, type its seats into Recommended seats. For the next best seats, " +
        "the tokens follow; for any other seats, type Recommended tokens, too. " +
        "The Best mix in the Scenarios uses these cells. " +
        "Why and Cost of choosing the next best do not change until the next run.",
    ],
    tables: [
      reportTable(
        USERS,
        { row: HEADER_ROWS.users, column: 0 },
        [
          ...coverColumns(),
          ...costColumns(run),
          ...nextBestColumns(),
          ...useColumns(run),
          ...tokenColumns(run),
          ...alternativeColumns(run),
        ].map((column) => withShared(column, run)),
        [...run.analysis.users, ...run.analysis.sharedCosts],
      ),
    ],
  });
}

type Row = UserAnalysis | SharedCost;

/** A column of the users, with the cells of the rows of shared costs. */
const withShared = (column: UserColumn, run: ReportInput): ReportColumn<Row> => ({
  ...column,
  cell: (row) =>
    "kind" in row
      ? (sharedCells(row, run.analysis, tokenPrice(run)).get(column.column.header) ?? null)
      : column.cell(row),
});

const seatText = (list: readonly string[]): string => list.join("; ");

const coverColumns = (): UserColumn[] => [
  { column: USERS.user, width: 32, format: "text", cell: ({ user }) => user, total: { label: "Total" } },
  { column: USERS.name, width: 20, format: "text", cell: ({ name }) => name },
  { column: USERS.department, width: 16, format: "text", cell: ({ department, team }) => department ?? team },
  { column: USERS.segment, width: 12, format: "text", cell: ({ segment }) => segment },
  { column: USERS.seatsToday, width: 24, format: "text", cell: ({ heldSeats }) => seatText(heldSeats) },
  {
    column: USERS.recommendedSeats,
    width: 24,
    format: "text",
    cell: ({ recommended }) => seatText(recommended.seats),
  },
  {
    column: USERS.recommendedFlex,
    width: 24,
    format: "text",
    cell: (user) => unlessNextBest(user, seatText(user.recommended.flex), USERS.nextBestFlex),
  },
];

function costColumns(run: ReportInput): UserColumn[] {
  const { seatsToday, tokensToday, recommendedSeats, recommendedTokens } = USERS;
  const today = orUnknown(coverCost(run, seatsToday, PRICES.today, tokensToday));
  const full = coverCost(run, recommendedSeats, PRICES.atRenewal, recommendedTokens);
  const best = orUnknown([full, ...[...idleShares(run.analysis)].map(idleCost)].join("-"));
  return [
    {
      column: USERS.costToday,
      width: 12,
      format: "money",
      cell: ({ currentCost }) => ifKnown(currentCost, today),
      total: "sum",
    },
    {
      column: USERS.recommendedCost,
      width: 14,
      format: "money",
      cell: ({ cost }) => ifKnown(cost, best),
      total: "sum",
    },
    {
      column: USERS.saving,
      width: 12,
      format: "money",
      cell: ({ saving }) =>
        ifKnown(saving, orUnknown(`${USERS.costToday.here}-${USERS.recommendedCost.here}`)),
      total: "sum",
    },
  ];
}

const nextBestColumns = (): UserColumn[] => [
  {
    column: USERS.nextBestSeats,
    width: 24,
    format: "text",
    cell: ({ runnerUp }) => seatText(runnerUp?.seats ?? []),
  },
  {
    column: USERS.nextBestFlex,
    width: 24,
    format: "text",
    cell: ({ runnerUp }) => seatText(runnerUp?.flex ?? []),
  },
  { column: USERS.nextBestCost, width: 14, format: "money", cell: ({ runnerUp }) => runnerUp?.more ?? null },
];

const useColumns = (run: ReportInput): UserColumn[] => [
  {
    column: USERS.usedWithoutSeat,
    width: 20,
    format: "text",
    cell: ({ usedWithoutSeat }) => seatText(usedWithoutSeat),
  },
  { column: USERS.why, width: 90, format: "text", cell: ({ reasons }) => reasons.join(" ") },
  { column: USERS.confidence, width: 12, format: "text", cell: ({ confidence }) => confidence },
  {
    column: USERS.products,
    width: 30,
    format: "text",
    cell: ({ products }) => seatText(products.map(({ product }) => product)),
  },
  { column: USERS.daysPerMonth, width: 12, format: "decimal", cell: ({ daysPerMonth }) => daysPerMonth },
  { column: USERS.activity, width: 12, format: "text", cell: ({ activity }) => activity },
  {
    column: USERS.lastUse,
    width: 12,
    format: "date",
    cell: ({ lastUse }) => serial(run.dateSystem, lastUse),
  },
];

const tokenColumns = (run: ReportInput): UserColumn[] => [
  ...(hasPools(run)
    ? [{ column: USERS.pool, width: 18, format: "text" as const, cell: poolOf(run) } satisfies UserColumn]
    : []),
  {
    column: USERS.tokensToday,
    width: 12,
    format: "whole",
    cell: ({ drawnTokens }) => knownCell(drawnTokens),
    total: "sum",
  },
  {
    column: USERS.recommendedTokens,
    width: 14,
    format: "whole",
    cell: (user) => unlessNextBest(user, user.recommended.tokens, USERS.nextBestTokens),
    total: "sum",
  },
  {
    column: USERS.nextBestTokens,
    width: 12,
    format: "whole",
    cell: ({ runnerUp }) => runnerUp?.tokens ?? null,
  },
];

const alternativeColumns = (run: ReportInput): UserColumn[] => [
  { column: USERS.flexTokens, width: 12, format: "whole", cell: ({ flexTokens }) => knownCell(flexTokens) },
  {
    column: USERS.flexCost,
    width: 12,
    format: "money",
    cell: ({ flexCost }) => ifKnown(flexCost, orUnknown(`${USERS.flexTokens.here}*${tokenPrice(run)}`)),
  },
  { column: USERS.cheapestSeats, width: 24, format: "text", cell: ({ bySeats }) => seatText(bySeats.seats) },
  { column: USERS.seatTokens, width: 12, format: "whole", cell: ({ bySeats }) => bySeats.tokens },
  {
    column: USERS.seatCost,
    width: 12,
    format: "money",
    cell: ({ seatCost }) =>
      ifKnown(seatCost, orUnknown(coverCost(run, USERS.cheapestSeats, PRICES.atRenewal, USERS.seatTokens))),
  },
];

const poolCount = ({ analysis }: ReportInput): number => analysis.mix?.pools.length ?? 0;

const hasPools = (run: ReportInput): boolean => poolCount(run) > 1;

const poolOf =
  (run: ReportInput) =>
  (user: UserAnalysis): Cell =>
    poolName(user, poolCount(run));

/** The price of a token in the pool of the user, with the buffer. */
const tokenPrice = (run: ReportInput): string =>
  hasPools(run)
    ? lookedUp(MIX_POOLS.bufferedPrice, MIX_POOLS.pool, USERS.pool.here)
    : BUFFERED_TOKEN_PRICE_CELL;

/** The cost of the seats that a column lists and of the tokens in another. */
const coverCost = (run: ReportInput, seats: TableColumn, price: TableColumn, drawn: TableColumn): string =>
  `${sumOf(price, [names(seats.here, PRICES.offering.all)])}+${drawn.here}*${tokenPrice(run)}`;

/** The part of a seat's price that the user does not bear, because the seat is paid for anyway. */
const idleCost = ([offering, share]: readonly [string, number]): string =>
  `${share}*${getsSeat(offering, "here")}*${priceAtRenewal(quoted(offering))}`;

/** The longest text that a formula may hold. */
const LONGEST_TEXT = 255;

/** A part of the recommended cover; the next best cover's, once its seats are typed into the row. */
function unlessNextBest({ runnerUp }: UserAnalysis, own: string | number, next: TableColumn): SpecCell {
  const [recommended, instead] =
    typeof own === "number" ? [String(own), next.here] : [quoted(own), `${next.here}&""`];
  if (runnerUp === null || recommended.length >= LONGEST_TEXT) return { value: own };
  const chosen = `${USERS.recommendedSeats.here}=${USERS.nextBestSeats.here}`;
  return { value: own, formula: `IF(${chosen},${instead},${recommended})` };
}
