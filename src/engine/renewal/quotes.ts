import type { Analysis } from "../analysis";
import { at } from "../at";
import { MONTHS_A_YEAR } from "../calendar";
import type { ContractLine } from "../estate/contract-lines";
import type { QuoteRow } from "../estate/estate";
import type { PricedOffer } from "../estate/offers";
import { planPrices } from "../estate/plan-seats";
import { because } from "../evidence/refusals";
import { grouped } from "../grouped";
import { PROGRESS } from "../mix/progress";
import type { Steps } from "../steps";
import {
  fraction,
  money,
  rate,
  scale,
  tokens,
  total,
  type Money,
  type SeatPrice,
  type Seats,
  type TokenPrice,
  type Tokens,
} from "../units";
import { listed } from "../wording";
import { chosenAgainInSteps, inputOn, MOST_COMPARED, TOO_MANY } from "../negotiation/other-terms";
import { firstYear, grownBy, type TokenLine } from "./scenario-cost";
import { comparedWith, withPurchases, type Renewal, type RenewalInput, type Scenario } from "./scenarios";
import type { LeftOutVariant, Variant } from "./variants";

/** Seats of a quote, with the price of a seat a year after the discount. */
interface QuotedSeats {
  readonly offering: string;
  readonly line: ContractLine;
  readonly price: SeatPrice;
}

/** What a quote offers, whole. */
interface Quote {
  readonly name: string;
  readonly seats: readonly QuotedSeats[];
  readonly tokens: { readonly n: Tokens; readonly price: TokenPrice; readonly years: number } | null;
}

/** The scenarios in which a quote is signed: all of it is paid for, and what else is needed is bought besides. */
export function* quotedInSteps(
  input: RenewalInput,
  { recommended, asIs }: Renewal,
): Steps<(Variant | LeftOutVariant)[]> {
  if (recommended === null) return [];
  const made: (Variant | LeftOutVariant)[] = [];
  for (const [name, rows] of grouped(input.context.estate.quotes, ({ quote }) => quote)) {
    yield PROGRESS;
    const quote = made.length < MOST_COMPARED ? quoteOf(name, rows, input) : TOO_MANY;
    const agreed = typeof quote === "string" ? null : yield* signedInSteps(quote, input);
    const { origin } = at(rows, 0);
    const why = typeof quote === "string" ? quote : "no best mix can be chosen with it";
    made.push(
      agreed === null
        ? { of: "quote", name, origin, why }
        : {
            of: "quote",
            agreed: comparedWith(asIs, agreed, input.context),
            asIs,
            walkAway: recommended,
            needsConsent: false,
          },
    );
  }
  return made;
}

/** A quote that can be priced whole, else why it cannot, without a full stop. */
function quoteOf(name: string, rows: readonly QuoteRow[], { context }: RenewalInput): Quote | string {
  const { priced, stays, unknowns, estate } = context;
  // Of a row that was skipped nobody knows the quote.
  const lost = unknowns.because("quote").filter(({ fields }) => fields.length === 0);
  if (lost.length > 0) return because(lost, estate);
  const unread = rows.filter((row) => row.price === undefined || quantityOf(row) === undefined);
  if (unread.length > 0)
    return `its price or quantity of ${listed(unread.map(({ offering }) => offering ?? "tokens"))} is unknown`;
  const names = rows.flatMap(({ offering }) => offering ?? []);
  const strange = names.filter(
    (one) => !priced.some(({ offering }) => offering === one) && !isOffered(one, context),
  );
  if (strange.length > 0) return `no table knows ${listed(strange)}`;
  const unknown = names.filter((one) => stays.has(one));
  if (unknown.length > 0) return `something about ${listed(unknown)} could not be read, so its seats stay`;
  const ofTokens = rows.find((row) => row.offering === null);
  return {
    name,
    seats: rows.flatMap((row, i) =>
      row.offering === null ? [] : [quotedSeats(row, i, planPrices(context.offers))],
    ),
    tokens: ofTokens?.offering === null ? quotedTokens(ofTokens) : null,
  };
}

const quantityOf = (row: QuoteRow): number | undefined => (row.offering === null ? row.tokens : row.seats);

const isOffered = (name: string, { offers }: RenewalInput["context"]): boolean =>
  offers.some(({ offering }) => offering === name);

/** A quote is of product seats: their plan seats are bought besides. */
function quotedSeats(
  row: QuoteRow & { readonly offering: string },
  i: number,
  plans: ReadonlyMap<string, SeatPrice>,
): QuotedSeats {
  const { quote, offering, termYears = 1, discount = fraction(0) } = row;
  const price = rate<Money, Seats>(scale(row.price as SeatPrice, 1 - discount) + (plans.get(offering) ?? 0));
  return {
    offering,
    price,
    line: {
      id: `quote ${quote} ${i}`,
      offering,
      contract: `quote ${quote}`,
      bought: row.seats as ContractLine["bought"],
      end: null,
      timing: null,
      changes: null,
      committedUntil: null,
      committedYears: termYears,
      committedYearsIfAgreed: termYears,
      yearsInTerm: termYears,
      price,
      ownPrice: true,
      autoRenews: false,
      renewalStated: true,
      cap: fraction(1),
      capOf: "last year",
      termMonths: termYears * MONTHS_A_YEAR,
      floor: null,
      feeFollows: true,
      uplift: null,
      upliftCap: null,
      kind: null,
      fixedMaintenance: money(0),
      noticeDays: null,
      noticeAssumed: false,
      overagePrice: null,
    },
  };
}

function quotedTokens(row: QuoteRow & { readonly offering: null }): Quote["tokens"] {
  const price = scale(row.price as TokenPrice, 1 - (row.discount ?? 0));
  return { n: row.tokens as Tokens, price, years: row.termYears ?? 1 };
}

/** The best mix in which a quote is paid for whole. Lines of its offerings that are committed run to their end. */
function* signedInSteps(quote: Quote, input: RenewalInput): Steps<Scenario | null> {
  const quoted = new Map(quote.seats.map(({ offering, price }) => [offering, price]));
  const atPrice = (offer: PricedOffer): PricedOffer => {
    const price = quoted.get(offer.offering);
    if (price === undefined) return offer;
    const { volume: _, ...flat } = offer;
    return { ...flat, pricePerYear: price };
  };
  const tiers = quote.tokens && [
    { minimum: tokens(0), unitPrice: quote.tokens.price, reference: quote.name },
  ];
  const changed = inputOn(input, { offer: atPrice, ...(tiers === null ? {} : { tiers }) });
  const { terms } = changed;
  const ids = new Set(quote.seats.map(({ line }) => line.id));
  const lines = [
    ...terms.lines.filter(({ offering, committedYears }) => !quoted.has(offering) || committedYears > 0),
    ...quote.seats.map(({ line }) => line),
  ];
  const signed = {
    ...changed,
    terms: {
      ...terms,
      lines,
      keepsPrice: (line: ContractLine) => ids.has(line.id) || terms.keepsPrice(line),
    },
  };
  const found = yield* chosenAgainInSteps(signed);
  if (found === null) return null;
  const own = found.lines.map((line) => (quoted.has(line.offering) ? { ...line, listed: false } : line));
  const pools = quote.tokens === null ? found.pools : paidAt(quote.tokens, found.pools, input);
  return withPurchases({ ...found, pools, id: "quote", name: `Quote ${quote.name}` }, input, own);
}

/** Tokens at the price of a quote, and while it runs never fewer than it sells. */
function paidAt(
  { n, price, years }: NonNullable<Quote["tokens"]>,
  pools: readonly TokenLine[],
  { context: { assumptions } }: RenewalInput,
): TokenLine[] {
  return pools.map((pool, i): TokenLine => {
    const atLeast = pool.needed.map((_, year) =>
      i === 0 && year < years ? scale(n, 1 / grownBy(year + 1, assumptions)) : tokens(0),
    );
    return { ...pool, atLeast, paid: price, isQuoted: true };
  });
}

/** What a quote offers of an offering or of tokens, against what the recommended scenario needs. */
export interface QuoteLine {
  readonly quote: string;
  /** Null for tokens. */
  readonly offering: string | null;
  readonly offered: number;
  readonly needed: number;
  /** After the discount; null is unknown. */
  readonly price: number | null;
  /** At the renewal without the quote; null is unknown. */
  readonly ownPrice: number | null;
  /** The plan seat that every seat has beside it, and that `ownPrice` is without. */
  readonly plan: number;
}

/**
 * Each quote line by line: its rows, then needed offerings that it lacks. Rows with unknown numbers are left out. Seat
 * prices are without plan seats, as in the quote.
 */
export function quoteLines({
  estate: { quotes: rows },
  recommended,
  seatPrices,
  offers,
}: Pick<Analysis, "estate" | "recommended" | "seatPrices" | "offers">): QuoteLine[] {
  const plans = planPrices(offers);
  if (recommended === null) return [];
  const ordered = new Map(
    [...grouped(recommended.lines, ({ offering }) => offering)].map(([offering, own]) => [
      offering,
      total(own.map((line) => at(line.seats, 0))),
    ]),
  );
  const { tokens: bought, tokenPrice } = firstYear(recommended);
  return [...grouped(rows, ({ quote }) => quote)].flatMap(([quote, own]) => {
    const offered = new Map(own.map((row) => [row.offering, row]));
    const names = [...new Set([...offered.keys(), ...ordered.keys(), null])];
    return names.flatMap((offering): QuoteLine[] => {
      const row = offered.get(offering);
      const needed = offering === null ? bought : (ordered.get(offering) ?? 0);
      const quantity = row === undefined ? 0 : quantityOf(row);
      if (quantity === undefined || (quantity === 0 && needed === 0)) return [];
      const price = row?.price === undefined ? null : row.price * (1 - (row.discount ?? 0));
      const whole = offering === null ? tokenPrice : (seatPrices.get(offering) ?? null);
      const plan = offering === null ? 0 : (plans.get(offering) ?? 0);
      const ownPrice = whole === null ? null : whole - plan;
      return [{ quote, offering, offered: quantity, needed, price, ownPrice, plan }];
    });
  });
}

/** What a quote line costs a year beyond the same number at the renewal's price; null is unknown. */
export const dearerBy = ({ offered, price, ownPrice }: QuoteLine): Money | null =>
  price === null || ownPrice === null ? null : money(offered * (price - ownPrice));
