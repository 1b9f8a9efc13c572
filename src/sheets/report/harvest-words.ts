import type { HarvestAction, HarvestWord, LineOf, SeatEvent } from "../../engine/estate/harvest-records";

/** The words of a harvest as sheets write and read them. */
export const ACTION_WORDS: Readonly<Record<HarvestAction, string>> = {
  reclaim: "Reclaim",
  grace: "Reclaim after grace",
  redeploy: "Redeploy",
  ask: "Ask",
  monitor: "Monitor",
  keep: "Keep",
};

export const DECISION_WORDS: Readonly<Record<HarvestWord, string>> = { keep: "Keep", reclaim: "Reclaim" };

export const EVENT_WORDS: Readonly<Record<SeatEvent, string>> = {
  found: "Found",
  changed: "Changed",
  decided: "Decided",
  reclaimed: "Reclaimed",
  "given back": "Given back",
  "no longer listed": "No longer listed",
};

export const LINE_WORDS: Readonly<Record<LineOf, string>> = {
  seats: "Seats",
  tokens: "Tokens",
  all: "All together",
};
