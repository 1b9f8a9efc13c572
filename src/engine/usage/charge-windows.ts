/** Minutes in the 24 hours that one charge pays for. */
export const WINDOW_MINUTES = 1440;
/** A shorter launch opens no window and costs nothing (DOMAIN §13). */
export const FREE_MINUTES = 5;

/** A launch of a product by one user, in minutes since 1970-01-01T00:00 UTC. */
export interface Launch {
  readonly start: number;
  readonly end: number;
}

/** 24 contiguous hours of a product that one charge pays for. */
export interface ChargeWindow<L extends Launch = Launch> {
  /** The moment of the charge. */
  readonly start: number;
  /** A launch outside any window, or a product still open when its window ended. */
  readonly reason: "launch" | "still open";
  /** The launch that was charged. */
  readonly by: L;
}

/**
 * The windows of one user and product, in order.
 *
 * A window opens at the first launch and lasts 24 contiguous hours. A product still open at its end is
 * charged again at that moment; a closed product, at its next launch. All versions share the window, so pass
 * the launches of all versions, in any order (DOMAIN §2, vendor's terms).
 */
export function chargeWindows<L extends Launch>(launches: Iterable<L>): ChargeWindow<L>[] {
  const charged = [...launches].filter(isCharged);
  charged.sort((a, b) => a.start - b.start);
  const windows: ChargeWindow<L>[] = [];
  let windowEnd = -Infinity;
  for (const by of charged)
    windowEnd = chargedUntil(windowEnd, by, (start, reason) => windows.push({ start, reason, by }));
  return windows;
}

/**
 * The end of the last window after a further launch, where `windowEnd` is the end before it and all earlier launches
 * have been passed. `charge` is told of each charge of the launch.
 */
export function chargedUntil(
  windowEnd: number,
  { start, end }: Launch,
  charge: (moment: number, reason: ChargeWindow["reason"]) => void,
): number {
  let until = windowEnd;
  if (start >= windowEnd) {
    charge(start, "launch");
    until = start + WINDOW_MINUTES;
  }
  for (; end > until; until += WINDOW_MINUTES) charge(until, "still open");
  return until;
}

/** The moments of all charges of one user and product, in order, in minutes since 1970-01-01T00:00 UTC. */
export const chargeMoments = (launches: Iterable<Launch>): number[] =>
  chargeWindows(launches).map(({ start }) => start);

/** Whether a launch can open a window. */
export const isCharged = ({ start, end }: Launch): boolean => end - start >= FREE_MINUTES;

/**
 * The calendar days that the launches touch, in order. Metering by calendar days would charge each of them: the
 * rule that does not hold, for comparison (DOMAIN §2). A launch that ends at midnight does not touch the next day.
 */
export function calendarDays(launches: Iterable<Launch>): number[] {
  const touched = new Set<number>();
  for (const launch of launches) {
    if (!isCharged(launch)) continue;
    const last = Math.ceil(launch.end / WINDOW_MINUTES) - 1;
    for (let day = Math.floor(launch.start / WINDOW_MINUTES); day <= last; day++) touched.add(day);
  }
  return [...touched].sort((a, b) => a - b);
}
