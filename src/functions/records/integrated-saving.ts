import { integratedSaving } from "../../engine/rules/integrated-saving";
import type { Money } from "../../engine/units";
import { AMOUNT, KINDS, numbersWithin } from "../kinds";
import { parameter } from "../parameters";
import { cellFunction } from "../record";

const SPEND = numbersWithin<Money>("money", AMOUNT);

export const INTEGRATED_SAVING = cellFunction({
  name: "INTEGRATED_SAVING",
  question: "What does it save to buy tokens inside the main agreement?",
  description: "What buying tokens inside the main agreement saves against buying them standalone.",
  parameters: [
    parameter("spend", SPEND, "Price of the tokens at list price"),
    parameter("discountInside", KINDS.share, "Discount on the list price inside the agreement"),
    parameter("discountStandalone", KINDS.share, "Discount on the list price outside it"),
  ],
  rule: (spend, discountInside, discountStandalone) =>
    integratedSaving(spend, discountInside, discountStandalone).saving,
  twin: (spend, discountInside, discountStandalone) => ({
    let: { listed: spend, less: discountInside, alone: discountStandalone },
    result: "listed*(1-alone)-listed*(1-less)",
  }),
  examples: [
    { given: "3000000, 40%, 35%", shows: 150_000, native: "3000000*(1-35%)-3000000*(1-40%)" },
    { given: "3000000, 30%, 35%", shows: -150_000, native: "3000000*(1-35%)-3000000*(1-30%)" },
  ],
  refused: ["3000000, 40, 35"],
  result: [
    "Money, not rounded: 3,000,000 at 40 % and 35 % cost 1,800,000 and 1,950,000. Below 0 where standalone is cheaper.",
  ],
  source: [
    "Buyers report that standalone purchases lose some points of discount: experience, not a term of the vendor.",
  ],
});
