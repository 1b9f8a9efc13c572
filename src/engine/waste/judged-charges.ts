import type { Context } from "../estate/context";
import { WINDOW_MINUTES } from "../usage/charge-windows";
import type { Charge, SessionCharges } from "../usage/charges";
import { backgroundReason } from "./background";
import type { BusinessHours } from "./business-hours";
import { unreadSessions } from "./unread-sessions";

/** The traps that charges can be in; a charge is in one at most, the first that applies (DOMAIN §10, §13). */
export type ChargeTrap = "background" | "short";

/** A charge, and what it was spent on. */
export interface JudgedCharge {
  readonly charge: Charge;
  /** Minutes in which the product was open inside the window; sessions at the same time count once. */
  readonly minutes: number;
  /** Null on a seat, which draws no tokens, and for use that is neither. */
  readonly trap: ChargeTrap | null;
  /** Why, in a few words; empty without a trap. */
  readonly why: string;
  /** Rows of the log on the user and product that could not be read, so that the charge is in no trap. */
  readonly unread: number;
}

/** Every charge with its trap, in order of user, product and time. */
export const judgedCharges = (
  { estate, assumptions: { shortMinutes } }: Context,
  charged: readonly SessionCharges[],
  hours: BusinessHours | null,
): JudgedCharge[] => {
  const unreadOf = unreadSessions(estate);
  return charged.flatMap(({ charges }) =>
    charges.map((charge) => judged(charge, shortMinutes, hours, unreadOf(charge.person, charge.product))),
  );
};

function judged(
  charge: Charge,
  shortMinutes: number,
  hours: BusinessHours | null,
  unread: number,
): JudgedCharge {
  const minutes = minutesOpen(charge);
  if (charge.onSeat || unread > 0) return { charge, minutes, trap: null, why: "", unread };
  const reasons = charge.sessions.map((session) => backgroundReason(session, hours));
  if (reasons.every((reason) => reason !== null))
    return { charge, minutes, trap: "background", why: [...new Set(reasons)].join("; "), unread };
  const isShort = minutes < shortMinutes;
  return {
    charge,
    minutes,
    trap: isShort ? "short" : null,
    why: isShort ? `${Math.round(minutes * 10) / 10} minutes in 24 hours` : "",
    unread,
  };
}

function minutesOpen({ window, sessions }: Charge): number {
  let open = 0;
  let counted = window.start;
  for (const { start, end } of sessions) {
    const to = Math.min(end, window.start + WINDOW_MINUTES);
    const from = Math.max(start, counted);
    if (to > from) open += to - from;
    counted = Math.max(counted, to);
  }
  return open;
}
