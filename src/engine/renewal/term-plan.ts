import type { Analysis } from "../analysis";
import { at } from "../at";
import { priceAfterTerm } from "../estate/contract-lines";
import { onceFor } from "../once-for";
import {
  crossing,
  LONG_TERM_YEARS,
  plusCosts,
  termCosts,
  type FallingNeed,
  type SeatsToSign,
  type TermCosts,
} from "../rules/term-flexibility";
import { fraction, HALF_A_CENT, money, total, type Fraction, type Money, type Seats } from "../units";
import { percentText, wholeNumber } from "../wording";
import { lineRights, type LineRight } from "./line-rights";

/** One contract line to sign, for a year or for a term. */
export interface LineToSign extends SeatsToSign {
  readonly right: LineRight;
}

/** Three kinds of contract for the seats that are needed (DOMAIN §9), by the chance that the need falls in a year. */
export interface TermPlan {
  readonly lines: readonly LineToSign[];
  /** Lines that are left out, since a price or a term is unknown. */
  readonly leftOut: number;
  /** Every tenth from no chance to certainty. */
  readonly rows: readonly (TermCosts & { readonly chance: Fraction })[];
  readonly crossings: TermCrossings;
}

/** The chances from which another contract is cheaper; null where it is the same at every chance. */
export interface TermCrossings {
  /** From here on, a year at a time is cheaper than a fixed term. */
  readonly yearlyBeatsFixed: Fraction | null;
  /** From here on, a term with the right is cheaper than one without. */
  readonly flexibleBeatsFixed: Fraction | null;
  /** Here a year at a time and a term with the right change places. */
  readonly flexibleMeetsYearly: Fraction | null;
}

const TENTHS = 10;

/** The comparison over all lines that renew with needed seats; null without any. */
export const termPlan = onceFor((analysis: Analysis): TermPlan | null => {
  const needing = lineRights(analysis).filter(
    ({ of, needed }) => of.cap === null || needed.some((n) => n > 0),
  );
  const lines = needing.flatMap((right) => toSign(right, needing, analysis));
  if (lines.length === 0) return null;
  const costsAt = (chance: Fraction): TermCosts => sumOfCosts(lines, fallingNeed(analysis, chance));
  return {
    lines,
    leftOut: needing.length - lines.length,
    rows: Array.from({ length: TENTHS + 1 }, (_, i) => {
      const chance = fraction(i / TENTHS);
      return { chance, ...costsAt(chance) };
    }),
    crossings: crossingsOf(costsAt),
  };
});

const fallingNeed = ({ assumptions }: Analysis, chance: Fraction): FallingNeed => ({
  chance,
  fall: assumptions.seatsFall,
  discountRate: assumptions.discountRate,
  premium: assumptions.rightPremium,
});

const NO_COSTS: TermCosts = { yearly: money(0), fixed: money(0), flexible: money(0) };

const sumOfCosts = (lines: readonly SeatsToSign[], may: FallingNeed): TermCosts =>
  lines.reduce((sum, line) => plusCosts(sum, termCosts(line, may)), NO_COSTS);

function crossingsOf(costsAt: (chance: Fraction) => TermCosts): TermCrossings {
  const where = (difference: (costs: TermCosts) => number): Fraction | null =>
    crossing((chance) => {
      const amount = difference(costsAt(chance));
      return Math.abs(amount) < HALF_A_CENT ? 0 : amount;
    });
  return {
    yearlyBeatsFixed: where(({ yearly, fixed }) => yearly - fixed),
    flexibleBeatsFixed: where(({ flexible, fixed }) => flexible - fixed),
    flexibleMeetsYearly: where(({ flexible, yearly }) => flexible - yearly),
  };
}

/** A line with its share of the contract's floor, by the seats needed. */
function toSign(right: LineRight, all: readonly LineRight[], { offers }: Analysis): LineToSign[] {
  const { of, offering, uplift } = right;
  const price = priceAfterTerm(of);
  const needed = right.needed[0];
  if (price === null || of.cap === null || needed === undefined) return [];
  const offer = offers.find((one) => one.offering === offering);
  return [
    {
      right,
      needed,
      price,
      uplift,
      termPrice: offer?.priceThreeYears ?? null,
      cap: of.feeFollows ? of.cap : fraction(0),
      capOf: of.capOf,
      floor: shareOfFloor(right, needed, all),
    },
  ];
}

function shareOfFloor({ of, contract }: LineRight, needed: Seats, all: readonly LineRight[]): number {
  if (of.floor === null || contract === null) return 0;
  const together = total(all.flatMap((one) => (one.contract === contract ? (one.needed[0] ?? []) : [])));
  // No more than is signed: a floor above the need binds the signing, not the falls after it.
  return Math.min(of.floor * (needed / together), needed);
}

/** Which contract is cheaper from which chance on, as a sentence without a full stop. */
export function termPlanText(plan: TermPlan, { assumptions }: Analysis): string {
  const { yearlyBeatsFixed, flexibleBeatsFixed } = plan.crossings;
  const certain = at(plan.rows, TENTHS);
  const fall = percentText(assumptions.seatsFall);
  const yearly = fromWhen(yearlyBeatsFixed, certain.yearly - certain.fixed);
  const flexible = fromWhen(flexibleBeatsFixed, certain.flexible - certain.fixed);
  return (
    `If the need may fall by ${fall} a year, one year at a time costs less than ${LONG_TERM_YEARS} years at a ` +
    `fixed price ${yearly}; ${LONG_TERM_YEARS} years with a right to reduce cost less than those without ` +
    `${flexible}. If it surely falls, the right saves ${wholeNumber(savedByRight(certain))} of ` +
    `${wholeNumber(certain.fixed)}, which is the most to give for it`
  );
}

/** From when on a contract is cheaper, by the chance that it changes at and its difference if the need surely falls. */
function fromWhen(chance: Fraction | null, atLast: number): string {
  if (chance === null)
    return Math.abs(atLast) < HALF_A_CENT ? "never: they cost the same" : always(atLast < 0);
  if (atLast > 0) return `only below a chance of ${percentText(chance)} a year`;
  return chance === 0 ? "as soon as it may fall" : `from a chance of ${percentText(chance)} a year on`;
}

const always = (cheaper: boolean): string => (cheaper ? "at every chance" : "at no chance");

const savedByRight = ({ fixed, flexible }: TermCosts): Money => money(Math.max(fixed - flexible, 0));
