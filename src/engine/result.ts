import type { Analysis } from "./analysis";
import { dropsOf } from "./drops";
import { showsWholeYear, type Certainty } from "./evidence/certainty";
import { firstYear } from "./renewal/scenario-cost";
import type { Scenario } from "./renewal/scenarios";
import { money, minus, plus, ratio, sumKnown, times, type Money } from "./units";
import { counted, listed, percentText, wholeNumber } from "./wording";

/**
 * The result in one sentence without a full stop: what renewing as recommended saves in the first year, and which part
 * of it is how sure. Says only what is known.
 */
export function resultOf(analysis: Analysis, certainty: Certainty): string {
  const { recommended, asIs } = analysis;
  // The cautions say why.
  if (recommended === null) return "These tables do not allow a recommendation";
  if (recommended.savingVsAsIs === null)
    return "What renewing as recommended saves is unknown, as its sum and that of As is leave different costs out";
  const [today, then] = [firstYear(asIs).cost, firstYear(recommended).cost];
  const saved = minus(today, then);
  const agreed = ifAgreed(analysis, recommended);
  const all = plus(saved, agreed);
  const share = today > 0 ? ` (${percentText(Math.abs(ratio(all, today)))})` : "";
  if (Math.round(all) <= 0) {
    const least = recommended.isSavingAtMost ? "at least " : "";
    const verb =
      Math.round(all) === 0
        ? "costs as much as today"
        : `costs ${least}${wholeNumber(Math.abs(all))} more than today`;
    return `Renewing as recommended ${verb} in the first year${all === 0 ? "" : share}`;
  }
  const most = recommended.isSavingAtMost ? "at most " : "";
  const parts = partsOf(analysis, certainty, { saved, agreed });
  const sentence = `Renewing as recommended saves ${most}${wholeNumber(all)} in the first year${share}`;
  return parts.length === 0 ? sentence : `${sentence}; ${listed(parts)}`;
}

const ifAgreed = ({ ifAgreed: agreed }: Analysis, recommended: Scenario): Money =>
  agreed === null ? money(0) : minus(firstYear(recommended).cost, firstYear(agreed).cost);

/** How sure which part is: none is called sure while the tables leave a question open. */
function partsOf(
  analysis: Analysis,
  certainty: Certainty,
  { saved, agreed }: { readonly saved: Money; readonly agreed: Money },
): string[] {
  const drops = dropsOf(analysis).filter(({ ifComplete }) => ifComplete > 0);
  const complete = sumKnown(
    drops.map(({ price, ifComplete }): Money | null => (price === null ? null : times(price, ifComplete))),
  );
  const isOpen = certainty === "if complete" && drops.length === 0;
  const rest = complete === null ? null : minus(saved, complete);
  return [
    ...(isOpen || analysis.recommended?.isSavingAtMost || rest === null || rest <= 0
      ? []
      : [surePart(analysis, rest, drops.length === 0 && agreed === 0)]),
    ...(drops.length === 0 ? [] : [`${upTo(complete)} only if the exports are complete`]),
    ...(isOpen ? ["only if the exports are complete"] : []),
    ...(agreed > 0 ? [`${wholeNumber(agreed)} if the vendor accepts a late notice`] : []),
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
