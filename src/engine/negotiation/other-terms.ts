import type { Assumptions } from "../assumptions";
import type { ContractLine } from "../estate/contract-lines";
import type { TokenTier } from "../estate/estate";
import type { PricedOffer } from "../estate/offers";
import type { Steps } from "../steps";
import { bestMixOnInSteps, heldPlans, type RenewalInput, type Scenario } from "../renewal/scenarios";
import { termsOf } from "../renewal/seat-lines";

/** What is agreed otherwise than in this run. What is absent stays. */
export interface OtherTerms {
  readonly line?: (line: ContractLine) => ContractLine;
  readonly offer?: (offer: PricedOffer) => PricedOffer;
  readonly tiers?: readonly TokenTier[];
  /** Prices, growth and years may differ; use and covers stay as in the run. */
  readonly assumptions?: Partial<
    Pick<Assumptions, "seatUplift" | "tokenUplift" | "growth" | "packSize" | "smallestPurchase">
  >;
}

/** The facts of the run on other terms: the same people, use and packs. */
export function inputOn(input: RenewalInput, { line, offer, tiers, assumptions }: OtherTerms): RenewalInput {
  const { context } = input;
  const changed = {
    ...context,
    assumptions: { ...context.assumptions, ...assumptions },
    lines: line === undefined ? context.lines : context.lines.map(line),
    priced: offer === undefined ? context.priced : context.priced.map(offer),
    choosable: offer === undefined ? context.choosable : context.choosable.map(offer),
    tiers: tiers ?? context.tiers,
  };
  return { ...input, context: changed, terms: termsOf(changed) };
}

/** The share of the operations left that each further choice may take. */
const SHARE = 0.05;

/** The best mix on other terms, within a share of the operations that this run has left; null without any year. */
export const chosenAgainInSteps = (changed: RenewalInput): Steps<Scenario | null> =>
  bestMixOnInSteps({ ...changed, budget: changed.budget.portion(SHARE) });

/** Every user's cover in each year of a run. */
type YearlyPlans = Parameters<typeof heldPlans>[2];

/** The best mix on other terms. Where the search ends too early to find a better one, the covers of the run stay. */
export function* leastCostOnInSteps(changed: RenewalInput, plans: YearlyPlans): Steps<Scenario> {
  const held = heldPlans(changed, "best-mix", plans);
  const again = yield* chosenAgainInSteps(changed);
  return again !== null && again.total < held.total ? again : held;
}

/** Own scenarios, and quotes, that are priced: each is a search, and more than these nobody compares. */
export const MOST_COMPARED = 20;
export const TOO_MANY = `only the first ${MOST_COMPARED} are compared`;
