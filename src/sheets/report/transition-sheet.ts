import type { Redeployment } from "../../engine/renewal/redeployment";
import type { MoveTime, UserMove } from "../../engine/renewal/transition";
import { at } from "../../engine/at";
import type { UserAnalysis } from "../../engine/analysis";
import { counted } from "../../engine/wording";
import { serial, UNKNOWN } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { coverInWords, todayInWords } from "./covers";
import { lookedUp, orUnknown } from "./formulas";
import type { ReportInput } from "./report-input";
import { below, HEADER_ROWS, resultSheet } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { MOVES, SPARE_SEATS, TOKEN_PRICE_CELL, USERS } from "./tables";

/**
 * The users whose cover changes: from what to what, when, and in which order; and the best use of spare seats.
 */
export function transitionSheet(run: ReportInput): SheetSpec {
  const { moves, redeployments, assumptions } = run.analysis;
  const moving = reportTable(
    MOVES,
    { row: HEADER_ROWS.transition, column: 0 },
    moveColumns(run),
    moves,
    "Users who move, in order",
  );
  const spare = reportTable(
    SPARE_SEATS,
    below(moving),
    spareColumns(run),
    redeployments,
    "Spare seats: paid for until they end, and the Flex users for whom they save most tokens",
  );
  return resultSheet({
    key: "transition",
    title: "Transition",
    frozenRows: HEADER_ROWS.transition,
    notes: [
      "Seats are committed until they end, so most moves wait for the renewal. " +
        `The plan allows ${counted(assumptions.movesPerWeek, "move")} per week: ` +
        "start each move by its Begin by date. Savings count the users in this list only; " +
        "the Scenarios also count seats without a user.",
      "From Flex to a seat: assign the seat first. From a seat to Flex: check that the pool holds enough tokens " +
        "before you take the seat away. Order a replacement seat for the day when the old seat ends.",
    ],
    tables: [moving, spare],
  });
}

const WHEN: Readonly<Record<MoveTime, string>> = {
  now: "now",
  "at renewal": "at the renewal",
  order: "now: order the seat",
};

function moveColumns({ analysis, dateSystem }: ReportInput): ReportColumn<UserMove>[] {
  const userOf = ({ person }: UserMove): UserAnalysis => at(analysis.users, person);
  return [
    {
      column: MOVES.order,
      width: 10,
      format: "whole",
      cell: ({ order }) => order,
      total: { label: "Total" },
    },
    { column: MOVES.user, width: 32, format: "text", cell: (move) => userOf(move).user },
    {
      column: MOVES.department,
      width: 18,
      format: "text",
      cell: (move) => userOf(move).department ?? userOf(move).team,
    },
    { column: MOVES.from, width: 26, format: "text", cell: (move) => todayInWords(move.from, userOf(move)) },
    { column: MOVES.to, width: 30, format: "text", cell: ({ to }) => coverInWords(to) },
    { column: MOVES.when, width: 24, format: "text", cell: ({ when }) => WHEN[when] },
    { column: MOVES.day, width: 14, format: "date", cell: ({ day }) => serial(dateSystem, day) ?? UNKNOWN },
    {
      column: MOVES.beginBy,
      width: 14,
      format: "date",
      cell: ({ beginBy }) => serial(dateSystem, beginBy) ?? UNKNOWN,
    },
    {
      column: MOVES.saving,
      width: 14,
      format: "money",
      cell: ({ saving }) => ({
        value: knownCell(saving),
        formula: lookedUp(USERS.saving, USERS.user, MOVES.user.here),
      }),
      total: "sum",
    },
  ];
}

function spareColumns({ analysis, dateSystem }: ReportInput): ReportColumn<Redeployment>[] {
  const nameOf = (person: number): string => at(analysis.users, person).user;
  return [
    { column: SPARE_SEATS.seat, format: "text", cell: ({ offering }) => offering, total: { label: "Total" } },
    {
      column: SPARE_SEATS.from,
      format: "text",
      cell: ({ from }) => (from === null ? "nobody" : nameOf(from)),
    },
    { column: SPARE_SEATS.to, width: 32, format: "text", cell: ({ to }) => nameOf(to) },
    {
      column: SPARE_SEATS.until,
      format: "date",
      cell: ({ until }) => serial(dateSystem, until) ?? UNKNOWN,
    },
    { column: SPARE_SEATS.tokens, format: "whole", cell: ({ tokens }) => tokens, total: "sum" },
    {
      column: SPARE_SEATS.tokensUntil,
      format: "whole",
      cell: ({ tokensUntil }) => knownCell(tokensUntil),
      total: "sum",
    },
    {
      column: SPARE_SEATS.value,
      format: "money",
      cell: ({ moneyUntil }) => ({
        value: knownCell(moneyUntil),
        formula: orUnknown(`${SPARE_SEATS.tokensUntil.here}*${TOKEN_PRICE_CELL}`),
      }),
      total: "sum",
    },
  ];
}
