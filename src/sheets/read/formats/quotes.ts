import { rate, tokens, type Money, type Seats, type Tokens } from "../../../engine/units";
import {
  amount,
  currencyCode,
  nameText,
  quotedDiscount,
  wholeSeats,
  wholeTokens,
  wholeYears,
} from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { isFlex } from "../vendor-names";

/** What a vendor or reseller offers: a row for each offering and for the tokens, together a quote. */
export const quotes = format({
  kind: "Quotes",
  columns: {
    quote: needed(nameText, "Quote", "Quote number", "Quote name"),
    offering: needed(nameText, "Offering", "offering_name", "Product"),
    seats: optional(wholeSeats, "Seats", "Seat quantity"),
    tokens: optional(wholeTokens, "Tokens"),
    price: optional(amount, "Price", "Unit price", "Price per year"),
    termYears: optional(wholeYears, "Term years", "Term"),
    discount: optional(quotedDiscount, "Discount"),
    currency: optional(currencyCode, "Currency"),
  },
  needs: [["seats", "tokens"], ["price"]],
  survives: ["seats", "tokens", "price", "currency"],
  states: ["seats", "tokens", "price", "termYears", "discount"],
  lacks: ({ offering, price, seats, tokens: n }) => [
    ...(price === undefined ? (["price"] as const) : []),
    ...(offering !== undefined && isFlex(offering)
      ? n === undefined
        ? (["tokens"] as const)
        : []
      : seats === undefined
        ? (["seats"] as const)
        : []),
  ],
  subject: ({ offering }, { draft }) => ({
    offering: offering === undefined || isFlex(offering) ? undefined : draft.names.of(offering),
  }),
  open: (table) => {
    const { draft } = table;
    return ({ quote, offering, seats, tokens: n, price, termYears, discount }) => {
      const ofTokens = isFlex(offering);
      if (ofTokens ? seats !== undefined : n !== undefined)
        return Fault.of("quote-in-both", offering, ofTokens);
      if (seats === 0 || n === 0) return Fault.of("zero-is-unknown", "0");
      const name = ofTokens ? null : draft.names.of(offering);
      const doubled = table.doubled([quote.toLowerCase(), name], `${offering} of the quote ${quote}`);
      if (doubled) return doubled;
      const { origin } = table;
      const terms = { ...known({ termYears, discount }), quote, origin };
      draft.quotes.push((final) =>
        name === null
          ? {
              ...terms,
              offering: null,
              ...known({ tokens: n === undefined ? undefined : tokens(n) }),
              ...known({ price: price === undefined ? undefined : rate<Money, Tokens>(price) }),
            }
          : {
              ...terms,
              offering: final.name(name),
              ...known({ seats }),
              ...known({ price: price === undefined ? undefined : rate<Money, Seats>(price) }),
            },
      );
      return undefined;
    };
  },
});
