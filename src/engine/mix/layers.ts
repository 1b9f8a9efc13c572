/** A change of the choice of one group, at the prices of a Lagrangian bound. */
export interface LayerChange {
  /** The place of the cover that a member takes. */
  readonly cover: number;
  /** The reduced cost. Never negative. */
  readonly loss: number;
  /** By how much it changes the use of each resource that is looked at. */
  readonly shift: readonly number[];
}

/** A state of dynamic programming over the groups: the changes taken so far as a linked list, the last one first. */
export interface State<Change> {
  readonly loss: number;
  readonly use: readonly number[];
  readonly change: Change | null;
  /** How many members take `change`. */
  readonly times: number;
  readonly before: State<Change> | null;
}

/** A state that may take the changes of its layer from a place on, for as many members as have none yet. */
export interface OpenState<Change> {
  readonly state: State<Change>;
  readonly from: number;
  readonly room: number;
}

/** The state with 1, 2, 3 ... times each further change of the layer, as long as the losses are at most `most`. */
export function* extensions<Change extends LayerChange>(
  { state: before, from, room }: OpenState<Change>,
  layer: readonly Change[],
  most: number,
): Generator<OpenState<Change>> {
  for (let i = from; i < layer.length; i++) {
    const change = layer[i]!;
    let state = before;
    for (let times = 1; times <= room; times++) {
      const loss = state.loss + change.loss;
      if (loss > most) break;
      const use = state.use.map((amount, r) => amount + change.shift[r]!);
      state = { loss, use, change, times, before };
      yield { state, from: i + 1, room: room - times };
    }
  }
}

/** Two states with the same key have the same use; the one with less loss dominates the other. */
export const keyOfUse = ({ use }: { readonly use: readonly number[] }): string | number =>
  use.length === 1 ? Math.round(use[0]! * 1e6) : use.map((amount) => Math.round(amount * 1e6)).join();

/** The changes that lead to a state. */
export function* changesTo<Change>(state: State<Change> | null): Generator<readonly [Change, times: number]> {
  for (let at = state; at !== null && at.change !== null; at = at.before) yield [at.change, at.times];
}

export const STATES_BETWEEN_PAUSES = 200;
