import type { Analysis } from "./analysis";
import { dropsOf, mayHaveRenewed, savedIfComplete, type Drop } from "./renewal/drops";
import { doubtsOf, showsWholeYear, type Doubt } from "./evidence/certainty";
import { illustrativePrices } from "./evidence/illustrative-prices";
import { oddPrices } from "./evidence/odd-prices";
import { firstYear } from "./renewal/scenario-cost";
import type { Scenario } from "./renewal/scenarios";
import { isWithheld } from "./self-check/self-check";
import type { Answered } from "./statements/statements";
import { money, minus, plus, ratio, type Money } from "./units";
import { counted, listed, percentText, wholeNumber } from "./wording";

/**
 * The result in one sentence without a full stop: what renewing as recommended saves in the first year, and which part
 * of it is how sure. Says only what is known.
 */
export function resultOf(answered: Answered): string {
  const { analysis } = answered;
  const { recommended, asIs } = analysis;
  // The cautions say why.
  if (recommended === null)
    return isWithheld(answered)
      ? "No recommendation is shown, because a check of this program failed"
      : "These tables do not allow a recommendation";
  if (recommended.savingVsAsIs === null)
    return "What renewing as recommended saves is unknown, as its sum and that of As is leave different costs out";
  const [today, then] = [firstYear(asIs).cost, firstYear(recommended).cost];
  const saved = minus(today, then);
  const agreed = ifAgreed(analysis, recommended);
  const all = plus(saved, agreed);
  const share = today > 0 ? ` (${percentText(Math.abs(ratio(all, today)))})` : "";
  if (Math.round(all) <= 0) {
    const least = recommended.isSavingAtMost ? "at least " : "";
    const cost =
      Math.round(all) === 0
        ? `${least}as much as today in the first year`
        : `${least}${wholeNumber(Math.abs(all))} more than today in the first year${share}`;
    return [`Renewing as recommended costs ${cost}`, ...doubtsOfCost(analysis, recommended)].join("; ");
  }
  const most = recommended.isSavingAtMost ? "at most " : "";
  const parts = surenessOf(analysis, recommended, { saved, agreed });
  const doubts = [
    ...doubtsBeside(analysis, recommended).map((doubt) => DOUBTS[doubt]),
    ...conditionsOf(analysis),
  ];
  if (Math.round(saved) === 0)
    return [
      `Renewing as recommended saves nothing in the first year, but ${most}${wholeNumber(all)}${share} ${IF_AGREED}`,
      ...doubts,
    ].join("; ");
  const sentence = `Renewing as recommended saves ${most}${wholeNumber(all)} in the first year${share}`;
  return [sentence, ...(parts.length === 0 ? [] : [listed(parts)]), ...doubts].join("; ");
}

const ifAgreed = ({ ifAgreed: agreed }: Analysis, recommended: Scenario): Money =>
  agreed === null ? money(0) : minus(firstYear(recommended).cost, firstYear(agreed).cost);

/** That notices can no longer be given, where no table says whether their lines renew automatically. */
const RENEWAL_OPEN = "only if no line whose notice date has passed renews automatically, which no table says";

/** That prices far from the list prices are asked about. */
const PRICES_OPEN = "only if the prices that are asked about are right";

/** That no table states what seats cost. */
const PRICES_ILLUSTRATIVE = "at illustrative list prices, as no table states others";

/** What the sums rest on that no table says. */
const conditionsOf = (analysis: Analysis): string[] => [
  ...(isRenewalOpen(analysis) ? [RENEWAL_OPEN] : []),
  ...(oddPrices(analysis).length > 0 ? [PRICES_OPEN] : []),
  ...(illustrativePrices(analysis).length > 0 ? [PRICES_ILLUSTRATIVE] : []),
];

const IF_AGREED = "if the vendor accepts a late notice";

const isRenewalOpen = (analysis: Analysis): boolean =>
  dropsOf(analysis).some((drop) => mayHaveRenewed(drop, analysis.asOf));

const DOUBTS: Readonly<Record<Doubt, string>> = {
  unread: "what could not be read may change it",
  exports: "only if the exports are complete",
  twice: "tokens that may be one purchase count twice",
  coming: "seats that begin later may change it",
  "seats over": "it is open why more seats are assigned than bought",
};

const conditionalDrops = (analysis: Analysis): Drop[] =>
  dropsOf(analysis).filter(({ ifComplete }) => ifComplete > 0);

/**
 * The doubts that neither the seats which go only if the exports are complete express, nor "at most" for use that could
 * not be read.
 */
const doubtsBeside = (analysis: Analysis, { areTokensAtLeast }: Scenario): Doubt[] =>
  doubtsOf(analysis).filter(
    (doubt) =>
      !(doubt === "exports" && conditionalDrops(analysis).length > 0) &&
      !(doubt === "unread" && areTokensAtLeast),
  );

/** The doubts about a sum that saves nothing: without a saving, no part of it names them. */
function doubtsOfCost(analysis: Analysis, { areTokensAtLeast }: Scenario): string[] {
  const doubts = new Set(doubtsOf(analysis));
  if (conditionalDrops(analysis).length > 0) doubts.add("exports");
  // "At least" says it.
  if (areTokensAtLeast) doubts.delete("unread");
  return [...[...doubts].map((doubt) => DOUBTS[doubt]), ...conditionsOf(analysis)];
}

/** How sure which part is: none is called sure while the tables leave a question open. */
function surenessOf(
  analysis: Analysis,
  recommended: Scenario,
  { saved, agreed }: { readonly saved: Money; readonly agreed: Money },
): string[] {
  const drops = conditionalDrops(analysis);
  const complete = savedIfComplete(analysis, saved);
  const rest = complete === null ? null : minus(saved, complete);
  const isOpen =
    recommended.isSavingAtMost ||
    doubtsBeside(analysis, recommended).length > 0 ||
    conditionsOf(analysis).length > 0;
  return [
    ...(isOpen || rest === null || rest <= 0
      ? []
      : [surePart(analysis, rest, drops.length === 0 && agreed === 0)]),
    ...(drops.length === 0 ? [] : [`${upTo(complete)} only if the exports are complete`]),
    ...(agreed > 0 ? [`${wholeNumber(agreed)} ${IF_AGREED}`] : []),
  ];
}

const upTo = (part: Money | null): string =>
  part === null ? "an unknown part" : `up to ${wholeNumber(part)}`;

function surePart(analysis: Analysis, part: Money, isAll: boolean): string {
  const what = isAll ? "all" : wholeNumber(part);
  if (showsWholeYear(analysis)) return `${what} of it is sure`;
  const { days } = analysis.coverage;
  return `${what} of it is estimated${days === null ? "" : ` from ${counted(days, "day")} of use`}`;
}
