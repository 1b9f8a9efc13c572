import type { Context } from "../estate/context";
import { minus, most, plus, scale, tokens, type Fraction, type Tokens } from "../units";
import type { Usage } from "../usage/usage";
import type { Consumption } from "./consumption";
import { yearlyTokens } from "./packs";
import { bufferOf } from "./sizing";

/** The token pools of the renewal: tokens belong to the contract or team that bought them (DOMAIN §13). */
export interface TokenPools {
  /** Null names the only pool, or the pool of users for whom no table names one. */
  readonly names: readonly (string | null)[];
  /** Each user's place in `names`, in the order of `Estate.people`. */
  readonly of: readonly number[];
  /** Tokens a year without a stated user, by pool, `kept` included. */
  readonly withoutUsers: readonly Tokens[];
  /** Tokens a year that are bought today, although nobody was seen to use them: the exports may leave them out. */
  readonly kept: Tokens;
  /** The buffer of every pool, as a share of the tokens needed. */
  readonly buffer: Fraction;
}

/**
 * One pool for each name in the Token pool column of Users, else for each team. There is a single pool if the
 * analyst merges them, or if users with tokens have fewer than two names: users without a name may well share
 * it.
 */
export function tokenPools(
  context: Context,
  { demands, coverage }: Pick<Usage, "demands" | "coverage">,
  consumption: Consumption,
): TokenPools {
  const {
    estate: { people },
    assumptions,
  } = context;
  const { year, leavers, peak } = consumption;
  const staying = year === null ? null : minus(year, leavers);
  const buffer = bufferOf(assumptions, staying, peak) ?? assumptions.poolBuffer;
  const nameOf = (person: number): string | null => people[person]?.tokenPool ?? people[person]?.team ?? null;
  const using = demands.filter(({ products, leaver }) => products.length > 0 && !leaver);
  const mayBeMore = !coverage.tokensCovered || coverage.tokensTooShort;
  const isPartial = using.length > 0 && !coverage.tooShort && mayBeMore;
  const kept = isPartial ? unseenTokens(context, consumption, buffer) : tokens(0);
  const withoutUsers = plus(consumption.withoutUsers, kept);
  const all = new Set(using.map(({ person }) => nameOf(person)));
  const named = [...all].filter((name) => name !== null).sort();
  if (assumptions.tokenPools === "merged" || named.length < 2)
    return { names: [null], of: people.map(() => 0), withoutUsers: [withoutUsers], kept, buffer };
  const names = [...named, ...(all.has(null) || withoutUsers > 0 ? [null] : [])];
  return {
    names,
    of: people.map((_, person) => Math.max(names.indexOf(nameOf(person)), 0)),
    withoutUsers: names.map((_, i) => (i === names.length - 1 ? withoutUsers : tokens(0))),
    kept,
    buffer,
  };
}

/** The tokens needed beyond those seen, if today's purchase goes on, buffer included. */
function unseenTokens(context: Context, { leastYear }: Consumption, buffer: Fraction): Tokens {
  const { bought } = yearlyTokens(context.packs, context);
  return most(minus(scale(bought, 1 / (1 + buffer)), leastYear), tokens(0));
}
