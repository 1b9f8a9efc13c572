import type { DayNumber } from "../engine/units";

/** What a command gets of the world around it. */
export interface Session {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WriteStream;
  readonly today: DayNumber;
  readonly signal: AbortSignal;
}
