import type { Progress } from "../engine/steps";
import { counted } from "../engine/wording";
import type { ReadProgress } from "../sheets/read/read";

/** One line on a terminal that says where the work is; nothing when nobody watches. */
export class ProgressLine {
  private shown = 0;
  private last = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  /** Says a stage now. */
  say(text: string): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`\r${text.padEnd(this.shown)}`);
    this.shown = text.length;
  }

  /** Says how far the reading or the analysis is, at most ten times a second. */
  readonly show = (progress: ReadProgress | Progress): void => {
    const now = performance.now();
    if (now - this.last < 100) return;
    this.last = now;
    this.say(
      "stage" in progress
        ? `Calculating the ${progress.stage}`
        : `Reading ${progress.file}, ${progress.sheet}: ${counted(progress.rows, "row")}`,
    );
  };

  /** Takes the line away. */
  clear(): void {
    if (this.shown > 0) this.stream.write(`\r${" ".repeat(this.shown)}\r`);
    this.shown = 0;
  }
}
