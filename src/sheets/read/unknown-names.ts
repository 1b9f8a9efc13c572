import { at } from "../../engine/at";
import type { Assignment, Estate, Offer, Subscription } from "../../engine/estate/estate";
import { grouped } from "../../engine/grouped";
import { total } from "../../engine/units";
import { isVendorName } from "./vendor-names";

/** The records in which a product or an offering is named. */
type Naming = Pick<Estate, "assignments" | "offers" | "products" | "rates" | "subscriptions">;

/** Bought offerings whose name says nothing, and held offerings that may be those, as no line names them. */
export interface UnknownNames {
  readonly lines: readonly Subscription[];
  readonly held: readonly string[];
  /** The first seat of each held offering whose name says nothing. */
  readonly strangers: readonly Assignment[];
  /** Bought offerings of which fewer seats are held: a stranger may be one of the rest. */
  readonly spare: readonly string[];
}

/**
 * The lines of Subscriptions whose offering no other table names and that is no product that is known: a note, a typing
 * error, or a name that means something else. None without a table of holders, as then little is named.
 */
export function unknownNames({ assignments, offers, products, rates, subscriptions }: Naming): UnknownNames {
  if (assignments.length === 0) return { lines: [], held: [], strangers: [], spare: [] };
  const held = new Set(assignments.map(({ offering }) => offering));
  const listed = new Set([
    ...products,
    ...offers.flatMap(offeredNames),
    ...rates.map(({ product }) => product),
  ]);
  const isNamed = (offering: string): boolean => listed.has(offering) || isVendorName(offering);
  const lines = subscriptions.filter(({ offering }) => !held.has(offering) && !isNamed(offering));
  const bought = new Set(subscriptions.map(({ offering }) => offering));
  const seatsHeld = grouped(
    assignments.filter(({ assigned }) => assigned),
    ({ offering }) => offering,
  );
  const strangers = [...seatsHeld]
    .filter(([offering]) => !bought.has(offering) && !isNamed(offering))
    .map(([, own]) => at(own, 0));
  const hasSpare = (offering: string): boolean => {
    const lined = total(subscriptions.filter((one) => one.offering === offering).map((one) => one.seats));
    return new Set(seatsHeld.get(offering)?.map(({ person }) => person)).size < lined;
  };
  return {
    lines,
    held: lines.length === 0 ? [] : [...held].filter((offering) => !bought.has(offering)).sort(),
    strangers,
    spare: strangers.length === 0 ? [] : [...bought].filter(hasSpare).sort(),
  };
}

const offeredNames = ({ offering, covers }: Offer): readonly string[] => [offering, ...covers];

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
