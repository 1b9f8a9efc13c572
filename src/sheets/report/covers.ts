import type { UserAnalysis } from "../../engine/analysis";
import type { UserPlan } from "../../engine/renewal/plan";
import type { SharedCost } from "../../engine/shared-costs";
import { sumKnown, type Money, type Quantity } from "../../engine/units";
import { listed } from "../../engine/wording";
import type { TableSpec } from "../../workbook/spec";
import { names, orUnknown, unlessUnknown, valueAt } from "./formulas";
import { seatPriceRows, type SeatPriceRow } from "./price-tables";
import type { ReportInput } from "./report-input";
import { knownCell, ledBy, reportTable, type ReportColumn, type ReportTable } from "./table";
import { COVERS, PRICES, SHARED_SEATS, SHARED_TOKENS, type TableColumn } from "./tables";

/** Decisions that are no seats: tokens for all products, and today's cover. */
export const FLEX = "Flex";
export const KEEP = "Keep";

/** A cover without seats and tokens. */
const EMPTY_COVER = "nothing";

/** More seats than these are known in the order of their names only. */
const MOST_REORDERED = 3;

/** The seats of a cover as cells name them: `Flex` and `nothing` are covers without a seat. */
export function coverText(cover: Pick<UserPlan, "seats" | "flex"> & Partial<UserPlan>): string {
  const { seats, flex, uncovered = [] } = cover;
  if (seats.length > 0) return seats.join("; ");
  return flex.length + uncovered.length > 0 ? FLEX : EMPTY_COVER;
}

/** A cover as readers see it: "AutoCAD, and Flex for Revit". */
export function coverInWords({ seats, flex }: Pick<UserPlan, "seats" | "flex">): string {
  if (seats.length === 0) return flex.length === 0 ? EMPTY_COVER : FLEX;
  return flex.length === 0 ? listed(seats) : `${listed(seats)}, and Flex for ${listed(flex)}`;
}

/** Today's cover as readers see it. */
export const todayInWords = (
  seats: readonly string[],
  { drawnTokens }: Pick<UserAnalysis, "drawnTokens">,
): string => coverInWords({ seats, flex: seats.length === 0 && drawnTokens !== 0 ? [FLEX] : [] });

/** A row of the covers: seats, or a shared cost, which the rows of the users find in the same way. */
interface CoverRow {
  readonly key: string | null;
  readonly cover: string | null;
  readonly seats: readonly string[];
  readonly shared: SharedCost | null;
}

/** The share of a seat's price that is paid for anyway, where a user gains the seat, by offering. */
export const idleShares = ({ analysis: { users } }: ReportInput): ReadonlyMap<string, number> =>
  new Map(
    users.flatMap(({ idleSeats }) => idleSeats.map(({ offering, share }) => [offering, share] as const)),
  );

/** The covers of this run and each seat alone, with the cost of their seats for a year. */
export const coverTable = (run: ReportInput, place: TableSpec["at"]): ReportTable =>
  reportTable(
    COVERS,
    place,
    ledBy([COVERS.key, COVERS.cover, COVERS.today, COVERS.then], coverPriceColumns(run)),
    coverRows(run),
    "Seats that a user may have together: their price, today and then (at the renewal)",
  );

function coverRows(run: ReportInput): CoverRow[] {
  const { users, sharedCosts } = run.analysis;
  const covers = new Map<string, readonly string[]>();
  const add = (seats: readonly string[]): void => void covers.set(seats.join("; "), seats);
  for (const { heldSeats, kept, recommended, runnerUp, bySeats } of users)
    for (const seats of [heldSeats, kept?.seats, recommended.seats, runnerUp?.seats, bySeats.seats])
      if (seats && seats.length > 0) add(seats);
  for (const { offering } of seatPriceRows(run)) add([offering]);
  return [
    // The row that the user adds to the Users table has no cover yet.
    { key: null, cover: null, seats: [], shared: null },
    ...[FLEX, EMPTY_COVER].filter((word) => !covers.has(word)).map((word) => seatlessRow(word)),
    ...[...covers.keys()].sort().flatMap((cover) => spellings(cover, covers.get(cover) ?? [])),
    ...sharedCosts.map((shared): CoverRow => ({ ...seatlessRow(shared.text), shared })),
  ];
}

const seatlessRow = (cover: string): CoverRow => ({ key: cover, cover, seats: [], shared: null });

/** A cover in every order of its seats. */
const spellings = (cover: string, seats: readonly string[]): CoverRow[] =>
  (seats.length > MOST_REORDERED ? [seats] : inEveryOrder(seats)).map((order) => ({
    key: order.join("; "),
    cover,
    seats,
    shared: null,
  }));

const inEveryOrder = (seats: readonly string[]): (readonly string[])[] =>
  seats.length < 2
    ? [seats]
    : seats.flatMap((first, i) =>
        inEveryOrder(seats.filter((_, n) => n !== i)).map((rest) => [first, ...rest]),
      );

/** Whether the cover of this row names each offering of the price table, 1 or 0. */
const NAMES_OFFERING = names(COVERS.cover.here, PRICES.offering.all);

const SHARED_NAMED = names(COVERS.cover.here, SHARED_SEATS.offering.all);

/** Columns and values of a cover today, or at the renewal. */
interface PriceSide {
  readonly price: TableColumn;
  /** How many of the seats have no price. */
  readonly lack: TableColumn;
  readonly prices: TableColumn;
  readonly seats: TableColumn;
  readonly shared: TableColumn;
  readonly cost: TableColumn;
  readonly sharedSeats: TableColumn;
  readonly sharedTokens: TableColumn;
  readonly priceOf: (row: SeatPriceRow) => number | null;
  readonly shareOf: (cost: SharedCost) => Money | null;
}

const TODAY: PriceSide = {
  price: PRICES.today,
  lack: COVERS.lackToday,
  prices: COVERS.pricesToday,
  seats: COVERS.seatsToday,
  shared: COVERS.sharedToday,
  cost: COVERS.today,
  sharedSeats: SHARED_SEATS.today,
  sharedTokens: SHARED_TOKENS.today,
  priceOf: ({ today }) => today,
  shareOf: ({ today }) => today,
};

const THEN: PriceSide = {
  price: PRICES.atRenewal,
  lack: COVERS.lack,
  prices: COVERS.prices,
  seats: COVERS.seatsThen,
  shared: COVERS.shared,
  cost: COVERS.then,
  sharedSeats: SHARED_SEATS.then,
  sharedTokens: SHARED_TOKENS.then,
  priceOf: ({ then }) => then,
  shareOf: ({ recommended }) => recommended,
};

function coverPriceColumns(run: ReportInput): ReportColumn<CoverRow>[] {
  const prices = new Map(seatPriceRows(run).map((row) => [row.offering, row]));
  const idle = idleShares(run);
  return [
    { column: COVERS.key, width: 28, format: "text", look: "wrap", cell: ({ key }) => key },
    { column: COVERS.cover, width: 24, format: "text", look: "wrap", cell: ({ cover }) => cover },
    { column: COVERS.seats, format: "whole", cell: ({ seats }) => seats.length },
    ...sideColumns(TODAY, prices),
    ...sideColumns(THEN, prices),
    {
      column: COVERS.idle,
      format: "price",
      cell: ({ seats }) => ({
        value: sum(seats.map((seat) => (idle.get(seat) ?? 0) * (prices.get(seat)?.then ?? 0))),
        formula: `SUMPRODUCT(${SHARED_NAMED}*${SHARED_SEATS.idleShare.all},${SHARED_SEATS.price.all})`,
      }),
    },
  ];
}

/** The cost of a cover: the prices of its seats, and what it shares; unknown if a seat has no price. */
function sideColumns(side: PriceSide, rows: ReadonlyMap<string, SeatPriceRow>): ReportColumn<CoverRow>[] {
  const pricesOf = ({ seats }: CoverRow): (number | null)[] =>
    seats.map((seat) => {
      const row = rows.get(seat);
      return row === undefined ? null : side.priceOf(row);
    });
  const shareOf = ({ shared }: CoverRow): number | null => (shared === null ? 0 : side.shareOf(shared));
  const [ofSeats, ofTokens] = [
    valueAt(side.sharedSeats, SHARED_SEATS.cost, COVERS.cover.here),
    valueAt(side.sharedTokens, SHARED_TOKENS.cost, COVERS.cover.here),
  ];
  return [
    {
      column: side.lack,
      format: "whole",
      cell: (row) => ({
        value: pricesOf(row).filter((price) => price === null).length,
        formula: `${COVERS.seats.here}-SUMPRODUCT(${NAMES_OFFERING}*ISNUMBER(${side.price.all}))`,
      }),
    },
    {
      column: side.prices,
      format: "price",
      cell: (row) => ({
        value: knownCell(sumKnown(pricesOf(row) as (Quantity | null)[])),
        formula: unlessUnknown(side.lack, `SUMPRODUCT(1*${NAMES_OFFERING},${side.price.all})`),
      }),
    },
    {
      column: side.seats,
      format: "money",
      cell: (row) => ({
        value: row.shared?.kind === "seats" ? knownCell(shareOf(row)) : 0,
        formula: `IFERROR(${ofSeats},0)`,
      }),
    },
    {
      column: side.shared,
      format: "money",
      cell: (row) => ({
        value: knownCell(shareOf(row)),
        formula: `IFERROR(${ofTokens},${side.seats.here})`,
      }),
    },
    {
      column: side.cost,
      format: "price",
      cell: (row) => ({
        value: knownCell(sumKnown([...pricesOf(row), shareOf(row)] as (Quantity | null)[])),
        formula: orUnknown(`${side.prices.here}+${side.shared.here}`),
      }),
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
