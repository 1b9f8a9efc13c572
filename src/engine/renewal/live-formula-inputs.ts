import { at } from "../at";
import type { Context } from "../estate/context";
import type { TokenPools } from "../pool/token-pools";
import { boughtOn, leastOn } from "../seats/orders";
import { minus, plus, seats, total, type Seats, type Tokens } from "../units";
import type { YearMix } from "./best-mix";
import { grownBy, type SeatLine } from "./scenario-cost";
import type { RenewalTerms } from "./seat-lines";

/**
 * How the best mix follows a cover that the analyst changes by hand, without a new optimisation: from the
 * number of people with each seat and the tokens that they draw.
 */
export interface LiveFormulaInputs {
  /** By year: seats and tokens needed for each of today's, growth and planned joiners included. */
  readonly growth: readonly number[];
  /** The factor of planned joiners alone. */
  readonly joiners: number;
  /** Tokens a year without a stated user, by pool. */
  readonly withoutUsers: readonly Tokens[];
  readonly seats: readonly LiveSeatInputs[];
}

/** One line of each offering absorbs a change of its seats. */
export interface LiveSeatInputs {
  readonly offering: string;
  /** The line's place in the scenario; null for an offering without a line. */
  readonly line: number | null;
  /**
   * By year: the line's seats are max(seats needed, `least`) − `others`. Null in a year with a mix of its
   * own, whose seats do not follow, and for an offering that stays as it is.
   */
  readonly years: readonly ({ readonly least: Seats; readonly others: Seats } | null)[];
}

export function liveFormulaInputsOf(
  {
    context,
    pools,
    joiners,
  }: { readonly context: Context; readonly pools: TokenPools; readonly joiners: number },
  terms: RenewalTerms,
  lines: readonly SeatLine[],
  mixes: readonly YearMix[],
): LiveFormulaInputs {
  return {
    growth: mixes.map((_, i) => joiners * grownBy(i + 1, context.assumptions)),
    joiners,
    withoutUsers: pools.withoutUsers,
    seats: context.priced.map(({ offering }): LiveSeatInputs => {
      const line = followingLine(offering, lines);
      const years = mixes.map(({ plans, needs }, i) => {
        if (plans !== at(mixes, 0).plans || context.stays.has(offering)) return null;
        const all = seatsIn(
          lines.filter((one) => one.offering === offering),
          i,
        );
        if (line === null) return { least: all, others: all };
        const followed = at(lines, line);
        const own = at(followed.seats, i);
        const idle = all > (needs.get(offering) ?? 0);
        const floor = idle ? own : leastOfLine(followed, lines, i, mixes, terms);
        return { least: plus(minus(all, own), floor), others: minus(all, own) };
      });
      return { offering, line, years };
    }),
  };
}

const seatsIn = (lines: readonly SeatLine[], i: number): Seats =>
  total(lines.map((line) => at(line.seats, i)));

/** New seats if any are bought, else the last contract line. */
function followingLine(offering: string, lines: readonly SeatLine[]): number | null {
  const places = lines.flatMap((line, i) => (line.offering === offering && !line.committed ? [i] : []));
  const isNew = (i: number): boolean => at(lines, i).source === null;
  return (
    places.find((i) => isNew(i) && total(at(lines, i).seats) > 0) ??
    [...places].reverse().find((i) => !isNew(i)) ??
    null
  );
}

/** The fewest seats of a line in a year, by its cap and by its contract's floor. */
function leastOfLine(
  { source, seats: own }: SeatLine,
  lines: readonly SeatLine[],
  i: number,
  mixes: readonly YearMix[],
  terms: RenewalTerms,
): Seats {
  if (source === null) return seats(0);
  const before = i === 0 ? boughtOn(terms.lines) : at(mixes, i - 1).order.onLines;
  const least = leastOn(source, i + 1, before.get(source.id) ?? seats(0));
  if (source.floor === null) return least;
  const onContract = seatsIn(
    lines.filter((line) => line.source?.contract === source.contract),
    i,
  );
  return seats(Math.max(least, at(own, i) - Math.max(onContract - source.floor, 0)));
}
