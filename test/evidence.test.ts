import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

it("docs/evidence.md names only tests that exist", () => {
  const sources = testFiles(__dirname).map((path) => readFileSync(path, "utf8"));
  const doc = readFileSync(join(ROOT, "docs/evidence.md"), "utf8");
  const rows = doc.split("\n").filter((line) => line.startsWith("| ") && line.endsWith("` |"));
  expect(rows.length).toBeGreaterThan(20);
  const named = [...rows.join("\n").matchAll(/\| `([^`]+)` \|/g)].map(([, name]) => name!);
  expect(named).toHaveLength(rows.length);
  const isTest = (name: string): boolean =>
    sources.some((source) => source.includes(`"${name}"`) || source.includes(`"${name} (%s)"`));
  expect(named.filter((name) => !isTest(name))).toEqual([]);
});
