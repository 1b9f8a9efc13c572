import type { ReportInput } from "../../../src/sheets/report/report-input";
import { report } from "../../../src/sheets/report/report";
import { runAnalysis } from "../../../src/sheets/run";
import { NUMBER_FORMATS } from "../../../src/workbook/spec";
import { amountText, priceText } from "../../../src/engine/wording";
import { LATEST, sheetsOf } from "../read/sheets-of";
import { TANGLED } from "./tangled";

async function formatsIn(currency: string): Promise<Set<string | undefined>> {
  const set = [{ name: "Currency", value: currency }];
  const run = await runAnalysis([sheetsOf(TANGLED)], { today: LATEST, asOf: LATEST, set });
  const input: ReportInput = { ...run, dateSystem: 1900 };
  return new Set(
    report(input).flatMap(({ cells, tables, charts }) => [
      ...cells.map(({ format }) => format),
      ...charts.map(({ format }) => format),
      ...tables.flatMap(({ columns, rows }) => [...columns, ...rows.flat()].map(({ format }) => format)),
    ]),
  );
}

test("prices in yen have no decimals in any sheet, and prices in dollars do", async () => {
  const [yen, dollars] = [await formatsIn("JPY"), await formatsIn("USD")];
  expect([yen.has("price"), yen.has("whole price")]).toEqual([false, true]);
  expect([dollars.has("price"), dollars.has("whole price")]).toEqual([true, false]);
  expect(NUMBER_FORMATS["whole price"]).not.toContain(".00");
});

test("sentences on yen have none either", () => {
  expect(amountText(300_123.4, "JPY")).toBe("300,123");
  expect(amountText(2030.5, "USD")).toBe("2,030.50");
  expect(priceText(450)).toBe("450");
  expect(priceText(2.7)).toBe("2.70");
});
