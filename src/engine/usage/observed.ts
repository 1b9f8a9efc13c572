import type { Assumptions } from "../assumptions";
import { Access, NOBODY, type Estate, type PersonIndex, type ReportedUse } from "../estate/estate";
import type { DayNumber } from "../units";
import type { Baseline } from "./baseline";
import { reportedUses } from "./reported";
import { baselineDays, type Window } from "./windows";

/** The use of one product by one person, on seats or tokens, over the time that the exports cover. */
export interface Observed {
  readonly person: PersonIndex;
  readonly product: string;
  readonly access: "seat" | "tokens";
  readonly days: number;
  /** Days of the person and product on seats and tokens together. */
  readonly productDays: number;
  /** Tokens as exported; `blankDays` counts the days on tokens for which the export gives none. */
  readonly tokens: number;
  readonly blankDays: number;
  /** Days whose tokens were computed from launches. */
  readonly computedDays: number;
  readonly lastDay: DayNumber | null;
  readonly period: Period;
  /** Whether single days are known, or only a report's totals. */
  readonly daily: boolean;
}

/** The time that an export covers; null is unknown. */
export interface Period {
  readonly days: number | null;
  /** The single days, if they are known. */
  readonly window: Window | null;
}

/** The use that counts. */
export interface Sightings {
  readonly observed: readonly Observed[];
  /** People that only a Usage Report shows, although daily exports exist. */
  readonly reportedOnly: ReadonlySet<PersonIndex>;
}

/**
 * The daily exports, completed by Usage Reports. Daily rows beat totals: a report's rows of a person count
 * only for a kind of access without daily rows of that person, so that nothing counts twice.
 */
export function sightings(estate: Estate, baseline: Baseline, assumptions: Assumptions): Sightings {
  const counting: ReportedUse[] = [];
  const reportedOnly = new Set<PersonIndex>();
  for (const one of estate.reportedUse) {
    const seen = one.access === Access.tokens ? baseline.seenOnTokens : baseline.seenOnSeats;
    if (seen[one.person] === 1 || ((one.daysUsed ?? 0) === 0 && one.tokensUsed === undefined)) continue;
    if (baseline.windows.all !== null) reportedOnly.add(one.person);
    counting.push(one);
  }
  const observed = [...dailyUses(estate, baseline), ...reportedUses(estate, counting, assumptions)];
  return { observed, reportedOnly };
}

function dailyUses(estate: Estate, { pairs, windows }: Baseline): Observed[] {
  const list: Observed[] = [];
  pairs.person.forEach((person, i) => {
    const product = estate.products[pairs.product[i] as number] as string;
    const lastDay = pairs.lastDay[i] as DayNumber;
    const fromPool = (pairs.tokenDays[i] as number) + (pairs.blankDays[i] as number);
    const seatDays = pairs.seatDays[i] as number;
    const productDays = fromPool + seatDays;
    // Charges by result are of no day.
    if (fromPool > 0 || (pairs.tokens[i] as number) !== 0) {
      list.push({
        person,
        product,
        access: "tokens",
        days: fromPool,
        productDays,
        tokens: pairs.tokens[i] as number,
        blankDays: pairs.blankDays[i] as number,
        computedDays: pairs.computedDays[i] as number,
        lastDay,
        period: periodOf(person === NOBODY ? windows.nobody : windows.tokens),
        daily: true,
      });
    }
    if (seatDays > 0) {
      list.push({
        person,
        product,
        access: "seat",
        days: seatDays,
        productDays,
        tokens: 0,
        blankDays: 0,
        computedDays: 0,
        lastDay,
        period: periodOf(person === NOBODY ? windows.nobody : windows.seats),
        daily: true,
      });
    }
  });
  return list;
}

const periodOf = (window: Window | null): Period => ({ days: window && baselineDays(window), window });
