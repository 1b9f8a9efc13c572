import type { UserAnalysis } from "../../engine/analysis";
import type { SheetSpec, SpecCell } from "../spec";
import { EFFECTIVE_PRICE, PRICES } from "./assumptions-sheet";
import { serial } from "../run";
import type { ReportInput } from "./report-input";
import { here, reportTable, widthsFor, type ReportColumn } from "./table";

export const USERS = "SeatwiseUsers";
const HEADER_ROW = 4;

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
      { row: 2, column: 0, value: "Costs are a year's, tokens with the pool buffer in their price. They follow the Assumptions; which cover is recommended follows with the next run. Seats that nobody holds, tokens bought and not drawn, and whole packs are in the scenarios only.", look: "note" },
    ],
    tables: [usersTable(run, columns)],
    charts: [],
    choices: [],
    names: [],
  };
} // prettier-ignore

const usersTable = (run: ReportInput, columns: readonly ReportColumn<UserAnalysis>[]) =>
  reportTable(USERS, { row: HEADER_ROW, column: 0 }, columns, run.analysis.users);

/** Seats joined as the formulas look them up in the price table. */
export const seatList = (seats: readonly string[]): string => seats.join("; ");

/** What the seats named in one column, and the tokens of another, cost by the Assumptions. */
const costFormula = (seats: string, tokens: string, price: string): string =>
  `SUMPRODUCT(ISNUMBER(FIND("; "&${PRICES}[Offering]&";","; "&${here(USERS, seats)}&";"))*${PRICES}[${price}])` +
  `+${here(USERS, tokens)}*${EFFECTIVE_PRICE}`;

const money = (value: number | null, formula: string): SpecCell =>
  value === null ? { value: "unknown" } : { value, formula };

function columnsFor(run: ReportInput): ReportColumn<UserAnalysis>[] {
  return [
    { header: "User", width: 32, format: "text", cell: ({ user }) => user, total: { label: "Total" } },
    { header: "Name", width: 20, format: "text", cell: ({ name }) => name },
    { header: "Department", width: 16, format: "text", cell: ({ department, team }) => department ?? team },
    { header: "Segment", width: 12, format: "text", cell: ({ segment }) => segment },
    { header: "Seats today", width: 24, format: "text", cell: ({ heldSeats }) => seatList(heldSeats) },
    { header: "Recommended seats", width: 24, format: "text", cell: ({ recommended }) => seatList(recommended.seats) },
    { header: "Recommended on Flex", width: 24, format: "text", cell: ({ recommended }) => recommended.flex.join("; ") },
    { header: "Cost today", width: 12, format: "money", cell: ({ currentCost }) => money(currentCost, costFormula("Seats today", "Tokens today", "Price today")), total: "sum" },
    { header: "Recommended cost", width: 14, format: "money", cell: ({ cost }) => money(cost, costFormula("Recommended seats", "Recommended tokens", "Price at renewal")), total: "sum" },
    { header: "Saving", width: 12, format: "money", cell: ({ saving }) => money(saving, `${here(USERS, "Cost today")}-${here(USERS, "Recommended cost")}`), total: "sum" },
    { header: "Why", width: 90, format: "text", cell: ({ reasons }) => reasons.join(" ") },
    { header: "Confidence", width: 12, format: "text", cell: ({ confidence }) => confidence },
    { header: "Products", width: 30, format: "text", cell: ({ products }) => products.map(({ product }) => product).join("; ") },
    { header: "Days a month", width: 12, format: "decimal", cell: ({ daysPerMonth }) => daysPerMonth },
    { header: "Activity", width: 12, format: "text", cell: ({ activity }) => activity },
    { header: "Last use", width: 12, format: "date", cell: ({ lastUse }) => serial(run.dateSystem, lastUse) },
    { header: "Tokens today", width: 12, format: "whole", cell: ({ drawnTokens }) => drawnTokens ?? "unknown", total: "sum" },
    { header: "Recommended tokens", width: 14, format: "whole", cell: ({ recommended }) => recommended.tokens, total: "sum" },
    { header: "Tokens if all Flex", width: 12, format: "whole", cell: ({ flexTokens }) => flexTokens ?? "unknown" },
    { header: "Cost on Flex", width: 12, format: "money", cell: ({ flexCost }) => money(flexCost, `${here(USERS, "Tokens if all Flex")}*${EFFECTIVE_PRICE}`) },
    { header: "Cheapest seats", width: 24, format: "text", cell: ({ bySeats }) => seatList(bySeats.seats) },
    { header: "Tokens beside them", width: 12, format: "whole", cell: ({ bySeats }) => bySeats.tokens },
    { header: "Cost on seats", width: 12, format: "money", cell: ({ seatCost }) => money(seatCost, costFormula("Cheapest seats", "Tokens beside them", "Price at renewal")) },
  ];
} // prettier-ignore
