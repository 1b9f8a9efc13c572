import type { UserAnalysis } from "../analysis";
import { MEAN_MONTHS_A_YEAR } from "../calendar";

/** A row in the form that auditors ask for ([E]): who uses what, under which license, how often. */
export interface AuditorRow {
  readonly product: string;
  /** Flex is a subscription that no seat ties to a person. */
  readonly licenseType: "named-user" | "subscription";
  readonly user: string;
  readonly department: string | null;
  /** Days a month; null if the period of the export is unknown. */
  readonly daysPerMonth: number | null;
}

/** A row for each seat that a user holds, and for each product that a user draws tokens for. */
export const auditorRows = (users: readonly UserAnalysis[]): AuditorRow[] =>
  users.flatMap((one): AuditorRow[] => {
    const { user, department, team } = one;
    const base = { user, department: department ?? team };
    return [
      ...one.heldSeats.map((product): AuditorRow => ({
        ...base,
        product,
        licenseType: "named-user",
        daysPerMonth: one.daysPerMonth,
      })),
      ...one.products
        .filter(({ drawn }) => drawn !== null && drawn > 0)
        .map(({ product, days }): AuditorRow => ({
          ...base,
          product,
          licenseType: "subscription",
          daysPerMonth: days === null ? null : days / MEAN_MONTHS_A_YEAR,
        })),
    ];
  });
