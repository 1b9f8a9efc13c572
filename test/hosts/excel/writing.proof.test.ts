import { assumptionsSpec, sheetSpec, usersSpec } from "../specs";
import { MAX_BYTES } from "./office";
import { excel, opened } from "./opened";

/** Bytes of the largest request. */
const most = (): number => Math.max(...excel.traffic.map(({ request }) => request));

test("100,000 rows stay below what Excel takes, and so do thousands of cells that differ", async () => {
  const workbook = await opened();
  const days = Array.from({ length: 100_000 }, (_, n) => n % 31);
  await workbook.write([usersSpec(days), assumptionsSpec()]);
  const rows = most();
  const count = excel.traffic.length;
  expect(excel.model.sheet("Users")?.shown(100_002, 2)).toBe(((100_000 - 1) % 31) * 18);
  excel.forget();
  const cells = Array.from({ length: 9_000 }, (_, n) => ({
    row: n + 1,
    column: n % 7,
    value: n % 2 ? `'é${"\n".repeat(n % 50)}` : n,
    look: n % 3 ? ("input" as const) : ("title" as const),
  }));
  await workbook.write([sheetSpec({ key: "issues", name: "Issues", cells })]);
  // Nine requests write (at most 2.49 MB), and 17 read 400,000 cells again to compare them.
  expect([rows, most()].filter((bytes) => bytes > MAX_BYTES / 2)).toEqual([]);
  expect(count).toBeLessThanOrEqual(26);
});
