import { isoDay } from "../../../src/engine/calendar";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import {
  contractLines,
  contractPrices,
  endOf,
  running,
  withListPrices,
} from "../../../src/engine/estate/contract-lines";
import type { Contract, Estate, Subscription } from "../../../src/engine/estate/estate";
import { Unknowns } from "../../../src/engine/evidence/refusals";
import { days, fraction, rate, seats } from "../../../src/engine/units";
import { day, estateOf } from "../estate-of";

const AS_OF = day("2026-06-15");
const origin = { source: 0, row: 1 };
const line = (more: Partial<Subscription> = {}): Subscription => ({
  offering: "AutoCAD",
  seats: seats(10),
  origin,
  ...more,
});
const contract = (more: Partial<Contract> = {}): Contract => ({
  contract: "C1",
  start: day("2026-01-01"),
  end: day("2026-12-31"),
  origin,
  ...more,
});
const linesOf = (subscriptions: readonly Subscription[], contracts: readonly Contract[] = [], asOf = AS_OF) =>
  linesIn(estateOf({ rest: { subscriptions, contracts } }), asOf);
const linesIn = (estate: Estate, asOf = AS_OF) =>
  contractLines(estate, asOf, defaultAssumptions(), new Unknowns(estate));
const NOTHING_UNKNOWN = new Unknowns(estateOf({}));

describe("a running subscription", () => {
  const runs = (iso: string, dates: Partial<Subscription>) => running(line(dates), [], day(iso));

  it("begins on its start: not the day before, on it and after", () => {
    const start = day("2026-06-15");
    expect(["2026-06-14", "2026-06-15", "2026-06-16"].map((iso) => runs(iso, { start }))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("ends with its last day: the day before and on it, not after", () => {
    const end = day("2026-06-15");
    expect(["2026-06-14", "2026-06-15", "2026-06-16"].map((iso) => runs(iso, { end }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("without dates runs always", () => {
    expect(runs("1970-01-01", {})).toBe(true);
    expect(runs("9999-12-31", {})).toBe(true);
  });

  it("ends with its contract where it has no end itself", () => {
    const contracts = [contract({ contract: "C0", end: day("2030-01-01") }), contract()];
    expect(endOf(line({ contract: "C1" }), contracts)).toBe(day("2026-12-31"));
    expect(endOf(line({ contract: "C1", end: day("2027-03-31") }), contracts)).toBe(day("2027-03-31"));
    expect(endOf(line({ contract: "C2" }), contracts)).toBeUndefined();
    expect(running(line({ contract: "C1" }), contracts, day("2026-12-31"))).toBe(true);
    expect(running(line({ contract: "C1" }), contracts, day("2027-01-01"))).toBe(false);
  });
});

describe("contract lines", () => {
  it("join subscriptions of one offering, contract and end; the price is the average of the priced ones", () => {
    const end = day("2026-12-31");
    const lines = linesOf([
      line({ contract: "C1", end, unitPrice: rate(2000) }),
      line({ contract: "C1", end, seats: seats(30), unitPrice: rate(1600) }),
      line({ contract: "C1", end, seats: seats(5) }),
      line({ contract: "C1", end: day("2027-12-31"), unitPrice: rate(900) }),
      line({ contract: "C2", end }),
      line({ offering: "Revit", contract: "C1", end }),
    ]);
    expect(lines.map((one) => [one.offering, one.contract, one.bought, one.price, one.ownPrice])).toEqual([
      ["AutoCAD", "C1", 45, (10 * 2000 + 30 * 1600) / 40, true],
      ["AutoCAD", "C1", 10, 900, true],
      ["Revit", "C1", 5 + 5, null, false],
      ["AutoCAD", "C2", 10, null, false],
    ]);
  });

  it("come by contract, lines without a contract first", () => {
    const lines = linesOf([line({ contract: "C1" }), line(), line({ contract: "A9" })]);
    expect(lines.map((one) => one.contract)).toEqual([null, "A9", "C1"]);
  });

  it("leave out what does not run on the day", () => {
    expect(linesOf([line({ end: day("2026-06-14") }), line({ start: day("2026-06-16") })])).toEqual([]);
  });

  it("are committed for whole years after the first renewal of all: half a year and more counts as one", () => {
    const committed = (iso?: string) =>
      linesOf([
        line({ contract: "C1", end: day("2026-12-31") }),
        line({ contract: "C2", ...(iso === undefined ? {} : { end: day(iso) }) }),
      ])[1]?.committedYears;
    // 182 days after the first renewal, 183, a year and a half less a day, a year and a half
    expect(["2027-07-01", "2027-07-02", "2028-06-30", "2028-07-01"].map(committed)).toEqual([0, 1, 1, 2]);
    expect(committed()).toBe(0);
  });

  it("that renew by themselves are committed for one more term from the day after the notice date", () => {
    const renewing = (end: string, more: Partial<Subscription> = {}, contracts: readonly Contract[] = []) =>
      linesOf([line({ start: day("2025-08-15"), end: day(end), autoRenews: true, ...more })], contracts)[0];
    // 60 days before 2026-08-13, 14 and 15: 14, 15 and 16 June; the analysis is as of 15 June.
    const until = (end: string) => isoDay(renewing(end)!.committedUntil!);
    expect(["2026-08-13", "2026-08-14", "2026-08-15"].map(until)).toEqual([
      "2027-08-13",
      "2026-08-14",
      "2026-08-15",
    ]);
    expect(renewing("2026-08-13")).toMatchObject({ committedYears: 1, committedYearsIfAgreed: 0 });
    expect(renewing("2026-08-14")).toMatchObject({ committedYears: 0, committedYearsIfAgreed: 0 });
    expect(renewing("2026-08-13", { autoRenews: false })).toMatchObject({ committedYears: 0 });
    expect(renewing("2026-08-14", { start: day("2023-08-15") })).toMatchObject({ committedYears: 0 });
    expect(renewing("2026-08-13", { start: day("2023-08-14") })).toMatchObject({ committedYears: 3 });
    const three = [contract({ termYears: 3 })];
    expect(renewing("2026-08-13", { contract: "C1" }, three)).toMatchObject({ committedYears: 3 });
    expect(renewing("2026-08-14", { contract: "C1" }, [contract({ noticeDays: null })])).toMatchObject({
      noticeDays: null,
      noticeAssumed: false,
      committedYears: 1,
    });
  });

  it("carry what their contract says, or else what is assumed", () => {
    const assumed = linesOf([line()])[0];
    expect(assumed).toMatchObject({
      contract: null,
      end: null,
      autoRenews: false,
      cap: 1,
      floor: null,
      feeFollows: true,
      uplift: null,
      noticeDays: 60,
      noticeAssumed: true,
      overagePrice: null,
    });
    const said = linesOf(
      [line({ contract: "C1", autoRenews: true, unitPrice: rate(1000) }), line({ contract: "C1" })],
      [
        contract({
          trueDownCap: fraction(0.2),
          floor: seats(8),
          feeFollowsQuantity: false,
          uplift: fraction(0.03),
          noticeDays: days(45),
          overagePrice: rate(2500),
          maintenanceRate: fraction(0.2),
        }),
      ],
    )[0];
    expect(said).toMatchObject({
      end: day("2026-12-31"),
      autoRenews: true,
      cap: 0.2,
      floor: 8,
      feeFollows: false,
      uplift: 0.03,
      noticeDays: 45,
      noticeAssumed: false,
      overagePrice: 2500,
      price: 1200,
    });
  });
});

describe("the fee of a line", () => {
  const feeFollows = (more: Partial<Contract>) =>
    linesOf([line({ contract: "C1", unitPrice: rate(1000) })], [contract(more)])[0]?.feeFollows;
  const perpetual = { kind: "perpetual + maintenance", maintenanceRate: fraction(0.2) } as const;

  it("of licenses that are owned is their maintenance, and follows the quantity as that does", () => {
    expect(
      [true, false].map((follows) => feeFollows({ ...perpetual, maintenanceFollowsQuantity: follows })),
    ).toEqual([true, false]);
    expect(feeFollows({ ...perpetual, feeFollowsQuantity: false })).toBe(false);
    expect(feeFollows(perpetual)).toBe(true);
  });

  it("of a subscription follows it although its maintenance does not", () => {
    expect(feeFollows({ maintenanceRate: fraction(0.2), maintenanceFollowsQuantity: false })).toBe(true);
  });
});

describe("prices of lines", () => {
  const lines = linesOf([
    line({ contract: "C1", unitPrice: rate(2000) }),
    line({ contract: "C2", seats: seats(30), unitPrice: rate(1600) }),
    line({ contract: "C3" }),
    line({ offering: "Revit", contract: "C1" }),
    line({ offering: "Maya", contract: "C1", seats: seats(0), unitPrice: rate(10) }),
  ]);

  it("come from the price list only where the line says none", () => {
    const prices = withListPrices(lines, new Map([["AutoCAD", rate(500)]]), NOTHING_UNKNOWN);
    expect(prices.map((one) => [one.offering, one.contract, one.price])).toEqual([
      ["AutoCAD", "C1", 2000],
      ["Maya", "C1", null],
      ["Revit", "C1", null],
      ["AutoCAD", "C2", 1600],
      ["AutoCAD", "C3", 500],
    ]);
  });

  it("average over the seats of the lines that say one; an offering of which no line does has none", () => {
    const priced = withListPrices(lines, new Map([["AutoCAD", rate(500)]]), NOTHING_UNKNOWN);
    expect([...contractPrices(priced)]).toEqual([["AutoCAD", (10 * 2000 + 30 * 1600) / 40]]);
  });
});
