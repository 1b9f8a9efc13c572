import type { Consumption } from "../../../src/engine/pool/consumption";
import type { PoolTerms } from "../../../src/engine/pool/pool-spend";
import type { SimulatedUse } from "../../../src/engine/pool/simulation";
import type { SupplyLine } from "../../../src/engine/pool/known-supply";
import { days, fraction, rate, tokens, type Tokens } from "../../../src/engine/units";
import { tier } from "../mix/organisation";

/** A consumption of nothing, but for what is given. */
export const consumptionWith = (given: Partial<Consumption>): Consumption => ({
  months: [],
  history: [],
  wholeMonths: [],
  peak: null,
  observed: tokens(0),
  observedDays: days(365),
  year: tokens(0),
  yearIfClosed: null,
  leastYear: tokens(0),
  leavers: tokens(0),
  withoutUsers: tokens(0),
  perUserDay: null,
  byProduct: [],
  estimated: false,
  unknown: [],
  leftOut: tokens(0),
  adjusted: tokens(0),
  draws: null,
  ...given,
});

/** So many tokens that no year loses. */
export const supplyWith = (left: Tokens): readonly SupplyLine[] => [{ share: fraction(1), held: left }];

/** More than any year lacks, so that a dry year has one lock-out. */
export const ONE_TOP_UP = tokens(1e5);

/** A token is 3.00, and 4.00 as a top-up, in packs of 100; nothing is left and no lock-out has a price. */
export const termsWith = (given: Partial<PoolTerms> = {}): PoolTerms => ({
  supply: supplyWith(given.left ?? tokens(0)),
  tiers: [tier(0, 3)],
  tierKind: "all units",
  packSize: tokens(100),
  smallest: tokens(0),
  left: tokens(0),
  topUp: { tokens: tokens(100), price: rate(4) },
  lockOut: { days: days(0), each: ONE_TOP_UP, price: null, isRefused: false, perUserDay: rate(7) },
  ...given,
});

/** Half of the coming years draw the one number of tokens, half the other. */
export const eitherUse = (low: number, high: number): SimulatedUse => ({
  levels: Array.from({ length: 200 }, (_, i) => tokens(i < 100 ? low : high)),
});
