import type { DayNumber } from "../engine/units";

/** A stream that text is written to; progress is shown only where it is a terminal. */
export interface TextStream {
  write(text: string): unknown;
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
