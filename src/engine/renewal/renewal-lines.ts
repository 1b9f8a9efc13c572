import type { Analysis } from "../analysis";
import { at } from "../at";
import { isoDay } from "../calendar";
import { dropsOf, isLateDrop, isWithinTerm, lateDropsOf, mayHaveRenewed, type Drop } from "./drops";
import { allowsSure, conditionOfMix, showsWholeYear, type Certainty } from "../evidence/certainty";
import { isPricedByDefault } from "../evidence/illustrative-prices";
import { Unknowns } from "../evidence/refusals";
import { firstYear, firstYearSeatCost, type SeatLine } from "./scenario-cost";
import type { Scenario } from "./scenarios";
import type { TrueDown } from "../seats/droppable";
import { grouped } from "../grouped";
import {
  HALF_A_CENT,
  minus,
  money,
  seats,
  sumKnown,
  total,
  type DayNumber,
  type Money,
  type Seats,
} from "../units";
import { counted, listed, wholeNumber } from "../wording";

/**
 * A row of the renewal: a contract line with what becomes of its seats, the new seats of an offering, the tokens, or
 * what prices change.
 */
export interface RenewalLine {
  readonly kind: "contract line" | "new seats" | "tokens" | "prices" | "not in the sums";
  /** Null where no table names one, and for rows without seats. */
  readonly contract: string | null;
  /** The offering, or what a row without seats is about. */
  readonly offering: string;
  /** The day on which the line ends and renews; null where no table gives one, and for rows of another kind. */
  readonly ends: DayNumber | null;
  /** Seats bought now; null is unknown. A row without seats has none. */
  readonly have: Seats | null;
  readonly renew: Seats | null;
  readonly drop: Seats | null;
  readonly add: Seats | null;
  /** What the first year saves by it; below 0 it costs more. Null is unknown. */
  readonly money: Money | null;
  /** The last day to tell the vendor; null where nobody needs telling, or the day is unknown. */
  readonly tellBy: DayNumber | null;
  readonly status: string;
  readonly certainty: Certainty;
  /** The further seats that go, and their worth, if the vendor accepts a notice whose date has passed. */
  readonly ifAgreed: { readonly seats: Seats; readonly money: Money | null } | null;
}

/**
 * The renewal line by line, in the order of the contracts. With a recommended scenario, the money of all lines adds up
 * to what its first year saves, as far as it is known; without one, lines show what can be dropped whatever the use.
 */
export function renewalLines(analysis: Analysis): RenewalLine[] {
  const { trueDowns, recommended } = analysis;
  const drops = new Map(dropsOf(analysis).map((drop) => [drop.line, drop]));
  const late = new Map(lateDropsOf(analysis).map((drop) => [drop.line, drop]));
  const lines = [
    ...trueDowns.map((one) => contractLine(analysis, one, drops.get(one.line), late.get(one.line))),
    ...boughtUnknown(analysis),
  ];
  if (recommended === null) return lines;
  const seatRows = [...lines, ...newSeats(analysis, recommended)];
  return [
    ...seatRows,
    ...tokenRow(analysis, recommended),
    ...priceRow(analysis, recommended, seatRows),
    ...incomparable(analysis, recommended),
  ];
}

/** The money of lines together; null as soon as one is unknown. */
export const savedBy = (lines: readonly RenewalLine[]): Money | null =>
  sumKnown(lines.map((line) => line.money));

const none = seats(0);

/** Whether a row is about seats; others are about tokens and prices. */
export const hasSeats = ({ kind }: RenewalLine): boolean => kind === "contract line" || kind === "new seats";

/** The day by which to tell the vendor; "unknown" where seats go and no table says by when. */
export function tellByText(line: RenewalLine): string {
  if (line.tellBy !== null) return isoDay(line.tellBy);
  return needsTelling(line) ? "unknown" : "";
}

/** What the lines of an answer are called: contract and offering, and their end where two of them share both. */
export function lineNames(lines: readonly RenewalLine[]): string[] {
  const key = ({ contract, offering }: RenewalLine): string => JSON.stringify([contract, offering]);
  const alike = grouped(lines, key);
  return lines.map((line) => {
    const { contract, offering, ends } = line;
    const name = contract === null ? offering : `${contract}: ${offering}`;
    return alike.get(key(line))?.length === 1 || ends === null ? name : `${name}, ends ${isoDay(ends)}`;
  });
}

/** Whether the vendor must be told, since seats go. */
export const needsTelling = ({ kind, drop }: RenewalLine): boolean =>
  kind === "contract line" && (drop ?? none) > 0;

const NO_SEATS = { contract: null, ends: null, have: null, renew: null, drop: null, add: null };

function contractLine(
  analysis: Analysis,
  line: TrueDown,
  drop: Drop | undefined,
  late: Drop | undefined,
): RenewalLine {
  const dropped = drop?.seats ?? none;
  return {
    kind: "contract line",
    contract: line.contract,
    offering: line.offering,
    ends: line.renewal,
    have: line.bought,
    renew: minus(line.bought, dropped),
    drop: dropped,
    add: none,
    money: drop === undefined ? money(0) : drop.saving,
    tellBy: drop === undefined || isLateDrop(line) ? null : drop.noticeDeadline,
    status: drop === undefined ? statusOfKept(analysis, line, late) : statusOfDrop(analysis, drop),
    certainty: drop === undefined ? "sure" : certaintyOfDrop(analysis, drop),
    ifAgreed: late === undefined ? null : { seats: late.seats, money: late.saving },
  };
}

/** How sure it is that the seats of a drop can go, for their money. */
export function certaintyOfDrop(analysis: Analysis, drop: Drop): Certainty {
  if (mayHaveRenewed(drop, analysis.asOf)) return "if the vendor agrees";
  if (drop.ifComplete > 0) return "if complete";
  const isSure =
    analysis.recommended !== null && allowsSure(analysis) && !isPricedByDefault(analysis, drop.offering);
  return isSure ? "sure" : "estimated";
}

/** The same in words, where the vendor need not agree and the exports need not be complete. */
function suretyOfDrop(analysis: Analysis, { offering }: Drop): string {
  if (analysis.recommended === null) return "unused today, but a best mix, which is not known, may need it";
  const condition = conditionOfMix(analysis);
  if (condition !== null) return condition;
  if (!showsWholeYear(analysis)) return "estimated from part of a year";
  return isPricedByDefault(analysis, offering) ? "estimated at an illustrative list price" : "sure";
}

function statusOfDrop(analysis: Analysis, drop: Drop): string {
  const { seats: n, ifComplete } = drop;
  if (mayHaveRenewed(drop, analysis.asOf)) return ifNotRenewed(drop);
  const sure = suretyOfDrop(analysis, drop);
  const held =
    ifComplete === 0
      ? sure
      : ifComplete === n
        ? "only if the exports are complete"
        : `${wholeNumber(minus(n, ifComplete))} ${sure}, ${wholeNumber(ifComplete)} only if the exports are complete`;
  return [held, ...noticeOf(analysis, drop)].join("; ");
}

/** The condition of a drop whose notice date has passed, while no table says whether the line renews automatically. */
const ifNotRenewed = ({ ifComplete }: Drop): string =>
  "only if the line does not renew automatically, which no table says: the notice date has passed" +
  (ifComplete === 0 ? "" : `; ${wholeNumber(ifComplete)} only if the exports are complete`);

/** What a person must know of the notice beside its date. */
function noticeOf({ asOf }: Analysis, drop: Drop): string[] {
  const { changes, noticeDeadline, noticeAssumed } = drop;
  // Within a term nothing renews.
  const autoRenews = isWithinTerm(drop) ? false : drop.autoRenews;
  if (changes === null) return ["no table gives the end of the line"];
  if (isLateDrop(drop))
    return [
      `sure from ${untilOf(drop)}, before only if the vendor agrees`,
      ...(autoRenews === null ? [RENEWAL_UNREAD] : []),
    ];
  if (noticeDeadline === null) return ["notice date unknown"];
  if (noticeDeadline < asOf) return ["the notice date has passed, and it does not renew automatically"];
  return [
    ...(noticeAssumed ? ["notice assumed"] : []),
    ...(autoRenews === null ? [RENEWAL_UNREAD] : []),
    ...(autoRenews ? ["without notice it renews automatically"] : []),
    ...(isWithinTerm(drop) ? [`from the anniversary of ${isoDay(changes)} on`] : []),
  ];
}

const untilOf = ({ committedUntil }: TrueDown): string =>
  committedUntil === null ? "an unknown day" : isoDay(committedUntil);

const RENEWAL_UNREAD = "whether it renews automatically could not be read";

function renewsUntil(line: TrueDown): string {
  if (isWithinTerm(line)) return `stays in its term until ${untilOf(line)}`;
  return line.autoRenews === null
    ? `may renew automatically until ${untilOf(line)}: whether it does could not be read`
    : `renews automatically until ${untilOf(line)}`;
}

function statusOfKept({ coverage }: Analysis, line: TrueDown, late: Drop | undefined): string {
  if (coverage.tooShort) return "stays: the exports cover too few days";
  if (late !== undefined) {
    const worth = late.saving === null ? "at an unknown price" : `${wholeNumber(late.saving)} a year`;
    const agreed =
      line.autoRenews === null && !isWithinTerm(line)
        ? "if it does not, or if the vendor agrees"
        : "if the vendor agrees";
    return `${renewsUntil(line)}; ${wholeNumber(late.seats)} go ${agreed}, ${worth}`;
  }
  if (line.droppable === null) return "stays: something about it could not be read";
  if (isLateDrop(line)) return renewsUntil(line);
  return "renew as it is";
}

/** Offerings whose seats stay while no table says how many are bought. */
const boughtUnknown = ({ reconciliations, stays, trueDowns }: Analysis): RenewalLine[] =>
  reconciliations
    .filter(({ bought, offering }) => bought === null && stays.has(offering))
    .map(({ offering }): RenewalLine => ({
      ...NO_SEATS,
      kind: "contract line",
      offering,
      money: money(0),
      tellBy: null,
      status: trueDowns.some((line) => line.offering === offering)
        ? "stays: whether more are bought could not be read"
        : "stays: how many are bought is unknown",
      certainty: "sure",
      ifAgreed: null,
    }));

const ofNobody = ({ lines }: Scenario, offering: string): SeatLine[] =>
  lines.filter((line) => line.source === null && line.offering === offering);

/** The seats on no contract line of today, by offering, beyond the same seats in As is. */
function newSeats({ asIs }: Analysis, best: Scenario): RenewalLine[] {
  const bought = [...asIs.lines, ...best.lines].filter(({ source }) => source === null);
  return [...new Set(bought.map(({ offering }) => offering))].sort().flatMap((offering): RenewalLine[] => {
    const [before, after] = [ofNobody(asIs, offering), ofNobody(best, offering)];
    const [then, now] = [after, before].map((lines) => total(lines.map((line) => at(line.seats, 0)))) as [
      Seats,
      Seats,
    ];
    if (then === none && now === none) return [];
    const isUnpriced = [...before, ...after].some((line) => line.unitPrice === null && at(line.seats, 0) > 0);
    return [
      {
        ...NO_SEATS,
        kind: "new seats",
        offering,
        have: none,
        renew: none,
        drop: none,
        add: then,
        money: isUnpriced ? null : minus(firstYearSeatCost(before), firstYearSeatCost(after)),
        tellBy: null,
        status:
          (then === none ? "none to order" : "order for the renewal") +
          (now === none ? "" : `; As is counts ${counted(now, "seat")} assigned beyond those bought`),
        certainty: "estimated",
        ifAgreed: null,
      },
    ];
  });
}

function tokenRow({ asIs, estate }: Analysis, best: Scenario): RenewalLine[] {
  const [today, then] = [firstYear(asIs), firstYear(best)];
  const unknowns = new Unknowns(estate);
  const isTodayKnown =
    unknowns.because("tokens bought").length === 0 && unknowns.because("pack price").length === 0;
  if (today.tokens === 0 && then.tokens === 0) return [];
  return [
    {
      ...NO_SEATS,
      kind: "tokens",
      offering: "Flex tokens",
      money: isTodayKnown ? minus(today.tokenCost, then.tokenCost) : null,
      tellBy: null,
      status: isTodayKnown
        ? `${counted(then.tokens, "token")} instead of ${wholeNumber(today.tokens)}`
        : `${counted(then.tokens, "token")}; what is bought today could not be read in full`,
      certainty: "estimated",
      ifAgreed: null,
    },
  ];
}

/** What the seats that stay cost more or less at the renewal: seats of both scenarios, less the rows above. */
function priceRow({ asIs }: Analysis, best: Scenario, seatRows: readonly RenewalLine[]): RenewalLine[] {
  // Without the same costs in both sums, their difference is no price.
  if (best.savingVsAsIs === null) return [];
  const known = total(seatRows.map((line) => line.money ?? money(0)));
  const rest = minus(minus(firstYearSeatCost(asIs.lines), firstYearSeatCost(best.lines)), known);
  if (Math.abs(rest) < HALF_A_CENT) return [];
  return [
    {
      ...NO_SEATS,
      kind: "prices",
      offering: "Prices of the seats that stay",
      money: rest,
      tellBy: null,
      status: "prices from the renewal on against those paid today",
      certainty: "sure",
      ifAgreed: null,
    },
  ];
}

/** Costs that only one of the two sums leaves out: what the renewal saves is then unknown. */
function incomparable({ asIs }: Analysis, best: Scenario): RenewalLine[] {
  if (best.savingVsAsIs !== null) return [];
  const only = [
    ...asIs.leftOut.filter((text) => !best.leftOut.includes(text)),
    ...best.leftOut.filter((text) => !asIs.leftOut.includes(text)),
  ];
  return [
    {
      ...NO_SEATS,
      kind: "not in the sums",
      offering: "Costs that one of the sums leaves out",
      money: null,
      tellBy: null,
      status: listed(only),
      certainty: "sure",
      ifAgreed: null,
    },
  ];
}
