import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { helpPageOf, indexWithTable } from "../../examples/help-pages";
import { FUNCTIONS } from "../../src/functions/functions";

const FOLDER = join(__dirname, "../../docs/functions");
const committed = (page: string): string => readFileSync(join(FOLDER, page), "utf8");

test.each(FUNCTIONS.map((record) => [record.name, record] as const))(
  "the page of %s is what its record says; `npm run functions` writes it",
  (name, record) => {
    expect(committed(`${name.toLowerCase()}.md`)).toBe(helpPageOf(record));
  },
);

test("a page shows its arguments, a result of each kind, and the sentences of its errors", () => {
  const page = (name: string) => helpPageOf(FUNCTIONS.find((record) => record.name === name)!);
  expect(page("BREAKEVEN_DAYS")).toContain("`=BREAKEVEN_DAYS(seatPrice, tokensPerDay, tokenPrice, [per])`");
  expect(page("TRUEUP_COST")).toContain(
    "| `maxSeats` | Most seats that can be charged back | seats | no limit | whole, 0 or more; 0: no limit |",
  );
  expect(page("FLEXCOST")).toContain("| `=FLEXCOST({85;200}, 6, 3)` | 1,530; 3,600 |");
  expect(page("NOTICE_DATE")).toContain("| `=NOTICE_DATE(DATE(2026,12,31), 45)` | 2026-11-16 |");
  expect(page("RATCHET")).toContain(
    "| #VALUE! | use: a block of cells has no order. Give one row or one column. |",
  );
});

test("an error in the help must be an error", () => {
  const [first] = FUNCTIONS;
  expect(() => helpPageOf({ ...first!, refused: ["85, 6, 3"] })).toThrow(
    "=FLEXCOST(85, 6, 3) is not refused",
  );
});

test("the index lists every page with its question", () => {
  const index = committed("index.md");
  expect(index).toBe(indexWithTable(index));
  for (const { name, question } of FUNCTIONS)
    expect(index).toContain(`| [${name}](${name.toLowerCase()}.md) | ${question} |`);
  const pages = readdirSync(FOLDER).filter((file) => file !== "index.md");
  expect(pages.sort()).toEqual(FUNCTIONS.map(({ name }) => `${name.toLowerCase()}.md`).sort());
});

test("links between pages lead somewhere", () => {
  const pages = readdirSync(FOLDER);
  for (const page of pages)
    for (const [, target] of committed(page).matchAll(/\]\(([\w-]+\.md)/g)) expect(pages).toContain(target);
});
