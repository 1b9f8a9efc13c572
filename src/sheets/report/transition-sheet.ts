import type { Redeployment } from "../../engine/renewal/redeployment";
import type { Move, MoveTime } from "../../engine/renewal/transition";
import { counted, listed } from "../../engine/wording";
import { serial } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { TOKEN_PRICE, USERS } from "./references";
import type { ReportInput } from "./report-input";
import { exactText, here, lastRow, reportTable, widthsFor, type ReportColumn } from "./table";

const MOVES = "SeatwiseMoves";
const SPARES = "SeatwiseSpareSeats";
const HEADER_ROW = 6;

/** Who moves from what to what, when and in which order; and who should have today's spare seats until they end. */
export function transitionSheet(run: ReportInput): SheetSpec {
  const { moves, redeployments, assumptions } = run.analysis;
  const list = reportTable(MOVES, { row: HEADER_ROW, column: 0 }, moveColumns(run), moves);
  const spares = reportTable(SPARES, { row: lastRow(list) + 3, column: 0 }, spareColumns(run), redeployments);
  return {
    key: "transition",
    name: "Transition",
    widths: widthsFor({ at: 0, columns: moveColumns(run) }, { at: 0, columns: spareColumns(run) }),
    frozenRows: HEADER_ROW,
    cells: [
      { row: 1, column: 0, value: "Transition", look: "title" },
      {
        row: 2,
        column: 0,
        value: `Seats are committed until they end, so most people change with the renewal. ${counted(assumptions.movesPerWeek, "person", "people")} can be moved in a week: begin by the day given, and the last move is made in time. Savings are of the people in this list; the Scenarios count seats that nobody holds, too.`,
        look: "note",
      },
      {
        row: 3,
        column: 0,
        value:
          "From Flex to a seat, hand the seat over first; from a seat to Flex, see that the pool holds tokens before the seat is taken. A seat that takes the place of one that ends is ordered for that day.",
        look: "note",
      },
      { row: HEADER_ROW - 1, column: 0, value: "Who moves, in this order", look: "heading" },
      {
        row: spares.at.row - 1,
        column: 0,
        value: "Spare seats until they end: paid for already, and worth most to these Flex users",
        look: "heading",
      },
    ],
    tables: [list, spares],
    charts: [],
    choices: [],
    names: [],
  };
}

const WHEN: Readonly<Record<MoveTime, string>> = {
  now: "now: nothing to wait for",
  "at renewal": "with the renewal",
  order: "now: order the seat",
};

const names = (seats: readonly string[]): string => listed(seats);
const cover = ({ seats, flex }: Move["to"]): string =>
  seats.length === 0
    ? flex.length === 0
      ? "nothing"
      : "Flex"
    : flex.length === 0
      ? names(seats)
      : `${names(seats)}, and Flex for ${listed(flex)}`;

const moveColumns = (run: ReportInput): readonly ReportColumn<Move>[] => {
  const { users } = run.analysis;
  return [
    { header: "Order", width: 10, format: "whole", cell: ({ order }) => order, total: { label: "Total" } },
    { header: "User", width: 32, format: "text", cell: ({ person }) => users[person]?.user ?? "" },
    {
      header: "Department",
      width: 18,
      format: "text",
      cell: ({ person }) => users[person]?.department ?? users[person]?.team ?? null,
    },
    {
      header: "From",
      width: 26,
      format: "text",
      cell: ({ from, person }) => names(from) || ((users[person]?.drawnTokens ?? 0) > 0 ? "Flex" : "nothing"),
    },
    { header: "To", width: 30, format: "text", cell: ({ to }) => cover(to) },
    { header: "When", width: 24, format: "text", cell: ({ when }) => WHEN[when] },
    {
      header: "Holds from",
      width: 14,
      format: "date",
      cell: ({ day }) => (day === null ? "unknown" : serial(run.dateSystem, day)),
    },
    {
      header: "Begin by",
      width: 14,
      format: "date",
      cell: ({ beginBy }) => (beginBy === null ? "unknown" : serial(run.dateSystem, beginBy)),
    },
    {
      header: "Saving a year",
      width: 14,
      format: "money",
      cell: ({ saving, person }) =>
        saving === null
          ? "unknown"
          : {
              value: saving,
              formula: `INDEX(${USERS}[Saving],MATCH(${exactText(users[person]?.user ?? "")},${USERS}[User],0))`,
            },
      total: "sum",
    },
  ];
};

const spareColumns = (run: ReportInput): readonly ReportColumn<Redeployment>[] => {
  const { users } = run.analysis;
  const name = (person: number | null): string => (person === null ? "nobody" : (users[person]?.user ?? ""));
  return [
    { header: "Seat", format: "text", cell: ({ offering }) => offering, total: { label: "Total" } },
    { header: "Held by", format: "text", cell: ({ from }) => name(from) },
    { header: "Give it to", width: 32, format: "text", cell: ({ to }) => name(to) },
    {
      header: "Until",
      format: "date",
      cell: ({ until }) => (until === null ? "unknown" : serial(run.dateSystem, until)),
    },
    { header: "Tokens spared a year", format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
    {
      header: "Tokens spared until then",
      format: "whole",
      cell: ({ tokensUntil }) => tokensUntil ?? "unknown",
      total: "sum",
    },
    {
      header: "Worth",
      format: "money",
      cell: ({ moneyUntil }) =>
        moneyUntil === null
          ? "unknown"
          : { value: moneyUntil, formula: `${here(SPARES, "Tokens spared until then")}*${TOKEN_PRICE}` },
      total: "sum",
    },
  ];
};
