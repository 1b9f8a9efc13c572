import { isoDay } from "../calendar";
import { counted, percentText, priceText, wholeNumber } from "../wording";
import type { TokensToCome } from "./ledger";
import type { PoolRisk, Strategy } from "./pool-risk";
import type { PlannedPurchase, PurchasePlan } from "./purchase-plan";

/** What to buy and by when, in sentences without a full stop; none if it is not known how many tokens are left. */
export function purchaseTexts(risk: PoolRisk, pools: number): string[] {
  const { plan, strategies } = risk;
  if (plan === null) return risk.noSpend === null ? [] : [`What to buy first is unknown: ${risk.noSpend}`];
  // Tokens of one pool do not serve another, but the purchases are planned for all of them at once.
  const forUse =
    pools > 0
      ? `With today's covers, and as if all ${wholeNumber(pools)} pools were one,`
      : "With today's covers";
  if (!risk.isLeftKnown) return [];
  const [first] = plan.purchases;
  const cheapest = strategies.find(({ strategy }) => strategy === "least spend");
  if (first === undefined || cheapest === undefined)
    return [`${forUse} no tokens need to be bought in the next twelve months`];
  const why = risk.buysOften ? oftenText(risk) : cheapestText(risk, cheapest);
  return [
    `${forUse} buy ${counted(first.tokens, "token")} by ${isoDay(first.orderBy)} for ` +
      `${wholeNumber(first.cost)}, which a ${first.approval} approves${why}${uncountedText(risk)}`,
    ...quarterText(first, plan),
    ...insideText(plan),
  ];
}

const uncountedText = ({ toCome }: PoolRisk): string =>
  toCome === null ? "" : `; this leaves out ${toComeText(toCome)}, so buy fewer`;

/** "the 800 tokens that come from 2026-12-01 on". */
export const toComeText = ({ tokens, from }: TokensToCome): string =>
  `the ${counted(tokens, "token")} that come from ${isoDay(from)} on`;

const oftenText = ({ terms: { topUp } }: PoolRisk): string =>
  `, and again whenever tokens run low: a top-up costs no more for a token than an order for the year ` +
  `(${priceText(topUp.price)}), so buy little and often`;

function cheapestText({ terms: { topUp, lockOut } }: PoolRisk, cheapest: Strategy): string {
  const { expectedSpend, spend, cover } = cheapest;
  if (expectedSpend === null || spend === null) return "";
  const locked =
    lockOut.price === null
      ? ", lock-outs not counted, as what they cost is unknown"
      : `, a lock-out of ${counted(lockOut.days, "day")} counted once in each year that runs dry`;
  return (
    `: with top-ups at ${priceText(topUp.price)} a token, this has the least expected spend in the next ` +
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
