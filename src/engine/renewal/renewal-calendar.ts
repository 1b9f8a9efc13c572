import type { Analysis } from "../analysis";
import type { Assumptions } from "../assumptions";
import { at } from "../at";
import { addDays, isoDay, LAST_DAY } from "../calendar";
import { dropsOf, isLateDrop, isWithinTerm, lateDropsOf, type Drop } from "./drops";
import { grouped } from "../grouped";
import { harvestDays } from "../harvest/harvest-days";
import type { PackBalance } from "../pool/ledger";
import { poolOf } from "../pool/ledger-packs";
import { nextAnniversary } from "../rules/notice";
import { isInLastQuarter, vendorQuarterEnd } from "../rules/vendor-year";
import type { TrueDown } from "../seats/droppable";
import { scale, sumKnown, total, type DayNumber } from "../units";
import { counted, listed, wholeNumber } from "../wording";

/** What a date is about, in the order of one contract's dates. */
export type CalendarKind =
  | "prepare"
  | "usage review"
  | "renewal window opens"
  | "notice"
  | "notice possible"
  | "anniversary"
  | "end"
  | "access ends"
  | "renewal window closes"
  | "extension request"
  | "plan anniversary"
  | "plan ends"
  | "pack ends"
  | "token order"
  | "moves begin"
  | "notices to send"
  | "notices sent"
  | "grace ends"
  | "reclaim by"
  | "audit answer"
  | "vendor's quarter ends"
  | "vendor's year ends";

/** `late`: it should have been done before the as-of date; `past`: it has come about, and asks for nothing. */
export type CalendarStanding = "ahead" | "late" | "past" | "unknown";

/** A day on which something must be done or happens (DOMAIN §9). */
export interface CalendarEntry {
  /** Null where it is unknown; the text says why. */
  readonly day: DayNumber | null;
  readonly kind: CalendarKind;
  /** The contract, or the token pool; without a name, the offering. Null for dates of the whole estate. */
  readonly of: string | null;
  /** A sentence without a full stop. */
  readonly text: string;
  readonly standing: CalendarStanding;
}

/** What is still to be done when its day has passed. */
const TO_DO: readonly CalendarKind[] = [
  "prepare",
  "usage review",
  "notice",
  "extension request",
  "token order",
  "moves begin",
  "reclaim by",
  "audit answer",
];

type UnjudgedEntry = Omit<CalendarEntry, "standing">;

/** Every date of contracts, token packs, moves, harvest and the vendor's year, soonest first; unknown ones last. */
export function renewalCalendar(analysis: Analysis): CalendarEntry[] {
  const entries = [
    ...contractDates(analysis),
    ...planDates(analysis),
    ...packDates(analysis),
    ...orderDates(analysis),
    ...firstMove(analysis),
    ...harvestDays(analysis),
    ...auditDates(analysis),
    ...vendorDates(analysis),
  ];
  return entries
    .map((entry): CalendarEntry => ({ ...entry, standing: standingOf(entry, analysis.asOf) }))
    .sort((a, b) => (a.day ?? LAST_DAY) - (b.day ?? LAST_DAY));
}

function standingOf({ day, kind }: UnjudgedEntry, asOf: DayNumber): CalendarStanding {
  if (day === null) return "unknown";
  if (day >= asOf) return "ahead";
  return TO_DO.includes(kind) ? "late" : "past";
}

/** What the contract is called; without a name, its offering. */
const nameOf = ({ contract, offering }: Pick<TrueDown, "contract" | "offering">): string =>
  contract ?? offering;

/** The seats that go, by contract line. */
type Drops = ReadonlyMap<TrueDown["line"], Drop>;

/** The lines of one contract that end on one day. */
interface ContractEnd {
  readonly of: string;
  readonly end: DayNumber;
  readonly lines: readonly TrueDown[];
}

function contractDates(analysis: Analysis): UnjudgedEntry[] {
  const { trueDowns, assumptions } = analysis;
  const drops = new Map([...dropsOf(analysis), ...lateDropsOf(analysis)].map((drop) => [drop.line, drop]));
  const ending = trueDowns.filter(({ renewal }) => renewal !== null);
  const endless = new Set(trueDowns.filter(({ renewal }) => renewal === null).map(nameOf));
  const byRenewal = grouped(ending, (line) => `${line.renewal}\n${nameOf(line)}`);
  const withinTerm = ending.filter(isWithinTerm);
  const byAnniversary = grouped(withinTerm, (line) => `${line.changes}\n${nameOf(line)}`);
  const byNotice = grouped(ending, (line) => `${line.noticeDeadline}\n${nameOf(line)}`);
  const ends = ending.map((line) => ({ of: nameOf(line), before: line.renewal as DayNumber }));
  const anniversaries = withinTerm.map((line) => ({ of: nameOf(line), before: line.changes as DayNumber }));
  const reviews = grouped([...ends, ...anniversaries], ({ of, before }) => `${before}\n${of}`);
  return [
    ...[...reviews.values()].map(([one]) => usageReview(one!, assumptions)),
    ...[...byRenewal.values()].flatMap((lines) => {
      const first = at(lines, 0);
      const renewal: ContractEnd = { of: nameOf(first), end: first.renewal as DayNumber, lines };
      return [...beforeEnd(renewal, assumptions), endDate(renewal, drops), ...lapse(renewal, assumptions)];
    }),
    ...[...byAnniversary.values()].map(([line]) => anniversaryDate(line!)),
    ...[...byNotice.values()].map((lines) => noticeDate(lines, drops, assumptions)),
    ...[...endless].map((of): UnjudgedEntry => ({
      day: null,
      kind: "end",
      of,
      text: `no end of ${of} is known, nor any of its dates`,
    })),
  ];
}

function beforeEnd({ of, end }: ContractEnd, assumptions: Assumptions): UnjudgedEntry[] {
  const before = (days: number): DayNumber => addDays(end, -days);
  return [
    {
      day: before(assumptions.preparationDays),
      kind: "prepare",
      of,
      text: `begin to prepare the renewal of ${of} on ${isoDay(end)}`,
    },
    {
      day: before(assumptions.renewalOpensDays),
      kind: "renewal window opens",
      of,
      text: `the vendor begins to quote the renewal of ${of}`,
    },
  ];
}

/** The review before a day on which seats of a contract may go: the end of a line, or an anniversary. */
const usageReview = (
  { of, before }: { readonly of: string; readonly before: DayNumber },
  { reviewDays }: Assumptions,
): UnjudgedEntry => ({
  day: addDays(before, scale(reviewDays, -1)),
  kind: "usage review",
  of,
  text: `review the use of ${of}: export it, take back unused seats, and run this analysis again`,
});

/** The next anniversary at which the contract of a line lets seats go. */
const anniversaryDate = (line: TrueDown): UnjudgedEntry => ({
  day: line.changes,
  kind: "anniversary",
  of: nameOf(line),
  text: `an anniversary in the term of ${nameOf(line)}: seats may go; without notice they stay to the next one`,
});

/** The last day of notice of lines of one contract that share it. */
function noticeDate(lines: readonly TrueDown[], drops: Drops, { noticeDays }: Assumptions): UnjudgedEntry {
  const first = at(lines, 0);
  const [of, day] = [nameOf(first), first.noticeDeadline];
  if (day === null)
    return {
      day,
      kind: "notice",
      of,
      text: `the last day to give notice to ${of} is unknown: its notice period could not be read`,
    };
  const dropped = lines.flatMap(({ line }) => drops.get(line) ?? []);
  const what = listed(dropped.map(({ seats, offering }) => counted(seats, `${offering} seat`)));
  const assumed = lines.some(({ noticeAssumed }) => noticeAssumed)
    ? ` (no contract states the notice; assumed: ${counted(noticeDays, "day")})`
    : "";
  if (dropped.length === 0) {
    const text = `last day to give notice to ${of}; no drop is planned${assumed}`;
    return { day, kind: "notice possible", of, text };
  }
  const text = lines.some(isLateDrop)
    ? `the last day of notice has passed: ask the vendor whether ${of} may still drop ${what}${assumed}`
    : `last day to tell the vendor that ${of} drops ${what}${assumed}`;
  return { day, kind: "notice", of, text };
}

const endDate = (renewal: ContractEnd, drops: Drops): UnjudgedEntry => ({
  day: renewal.end,
  kind: "end",
  of: renewal.of,
  text: endText(renewal, drops),
});

/** What the lines do on the day of their end. */
function endText({ of, lines }: ContractEnd, drops: Drops): string {
  if (lines.some(({ autoRenews }) => autoRenews === null))
    return `${of} ends; whether it renews automatically could not be read`;
  if (!lines.every(({ autoRenews }) => autoRenews)) return `${of} ends`;
  const isToTell = lines.some((line) => drops.has(line.line) && !isLateDrop(line) && !isWithinTerm(line));
  return isToTell ? `${of} ends; without notice it renews automatically` : `${of} renews automatically`;
}

/** What happens to lines that nobody renews, and that do not renew by themselves. */
function lapse(
  { of, end, lines }: ContractEnd,
  { accessDays, renewalClosesDays }: Assumptions,
): UnjudgedEntry[] {
  if (lines.every(({ autoRenews }) => autoRenews)) return [];
  return [
    {
      day: addDays(end, accessDays),
      kind: "access ends",
      of,
      text: `unless ${of} is renewed, its users lose access`,
    },
    {
      day: addDays(end, renewalClosesDays),
      kind: "renewal window closes",
      of,
      text: `unless ${of} is renewed, the vendor cancels it; later its seats must be bought anew`,
    },
  ];
}

/**
 * The next anniversary and the end of each plan of plan seats: a plan is trued up at each anniversary, and never down
 * before its end (DOMAIN §15).
 */
function planDates({ estate, asOf }: Analysis): UnjudgedEntry[] {
  const running = estate.subscriptions.filter(({ planEnd }) => planEnd !== undefined && planEnd >= asOf);
  const plans = grouped(running, ({ planEnd, contract, offering }) => `${planEnd}\n${contract ?? offering}`);
  return [...plans.values()].flatMap((rows): UnjudgedEntry[] => {
    const { contract, offering, planEnd } = at(rows, 0);
    const [of, end] = [contract ?? offering, planEnd as DayNumber];
    const next = nextAnniversary(end, asOf);
    const ends: UnjudgedEntry = {
      day: end,
      kind: "plan ends",
      of,
      text: `the plan seats of ${of} end: fewer of them may be bought only now`,
    };
    const text =
      `an anniversary of the plan of ${of}: plan seats for product seats that were added are charged; ` +
      `none goes before ${isoDay(end)}`;
    return next === end ? [ends] : [{ day: next, kind: "plan anniversary", of, text }, ends];
  });
}

function packDates({ tokenPlan: { ledger }, asOf }: Analysis): UnjudgedEntry[] {
  const running = ledger?.packs.filter(({ lastDay, left }) => lastDay >= asOf && left > 0) ?? [];
  return [...grouped(running, ({ pack, lastDay }) => `${lastDay}\n${poolOf(pack) ?? ""}`).values()].flatMap(
    packEnd,
  );
}

/** The end of the packs of one pool that end on one day, and the last day to ask for more time. */
function packEnd(packs: readonly PackBalance[]): UnjudgedEntry[] {
  const { pack, lastDay } = at(packs, 0);
  const of = poolOf(pack);
  const left = total(packs.map((one) => one.left));
  const unused = sumKnown(packs.map(({ willExpire }) => willExpire));
  const name = of === null ? "" : ` of ${of}`;
  const asks = packs.flatMap(({ askBy }) => askBy ?? []);
  const atForecast =
    unused === null ? "how many will be unused is unknown" : `at the forecast ${wholeNumber(unused)} unused`;
  const ends: UnjudgedEntry = {
    day: lastDay,
    kind: "pack ends",
    of,
    text: `the last day of ${counted(left, "token")}${name} that are left today, ${atForecast}`,
  };
  if (asks.length === 0 || unused === null) return [ends];
  const text =
    `last day to ask for an extension of the ${counted(unused, "token")}${name} ` +
    `that will end unused on ${isoDay(lastDay)}`;
  return [{ day: Math.min(...asks) as DayNumber, kind: "extension request", of, text }, ends];
}

/** The orders of each pool, or of the only one. */
function orderDates({ tokenPlan: { pools, risk } }: Analysis): UnjudgedEntry[] {
  const each = pools.length === 0 ? [{ pool: null, risk }] : pools;
  return each.flatMap(({ pool, risk: own }) =>
    (own?.isLeftKnown ? (own.plan?.purchases ?? []) : []).map(({ orderBy, tokens: ordered, cost }) => ({
      day: orderBy,
      kind: "token order",
      of: pool,
      text:
        `order ${counted(ordered, "token")}${pool === null ? "" : ` of ${pool}`} for ${wholeNumber(cost)}, ` +
        "with today's covers",
    })),
  );
}

function firstMove({ moves }: Analysis): UnjudgedEntry[] {
  const begins = moves.flatMap(({ beginBy }) => beginBy ?? []);
  if (begins.length === 0) return [];
  const day = Math.min(...begins) as DayNumber;
  return [
    { day, kind: "moves begin", of: null, text: `begin to move users (${wholeNumber(moves.length)} in all)` },
  ];
}

/** The last day to answer the auditor; unknown where a letter has no date that can be read. */
function auditDates({ audit: { answerBy, badLetter }, assumptions }: Analysis): UnjudgedEntry[] {
  const [kind, of] = ["audit answer", null] as const;
  if (badLetter !== null)
    return [
      { day: null, kind, of, text: `the day to answer the auditor is unknown: "${badLetter}" is no date` },
    ];
  if (answerBy === null) return [];
  const text =
    `last day to answer the auditor, ${counted(assumptions.auditDays, "business day")} after the letter ` +
    `of ${assumptions.auditLetter}`;
  return [{ day: answerBy, kind, of, text }];
}

/** The ends of the vendor's quarter and year, which its sellers work towards. */
function vendorDates({ asOf }: Analysis): UnjudgedEntry[] {
  const quarter = vendorQuarterEnd(asOf);
  let year = quarter;
  while (!isInLastQuarter(year)) year = vendorQuarterEnd(addDays(year, 1));
  const ends: UnjudgedEntry = {
    day: year,
    kind: "vendor's year ends",
    of: null,
    text: "the vendor's year ends",
  };
  if (year === quarter) return [ends];
  return [{ day: quarter, kind: "vendor's quarter ends", of: null, text: "the vendor's quarter ends" }, ends];
}
