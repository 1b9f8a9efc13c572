import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { placeOf, wholeJob } from "./job-in";

const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

test("the whole job on the sample: looks, analyses, writes, shows", async () => {
  const workbook = openXlsx("design-firm.xlsx", new Uint8Array(readFileSync(SAMPLE)));
  const answer = await wholeJob(placeOf(workbook, [workbook]));
  expect(answer?.asOf).toBe("2026-10-31");
  expect(answer?.statements).toContainEqual(expect.objectContaining({ text: "Shelfware", value: 11 }));
  expect(answer?.statements).toContainEqual(
    expect.objectContaining({ kind: "ask", text: "Renew 25 fewer AEC Collection seats" }),
  );
});
