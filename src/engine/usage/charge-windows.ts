/** Minutes in the 24 hours that one charge pays for. */
export const WINDOW_MINUTES = 1440;
/** A shorter launch opens no window and costs nothing (DOMAIN §13). */
export const FREE_MINUTES = 5;

/** A launch of a product by one user, in minutes since 1970-01-01T00:00 UTC. */
export interface Launch {
  readonly start: number;
  readonly end: number;
}

/**
 * The moments of all charges of one user and product, in order, in minutes since 1970-01-01T00:00 UTC.
 *
 * A window opens at the first launch and lasts 24 contiguous hours. A product still open at its end is
 * charged again at that moment; a closed product, at its next launch. All versions share the window, so pass
 * the launches of all versions, in any order (DOMAIN §2, vendor's terms).
 */
export function chargeMoments(launches: Iterable<Launch>): number[] {
  const charged = [...launches].filter(({ start, end }) => end - start >= FREE_MINUTES);
  charged.sort((a, b) => a.start - b.start);
  const moments: number[] = [];
  let windowEnd = -Infinity;
  for (const { start, end } of charged) {
    if (start >= windowEnd) {
      moments.push(start);
      windowEnd = start + WINDOW_MINUTES;
    }
    while (end > windowEnd) {
      moments.push(windowEnd);
      windowEnd += WINDOW_MINUTES;
    }
  }
  return moments;
}
