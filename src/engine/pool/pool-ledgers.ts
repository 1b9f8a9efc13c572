import { at } from "../at";
import type { Context } from "../estate/context";
import { NOBODY, type PersonIndex } from "../estate/estate";
import {
  days,
  fraction,
  minus,
  plus,
  scale,
  sumKnown,
  tokens,
  total,
  type DayNumber,
  type Money,
  type Tokens,
} from "../units";
import type { Usage } from "../usage/usage";
import { listed } from "../wording";
import { countingOf, type Consumption } from "./consumption";
import { dailyDrawsBy } from "./daily-draws";
import { forecastOf, type TokenForecast } from "./forecast";
import { ledgerOf, type Ledger } from "./ledger";
import type { LedgerMonth } from "./ledger-book";
import { ledgerPacks, ledgerPacksByPool } from "./ledger-packs";
import { historiesBy } from "./months";

/** The ledger of a pool: tokens belong to the contract or team that bought them (DOMAIN §13). */
export interface PoolLedger {
  readonly pool: string;
  readonly ledger: Ledger;
  /** Its part of the forecast; null without one. */
  readonly forecast: TokenForecast | null;
}

/** What one pool would save against several: tokens that would not expire, and would not have to be bought on top. */
export interface Merging {
  /** The ledger of all packs and all use as one pool. */
  readonly merged: Ledger;
  /** Expired so far and by the forecast. */
  readonly expiredApart: Tokens;
  readonly expiredMerged: Tokens;
  /** By the forecast; null without one. */
  readonly toBuyApart: Tokens | null;
  readonly toBuyMerged: Tokens | null;
  /** What was paid for the tokens that would not expire; null if the price of a pack is unknown. */
  readonly worth: Money | null;
}

export interface Ledgers {
  /** All packs: the pools' ledgers added up, or one replay of all. */
  readonly ledger: Ledger | null;
  /** The pools, where packs and use name them; else none. */
  readonly pools: readonly PoolLedger[];
  /** Why packs of several pools are replayed as one; null where they are not, or are of one pool. */
  readonly together: string | null;
  readonly merging: Merging | null;
}

interface LedgersInput {
  readonly context: Context;
  readonly usage: Usage;
  readonly consumption: Consumption;
  readonly forecast: TokenForecast | null;
}

/** The ledger of all packs, and a ledger for each pool that packs and use name. */
export function ledgersOf(input: LedgersInput): Ledgers {
  const { context, consumption, forecast } = input;
  const { asOf, assumptions } = context;
  const { draws } = consumption;
  if (draws === null) return { ledger: null, pools: [], together: null, merging: null };
  const common = { asOf, extensionDays: assumptions.extensionDays };
  const merged = ledgerOf({ ...ledgerPacks(context), ...common, draws, forecast });
  const asOne = (why: string | null) => ({ ledger: merged, pools: [], together: why, merging: null });
  const byPool = ledgerPacksByPool(context);
  const { names, together } = poolNames(input, byPool, draws.first);
  if (merged === null || names.length === 0) return asOne(together);
  const pools = poolLedgers(input, names, byPool);
  // A pool that is left out would take its tokens and its use out of the sum.
  const missing = names.filter((name) => pools.every(({ pool }) => pool !== name));
  if (missing.length > 0) return asOne(`no pack of ${someOf(missing)} has begun`);
  const apart = joinedLedger(pools.map(({ ledger }) => ledger));
  return { ledger: apart, pools, together: null, merging: mergingOf(apart, merged) };
}

type PacksByPool = ReturnType<typeof ledgerPacksByPool>;

/**
 * The pools that packs and use both name. None where packs are of one, or where packs or use do not say: then why.
 * Packs that ended before the first day of the exports do not count.
 */
function poolNames(
  { context, usage }: LedgersInput,
  byPool: PacksByPool,
  first: DayNumber,
): { readonly names: readonly string[]; readonly together: string | null } {
  const named = [...byPool].flatMap(([pool, { packs, moves }]) =>
    moves.size > 0 || packs.some(({ lastDay }) => lastDay >= first) ? [pool] : [],
  );
  const names = named.filter((name) => name !== null).sort();
  const one = (why: string | null) => ({ names: [], together: why });
  if ([...byPool.keys()].filter((name) => name !== null).length < 2) return one(null);
  if (context.assumptions.tokenPools === "merged") return one('the assumption "Token pools" is merged');
  if (named.length > names.length) return one("a pack or token event names neither a pool nor a contract");
  const unsaid = contractsOfSeveral(byPool);
  if (unsaid.length > 0) return one(`only some packs of ${someOf(unsaid)} name a pool`);
  const strangers = new Set(
    poolsOfUse(context, usage).filter((pool) => pool === null || !names.includes(pool)),
  );
  if (strangers.size === 0) return names.length < 2 ? one(null) : { names, together: null };
  const others = [...strangers].filter((name) => name !== null).sort();
  if (others.length === 0) return one("some use names no pool");
  return one(`some use is of ${someOf(others)}, for which no pack is known`);
}

/** Contracts with packs that name a pool and packs that do not: the pool of the latter is unknown. */
function contractsOfSeveral(byPool: PacksByPool): string[] {
  const packs = [...byPool.values()].flatMap((own) => own.packs);
  const split = new Set(packs.flatMap(({ pool, contract }) => (pool === undefined ? [] : (contract ?? []))));
  const standing = packs.flatMap(({ pool, contract }) => (pool === undefined ? (contract ?? []) : []));
  return [...new Set(standing)].filter((contract) => split.has(contract)).sort();
}

/** The pools of the people who drew tokens; null where none is named. */
function poolsOfUse(context: Context, usage: Usage): (string | null)[] {
  const { isDoubled } = countingOf(usage);
  const { months, adjustments } = usage.baseline;
  const pools = new Set(adjustments.map(({ person }) => poolOfPerson(context, person)));
  months.person.forEach((person, i) => {
    const draws = at(months.tokens, i) !== 0 || at(months.blankDays, i) > 0;
    if (draws && !isDoubled(person, at(context.estate.products, at(months.product, i))))
      pools.add(poolOfPerson(context, person));
  });
  return [...pools];
}

/** The first few of some names, and how many more there are. */
function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return listed([...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])]);
}

/** How many pools a sentence names. */
const MOST_NAMED = 3;

export const poolOfPerson = ({ estate: { people } }: Context, person: PersonIndex): string | null =>
  person === NOBODY ? null : (people[person]?.tokenPool ?? people[person]?.team ?? null);

function poolLedgers(
  { context, usage, forecast }: LedgersInput,
  names: readonly string[],
  byPool: PacksByPool,
): PoolLedger[] {
  const { isDoubled, hasLeft } = countingOf(usage);
  const keyOf = (person: PersonIndex): string | undefined => poolOfPerson(context, person) ?? undefined;
  const draws = dailyDrawsBy(context, usage.baseline, names, { isDoubled, keyOf });
  const forecasts = poolForecasts(
    forecast,
    historiesBy(context, usage.baseline, names, (person, product) =>
      hasLeft(person) || isDoubled(person, product) ? undefined : keyOf(person),
    ),
  );
  const { asOf, assumptions } = context;
  return names.flatMap((pool): PoolLedger[] => {
    const [own, packs] = [draws?.get(pool), byPool.get(pool)];
    const ledger =
      own &&
      packs &&
      ledgerOf({
        ...packs,
        asOf,
        extensionDays: assumptions.extensionDays,
        draws: own,
        forecast: forecasts.get(pool) ?? null,
      });
    return ledger ? [{ pool, ledger, forecast: forecasts.get(pool) ?? null }] : [];
  });
}

/** Each pool's part of the forecast: as much of it as its own months lead to. Its range is that of its own months. */
function poolForecasts(
  whole: TokenForecast | null,
  histories: ReturnType<typeof historiesBy>,
): ReadonlyMap<string, TokenForecast> {
  if (whole === null) return new Map();
  const horizon = whole.months.length;
  const own = new Map(
    [...histories].flatMap(([pool, history]) => {
      const forecast = forecastOf(history, horizon);
      return forecast === null ? [] : [[pool, forecast] as const];
    }),
  );
  if (own.size < histories.size) return new Map();
  const share = whole.months.map(({ expected }, i) => {
    const sum = total([...own.values()].map(({ months }) => at(months, i).expected));
    return sum === 0 ? 0 : expected / sum;
  });
  return new Map(
    [...own].map(([pool, { months, basis, errors }]) => [
      pool,
      {
        basis,
        errors: { ...errors, spread: scale(errors.spread, total(share.map(tokens)) / share.length) },
        months: months.map((month, i) => {
          const part = at(share, i);
          const range = ({ low, high }: typeof month.likely) => ({
            low: scale(low, part),
            high: scale(high, part),
          });
          return {
            month: month.month,
            expected: scale(month.expected, part),
            likely: range(month.likely),
            wide: range(month.wide),
          };
        }),
      },
    ]),
  );
}

const firstDayIn = (list: readonly (DayNumber | null)[]): DayNumber | null => {
  const known = list.filter((day) => day !== null);
  return known.length === 0 ? null : (Math.min(...known) as DayNumber);
};

/** The ledgers of several pools as one: what is left, and the first day on which the packs of any do not suffice. */
function joinedLedger(ledgers: readonly Ledger[]): Ledger {
  const sum = (amount: (ledger: Ledger) => Tokens): Tokens => total(ledgers.map(amount));
  const runOuts = ledgers.map(({ runOut }) => runOut).filter((runOut) => runOut !== null);
  const expected = firstDayIn(runOuts.map((runOut) => runOut.expected));
  const soonest = ledgers.find(({ runOut }) => expected !== null && runOut?.expected === expected);
  const unseen = Math.max(...ledgers.map((one) => one.unseen));
  const packs = ledgers
    .flatMap((one) => one.packs)
    .sort((a, b) => a.lastDay - b.lastDay || a.pack.tokens - b.pack.tokens);
  const [used, expired] = [total(packs.map((one) => one.used)), total(packs.map((one) => one.expired))];
  return {
    packs,
    months: monthsOfAll(ledgers),
    nearZero: soonest?.nearZero ?? [],
    left: sum(({ left }) => left),
    unseen: days(unseen),
    forecastDays: days(Math.max(...ledgers.map((one) => one.forecastDays))),
    beyond: sum(({ beyond }) => beyond),
    movedBeyond: sum(({ movedBeyond }) => movedBeyond),
    creditedBeyond: sum(({ creditedBeyond }) => creditedBeyond),
    before: sumKnown(ledgers.map(({ before }) => before)),
    beyondAhead: sumKnown(ledgers.map(({ beyondAhead }) => beyondAhead)),
    runOut:
      runOuts.length < ledgers.length
        ? null
        : {
            expected,
            earliest: firstDayIn(runOuts.map((runOut) => runOut.earliest)),
            latest: firstDayIn(runOuts.map((runOut) => runOut.latest)),
          },
    utilisation: unseen > 0 || used + expired === 0 ? null : fraction(used / (used + expired)),
  };
}

function monthsOfAll(ledgers: readonly Ledger[]): LedgerMonth[] {
  const byMonth = new Map<number, LedgerMonth>();
  for (const own of ledgers.flatMap(({ months }) => months)) {
    const other = byMonth.get(own.month);
    byMonth.set(
      own.month,
      other === undefined
        ? own
        : {
            month: own.month,
            opened: plus(other.opened, own.opened),
            bought: plus(other.bought, own.bought),
            moved: plus(other.moved, own.moved),
            drawn: plus(other.drawn, own.drawn),
            expired: plus(other.expired, own.expired),
            closed: plus(other.closed, own.closed),
            beyond: plus(other.beyond, own.beyond),
            isForecast: other.isForecast || own.isForecast,
          },
    );
  }
  return [...byMonth.values()].sort((a, b) => a.month - b.month);
}

/** What one pool would save against these. */
function mergingOf(apart: Ledger, merged: Ledger): Merging {
  const expiredApart = expiredIn(apart);
  const expiredMerged = expiredIn(merged);
  const cost = (ledger: Ledger): Money | null =>
    sumKnown(
      ledger.packs.map(({ pack, expired, willExpire }) =>
        pack.price === undefined ? null : scale(pack.price, (expired + (willExpire ?? 0)) / pack.tokens),
      ),
    );
  const [paidApart, paidMerged] = [cost(apart), cost(merged)];
  return {
    merged,
    expiredApart,
    expiredMerged,
    toBuyApart: apart.beyondAhead,
    toBuyMerged: merged.beyondAhead,
    worth: paidApart === null || paidMerged === null ? null : minus(paidApart, paidMerged),
  };
}

/** Tokens that expired, and that will by the forecast. */
export const expiredIn = ({ packs }: Ledger): Tokens =>
  total(packs.map(({ expired, willExpire }) => plus(expired, willExpire ?? tokens(0))));
