import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { changesOf, extensions, keyOf, STATES_BETWEEN_PAUSES, type OpenState, type State } from "./layers";
import { PROGRESS } from "./progress";
import type { Assignment, Change, ReducedCosts } from "./reduced-costs";

/** What an enumeration found. */
export interface Enumeration {
  /** The best mix that costs less than the target; null for none. */
  readonly found: Assignment | null;
  /**
   * Whether the budget sufficed: then no mix costs less than that mix, the target, or the bound + the losses
   * allowed.
   */
  readonly complete: boolean;
}

/**
 * Looks at every mix near a bound whose losses come to no more than `most`, and that costs less than `target`: dynamic
 * programming over the groups, where of two ways to the same use only that with less loss goes on.
 */
export function* enumerateInSteps(
  near: ReducedCosts,
  most: number,
  target: number,
  budget: Budget,
): Steps<Enumeration> {
  const layers = layersOf(near, most);
  const later = laterChanges(near, layers, most);
  let [best, limit] = [null as State<Change> | null, Math.min(most, target - near.bound.value)];
  const look = (state: State<Change>): void => {
    const over = state.loss + near.excess(state.use);
    if (over < limit - NOISE) [best, limit] = [state, over];
  };
  const operations = OPERATIONS_A_STATE + OPERATIONS_A_RESOURCE * near.start.length;

  let states: State<Change>[] = [{ loss: 0, use: near.start, change: null, times: 0, before: null }];
  states.forEach(look);
  let [complete, sincePause] = [true, 0];
  for (const [place, layer] of layers.entries()) {
    const { nextLoss, repairs } = later[place]!;
    const reached = new Map<string | number, State<Change>>();
    const keep = (state: State<Change>): void => {
      if (state.loss + nextLoss > limit || tooFar(near, state, repairs, limit)) return;
      const key = keyOf(state);
      const there = reached.get(key);
      if (!there || state.loss < there.loss) reached.set(key, state);
    };
    const members = near.membersOf(layer[0]!);
    for (const before of states) {
      keep(before);
      const open: OpenState<Change>[] = [{ state: before, from: 0, room: members }];
      for (let next = open.pop(); next && complete; next = open.pop()) {
        for (const state of extensions(next, layer, limit)) {
          if (!budget.spend(operations)) {
            complete = false;
            break;
          }
          look(state.state);
          keep(state.state);
          if (state.room > 0 && state.from < layer.length) open.push(state);
          if (++sincePause % STATES_BETWEEN_PAUSES === 0) yield PROGRESS;
        }
      }
      if (!complete) break;
    }
    if (!complete) break;
    states = [...reached.values()];
    if (states.length === 0) break;
  }
  return { found: best && near.assignment(countsOf(best)), complete };
}

/**
 * The changes within a loss, by group: least loss first, so that a state that cannot afford a layer cannot afford any
 * later one; and those that lose nothing by the first resource that they shift, so that soon none left shifts it.
 */
function layersOf(near: ReducedCosts, most: number): Change[][] {
  const byGroup = new Map<number, Change[]>();
  for (const change of near.changes(most)) {
    const layer = byGroup.get(change.group);
    if (layer) layer.push(change);
    else byGroup.set(change.group, [change]);
  }
  const loss = ([change]: readonly Change[]): number => (change!.loss > FREE ? change!.loss : 0);
  const shifted = ([change]: readonly Change[]): number => change!.shift.findIndex((by) => by !== 0);
  return [...byGroup.values()].sort((a, b) => loss(a) - loss(b) || shifted(a) - shifted(b));
}

const countsOf = (state: State<Change>): Map<number, number> =>
  new Map([...changesOf(state)].map(([{ cover }, times]) => [cover, times]));

/** What the layers after a layer can do. */
interface Later {
  /** The least that any of their changes loses. */
  readonly nextLoss: number;
  readonly repairs: readonly Repair[];
}

/**
 * The least loss at which they shift the use of a resource by 0, 1, 2 ... seats, as far as it is known; null
 * for tokens, and where they can shift it further than is known.
 */
type Repair = { readonly up: readonly number[]; readonly down: readonly number[] } | null;

function laterChanges(near: ReducedCosts, layers: readonly (readonly Change[])[], most: number): Later[] {
  const directions = near.start.map(() => ({ up: [] as Losses[], down: [] as Losses[] }));
  const later: Later[] = [];
  let nextLoss = Infinity;
  for (const layer of [...layers].reverse()) {
    const repairs = directions.map(({ up, down }, r): Repair => {
      const [sumsUp, sumsDown] = near.isCounted(r) ? [summed(up, most), summed(down, most)] : [null, null];
      return sumsUp && sumsDown && { up: sumsUp, down: sumsDown };
    });
    later.push({ nextLoss, repairs });
    for (const change of layer) {
      nextLoss = Math.min(nextLoss, change.loss);
      change.shift.forEach((by, r) => {
        if (by === 0) return;
        const direction = by > 0 ? directions[r]!.up : directions[r]!.down;
        direction.push({ loss: change.loss / Math.abs(by), times: near.membersOf(change) * Math.abs(by) });
      });
    }
  }
  return later.reverse();
}

/** A loss that can be taken so many times. */
interface Losses {
  readonly loss: number;
  readonly times: number;
}

/** The least losses of 0, 1, 2 ... changes, as far as `most` allows; null where that is further than is looked. */
function summed(losses: readonly Losses[], most: number): number[] | null {
  const sums = [0];
  let sum = 0;
  for (const { loss, times } of [...losses].sort((a, b) => a.loss - b.loss)) {
    for (let n = 0; n < times; n++) {
      sum += loss;
      if (sum > most) return sums;
      if (sums.length > MOST_REPAIRS) return null;
      sums.push(sum);
    }
  }
  return sums;
}

/** Whether the use of a resource costs too much, even if later changes bring it where it costs least. */
const tooFar = (
  near: ReducedCosts,
  { loss, use }: State<Change>,
  repairs: readonly Repair[],
  most: number,
): boolean =>
  use.some((amount, r) => {
    const repair = repairs[r];
    if (!repair) return false;
    const { up, down } = repair;
    const furthest = Math.max(up.length, down.length);
    for (let by = 0; by < furthest; by++) {
      if (loss + (up[by] ?? Infinity) + near.excessOf(r, amount + by) <= most) return false;
      if (loss + (down[by] ?? Infinity) + near.excessOf(r, amount - by) <= most) return false;
    }
    return true;
  });

/** Money below this is the noise of sums. */
const NOISE = 1e-9;
/** A loss below this is none: the prices leave the choice open. */
const FREE = 1e-3;
const MOST_REPAIRS = 60;
const OPERATIONS_A_STATE = 800;
const OPERATIONS_A_RESOURCE = 150;
