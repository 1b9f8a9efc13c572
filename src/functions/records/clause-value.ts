import { DEFAULT_ASSUMPTIONS } from "../../engine/assumptions";
import { clauseValue } from "../../engine/negotiation/clause-value";
import { fraction, seats } from "../../engine/units";
import { KINDS, numbersWithin } from "../kinds";
import { optionalParameter, parameter, singleCell } from "../parameters";
import { rangeFunction } from "../record";

const { trueDownCap, years, seed } = DEFAULT_ASSUMPTIONS;
const SEED = numbersWithin<number>("", seed.accepts);

export const CLAUSE_VALUE = rangeFunction({
  name: "CLAUSE_VALUE",
  question: "What is the right to drop seats every year worth?",
  description:
    "The most to give for a right to drop seats every year, with its range over simulated futures.",
  parameters: [
    singleCell(parameter("owned", KINDS.seats, "Seats owned now")),
    singleCell(parameter("needed", KINDS.seatsNeeded, "Seats needed in the first year")),
    singleCell(parameter("unitFee", KINDS.seatPrice, "Fee of a seat for a year")),
    singleCell(parameter("spread", KINDS.share, "Standard deviation of the yearly change of the need")),
    singleCell(
      optionalParameter(
        "cap",
        KINDS.share,
        "Largest share that may be dropped every year",
        trueDownCap.value,
      ),
    ),
    singleCell(optionalParameter("floor", KINDS.seats, "Seats that must stay", seats(0))),
    singleCell(optionalParameter("years", KINDS.years, "Years of the term", years.value)),
    singleCell(optionalParameter("growth", KINDS.share, "Expected growth of the need a year", fraction(0))),
    singleCell(optionalParameter("discountRate", KINDS.share, "Discount rate a year", fraction(0))),
    singleCell(optionalParameter("seed", SEED, "Another seed simulates other futures", seed.value)),
  ],
  rule: (owned, needed, fee, spread, cap, floor, counted, growth, discountRate, seedUsed) => {
    const demand = { needed, growth, spread };
    const input = { owned, demand, right: { cap, floor }, fee, years: counted, discountRate };
    const { value, low, high } = clauseValue(input, seedUsed);
    return [[value, low, high]];
  },
  twin: null,
  examples: [
    {
      given: "14500, 10200, 3700, 0, 20%, 10000",
      shows: [[42_550_000, 42_550_000, 42_550_000]],
      native: "((14500-11600)+(14500-10200)*2)*3700*{1,1,1}",
    },
    { given: "100, 100, 1000, 0", shows: [[0, 0, 0]], native: "0*{1,1,1}" },
  ],
  refused: ["14500, 10200, 0, 10%", "14500, 10200, 3700, 10"],
  result: [
    "Three cells: the mean over 10,000 simulated futures, and the values that one future in ten is below and above. In",
    "each future the need of the first year is known; every later year changes it by `growth` and a normal error with",
    "the standard deviation `spread`. Without the right, the seats paid for never fall; with it they fall to the need,",
    "by at most `cap` a year and not below `floor`. Payments are yearly, in advance.",
    "",
    "The same arguments and seed give the same cells. With a spread of 0 the need never changes.",
  ],
  source: ["A definition: `docs/domain.md` §8. The right is worth most before the need falls."],
});
