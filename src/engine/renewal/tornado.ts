import { DEFAULT_ASSUMPTIONS } from "../assumptions";
import { isAtTodaysPrice } from "../estate/contract-lines";
import type { PricedOffer } from "../estate/offers";
import { PROGRESS } from "../mix/progress";
import type { Steps } from "../steps";
import { fraction, HALF_A_CENT, scale, type Fraction, type Money } from "../units";
import { isSettingRefused } from "../evidence/refusals";
import { counted, wholeNumber } from "../wording";
import { inputOn, leastCostOnInSteps, type OtherTerms } from "../negotiation/other-terms";
import { firstYear, firstYearSeatCost, type SeatLine } from "./scenario-cost";
import { asIsOf, comparedWith, heldPlans, type Renewal, type RenewalInput, type Scenario } from "./scenarios";

/** How the saving of the recommendation moves with the assumptions under it, each moved alone. */
export interface Tornado {
  /** The saving over the years compared, as the run has it. */
  readonly saving: Money;
  /** Those that move the saving, most first; ten at most. */
  readonly swings: readonly Swing[];
  /** Assumptions that could not be moved, and why, without a full stop. */
  readonly unmoved: readonly UnmovedAssumption[];
  /** Whether everybody keeps the cover of the run: with so many users a choice for each step takes too long. */
  readonly keepsCovers: boolean;
}

export interface UnmovedAssumption {
  readonly name: string;
  readonly why: string;
}

/** One assumption a step below and a step above its value, each with the best mix chosen again. */
export interface Swing extends MovedAssumption {
  readonly savingIfLower: Money;
  readonly savingIfHigher: Money;
}

interface MovedAssumption {
  readonly name: string;
  readonly value: number;
  readonly lower: number;
  readonly higher: number;
  /** The step in words. */
  readonly step: string;
  /** Whether somebody gave the value; else it is the product's default, or what is paid today. */
  readonly isGiven: boolean;
  readonly reference: string;
}

/** An assumption that can be moved, and the facts of the run with another value. */
interface Movable {
  readonly about: MovedAssumption;
  readonly on: (value: number) => RenewalInput;
  /** Whether As is rests on it as well. */
  readonly movesAsIs: boolean;
  /** Whether the choice of covers rests on it. */
  readonly movesCovers: boolean;
}

const MOST_SWINGS = 10;
/** The users up to whom covers are chosen again. */
const MOST_USERS = 10_000;
/** The offerings whose price is moved: the ones that cost most. */
const MOST_PRICES = 6;
/** The step of a price, as a share of it. */
const PRICE_STEP = 0.1;
/** The steps of shares, in points of a hundredth, and the assumptions that are such shares. */
const RISE_POINTS = 3;
const NEED_POINTS = 5;
const SHARES = {
  seatUplift: RISE_POINTS,
  tokenUplift: RISE_POINTS,
  growth: NEED_POINTS,
  poolBuffer: NEED_POINTS,
};
type ShareKey = keyof typeof SHARES;

/**
 * Which assumptions the saving hangs on most: As is and the best mix once more with each of them a step below and one
 * above its value, all else as in the run. Covers are chosen again where the choice rests on the assumption. Null
 * without a saving that can be stated.
 */
export function* tornadoInSteps(
  input: RenewalInput,
  { asIs, recommended, mixes }: Pick<Renewal, "asIs" | "recommended" | "mixes">,
): Steps<Tornado | null> {
  const saving = recommended?.savingVsAsIs ?? null;
  if (recommended === null || saving === null) return null;
  const plans = mixes.map((mix) => mix.plans);
  const swings: Swing[] = [];
  const unmoved = unpricedOfferings(recommended);
  const keepsCovers = input.members.length > MOST_USERS;
  for (const { about, on, movesAsIs, movesCovers } of movablesOf(input, recommended)) {
    const savings: (Money | null)[] = [];
    for (const changed of [on(about.lower), on(about.higher)]) {
      yield PROGRESS;
      const best =
        movesCovers && !keepsCovers
          ? yield* leastCostOnInSteps(changed, plans)
          : heldPlans(changed, "best-mix", plans);
      const today = movesAsIs ? asIsOf(changed) : asIs;
      savings.push(comparedWith(today, best, changed.context).savingVsAsIs);
    }
    const [savingIfLower = null, savingIfHigher = null] = savings;
    if (savingIfLower === null || savingIfHigher === null)
      unmoved.push({
        name: about.name,
        why: "the sums of As is and Best mix would leave out different things",
      });
    else swings.push({ ...about, savingIfLower, savingIfHigher });
  }
  const reach = (one: Swing): number =>
    Math.max(Math.abs(one.savingIfLower - saving), Math.abs(one.savingIfHigher - saving));
  const moving = swings.filter((one) => reach(one) > HALF_A_CENT).sort((a, b) => reach(b) - reach(a));
  return { saving, swings: moving.slice(0, MOST_SWINGS), unmoved, keepsCovers };
}

/** Seats in no sum: no step of their price can be priced. */
const unpricedOfferings = ({ lines }: Scenario): UnmovedAssumption[] =>
  [...new Set(lines.flatMap(({ unitPrice, offering }) => (unitPrice === null ? [offering] : [])))].map(
    (offering) => ({ name: `Price: ${offering}`, why: "it is not known, so its seats are in no sum" }),
  );

const movablesOf = (input: RenewalInput, recommended: Scenario): Movable[] => [
  ...movableSeatPrices(input, recommended),
  ...movableTokenPrice(input, recommended),
  ...movableShares(input),
];

const ofPrice = (name: string, price: number, reference: string, isGiven: boolean): MovedAssumption => ({
  name,
  value: price,
  lower: price * (1 - PRICE_STEP),
  higher: price * (1 + PRICE_STEP),
  step: `${wholeNumber(PRICE_STEP * 100)} %`,
  isGiven,
  reference,
});

/**
 * The renewal prices of the offerings that cost most: of the price list, and of lines that keep theirs once they renew.
 * All steps of a volume price move alike. As is stays at today's.
 */
function movableSeatPrices(input: RenewalInput, { lines }: Scenario): Movable[] {
  const { priced, estate } = input.context;
  const costOf = ({ offering }: PricedOffer): Money =>
    firstYearSeatCost(lines.filter((line: SeatLine) => line.offering === offering && !line.committed));
  return priced
    .filter((offer) => offer.monthly === undefined && costOf(offer) > 0)
    .sort((a, b) => costOf(b) - costOf(a))
    .slice(0, MOST_PRICES)
    .map(({ offering, pricePerYear, reference }): Movable => {
      const isGiven = estate.offers.some((offer) => offer.offering === offering);
      return {
        about: ofPrice(`Price: ${offering}`, pricePerYear, reference, isGiven),
        movesAsIs: false,
        movesCovers: true,
        on: (price) => inputOn(input, pricedAt(offering, price / pricePerYear)),
      };
    });
}

const pricedAt = (offering: string, factor: number): OtherTerms => ({
  offer: (offer) => (offer.offering === offering ? atFactor(offer, factor) : offer),
  line: (line) =>
    line.offering === offering && !isAtTodaysPrice(line, 1) && line.price !== null
      ? { ...line, price: scale(line.price, factor) }
      : line,
});

const atFactor = (offer: PricedOffer, factor: number): PricedOffer => ({
  ...offer,
  pricePerYear: scale(offer.pricePerYear, factor),
  ...(offer.volume && {
    volume: offer.volume.map((tier) => ({ ...tier, unitPrice: scale(tier.unitPrice, factor) })),
  }),
});

/** The price of a token, on average of what is bought; all tiers move alike. */
function movableTokenPrice(input: RenewalInput, recommended: Scenario): Movable[] {
  const { tiers, estate } = input.context;
  const { tokenPrice } = firstYear(recommended);
  const [tier] = tiers;
  if (tokenPrice === null || tier === undefined) return [];
  const at = (price: number): OtherTerms => ({
    tiers: tiers.map((one) => ({ ...one, unitPrice: scale(one.unitPrice, price / tokenPrice) })),
  });
  return [
    {
      about: ofPrice("Token price", tokenPrice, tier.reference, estate.tokenTiers.length > 0),
      movesAsIs: false,
      movesCovers: true,
      on: (price) => inputOn(input, at(price)),
    },
  ];
}

/** The rises, the growth, and the buffer where the pool rule has one. */
function movableShares(input: RenewalInput): Movable[] {
  const { assumptions, estate } = input.context;
  const keys = (Object.keys(SHARES) as ShareKey[]).filter(
    (key) =>
      (key === "poolBuffer" ? assumptions.poolRule === "buffer" : true) &&
      (assumptions.years > 1 || (key !== "seatUplift" && key !== "tokenUplift")),
  );
  return keys.map((key) => {
    const { name, reference, accepts } = DEFAULT_ASSUMPTIONS[key];
    const [least] = accepts.number;
    const value = assumptions[key];
    const points = SHARES[key];
    return {
      about: {
        name,
        value,
        lower: Math.max(least, value - points / 100),
        higher: value + points / 100,
        step: counted(points, "point"),
        isGiven: value !== DEFAULT_ASSUMPTIONS[key].value,
        reference: isSettingRefused(estate, key) ? "what was typed could not be read" : reference,
      },
      movesAsIs: true,
      // Covers are chosen at the prices of the first year.
      movesCovers: key !== "seatUplift" && key !== "tokenUplift",
      on: (share) => withShare(input, key, fraction(share)),
    };
  });
}

const withShare = (input: RenewalInput, key: ShareKey, share: Fraction): RenewalInput =>
  key === "poolBuffer"
    ? { ...input, pools: { ...input.pools, buffer: share } }
    : inputOn(input, { assumptions: { [key]: share } });

/** The assumption that moves the saving most, as a sentence without a full stop. */
export function tornadoText(tornado: Tornado, years: number): string {
  const {
    saving,
    swings: [first, second],
    keepsCovers,
  } = tornado;
  const kept = keepsCovers
    ? `; everybody keeps the cover of this run: beyond ${wholeNumber(MOST_USERS)} users none is chosen again`
    : "";
  if (first === undefined) return `No step of an assumption moves the saving${kept}`;
  const between = ({ savingIfLower, savingIfHigher }: Swing): string => {
    const [low, high] = [Math.min(savingIfLower, savingIfHigher), Math.max(savingIfLower, savingIfHigher)];
    return `from ${wholeNumber(low)} to ${wholeNumber(high)}`;
  };
  const also =
    second === undefined ? "" : `, then with ${second.name} (± ${second.step}: ${between(second)})`;
  return (
    `The saving of ${wholeNumber(saving)} over ${counted(years, "year")} moves most with ${first.name} ` +
    `(± ${first.step}: ${between(first)})${also}${kept}`
  );
}
