import type { Context } from "../estate/context";
import { minus, tokens, type Fraction, type Tokens } from "../units";
import type { Demand } from "../usage/demand";
import type { Consumption } from "./consumption";
import { bufferOf } from "./sizing";

/** The token pools of the renewal: tokens belong to the contract or team that bought them (DOMAIN §13). */
export interface TokenPools {
  /** Null names the only pool, or the pool of users for whom no table names one. */
  readonly names: readonly (string | null)[];
  /** Each user's place in `names`, in the order of `Estate.people`. */
  readonly of: readonly number[];
  /** Tokens a year without a stated user, by pool. */
  readonly withoutUsers: readonly Tokens[];
  /** The buffer of every pool, as a share of the tokens needed. */
  readonly buffer: Fraction;
}

/**
 * One pool for each name in the Token pool column of Users, else for each team. There is a single pool if the
 * analyst merges them, or if users with tokens have fewer than two names: users without a name may well share
 * it.
 */
export function tokenPools(
  { estate: { people }, assumptions }: Context,
  demands: readonly Demand[],
  { year, leavers, peak, withoutUsers }: Consumption,
): TokenPools {
  const buffer = bufferOf(assumptions, minus(year, leavers), peak) ?? assumptions.poolBuffer;
  const nameOf = (person: number): string | null => people[person]?.tokenPool ?? people[person]?.team ?? null;
  const using = demands.filter(({ products, leaver }) => products.length > 0 && !leaver);
  const all = new Set(using.map(({ person }) => nameOf(person)));
  const named = [...all].filter((name) => name !== null).sort();
  if (assumptions.tokenPools === "merged" || named.length < 2)
    return { names: [null], of: people.map(() => 0), withoutUsers: [withoutUsers], buffer };
  const names = [...named, ...(all.has(null) || withoutUsers > 0 ? [null] : [])];
  return {
    names,
    of: people.map((_, person) => Math.max(names.indexOf(nameOf(person)), 0)),
    withoutUsers: names.map((_, i) => (i === names.length - 1 ? withoutUsers : tokens(0))),
    buffer,
  };
}
