import { upliftOf } from "./scenario-cost";
import type { Analysis } from "../analysis";
import { at } from "../at";
import { fromItsChange, isAtTodaysPrice, type ContractLine } from "../estate/contract-lines";
import { grouped } from "../grouped";
import { onceFor } from "../once-for";
import { yearlySaving } from "../rules/true-down";
import type { TrueDown } from "../seats/droppable";
import {
  boughtOn,
  leastOn,
  orderOf,
  ordersFor,
  priceIn,
  type Needs,
  type OnLines,
  type Order,
} from "../seats/orders";
import {
  fraction,
  least,
  minus,
  money,
  scale,
  seats,
  sumKnown,
  total,
  type Fraction,
  type Money,
  type SeatPrice,
  type Seats,
} from "../units";

/** The contract lines with the prices of the renewal, and the seats needed in each year with today's covers. */
export interface Renewing {
  readonly lines: readonly ContractLine[];
  readonly needs: readonly Needs[];
}

/**
 * A contract line under its right to reduce, year by year from its own renewal (DOMAIN §8). Seats beyond those on the
 * line are bought beside it, with the right and without.
 */
export interface LineRight extends TrueDown {
  readonly of: ContractLine;
  /** The yearly rise of its price. */
  readonly uplift: Fraction;
  /** Seats that the need keeps on the line in each year. All four lists are empty where terms are unknown. */
  readonly needed: readonly Seats[];
  /** Seats that the need or the floor keeps, whatever the cap is. */
  readonly kept: readonly Seats[];
  /** Seats paid for if the quantity is set anew at signing, and the cap holds from the second year on. */
  readonly rebased: readonly Seats[];
  /** What the need or the floor keeps of those. */
  readonly rebasedKept: readonly Seats[];
}

/** The true-downs with their years. */
export const lineRights = onceFor((analysis: Analysis): readonly LineRight[] => {
  const { trueDowns, renewing, assumptions } = analysis;
  const lines = renewing.lines.map(fromItsChange);
  const free = pathsOf(
    ordersFor(
      renewing.needs,
      lines.map((line) => ({ ...line, cap: wholeShare(line), floor: null })),
      false,
    ),
  );
  const rebased = rebasedPaths({ ...renewing, lines });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return trueDowns.map((one): LineRight => {
    const of = byId.get(one.line)!;
    const isKnown = one.droppable !== null;
    const years = renewing.needs.map(() => seats(0));
    const ofLine = (paths: Paths): readonly Seats[] => (isKnown ? (paths.get(one.line) ?? years) : []);
    const [needed, signed] = [ofLine(free), ofLine(rebased)];
    return {
      ...one,
      of,
      uplift: upliftOf(of, assumptions),
      needed,
      kept: keptIn(one.path, [of.bought, ...one.path], of.bought, of, needed),
      rebased: signed,
      rebasedKept: keptIn(signed, [null, ...signed], signed[0] ?? seats(0), of, needed),
    };
  });
});

/** Any share may go, where a cap is known. */
const wholeShare = ({ cap }: ContractLine): Fraction | null => (cap === null ? null : fraction(1));

type Paths = ReadonlyMap<string, readonly Seats[]>;

const pathsOf = (orders: readonly Order[]): Paths =>
  new Map(orders.flatMap(({ line, seats: path }) => (line === null ? [] : [[line.id, path] as const])));

/** The quantity is what the needs and floors ask for in the first year; then each line keeps its cap. */
function rebasedPaths({ lines, needs }: Renewing): Paths {
  const uncapped = lines.map((line) => ({ ...line, cap: wholeShare(line) }));
  const [first, ...later] = needs;
  if (first === undefined) return new Map();
  const signed: OnLines = orderOf(first, uncapped, 1, boughtOn(lines), false).onLines;
  const after = pathsOf(
    ordersFor(
      later,
      lines.map((line) => ({ ...line, bought: signed.get(line.id) ?? seats(0) })),
      false,
      2,
    ),
  );
  return new Map(
    lines.map(({ id }) => [
      id,
      [signed.get(id) ?? seats(0), ...(after.get(id) ?? later.map(() => seats(0)))] as const,
    ]),
  );
}

/**
 * What the need or the floor keeps: the seats paid for where they are more than the cap leaves after the year `before`,
 * which is null where no cap holds yet.
 */
const keptIn = (
  path: readonly Seats[],
  before: readonly (Seats | null)[],
  signed: Seats,
  line: ContractLine,
  needed: readonly Seats[],
): Seats[] =>
  path.map((paid, i) => {
    const last = at(before, i);
    const byCap =
      last === null || line.cap === null
        ? seats(0)
        : leastOn({ ...line, bought: signed }, i + 1, last, false);
    return paid > byCap ? paid : least(paid, at(needed, i));
  });

/** The seats of a line that nobody needs in the first year; null where that is unknown. */
export const surplusOf = ({ of, needed }: Pick<LineRight, "of" | "needed">): Seats | null =>
  needed.length === 0 ? null : minus(of.bought, at(needed, 0));

/** What a seat of a line costs in a year: in the term its price, and then one that has risen; null is unknown. */
export function feeInYear({ of, uplift }: Pick<LineRight, "of" | "uplift">, year: number): SeatPrice | null {
  const price = priceIn(of, year);
  const rises = isAtTodaysPrice(of, year) ? 0 : year - 1;
  return price && scale(price, (1 + uplift) ** rises);
}

/** What a line saves in a year against going on with all its seats, at the price of that year; null is unknown. */
export function savedInYear(
  right: Pick<LineRight, "of" | "uplift">,
  path: readonly Seats[],
  year: number,
): Money | null {
  if (path.length === 0) return null;
  const dropped = minus(right.of.bought, at(path, year - 1));
  if (dropped === 0) return money(0);
  const fee = feeInYear(right, year);
  return fee === null ? null : yearlySaving(dropped, fee, 0, right.of.feeFollows);
}

/** What a path of seats saves over all years; null where any of them is unknown. */
export const savedOverYears = (right: LineRight, path: readonly Seats[]): Money | null =>
  path.length === 0 ? null : sumKnown(path.map((_, i) => savedInYear(right, path, i + 1)));

/** A year of all lines whose terms are known, in seats and money; money is null where a price is unknown. */
export interface RatchetYear {
  readonly year: number;
  readonly needed: Seats;
  /** Without the right a quantity never falls. */
  readonly without: Seats;
  readonly withRight: Seats;
  readonly rebased: Seats;
  readonly savedByRight: Money | null;
  readonly savedByRebasing: Money | null;
}

/** The ratchet against the right to reduce, year by year (DOMAIN §8). */
export function ratchetYears(analysis: Analysis): RatchetYear[] {
  const known = lineRights(analysis).filter(({ path }) => path.length > 0);
  const sum = (i: number, of: (right: LineRight) => readonly Seats[]): Seats =>
    total(known.map((right) => at(of(right), i)));
  const saved = (i: number, of: (right: LineRight) => readonly Seats[]): Money | null =>
    sumKnown(known.map((right) => savedInYear(right, of(right), i + 1)));
  return analysis.renewing.needs.map((_, i) => ({
    year: i + 1,
    needed: sum(i, ({ needed }) => needed),
    without: total(known.map(({ bought }) => bought)),
    withRight: sum(i, ({ path }) => path),
    rebased: sum(i, ({ rebased }) => rebased),
    savedByRight: saved(i, ({ path }) => path),
    savedByRebasing: saved(i, ({ rebased }) => rebased),
  }));
}

/** The lines of each contract; a line without a contract stands for itself, under the name of its offering. */
export const byContract = onceFor(
  (rights: readonly LineRight[]): ReadonlyMap<string, readonly [LineRight, ...LineRight[]]> =>
    grouped(rights, ({ contract, offering }) => contract ?? offering) as Map<
      string,
      [LineRight, ...LineRight[]]
    >,
);

/** The price of a seat at the renewal, where it is known and falls with the quantity. */
export const fallingFee = ({ of, price }: LineRight): SeatPrice | null => (of.feeFollows ? price : null);
