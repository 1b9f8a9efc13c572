import { minus, money, type Fraction, type Money, type Per, type Quantity } from "../units";

/**
 * The charge for tokens metered, or seats used, beyond the entitlement. A shortage costs the list price, so a
 * negotiated price is raised to it: shortage × price ÷ (1 − discount); 0 without a shortage (DOMAIN §10: 60,000
 * at 50 % off → 120,000).
 */
export const auditExposure = <Q extends Quantity>(
  metered: Q,
  entitled: NoInfer<Q>,
  price: Per<Money, NoInfer<Q>>,
  discount: Fraction,
): Money => money((Math.max(metered - entitled, 0) * price) / (1 - discount));

/**
 * The charge that is left of an audit once the disputed tokens, or seats, are taken off those metered (DOMAIN §10):
 * 70,000 metered, 12,000 of them disputed, 50,000 entitled: 8,000 at list price. No more is disputed than metered.
 */
export const exposureAfterChallenge = <Q extends Quantity>(
  metered: Q,
  disputed: NoInfer<Q>,
  entitled: NoInfer<Q>,
  price: Per<Money, NoInfer<Q>>,
  discount: Fraction,
): Money => auditExposure(minus(metered, disputed), entitled, price, discount);

/** What a challenge takes off the charge. */
export const recoveredBy = (before: Money, after: Money): Money => minus(before, after);

/** What a challenge leaves once the defence is paid; below 0 it costs more than it recovers (DOMAIN §13). */
export const leftAfterDefence = (before: Money, after: Money, cost: Money): Money =>
  minus(recoveredBy(before, after), cost);
