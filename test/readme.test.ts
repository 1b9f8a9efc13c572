import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answer } from "../src/cli/answer";
import { runAnalysis } from "../src/sheets/run";
import { openFile } from "../src/hosts/files";
import { day } from "./engine/estate-of";

const ROOT = join(__dirname, "..");

it("README shows what the sample's run prints", async () => {
  const sample = await openFile(join(ROOT, "examples/design-firm.xlsx"));
  const printed = answer(await runAnalysis([sample], { today: day("2026-11-15"), set: [] }));
  const [beforePool] = printed.split("\n\nToken pool");
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(`\`\`\`\n${beforePool ?? ""}\n\`\`\``);
});
