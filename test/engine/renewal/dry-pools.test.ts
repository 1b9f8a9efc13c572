import { analyse } from "../../../src/engine/analyse";
import type { Analysis } from "../../../src/engine/analysis";
import { defaultAssumptions, type Assumptions } from "../../../src/engine/assumptions";
import { cautions } from "../../../src/engine/statements/cautions";
import { fraction } from "../../../src/engine/units";
import { day, daysOfUse, estateOf, type Given, type UseRow } from "../estate-of";

const MONTHS = ["11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];
const firstOf = (month: string): string => `${Number(month) > 10 ? 2025 : 2026}-${month}-01`;

/** Days of Revit in each of twelve months, each 10 tokens. */
const monthly = (person: string, days: (place: number) => number, access: "seat" | "tokens" = "tokens") =>
  MONTHS.flatMap((month, i): UseRow[] =>
    daysOfUse(person, "Revit", firstOf(month), days(i), access, access === "tokens" ? 10 : null),
  );

function analysed(given: Given, changed: Partial<Assumptions> = {}): Analysis {
  const estate = estateOf({ period: ["2025-11-01", "2026-10-31"], ...given });
  return analyse(estate, day("2026-10-31"), { ...defaultAssumptions(), ...changed });
}
const poolOf = ({ mix }: Analysis) => mix!.pools[0]!;
const warned = (analysis: Analysis): string[] =>
  cautions({ analysis, issues: [], counts: [], settingDoubts: [] }).filter((text) =>
    text.includes("run dry"),
  );

describe("the chance that the pool of the best mix runs dry", () => {
  it("is none where every month draws 40: 480 a year, bought with the buffer in packs as 600", () => {
    const analysis = analysed({ use: monthly("a@x", () => 4) });
    expect(poolOf(analysis)).toMatchObject({
      bought: 600,
      cover: { dryChance: 0, use: { p10: 480, p50: 480, p90: 480 } },
    });
    expect(warned(analysis)).toEqual([]);
  });

  it("is some where months differ, and is warned of above the chance that is accepted", () => {
    const use = monthly("a@x", (place) => (place % 2 === 0 ? 1 : 7));
    const analysis = analysed({ use }, { poolBuffer: fraction(0) });
    const { bought, cover } = poolOf(analysis);
    expect(bought).toBe(500);
    expect(cover!.dryChance).toBeGreaterThan(0.1);
    expect(cover!.dryChance).toBeLessThan(0.9);
    expect(cover!.use.p90).toBeGreaterThan(cover!.use.p50);
    expect(warned(analysis)[0]).toContain("the 500 tokens with a chance of ");
    expect(warned(analysed({ use }, { poolBuffer: fraction(0), mostDryChance: fraction(1) }))).toEqual([]);
  });

  it("rests on those whose cover is Flex in the mix: heavy use that gets a seat counts nothing", () => {
    const analysis = analysed({
      use: [...monthly("a@x", () => 4), ...monthly("b@x", (place) => (place % 2 === 0 ? 8 : 28))],
    });
    expect(analysis.users[1]!.recommended.seats).toEqual(["Revit"]);
    expect(poolOf(analysis).cover!.use.p50).toBe(480);
  });

  it("counts days on a seat that the mix gives up, as tokens", () => {
    const analysis = analysed({
      use: monthly("a@x", () => 4, "seat"),
      seats: [["a@x", "Revit"]],
      bought: [["Revit", 1, 2985, "C1", "2026-12-31"]],
    });
    expect(analysis.users[0]!.recommended.seats).toEqual([]);
    expect(poolOf(analysis).cover!.use.p50).toBe(480);
  });

  it("is unknown with fewer than four whole months, never none", () => {
    const estate = estateOf({
      period: ["2026-08-01", "2026-10-31"],
      use: monthly("a@x", (place) => (place > 8 ? 4 : 0)),
    });
    const analysis = analyse(estate, day("2026-10-31"), defaultAssumptions());
    expect(poolOf(analysis).bought).toBeGreaterThan(0);
    expect(poolOf(analysis).cover).toBeNull();
  });
});
