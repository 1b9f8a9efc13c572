import { flexCost } from "../../engine/rules/flex";
import { KINDS } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";

export const FLEXCOST = cellFunction({
  name: "FLEXCOST",
  question: "What do days of use cost on Flex?",
  description: "What days of use cost on Flex: days × tokens per day × price of a token.",
  parameters: [
    parameter("days", KINDS.days, "Days of use that are charged"),
    parameter("tokensPerDay", KINDS.tokenRate, "Tokens that a day of the product costs"),
    parameter("tokenPrice", KINDS.tokenPrice, "Price of a token"),
  ],
  rule: flexCost,
  twin: (days, tokensPerDay, tokenPrice) => ({ result: `${days}*${tokensPerDay}*${tokenPrice}` }),
  examples: [
    { given: "85, 6, 3", shows: 1530, native: "85*6*3" },
    { given: "{85;200}, 6, 3", shows: [[1530], [3600]], native: "{85;200}*6*3" },
  ],
  refused: ["85, 0, 3", '"85 days", 6, 3', "-5, 6, 3", "{1;2}, {6;7;8}, 3"],
  result: ["Money, in the currency of the token price, not rounded: days × tokens per day × price."],
  source: [
    "The vendor charges each person and product once a day, at the product's rate: `docs/domain.md` §2 to §4.",
    "A charged day is the 24 hours after the first launch.",
  ],
});
