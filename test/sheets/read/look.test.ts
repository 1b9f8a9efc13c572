import { lookAt } from "../../../src/sheets/read/look";
import { LATEST, sheetsOf, table } from "./sheets-of";

const look = (sheets: Parameters<typeof sheetsOf>[0], options: Parameters<typeof sheetsOf>[1] = {}) =>
  lookAt(sheetsOf(sheets, options), { latest: LATEST });

const RATES = table("Product, Tokens per day\nRevit, 10");

test("says of each sheet what it holds, or why that is not known", async () => {
  const seen = await look({ Rates: RATES, Notes: table("a, b\n1, 2"), Empty: [] });
  expect(seen.map(({ file, sheet, kind }) => [file, sheet.name, kind])).toEqual([
    ["input.xlsx", "Rates", "Rates"],
    ["input.xlsx", "Notes", undefined],
    ["input.xlsx", "Empty", undefined],
  ]);
  expect(seen[1]?.reason).toContain("headers of a table that is known");
  expect(seen[2]?.reason).toBe("The sheet is empty.");
});

test("leaves out results of ours, but not tables that people fill for us", async () => {
  const ours = { Users: "users", Rates: "template-rates" } as const;
  const seen = await look({ Users: RATES, Rates: RATES }, { ours });
  expect(seen.map(({ sheet }) => sheet.name)).toEqual(["Rates"]);
});

test("reads no further than the header may stand", async () => {
  let blocks = 0;
  const reader = sheetsOf({ Rates: [] });
  const endless = {
    ...reader,
    rows: async function* () {
      for (let row = 1; ; row += 10) {
        blocks++;
        yield Array.from({ length: 10 }, (_, n) => ({ row: row + n, cells: ["x", n] }));
      }
    },
  };
  await lookAt(endless, { latest: LATEST });
  expect(blocks).toBe(3);
});
