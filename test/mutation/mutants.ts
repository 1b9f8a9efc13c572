/**
 * Mutation testing of the engine: changes the engine in one small place at a time and runs the engine's tests. A change
 * that no test notices is a survivor. docs/testing.md says how to read the report.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { compilerOf } from "./compiler";
import { EQUIVALENTS, type Equivalent } from "./equivalents";
import { mutantsOf, type Mutant } from "./mutators";
import type { Job, Outcome, Starting, TestRun } from "./runner";

const ENGINE = "src/engine";
const TESTS = "test/engine";
/** Files of the engine's ground floor; the other files beside the rooms are its top floor. */
const GROUND = ["assumptions", "at", "calendar", "issues", "random", "steps", "tally", "units", "wording"];

type Verdict = "killed" | "out of time" | "refused by the compiler" | "equivalent" | "survived";
type Judged = Mutant & { readonly verdict: Verdict };

const { values: options } = parseArgs({
  options: {
    room: { type: "string" },
    file: { type: "string" },
    tests: { type: "string" },
    sample: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
  },
});

const filesUnder = (folder: string, suffix: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(folder, name))
    .sort();

function roomOf(file: string): string {
  const folder = dirname(file);
  if (folder !== ENGINE) return basename(folder);
  return GROUND.includes(basename(file, ".ts")) ? "ground" : "top";
}

/** A sample without replacement, the same for the same seed (mulberry32, Fisher and Yates). */
function sampleOf<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  const list = [...items];
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as Item, list[i] as Item];
  }
  return list.slice(0, size);
}

/** A worker that is replaced when a job uses up its processor time: a loop that never ends cannot be stopped otherwise. */
class Runner {
  private worker: Worker | null = null;

  /** Runs a job; `cpuLimit` is the processor time in milliseconds that a test file may use. */
  run(job: Job, cpuLimit: (test: string) => number): Promise<Outcome | "out of time"> {
    const worker = (this.worker ??= new Worker('require("tsx/cjs"); require("./test/mutation/runner.ts");', {
      eval: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    }));
    return new Promise((resolve) => {
      let start = process.cpuUsage();
      let limit = Infinity;
      const hear = (message: Outcome | Starting): void => {
        if (!("starting" in message)) {
          stop(message);
          return;
        }
        start = process.cpuUsage();
        limit = cpuLimit(message.starting);
      };
      const stop = (outcome: Outcome | "out of time"): void => {
        clearInterval(watch);
        worker.off("message", hear).off("error", fail);
        resolve(outcome);
      };
      const fail = (error: Error): void => {
        this.worker = null;
        void worker.terminate();
        const outOfMemory = error.message.includes("memory");
        stop(outOfMemory ? "out of time" : { runs: [], failure: { test: "", error: String(error) } });
      };
      const watch = setInterval(() => {
        const { user, system } = process.cpuUsage(start);
        if ((user + system) / 1000 > limit) fail(new Error("no time and no memory left"));
      }, 50);
      worker.on("message", hear).on("error", fail);
      worker.postMessage(job);
    });
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}

/** The long proofs of these two rooms are run only for mutants of rooms that they test. */
const concerns = (test: string, room: string): boolean =>
  basename(dirname(test)) === room ||
  !["mix", "renewal"].includes(basename(dirname(test))) ||
  readFileSync(test, "utf8").includes(`${ENGINE}/${room}/`);

/** Tests that import the file, the nearest first: of the same name, of the same room, then the quickest. */
function testsFor(file: string, clean: readonly TestRun[]): TestRun[] {
  const room = roomOf(file);
  const distance = ({ test, cpu }: TestRun): number => {
    if (basename(test, ".test.ts") === basename(file, ".ts")) return cpu;
    return cpu + (basename(dirname(test)) === room ? 1e6 : 1e9);
  };
  return clean
    .filter(({ test, imports }) => imports.includes(file) && concerns(test, room))
    .sort((a, b) => distance(a) - distance(b));
}

async function main(): Promise<void> {
  const files = filesUnder(ENGINE, ".ts").filter(
    (file) =>
      (options.room?.split(",").includes(roomOf(file)) ?? true) &&
      (options.file?.split(",").some((part) => file.includes(part)) ?? true),
  );
  const candidates = new Map<string, Mutant[]>();
  for (const file of files) {
    const room = roomOf(file);
    candidates.set(room, [...(candidates.get(room) ?? []), ...mutantsOf(file, readFileSync(file, "utf8"))]);
  }

  const runner = new Runner();
  const tests = filesUnder(TESTS, ".test.ts").filter(
    (test) =>
      [...candidates.keys()].some((room) => concerns(test, room)) &&
      (options.tests?.split(",").some((part) => test.includes(part)) ?? true),
  );
  const clean = await runner.run({ tests, mutated: null }, () => Infinity);
  if (clean === "out of time" || clean.failure) {
    const { test, error } = clean === "out of time" ? { test: "a test", error: "no memory" } : clean.failure!;
    throw new Error(`Without any change ${test} fails: ${error}`);
  }

  if (options.verbose) for (const { test, cpu } of clean.runs) console.error(test, Math.round(cpu));
  const compiler = compilerOf();
  const judge = async (mutant: Mutant): Promise<Verdict> => {
    if (EQUIVALENTS.some((one) => isThat(one, mutant))) return "equivalent";
    const { file, mutatedText: text } = mutant;
    const related = testsFor(file, clean.runs);
    const cpuLimit = (test: string): number =>
      2000 + 5 * (related.find((one) => one.test === test)?.cpu ?? 0);
    const job = { tests: related.map(({ test }) => test), mutated: { file, text } };
    const outcome = await runner.run(job, cpuLimit);
    if (outcome === "out of time") return outcome;
    if (outcome.failure) return "killed";
    return compiler.accepts(file, text) ? "survived" : "refused by the compiler";
  };

  const judged = new Map<string, Judged[]>();
  for (const [room, mutants] of candidates) {
    const sample = sampleOf(mutants, Number(options.sample), Number(options.seed));
    const verdicts: Judged[] = [];
    for (const mutant of sample) {
      const verdict = await judge(mutant);
      verdicts.push({ ...mutant, verdict });
      if (options.verbose) console.error(`${verdict}: ${mutant.file}:${mutant.line} ${mutant.change}`);
    }
    judged.set(room, verdicts);
  }
  await runner.close();
  report(candidates, judged);
}

const isThat = ({ file, code, change }: Equivalent, mutant: Mutant): boolean =>
  mutant.file === file && mutant.change === change && mutant.code.includes(code);

function report(
  candidates: ReadonlyMap<string, readonly Mutant[]>,
  judged: ReadonlyMap<string, Judged[]>,
): void {
  for (const [room, verdicts] of judged) {
    const survivors = verdicts.filter(({ verdict }) => verdict === "survived");
    for (const { file, line, change } of survivors.sort(
      (a, b) => a.file.localeCompare(b.file) || a.line - b.line,
    ))
      console.log(`${file}:${line}  ${change}`);
    if (survivors.length > 0) console.log(`  (${room})\n`);
  }
  const columns = [
    "room",
    "mutants",
    "sample",
    "killed",
    "timed out",
    "refused",
    "equivalent",
    "survived",
    "score",
  ];
  console.log(columns.map((column) => column.padStart(10)).join(" "));
  for (const [room, verdicts] of judged) {
    const count = (verdict: Verdict): number => verdicts.filter((one) => one.verdict === verdict).length;
    const [refused, equivalent, survived] = [
      count("refused by the compiler"),
      count("equivalent"),
      count("survived"),
    ];
    const valid = verdicts.length - refused - equivalent;
    const row = [
      room,
      candidates.get(room)?.length ?? 0,
      verdicts.length,
      count("killed"),
      count("out of time"),
      refused,
      equivalent,
      survived,
      `${((100 * (valid - survived)) / valid).toFixed(1)} %`,
    ];
    console.log(row.map((cell) => String(cell).padStart(10)).join(" "));
  }
  const all = [...candidates.values()].flat();
  const files = new Set(all.map(({ file }) => file));
  for (const one of EQUIVALENTS)
    if (files.has(one.file) && !all.some((mutant) => isThat(one, mutant)))
      console.log(`No such mutant any more: ${one.file}  ${one.change}`);
}

void main();
