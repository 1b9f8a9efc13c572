import { at } from "../at";
import { addDays } from "../calendar";
import type { Context } from "../estate/context";
import { NOBODY, type PersonIndex, type ProductIndex } from "../estate/estate";
import { tokensPerDay } from "../estate/rates";
import { Burn, withoutNoise } from "../pool/burn";
import { countingOf } from "../pool/consumption";
import { dailyDrawsBy, type DailyDraws } from "../pool/daily-draws";
import { ledgerPacks, ledgerPacksByPool, type LedgerPack, type LedgerPacks } from "../pool/ledger-packs";
import { poolOfPerson } from "../pool/pool-ledgers";
import type { TokenPlan } from "../pool/token-plan";
import { least, scale, tokens, type DayNumber, type Tokens } from "../units";
import type { Usage } from "../usage/usage";

/** The tokens that a person drew for a product on a day, or the part of them that one pack pays for. */
export interface PaidDraw {
  readonly person: PersonIndex;
  readonly product: ProductIndex;
  readonly day: DayNumber;
  /** Below 0 for tokens given back; null if the export leaves them blank and the rate is unknown. */
  readonly tokens: Tokens | null;
  /** Whether an export states the tokens; else they are the rate of the day. */
  readonly isStated: boolean;
  /** Null if no known pack pays, or if nobody knows which. */
  readonly pack: LedgerPack | null;
}

/** Tokens of a pack that ended unused; null if days of its term are in no export. */
export interface ExpiredTokens {
  readonly pack: LedgerPack;
  readonly tokens: Tokens | null;
}

export interface PaidDraws {
  /** The draws of the baseline year, in order of person, product and day. */
  readonly draws: readonly PaidDraw[];
  readonly expired: readonly ExpiredTokens[];
}

/** The one pool where packs are replayed together. */
const TOGETHER = "";

/**
 * Which pack pays for which draw, by the replay of the ledger: the pack that ends first burns first, in each pool on
 * its own where the ledger has pools. A day that two packs pay for is divided among all its draws alike. Without a
 * ledger no draw has a pack.
 */
export function paidDraws(
  context: Context,
  usage: Usage,
  { ledger, pools }: Pick<TokenPlan, "ledger" | "pools">,
): PaidDraws {
  const { isDoubled } = countingOf(usage);
  const poolOf = (person: PersonIndex): string =>
    pools.length === 0 ? TOGETHER : (poolOfPerson(context, person) ?? TOGETHER);
  const names = pools.length === 0 ? [TOGETHER] : pools.map(({ pool }) => pool);
  const drawn =
    ledger === null ? null : dailyDrawsBy(context, usage.baseline, names, { isDoubled, keyOf: poolOf });
  const byPool = pools.length === 0 ? null : ledgerPacksByPool(context);
  const replays = new Map<string, Replay>();
  for (const [name, days] of drawn ?? []) {
    const packs = byPool === null ? ledgerPacks(context) : byPool.get(name);
    if (packs !== undefined) replays.set(name, replayOf(packs, days, context.asOf));
  }
  const payers = (person: PersonIndex, day: DayNumber): readonly Payer[] =>
    replays.get(poolOf(person))?.payers.get(day) ?? [{ pack: null, share: 1 }];
  return {
    draws: yearDraws(context, usage, isDoubled).flatMap((draw): PaidDraw[] =>
      payers(draw.person, draw.day).map(({ pack, share }) => ({
        ...draw,
        tokens: draw.tokens === null ? null : withoutNoise(scale(draw.tokens, share)),
        pack,
      })),
    ),
    expired: [...replays.values()].flatMap((one) => one.expired),
  };
}

type Draw = Omit<PaidDraw, "pack">;

function yearDraws(
  { estate, rates }: Context,
  { baseline: { pairs, charges, adjustments, windows } }: Usage,
  isDoubled: (person: PersonIndex, product: string) => boolean,
): Draw[] {
  const draws: Draw[] = [];
  charges.day.forEach((day, i) => {
    const pair = at(charges.pair, i);
    const [person, product] = [at(pairs.person, pair), at(pairs.product, pair)];
    const name = at(estate.products, product);
    if (isDoubled(person, name)) return;
    const stated = at(charges.tokens, i);
    const isStated = !Number.isNaN(stated);
    const amount = isStated ? stated : tokensPerDay(rates, name, day as DayNumber);
    draws.push({
      person,
      product,
      day: day as DayNumber,
      tokens: amount === undefined ? null : tokens(amount),
      isStated,
    });
  });
  for (const one of adjustments) {
    const window = one.person === NOBODY ? windows.nobody : windows.tokens;
    if (one.day >= (window?.baselineFirst ?? Infinity)) draws.push({ ...one, isStated: true });
  }
  return draws.sort((a, b) => a.person - b.person || a.product - b.product || a.day - b.day);
}

/** A pack that pays for a share of a day's draws; null for the share that none pays for. */
interface Payer {
  readonly pack: LedgerPack | null;
  readonly share: number;
}

interface Replay {
  readonly payers: ReadonlyMap<DayNumber, readonly Payer[]>;
  readonly expired: readonly ExpiredTokens[];
}

/** Replays the days that the exports cover, and the day after, on which what ended with them is gone. */
function replayOf({ packs, moves }: LedgerPacks, draws: DailyDraws, asOf: DayNumber): Replay {
  const burn = Burn.of(packs.filter(({ lastDay }) => lastDay >= draws.first));
  const payers = new Map<DayNumber, readonly Payer[]>();
  const first = Math.min(...burn.packs.map(({ pack }) => pack.purchased)) as DayNumber;
  const last = least(asOf, addDays(draws.last, 1));
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const drawn = draws.days.get(day) ?? tokens(0);
    const before = burn.packs.map(({ used }) => used);
    burn.take(day, drawn, moves.get(day));
    if (draws.days.has(day)) payers.set(day, payersOf(burn, before, drawn, day));
  }
  const expired = burn.packs.flatMap(({ pack, expired: gone }): ExpiredTokens[] => {
    if (pack.lastDay >= last || gone === 0) return [];
    for (let day = pack.purchased; day <= pack.lastDay; day = addDays(day, 1))
      if (!draws.days.has(day)) return [{ pack, tokens: null }];
    return [{ pack, tokens: gone }];
  });
  return { payers, expired };
}

function payersOf(burn: Burn, before: readonly Tokens[], drawn: Tokens, day: DayNumber): Payer[] {
  if (drawn === 0) {
    const running = burn.packs.find(({ pack }) => pack.purchased <= day && day <= pack.lastDay);
    return [{ pack: running?.pack ?? null, share: 1 }];
  }
  const paying = burn.packs.flatMap(({ pack, used }, i): Payer[] =>
    used === at(before, i) ? [] : [{ pack, share: (used - at(before, i)) / drawn }],
  );
  const open = 1 - paying.reduce((sum, { share }) => sum + share, 0);
  return Math.abs(open * drawn) < 1e-6 ? paying : [...paying, { pack: null, share: open }];
}
