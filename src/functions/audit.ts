import { auditExposure as exposure } from "../engine/rules/audit-exposure";
import { fraction, type Fraction, type TokenPrice, type Tokens } from "../engine/units";
import { AMOUNT, DISCOUNT, KNOWN, numbers } from "./arguments";
import { cellByCell } from "./cell-by-cell";

/**
 * What an audit would charge for tokens metered beyond the entitlement, at list price.
 * @customfunction AUDIT_EXPOSURE
 * @helpurl https://localhost:3000/help/audit_exposure.html
 * @param metered Tokens that the vendor metered
 * @param entitled Tokens that you are entitled to
 * @param tokenPrice Price that you pay for a token
 * @param discount Your discount on list, which a shortage does not get; 0 if left out
 * @returns The charge, in the currency of the price
 */
export function auditExposure(
  metered: unknown[][],
  entitled: unknown[][],
  tokenPrice: unknown[][],
  discount?: unknown[][],
): unknown[][] {
  return cellByCell(
    [
      numbers<Tokens>("metered", metered, AMOUNT),
      numbers<Tokens>("entitled", entitled, AMOUNT),
      numbers<TokenPrice>("tokenPrice", tokenPrice, KNOWN),
      numbers<Fraction>("discount", discount, DISCOUNT, fraction(0)),
    ],
    exposure,
  );
}
