import type { Analysis } from "../analysis";
import { onceFor } from "../once-for";
import type { Steps } from "../steps";
import type { Money } from "../units";
import { counted, wholeNumber } from "../wording";
import type { TokenPlan } from "../pool/token-plan";
import { clauseConcessions } from "./clause-concessions";
import { contractConcessionsInSteps } from "./contract-concessions";
import { priceConcessions } from "./price-concessions";
import type { Renewal, RenewalInput } from "../renewal/scenarios";

/** What a vendor may give at a renewal (DOMAIN §8, §9). */
export type ConcessionId =
  | "late notice"
  | "cap"
  | "floor"
  | "cap and floor"
  | "fee"
  | "price protection"
  | "token tier"
  | "seat tier"
  | "overage price"
  | "co-term"
  | "tokens inside"
  | "token life"
  | "plan seats"
  | "true-down clause"
  | "transfer"
  | "reporting";

/** Something to ask the vendor for, with its worth here. */
export interface Concession {
  readonly id: ConcessionId;
  /** The contract that it changes; null where it is not about one. */
  readonly contract: string | null;
  /** What to ask for, without a full stop. */
  readonly ask: string;
  /**
   * What it saves over the years compared, undiscounted, if it is the only one agreed; below 0 for what it costs. Null
   * where there is no number.
   */
  readonly worth: Money | null;
  /** How the worth is found, or why there is no number; without a full stop. */
  readonly basis: string;
  /** What may be given for it: words within a sentence. */
  readonly trade: string;
  /** The sentence to say. */
  readonly say: string;
}

/**
 * The concessions to ask for, by falling worth, unknown worth last. Each is counted alone, so their sum is not the
 * saving of all together. None without a recommended scenario.
 */
export function* concessionsInSteps(
  input: RenewalInput,
  renewal: Renewal,
  tokenPlan: Pick<TokenPlan, "ledger" | "noLedger">,
): Steps<Concession[]> {
  const ofContracts = yield* contractConcessionsInSteps(input, renewal);
  const all = [...ofContracts, ...priceConcessions({ ...input, ...renewal, ...tokenPlan })];
  return largestFirst(all);
}

/** By falling worth; concessions without a number last. */
function largestFirst(all: readonly Concession[]): Concession[] {
  const isWorth = (one: Concession): one is Concession & { readonly worth: Money } => one.worth !== null;
  return [...all.filter(isWorth).sort((a, b) => b.worth - a.worth), ...all.filter((one) => !isWorth(one))];
}

/** All that is to be asked for, with the rights to reduce, which are simulated only where somebody asks. */
export const concessionsOf = onceFor((analysis: Analysis): readonly Concession[] =>
  largestFirst([...analysis.concessions, ...clauseConcessions(analysis)]),
);

/** The concessions that save money here, in order. */
export const worthAsking = (concessions: readonly Concession[]): (Concession & { readonly worth: Money })[] =>
  concessions.filter((one): one is Concession & { readonly worth: Money } => (one.worth ?? 0) > 0);

/** A concession with its worth and what to give for it, without a full stop. */
export const concessionText = (
  { ask, worth, trade }: Concession & { readonly worth: Money },
  years: number,
) => `${ask}: ${wholeNumber(worth)} over ${counted(years, "year")}; offer ${trade}`;
