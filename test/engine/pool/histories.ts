import { tokens, type MonthNumber } from "../../../src/engine/units";
import type { PastMonth } from "../../../src/engine/pool/forecast";

/** A source of random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FAMILIES = ["steady", "season", "trend", "shock", "intermittent", "all at once"] as const;

/** The tokens by month of a generated estate. */
export interface History {
  readonly family: (typeof FAMILIES)[number];
  readonly months: readonly PastMonth[];
}

const WORKING_DAYS = 21;

/** 5 to 80 people, each with a rate and days a month; the family says what else moves them. */
export function historyOf(seed: number, length: number): History {
  const random = randomOf(seed * 7919);
  const family = FAMILIES[seed % FAMILIES.length]!;
  const has = (one: History["family"]): boolean => family === one || family === "all at once";
  const between = (low: number, high: number): number => low + (high - low) * random();
  const people = Math.floor(between(5, 81));
  const trend = has("trend") ? (random() < 0.5 ? -1 : 1) * between(0.005, 0.03) : 0;
  const amplitude = has("season") ? between(0.1, 0.4) : 0;
  const peak = between(0, 12);
  const shockAt = has("shock") && random() < 0.8 ? Math.floor(length * between(0.2, 1)) : Infinity;
  const shock = random() < 0.5 ? between(0.4, 0.8) : between(1.2, 1.7);
  const users = Array.from({ length: people }, () => ({
    rate: [7, 10, 6][Math.floor(random() * 3)]!,
    days: 1 + 9 * random() * random(),
    presence: has("intermittent") ? between(0.3, 0.7) : 1,
    present: random() < 0.5,
  }));
  const months = Array.from({ length }, (_, t): PastMonth => {
    const season = 1 + amplitude * Math.sin((2 * Math.PI * (t - peak)) / 12);
    const level = (1 + trend) ** t * season * (t >= shockAt ? shock : 1);
    let drawn = 0;
    for (const user of users) {
      // People who come and go change over once in four months.
      if (user.presence < 1 && random() < 0.25) user.present = random() < user.presence;
      if (user.presence < 1 && !user.present) continue;
      const chance = Math.min((user.days * level) / WORKING_DAYS, 0.95);
      for (let day = 0; day < WORKING_DAYS; day++) if (random() < chance) drawn += user.rate;
    }
    return { month: (600 + t) as MonthNumber, tokens: tokens(drawn) };
  });
  return { family, months };
}
