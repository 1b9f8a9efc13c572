import {
  DEFAULT_ASSUMPTIONS,
  defaultAssumptions,
  type Assumption,
  type AssumptionKey,
  type Assumptions,
} from "../engine/assumptions";
import { isCurrencyCode } from "../engine/currency-codes";
import type { Estate, Offer, Rate, Refusal, StatedFact, TokenTier } from "../engine/estate/estate";
import {
  DEFAULT_CURRENCY,
  DEFAULT_OFFERS,
  DEFAULT_RATES,
  defaultTiersIn,
} from "../engine/estate/list-prices";
import type { Issue } from "../engine/issues";
import { monthlySeatNames } from "../engine/renewal/monthly-seats";
import { tiersInOrder, type PriceTier } from "../engine/rules/price-tiers";
import { rate, seats, tokens, type Seats } from "../engine/units";
import type { GivenAssumption } from "./read/given-assumption";
import { canonicalName } from "./read/vendor-names";
import { asOfIn } from "./as-of";
import { typedRates } from "./read/read";
import { disputes, doubtIssue, refusedDoubt, type StatedDoubt } from "./setting-doubts";
import { isPriceTyped, keyNamed, mayBeThousands, nameKey, typedNumber, typedPrice } from "./setting-names";
import { SET_BY_ANALYST } from "./set-by-analyst";

/** The names of prices and rates in the Assumptions sheet and for `--set`. */
export const rateName = (product: string): string => `Rate: ${product}`;
export const priceName = (offering: string): string => `Price: ${offering}`;
/** The name of a volume price. */
export const volumePriceName = (offering: string, minimum: number): string =>
  `${priceName(offering)} from ${minimum}`;
/**
 * The name of a tier. With a single tier it is the token price, so that setting it sets the price of all
 * tokens.
 */
export const tierName = (minimum: number, tiers: number): string =>
  tiers === 1 ? "Token price" : `Token price from ${minimum}`;

export interface Assumed {
  readonly assumptions: Assumptions;
  /** The estate with the rates and prices that were set by name. */
  readonly estate: Estate;
  /** The origin of each assumption that is not at its default. */
  readonly references: ReadonlyMap<AssumptionKey, string>;
  readonly doubts: readonly StatedDoubt[];
  readonly issues: readonly Issue[];
}

/**
 * The assumptions of a run: the defaults, overridden by the tables, overridden by values set by name. A name or
 * value that cannot be used is an issue and changes nothing. Where tables give different values, the last counts,
 * and that is an issue.
 */
export function assume(
  given: readonly GivenAssumption[],
  estate: Estate,
  currency: string = DEFAULT_CURRENCY,
): Assumed {
  const assumptions: Record<string, unknown> = { ...defaultAssumptions(), currency };
  let changed = estate;
  const references = new Map<AssumptionKey, string>();
  const refused: GivenAssumption[] = [];
  const accepted: GivenAssumption[] = [];
  for (const one of given) {
    const reference = referenceOf(one, estate);
    const key = keyNamed(one.name);
    const value = key ? acceptedValue(DEFAULT_ASSUMPTIONS[key], one.value) : typedPrice(one);
    const priced = key ? undefined : withPrice(changed, one.name, value, reference, currency);
    if (key && value !== undefined) {
      assumptions[key] = value;
      references.set(key, reference);
    } else if (priced) changed = priced;
    // The as-of date and exchange rates were used to read the tables.
    const wasUsed = asOfIn([one]) !== null || typedRates([one]).length > 0;
    const isUsed = key ? value !== undefined : priced !== undefined || wasUsed;
    (isUsed ? accepted : refused).push(one);
  }
  for (const key of UNKNOWN_IF_REFUSED)
    if (!references.has(key) && refused.some(({ name }) => keyNamed(name) === key)) assumptions[key] = null;
  const final = {
    assumptions: assumptions as unknown as Assumptions,
    estate: withRefusals(
      changed,
      refused.filter((one) => !isStatedElsewhere(one, references, changed)),
    ),
  };
  const doubts = [...refused.map((one) => refusedDoubt(one, final)), ...disputes(accepted, estate)];
  return { ...final, references, doubts, issues: doubts.map((doubt) => doubtIssue(doubt, estate)) };
}

/**
 * Settings whose default is the opinion of a source: a run takes none of it for what somebody typed and nobody can
 * read. What rests on any other default is conditional.
 */
const UNKNOWN_IF_REFUSED = [
  "approvalLimit",
  "quarterPointsLow",
  "quarterPointsHigh",
  "defenceCost",
] as const satisfies readonly AssumptionKey[];

/** Whether another row states what a row that could not be read should have stated. */
function isStatedElsewhere(
  { name }: GivenAssumption,
  assumed: ReadonlyMap<AssumptionKey, string>,
  estate: Estate,
): boolean {
  const key = keyNamed(name);
  if (key !== undefined) return assumed.has(key);
  const priced = pricedNamed(estate, name);
  return priced !== undefined && statedIn(estate, statedFact(priced));
}

const statedIn = ({ stated = [] }: Estate, { fact, of }: StatedFact): boolean =>
  stated.some((one) => one.fact === fact && one.of === of);

/**
 * The estate with the settings that could not be read and that nothing else states: the engine decides what is unknown
 * without them. A setting of the command line ends the run.
 */
function withRefusals(estate: Estate, refused: readonly GivenAssumption[]): Estate {
  const refusals = [...estate.refusals];
  let stated = estate.stated ?? [];
  for (const { name, origin, value } of refused) {
    if (origin.source < 0) continue;
    const key = keyNamed(name);
    const refusal = { kind: "Assumptions", origin, rows: 1 } as const;
    if (key !== undefined) {
      refusals.push({ ...refusal, fields: [key], columns: [DEFAULT_ASSUMPTIONS[key].name] });
      continue;
    }
    const priced = isPriceTyped(typedPrice({ name, value })) ? undefined : pricedNamed(estate, name);
    if (priced === undefined) continue;
    refusals.push({ ...refusal, ...REFUSED_PRICE[priced.is](priced.of), columns: [name] });
    // A price that is known up to some quantity is not known above it.
    const whole = statedFact({ ...priced, from: 0 });
    stated = stated.filter(({ fact, of }) => fact !== whole.fact || of !== whole.of);
  }
  return { ...estate, refusals, ...(estate.stated && { stated }) };
}

/** The subject of a price or rate that could not be read. */
const REFUSED_PRICE: Readonly<
  Record<PricedThing["is"], (of: string) => Pick<Refusal, "fields" | "product" | "offering">>
> = {
  rate: (product) => ({ fields: ["rate"], product }),
  "renewal price": (offering) => ({ fields: ["price"], offering }),
  "token price": () => ({ fields: ["tokenPrice"] }),
};

/**
 * The origin of a value. A table of the analyst is read again by the next run; a value that stands nowhere else
 * is marked as set by the analyst, so that it survives that run.
 */
function referenceOf({ edited, note, origin }: GivenAssumption, { sources }: Estate): string {
  const source = sources[origin.source];
  if (!source || edited) return SET_BY_ANALYST;
  return `${source.file}, ${source.sheet}${note === undefined ? "" : `: ${note}`}`;
}

/** The value as the engine takes it; undefined where the assumption does not accept it. */
function acceptedValue({ accepts }: Assumption<unknown>, typed: string | number | boolean): unknown {
  if ("text" in accepts) return String(typed).trim() || undefined;
  if ("currency" in accepts) {
    const code = String(typed).trim().toUpperCase();
    return isCurrencyCode(code) ? code : undefined;
  }
  const oneOf = (words: readonly string[], text: string): string | undefined =>
    words.find((word) => nameKey(word) === nameKey(text));
  if ("words" in accepts) return oneOf(accepts.words, String(typed));
  if ("someOf" in accepts) {
    if (oneOf(["none"], String(typed))) return "none";
    const found = String(typed)
      .split(";")
      .map((text) => oneOf(accepts.someOf, text));
    return found.includes(undefined) ? undefined : found.join("; ");
  }
  const n = typedNumber(typed);
  const [least, most] = accepts.number;
  const fits = n >= least && n <= most && (accepts.whole !== true || Number.isInteger(n));
  return fits && !(mayBeThousands(typed) && n * 1000 <= most) ? n : undefined;
}

/** What the name of a price or rate is of, and the quantity from which it holds; 0 for every quantity. */
interface PricedThing {
  readonly is: StatedFact["fact"];
  /** The product or offering in the spelling of the estate; empty for tokens. */
  readonly of: string;
  readonly from: number;
}

const statedFact = ({ is, of, from }: PricedThing): StatedFact => ({
  fact: is,
  of: from > 0 ? `${of} from ${from}` : of,
});

/**
 * What a name is a price or rate of; undefined for any other name. "Price: Revit" is the price of a seat below all
 * volume prices; "Price: Revit from 50" is a volume price.
 */
function pricedNamed(estate: Estate, name: string): PricedThing | undefined {
  const tier = /^token price(?: from (\d+))?$/.exec(nameKey(name));
  if (tier) return { is: "token price", of: "", from: tier[1] === undefined ? 0 : Number(tier[1]) };
  const [, kind, of] = /^\s*(rate|price)\s*:\s*(.+?)\s*$/i.exec(name) ?? [];
  if (!kind || !of) return undefined;
  if (kind.toLowerCase() === "rate") {
    const product = nameAmong(ratedNames(estate), of);
    return product === undefined ? undefined : { is: "rate", of: product, from: 0 };
  }
  const names = suggestedNames(estate);
  const whole = nameAmong(names, of);
  if (whole !== undefined) return { is: "renewal price", of: whole, from: 0 };
  const [, many, from] = /^(.*) from (\d+)$/i.exec(of) ?? [];
  const offering = many === undefined ? undefined : nameAmong(names, many);
  return offering === undefined ? undefined : { is: "renewal price", of: offering, from: Number(from) };
}

/**
 * The estate with one price or rate changed; undefined where the name is of neither or the value is out of
 * its limits.
 */
function withPrice(
  estate: Estate,
  name: string,
  value: unknown,
  reference: string,
  currency: string,
): Estate | undefined {
  const priced = pricedNamed(estate, name);
  if (priced === undefined || typeof value !== "number" || !isPriceTyped(value)) return undefined;
  const { is, of, from } = priced;
  const changed =
    is === "rate"
      ? withRate(estate, of, value, reference)
      : is === "renewal price"
        ? withOffer(estate, of, from, { price: value, reference })
        : withTier(estate, from, { price: value, reference }, currency);
  return { ...changed, stated: [...(estate.stated ?? []), statedFact(priced)] };
}

/** A price as set, and where. */
interface SetPrice {
  readonly price: number;
  readonly reference: string;
}

/** A price for every quantity takes the place of all tiers. */
function withTier(estate: Estate, from: number, { price, reference }: SetPrice, currency: string): Estate {
  // A price from some quantity on says nothing of fewer tokens: those keep the default's, where that has the currency.
  const before = estate.tokenTiers.length > 0 ? estate.tokenTiers : defaultTiersIn(currency);
  const set: TokenTier = { minimum: tokens(from), unitPrice: rate(price), reference };
  const others = from === 0 ? [] : before.filter((other) => other.minimum !== from);
  return { ...estate, tokenTiers: [...others, set] };
}

function withRate(estate: Estate, product: string, perDay: number, reference: string): Estate {
  const before = estate.rates.find((one) => one.product === product);
  const set: Rate = {
    flexEligible: true,
    ...before,
    product,
    tokensPerDay: rate(perDay),
    reference,
  };
  return { ...estate, rates: [...estate.rates.filter((one) => one.product !== product), set] };
}

function withOffer(
  estate: Estate,
  offering: string,
  minimum: number,
  { price, reference }: SetPrice,
): Estate {
  const before = estate.offers.find((one) => one.offering === offering);
  const tier: PriceTier<Seats> = { minimum: seats(minimum), unitPrice: rate(price) };
  const others = (before?.volume ?? []).filter((one) => one.minimum !== minimum);
  const set: Offer = {
    covers: [],
    ...before,
    offering,
    ...(minimum > 0 ? { volume: tiersInOrder([...others, tier]) } : { pricePerYear: rate(price) }),
    reference,
  };
  return { ...estate, offers: [...estate.offers.filter((one) => one.offering !== offering), set] };
}

const ratedNames = ({ products, rates }: Estate): string[] => [
  ...products,
  ...[...rates, ...DEFAULT_RATES].map((one) => one.product),
];

const suggestedNames = ({ products, offers, subscriptions, assignments }: Estate): string[] => [
  ...monthlySeatNames(offers),
  ...[...offers, ...subscriptions, ...assignments, ...DEFAULT_OFFERS].map((one) => one.offering),
  ...products,
];

/** The name in the spelling of the estate, whatever the case typed; undefined for an unused name. */
function nameAmong(names: readonly string[], typed: string): string | undefined {
  const canonical = canonicalName(typed);
  return names.find((name) => nameKey(name) === nameKey(canonical));
}
