import fc from "fast-check";
import { parseIsoDay } from "../../../src/engine/calendar";
import { openCsv } from "../../../src/hosts/csv";
import { read } from "../../../src/sheets/read/read";
import { CodedRow } from "../../../src/workbook/coded-row";
import type { SheetReader } from "../../../src/workbook/reader";

/** The same rows without codes, so that every cell of each row is read. */
const withoutCodes = (reader: SheetReader): SheetReader => ({
  ...reader,
  async *rows(sheet, signal) {
    for await (const block of reader.rows(sheet, signal))
      yield block.map((row) => (row instanceof CodedRow ? { row: row.row, cells: row.cells } : row));
  },
});

const latest = parseIsoDay("2026-10-31")!;
const readCsv = (text: string) => openCsv("use.csv", new TextEncoder().encode(text));

const HEADERS = [
  "team_alias,offering_name,product_name,version,day_used,access_option,hashed_autodesk_id,email,first_name,tokens_used",
  "email,product_name,day_used,access_option,tokens_used,department,machine",
  ",,email,product_name,day_used,version",
  "product_name,day_used,tokens_used,feature,email",
  "machine,product_name,day_used,version,email",
];

/** Cells that a column of this header may hold: most of them good and repeated, some odd. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  team_alias: ["Team A", "Team A", "Team B", "", "Total", "Subtotal Q1", "team_alias", "N/A", "#N/A"],
  offering_name: ["Revit", "Flex", "AutoCAD", "Revit", ""],
  product_name: ["Revit", "Revit", "AutoCAD", "revit ", '"Revit, LT"', "", "product_name"],
  version: ["2026", "#N/A", "2025", "", "#N/A"],
  feature: ["", "", "Render", "render\u200b"],
  day_used: [
    "2026-01-05",
    "2026-01-06",
    "2026-01-07",
    "2026-01-08",
    "13/01/2026",
    "05/06/2026",
    "46027",
    "soon",
    "2027-01-01",
    "",
  ],
  access_option: ["Seats", "Seats", "Tokens", "seat", "other"],
  hashed_autodesk_id: ["h1", "h1", "h2", "", "***"],
  email: [
    "a@x.com",
    "a@x.com",
    "b@x.com",
    "A@X.com ",
    "c@x.com",
    "",
    "***",
    "jÃ¶rg@x.com",
    "Total",
    "a note",
  ],
  first_name: ["Ann", "Ann", "Bo", "", "#N/A"],
  tokens_used: ["", "7", "7", "0.5", "1.234", "1,5", "-2", "x", "n/a", "#N/A"],
  department: ["Dep", "Dep", "", "Abt", "#N/A"],
  machine: ["m1", "m2", "Total", "m3", "m4"],
  "": ["", "", "", " ", "beside"],
};

const quoted = (cell: string): string => (/^"|^$/.test(cell) || !cell.includes(",") ? cell : `"${cell}"`);

/** Lines of a table: most of them say another day and other tokens of one of two users. */
const csv = fc.constantFrom(...HEADERS).chain((header) => {
  const names = header.split(",");
  const of = (name: string, upTo: number) => fc.constantFrom(...CELLS[name]!.slice(0, upTo));
  const user = fc.tuple(...names.map((name) => of(name, 3)));
  const odd = fc.tuple(...names.map((name) => of(name, 99)));
  const lineOf = (cells: readonly string[]): string => cells.map(quoted).join(",");
  const others = [
    "",
    "",
    ",,",
    " ",
    "Total,,,7",
    "Prices below",
    header,
    "Product,Price",
    lineOf(names.map(() => "x")),
  ];
  return fc.tuple(user, user).chain((users) => {
    const day = fc.record({
      user: fc.constantFrom(...users),
      day: of("day_used", 4),
      tokens: of("tokens_used", 3),
    });
    const again = day.map((one) =>
      lineOf(names.map((name, n) => ({ day_used: one.day, tokens_used: one.tokens })[name] ?? one.user[n]!)),
    );
    const line = fc.oneof(
      { weight: 16, arbitrary: again },
      { weight: 3, arbitrary: odd.map(lineOf) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(user, odd, fc.nat(9))
          .map(([a, b, at]) => lineOf(a.map((cell, n) => (n === at ? b[n]! : cell)))),
      },
      { weight: 1, arbitrary: again.map((text) => `${text}${",".repeat(12)}beside,1`) },
      { weight: 2, arbitrary: fc.constantFrom(...others) },
    );
    return fc
      .tuple(fc.array(line, { minLength: 1, maxLength: 80 }), fc.constantFrom("\n", "\r\n"))
      .map(([lines, end]) => [header, ...lines].join(end));
  });
});

test("rows that repeat cells are read as if every cell were read: use, people, issues with row and column, counts", async () => {
  await fc.assert(
    fc.asyncProperty(csv, async (text) => {
      const [again, each] = [
        await read([readCsv(text)], { latest }),
        await read([withoutCodes(readCsv(text))], { latest }),
      ];
      expect(again).toEqual(each);
    }),
    { numRuns: 400 },
  );
});

test("a row is taken again for its day and tokens alone, and of a blank and a 0", async () => {
  const row = (day: string, tokens: string, mail = "a@x.com") => `${mail},Revit,${day},Tokens,${tokens}`;
  const text = [
    "email,product_name,day_used,access_option,tokens_used",
    row("2026-01-05", "7"),
    row("2026-01-06", ""),
    row("2026-01-07", "0"),
    // From here on, every cell stood in an earlier row.
    row("2026-01-07", "7", "A@x.com"),
    row("2026-01-06", "7"),
    row("2026-01-05", ""),
    row("2026-01-07", ""),
  ].join("\n");
  const { estate, counts, issues } = await read([readCsv(text)], { latest });
  expect(counts).toMatchObject([{ rows: 7, used: 3 }]);
  expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  const { use } = estate;
  const rows = Array.from({ length: use.length }, (_, n) => [
    use.row[n],
    use.day[n]! - use.day[0]!,
    use.tokens[n],
  ]);
  // One person, product, variant and day in one export is one row: that with most tokens.
  expect(rows).toEqual([
    [2, 0, 7],
    [6, 1, 7],
    [5, 2, 7],
  ]);
});
