import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES } from "../../examples/functions";
import { fromSerial, isoDay } from "../../src/engine/calendar";
import type { DayNumber } from "../../src/engine/units";
import { evaluate, FUNCTIONS, shown } from "./excel";
import { functions } from "./functions.json";

const FOLDER = join(__dirname, "../../docs/functions");
const pageOf = (id: string): string => readFileSync(join(FOLDER, `${id.toLowerCase()}.md`), "utf8");

/** The rows of a table below a heading, without the header's. */
const tableUnder = (page: string, heading: string): string[][] =>
  [...(page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "").matchAll(/^\| (.*) \|$/gm)]
    .slice(1)
    .map(([, row]) => (row ?? "").split(" | ").map((cell) => cell.trim().replace(/^`(.*)`$/, "$1")));

/** A value as a reader sees it. */
function asShown(id: string, value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((row: unknown[]) => row.map((cell) => asShown(id, cell)).join(", ")).join("; ");
  }
  if (typeof value !== "number") return String(value);
  if (id.endsWith("_DATE")) return isoDay(fromSerial(value, 1900) as DayNumber);
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

describe.each(Object.keys(FUNCTIONS))("the page of %s", (id) => {
  const page = pageOf(id);

  test("begins with its name and names its arguments in order", () => {
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    const parameters = functions.find((one) => one.id === id)?.parameters ?? [];
    const names = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(names).toEqual(parameters.map(({ name }) => name));
    const signature = parameters.map((one) => ("optional" in one ? `[${one.name}]` : one.name)).join(", ");
    expect(page).toContain(`\`=${id}(${signature})\``);
  });

  test("shows every example", () => {
    const examples = EXAMPLES.filter(({ name }) => name === id);
    expect(tableUnder(page, "Examples")).toEqual(
      examples.map((one) => [`=${id}(${one.arguments})`, asShown(id, one.result)]),
    );
  });

  test("its errors are what the function says", () => {
    const rows = tableUnder(page, "Errors");
    expect(rows.length).toBeGreaterThan(0);
    for (const [formula, code, sentence] of rows) {
      expect(
        evaluate(formula as string)
          .flat()
          .map(shown),
      ).toContainEqual({ code, sentence });
    }
  });
});

test("the index lists every page with its question", () => {
  const index = pageOf("index");
  const pages = readdirSync(FOLDER).filter((file) => file !== "index.md");
  expect(pages.sort()).toEqual(
    Object.keys(FUNCTIONS)
      .map((id) => `${id.toLowerCase()}.md`)
      .sort(),
  );
  for (const id of Object.keys(FUNCTIONS)) {
    const question = pageOf(id).split("\n")[2] ?? "";
    expect(index).toContain(`| [${id}](${id.toLowerCase()}.md) | ${question} |`);
  }
});
