import type { Steps } from "../steps";
import type { Budget } from "./budget";
import { SUM_NOISE } from "./choices";
import { changesTo, extensions, keyOfUse, STATES_BETWEEN_PAUSES, type OpenState, type State } from "./layers";
import { PROGRESS } from "./progress";
import type { PricedMix, Change, ReducedCosts } from "./reduced-costs";

/** The result of an enumeration. */
export interface Enumeration {
  /** The best mix below the target; null for none. */
  readonly found: PricedMix | null;
  /**
   * Whether the budget sufficed. If so, no mix costs less than the least of that mix, the target, and the bound plus
   * `most`.
   */
  readonly complete: boolean;
}

/**
 * Enumerates the mixes near a bound that cost less than `target` and whose losses add up to at most `most`: dynamic
 * programming over the groups, in which a state dominates states of the same use with higher losses.
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
    if (over < limit - SUM_NOISE) [best, limit] = [state, over];
  };
  const operations = OPERATIONS_AN_ENUMERATED_STATE + OPERATIONS_A_RESOURCE * near.start.length;

  let states: State<Change>[] = [{ loss: 0, use: near.start, change: null, times: 0, before: null }];
  states.forEach(look);
  let [complete, sincePause] = [true, 0];
  for (const [place, layer] of layers.entries()) {
    const { nextLoss, repairs } = later[place]!;
    const reached = new Map<string | number, State<Change>>();
    const keep = (state: State<Change>): void => {
      if (state.loss + nextLoss > limit || tooFar(near, state, repairs, limit)) return;
      const key = keyOfUse(state);
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
 * The changes with a loss of at most `most`, in a layer for each group. Layers come in order of their least loss, so
 * that a state that cannot afford a layer cannot afford a later one. Layers without a loss come in order of the first
 * resource that they shift, so that the use of a resource is settled early.
 */
function layersOf(near: ReducedCosts, most: number): Change[][] {
  const byGroup = new Map<number, Change[]>();
  for (const change of near.changes(most)) {
    const layer = byGroup.get(change.group);
    if (layer) layer.push(change);
    else byGroup.set(change.group, [change]);
  }
  const loss = ([change]: readonly Change[]): number => (change!.loss > NO_LOSS ? change!.loss : 0);
  const shifted = ([change]: readonly Change[]): number => change!.shift.findIndex((by) => by !== 0);
  return [...byGroup.values()].sort((a, b) => loss(a) - loss(b) || shifted(a) - shifted(b));
}

const countsOf = (state: State<Change>): Map<number, number> =>
  new Map([...changesTo(state)].map(([{ cover }, times]) => [cover, times]));

/** What the layers after a layer can still change. */
interface Later {
  /** The least loss of their changes. */
  readonly nextLoss: number;
  readonly repairs: readonly Repair[];
}

/**
 * The least losses that shift the use of a resource by 0, 1, 2 … seats up or down; null for tokens, and if later
 * layers can shift it further than `MOST_REPAIRS`.
 */
type Repair = { readonly up: readonly number[]; readonly down: readonly number[] } | null;

function laterChanges(near: ReducedCosts, layers: readonly (readonly Change[])[], most: number): Later[] {
  const directions = near.start.map((_, r) =>
    near.isCounted(r) ? { up: new LeastLosses(most), down: new LeastLosses(most) } : null,
  );
  const later: Later[] = [];
  let nextLoss = Infinity;
  for (const layer of [...layers].reverse()) {
    const repairs = directions.map((one): Repair => {
      const [up, down] = [one?.up.sums, one?.down.sums];
      return up && down ? { up, down } : null;
    });
    later.push({ nextLoss, repairs });
    for (const change of layer) {
      nextLoss = Math.min(nextLoss, change.loss);
      change.shift.forEach((by, r) => {
        if (by === 0) return;
        const direction = by > 0 ? directions[r]?.up : directions[r]?.down;
        direction?.add({ loss: change.loss / Math.abs(by), times: near.membersOf(change) * Math.abs(by) });
      });
    }
  }
  return later.reverse();
}

/** A loss that can occur at most `times` times. */
interface Losses {
  readonly loss: number;
  readonly times: number;
}

/** The least total losses of 0, 1, 2 … changes up to `most`; null once there are more than `MOST_REPAIRS`. */
class LeastLosses {
  sums: readonly number[] | null = [0];
  /** The least ones in rising order, no more than decide on the sums. */
  private readonly least: Losses[] = [];

  constructor(private readonly most: number) {}

  add(one: Losses): void {
    // Further losses make no sum higher, so that what is null stays so.
    if (this.sums === null) return;
    const place = this.least.findIndex(({ loss }) => one.loss < loss);
    if (place < 0 && this.least.length > MOST_REPAIRS) return;
    this.least.splice(place < 0 ? this.least.length : place, 0, one);
    this.least.length = Math.min(this.least.length, MOST_REPAIRS + 1);
    this.sums = this.summed();
  }

  private summed(): number[] | null {
    const sums = [0];
    let sum = 0;
    for (const { loss, times } of this.least) {
      for (let n = 0; n < times; n++) {
        sum += loss;
        if (sum > this.most) return sums;
        if (sums.length > MOST_REPAIRS) return null;
        sums.push(sum);
      }
    }
    return sums;
  }
}

/** Whether the excess of a resource is too high even if later changes shift its use to where the excess is least. */
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

/** A loss below this counts as none: the group is indifferent at the prices. */
const NO_LOSS = 1e-3;
const MOST_REPAIRS = 60;
const OPERATIONS_AN_ENUMERATED_STATE = 800;
const OPERATIONS_A_RESOURCE = 150;
