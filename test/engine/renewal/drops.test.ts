import type { Analysis } from "../../../src/engine/analysis";
import { dropsOf, lateDropsOf, mayHaveRenewed, savedIfComplete } from "../../../src/engine/renewal/drops";
import type { TrueDown } from "../../../src/engine/seats/droppable";
import { money, rate, seats, tokens, type Money, type Seats } from "../../../src/engine/units";
import { day } from "../estate-of";
import { contract, firm, run } from "./firm";

/** 40 seats of which ten are needed: the 20 of C1 and ten of C2 go. */
const BASE = run(firm(40, 10, [contract("C1"), contract("C2")]), { exportsComplete: "yes" });
const unseen = run(firm(40, 10, [contract("C1"), contract("C2")]), { exportsComplete: "no" });

const told = (analysis: Analysis) =>
  dropsOf(analysis).map(({ contract: on, seats: n, saving, ifComplete }) => [on, n, saving, ifComplete]);

describe("the seats that go", () => {
  it("are those that the recommended scenario does not pay for, at the price of the renewal", () => {
    const total = dropsOf(BASE).reduce((sum, one) => sum + one.seats, 0);
    expect(total).toBe(30);
    for (const { seats: n, saving, ifComplete } of dropsOf(BASE)) {
      expect(saving).toBe(n * 1000);
      expect(ifComplete).toBe(0);
    }
  });

  it("hang on the exports where no export shows the holders: over the lines of an offering, each seat once", () => {
    const drops = dropsOf(unseen);
    const [all, conditional] = [
      drops.reduce((sum, one) => sum + one.seats, 0),
      drops.reduce((sum, one) => sum + one.ifComplete, 0),
    ];
    expect([all, conditional]).toEqual([30, 30]);
    expect(savedIfComplete(unseen, money(50_000))).toBe(30_000);
    expect(savedIfComplete(unseen, money(20_000))).toBe(20_000);
    expect(savedIfComplete(BASE, money(20_000))).toBe(0);
  });

  it.each([
    ["fewer tokens, where the exports may leave out tokens", 600, tokens(1), 30_600],
    ["fewer tokens, where nothing asks about the exports", 600, tokens(0), 30_000],
    ["more tokens", -600, tokens(1), 30_000],
  ])("hang on the exports with the saving of %s", (_, fewer, keptTokens, expected) => {
    const [first, ...later] = unseen.asIs.years;
    const years = [
      { ...first!, tokenCost: money(unseen.recommended!.years[0]!.tokenCost + fewer) },
      ...later,
    ];
    const asked = { ...unseen, keptTokens, asIs: { ...unseen.asIs, years } };
    expect(savedIfComplete(asked, money(50_000))).toBe(expected);
    expect(savedIfComplete(asked, money(30_100))).toBe(Math.min(expected, 30_100));
  });

  it("have an unknown worth at an unknown price", () => {
    const trueDowns = unseen.trueDowns.map((one) => ({ ...one, price: null }));
    const unpriced = { ...unseen, trueDowns };
    expect(told(unpriced).map(([, , saving]) => saving)).toEqual(told(unseen).map(() => null));
    expect(savedIfComplete(unpriced, money(20_000))).toBeNull();
  });

  it("are those that may go whatever the use where nothing is recommended, and none of too few days", () => {
    const trueDowns = BASE.trueDowns.map((one, i) => ({
      ...one,
      droppable: [seats(3), null][i] ?? null,
      saving: money(7),
    }));
    expect(told({ ...BASE, recommended: null, trueDowns })).toMatchObject([["C1", 3, 7, 0]]);
    expect(dropsOf({ ...BASE, coverage: { ...BASE.coverage, tooShort: true } })).toEqual([]);
  });
});

describe("the further seats that go if the vendor agrees", () => {
  const late = (paidNow: number, paidThen: number, price: number | null = 1000, isLate = true) => {
    const [first] = BASE.trueDowns;
    const [line] = BASE.recommended!.lines.filter(({ source }) => source?.id === first!.line);
    const paying = (n: number) => ({ ...BASE.recommended!, lines: [{ ...line!, seats: [seats(n)] }] });
    const trueDown: TrueDown = {
      ...first!,
      bought: seats(20),
      price: price === null ? null : rate<Money, Seats>(price),
      changes: day("2027-06-30"),
      committedUntil: day(isLate ? "2028-06-30" : "2027-06-30"),
    };
    return lateDropsOf({
      ...BASE,
      trueDowns: [trueDown],
      recommended: paying(paidNow),
      ifAgreed: paying(paidThen),
    }).map(({ seats: n, saving }) => [n, saving]);
  };

  it("are what the two scenarios differ by", () => {
    expect(late(20, 5)).toEqual([[15, 15_000]]);
    expect(late(20, 19)).toEqual([[1, 1000]]);
    expect(late(20, 20)).toEqual([]);
    expect(late(5, 20)).toEqual([]);
    expect(late(20, 5, null)).toEqual([[15, null]]);
    expect(late(20, 5, 1000, false)).toEqual([]);
  });

  it("are none without such a scenario", () => {
    expect(lateDropsOf({ ...BASE, ifAgreed: null })).toEqual([]);
    expect(lateDropsOf({ ...BASE, recommended: null, ifAgreed: BASE.recommended })).toEqual([]);
  });
});

describe("a line may have renewed", () => {
  const ASKED: TrueDown = {
    ...BASE.trueDowns[0]!,
    noticeDeadline: day("2027-05-01"),
    autoRenews: false,
    renewalStated: false,
    changes: day("2027-06-30"),
    committedUntil: day("2027-06-30"),
  };
  const may = (more: Partial<TrueDown>, asOf = "2027-05-02") =>
    mayHaveRenewed({ ...ASKED, ...more }, day(asOf));

  it("from the day after its notice on, where no table says whether it renews by itself", () => {
    expect(["2027-04-30", "2027-05-01", "2027-05-02"].map((asOf) => may({}, asOf))).toEqual([
      false,
      false,
      true,
    ]);
    expect(may({ noticeDeadline: null })).toBe(false);
    expect(may({ autoRenews: true })).toBe(false);
    expect(may({ autoRenews: null })).toBe(false);
    expect(may({ renewalStated: true })).toBe(false);
    expect(may({ committedUntil: day("2028-06-30") })).toBe(false);
  });
});
