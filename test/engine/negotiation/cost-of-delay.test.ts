import { delays, delayTexts } from "../../../src/engine/negotiation/cost-of-delay";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import type { Estate } from "../../../src/engine/estate/estate";
import { days } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given } from "../estate-of";

/** One daily user of AutoCAD; notice is due 60 days before an end. */
function late(
  bought: NonNullable<Given["bought"]>,
  {
    asOf = "2026-12-31",
    autoRenews = true,
    own = {},
    rest = {},
  }: {
    readonly asOf?: string;
    readonly autoRenews?: boolean;
    readonly own?: Partial<Assumptions>;
    readonly rest?: Partial<Estate>;
  } = {},
) {
  const estate = estateOf({
    period: ["2026-01-01", "2026-12-31"],
    use: daysOfUse("ann@x", "AutoCAD", "2026-01-01", 365, "seat"),
    seats: [["ann@x", "AutoCAD", "2025-01-01"]],
    bought,
    rest,
  });
  const subscriptions = estate.subscriptions.map((one) => ({ ...one, autoRenews }));
  return analyse({ ...estate, subscriptions }, day(asOf), { ...defaultAssumptions(), ...own });
}

/** Three seats at 1,200 until 2027-03-31, of which one is needed; the term is a year. */
const THREE = [["AutoCAD", 3, 1200, "C1", "2027-03-31", "2026-04-01"]] as const;

describe("what surplus seats cost for as long as they stay", () => {
  it("is theirs by month, until the contract lets them go, and for a term where notice is missed", () => {
    // Two seats: 200 a month, until 1 April 91 days or 2.98973 months, and 2,400 in a term.
    const [delay] = delays(late(THREE));
    expect(delay).toMatchObject({
      surplus: 2,
      monthly: 200,
      goesOn: day("2027-04-01"),
      missed: 2400,
      isMissed: false,
    });
    expect(delay?.months).toBeCloseTo(91 / 30.4375, 9);
    expect(delay?.untilThen).toBeCloseTo((200 * 91) / 30.4375, 6);
  });

  it("is nothing without a surplus", () => {
    const one = [["AutoCAD", 1, null, "C1", "2027-03-31", "2026-04-01"]] as const;
    expect(delays(late(one))[0]).toMatchObject({ surplus: 0, monthly: 0, untilThen: 0, missed: 0 });
  });

  it("is nothing for a term of a line that ends by itself", () => {
    expect(delays(late(THREE, { autoRenews: false }))[0]).toMatchObject({ monthly: 200, missed: 0 });
  });

  it("goes on for a term where the notice was missed", () => {
    const [delay] = delays(late(THREE, { asOf: "2027-01-31" }));
    expect(delay).toMatchObject({ goesOn: day("2028-04-01"), isMissed: true, missed: 2400 });
  });
});

describe("what is said of it", () => {
  const said = (asOf: string, reviewDays = 90) =>
    delayTexts(late(THREE, { asOf, own: { reviewDays: days(reviewDays) } }));
  const AHEAD =
    "A missed notice keeps seats that nobody needs with today's covers for one more term: 2,400 on C1 (by 2027-01-30, " +
    "12 months); each month with all surplus seats costs 200";
  const PAST =
    "The missed notice on C1 costs 2,400 for seats that nobody needs, until 2028-03-31, unless the vendor agrees to a " +
    "late notice";

  it("begins the days of a review before the notice, and the day after it is past", () => {
    // 30 days before 2027-01-30 is 2026-12-31.
    expect(said("2026-12-31", 29)).toEqual([]);
    expect(said("2026-12-31", 30)).toEqual([AHEAD]);
    expect(said("2026-12-31", 31)).toEqual([AHEAD]);
    expect(said("2027-01-30")).toEqual([AHEAD]);
    expect(said("2027-01-31")).toEqual([PAST]);
  });

  it("calls no notice missed whose date could not be read", () => {
    const origin = { source: 0, row: 2 };
    const refusals: Estate["refusals"] = [
      {
        kind: "Contracts",
        origin,
        rows: 1,
        contract: "C1",
        fields: ["noticeDays"],
        columns: ["Notice days"],
      },
    ];
    const contracts: Estate["contracts"] = [{ contract: "C1", end: day("2027-03-31"), origin }];
    expect(delayTexts(late(THREE, { rest: { refusals, contracts } }))).toEqual([
      "A notice that may have been missed on C1 costs 2,400 for seats that nobody needs, until 2028-03-31, unless the " +
        "vendor agrees to a late notice",
    ]);
  });

  it("adds the lines of a contract, and tells contracts apart", () => {
    const bought = [
      ["AutoCAD", 3, 1200, "C1", "2027-03-31", "2026-04-01"],
      ["Maya", 1, 600, "C1", "2027-03-31", "2026-04-01"],
      ["Revit", 1, 900, "C2", "2027-03-31", "2026-04-01"],
    ] as const;
    expect(delayTexts(late(bought))).toEqual([
      "A missed notice keeps seats that nobody needs with today's covers for one more term: 3,000 on C1 (by 2027-01-30, " +
        "12 months) and 900 on C2 (by 2027-01-30, 12 months); each month with all surplus seats costs 325",
    ]);
    const unnamed = [["AutoCAD", 3, 1200, null, "2027-03-31", "2026-04-01"]] as const;
    expect(delayTexts(late(unnamed))[0]).toContain("2,400 on AutoCAD (by");
  });

  it("is nothing where nothing is paid, or the price is unknown", () => {
    expect(delayTexts(late([["AutoCAD", 1, 1200, "C1", "2027-03-31", "2026-04-01"]]))).toEqual([]);
    expect(delayTexts(late([["Vault", 2, null, "C1", "2027-03-31", "2026-04-01"]]))).toEqual([]);
    expect(delayTexts(late(THREE, { autoRenews: false }))).toEqual([]);
  });
});
