import type { Analysis } from "../analysis";
import { at } from "../at";
import { isoDay } from "../calendar";
import { dropsOf, isLateDrop, isWithinTerm, lateDropsOf, type Drop } from "../renewal/drops";
import { grouped } from "../grouped";
import { minus, type DayNumber } from "../units";
import { counted, wholeNumber } from "../wording";
import type { ClauseText } from "./clause-text";

/** A letter to the vendor about one contract that ends on one day. Brackets hold what a person fills in or checks. */
export interface Letter {
  readonly contract: string | null;
  /** The day on which the seats go: the end of the term, or an anniversary before it. */
  readonly ends: DayNumber;
  readonly subject: string;
  /** Paragraphs; one may have several lines. */
  readonly paragraphs: readonly string[];
}

/** The letters that the drops need: a notice in time, or a request where the last day of notice has passed. */
export function lettersOf(analysis: Analysis): Letter[] {
  const drops = [...dropsOf(analysis).filter((drop) => !isLateDrop(drop)), ...lateDropsOf(analysis)];
  const ending = drops.filter(({ changes }) => changes !== null);
  const letters = grouped(ending, (drop) =>
    [drop.contract ?? "", drop.changes, isWithinTerm(drop), needsVendor(drop, analysis.asOf)].join("\n"),
  );
  return [...letters.values()].map((own) => letterOn(own, analysis.asOf)).sort((a, b) => a.ends - b.ends);
}

function letterOn(drops: readonly Drop[], asOf: DayNumber): Letter {
  const first = at(drops, 0);
  const { contract } = first;
  const ends = first.changes as DayNumber;
  const when = isWithinTerm(first)
    ? `from the anniversary of ${isoDay(ends)} on`
    : `when the current term ends on ${isoDay(ends)}`;
  const isRequest = needsVendor(first, asOf);
  const name = contract ?? "[number of the contract]";
  return {
    contract,
    ends,
    subject: `${isRequest ? "Request to renew fewer seats" : "Notice of non-renewal of seats"}, contract ${name}`,
    paragraphs: [
      `[Your company and address]\n[Date${isRequest ? "" : `: ${sendBy(drops)}`}]`,
      "[Name and address of the vendor's or reseller's contact]",
      `Contract: ${name}\n${isWithinTerm(first) ? "Anniversary in" : "End of"} the current term: ${isoDay(ends)}`,
      isRequest ? requestText(when, drops) : noticeText(when),
      drops.map(seatsText).join("\n"),
      confirmation(isRequest),
      "This letter changes no other term of the contract.",
      "[Name, position, signature]",
    ],
  };
}

/** Whether the seats may go only if the vendor agrees. */
const needsVendor = (drop: Drop, asOf: DayNumber): boolean =>
  isLateDrop(drop) || (drop.noticeDeadline !== null && drop.noticeDeadline < asOf);

/** When the letter must arrive, with what to check first. */
function sendBy(drops: readonly Drop[]): string {
  const deadlines = drops.flatMap(({ noticeDeadline }) => noticeDeadline ?? []);
  if (deadlines.length < drops.length)
    return "check the notice period of the contract, which could not be read";
  const by = `to arrive by ${isoDay(Math.min(...deadlines) as DayNumber)}`;
  return drops.some(({ noticeAssumed }) => noticeAssumed)
    ? `${by} if the notice is as long as assumed; check the contract`
    : by;
}

const noticeText = (when: string): string =>
  `We give notice that we do not renew the following seats ${when}:`;

/** A notice period that could not be read may be over or not: the letter must not admit that it is. */
function requestText(when: string, drops: readonly Drop[]): string {
  const isKnown = drops.every(({ noticeDeadline }) => noticeDeadline !== null);
  return (
    `We ask you to accept that we do not renew the following seats ${when}` +
    (isKnown
      ? ", although the date for notice has passed:"
      : " [the notice period of the contract could not be read: check it, and give notice if there is still time]:")
  );
}

function seatsText({ seats: dropped, bought, offering, ifComplete }: Drop): string {
  const check =
    ifComplete === 0
      ? ""
      : ` [${wholeNumber(ifComplete)} of them only if the exports are complete: check before you send this]`;
  return (
    `- ${wholeNumber(dropped)} of ${counted(bought, `${offering} seat`)}; ` +
    `${wholeNumber(minus(bought, dropped))} to be renewed${check}`
  );
}

const confirmation = (isRequest: boolean): string =>
  `Please confirm in writing by [date] that ${isRequest ? "you accept this, that " : ""}the renewal will be for the ` +
  "numbers stated here, and that fees, maintenance and support for the seats that are not renewed end on the same day.";

const LINE_BETWEEN = `\n${"-".repeat(72)}\n\n`;

/** All letters, then the drafts of clauses, as one text with a line between two. */
export function lettersText(letters: readonly Letter[], clauses: readonly ClauseText[] = []): string {
  const none = "No contract whose end is known drops seats, so there is no letter to write.\n";
  const texts: readonly Pick<Letter, "subject" | "paragraphs">[] = [...letters, ...clauses];
  if (texts.length === 0) return none;
  const written = texts
    .map(({ subject, paragraphs }) => [subject, ...paragraphs].join("\n\n"))
    .map((letter) => `${letter}\n`)
    .join(LINE_BETWEEN);
  return letters.length === 0 ? `${none}${LINE_BETWEEN}${written}` : written;
}
