import type { PricedOffer } from "../estate/offers";
import type { ContractLine } from "../estate/contract-lines";
import { boughtOn, leastOn } from "../seats/orders";
import { seats, total, type Seats, type Tokens } from "../units";
import type { YearMix } from "./best-mix";
import type { SeatLine } from "./scenario-cost";

/**
 * How the best mix goes on when somebody's cover is changed by hand and nothing is chosen anew: what follows from how many people have which
 * seat, and how many tokens they draw.
 */
export interface LiveFormulaInputs {
  /** Seats and tokens that one of today's stands for in each year, and tokens of each pool for planned joiners alone. */
  readonly growth: readonly number[];
  readonly joiners: number;
  /** Tokens a year of each pool of which no export says who drew them. */
  readonly withoutUsers: readonly Tokens[];
  readonly seats: readonly LiveSeatInputs[];
}

/** Of each offering one line takes what more or fewer people need of it. */
export interface LiveSeatInputs {
  readonly offering: string;
  /** The line's place in the scenario; null for an offering that has none, of which people may yet be given a seat. */
  readonly line: number | null;
  /**
   * By year: the line's seats are those needed, at least so many in all, less those on other lines. Null where another mix was chosen for
   * the year, which is held as it is.
   */
  readonly years: readonly ({ readonly least: Seats; readonly others: Seats } | null)[];
}

/** What the lines of the best mix follow; `growth` is by year. */
export function liveFormulaInputsOf(
  lines: readonly SeatLine[],
  mixes: readonly YearMix[],
  contractLines: readonly ContractLine[],
  offers: readonly PricedOffer[],
  growth: readonly number[],
  joiners: number,
  unnamed: readonly Tokens[],
): LiveFormulaInputs {
  return {
    growth,
    joiners,
    withoutUsers: unnamed,
    seats: offers.map(({ offering }): LiveSeatInputs => {
      const alike = lines.flatMap((line, i) => (line.offering === offering && !line.committed ? [i] : []));
      const bought = alike.find((i) => lines[i]?.source === null && total(lines[i].seats) > seats(0));
      const place = bought ?? [...alike].reverse().find((i) => lines[i]?.source !== null) ?? null;
      return {
        offering,
        line: place,
        years: mixes.map(({ plans, needs }, i) => {
          if (plans !== mixes[0]?.plans) return null;
          const all = total(
            lines.filter((line) => line.offering === offering).map((line) => line.seats[i] ?? seats(0)),
          );
          const own = place === null ? seats(0) : (lines[place]?.seats[i] ?? seats(0));
          const idle = all > (needs.get(offering) ?? seats(0));
          const may =
            idle || place === null ? own : leastOf(lines[place] as SeatLine, lines, i, mixes, contractLines);
          return { least: seats(all - own + may), others: seats(all - own) };
        }),
      };
    }),
  };
}

/** What a line holds at least in a year: what its contract leaves, and what its floor lacks without it. */
function leastOf(
  { source, seats: own }: SeatLine,
  lines: readonly SeatLine[],
  i: number,
  mixes: readonly YearMix[],
  contractLines: readonly ContractLine[],
): Seats {
  const now = own[i] ?? seats(0);
  if (source === null) return seats(0);
  const before = i === 0 ? boughtOn(contractLines) : (mixes[i - 1] as YearMix).order.onLines;
  const least = leastOn(source, i + 1, before.get(source.id) ?? seats(0));
  if (source.floor === null) return least;
  const together = total(
    lines
      .filter((line) => line.source?.contract === source.contract)
      .map((line) => line.seats[i] ?? seats(0)),
  );
  return seats(Math.max(least, now - Math.max(together - source.floor, 0)));
}
