import type { ContractLine } from "../../../src/engine/estate/contract-lines";
import { days, fraction, money, rate, seats } from "../../../src/engine/units";

/** A line of AutoCAD seats at 2,000 that ends on no known day. */
export const line = (bought: number, cap: number, floor: number | null, contract = "C1"): ContractLine => ({
  id: `${contract} ${bought}`,
  offering: "AutoCAD",
  contract,
  bought: seats(bought),
  end: null,
  timing: null,
  changes: null,
  committedUntil: null,
  committedYears: 0,
  committedYearsIfAgreed: 0,
  yearsInTerm: 0,
  price: rate(2000),
  ownPrice: true,
  autoRenews: false,
  renewalStated: false,
  cap: fraction(cap),
  capOf: "last year",
  termMonths: 12,
  floor: floor === null ? null : seats(floor),
  feeFollows: true,
  uplift: null,
  upliftCap: null,
  kind: null,
  fixedMaintenance: money(0),
  noticeDays: days(60),
  noticeAssumed: true,
  overagePrice: null,
});
