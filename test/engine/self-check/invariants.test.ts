import type { TrueUpByWording } from "../../../src/engine/seats/true-up-wordings";
import type { Analysis, UserAnalysis } from "../../../src/engine/analysis";
import type { TableCount } from "../../../src/engine/evidence/tables-read";
import type { PoolRule } from "../../../src/engine/pool/sizing";
import type { MixReport } from "../../../src/engine/renewal/mix-report";
import type { Scenario } from "../../../src/engine/renewal/scenarios";
import type { TrueDown } from "../../../src/engine/seats/droppable";
import type { Reconciliation } from "../../../src/engine/seats/reconciliation";
import { INVARIANTS } from "../../../src/engine/self-check/invariants";
import { breachesOf, selfChecked } from "../../../src/engine/self-check/self-check";
import { statementsOf, type Answered } from "../../../src/engine/statements/statements";
import { fraction, money, plus, seats, tokens } from "../../../src/engine/units";
import { honest } from "./honest";

const answered = honest();
const { analysis } = answered;

const withAnalysis = (part: Partial<Analysis>): Answered => ({
  ...answered,
  analysis: { ...analysis, ...part },
});
const counted = (part: Partial<TableCount>): Answered => ({
  ...answered,
  counts: answered.counts.map((count) => ({ ...count, ...part })),
});

/** The answer with another best mix. */
function scenario(change: (best: Scenario) => Partial<Scenario>): Answered {
  const best = analysis.recommended!;
  const changed = { ...best, ...change(best) };
  return withAnalysis({
    recommended: changed,
    scenarios: analysis.scenarios.map((one) => (one === best ? changed : one)),
  });
}
const firstYear = (change: Partial<Scenario["years"][number]>) => (best: Scenario) => ({
  years: best.years.map((year, i) => (i === 0 ? { ...year, ...change } : year)),
});
/** The answer whose best mix has other seats on the line of Revit. */
const revitLine = (n: number): Answered =>
  scenario(({ lines }) => ({
    lines: lines.map((line) =>
      line.offering === "Revit" && line.source ? { ...line, seats: line.seats.map(() => seats(n)) } : line,
    ),
  }));
const proof = (part: Partial<MixReport>): Answered => withAnalysis({ mix: { ...analysis.mix!, ...part } });
const user = (part: Partial<UserAnalysis>): Answered =>
  withAnalysis({ users: analysis.users.map((one, i) => (i === 0 ? { ...one, ...part } : one)) });
const offering = (part: Partial<Reconciliation>): Answered =>
  withAnalysis({
    reconciliations: analysis.reconciliations.map((one) =>
      one.offering === "AutoCAD" ? { ...one, ...part } : one,
    ),
  });
const line = (part: Partial<TrueDown>): Answered =>
  withAnalysis({ trueDowns: analysis.trueDowns.map((one) => ({ ...one, ...part })) });
const rule = (part: Partial<PoolRule>): Answered =>
  withAnalysis({ pool: analysis.pool.map((one, i) => (i === 0 ? { ...one, ...part } : one)) });

/** An answer that breaks each invariant. */
const BROKEN: Readonly<Record<string, () => Answered>> = {
  "Used and skipped rows are all rows of a table": () => counted({ used: 1 }),
  "Every figure of a scenario is a number": () => scenario(() => ({ presentValue: money(NaN) })),
  "No cost or quantity of a scenario is negative": () => scenario(firstYear({ tokens: tokens(-100) })),
  "The years of a scenario add up to its total": () =>
    scenario(({ total }) => ({ total: plus(total, money(1)) })),
  "The present value is that of the years": () =>
    scenario(({ presentValue }) => ({ presentValue: plus(presentValue, money(1)) })),
  "Seats and tokens add up to the cost of the first year": () => scenario(firstYear({ cost: money(1) })),
  "The lines of a scenario add up to its seats": () => revitLine(8),
  "The pools of a scenario add up to its tokens": () => scenario(firstYear({ tokenCost: money(1) })),
  "A pool buys at least the tokens that it needs": () =>
    scenario(({ years }) => ({
      years: years.map((year) => ({
        ...year,
        pools: year.pools.map((pool) => ({ ...pool, needed: plus(pool.tokens, tokens(1)) })),
      })),
    })),
  "A saving is As is minus the scenario": () => scenario(() => ({ savingVsAsIs: money(1) })),
  "No contract line has more seats than were bought on it": () => revitLine(10),
  "No contract falls below its floor": () => revitLine(1),
  "No contract line falls by more than its cap": () => revitLine(2),
  "The best mix is called least only where no scenario on the same basis costs less": () =>
    withAnalysis({
      scenarios: analysis.scenarios.map((one) =>
        one.id === "all-seats"
          ? { ...one, years: one.years.map((year) => ({ ...year, cost: money(1) })) }
          : one,
      ),
    }),
  "The lower bound is at most the total": () =>
    proof({ lowerBound: plus(analysis.mix!.total, money(1)), gap: fraction(0) }),
  "The gap is that between the lower bound and the total": () => proof({ gap: fraction(0.5) }),
  "The total of the best mix is its first year": () => proof({ total: money(1), lowerBound: money(1) }),
  "Every figure of the proof is a number": () =>
    proof({ merging: { saving: money(NaN), tokens: tokens(0) } }),
  "Every cost of a user is a number": () => user({ seatCost: money(Infinity) }),
  "A user's saving is the cost today minus the recommended cost": () => user({ saving: money(1) }),
  "Seats are counted in whole seats": () => offering({ needed: seats(1.5) }),
  "Every amount of an offering is a number": () => offering({ shelfwareCost: money(NaN) }),
  "No more seats are active than kept, and no more kept than assigned": () => offering({ active: seats(7) }),
  "The variance is assigned minus bought": () => offering({ variance: 7 }),
  "Shelfware is bought minus active, at least 0": () => offering({ shelfware: seats(7) }),
  "A true-up is owed only for seats beyond those bought": () =>
    offering({ variance: 0, assigned: seats(1), kept: seats(1), active: seats(1), bought: seats(1) }),
  "No wording of the true-up counts more than the high-water mark": () =>
    offering({ trueUps: [trueUp("high-water mark", 1), trueUp("rolling average", 2)] }),
  "A true-up lies between its bounds, which are not negative": () => offering({ trueUpLow: money(-1) }),
  "Seats over are owed, not needed, or have another reason": () => offering({ owed: seats(7) }),
  "A drop never exceeds the seats bought": () => line({ droppable: seats(10) }),
  "A saving of dropped seats is a number and not negative": () => line({ saving: money(-1) }),
  "What a drop surely saves is all of its saving, or nothing": () => line({ sureSaving: money(-1) }),
  "Every figure of a pool is a number": () => rule({ cost: money(Infinity) }),
  "A pool loses no more tokens than it holds": () => rule({ expectedExpired: tokens(1e9) }),
  "A risk is a share between 0 and 1": () => rule({ runOutRisk: fraction(1.5) }),
};

function trueUp(wording: TrueUpByWording["wording"], months: number): TrueUpByWording {
  const none = { low: money(0), high: money(0) };
  return {
    wording,
    isAgreed: false,
    seats: { low: seats(1), high: seats(1) },
    seatMonths: { low: months, high: months },
    retroactive: none,
    forward: none,
    reason: null,
  };
}

describe("the self-check", () => {
  it("finds nothing in an honest answer, and gives it back as it is", () => {
    expect(breachesOf(answered)).toEqual([]);
    expect(selfChecked(answered)).toBe(answered);
  });

  it("has an answer that breaks each invariant", () => {
    expect(Object.keys(BROKEN)).toEqual(INVARIANTS.map(({ name }) => name));
  });

  it.each(Object.keys(BROKEN))("sees where an answer breaks: %s", (name) => {
    const broken = BROKEN[name]!();
    const found = breachesOf(broken).filter(({ invariant }) => invariant === name);
    expect(found.length).toBeGreaterThan(0);
    const { analysis: rest, counts, issues } = selfChecked(broken);
    expect(
      issues
        .filter(({ code }) => code === "self-check")
        .map(({ message }) => message)
        .join("\n"),
    ).toContain(name);
    // What broke it is withheld, and the answer without it breaks nothing.
    expect(breachesOf({ analysis: rest, counts })).toEqual([]);
  });
});

describe("a figure that breaks an invariant", () => {
  const said = (run: Answered): string[] => statementsOf(selfChecked(run)).map(({ text }) => text);

  it("is named with the invariant among the first statements", () => {
    const texts = said(BROKEN["The years of a scenario add up to its total"]!());
    expect(texts.slice(0, 4)).toContain(
      "Not shown: the scenario Best mix. A check of this program failed: The years of a scenario add up " +
        "to its total (51105 is not 51106). The fault is in the program, not in your file: please report it",
    );
  });

  it("leaves no best mix, no order and no headline where the best mix is wrong", () => {
    const texts = said(BROKEN["Seats and tokens add up to the cost of the first year"]!());
    expect(texts.filter((text) => /Best mix, first year|Saving|^Buy|^Renew|Proven gap/.test(text))).toEqual(
      [],
    );
  });

  it("leaves nothing to compare where As is is wrong", () => {
    const asIs = { ...analysis.asIs, total: money(NaN) };
    const scenarios = [asIs, ...analysis.scenarios.slice(1)];
    const { analysis: rest } = selfChecked(withAnalysis({ asIs, scenarios }));
    expect([rest.scenarios, rest.recommended, rest.mix]).toEqual([[], null, null]);
    expect([rest.bridge, rest.ifAgreed]).toEqual([null, null]);
  });

  it("leaves no bridge where As is at renewal prices is wrong, and keeps the best mix", () => {
    const scenarios = analysis.scenarios.map((one) =>
      one.id === "as-is-renewal" ? { ...one, total: money(1) } : one,
    );
    expect(analysis.bridge).not.toBeNull();
    const { analysis: rest } = selfChecked(withAnalysis({ scenarios }));
    expect(rest.bridge).toBeNull();
    expect(rest.recommended).not.toBeNull();
  });

  it("is unknown for the one user or offering whom it concerns, and for nobody else", () => {
    const { users } = selfChecked(
      BROKEN["A user's saving is the cost today minus the recommended cost"]!(),
    ).analysis;
    expect(users[0]).toMatchObject({ cost: null, saving: null, currentCost: null });
    expect(users.slice(1)).toEqual(analysis.users.slice(1));
    const { reconciliations } = selfChecked(BROKEN["The variance is assigned minus bought"]!()).analysis;
    expect(reconciliations.map(({ offering, bought }) => [offering, bought])).toEqual([
      ["AutoCAD", null],
      ["Revit", 9],
    ]);
  });

  it("keeps the best mix without its proof where another scenario costs less", () => {
    const broken =
      BROKEN["The best mix is called least only where no scenario on the same basis costs less"]!();
    const texts = said(broken);
    expect(texts).toContain("Best mix, first year");
    expect(texts).not.toContain("Proven gap");
  });
});
