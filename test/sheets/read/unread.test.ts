import { NOT_CALCULATED } from "../../../src/workbook/cells";
import { brief, readSheets } from "./sheets-of";

describe("a formula without a stored value", () => {
  it("is neither blank nor 0: the row is skipped, and the cell is named", async () => {
    const reading = await readSheets({
      Offers: [
        ["Offering", "Price per year"],
        ["Revit", NOT_CALCULATED],
        ["AutoCAD", 1900],
      ],
    });
    expect(reading.estate.offers).toMatchObject([{ offering: "AutoCAD", pricePerYear: 1900 }]);
    expect(brief(reading.issues)).toEqual([["no-stored-value", 2, "Price per year"]]);
    expect(reading.issues[0]?.message).toContain("save it");
  });
});
