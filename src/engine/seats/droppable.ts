import { noticeDeadline } from "../rules/notice";
import { minus, money, seats, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";
import { at } from "../at";
import { fromItsChange, isLate, type ContractLine, type LineId } from "../estate/contract-lines";
import { ordersFor, priceIn } from "./orders";
import { yearlySaving } from "../rules/true-down";

/** The seats of one contract line that may be dropped at its renewal. */
export interface TrueDown {
  readonly line: LineId;
  /** Null if the line names none. */
  readonly contract: string | null;
  readonly offering: string;
  readonly bought: Seats;
  /** Null where something about the line could not be read. */
  readonly droppable: Seats | null;
  /** A seat in the first year in which seats may be dropped; null is unknown. */
  readonly price: SeatPrice | null;
  /** A year, at that price; null if it is unknown and seats may be dropped. */
  readonly saving: Money | null;
  /** The end of the term. */
  readonly renewal: DayNumber | null;
  /** The day on which seats may next go: `renewal`, or an anniversary before it. */
  readonly changes: DayNumber | null;
  /** The last day to give notice; null if the line has no end, or if its notice is unknown. */
  readonly noticeDeadline: DayNumber | null;
  /** Whether no contract states the notice, so that `noticeDeadline` rests on the assumption. */
  readonly noticeAssumed: boolean;
  /** Null where it could not be read. */
  readonly autoRenews: boolean | null;
  readonly renewalStated: boolean;
  /** The first day on which seats can surely be dropped; after `changes` if the notice date has passed. */
  readonly committedUntil: DayNumber | null;
  /** The part of `saving` that begins at `changes` without the vendor's consent: all of it, or 0. */
  readonly sureSaving: Money | null;
  /** Seats in each year after the renewal; none where `droppable` is unknown. */
  readonly path: readonly Seats[];
}

/**
 * The true-down of every running line, seats going first from the line that costs most at the renewal. `lines` have
 * their prices from the renewal on; `needs` is by year; years count from the day on which each may itself change.
 */
export function trueDowns(
  lines: readonly ContractLine[],
  needs: readonly ReadonlyMap<string, Seats>[],
): TrueDown[] {
  // A fee that stays keeps the money, not the seats.
  const renewing = lines.map(fromItsChange);
  const orders = ordersFor(needs, renewing, false);
  return renewing.map((line) => {
    const path = orders.find((order) => order.line?.id === line.id)?.seats ?? needs.map(() => seats(0));
    const droppable = line.cap === null ? null : minus(line.bought, at(path, 0));
    const price = priceIn(line, 1);
    const saving = droppable === null ? null : droppedSaving(line, price, droppable);
    const { end, changes, noticeDays, noticeAssumed, committedUntil } = line;
    return {
      line: line.id,
      contract: line.contract,
      offering: line.offering,
      bought: line.bought,
      droppable,
      price,
      saving,
      renewal: end,
      changes,
      noticeDeadline: changes === null || noticeDays === null ? null : noticeDeadline(changes, noticeDays),
      noticeAssumed,
      autoRenews: line.autoRenews,
      renewalStated: line.renewalStated,
      committedUntil,
      sureSaving: droppable !== null && isLate(line) ? money(0) : saving,
      path: droppable === null ? [] : path,
    };
  });
}

function droppedSaving({ feeFollows }: ContractLine, price: SeatPrice | null, dropped: Seats): Money | null {
  if (dropped === 0) return money(0);
  return price === null ? null : yearlySaving(dropped, price, 0, feeFollows);
}
