import type { Analysis } from "../analysis";
import { MONTHS_A_YEAR } from "../calendar";
import { packTerms } from "../estate/pack-terms";
import type { ForecastParts } from "../pool/planned-use";
import { linesBringingTokens, refilledPacks } from "../pool/tokens-besides";
import { minus, most, plus, scale, times, tokens, total, type Tokens } from "../units";
import { counted, listed, percentText, wholeNumber } from "../wording";

/** What weakens the figures on tokens, in sentences without a full stop. */
export const tokenCautions = (analysis: Analysis): string[] => [
  ...planLeftOut(analysis),
  ...joinersTwice(analysis),
  ...unlikeLastYear(analysis),
  ...boughtAgain(analysis),
  ...refilled(analysis),
];

/** How many rows a sentence names. */
const NAMED_ROWS = 3;

/** Rows of Planned use that are in no forecast. */
function planLeftOut({ tokenPlan: { forecast, planGaps } }: Analysis): string[] {
  if (forecast === null || planGaps.length === 0) return [];
  const named = planGaps.slice(0, NAMED_ROWS).map(({ text }) => text);
  const more = planGaps.length - named.length;
  const rest = more === 0 ? [] : [counted(more, "more row")];
  return [`Planned use is not all in the token forecast: ${[...named, ...rest].join("; ")}`];
}

/** People who are to join by an assumption and by Planned use may be the same. */
function joinersTwice({ assumptions, estate, tokenPlan: { forecast }, asOf }: Analysis): string[] {
  const { plannedJoiners } = assumptions;
  const joining = estate.plannedUse.filter(
    ({ people, daysPerMonth, from }) => people > 0 && (daysPerMonth ?? 0) > 0 && from > asOf,
  );
  if (forecast === null || plannedJoiners === 0 || joining.length === 0) return [];
  const people = joining.reduce((sum, one) => sum + one.people, 0);
  return [
    `The token forecast counts both the ${counted(plannedJoiners, "planned joiner")} of the assumption and ` +
      `${counted(people, "person", "people")} of Planned use: if they are the same, set the assumption ` +
      '"Planned joiners" to 0',
  ];
}

/**
 * A forecast that is far from the year by which every scenario buys: below it by more than usually expires at worst, or
 * above it with the buffer where a pool of the mix says nothing of its own chance to run dry.
 */
function unlikeLastYear({
  recommended,
  tokenPlan,
  consumption,
  buffer,
  assumptions,
  mix,
}: Analysis): string[] {
  const months = tokenPlan.forecast?.months.slice(-MONTHS_A_YEAR) ?? [];
  if (recommended === null || months.length < MONTHS_A_YEAR || consumption.year === null) return [];
  const year = minus(consumption.year, consumption.leavers);
  const coming = total(months.map(({ parts }) => withoutGrowth(parts)));
  const isGrowing = months.some(({ parts }) => parts.joiners !== 0 || parts.growth !== 0);
  const grown = isGrowing ? ", without joiners and growth," : "";
  const pool = scale(year, 1 + buffer);
  const said =
    `Every scenario rests on the days seen, in which today's covers draw ${wholeNumber(year)} tokens a year; by the ` +
    `forecast${grown} the next twelve months draw ${wholeNumber(coming)}`;
  if (coming < pool * (1 - assumptions.mostExpiring))
    return [
      `${said}: of a year's pool with its buffer ${percentText(1 - coming / pool)} would expire, ` +
        "so settle why use fell before you order",
    ];
  const isDryUnknown = (mix?.pools ?? []).some(({ bought, cover }) => bought > 0 && cover === null);
  return coming > pool && isDryUnknown ? [`${said}: a year's pool with its buffer would run dry`] : [];
}

/** A month without joiners and growth, which every scenario buys too; none of them buys what is planned. */
const withoutGrowth = ({ base, leaving, planned }: ForecastParts): Tokens =>
  most(plus(plus(base, leaving), planned), tokens(0));

/** Tokens that come with seats, and that the scenarios buy again. */
function boughtAgain(analysis: Analysis): string[] {
  const { recommended, tokenPrice, asIs } = analysis;
  const lines = linesBringingTokens(analysis);
  const n = total(lines.map(({ brings }) => brings));
  if (recommended === null || n < 1) return [];
  const worth =
    tokenPrice === null ? "an unknown amount" : `up to ${wholeNumber(times(tokenPrice, n))} a year`;
  const which = isBoughtAsBefore(asIs) ? "every scenario but As is" : "every scenario";
  return [
    `${counted(n, "token")} a year come with seats of ${listed(offerings(lines))}, and ${which} buys tokens as if ` +
      `they did not: while those seats stay, it costs ${worth} less than shown, and the gap that is proven ` +
      "does not count them",
  ];
}

const offerings = (lines: ReturnType<typeof linesBringingTokens>): string[] =>
  [...new Set(lines.map(({ line }) => line.offering))].sort();

const isBoughtAsBefore = ({ pools }: Analysis["asIs"]): boolean =>
  pools.length > 0 && pools.every(({ asBefore }) => asBefore);

/** Packs that are filled up every month: no scenario knows what such tokens cost at the renewal. */
function refilled({ estate, asOf, recommended, tokenPlan: { monthlyNeed } }: Analysis): string[] {
  if (recommended === null || refilledPacks({ packs: packTerms(estate), asOf }).length === 0) return [];
  const enough =
    monthlyNeed === null || monthlyNeed === 0
      ? ""
      : `: if that goes on, a pack of ${wholeNumber(monthlyNeed)} tokens is enough by the peak rule`;
  return [
    "Token packs are filled up every month by contract, and every scenario but As is buys the tokens of a whole " +
      `year, so their costs cannot be compared with As is${enough}`,
  ];
}
