import type { PoolRisk } from "../engine/pool/pool-risk";
import { isoDay } from "../engine/calendar";
import type { PlannedPurchase, PurchasePlan } from "../engine/pool/purchase-plan";
import type { PoolOutcome } from "../engine/pool/pool-spend";
import { meanOver, SIMULATED_YEARS, useAt } from "../engine/pool/simulation";

/** How many tokens to buy now, by the simulated years. */
export const poolRiskJson = ({
  use,
  terms,
  isLeftKnown,
  toCome,
  buysOften,
  strategies,
  curve,
  noSpend,
  plan,
}: PoolRisk) => ({
  years: SIMULATED_YEARS,
  use: {
    mean: meanOver(use, (drawn) => drawn),
    p10: useAt(use, 0.1),
    p50: useAt(use, 0.5),
    p90: useAt(use, 0.9),
  },
  left: isLeftKnown ? terms.left : null,
  toCome: toCome && { tokens: toCome.tokens, from: isoDay(toCome.from), to: isoDay(toCome.to) },
  topUp: { tokens: terms.topUp.tokens, price: terms.topUp.price },
  lockOut: {
    days: terms.lockOut.days,
    topUpTokens: terms.lockOut.each,
    price: terms.lockOut.price,
    tokensPerUserDay: terms.lockOut.perUserDay,
  },
  buysOften,
  strategies: strategies.map(({ strategy, ...outcome }) => ({ strategy, ...outcomeJson(outcome) })),
  curve: curve.map(outcomeJson),
  noSpend,
  purchases: (plan?.purchases ?? []).map(purchaseJson),
  lastQuarter: lastQuarterJson(plan?.lastQuarter ?? null),
  insideAgreement: insideJson(plan?.inside ?? null),
});

const lastQuarterJson = (quarter: PurchasePlan["lastQuarter"]) =>
  quarter && { by: isoDay(quarter.by), low: quarter.low, high: quarter.high };

const insideJson = (inside: PurchasePlan["inside"]) =>
  inside && { inside: inside.inside, standalone: inside.standalone, saving: inside.saving };

const purchaseJson = ({ what, orderBy, tokens, packs, price, cost, approval, edge }: PlannedPurchase) => ({
  what,
  orderBy: isoDay(orderBy),
  tokens,
  packs,
  price,
  cost,
  approval,
  nextTier: edge && { more: edge.more, costs: edge.costs, price: edge.price },
});

/** What becomes of an order of tokens. */
export const outcomeJson = (outcome: PoolOutcome) => ({
  bought: outcome.bought,
  cost: outcome.cost,
  cover: outcome.cover,
  toppedUp: outcome.toppedUp,
  expired: outcome.expired,
  lockedOutDays: outcome.lockedOut,
  expectedSpend: outcome.expectedSpend,
  spendP10: outcome.spend?.p10 ?? null,
  spendP50: outcome.spend?.p50 ?? null,
  spendP90: outcome.spend?.p90 ?? null,
});
