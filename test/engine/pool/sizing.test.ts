import { defaultAssumptions, type Season } from "../../../src/engine/assumptions";
import { bufferOf, seasonBuffers } from "../../../src/engine/pool/sizing";
import { tokens } from "../../../src/engine/units";

const highMonths = (season: Season) =>
  seasonBuffers({ ...defaultAssumptions(), season }).flatMap((buffer, i) => (buffer === 0.25 ? [i + 1] : []));

describe("the season rule's buffers", () => {
  it("are high from June to August in AEC", () => {
    expect(highMonths("AEC")).toEqual([6, 7, 8]);
    expect(seasonBuffers({ ...defaultAssumptions(), season: "AEC" })).toHaveLength(12);
  });

  it("are high from October to December in manufacturing, and never in a steady year", () => {
    expect(highMonths("manufacturing")).toEqual([10, 11, 12]);
    expect(highMonths("steady")).toEqual([]);
  });
});

describe("the buffer of a scenario's pool", () => {
  const year = tokens(420_000);
  const of = (poolRule: "buffer" | "season" | "peak", peak: number | null) =>
    bufferOf({ ...defaultAssumptions(), poolRule, season: "AEC" }, year, peak === null ? null : tokens(peak));

  it("is the pool buffer, whatever the months show", () => {
    expect(of("buffer", 42_000)).toBe(0.1);
  });

  it("is the season rule's addition to the year: 493,500 for 420,000", () => {
    expect(of("season", null)).toBeCloseTo(493_500 / 420_000 - 1, 12);
  });

  it("is the peak rule's addition to the year: 579,600 for 420,000", () => {
    expect(of("peak", 42_000)).toBeCloseTo(579_600 / 420_000 - 1, 12);
  });

  it("is unknown under the peak rule without months", () => {
    expect(of("peak", null)).toBeNull();
  });
});
