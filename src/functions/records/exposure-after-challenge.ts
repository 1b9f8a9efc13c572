import { exposureAfterChallenge } from "../../engine/rules/audit-exposure";
import { fraction } from "../../engine/units";
import { KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";

export const EXPOSURE_AFTER_CHALLENGE = cellFunction({
  name: "EXPOSURE_AFTER_CHALLENGE",
  question: "What is left of an audit's charge once the wrong lines are disputed?",
  description: "What an audit would still charge once the disputed tokens are taken off those metered.",
  parameters: [
    parameter("metered", KINDS.tokens, "Tokens that the vendor metered"),
    parameter("disputed", KINDS.tokens, "Tokens of the lines that you dispute, with evidence"),
    parameter("entitled", KINDS.tokens, "Tokens that you are entitled to"),
    parameter("tokenPrice", KINDS.tokenPrice, "Price that you pay for a token"),
    optionalParameter(
      "discount",
      KINDS.discount,
      "Your discount on the list price, which a shortage does not get",
      fraction(0),
    ),
  ],
  rule: exposureAfterChallenge,
  twin: (metered, disputed, entitled, tokenPrice, discount) => ({
    let: { counted: metered, off: disputed, allowed: entitled, less: discount },
    result: `IF(counted-off>allowed,counted-off-allowed,0)*${tokenPrice}/(1-IF(less<1,less,#VALUE!))`,
  }),
  examples: [
    { given: "70000, 12000, 50000, 3, 50%", shows: 48_000, native: "MAX(70000-12000-50000,0)*3/(1-50%)" },
    { given: "70000, 25000, 50000, 3, 50%", shows: 0, native: "MAX(70000-25000-50000,0)*3/(1-50%)" },
  ],
  refused: ["70000, 12000, 50000, 3, 50", "70000, 12000, 50000, 3, 100%"],
  result: [
    "Money, not rounded: the shortage that is left × list price, which is your price ÷ (1 − discount). 0 without",
    "one.",
    "",
    "The Audit sheet sums the disputed lines by reason. Count a line once, and only one for which you have evidence.",
  ],
  source: ["Auditors usually charge a shortage at list price: experience, not a term of the vendor."],
});
