import type { Analysis } from "../engine/analysis";
import { isoOrNull } from "../engine/calendar";
import { clauseValues, needError, type ContractClauseValue } from "../engine/negotiation/clause-values";
import { contractClauses, type ContractClause } from "../engine/negotiation/contract-clauses";
import { delays, type Delay } from "../engine/negotiation/cost-of-delay";
import { ratchetYears, savedInYear, savedOverYears, type RatchetYear } from "../engine/renewal/line-rights";
import { mergedOfferings, type MergedOffering } from "../engine/negotiation/merger";
import { recoveryOf, type Recovery } from "../engine/negotiation/recovery";
import { termPlan, type TermPlan } from "../engine/renewal/term-plan";

/** What the rights to reduce are and are worth; `docs/json.md` describes the fields. */
export function rightsJson(analysis: Analysis) {
  const recovery = recoveryOf(analysis);
  const terms = termPlan(analysis);
  return {
    lines: delays(analysis).map(lineJson),
    years: ratchetYears(analysis).map(ratchetYearJson),
    clauses: contractClauses(analysis).map(clauseJson),
    needError: needError(analysis),
    clauseValues: clauseValues(analysis).map(valueJson),
    recovery: recovery && recoveryJson(recovery),
    merger: mergedOfferings(analysis).map(mergedJson),
    terms: terms && termsJson(terms),
  };
}

const lineJson = ({ right, surplus, monthly, goesOn, months, untilThen, missed, isMissed }: Delay) => ({
  contract: right.contract,
  offering: right.offering,
  renewal: isoOrNull(right.renewal),
  cap: right.of.cap,
  capOf: right.of.capOf,
  floor: right.of.floor,
  needed: right.needed,
  rebased: right.rebased,
  surplus,
  savedFirstYear: savedInYear(right, right.path, 1),
  saved: savedOverYears(right, right.path),
  savedByRebasing: savedOverYears(right, right.rebased),
  monthlyCostOfDelay: monthly,
  goesOn: isoOrNull(goesOn),
  months,
  costUntilThen: untilThen,
  costOfMissedNotice: missed,
  isMissed,
});

const ratchetYearJson = (of: RatchetYear) => ({
  year: of.year,
  needed: of.needed,
  without: of.without,
  withRight: of.withRight,
  rebased: of.rebased,
  savedByRight: of.savedByRight,
  savedByRebasing: of.savedByRebasing,
});

const clauseJson = ({ contract, elements, strength, unknown, changeFirst }: ContractClause) => ({
  contract,
  elements,
  strength,
  unknown,
  changeFirst: changeFirst && {
    element: changeFirst.element,
    strength: changeFirst.strength,
    worth: changeFirst.worth,
  },
});

const valueJson = ({ contract, value, futures }: ContractClauseValue) => ({
  contract,
  value: value?.value ?? null,
  low: value?.low ?? null,
  high: value?.high ?? null,
  futures,
});

const recoveryJson = ({ bought, shelfware, droppable, place }: Recovery) => ({
  bought,
  shelfware,
  droppable,
  from: place?.below?.name ?? null,
  to: place?.above?.name ?? null,
});

const mergedJson = (of: MergedOffering) => ({
  offering: of.offering,
  owned: of.owned.map(({ company, seats }) => ({ company, seats })),
  together: of.together,
  held: of.held,
  inSeveral: of.inSeveral,
  needed: of.needed,
  surplus: of.surplus,
  surplusCost: of.surplusCost,
  goes: of.goes,
  kept: of.kept,
  contracts: of.contracts,
});

const termsJson = ({ lines, leftOut, rows, crossings }: TermPlan) => ({
  lines: lines.length,
  leftOut,
  chances: rows.map(({ chance, yearly, fixed, flexible }) => ({ chance, yearly, fixed, flexible })),
  yearlyBeatsFixed: crossings.yearlyBeatsFixed,
  flexibleBeatsFixed: crossings.flexibleBeatsFixed,
  flexibleMeetsYearly: crossings.flexibleMeetsYearly,
});
