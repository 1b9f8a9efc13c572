import fc from "fast-check";
import Papa from "papaparse";
import type { Row } from "../../src/workbook/cells";
import { openCsv, openLargeCsv, bytePieces } from "../../src/hosts/csv";
import { readAll } from "./contract";

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array): Promise<Row[]> =>
  readAll(openCsv("out/usage.log.csv", typeof text === "string" ? utf8(text) : text), "usage.log");
const cells = async (text: string | Uint8Array) => (await read(text)).map((row) => row.cells);

const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let n = 0; n < text.length; n++) view.setUint16(n * 2, text.charCodeAt(n), littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ["commas", "a,b\n1,2\n", "."],
  ["semicolons and decimal commas", "a;b\n1,5;2,5\n", ","],
  ["tabs", "a\tb\n1\t2\n", "unknown"],
  ["semicolons below title rows", "Usage, by user, all of it\nfrom: a, b\n\na;b\n1,5;2\n3,5;4\n", ","],
  ["commas in quotes", `a;b;c\n"Doe, J";"x, y";1\n"Roe, R";"y, z";2\n`, ","],
  ["pipes", "a|b\n1|2\n", "unknown"],
  ["an announcement", "sep=;\na,b;c,d\n", ","],
])("tells the delimiter: %s", (_, text, sign) => {
  expect(openCsv("a.csv", utf8(text)).decimalSign).toBe(sign);
});

test("rows are numbered as a spreadsheet numbers them", async () => {
  expect(await read(`a,b\n\n"x\ny",1\n,\n2,,\n`)).toEqual([
    { row: 1, cells: ["a", "b"] },
    { row: 3, cells: ["x\ny", "1"] },
    { row: 5, cells: ["2"] },
  ]);
  expect(await read("sep=;\na;b\n")).toEqual([{ row: 1, cells: ["a", "b"] }]);
});

test.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("line ends: %s", async (_, end) => {
  expect(await cells(["a,b", "", `"x",2`, "3,4", ""].join(end))).toEqual([
    ["a", "b"],
    ["x", "2"],
    ["3", "4"],
  ]);
});

test("a file whose line ends are mixed", async () => {
  expect(await cells(`a,"b"\r\n1,"2"\n3,"4"\r\n`)).toEqual([
    ["a", "b"],
    ["1", "2"],
    ["3", "4"],
  ]);
});

test.each<[string, Uint8Array]>([
  ["UTF-8", utf8("é,ü\n1,2")],
  ["UTF-8 with a mark", utf8("\ufeffé,ü\n1,2")],
  ["UTF-16 LE with a mark", utf16("\ufeffé,ü\n1,2", true)],
  ["UTF-16 BE with a mark", utf16("\ufeffé,ü\n1,2", false)],
  ["UTF-16 LE", utf16("é,ü\n1,2", true)],
  ["UTF-16 BE", utf16("é,ü\n1,2", false)],
])("encoding: %s", async (_, bytes) => {
  expect(await cells(bytes)).toEqual([
    ["é", "ü"],
    ["1", "2"],
  ]);
  expect(openCsv("a.csv", bytes).remarks).toEqual([]);
});

test("what is not UTF-8 is read as Windows-1252, with a remark", async () => {
  const bytes = new Uint8Array([0xe9, 0x2c, 0x80]);
  expect(await cells(bytes)).toEqual([["é", "€"]]);
  expect(openCsv("a.csv", bytes).remarks).toEqual([expect.stringContaining("Windows-1252")]);
});

test.each([
  ["that never closes", `a,b\n1,2\n3,"4\n5,6\n`, "row 3"],
  ["that closes in another cell", `a,b\n1,"2\n3,"4"\n5,6\n`, "row 2"],
  ["that never closes in a long file", `a,b\n1,"2\n${"3,4\n".repeat(1e6)}`, "row 2"],
])("a quote %s is an error that names its row", async (_, text, row) => {
  await expect(read(text)).rejects.toMatchObject({
    code: "damaged",
    message: expect.stringContaining(row) as string,
  });
});

test("bytes that are no text are refused", () => {
  expect(() => openCsv("a.csv", new Uint8Array([65, 0, 0, 66, 1, 2, 3, 4]))).toThrow(/not a workbook/);
  expect(() => openCsv("a.csv", new Uint8Array())).toThrow(/empty/);
});

test("a long file comes in blocks, cut wherever the pieces end", async () => {
  const lines = Array.from({ length: 60_000 }, (_, n) => `${n},"é ""${n}""\r\nü",x`);
  const reader = openCsv("a.csv", utf8(lines.join("\r\n")));
  const [sheet] = await reader.sheets();
  let n = 0;
  for await (const block of reader.rows(sheet!)) {
    expect(block.length).toBeLessThanOrEqual(2048);
    for (const { row, cells } of block) {
      if (row !== n + 1 || cells[0] !== String(n) || cells[1] !== `é "${n}"\nü`)
        throw new Error(`Row ${n} is wrong`);
      n++;
    }
  }
  expect(n).toBe(60_000);
});

test.each<[string, string | Uint8Array]>([
  ["UTF-8", '\uFEFFa;b\r\n"é\r\nü";1,5\r\r\n;x'],
  ["an announcement", "sep=;\na;b\n1;2"],
  ["UTF-16", utf16("\uFEFFa,b\r\nü,1\r\n", true)],
  ["UTF-16 of the other order", utf16("a,b\r\nu,1\r\n", false)],
  ["Windows-1252", new Uint8Array([97, 44, 98, 13, 10, 0xfc, 44, 0x80])],
  ["each line in quotes", '"a,b"\r\n"""é"",1"\r\n"x,2"'],
])("a file that comes in pieces is read as one in memory: %s", async (_, text) => {
  const bytes = typeof text === "string" ? utf8(text) : text;
  const whole = openCsv("a.csv", bytes);
  const expected = await readAll(whole, "a");
  // The first piece holds what the dialect and the byte order mark are told from, as the first of a file does.
  for (let most = bytes.length; most > 2; most--) {
    const pieces = () => bytePieces(bytes, most);
    const look = function* () {
      yield bytes;
    };
    let passes = 0;
    const reader = await openLargeCsv("a.csv", {
      pieces: () => (passes++ === 0 ? look() : pieces()),
      sha256: () => Promise.resolve("hash"),
    });
    expect([reader.decimalSign, reader.remarks]).toEqual([whole.decimalSign, whole.remarks]);
    for (const _pass of ["first", "second"]) expect(await readAll(reader, "a")).toEqual(expected);
  }
});

test("a reading can be cancelled", async () => {
  const reader = openCsv("a.csv", utf8("a,b"));
  const reading = async () => {
    for await (const _ of reader.rows({ name: "a", hidden: false }, AbortSignal.abort())) continue;
  };
  await expect(reading()).rejects.toMatchObject({ code: "cancelled" });
});

test("any table reads back as it was written", async () => {
  const field = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom('"', ",", ";", "\t", "\n", "\r", " ", "a") }),
  );
  const table = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(",", ";", "\t"), async (rows, delimiter) => {
      const text = Papa.unparse([["h", "i", "j"], ...rows], { delimiter, quotes: true });
      const sep = delimiter === "\t" ? "\t" : delimiter;
      const expected = rows.map((row) => row.map((value) => value.replace(/\r\n?/g, "\n") || null));
      const read = await cells(`sep=${sep}\r\n${text}`);
      const kept = expected.filter((row) => row.some((value) => value !== null));
      expect(read.slice(1).map((row) => [...row, null, null, null].slice(0, 3))).toEqual(kept);
    }),
    { numRuns: 300 },
  );
});

test("a csv whose lines stand in quotes as one cell each is split, and that is said", async () => {
  const text = '"Email,Product,Day used"\n"a@x.com,""Revit, LT"",2026-01-05"\n"b@x.com,Maya,2026-01-06"\n';
  expect(await cells(text)).toEqual([
    ["Email", "Product", "Day used"],
    ["a@x.com", "Revit, LT", "2026-01-05"],
    ["b@x.com", "Maya", "2026-01-06"],
  ]);
  expect(openCsv("a.csv", utf8(text)).remarks.join()).toContain("stands in quotes as one cell");
  expect(openCsv("a.csv", utf8('"a","b"\n"1","2"\n')).remarks).toEqual([]);
  expect(openCsv("a.csv", utf8('"Name"\n"Doe, J"\n')).remarks).toEqual([]);
});
