import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BROKEN_ROWS } from "../../examples/sample/broken-rows";
import { designFirm } from "../../examples/sample/design-firm";
import { OFFERINGS, PACKS } from "../../examples/sample/offerings";
import { staff, type Staff } from "../../examples/sample/staff";
import { useOf, type UseRow } from "../../examples/sample/use";
import { day, FIRST_DAY, LAST_DAY } from "../../examples/sample/workdays";
import { isoDay } from "../../src/engine/calendar";
import { runAnalysis, type Run } from "../../src/sheets/run";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";

const committed = readFileSync(join(__dirname, "../../examples/design-firm.xlsx"));
const everyone = staff();
const use = everyone.flatMap(useOf);
const baselineYear = use.filter((row) => row.day > day("2025-10-31"));

/** What is expected is counted here from the plan of the sample, in the plainest way there is. */
const people = (rows: readonly UseRow[]): number => new Set(rows.map(({ person }) => person)).size;
const tokensOf = (rows: readonly UseRow[]): number =>
  rows.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
const idOf = ({ mail }: Staff): string => mail.toLowerCase();
const only = (cohort: string, place: number): Staff => {
  const found = everyone.filter((person) => person.cohort === cohort)[place];
  if (!found) throw new Error(`There is no ${place} of ${cohort}`);
  return found;
};

let run: Run;
beforeAll(async () => {
  run = await runAnalysis([openXlsx("design-firm.xlsx", committed)], { today: day("2026-11-22"), set: [] });
}, 60_000);

const userOf = (person: Staff) => {
  const found = run.analysis.users.find(({ user }) => user === idOf(person));
  if (!found) throw new Error(`${idOf(person)} is not in the answer`);
  return found;
};

describe("the sample's file", () => {
  it("is what the generator makes, byte for byte", () => {
    expect(Buffer.compare(Buffer.from(designFirm()), committed)).toBe(0);
  }, 60_000);

  it("is small enough to be kept with the code", () => {
    expect(committed.length).toBeLessThan(2_500_000);
  });

  it("holds no sheet of ours", async () => {
    const sheets = await openXlsx("design-firm.xlsx", committed).sheets();
    expect(sheets.filter(({ ours, hidden }) => ours !== undefined || hidden)).toEqual([]);
  });

  it("names every person once", () => {
    expect(new Set(everyone.map(idOf)).size).toBe(everyone.length);
    expect(everyone.filter(({ left }) => !left)).toHaveLength(150);
  });
});

describe("the sample's analysis", () => {
  it("covers 24 months", () => {
    const { asOf, coverage } = run.analysis;
    const { window } = coverage;
    expect(window && [isoDay(window.first), isoDay(window.last)]).toEqual([
      isoDay(FIRST_DAY),
      isoDay(LAST_DAY),
    ]);
    expect(isoDay(asOf)).toBe("2026-10-31");
  });

  it("reads every row but the broken ones", () => {
    const usage = run.counts.find(({ kind }) => kind === "Usage");
    expect(usage).toMatchObject({
      rows: use.length + BROKEN_ROWS.length,
      used: use.length,
      skipped: BROKEN_ROWS.length,
    });
    expect(run.counts.filter(({ kind }) => kind !== "Usage").map(({ skipped }) => skipped)).toEqual(
      Array(7).fill(0),
    );
  });

  it("shows the planted issues and no others", () => {
    const unrated = ["AutoCAD LT", "Civil 3D", "Navisworks Manage"];
    const expected = [
      ...BROKEN_ROWS.map(({ code }) => code),
      ...unrated.map(() => "unknown-rate"),
      "line-ended",
      // Only the quote states a currency.
      ...["currency-assumed", "currency-assumed", "currency-assumed"],
      // Columns of the vendor that change no figure.
      ...["unread-columns", "unread-columns"],
    ];
    expect(run.issues.map(({ code }) => code as string).sort()).toEqual([...expected].sort());
    for (const product of unrated) {
      const seated = people(baselineYear.filter((row) => row.product === product && row.on === "seat"));
      const { message } = run.issues.find((issue) => issue.message.includes(`of ${product} are`)) ?? {};
      expect(message).toContain(`${seated} users`);
    }
  });

  it("names each broken row where it stands", () => {
    BROKEN_ROWS.forEach(({ code, after }, earlier) => {
      // One for the header, one because rows count from 1, one for standing after the good row.
      expect(run.issues.find((issue) => issue.code === code)).toMatchObject({
        sheet: "Usage",
        row: after + earlier + 3,
      });
    });
  });

  it("counts seats as they were given out", () => {
    for (const [name, { bought }] of Object.entries(OFFERINGS)) {
      const assigned = everyone.filter(
        ({ seat, seatUntil }) => seat === name && seatUntil === undefined,
      ).length;
      const found = run.analysis.reconciliations.find(({ offering }) => offering === name);
      expect(found).toMatchObject({ bought, assigned, variance: assigned - bought });
    }
    const { reconciliations } = run.analysis;
    expect(
      reconciliations.flatMap(({ variance, offering }) => ((variance ?? 0) > 0 ? [offering, variance] : [])),
    ).toEqual(["AutoCAD", 2]);
    expect(
      reconciliations.flatMap(({ variance, offering }) => ((variance ?? 0) < 0 ? [offering, variance] : [])),
    ).toEqual(["AEC Collection", -6]);
  });

  it("counts tokens as they were drawn", () => {
    expect(run.analysis.consumption.year).toBe(tokensOf(baselineYear));
    expect(run.analysis.consumption.months.reduce((sum, { tokens }) => sum + (tokens ?? NaN), 0)).toBe(
      tokensOf(use),
    );
  });

  it("counts a day once, however many versions were opened on it", () => {
    const person = only("designers", 0);
    const own = baselineYear.filter((row) => row.person === person && row.product === "Revit");
    const distinct = new Set(own.map((row) => row.day)).size;
    expect(own.length).toBeGreaterThan(distinct);
    expect(userOf(person).products.find(({ product }) => product === "Revit")?.days).toBeCloseTo(distinct, 9);
  });

  it("finds who burned tokens beside a seat", () => {
    const doubled = baselineYear.filter(
      ({ person, on }) => on === "tokens" && person.doubledFrom !== undefined,
    );
    const { doubleCoverage, estate } = run.analysis;
    expect(new Set(doubleCoverage.map(({ person }) => estate.people[person]?.id))).toEqual(
      new Set(doubled.map(({ person }) => idOf(person))),
    );
    expect(doubleCoverage.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0)).toBe(tokensOf(doubled));
  });

  it("knows who left, who is on leave, who is critical and who has just come", () => {
    const { users } = run.analysis;
    expect(
      users
        .filter(({ leaver }) => leaver)
        .map(({ user }) => user)
        .sort(),
    ).toEqual(
      everyone
        .filter(({ left }) => left)
        .map(idOf)
        .sort(),
    );
    expect(userOf(only("designers", 4))).toMatchObject({
      segment: "Dormant",
      recommended: { seats: ["AEC Collection"] },
    });
    expect(userOf(only("light AutoCAD on a collection", 0)).recommended.seats).toEqual(["AutoCAD"]);
    expect(userOf(only("starter", 0))).toMatchObject({
      segment: "New",
      recommended: { seats: ["AEC Collection"] },
    });
  });

  it("moves light users to Flex, heavy Flex users to seats, and one-product users off the collection", () => {
    const seatsOf = (person: Staff): readonly string[] => userOf(person).recommended.seats;
    expect(seatsOf(only("light AutoCAD on a collection", 1))).toEqual([]);
    expect(seatsOf(only("heavy Revit on Flex", 0))).toEqual(["Revit"]);
    expect(seatsOf(only("heavy AutoCAD on Flex", 0))).toEqual(["AutoCAD"]);
    expect(seatsOf(only("Revit only on a collection", 0))).toEqual(["Revit"]);
    expect(seatsOf(only("designers", 0))).toEqual(["AEC Collection"]);
  });

  it("warns of the renewal that would happen by itself", () => {
    const drop = run.analysis.trueDowns.find(({ contract }) => contract === "AEC agreement");
    expect(drop).toMatchObject({ autoRenews: true, noticeDeadline: day("2026-11-30") });
    // Bought, less those who work with it, are on leave, or have just come.
    const idle = everyone.filter(({ cohort }) => cohort === "dormant on a collection").length;
    const held = everyone.filter(({ seat, left }) => seat === "AEC Collection" && !left).length;
    expect(drop?.droppable).toBe(OFFERINGS["AEC Collection"].bought - held + idle);
  });

  it("saves between 15 and 30 per cent", () => {
    const [asIs, best] = [run.analysis.scenarios.at(0), run.analysis.scenarios.at(-1)];
    const saving = (best?.savingVsAsIs ?? 0) / (asIs?.total ?? NaN);
    expect(saving).toBeGreaterThan(0.15);
    expect(saving).toBeLessThan(0.3);
  });

  it("has bought enough tokens, and some too many", () => {
    const bought = PACKS.reduce((sum, { tokens }) => sum + tokens, 0);
    expect(bought).toBeGreaterThan(tokensOf(use));
    expect(bought).toBeLessThan(1.2 * tokensOf(use));
  });

  it("is busiest from June to August", () => {
    const perMonth = (months: readonly string[]): number =>
      tokensOf(baselineYear.filter((row) => months.includes(isoDay(row.day).slice(0, 7)))) / months.length;
    const summer = perMonth(["2026-06", "2026-07", "2026-08"]);
    expect(summer / (tokensOf(baselineYear) / 12)).toBeGreaterThan(1.2);
    expect(summer / (tokensOf(baselineYear) / 12)).toBeLessThan(1.3);
  });
});
