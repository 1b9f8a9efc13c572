import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Cell } from "../../src/workbook/cells";

/** Cells for a formula to refer to; rows and columns count from 0. */
export interface Block {
  readonly row: number;
  readonly column: number;
  readonly block: readonly (readonly Cell[])[];
}

export interface Question {
  readonly formula: string;
  readonly cells: readonly Block[];
}

export type Answer = { readonly result: Cell[][] } | { readonly failed: string };

const ROOT = join(__dirname, "../..");

/**
 * Univer's formula engine, an independent stand-in for Excel. It runs in a separate process. It lacks ISOMITTED and
 * functions named by LET: see plain-formula.ts.
 */
export class FormulaEngine {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting: ((line: string) => void)[] = [];

  constructor() {
    const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
    this.process = spawn(process.execPath, [tsx, join(__dirname, "univer.ts")], { cwd: ROOT });
    createInterface({ input: this.process.stdout }).on("line", (line) => this.waiting.shift()?.(line));
    let said = "";
    this.process.stderr.on("data", (text: Buffer) => (said += text.toString()));
    this.process.on("close", () => {
      for (const answer of this.waiting) answer(JSON.stringify({ failed: `The engine ended: ${said}` }));
    });
  }

  /** What a formula (without `=`) gives: always a block of cells. */
  async evaluate(formula: string, cells: readonly Block[] = []): Promise<Cell[][]> {
    const question: Question = { formula, cells };
    const line = new Promise<string>((resolve) => this.waiting.push(resolve));
    this.process.stdin.write(`${JSON.stringify(question)}\n`);
    const answer = JSON.parse(await line) as Answer;
    if ("failed" in answer) throw new Error(`${answer.failed}\n${formula}`);
    return answer.result;
  }

  end(): void {
    this.process.stdin.end();
  }
}
