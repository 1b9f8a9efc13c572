import type { Analysis } from "../analysis";
import { isoDay } from "../calendar";
import { at } from "../at";
import type { Estate, PersonIndex } from "../estate/estate";
import type { IssueCode } from "../issues";
import { sumKnown, times, total, type DayNumber, type Seats } from "../units";
import { capitalised, counted, listed, wholeNumber } from "../wording";
import type { DaySpan } from "../usage/windows";
import { comingSeats } from "./coming-seats";
import type { CoveredKind, UseGap } from "./covered-time";
import type { GroupGap } from "./group-gaps";
import type { Lack } from "./questions";
import type { MaybeOne } from "./same-person";
import { pricedByDefault } from "./illustrative-prices";
import { oddPrices } from "./odd-prices";
import { unread } from "./unread";

/**
 * How far the answer can be trusted, in sentences without a full stop: the days and people that the exports
 * cover, the times that they leave out, then a question for the seats that they may leave out. Every rendering
 * of the answer begins with these.
 */
export const evidence = (analysis: Analysis): string[] => [
  ...coverageSentences(analysis),
  ...shorterKinds(analysis),
  ...analysis.coverage.gaps.map((gap) => gapSentence(gap, analysis)),
  ...analysis.coverage.closed.map(closedSentence),
  ...analysis.coverage.groupGaps.map(groupGapSentence),
  ...maybeTwice(analysis),
  ...questions(analysis),
  ...tokensLeftOut(analysis),
  ...notCounted(analysis),
  ...countedTwice(analysis),
  ...oddPrices(analysis),
  ...pricedByDefault(analysis),
  ...unread(analysis),
];

const TOKEN_PRICE_UNKNOWN: ReadonlySet<IssueCode> = new Set(["no-token-price", "token-price-unread"]);

/** Why no best mix is recommended; null where one is. */
export function whyNoBestMix(analysis: Analysis): string | null {
  const { recommended, asIs, coverage, users, assumptions, tiers } = analysis;
  if (recommended !== null) return null;
  if (coverage.tooShort)
    return `The exports cover less than ${counted(assumptions.leastDays, "day")}, so nothing is ordered or dropped`;
  if (tiers.length === 0) {
    const why = analysis.issues.find(({ code }) => TOKEN_PRICE_UNKNOWN.has(code));
    return why?.message.replace(/\.$/, "") ?? "The price of a token is unknown";
  }
  return users.some(({ products }) => products.length > 0)
    ? `No cost is known, so nothing is ordered or dropped. Not known: ${asIs.leftOut.join("; ")}`
    : "No table shows use by user, so the best cover of each user is unknown";
}

function coverageSentences({ coverage, assumptions, estate }: Analysis): string[] {
  const { window, days, tooShort, holders, seen } = coverage;
  if (days === null)
    return [
      estate.reportedUse.length === 0
        ? "No table shows any use"
        : `Use is known from a Usage Report${reportedPeriod(estate)}`,
    ];
  const low = days < assumptions.lowConfidenceDays ? ": low confidence" : "";
  const people =
    holders === 0
      ? ""
      : `; ${wholeNumber(seen)} of ${counted(holders, "seat holder")} ${seen === 1 ? "was" : "were"} seen`;
  const dates = window === null ? "" : ` (${isoDay(window.baselineFirst)} to ${isoDay(window.last)})`;
  return [
    `Use is known for ${counted(days, "day")}${dates}` +
      (tooShort ? ": too short to order or drop anything" : low) +
      people,
  ];
}

/** The kinds of use of which the exports show less than of all, less than a year of them, or no recent one. */
function shorterKinds({ coverage, assumptions }: Analysis): string[] {
  const { kinds, days: all, through: last, tooShort } = coverage;
  if (all === null || tooShort) return [];
  const isShort = ({ days, through }: CoveredKind): boolean =>
    days < Math.min(all, assumptions.wholeYearDays) || last - through >= assumptions.staleDays;
  return kinds.filter(isShort).map(({ of, days, first, through }) => {
    const few =
      days < assumptions.leastDays ? `: too short to ${of === "seats" ? "drop a seat" : "size a pool"}` : "";
    const low = days < assumptions.lowConfidenceDays ? ": low confidence" : "";
    const dates = `${isoDay(first)} to ${isoDay(through)}`;
    return `Use of ${of} is known for ${counted(days, "day")} of them (${dates})${few === "" ? low : few}`;
  });
}

/** The period that the rows of a Usage Report state together. */
function reportedPeriod({ reportedUse }: Estate): string {
  const first = Math.min(...reportedUse.map(({ from }) => from ?? Infinity));
  const last = Math.max(...reportedUse.map(({ to }) => to ?? -Infinity));
  if (!Number.isFinite(first) || !Number.isFinite(last)) return " that states no dates";
  return ` (${isoDay(first as DayNumber)} to ${isoDay(last as DayNumber)})`;
}

/** A gap, and where it may be a works holiday, a year of tokens both ways. */
function gapSentence(
  { of, first, last, maybeClosed }: UseGap,
  { consumption: { year, yearIfClosed } }: Pick<Analysis, "consumption">,
): string {
  const none = `No ${of} was exported from ${isoDay(first)} to ${isoDay(last)}`;
  if (maybeClosed !== true) return `${none}, so a year is worked out from the other days`;
  const both =
    year === null || yearIfClosed === null || year === yearIfClosed
      ? ""
      : ` (${counted(year, "token")}; ${wholeNumber(yearIfClosed)} if nobody worked then)`;
  return (
    `${none}, which may be a gap or a works holiday: a year is worked out from the other days${both}; ` +
    "name the days in a Holidays table if nobody worked"
  );
}

const closedSentence = ({ first, last }: DaySpan): string =>
  `Nobody used anything from ${isoDay(first)} to ${isoDay(last)}, as in those weeks of another year, so this ` +
  "counts as a works holiday";

/** Who or what has no rows, and when, as a part of a sentence. */
export function groupGapText({ group, name, first, last }: GroupGap): string {
  const dates = `from ${isoDay(first)} to ${isoDay(last)}`;
  switch (group) {
    case "export":
      return `no row of ${name} is in the exports ${dates}`;
    case "exports":
      return `fewer exports without users are here ${dates} than before and after`;
    case "product":
    case "access":
      return `no use of ${name} is in the exports ${dates}`;
    default:
      return `nobody of the ${group} ${name} is in the exports ${dates}`;
  }
}

function groupGapSentence(gap: GroupGap): string {
  const drawn = Math.round(gap.tokens);
  const more = drawn === 0 ? "" : `, about ${counted(drawn, "token")}`;
  const { group } = gap;
  const others =
    group === "exports"
      ? ""
      : `, while other${group === "product" || group === "access" ? " use is" : "s are"}`;
  return (
    `${capitalised(groupGapText(gap))}${others}: ` +
    `if an export was forgotten, a year has more use than is counted${more}`
  );
}

const maybeTwice = ({ coverage, estate }: Analysis): string[] =>
  coverage.maybeTwice.map(({ earlier, later }) => {
    const [one, other] = [at(estate.sources, earlier).file, at(estate.sources, later).file];
    return (
      `${other} repeats most rows of ${one} and differs in others: both count, as slices of one whole; if one ` +
      "corrects the other, leave the wrong one out"
    );
  });

/** The seats of a question, its money, and what depends on it. */
function questions({ coverage, reconciliations, estate }: Analysis): string[] {
  const prices = new Map(reconciliations.map(({ offering, unitPrice }) => [offering, unitPrice]));
  return coverage.questions.map(({ reason, held }) => {
    const worth = sumKnown(
      [...held].map(([offering, n]) => {
        const price = prices.get(offering) ?? null;
        return price === null ? null : times(price, n);
      }),
    );
    const money = worth === null ? "an unknown amount" : `up to ${wholeNumber(worth)} a year`;
    return question(reason, estate, { named: seatsInWords(held), held: total(held.values()), money });
  });
}

const seatsInWords = (held: ReadonlyMap<string, Seats>): string =>
  listed([...held].map(([offering, n]) => counted(n, `${offering} seat`)));

/** The seats of a question in words, how many they are, and the money that depends on them. */
interface AskedMoney {
  readonly named: string;
  readonly held: Seats;
  readonly money: string;
}

/** How many pairs of names a sentence gives. */
const NAMED_PAIRS = 2;

function otherNames(pairs: readonly MaybeOne[], { people }: Estate, unknown: string): string {
  const users = new Set(pairs.map(({ user }) => user)).size;
  const nameOf = (person: PersonIndex): string => at(people, person).id;
  const named = pairs
    .slice(0, NAMED_PAIRS)
    .map(({ user, holder }) => `${nameOf(user)} may be ${nameOf(holder)}`);
  const pairsInWords = `${pairs.length > NAMED_PAIRS ? "such as: " : ""}${named.join("; ")}`;
  return (
    `${counted(users, "user")} without a seat may be ${users === 1 ? "a seat holder" : "seat holders"} under ` +
    `another name (${pairsInWords}), so ${unknown}`
  );
}

function question(reason: Lack, estate: Estate, { named, held, money }: AskedMoney): string {
  const stay = held === 1 ? "it stays" : "they stay";
  const unknown = `the use of ${named} is unknown and ${stay}; ${money} depends on it`;
  const saved = `so ${stay}; if the exports are complete, ${money} could be saved`;
  switch (reason.lacks) {
    case "names":
      return otherNames(reason.pairs, estate, unknown);
    case "hashes":
      return (
        `${counted(reason.users, "user")} ${reason.users === 1 ? "is" : "are"} hidden behind a hash and may be any ` +
        `holder of a seat that opens the same products, so ${unknown}`
      );
    case "covers":
      return (
        `No table says whether ${reason.offering} covers ${listed(reason.products)}, used on a seat, so ` +
        unknown
      );
    case "days":
      return `The exports show seats on ${counted(reason.days, "day")} only, so ${unknown}`;
    case "seats":
      return `The exports show tokens only, so ${unknown}`;
    case "stated":
      return `The exports were filtered (${reason.filters.join("; ")}), so ${unknown}`;
    case "log":
      return `The session log shows ${counted(reason.people, "person", "people")} only, so ${unknown}`;
    case "products":
      return `The exports show ${listed(reason.shown)} only, so ${unknown}`;
    case "people":
      return (
        `The exports show ${wholeNumber(reason.seen)} of ${counted(reason.holders, "seat holder")} only, ` +
        `so ${unknown}`
      );
    case "group":
      return `Nobody of the ${reason.group} ${reason.name} is in the exports, who hold ${named}, ${saved}`;
    case "holders":
      return `No use of ${named} is in the exports, ${saved}`;
  }
}

const tokensLeftOut = ({ keptTokens }: Analysis): string[] =>
  keptTokens === 0
    ? []
    : [
        "The exports may leave out tokens, so every scenario goes on buying " +
          `${counted(keptTokens, "token")} that nobody was seen to use`,
      ];

function notCounted(analysis: Analysis): string[] {
  const coming = comingSeats(analysis);
  if (coming === null) return [];
  return [
    `Not counted: ${coming}: whether they renew running seats or come beside them, no table says; if they are ` +
      "ordered for good, fewer are to order, and none of them can go",
  ];
}

/** How many days of purchases a sentence names. */
const MOST_DAYS_NAMED = 3;

function countedTwice({ estate }: Analysis): string[] {
  const repeated = estate.packs.filter(({ mayRepeat }) => mayRepeat);
  if (repeated.length === 0) return [];
  const days = [...new Set(repeated.map(({ purchased }) => isoDay(purchased)))].sort();
  const when = days.length > MOST_DAYS_NAMED ? `from ${days[0]!} to ${days.at(-1)!}` : `on ${listed(days)}`;
  const drawn = total(repeated.map(({ tokens }) => tokens));
  return [
    `${counted(drawn, "token")} bought ${when} may be the purchase of another row, and count beside it`,
  ];
}
