import { expiring } from "../../engine/rules/pool-size";
import { KINDS } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";

export const EXPIRED_TOKENS = cellFunction({
  name: "EXPIRED_TOKENS",
  question: "How many of the tokens bought expire unused?",
  description: "Tokens that were bought and expire unused.",
  parameters: [
    parameter("bought", KINDS.tokens, "Tokens bought"),
    parameter("used", KINDS.tokens, "Tokens used before the term ends"),
  ],
  rule: expiring,
  twin: (bought, used) => ({ let: { had: bought, drawn: used }, result: "IF(had>drawn,had-drawn,0)" }),
  examples: [
    { given: "60000, 38000", shows: 22_000, native: "MAX(60000-38000,0)" },
    { given: "579600, 420000", shows: 159_600, native: "MAX(579600-420000,0)" },
  ],
  refused: ['60000, "38,000"'],
  result: ["Tokens; 0 if more were used than bought."],
  source: ["Tokens end with their term, and unused tokens are lost: `docs/domain.md` §6."],
});
