import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile } from "../../src/hosts/files";
import { newXlsx } from "../../src/hosts/xlsx/xlsx";
import { report } from "../../src/sheets/report/report";
import { runAnalysis } from "../../src/sheets/run";
import { day } from "../engine/estate-of";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "pages-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("each sheet of the sample prints on one page, but Users and Assumptions on three, and Scenarios, Token plan, True-down, Letters and Harvest on two", async () => {
  const file = await openFile(join(__dirname, "../../examples/design-firm.xlsx"));
  const specs = report({
    ...(await runAnalysis([file], { today: day("2026-11-15"), set: [] })),
    dateSystem: 1900,
  });
  expect(specs[0]).toMatchObject({ key: "renewal", page: { fit: "one page" } });
  const book = newXlsx("pages.xlsx");
  await book.write(specs);
  writeFileSync(join(folder, "pages.xlsx"), book.toBytes());
  execFileSync("soffice", [
    `-env:UserInstallation=file://${folder}/profile`,
    ...["--headless", "--convert-to", "pdf", "--outdir", folder, join(folder, "pages.xlsx")],
  ]);
  const pages = readFileSync(join(folder, "pages.pdf"), "latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  // Two letters and two drafts of clauses are two pages of text.
  expect(pages.length).toBeGreaterThanOrEqual(specs.length);
  expect(pages.length).toBeLessThanOrEqual(specs.length + 8);
});
