import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openFile, saveFiles } from "../../src/hosts/files";
import { XlsxWorkbook } from "../../src/hosts/xlsx/xlsx";
import type { SheetReader } from "../../src/workbook/reader";
import { partsOf, sheetXml, zip } from "./xlsx/packages";

const pieces = ["n", "ew"].map((text) => new TextEncoder().encode(text));
let folder: string;
const at = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(at(name), content);
  return at(name);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("opening", () => {
  const workbook = zip(partsOf({ S: sheetXml("") }));

  test.each(["a.xlsx", "a.XLSM", "a.csv"])("a workbook called %s", async (name) => {
    expect(await openFile(put(name, workbook))).toBeInstanceOf(XlsxWorkbook);
  });
  test.each(["a.csv", "a.tsv", "a.TXT"])("text called %s", async (name) => {
    const reader = await openFile(put(name, "a;b\n1;2"));
    expect(reader).toMatchObject({ file: name, decimalSign: "," });
  });
  test.each<[string, string, string]>([
    ["old-format", "a.xls", "<html>"],
    ["not-a-workbook", "a.pdf", "%PDF"],
    ["not-a-workbook", "a", "text"],
    ["not-a-workbook", "a.xlsx", "text"],
    ["empty", "a.xlsx", ""],
    ["empty", "a.csv", ""],
  ])("%s: %s", async (code, name, content) => {
    await expect(openFile(put(name, content))).rejects.toMatchObject({ code });
  });
  test("nothing, and a folder", async () => {
    await expect(openFile(at("none.csv"))).rejects.toMatchObject({ code: "not-found" });
    await expect(openFile(folder)).rejects.toMatchObject({ code: "is-directory" });
  });
  test("more than 1 GiB", async () => {
    truncateSync(put("a.xlsx", "x"), 2 ** 30 + 1);
    await expect(openFile(at("a.xlsx"))).rejects.toMatchObject({ code: "too-large" });
    truncateSync(put("a.csv", "x"), 2 ** 30 + 1);
    await expect(openFile(at("a.csv"))).rejects.toMatchObject({ code: "not-a-workbook" });
  });
});

describe("a text file that is not held", () => {
  const line = "2026-01-05,AutoCAD,a@x.example,7\n";
  const largeFile = () => put("large.csv", "Day,Product,Email,Tokens\n" + line.repeat(2 ** 21 + 5));
  const rowsIn = async ({ rows }: SheetReader) => {
    let found = 0;
    for await (const block of rows({ name: "large", hidden: false })) found += block.length;
    return found;
  };

  test("is read to its end in each pass, with the hash of its bytes", async () => {
    const path = largeFile();
    const reader = await openFile(path);
    expect([await rowsIn(reader), await rowsIn(reader)]).toEqual([2 ** 21 + 6, 2 ** 21 + 6]);
    expect(await reader.fileHash?.()).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
  });

  test("is refused if it is written to, or another takes its place, before it was read", async () => {
    const path = largeFile();
    const reader = await openFile(path);
    appendFileSync(path, line);
    await expect(rowsIn(reader)).rejects.toMatchObject({ code: "changed" });
    const again = await openFile(path);
    renameSync(put("other.csv", readFileSync(path)), path);
    await expect(rowsIn(again)).rejects.toMatchObject({ code: "changed" });
  });
});

describe("opening a file that changes while it is read", () => {
  /** Reads in so many turns of the event loop that the file surely changes between two. */
  const LENGTH = 2 ** 25;
  const bytesOf = (sign: string) => new TextEncoder().encode(`a;b\n${sign.repeat(LENGTH)};1`);

  /** Opens a file while something happens at each turn. */
  async function openedWhile(path: string, change: () => void) {
    let isOpening = true;
    const again = () => {
      if (!isOpening) return;
      change();
      setImmediate(again);
    };
    const opening = openFile(path).finally(() => (isOpening = false));
    setImmediate(again);
    return opening;
  }

  test("is refused if it is written to", async () => {
    const path = put("in.csv", bytesOf("x"));
    await expect(openedWhile(path, () => appendFileSync(path, "y"))).rejects.toMatchObject({
      code: "changed",
      message: "in.csv changed while it was read; run again when it is saved.",
    });
  });

  test("is read as it was, or as it is, if another takes its place", async () => {
    const path = put("in.csv", bytesOf("x"));
    const hashes = await Promise.all(
      ["x", "y"].map(async (sign) => (await openFile(put(`${sign}.csv`, bytesOf(sign)))).fileHash?.()),
    );
    let isReplaced = false;
    const reader = await openedWhile(path, () => {
      if (!isReplaced) renameSync(at("y.csv"), path);
      isReplaced = true;
    });
    expect(isReplaced).toBe(true);
    expect(hashes).toContain(await reader.fileHash?.());
  });
});

describe("saving", () => {
  test("writes the file and leaves nothing else", async () => {
    await saveFiles([{ path: at("out.xlsx"), pieces }], []);
    await saveFiles([{ path: at("out.xlsx"), pieces }], [at("none.xlsx")]);
    expect(readFileSync(at("out.xlsx"), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["out.xlsx"]);
  });

  test.each<[string, (input: string) => string]>([
    ["the input itself", (input) => input],
    ["another way to it", () => join(folder, ".", "x", "..", "in.xlsx")],
    ["a symbolic link", (input) => (symlinkSync(input, at("link")), at("link"))],
    ["a hard link", (input) => (linkSync(input, at("link")), at("link"))],
  ])("never onto %s", async (_, path) => {
    mkdirSync(at("x"));
    const input = put("in.xlsx", "old");
    await expect(saveFiles([{ path: path(input), pieces }], [input])).rejects.toMatchObject({
      code: "same-file",
    });
    expect(readFileSync(input, "utf8")).toBe("old");
  });

  test.each<[string, () => string]>([
    ["a missing folder", () => at("none/out.xlsx")],
    ["a folder", () => folder],
    ["a place below a file", () => join(put("f", "x"), "out.xlsx")],
  ])("unwritable: %s", async (_, path) => {
    await expect(saveFiles([{ path: path(), pieces }], [])).rejects.toMatchObject({
      code: "unwritable",
    });
  });

  (process.getuid?.() === 0 ? test.skip : test)("unwritable: a read-only file or folder", async () => {
    chmodSync(put("out.xlsx", "old"), 0o444);
    await expect(saveFiles([{ path: at("out.xlsx"), pieces }], [])).rejects.toMatchObject({
      code: "unwritable",
    });
    chmodSync(folder, 0o555);
    await expect(saveFiles([{ path: at("other.xlsx"), pieces }], [])).rejects.toMatchObject({
      code: "unwritable",
    });
    chmodSync(folder, 0o755);
  });

  test("an interrupted save leaves the old file and nothing else", async () => {
    put("out.xlsx", "old");
    await expect(
      saveFiles([{ path: at("out.xlsx"), pieces }], [], { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(readFileSync(at("out.xlsx"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["out.xlsx"]);
  });

  test("a cancel is heard between two pieces, and no further piece is made", async () => {
    put("out.xlsx", "old");
    const abort = new AbortController();
    let made = 0;
    const endless = function* () {
      for (;;) {
        if (++made === 5) abort.abort();
        yield new Uint8Array(1000);
      }
    };
    const saving = saveFiles([{ path: at("out.xlsx"), pieces: endless() }], [], { signal: abort.signal });
    await expect(saving).rejects.toMatchObject({ code: "cancelled" });
    expect(made).toBe(5);
    expect(readFileSync(at("out.xlsx"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["out.xlsx"]);
  });

  test("a fault in making a piece stays what it is, and leaves nothing", async () => {
    const faulty = function* () {
      yield new Uint8Array(1);
      throw new RangeError("a fault of ours");
    };
    await expect(saveFiles([{ path: at("out.xlsx"), pieces: faulty() }], [])).rejects.toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a rename that fails takes the part away again", async () => {
    const target = at("out.xlsx");
    const saving = saveFiles([{ path: target, pieces: [new Uint8Array(50_000_000)] }], []);
    mkdirSync(join(target, "in the way"), { recursive: true });
    await expect(saving).rejects.toMatchObject({ code: "unwritable" });
    expect(readdirSync(folder)).toEqual(["out.xlsx"]);
  });

  test("the part of a run that works is left alone, and that of a killed run is taken away", async () => {
    const name = (pid: number, started: number): string =>
      `.seatwise.${hostname()
        .replace(/[^\w-]/g, "_")
        .slice(0, 60)}.${pid}.${started}.0.part`;
    const running = put(name(process.ppid, 1), "theirs");
    // No process has this number: it is beyond the largest that Linux gives.
    put(name(4_194_305, 1), "left");
    put(name(process.pid, 1), "left by an earlier process of this number");
    await saveFiles([{ path: at("out.xlsx"), pieces }], []);
    expect(readdirSync(folder).sort()).toEqual([basename(running), "out.xlsx"]);
  });

  test("a file keeps its mode, and a link stays a link", async () => {
    chmodSync(put("real.xlsx", "old"), 0o600);
    symlinkSync("real.xlsx", at("link.xlsx"));
    symlinkSync("made.xlsx", at("dangling.xlsx"));
    await saveFiles([{ path: at("link.xlsx"), pieces }], []);
    await saveFiles([{ path: at("dangling.xlsx"), pieces }], []);
    expect(readFileSync(at("real.xlsx"), "utf8")).toBe("new");
    expect(statSync(at("real.xlsx")).mode & 0o777).toBe(0o600);
    expect(readFileSync(at("made.xlsx"), "utf8")).toBe("new");
    expect(lstatSync(at("link.xlsx")).isSymbolicLink()).toBe(true);
    expect(lstatSync(at("dangling.xlsx")).isSymbolicLink()).toBe(true);
  });

  test("a device is written to, and never replaced", async () => {
    await saveFiles([{ path: "/dev/null", pieces }], []);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    await expect(saveFiles([{ path: "/dev/full", pieces }], [])).rejects.toThrow(/the disk is full/);
  });

  test("a place that cannot be looked at is not taken for an empty one", async () => {
    symlinkSync("circle", at("circle"));
    await expect(saveFiles([{ path: at("circle"), pieces }], [])).rejects.toThrow(/links lead in a circle/);
  });

  test("two outputs to one file are refused, and one that fails late says what is there", async () => {
    symlinkSync("a", at("b"));
    put("a", "old");
    const both = saveFiles(
      [at("a"), at("b")].map((path) => ({ path, pieces })),
      [],
    );
    await expect(both).rejects.toThrow(/another output goes to the same file/);
    const late = saveFiles(
      [
        { path: "/dev/full", pieces },
        { path: at("c"), pieces },
      ],
      [],
    );
    await expect(late).rejects.toThrow(`Written all the same: ${at("c")}.`);
  });
});
