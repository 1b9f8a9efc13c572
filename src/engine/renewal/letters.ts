import type { Analysis } from "../analysis";
import { at } from "../at";
import { isoDay } from "../calendar";
import { dropsOf, isLateDrop, lateDropsOf, type Drop } from "../drops";
import { grouped } from "../grouped";
import { minus, type DayNumber } from "../units";
import { counted, wholeNumber } from "../wording";

/** A letter to the vendor about one contract that ends on one day. What a person must fill in stands in brackets. */
export interface Letter {
  readonly contract: string | null;
  readonly ends: DayNumber;
  readonly subject: string;
  /** Paragraphs; one may have several lines. */
  readonly paragraphs: readonly string[];
}

/** The letters that the drops need: a notice in time, or a request where the last day of notice has passed. */
export function lettersOf(analysis: Analysis): Letter[] {
  const drops = [...dropsOf(analysis).filter((drop) => !isLateDrop(drop)), ...lateDropsOf(analysis)];
  const ending = drops.filter(({ renewal }) => renewal !== null);
  const letters = grouped(ending, (drop) => [drop.contract ?? "", drop.renewal, isLateDrop(drop)].join("\n"));
  return [...letters.values()].map((own) => letterOn(own, analysis.asOf)).sort((a, b) => a.ends - b.ends);
}

function letterOn(drops: readonly Drop[], asOf: DayNumber): Letter {
  const { contract, renewal } = at(drops, 0);
  const ends = renewal as DayNumber;
  const isLate = drops.some((drop) => isLateDrop(drop) || isPast(drop, asOf));
  const name = contract ?? "[number of the contract]";
  return {
    contract,
    ends,
    subject: `${isLate ? "Request to renew fewer seats" : "Notice of non-renewal of seats"}, contract ${name}`,
    paragraphs: [
      `[Your company and address]\n[Date${isLate ? "" : `: ${sendBy(drops)}`}]`,
      "[Name and address of the vendor's or reseller's contact]",
      `Contract: ${name}\nEnd of the current term: ${isoDay(ends)}`,
      isLate ? requestText(ends) : noticeText(ends),
      drops.map(seatsText).join("\n"),
      confirmation(isLate),
      "This letter changes no other term of the contract.",
      "[Name, position, signature]",
    ],
  };
}

const isPast = ({ noticeDeadline }: Drop, asOf: DayNumber): boolean =>
  noticeDeadline !== null && noticeDeadline < asOf;

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

const noticeText = (ends: DayNumber): string =>
  `We give notice that we do not renew the following seats when the current term ends on ${isoDay(ends)}:`;

const requestText = (ends: DayNumber): string =>
  `We ask you to accept that we do not renew the following seats when the current term ends on ${isoDay(ends)}, ` +
  "although the date for notice has passed:";

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

const confirmation = (isLate: boolean): string =>
  `Please confirm in writing by [date] that ${isLate ? "you accept this, that " : ""}the renewal will be for the ` +
  "numbers stated here, and that fees, maintenance and support for the seats that are not renewed end on the same day.";

/** All letters as one text, with a line between two. */
export function lettersText(letters: readonly Letter[]): string {
  if (letters.length === 0)
    return "No contract whose end is known drops seats, so there is no letter to write.\n";
  return letters
    .map(({ subject, paragraphs }) => [subject, ...paragraphs].join("\n\n"))
    .map((letter) => `${letter}\n`)
    .join(`\n${"-".repeat(72)}\n\n`);
}
