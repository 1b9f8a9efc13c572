import type { Analysis } from "../analysis";
import { at } from "../at";
import { dropsOf, isLateDrop, savedIfComplete } from "../renewal/drops";
import type { Certainty } from "../evidence/certainty";
import { daysOfKind } from "../evidence/covered-time";
import { illustrativePricesIn } from "../evidence/illustrative-prices";
import { boundInWords } from "../renewal/mix-report";
import { hasKnownCost, knownFirstYear } from "../renewal/known-cost";
import type { Scenario } from "../renewal/scenarios";
import type { Reconciliation } from "../seats/reconciliation";
import { minus, sumKnown, type Money } from "../units";
import { finePercent, wholeNumber } from "../wording";
import { addTo } from "../tally";

/** The figures that a reader looks for first. */
export type HeadlineId =
  | "as is"
  | "as is at renewal"
  | "best mix"
  | "saving"
  | "saving if agreed"
  | "seats"
  | "tokens"
  | "gap"
  | "shelfware"
  | "droppable"
  | "droppable if agreed"
  | "true-ups"
  | "true-ups least"
  | "true-ups most"
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
    ...furtherSaving(analysis, recommended),
    ...orderHeadlines(analysis, recommended, certainty),
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
  const { asIs, scenarios, mix } = analysis;
  const [today, best] = [at(asIs.years, 0).cost, at(recommended.years, 0).cost];
  const comparable = recommended.savingVsAsIs !== null;
  const boughtToday = withLeftOut(asIs, "seats and tokens bought today, at today's prices");
  const least = mix?.beatenBy ? "a" : "the cheapest";
  const whose = mix?.isPartial ? "that leaves what is unknown as it is" : "for all users";
  const decided = mix?.isDecided ? ", with your decisions" : "";
  const chosen = withLeftOut(recommended, `${least} combination of covers ${whose}${decided}`);
  const most = recommended.isSavingAtMost ? "at most: " : "";
  const renewed = scenarios.filter(({ id }) => id === "as-is-renewal");
  return [
    headline(
      "as is",
      `${asIs.name}, first year`,
      { value: knownFirstYear(asIs) },
      boughtToday,
      certaintyOfPrices(asIs, analysis),
    ),
    ...renewed.map((scenario) =>
      headline(
        "as is at renewal",
        "As is, renewal prices",
        { value: knownFirstYear(scenario) },
        withLeftOut(scenario, "first year; the same seats, and tokens as bought or as the pool rule needs"),
        certaintyOfPrices(scenario, analysis),
      ),
    ),
    headline(
      "best mix",
      `${recommended.name}, first year`,
      { value: knownFirstYear(recommended) },
      chosen,
      certainty,
    ),
    headline(
      "saving",
      "Saving, first year",
      { value: comparable ? minus(today, best) : null },
      comparable
        ? `${most}${asIs.name} minus ${recommended.name}${conditional(analysis, minus(today, best))}`
        : "the two sums leave different costs out, so they cannot be compared",
      certainty,
    ),
  ];
}

/** The cost of seats and tokens that are bought anyway is as sure as their prices. */
const certaintyOfPrices = (scenario: Scenario, analysis: Analysis): Certainty =>
  illustrativePricesIn(scenario, analysis).length === 0 ? "sure" : "estimated";

/** What the first year saves besides if the vendor accepts the notices whose date has passed. */
function furtherSaving({ ifAgreed }: Analysis, recommended: Scenario): Headline[] {
  if (ifAgreed === null) return [];
  const more = minus(at(recommended.years, 0).cost, at(ifAgreed.years, 0).cost);
  return [
    headline(
      "saving if agreed",
      "Further saving, if the vendor agrees",
      { value: more },
      "first year; a notice date has passed or is unknown, so the line goes on or may go on unless the vendor agrees",
      "if the vendor agrees",
    ),
  ];
}

const withLeftOut = ({ leftOut }: Scenario, note: string): string =>
  leftOut.length === 0 ? note : `NOT in it: ${leftOut.join("; ")}`;

/** The part of a saving that holds only if the exports are complete. */
function conditional(analysis: Analysis, saving: Money): string {
  if (dropsOf(analysis).every(({ ifComplete }) => ifComplete === 0)) return "";
  const worth = savedIfComplete(analysis, saving);
  const part = worth === null ? "an unknown part" : `up to ${wholeNumber(worth)}`;
  return `; ${part} of it only if the exports are complete`;
}

function orderHeadlines(analysis: Analysis, recommended: Scenario, certainty: Certainty): Headline[] {
  const { seats, tokens } = at(recommended.years, 0);
  const packs = `${recommended.areTokensAtLeast ? "at least: " : ""}tokens needed plus buffer, in whole packs`;
  return [
    headline(
      "seats",
      "Seats to order",
      { value: seats, unit: "whole" },
      seatsOrdered(analysis, recommended),
      certainty,
    ),
    headline("tokens", "Tokens to order", { value: tokens, unit: "whole" }, packs, certainty),
  ];
}

/** "3 AutoCAD, 5 Revit": the seats of the first year, and the offerings of which nobody knows how many are bought. */
function seatsOrdered({ reconciliations, stays }: Analysis, { lines }: Scenario): string {
  const byOffering = new Map<string, number>();
  for (const { offering, seats } of lines) addTo(byOffering, offering, at(seats, 0));
  const unknown = reconciliations.filter(({ bought, offering }) => bought === null && stays.has(offering));
  return [
    ...[...byOffering].filter(([, n]) => n > 0).map(([offering, n]) => `${n} ${offering}`),
    ...unknown.map(({ offering }) => `${offering}: as many as are bought, which is unknown`),
  ].join(", ");
}

const gap = ({ mix, recommended }: Analysis): Headline[] =>
  mix === null || recommended === null || !hasKnownCost(recommended)
    ? []
    : [
        headline(
          "gap",
          "Proven gap",
          { value: mix.beatenBy === null ? mix.gap : null, unit: "fine percent" },
          `in the first year ${boundInWords(mix)}`,
          "sure",
        ),
      ];

function seatFigures(analysis: Analysis, certainty: Certainty): Headline[] {
  const { reconciliations, doubleCoverage, assumptions, coverage } = analysis;
  const shelfware = sumKnown(reconciliations.map((one) => one.shelfware));
  // "Not used in 90 days" needs 90 covered days.
  const days = Math.min(daysOfKind(coverage, "seats") ?? Infinity, assumptions.dormantDays);
  return [
    headline(
      "shelfware",
      "Shelfware",
      { value: ifSeats(analysis, shelfware), unit: "whole" },
      `seats bought but not used in ${days} days`,
      certainty,
    ),
    ...droppableHeadlines(analysis, certainty),
    ...trueUps(analysis),
    headline(
      "paid twice",
      "Paid for twice",
      { value: ifSeats(analysis, sumKnown(doubleCoverage.map(({ money }) => money))) },
      "tokens drawn in the last year of use by users who held a seat",
      "sure",
    ),
  ];
}

/** A sum over offerings; unknown where no table says who has or bought any seat, so that there is no row to add. */
const ifSeats = ({ reconciliations }: Analysis, sum: number | null): number | null =>
  reconciliations.length === 0 ? null : sum;

/** The saving by renewing fewer seats: the sure part, and with late notices also the whole. */
function droppableHeadlines(analysis: Analysis, certainty: Certainty): Headline[] {
  const { trueDowns } = analysis;
  const sure = ifSeats(analysis, sumKnown(trueDowns.map(({ sureSaving }) => sureSaving)));
  const all = ifSeats(analysis, sumKnown(trueDowns.map(({ saving }) => saving)));
  const note = "saved per year by renewing fewer seats, at today's use";
  const first = headline("droppable", "Droppable at renewal", { value: sure }, note, certainty);
  if (!trueDowns.some(isLateDrop)) return [first];
  return [
    first,
    headline(
      "droppable if agreed",
      "Droppable, if the vendor agrees",
      { value: all },
      "the same, with the lines that go on or may go on because their notice date has passed or is unknown",
      "if the vendor agrees",
    ),
  ];
}

/** The true-up: one figure where it is known or wholly unknown, else its bounds. */
function trueUps(analysis: Analysis): Headline[] {
  const { reconciliations } = analysis;
  const sum = (of: (one: Reconciliation) => Money | null): { readonly value: number | null } => ({
    value: ifSeats(analysis, sumKnown(reconciliations.map(of))),
  });
  const note = "one-time charge for seats assigned beyond those bought";
  const isRange = reconciliations.some((one) => one.trueUpHigh !== null && one.trueUpCost === null);
  if (!isRange)
    return [
      headline(
        "true-ups",
        "Owed in true-ups",
        sum((one) => one.trueUpCost),
        note,
        "sure",
      ),
    ];
  const [least, most] = [sum((one) => one.trueUpLow), sum((one) => one.trueUpHigh)];
  const longest = `${note}, for the longest time that the dates allow`;
  return [
    headline("true-ups least", "Owed in true-ups, at least", least, `${note} and needed`, "sure"),
    headline("true-ups most", "Owed in true-ups, at most", most, longest, "estimated"),
  ];
}
