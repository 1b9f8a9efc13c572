import { at } from "../../engine/at";
import { isoDay } from "../../engine/calendar";
import type { Estate, Session } from "../../engine/estate/estate";
import { WINDOW_MINUTES } from "../../engine/usage/charge-windows";
import type { ChargeRules } from "../../engine/waste/charge-rules";
import { clock } from "../../engine/waste/explained-charge";
import type { JudgedCharge } from "../../engine/waste/judged-charges";
import type { RateShare } from "../../engine/waste/rate-shares";
import type { SharedAccount } from "../../engine/waste/shared-accounts";
import { USUAL_SHARES, type Trap, type TrapName } from "../../engine/waste/traps";
import type { Waste } from "../../engine/waste/waste";
import { counted } from "../../engine/wording";
import { UNKNOWN, type Cell } from "../../workbook/cells";
import type { SheetSpec } from "../../workbook/spec";
import { orUnknown } from "./formulas";
import { rowsOf } from "./log-rows";
import type { ReportInput } from "./report-input";
import { HEADER_ROWS, resultSheet, stacked, type PlacedTable } from "./result-sheet";
import { knownCell, reportTable, type ReportColumn } from "./table";
import { CHARGE_RULES, CHARGED_PRICE_CELL, CHARGES, RATE_SHARES, SHARED_ACCOUNTS, TRAPS } from "./tables";

/** Charges in no trap are listed as long as the whole list is no longer than this; those in a trap all are. */
const MOST_LISTED = 5000;

export const TRAP_WORDS: Readonly<Record<TrapName, string>> = {
  background: "Background use",
  short: "Short days",
  expiry: "Expiry",
  rate: "Rate disparity",
  tier: "Tier",
};

/** Where tokens go that nobody needed, with every charge that shows it. */
export function wasteSheet(run: ReportInput): SheetSpec {
  const { waste, estate } = run.analysis;
  const charges = listedCharges(waste);
  const tables: PlacedTable[] = [
    (place) => reportTable(TRAPS, place, TRAP_COLUMNS, waste.traps, "The five traps"),
    (place) =>
      reportTable(
        RATE_SHARES,
        place,
        RATE_COLUMNS,
        waste.rates,
        "Products by their share of days and of tokens",
      ),
    ...(waste.rules.length === 0 ? [] : [ruleTable(waste)]),
    ...(waste.sharedAccounts.length === 0 ? [] : [sharedTable(waste, estate)]),
    ...(charges.length === 0 ? [] : [chargeTable(charges, waste, estate)]),
  ];
  return resultSheet({
    key: "waste",
    title: "Waste",
    frozenRows: 2,
    notes: notesOnWaste(waste),
    tables: stacked({ row: HEADER_ROWS.waste, column: 0 }, tables),
  });
}

function notesOnWaste({ log, hours, withoutZone, leftOpen }: Waste): string[] {
  const saved = leftOpen?.saved ?? null;
  const closing =
    leftOpen === null || leftOpen.charges === 0
      ? ""
      : ` ${counted(leftOpen.charges, "charge")} fell due because a product was open when its 24 hours ended` +
        (saved === null
          ? "."
          : `; closing at 23:59 would have saved ${counted(saved.charges, "charge")}` +
            `${saved.tokens === null ? "" : ` of ${counted(saved.tokens, "token")}`}.`);
  const zone =
    withoutZone > 0
      ? `The time zone of ${counted(withoutZone, "user")} is not known: set the assumption "Time zone", or the ` +
        "column of Users, to see their use outside business hours."
      : `Business hours are in ${zoneText(hours)}.`;
  return [
    log === null
      ? "Without a session log nobody can see background use or short days."
      : `The session log covers ${counted(log.days, "day")} (${isoDay(log.first)} to ${isoDay(log.last)}): ` +
        `${counted(log.sessions, "session")}, ${counted(log.charges, "charge")} on tokens. ${zone}${closing}`,
    "A token is in one trap only. Rate disparity and tier hold none: they advise. What mends a trap saves money " +
      "only if fewer tokens are bought.",
  ];
}

const zoneText = ({ site }: Waste["hours"]): string =>
  site === null
    ? "the time zone of each user"
    : `the time zone ${site.zone}, or that of the user where Users states another`;

/** Every charge in a trap or of a product left open; the others as long as there is room. */
const listedCharges = ({ judgedLog }: Waste): readonly JudgedCharge[] =>
  judgedLog.length <= MOST_LISTED ? judgedLog.all : judgedLog.evidence;

const MENDS: Readonly<Record<TrapName, string>> = {
  background: "stop services on machines that nobody uses; close products at night",
  short: "gather short use on one day a week, or buy a seat where the best mix does",
  expiry: "buy fewer tokens, or ask for an extension",
  rate: "use the cheaper product where it serves",
  tier: "buy the tokens of a year at once, up to the next price step",
};

const TRAP_COLUMNS: readonly ReportColumn<Trap>[] = [
  { column: TRAPS.trap, width: 30, format: "text", cell: ({ name }) => TRAP_WORDS[name] },
  { column: TRAPS.charges, format: "whole", cell: ({ charges }) => charges },
  { column: TRAPS.users, format: "whole", cell: ({ people }) => people },
  { column: TRAPS.machines, format: "whole", cell: ({ machines }) => machines },
  { column: TRAPS.tokens, format: "whole", cell: (trap) => orBlank(trap, trap.tokens) },
  { column: TRAPS.money, format: "money", cell: ({ money }) => knownCell(money) },
  { column: TRAPS.share, format: "percent", cell: ({ share }) => knownCell(share) },
  { column: TRAPS.shareOf, width: 26, format: "text", cell: ({ shareOf }) => shareOf },
  { column: TRAPS.usualLow, format: "percent", cell: ({ name }) => USUAL_SHARES[name][0] },
  { column: TRAPS.usualHigh, format: "percent", cell: ({ name }) => USUAL_SHARES[name][1] },
  { column: TRAPS.spared, format: "whole", cell: (trap) => orBlank(trap, trap.worthTokens) },
  { column: TRAPS.worth, format: "money", cell: ({ worth }) => knownCell(worth) },
  { column: TRAPS.mend, width: 36, format: "text", look: "wrap", cell: ({ name }) => MENDS[name] },
  { column: TRAPS.why, width: 36, format: "text", look: "wrap", cell: ({ unknown }) => unknown ?? "" },
];

/** Rate disparity and tier hold no tokens. */
const orBlank = ({ name }: Trap, value: number | null): Cell =>
  value === null && (name === "tier" || name === "rate") ? null : knownCell(value);

const RATE_COLUMNS: readonly ReportColumn<RateShare>[] = [
  { column: RATE_SHARES.product, format: "text", cell: ({ product }) => product },
  { column: RATE_SHARES.users, format: "whole", cell: ({ people }) => people.size },
  { column: RATE_SHARES.days, format: "whole", cell: ({ days }) => days },
  { column: RATE_SHARES.shareOfDays, format: "percent", cell: ({ shareOfDays }) => shareOfDays },
  { column: RATE_SHARES.tokens, format: "whole", cell: ({ tokens }) => knownCell(tokens) },
  { column: RATE_SHARES.shareOfTokens, format: "percent", cell: (one) => knownCell(one.shareOfTokens) },
  { column: RATE_SHARES.alternative, format: "text", cell: ({ alternative }) => alternative ?? "" },
  {
    column: RATE_SHARES.spared,
    format: "whole",
    cell: ({ alternative, atMost }) => (alternative === null ? 0 : knownCell(atMost)),
  },
];

const ruleTable =
  ({ rules }: Waste): PlacedTable =>
  (place) =>
    reportTable(
      CHARGE_RULES,
      place,
      RULE_COLUMNS,
      rules,
      "Charges of the log by 24-hour windows, if idle products pause, and by calendar days",
    );

function pausesText({
  pausesWhenIdle: pauses,
  pausesFromVersion: from,
  withoutVersion,
}: ChargeRules): string {
  if (pauses === false) return "no";
  if (from === null) return pauses === null ? "not stated" : "yes";
  const open = withoutVersion === 0 ? "" : `; ${counted(withoutVersion, "session")} of unknown version`;
  return `from version ${from}${open}`;
}

const RULE_COLUMNS: readonly ReportColumn<ChargeRules>[] = [
  { column: CHARGE_RULES.product, format: "text", cell: ({ product }) => product },
  {
    column: CHARGE_RULES.pauses,
    format: "text",
    cell: pausesText,
  },
  { column: CHARGE_RULES.charges, format: "whole", cell: ({ charges }) => charges },
  { column: CHARGE_RULES.tokens, format: "whole", cell: ({ tokens }) => knownCell(tokens) },
  { column: CHARGE_RULES.least, format: "whole", cell: ({ least }) => least },
  { column: CHARGE_RULES.leastTokens, format: "whole", cell: ({ leastTokens }) => knownCell(leastTokens) },
  { column: CHARGE_RULES.days, format: "whole", cell: ({ calendarDays }) => calendarDays },
  {
    column: CHARGE_RULES.dayTokens,
    format: "whole",
    cell: ({ calendarTokens }) => knownCell(calendarTokens),
  },
  {
    column: CHARGE_RULES.more,
    format: "whole",
    cell: ({ tokens, calendarTokens }) => ({
      value: tokens === null || calendarTokens === null ? UNKNOWN : calendarTokens - tokens,
      formula: orUnknown(`${CHARGE_RULES.dayTokens.here}-${CHARGE_RULES.tokens.here}`),
    }),
  },
];

const sharedTable =
  ({ sharedAccounts }: Waste, estate: Estate): PlacedTable =>
  (place) =>
    reportTable(
      SHARED_ACCOUNTS,
      place,
      sharedColumns(estate),
      sharedAccounts,
      "Accounts used on two machines at once: do several people share them?",
    );

const sharedColumns = (estate: Estate): readonly ReportColumn<SharedAccount>[] => [
  { column: SHARED_ACCOUNTS.user, format: "text", cell: ({ person }) => at(estate.people, person).id },
  { column: SHARED_ACCOUNTS.machines, format: "text", cell: ({ machines }) => machines.join("; ") },
  { column: SHARED_ACCOUNTS.days, format: "whole", cell: ({ days }) => days.length },
  { column: SHARED_ACCOUNTS.first, format: "text", cell: ({ days }) => isoDay(at(days, 0)) },
  { column: SHARED_ACCOUNTS.last, format: "text", cell: ({ days }) => isoDay(at(days, days.length - 1)) },
  { column: SHARED_ACCOUNTS.rows, format: "text", cell: ({ example }) => rowsOf(example, estate) },
];

const chargeTable =
  (charges: readonly JudgedCharge[], waste: Waste, estate: Estate): PlacedTable =>
  (place) => {
    const more = waste.judgedLog.length - charges.length;
    const left =
      more === 0
        ? ""
        : `; ${counted(more, "charge")} of ordinary use ${more === 1 ? "is" : "are"} not listed`;
    return reportTable(
      CHARGES,
      place,
      chargeColumns(waste, estate),
      charges,
      `How each charge came about: sessions, window, rule, tokens and money${left}`,
    );
  };

function chargeColumns({ hours, price }: Waste, estate: Estate): readonly ReportColumn<JudgedCharge>[] {
  return [
    { column: CHARGES.user, format: "text", cell: ({ charge }) => at(estate.people, charge.person).id },
    { column: CHARGES.product, format: "text", cell: ({ charge }) => at(estate.products, charge.product) },
    {
      column: CHARGES.charged,
      width: 17,
      format: "text",
      cell: ({ charge }) => clock(charge.window.start),
    },
    {
      column: CHARGES.until,
      width: 17,
      format: "text",
      cell: ({ charge }) => clock(charge.window.start + WINDOW_MINUTES),
    },
    {
      column: CHARGES.local,
      width: 17,
      format: "text",
      cell: ({ charge }) => localClock(charge, hours),
    },
    { column: CHARGES.rows, format: "text", cell: ({ charge }) => rowsOf(charge.sessions, estate) },
    { column: CHARGES.minutes, format: "whole", cell: ({ minutes }) => minutes },
    { column: CHARGES.rule, format: "text", cell: ({ charge }) => RULES[charge.window.reason] },
    {
      column: CHARGES.basis,
      format: "text",
      cell: ({ charge }) => (charge.onSeat ? "on a seat" : charge.basis),
    },
    { column: CHARGES.tokens, format: "whole", cell: ({ charge }) => knownCell(charge.tokens) },
    {
      column: CHARGES.money,
      format: "money",
      cell: ({ charge }) => ({
        value: charge.tokens === null || price === null ? UNKNOWN : charge.tokens * price,
        formula: orUnknown(`${CHARGES.tokens.here}*${CHARGED_PRICE_CELL}`),
      }),
    },
    { column: CHARGES.trap, format: "text", cell: ({ trap }) => (trap === null ? "" : TRAP_WORDS[trap]) },
    { column: CHARGES.why, format: "text", cell: ({ why }) => why },
    { column: CHARGES.versions, format: "text", cell: ({ charge }) => namesOf(charge.sessions, "version") },
    { column: CHARGES.machines, format: "text", cell: ({ charge }) => namesOf(charge.sessions, "machine") },
  ];
}

/** The moment of a charge on the clock of its user. */
function localClock({ person, window }: JudgedCharge["charge"], hours: Waste["hours"]): Cell {
  const own = hours.of(person);
  return own === null ? UNKNOWN : clock(own.local(window.start));
}

const RULES = {
  launch: "launched outside any window: 24 hours begin",
  "still open": "still open when its 24 hours ended: 24 more begin",
} as const;

const namesOf = (sessions: readonly Session[], name: "version" | "machine"): string =>
  [...new Set(sessions.flatMap((session) => session[name] ?? []))].sort().join("; ");
