import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli/run";
import { day } from "../engine/estate-of";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, in the current folder. */
export const seatwise = (...words: readonly string[]): Promise<Outcome> =>
  outcome(words, new AbortController().signal);

/** The same with standard error on a terminal; `onShown` gets each text that appears there. */
export const seatwiseOnTerminal =
  (signal: AbortSignal, onShown: (text: string) => void) =>
  (...words: readonly string[]): Promise<Outcome> =>
    outcome(words, signal, onShown);

async function outcome(
  words: readonly string[],
  signal: AbortSignal,
  onShown?: (text: string) => void,
): Promise<Outcome> {
  let [stdout, stderr] = ["", ""];
  const err = {
    isTTY: onShown !== undefined,
    write(text: string) {
      stderr += text;
      onShown?.(text);
    },
  };
  const out = { write: (text: string) => (stdout += text) };
  const status = await run(words, { out, err, today: day("2026-11-26"), signal, trace: false });
  return { status, stdout, stderr };
}

/** Gives every test an empty folder as its current folder. */
export function inEmptyFolder(): void {
  const home = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "seatwise-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });
}

/** Writes a file and returns its name. */
export function put(name: string, content: string | Uint8Array): string {
  writeFileSync(name, content);
  return name;
}

export const files = (): string[] => readdirSync(".").sort();
