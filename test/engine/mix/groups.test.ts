import { userGroupsInSteps, type UserGroups } from "../../../src/engine/mix/groups";
import type { MixOffering, MixUser } from "../../../src/engine/mix/problem";
import { finish } from "../../../src/engine/steps";
import { seats, tokens } from "../../../src/engine/units";
import { step } from "./organisation";

const offer = (offering: string, covers: readonly string[] = []): MixOffering => ({
  offering,
  covers,
  steps: [step(0, 100)],
  kind: "all units",
  floor: seats(0),
});
/** In order of name; a suite opens both products. */
const OFFERINGS = [offer("a"), offer("b"), offer("suite", ["a", "b"])];
const THRESHOLD = 200;
const need = (product: string, n: number | null) => ({ product, tokens: n === null ? null : tokens(n) });

const grouped = (users: readonly MixUser[]) => {
  const prices = [...OFFERINGS, null].map(() => ({ least: 100, most: 100 }));
  return finish(userGroupsInSteps(users, OFFERINGS, THRESHOLD, prices));
};

/** The covers of a group: seats by name, tokens, and whether the move threshold applies. */
function coversOf(groups: UserGroups, group = 0): string[] {
  const { first, useFirst, resource, fixedCost, moves } = groups;
  return Array.from({ length: first[group + 1]! - first[group]! }, (_, i) => {
    const cover = first[group]! + i;
    const used = Array.from({ length: useFirst[cover + 1]! - useFirst[cover]! }, (_, n) => {
      const [r, amount] = [resource[useFirst[cover]! + n]!, groups.amount[useFirst[cover]! + n]!];
      const seat = OFFERINGS[r]?.offering;
      expect(amount).toBe(seat === undefined ? groups.tokens[cover] : 1);
      return seat ?? `${amount} of pool ${r - OFFERINGS.length}`;
    });
    expect(Math.round(fixedCost[cover]!)).toBe(moves[cover] === 1 ? THRESHOLD : 0);
    return `${used.join(" + ")}${moves[cover] === 1 ? ", moved" : ""}`;
  });
}

describe("the covers of a group", () => {
  const both = [need("a", 60), need("b", 40)];

  it("are tokens, and every set of seats without a redundant one", () => {
    const { groups } = grouped([{ user: "u", needs: both }]);
    expect(coversOf(groups)).toEqual([
      "100 of pool 0",
      "a + 40 of pool 0",
      "b + 60 of pool 0",
      "suite",
      "a + b",
    ]);
  });

  it("are subject to the move threshold unless they are today's", () => {
    const { groups } = grouped([{ user: "u", needs: both, held: ["a"], pool: 1 }]);
    expect(coversOf(groups)).toEqual([
      "100 of pool 1, moved",
      "a + 40 of pool 1",
      "b + 60 of pool 1, moved",
      "suite, moved",
      "a + b, moved",
    ]);
  });

  it("include today's cover once more, where it has a redundant seat", () => {
    const { groups } = grouped([{ user: "u", needs: [need("a", 60)], held: ["suite", "a"] }]);
    expect(coversOf(groups)).toEqual(["60 of pool 0, moved", "a, moved", "suite, moved", "a + suite"]);
  });

  it("leave to tokens what no seat of today's cover opens", () => {
    const { groups } = grouped([
      { user: "u", needs: [need("a", 60), need("b", 40), need("c", 5)], held: ["a", "suite"] },
    ]);
    expect(coversOf(groups)).toContain("a + suite + 5 of pool 0");
  });

  it("are tokens alone for an exception without a seat", () => {
    const { groups, unmet } = grouped([{ user: "u", needs: [need("a", 60), need("b", null)], fixed: true }]);
    expect(coversOf(groups)).toEqual(["60 of pool 0"]);
    expect(unmet).toEqual([{ person: 0, product: "b" }]);
  });

  it("do not include today's cover where it leaves a need that tokens cannot meet", () => {
    const { groups } = grouped([{ user: "u", needs: [need("a", 60), need("b", null)], held: ["a"] }]);
    expect(coversOf(groups)).toEqual(["b + 60 of pool 0", "suite", "a + b"]);
  });

  it("are today's alone for an exception", () => {
    const { groups, unmet } = grouped([
      { user: "u", needs: [need("a", 60), need("b", null)], held: ["a"], fixed: true },
    ]);
    expect(coversOf(groups)).toEqual(["a"]);
    expect(unmet).toEqual([{ person: 0, product: "b" }]);
  });
});

describe("groups of users", () => {
  it("hold users who differ in nothing, in order of name, whatever the order of their needs", () => {
    const { groups } = grouped([
      { user: "z", needs: [need("a", 60), need("b", 40)] },
      { user: "m", needs: [need("a", 60), need("b", 40)], pool: 1 },
      { user: "c", needs: [need("b", 40), need("a", 60)] },
      { user: "d", needs: [need("a", 60), need("b", 40)], held: [] },
    ]);
    const members = groups.members.map((places) => [...places]);
    expect(members.sort((a, b) => a[0]! - b[0]!)).toEqual([[1], [2, 0], [3]]);
    expect([...groups.size].sort()).toEqual([1, 1, 2]);
  });

  it("forgo no more than the weight of ties, while no cover is left out", () => {
    const { groups } = grouped([
      { user: "u", needs: [need("a", 60)] },
      { user: "v", needs: [need("a", 60)] },
    ]);
    // Each of two users prefers fewer seats by a weight of 0.0001, and cheaper ones by 0.00000001 for each place.
    expect(groups.forgone).toBeCloseTo(2 * (1e-4 + 2e-8), 9);
  });

  it("forgo a seat where the products are too many to try all sets: the last is on tokens alone", () => {
    // Twelve products, each with a seat of its own: 4,096 sets of seats, of which 2,048 are tried.
    const products = Array.from({ length: 12 }, (_, i) => `p${String(i).padStart(2, "0")}`);
    const singles = products.map((product) => offer(product));
    const prices = [...singles.map((_, i) => ({ least: 100 + i, most: 200 + i })), { least: 3, most: 5 }];
    const forgoneOf = (last: number): number => {
      const needs = products.map((product, i) => need(product, i < 11 ? 10 : last));
      return finish(userGroupsInSteps([{ user: "u", needs }], singles, 0, prices)).groups.forgone;
    };
    // 60 tokens at 5 cost 300 at most, and spare a seat of at least 111; 10 tokens cost less than a seat.
    expect(forgoneOf(60)).toBeCloseTo(300 - 111, 1);
    expect(forgoneOf(10)).toBeCloseTo(0, 1);
  });
});
