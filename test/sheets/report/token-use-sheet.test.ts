import { report } from "../../../src/sheets/report/report";
import { runAnalysis } from "../../../src/sheets/run";
import { day, sheetsOf } from "../read/sheets-of";

const MONTHS = Array.from({ length: 12 }, (_, i) =>
  new Date(Date.UTC(2025, 10 + i, 1)).toISOString().slice(0, 7),
);

/** The heading of the budgets of departments whose years begin on these days. */
async function headingOf(...starts: readonly string[]): Promise<string | undefined> {
  const tables = sheetsOf({
    Usage: [
      ["Email", "Product", "Day used", "Access option", "Tokens used"],
      ...MONTHS.flatMap((month) =>
        ["01", "15", "28"].map((one) => ["ann@x.com", "Revit", `${month}-${one}`, "Flex", 10]),
      ),
    ],
    "Token budgets": [
      ["Department", "From", "Tokens a year"],
      ...starts.map((start, i) => [`D${i}`, start, 500]),
    ],
    Users: [
      ["Email", "Department"],
      ...starts.map((_, i) => [`${i === 0 ? "ann" : `p${i}`}@x.com`, `D${i}`]),
    ],
  });
  const run = await runAnalysis([tables], { today: day("2026-10-31"), set: [] });
  const specs = report({ ...run, dateSystem: 1900 });
  const budgets = specs.flatMap((spec) => spec.tables).find(({ name }) => name === "SeatwiseTokenBudgets")!;
  const cells = specs.find(({ key }) => key === "token-use")!.cells;
  const above = cells.find(({ row, column }) => row === budgets.at.row - 1 && column === budgets.at.column);
  return above?.value as string | undefined;
}

const PLAIN = "Budgets: drawn to date, and by the end of the year by the forecast";

test("the heading of the budgets says why one is unknown, as the column that says it does not print", async () => {
  const why = (name: string, month: string): string =>
    `Department ${name}: the exports do not cover all of ${month}`;
  expect(await headingOf("2026-01-01")).toBe(PLAIN);
  expect(await headingOf("2026-01-01", "2025-06-01")).toBe(`${PLAIN}. Unknown: ${why("D1", "2025-06")}`);
  const four = ["2025-06-01", "2025-07-01", "2025-08-01", "2025-09-01"];
  expect(await headingOf(...four)).toBe(
    `${PLAIN}. Unknown: ${why("D0", "2025-06")}; ${why("D1", "2025-07")}; ${why("D2", "2025-08")}; and 1 more`,
  );
});
