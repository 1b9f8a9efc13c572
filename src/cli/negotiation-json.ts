import type { Analysis } from "../engine/analysis";
import { concessionsOf, type Concession } from "../engine/negotiation/concessions";
import { dearerBy, quoteLines } from "../engine/renewal/quotes";
import { knownTotal } from "../engine/renewal/known-cost";
import type { Scenario } from "../engine/renewal/scenarios";
import { tornadoText, type Tornado } from "../engine/renewal/tornado";
import type { Variant } from "../engine/renewal/variants";

/** What to take into the room with the vendor; `scenarioJson` is the JSON of a scenario. */
export const negotiationJson = <Json>(analysis: Analysis, scenarioJson: (scenario: Scenario) => Json) => ({
  concessions: concessionsOf(analysis).map(concessionJson),
  ownScenarios: analysis.variants
    .filter(({ of }) => of === "analyst")
    .map((one) => variantJson(one, scenarioJson)),
  quotes: analysis.variants.filter(({ of }) => of === "quote").map((one) => variantJson(one, scenarioJson)),
  termScenarios: analysis.variants
    .filter(({ of }) => of === "term")
    .map((one) => variantJson(one, scenarioJson)),
  leftOutTerms: analysis.leftOutTerms.map(({ name, why }) => ({ name, why })),
  leftOutVariants: analysis.leftOutVariants.map(({ of, name, why }) => ({ of, name, why })),
  tornado: analysis.tornado && tornadoJson(analysis.tornado, analysis.assumptions.years),
  quoteLines: quoteLines(analysis).map((line) => ({
    quote: line.quote,
    offering: line.offering,
    offered: line.offered,
    needed: line.needed,
    price: line.price,
    renewalPrice: line.ownPrice,
    dearer: dearerBy(line),
  })),
});

const tornadoJson = (tornado: Tornado, years: number) => ({
  saving: tornado.saving,
  text: tornadoText(tornado, years),
  swings: tornado.swings.map(
    ({ name, value, lower, higher, step, isGiven, reference, savingIfLower, savingIfHigher }) => ({
      name,
      value,
      lower,
      higher,
      step,
      isGiven,
      reference,
      savingIfLower,
      savingIfHigher,
    }),
  ),
  unmoved: tornado.unmoved.map(({ name, why }) => ({ name, why })),
});

const concessionJson = ({ id, contract, ask, worth, basis, trade, say }: Concession) => ({
  id,
  contract,
  ask,
  worth,
  basis,
  trade,
  say,
});

const variantJson = <Json>(
  { agreed, asIs, walkAway, needsConsent }: Variant,
  scenarioJson: (scenario: Scenario) => Json,
) => ({
  agreed: scenarioJson(agreed),
  asIs: { name: asIs.name, total: knownTotal(asIs) },
  needsConsent,
  walkAway: walkAway && {
    name: walkAway.name,
    total: knownTotal(walkAway),
    savingVsAsIs: walkAway.savingVsAsIs,
  },
});
