import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Contract } from "../../../src/engine/estate/estate";
import { clauseValues, contractWorthIn, type KnownLine } from "../../../src/engine/negotiation/clause-values";
import { futureOf, worthIn, type ClauseInput } from "../../../src/engine/negotiation/clause-value";
import { concessionsOf } from "../../../src/engine/negotiation/concessions";
import { changeText, contractClauses } from "../../../src/engine/negotiation/contract-clauses";
import { delays, delayTexts } from "../../../src/engine/negotiation/cost-of-delay";
import { lineRights, ratchetYears } from "../../../src/engine/renewal/line-rights";
import { mergedOfferings } from "../../../src/engine/negotiation/merger";
import { placeText, recoveryOf } from "../../../src/engine/negotiation/recovery";
import { termPlan, termPlanText } from "../../../src/engine/renewal/term-plan";
import { randomFrom } from "../../../src/engine/random";
import { days, fraction, rate, seats } from "../../../src/engine/units";
import { day, estateOf, type UseRow } from "../estate-of";
import { line } from "../seats/contract-line";

/** A hundredth of the merger in [D]: 90 and 55 seats at 3,700, of which 102 people use one each. */
function merged(contract: Partial<Contract>, given: Partial<Assumptions> = {}, renews = false): Analysis {
  const people = Array.from({ length: 102 }, (_, i) => `p${i}@x`);
  const use = people.flatMap((person) =>
    Array.from({ length: 12 }, (_, month): UseRow => {
      const iso = `2026-${String(month + 1).padStart(2, "0")}-15`;
      return [person, "Revit", iso, "seat", null];
    }),
  );
  const estate = estateOf({
    use,
    seats: people.map((person) => [person, "Revit"] as const),
    bought: [
      ["Revit", 90, 3700, "C1", "2027-02-28", "2026-03-01"],
      ["Revit", 55, 3700, "C1", "2027-02-28", "2026-03-01"],
    ],
    period: ["2026-01-01", "2026-12-31"],
  });
  const own = {
    contract: "C1",
    start: day("2026-03-01"),
    end: day("2027-02-28"),
    origin: { source: 0, row: 1 },
  };
  return analyse(
    {
      ...estate,
      subscriptions: estate.subscriptions.map((one, i) => ({
        ...one,
        company: i === 0 ? "Buyer" : "Target",
        ...(renews ? { autoRenews: true } : {}),
      })),
      assignments: estate.assignments.map((one, i) => ({
        ...one,
        companies: i < 20 ? ["Buyer", "Target"] : ["Buyer"],
      })),
      contracts: [{ ...own, ...contract }],
    },
    day("2026-12-15"),
    { ...defaultAssumptions(), discountRate: fraction(0), ...given },
  );
}

const CAPPED = { trueDownCap: fraction(0.2), floor: seats(100) };

describe("rights to reduce (DOMAIN §8, §13)", () => {
  // 145 × 0.8 = 116, then 102, 102: 29 + 43 + 43 = 115 seat-years × 3,700 = 425,500; reset: 3 × 43 × 3,700 = 477,300.
  it("puts a cap and a reset at signing beside the ratchet, year by year: 42.55 M against 47.73 M, a hundredth each", () => {
    const years = ratchetYears(merged(CAPPED));
    expect(years.map((year) => [year.without, year.withRight, year.rebased, year.needed])).toEqual([
      [145, 116, 102, 102],
      [145, 102, 102, 102],
      [145, 102, 102, 102],
    ]);
    expect(years.map(({ savedByRight }) => savedByRight)).toEqual([107_300, 159_100, 159_100]);
    expect(years.reduce((sum, { savedByRebasing }) => sum + (savedByRebasing ?? NaN), 0)).toBe(477_300);
  });

  // Of signing: 10 % of 145 are 14 each year. Band: 14 in all years together. Last year: 145 − 14, 131 − 13, 118 − 11.
  it.each([
    ["last year", [131, 118, 107]],
    ["signing", [131, 117, 103]],
    ["band", [131, 131, 131]],
  ] as const)("takes the cap as a share of %s", (capOf, path) => {
    const [right] = lineRights(merged({ trueDownCap: fraction(0.1), capOf }));
    expect(right?.path).toEqual(path);
  });

  it("has no year where the cap is unknown", () => {
    const analysis = merged({});
    const lines = analysis.renewing.lines.map((one) => ({ ...one, cap: null }));
    const trueDowns = analysis.trueDowns.map((one) => ({ ...one, droppable: null, saving: null, path: [] }));
    const unknown = { ...analysis, trueDowns, renewing: { ...analysis.renewing, lines } };
    expect(lineRights(unknown)).toMatchObject([{ needed: [], kept: [], rebased: [] }]);
    expect(delays(unknown)).toMatchObject([{ surplus: null, monthly: null, untilThen: null }]);
    expect(termPlan(unknown)).toBeNull();
    expect(clauseValues(unknown)).toMatchObject([{ value: null }]);
    expect(recoveryOf(unknown)?.droppable).toBeNull();
  });
});

describe("the strength of a clause", () => {
  // Timing 0, cap (12.5 − 5) ÷ 15 = 0.5, fee 1, notice (180 − 120) ÷ 120 = 0.5; consent is not stated: 2 ÷ 4.
  it("is the mean of what the contract states, and names what to change first by money", () => {
    const clause = contractClauses(
      merged({
        reductions: "end of term",
        trueDownCap: fraction(0.125),
        feeFollowsQuantity: true,
        noticeDays: days(120),
      }),
    )[0]!;
    expect(clause.elements).toEqual({ timing: 0, cap: 0.5, fee: 1, notice: 0.5, consent: null });
    expect(clause.strength).toBe(0.5);
    // A cap of 20 % lets 29 go instead of 18: 11 × 3,700.
    expect(changeText(clause)).toBe(
      "a cap of at least 20.0 %, worth 40,700 in the first year; not stated: consent",
    );
  });

  it("is unknown without a contract, where assumptions stand in", () => {
    const analysis = merged({ contract: "C2" });
    const clause = contractClauses(analysis)[0]!;
    expect(clause.strength).toBeNull();
    expect(changeText(clause)).toBe("state timing, cap, fee, notice and consent");
  });

  it("counts a fee that stays as worth all that may go", () => {
    const clause = contractClauses(merged({ ...CAPPED, feeFollowsQuantity: false }))[0]!;
    expect(clause.changeFirst).toMatchObject({ element: "fee", worth: 29 * 3700 });
  });
});

describe("typical recovery", () => {
  it("names a share between two bands as between them: 43 of 145 are 29.7 %", () => {
    const recovery = recoveryOf(merged(CAPPED))!;
    expect(recovery.shelfware).toBeCloseTo(43 / 145, 12);
    expect(recovery.droppable).toBeCloseTo(29 / 145, 12);
    expect(placeText(recovery.place!)).toBe(
      "between stable and mature (15.0 % to 25.0 %) and post-acquisition, overlapping (30.0 % to 45.0 %)",
    );
  });
});

describe("the cost of delay", () => {
  it("is the surplus by month, and what may go for one more term where notice is missed", () => {
    const analysis = merged({ ...CAPPED, noticeDays: days(45) }, {}, true);
    const [delay] = delays(analysis);
    // 43 × 3,700 ÷ 12; 29 × 3,700 × 12 ÷ 12.
    expect(delay?.monthly).toBeCloseTo(13_258.33, 2);
    expect(delay).toMatchObject({ surplus: 43, missed: 107_300, isMissed: false });
    expect(delayTexts(analysis)).toEqual([
      "A missed notice keeps seats that nobody needs with today's covers for one more term: 107,300 on C1 (by 2027-01-14, 12 months); " +
        "each month with all surplus seats costs 13,258",
    ]);
  });

  it("says what a missed notice costs until the end of the next term", () => {
    const analysis = merged({ ...CAPPED, noticeDays: days(90) }, {}, true);
    expect(delayTexts(analysis)).toEqual([
      "The missed notice on C1 costs 107,300 for seats that nobody needs, until 2028-02-28, unless the vendor agrees " +
        "to a late notice",
    ]);
  });

  it("is nothing where a line ends by itself", () => {
    expect(delays(merged(CAPPED))[0]?.missed).toBe(0);
    expect(delayTexts(merged(CAPPED))).toEqual([]);
  });
});

describe("a merger", () => {
  // [D]: 9,000 + 5,500 owned, 10,200 used: 4,300 × 3,700 = 15.91 M a year, a hundredth of it here.
  it("counts each person once, and says what may go and what the contracts keep", () => {
    expect(mergedOfferings(merged(CAPPED))).toEqual([
      {
        offering: "Revit",
        owned: [
          { company: "Buyer", seats: 90 },
          { company: "Target", seats: 55 },
        ],
        together: 145,
        held: 122,
        inSeveral: 20,
        needed: 102,
        surplus: 43,
        surplusCost: 159_100,
        goes: 29,
        kept: 14,
        contracts: "Buyer: 90 on C1 until 2027-02-28; Target: 55 on C1 until 2027-02-28",
      },
    ]);
  });
});

describe("what a contract's right is worth", () => {
  it("is that of CLAUSE_VALUE in every future of one line", () => {
    const right = { cap: fraction(0.2), floor: seats(100) };
    const input: ClauseInput = {
      owned: seats(145),
      demand: { needed: seats(102), growth: fraction(0.02), spread: fraction(0.2) },
      right,
      fee: rate(3700),
      years: 4,
      discountRate: fraction(0.08),
    };
    const { normal } = randomFrom(3);
    const of = { ...line(145, 0.2, 100), feeFollows: true };
    for (let i = 0; i < 200; i++) {
      const use = futureOf(input, normal);
      const known = { of, fee: input.fee, cap: right.cap, needed: seats(102) };
      expect(contractWorthIn([known], [use], input.discountRate)).toBeCloseTo(worthIn(use, input), 6);
    }
  });

  it("fills a floor that lines share on the cheapest, so it holds fewer seats than a floor for each", () => {
    const dear: KnownLine = { of: line(50, 1, 60, "C1"), fee: rate(2), cap: fraction(1), needed: seats(10) };
    const cheap: KnownLine = { of: line(51, 1, 60, "C1"), fee: rate(1), cap: fraction(1), needed: seats(10) };
    // Kept: 10 dear and 50 cheap. 40 × 2 + 1 × 1 saved.
    expect(contractWorthIn([dear, cheap], [[seats(10)], [seats(10)]], fraction(0))).toBe(81);
  });

  it("is the saving of the path where the people do not change, with the same ends of its interval", () => {
    const [value] = clauseValues(merged(CAPPED));
    expect(value?.value).toEqual({ value: 425_500, low: 425_500, high: 425_500 });
  });

  const asked = (analysis: Analysis) => concessionsOf(analysis).filter(({ id }) => id === "true-down clause");

  // 102 people, 10 % fewer each year: 92 (91.8), 83 (82.8), 75 (74.5). Signed for 92, the right saves 0 + 9 + 17 seats at
  // 3,700; the 53 seats that nobody needs go at the signing without it.
  it("is to be asked for at what later years let go: 96,200", () => {
    const falling = merged({ trueDownCap: fraction(0.2) }, { growth: fraction(-0.1) });
    expect(clauseValues(falling)[0]).toMatchObject({ afterSigning: { value: 96_200, low: 96_200 } });
    expect(asked(falling)).toMatchObject([
      {
        ask: "Write a right to renew fewer seats at each anniversary into C1, by up to 20.0 %",
        contract: "C1",
        worth: 96_200,
      },
    ]);
    expect(asked(merged({ reductions: "each anniversary" }, { growth: fraction(-0.1) }))).toEqual([]);
    // With as many people every year there is nothing to give for it.
    expect(asked(merged(CAPPED))).toEqual([]);
  });

  it("is the same for the same analysis", () => {
    const [a, b] = [clauseValues(merged(CAPPED)), clauseValues(merged(CAPPED))];
    expect(a).toEqual(b);
  });
});

describe("length against flexibility", () => {
  // One year at a time, a fall of 20 % at chance 1 and a rise of 10 %: 102 × 3,700 × (1 + 0.88 + 0.7744) = 1,001,770.56.
  it("compares three contracts at every chance, and says where they change places", () => {
    const analysis = merged({ ...CAPPED, floor: seats(0) }, { seatUplift: fraction(0.1) });
    const plan = termPlan(analysis)!;
    expect(plan.rows.at(-1)?.yearly).toBeCloseTo(1_001_770.56, 4);
    expect(plan.rows.map(({ fixed }) => Math.round(fixed))).toEqual(Array(11).fill(1_132_200));
    // The cap of 20 % follows the fall: 102 + 81.6 + 65.28 = 248.88 seat-years.
    expect(plan.rows.at(-1)?.flexible).toBeCloseTo(248.88 * 3700, 4);
    // (1 − 0.2 p) × 1.1 = 1 where p = 0.4545: the years then cost the same as the fixed price.
    expect(plan.crossings.yearlyBeatsFixed).toBeCloseTo(5 / 11, 5);
    expect(plan.crossings.flexibleBeatsFixed).toBe(0);
    expect(termPlanText(plan, analysis)).toBe(
      "If the need may fall by 20.0 % a year, one year at a time costs less than 3 years at a fixed price from a " +
        "chance of 45.5 % a year on; 3 years with a right to reduce cost less than those without as soon as it may " +
        "fall. If it surely falls, the right saves 211,344 of 1,132,200, which is the most to give for it",
    );
  });

  it("gives the right no advantage that its price takes away", () => {
    const analysis = merged(CAPPED, { rightPremium: fraction(0.5) });
    expect(termPlan(analysis)?.crossings.flexibleBeatsFixed).toBeNull();
    expect(termPlanText(termPlan(analysis)!, analysis)).toContain(
      "cost less than those without at no chance",
    );
  });
});
