import { mergedText } from "../../../src/engine/pool/purchase-texts";
import { money } from "../../../src/engine/units";

describe("what merging the pools would save", () => {
  const said = (apart: number, merged: number) =>
    mergedText({ apart: money(apart), merged: money(merged) }, 2);

  it("is said as more, as less, or as the same where the difference rounds to nothing", () => {
    expect(said(4950, 4200)).toBe(
      "As one pool the 2 pools are expected to cost 750 less in the next twelve months (4,200 in place of 4,950)",
    );
    expect(said(4200, 4950)).toBe(
      "As one pool the 2 pools are expected to cost 750 more in the next twelve months (4,950 in place of 4,200)",
    );
    expect(said(11070.2, 11070)).toBe(
      "As one pool the 2 pools are expected to cost as much in the next twelve months as apart (11,070)",
    );
  });
});
