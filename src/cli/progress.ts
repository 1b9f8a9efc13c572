import type { Progress } from "../engine/steps";
import { counted } from "../engine/wording";
import type { ReadProgress } from "../sheets/read/read-table";
import type { TextStream } from "./session";
import { shownText } from "./shown-text";

const REFRESH_MS = 100;

/** Milliseconds between two lines of one stage where each is a line of its own. */
const LINE_MS = 2_000;

/**
 * The current stage: one line on a terminal that changes, or, if asked for, a line for each stage elsewhere. Writes
 * nothing else.
 */
export class ProgressLine {
  private width = 0;
  private last = 0;
  private stage = "";

  constructor(
    private readonly stream: TextStream,
    private readonly inLines = false,
  ) {}

  /** Shows a stage. */
  say(text: string): void {
    const shown = shownText(text).replaceAll("\n", " ");
    if (this.inLines) this.stream.write(`${shown}\n`);
    if (this.inLines || !this.stream.isTTY) return;
    this.stream.write(`\r${shown.padEnd(this.width)}`);
    this.width = shown.length;
  }

  /** Shows the progress of reading or analysing: each new stage, and at most ten updates of it a second. */
  readonly show = (progress: ReadProgress | Progress): void => {
    const reading = !("stage" in progress);
    const stage = reading ? `Reading ${progress.file}, ${progress.sheet}` : `Calculating: ${progress.stage}`;
    const now = performance.now();
    if (stage === this.stage && now - this.last < (this.inLines ? LINE_MS : REFRESH_MS)) return;
    this.stage = stage;
    this.last = now;
    this.say(reading ? `${stage}: ${counted(progress.rows, "row")}` : stage);
  };

  /** Removes the line. */
  clear(): void {
    if (this.width > 0) this.stream.write(`\r${" ".repeat(this.width)}\r`);
    this.width = 0;
  }
}
