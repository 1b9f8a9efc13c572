/** How far a long calculation is: a stage in words, and the share of it that is done where that is known. */
export interface Progress {
  readonly stage: string;
  readonly share?: number;
}

/**
 * A long calculation as a generator. It yields often (at most some milliseconds of work apart), so that its
 * driver can show the progress, let other work run, or stop it; the engine itself knows no clock.
 */
export type Steps<Result> = Generator<Progress, Result, void>;

/** Runs a calculation to its end without a pause. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A calculation within another, which goes on to show its own progress. */
export function* reportedAs<Result>(progress: Progress, steps: Steps<Result>): Steps<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield progress;
  }
}
