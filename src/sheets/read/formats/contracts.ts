import type { Money, Seats } from "../../../engine/units";
import { day, each, number, share, text, wholeDays, wholeSeats, yesNo } from "../cell-values";
import { needed, optional } from "../column";
import { Fault } from "../fault";
import { format } from "../format";
import { known } from "../known";

/** What each contract allows at its renewal. */
export const contracts = format({
  kind: "Contracts",
  columns: {
    contract: needed(text, "Contract"),
    start: needed(day, "Start"),
    end: needed(day, "End"),
    kind: optional(text, "Kind"),
    noticeDays: optional(wholeDays, "Notice days"),
    trueDownCap: optional(share, "True-down cap"),
    floor: optional(wholeSeats, "Floor"),
    feeFollowsQuantity: optional(yesNo, "Fee follows quantity"),
    maintenanceRate: optional(share, "Maintenance rate"),
    uplift: optional(share, "Uplift"),
    overagePrice: optional(each<Money, Seats>(), "Overage price"),
    termYears: optional(number, "Term years"),
  },
  open: (table) => {
    return ({ contract, start, end, ...terms }) => {
      table.draft.contractNumbers.add(contract);
      if (end < start) return Fault.endsBeforeStart(start, end);
      const doubled = table.doubled([contract.toLowerCase()], `The contract ${contract}`);
      if (!doubled)
        table.draft.contracts.push({ ...known(terms), contract, start, end, origin: table.origin });
      return doubled;
    };
  },
});
