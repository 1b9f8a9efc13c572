import { money, rate, type Money, type SeatPrice, type Seats } from "../units";

/**
 * What seats in use beyond those bought cost: over-assigned × price × months over ÷ 12, charged back (DOMAIN §7). A negotiated
 * overage price takes the place of the list price; `mostSeats`, where agreed, limits the seats that can be charged back.
 * With a `renewalPrice`, a year of every seat over from the renewal on is added, whatever could be charged back.
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
