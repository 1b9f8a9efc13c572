import { DAYS_PER_MONTH, DAYS_PER_YEAR, daysThrough, isoDay } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { withBrokenRows } from "./broken-rows";
import { OFFERINGS, type OfferingName } from "./offerings";
import type { PlainCell, PlainSheet } from "./plain-workbook";
import type { Staff } from "./staff";
import { USAGE_HEADER } from "./usage-header";
import type { UseRow } from "./use";
import { day, LAST_DAY } from "./workdays";

const TEAM = "Halden & Roe";

/** The first day of the Usage Report, which covers the last twelve months. */
export const REPORT_FROM = (LAST_DAY - DAYS_PER_YEAR + 1) as DayNumber;

/** The vendor's daily export, sorted by person. */
export function usageSheet(use: readonly UseRow[]): PlainSheet {
  const rows = use.map((row): PlainCell[] => {
    const { person } = row;
    return [
      TEAM,
      row.on === "tokens" ? "Flex" : exported(person.seat),
      row.product,
      row.version,
      { day: row.day },
      row.on === "tokens" ? "Tokens" : "Seats",
      person.hashedId,
      person.autodeskId,
      person.mail,
      person.firstName,
      person.lastName,
      row.tokens,
    ];
  });
  return {
    name: "Usage",
    widths: [14, 40, 18, 8, 11, 13, 34, 15, 30, 12, 13, 11],
    header: 1,
    rows: [USAGE_HEADER, ...withBrokenRows(rows)],
  };
}

/** The vendor's user list, one row per assignment, with columns that the firm added. */
export function usersSheet(everyone: readonly Staff[]): PlainSheet {
  const header = [
    "first_name",
    "last_name",
    "email",
    "autodesk_id",
    "team_alias",
    "role",
    "account_status",
    "offering_name",
    "product_name",
    "Department",
    "Critical",
    "Exception",
    "Exception until",
  ];
  const rows = everyone.flatMap((person): PlainCell[][] =>
    assignedNow(person).map(([offering, product]) => [
      person.firstName,
      person.lastName,
      person.mailInUsers,
      person.autodeskId,
      TEAM,
      person.number === 0 ? "Primary admin" : "User",
      person.left ? "Inactive" : "Active",
      offering,
      product,
      person.department,
      person.critical ? "yes" : null,
      person.exception ?? null,
      person.exceptionUntil === undefined ? null : { day: person.exceptionUntil },
    ]),
  );
  return {
    name: "Users",
    widths: [12, 13, 30, 15, 14, 14, 14, 48, 22, 22, 9, 15, 15],
    header: 1,
    rows: [header, ...rows],
  };
}

/** A collection is listed once for each of its products; a person without a seat is listed with Flex. */
function assignedNow(person: Staff): readonly (readonly [string | null, string | null])[] {
  if (person.left) return [[null, null]];
  if (person.seat === undefined || person.seatUntil !== undefined) return [["Flex", "Flex"]];
  if (person.seat !== "AEC Collection") return [[exported(person.seat), person.seat]];
  return ["AutoCAD", "Revit"].map((product) => [exported(person.seat), product] as const);
}

/** The filters of the Usage Report, on the sheet before it. */
export const filterSheet: PlainSheet = {
  name: "Report filters",
  widths: [18, 30],
  header: 1,
  rows: [
    ["Usage Report", null],
    ["Date range", `${isoDay(REPORT_FROM)} - ${isoDay(LAST_DAY)}`],
    ["Teams", "All teams"],
    ["Access option", "All"],
  ],
};

/** The vendor's aggregate report, the only export with dates of assignment. */
export function usageReportSheet(everyone: readonly Staff[], use: readonly UseRow[]): PlainSheet {
  const header = [
    "hashed_autodesk_id",
    "first_name",
    "last_name",
    "email",
    "autodesk_id",
    "team_alias",
    "group",
    "offering_name",
    "version",
    "seat_assignment",
    "assigned_date",
    "unassigned_date",
    "user_activity",
    "days_inactive",
    "access_option",
    "days_used",
    "monthly_average",
    "tokens_used",
    "last_accessed",
  ];
  const byPerson = new Map<Staff, UseRow[]>();
  for (const row of use) {
    const own = byPerson.get(row.person);
    if (own) own.push(row);
    else byPerson.set(row.person, [row]);
  }
  const rows = everyone.flatMap((person): PlainCell[][] => {
    const own = byPerson.get(person) ?? [];
    return [...seatRow(person, own), ...flexRows(person, own)];
  });
  return {
    name: "Usage Report",
    widths: [34, 12, 13, 30, 15, 14, 22, 48, 12, 16, 22, 22, 13, 13, 14, 10, 16, 12, 13],
    header: 1,
    rows: [header, ...rows],
  };
}

function seatRow(person: Staff, use: readonly UseRow[]): PlainCell[][] {
  const { seat, seatSince, seatUntil } = person;
  // The report forgets a seat that was taken back before its first day.
  if (seat === undefined || seatSince === undefined || (seatUntil ?? LAST_DAY) < REPORT_FROM) return [];
  const assigned = seatUntil === undefined;
  const taken = seatUntil === undefined ? null : `${isoDay(seatUntil)}T16:40:05Z`;
  const own = use.filter(({ on }) => on === "seat");
  return [
    reportRow(
      person,
      exported(seat),
      own,
      [assigned ? "assigned" : "unassigned", `${isoDay(seatSince)}T08:15:32Z`, taken],
      "Subscription",
      null,
    ),
  ];
}

function flexRows(person: Staff, use: readonly UseRow[]): PlainCell[][] {
  const drawn = use.filter(({ on, day }) => on === "tokens" && day >= REPORT_FROM);
  return [...new Set(drawn.map(({ product }) => product))].map((product) => {
    const own = drawn.filter((row) => row.product === product);
    const tokens = own.reduce((sum, row) => sum + (row.tokens ?? 0), 0);
    return reportRow(person, product, own, [null, null, null], "Flex", tokens);
  });
}

function reportRow(
  person: Staff,
  offering: string,
  use: readonly UseRow[],
  assignment: readonly [string | null, string | null, string | null],
  access: string,
  tokens: number | null,
): PlainCell[] {
  const inPeriod = use.filter((row) => row.day >= REPORT_FROM);
  const used = new Set(inPeriod.map((row) => row.day)).size;
  const last = use.at(-1)?.day;
  const versions = [...new Set(inPeriod.map(({ version }) => version))].sort();
  const months = daysThrough(REPORT_FROM, LAST_DAY) / DAYS_PER_MONTH;
  return [
    person.hashedId,
    person.firstName,
    person.lastName,
    person.mail,
    person.autodeskId,
    TEAM,
    person.department,
    offering,
    versions.length === 0 ? null : versions.join(", "),
    ...assignment,
    used > 0 ? "active" : "inactive",
    last === undefined ? null : LAST_DAY - last,
    access,
    used,
    Math.round((used / months) * 10) / 10,
    tokens,
    last === undefined ? null : isoDay(last),
  ];
}

/** The vendor's list of subscriptions, with prices and contracts that the firm added. */
export function subscriptionsSheet(): PlainSheet {
  const header = [
    "team_alias",
    "offering_name",
    "contract_number",
    "subscription_id",
    "term",
    "start_date",
    "end_date",
    "autorenew_date",
    "subscription_status",
    "seat_quantity",
    "reseller_email",
    "reseller_name",
    "Unit price",
    "List price",
    "Contract",
  ];
  const reseller = ["orders@example.com", "Northlight CAD"];
  const rows = Object.values(OFFERINGS).map((offering): PlainCell[] => {
    const collection = offering.contract === "AEC agreement";
    return [
      TEAM,
      offering.exported,
      collection ? "110004417290" : "110004562118",
      offering.subscriptionId,
      "Annual",
      { day: day(collection ? "2026-01-15" : "2026-04-01") },
      { day: day(collection ? "2027-01-14" : "2027-03-31") },
      collection ? { day: day("2027-01-14") } : null,
      "Active",
      offering.bought,
      ...reseller,
      offering.price,
      offering.listPrice,
      offering.contract,
    ];
  });
  // "All dates" in the export brings back what ended long ago.
  const ended: PlainCell[] = [
    TEAM,
    "AutoCAD LT",
    "110003120077",
    "57-18200451",
    "Annual",
    { day: day("2025-04-01") },
    { day: day("2026-03-31") },
    null,
    "Expired",
    8,
    ...reseller,
    480,
    500,
    "Single products 2025",
  ];
  return {
    name: "Subscriptions",
    widths: [14, 48, 16, 16, 9, 11, 11, 15, 19, 13, 22, 17, 10, 10, 20],
    header: 1,
    rows: [header, ...rows, ended],
  };
}

const exported = (offering: OfferingName | undefined): string =>
  offering === undefined ? "Flex" : OFFERINGS[offering].exported;
