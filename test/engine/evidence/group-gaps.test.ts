import { actions } from "../../../src/engine/statements/actions";
import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { addDays, isoDay } from "../../../src/engine/calendar";
import { doubtsOf } from "../../../src/engine/evidence/certainty";
import { evidence } from "../../../src/engine/evidence/statements";
import { day, estateOf, type UseRow } from "../estate-of";

const NORTH = ["ann@n", "bob@n", "cat@n", "dan@n"];
const SOUTH = ["eve@s", "fay@s", "gil@s", "hal@s"];

/** A year of working days; people of a team are seen on those that are kept. */
const use = (people: readonly string[], keep: (iso: string) => boolean): UseRow[] =>
  Array.from({ length: 365 }, (_, i) => addDays(day("2025-11-01"), i))
    .filter((one) => new Date(one * 86_400_000).getUTCDay() % 6 !== 0)
    .map(isoDay)
    .filter(keep)
    .flatMap((iso) => people.map((person): UseRow => [person, "AutoCAD", iso, "seat", null]));

const out = (from: string, to: string) => (iso: string) => iso < from || iso > to;

const run = (rows: readonly UseRow[], assumptions: Partial<Assumptions> = {}) => {
  const all = [...NORTH, ...SOUTH];
  const estate = estateOf({
    // The last of each team uses nothing but one day, so their seats go.
    use: [
      ...rows,
      ["ned@n", "AutoCAD", "2026-03-02", "seat", null],
      ["sue@s", "AutoCAD", "2026-03-02", "seat", null],
    ],
    people: Object.fromEntries(
      [...all, "ned@n", "sue@s"].map((id) => [id, { team: id.endsWith("n") ? "North" : "South" }]),
    ),
    seats: [...all, "ned@n", "sue@s"].map((person) => [person, "AutoCAD"] as const),
    bought: [["AutoCAD", 10, 2000]],
  });
  return analyse(estate, day("2026-10-31"), { ...defaultAssumptions(), ...assumptions });
};
const asked = (analysis: ReturnType<typeof run>) =>
  evidence(analysis).filter((text) => text.startsWith("Nobody of"));
const drop = (analysis: ReturnType<typeof run>) =>
  actions(analysis).find(({ text }) => text.startsWith("Drop"))?.text;

describe("a time without anybody of a team, while others are seen", () => {
  it.each<[string, (iso: string) => boolean, string]>([
    ["in the middle", out("2026-06-01", "2026-09-30"), "2026-05-30 to 2026-09-30"],
    ["of two weeks", out("2026-08-03", "2026-08-14"), "2026-08-01 to 2026-08-16"],
    ["at the start", (iso) => iso > "2026-01-31", "2025-11-03 to 2026-02-01"],
    ["at the end", (iso) => iso < "2026-07-01", "2026-07-01 to 2026-10-30"],
  ])("%s is said, and makes the drops of its people conditional", (_, keep, dates) => {
    const holed = run([...use(NORTH, keep), ...use(SOUTH, () => true)]);
    expect(asked(holed)).toEqual([
      `Nobody of the team North is in the exports from ${dates}, while others are: if an ` +
        "export was forgotten, a year has more use than is counted",
    ]);
    expect(drop(holed)).toContain("only if the exports are complete");
  });

  it.each<[string, ReturnType<typeof run>]>([
    ["where there is none", run([...use(NORTH, () => true), ...use(SOUTH, () => true)])],
    ["of a week", run([...use(NORTH, out("2026-08-03", "2026-08-07")), ...use(SOUTH, () => true)])],
    [
      "where the exports are complete",
      run([...use(NORTH, out("2026-06-01", "2026-09-30")), ...use(SOUTH, () => true)], {
        exportsComplete: "yes",
      }),
    ],
    [
      "of a team that uses little",
      run([
        ...use(NORTH, (iso) => /-0[25]$/.test(iso) && out("2026-06-01", "2026-09-30")(iso)),
        ...use(SOUTH, () => true),
      ]),
    ],
  ])("is not said %s", (_, analysis) => {
    expect(asked(analysis)).toEqual([]);
    expect(drop(analysis)).not.toContain("only if the exports are complete");
  });

  it("is a gap of all exports, and said once, where nobody is seen", () => {
    const keep = out("2026-06-01", "2026-09-30");
    const analysis = run([...use(NORTH, keep), ...use(SOUTH, keep)]);
    expect(asked(analysis)).toEqual([]);
    expect(analysis.coverage.gaps).toHaveLength(1);
  });
});

describe("a time without rows of a product or of one kind of access, while other use is shown", () => {
  const inTokens = (keep: (iso: string) => boolean, people = ["tom@s", "tim@s"]): UseRow[] =>
    use(people, (iso) => keep(iso) && Number(iso.slice(8)) % 3 === 0).map(([person, , iso]): UseRow => [
      person,
      "Revit",
      iso,
      "tokens",
      10,
    ]);
  const all = [...use(NORTH, () => true), ...use(SOUTH, () => true)];
  const lost = (rows: readonly UseRow[], assumptions: Partial<Assumptions> = {}) =>
    evidence(run([...all, ...rows], assumptions)).filter((text) => text.startsWith("No use of"));

  it("of whole months is said, and nothing is sure", () => {
    const keep = out("2026-02-01", "2026-06-30");
    const analysis = run([...all, ...inTokens(keep)]);
    const texts = evidence(analysis).filter((text) => text.startsWith("No use of"));
    expect(texts.map((text) => text.replace(/, while.*/, ""))).toEqual([
      "No use of tokens is in the exports from 2026-01-31 to 2026-07-02",
      "No use of Revit is in the exports from 2026-01-31 to 2026-07-02",
    ]);
    // 10 a day and person with use, on 209 of the 362 days: the 153 others draw as many a day.
    expect(analysis.coverage.groupGaps.map(({ tokens }) => tokens)).toEqual([
      expect.closeTo((inTokens(keep).length * 10 * 153) / 209, 6),
      expect.closeTo((inTokens(keep).length * 10 * 153) / 209, 6),
    ]);
    expect(doubtsOf(analysis)).toEqual(["exports"]);
  });

  it("of a product of one person may be a leave: only the tokens are named", () => {
    expect(lost(inTokens(out("2026-02-01", "2026-06-30"), ["tom@s"]))).toEqual([
      expect.stringMatching(/^No use of tokens is in the exports/),
    ]);
  });

  it.each<[string, readonly UseRow[], Partial<Assumptions>]>([
    ["where there is none", inTokens(() => true), {}],
    ["of a month in which little would be expected", inTokens(out("2026-02-01", "2026-02-28")), {}],
    [
      "of projects that come and go",
      inTokens((iso) => ["11", "02", "06", "10"].includes(iso.slice(5, 7))),
      {},
    ],
    ["of a product that began late", inTokens((iso) => iso >= "2026-06-01"), {}],
    ["where the exports are complete", inTokens(out("2026-02-01", "2026-06-30")), { exportsComplete: "yes" }],
  ])("is not said %s", (_, rows, assumptions) => {
    expect(lost(rows, assumptions)).toEqual([]);
  });
});
