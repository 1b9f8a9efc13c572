import type { TokenPlan } from "../pool/token-plan";
import type { Steps } from "../steps";
import { concessionsInSteps, type Concession } from "./concessions";
import type { Renewal, RenewalInput } from "../renewal/scenarios";
import { tornadoInSteps, type Tornado } from "../renewal/tornado";
import { variantsInSteps, type Variants } from "../renewal/variants";

/** What goes into the room with the vendor, beside the recommended scenario. */
export interface Negotiation extends Variants {
  readonly concessions: readonly Concession[];
  /** Which assumptions move the saving most; null where not asked for, and without a saving. */
  readonly tornado: Tornado | null;
}

export function* negotiationInSteps(
  input: RenewalInput,
  renewal: Renewal,
  tokenPlan: Pick<TokenPlan, "ledger" | "noLedger">,
  swings: boolean,
): Steps<Negotiation> {
  const variants = yield* variantsInSteps(input, renewal);
  const concessions = yield* concessionsInSteps(input, renewal, tokenPlan);
  const tornado = swings ? yield* tornadoInSteps(input, renewal) : null;
  return { concessions, ...variants, tornado };
}
