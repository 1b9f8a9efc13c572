import type { UserAnalysis } from "../../engine/analysis";
import { poolName } from "../../engine/wording";
import type { SheetSpec, SpecCell } from "../../workbook/spec";
import { serial } from "../../workbook/cells";
import {
  EFFECTIVE_PRICE,
  MIX_POOLS,
  PRICES,
  TOKEN_POOL,
  USERS,
  figureOf,
  priceAtRenewal,
} from "./references";
import type { ReportInput } from "./report-input";
import { here, quoted, reportTable, widthsFor, type ReportColumn } from "./table";

const HEADER_ROW = 5;
/** A formula holds no longer text than 255 signs. */
const LONGEST_TEXT = 255;

/** Everyone: use, label, what there is, what each way would cost, what is recommended and why. */
export function usersSheet(run: ReportInput): SheetSpec {
  const columns = columnsFor(run);
  return {
    key: "users",
    name: "Users",
    widths: widthsFor({ at: 0, columns }),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Users", look: "title" },
      {
        row: 2,
        column: 0,
        value:
          "Costs are a year's, tokens with what is bought on top in their price, and follow the Assumptions. Seats that nobody holds, tokens bought and not drawn, and whole packs are in the Scenarios only.",
        look: "note",
      },
      {
        row: 3,
        column: 0,
        value:
          "To overrule a row, write the next best seats into Recommended seats; for any other seats write the tokens, too. The Best mix of the Scenarios counts what stands here. Why, and what overruling costs with everybody else as they are, are of this run.",
        look: "note",
      },
    ],
    tables: [usersTable(run, columns)],
    charts: [],
    choices: [],
    names: [],
  };
}

const usersTable = (run: ReportInput, columns: readonly ReportColumn<UserAnalysis>[]) =>
  reportTable(USERS, { row: HEADER_ROW, column: 0 }, columns, run.analysis.users);

/** Seats joined as the formulas look them up in the price table. */
export const seatList = (seats: readonly string[]): string => seats.join("; ");

/** What the seats named in a column cost. */
const seatsAt = (seats: string, price: string): string =>
  `SUMPRODUCT(ISNUMBER(FIND("; "&${PRICES}[Offering]&";","; "&${here(USERS, seats)}&";"))*${PRICES}[${price}])`;

/** What is not counted of a seat that is paid for anyway, as long as it is recommended. */
const idleCost = ({ offering, share }: UserAnalysis["idleSeats"][number]): string =>
  `${share}*ISNUMBER(FIND(${quoted(`; ${offering};`)},"; "&${here(USERS, "Recommended seats")}&";"))*${priceAtRenewal(quoted(offering))}`;

const money = (value: number | null, formula: string): SpecCell =>
  value === null ? { value: "unknown" } : { value, formula };

function columnsFor(run: ReportInput): ReportColumn<UserAnalysis>[] {
  const pools = run.analysis.mix?.pools ?? [];
  const several = pools.length > 1;
  const poolOf = (user: UserAnalysis): string => poolName(user, pools.length);
  const token = several
    ? figureOf(MIX_POOLS, "Price with what is on top", "Pool", here(USERS, TOKEN_POOL))
    : EFFECTIVE_PRICE;
  const costFormula = (seats: string, tokens: string, price: string): string =>
    `${seatsAt(seats, price)}+${here(USERS, tokens)}*${token}`;
  // Who types the seats of the next best cover has overruled the row, and the rest of that cover goes with them.
  const unlessOverruled = (own: string | number, next: string): SpecCell => {
    const [otherwise, instead] =
      typeof own === "number" ? [String(own), here(USERS, next)] : [quoted(own), `${here(USERS, next)}&""`];
    const fits = otherwise.length < LONGEST_TEXT;
    return {
      value: own,
      ...(fits
        ? {
            formula: `IF(${here(USERS, "Recommended seats")}=${here(USERS, "Next best seats")},${instead},${otherwise})`,
          }
        : {}),
    };
  };
  return [
    { header: "User", width: 32, format: "text", cell: ({ user }) => user, total: { label: "Total" } },
    { header: "Name", width: 20, format: "text", cell: ({ name }) => name },
    { header: "Department", width: 16, format: "text", cell: ({ department, team }) => department ?? team },
    { header: "Segment", width: 12, format: "text", cell: ({ segment }) => segment },
    { header: "Seats today", width: 24, format: "text", cell: ({ heldSeats }) => seatList(heldSeats) },
    {
      header: "Recommended seats",
      width: 24,
      format: "text",
      cell: ({ recommended }) => seatList(recommended.seats),
    },
    {
      header: "Recommended on Flex",
      width: 24,
      format: "text",
      cell: ({ recommended, runnerUp }) =>
        runnerUp
          ? unlessOverruled(recommended.flex.join("; "), "Next best on Flex")
          : recommended.flex.join("; "),
    },
    {
      header: "Cost today",
      width: 12,
      format: "money",
      cell: ({ currentCost }) =>
        money(currentCost, costFormula("Seats today", "Tokens today", "Price today")),
      total: "sum",
    },
    {
      header: "Recommended cost",
      width: 14,
      format: "money",
      cell: ({ cost, idleSeats }) =>
        money(
          cost,
          [
            costFormula("Recommended seats", "Recommended tokens", "Price at renewal"),
            ...idleSeats.map(idleCost),
          ].join("-"),
        ),
      total: "sum",
    },
    {
      header: "Saving",
      width: 12,
      format: "money",
      cell: ({ saving }) => money(saving, `${here(USERS, "Cost today")}-${here(USERS, "Recommended cost")}`),
      total: "sum",
    },
    {
      header: "Next best seats",
      width: 24,
      format: "text",
      cell: ({ runnerUp }) => seatList(runnerUp?.seats ?? []),
    },
    {
      header: "Next best on Flex",
      width: 24,
      format: "text",
      cell: ({ runnerUp }) => runnerUp?.flex.join("; ") ?? "",
    },
    {
      header: "Overruling costs",
      width: 14,
      format: "money",
      cell: ({ runnerUp }) => runnerUp?.more ?? null,
    },
    { header: "Why", width: 90, format: "text", cell: ({ reasons }) => reasons.join(" ") },
    { header: "Confidence", width: 12, format: "text", cell: ({ confidence }) => confidence },
    {
      header: "Products",
      width: 30,
      format: "text",
      cell: ({ products }) => products.map(({ product }) => product).join("; "),
    },
    { header: "Days a month", width: 12, format: "decimal", cell: ({ daysPerMonth }) => daysPerMonth },
    { header: "Activity", width: 12, format: "text", cell: ({ activity }) => activity },
    { header: "Last use", width: 12, format: "date", cell: ({ lastUse }) => serial(run.dateSystem, lastUse) },
    ...(several ? [{ header: TOKEN_POOL, width: 18, format: "text" as const, cell: poolOf }] : []),
    {
      header: "Tokens today",
      width: 12,
      format: "whole",
      cell: ({ drawnTokens }) => drawnTokens ?? "unknown",
      total: "sum",
    },
    {
      header: "Recommended tokens",
      width: 14,
      format: "whole",
      cell: ({ recommended, runnerUp }) =>
        runnerUp ? unlessOverruled(recommended.tokens, "Next best tokens") : recommended.tokens,
      total: "sum",
    },
    {
      header: "Next best tokens",
      width: 12,
      format: "whole",
      cell: ({ runnerUp }) => runnerUp?.tokens ?? null,
    },
    {
      header: "Tokens if all Flex",
      width: 12,
      format: "whole",
      cell: ({ flexTokens }) => flexTokens ?? "unknown",
    },
    {
      header: "Cost on Flex",
      width: 12,
      format: "money",
      cell: ({ flexCost }) => money(flexCost, `${here(USERS, "Tokens if all Flex")}*${token}`),
    },
    { header: "Cheapest seats", width: 24, format: "text", cell: ({ bySeats }) => seatList(bySeats.seats) },
    { header: "Tokens beside them", width: 12, format: "whole", cell: ({ bySeats }) => bySeats.tokens },
    {
      header: "Cost on seats",
      width: 12,
      format: "money",
      cell: ({ seatCost }) =>
        money(seatCost, costFormula("Cheapest seats", "Tokens beside them", "Price at renewal")),
    },
  ];
}
