import { at } from "../../../src/engine/at";
import type { Contract, Estate, Offer } from "../../../src/engine/estate/estate";
import { rate } from "../../../src/engine/units";
import type { Given } from "../estate-of";
import { contract, run } from "./firm";
import { planOffice } from "./plan-office";

const offer: Offer = {
  offering: "AutoCAD",
  pricePerYear: rate(1000),
  planPrice: rate(120),
  newPrice: rate(1100),
  priceThreeYears: rate(2700),
  covers: [],
  reference: "quote",
};
const office = (rest: Partial<Estate> = {}, planEnd?: string): Given => {
  const given = planOffice(offer, planEnd);
  return { ...given, rest: { ...given.rest, ...rest } };
};

describe("a plan seat for every product seat", () => {
  // 10 × (1,000 + 120) = 11,200 now; 3 × 1,120 = 3,360 then: 7 seats fewer save 7 × 1,120 = 7,840.
  it("is paid with each seat and goes with it", () => {
    const analysis = run(office());
    expect(at(analysis.asIs.years, 0).cost).toBe(11_200);
    expect(at(analysis.recommended!.years, 0).cost).toBe(3360);
    expect(analysis.trueDowns).toMatchObject([{ droppable: 7, price: 1120, saving: 7840 }]);
    expect(analysis.recommended).toMatchObject({ isSavingAtMost: false, leftOut: [] });
  });

  it("is in the price of a new seat and, three times, in that of three years", () => {
    const [priced] = run(office()).offers.filter(({ offering }) => offering === "AutoCAD");
    expect(priced).toMatchObject({ pricePerYear: 1120, newPrice: 1220, priceThreeYears: 3060 });
  });

  // 12 of 10 seats are held: the two over cost 2 × (1,200 + 120) a year at list, and 2 × (900 + 120) as agreed.
  it("is due for each seat of a true-up, at list and as agreed", () => {
    const names = Array.from({ length: 12 }, (_, i) => [`p${i}@x`, "AutoCAD", "2025-01-01"] as const);
    const trueUp = (planned: Partial<Offer>, terms: Partial<Contract> = {}) =>
      run({
        ...office({
          offers: [{ ...offer, listPrice: rate(1200), ...planned }],
          contracts: [contract("C1", terms)],
        }),
        seats: names,
      }).reconciliations[0]!;
    expect(trueUp({})).toMatchObject({ overagePrice: 1320, overageBasis: "list", listPrice: 1320 });
    expect(trueUp({}, { overagePrice: rate(900) })).toMatchObject({
      overagePrice: 1020,
      overageBasis: "agreed",
    });
    // Nobody knows whether the idle seats are owed, so the cost has a lower and an upper bound.
    const { planPrice: _, ...plain } = offer;
    const [dear, cheap] = [trueUp({}), trueUp({ ...plain, planPrice: rate(0) })].map(
      (one) => one.trueUpHigh!,
    );
    expect(dear! / cheap!).toBeCloseTo(1320 / 1200, 9);
  });

  it("is in a price that the analyst states by name", () => {
    const stated = [{ fact: "renewal price", of: "AutoCAD" }] as const;
    expect(at(run(office({ stated })).recommended!.years, 0).cost).toBe(3000);
  });

  // Of the 7 seats that go, the plan runs a year longer: 7 × 120 = 840 a year are saved only then.
  it("whose plan ends later is paid on, so that the saving is at most what the sums show", () => {
    const analysis = run(office({}, "2028-06-30"));
    expect(analysis.recommended).toMatchObject({
      isSavingAtMost: true,
      savingVsAsIs: 3 * 7840,
      areTokensAtLeast: false,
      leftOut: ["the plan seats of 7 AutoCAD seats that go on C1, paid until 2028-06-30, 840 a year"],
    });
    expect(run(office({}, "2027-06-30")).recommended?.isSavingAtMost).toBe(false);
  });

  it("whose end could not be read may go on, so that the saving is at most what the sums show", () => {
    const unread = (contract: string): Partial<Estate> => ({
      refusals: [
        {
          kind: "Subscriptions",
          origin: { source: 0, row: 2 },
          rows: 1,
          fields: ["planEnd"],
          columns: ["Plan end"],
          contract,
        },
      ],
    });
    expect(run(office(unread("C1"))).recommended).toMatchObject({
      isSavingAtMost: true,
      leftOut: [
        "the plan seats of 7 AutoCAD seats that go on C1, paid until a day that could not be read, 840 a year",
      ],
    });
    expect(run(office(unread("C2"))).recommended?.isSavingAtMost).toBe(false);
  });

  // With its plan seat a seat at 5,000 costs more than one of the AEC Collection at 3,675.
  it("counts where a seat is weighed against another cover", () => {
    const dear: Offer = { ...offer, planPrice: rate(4000) };
    const covers = (offers: readonly Offer[]) =>
      run(office({ offers })).users.map(({ recommended }) => recommended.seats.join());
    expect(covers([offer])).toEqual(["AutoCAD", "AutoCAD", "AutoCAD"]);
    expect(covers([dear])).toEqual(["AEC Collection", "AEC Collection", "AEC Collection"]);
  });

  it("is said where prices include it", () => {
    expect(run(office()).issues.filter(({ code }) => code === "plan-in-prices")).toMatchObject([
      {
        message:
          "A plan seat at 120 a year is bought with every seat of AutoCAD, so all prices of a seat include it, and it " +
          "goes with the seat. A price that you state by name is that of both.",
      },
    ]);
  });

  const asked = (given: Given) =>
    run(given)
      .concessions.filter(({ id }) => id === "plan seats")
      .map(({ ask, worth, basis }) => ({ ask, worth: worth && Number(worth.toFixed(2)), basis }));
  const ALL = {
    ask: "Sell the support plan only for the seats that need it, or give it with the seats",
    worth: 1080,
    basis: "at most: the plan seats of all recommended seats, 120 a year for each of AutoCAD",
  };

  // Three seats for three years: 3 × 120 × 3 = 1,080. Seven that go are paid for 366 days more: 7 × 120 × 366 ÷ 365.
  it("is worth asking about: for the seats that stay, and for those that go before their plan", () => {
    expect(asked(office())).toEqual([ALL]);
    expect(asked(office({}, "2028-06-30"))).toEqual([
      ALL,
      {
        ask: "Let plan seats end on the day on which their product seats end",
        worth: 842.3,
        basis: "plan seats that are paid on for 7 AutoCAD seats to 2028-06-30",
      },
    ]);
    const { planPrice: _, ...plain } = offer;
    expect(asked(office({ offers: [plain] }))).toEqual([]);
  });
});
