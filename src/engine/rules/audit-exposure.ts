import { money, type Fraction, type Money, type TokenPrice, type Tokens } from "../units";

/**
 * What an audit would charge for tokens metered beyond the entitlement. A shortage is charged at list, so a negotiated price is
 * taken back to it: shortage × price ÷ (1 − discount), 0 without a shortage (DOMAIN §10: 60,000 at 50 % off → 120,000).
 */
export const auditExposure = (
  metered: Tokens,
  entitled: Tokens,
  price: TokenPrice,
  discount: Fraction,
): Money => money((Math.max(metered - entitled, 0) * price) / (1 - discount));
