import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { evidence } from "../../../src/engine/evidence/statements";
import { rate, tokens } from "../../../src/engine/units";
import { day, estateOf, type Given } from "../estate-of";

const asked = (given: Given, currency = "USD"): string[] =>
  evidence(analyse(estateOf(given), day("2026-10-31"), { ...defaultAssumptions(), currency })).filter(
    (text) => text.includes("list price"),
  );
const seatAt = (price: number, offering = "AutoCAD"): Given => ({ bought: [[offering, 5, price]] });
const tokenAt = (price: number): Given => ({
  rest: { tokenTiers: [{ minimum: tokens(0), unitPrice: rate(price), reference: "test" }] },
});

describe("a price that is far from the list price", () => {
  it("of a token or a seat is asked about, with both prices", () => {
    expect(asked(tokenAt(0.001))).toEqual([
      "The price of a token is given as 0.001 USD, and the list price is about 3: check it first, because the amounts and the advice rest on it",
    ]);
    expect(asked(seatAt(18.5))).toEqual([
      "The price of a seat of AutoCAD is given as 18.5 USD, and the list price is about 2030: check it first, because the amounts and the advice rest on it",
    ]);
    expect(asked(seatAt(185_000))).toHaveLength(1);
    expect(asked(tokenAt(300))).toHaveLength(1);
  });

  it("is not asked about where it is a discount, free, of an offering without a default, or in another currency", () => {
    for (const given of [seatAt(1850), seatAt(18.5, "Vault"), tokenAt(1.5), tokenAt(0)])
      expect(asked(given)).toEqual([]);
    expect(asked(seatAt(185_000), "JPY")).toEqual([]);
  });
});
