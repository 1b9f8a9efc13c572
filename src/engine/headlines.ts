import type { Analysis } from "./analysis";
import { at } from "./at";
import { dropsOf } from "./drops";
import type { Certainty } from "./evidence/certainty";
import { boundInWords } from "./renewal/mix-report";
import type { Scenario } from "./renewal/scenarios";
import { trueUpOf } from "./seats/reconciliation";
import { minus, sumKnown, times, type Money } from "./units";
import { finePercent, wholeNumber } from "./wording";

/** The figures that a reader looks for first. */
export type HeadlineId =
  | "as is"
  | "best mix"
  | "saving"
  | "seats"
  | "tokens"
  | "gap"
  | "shelfware"
  | "droppable"
  | "true-ups"
  | "paid twice";

/** A figure of the answer. */
export interface Headline {
  readonly kind: "headline";
  readonly id: HeadlineId;
  /** What the figure is. */
  readonly text: string;
  /** Null is unknown. */
  readonly value: number | null;
  readonly unit: "money" | "whole" | "fine percent";
  readonly note: string;
  readonly certainty: Certainty;
}

/** A figure as text: "1,234", "0.012 %" or "unknown". */
export function figureText({ value, unit }: Pick<Headline, "value" | "unit">): string {
  if (value === null) return "unknown";
  return unit === "fine percent" ? finePercent(value) : wholeNumber(value);
}

/** The headlines in the order in which they are shown; none without a recommended scenario. */
export function headlines(analysis: Analysis, certainty: Certainty): Headline[] {
  const { recommended } = analysis;
  if (recommended === null) return [];
  return [
    ...costs(analysis, recommended, certainty),
    ...orders(recommended, certainty),
    ...gap(analysis),
    ...seatFigures(analysis, certainty),
  ];
}

const headline = (
  id: HeadlineId,
  text: string,
  { value, unit = "money" }: { readonly value: number | null; readonly unit?: Headline["unit"] },
  note: string,
  certainty: Certainty,
): Headline => ({ kind: "headline", id, text, value, unit, note, certainty });

function costs(analysis: Analysis, recommended: Scenario, certainty: Certainty): Headline[] {
  const { asIs } = analysis;
  const [today, best] = [at(asIs.years, 0).cost, at(recommended.years, 0).cost];
  const comparable = recommended.savingVsAsIs !== null;
  const boughtToday = withLeftOut(asIs, "seats and tokens bought today, at today's prices");
  const cheapest = withLeftOut(recommended, "the cheapest combination of covers for all users");
  return [
    headline("as is", `${asIs.name}, first year`, { value: today }, boughtToday, "sure"),
    headline("best mix", `${recommended.name}, first year`, { value: best }, cheapest, certainty),
    headline(
      "saving",
      "Saving, first year",
      { value: comparable ? minus(today, best) : null },
      comparable
        ? `${asIs.name} minus ${recommended.name}${conditional(analysis)}`
        : "the two sums leave different costs out, so they cannot be compared",
      certainty,
    ),
  ];
}

const withLeftOut = ({ leftOut }: Scenario, note: string): string =>
  leftOut.length === 0 ? note : `NOT in it: ${leftOut.join("; ")}`;

/** The part of a saving that holds only if the exports leave nobody out. */
function conditional(analysis: Analysis): string {
  const drops = dropsOf(analysis).filter(({ ifComplete }) => ifComplete > 0);
  if (drops.length === 0) return "";
  const worth = sumKnown(
    drops.map(({ price, ifComplete }): Money | null => (price === null ? null : times(price, ifComplete))),
  );
  const part = worth === null ? "an unknown part" : `up to ${wholeNumber(worth)}`;
  return `; ${part} of it only if the exports leave nobody out`;
}

function orders(recommended: Scenario, certainty: Certainty): Headline[] {
  const { seats, tokens } = at(recommended.years, 0);
  const packs = "tokens needed plus buffer, in whole packs";
  return [
    headline(
      "seats",
      "Seats to order",
      { value: seats, unit: "whole" },
      seatsByOffering(recommended),
      certainty,
    ),
    headline("tokens", "Tokens to order", { value: tokens, unit: "whole" }, packs, certainty),
  ];
}

/** "3 AutoCAD, 5 Revit": the seats of the first year. */
function seatsByOffering({ lines }: Scenario): string {
  const byOffering = new Map<string, number>();
  for (const { offering, seats } of lines)
    byOffering.set(offering, (byOffering.get(offering) ?? 0) + at(seats, 0));
  return [...byOffering]
    .filter(([, n]) => n > 0)
    .map(([offering, n]) => `${n} ${offering}`)
    .join(", ");
}

const gap = ({ mix }: Analysis): Headline[] =>
  mix === null
    ? []
    : [
        headline(
          "gap",
          "Proven gap",
          { value: mix.gap, unit: "fine percent" },
          `in the first year ${boundInWords(mix)}`,
          "sure",
        ),
      ];

function seatFigures(analysis: Analysis, certainty: Certainty): Headline[] {
  const { reconciliations, trueDowns, doubleCoverage, assumptions } = analysis;
  // Where no table says who has or bought any seat, there is no row to add.
  const known = (sum: number | null): number | null => (reconciliations.length === 0 ? null : sum);
  const unused = `seats bought but not used in ${assumptions.dormantDays} days`;
  return [
    headline(
      "shelfware",
      "Shelfware",
      { value: known(sumKnown(reconciliations.map(({ shelfware }) => shelfware))), unit: "whole" },
      unused,
      certainty,
    ),
    headline(
      "droppable",
      "Droppable at renewal",
      { value: known(sumKnown(trueDowns.map(({ saving }) => saving))) },
      "saved per year by renewing fewer seats, at today's use",
      certainty,
    ),
    headline(
      "true-ups",
      "Owed in true-ups",
      { value: known(sumKnown(reconciliations.map(trueUpOf))) },
      "one-time charge for seats assigned beyond those bought",
      "sure",
    ),
    headline(
      "paid twice",
      "Paid for twice",
      { value: known(sumKnown(doubleCoverage.map(({ money }) => money))) },
      "tokens drawn in the last year of use by users who held a seat",
      "sure",
    ),
  ];
}
