import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import { openXlsx } from "../../src/hosts/xlsx/xlsx";
import { day } from "../engine/estate-of";
import type { FuzzInput } from "./inputs";

/** The most processor time and heap that a run over a few small files may take. */
const MOST_SECONDS = 20;
const MOST_BYTES = 700 * 2 ** 20;

interface Answer {
  readonly sources: readonly { readonly rows: number; readonly used: number; readonly skipped: number }[];
  readonly issues: readonly { readonly code: string }[];
  readonly mix: { readonly total: number; readonly lowerBound?: number } | null;
}

/** What a run of the command line over these files breaks of the promises of docs/reliability.md; empty if nothing. */
export async function brokenPromises(files: readonly FuzzInput[], again = false): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "seatwise-fuzz-"));
  try {
    const paths = files.map(({ name, bytes }) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    });
    const before = process.cpuUsage();
    const first = await answered(paths, folder);
    const { user, system } = process.cpuUsage(before);
    const broken = [...broke(first, folder)];
    if ((user + system) / 1e6 > MOST_SECONDS) broken.push(`it took ${(user + system) / 1e6} s`);
    if (process.memoryUsage().heapUsed > MOST_BYTES) broken.push("it holds too much memory");
    for (const { name, bytes } of files)
      if (!readFileSync(join(folder, name)).equals(bytes)) broken.push(`the input ${name} changed`);
    if (again && first.json !== (await answered(paths, folder)).json)
      broken.push("another answer the second time");
    return broken;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Answered {
  readonly status: number;
  readonly stderr: string;
  readonly shown: string;
  readonly json: string | undefined;
}

async function answered(paths: readonly string[], folder: string): Promise<Answered> {
  let [stderr, shown] = ["", ""];
  const json = join(folder, "out.json");
  const status = await run(["analyze", ...paths, "--out", join(folder, "out.xlsx"), "--json", json], {
    out: { write: (text) => (shown += String(text)) },
    err: { write: (text) => (stderr += String(text)) },
    today: day("2026-11-26"),
    signal: new AbortController().signal,
    trace: true,
  });
  const isWritten = readdirSync(folder).includes("out.json");
  return { status, stderr, shown, json: isWritten ? readFileSync(json, "utf8") : undefined };
}

function* broke({ status, stderr, shown, json }: Answered, folder: string): Generator<string> {
  if (![0, 1, 2, 3].includes(status)) yield `exit code ${status}`;
  if (stderr.includes("A fault in the program")) yield stderr;
  if (/(?!\n)\p{Cc}/u.test(shown + stderr)) yield "a control character reached the terminal";
  const names = readdirSync(folder);
  if (names.some((name) => name.endsWith(".part"))) yield "a temporary file is left";
  if (names.includes("out.json") !== names.includes("out.xlsx")) yield "one of two outputs is missing";
  if (json === undefined) {
    if (status === 0) yield "success without an answer";
    return;
  }
  const answer = JSON.parse(json) as Answer;
  if (answer.issues.some(({ code }) => code === "self-check")) yield `a self-check failed: ${stderr}`;
  for (const { rows, used, skipped } of answer.sources)
    if (used + skipped !== rows) yield `${used} used + ${skipped} skipped is not ${rows} rows`;
  if (answer.mix && (answer.mix.lowerBound ?? 0) > answer.mix.total + 0.01)
    yield "the bound is above the total";
  openXlsx("out.xlsx", new Uint8Array(readFileSync(join(folder, "out.xlsx"))));
}
