import type { Assumptions } from "../assumptions";
import type { Estate } from "../estate/estate";
import type { Demand } from "../usage/demand";

/** Who draws from which pool: tokens belong to the contract or team that bought them (DOMAIN §13). */
export interface TokenPools {
  /** By name; null is the pool of those for whom no table says, or the only one. */
  readonly names: readonly (string | null)[];
  /** The place of everybody's pool, by person. */
  readonly of: readonly number[];
}

/**
 * One pool for each name in the Token pool column of Users, else for each team, as far as people used anything; one for all where the
 * analyst merges them or there is only one name, since who has none may well belong to it. `unnamed` tells of tokens that nobody named draws.
 */
export function tokenPools(
  { people }: Estate,
  demands: readonly Demand[],
  unnamed: boolean,
  { tokenPools: rule }: Assumptions,
): TokenPools {
  const nameOf = (person: number): string | null => people[person]?.tokenPool ?? people[person]?.team ?? null;
  const using = demands.filter(({ products, leaver }) => products.length > 0 && !leaver);
  const all = new Set(using.map(({ person }) => nameOf(person)));
  const named = [...all].filter((name) => name !== null).sort();
  if (rule === "merged" || named.length < 2) {
    return { names: [null], of: people.map(() => 0) };
  }
  const names = [...named, ...(all.has(null) || unnamed ? [null] : [])];
  const place = (person: number): number => Math.max(names.indexOf(nameOf(person)), 0);
  return { names, of: people.map((_, person) => place(person)) };
}
