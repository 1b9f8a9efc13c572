import type { DayNumber } from "../../../engine/units";
import {
  capOf,
  contractYears,
  contractKind,
  currencyCode,
  day,
  nameText,
  noticeDays,
  noticePeriod,
  reductionTiming,
  renewal,
  seatPrice,
  share,
  tokensEnd,
  trueUpWording,
  wholeDays,
  wholeSeats,
  yesNo,
} from "../cell-values";
import { needed, optional, rare, termColumn } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";
import { RENEWAL_HEADERS } from "./subscriptions";

/** What each contract allows at its renewal. */
export const contracts = format({
  kind: "Contracts",
  columns: {
    contract: needed(nameText, "Contract"),
    start: needed<DayNumber | undefined>(day, "Start", "Start date"),
    end: needed<DayNumber | undefined>(day, "End", "End date"),
    kind: optional(contractKind, "Kind"),
    noticeDays: termColumn(noticeDays, "Notice days"),
    noticePeriod: rare(termColumn(noticePeriod, "Notice period", "Notice")),
    autoRenewal: rare(optional(renewal, "Auto-renew", "Autorenew date", ...RENEWAL_HEADERS)),
    trueDownCap: termColumn(share, "True-down cap", "Cap"),
    floor: termColumn(wholeSeats, "Floor"),
    capOf: rare(termColumn(capOf, "Cap of")),
    reductions: rare(termColumn(reductionTiming, "Reductions")),
    vendorConsent: rare(termColumn(yesNo, "Vendor consent")),
    feeFollowsQuantity: termColumn(yesNo, "Fee follows quantity"),
    maintenanceRate: optional(share, "Maintenance rate"),
    maintenanceFollowsQuantity: rare(termColumn(yesNo, "Maintenance follows quantity")),
    uplift: optional(share, "Uplift"),
    upliftCap: rare(termColumn(share, "Uplift cap")),
    overagePrice: optional(seatPrice, "Overage price"),
    overageCap: rare(termColumn(wholeSeats, "Overage cap")),
    trueUpBy: rare(optional(trueUpWording, "True-up by")),
    termYears: optional(contractYears, "Term years"),
    currency: optional(currencyCode, "Currency"),
    tokensEnd: rare(optional(tokensEnd, "Tokens end")),
    graceDays: rare(optional(wholeDays, "Grace days")),
    monthlyRefill: rare(optional(yesNo, "Monthly refill")),
  },
  survives: [
    ...(["start", "end", "kind", "noticeDays", "noticePeriod", "trueDownCap", "floor"] as const),
    ...(["feeFollowsQuantity", "autoRenewal"] as const),
    ...(["capOf", "reductions", "vendorConsent"] as const),
    ...(["maintenanceRate", "maintenanceFollowsQuantity", "uplift", "upliftCap"] as const),
    ...(["overagePrice", "overageCap", "trueUpBy", "termYears", "currency"] as const),
    ...(["tokensEnd", "graceDays", "monthlyRefill"] as const),
  ],
  states: [
    ...(["start", "end", "kind", "noticeDays", "noticePeriod", "trueDownCap", "floor"] as const),
    ...(["feeFollowsQuantity", "autoRenewal"] as const),
    ...(["capOf", "reductions", "vendorConsent"] as const),
    ...(["maintenanceRate", "maintenanceFollowsQuantity", "uplift", "upliftCap"] as const),
    ...(["overagePrice", "overageCap", "trueUpBy", "termYears"] as const),
    ...(["tokensEnd", "graceDays", "monthlyRefill"] as const),
  ],
  subject: ({ contract }, table) => {
    if (contract !== undefined) table.draft.contractNumbers.add(contract);
    return { contract };
  },
  open: (table) => {
    return ({ contract, start, end, currency: _, noticePeriod: period, autoRenewal, ...terms }) => {
      table.draft.contractNumbers.add(contract);
      if (start !== undefined && end !== undefined && end < start) return Fault.endsBeforeStart(start, end);
      if (terms.noticeDays !== undefined && period !== undefined && terms.noticeDays !== period)
        return Fault.of("two-notices", terms.noticeDays, period);
      const doubled = table.doubled([contract.toLowerCase()], `The contract ${contract}`);
      if (!doubled)
        table.draft.contracts.push({
          ...known({ ...terms, start, end, noticeDays: terms.noticeDays ?? period }),
          ...(autoRenewal !== undefined && { autoRenews: autoRenewal !== false }),
          contract,
          origin: table.origin,
        });
      return doubled;
    };
  },
});
