import { minus, scale, type Money } from "../units";

/** What tokens cost inside the main agreement and bought standalone, each with its discount on the list price. */
export interface IntegratedSaving {
  readonly inside: Money;
  readonly standalone: Money;
  readonly saving: Money;
}

/** The worth of buying inside the agreement [C]: 3 M at 40 % and 35 % → 1.80 M and 1.95 M, which saves 150,000. */
export function integratedSaving(
  spend: Money,
  discountInside: number,
  discountStandalone: number,
): IntegratedSaving {
  const inside = scale(spend, 1 - discountInside);
  const standalone = scale(spend, 1 - discountStandalone);
  return { inside, standalone, saving: minus(standalone, inside) };
}
