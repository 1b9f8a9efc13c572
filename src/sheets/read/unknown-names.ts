import type { Estate, Offer, Subscription } from "../../engine/estate/estate";
import { isVendorName } from "./vendor-names";

/** The records in which a product or an offering is named. */
type Naming = Pick<Estate, "assignments" | "offers" | "products" | "rates" | "subscriptions">;

/** Bought offerings whose name says nothing, and held offerings that may be those, as no line names them. */
export interface UnknownNames {
  readonly lines: readonly Subscription[];
  readonly held: readonly string[];
}

/**
 * The lines of Subscriptions whose offering no other table names and that is no product that is known: a note, a typing
 * error, or a name that means something else. None without a table of holders, as then little is named.
 */
export function unknownNames({ assignments, offers, products, rates, subscriptions }: Naming): UnknownNames {
  if (assignments.length === 0) return { lines: [], held: [] };
  const held = new Set(assignments.map(({ offering }) => offering));
  const named = new Set([
    ...held,
    ...products,
    ...offers.flatMap(namesOf),
    ...rates.map(({ product }) => product),
  ]);
  const lines = subscriptions.filter(({ offering }) => !named.has(offering) && !isVendorName(offering));
  const bought = new Set(subscriptions.map(({ offering }) => offering));
  return {
    lines,
    held: lines.length === 0 ? [] : [...held].filter((offering) => !bought.has(offering)).sort(),
  };
}

const namesOf = ({ offering, covers }: Offer): readonly string[] => [offering, ...covers];

/**
 * Tells whether a covered product is named by any other table or by the vendor. Where no table names a product, none
 * is called unknown.
 */
export function coverable({ assignments, products, rates }: Naming): (product: string) => boolean {
  const named = new Set([...products, ...assignments.map(({ offering }) => offering)]);
  if (named.size === 0) return () => true;
  for (const { product } of rates) named.add(product);
  return (product) => named.has(product) || isVendorName(product);
}
