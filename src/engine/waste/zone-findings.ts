import type { Context } from "../estate/context";
import { ISSUES, type Issue } from "../issues";
import { businessHours, NO_ZONE } from "./business-hours";

/** A time zone that does not exist. */
export function zoneFindings({ assumptions }: Context): Issue[] {
  const { timeZone } = assumptions;
  if (timeZone === NO_ZONE || businessHours({ sessions: [] }, assumptions) !== null) return [];
  const { severity, message } = ISSUES["unknown-time-zone"];
  return [{ severity, code: "unknown-time-zone", message: message(timeZone), rows: 0 }];
}
