import type { DayNumber } from "../engine/units";
import type { ProgressLine } from "./progress";

/** A stream that text is written to; progress is shown only where it is a terminal, or is asked for. */
export interface TextStream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
}

/** The surroundings of one run of the command line. */
export interface CliSession {
  readonly out: TextStream;
  readonly err: TextStream;
  readonly today: DayNumber;
  readonly signal: AbortSignal;
  /** Whether a fault in the program is reported with its stack. */
  readonly trace: boolean;
}

/** What a command works with: both streams clean the text that they show. */
export interface CommandSession extends CliSession {
  readonly progress: ProgressLine;
}
