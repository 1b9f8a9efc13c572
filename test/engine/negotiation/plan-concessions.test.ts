import type { Offer } from "../../../src/engine/estate/estate";
import { rate } from "../../../src/engine/units";
import { run } from "../renewal/firm";
import { planOffice } from "../renewal/plan-office";

const offer = (planPrice?: number): Offer => ({
  offering: "AutoCAD",
  pricePerYear: rate(1000),
  ...(planPrice === undefined ? {} : { planPrice: rate(planPrice) }),
  covers: [],
  reference: "quote",
});

function plans(planEnd?: string, planPrice?: number): unknown[] {
  const { concessions } = run(planOffice(offer(planPrice), planEnd));
  return concessions.flatMap((one) =>
    one.id === "plan seats" ? [[one.ask, one.worth, one.basis, one.trade]] : [],
  );
}

const GO = "Let plan seats end on the day on which their product seats end";
const STAY = "Sell the support plan only for the seats that need it, or give it with the seats";
// Three seats at 120 for three years.
const STAYING = [
  STAY,
  1080,
  "at most: the plan seats of all recommended seats, 120 a year for each of AutoCAD",
  "a longer term for the plan, or a named list of those who call support",
];

describe("plan seats", () => {
  it("are at most worth those of all seats that stay; without a plan nothing", () => {
    expect(plans(undefined, 120)).toEqual([STAYING]);
    expect(plans()).toEqual([]);
  });

  it("that end with their seats or before cost nothing further", () => {
    expect(plans("2027-06-30", 120)).toEqual([STAYING]);
  });

  it("that run on cost their days beyond the seats, up to the years compared", () => {
    const trade = "the renewal of the plan for the seats that stay, together with them";
    // Seven seats go; 2027-12-31 is 184 days after 2027-06-30: 7 × 120 × 184 ÷ 365 = 423.45.
    const [staying, going] = plans("2027-12-31", 120);
    expect(staying).toEqual(STAYING);
    expect(going).toEqual([
      GO,
      expect.closeTo((840 * 184) / 365, 6),
      "plan seats that are paid on for 7 AutoCAD seats to 2027-12-31",
      trade,
    ]);
    // Five years beyond: three are compared.
    expect(plans("2032-06-30", 120)[0]).toEqual([
      GO,
      2520,
      "plan seats that are paid on for 7 AutoCAD seats to 2032-06-30",
      trade,
    ]);
  });
});
