import { ratchet } from "../../engine/rules/true-down";
import { fraction, seats } from "../../engine/units";
import { allCells, inLine } from "../arguments";
import { KINDS } from "../kinds";
import { optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";

export const RATCHET = rangeFunction({
  name: "RATCHET",
  question: "How many seats are paid for in each coming year?",
  description: "Seats paid for in each coming year, under a contract that limits how many may be dropped.",
  parameters: [
    singleCell(parameter("start", KINDS.seats, "Seats paid for now")),
    parameter("use", KINDS.seatsNeeded, "Seats needed in each coming year, in one row or column"),
    singleCell(
      optionalParameter("cap", KINDS.share, "Largest share that may be dropped in a year", fraction(0)),
    ),
    singleCell(optionalParameter("floor", KINDS.seats, "Seats that must stay", seats(0))),
  ],
  rule: (start, use, cap, floor) => {
    const paid = ratchet(start, allCells(inLine(use)), cap, floor);
    return use.rows === 1 ? [paid] : paid.map((seatsOfYear) => [seatsOfYear]);
  },
  twin: (start, use, cap, floor) => ({
    let: { need: `up(${use})`, had: start, most: cap, stays: floor, all: "SUM(need)+had+most+stays" },
    result:
      "IF((ROWS(use)>1)*(COLUMNS(use)>1),#VALUE!,IF(ISERROR(all),all," +
      "SCAN(had,need,LAMBDA(paid,n,MAX(n,paid-down(paid*most),stays)))))",
  }),
  examples: [
    {
      given: "14500, {10200;10200}, 20%, 10000",
      shows: [[11_600], [10_200]],
      native: "IF(14500*(1-20%)^{1;2}>10200,14500*(1-20%)^{1;2},10200)",
    },
    {
      given: "100, {90,120,80}",
      shows: [[100, 120, 120]],
      native: "IF({100,100,100}>{90,120,120},{100,100,100},{90,120,120})",
    },
  ],
  refused: ["100, {1,2;3,4}", "{100,200}, 90"],
  result: [
    "Seats for each year, in a row or a column like `use`: the need, but not below the floor, nor below the year",
    "before less the cap. With a cap of 0 % the number of seats never falls.",
    "",
    "Dropped seats are rounded down to whole seats, needed seats up.",
  ],
  source: ["A definition: `docs/domain.md` §8."],
});
