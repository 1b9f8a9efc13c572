import { dropAndRebuyYears } from "../../engine/rules/renewal-price";
import { KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";
import { cellFunction } from "../record";

export const DROP_AND_REBUY_YEARS = cellFunction({
  name: "DROP_AND_REBUY_YEARS",
  question: "For how long must a seat be away to be worth dropping and buying again?",
  description: "Years without a seat from which dropping it and buying a new one later is cheaper.",
  parameters: [
    parameter("renewalPrice", KINDS.seatPrice, "Price of a year of a renewed seat"),
    parameter("newPrice", KINDS.seatPrice, "Price of a year of a new seat"),
    optionalParameter("yearsAtNewPrice", KINDS.years, "Years for which the new price is paid", 1),
  ],
  rule: dropAndRebuyYears,
  twin: (renewalPrice, newPrice, yearsAtNewPrice) => ({
    let: { renewed: renewalPrice, dearer: `${newPrice}-renewed` },
    result: `IF(dearer>0,dearer,0)*${yearsAtNewPrice}/renewed`,
  }),
  examples: [
    { given: "2700, 3000", shows: 1 / 9, native: "(3000-2700)/2700" },
    { given: "2700, 3000, 3", shows: 1 / 3, native: "(3000-2700)*3/2700" },
    { given: "2700, 2700", shows: 0, native: "(2700-2700)/2700" },
  ],
  refused: ["0, 3000", "2700, 0"],
  result: [
    "Years, not rounded: (new price − renewal price) × years at the new price ÷ renewal price; 0 where a new seat",
    "is no dearer. A seat that is needed again sooner is cheaper to keep.",
  ],
  source: [
    "The vendor renews for up to 10 % less than it sells new: `https://www.autodesk.com/buying/account`.",
  ],
});
