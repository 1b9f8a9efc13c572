import type { Analysis } from "../../../src/engine/analysis";
import { placeText, recoveryOf } from "../../../src/engine/negotiation/recovery";
import { fraction, seats } from "../../../src/engine/units";
import { typicalPlace } from "../../../src/engine/rules/typical-recovery";

type Row = readonly [bought: number | null, shelfware: number | null];

const known = (n: number | null) => (n === null ? null : seats(n));
const recovered = (rows: readonly Row[], droppable: readonly (number | null)[]) =>
  recoveryOf({
    reconciliations: rows.map(([bought, shelfware]) => ({
      bought: known(bought),
      shelfware: known(shelfware),
    })),
    trueDowns: droppable.map((n) => ({ droppable: known(n) })),
  } as unknown as Analysis);

describe("an estate beside typical ones", () => {
  it("has the shares of all seats bought", () => {
    expect(
      recovered(
        [
          [60, 10],
          [40, 10],
        ],
        [5, 10],
      ),
    ).toMatchObject({ bought: 100, shelfware: 0.2, droppable: 0.15 });
  });

  it("has no share where a number is unknown, and none without seats", () => {
    expect(recovered([[60, null]], [5])).toMatchObject({ shelfware: null, place: null });
    expect(recovered([[60, 6]], [5, null])).toMatchObject({ shelfware: 0.1, droppable: null });
    expect(recovered([[null, 6]], [5])).toBeNull();
    expect(recovered([[0, 0]], [])).toBeNull();
    expect(recovered([[1, 0]], [])).toMatchObject({ bought: 1, shelfware: 0, droppable: 0 });
  });

  it.each([
    [0.05, "below an estate that is recently rationalised (8.0 % to 12.0 %)"],
    [0.08, "as in an estate that is recently rationalised (8.0 % to 12.0 %)"],
    [0.13, "between recently rationalised (8.0 % to 12.0 %) and stable and mature (15.0 % to 25.0 %)"],
    [0.25, "as in an estate that is stable and mature (15.0 % to 25.0 %)"],
    [0.5, "above an estate that is post-acquisition, overlapping (30.0 % to 45.0 %)"],
  ])("a share of %d stands in words", (share, text) => {
    expect(placeText(typicalPlace(fraction(share)))).toBe(text);
  });

  it("has no words without a row", () => {
    expect(placeText({ below: null, above: null })).toBe("");
  });
});
