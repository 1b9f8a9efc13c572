import { at } from "../../src/engine/at";
import { finish, type Progress, type Steps } from "../../src/engine/steps";
import {
  buys,
  days,
  least,
  minus,
  money,
  most,
  plus,
  rate,
  ratio,
  scale,
  sumKnown,
  through,
  times,
  tokens,
  total,
  wholeDown,
  wholeUp,
  type Days,
  type Money,
  type Tokens,
} from "../../src/engine/units";

describe("quantities", () => {
  const perDay = rate<Tokens, Days>(6);
  const price = rate<Money, Tokens>(3);

  it("of one unit are added, subtracted, compared and divided", () => {
    expect([plus(tokens(8), tokens(2)), minus(tokens(8), tokens(2)), ratio(tokens(8), tokens(2))]).toEqual([
      10, 6, 4,
    ]);
    expect([least(tokens(8), tokens(2)), least(tokens(2), tokens(8))]).toEqual([2, 2]);
    expect([most(tokens(8), tokens(2)), most(tokens(2), tokens(8))]).toEqual([8, 8]);
    expect(scale(tokens(8), 0.5)).toBe(4);
  });

  it("of different units meet in a rate: 6 tokens a day for 5 days at 3 are 90, which buy 5 days", () => {
    expect(times(perDay, days(5))).toBe(30);
    expect(times(through(price, perDay), days(5))).toBe(90);
    expect(buys(money(90), through(price, perDay))).toBe(5);
  });

  it("add up to 0 where there are none", () => {
    expect([total([]), total([1, 2, 4].map(tokens))]).toEqual([0, 7]);
  });

  it("have an unknown sum as soon as a part is unknown", () => {
    expect(sumKnown([1, 2, 4].map(tokens))).toBe(7);
    expect(sumKnown([tokens(1), null, tokens(4)])).toBeNull();
    expect([sumKnown([null]), sumKnown([])]).toEqual([null, 0]);
  });

  it("are rounded to whole ones after the noise of binary fractions is taken off", () => {
    expect([420_000 * 1.1, 1.000_000_4, 1.000_001].map((n) => wholeUp(tokens(n)))).toEqual([462_000, 1, 2]);
    expect([100 * 0.29, 1.999_999_6, 1.999_999].map((n) => wholeDown(tokens(n)))).toEqual([29, 2, 1]);
  });
});

describe("a place in a list", () => {
  it("gives what stands there, and throws outside of the list", () => {
    const list = ["a", "b"];
    expect([at(list, 0), at(list, 1)]).toEqual(["a", "b"]);
    expect(() => at(list, 2)).toThrow(new RangeError("No place 2 in a list of 2."));
    expect(() => at(list, -1)).toThrow(RangeError);
  });
});

describe("a calculation in steps", () => {
  it("is run to its result", () => {
    function* steps(): Steps<string> {
      const progress: Progress = { stage: "first", share: 0.5 };
      yield progress;
      yield progress;
      return "done";
    }
    expect(finish(steps())).toBe("done");
  });
});
