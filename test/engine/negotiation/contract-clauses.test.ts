import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { Contract } from "../../../src/engine/estate/estate";
import {
  changeText,
  contractClauses,
  type ContractClause,
} from "../../../src/engine/negotiation/contract-clauses";
import { days, fraction, money } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

/** One daily user of AutoCAD, and ten seats at 1,200 until 2027-03-31. */
function clause(terms: Partial<Contract>, { asOf = "2026-12-31", autoRenews = false } = {}): ContractClause {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought: [["AutoCAD", 10, 1200, "C1", "2027-03-31", "2026-04-01"]],
  });
  const contract = {
    contract: "C1",
    start: day("2026-04-01"),
    end: day("2027-03-31"),
    origin: { source: 0, row: 2 },
    ...terms,
  };
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews }));
  const analysis = analyse(
    { ...estate, subscriptions, contracts: [contract] },
    day(asOf),
    defaultAssumptions(),
  );
  return contractClauses(analysis)[0]!;
}

const STRONG: Partial<Contract> = {
  reductions: "each anniversary",
  trueDownCap: fraction(0.2),
  feeFollowsQuantity: true,
  noticeDays: days(60),
  vendorConsent: false,
};

describe("the strength of a right to reduce", () => {
  it("is 1 where every element is strong; then there is nothing to change", () => {
    const found = clause(STRONG);
    expect(found).toMatchObject({ strength: 1, unknown: [], changeFirst: null });
    expect(changeText(found)).toBe("nothing: it is strong");
  });

  it.each<readonly [Partial<Contract>, Readonly<Record<string, number>>]>([
    [{ reductions: "end of term" }, { timing: 0 }],
    [{ trueDownCap: fraction(0.05) }, { cap: 0 }],
    [{ trueDownCap: fraction(0.5) }, { cap: 1 }],
    [{ feeFollowsQuantity: false }, { fee: 0 }],
    [{ noticeDays: days(180) }, { notice: 0 }],
    [{ noticeDays: days(30) }, { notice: 1 }],
    [{ vendorConsent: true }, { consent: 0 }],
  ])("%j", (terms, expected) => {
    expect(clause({ ...STRONG, ...terms }).elements).toMatchObject(expected);
  });

  it("is the mean of the elements that are stated", () => {
    const { vendorConsent: _, ...unsaid } = STRONG;
    const found = clause({ ...unsaid, reductions: "end of term" });
    expect(found).toMatchObject({ strength: 0.75, unknown: ["consent"] });
  });
});

describe("what to change first", () => {
  it("is a cap that keeps seats: 20 % let two go instead of one", () => {
    // A cap of 10 % of 10 seats lets 1 go; one of 20 % lets 2: 1,200 more.
    const found = clause({ ...STRONG, trueDownCap: fraction(0.1) });
    expect(found.changeFirst).toMatchObject({ element: "cap", worth: 1200 });
    expect(changeText(found)).toBe("a cap of at least 20.0 %, worth 1,200 in the first year");
  });

  it("is a fee that stays: the two seats that may go", () => {
    const found = clause({ ...STRONG, feeFollowsQuantity: false });
    expect(found.changeFirst).toMatchObject({ element: "fee", worth: 2400 });
  });

  it("is a notice that came too late, where 60 days would be in time", () => {
    // 120 days before 2027-03-31 is 2026-12-01, 60 days 2027-01-30; a term of two seats costs 2,400.
    const worth = (asOf: string) =>
      clause({ ...STRONG, noticeDays: days(120) }, { asOf, autoRenews: true }).changeFirst;
    expect(worth("2026-12-01")).toMatchObject({ element: "notice", worth: 0 });
    expect(worth("2026-12-02")).toMatchObject({ element: "notice", worth: 2400 });
    expect(worth("2027-01-30")).toMatchObject({ element: "notice", worth: 2400 });
    expect(worth("2027-01-31")).toMatchObject({ element: "notice", worth: 0 });
  });

  it("is the vendor's consent, without a number, where it alone is weak", () => {
    const found = clause({ ...STRONG, vendorConsent: true });
    expect(found.changeFirst).toEqual({ element: "consent", strength: 0, worth: null });
    expect(changeText(found)).toBe("notice alone, without the vendor's consent");
  });

  it("without money is the weakest, of two as weak the first", () => {
    const found = clause({ ...STRONG, vendorConsent: true, noticeDays: days(120) });
    expect(found.changeFirst?.element).toBe("consent");
    const both = clause({ ...STRONG, vendorConsent: true, noticeDays: days(180) });
    expect(both.changeFirst?.element).toBe("notice");
    expect(changeText(both)).toBe("a notice of at most 60 days, worth 0 in the first year");
  });

  it("names what is not stated", () => {
    const base = clause(STRONG);
    const open = { ...base, unknown: ["fee", "consent"] as const };
    expect(changeText(open)).toBe("state fee and consent");
    const change = { element: "timing", strength: fraction(0), worth: money(10) } as const;
    expect(changeText({ ...open, changeFirst: change })).toBe(
      "reductions at each anniversary, not only at the end of the term, worth 10 in the first year; not stated: fee and " +
        "consent",
    );
    expect(changeText({ ...base, changeFirst: { element: "fee", strength: fraction(0), worth: null } })).toBe(
      "a fee that falls with the quantity",
    );
  });
});
