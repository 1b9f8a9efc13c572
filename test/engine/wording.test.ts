import {
  counted,
  finePercent,
  forPool,
  listed,
  poolName,
  priceText,
  wholeNumber,
} from "../../src/engine/wording";

describe("numbers in sentences", () => {
  it("are whole, with a comma after every third digit from the right", () => {
    expect([999, 1000, 1234.5, 1_234_567, 12_345_678].map(wholeNumber)).toEqual([
      "999",
      "1,000",
      "1,235",
      "1,234,567",
      "12,345,678",
    ]);
    expect([1.4, -1234].map(wholeNumber)).toEqual(["1", "-1,234"]);
  });

  it("show a price with two decimals, or up to four where it has them", () => {
    expect([3, 2.7, 2.695, 2.6951, 10].map(priceText)).toEqual(["3.00", "2.70", "2.695", "2.6951", "10.00"]);
  });

  it("show a small share in thousandths of a percent", () => {
    expect(finePercent(0.00012)).toBe("0.012 %");
    expect(finePercent(1)).toBe("100.000 %");
  });

  it("count in the singular for exactly 1", () => {
    expect([0, 1, 2, 1200].map((n) => counted(n, "seat"))).toEqual([
      "0 seats",
      "1 seat",
      "2 seats",
      "1,200 seats",
    ]);
    expect([1, 2].map((n) => counted(n, "person", "people"))).toEqual(["1 person", "2 people"]);
  });
});

describe("names in sentences", () => {
  it("are joined by commas, the last by and", () => {
    expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(listed)).toEqual(["", "A", "A and B", "A, B and C"]);
  });

  it("name a pool where there are several", () => {
    const [north, nameless] = [{ pool: "North" }, { pool: null }];
    expect([poolName(north, 2), poolName(nameless, 2), poolName(nameless, 1)]).toEqual([
      "North",
      "no pool named",
      "one for all",
    ]);
    expect([forPool(north, 2), forPool(nameless, 2), forPool(north, 1)]).toEqual([
      " for North",
      " for no pool named",
      "",
    ]);
  });
});
