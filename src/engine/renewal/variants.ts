import type { Origin } from "../estate/estate";
import type { Steps } from "../steps";
import { ownScenariosInSteps } from "./own-scenarios";
import { quotedInSteps } from "./quotes";
import { termScenarios } from "./term-scenarios";
import type { Renewal, RenewalInput, Scenario } from "./scenarios";

/** A scenario of the analyst's, one in which a quote is signed, or the best mix on a long term. */
export interface Variant {
  readonly of: "analyst" | "quote" | "term";
  /** If the vendor agrees; of a quote or an offered term, if it is signed. */
  readonly agreed: Scenario;
  /** What both are compared with; that of the run unless the needs are others. */
  readonly asIs: Scenario;
  /** What remains if the vendor refuses, or if the quote is not signed; null where nobody needs to agree. */
  readonly walkAway: Scenario | null;
  /** Whether `agreed` holds only if the vendor agrees. */
  readonly needsConsent: boolean;
}

/** A scenario or quote of a table that is not compared, and why, without a full stop. */
export interface LeftOutVariant {
  readonly of: "analyst" | "quote";
  readonly name: string;
  readonly why: string;
  readonly origin: Origin;
}

/** A long term that is not compared, and why, without a full stop. */
export interface LeftOutTerm {
  readonly of: "term";
  readonly name: string;
  readonly why: string;
}

export interface Variants {
  readonly variants: readonly Variant[];
  readonly leftOutVariants: readonly LeftOutVariant[];
  readonly leftOutTerms: readonly LeftOutTerm[];
}

/** Whether a row could be made a variant. */
const isVariant = (one: Variant | LeftOutVariant | LeftOutTerm): one is Variant => "agreed" in one;

/**
 * The long terms, and the analyst's scenarios and the quotes in the order of their names; none without a recommended
 * scenario.
 */
export function* variantsInSteps(input: RenewalInput, renewal: Renewal): Steps<Variants> {
  const terms = termScenarios(input, renewal);
  const rows = [...(yield* ownScenariosInSteps(input, renewal)), ...(yield* quotedInSteps(input, renewal))];
  return {
    variants: [...terms, ...rows].filter(isVariant),
    leftOutVariants: rows.filter((one): one is LeftOutVariant => !isVariant(one)),
    leftOutTerms: terms.filter((one): one is LeftOutTerm => !isVariant(one)),
  };
}

/** What a scenario is compared with, and whose saving is sure and remains if the vendor refuses, by name. */
export interface Standing {
  readonly asIs: string;
  readonly sure: string;
  readonly refused: string;
}

/** How each scenario stands that is shown, by its name. */
export function standingsOf(
  analysis: Pick<Renewal, "scenarios" | "ifAgreed" | "asIs"> & { readonly variants: readonly Variant[] },
): ReadonlyMap<string, Standing> {
  const { scenarios, ifAgreed, asIs, variants } = analysis;
  const alone = ({ name }: Scenario, than: Scenario): [string, Standing] => [
    name,
    { asIs: than.name, sure: name, refused: name },
  ];
  const best = scenarios.at(-1) ?? asIs;
  return new Map([
    ...scenarios.map((scenario) => alone(scenario, asIs)),
    ...(ifAgreed === null
      ? []
      : [[ifAgreed.name, { asIs: asIs.name, sure: best.name, refused: best.name }] as [string, Standing]]),
    ...variants.flatMap((variant) => {
      const { agreed, walkAway, needsConsent } = variant;
      const left = walkAway ?? agreed;
      return [
        ...addedBy(variant).map((scenario) => alone(scenario, variant.asIs)),
        [
          agreed.name,
          { asIs: variant.asIs.name, sure: needsConsent ? left.name : agreed.name, refused: left.name },
        ] as [string, Standing],
      ];
    }),
  ]);
}

/** The scenarios that a variant adds. */
const addedBy = ({ agreed, asIs, walkAway }: Variant): Scenario[] =>
  [asIs, agreed, walkAway].filter(
    (one): one is Scenario => one?.id === "own" || one?.id === "quote" || one?.id === "term",
  );

/**
 * The scenarios as they are shown: after the recommended one, the mix that needs the vendor's consent, and then those
 * of the analyst and of quotes.
 */
export const shownScenarios = ({
  scenarios,
  ifAgreed,
  variants,
}: Pick<Renewal, "scenarios" | "ifAgreed"> & {
  readonly variants: readonly Variant[];
}): readonly Scenario[] => [
  ...scenarios,
  ...(ifAgreed === null ? [] : [ifAgreed]),
  ...variants.flatMap(addedBy),
];
