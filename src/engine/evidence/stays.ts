import type { ContractLine } from "../estate/contract-lines";
import type { Offer, Refusal } from "../estate/estate";
import type { Holdings } from "../estate/holdings";
import type { Fact, Unknowns } from "./refusals";

/** The offerings whose seats stay as they are, each with the rows that could not be read. */
export type Stays = ReadonlyMap<string, readonly Refusal[]>;

/** The facts without which no seat of an offering can be dropped, ordered or given to somebody else. */
const NEEDED = ["bought", "end", "price paid", "renewal price", "covers"] as const satisfies readonly Fact[];
/** The same, of the contract of a line. */
const NEEDED_OF_CONTRACT = ["end", "cap", "floor", "fee", "price paid"] as const satisfies readonly Fact[];

/**
 * The offerings that keep their seats: a recommendation would rest on something unknown about them. Offerings that can
 * replace them keep their seats, too, because the unknown may be a need for exactly these seats.
 */
export function staysOf(
  unknowns: Unknowns,
  offers: readonly Offer[],
  lines: readonly ContractLine[],
  holdings: Holdings,
  products: readonly string[],
): Stays {
  const offerings = [...offers, ...lines].map(({ offering }) => offering);
  const all = [...new Set([...offerings, ...holdings.offerings])].sort();
  const stays = new Map(
    all.flatMap((offering) => {
      const own = lines.filter((line) => line.offering === offering);
      const found = [
        ...NEEDED.flatMap((fact) => unknowns.because(fact, { offering })),
        ...own.flatMap((line) => NEEDED_OF_CONTRACT.flatMap((fact) => unknowns.because(fact, line))),
        ...unknownHolders(unknowns, holdings, offering),
        ...products
          .filter((product) => holdings.opens(offering, product))
          .flatMap((product) => unknowns.because("rate", { product })),
      ];
      return found.length === 0 ? [] : [[offering, [...new Set(found)]] as const];
    }),
  );
  const opened = new Map(
    all.map((offering) => [offering, products.filter((product) => holdings.opens(offering, product))]),
  );
  // Map iteration visits what is added on the way.
  for (const [staying, refusals] of stays) {
    for (const other of all)
      if (!stays.has(other) && opened.get(other)?.some((product) => holdings.opens(staying, product)))
        stays.set(other, refusals);
  }
  return new Map([...stays].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The rows that may name a further holder; a row of a person who holds the offering anyway names none. */
export function unknownHolders(unknowns: Unknowns, holdings: Holdings, offering: string): Refusal[] {
  const holders = new Set(holdings.holders(offering));
  return unknowns
    .because("holders", { offering })
    .filter(({ person, fields }) => person === undefined || fields.length > 0 || !holders.has(person));
}
