import { money, rate, type Money, type SeatPrice, type Seats } from "../units";

/**
 * Cost of seats assigned beyond those bought: seats over × price × months over ÷ 12, charged back (DOMAIN
 * §7). `price` is the overage price if one is agreed, else the list price. `mostSeats` limits the seats that
 * can be charged back. `renewalPrice` adds a year of every seat over from the renewal on.
 */
export function trueUpCost(
  bought: Seats,
  assigned: Seats,
  price: SeatPrice,
  monthsOver: number,
  mostSeats: Seats = Infinity as Seats,
  renewalPrice: SeatPrice = rate(0),
): Money {
  const over = Math.max(assigned - bought, 0);
  return money((Math.min(over, mostSeats) * price * monthsOver) / 12 + over * renewalPrice);
}
