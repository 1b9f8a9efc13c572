import { addDays } from "../calendar";
import type { DayNumber, Days, Seats } from "../units";

/** Whether seats invoiced and seats in the account portal differ by more than the usual slack (DOMAIN §7, §12: 2). */
export const isDiscrepancy = (invoiced: Seats, inPortal: Seats, slack: Seats): boolean =>
  Math.abs(inPortal - invoiced) > slack;

/** The day by which a discrepancy found on a day is to be settled (DOMAIN §13: 15 days later). */
export const settleBy = (found: DayNumber, within: Days): DayNumber => addDays(found, within);
