import { analyse } from "../../../src/engine/analyse";
import { defaultAssumptions } from "../../../src/engine/assumptions";
import { evidence } from "../../../src/engine/evidence/statements";
import { money, rate, tokens } from "../../../src/engine/units";
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

  it("is asked about in one sentence for tokens and one for seats, however many there are", () => {
    const pack = (price: number, n: number, purchased: string) => ({
      ...{ purchased: day(purchased), tokens: tokens(n), price: money(price), by: "Token packs" as const },
      origin: { source: 0, row: 2 },
    });
    const rest = {
      packs: [pack(3, 500, "2026-01-05"), pack(1500, 500, "2026-02-05"), pack(0, 500, "2026-03-05")],
    };
    // 3 for 500 tokens is 0.006 a token; 1,500 is the list price; 0 is free.
    expect(asked({ rest })).toEqual([
      "The price of a token bought on 2026-01-05 is given as 0.006 USD, and the list price is about 3: check it first, because the amounts and the advice rest on it",
    ]);
    const both = { rest: { ...rest, ...tokenAt(300).rest } };
    expect(asked(both)).toEqual([
      "2 prices are far from the list prices, in USD: 300 for a token (list: about 3) and 0.006 for a token bought on 2026-01-05 (list: about 3). Check them first, because the amounts and the advice rest on them",
    ]);
    const seats: Given = {
      bought: [
        ["AutoCAD", 5, 18.5],
        ["AutoCAD", 6, 18.5],
        ["AutoCAD", 6, 19.5],
        ["Revit", 5, 20],
        ["AutoCAD LT", 5, 5],
      ],
    };
    expect(asked(seats)).toHaveLength(1);
    expect(asked(seats)[0]).toMatch(
      /^4 prices are far .* 20 for a seat of Revit \(list: about 2985\) and 1 more\. Check/,
    );
  });
});
