import type { Assumptions } from "../assumptions";
import { at } from "../at";
import { addDays, isoDay } from "../calendar";
import { isCurrencyCode } from "../currency-codes";
import type { Context } from "../estate/context";
import type { PersonIndex, ProductIndex } from "../estate/estate";
import { DEFAULT_TOKEN_TIERS, DEFAULT_CURRENCY } from "../estate/list-prices";
import { grouped } from "../grouped";
import { ledgerPacks, type LedgerPack } from "../pool/ledger-packs";
import type { TokenPlan } from "../pool/token-plan";
import {
  rate,
  sumKnown,
  total,
  type DayNumber,
  type Fraction,
  type Money,
  type TokenPrice,
  type Tokens,
} from "../units";
import type { Usage } from "../usage/usage";
import type { ChargeTrap, JudgedCharge } from "../waste/judged-charges";
import { paidDraws, type PaidDraw } from "./paid-draws";

/**
 * A charge in the sense of FOCUS 1.2: tokens bought, drawn, or ended unused. The first day of the period, and the day
 * after its last.
 */
export interface FocusCharge {
  readonly kind: "purchase" | "usage" | "expired";
  readonly from: DayNumber;
  readonly until: DayNumber;
  readonly tokens: Tokens;
  /** What was paid for a token of the pack, and its list price. */
  readonly price: TokenPrice;
  readonly listPrice: TokenPrice;
  readonly listPriceBasis: string;
  readonly account: string;
  /** Of use only. */
  readonly drawn?: { readonly person: PersonIndex; readonly product: ProductIndex };
  readonly isStated: boolean;
  /** The trap in which a charge was wasted; null for none. */
  readonly trap: ChargeTrap | null;
}

/** Charges that are not in the file, because a value that the specification demands is unknown. */
export interface LeftOut {
  readonly why: string;
  readonly charges: number;
  /** Null if the tokens of any are unknown. */
  readonly tokens: Tokens | null;
}

/** The charges on tokens, ready for a FOCUS 1.2 dataset. */
export interface FocusFile {
  readonly charges: readonly FocusCharge[];
  readonly leftOut: readonly LeftOut[];
  /** The first and the last day whose use is in it; older use is known by the month only. Null without use by day. */
  readonly use: { readonly first: DayNumber; readonly last: DayNumber } | null;
}

/** What `Billing account` is until somebody names one. */
const NO_ACCOUNT = "none";

/** Purchases up to the as-of day, use of the baseline year by day, and tokens that ended unused. */
export function focusFile(
  context: Context,
  usage: Usage,
  plan: TokenPlan,
  judged: readonly JudgedCharge[],
): FocusFile {
  const { draws, expired } = paidDraws(context, usage, plan);
  const traps = new Map(judged.map((one) => [personDay(one.charge), one]));
  const open: OpenCharge[] = [
    ...purchases(context),
    ...draws.map((draw) => usageOn(draw, traps, plan.noLedger)),
    ...expired.map(({ pack, tokens }): OpenCharge => ({
      kind: "expired",
      from: pack.lastDay,
      until: addDays(pack.lastDay, 1),
      tokens,
      pack,
      isStated: false,
      trap: null,
      without: "days of the term of a pack are in no export, so nobody knows how many tokens it had left",
    })),
  ];
  return { ...closed(open, context), use: useOf(usage.baseline) };
}

/** The days of the baseline year of tokens. */
function useOf({ windows }: Usage["baseline"]): FocusFile["use"] {
  const covering = [windows.tokens, windows.nobody].filter((window) => window !== null);
  if (covering.length === 0) return null;
  return {
    first: Math.min(...covering.map((window) => window.baselineFirst)) as DayNumber,
    last: Math.max(...covering.map((window) => window.last)) as DayNumber,
  };
}

const personDay = ({ person, product, day }: Pick<PaidDraw, "person" | "product" | "day">): string =>
  `${person} ${product} ${day}`;

/** A charge whose values may be unknown. */
interface OpenCharge extends Pick<FocusCharge, "kind" | "from" | "until" | "drawn" | "isStated" | "trap"> {
  readonly tokens: Tokens | null;
  readonly pack: Pick<LedgerPack, "tokens" | "price" | "contract" | "purchased"> | null;
  /** Why its tokens or its pack are unknown, where they are. */
  readonly without: string;
}

/** Each pack that was bought, in one charge, although its contract fills it up every month. */
function purchases(context: Context): OpenCharge[] {
  const bought = ledgerPacks(context).packs.filter(
    ({ source, purchased }) => source !== "with seats" && source !== "moved in" && purchased <= context.asOf,
  );
  return [...grouped(bought, ({ origin }) => `${origin.source} ${origin.row}`).values()].map((parts) => {
    const first = at(parts, 0);
    const price = sumKnown(parts.map((part) => part.price ?? null));
    return {
      kind: "purchase",
      from: first.purchased,
      until: addDays(at(parts, parts.length - 1).lastDay, 1),
      tokens: total(parts.map((part) => part.tokens)),
      pack: {
        ...first,
        tokens: total(parts.map((part) => part.tokens)),
        ...(price === null ? {} : { price }),
      },
      isStated: true,
      trap: null,
      without: "",
    };
  });
}

function usageOn(
  { person, product, day, tokens, isStated, pack }: PaidDraw,
  traps: ReadonlyMap<string, JudgedCharge>,
  noLedger: string | null,
): OpenCharge {
  const judged = traps.get(personDay({ person, product, day }));
  return {
    kind: "usage",
    from: day,
    until: addDays(day, 1),
    tokens,
    pack,
    drawn: { person, product },
    isStated,
    trap: judged?.trap ?? null,
    without:
      tokens === null
        ? "the rate of a product is unknown"
        : noLedger === null
          ? "no known pack pays for the tokens"
          : `nobody knows which pack pays: ${noLedger}`,
  };
}

/** The charges with every value that the specification demands, and why the other charges are left out. */
function closed(open: readonly OpenCharge[], { assumptions }: Context): Omit<FocusFile, "use"> {
  const charges: FocusCharge[] = [];
  const out = new Map<string, OpenCharge[]>();
  for (const charge of open) {
    const whole = pricedCharge(charge, assumptions);
    if (typeof whole !== "string") charges.push(whole);
    // Nothing was paid for no tokens, so nothing is left out.
    else if (charge.tokens === 0) continue;
    else if (out.has(whole)) out.get(whole)?.push(charge);
    else out.set(whole, [charge]);
  }
  return {
    charges,
    leftOut: [...out].map(([why, own]) => ({
      why,
      charges: own.length,
      tokens: sumKnown(own.map(({ tokens }) => tokens)),
    })),
  };
}

/** The charge with its prices and account; a text says why one of them is unknown. */
function pricedCharge(
  { pack, without, ...rest }: OpenCharge,
  { currency, discountInside, billingAccount }: Assumptions,
): FocusCharge | string {
  const { tokens } = rest;
  if (!isCurrencyCode(currency)) return `"${currency}" is no currency code of ISO 4217`;
  if (tokens === null || pack === null) return without;
  if (pack.price === undefined) return `the price of the pack of ${isoDay(pack.purchased)} is unknown`;
  const account = pack.contract ?? (billingAccount === NO_ACCOUNT ? null : billingAccount);
  if (account === null) return 'the pack names no contract, and the assumption "Billing account" none';
  const price = rate<Money, Tokens>(pack.price / pack.tokens);
  const listed = tokenListPrice(price, discountInside, currency);
  if (listed === null)
    return 'the list price of a token is unknown: set "Token discount inside the agreement" to the discount on it';
  return { ...rest, tokens, price, ...listed, account };
}

/** The list price that the discount leads to, else the published one; null if neither is known. */
function tokenListPrice(
  price: TokenPrice,
  discount: Fraction | null,
  currency: string,
): Pick<FocusCharge, "listPrice" | "listPriceBasis"> | null {
  if (discount !== null)
    return { listPrice: rate(price / (1 - discount)), listPriceBasis: "price paid and stated discount" };
  if (currency !== DEFAULT_CURRENCY) return null;
  const { unitPrice, reference } = at(DEFAULT_TOKEN_TIERS, 0);
  return { listPrice: unitPrice, listPriceBasis: reference };
}
