import { auditExposure } from "../../engine/rules/audit-exposure";
import { fraction } from "../../engine/units";
import { KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";

export const AUDIT_EXPOSURE = cellFunction({
  name: "AUDIT_EXPOSURE",
  question: "What would an audit charge for tokens beyond the entitlement?",
  description: "What an audit would charge for tokens metered beyond the entitlement, at list price.",
  parameters: [
    parameter("metered", KINDS.tokens, "Tokens that the vendor metered"),
    parameter("entitled", KINDS.tokens, "Tokens that you are entitled to"),
    parameter("tokenPrice", KINDS.tokenPrice, "Price that you pay for a token"),
    optionalParameter(
      "discount",
      KINDS.discount,
      "Your discount on the list price, which a shortage does not get",
      fraction(0),
    ),
  ],
  rule: auditExposure,
  twin: (metered, entitled, tokenPrice, discount) => ({
    let: { counted: metered, allowed: entitled, less: discount },
    result: `IF(counted>allowed,counted-allowed,0)*${tokenPrice}/(1-IF(less<1,less,#VALUE!))`,
  }),
  examples: [
    { given: "70000, 50000, 3, 50%", shows: 120_000, native: "MAX(70000-50000,0)*3/(1-50%)" },
    { given: "70000, 50000, 3, 60%", shows: 150_000, native: "MAX(70000-50000,0)*3/(1-60%)" },
  ],
  refused: ["70000, 50000, 3, 50", "70000, 50000, 3, 100%"],
  result: [
    "Money, not rounded: the shortage × list price, which is your price ÷ (1 − discount). 0 without a shortage.",
  ],
  source: ["Auditors usually charge a shortage at list price: experience, not a term of the vendor."],
});
