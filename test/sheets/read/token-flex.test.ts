import { baselineOf } from "../../../src/engine/usage/baseline";
import { brief, day, kinds, readCsv } from "./sheets-of";

describe("Token Flex", () => {
  it("reads the enterprise csv with its trailing comma", async () => {
    const reading =
      await readCsv(`contractYear,tokenPool,usageCategory,usageDate,productLineCode,productName,tokensConsumed,
      1,CY,CLOUD_PRODUCT,2011-01-01 00:00:00,F360PRO,Fusion 360 - Ultimate,45.0,
      1,CY,DESKTOP_PRODUCT,2011-01-03 00:00:00,FCMPLH,N/A,3.0,
      1,CY,DESKTOP_PRODUCT,2011-01-03 00:00:00,FCMPLH,N/A,3.0,
      1,CY,DESKTOP_PRODUCT,2011-01-03 00:00:00,FCMPLH,N/A,3.5,`);
    expect(kinds(reading)).toEqual(["Token Flex"]);
    expect(reading.estate.products).toEqual(["Fusion 360 - Ultimate", "N/A (FCMPLH)"]);
    expect([...reading.estate.use.tokens]).toEqual([45, 3.5, 3, 3]);
    expect(reading.estate.use.day[0]).toBe(day("2011-01-01"));
    expect(brief(reading.issues)).toEqual([
      ["no-people", undefined, undefined],
      ["unnamed-product", 3, undefined],
    ]);
  });

  it("reads fractions, credits and the noise of binary fractions as they are", async () => {
    const reading = await readCsv(`usageCategory,usageDate,productName,tokensConsumed
      CLOUD_SERVICE,2026-01-01,Translation,0.5
      MANUAL_ADJUSTMENT,2026-01-02,Revit,-50
      DESKTOP_PRODUCT,2026-01-03,Revit,7.000000000000001`);
    expect([...reading.estate.use.tokens].sort((a, b) => a - b)).toEqual([-50, 0.5, 7]);
    expect(reading.counts).toMatchObject([{ rows: 3, used: 3 }]);
  });

  it("knows an adjustment by its category, whatever its sign", async () => {
    const { estate } = await readCsv(`usageCategory,usageDate,productName,tokensConsumed
      MANUAL_ADJUSTMENT,2026-01-02,Revit,40
      DESKTOP_PRODUCT,2026-01-03,Revit,10`);
    const { adjustments, charges } = baselineOf(estate.use, 0, estate.sources);
    expect(adjustments).toEqual([{ person: -1, product: 0, day: day("2026-01-02"), tokens: 40 }]);
    expect(charges.tokens).toEqual([10]);
  });
});
