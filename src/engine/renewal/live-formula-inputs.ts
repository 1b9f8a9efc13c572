import { at } from "../at";
import type { Context } from "../estate/context";
import { isAtTodaysPrice, mayChange, type ContractLine, type LineId } from "../estate/contract-lines";
import type { PricedOffer } from "../estate/offers";
import { grouped } from "../grouped";
import type { TokenPools } from "../pool/token-pools";
import { boughtOn, byKeeping, leastOn, type OnLines } from "../seats/orders";
import { fraction, minus, most, plus, seats, total, type Fraction, type Seats, type Tokens } from "../units";
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

/** How a line of the best mix follows the seats that are needed of its offering. */
export interface LiveSeatInputs {
  /** The line's place in the scenario, or a line without seats in the scenario. */
  readonly line: number | SeatLine;
  /**
   * By year. Null where the seats do not follow: in a year with a mix of its own, before the line can change, and
   * for an offering that stays as it is.
   */
  readonly years: readonly (LiveSeats | null)[];
}

/**
 * The line takes the needed seats beyond `others`: at least `least`, at most `most`. `others` are the seats on lines
 * that are kept before it, and the least seats of the lines after it.
 */
export interface LiveSeats {
  /** For new seats: the seats on all lines in the year before. */
  readonly others: Seats;
  readonly least: Seats;
  /** Null for new seats. */
  readonly most: Seats | null;
  /**
   * The share of its seats of the year before that the line may drop: these then stand for `most`, and bound `least`.
   * Null where `least` and `most` stand.
   */
  readonly cap: Fraction | null;
  /** The seats needed in this run, if the line is known to follow only these, as a floor moves seats between lines. */
  readonly onlyAt: Seats | null;
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
  const first = mixes[0]?.plans;
  const chosen: Chosen = {
    terms,
    mixes,
    today: boughtOn(terms.lines),
    own: grouped(terms.lines, ({ offering }) => offering),
    bought: grouped(lines.entries(), ([, { offering }]) => offering),
    onContracts: mixes.map((_, i) => seatsOnContracts(lines, i)),
  };
  return {
    growth: mixes.map((_, i) => joiners * grownBy(i + 1, context.assumptions)),
    joiners,
    withoutUsers: pools.withoutUsers,
    seats: context.priced
      .filter(({ offering }) => !context.stays.has(offering))
      .flatMap((offer): LiveSeatInputs[] => {
        const { offering } = offer;
        const years = mixes.map((mix, i) => (mix.plans === first ? liveYear(offering, i, chosen) : null));
        const places = new Map<LineId | null, number>();
        for (const [place, line] of chosen.bought.get(offering) ?? [])
          if (!line.committed && !places.has(sourceOf(line))) places.set(sourceOf(line), place);
        const sources = [...(chosen.own.get(offering) ?? []), null];
        return sources.map((source): LiveSeatInputs => {
          return {
            line: places.get(source?.id ?? null) ?? unboughtLine(offer, source, terms, mixes.length),
            years: years.map((year) => year?.get(source?.id ?? null) ?? null),
          };
        });
      }),
  };
}

/** A contract line, or new seats, with a quantity of 0. */
const unboughtLine = (
  { offering, pricePerYear }: PricedOffer,
  source: ContractLine | null,
  { keepsPrice }: RenewalTerms,
  years: number,
): SeatLine => {
  const isOwn = source !== null && keepsPrice(source);
  return {
    offering,
    contract: source?.contract ?? null,
    seats: new Array<Seats>(years).fill(seats(0)),
    unitPrice: isOwn ? source.price : pricePerYear,
    listed: !isOwn,
    uplift: source?.uplift ?? null,
    upliftCap: source?.upliftCap ?? null,
    committed: false,
    source,
  };
};

/** The contract line of a line; null for new seats. */
const sourceOf = ({ source }: SeatLine): LineId | null => source?.id ?? null;

/** The best mix as it was chosen. */
interface Chosen {
  readonly terms: RenewalTerms;
  readonly mixes: readonly YearMix[];
  readonly today: OnLines;
  /** Today's lines by offering. */
  readonly own: ReadonlyMap<string, readonly ContractLine[]>;
  /** The lines that the scenario buys, with their places in it, by offering. */
  readonly bought: ReadonlyMap<string, readonly (readonly [number, SeatLine])[]>;
  /** By year: the seats on each contract. */
  readonly onContracts: readonly ReadonlyMap<string, Seats>[];
}

function seatsOnContracts(lines: readonly SeatLine[], i: number): ReadonlyMap<string, Seats> {
  const onContracts = new Map<string, Seats>();
  for (const { source, seats: n } of lines)
    if (source?.contract != null)
      onContracts.set(source.contract, plus(onContracts.get(source.contract) ?? seats(0), at(n, i)));
  return onContracts;
}

/** By contract line of an offering, and null for its new seats: how each follows, in the order of `orderOf`. */
type LiveYear = Map<LineId | null, LiveSeats>;

function liveYear(offering: string, i: number, chosen: Chosen): LiveYear {
  const { mixes } = chosen;
  const before = i === 0 ? chosen.today : at(mixes, i - 1).order.onLines;
  const own = [...(chosen.own.get(offering) ?? [])].sort(byKeeping(i + 1));
  const bought = new Map<LineId | null, Seats>();
  for (const [, line] of chosen.bought.get(offering) ?? [])
    bought.set(sourceOf(line), plus(bought.get(sourceOf(line)) ?? seats(0), at(line.seats, i)));
  const seatsOf = (source: ContractLine | null): Seats => bought.get(source?.id ?? null) ?? seats(0);
  const needed = at(mixes, i).needs.get(offering) ?? seats(0);
  const idle = plus(total(own.map(seatsOf)), seatsOf(null)) > needed;
  const byFloor = leastByFloor(own, i, chosen, idle);
  const mostOf = ({ id }: ContractLine): Seats => before.get(id) ?? seats(0);
  const leastOf = (line: ContractLine): Seats =>
    most(byFloor.get(line.id)!, leastOn(line, i + 1, mostOf(line)));
  let filled = total(own.map(leastOf));
  const follow: LiveYear = new Map();
  for (const line of own) {
    const others = minus(filled, leastOf(line));
    const isCapLive = line.cap !== null && line.capOf === "last year";
    const isFollowing = i > Math.max(line.committedYears, line.yearsInTerm);
    // In a term the seats are those of the year before.
    const isHeld = isFollowing && !mayChange(line, i + 1);
    const isLive = isHeld || (isFollowing && line.feeFollows && isCapLive);
    follow.set(line.id, {
      others,
      least: isLive ? byFloor.get(line.id)! : leastOf(line),
      most: mostOf(line),
      cap: isHeld ? fraction(0) : isLive ? line.cap : null,
      onlyAt: null,
    });
    filled = plus(others, mostOf(line));
  }
  follow.set(null, {
    others: filled,
    least: idle ? seatsOf(null) : seats(0),
    most: null,
    cap: null,
    onlyAt: null,
  });
  const holds = [...own, null].every((source) => {
    const live = follow.get(source?.id ?? null)!;
    const least = source === null ? live.least : leastOf(source);
    return Math.min(Math.max(needed - live.others, least), live.most ?? Infinity) === seatsOf(source);
  });
  // Seats in multiples go up in steps, which no least and most follow.
  const isKnownAtAny = holds && !chosen.terms.prices.multiples.has(offering);
  for (const [id, live] of follow) if (!isKnownAtAny) follow.set(id, { ...live, onlyAt: needed });
  for (const line of own) if (isAtTodaysPrice(line, i + 1)) follow.delete(line.id);
  return follow;
}

/**
 * The fewest seats of each line by its contract's floor, if other offerings keep theirs: what a contract has above its
 * floor goes from the line that is kept last.
 */
function leastByFloor(
  own: readonly ContractLine[],
  i: number,
  { mixes, onContracts }: Chosen,
  idle: boolean,
): Map<LineId, Seats> {
  const { onLines } = at(mixes, i).order;
  const surplus = new Map<string, number>();
  const least = new Map<LineId, Seats>();
  for (const { id, contract, floor } of [...own].reverse()) {
    if (contract === null || floor === null) {
      least.set(id, seats(0));
      continue;
    }
    const here = onLines.get(id) ?? seats(0);
    const onContract = at(onContracts, i).get(contract) ?? seats(0);
    const above = idle ? 0 : (surplus.get(contract) ?? Math.max(onContract - floor, 0));
    const fewest = seats(Math.max(here - above, 0));
    surplus.set(contract, above - (here - fewest));
    least.set(id, fewest);
  }
  return least;
}
