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
      const r = resource[useFirst[cover]! + n]!;
      return (
        OFFERINGS[r]?.offering ?? `${groups.amount[useFirst[cover]! + n]} of pool ${r - OFFERINGS.length}`
      );
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
    // Each of two users prefers fewer seats by a weight of 0.0001 and a thousandth of it for each place in the order.
    expect(groups.forgone).toBeCloseTo(2 * 1e-4 * (1 + 2 / 1000), 9);
  });
});
