import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import type { HarvestSeat } from "../../../src/engine/harvest/harvest";
import { noticesOf } from "../../../src/engine/harvest/notices";
import { days } from "../../../src/engine/units";
import { day, daysOfUse, estateOf } from "../estate-of";

/** Ann does not use the one of two seats that she holds. */
const BASE = analyse(
  estateOf({
    use: daysOfUse("zoe@x", "AutoCAD", "2026-01-01", 365, "seat"),
    period: ["2026-01-01", "2026-12-31"],
    people: { "ann@x": { listed: true, name: "Ann Ames" } },
    seats: [
      ["ann@x", "AutoCAD", "2024-01-01"],
      ["zoe@x", "AutoCAD", "2024-01-01"],
    ],
    bought: [["AutoCAD", 2, 1800, "C1", "2027-12-31"]],
  }),
  day("2026-12-31"),
  defaultAssumptions(),
);
const SEAT = BASE.harvest.seats.find(({ person }) => person === 0)!;

const notices = (...seats: readonly HarvestSeat[]) =>
  noticesOf({ ...BASE, harvest: { ...BASE.harvest, seats } });

describe("the notice to a user", () => {
  it("names the seat, the day for an answer, and what becomes of it", () => {
    expect(notices(SEAT)).toMatchObject([
      {
        user: "ann@x",
        subject: "Your AutoCAD seat: an answer is needed by 2027-01-30",
        text:
          "Dear Ann Ames, you hold 1 seat: AutoCAD, without use in 365 days. Exports do not show offline use. If you " +
          "need the seat, or work offline, tell [name and address] by 2027-01-30 what for and until when; your department " +
          "decides. Without an answer the seat is taken back from 2027-01-30 on. Files stay where they are, and a seat " +
          "can be asked for again. [Name of the sender]",
      },
    ]);
  });

  it("is one for all seats of a user, with each day from which they are taken", () => {
    const later = { from: day("2027-02-15"), by: day("2027-03-01") };
    const [both, ...others] = notices({ ...SEAT, offering: "Maya", reclaim: later }, SEAT);
    expect(others).toEqual([]);
    expect(both?.subject).toBe("Your Maya and AutoCAD seats: an answer is needed by 2027-01-30");
    expect(both?.text).toContain(
      "you hold 2 seats: Maya, without use in 365 days; AutoCAD, without use in 365 days.",
    );
    expect(both?.text).toContain("If you need a seat, or work offline");
    expect(both?.text).toContain("the seats are taken back from 2027-01-30 and 2027-02-15 on");
  });

  it("says how the seat is used", () => {
    const said = (more: Partial<Omit<HarvestSeat, "use">>, use: Partial<HarvestSeat["use"]>) =>
      /you hold 1 seat: AutoCAD, (.*?)\. Exports/.exec(
        notices({ ...SEAT, ...more, use: { ...SEAT.use, ...use } })[0]!.text,
      )?.[1];
    const used = { lastUse: day("2026-09-01"), perMonth: 1.25 };
    expect(said({ class: "Dormant" }, used)).toBe("without use since 2026-09-01");
    expect(said({ class: "Dormant" }, { lastUse: null, coveredDays: days(91) })).toBe(
      "without use in 91 days",
    );
    expect(said({ class: "Minimal" }, used)).toBe("used on 1.3 days a month");
    expect(said({ class: "Leaver" }, used)).toBe("with an account that is not active");
    expect(said({ class: "Unknown", why: ["nobody knows"] }, { perMonth: null })).toBe("nobody knows");
  });
});
