import { isoDay } from "../calendar";
import { counted, percentText, priceText, wholeNumber } from "../wording";
import type { TokensToCome } from "./ledger";
import type { PoolRisk, Strategy } from "./pool-risk";
import type { PlannedPurchase, PurchasePlan } from "./purchase-plan";
import type { TopUp } from "./pool-spend";
import type { MergedSpend, TokenPlan } from "./token-plan";
import { minus } from "../units";

/** What to buy for each pool, and what one pool would save; for the only pool where there is one. */
export function poolPurchaseTexts({ pools, risk, mergedSpend }: PoolPurchases): string[] {
  if (pools.length === 0) return risk === null ? [] : purchaseTexts(risk);
  return [
    ...pools.flatMap(({ pool, risk: own, forecast }) => {
      if (own !== null) return purchaseTexts(own).map((text) => `Pool ${pool}: ${text}`);
      return forecast === null
        ? [`Pool ${pool}: what to buy is unknown: too few whole months are known`]
        : [];
    }),
    ...(mergedSpend === null ? [] : [mergedText(mergedSpend, pools.length)]),
  ];
}

type PoolPurchases = Pick<TokenPlan, "pools" | "risk" | "mergedSpend">;

/** "As one pool the 2 pools are expected to cost 1,200 less in the next twelve months (9,000 in place of 10,200)". */
export function mergedText({ apart, merged }: MergedSpend, pools: number): string {
  const saving = Math.round(minus(apart, merged));
  const together = `As one pool the ${counted(pools, "pool")} are expected to cost`;
  if (saving === 0) return `${together} as much in the next twelve months as apart (${wholeNumber(apart)})`;
  const change = `${wholeNumber(Math.abs(saving))} ${saving < 0 ? "more" : "less"}`;
  return (
    `${together} ${change} in the next twelve months ` +
    `(${wholeNumber(merged)} in place of ${wholeNumber(apart)})`
  );
}

/** What to buy and by when, in sentences without a full stop; none if it is not known how many tokens are left. */
export function purchaseTexts(risk: PoolRisk): string[] {
  const { plan, strategies } = risk;
  if (plan === null) return risk.noSpend === null ? [] : [`What to buy first is unknown: ${risk.noSpend}`];
  const forUse = "With today's covers";
  if (!risk.isLeftKnown) return [];
  const [first] = plan.purchases;
  const cheapest = strategies.find(({ strategy }) => strategy === "least spend");
  if (first === undefined || cheapest === undefined)
    return [`${forUse} no tokens need to be bought in the next twelve months${countedText(risk)}`];
  const why = risk.buysOften ? oftenText(risk) : cheapestText(risk, cheapest);
  return [
    `${forUse} buy ${counted(first.tokens, "token")} by ${isoDay(first.orderBy)} for ` +
      `${wholeNumber(first.cost)}${approvalText(first)}${why}${countedText(risk)}`,
    ...quarterText(first, plan),
    ...insideText(plan),
  ];
}

const approvalText = ({ approval }: PlannedPurchase): string =>
  approval === null ? "" : `, which a ${approval} approves`;

const countedText = ({ toCome }: PoolRisk): string =>
  toCome === null ? "" : `; this counts ${toComeText(toCome)}`;

/** "the 800 tokens that come on 2026-12-01". */
export const toComeText = ({ tokens, from, to }: TokensToCome): string =>
  `the ${counted(tokens, "token")} that come ` +
  (from === to ? `on ${isoDay(from)}` : `from ${isoDay(from)} to ${isoDay(to)}`);

/** The price of a token of a top-up. */
export const topUpText = ({ price }: TopUp): string =>
  price === null ? "an unknown price" : priceText(price);

const oftenText = ({ terms: { topUp } }: PoolRisk): string =>
  `, and again whenever tokens run low: a top-up costs no more for a token than an order for the year ` +
  `(${topUpText(topUp)}), so buy little and often`;

function cheapestText({ terms: { topUp, lockOut } }: PoolRisk, cheapest: Strategy): string {
  const { expectedSpend, spend, cover } = cheapest;
  if (expectedSpend === null || spend === null) return "";
  const locked =
    lockOut.price === null
      ? ", lock-outs not counted, as what they cost is unknown"
      : `, a lock-out of ${counted(lockOut.days, "day")} counted each time the pool runs dry`;
  return (
    `: with top-ups at ${topUpText(topUp)} a token, this has the least expected spend in the next ` +
    `twelve months, ${wholeNumber(expectedSpend)} (in eight of ten years ${wholeNumber(spend.p10)} to ` +
    `${wholeNumber(spend.p90)}${locked}), and lasts them with a chance of ${percentText(cover)}`
  );
}

function quarterText(first: PlannedPurchase, { lastQuarter }: PurchasePlan): string[] {
  if (lastQuarter === null || lastQuarter.high === 0) return [];
  const { by, low, high } = lastQuarter;
  return [
    `Order the ${counted(first.tokens, "token")} by ${isoDay(by)}, in the vendor's last quarter, and ask for ` +
      `its discount: it may save ${wholeNumber(low)} to ${wholeNumber(high)}`,
  ];
}

function insideText({ inside }: PurchasePlan): string[] {
  if (inside === null || inside.saving === 0) return [];
  const [cheaper, dearer] =
    inside.saving > 0 ? ["inside the agreement", "standalone"] : ["standalone", "inside the agreement"];
  return [
    `Buy the year's tokens ${cheaper}, not ${dearer}: if their prices are list prices, this saves ` +
      `${wholeNumber(Math.abs(inside.saving))} (${wholeNumber(inside.inside)} inside, ` +
      `${wholeNumber(inside.standalone)} standalone)`,
  ];
}
