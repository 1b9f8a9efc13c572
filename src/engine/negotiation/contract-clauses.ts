import type { Analysis } from "../analysis";
import { DAYS_PER_MONTH } from "../calendar";
import { contractNamed, monthsToNext, type ContractLine } from "../estate/contract-lines";
import type { Contract } from "../estate/estate";
import { onceFor } from "../once-for";
import {
  CLAUSE_ELEMENTS,
  clauseStrength,
  STRONG_CAP,
  STRONG_NOTICE,
  strengthOf,
  strengthOfCap,
  strengthOfNotice,
  type ClauseElement,
} from "../rules/clause-strength";
import { nextAnniversary, noticeDeadline } from "../rules/notice";
import { costOfDelay } from "../rules/true-down";
import { trueDowns } from "../seats/droppable";
import { days, fraction, minus, money, sumKnown, type DayNumber, type Fraction, type Money } from "../units";
import { listed, percentText, wholeNumber } from "../wording";
import { byContract, lineRights, type LineRight } from "../renewal/line-rights";

/** How strong the right of a contract to reduce is, from 0 to 1 (DOMAIN §8, §13). */
export interface ContractClause {
  /** The offering of a line without a contract. */
  readonly contract: string;
  readonly lines: readonly LineRight[];
  /** Each element by what the contract states; null is unknown. */
  readonly elements: Readonly<Record<ClauseElement, Fraction | null>>;
  /** The mean of the known elements; null if none is. */
  readonly strength: Fraction | null;
  readonly unknown: readonly ClauseElement[];
  /** The weak element whose change gives most; null where none is known to be weak. */
  readonly changeFirst: ClauseChange | null;
}

/** A change of one element to its strong end. */
export interface ClauseChange {
  readonly element: ClauseElement;
  readonly strength: Fraction;
  /** What it gives in the first year; null where no closed form says. */
  readonly worth: Money | null;
}

/** The clause of every contract. */
export const contractClauses = onceFor((analysis: Analysis): readonly ContractClause[] =>
  [...byContract(lineRights(analysis))].map(([contract, lines]) => {
    const stated = contractNamed(analysis.estate.contracts, lines[0].contract ?? undefined);
    const elements = elementsOf(stated);
    return {
      contract,
      lines,
      elements,
      strength: clauseStrength(CLAUSE_ELEMENTS.map((element) => elements[element])),
      unknown: CLAUSE_ELEMENTS.filter((element) => elements[element] === null),
      changeFirst: changeFirst(analysis, lines, elements),
    };
  }),
);

/** What a contract states; an assumption is no clause. */
function elementsOf(contract: Contract | undefined): Record<ClauseElement, Fraction | null> {
  const { reductions, trueDownCap, feeFollowsQuantity, noticeDays, vendorConsent } = contract ?? {};
  const known = <Value>(value: Value | null | undefined, of: (value: Value) => Fraction): Fraction | null =>
    value === undefined || value === null ? null : of(value);
  return {
    timing: known(reductions, (when) => strengthOf(when === "each anniversary")),
    cap: known(trueDownCap, strengthOfCap),
    fee: known(feeFollowsQuantity, strengthOf),
    notice: known(noticeDays, strengthOfNotice),
    consent: known(vendorConsent, (isNeeded) => strengthOf(!isNeeded)),
  };
}

/** By money where a change has a worth above 0, else by the strength that it adds. */
function changeFirst(
  analysis: Analysis,
  lines: readonly LineRight[],
  elements: Readonly<Record<ClauseElement, Fraction | null>>,
): ClauseChange | null {
  const changes = CLAUSE_ELEMENTS.flatMap((element): ClauseChange[] => {
    const strength = elements[element];
    if (strength === null || strength === 1) return [];
    return [{ element, strength, worth: WORTH[element](lines, analysis) }];
  });
  const worthOf = (change: ClauseChange): number => change.worth ?? 0;
  return changes.reduce<ClauseChange | null>(
    (best, one) =>
      best === null ||
      worthOf(one) > worthOf(best) ||
      (worthOf(one) === worthOf(best) && one.strength < best.strength)
        ? one
        : best,
    null,
  );
}

type Worth = (lines: readonly LineRight[], analysis: Analysis) => Money | null;

/** What the first year of the strong wording gives. */
const WORTH: Readonly<Record<ClauseElement, Worth>> = {
  timing: (lines, { asOf }) => sumKnown(lines.map((line) => earlier(line, asOf))),
  cap: (lines, analysis) =>
    withTerms(lines, analysis, (line) => ({ ...line, cap: fraction(Math.max(line.cap ?? 0, STRONG_CAP)) })),
  fee: (lines, analysis) => withTerms(lines, analysis, (line) => ({ ...line, feeFollows: true })),
  notice: (lines, { asOf }) => sumKnown(lines.map((line) => inTimeWithShortNotice(line, asOf))),
  consent: () => null,
};

/** The saving of the first year on these lines with other terms, less the saving as it is. */
function withTerms(
  lines: readonly LineRight[],
  { renewing }: Analysis,
  changed: (line: ContractLine) => ContractLine,
): Money | null {
  const own = new Set(lines.map(({ line }) => line));
  const other = trueDowns(
    renewing.lines.map((line) => (own.has(line.id) && line.cap !== null ? changed(line) : line)),
    renewing.needs,
  );
  const now = sumKnown(lines.map(({ saving }) => saving));
  const then = sumKnown(other.flatMap(({ line, saving }) => (own.has(line) ? [saving] : [])));
  return now === null || then === null ? null : minus(then, now);
}

/** What the seats that may go cost between the next anniversary and the end of the term. */
function earlier({ of, price, droppable, renewal }: LineRight, asOf: DayNumber): Money | null {
  if (droppable === null) return null;
  if (droppable === 0 || !of.feeFollows || renewal === null) return money(0);
  if (price === null) return null;
  const next = nextAnniversary(renewal, asOf);
  return costOfDelay(droppable, price, (renewal - next) / DAYS_PER_MONTH);
}

/** What one more term costs where the notice came too late, but would be in time with the strong notice. */
function inTimeWithShortNotice(
  { of, price, droppable, changes, noticeDeadline: deadline, saving, sureSaving }: LineRight,
  asOf: DayNumber,
): Money | null {
  if (saving === null || sureSaving === null || droppable === null || price === null) return null;
  const isLate = saving > sureSaving && deadline !== null && changes !== null;
  const isInTime = isLate && noticeDeadline(changes, days(STRONG_NOTICE)) >= asOf;
  return isInTime ? costOfDelay(droppable, price, monthsToNext(of)) : money(0);
}

/** What each element is changed to, without a full stop. */
const STRONG: Readonly<Record<ClauseElement, string>> = {
  timing: "reductions at each anniversary, not only at the end of the term",
  cap: `a cap of at least ${percentText(STRONG_CAP)}`,
  fee: "a fee that falls with the quantity",
  notice: `a notice of at most ${STRONG_NOTICE} days`,
  consent: "notice alone, without the vendor's consent",
};

/** What to change first in the wording of a contract, without a full stop. */
export function changeText({ changeFirst: change, unknown }: ContractClause): string {
  const open = unknown.length === 0 ? "" : `; not stated: ${listed(unknown)}`;
  if (change === null) return unknown.length === 0 ? "nothing: it is strong" : `state ${listed(unknown)}`;
  const worth = change.worth === null ? "" : `, worth ${wholeNumber(change.worth)} in the first year`;
  return `${STRONG[change.element]}${worth}${open}`;
}
