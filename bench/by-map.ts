import type { DailyUse } from "../src/engine/estate/estate";

/** User × product × month as it is written without much thought: a Map by text, and a Set of days in each entry. */
export function byMap(use: DailyUse): number {
  const groups = new Map<string, { days: Set<number>; tokens: number }>();
  for (let at = 0; at < use.length; at++) {
    const day = use.day[at] ?? 0;
    const month = new Date(day * 86_400_000).toISOString().slice(0, 7);
    const key = `${use.person[at]}|${use.product[at]}|${month}`;
    const group = groups.get(key) ?? { days: new Set(), tokens: 0 };
    groups.set(key, group);
    group.days.add(day);
    const tokens = use.tokens[at] ?? NaN;
    if (!Number.isNaN(tokens)) group.tokens += tokens;
  }
  return groups.size;
}
