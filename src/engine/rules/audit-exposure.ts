import { money, type Fraction, type Money, type TokenPrice, type Tokens } from "../units";

/**
 * The charge for tokens metered beyond the entitlement. A shortage costs the list price, so a negotiated
 * price is raised to it: shortage × price ÷ (1 − discount); 0 without a shortage (DOMAIN §10: 60,000 at 50 %
 * off → 120,000).
 */
export const auditExposure = (
  metered: Tokens,
  entitled: Tokens,
  price: TokenPrice,
  discount: Fraction,
): Money => money((Math.max(metered - entitled, 0) * price) / (1 - discount));
