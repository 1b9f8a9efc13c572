import { AUDIT_EXPOSURE } from "./records/audit-exposure";
import { BEST_COVER } from "./records/best-cover";
import { BREAKEVEN_DAYS } from "./records/breakeven-days";
import { CALENDAR_DAYS_CHARGED } from "./records/calendar-days-charged";
import { CHARGE_DAYS } from "./records/charge-days";
import { EXPOSURE_AFTER_CHALLENGE } from "./records/exposure-after-challenge";
import { BURN_FORECAST } from "./records/burn-forecast";
import { EXPIRED_TOKENS } from "./records/expired-tokens";
import { FLEXCOST } from "./records/flexcost";
import { LICENSE_ACTIVITY } from "./records/license-activity";
import { LICENSE_SEGMENT } from "./records/license-segment";
import { MONTHLY_BREAKEVEN } from "./records/monthly-breakeven";
import { NOTICE_DATE } from "./records/notice-date";
import { INTEGRATED_SAVING } from "./records/integrated-saving";
import { POOL_RISK } from "./records/pool-risk";
import { POOLSIZE } from "./records/poolsize";
import { RATCHET } from "./records/ratchet";
import { RUNOUT_DATE } from "./records/runout-date";
import { TOKEN_PRICE } from "./records/token-price";
import { TOPUP_DATE } from "./records/topup-date";
import { TRUEDOWN_SAVING } from "./records/truedown-saving";
import { CLAUSE_VALUE } from "./records/clause-value";
import { COTERM_COST } from "./records/coterm-cost";
import { DROP_AND_REBUY_YEARS } from "./records/drop-and-rebuy-years";
import { RENEWAL_COST } from "./records/renewal-cost";
import { TERM_SAVING } from "./records/term-saving";
import { TRUEUP_COST } from "./records/trueup-cost";
import type { CustomFunction } from "./record";

/** All custom functions, in the order of the help. `npm run functions` writes the files that follow from them. */
export const FUNCTIONS: readonly CustomFunction[] = [
  FLEXCOST,
  BEST_COVER,
  BREAKEVEN_DAYS,
  MONTHLY_BREAKEVEN,
  TOKEN_PRICE,
  POOLSIZE,
  POOL_RISK,
  INTEGRATED_SAVING,
  BURN_FORECAST,
  RUNOUT_DATE,
  TOPUP_DATE,
  EXPIRED_TOKENS,
  TRUEDOWN_SAVING,
  RATCHET,
  CLAUSE_VALUE,
  DROP_AND_REBUY_YEARS,
  RENEWAL_COST,
  TERM_SAVING,
  COTERM_COST,
  TRUEUP_COST,
  NOTICE_DATE,
  AUDIT_EXPOSURE,
  EXPOSURE_AFTER_CHALLENGE,
  CHARGE_DAYS,
  CALENDAR_DAYS_CHARGED,
  LICENSE_SEGMENT,
  LICENSE_ACTIVITY,
];
