import type { Analysis } from "../../../src/engine/analysis";
import { isoDay } from "../../../src/engine/calendar";
import type { Contract } from "../../../src/engine/estate/estate";
import { delays } from "../../../src/engine/negotiation/cost-of-delay";
import { lettersOf } from "../../../src/engine/negotiation/letters";
import { lineRights, ratchetYears } from "../../../src/engine/renewal/line-rights";
import { renewalCalendar } from "../../../src/engine/renewal/renewal-calendar";
import { renewalLines } from "../../../src/engine/renewal/renewal-lines";
import { termPlan } from "../../../src/engine/renewal/term-plan";
import { days, fraction, rate, seats } from "../../../src/engine/units";
import { day, daysOfUse, type Given } from "../estate-of";
import { contract, run } from "./firm";

const people = ["a@x", "b@x", "c@x"];

/** Ten AutoCAD seats at 1,000 on C1, of which three people need one; at the renewal a seat costs 1,200. */
const firm = (terms: Partial<Contract>, more: NonNullable<Given["bought"]> = []): Given => ({
  use: people.flatMap((name) => daysOfUse(name, "AutoCAD", "2026-05-01", 200, "seat")),
  seats: people.map((name) => [name, "AutoCAD"]),
  bought: [["AutoCAD", 10, 1000, "C1"], ...more],
  rest: {
    contracts: [
      contract("C1", { termYears: 3, noticeDays: days(30), ...terms }),
      contract("C2", { end: day("2027-02-28") }),
    ],
    offers: [{ offering: "AutoCAD", pricePerYear: rate(1200), covers: [], reference: "quote" }],
  },
});

const IN_TERM = { start: day("2026-03-01"), end: day("2029-02-28") };
const YEARLY: Partial<Contract> = { ...IN_TERM, reductions: "each anniversary" };
const costs = ({ recommended }: Analysis) => recommended?.years.map(({ cost }) => cost);
const oneSeat: NonNullable<Given["bought"]> = [["AutoCAD", 1, 1000, "C2"]];

describe("when a contract lets seats go", () => {
  /*
   * C2 renews on 2027-02-28, so year 1 begins then; the term of C1 runs for two years more.
   *   at its end           10 × 1,000 twice, then 3 × 1,200 twice: 27,200
   *   at each anniversary   3 × 1,000 twice, then 3 × 1,200 twice: 13,200
   */
  it("at each anniversary, the seats go within the term, and those that stay keep its price", () => {
    const years = { years: 4 };
    expect(costs(run(firm(IN_TERM, oneSeat), years))).toEqual([10_000, 10_000, 3600, 3600]);
    expect(costs(run(firm(YEARLY, oneSeat), years))).toEqual([3000, 3000, 3600, 3600]);
  });

  it("at each anniversary, what goes is told in time, and is worth the price of the term", () => {
    const analysis = run(firm(YEARLY), { years: 4 });
    const [line] = analysis.trueDowns;
    expect([line?.changes, line?.noticeDeadline, line?.renewal].map((one) => one && isoDay(one))).toEqual([
      "2027-02-28",
      "2027-01-29",
      "2029-02-28",
    ]);
    expect(line).toMatchObject({ droppable: 7, price: 1000, saving: 7000, sureSaving: 7000 });
    expect(costs(analysis)).toEqual([3000, 3000, 3600, 3600]);
    expect(renewalLines(analysis)[0]).toMatchObject({ drop: 7, money: 7000, tellBy: day("2027-01-29") });
    expect(renewalLines(analysis)[0]?.status).toContain("from the anniversary of 2027-02-28 on");
    // What is signed after the term costs what the price list says.
    expect(termPlan(analysis)?.lines).toMatchObject([{ needed: 3, price: 1200 }]);
    // 7 × 1,000 twice and 7 × 1,200 twice
    expect(ratchetYears(analysis).map(({ savedByRight }) => savedByRight)).toEqual([7000, 7000, 8400, 8400]);
    expect(lettersOf(analysis).map(({ paragraphs }) => paragraphs.slice(2, 4))).toEqual([
      [
        "Contract: C1\nAnniversary in the current term: 2027-02-28",
        "We give notice that we do not renew the following seats from the anniversary of 2027-02-28 on:",
      ],
    ]);
    const dates = renewalCalendar(analysis).filter(({ of }) => of === "C1");
    expect(dates.map(({ day: on, kind }) => `${isoDay(on!)} ${kind}`)).toEqual(
      expect.arrayContaining(["2027-01-29 notice", "2027-02-28 anniversary", "2029-02-28 end"]),
    );
    expect(dates.find(({ kind }) => kind === "end")?.text).toBe("C1 ends");
  });

  // Of 60 days the last was 2026-12-30, a day ago. A year with 7 seats more: 7 × 1,000, whether or not C1 renews alone.
  it("a notice that is late for an anniversary keeps the seats to the next", () => {
    const analysis = run(firm({ ...YEARLY, noticeDays: days(60) }, oneSeat), { years: 4 });
    const late = analysis.trueDowns.find(({ contract: of }) => of === "C1")!;
    expect(isoDay(late.committedUntil!)).toBe("2028-02-28");
    expect(late).toMatchObject({ saving: 7000, sureSaving: 0 });
    expect(costs(analysis)).toEqual([10_000, 3000, 3600, 3600]);
    expect(analysis.ifAgreed?.years.map(({ cost }) => cost)).toEqual([3000, 3000, 3600, 3600]);
    expect(delays(analysis).find(({ right }) => right.contract === "C1")).toMatchObject({
      missed: 7000,
      isMissed: true,
    });
    expect(renewalLines(analysis)[0]?.status).toBe(
      "stays in its term until 2028-02-28; 7 go if the vendor agrees, 7,000 a year",
    );
  });

  // Under a cap of 20 % of the year before: 10 → 8 → 7 (6.4) → 6 (5.6) → 5. A term of three years holds the 8.
  it("at the end of the term only, the seats of the next term hold for all of it", () => {
    const ends = { start: day("2024-03-01"), end: day("2027-02-28"), trueDownCap: fraction(0.2) };
    const path = (terms: Partial<Contract>) => {
      const analysis = run(firm({ ...ends, noticeDays: days(30), ...terms }), { years: 4 });
      expect(analysis.recommended?.lines.map((line) => line.seats)).toEqual([analysis.trueDowns[0]?.path]);
      return analysis.trueDowns[0]?.path;
    };
    expect(path({})).toEqual([8, 7, 6, 5]);
    expect(path({ reductions: "each anniversary" })).toEqual([8, 7, 6, 5]);
    expect(path({ reductions: "end of term" })).toEqual([8, 8, 8, 7]);
    expect(path({ reductions: "end of term", termYears: 2 })).toEqual([8, 8, 7, 7]);
  });

  // Signed anew for what is needed, the cap holds from the second year on, and the term holds whatever is signed.
  it("set anew at signing, the seats hold for the term, too", () => {
    const ends = { start: day("2024-03-01"), end: day("2027-02-28"), trueDownCap: fraction(0.2) };
    const [right] = lineRights(
      run(firm({ ...ends, reductions: "end of term", floor: seats(6) }), { years: 4 }),
    );
    expect(right).toMatchObject({ path: [8, 8, 8, 7], rebased: [6, 6, 6, 6] });
  });
});
