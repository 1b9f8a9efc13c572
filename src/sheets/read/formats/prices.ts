import { seats } from "../../../engine/units";
import {
  amount,
  boughtTokens,
  currencyCode,
  day,
  idleAwareness,
  list,
  multiple,
  nameText,
  seatPrice,
  text,
  tokenPrice,
  tokenRate,
  tokensPerSeat,
  wholeSeats,
  wholeTokens,
  yesNo,
} from "../cell-values";
import { needed, optional, rare } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { isVendorName } from "../vendor-names";
import type { Table } from "../table";

/** The reference of a price whose row names no source. */
const sheetOf = ({ info }: Table): string => `${info.file}, ${info.sheet}`;

/** Tokens per day of each product. */
export const rates = format({
  kind: "Rates",
  columns: {
    product: needed(nameText, "Product", "product_name"),
    tokensPerDay: optional(tokenRate, "Tokens per day", "Rate"),
    flexEligible: optional(yesNo, "Flex eligible"),
    from: optional(day, "From"),
    reference: optional(text, "Source"),
    cheaper: optional(text, "Cheaper alternative"),
    idle: rare(optional(idleAwareness, "Idle awareness", "Idle-aware")),
  },
  needs: [["tokensPerDay"]],
  survives: ["tokensPerDay", "flexEligible", "from", "reference", "cheaper", "idle"],
  states: ["tokensPerDay", "flexEligible"],
  // A product that is not on Flex has no rate; of any other, a blank says nothing.
  lacks: ({ flexEligible = true, tokensPerDay }) =>
    flexEligible && tokensPerDay === undefined ? ["tokensPerDay"] : [],
  subject: ({ product }, { draft }) => ({
    product: product === undefined ? undefined : draft.names.of(product),
  }),
  open: (table) => {
    const { draft } = table;
    return ({ tokensPerDay, from, flexEligible = true, reference = sheetOf(table), ...row }) => {
      const product = draft.names.of(row.product);
      const cheaper = row.cheaper === undefined ? undefined : draft.names.of(row.cheaper);
      const doubled = table.doubled([product, from], `The rate of ${row.product}`);
      if (doubled) return doubled;
      draft.rates.push((final) => ({
        ...known({
          tokensPerDay,
          from,
          cheaperAlternative: cheaper === undefined ? undefined : final.name(cheaper),
          ...row.idle,
        }),
        product: final.name(product),
        flexEligible,
        reference,
      }));
      return undefined;
    };
  },
});

/** What people write between products besides `;`. */
const SEPARATORS = /,|\/|\||\+|&|\band\b/i;

/**
 * The products in a list. A comma or another sign separates them only where every part is a known name, because some
 * names contain such signs.
 */
function productsIn(typed: string): readonly string[] {
  const parts = typed
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.length > 1 && !isVendorName(typed) && parts.every(isVendorName) ? parts : [typed];
}

/** The terms of an offer that only its row without Minimum seats states. */
const BASE_ROW_TERMS = [
  { field: "newPrice", column: "New price" },
  { field: "pricePerMonth", column: "Price per month" },
  { field: "priceThreeYears", column: "Price 3 years" },
  { field: "multipleOf", column: "Multiple of" },
  { field: "planPrice", column: "Plan price per seat" },
] as const;

/** The offerings for sale: price, volume prices, and the products that they cover. */
export const offers = format({
  kind: "Offers",
  columns: {
    offering: needed(nameText, "Offering", "offering_name", "Product"),
    minimum: optional(wholeSeats, "Minimum seats", "From seats"),
    pricePerYear: optional(seatPrice, "Price per year"),
    listPrice: optional(seatPrice, "List price"),
    covers: optional(list, "Covers"),
    newPrice: rare(optional(seatPrice, "New price")),
    pricePerMonth: rare(optional(seatPrice, "Price per month", "Monthly price")),
    priceThreeYears: optional(seatPrice, "Price 3 years", "Price three years"),
    multipleOf: rare(optional(multiple, "Multiple of", "Sold in multiples of")),
    planPrice: rare(optional(seatPrice, "Plan price per seat", "Plan price")),
    currency: optional(currencyCode, "Currency"),
    tokensPerSeat: rare(optional(tokensPerSeat, "Tokens per seat")),
  },
  needs: [["pricePerYear"]],
  survives: [
    "pricePerYear",
    "listPrice",
    "covers",
    "newPrice",
    "pricePerMonth",
    "priceThreeYears",
    "multipleOf",
    "planPrice",
    "currency",
    "tokensPerSeat",
  ],
  states: [
    "pricePerYear",
    "listPrice",
    "newPrice",
    "pricePerMonth",
    "priceThreeYears",
    "multipleOf",
    "planPrice",
  ],
  subject: ({ offering }, { draft }) => ({
    offering: offering === undefined ? undefined : draft.names.of(offering),
  }),
  open: (table) => {
    const { draft } = table;
    const reference = sheetOf(table);
    return ({ minimum = seats(0), ...row }) => {
      const { offering: _, covers: __, currency: ___, ...terms } = row;
      const { pricePerYear } = terms;
      const name = draft.names.of(row.offering);
      const many = minimum > 0 ? ` from ${minimum} seats on` : "";
      const doubled = table.doubled([name, minimum], `The offer of ${row.offering}${many}`);
      if (doubled) return doubled;
      if (minimum > 0 && pricePerYear === undefined) return Fault.of("no-volume-price", minimum);
      for (const { field, column } of minimum > 0 ? BASE_ROW_TERMS : [])
        if (terms[field] !== undefined) table.say(Fault.of("base-row-price", minimum, column), column);
      const { origin } = table;
      const covers = (row.covers ?? []).flatMap((typed) => {
        const parts = productsIn(typed);
        if (parts.length === 1 && typed.includes(",") && !isVendorName(typed))
          table.say(Fault.of("comma-list", typed), "Covers");
        return parts.map((product) => draft.names.of(product));
      });
      draft.offers.push({
        offer: (final) => ({
          ...known(terms),
          offering: final.name(name),
          covers: [...new Set(covers)].map(final.name),
          reference,
        }),
        minimum,
        origin,
      });
      return undefined;
    };
  },
});

/** Token prices by quantity. */
export const tokenPrices = format({
  kind: "Token prices",
  columns: {
    minimum: needed(wholeTokens, "Minimum tokens"),
    unitPrice: needed(tokenPrice, "Unit price"),
    currency: optional(currencyCode, "Currency"),
  },
  states: ["unitPrice"],
  open: (table) => {
    const reference = sheetOf(table);
    return ({ minimum, unitPrice }) => {
      const doubled = table.doubled([minimum], `The price from ${minimum} tokens on`);
      if (!doubled) {
        const { origin } = table;
        table.draft.tokenTiers.push({ tier: { minimum, unitPrice, reference }, origin });
      }
      return doubled;
    };
  },
});

/** Tokens bought, one row for each purchase. */
export const tokenPacks = format({
  kind: "Token packs",
  columns: {
    purchased: needed(day, "Purchased"),
    tokens: needed(boughtTokens, "Tokens"),
    price: optional(amount, "Price"),
    ends: optional(day, "Ends"),
    contract: optional(nameText, "Contract"),
    pool: rare(optional(nameText, "Token pool", "Team", "team_alias", "Team name")),
    currency: optional(currencyCode, "Currency"),
  },
  survives: ["price", "contract", "pool", "currency"],
  open: (table) => {
    return ({ purchased, tokens, price, ends, contract, pool }) => {
      if (contract !== undefined) table.draft.contractNumbers.add(contract);
      if (ends !== undefined && ends < purchased) return Fault.endsBeforeStart(purchased, ends);
      table.draft.packs.push({
        ...known({ price, ends, contract, pool }),
        purchased,
        tokens,
        by: "Token packs",
        origin: table.origin,
      });
      return undefined;
    };
  },
});
