import { NOT_CALCULATED } from "../../../src/workbook/cells";
import { brief, readSheets } from "./sheets-of";

describe("a formula without a stored value", () => {
  it("is neither blank nor 0: the price is unknown, and the cell is named", async () => {
    const reading = await readSheets({
      Offers: [
        ["Offering", "Price per year"],
        ["Revit", NOT_CALCULATED],
        ["AutoCAD", 1900],
      ],
    });
    expect(reading.estate.offers).toMatchObject([
      { offering: "AutoCAD", pricePerYear: 1900 },
      { offering: "Revit" },
    ]);
    expect(reading.estate.offers[1]).not.toHaveProperty("pricePerYear");
    expect(brief(reading.issues)).toEqual([["no-stored-value", 2, "Price per year"]]);
    expect(reading.issues[0]?.message).toContain("save it");
  });
});
