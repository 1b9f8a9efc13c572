import { defaultAssumptions } from "../../../src/engine/assumptions";
import { whatIf } from "../../../src/engine/renewal/what-if";
import { rate, type SeatPrice } from "../../../src/engine/units";

describe("a product at 1 to 22 days a month (DOMAIN §4)", () => {
  /** 6 tokens a day at 3: 12 × 6 × 3 = 216 for each day a month. */
  const table = (seatPrice: SeatPrice) =>
    whatIf({ product: "AutoCAD", tokensPerDay: rate(6), seatPrice }, rate(3), defaultAssumptions());

  it("costs a year's tokens on Flex, and the same on a seat", () => {
    const rows = table(rate(1800));
    expect(rows).toHaveLength(22);
    expect(rows[0]).toMatchObject({
      daysPerMonth: 1,
      tokens: 72,
      onFlex: 216,
      onSeat: 1800,
      product: "AutoCAD",
    });
    expect(rows[21]).toMatchObject({ daysPerMonth: 22, tokens: 1584, onFlex: 4752, onSeat: 1800 });
  });

  it("crosses where the seat first costs no more: 8 × 216 = 1,728, 9 × 216 = 1,944", () => {
    const crossing = (price: SeatPrice) =>
      table(price).flatMap((row) => (row.crossing ? [row.daysPerMonth] : []));
    expect(crossing(rate(1728))).toEqual([8]);
    expect(crossing(rate(1729))).toEqual([9]);
    expect(crossing(rate(1))).toEqual([1]);
    expect(crossing(rate(9000))).toEqual([]);
  });

  it("is medium use from 8 days a month on, and heavy from 18", () => {
    const uses = table(rate(1800)).map(({ use }) => use);
    expect([uses[6], uses[7], uses[16], uses[17]]).toEqual(["light", "medium", "medium", "heavy"]);
  });
});
