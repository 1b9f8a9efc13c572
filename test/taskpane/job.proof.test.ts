import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { jobIn, placeOf, said } from "./job-in";

const SAMPLE = join(__dirname, "..", "..", "examples", "design-firm.xlsx");

test("the whole job on the sample: looks, analyses, writes, shows", async () => {
  const workbook = openXlsx("design-firm.xlsx", new Uint8Array(readFileSync(SAMPLE)));
  const { place, shown } = placeOf(workbook, [workbook]);
  const { job, states } = jobIn(place);
  await job.look();
  expect(job.current().seen.map(({ kind }) => kind)).toContain("Subscriptions");
  expect(job.current().missing.join(" ")).not.toContain("Subscriptions");
  await job.analyse();
  const { answer, doing, notice } = job.current();
  expect(doing).toBeNull();
  expect(notice).toBeNull();
  expect(answer?.asOf).toBe("2026-10-31");
  expect(answer?.statements).toContainEqual(expect.objectContaining({ text: "Shelfware", value: 11 }));
  expect(answer?.statements).toContainEqual(
    expect.objectContaining({ kind: "ask", text: "Renew 25 fewer AEC Collection seats" }),
  );
  expect(said(states).at(-1)).toBe("Writing the answer");
  expect(shown).toEqual(["renewal"]);
  expect((await workbook.sheets()).filter(({ ours }) => ours)).toHaveLength(15);
});
