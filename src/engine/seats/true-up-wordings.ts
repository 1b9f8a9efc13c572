import type { Context } from "../estate/context";
import { contractNamed, endOf, running } from "../estate/contract-lines";
import type { TrueUpWording } from "../estate/estate";
import { heldTerms } from "../estate/holdings";
import { coTermCost } from "../rules/renewal-price";
import { highWaterMark, rollingAverage, stepsOver, type CountedSeats, type SeatSpan } from "../rules/true-up";
import { money, seats, times, total, type DayNumber, type Money, type SeatPrice, type Seats } from "../units";

/** A number that lies between two bounds; a bound is null where it is unknown. */
export interface LowAndHigh<N extends number> {
  readonly low: N | null;
  readonly high: N | null;
}

/** What a wording of the true-up counts and charges (DOMAIN §15). */
export interface TrueUpByWording {
  readonly wording: TrueUpWording;
  /** Whether a contract of the offering has it. */
  readonly isAgreed: boolean;
  readonly seats: LowAndHigh<Seats>;
  /** Months for which seats are charged back, over all seats together. */
  readonly seatMonths: LowAndHigh<number>;
  /** Charged back for the time until now. */
  readonly retroactive: LowAndHigh<Money>;
  /** A year of the seats counted, from the renewal on. */
  readonly forward: LowAndHigh<Money>;
  /** Why a bound is unknown or the two differ, without a full stop; null where they are the same. */
  readonly reason: string | null;
}

/**
 * The bounds of the true-up by the wording that the contracts have; null where they have none but the snapshot. Where
 * contracts differ, the bounds are the widest.
 */
export function agreedTrueUp(trueUps: readonly TrueUpByWording[]): LowAndHigh<Money> | null {
  const agreed = trueUps.filter(({ isAgreed }) => isAgreed);
  if (agreed.every(({ wording }) => wording === "snapshot")) return null;
  const lows = agreed.flatMap(({ retroactive: { low } }) => low ?? []);
  const highs = agreed.flatMap(({ retroactive: { high } }) => high ?? []);
  return {
    low: lows.length < agreed.length ? null : money(Math.min(...lows)),
    high: highs.length < agreed.length ? null : money(Math.max(...highs)),
  };
}

/** The true-up of an offering by each wording, and what else could be done about the seats over. */
export interface TrueUpWordings {
  /** None where no table says how many seats are bought or assigned. */
  readonly trueUps: readonly TrueUpByWording[];
  /** The most seats that the contracts let the vendor charge; null for no limit. */
  readonly overageCap: Seats | null;
  /** A year of a seat from the renewal on; null is unknown. */
  readonly renewalPrice: SeatPrice | null;
  /** The seats over bought now, prorated to the end of the line that ends first; null where that is unknown. */
  readonly prorated: Money | null;
}

/** What the wordings rest on besides the tables. */
export interface WordingFacts {
  readonly bought: Seats | null;
  readonly assigned: Seats | null;
  /** The snapshot, as `overageOf` finds it. */
  readonly snapshot: { readonly seats: LowAndHigh<Seats>; readonly seatMonths: LowAndHigh<number> };
  /** Seats over for which another reason is known than a debt. */
  readonly excused: Seats;
  /** The day on which the term began; the latest and the earliest where lines differ or no table says. */
  readonly term: { readonly latest: DayNumber; readonly earliest: DayNumber };
  readonly overagePrice: SeatPrice | null;
  readonly renewalPrice: SeatPrice | null;
}

const WORDINGS = ["snapshot", "high-water mark", "rolling average"] as const;

/** The wordings that an offering's running lines state, each else by its contract. */
function agreedWordings({ estate, asOf }: Context, offering: string): ReadonlySet<TrueUpWording> {
  const own = estate.subscriptions.filter(
    (row) => row.offering === offering && running(row, estate.contracts, asOf),
  );
  return new Set(
    own.flatMap((row) => row.trueUpBy ?? contractNamed(estate.contracts, row.contract)?.trueUpBy ?? []),
  );
}

/** The most seats over that the contracts of an offering let the vendor charge; null where one sets no limit. */
export function overageCapOf({ estate, lines }: Context, offering: string): Seats | null {
  const own = lines.filter((line) => line.offering === offering);
  const caps = own.map(({ contract }) => contractNamed(estate.contracts, contract ?? undefined)?.overageCap);
  // A contract with several lines of the offering limits them together.
  const byContract = new Map(own.map(({ contract }, i) => [contract, caps[i]]));
  const known = [...byContract.values()].filter((cap) => cap !== undefined);
  return known.length === 0 || known.length < byContract.size ? null : total(known);
}

export function trueUpWordings(context: Context, offering: string, facts: WordingFacts): TrueUpWordings {
  const overageCap = overageCapOf(context, offering);
  const { bought, assigned } = facts;
  const { renewalPrice } = facts;
  if (bought === null || assigned === null) return { trueUps: [], overageCap, renewalPrice, prorated: null };
  const agreed = agreedWordings(context, offering);
  const trueUps = WORDINGS.map((wording) => {
    const counted =
      wording === "snapshot"
        ? { ...facts.snapshot, reason: whyRange(facts) }
        : countedBy(context, offering, wording, facts);
    return { wording, isAgreed: agreed.has(wording), ...counted, ...trueUpMoney(counted, facts) };
  });
  return { trueUps, overageCap, renewalPrice, prorated: proratedOf(context, offering, facts) };
}

const DATES_OR_EXCUSES = "dates are missing, or seats over may be no debt";

const whyRange = ({ snapshot: { seatMonths } }: WordingFacts): string | null =>
  seatMonths.low === seatMonths.high ? null : DATES_OR_EXCUSES;

type Counted = Pick<TrueUpByWording, "seats" | "seatMonths" | "reason">;

/** Today's holders and former holders, as far as dates tell: at least, and at most. */
function countedBy(context: Context, offering: string, wording: TrueUpWording, facts: WordingFacts): Counted {
  const { asOf } = context;
  const { term, excused, snapshot } = facts;
  const most = overageCapOf(context, offering) ?? Infinity;
  const rule = wording === "rolling average" ? rollingAverage : highWaterMark;
  const held = heldSpans(context, offering);
  const bought = boughtSpans(context, offering);
  const counted = (spans: readonly SeatSpan[], since: DayNumber): CountedSeats =>
    rule(stepsOver(spans, bought, since, asOf), most);
  const [few, many] = [counted(held.least, term.latest), counted(held.most, term.earliest)];
  // Seats that may be no debt are none at the least.
  const atLeast =
    excused > 0 ? { seats: snapshot.seats.low ?? seats(0), seatMonths: snapshot.seatMonths.low ?? 0 } : few;
  const isHistoryKnown = held.isTakenBackKnown;
  const isExact = isHistoryKnown && Math.abs(many.seatMonths - atLeast.seatMonths) < 1e-9;
  return {
    seats: { low: atLeast.seats, high: isHistoryKnown ? many.seats : null },
    seatMonths: { low: atLeast.seatMonths, high: isHistoryKnown ? many.seatMonths : null },
    reason: isExact
      ? null
      : isHistoryKnown
        ? DATES_OR_EXCUSES
        : "no table lists seats that were taken back, so more may have been assigned before",
  };
}

/** The seats of an offering in people's hands, with the dates that are known, and with the widest that may be. */
function heldSpans({ estate, holdings }: Context, offering: string) {
  const own = estate.people.flatMap((_, person) =>
    holdings.of(person).filter((one) => one.offering === offering),
  );
  const terms = own.flatMap(heldTerms);
  const span = (first: number, last: number): SeatSpan => ({ seats: 1, first, last });
  return {
    least: terms.flatMap(({ since, last }) =>
      since === undefined || last.sure === -Infinity ? [] : [span(since, last.sure)],
    ),
    most: terms.map(({ since, last }) => span(since ?? -Infinity, last.possible)),
    // That another offering's seats were taken back says nothing of this one's.
    isTakenBackKnown: own.some((one) => !one.assigned) || terms.some(({ until }) => until !== undefined),
  };
}

/** The seats of an offering as its lines begin and end; a line without a date has been there, or goes on. */
const boughtSpans = ({ estate }: Context, offering: string): SeatSpan[] =>
  estate.subscriptions
    .filter((line) => line.offering === offering)
    .map((line) => ({
      seats: line.seats,
      first: line.start ?? -Infinity,
      last: endOf(line, estate.contracts) ?? Infinity,
    }));

function trueUpMoney(
  { seats: n, seatMonths }: Counted,
  { overagePrice, renewalPrice }: WordingFacts,
): Pick<TrueUpByWording, "retroactive" | "forward"> {
  const back = (months: number | null): Money | null =>
    months === 0
      ? money(0)
      : months === null || overagePrice === null
        ? null
        : money((months * overagePrice) / 12);
  const ahead = (count: Seats | null): Money | null =>
    count === 0 ? money(0) : count === null || renewalPrice === null ? null : times(renewalPrice, count);
  return {
    retroactive: { low: back(seatMonths.low), high: back(seatMonths.high) },
    forward: { low: ahead(n.low), high: ahead(n.high) },
  };
}

/** What the seats over cost if they are bought now and end with the line that ends first. */
function proratedOf({ lines, asOf }: Context, offering: string, facts: WordingFacts): Money | null {
  const { snapshot, overagePrice } = facts;
  const over = snapshot.seats.high;
  if (over === 0) return money(0);
  const ends = lines.flatMap((line) => (line.offering === offering ? (line.end ?? []) : []));
  if (over === null || ends.length === 0 || overagePrice === null) return null;
  return coTermCost(over, overagePrice, asOf, Math.min(...ends) as DayNumber);
}
