import { at } from "../at";
import { total } from "../units";
import { counted } from "../wording";
import type { UserPlan } from "./plan";
import type { SeatLine } from "./scenario-cost";

/** The seats without a price, in words: they are in no sum. */
export function unpricedIn(lines: readonly SeatLine[]): string[] {
  const unpriced = lines.filter(({ unitPrice }) => unitPrice === null);
  return [...new Set(unpriced.map(({ offering }) => offering))].map((offering) => {
    const own = unpriced.filter((line) => line.offering === offering);
    return `${counted(total(own.map((line) => at(line.seats, 0))), `${offering} seat`)} at an unknown price`;
  });
}

/** The products that neither a seat nor tokens can be priced for, in words: they are in no sum. */
export function uncoveredIn(plans: readonly UserPlan[]): string[] {
  const people = new Map<string, number>();
  for (const { uncovered } of plans) {
    for (const product of uncovered) people.set(product, (people.get(product) ?? 0) + 1);
  }
  return [...people]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([product, n]) => `${product} for ${counted(n, "user")}, at an unknown cost`);
}
