import type { Rate } from "../estate/estate";

/** Whether charges of a product pause while nobody uses it: for no version, for all, or from one version on. */
export type IdleAwareness = Pick<Rate, "pausesWhenIdle" | "pausesFromVersion">;

/** The year or number with which a version begins; NaN where it begins with none. */
const versionNumber = (version: string): number => Number.parseFloat(version);

/**
 * Whether charges of a version pause while nobody uses it (DOMAIN §15); null is unknown. The vendor publishes neither
 * the products nor the versions, so both are input.
 */
export function pausesWhenIdle(
  given: IdleAwareness | undefined,
  version: string | undefined,
): boolean | null {
  const { pausesWhenIdle: pauses, pausesFromVersion: from } = given ?? {};
  if (pauses === false) return false;
  if (from === undefined) return pauses ?? null;
  if (version === undefined) return null;
  const number = versionNumber(version);
  return Number.isNaN(number) ? null : number >= versionNumber(from);
}
