import type { Analysis } from "./analysis";
import { isoDay } from "./calendar";
import { dropsOf, isLateDrop, type Drop } from "./drops";
import { grouped } from "./grouped";
import type { DayNumber } from "./units";
import { counted, listed, wholeNumber } from "./wording";

/** A day on which something must be done or happens, from the as-of date on. */
export interface NextDate {
  readonly day: DayNumber;
  /** A sentence without a full stop. */
  readonly text: string;
}

/** How many dates the answer names. */
const SHOWN = 3;

/** The next dates, soonest first: notices to give, terms that end, and the first users to move. */
export function nextDates(analysis: Analysis): NextDate[] {
  const { asOf } = analysis;
  const dates = [...notices(analysis), ...ends(analysis), ...firstMove(analysis)];
  return dates
    .filter(({ day }) => day >= asOf)
    .sort((a, b) => a.day - b.day)
    .slice(0, SHOWN)
    .map(({ day, text }) => ({ day, text: `${isoDay(day)}: ${text}` }));
}

/** What the contract is called; without a name, its offering. */
const nameOf = ({ contract, offering }: Pick<Drop, "contract" | "offering">): string => contract ?? offering;

const groupedBy = <T extends { readonly day: DayNumber; readonly name: string }>(
  all: readonly T[],
): T[][] => [...grouped(all, ({ day, name }) => `${day}\n${name}`).values()];

function notices(analysis: Analysis): NextDate[] {
  const due = dropsOf(analysis).flatMap((drop) =>
    drop.noticeDeadline === null || isLateDrop(drop)
      ? []
      : [{ day: drop.noticeDeadline, name: nameOf(drop), drop }],
  );
  return groupedBy(due).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const what = listed(group.map(({ drop }) => counted(drop.seats, `${drop.offering} seat`)));
    return [{ day: first.day, text: `last day to tell the vendor that ${first.name} drops ${what}` }];
  });
}

function ends(analysis: Analysis): NextDate[] {
  const ending = analysis.trueDowns.flatMap((line) =>
    line.renewal === null ? [] : [{ day: line.renewal, name: nameOf(line), line }],
  );
  const told = new Set(dropsOf(analysis).flatMap((drop) => (isLateDrop(drop) ? [] : [drop.line])));
  return groupedBy(ending).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const isToTell = group.some(({ line }) => told.has(line.line));
    return [{ day: first.day, text: `${first.name} ${verbOf(group, isToTell)}` }];
  });
}

/** What lines that end on one day do then. */
function verbOf(group: readonly { readonly line: Pick<Drop, "autoRenews"> }[], isToTell: boolean): string {
  if (group.some(({ line }) => line.autoRenews === null))
    return "ends; whether it renews automatically could not be read";
  if (!group.every(({ line }) => line.autoRenews)) return "ends";
  return isToTell ? "ends; without notice it renews automatically" : "renews automatically";
}

function firstMove({ moves }: Analysis): NextDate[] {
  const begins = moves.flatMap(({ beginBy }) => (beginBy === null ? [] : [beginBy]));
  if (begins.length === 0) return [];
  const day = Math.min(...begins) as DayNumber;
  return [{ day, text: `begin to move users (${wholeNumber(moves.length)} in all)` }];
}
