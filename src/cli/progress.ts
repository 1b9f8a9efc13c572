import type { Progress } from "../engine/steps";
import { counted } from "../engine/wording";
import type { ReadProgress } from "../sheets/read/read-table";
import type { TextStream } from "./session";

const REFRESH_MS = 100;

/** A line on a terminal that shows the current stage. Writes nothing if the stream is not a terminal. */
export class ProgressLine {
  private width = 0;
  private last = 0;
  private stage = "";

  constructor(private readonly stream: TextStream) {}

  /** Shows a stage. */
  say(text: string): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`\r${text.padEnd(this.width)}`);
    this.width = text.length;
  }

  /** Shows the progress of reading or analysing: each new stage, and at most ten updates of it a second. */
  readonly show = (progress: ReadProgress | Progress): void => {
    const reading = !("stage" in progress);
    const stage = reading ? `Reading ${progress.file}, ${progress.sheet}` : `Calculating: ${progress.stage}`;
    const now = performance.now();
    if (stage === this.stage && now - this.last < REFRESH_MS) return;
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
