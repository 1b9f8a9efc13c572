import type { Format } from "./format";
import { analystAssumptions, ownAssumptions } from "./formats/assumptions";
import { contracts } from "./formats/contracts";
import { seatUsage, tokenUsage, usage } from "./formats/daily-use";
import { exchangeRates } from "./formats/exchange-rates";
import { accountGroups } from "./formats/groups";
import { evidenceOnFile, installedDevices, invoices, licensesOwned } from "./formats/audit-evidence";
import { holidays } from "./formats/holidays";
import { meteredCharges } from "./formats/metered-charges";
import { offers, rates, tokenPacks, tokenPrices } from "./formats/prices";
import { ownScenarios } from "./formats/own-scenarios";
import { quotes } from "./formats/quotes";
import { plannedUse } from "./formats/planned-use";
import { sessions } from "./formats/sessions";
import { subscriptions } from "./formats/subscriptions";
import { tokenEvents } from "./formats/token-events";
import { tokenBudgets } from "./formats/token-budgets";
import { tokenFlex } from "./formats/token-flex";
import { usageReport } from "./formats/usage-report";
import { users } from "./formats/users";

/** Every format. Where headers fit two formats equally well, the earlier one counts. */
export const FORMATS: readonly Format[] = [
  usageReport,
  usage,
  tokenUsage,
  seatUsage,
  tokenFlex,
  users,
  accountGroups,
  subscriptions,
  sessions,
  meteredCharges,
  rates,
  offers,
  tokenPrices,
  tokenPacks,
  plannedUse,
  tokenEvents,
  tokenBudgets,
  exchangeRates,
  installedDevices,
  licensesOwned,
  invoices,
  evidenceOnFile,
  holidays,
  contracts,
  quotes,
  ownScenarios,
  analystAssumptions,
  ownAssumptions,
];
