import type { Context } from "../estate/context";
import { WINDOW_MINUTES } from "../usage/charge-windows";
import type { Charge, SessionCharges } from "../usage/charges";
import { backgroundReason } from "./background";
import type { BusinessHours } from "./business-hours";

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
}

/** Every charge with its trap, in order of user, product and time. */
export const judgedCharges = (
  { assumptions: { shortMinutes } }: Context,
  charged: readonly SessionCharges[],
  hours: BusinessHours | null,
): JudgedCharge[] =>
  charged.flatMap(({ charges }) => charges.map((charge) => judged(charge, shortMinutes, hours)));

function judged(charge: Charge, shortMinutes: number, hours: BusinessHours | null): JudgedCharge {
  const minutes = minutesOpen(charge);
  if (charge.onSeat) return { charge, minutes, trap: null, why: "" };
  const reasons = charge.sessions.map((session) => backgroundReason(session, hours));
  if (reasons.every((reason) => reason !== null))
    return { charge, minutes, trap: "background", why: [...new Set(reasons)].join("; ") };
  const isShort = minutes < shortMinutes;
  return {
    charge,
    minutes,
    trap: isShort ? "short" : null,
    why: isShort ? `${Math.round(minutes * 10) / 10} minutes in 24 hours` : "",
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
