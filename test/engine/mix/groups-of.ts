import { startsOf, type Groups } from "../../../src/engine/mix/choices";
import { random } from "../../../examples/sample/random";

/** A cover: what it costs by itself, and how much of each resource it uses. */
export interface GivenCover {
  readonly cost: number;
  readonly use: Readonly<Record<number, number>>;
}

export interface GivenGroup {
  readonly size: number;
  readonly covers: readonly GivenCover[];
}

/** Groups as the search holds them. */
export function groupsOf(given: readonly GivenGroup[]): Groups {
  const covers = given.flatMap((group) => group.covers);
  const uses = covers.map(({ use }) => Object.entries(use).filter(([, amount]) => amount !== 0));
  return {
    size: Int32Array.from(given, ({ size }) => size),
    part: Int32Array.from(given, (_, group) => group),
    first: startsOf(given.map((group) => group.covers.length)),
    fixedCost: Float64Array.from(covers, ({ cost }) => cost),
    useFirst: startsOf(uses.map(({ length }) => length)),
    resource: Uint16Array.from(uses.flatMap((one) => one.map(([resource]) => Number(resource)))),
    amount: Float64Array.from(uses.flatMap((one) => one.map(([, amount]) => amount))),
  };
}

/** The covers of all members, and their use of each resource. */
export interface Choice {
  readonly covers: readonly number[];
  readonly fixedCost: number;
  readonly use: readonly number[];
}

/** Every choice of a cover for every member. Members of a group are alike, so their covers do not fall. */
export function everyChoice(given: readonly GivenGroup[], resources: number): Choice[] {
  let choices: Choice[] = [{ covers: [], fixedCost: 0, use: new Array<number>(resources).fill(0) }];
  let first = 0;
  for (const { size, covers } of given) {
    for (let member = 0; member < size; member++)
      choices = choices.flatMap((before) =>
        covers.flatMap(({ cost, use }, i) => {
          const cover = first + i;
          if (member > 0 && cover < before.covers.at(-1)!) return [];
          return [
            {
              covers: [...before.covers, cover],
              fixedCost: before.fixedCost + cost,
              use: before.use.map((amount, r) => amount + (use[r] ?? 0)),
            },
          ];
        }),
      );
    first += covers.length;
  }
  return choices;
}

/** Up to four groups of up to two members, each with up to three covers that use two kinds of seats and a pool. */
export function drawnGroups(seed: number, pools: readonly (number | null)[]): GivenGroup[] {
  const draw = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  return Array.from({ length: pick([1, 2, 3, 4]) }, () => {
    const pool = pick(pools);
    return {
      size: pick([1, 1, 2]),
      covers: Array.from({ length: pick([1, 2, 3]) }, () => ({
        cost: Math.floor(draw() * 300),
        use: {
          ...(draw() < 0.4 ? { 0: 1 } : {}),
          ...(draw() < 0.3 ? { 1: 1 } : {}),
          ...(pool !== null ? { [pool]: pick([10, 35, 60, 90, 145]) } : {}),
        },
      })),
    };
  });
}
