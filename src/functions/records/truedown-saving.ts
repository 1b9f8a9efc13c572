import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { savingOverYears } from "../../engine/rules/true-down";
import { fraction, seats } from "../../engine/units";
import { KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";
import { EACH_YEAR } from "../yearly-payments";

const { trueDownCap } = DEFAULT_ASSUMPTIONS;
const SAVING_LEFT = "14500-MAX(10200,10000,14500*(1-20%)";

export const TRUEDOWN_SAVING = cellFunction({
  name: "TRUEDOWN_SAVING",
  question: "What does the right to drop seats at renewal save?",
  description: "What the right to drop seats at renewal saves over some years, not discounted.",
  parameters: [
    parameter("owned", KINDS.seats, "Seats owned now"),
    parameter("needed", KINDS.seatsNeeded, "Seats needed in each coming year"),
    parameter("unitFee", KINDS.seatPrice, "Fee of a seat for a year"),
    optionalParameter(
      "cap",
      KINDS.share,
      "Largest share that may be dropped at each renewal",
      trueDownCap.value,
    ),
    optionalParameter("floor", KINDS.seats, "Seats that must stay", seats(0)),
    optionalParameter("years", KINDS.years, "Years counted", 1),
    optionalParameter(
      "maintenanceRate",
      KINDS.share,
      "Yearly maintenance as a share of the fee",
      fraction(0),
    ),
    optionalParameter("feeFollows", KINDS.truth, "TRUE if the fee falls with the seats", true),
  ],
  rule: savingOverYears,
  twin: (owned, needed, unitFee, cap, floor, counted, maintenanceRate, feeFollows) => ({
    let: {
      had: owned,
      need: `up(${needed})`,
      fee: unitFee,
      most: cap,
      stays: floor,
      counted,
      charged: maintenanceRate,
      follows: feeFollows,
      least: "IF(need>stays,need,stays)",
      next: "LAMBDA(paid,LET(kept,paid-down(paid*most),IF(kept>least,kept,least)))",
      gone: "LAMBDA(paid,n,IF((counted>=n)*(had>paid),had-paid,0))",
      ...Object.fromEntries(EACH_YEAR.map((n) => [`paid${n}`, `next(${n === 1 ? "had" : `paid${n - 1}`})`])),
    },
    result: `(${EACH_YEAR.map((n) => `gone(paid${n},${n})`).join("+")})*fee*(1+charged)*IF(follows,1,0)`,
  }),
  examples: [
    { given: "14500, 10200, 3700", shows: 15_910_000, native: "MAX(14500-10200,0)*3700" },
    {
      given: "14500, 10200, 3700, 20%, 10000, 3",
      shows: 42_550_000,
      native: `(${SAVING_LEFT})+${SAVING_LEFT}^2)+${SAVING_LEFT}^3))*3700`,
    },
    {
      given: "14500, 10200, 3700, , 10000, 3",
      shows: 47_730_000,
      native: "MAX(14500-MAX(10200,10000),0)*3700*3",
    },
    { given: "110, 100, 100, , , , 20%", shows: 1200, native: "MAX(110-100,0)*100*(1+20%)" },
    { given: "110, 100, 100, , , , , FALSE", shows: 0, native: "MAX(110-100,0)*100*IF(FALSE,1,0)" },
  ],
  refused: ["10.5, 5, 100", "100, 80, 100, 20", "100, 80, 100, , , 0", "100, 80, 100, , , , , 0"],
  result: [
    "Money over all the years, not discounted: for each year the seats dropped since now × (fee + maintenance). 0",
    "where the fee does not fall with the seats, or no seat can be dropped.",
    "",
    "Each year may drop up to the cap of the year before, in whole seats, and never below the floor or the need. If",
    "the fee already includes maintenance, leave out `maintenanceRate`.",
  ],
  source: ["A definition: `docs/domain.md` §8."],
});
