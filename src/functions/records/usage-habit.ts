import { DEFAULT_ASSUMPTIONS, defaultAssumptions } from "../../engine/assumptions";
import { ifAny, KINDS } from "../kinds";
import { optionalParameter, parameter } from "../parameters";

/** The parameters of the functions that label how much a user uses a product. */
export const DAYS_OF_USE = parameter(
  "daysPerMonth",
  KINDS.daysPerMonth,
  "Days of use in a month, on average",
);
export const SINCE_LAST_USE = optionalParameter(
  "daysSinceUse",
  ifAny(KINDS.days, "recent"),
  "Days since the last use",
  undefined,
);

/** The labels follow the defaults; a cell knows no Assumptions sheet. */
export const LABEL_LIMITS = defaultAssumptions();

/** In their twins: whether the user is dormant. */
export const habitTwin = (daysPerMonth: string, daysSinceUse: string) => ({
  days: daysPerMonth,
  since: daysSinceUse,
  dormant: `(since>=${DEFAULT_ASSUMPTIONS.dormantDays.value})+(days=0)*(since=0)`,
});
