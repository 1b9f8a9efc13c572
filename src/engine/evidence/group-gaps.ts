import { at } from "../at";
import { addDays, daysThrough } from "../calendar";
import type { Context } from "../estate/context";
import { NOBODY, type DailyUse, type Estate, type PersonIndex } from "../estate/estate";
import { grouped } from "../grouped";
import { tokens, type DayNumber, type Tokens } from "../units";
import type { Baseline } from "../usage/baseline";
import { coveredDays, type DaySpan, type Window } from "../usage/windows";
import { fewerExports } from "./fewer-exports";
import { useGaps } from "./use-gaps";
import { BUSY_PEOPLE, workdayGaps, workdaysOf, type Holidays } from "../usage/workday-gaps";

/**
 * A time without rows of a team or department, while others have rows: one of several exports lacks it, or nobody of
 * the group worked. Or without rows of a product, or of seats or tokens, that are otherwise used all the time. Or
 * without rows in one of several exports that add up and name no people, or with fewer such exports than beside it.
 */
export interface GroupGap extends DaySpan {
  readonly group: "team" | "department" | "product" | "access" | "export" | "exports";
  /** Of an export its file; of access, "seats" or "tokens". */
  readonly name: string;
  /** The people of the group; none of an export without people. */
  readonly people: ReadonlySet<PersonIndex>;
  /** The stated tokens that the group draws in such a time if it draws as in the rest of the baseline year. */
  readonly tokens: Tokens;
}

/**
 * The gaps of groups that otherwise show several people on nearly every working day; also those at the start and at
 * the end of the exports. A time that is a gap of all exports is none of a group.
 */
export function groupGaps({ estate, assumptions }: Context, rows: DailyUse, baseline: Baseline): GroupGap[] {
  const { all } = baseline.windows;
  if (all === null || assumptions.exportsComplete === "yes") return [];
  const rules = {
    least: assumptions.gapWorkdays,
    holidays: new Set((estate.holidays ?? []).map(({ day }) => day)),
  };
  const ofPeople = (["team", "department"] as const).flatMap((group) => {
    const named = estate.people.flatMap((person, index) => {
      const name = person[group];
      return name === undefined ? [] : [{ name, index }];
    });
    const members = [...grouped(named, ({ name }) => name)]
      .filter(([, own]) => own.length >= BUSY_PEOPLE)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (members.length === 0) return [];
    const days = daysOfGroups(rows, all, placesOf(members, estate.people.length));
    return members.flatMap(([name, own], place): GroupGap[] => {
      const people = new Set(own.map(({ index }) => index));
      return gapsOfGroup(days, place, all, rules).map((gap) => ({
        ...gap,
        group,
        name,
        people,
        tokens: tokensIn(gap, people, baseline, all),
      }));
    });
  });
  const { holidays } = rules;
  const ofUse = useGaps(estate, rows, baseline, { all, holidays }).filter(
    (gap) => !ofPeople.some((other) => isWithin(gap, other)),
  );
  return [
    ...ofPeople,
    ...ofUse,
    ...exportGaps(estate, rows, baseline, { all, rules }),
    ...fewerExports(rows, baseline, { all, holidays }),
  ];
}

/** Whether all people of a gap are those of another, which is as long. */
const isWithin = (gap: GroupGap, other: GroupGap): boolean =>
  gap.first >= other.first && gap.last <= other.last && [...gap.people].every((one) => other.people.has(one));

interface GapRules {
  readonly least: number;
  readonly holidays: Holidays;
}

/** The gaps inside exports without people that add up with others: rows of the others hide them. */
function exportGaps(
  { sources }: Estate,
  rows: DailyUse,
  { slices: { slices } }: Baseline,
  { all, rules }: { readonly all: Window; readonly rules: GapRules },
): GroupGap[] {
  const added = [...new Set(slices.flatMap(({ earlier, later }) => [earlier, later]))].sort((a, b) => a - b);
  if (added.length === 0) return [];
  const seen = new Map(added.map((source) => [source, { shown: new Set<DayNumber>(), drawn: 0 }]));
  for (let row = 0; row < rows.length; row++) {
    const day = rows.day[row]! as DayNumber;
    const of = seen.get(rows.source[row]!);
    if (of === undefined || day < all.baselineFirst || day > all.last) continue;
    of.shown.add(day);
    of.drawn += rows.tokens[row]! || 0;
  }
  return [...seen].flatMap(([source, { shown, drawn }]) => {
    const days = [...shown].sort((a, b) => a - b);
    if (days.length === 0) return [];
    const span = { first: at(days, 0), last: at(days, days.length - 1) };
    const breaks = days.flatMap((day, i): DaySpan[] =>
      i > 0 && day > addDays(at(days, i - 1), 1)
        ? [{ first: addDays(at(days, i - 1), 1), last: addDays(day, -1) }]
        : [],
    );
    const gaps = notKnown(workdayGaps(breaks, span, rules, () => shown).gaps, all, rules);
    const missing = gaps.reduce((sum, { first, last }) => sum + daysThrough(first, last), 0);
    const perDay = Math.max(drawn, 0) / (daysThrough(span.first, span.last) - missing);
    return gaps.map((gap) => ({
      ...gap,
      group: "export",
      name: at(sources, source).file,
      people: new Set(),
      tokens: tokens(perDay * daysThrough(gap.first, gap.last)),
    }));
  });
}

/** The gaps that are no gaps of all exports. */
function notKnown(gaps: readonly DaySpan[], { gaps: own, closed = [] }: Window, rules: GapRules): DaySpan[] {
  const inKnown = (day: number): boolean =>
    [...own, ...closed].some(({ first, last }) => first <= day && day <= last);
  return gaps.filter(
    (gap) => workdaysOf(gap, rules.holidays).filter((day) => !inKnown(day)).length >= rules.least,
  );
}

/** The place of each person's group; -1 for none. */
function placesOf(
  members: readonly (readonly [string, readonly { readonly index: PersonIndex }[]])[],
  people: number,
): Int32Array {
  const places = new Int32Array(people).fill(-1);
  members.forEach(([, own], place) => own.forEach(({ index }) => (places[index] = place)));
  return places;
}

/** How many people of a group were seen on a day of the baseline year, counted up to `BUSY_PEOPLE`. */
type SeenOn = (place: number, day: DayNumber) => number;

function daysOfGroups(rows: DailyUse, { baselineFirst, last }: Window, groupOf: Int32Array): SeenOn {
  const length = last - baselineFirst + 1;
  const cells = (groupOf.reduce((a, b) => Math.max(a, b), -1) + 1) * length;
  const seen = new Uint8Array(cells);
  const people = new Int32Array(cells * BUSY_PEOPLE);
  for (let row = 0; row < rows.length; row++) {
    const person = rows.person[row]!;
    const place = person === NOBODY ? -1 : groupOf[person]!;
    const day = rows.day[row]! - baselineFirst;
    if (place < 0 || day < 0 || day >= length) continue;
    const cell = place * length + day;
    const n = seen[cell]!;
    if (n === BUSY_PEOPLE) continue;
    const known = people.subarray(cell * BUSY_PEOPLE, cell * BUSY_PEOPLE + n);
    if (known.includes(person)) continue;
    people[cell * BUSY_PEOPLE + n] = person;
    seen[cell] = n + 1;
  }
  return (place, day) => seen[place * length + day - baselineFirst]!;
}

function gapsOfGroup(seenOn: SeenOn, place: number, all: Window, rules: GapRules): DaySpan[] {
  const span = { first: all.baselineFirst, last: all.last };
  const breaks: DaySpan[] = [];
  const busy = new Set<number>();
  let from = span.first;
  for (let day = span.first; day <= span.last; day = addDays(day, 1)) {
    const n = seenOn(place, day);
    if (n >= BUSY_PEOPLE) busy.add(day);
    if (n === 0) continue;
    if (day > from) breaks.push({ first: from, last: addDays(day, -1) });
    from = addDays(day, 1);
  }
  // A group without anybody seen is a question about its seats.
  if (busy.size === 0) return [];
  if (from <= span.last) breaks.push({ first: from, last: span.last });
  return notKnown(workdayGaps(breaks, span, rules, () => busy).gaps, all, rules);
}

function tokensIn(gap: DaySpan, people: ReadonlySet<PersonIndex>, { pairs }: Baseline, all: Window): Tokens {
  const drawn = pairs.person.reduce(
    (sum, person, i) => (people.has(person) ? sum + at(pairs.tokens, i) : sum),
    0,
  );
  const missing = daysThrough(gap.first, gap.last);
  const shown = coveredDays(all) - missing;
  return tokens(shown <= 0 ? 0 : (Math.max(drawn, 0) * missing) / shown);
}
