import { money, type Money, type SeatPrice, type Seats } from "../units";

/**
 * What seats in use beyond those bought cost: over-assigned × price × months over ÷ 12, charged back (DOMAIN §7). A negotiated
 * overage price takes the place of the list price; `mostSeats`, where agreed, limits the seats that can be charged.
 */
export function trueUpCost(
  bought: Seats,
  assigned: Seats,
  price: SeatPrice,
  monthsOver: number,
  mostSeats: Seats = Infinity as Seats,
): Money {
  const over = Math.min(Math.max(assigned - bought, 0), mostSeats);
  return money((over * price * monthsOver) / 12);
}
