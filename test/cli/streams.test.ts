import { existsSync, readFileSync } from "node:fs";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { run } from "../../src/cli/run";
import { day } from "../engine/estate-of";
import { inEmptyFolder, put, seatwise } from "./command-line";

inEmptyFolder();

const LINES = `Offering,Seats,Unit price,Currency,End date,Contract
Revit,5,3000,EUR,2027-01-31,1`;

/** Runs the command line with both streams as bytes. */
async function streams(isTTY: boolean, ...words: readonly string[]) {
  const written: { readonly out: Uint8Array[]; readonly err: Uint8Array[] } = { out: [], err: [] };
  const to = (list: Uint8Array[]) => ({
    isTTY,
    write: (text: string | Uint8Array) => list.push(typeof text === "string" ? Buffer.from(text) : text),
  });
  const status = await run(words, {
    out: to(written.out),
    err: to(written.err),
    today: day("2026-10-31"),
    signal: new AbortController().signal,
    trace: false,
  });
  return { status, out: Buffer.concat(written.out), err: Buffer.concat(written.err).toString() };
}

test.each(["-", "/dev/stdout"])("--json %s writes JSON alone to standard output", async (name) => {
  put("a.csv", LINES);
  const { status, out, err } = await streams(false, "analyze", "a.csv", "--json", name);
  expect(status).toBe(0);
  expect(JSON.parse(out.toString())).toHaveProperty("version");
  expect(err).toContain("Written: a-seatwise.xlsx and standard output\n");
  expect(existsSync("-")).toBe(false);
});

test("--out - writes the workbook alone to standard output, and never to a terminal", async () => {
  put("a.csv", LINES);
  const { status, out } = await streams(false, "analyze", "a.csv", "--out", "-");
  expect(status).toBe(0);
  expect(await openXlsx("-", new Uint8Array(out)).sheets()).not.toHaveLength(0);
  expect(existsSync("a-seatwise.xlsx")).toBe(false);
  expect(await streams(true, "analyze", "a.csv", "--out=-")).toMatchObject({ status: 2 });
});

test("what a terminal would obey in the text of a file is not obeyed", async () => {
  const evil = "Ev\u001b[2J\u009b2Jil\u202egnp\u2066";
  put(`${evil}.csv`, LINES.replace("Revit", evil));
  const analysed = await seatwise("analyze", `${evil}.csv`, "--out", "a.xlsx", "--json", "-");
  const inspected = await seatwise("inspect", `${evil}.csv`, `none${evil}`);
  for (const { stdout, stderr } of [analysed, inspected])
    expect(`${stdout}${stderr}`).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  expect(inspected.stderr).toContain("[2J");
});

test("--progress prints each stage as a line where standard error is no terminal", async () => {
  put("a.csv", LINES);
  expect((await seatwise("analyze", "a.csv")).stderr).toBe("");
  const lines = (await seatwise("analyze", "a.csv", "--progress")).stderr.split("\n");
  expect(lines[0]).toBe("Reading a.csv, a: 1 row");
  expect(lines.at(-2)).toBe("Writing the result");
});

test("large figures of a table never run together", async () => {
  put("a.csv", LINES.replace("EUR", "VND").replace("3000", "900000000000000").replace("5,", "900000,"));
  const { stdout } = await seatwise("analyze", "a.csv", "--as-of", "2026-10-31");
  expect(stdout).toContain("VND");
  expect(stdout).not.toMatch(/\d,\d{3}\d/);
  expect(readFileSync("a-seatwise.xlsx").length).toBeGreaterThan(0);
});
