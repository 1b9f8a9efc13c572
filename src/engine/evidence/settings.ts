import type { AssumptionKey } from "../assumptions";
import { listed } from "../wording";

/** Settings that decide who has which cover, how many tokens are bought, or what the exports prove. */
export const DECIDING_THE_MIX = [
  "moveThreshold",
  "keptSegments",
  "newDays",
  "powerDays",
  "regularDays",
  "occasionalDays",
  "growth",
  "plannedJoiners",
  "years",
  "poolBuffer",
  "poolRule",
  "packSize",
  "smallestPurchase",
  "tierKind",
  "tokenPools",
  "peakBuffer",
  "averageBuffer",
  "season",
  "seasonBuffer",
  "offSeasonBuffer",
  "seatTierKind",
  "tokenUplift",
  "seatUplift",
  "currency",
  "renewalOpensDays",
  "leastDays",
  "mostDays",
  "dormantDays",
  "wholeYearDays",
  "staleDays",
  "gapWorkdays",
  "leastHolders",
  "leastSeen",
  "manyHolders",
  "filteredProducts",
  "usualUnseen",
  "exportsComplete",
  "usageReportDays",
  "datesAre",
] as const satisfies readonly AssumptionKey[];

const OF_POOL_YEAR = "the simulated year of tokens and what it says of the pool";
const OF_TOKEN_PLAN = "the rows of the token plan for a first order";
const OF_HARVEST = "which seats come back in the harvest, and when";
const OF_RECOVERY = "what the harvest is expected to bring back in a year";
const OF_CALENDAR = "the dates of the renewal in the calendar";
const OF_WASTE = "which charges count as waste";
const OF_AUDIT = "the dates of the audit";
const OF_FOCUS = "the FOCUS file";

/** What rests on the default of each other setting that has one, if what was typed for it cannot be read. */
export const RESTS_ON = {
  movesPerWeek: "when which user moves",
  discountRate: "present values, and what rights and longer terms are worth",
  seatsFall: "what a right to reduce is worth where the need falls",
  rightPremium: "up to which price a term with a right to reduce pays",
  loadFactor: "the curve of the token plan",
  whatIfTokens: OF_TOKEN_PLAN,
  wantedCover: OF_TOKEN_PLAN,
  topUpMonths: OF_POOL_YEAR,
  topUpDays: OF_POOL_YEAR,
  seed: OF_POOL_YEAR,
  mostDryChance: "which pools are said to run dry",
  mostExpiring: "which pools are said to expire",
  lowConfidenceDays: "what is said to be of low confidence",
  activeDays: "activity classes, and with them the harvest",
  occasionalActivityDays: "activity classes, and with them the harvest",
  harvestLoginDays: OF_HARVEST,
  harvestWindowDays: OF_HARVEST,
  harvestGraceDays: OF_HARVEST,
  harvestLatestDays: OF_HARVEST,
  harvestLow: OF_RECOVERY,
  harvestHigh: OF_RECOVERY,
  varianceFlag: "which variances are flagged",
  trueUpMonths: "the most that true-ups may cost",
  preparationDays: OF_CALENDAR,
  reviewDays: OF_CALENDAR,
  accessDays: OF_CALENDAR,
  renewalClosesDays: OF_CALENDAR,
  extensionDays: "until when an extension of tokens can be asked for",
  dayBegins: OF_WASTE,
  dayEnds: OF_WASTE,
  workingDays: OF_WASTE,
  shortMinutes: OF_WASTE,
  sharedDays: "which accounts may be shared",
  auditLetter: OF_AUDIT,
  auditDays: OF_AUDIT,
  discrepancyDays: OF_AUDIT,
  billingAccount: OF_FOCUS,
  invoiceIssuer: OF_FOCUS,
} as const satisfies Partial<Record<AssumptionKey, string>>;

/** A setting of the analyst that was not used as typed. */
export type SettingDoubt =
  /**
   * The value cannot be used. `used` is the value that was used instead, null where it stays unknown; absent where
   * the analysis was refused.
   */
  | {
      readonly is: "refused";
      readonly name: string;
      readonly typed: string;
      readonly used?: string | null;
      /** What rests on `used`, where that is less than the whole answer. */
      readonly rests?: string;
      /** "row 4 of Assumptions"; absent for a setting of the command line. */
      readonly where?: string;
    }
  /** No setting has this name. */
  | { readonly is: "unknown"; readonly name: string; readonly typed: string }
  /** Several places give different values; the last was used. */
  | {
      readonly is: "disputed";
      readonly name: string;
      readonly values: readonly { readonly typed: string; readonly where: string }[];
    };

/** What became of a setting, as a sentence without a full stop. */
export function settingDoubt(doubt: SettingDoubt): string {
  const { name } = doubt;
  switch (doubt.is) {
    case "refused":
      if (doubt.used === undefined) return `"${doubt.typed}" is not a valid value of ${name}`;
      return (
        `${name}: "${doubt.typed}"${doubt.where === undefined ? "" : ` in ${doubt.where}`} could not be read; ` +
        (doubt.used === null
          ? "it stays unknown"
          : `${doubt.used} was used, so what rests on it is conditional` +
            (doubt.rests === undefined ? "" : `: ${doubt.rests}`))
      );
    case "unknown":
      return `There is no assumption "${name}", so "${doubt.typed}" changed nothing`;
    case "disputed": {
      const places = doubt.values.map(({ typed, where }) => `${typed} in ${where}`);
      return `${name} is ${listed(places)}; ${doubt.values.at(-1)?.typed ?? ""} was used`;
    }
  }
}
