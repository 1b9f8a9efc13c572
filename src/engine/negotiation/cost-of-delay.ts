import type { Analysis } from "../analysis";
import { at } from "../at";
import { addDays, DAYS_PER_MONTH, isoDay } from "../calendar";
import { monthsToNext } from "../estate/contract-lines";
import { isLateDrop, isWithinTerm } from "../renewal/drops";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { costOfDelay } from "../rules/true-down";
import { money, sumKnown, type DayNumber, type Money, type Seats } from "../units";
import { counted, listed, wholeNumber } from "../wording";
import { lineRights, surplusOf, type LineRight } from "../renewal/line-rights";

/** What surplus seats cost for as long as they stay (DOMAIN §13). Null is unknown. */
export interface Delay {
  readonly right: LineRight;
  readonly surplus: Seats | null;
  /** What each further month with the surplus costs, at the price of the renewal. */
  readonly monthly: Money | null;
  /** The first day on which the contract surely lets seats go. */
  readonly goesOn: DayNumber | null;
  /** Months until then, and what the surplus costs in them at today's price. */
  readonly months: number | null;
  readonly untilThen: Money | null;
  /** What the seats that may go cost in one more term, if notice is not given in time; 0 where none is needed. */
  readonly missed: Money | null;
  /** Whether the notice date has passed already, so that `missed` is owed unless the vendor agrees. */
  readonly isMissed: boolean;
}

/** The cost of delay of every contract line. */
export const delays = onceFor((analysis: Analysis): readonly Delay[] =>
  lineRights(analysis).map((right) => delayOf(right, analysis)),
);

function delayOf(right: LineRight, { asOf }: Analysis): Delay {
  const { of, price, droppable, committedUntil } = right;
  const surplus = surplusOf(right);
  const goesOn = committedUntil === null ? null : addDays(committedUntil, 1);
  const months = goesOn === null ? null : Math.max(goesOn - asOf, 0) / DAYS_PER_MONTH;
  const costs = (n: Seats | null, fee: typeof price, over: number): Money | null =>
    n === 0 ? money(0) : n === null || fee === null ? null : costOfDelay(n, fee, over);
  const aTerm = droppable === null ? null : costs(droppable, price, monthsToNext(of));
  return {
    right,
    surplus,
    monthly: costs(surplus, price, 1),
    goesOn,
    months,
    untilThen: surplus === 0 ? money(0) : months === null ? null : costs(surplus, of.price, months),
    missed: isPaidIfMissed(right) ? aTerm : money(0),
    isMissed: isLateDrop(right),
  };
}

/** Whether seats stay without notice, for a renewal or in their term, and cost money. */
export const isPaidIfMissed = (right: LineRight): boolean =>
  right.of.feeFollows && (right.autoRenews !== false || isWithinTerm(right));

/** The lines of a contract whose notice is near or past, with what missing it costs. */
interface NoticeWindow {
  readonly contract: string;
  readonly deadline: DayNumber | null;
  readonly isMissed: boolean;
  readonly until: DayNumber | null;
  readonly months: number;
  readonly missed: Money | null;
}

/**
 * What a missed notice costs, for the contracts whose notice is due within the days of the usage review or has passed:
 * sentences without a full stop. Seats count that nobody needs with today's covers.
 */
export function delayTexts(analysis: Analysis): string[] {
  const ofContracts = grouped(delays(analysis), ({ right }) => right.contract ?? right.offering);
  const windows = [...ofContracts].flatMap(([contract, own]) => noticeWindows(contract, own, analysis));
  const ahead = windows.filter(({ isMissed }) => !isMissed);
  const past = windows.filter(({ isMissed }) => isMissed);
  const monthly = sumKnown(delays(analysis).map((delay) => delay.monthly));
  return [
    ...(ahead.length === 0
      ? []
      : [
          "A missed notice keeps seats that nobody needs with today's covers for one more term: " +
            listed(ahead.map(aheadText)) +
            (monthly === null || monthly === 0
              ? ""
              : `; each month with all surplus seats costs ${wholeNumber(monthly)}`),
        ]),
    ...past.map(pastText),
  ];
}

const aheadText = ({ contract, deadline, missed, months }: NoticeWindow): string =>
  `${costText(missed)} on ${contract} (${deadline === null ? "date unknown" : `by ${isoDay(deadline)}`}, ` +
  `${counted(months, "month")})`;

const pastText = ({ contract, deadline, until, missed }: NoticeWindow): string =>
  `${deadline === null ? "A notice that may have been missed" : "The missed notice"} on ${contract} ` +
  `costs ${costText(missed)} for seats that nobody needs` +
  `${until === null ? "" : `, until ${isoDay(until)}`}, unless the vendor agrees to a late notice`;

const costText = (missed: Money | null): string =>
  missed === null ? "an unknown amount" : wholeNumber(missed);

function noticeWindows(
  contract: string,
  own: readonly Delay[],
  { asOf, assumptions }: Pick<Analysis, "asOf" | "assumptions">,
): NoticeWindow[] {
  const due = own.filter(({ right, missed, isMissed }) => {
    const isNear =
      right.noticeDeadline !== null &&
      right.noticeDeadline >= asOf &&
      right.noticeDeadline - asOf <= assumptions.reviewDays;
    return (isNear || isMissed) && missed !== null && missed > 0;
  });
  const kinds = [true, false].map((isMissed) => due.filter((one) => one.isMissed === isMissed));
  return kinds.flatMap((lines): NoticeWindow[] => {
    if (lines.length === 0) return [];
    const { right, isMissed } = at(lines, 0);
    return [
      {
        contract,
        deadline: right.noticeDeadline,
        isMissed,
        until: right.committedUntil,
        months: monthsToNext(right.of),
        missed: sumKnown(lines.map(({ missed }) => missed)),
      },
    ];
  });
}
