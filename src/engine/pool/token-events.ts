import { at } from "../at";
import { grouped } from "../grouped";
import type { TokenEvent, TokenPack } from "../estate/estate";
import { plus, tokens, type DayNumber, type Tokens } from "../units";
import type { PackBalance } from "./ledger";

/**
 * An event and a purchase may have dates so many days apart: an invoice is written up to a month later than the tokens
 * come (ours; no document of the vendor states a date for both).
 */
const MOST_DAYS_APART = 31;

const maySay = (event: TokenEvent, pack: TokenPack): boolean =>
  (event.contract === undefined || pack.contract === undefined || event.contract === pack.contract) &&
  (event.pool === undefined || pack.pool === undefined || event.pool === pack.pool);

/**
 * The events that added tokens, each with its pack; null for no pack. Each pack belongs to one event: same days are
 * matched first, then days one apart, and so on.
 */
function packsOfAdditions<Pack extends TokenPack>(
  events: readonly TokenEvent[],
  packs: readonly Pack[],
): { readonly event: TokenEvent; readonly pack: Pack | null }[] {
  const added = events.filter(({ event }) => event === "added");
  // The places of the packs that no event is yet, by tokens and day.
  const free = grouped([...packs.keys()], (place) =>
    dayKey(at(packs, place).tokens, at(packs, place).purchased),
  );
  const ofEvent = new Map<TokenEvent, Pack>();
  for (let apart = 0; apart <= MOST_DAYS_APART; apart++)
    for (const event of added) {
      if (ofEvent.has(event)) continue;
      const near = [event.day - apart, ...(apart > 0 ? [event.day + apart] : [])].flatMap((day) => {
        const places = free.get(dayKey(event.tokens, day)) ?? [];
        const nth = places.findIndex((place) => maySay(event, at(packs, place)));
        return nth < 0 ? [] : [{ places, nth }];
      });
      const [first] = near.sort((a, b) => at(a.places, a.nth) - at(b.places, b.nth));
      if (first === undefined) continue;
      ofEvent.set(event, at(packs, at(first.places, first.nth)));
      first.places.splice(first.nth, 1);
    }
  return added.map((event) => ({ event, pack: ofEvent.get(event) ?? null }));
}

const dayKey = (n: Tokens, day: number): string => `${n} on ${day}`;

/** The events that added tokens that no pack states. */
export const additionsWithoutPack = (
  events: readonly TokenEvent[],
  packs: readonly TokenPack[],
): TokenEvent[] =>
  packsOfAdditions(events, packs)
    .filter(({ pack }) => pack === null)
    .map(({ event }) => event);

/** The packs bought within the days of the events that no event adds; none where the events add nothing at all. */
export function packsWithoutAddition(
  events: readonly TokenEvent[],
  packs: readonly TokenPack[],
): TokenPack[] {
  const matched = new Set(packsOfAdditions(events, packs).map(({ pack }) => pack));
  if (matched.size === 0) return [];
  const [first, last] = [
    Math.min(...events.map(({ day }) => day)),
    Math.max(...events.map(({ day }) => day)),
  ];
  return packs.filter((pack) => pack.purchased >= first && pack.purchased <= last && !matched.has(pack));
}

/** Expired tokens: by the events, and by the replay. */
export interface ExpiryDifference {
  readonly day: DayNumber;
  readonly stated: Tokens;
  readonly replayed: Tokens;
}

/**
 * An expiry is stated up to so many days before or after the day that the end of a pack gives: a pack ends on the day
 * before its anniversary or on it, a day is another in other time zones, and a report is written at night (ours).
 */
const EXPIRY_DAYS = 3;

/**
 * The ends of packs at which the events state other tokens than the replay, within the days of the events; none where
 * the events state no expiry at all.
 */
export function expiryDifferences(
  events: readonly TokenEvent[],
  packs: readonly Pick<PackBalance, "lastDay" | "expired">[],
  asOf: DayNumber,
): ExpiryDifference[] {
  // The replay ends with the as-of day.
  const stated = events.filter(({ event, day }) => event === "expired" && day <= asOf);
  if (stated.length === 0) return [];
  const [first, last] = [
    Math.min(...events.map(({ day }) => day)),
    Math.max(...events.map(({ day }) => day)),
  ];
  const ended = packs.filter(
    ({ lastDay }) =>
      lastDay < asOf && lastDay + 1 >= first - EXPIRY_DAYS && lastDay + 1 <= last + EXPIRY_DAYS,
  );
  const groups: { from: number; to: DayNumber; stated: Tokens; replayed: Tokens }[] = [];
  const all = [
    ...stated.map(({ day, tokens: n }) => ({ day, stated: n, replayed: tokens(0) })),
    ...ended.map(({ lastDay, expired }) => ({
      day: (lastDay + 1) as DayNumber,
      stated: tokens(0),
      replayed: expired,
    })),
  ].sort((a, b) => a.day - b.day);
  for (const one of all) {
    const group = groups.at(-1);
    if (group && one.day - group.to <= EXPIRY_DAYS) {
      group.to = one.day;
      group.stated = plus(group.stated, one.stated);
      group.replayed = plus(group.replayed, one.replayed);
    } else groups.push({ from: one.day, to: one.day, stated: one.stated, replayed: one.replayed });
  }
  return groups
    .filter((group) => Math.abs(group.stated - group.replayed) >= 1)
    .map(({ to, stated: said, replayed }) => ({ day: to, stated: said, replayed }));
}
