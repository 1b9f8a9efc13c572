import type { UserAnalysis } from "../analysis";
import { at } from "../at";
import { DAYS_PER_MONTH, DAYS_PER_YEAR } from "../calendar";
import type { Estate, LicenseType } from "../estate/estate";
import type { DayNumber } from "../units";

/** A row in the form that auditors ask for ([E]): who uses what, under which license, how often. */
export interface AuditorRow {
  readonly product: string;
  /** Null where no table states it. */
  readonly sku: string | null;
  /** Flex is a subscription that no seat ties to a person. */
  readonly licenseType: LicenseType;
  /** The user; of a device that nobody is named for, the device. */
  readonly user: string;
  readonly department: string | null;
  /** Days a month; null if the period of the export is unknown, or no export counts the days. */
  readonly daysPerMonth: number | null;
  /** The day of the installation, for perpetual and floating licenses; null is the period of the exports. */
  readonly since: DayNumber | null;
}

const MONTHS_PER_YEAR = DAYS_PER_YEAR / DAYS_PER_MONTH;

const aMonth = (daysPerYear: number | null): number | null => daysPerYear && daysPerYear / MONTHS_PER_YEAR;

/**
 * A row for each seat that a user holds, for each product that a user draws tokens for, and for each user or device of
 * a perpetual or floating license.
 */
export const auditorRows = (users: readonly UserAnalysis[], estate: Estate): AuditorRow[] => {
  const skuOf = skusOf(estate);
  return [...users.flatMap((one) => rowsOfUser(one, skuOf)), ...rowsOfDevices(users, estate, skuOf)];
};

type SkuOf = (product: string, type: LicenseType) => string | null;

function rowsOfUser(one: UserAnalysis, skuOf: SkuOf): AuditorRow[] {
  const { user } = one;
  const department = one.department ?? one.team;
  return [
    ...one.heldSeats.map((product): AuditorRow => ({
      product,
      sku: skuOf(product, "named-user"),
      licenseType: "named-user",
      user,
      department,
      daysPerMonth: one.daysPerMonth,
      since: null,
    })),
    ...one.products
      .filter(({ drawn }) => drawn !== null && drawn > 0)
      .map(({ product, days }): AuditorRow => ({
        product,
        sku: skuOf(product, "subscription"),
        licenseType: "subscription",
        user,
        department,
        daysPerMonth: aMonth(days),
        since: null,
      })),
  ];
}

/** One row for each user, or device without one, however many devices the user has. */
function rowsOfDevices(
  users: readonly UserAnalysis[],
  { devices = [], people }: Estate,
  skuOf: SkuOf,
): AuditorRow[] {
  const rows = new Map<string, AuditorRow>();
  for (const device of devices) {
    const { product, licenseType: type, person, machine } = device;
    if (type !== "perpetual" && type !== "floating") continue;
    const user = person === undefined ? machine : at(people, person).id;
    const own = person === undefined ? undefined : users[person];
    const used = own?.products.find((one) => one.product === product);
    const row: AuditorRow = {
      product,
      sku: device.sku ?? skuOf(product, type),
      licenseType: type,
      user,
      department: device.department ?? own?.department ?? null,
      daysPerMonth: aMonth(used?.days ?? null),
      since: device.installed ?? null,
    };
    const key = JSON.stringify([product, type, user]);
    if (!rows.has(key)) rows.set(key, row);
  }
  return [...rows.values()];
}

/** The SKU of a product under a license type, where all rows that state one state the same. */
function skusOf({ devices = [], licenses = [] }: Estate): SkuOf {
  const stated = new Map<string, Set<string>>();
  for (const { product, licenseType, sku } of [...devices, ...licenses]) {
    if (sku === undefined) continue;
    const key = licenseOf(product, licenseType);
    stated.set(key, (stated.get(key) ?? new Set()).add(sku));
  }
  return (product, type) => {
    const [only = null, ...others] = stated.get(licenseOf(product, type)) ?? [];
    return others.length === 0 ? only : null;
  };
}

/** Seats and tokens of a product are one license. */
const licenseOf = (product: string, type: LicenseType | undefined): string =>
  `${product}\n${type === "perpetual" || type === "floating" ? type : "seat"}`;
