import { noticeDeadline } from "../rules/notice";
import { days, minus, money, seats, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";
import type { ContractLine } from "../estate/contract-lines";
import { ordersFor } from "./orders";
import { yearlySaving } from "../rules/true-down";

/** What may be dropped of one offering on one contract at its renewal. */
export interface TrueDown {
  /** Null for a line that names no contract. */
  readonly contract: string | null;
  readonly offering: string;
  readonly bought: Seats;
  readonly droppable: Seats;
  /** Of a seat a year; null is unknown. */
  readonly price: SeatPrice | null;
  /** A year; null where the price is unknown. */
  readonly saving: Money | null;
  readonly renewal: DayNumber | null;
  /** The last day to give notice; null where no end is known. */
  readonly noticeDeadline: DayNumber | null;
  /** An auto-renewing line with seats to drop: nothing happens by itself but paying again. */
  readonly autoRenews: boolean;
  /** Seats in each year after the renewal. */
  readonly path: readonly Seats[];
}

/** Every running line with what may go from it when `needs` is needed, year by year. */
export function trueDowns(
  lines: readonly ContractLine[],
  needs: readonly ReadonlyMap<string, Seats>[],
): TrueDown[] {
  // Years count from each line's own renewal. A fee that stays does not keep the seats from going; it only keeps the money.
  const renewing = lines.map((line) => ({ ...line, committedYears: 0 }));
  const orders = ordersFor(needs, renewing, false);
  return renewing.map((line) => {
    const path = orders.find((order) => order.line?.id === line.id)?.seats ?? needs.map(() => seats(0));
    const droppable = minus(line.bought, path[0] ?? line.bought);
    return {
      contract: line.contract,
      offering: line.offering,
      bought: line.bought,
      droppable,
      price: line.price,
      saving: savingOf(line, droppable),
      renewal: line.end,
      noticeDeadline: line.end === null ? null : noticeDeadline(line.end, days(line.noticeDays)),
      autoRenews: line.autoRenews,
      path,
    };
  });
}

function savingOf({ price, feeFollows }: ContractLine, dropped: Seats): Money | null {
  if (dropped === 0) return money(0);
  return price === null ? null : yearlySaving(dropped, price, 0, feeFollows);
}
