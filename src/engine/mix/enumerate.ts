import type { Progress, Steps } from "../steps";
import type { Assignment, Change, Neighbourhood } from "./neighbourhood";

/** How many mixes may still be looked at. */
export interface Work {
  left: number;
}

/**
 * Looks at every mix whose losses come to no more than `budget`: kind after kind, and of two ways to the same use only at the one that
 * loses less. Gives the best mix found that costs less than `target`, and whether all were looked at before `work` ran out:
 * then no mix costs less than that one, the target, or the bound + the budget.
 */
export function* withinInSteps(
  near: Neighbourhood,
  budget: number,
  target: number,
  work: Work,
): Steps<{ found: Assignment | null; complete: boolean }> {
  const layers = layersOf(near, budget);
  const repairs = repairsAfter(near, layers, budget);
  let [best, most] = [null as State | null, Math.min(budget, target - near.bound.value)];
  const look = (state: State): void => {
    const over = state.loss + near.excess(state.at);
    if (over < most - NOISE) [best, most] = [state, over];
  };

  let states: State[] = [{ loss: 0, at: near.start, change: null, times: 0, before: null }];
  states.forEach(look);
  for (const [place, layer] of layers.entries()) {
    const { nextLoss, repair } = repairs[place] as Repairs;
    const reached = new Map<string, State>();
    const keep = (state: State): void => {
      if (state.loss + nextLoss > most || tooFar(near, state, repair, most)) return;
      const key = state.at.map((use) => Math.round(use * 1e6)).join();
      const there = reached.get(key);
      if (!there || state.loss < there.loss) reached.set(key, state);
    };
    const extend = (before: State, from: number, room: number): void => {
      for (let i = from; i < layer.length && room > 0; i++) {
        const change = layer[i] as Change;
        let state = before;
        for (let times = 1; times <= room; times++) {
          const loss = state.loss + change.loss;
          if (loss > most) break;
          if (work.left-- <= 0) return;
          const at = state.at.map((use, r) => use + (change.shift[r] ?? 0));
          state = { loss, at, change, times, before };
          look(state);
          keep(state);
          extend(state, i + 1, room - times);
        }
      }
    };
    let unreported = 0;
    for (const state of states) {
      if (unreported-- === 0) {
        unreported = STATES_A_STEP;
        yield PROGRESS;
      }
      keep(state);
      extend(state, 0, near.peopleOf(layer[0] as Change));
      if (work.left <= 0) break;
    }
    states = [...reached.values()];
    if (work.left <= 0 || states.length === 0) break;
  }
  return { found: best && near.assignment(coversOf(best)), complete: work.left > 0 };
}

/** A mix on the way: the changes taken so far, last first. */
interface State {
  readonly loss: number;
  readonly at: readonly number[];
  readonly change: Change | null;
  readonly times: number;
  readonly before: State | null;
}

function coversOf(state: State): Map<number, number> {
  const covers = new Map<number, number>();
  for (let at: State | null = state; at?.change; at = at.before) covers.set(at.change.cover, at.times);
  return covers;
}

/**
 * The changes within a budget, by kind: least loss first, so that what cannot afford the next cannot afford any later one; and those
 * that lose nothing in the order of the first offering that they shift, so that soon none that is left shifts it.
 */
function layersOf(near: Neighbourhood, budget: number): Change[][] {
  const byKind = new Map<number, Change[]>();
  for (const change of near.changes(budget)) {
    const layer = byKind.get(change.kind);
    if (layer) layer.push(change);
    else byKind.set(change.kind, [change]);
  }
  const loss = ([change]: readonly Change[]): number => (change && change.loss > FREE ? change.loss : 0);
  const shifted = ([change]: readonly Change[]): number => change?.shift.findIndex((by) => by !== 0) ?? 0;
  return [...byKind.values()].sort((a, b) => loss(a) - loss(b) || shifted(a) - shifted(b));
}

/** What later changes can do. */
interface Repairs {
  /** The least that any of them loses. */
  readonly nextLoss: number;
  /** By place in `Neighbourhood.coupled`. */
  readonly repair: readonly Repair[];
}

/** The least loss at which they shift a use by 0, 1, 2 ... seats; nothing where that is not known. */
interface Repair {
  readonly up: readonly number[];
  readonly down: readonly number[];
}

/** A loss that can be taken so many times. */
interface Losses {
  readonly loss: number;
  readonly times: number;
}

/** What the layers after each layer can do. */
function repairsAfter(
  near: Neighbourhood,
  layers: readonly (readonly Change[])[],
  budget: number,
): Repairs[] {
  const directions = near.coupled.map(() => ({ up: [] as Losses[], down: [] as Losses[] }));
  const after: Repairs[] = [];
  let nextLoss = Infinity;
  for (const layer of [...layers].reverse()) {
    const repair = directions.map(({ up, down }, i) =>
      near.isCounted(i) ? { up: summed(up, budget), down: summed(down, budget) } : UNKNOWN,
    );
    after.push({ nextLoss, repair });
    for (const change of layer) {
      nextLoss = Math.min(nextLoss, change.loss);
      change.shift.forEach((by, i) => {
        const direction = by > 0 ? directions[i]?.up : directions[i]?.down;
        if (by !== 0) direction?.push({ loss: change.loss, times: near.peopleOf(change) });
      });
    }
  }
  return after.reverse();
}

const UNKNOWN: Repair = { up: [], down: [] };

/** The least losses of 0, 1, 2 ... changes, as far as the budget goes. */
function summed(losses: readonly Losses[], budget: number): number[] {
  const sums = [0];
  let sum = 0;
  for (const { loss, times } of [...losses].sort((a, b) => a.loss - b.loss)) {
    for (let n = 0; n < times; n++) {
      sum += loss;
      if (sum > budget) return sums;
      sums.push(sum);
    }
  }
  return sums;
}

/** Whether the use of some offering costs too much, even if later changes bring it where it costs least. */
const tooFar = (near: Neighbourhood, { loss, at }: State, repair: readonly Repair[], most: number): boolean =>
  at.some((use, i) => {
    const { up, down } = repair[i] as Repair;
    for (let by = 0; by < up.length || by < down.length; by++) {
      if (loss + (up[by] ?? Infinity) + near.excessOf(i, use + by) <= most) return false;
      if (loss + (down[by] ?? Infinity) + near.excessOf(i, use - by) <= most) return false;
    }
    return up.length > 0;
  });

const STATES_A_STEP = 500;
const PROGRESS: Progress = { stage: "best mix" };
/** Money below this is the noise of sums. */
const NOISE = 1e-9;
/** A loss below this is none: the prices leave the choice open. */
const FREE = 1e-3;
