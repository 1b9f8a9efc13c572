import { brief, kinds, readCsv, readSheets, table } from "./sheets-of";

const HEADERS = "Quote,Offering,Seats,Tokens,Price,Term years,Discount,Currency";

describe("Quotes", () => {
  it("reads our columns, seats and tokens", async () => {
    const reading = await readCsv(`${HEADERS}
      Q1,AutoCAD,20,,1900,3,5 %,
      Q1,Flex,,5000,2.8,,,`);
    expect(kinds(reading)).toEqual(["Quotes"]);
    expect(reading.issues).toEqual([]);
    expect(reading.estate.quotes).toEqual([
      { quote: "Q1", offering: null, tokens: 5000, price: 2.8, origin: { source: 0, row: 3 } },
      {
        quote: "Q1",
        offering: "AutoCAD",
        seats: 20,
        price: 1900,
        termYears: 3,
        discount: 0.05,
        origin: { source: 0, row: 2 },
      },
    ]);
  });

  it("names what it cannot read, row by row", async () => {
    const reading = await readCsv(`${HEADERS}
      Q1,AutoCAD,,,1900,,,
      Q1,Revit,20,,,,,
      Q1,Maya,,500,2900,,,
      Q1,Flex,20,500,3,,,
      Q1,3ds Max,0,,1900,,,
      Q1,AutoCAD LT,5,,500,3,1,
      Q1,Mudbox,5,,500,30,,
      ,Mudbox,5,,500,3,,
      Q2,AutoCAD,5,,1900,,,
      q2,AutoCAD,6,,1900,,,`);
    expect(brief(reading.issues)).toEqual([
      ["blank-cell", 2, "Seats"],
      ["blank-cell", 3, "Price"],
      ["blank-cell", 4, "Seats"],
      ["quote-in-both", 4, undefined],
      ["quote-in-both", 5, undefined],
      ["zero-is-unknown", 6, undefined],
      ["one-or-percent", 7, "Discount"],
      ["too-many-years", 8, "Term years"],
      ["blank-cell", 9, "Quote"],
      ["entries-differ", 11, undefined],
    ]);
    // Rows without a price or a quantity stay, so that their quote is known not to be whole.
    expect(reading.estate.quotes.map(({ offering }) => offering)).toEqual(["AutoCAD", "Revit", "AutoCAD"]);
  });

  it("in another currency without a rate have no price", async () => {
    const { estate, issues } = await readSheets({
      Quotes: table(`${HEADERS}\nQ1,AutoCAD,20,,1900,,,EUR`),
      Bought: table("offering_name,seat_quantity,Unit price,Currency\nAutoCAD,4,2000,USD"),
    });
    expect(issues.some(({ code }) => code === "other-currency")).toBe(true);
    expect(estate.quotes).toMatchObject([{ offering: "AutoCAD", seats: 20 }]);
    expect(estate.quotes.some(({ price }) => price !== undefined)).toBe(false);
  });
});
