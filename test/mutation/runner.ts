/**
 * Runs test files inside one long-lived worker, each time with one module's text replaced. Starting Vitest for every
 * mutant would take seconds; this takes milliseconds. It knows only the part of Vitest that the engine's tests use.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { compileFunction } from "node:vm";
import { parentPort } from "node:worker_threads";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from "@vitest/expect";
import ts from "typescript";

/** The test files to run in order, perhaps with one source file's text replaced. */
export interface Job {
  readonly tests: readonly string[];
  readonly mutated: { readonly file: string; readonly text: string } | null;
}

/** Said before each test file. */
export interface Starting {
  readonly starting: string;
}

/** The tests that were run, until the first failure. */
export interface Outcome {
  readonly runs: readonly TestRun[];
  readonly failure: { readonly test: string; readonly error: string } | null;
}

export interface TestRun {
  readonly test: string;
  /** Processor time in milliseconds. */
  readonly cpu: number;
  /** The files of `src` that the test imports, directly or not. */
  readonly imports: readonly string[];
}

type Exports = Record<string, unknown>;
type Wrapper = (exports: Exports, require: (name: string) => unknown, module: { exports: Exports }) => void;

const root = process.cwd();
const nodeRequire = createRequire(join(root, "package.json"));
const compiled = new Map<string, Wrapper>();

function wrapperOf(path: string, text: string): Wrapper {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  return compileFunction(outputText, ["exports", "require", "module"], { filename: path }) as Wrapper;
}

function original(path: string): Wrapper {
  const known = compiled.get(path) ?? wrapperOf(path, readFileSync(path, "utf8"));
  compiled.set(path, known);
  return known;
}

/** Loads modules afresh, so that none still holds a function of the unchanged text. */
function loader(mutatedPath: string | null, mutant: Wrapper | null) {
  const loaded = new Map<string, { exports: Exports }>();
  const load = (path: string): Exports => {
    const known = loaded.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const wrapper = path === mutatedPath && mutant ? mutant : original(path);
    wrapper(
      module.exports,
      (name) => (name.startsWith(".") ? load(`${join(dirname(path), name)}.ts`) : nodeRequire(name)),
      module,
    );
    return module.exports;
  };
  return { load, loaded };
}

type Body = () => unknown;
let bodies: Body[] = [];

function it(_name: string, body: Body): void {
  bodies.push(body);
}

type RowBody = (...row: unknown[]) => unknown;

/** The body with each row of a table. */
const bodiesOf = (table: readonly unknown[], body: RowBody): Body[] =>
  table.map((row) => () => (Array.isArray(row) ? body(...(row as unknown[])) : body(row)));

it.each = (table: readonly unknown[]) => (_name: string, body: RowBody) => {
  bodies.push(...bodiesOf(table, body));
};

const describe = (_name: string, body: Body): unknown => body();
describe.each = (table: readonly unknown[]) => (_name: string, body: RowBody) => {
  for (const one of bodiesOf(table, body)) one();
};
/** What is done before the tests of a part is the first of them. */
const beforeAll = (body: Body): unknown => bodies.push(body);

/** As Vitest makes it, without snapshots and counts of assertions. */
chai.use(JestExtend).use(JestChaiExpect).use(JestAsymmetricMatchers);
const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), chai.expect);
Object.assign(expect, Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT));
Object.assign(globalThis, { describe, beforeAll, it, test: it, expect });
const fc = nodeRequire("fast-check") as typeof import("fast-check");
fc.configureGlobal({ seed: 1 });

/** A list that a mutant fills without end would end the whole process, which no limit of a worker prevents. */
const LONGEST_LIST = 10_000_000;
const push = Reflect.get(Array.prototype, "push") as (this: unknown[], ...items: unknown[]) => number;
Object.defineProperty(Array.prototype, "push", {
  value(this: unknown[], ...items: unknown[]): number {
    if (this.length > LONGEST_LIST) throw new RangeError("The list has no end.");
    return push.apply(this, items);
  },
});

async function run({ tests, mutated }: Job): Promise<Outcome> {
  const runs: TestRun[] = [];
  const mutatedPath = mutated && join(root, mutated.file);
  const mutant = mutated && wrapperOf(join(root, mutated.file), mutated.text);
  for (const test of tests) {
    parentPort?.postMessage({ starting: test } satisfies Starting);
    const before = process.cpuUsage();
    const { load, loaded } = loader(mutatedPath, mutant);
    bodies = [];
    try {
      load(join(root, test));
      for (const body of bodies) await body();
    } catch (error) {
      return { runs, failure: { test, error: String(error) } };
    }
    const { user, system } = process.cpuUsage(before);
    const imports = [...loaded.keys()].map((path) => relative(root, path));
    runs.push({ test, cpu: (user + system) / 1000, imports });
  }
  return { runs, failure: null };
}

parentPort?.on("message", (job: Job) => {
  void run(job).then((outcome) => parentPort?.postMessage(outcome));
});
